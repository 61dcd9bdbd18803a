"""What is whose, where two people share one screen: questions behind a lock, and what of the events each may see.

Until both have answered, nothing that the table sees depends on what one of them chose; a test holds that for every
event and every view. Lines that only one chair may read wait for the next time that chair is alone with the screen.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from game.engine import events as e
from game.engine.events import Ask, Event
from game.engine.scenario import Scenario
from game.engine.state import Entry, Phase, State, round_half_even
from game.engine.stocks import CHAIRS, Chair
from game.engine.turn import SCALE
from game.playthrough.prompts import Setting

ALONE: Final[frozenset[Phase]] = frozenset({"pledge", "still", "first", "say", "sit_say"})
"""What two people are asked one by one, behind a lock."""

MOST_FIGURES: Final = 3
"""Figures that are told of after a decision."""
NOBODY: Final = "nobody"


def setting(scenario: Scenario, state: State, ask: Ask) -> Setting:
    """Return where a question is asked: a person with a simulated partner has nobody at the table to hide from."""
    return "open" if state.partners else of_two(scenario, state, ask)


def of_two(scenario: Scenario, state: State, ask: Ask) -> Setting:
    """Return where two are asked: `open` at the table, `private` behind the lock, `at_once` of both together.

    A decision of one chair is made behind the lock where that is the only chance to read what this chair alone should
    know before it.
    """
    if ask.kind in ALONE:
        return "private"
    if ask.kind == "final" and state.phase == "final":
        scene = scenario.scenes[ask.scene]
        if scene.decision is not None and scene.decision.joint:
            return "at_once"
        return "open" if scene.say else "private"
    return "open"


@dataclass(frozen=True, slots=True)
class PrivateLine:
    """A line for one chair alone: the path of its text, and in which scene (by id and count) it came up.

    `kind` is `scene` for what a scene adds for this chair, `learned` for a fact that it comes to hold, and
    `consequence` for what only it sees of a decision.
    """

    kind: str
    path: str
    scene: str
    count: int


def public(events: Iterable[Event]) -> tuple[Event, ...]:
    """Return what both may see of what happened: no private lines, no pledges, nothing of how one of them feels."""
    return tuple(_without(event, CHAIRS) for event in events if not _belongs(event))


def seen_by(chair: Chair, events: Iterable[Event]) -> tuple[Event, ...]:
    """Return what one chair may see of what happened: all that is public, and what is its own."""
    others = tuple(there for there in CHAIRS if there != chair)
    return tuple(_without(event, others) for event in events if _belongs(event) in (None, chair))


def figures(events: Iterable[Event], chairs: Iterable[Chair]) -> tuple[e.Changed, ...]:
    """Return the figures to tell of: those that moved most of the company's and of the trust of these chairs."""
    seen = (None, *chairs)
    changes = (event for event in events if isinstance(event, e.Changed))
    return tuple(event for event in changes if _feeling(event.stock) in seen)[:MOST_FIGURES]


def moved(ledger: Iterable[Entry], cause: str, chairs: Iterable[Chair]) -> tuple[tuple[str, int], ...]:
    """Return what a cause moved the last time, in whole points, the largest first: as `figures`, but all of them."""
    lines = [entry for entry in ledger if entry.cause == cause]
    seen, totals = (None, *chairs), dict.fromkeys((entry.stock for entry in lines), 0)
    for entry in lines:
        totals[entry.stock] += entry.points if entry.scene == lines[-1].scene else 0
    whole = {stock: round_half_even(points) for stock, points in totals.items() if _feeling(stock) in seen}
    return tuple(sorted(((s, p) for s, p in whole.items() if p), key=lambda one: -abs(one[1]) / SCALE.get(one[0], 1)))


def _belongs(event: Event) -> str | None:
    """The chair that an event is for alone; None for one that both may see.

    Of what goes on between the two, only one's own trust is a figure: the rest shows in words, until one looks back.
    """
    match event:
        case e.Learned(chair=chair) | e.Pledged(chair=chair):
            return chair
        case e.Changed(stock=stock):
            return _feeling(stock)
    return None


def _feeling(stock: str) -> str | None:
    owner, dot, what = stock.partition(".")
    return None if not dot else owner if what == "trust" else NOBODY


def _without(event: Event, hidden: tuple[Chair, ...]) -> Event:
    """The event without what is only for some chairs."""
    match event:
        case e.SceneOpened() | e.Enacted():
            left = {chair: lines for chair, lines in event.private.items() if chair not in hidden}
            return replace(event, private=left)
    return event


def private_lines(
    chair: Chair, scenario: Scenario, now: tuple[str, int], events: Iterable[Event]
) -> Iterator[PrivateLine]:
    """Yield the lines that a row of events holds for one chair; `now` is the scene (id, count) before them."""
    scene, count = now
    for event in events:
        match event:
            case e.SceneOpened():
                scene, count = event.scene, event.count
                yield from (PrivateLine("scene", path, scene, count) for path in event.private.get(chair, ()))
            case e.Enacted():
                yield from (PrivateLine("consequence", path, scene, count) for path in event.private.get(chair, ()))
            case e.Learned(fact=fact, chair=holder) if holder == chair:
                yield PrivateLine("learned", f"{scenario.facts[fact].path}.text", scene, count)
