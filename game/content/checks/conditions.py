"""Family G: conditions are parsed once, here; what play needs of them is kept in the subject.

Also here, because it compares conditions: cases that never win, since an earlier case in the list always holds first.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from typing import Final

from game.content.checks.logic import Known, build_known_ranges, find_constant_truth, is_contradictory, is_shadowed
from game.content.checks.rule import Subject, build_diagnostic
from game.content.diagnostic import Diagnostic, RelatedPlace
from game.content.outline import Condition, Outline, as_fields, as_list
from game.content.safe_input import render_excerpt
from game.content.yaml.positions import Path
from game.engine.conditions import (
    NUMBERS,
    ConditionError,
    ConditionVocabulary,
    ParsedCondition,
    judge_condition,
    list_names,
    parse_condition,
)
from game.engine.conditions.tree import Always, Not, Truth
from game.engine.scenario import BUILT_IN_FLAGS, PLEDGES
from game.engine.stocks import CHAIRS

_NAME: Final = re.compile(r"[A-Za-z_][\w.]*")


def parse_conditions(subject: Subject) -> Iterator[Diagnostic]:
    """Parse every condition into `subject.guards`, and yield those that can't be parsed."""
    plain = build_vocabulary(subject.outline)
    guards: dict[str, ParsedCondition] = {}
    subject.guards = guards
    lets: dict[str, Truth | None] = dict.fromkeys(f"let.{condition.at[-1]}" for condition in subject.outline.lets)
    unread = replace(plain, lets=dict(lets))
    for condition in subject.outline.lets:
        try:
            guards[condition.text] = parse_condition(condition.text, unread)
            lets[f"let.{condition.at[-1]}"] = guards[condition.text].tree
        except ConditionError as error:
            lets[f"let.{condition.at[-1]}"] = Always()
            subject.suggestions.add(error.suggestion or "")
            yield _report_unreadable_condition(subject, condition, error)
    words = replace(plain, lets=lets)
    for condition in subject.outline.conditions:
        if condition.text in guards:
            continue
        try:
            guards[condition.text] = parse_condition(condition.text, words, condition.otherwise)
        except ConditionError as error:
            subject.suggestions.add(error.suggestion or "")
            yield _report_unreadable_condition(subject, condition, error)


def check_constant_conditions(subject: Subject) -> Iterator[Diagnostic]:
    """Yield conditions that never hold or always hold, whatever happens."""
    known = build_known_ranges(subject.outline)
    for condition in subject.outline.written_conditions:
        guard = subject.guards.get(condition.text)
        if guard is None or condition.text.strip() == "otherwise":
            continue
        holds = judge_condition(guard, known).holds
        holds = find_constant_truth(guard, known) if holds is None else holds
        if holds is not None:
            place = subject.document.locate_value(condition.at)
            word = "always holds" if holds else "can never hold"
            yield build_diagnostic("G103", place, f"this condition {word}", _suggest_condition_fix(guard, holds))


def _suggest_condition_fix(guard: ParsedCondition, holds: bool) -> str:
    if list_names(guard) & set(NUMBERS):
        return "check the numbers: most stocks run from 0 to 100"
    return "remove 'when', or make it stricter" if holds else "its parts contradict each other; keep only one of them"


def build_vocabulary(outline: Outline) -> ConditionVocabulary:
    """Return the names that conditions of a scenario may use."""
    flags = {f"flag.{name}" for name in BUILT_IN_FLAGS} | {f"flag.{name}" for name, _ in outline.flags}
    for fact in outline.facts:
        flags |= {f"said.{fact.id}", f"surfaced.{fact.id}", *(f"knows.{chair}.{fact.id}" for chair in CHAIRS)}
    for option in outline.options:
        flags.add(f"chose.{option.scene}.{option.id}")
        flags |= {f"picked.{chair}.{option.scene}.{option.id}" for chair in CHAIRS}
    for promise in outline.promises:
        flags |= {f"kept.{promise.id}", f"broken.{promise.id}"}
    flags |= {f"named.{strength.scene}.{strength.id}" for strength in outline.strengths}
    flags |= {f"pledge.{chair}.{what}" for chair, what in product(CHAIRS, PLEDGES)}
    flags |= {f"draw.{name}.{value}" for name, values in outline.draws.items() for value in values}
    flags |= {f"draw.{chair}_goal.{goal}" for chair, goals in outline.goals.items() for goal in goals}
    return ConditionVocabulary(frozenset(flags))


def _report_unreadable_condition(subject: Subject, condition: Condition, error: ConditionError) -> Diagnostic:
    name = _NAME.match(condition.text, error.column)
    length = len(name[0]) if name else 1
    place = subject.document.locate_span(condition.at, error.column, length)
    message = render_excerpt(error.message.partition("; did you mean")[0], 160)
    if not message.startswith("unknown name"):
        wrong, _, mend = message.partition("; ")
        return build_diagnostic("G101", place, wrong, mend)
    asked = name[0] if name else ""
    if asked.startswith("flag.") and not error.suggestion:
        return build_diagnostic(
            "S110", place, f"'{render_excerpt(asked)}' is read here but never set", "raise it in an option's 'set'"
        )
    return build_diagnostic("G102", place, message, nearest=error.suggestion or "")


_LONGEST: Final = 60
_MOST_PAIRS: Final = 4000
"""More pairs than any crisis has; a hostile file could take forever."""


@dataclass(frozen=True, slots=True)
class _ConditionalCase:
    """A case in a list: its name in messages, its place, its condition."""

    name: str
    at: Path
    guard: ParsedCondition | None


def check_shadowed_cases(subject: Subject) -> Iterator[Diagnostic]:
    """Yield endings, voices, variants and branches that never win."""
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
    """Look for an earlier case that holds whenever this one does, or for all earlier ones together."""
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


_HINT: Final = "put the narrower condition first, or change this one"
