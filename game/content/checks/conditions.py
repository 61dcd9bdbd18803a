"""G: conditions. They are read once, here; what play needs of them is kept in the subject."""

import re
from collections.abc import Iterator
from itertools import product
from typing import Final

from game.content.checks.logic import build_known_ranges, find_constant_truth
from game.content.checks.rule import Subject, build_diagnostic
from game.content.diagnostic import Diagnostic
from game.content.outline import Condition, Outline
from game.content.safe_input import render_excerpt
from game.engine.conditions import (
    NUMBERS,
    ConditionError,
    ConditionVocabulary,
    ParsedCondition,
    judge_condition,
    list_names,
    parse_condition,
)
from game.engine.scenario import BUILT_IN_FLAGS, PLEDGES
from game.engine.stocks import CHAIRS

_NAME: Final = re.compile(r"[A-Za-z_][\w.]*")


def parse_conditions(subject: Subject) -> Iterator[Diagnostic]:
    """Read every condition into `subject.guards`, and yield what is wrong with those that cannot be read."""
    words = build_vocabulary(subject.outline)
    guards: dict[str, ParsedCondition] = {}
    subject.guards = guards
    for condition in subject.outline.conditions:
        if condition.text in guards:
            continue
        try:
            guards[condition.text] = parse_condition(condition.text, words, condition.otherwise)
        except ConditionError as error:
            subject.meant.add(error.suggestion or "")
            yield _report_unreadable_condition(subject, condition, error)


def check_constant_conditions(subject: Subject) -> Iterator[Diagnostic]:
    """Yield conditions that never or always hold, whatever happens."""
    known = build_known_ranges(subject.outline)
    for condition in subject.outline.conditions:
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
    return "take 'when' out, or ask for more" if holds else "its parts exclude each other; ask for one of them"


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
            "S110", place, f"'{render_excerpt(asked)}' is read here and never set", "raise it in an option's 'set'"
        )
    return build_diagnostic("G102", place, message, nearest=error.suggestion or "")
