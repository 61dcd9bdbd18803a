"""Many plays of one crisis: how often each ending came, how F went scene by scene, what each option was worth."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from game.analysis.bots import play
from game.analysis.course import Stage, course
from game.analysis.spread import Spread, nearest, spread
from game.analysis.wishes import Wishes
from game.analysis.worth import Pattern, Worth, pattern, worths
from game.engine.calendar import year_after
from game.engine.events import Ended
from game.engine.scenario import TIERS, Scenario, Texts
from game.engine.state import State, round_half_even
from game.engine.stocks import OUTCOMES, STOCKS, Chair
from game.playthrough.prompts import SeatKind
from game.playthrough.session import Session
from game.playthrough.setup import Setup

PARTNER: Final = "partner"
LASTING: Final = ("culture", "structure", "engineering")
"""The slow stocks whose sum tells good endings from poor ones."""
PERCENTILES: Final = (5, 35, 50, 65, 90, 95)


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
        lasting: percentiles of the sum by which endings go (`LASTING`, means over the year, in points).
        course: the composite of the moment as each scene opened, and at the end of play.
        options: every option, how often it was enacted and what those plays came to.
        pattern: in how many scenes the longest, a tone, a place is the best.
    """

    bots: Mapping[Chair, str]
    count: int
    endings: Mapping[str, int]
    tiers: Mapping[str, int]
    resolutions: Mapping[str, int]
    f: Spread
    outcomes: Mapping[str, Spread]
    lasting: Mapping[str, int]
    course: tuple[Stage, ...]
    options: tuple[Worth, ...]
    pattern: Pattern


def seats_of(bots: Mapping[Chair, str]) -> dict[Chair, SeatKind]:
    """Return the seats for a pair of bots: `partner` is the simulated partner, others play as people do."""
    return {chair: "partner" if name == PARTNER else "human" for chair, name in bots.items()}


def played(
    scenario: Scenario,
    texts: Texts,
    bots: Mapping[Chair, str],
    seed: int,
    language: str = "",
    *,
    wishes: Wishes | None = None,
) -> Session:
    """Return a session that bots have played to its end, by way of what is wished for.

    Raises:
        KeyError: if there is no bot of a name.
    """
    session = Session(scenario, texts, Setup(seats_of(bots), seed, language=language or scenario.language))
    play(session, bots, wishes)
    return session


def run(scenario: Scenario, texts: Texts, bots: Mapping[Chair, str], seeds: Sequence[int]) -> Runs:
    """Play every seed, one at the least, and count."""
    sessions = [played(scenario, texts, bots, seed) for seed in seeds]
    states = [session.state for session in sessions]
    years = [year_after(state) for state in states]
    means = [dict(zip(STOCKS, map(round_half_even, year.means), strict=True)) for year in years]
    f = [year.composite for year in years]
    sums = [sum(mean[stock] for stock in LASTING) for mean in means]
    options = worths(scenario, texts, states, f)
    return Runs(
        bots=bots,
        count=len(sessions),
        endings=_counted(state.ending for state in states),
        tiers={tier: count for tier in TIERS if (count := sum(tier_of(session) == tier for session in sessions))},
        resolutions=_counted(how for state in states for how in _resolutions(state)),
        f=spread(f),
        outcomes={stock: spread([mean[stock] for mean in means]) for stock in OUTCOMES},
        lasting={str(percent): nearest(sums, percent / 100) for percent in PERCENTILES},
        course=course(scenario, states),
        options=options,
        pattern=pattern(options, f),
    )


def tier_of(session: Session) -> str:
    """Return the tier in which a finished session ended."""
    ended = [event for event in session.happened if isinstance(event, Ended)]
    return ended[-1].tier


def _resolutions(state: State) -> list[str]:
    joint = [scene for scene in state.past if scene.first]
    return ["sat" if scene.sat else scene.mode or "agreed" for scene in joint]


def _counted(names: Iterable[str]) -> dict[str, int]:
    return dict(Counter(names).most_common())
