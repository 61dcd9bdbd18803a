"""How it came to this, as far as a reader may see: the course of each figure, the scenes, and the trust of the two.

A page that belongs to an earlier moment (`Hindsight`) sees the course up to there. Before two people have both
answered, what stands between them is as it was when the scene opened, on private pages as on shared ones.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final, Literal

from game.engine import events as e
from game.engine.state import round_half_even
from game.engine.stocks import CHAIRS, INDEX, OUTCOMES, Chair
from game.playthrough.hindsight import Hindsight
from game.playthrough.session import Session
from game.playthrough.visibility import compute_seeming

Mood = Literal["warm", "calm", "tense"]
_BETWEEN: Final = frozenset({"pledge", "still", "coffee"})
"""The kinds of prompts that come between two scenes."""
_WARM: Final = 3
"""The band of how a chair seems from which its face is warm."""
_STRAINED: Final = 55
"""The strain from which faces are tense."""
_MERRY: Final = 58
"""The culture from which the faces of those beside the two are warm."""


@dataclass(frozen=True, slots=True)
class TracedScene:
    """A scene so far: what was enacted in it ("" if nothing yet) and by whom, and the text paths of what landed."""

    scene: str
    count: int
    option: str = ""
    by: Chair | None = None
    landed: tuple[str, ...] = ()
    said: tuple[tuple[Chair, str], ...] = ()
    """The facts said in it, each with who said it."""


@dataclass(frozen=True, slots=True)
class ChairStanding:
    """One chair between the two.

    Attributes:
        chair: which.
        trust, trust_start: its trust in the other as whole points, now and as play began; None where the reader may
            not see the number.
        seems, seems_start: how it seems to the other, as a band 0..4, now and as play began.
        planks: how many facts it has told.
        broken: whether it bears an open breach.
        mood: what its face shows.
    """

    chair: Chair
    trust: int | None
    trust_start: int | None
    seems: int
    seems_start: int
    planks: int
    broken: bool
    mood: Mood


@dataclass(frozen=True, slots=True)
class Progress:
    """The game so far.

    Attributes:
        start: the stocks as play began, in hundredths.
        courses: for each outcome its whole points as each scene opened, without those of now.
        scenes: the scenes in the order played, the current one last.
        standings: the two, the CEO first.
        others_mood: what the faces of everybody else show.
    """

    start: tuple[int, ...]
    courses: Mapping[str, tuple[int, ...]]
    scenes: tuple[TracedScene, ...]
    standings: tuple[ChairStanding, ChairStanding]
    others_mood: Mood

    def measure_change(self, stock: str, value: int) -> int:
        """Return by how many whole points a value differs from where the stock began."""
        return value - round_half_even(self.start[INDEX[stock]])


def trace_progress(session: Session, reader: Chair | None, then: Hindsight | None = None) -> Progress:
    """Return how it came to this for a chair, or for two people who look together (None)."""
    told = list(chain.from_iterable(session.history.list_public_events()))
    opened = [event for event in told if isinstance(event, e.SceneOpened)]
    opened = [event for event in opened if then is None or event.count <= then.count]
    start = opened[0].stocks if opened and opened[0].stocks else session.scenario.start
    stocks = _find_stocks_between(session, opened, then)
    strain, culture = (round_half_even(stocks[INDEX[stock]]) for stock in ("strain", "culture"))
    moments = _Moments(start, stocks, then.later if then is not None else ())
    one, two = (_build_standing(session, chair, chair == reader, moments) for chair in CHAIRS)
    return Progress(
        start=start,
        courses={
            stock: tuple(round_half_even(event.stocks[INDEX[stock]]) for event in opened if event.stocks)
            for stock in OUTCOMES
        },
        scenes=tuple(_list_played_scenes(told, then)),
        standings=(one, two),
        others_mood="tense" if strain >= _STRAINED else "warm" if culture >= _MERRY else "calm",
    )


def _find_stocks_between(session: Session, opened: list[e.SceneOpened], then: Hindsight | None) -> tuple[int, ...]:
    """Return the stocks that the picture of the two is drawn from."""
    if then is not None:
        return then.stocks or session.state.stocks
    if not session.was_pair or session.prompt is None:
        return session.state.stocks
    if session.prompt.kind in _BETWEEN or not opened:
        return session.state.opening or session.state.stocks
    return opened[-1].arrived or session.state.stocks


@dataclass(frozen=True, slots=True)
class _Moments:
    """The stocks as play began and at the moment that is shown, in hundredths, and what happened after that."""

    start: tuple[int, ...]
    stocks: tuple[int, ...]
    later: tuple[e.Event, ...]


def _build_standing(session: Session, chair: Chair, seen: bool, moments: _Moments) -> ChairStanding:
    """Return where a chair stands; `seen` tells whether the reader may see its trust as a number."""
    start, stocks, later = moments.start, moments.stocks, moments.later
    place = INDEX[f"{chair}.trust"]
    told = {fact for fact, status in session.state.facts.items() if status.status == "said"}
    told -= {event.fact for event in later if isinstance(event, e.Said)}
    breach = session.state.wounds[chair].breach if chair in session.state.wounds else None
    opened_since = breach is not None and breach.age == 0 and any(isinstance(event, e.Enacted) for event in later)
    broken = breach is not None and not opened_since
    return ChairStanding(
        chair=chair,
        trust=round_half_even(stocks[place]) if seen else None,
        trust_start=round_half_even(start[place]) if seen else None,
        seems=compute_seeming(stocks, chair),
        seems_start=compute_seeming(start, chair),
        planks=sum(session.scenario.facts[fact].held == chair for fact in told),
        broken=broken,
        mood=read_mood(stocks, chair, broken=broken),
    )


def read_mood(stocks: tuple[int, ...], chair: Chair, *, broken: bool) -> Mood:
    """Return what a chair's face shows at these stocks, in hundredths; `broken` if it bears an open breach."""
    strained = round_half_even(stocks[INDEX["strain"]]) >= _STRAINED
    if broken:
        return "tense"
    return "warm" if compute_seeming(stocks, chair) >= _WARM else "tense" if strained else "calm"


def _list_played_scenes(told: Iterable[e.Event], then: Hindsight | None) -> Iterator[TracedScene]:
    """Yield the scenes with what was done in them, up to a moment."""
    later = then.later if then is not None else ()
    undecided = {(event.scene, event.option) for event in later if isinstance(event, e.Enacted)}
    unsaid = {event.fact for event in later if isinstance(event, e.Said)}
    scene: TracedScene | None = None
    for event in told:
        match event:
            case e.SceneOpened():
                if scene is not None:
                    yield scene
                if then is not None and event.count > then.count:
                    return
                scene = TracedScene(event.scene, event.count)
            case e.Enacted() if scene is not None and (event.scene, event.option) not in undecided:
                scene = replace(scene, option=event.option, by=event.decider)
            case e.Landed() if scene is not None:
                scene = replace(scene, landed=(*scene.landed, f"{event.path}.text"))
            case e.Surfaced() if scene is not None:
                scene = replace(scene, landed=(*scene.landed, f"facts.{event.fact}.surfaces.text"))
            case e.Said() if scene is not None and event.fact not in unsaid:
                scene = replace(scene, said=(*scene.said, (event.chair, event.fact)))
    if scene is not None:
        yield scene
