"""The screen as it is tested: no colours from outside, a folder of its own, English unless a test says otherwise."""

import pytest
from textual.content import Content
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.widgets import Input

from game.content.safe_input import is_safe
from game.locales import set_language


@pytest.fixture(autouse=True)
def quiet_surroundings(monkeypatch, tmp_path):
    for name in ("NO_COLOR", "TEXTUAL_THEME", "TEXTUAL_ANIMATIONS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setenv("TANDEM_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(Input.cursor_blink, "_default", False)
    yield
    set_language("en")


@pytest.fixture(autouse=True, scope="session")
def styles_parsed_once():
    """A style sheet is parsed once, not anew by each game that is opened: a tenth of what opening one takes."""
    original = Stylesheet._parse_rules
    parsed: dict[tuple, list[RuleSet]] = {}

    def parse_once(self, *source, **more):
        key = (source, *sorted(more.items()), tuple(self._variables.items()))
        if key not in parsed:
            parsed[key] = original(self, *source, **more)
        return parsed[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", parse_once)
        yield


@pytest.fixture(autouse=True)
def only_safe_text(monkeypatch):
    """Text is cleaned where it comes in, not where it is shown: whatever reaches a widget must be clean by then."""
    original = Content.__init__

    def strict(self, text="", *arguments, **more):
        assert is_safe(text), f"text that was not cleaned reached the screen: {text!a}"
        original(self, text, *arguments, **more)

    monkeypatch.setattr(Content, "__init__", strict)
