"""G, continued: conditions that no play can meet, or that every play meets, as proven by whoever follows all plays."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from game.content.checks.rule import Subject, found
from game.content.clean import excerpt
from game.content.diagnostic import Diagnostic
from game.content.freeze import freeze
from game.content.source import Path
from game.engine.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Settled:
    """A condition that never holds where it is read, or always; `why` tells what its names can be there.

    `at` is the place of the condition in the scenario's file.
    """

    at: Path
    holds: bool
    why: str


Prove = Callable[[Scenario], Iterable[Settled]]
"""Follows all plays of a crisis and tells which of its conditions are settled."""


def check(subject: Subject, prove: Prove) -> Iterator[Diagnostic]:
    """Yield conditions that are settled; needs a crisis that can be played."""
    if subject.model is None:
        return
    written = {condition.at: condition.text for condition in subject.outline.conditions}
    for one in prove(freeze(subject.model, subject.guards)):
        text = excerpt(" ".join(written.get(one.at, "").split()), _LONGEST)
        why = f": {one.why}" if one.why else ""
        place = subject.document.place(one.at)
        if one.holds:
            yield found("G105", place, f"'{text}' always holds here{why}", "take 'when' out, or ask for more")
        else:
            hint = "ask for what can be so by then, or take it out"
            yield found("G104", place, f"'{text}' can never hold here{why}", hint)


_LONGEST = 100
