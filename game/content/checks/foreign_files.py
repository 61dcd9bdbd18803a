"""Files of other programs that are given to a check: what they are is said, instead of all that they lack.

A file without `tandem` that has next to none of a scenario's own fields is not one, whatever else it is.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from game.content.checks.rule import Subject, build_diagnostic
from game.content.diagnostic import Diagnostic
from game.content.outline import as_fields
from game.content.people import PEOPLE

_HINT: Final = "a scenario begins with 'tandem: 2'; `tandem new` writes one to start from"
_LOOKED_AT: Final = 20_000
"""Letters of a file in which the marks of another format are looked for."""
_FEWEST: Final = 2
"""Marks that show a format: one may stand anywhere by chance."""

_OWN_FIELDS: Final = frozenset({"cast", "company", "endings", "facts", "objectives", "premise", "principles", "scenes"})

_BY_MARKS: Final[Mapping[str, re.Pattern[str]]] = {
    "a story in Twee, as Twine writes it": re.compile(r"^:: ?\S", re.MULTILINE),
    "a story in ink": re.compile(
        r"^(?:={2,} *(?:function )?\w+|[*+-] .*-> *\w+|[ \t]*-> *\w+|VAR \w+ *=)", re.MULTILINE
    ),
    "a story in ChoiceScript": re.compile(
        r"^[ \t]*\*(?:title|author|scene_list|create|choice|label|finish|page_break|goto(?:_scene)?|set|temp|if)\b",
        re.MULTILINE,
    ),
    "a story in Ren'Py": re.compile(
        r"^(?:label \w+:$|define \w+ *= *Character|[ \t]+(?:jump \w+|menu:)$)", re.MULTILINE
    ),
}

_BY_FIELDS: Final[Mapping[str, Callable[[Mapping[str, Any]], bool]]] = {
    "a workflow of GitHub Actions": lambda top: "jobs" in top and ("on" in top or "name" in top),
    "a Kubernetes manifest": lambda top: "apiVersion" in top and "kind" in top,
    "a file for docker compose": lambda top: isinstance(top.get("services"), dict),
    "a pipeline of GitLab": lambda top: "stages" in top or any("script" in as_fields(job) for job in top.values()),
}


def find_foreign_file(subject: Subject) -> Diagnostic | None:
    """Return the one problem of a file that is no scenario at all; None where it is one, or is meant to be."""
    top = as_fields(subject.document.value)
    if "tandem" in top or PEOPLE in top or len(top.keys() & _OWN_FIELDS) >= _FEWEST:
        return None
    kind = next(_name_kinds(subject.document.source.text[:_LOOKED_AT], top), "")
    if not kind and (subject.document.problems or not top):
        return None
    message = f"this is {kind}, not a scenario" if kind else "this file is not a scenario"
    return build_diagnostic("F100", subject.document.locate_value(()), message, _HINT)


def _name_kinds(text: str, top: Mapping[str, Any]) -> Iterator[str]:
    yield from (kind for kind, mark in _BY_MARKS.items() if _count_marks(mark, text) >= _FEWEST)
    yield from (kind for kind, is_one in _BY_FIELDS.items() if is_one(top))


def _count_marks(mark: re.Pattern[str], text: str) -> int:
    """Return how often a mark stands in a text, counted as far as it matters."""
    found = mark.finditer(text)
    return sum(1 for _ in zip(range(_FEWEST), found, strict=False))
