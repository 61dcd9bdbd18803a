"""What every test may count on: none of the developer's own settings, and catalogues that are up to date."""

import gc
import os
import re
import sys
from collections.abc import Iterator, Mapping
from functools import wraps

import pytest
from _pytest.unraisableexception import gc_collect_iterations_key

from game import locales
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


@wraps(locales.fill_placeholders)
def _fill_all_placeholders(text: str, values: Mapping[str, object]) -> str:
    """Fill a message in as the game does, and fail where a name of it has no value: a player would read `{name}`."""
    missing = set(re.findall(r"\{(\w+)\}", text)) - set(values) if values else set()
    assert not missing, f"{text!r} lacks {missing}"
    return _fill_all_placeholders.__wrapped__(text, values)


locales.fill_placeholders = _fill_all_placeholders


def pytest_configure(config: pytest.Config) -> None:
    """Search for garbage once at the end, not five times: a worker takes a second each time to go through its own."""
    config.stash[gc_collect_iterations_key] = 1


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-transcripts", action="store_true", help="write tests/transcripts anew from the game")
