"""Tables by kind have an entry for each kind: one that lacks one would fail where nobody looks, in a rare sentence."""

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal, get_args, get_origin, get_type_hints

import game

# fmt: off
PARTIAL: Final = {
    # The partner is never asked for these, and play that is over asks nobody.
    "game.engine.partner._ANSWERS": {"over", "pick", "stay"},
    "game.engine.rules.PHASES": {"over"},
    "game.questions.kinds._BUILDERS": {"over", "pick"},
    # The vocabulary of play has words for the others.
    "game.narration.debrief.outcomes._SOURCES_OF_DECISION": {"coffee", "empty", "landed", "said", "time"},
    # Lines that stand as they are, and lines in the plain style.
    "game.narration.sentences._TEMPLATES": {
        "break", "carried", "departure", "figure", "heading", "landed", "narration", "note", "outcome", "private",
        "promise", "promised", "speech", "synthesis", "time", "wish",
    },
    "game.tui.play.reader._STYLES": {
        "agreed", "break", "carried", "coffee", "figure", "first", "heading", "known", "synthesis",
    },
}
# fmt: on
"""What tables leave out on purpose."""


def list_tables() -> Iterator[tuple[str, frozenset[Any], Mapping[Any, Any]]]:
    """Every constant table of the program whose keys are one of a fixed set, with that set."""
    for found in pkgutil.walk_packages(game.__path__, "game."):
        if found.name.endswith("__main__"):
            continue
        module = importlib.import_module(found.name)
        for name, hint in get_type_hints(module).items():
            inner = get_args(hint)[0] if get_origin(hint) is Final and get_args(hint) else hint
            keys = get_args(inner)[0] if get_origin(inner) in (dict, Mapping) and get_args(inner) else None
            if get_origin(keys) is Literal:
                yield f"{found.name}.{name}", frozenset(get_args(keys)), getattr(module, name)


def test_a_table_by_kind_names_every_kind_but_those_it_leaves_out_on_purpose():
    tables = list(list_tables())
    assert len(tables) >= 30
    assert {name: kinds - set(table) for name, kinds, table in tables if kinds - set(table)} == PARTIAL
