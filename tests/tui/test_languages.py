"""F2 anywhere: every word on the screen follows, and nothing else changes."""

import re

import pytest

from game.locales import current_language
from tests.tui.stage import EACH, opened, painted, press, settled, showing, table

WORDS = "the|you|your|and|what|back|help|choose|commands|commit|keep|saved|scene|seems|which"
ENGLISH = re.compile(rf"\b({WORDS})\b", re.IGNORECASE)
KEYS = re.compile(r"\b(enter|space|esc|ctrl\+\w|del|PgDn|PgUp|F\d|English|Tiếng Việt)\b")


@pytest.mark.long
@pytest.mark.parametrize("screen", EACH)
async def test_every_page_speaks_vietnamese_after_f2_and_english_after_another(tmp_path, screen):
    async with opened(screen.begin(tmp_path)) as pilot:
        await press(pilot, screen.keys)
        await settled(pilot)
        before = painted(pilot.app)
        await press(pilot, "f2")
        assert current_language() == "vi"
        words = KEYS.sub("", painted(pilot.app)).replace(str(tmp_path), "")
        assert not ENGLISH.search(words), ENGLISH.search(words)
        await press(pilot, "f2")
        assert painted(pilot.app) == before


@pytest.mark.long
async def test_a_pick_stays_when_the_language_changes(tmp_path):
    async with opened(table(tmp_path)) as pilot:
        await press(pilot, "1 enter enter 1 enter enter 2 2 space f2")
        assert "chắc ●●" in showing(pilot.app)
        assert "nói mất mặt" in showing(pilot.app)
