"""The moments worth talking about: taken from the log, chosen by what moved most, at least one of them handled well.

Well handled is a behaviour that the log shows (a costly fact said before it came out, the other's reason named, sitting
down together, a promise kept), never a verdict on a person.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from game.debrief.deeds import enacted
from game.debrief.knowledge import Course, courses
from game.debrief.replay import Replay
from game.debrief.timeline import Scene, Timeline
from game.engine.events import PromiseSettled
from game.engine.landing import worth
from game.engine.scenario import Scenario
from game.engine.state import SIT, Entry
from game.engine.stocks import CHAIRS, Chair, other
from game.engine.turn import SCALE

Kind = Literal[
    "said",
    "surfaced",
    "understood",
    "sat",
    "synthesis",
    "kept",
    "broken",
    "overridden",
    "escalated",
    "blamed",
    "persuaded",
    "vindicated",
    "credited",
    "decided",
    "guessed",
    "agreed",
    "emptied",
]

MOST: Final = 4
OF_A_KIND: Final = 2
"""At most so many moments are told, and so many of them of one kind."""

EMPTIED: Final = 40.0
PERSUADED: Final = 6.0
SMALL: Final = 1.0
"""What a moment weighs beside its figures: a chair left empty, a mind changed, a right guess or a pick in common."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One logged moment.

    Attributes:
        kind: what happened.
        count, scene: where.
        what: the fact, option, promise's path or term that it is about.
        chair: who did it; None where both did.
        through: who brought a fact out, who was blamed, the option that a chair had picked before, or the scene of
            the decision that a chair had objected to.
        well: whether the log shows a behaviour that is practised here.
        moved: the figures that it moved, in hundredths, the largest first.
        weight: how much that is, in points on the scale of the screen.
    """

    kind: Kind
    count: int
    scene: str
    what: str = ""
    chair: Chair | None = None
    through: str = ""
    well: bool = False
    moved: tuple[tuple[str, int], ...] = ()
    weight: float = 0.0


def moments(played: Replay, line: Timeline) -> tuple[Moment, ...]:
    """Return up to four moments in the order they were played, at least one of them handled well if the log has one."""
    found = sorted(_Finding(played, line).all(), key=lambda moment: -moment.weight)
    chosen: list[Moment] = []
    for moment in found:
        alike = sum(there.kind == moment.kind for there in chosen)
        told = any((there.count, there.what) == (moment.count, moment.what) for there in chosen)
        if len(chosen) < MOST and alike < OF_A_KIND and not told:
            chosen.append(moment)
    return tuple(sorted(_one_well(chosen, found), key=lambda moment: moment.count))


def _one_well(chosen: list[Moment], found: Sequence[Moment]) -> list[Moment]:
    well = [moment for moment in found if moment.well]
    if not well or any(moment.well for moment in chosen):
        return chosen
    return [*chosen[: MOST - 1], well[0]]


class _Finding:
    """All moments of a playthrough, each with what the ledger says it moved."""

    def __init__(self, played: Replay, line: Timeline) -> None:
        self.scenario: Scenario = played.scenario
        self.ledger = played.last.ledger
        self.state = played.last
        self.line = line
        self.courses = courses(played, line)

    def all(self) -> Iterator[Moment]:
        for scene in self.line.scenes:
            yield from self._between(scene)
            yield from self._talk(scene)
            yield from self._decision(scene)
            yield from self._landed(scene)
            yield from self._settled(scene, scene.settled)
        if self.line.scenes:
            yield from self._settled(self.line.scenes[-1], self.line.closing.settled)
        for course in self.courses:
            yield from self._fact(course)

    def _weighed(self, moment: Moment, *causes: str, at_least: float = 0.0, by: Chair | None = None) -> Moment:
        """Return a moment with what these causes moved in its scene; `by` counts only what one chair did."""
        here = (entry for entry in self.ledger if entry.scene == moment.count and entry.cause in causes)
        moved = _moved(entry for entry in here if by in (None, entry.by))
        weight = sum(abs(points) / 100 / SCALE.get(stock, 1) for stock, points in moved)
        return replace(moment, moved=moved, weight=max(weight, at_least))

    def _fact(self, course: Course) -> Iterator[Moment]:
        if course.status == "unsaid":
            return
        scene = self.line.at(course.out).id
        moment = Moment("said", course.out, scene, course.fact, course.holder)
        if course.status == "said":
            well = course.cost == "face" or (course.cost == "confidential" and self._needed(course.fact))
            yield self._weighed(replace(moment, well=well), f"said:{course.fact}", at_least=SMALL)
        else:
            moment = replace(moment, kind="surfaced", through=course.through)
            yield self._weighed(moment, f"surfaced:{course.fact}")

    def _needed(self, fact: str) -> bool:
        """Whether a decision turned on it: an option is worth more or less, or opens, by this fact."""
        decisions = (scene.decision for scene in self.scenario.scenes.values() if scene.decision)
        options = [option for decision in decisions for option in decision.options]
        effects = [e for option in options for e in (*option.effects, *(e for la in option.later for e in la.effects))]
        return any(fact in option.needs for option in options) or any(effect.because == fact for effect in effects)

    def _between(self, scene: Scene) -> Iterator[Moment]:
        for coffee in scene.before.coffees:
            if coffee.what == "credit" and coffee.about:
                moment = Moment("credited", scene.count, scene.id, coffee.about, coffee.chair, well=True)
                yield self._weighed(moment, "move:appreciate", by=coffee.chair)

    def _talk(self, scene: Scene) -> Iterator[Moment]:
        here = Moment("understood", scene.count, scene.id)
        if scene.reason is not None and scene.reason.right:
            named = replace(here, what=scene.reason.truth, chair=scene.reason.chair, well=True)
            yield self._weighed(named, "move:understood", at_least=SMALL)
        if scene.sat is not None and scene.sat.accepted:
            option = enacted(self.scenario, scene)
            kind: Kind = "synthesis" if option is not None and option.synthesis else "sat"
            sat = replace(here, kind=kind, what=scene.played.enacted, chair=scene.sat.asker, well=True)
            yield self._weighed(sat, "move:sit", *(_option(scene) if kind == "synthesis" else ()))
        for chair in CHAIRS:
            yield from self._mind(scene, chair)

    def _mind(self, scene: Scene, chair: Chair) -> Iterator[Moment]:
        played = scene.played
        first, final = played.first.get(chair), played.final.get(chair)
        heard = [fact for fact in played.said if self.scenario.facts[fact].held == other(chair)]
        if first and heard and final not in (None, SIT, first):
            yield Moment("persuaded", scene.count, scene.id, final, chair, first, well=True, weight=PERSUADED)
        if scene.right(chair):
            guessed = played.guess[chair]
            yield Moment("guessed", scene.count, scene.id, guessed, chair, well=True, weight=SMALL)
        if chair == "ceo" and first and len(set(played.first.values())) == 1:
            yield Moment("agreed", scene.count, scene.id, first, well=True, weight=SMALL / 2)

    def _decision(self, scene: Scene) -> Iterator[Moment]:
        option = enacted(self.scenario, scene)
        if option is None or scene.enacted is None:
            return
        here = Moment("decided", scene.count, scene.id, option.id, scene.enacted.decider)
        yield self._weighed(here, *_option(scene))
        if scene.resolved is not None and scene.resolved.mode in ("override", "escalate"):
            kind: Kind = "overridden" if scene.resolved.mode == "override" else "escalated"
            done = replace(here, kind=kind, chair=scene.resolved.by)
            yield self._weighed(done, f"move:{scene.resolved.mode}", *_option(scene))
        for move in option.moves:
            if move.name == "blame":
                blamed = replace(here, kind="blamed", through=move.on or other(scene.enacted.actor))
                yield self._weighed(blamed, "move:blame", "move:blame_person", *_option(scene))
        if scene.emptied:
            yield Moment("emptied", scene.count, scene.id, chair="cto", weight=EMPTIED)

    def _settled(self, scene: Scene, settled: tuple[PromiseSettled, ...]) -> Iterator[Moment]:
        for event in settled:
            if event.status in ("kept", "broken"):
                kind: Kind = "kept" if event.status == "kept" else "broken"
                moment = Moment(kind, scene.count, scene.id, event.path, event.by, well=kind == "kept")
                yield self._weighed(moment, f"move:{event.status}")

    def _landed(self, scene: Scene) -> Iterator[Moment]:
        for landing in scene.landed:
            origin = self.line.at(landing.origin)
            if origin.resolved is not None and origin.resolved.mode == "object" and worth(landing.effects) < 0:
                by, where = origin.resolved.by, landing.scene
                right = Moment("vindicated", scene.count, scene.id, landing.option, by, where, well=True)
                yield self._weighed(right, f"later:{landing.path}")


def _option(scene: Scene) -> tuple[str, ...]:
    return (f"option:{scene.id}.{scene.played.enacted}",)


def _moved(entries: Iterator[Entry]) -> tuple[tuple[str, int], ...]:
    totals: dict[str, int] = {}
    for entry in entries:
        totals[entry.stock] = totals.get(entry.stock, 0) + entry.points
    shown = [(stock, points) for stock, points in totals.items() if points]
    return tuple(sorted(shown, key=lambda moved: -abs(moved[1]) / SCALE.get(moved[0], 1)))
