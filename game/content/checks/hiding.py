"""S, continued: cases of which the first that holds is taken, and those that one before them always keeps from it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from game.content.checks.logic import Known, excluded, hidden, ranges
from game.content.checks.rule import Subject, found
from game.content.clean import excerpt
from game.content.diagnostic import Diagnostic, Related
from game.content.outline import fields, items
from game.content.source import Path
from game.engine.guard import Guard, bounds
from game.engine.guard.tree import Always, Not

_LONGEST: Final = 60
_MOST_PAIRS: Final = 4000
"""More than any crisis has; a hostile file would be compared for ever."""


@dataclass(frozen=True, slots=True)
class _Case:
    """A case in a list: what it is called in a message, where it stands, its condition."""

    name: str
    at: Path
    guard: Guard | None


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield endings, voices, variants and ways that never win."""
    known, left = ranges(subject.outline), _MOST_PAIRS
    for cases in _lists(subject):
        for number, case in enumerate(cases):
            left -= number
            if left < 0:
                return
            yield from _beaten(subject, case, cases[:number], known)


def _lists(subject: Subject) -> Iterator[list[_Case]]:
    root, outline = fields(subject.document.value), subject.outline
    yield _listed(subject, root.get("endings"), ("endings",), "the ending")
    voices = _listed(subject, root.get("voices"), ("voices",), "the voice")
    for quarter in range(1, 5):
        yield [voice for voice in voices if fields(subject.document.at(voice.at)).get("quarter") == quarter]
    for owner in (*outline.scenes, *outline.options):
        yield _listed(subject, owner.raw.get("then"), (*owner.at, "then"), "the way")
    for option in outline.options:
        yield _listed(subject, option.raw.get("result"), (*option.at, "result"), "the text")


def _listed(subject: Subject, value: object, at: Path, name: str) -> list[_Case]:
    cases = []
    for number, raw in enumerate(items(value)):
        one = fields(raw)
        own = one.get("id") or one.get("to")
        called = f"{name} '{excerpt(str(own))}'" if own else name
        when = one.get("when")
        cases.append(_Case(called, (*at, number), subject.guards.get(when) if isinstance(when, str) else None))
    return cases


def _beaten(subject: Subject, case: _Case, before: list[_Case], known: Known) -> Iterator[Diagnostic]:
    """Look for one case before this one that holds wherever it does; of the last ending for all of them together."""
    earlier = [one for one in before if one.guard is not None and not isinstance(one.guard.tree, Always)]
    if case.guard is None or bounds(case.guard, known).holds is False:
        return
    if not isinstance(case.guard.tree, Always):
        first = next((one for one in earlier if one.guard and hidden(case.guard, one.guard, known)), None)
        if first is not None:
            yield _told(subject, case, first)
            return
    every = [Not(one.guard.tree) for one in earlier if one.guard]
    if len(every) > 1 and excluded([case.guard.tree, *every], known):
        place = subject.document.place((*case.at, "when"))
        yield found("S124", place, f"{case.name} never wins: whenever it holds, one before it holds first", _HINT)


def _told(subject: Subject, case: _Case, first: _Case) -> Diagnostic:
    assert first.guard is not None
    there = subject.document.place((*first.at, "when"))
    asked = excerpt(" ".join(first.guard.text.split()), _LONGEST)
    message = f"{case.name} never wins: whenever it holds, '{asked}' (line {there.line}) holds first"
    related = (Related(there, "this one holds first"),)
    return found("S124", subject.document.place((*case.at, "when")), message, _HINT, related=related)


_HINT: Final = "put the narrower condition first, or ask for something else"
