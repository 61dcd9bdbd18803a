"""The screen as it is tested: no colours from outside, a folder of its own, English unless a test says otherwise."""

import pytest
from textual.content import Content
from textual.widgets import Input

from game.content.safe_input import is_safe
from game.locales import set_language


@pytest.fixture(autouse=True)
def quiet_surroundings(monkeypatch, tmp_path):
    for name in ("NO_COLOR", "TEXTUAL_THEME", "COLORTERM", "TEXTUAL_ANIMATIONS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TANDEM_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(Input.cursor_blink, "_default", False)
    yield
    set_language("en")


@pytest.fixture(autouse=True)
def only_safe_text(monkeypatch):
    """Text is cleaned where it comes in, not where it is shown: whatever reaches a widget must be clean by then."""
    original = Content.__init__

    def strict(self, text="", *arguments, **more):
        assert is_safe(text), f"text that was not cleaned reached the screen: {text!a}"
        original(self, text, *arguments, **more)

    monkeypatch.setattr(Content, "__init__", strict)
