"""G, continued: conditions that no play can meet, or that every play meets, as proven by whoever follows all plays."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from game.content.checks.rule import Subject, build_diagnostic
from game.content.diagnostic import Diagnostic
from game.content.freeze import freeze_scenario
from game.content.safe_input import render_excerpt
from game.content.yaml.positions import Path
from game.engine.scenario import Scenario


@dataclass(frozen=True, slots=True)
class SettledCondition:
    """A condition that never holds where it is read, or always; `why` tells what its names can be there.

    `at` is the place of the condition in the scenario's file.
    """

    at: Path
    holds: bool
    why: str


Prove = Callable[[Scenario], Iterable[SettledCondition]]
"""Follows all plays of a crisis and tells which of its conditions are settled."""


def check_settled_conditions(subject: Subject, prove: Prove) -> Iterator[Diagnostic]:
    """Yield conditions that are settled; needs a crisis that can be played."""
    if subject.model is None:
        return
    written = {condition.at: condition.text for condition in subject.outline.conditions}
    for one in prove(freeze_scenario(subject.model, subject.guards)):
        text = render_excerpt(" ".join(written.get(one.at, "").split()), _LONGEST)
        why = f": {one.why}" if one.why else ""
        place = subject.document.locate_value(one.at)
        if one.holds:
            yield build_diagnostic(
                "G105", place, f"'{text}' always holds here{why}", "take 'when' out, or ask for more"
            )
        else:
            hint = "ask for what can be so by then, or take it out"
            yield build_diagnostic("G104", place, f"'{text}' can never hold here{why}", hint)


_LONGEST = 100
