"""The file format of a scenario, version 1, as types. The JSON Schema that editors use is made from them.

Only shapes live here: which fields there are, of what kind, within what range. What refers to what is checked by
`checks/`. Where a field may be written in two ways a discriminator picks one before it is validated, so that one
mistake gives one message.
"""

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Final, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from game.engine.scenario import Cost, QuestionKind, Tier, Tone
from game.engine.stocks import Chair

ID_PATTERN: Final = "^[a-z][a-z0-9_]{0,47}$"
SCENARIO_ID_PATTERN: Final = "^[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*$"
LANGUAGE_PATTERN: Final = "^[a-z]{2,3}(?:_[A-Z]{2})?$"

Principle = Literal[
    "hire_for_business", "respect_roles", "shared_goals", "beyond_tech", "open_flow",
    "bridge_gaps", "no_blame", "appreciate", "freedom", "on_track",
]  # fmt: skip
DyadStock = Literal[
    "ceo.trust", "cto.trust", "ceo.safety", "cto.safety", "ceo.freedom", "cto.freedom",
    "ceo.gap", "cto.gap", "clarity", "bridge",
]  # fmt: skip
CompanyStock = Literal[
    "culture", "structure", "strain", "engineering", "debt", "product", "marketing", "sales",
    "finance", "support", "csat_product", "csat_service", "customers", "cash",
]  # fmt: skip
Stock = Literal[
    "ceo.trust", "cto.trust", "ceo.safety", "cto.safety", "ceo.freedom", "cto.freedom",
    "ceo.gap", "cto.gap", "clarity", "bridge",
    "culture", "structure", "strain", "engineering", "debt", "product", "marketing", "sales",
    "finance", "support", "csat_product", "csat_service", "customers", "cash",
]  # fmt: skip
MoveName = Literal[
    "share", "withhold", "ask", "blame", "joint_solve", "own", "deny", "amends", "appreciate",
    "second_guess", "delegate", "contribute", "clarify", "override", "bridge", "insist",
]  # fmt: skip
Strength = Literal["half", "double"]
Persona = Literal["balanced", "guarded", "warm", "driven"]

Text = Annotated[str, Field(min_length=1, max_length=20_000)]
ShortText = Annotated[str, Field(min_length=1, max_length=200)]
Id = Annotated[str, Field(pattern=ID_PATTERN)]
Condition = Annotated[str, Field(min_length=1, max_length=400)]
Points = Annotated[int, Field(ge=-100_000, le=100_000)]
Care = Annotated[float, Field(ge=-2, le=2)]
Scenes = Annotated[int, Field(ge=1, le=30)]


def _kind(**tags: str) -> Discriminator:
    """Tell two ways of writing a field apart by the type of its value; anything else gets one plain message."""

    def pick(value: Any) -> str | None:
        found = "bool" if isinstance(value, bool) else type(value).__name__
        return tags.get(found) or (tags.get("dict") if isinstance(value, BaseModel) else None)

    expected = " or ".join(_WORDS[kind] for kind in tags)
    return Discriminator(pick, custom_error_type="kind", custom_error_message=f"this should be {expected}")


_WORDS: Final = {
    "str": "a text", "dict": "a group of fields", "list": "a list", "int": "a whole number", "bool": "true",
}  # fmt: skip


