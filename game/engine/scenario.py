"""The compiled crisis: what an author wrote, checked and frozen, without its texts.

A scenario holds logic only. Each text is named by a stable path of ids (`scenes.second_hour.text`) and looked up in
`Texts` in the language that is being shown, so that a translation can never change what happens.
Points are whole numbers on the screen's scale (0..100; customers 0..2000; cash in thousand dollars).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from game.engine.conditions import ParsedCondition
from game.engine.stocks import CHAIRS, Chair

Cost = Literal["free", "face", "confidential"]
Tone = Literal["warm", "neutral", "hard"]
Tier = Literal["top", "good", "mixed", "poor"]
Pledge = Literal["customers", "people", "cash"]
QuestionKind = Literal["facts", "frame", "counterfactual", "transfer"]

TIERS: Final[tuple[Tier, ...]] = ("top", "good", "mixed", "poor")
PLEDGES: Final[tuple[Pledge, ...]] = ("customers", "people", "cash")
PRINCIPLES: Final = (
    "hire_for_business",
    "respect_roles",
    "shared_goals",
    "beyond_tech",
    "open_flow",
    "bridge_gaps",
    "no_blame",
    "appreciate",
    "freedom",
    "on_track",
)
END: Final = "end"
BUILT_IN_FLAGS: Final = ("chair_empty", "checkin_ceo", "checkin_cto")
"""Flags that the rules raise: the CTO has left, and who may check in because the two agreed so over a coffee."""


@dataclass(frozen=True, slots=True)
class Line:
    """A text, by path, that is shown if its condition holds; without one it is always shown."""

    path: str
    when: ParsedCondition | None = None


@dataclass(frozen=True, slots=True)
class Effect:
    """Points added to a stock, if they come about (R25).

    They do where the fact `because` is true in this play and `when` holds as they are applied; a chair foresees them
    only if it knows that fact (R4).
    """

    stock: str
    points: int
    because: str | None = None
    when: ParsedCondition | None = None


@dataclass(frozen=True, slots=True)
class Later:
    """Effects that land `after` scenes later, if `when` holds then. Texts: `<path>.cue`, `<path>.text`."""

    path: str
    after: int
    effects: tuple[Effect, ...]
    when: ParsedCondition | None = None
    cued: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    """A move that an option makes between the chairs. Strength is 0.5, 1 or 2.

    `on` is the person who is blamed, if not the other chair; `fact` is the fact that a `share` tells.
    """

    name: str
    strength: float = 1.0
    on: str | None = None
    fact: str | None = None


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise that falls due `due` scenes after it is made, and is kept if `kept` holds then."""

    id: str
    by: Chair
    due: int
    kept: ParsedCondition


