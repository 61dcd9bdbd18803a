"""S, continued: cases of which the first that holds is taken, and those that one before them always keeps from it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from game.content.checks.logic import Known, build_known_ranges, is_contradictory, is_shadowed
from game.content.checks.rule import Subject, build_diagnostic
from game.content.diagnostic import Diagnostic, RelatedPlace
from game.content.outline import as_fields, as_list
from game.content.safe_input import render_excerpt
from game.content.yaml.positions import Path
from game.engine.conditions import ParsedCondition, judge_condition
from game.engine.conditions.tree import Always, Not

_LONGEST: Final = 60
_MOST_PAIRS: Final = 4000
"""More than any crisis has; a hostile file would be compared for ever."""


@dataclass(frozen=True, slots=True)
class _ConditionalCase:
    """A case in a list: what it is called in a message, where it stands, its condition."""

    name: str
    at: Path
    guard: ParsedCondition | None


def check_shadowed_cases(subject: Subject) -> Iterator[Diagnostic]:
    """Yield endings, voices, variants and ways that never win."""
    known, left = build_known_ranges(subject.outline), _MOST_PAIRS
    for cases in _list_case_groups(subject):
        for number, case in enumerate(cases):
            left -= number
            if left < 0:
                return
            yield from _check_shadowed_case(subject, case, cases[:number], known)


def _list_case_groups(subject: Subject) -> Iterator[list[_ConditionalCase]]:
    root, outline = as_fields(subject.document.value), subject.outline
    yield _build_cases(subject, root.get("endings"), ("endings",), "the ending")
    voices = _build_cases(subject, root.get("voices"), ("voices",), "the voice")
    for quarter in range(1, 5):
        yield [voice for voice in voices if as_fields(subject.document.find_value(voice.at)).get("quarter") == quarter]
    for owner in (*outline.scenes, *outline.options):
        yield _build_cases(subject, owner.raw.get("then"), (*owner.at, "then"), "the way")
    for option in outline.options:
        yield _build_cases(subject, option.raw.get("result"), (*option.at, "result"), "the text")


def _build_cases(subject: Subject, value: object, at: Path, name: str) -> list[_ConditionalCase]:
    cases = []
    for number, raw in enumerate(as_list(value)):
        one = as_fields(raw)
        own = one.get("id") or one.get("to")
        called = f"{name} '{render_excerpt(str(own))}'" if own else name
        when = one.get("when")
        cases.append(
            _ConditionalCase(called, (*at, number), subject.guards.get(when) if isinstance(when, str) else None)
        )
    return cases


def _check_shadowed_case(
    subject: Subject, case: _ConditionalCase, before: list[_ConditionalCase], known: Known
) -> Iterator[Diagnostic]:
    """Look for one case before this one that holds wherever it does; of the last ending for all of them together."""
    earlier = [one for one in before if one.guard is not None and not isinstance(one.guard.tree, Always)]
    if case.guard is None or judge_condition(case.guard, known).holds is False:
        return
    if not isinstance(case.guard.tree, Always):
        first = next((one for one in earlier if one.guard and is_shadowed(case.guard, one.guard, known)), None)
        if first is not None:
            yield _report_shadowed_case(subject, case, first)
            return
    every = [Not(one.guard.tree) for one in earlier if one.guard]
    if len(every) > 1 and is_contradictory([case.guard.tree, *every], known):
        place = subject.document.locate_value((*case.at, "when"))
        yield build_diagnostic(
            "S124", place, f"{case.name} never wins: whenever it holds, one before it holds first", _HINT
        )


def _report_shadowed_case(subject: Subject, case: _ConditionalCase, first: _ConditionalCase) -> Diagnostic:
    assert first.guard is not None
    there = subject.document.locate_value((*first.at, "when"))
    asked = render_excerpt(" ".join(first.guard.text.split()), _LONGEST)
    message = f"{case.name} never wins: whenever it holds, '{asked}' (line {there.line}) holds first"
    related = (RelatedPlace(there, "this one holds first"),)
    return build_diagnostic("S124", subject.document.locate_value((*case.at, "when")), message, _HINT, related=related)


_HINT: Final = "put the narrower condition first, or ask for something else"