class Part(BaseModel):
    """A group of fields: strict about types, refusing what it does not know."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, protected_namespaces=())


class Variant(Part):
    """A text for a condition."""

    when: Condition | None = Field(None, description="The text counts only where this condition holds.")
    text: Text = Field(description="The text that shows where the condition holds.")


Variants = Annotated[
    Annotated[Text, Tag("text")] | Annotated[list[Variant], Field(min_length=1, max_length=12), Tag("variants")],
    _kind(str="text", list="variants"),
]


class Also(Part):
    """A paragraph that is added where a condition holds."""

    when: Condition = Field(description="The paragraph shows only where this condition holds as the scene opens.")
    text: Text = Field(description="The paragraph.")


class PrivateLines(Part):
    """What only one chair reads."""

    ceo: Variants | None = Field(
        None, description="Only the CEO reads this: a text, or variants of which all that hold show."
    )
    cto: Variants | None = Field(
        None, description="Only the CTO reads this: a text, or variants of which all that hold show."
    )


class Known(Part):
    """Points that only those foresee who know a fact."""

    points: Points = Field(description="Points on the stock, on the screen's scale; never 0.")
    because: Id = Field(
        description="The fact that explains the effect: a chair that does not know it does not foresee it."
    )


Portion = Annotated[
    Annotated[Points, Tag("points")] | Annotated[Known, Tag("known")], _kind(int="points", dict="known")
]
Amount = Annotated[
    Annotated[Points, Tag("points")]
    | Annotated[Known, Tag("known")]
    | Annotated[list[Portion], Field(min_length=1, max_length=6), Tag("several")],
    _kind(int="points", dict="known", list="several"),
]
Effects = dict[Stock, Amount]


class Later(Part):
    """Effects that land some scenes later."""

    after: Scenes = Field(description="How many scenes later on the path it lands (1 is the next scene).")
    cue: Text | None = Field(None, description="What can be seen now; needed where the effect does harm.")
    when: Condition | None = Field(None, description="Read on landing: where it does not hold, nothing lands.")
    text: Text = Field(description="How it lands, as everybody reads it.")
    effects: Effects = Field(description="Points by stock, as in an option's `effects`.", min_length=1)


class Promise(Part):
    """A promise that an option makes."""

    id: Id = Field(description="Its id, read as `kept.<id>` and `broken.<id>`.")
    by: Chair = Field(description="The chair that gives its word.")
    text: Text = Field(description="What is promised, as both chairs read it.")
    due: Scenes = Field(description="How many scenes later it falls due.")
    kept: Condition = Field(description="Read when it falls due: the promise is kept where this holds, else broken.")


class Branch(Part):
    """A way that play may go."""

    when: Condition | None = Field(None, description="The way is taken only where this condition holds.")
    to: Id = Field(description="A scene's id, or `end`.")


Then = Annotated[
    Annotated[Id, Tag("scene")] | Annotated[list[Branch], Field(min_length=1, max_length=12), Tag("branches")],
    _kind(str="scene", list="branches"),
]


class BlameOn(Part):
    """Who is blamed, where it is not the other chair."""

    on: Id = Field(description="The person of the cast who is blamed.")


Blame = Annotated[
    Annotated[Strength, Tag("strength")] | Annotated[BlameOn, Tag("person")], _kind(str="strength", dict="person")
]


class MoveWith(Part):
    """One move with its strength, the person blamed or the fact shared."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1, "maxProperties": 1})

    share: Id | None = Field(
        None, description="Tell what one knows: a fact's id, or a strength where it names no fact."
    )
    withhold: Strength | None = Field(None, description="Keep back what the other needs.")
    ask: Strength | None = Field(None, description="Listen, ask what stands in the way.")
    blame: Blame | None = Field(None, description="Put it on the other chair, or on a person: `{on: lan}`.")
    joint_solve: Strength | None = Field(None, description="Sit down and solve it together; both chairs do it.")
    own: Strength | None = Field(None, description="Admit one's part, apologise.")
    deny: Strength | None = Field(None, description="Deny one's part.")
    amends: Strength | None = Field(None, description="Act on an apology.")
    appreciate: Strength | None = Field(None, description="Give credit; `half` where it names no fact or act.")
    second_guess: Strength | None = Field(None, description="Check or redo what was the other's to decide.")
    delegate: Strength | None = Field(None, description="Give freedom: hand a decision over and leave it there.")
    contribute: Strength | None = Field(None, description="Add value beyond one's own department.")
    clarify: Strength | None = Field(None, description="Settle who decides what; both chairs do it.")
    override: Strength | None = Field(None, description="Decide over the other's head.")
    bridge: Strength | None = Field(None, description="Translate between technology and a department.")
    insist: Strength | None = Field(None, description="Go on against a logged objection.")

    @model_validator(mode="after")
    def _one(self) -> "MoveWith":
        if len(self.model_fields_set) != 1:
            raise PydanticCustomError("one_move", "one move a line: a list of moves has a '-' before each")
        return self


Move = Annotated[
    Annotated[MoveName, Tag("move")] | Annotated[MoveWith, Tag("move_with")], _kind(str="move", dict="move_with")
]


