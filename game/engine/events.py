"""What happens, as data: each answer leads to a series of events, from which front ends tell the story.

Texts are named by their path and scenes by id; points are whole points on the screen's scale; scenes are counted
from 1. `moved` is by how much the screen's figures changed with an event, hidden ones included: the figures of one
event after the other add up to the change that the screen shows.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from game.engine.preferences import Circumstance
from game.engine.scenario import Effect, Pledge
from game.engine.state import Coffee, Confidence, Mode, Part
from game.engine.stocks import Chair, Phase


@dataclass(frozen=True, slots=True)
class Ask:
    """What the rules ask of a chair: the phase, and what may be answered.

    `choices` are option ids (and `sit`), pledges, coffees, modes or reasons, in the author's order; `facts` are those
    that the chair may tell now.
    """

    kind: Phase
    chair: Chair
    scene: str
    choices: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Utterance:
    """A line that the simulated partner says, of the bank that fits (`game.engine.speech`).

    `said` is how often a line of that bank was said before in this play, `first` the place where the bank begins.
    """

    bank: str
    said: int
    first: int


@dataclass(frozen=True, slots=True)
class SceneOpened:
    """A scene begins. `lines` are the paths of the paragraphs that show, `private` those that only one chair reads.

    `stocks` are in hundredths, as the previous scene was left; `arrived` after what landed as this one opened.
    """

    scene: str
    count: int
    lines: tuple[str, ...]
    private: Mapping[Chair, tuple[str, ...]] = field(default_factory=dict)
    stocks: tuple[int, ...] = ()
    arrived: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Learned:
    """A chair learns a fact of its own."""

    fact: str
    chair: Chair


@dataclass(frozen=True, slots=True)
class Landed:
    """A later effect lands, set off by an option of an earlier scene, of count `made`. Text: `<path>.text`."""

    path: str
    scene: str
    option: str
    effects: tuple[Effect, ...]
    made: int
    moved: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Surfaced:
    """A kept fact comes out through a person. Text: `<fact path>.surfaces.text`."""

    fact: str
    holder: Chair
    by: str
    kept: bool
    effects: tuple[Effect, ...]
    moved: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PromiseSettled:
    """A promise was kept, broken, or renegotiated in time."""

    promise: str
    by: Chair
    status: str
    path: str
    moved: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EchoHeard:
    """A named person says a line in which the relationship can be heard."""

    path: str
    who: str


@dataclass(frozen=True, slots=True)
class Said:
    """A chair says a fact. Text: `<fact path>.told`."""

    fact: str
    chair: Chair
    moved: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Revealed:
    """Both first picks are in, and are revealed together. `unsaid` counts the facts that each chair kept."""

    scene: str
    first: Mapping[Chair, str]
    confidence: Mapping[Chair, Confidence]
    guess: Mapping[Chair, str]
    said: tuple[str, ...]
    unsaid: Mapping[Chair, int]


@dataclass(frozen=True, slots=True)
class Restated:
    """In the talk of two people, `chair` said why the other picked otherwise, until the other said yes.

    `tries` counts how often it took, 1 or more; `moved` is by how many points what that moved.
    """

    chair: Chair
    tries: int
    moved: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finals:
    """The final picks of a scene are in."""

    scene: str
    final: Mapping[Chair, str]


@dataclass(frozen=True, slots=True)
class CircumstanceShown:
    """Something weighs on the simulated partner as a scene opens; `again` where it was told of before."""

    chair: Chair
    what: Circumstance
    again: bool
    says: Utterance | None = None


@dataclass(frozen=True, slots=True)
class FactAnswered:
    """The simulated partner answers a fact that it was told; `trust` is its trust, in points, before it was said.

    `line` is the path of the author's answer, '' where there is none.
    """

    chair: Chair
    fact: str
    trust: float
    line: str = ""
    says: Utterance | None = None


@dataclass(frozen=True, slots=True)
class MindChanged:
    """The simulated partner's final pick differs from its first.

    `because` is `fact:<id>`, `sure` (the other was sure and is trusted), `sat` (they sat down) or a reason.
    """

    chair: Chair
    was: str
    now: str
    because: str
    says: Utterance | None = None


@dataclass(frozen=True, slots=True)
class LeavingWarned:
    """The CTO says that it may go: its trust and its freedom are both under 30 (R23).

    A person in that chair says it in words of its own, and `says` is None.
    """

    chair: Chair
    says: Utterance | None = None


@dataclass(frozen=True, slots=True)
class StayAnswered:
    """A person in the CTO's chair answered whether to stay."""

    chair: Chair
    stays: bool


