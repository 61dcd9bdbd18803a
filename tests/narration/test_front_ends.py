"""Front ends lay lines out and say nothing themselves: which of their modules still call gettext, and how often.

A number may only go down, and a module that is not listed may not call gettext at all. What may stay is chrome:
words about the keyboard, the terminal and the save, which only one front end has.
"""

import ast
from pathlib import Path

import pytest

GAME = Path(__file__).parents[2] / "game"
FRONT_ENDS = ("plain", "tui/play", "tui/debrief")
GETTEXT = frozenset({"_", "ngettext", "pgettext"})

CHROME = {
    "tui/play/page.py": 6,  # the header, what became of a save
    "tui/play/pair.py": 3,  # the countdown of a private view, where the cards were written
    "tui/play/pair_steps.py": 3,  # the clock of the talk, the key that writes cards
    "tui/play/pause.py": 15,  # the menu, and who gets up
    "tui/play/steps.py": 1,  # the key that gives a chair back
}
"""Words of one front end about itself."""

MODULES = sorted(path for folder in FRONT_ENDS for path in (GAME / folder).rglob("*.py"))


def count_gettext_calls(source: str) -> int:
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    return sum(isinstance(call.func, ast.Name) and call.func.id in GETTEXT for call in calls)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(GAME).as_posix())
def test_a_front_end_adds_no_sentence(path):
    name = path.relative_to(GAME).as_posix()
    assert count_gettext_calls(path.read_text(encoding="utf-8")) <= CHROME.get(name, 0)


def test_a_call_of_gettext_is_seen_wherever_it_stands():
    assert count_gettext_calls("def tell(n):\n    return [_('a'), ngettext('b', 'c', n)]") == 2


def test_line_by_line_play_tells_no_event_itself():
    telling = {"SceneOpened", "Landed", "Surfaced", "Said", "SatDown", "CoffeeTaken", "MindChanged", "PromiseSettled"}
    for path in (GAME / "plain").glob("*.py"):
        names = {node.attr for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Attribute)}
        assert not names & telling, path.name
