"""What a session shows a front end: who is asked what, and what a chair may see. Data only, no texts but by path."""

from dataclasses import dataclass
from typing import Literal

from game.engine.scenario import Cost, Pledge
from game.engine.state import FactStatus, Phase
from game.engine.stocks import Chair

SeatKind = Literal["human", "partner"]
Difficulty = Literal["learner", "standard", "expert"]
Setting = Literal["open", "private", "at_once"]
"""Where a question is asked: at the table, behind one chair's lock, or of two people at the table at once."""


class RefusedError(Exception):
    """An answer that the session does not take: stale, malformed or not on offer. The prompt stands."""


@dataclass(frozen=True, slots=True)
class Hint:
    """How much an option touches an outcome: one to three dots, never the sign.

    `outcome` is a stock's name, `customers` for their satisfaction, or `between` for the dyad.
    """

    outcome: str
    dots: int


@dataclass(frozen=True, slots=True)
class PromptChoice:
    """Something that may be picked. `path` names its text; '' where the interface has the words (sit, modes, ...)."""

    id: str
    path: str = ""
    hints: tuple[Hint, ...] = ()


@dataclass(frozen=True, slots=True)
class FactChoice:
    """A fact that the chair may say or keep now."""

    id: str
    path: str
    cost: Cost


@dataclass(frozen=True, slots=True)
class Prompt:
    """One question to one chair. The token must come back with the answer; a stale one is refused.

    `say` and `sit_say` choose from `facts`, `sit` answers yes or no, all other kinds pick from `choices`.
    `owner` is who decides when the chairs differ (the decider where one chair decides alone). Of two people,
    `private` questions are for this chair's eyes; all others are in the same order and words for both.
    """

    token: str
    kind: Phase
    chair: Chair
    scene: str
    owner: Chair
    choices: tuple[PromptChoice, ...] = ()
    facts: tuple[FactChoice, ...] = ()
    joint: bool = False
    setting: Setting = "open"


@dataclass(frozen=True, slots=True)
class Figure:
    """A stock as the screen shows it: whole points, the change since the scene opened, a band 0..4 for its word."""

    stock: str
    value: int
    change: int
    band: int


@dataclass(frozen=True, slots=True)
class HeldFact:
    """A fact that a chair holds, and what became of it."""

    id: str
    path: str
    status: FactStatus
    cost: Cost


@dataclass(frozen=True, slots=True)
class ChairView:
    """All that one chair may see of the state beside the prompt.

    `seems` is the band 0..4 of what can be seen of the other (its safety and trust); `cues`, `promises` and
    `shared` (the other's facts that are out) are text paths.
    `learned` tells whether the other's goal and obstacle are known to this chair.
    """

    chair: Chair
    figures: tuple[Figure, ...]
    trust: Figure
    seems: int
    unsaid: int
    facts: tuple[HeldFact, ...]
    shared: tuple[str, ...]
    cues: tuple[str, ...]
    promises: tuple[str, ...]
    tokens: int
    tokens_most: int
    week: int
    pledge: Pledge | None
    learned: bool


@dataclass(frozen=True, slots=True)
class PickReason:
    """Why the simulated partner picked as it did, rather than `over`.

    `terms` are differences in hundredths of utility, the largest first; `main` is the one that it would name, and
    `path` its line in character.
    """

    chair: Chair
    picked: str
    over: str
    terms: tuple[tuple[str, int], ...]
    main: str
    path: str = ""
