"""How pages look, at both sizes and in both languages. `make snapshots` paints them anew; look before committing."""

import pytest

from tests.tui.stage import BOTH, SCREENS, SIZES, press, settled

LOOKED_AT = {"first", "home", "shelf", "decide", "reveal", "resolved", "company"}
ONCE = {"seats", "help", "palette", "resolve", "coffee", "causes", "menu"}

OFTEN = {("small", "vi"), ("large", "en")}
AT_ONCE = {"decide", "reveal"}
"""Pages that are painted in the fast tests; the others are in the long ones."""

CASES = [
    pytest.param(
        screen, size, language, marks=() if screen.name in AT_ONCE and (size, language) in OFTEN else pytest.mark.long
    )
    for screen in SCREENS
    for size in SIZES
    for language in BOTH
    if screen.name in LOOKED_AT or (screen.name in ONCE and (size, language) == ("small", "vi"))
]


@pytest.mark.long
@pytest.mark.parametrize(("screen", "size", "language"), CASES, ids=lambda part: getattr(part, "name", part))
def test_page(snap_compare, tmp_path, screen, size, language):
    async def there(pilot):
        await pilot.pause()
        await press(pilot, screen.keys)
        await settled(pilot)

    game = screen.begin(tmp_path, language=language)
    assert snap_compare(game, terminal_size=SIZES[size], run_before=there)
