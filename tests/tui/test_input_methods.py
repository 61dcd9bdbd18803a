"""Vietnamese input methods hold r, s, f, x and j back, and send a letter, a backspace and the accented letter."""

import pytest

from game.tui.actions import ACTIONS
from game.tui.toolkit.page import PairSetupRequest
from tests.tui.stage import (
    DECIDING,
    SCENARIOS,
    SCREENS,
    app,
    opened,
    over,
    painted,
    press,
    send,
    settled,
    showing,
    table,
)

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
        *(
            pytest.param(*case, marks=pytest.mark.long)
            for case in (
                ("a backspace á", 0, "a"),
                ("b 3 a backspace ã", 1, "ab"),
                ("a", 1, "a"),
                ("a a", 1, ""),
                ("a backspace â", 1, ""),
                ("â", 1, "a"),
                ("ă", 1, "a"),
                ("A", 1, "a"),
                ("a backspace", None, "a"),
            )
        ),
    ],
    ids=["nothing", "VNI 1", "VNI 4 of 3", "said", "kept", "Telex kept", "held back", "breve", "capital", "Backspace"],
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


BURSTS = {
    "Telex with DEL (Unikey)": ("a\x7fá", "á"),
    "Telex with BS (Unikey)": ("Ha\x08à", "Hà"),
    "a word rewritten (Unikey)": ("Duong\x7f\x7f\x7f\x7fương", "Dương"),
    "a word rewritten twice (synthetic)": ("Hie\x7f\x7fiê\x7fệ\x7f\x7fiế", "Hiế"),
    "two marks, apart (macOS, decomposed)": ("Hie\u0302\u0323n", "Hiện"),
    "a horn and a tone, apart (decomposed)": ("Duo\u031b\u0300ng", "Duờng"),
    "a tone before the horn (synthetic)": ("o\u0301\u031b", "ớ"),
    "one Backspace takes a letter and its marks": ("Hie\u0302\u0323\x7f", "Hi"),
    "even where no letter has them (synthetic)": ("xq\u0323\u0302\x7f", "x"),
    "a mark on nothing (synthetic)": ("\u0302a", "\u0302a"),
    "a paste between keys (bracketed paste)": ("Xy\x7f\x1b[200~ua\u0302n\x1b[201~!", "Xuân!"),
    "a letter of an input method (kitty, CSI 0 ; ; text u)": ("H\x1b[0;;224u", "Hà"),
    "to the left, Backspace, a letter (xterm)": ("Hab\x1b[D\x7fà", "Hàb"),
}


def list_bursts(*first: str):
    """The bursts as parameters: those that begin so in the short tests, the others in the long ones."""
    return [
        pytest.param(*burst, id=name, marks=() if name.startswith(first) else pytest.mark.long)
        for name, burst in BURSTS.items()
    ]


@pytest.mark.long
@pytest.mark.parametrize(("typed", "written"), list_bursts("Telex", "two marks", "one", "a paste"))
async def test_a_name_is_what_an_input_method_wrote_in_one_read(tmp_path, typed, written):
    game = app(tmp_path)
    game.request = PairSetupRequest(crisis=SCENARIOS / "small")
    async with opened(game) as pilot:
        await settled(pilot)
        await send(pilot, typed.encode())
        assert pilot.app.screen.query_one("#name-ceo").value == written


@pytest.mark.parametrize(("typed", "written"), list_bursts("a word rewritten (U"))
@pytest.mark.long
async def test_a_search_is_what_an_input_method_wrote_in_one_read(tmp_path, typed, written):
    async with opened(table(tmp_path)) as pilot:
        await press(pilot, "ctrl+p")
        await send(pilot, typed.encode())
        assert pilot.app.screen.query_one("Input").value == written


@pytest.mark.long
@pytest.mark.parametrize(("typed", "written"), list_bursts("Telex with DEL", "one"))
async def test_words_are_what_an_input_method_wrote_in_one_read(tmp_path, typed, written):
    async with opened(over(tmp_path)) as pilot:
        await press(pilot, "enter 6 enter")
        await send(pilot, f"Một\r{typed}".encode())
        assert pilot.app.screen.query_one("TextArea").text == f"Một\n{written}"
        await send(pilot, b"\x1b[F" + b"\x7f" * (len(written) + 1))
        assert pilot.app.screen.query_one("TextArea").text == "Một"


@pytest.mark.long
async def test_names_and_enter_in_one_read_are_two_names(tmp_path):
    game = app(tmp_path)
    game.request = PairSetupRequest(crisis=SCENARIOS / "small")
    async with opened(game) as pilot:
        await settled(pilot)
        await send(pilot, "Linh\rTua\x7fâ\x7fấn".encode())
        names = [pilot.app.screen.query_one(f"#name-{chair}").value for chair in ("ceo", "cto")]
        assert names == ["Linh", "Tuấn"]


async def test_a_name_typed_through_unikey_is_found(tmp_path):
    async with opened(table(tmp_path, language="vi")) as pilot:
        await press(pilot, "ctrl+p")
        await pilot.press("t", "o", "i", "backspace", "backspace", "ố", "i")
        await pilot.pause()
        assert "Giao diện: Tối" in showing(pilot.app)
