"""G: conditions. They are read once, here; what play needs of them is kept in the subject."""

import re
from collections.abc import Iterator
from itertools import product
from typing import Final

from game.content.checks.logic import ranges, settled
from game.content.checks.rule import Subject, found
from game.content.clean import excerpt
from game.content.diagnostic import Diagnostic
from game.content.outline import Condition, Outline
from game.engine.guard import NUMBERS, Guard, GuardError, Vocabulary, bounds, names, parse
from game.engine.scenario import BUILT_IN_FLAGS, PLEDGES
from game.engine.stocks import CHAIRS

_NAME: Final = re.compile(r"[A-Za-z_][\w.]*")


def read_conditions(subject: Subject) -> Iterator[Diagnostic]:
    """Read every condition into `subject.guards`, and yield what is wrong with those that cannot be read."""
    words = vocabulary(subject.outline)
    guards: dict[str, Guard] = {}
    subject.guards = guards
    for condition in subject.outline.conditions:
        if condition.text in guards:
            continue
        try:
            guards[condition.text] = parse(condition.text, words, condition.otherwise)
        except GuardError as error:
            subject.meant.add(error.suggestion or "")
            yield _unreadable(subject, condition, error)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield conditions that never or always hold, whatever happens."""
    known = ranges(subject.outline)
    for condition in subject.outline.conditions:
        guard = subject.guards.get(condition.text)
        if guard is None or condition.text.strip() == "otherwise":
            continue
        holds = bounds(guard, known).holds
        holds = settled(guard, known) if holds is None else holds
        if holds is not None:
            place = subject.document.place(condition.at)
            word = "always holds" if holds else "can never hold"
            yield found("G103", place, f"this condition {word}", _why(guard, holds))


def _why(guard: Guard, holds: bool) -> str:
    if names(guard) & set(NUMBERS):
        return "check the numbers: most stocks run from 0 to 100"
    return "take 'when' out, or ask for more" if holds else "its parts exclude each other; ask for one of them"


def vocabulary(outline: Outline) -> Vocabulary:
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
    return Vocabulary(frozenset(flags))


def _unreadable(subject: Subject, condition: Condition, error: GuardError) -> Diagnostic:
    name = _NAME.match(condition.text, error.column)
    length = len(name[0]) if name else 1
    place = subject.document.inside(condition.at, error.column, length)
    message = excerpt(error.message.partition("; did you mean")[0], 160)
    if not message.startswith("unknown name"):
        wrong, _, mend = message.partition("; ")
        return found("G101", place, wrong, mend)
    asked = name[0] if name else ""
    if asked.startswith("flag.") and not error.suggestion:
        return found("S110", place, f"'{excerpt(asked)}' is read here and never set", "raise it in an option's 'set'")
    return found("G102", place, message, nearest=error.suggestion or "")