@dataclass(frozen=True, slots=True)
class Branch:
    """Where play goes next (a scene's id or `end`) if the condition holds."""

    to: str
    when: ParsedCondition | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """A possible decision. Texts: `<path>.text`, `.objection`, `.why.<chair>` and those of `results` and `private`."""

    id: str
    path: str
    tone: Tone = "neutral"
    moves: tuple[Move, ...] = ()
    actor: Chair | None = None
    when: ParsedCondition | None = None
    needs: tuple[str, ...] = ()
    effects: tuple[Effect, ...] = ()
    later: tuple[Later, ...] = ()
    flags: tuple[str, ...] = ()
    promise: Promise | None = None
    relies_on: str | None = None
    """A strength that carries it further where it has been named (R27)."""
    renegotiates: str | None = None
    results: tuple[Line, ...] = ()
    private: Mapping[Chair, tuple[Line, ...]] = field(default_factory=dict)
    then: tuple[Branch, ...] = ()
    trap: bool = False
    objected: bool = False
    whys: frozenset[Chair] = frozenset()
    """The chairs for which the author wrote why they pick it."""

    @property
    def synthesis(self) -> bool:
        """Whether it opens only when the two sit down together (R6)."""
        return bool(self.needs)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a scene asks of one chair (`by`), or of both; the `owner` decides where they differ."""

    by: Chair | Literal["both"]
    owner: Chair
    options: tuple[Option, ...]
    board: str | None = None

    @property
    def joint(self) -> bool:
        """Whether both chairs are asked."""
        return self.by == "both"

    @property
    def deciders(self) -> tuple[Chair, ...]:
        """The chairs that are asked, CEO first."""
        return CHAIRS if self.by == "both" else (self.by,)

    def find_option(self, option_id: str) -> Option:
        """Return an option by id; KeyError where there is none."""
        for option in self.options:
            if option.id == option_id:
                return option
        raise KeyError(option_id)


@dataclass(frozen=True, slots=True)
class Scene:
    """One situation with at most one decision. Texts: `<path>.text`, `<path>.at`, `<path>.ask`.

    `say` holds the facts of either chair that may be told here; `weeks` pass at its end.
    """

    id: str
    path: str
    weeks: int
    say: tuple[str, ...] = ()
    coffee: bool = False
    timed: bool = False
    also: tuple[Line, ...] = ()
    private: Mapping[Chair, tuple[Line, ...]] = field(default_factory=dict)
    decision: Decision | None = None
    then: tuple[Branch, ...] = ()


@dataclass(frozen=True, slots=True)
class Surfacing:
    """How a fact that was kept comes out: `after` scenes from the first chance to tell it, through a person."""

    after: int
    by: str
    effects: tuple[Effect, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A piece of knowledge held by one chair.

    Texts: `<path>.label`, `.text` (to its holder), `.told`, `.spoken` or `.spoken.<listener>`, `.surfaces.text`.
    """

    id: str
    path: str
    held: Chair
    weight: int
    cost: Cost
    price: tuple[Effect, ...] = ()
    since: str | None = None
    when: ParsedCondition | None = None
    surfaces: Surfacing | None = None
    heard: tuple[Line, ...] = ()
    """What the simulated partner answers; the first that holds before the fact is said."""


@dataclass(frozen=True, slots=True)
class Currency:
    """How money is shown: the unit by language, how much of it a thousand dollars are, and with how many decimals."""

    unit: Mapping[str, str]
    per_point: float
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class Portrait:
    """A face in letters: twelve rows of twelve, and the rows that a mood replaces, by number."""

    cloth: tuple[str, ...]
    skin: tuple[str, ...]
    face: tuple[str, ...]
    moods: Mapping[str, Mapping[int, str]]


