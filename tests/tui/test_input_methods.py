"""Vietnamese input methods hold r, s, f, x and j back, and send a letter, a backspace and the accented letter."""

import pytest

from game.tui.actions import ACTIONS
from tests.tui.stage import DECIDING, SCREENS, opened, painted, press, settled, showing, table

COMMITS = {"commit", "confirm", "keep", "go_on", "turn", "choose", "lean", "answer", "change", "guess", "say", "pick"}
COMMITS |= {"back", "delete", "take_back", "read_on", "at_once", "private_digit", "private_commit"}
UNIKEY = ("d", "backspace", "đ", "a", "backspace", "á", "r", "s", "f", "x", "j", "w", "backspace", "ư")


def test_no_commit_hangs_on_a_letter():
    for name in COMMITS:
        assert not [key for key in ACTIONS[name].keys.split(",") if len(key) == 1 and key.isalpha()]


PAGES = [screen for screen in SCREENS if screen.name in {"home", "decide_alone", "reveal", "resolve", "consequence"}]


@pytest.mark.parametrize(
    "screen",
    [
        pytest.param(page, id=page.name, marks=() if page.name in {"home", "decide_alone"} else pytest.mark.long)
        for page in PAGES
    ],
)
async def test_what_an_input_method_types_changes_nothing(tmp_path, screen):
    async with opened(screen.begin(tmp_path)) as pilot:
        await press(pilot, screen.keys)
        await settled(pilot)
        before = painted(pilot.app)
        await pilot.press(*UNIKEY)
        await pilot.pause()
        assert painted(pilot.app) == before


@pytest.mark.parametrize(
    ("typed", "pick", "said"),
    [
        ("d backspace đ w backspace ư r s f x j", 1, ""),
        ("a", 1, "a"),
        ("a a", 1, ""),
        ("a backspace â", 1, ""),
        ("â", 1, "a"),
        ("ă", 1, "a"),
        ("A", 1, "a"),
        ("a backspace á", 0, "a"),
        ("b 3 a backspace ã", 1, "ab"),
        ("a backspace", None, "a"),
    ],
    ids=["nothing", "said", "kept", "Telex kept", "held back", "breve", "capital", "VNI 1", "VNI 4 of 3", "Backspace"],
)
async def test_letters_say_or_keep_as_an_input_method_sends_them_and_take_no_digit_back(tmp_path, typed, pick, said):
    async with opened(table(tmp_path)) as pilot:
        await press(pilot, f"{DECIDING} 2 2")
        step = pilot.app.screen.step
        await pilot.press(*typed.split())
        await pilot.pause()
        assert step.facts.said == {step.facts.ids["abc".index(letter)] for letter in said}
        assert (step.caret, step.sure) == ((2, False) if "3" in typed else (pick, pick == 1))
        assert len(pilot.app.screen.session.records) == 2, "nothing was committed"


async def test_a_name_typed_through_unikey_is_found(tmp_path):
    async with opened(table(tmp_path, language="vi")) as pilot:
        await press(pilot, "ctrl+p")
        await pilot.press("t", "o", "i", "backspace", "backspace", "ố", "i")
        await pilot.pause()
        assert "Giao diện: Tối" in showing(pilot.app)