class Option(Part):
    """A possible decision."""

    id: Id = Field(description="Its id, unique within the scene, read as `chose.<scene>.<option>`; never `sit`.")
    text: Text = Field(description="What is offered, in one or two lines.")
    tone: Tone = Field("neutral", description="How it sounds, which says nothing about what it does.")
    moves: list[Move] = Field(default=[], max_length=8, description="What it does between the chairs, in order.")
    actor: Chair | None = Field(None, description="Who makes the moves; by default whoever decides, else the owner.")
    when: Condition | None = Field(None, description="The option is offered only where this condition holds.")
    needs: list[Id] = Field(
        default=[], max_length=6,
        description="A synthesis: never listed, opens only by sitting together, once both chairs know all these facts.",
    )  # fmt: skip
    effects: Effects = Field(
        default={}, description="Points by stock, at once: `{csat_service: +3, sales: {points: -4, because: a_fact}}`."
    )
    later: list[Later] = Field(default=[], max_length=6, description="Effects that land in a later scene.")
    set: list[Id] = Field(default=[], max_length=8, description="Flags that are raised, read as `flag.<name>`.")
    promise: Promise | None = Field(None, description="A promise that this option makes.")
    renegotiates: Id | None = Field(None, description="The promise that this option talks over before it falls due.")
    objection: Text | None = Field(
        None, description="The best objection, as the other chair would voice it when both agree."
    )
    result: Variants = Field(description="What happens: a text, or variants of which the first that holds is shown.")
    private: PrivateLines | None = Field(
        None, description="A line that only one chair gets, before its next private view."
    )
    then: Then | None = Field(
        None, description="The scene that follows, `end`, or branches; by default the scene's own `then`."
    )
    trap: bool = Field(False, description="A teaching trap: a plain lie or a dominated option. At most one a scenario.")


class Decision(Part):
    """What a scene asks."""

    by: Literal["both", "ceo", "cto"] = Field(description="Who is asked: both chairs, or one alone.")
    owner: Chair | None = Field(None, description="Who decides when the chairs differ; needed where both are asked.")
    ask: Text = Field(description="The question, in one line.")
    board: Id | None = Field(None, description="The option that the board would choose; makes `escalate` possible.")
    options: list[Option] = Field(
        min_length=2, max_length=8, description="Two to four options, and syntheses beside them."
    )


Say = Annotated[
    Annotated[Literal[True], Tag("all")] | Annotated[list[Id], Field(min_length=1, max_length=40), Tag("facts")],
    _kind(bool="all", list="facts"),
]


class Scene(Part):
    """One situation with at most one decision."""

    id: Id = Field(description="Its id, unique among the scenes; never `end`.")
    at: ShortText | None = Field(None, description='A short label of time in the header, in quotes: "09:07".')
    weeks: int = Field(1, ge=0, le=13, description="How many weeks pass at the end of the scene.")
    coffee: Literal[True] | None = Field(
        None, description="There is time for one coffee just before this scene; twice a crisis."
    )
    text: Text = Field(description="The situation, as both chairs read it.")
    also: list[Also] = Field(
        default=[], max_length=12, description="Paragraphs that are added where a condition holds."
    )
    private: PrivateLines | None = Field(None, description="What only one chair sees in this scene.")
    say: Say | None = Field(None, description="Opens facts to be said or kept: `true` for all, or a list of facts.")
    decide: Decision | None = Field(None, description="The decision; a scene without one is only read.")
    then: Then | None = Field(
        None, description="The scene that follows, `end`, or branches; by default the next in the file."
    )


class Surfaces(Part):
    """How a kept fact comes out."""

    after: Annotated[int, Field(ge=1, le=10)] = Field(description="So many scenes after its holder could first say it.")
    by: Id = Field(description="The person of the cast through whom it comes out.")
    text: Text = Field(description="How it comes out, as everybody reads it.")
    effects: Effects = Field(default={}, description="Points by stock that it costs.")


