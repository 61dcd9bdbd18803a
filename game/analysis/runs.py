"""Many plays of one crisis: how often each ending came, and how far F and the outcomes spread."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from game.analysis.bots import play
from game.engine.events import Ended
from game.engine.scenario import TIERS, Scenario, Texts
from game.engine.stocks import OUTCOMES, Chair
from game.playthrough.prompts import SeatKind
from game.playthrough.session import Session
from game.playthrough.setup import Setup

PARTNER: Final = "partner"
QUANTILES: Final = (0.25, 0.5, 0.75)


@dataclass(frozen=True, slots=True)
class Spread:
    """The quartiles of a figure over many plays."""

    lower: float
    median: float
    upper: float


@dataclass(frozen=True, slots=True)
class Runs:
    """What came of many plays by one pair of bots.

    Attributes:
        bots: who sat in each chair.
        count: how many plays.
        endings, tiers, resolutions: how often each came (`agreed` and `sat` are resolutions too; a scene that one
            chair decides is none).
        f: the composite over the year after play.
        outcomes: the means over the year of the twelve outcomes, in points.
    """

    bots: Mapping[Chair, str]
    count: int
    endings: Mapping[str, int]
    tiers: Mapping[str, int]
    resolutions: Mapping[str, int]
    f: Spread
    outcomes: Mapping[str, Spread]


def seats_of(bots: Mapping[Chair, str]) -> dict[Chair, SeatKind]:
    """Return the seats for a pair of bots: `partner` is the simulated partner, others play as people do."""
    return {chair: "partner" if name == PARTNER else "human" for chair, name in bots.items()}


def played(scenario: Scenario, texts: Texts, bots: Mapping[Chair, str], seed: int, language: str = "") -> Session:
    """Return a session that bots have played to its end.

    Raises:
        KeyError: if there is no bot of a name.
    """
    session = Session(scenario, texts, Setup(seats_of(bots), seed, language=language or scenario.language))
    play(session, bots)
    return session


def run(scenario: Scenario, texts: Texts, bots: Mapping[Chair, str], seeds: Sequence[int]) -> Runs:
    """Play every seed and count."""
    sessions = [played(scenario, texts, bots, seed) for seed in seeds]
    epilogues = [epilogue for session in sessions if (epilogue := session.epilogue)]
    return Runs(
        bots=bots,
        count=len(sessions),
        endings=_counted(session.state.ending for session in sessions),
        tiers={tier: count for tier in TIERS if (count := sum(tier_of(session) == tier for session in sessions))},
        resolutions=_counted(how for session in sessions for how in _resolutions(session)),
        f=spread([epilogue.f for epilogue in epilogues]),
        outcomes={stock: spread([epilogue.means[stock] for epilogue in epilogues]) for stock in OUTCOMES},
    )


def tier_of(session: Session) -> str:
    """Return the tier in which a finished session ended."""
    ended = [event for event in session.happened if isinstance(event, Ended)]
    return ended[-1].tier


def _resolutions(session: Session) -> list[str]:
    joint = [scene for scene in session.state.past if scene.first]
    return ["sat" if scene.sat else scene.mode or "agreed" for scene in joint]


def _counted(names: Iterable[str]) -> dict[str, int]:
    return dict(Counter(names).most_common())


def spread(values: Sequence[float]) -> Spread:
    """Return the quartiles of values, each the nearest of them."""
    ordered = sorted(values)
    return Spread(*(round(ordered[round(q * (len(ordered) - 1))], 2) for q in QUANTILES))
