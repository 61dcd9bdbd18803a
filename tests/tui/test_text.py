"""Text from files is text: no widget is ever given a `str`, and a poisoned crisis does nothing on any page."""

import ast
from pathlib import Path

import pytest
import textual.widget
from textual.widgets import _static

import game.tui
from game.plain.page import wrap_line
from game.tui.toolkit.content import style_text, wrap_text
from tests.content.poison import POISONS, poisoned_folder
from tests.tui.stage import SCREENS, crisis, opened, painted, press, settled, table

CODE = sorted(Path(game.tui.__file__).parent.rglob("*.py"))
MAKERS = {"Content", "Text", "Static", "Label"}
PARSERS = {"from_markup", "from_text", "assemble", "styled", "notify"}


@pytest.mark.long
@pytest.mark.parametrize("file", CODE, ids=lambda file: file.stem)
def test_only_one_module_makes_content(file):
    if file.name == "content.py":
        return
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            assert name not in MAKERS | PARSERS, f"{file}:{node.lineno}: {name}"


@pytest.fixture
def no_raw_text(monkeypatch):
    """Widgets refuse a `str`; an input's own line is not one of them."""
    original = textual.widget.visualize

    def strict(widget, obj, markup=True):
        assert not (isinstance(obj, str) and obj), f"{widget!r} was given {obj!r}"
        return original(widget, obj, markup)

    monkeypatch.setattr(textual.widget, "visualize", strict)
    monkeypatch.setattr(_static, "visualize", strict)


@pytest.fixture(scope="module")
def poison(tmp_path_factory):
    return crisis(poisoned_folder(tmp_path_factory.mktemp("poison")))


def clickable(app) -> bool:
    strips = app.screen._compositor.render_strips()
    return any("@click" in (segment.style.meta if segment.style else {}) for strip in strips for segment in strip)


@pytest.mark.long
@pytest.mark.parametrize(("language", "size"), [("vi", (80, 24)), ("en", (120, 40))])
async def test_a_poisoned_crisis_is_played_to_its_end_and_does_nothing(tmp_path, no_raw_text, poison, language, size):
    seen = ""
    async with opened(table(tmp_path, language=language, loaded=poison), size) as pilot:
        for keys in ["1 enter"] * 12 + ["down space 1 enter"] * 30:
            if type(pilot.app.screen).__name__ != "SoloPlayPage":
                break
            await press(pilot, keys)
            if type(pilot.app.screen).__name__ == "CausesPage":
                await press(pilot, "escape up enter")
            elif type(pilot.app.screen).__name__ == "DebriefPage":  # the last Enter was the ending's
                await press(pilot, "escape")
            seen += painted(pilot.app)
            assert not clickable(pilot.app)
        await settled(pilot)
        assert type(pilot.app.screen).__name__ == "EndingPage"
        assert pilot.app._exception is None
    assert "\x1b" not in seen
    shown = " ".join(seen.split())
    assert sum(poison in shown for poison in POISONS) >= 4
    assert "{p.__class__}" in shown


AROUND = [screen for screen in SCREENS if screen.name in {"first", "shelf", "seats", "company", "causes", "menu"}]


@pytest.mark.parametrize(
    "screen",
    [
        pytest.param(screen, id=screen.name, marks=pytest.mark.long if screen.name not in {"outcome", "first"} else ())
        for screen in AROUND
    ],
)
async def test_every_page_with_poison_on_the_shelf_and_on_the_table(tmp_path, no_raw_text, poison, screen):
    game = screen.begin(tmp_path) if screen.begin is not table else table(tmp_path, loaded=poison)
    game.services.shelves = [poisoned_folder(tmp_path / "shelf").parent]
    async with opened(game, (120, 40)) as pilot:
        await press(pilot, screen.keys)
        await settled(pilot)
        assert not clickable(pilot.app)
        assert "\x1b" not in painted(pilot.app)


def test_a_line_of_a_chat_hangs_after_its_mark():
    chat = style_text("> phúc: holding. for the record, it is the biggest thing\n> hà: for the record, I know")
    assert [row.plain for row in wrap_text(chat, 30)] == [
        "> phúc: holding. for the",
        "  record, it is the biggest",
        "  thing",
        "> hà: for the record, I know",
    ]
    assert wrap_line("> phúc: holding. for the record", 20) == ["> phúc: holding. for", "  the record"]