class Fact(Part):
    """A piece of knowledge held by one chair."""

    held: Chair = Field(description="The chair that knows it.")
    label: ShortText = Field(description="Two to four words, for lists and the debrief.")
    text: Text = Field(description='What is known, told to its holder ("you").')
    told: Text = Field(description='The same as everybody hears it once it is said: with names, never "you".')
    weight: Annotated[int, Field(ge=1, le=12)] = Field(
        description="How much of the other's gap it is: 4 small, 6 normal, 8 central."
    )
    cost: Cost = Field(description="What saying it costs: nothing, face, or a confidence.")
    price: dict[Stock, Points] = Field(default={}, description="Points by stock that breaking the confidence costs.")
    since: Id | None = Field(None, description="The scene as which opens the holder learns it; by default the first.")
    when: Condition | None = Field(
        None, description="The fact exists only where this holds, read once as `since` opens."
    )
    surfaces: Surfaces | None = Field(
        None, description="How it comes out where it is kept; without this it never does."
    )


class Manner(Part):
    """How a person is."""

    wants: Text | None = Field(None, description="What the person wants.")
    fears: Text | None = Field(None, description="What the person fears.")
    never_says: Text | None = Field(None, description="What the person never says.")


class Person(Part):
    """Somebody of the cast."""

    name: ShortText = Field(description="The name that `{id}` stands for in texts.")
    role: ShortText | None = Field(None, description="What the person does, in two or three words.")
    voice: Manner | None = Field(None, description="What the person wants, fears and never says.")


class GoalOf(Part):
    """One of several goals that may be drawn."""

    text: Text = Field(description="What the chair wants in this crisis.")
    cares: dict[Stock, Care] = Field(description="How much it cares for each stock, -2 to 2.")


ReasonTexts = Annotated[list[Text], Field(min_length=1, max_length=6)]


class Reasons(Part):
    """What a partner says when a term of its choice weighs most."""

    goal: ReasonTexts | None = Field(None, description="Said when its own goal weighs most.")
    treated: ReasonTexts | None = Field(None, description="Said when how it was treated weighs most.")
    open: ReasonTexts | None = Field(None, description="Said when daring to be open, or not, weighs most.")
    risk: ReasonTexts | None = Field(None, description="Said when the risk of exposing itself weighs most.")
    manners: ReasonTexts | None = Field(None, description="Said when manners weigh most.")
    habit: ReasonTexts | None = Field(None, description="Said when habit weighs most.")
    mood: ReasonTexts | None = Field(None, description="Said when mood weighs most.")


class ChairPerson(Person):
    """The CEO or the CTO."""

    goal: Text | None = Field(None, description="What this chair wants in this crisis; or `goals`.")
    cares: dict[Stock, Care] = Field(
        default={}, description="How much it cares for each stock, -2 to 2; goes with `goal`."
    )
    goals: dict[Id, GoalOf] = Field(
        default={}, max_length=6, description="Several goals of which one is drawn, read as `draw.ceo_goal.<id>`."
    )
    obstacle: Text | None = Field(None, description="What stands in its way; learned by asking over a coffee.")
    stake: Text | None = Field(None, description="What it stands to lose itself.")
    personas: Annotated[list[Persona], Field(min_length=1, max_length=4)] = Field(
        default=["balanced"], description="How it chooses when the machine plays it; one is drawn."
    )
    reasons: Reasons | None = Field(
        None, description="What it says, in character, when a term of its choice weighs most."
    )

    @model_validator(mode="after")
    def _goal_or_goals(self) -> "ChairPerson":
        if bool(self.goal) == bool(self.goals):
            raise PydanticCustomError("goal_or_goals", "a chair has either 'goal' with 'cares', or 'goals'")
        if self.goals and self.cares:
            raise PydanticCustomError("goal_or_goals", "where there are 'goals', each has its own 'cares'")
        return self


class Cast(BaseModel):
    """The people: the two chairs and everybody else, by id."""

    model_config = ConfigDict(
        extra="allow", strict=True, frozen=True, json_schema_extra={"propertyNames": {"pattern": ID_PATTERN}}
    )
    __pydantic_extra__: dict[str, Person]

    ceo: ChairPerson = Field(description="The chief executive.")
    cto: ChairPerson = Field(description="The chief technology officer.")

    def people(self) -> Iterator[tuple[str, Person]]:
        """Everybody by id, the chairs first."""
        yield "ceo", self.ceo
        yield "cto", self.cto
        yield from (self.__pydantic_extra__ or {}).items()


class Minutes(Part):
    """How long it takes."""

    solo: Annotated[int, Field(ge=1, le=240)] = Field(description="Minutes for one player.")
    pair: Annotated[int, Field(ge=1, le=240)] = Field(description="Minutes for two.")


