"""Running a command as a user does, with a home of its own."""

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from game import locales
from game.cli import main

SMALL = Path(__file__).parents[1] / "scenarios" / "small"


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    code: int
    out: str
    err: str


class Typed(io.TextIOWrapper):
    """Lines typed into a pipe."""

    def __init__(self, text: str) -> None:
        super().__init__(io.BytesIO(text.encode()), encoding="utf-8")


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("TANDEM_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("LANGUAGE", raising=False)
    yield tmp_path / "home"
    locales.set_language("en")


@pytest.fixture
def small() -> str:
    return str(SMALL)


@pytest.fixture
def tandem(monkeypatch, capfd) -> Callable[..., Done]:
    def run(*arguments: str, typed: str = "") -> Done:
        monkeypatch.setattr(sys, "stdin", Typed(typed))
        try:
            code = main(arguments)
        except SystemExit as end:
            code = int(end.code or 0)
        sys.stdout.flush()
        captured = capfd.readouterr()
        assert "Traceback" not in captured.err
        return Done(code, captured.out, captured.err)

    return run