@dataclass(frozen=True, slots=True)
class AddressTable:
    """How people of the cast address each other in one language (`docs/scenario-format.md`).

    `order` has the senior first; `kin` is what each calls themselves to a junior, `told` the narrator's pronoun,
    `pairs` what a speaker calls a listener where that differs.
    """

    order: tuple[str, ...]
    kin: Mapping[str, str]
    told: Mapping[str, str]
    title: tuple[str, ...] = ()
    bare: tuple[str, ...] = ()
    pairs: Mapping[tuple[str, str], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Goal:
    """What a chair wants in this crisis, and how much it cares about each stock. Text: `path`."""

    id: str
    path: str
    cares: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Person:
    """A member of the cast. Texts by `<path>`, reasons by term.

    Texts: `.name`, `.role`, `.obstacle`, `.stake`, `.voice.*`, `.strengths.*`, `.circumstances.*`, `.spoken.*`.
    """

    id: str
    path: str
    goals: tuple[Goal, ...] = ()
    personas: tuple[str, ...] = ("balanced",)
    reasons: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    strengths: tuple[str, ...] = ()
    portrait: Portrait | None = None

    def find_drawn_goal(self, draw: Mapping[str, str]) -> Goal:
        """Return the goal that was drawn for this chair; its first one where none was."""
        drawn = draw.get(f"{self.id}_goal")
        return next((goal for goal in self.goals if goal.id == drawn), self.goals[0])


@dataclass(frozen=True, slots=True)
class Echo:
    """A line of a named person in which the relationship can be heard; told once. Text: `path`."""

    path: str
    who: str
    when: ParsedCondition | None = None
    scene: str | None = None


@dataclass(frozen=True, slots=True)
class EpilogueVoice:
    """What a person says in a quarter of the epilogue. Text: `path`."""

    path: str
    quarter: int
    who: str
    when: ParsedCondition | None = None


@dataclass(frozen=True, slots=True)
class Ending:
    """A way in which the crisis can end. Texts: `<path>.title`, `<path>.text`."""

    id: str
    path: str
    tier: Tier
    when: ParsedCondition | None = None
    rare: bool = False


@dataclass(frozen=True, slots=True)
class EarlyEnd:
    """A condition under which play ends at once, in an ending; read after landings and after weeks (R23)."""

    ending: str
    when: ParsedCondition


@dataclass(frozen=True, slots=True)
class DebriefQuestion:
    """A question of the debrief. Text: `path`."""

    path: str
    kind: QuestionKind


@dataclass(slots=True)
class SettledEffects:
    """What the draws of a play settle about a crisis, filled in as it is asked for: the same in every such play.

    Attributes:
        facts: whether each fact is true, by id.
        coming: the effects of an option that can still come about, by the option's path, with the option itself.
        seen: how a chair sees an option but for what it gains by it, by path, chair and persona, with the option.
    """

    facts: dict[str, bool] = field(default_factory=dict)
    coming: dict[str, tuple[Option, tuple[Effect, ...]]] = field(default_factory=dict)
    seen: dict[tuple[str, Chair, str], tuple[Option, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scenario:
    """A whole crisis, ready to play. `start` holds the 24 stocks in hundredths, in the order of `STOCKS`."""

    id: str
    language: str
    solo_minutes: int
    pair_minutes: int
    principles: tuple[str, ...]
    pace: float
    tokens: int
    draw: Mapping[str, tuple[str, ...]]
    cast: Mapping[str, Person]
    start: tuple[int, ...]
    facts: Mapping[str, Fact]
    scenes: Mapping[str, Scene]
    echoes: tuple[Echo, ...]
    voices: tuple[EpilogueVoice, ...]
    endings: tuple[Ending, ...]
    ends: tuple[EarlyEnd, ...]
    questions: tuple[DebriefQuestion, ...]
    objectives: int
    terms: tuple[str, ...]
    after: tuple[str, ...]
    """The ids of the crises that come before it on the shelf."""
    currency: Currency | None
    address: Mapping[str, AddressTable]
    """By language; ids are those of the cast."""
    logic: str
    """The hash of the logic without its texts, in hexadecimal."""
    settled: dict[tuple[tuple[str, str], ...], SettledEffects] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """By what was drawn: worked out once, for it takes longer than all that a play does with it."""

    @property
    def first_scene(self) -> Scene:
        """The scene where play begins."""
        return next(iter(self.scenes.values()))

    @property
    def forks(self) -> bool:
        """Whether the way forks anywhere, so that a play may not meet every scene."""
        return any(
            len(scene.then) > 1 or (scene.decision and any(option.then for option in scene.decision.options))
            for scene in self.scenes.values()
        )

    def find_ending(self, ending_id: str) -> Ending | None:
        """Return an ending that the author wrote; None for one that only the rules know (`insolvent`)."""
        return next((ending for ending in self.endings if ending.id == ending_id), None)


@dataclass(frozen=True, slots=True)
class Texts:
    """Every text of a scenario by language and path, cleaned and in NFC."""

    source: str
    tables: Mapping[str, Mapping[str, str]]

    def get(self, path: str, language: str) -> str:
        """Return a text in a language, else in the source language; '' if there is no such text."""
        return self.tables.get(language, {}).get(path) or self.tables[self.source].get(path, "")

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the crisis, the source language first."""
        return (self.source, *sorted(set(self.tables) - {self.source}))
