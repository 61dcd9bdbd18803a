"""The screen as it is tested: no colours from outside, a folder of its own, English unless a test says otherwise."""

import pytest
from textual.widgets import Input

from game.locales import set_language


@pytest.fixture(autouse=True)
def quiet_surroundings(monkeypatch, tmp_path):
    for name in ("NO_COLOR", "TEXTUAL_THEME", "COLORTERM", "TEXTUAL_ANIMATIONS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TANDEM_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(Input.cursor_blink, "_default", False)
    yield
    set_language("en")
