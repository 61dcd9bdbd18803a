"""What every test may count on: none of the developer's own settings, and catalogues that are up to date."""

import gc
import os
import sys
from collections.abc import Iterator

import pytest
from _pytest.unraisableexception import gc_collect_iterations_key

from game.locales import set_language
from game.locales.messages import compile_catalogues

for _name in ("NO_COLOR", "TEXTUAL_THEME", "TANDEM_DEBUG", "TANDEM_HOME", "LC_ALL", "LC_MESSAGES", "LANGUAGE"):
    os.environ.pop(_name, None)
os.environ["LANG"] = "en_US.UTF-8"

# Bytecode is kept, whatever the environment says: without it each worker, and each program that a test starts, compiles
# everything anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

compile_catalogues()


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Collect the tests without looking for garbage, and keep what they are made of out of later searches for it."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.freeze()


@pytest.fixture(autouse=True)
def start_in_english() -> None:
    """Speak English as a test begins, whatever the one before it has left."""
    set_language("en")


def pytest_configure(config: pytest.Config) -> None:
    """Search for garbage once at the end, not five times: a worker takes a second each time to go through its own."""
    config.stash[gc_collect_iterations_key] = 1


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-transcripts", action="store_true", help="write tests/transcripts anew from the game")