@dataclass(frozen=True, slots=True)
class SitAsked:
    """The simulated partner asks to sit down together, before the other answers."""

    chair: Chair
    says: Utterance | None = None


@dataclass(frozen=True, slots=True)
class SatDown:
    """One chair asked to sit down together (both did, where `asker` is None); `accepted` is the answer.

    `says` is what the simulated partner said as it answered.
    """

    asker: Chair | None
    accepted: bool
    says: Utterance | None = None


@dataclass(frozen=True, slots=True)
class Resolved:
    """The chair that does not own the decision chose how to deal with a difference."""

    by: Chair
    mode: Mode
    says: Utterance | None = None


@dataclass(frozen=True, slots=True)
class Enacted:
    """An option became real. `lines` are the paths of its consequence, `private` those that only one chair reads.

    `decider` had the last word (the owner, where the board had it); `actor` makes the option's moves.
    """

    scene: str
    option: str
    decider: Chair
    actor: Chair
    lines: tuple[str, ...]
    private: Mapping[Chair, tuple[str, ...]]
    cues: tuple[str, ...]
    carried: int = 50
    """How well the two carried it out, 0..100 (R17)."""
    effects: tuple[Effect, ...] = ()
    """What came about at once, as it was written (R25)."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A stock changed in a scene: whole points as it had opened and everything due had landed, and as it is left.

    `parts` tells what did it, and adds up to the change. What a coffee did and what landed before is told by those
    events themselves (`moved`), from how the scene before was left (`SceneOpened.stocks`).
    """

    stock: str
    before: int
    after: int
    parts: Mapping[Part, int]


@dataclass(frozen=True, slots=True)
class WeekPassed:
    """A week passed in the company; `stocks` are in hundredths."""

    week: int
    stocks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CoffeeTaken:
    """A chair used the time for a coffee.

    `about` names the act or fact it thanked for, '' where it was vague; `strength` the strength that it named, if any,
    and `right` whether that is one of the other's. `says` is what the simulated partner said, of either chair.
    """

    chair: Chair
    what: Coffee
    about: str = ""
    strength: str = ""
    right: bool = True
    says: Utterance | None = None
    answers: Utterance | None = None
    moved: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pledged:
    """A chair named what it will not sacrifice, and may have guessed the other's pledge."""

    chair: Chair
    what: Pledge
    again: bool = False
    guess: Pledge | None = None


@dataclass(frozen=True, slots=True)
class ChairEmptied:
    """The CTO left: trust and freedom were both under 20 for four weeks, after a warning (R23)."""

    week: int


@dataclass(frozen=True, slots=True)
class Ended:
    """The playthrough is over; `ending` is an authored id or `insolvent`."""

    ending: str
    tier: str


Event = (
    SceneOpened
    | Learned
    | Landed
    | Surfaced
    | PromiseSettled
    | EchoHeard
    | Said
    | Revealed
    | Restated
    | Finals
    | CircumstanceShown
    | FactAnswered
    | MindChanged
    | LeavingWarned
    | StayAnswered
    | SitAsked
    | SatDown
    | Resolved
    | Enacted
    | Changed
    | WeekPassed
    | CoffeeTaken
    | Pledged
    | ChairEmptied
    | Ended
)