class Echo(Part):
    """A line that lets the relationship be heard, once."""

    when: Condition | None = Field(None, description="The line may be heard only where this holds.")
    who: Id = Field(description="The person of the cast who says it.")
    text: Text = Field(description="The line, in quotation marks where it is spoken.")
    scene: Id | None = Field(None, description="The only scene in which it may be heard.")


class Voice(Part):
    """What a person says in the year after."""

    quarter: Annotated[int, Field(ge=1, le=4)] = Field(description="The quarter of the year after.")
    who: Id = Field(description="The person of the cast who speaks.")
    when: Condition | None = Field(
        None, description="Stocks mean their value at that quarter's end; the first voice that holds speaks."
    )
    text: Text = Field(description="What is said.")


class Ending(Part):
    """How it may end."""

    id: Id = Field(description="Its id, unique among the endings.")
    tier: Tier = Field(description="How good it is: top, good, mixed or poor.")
    when: Condition | None = Field(
        None,
        description="A stock means its mean over the year after. The first that holds wins; the last says `otherwise`.",
    )
    title: ShortText = Field(description="Its title, which the shelf counts when found.")
    text: Text = Field(description="How it ended, as both chairs read it.")
    rare: bool = Field(False, description="It is meant to be seldom.")


class Question(Part):
    """A question of the debrief."""

    kind: QuestionKind = Field(description="What it asks about: facts, frame, counterfactual or transfer.")
    text: Text = Field(description="The question.")


class Debrief(Part):
    """What is asked when it is over."""

    questions: list[Question] = Field(
        default=[], max_length=12, description="The questions, at least one of each kind."
    )


class Scenario(Part):
    """A crisis for two chairs, CEO and CTO."""

    title_of_schema: ClassVar[str] = "Tandem scenario, version 1"

    tandem: Literal[1] = Field(description="The version of this format: 1.")
    id: Annotated[str, Field(pattern=SCENARIO_ID_PATTERN, max_length=48)] = Field(
        description="Its id, the name of its folder."
    )
    language: Annotated[str, Field(pattern=LANGUAGE_PATTERN)] = Field(
        description="The language of this file: en, vi, ..."
    )
    title: ShortText = Field(description="Its title, as the shelf shows it.")
    premise: Text = Field(description="One or two sentences on the shelf.")
    objectives: list[Text] = Field(
        min_length=1, max_length=6, description="Two to four lines: what is practised, as behaviours."
    )
    minutes: Minutes = Field(description="How long it takes to play.")
    principles: list[Principle] = Field(
        min_length=1, max_length=10, description="The two to four principles that it teaches."
    )
    pace: Annotated[float, Field(ge=0.5, le=3)] = Field(1.0, description="How fast the company reacts during play.")
    tokens: Annotated[int, Field(ge=0, le=9)] | None = Field(
        None, description="How often one may sit together; by default two, three from twelve scenes."
    )
    draw: dict[Id, Annotated[list[Id], Field(min_length=2, max_length=6)]] = Field(
        default={}, max_length=8, description="What is drawn by the seed, read as `draw.<name>.<value>`."
    )
    cast: Cast = Field(description="The people, by id; `ceo` and `cto` are the two chairs.")
    company: dict[CompanyStock, Points] = Field(
        default={}, description="Where the company differs from the neutral one."
    )
    dyad: dict[DyadStock, Points] = Field(default={}, description="Where the two chairs differ from the neutral ones.")
    glossary: dict[ShortText, Text] = Field(default={}, max_length=40, description="Terms, and what they mean.")
    facts: dict[Id, Fact] = Field(default={}, max_length=40, description="What only one chair knows, by id.")
    scenes: list[Scene] = Field(
        min_length=1, max_length=60, description="The scenes, in the order in which they are played."
    )
    echoes: list[Echo] = Field(
        default=[], max_length=60, description="Lines of named people, each heard once, at most one a scene."
    )
    voices: list[Voice] = Field(
        default=[], max_length=40, description="What is said in the four quarters of the year after."
    )
    endings: list[Ending] = Field(min_length=1, max_length=20, description="How it may end; the first that holds.")
    debrief: Debrief | None = Field(None, description="What is asked when it is over.")


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of the format, for editors."""
    schema = Scenario.model_json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": Scenario.title_of_schema,
    }
