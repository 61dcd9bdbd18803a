"""The cast, the facts that only one chair knows, and the scenes with their decisions and options."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from game.content.schema.fields import (
    ID_PATTERN,
    AlsoSchema,
    Care,
    Condition,
    Effects,
    Id,
    LaterSchema,
    Move,
    Persona,
    Points,
    PrivateLinesSchema,
    Scenes,
    ShortText,
    Stock,
    StrictSchema,
    Text,
    Variants,
    VariantSchema,
    discriminate_by_type,
)
from game.content.schema.people import MannerSchema, Strengths
from game.engine.scenario import Cost, Tone
from game.engine.stocks import Chair


class PersonSchema(StrictSchema):
    """Somebody of the cast."""

    person: Id | None = Field(
        None, description="Who it is, by id under `people`; what stands here goes before what stands there."
    )
    name: ShortText | None = Field(
        None, description="The name that `{id}` stands for in texts; needed without `person`."
    )
    role: ShortText | None = Field(None, description="What the person does, in two or three words.")
    voice: MannerSchema | None = Field(None, description="What the person wants, fears and never says.")
    strengths: Strengths = Field(
        default={}, description="One or two strengths of a chair by id, in a few words, instead of the person's."
    )

    @model_validator(mode="after")
    def _check_name_or_person(self) -> "PersonSchema":
        if self.name is None and self.person is None:
            raise PydanticCustomError("name_or_person", "somebody of the cast has a 'name', or a 'person'")
        return self


Spoken = Annotated[
    Annotated[Text, Tag("text")] | Annotated[dict[Id, Text], Field(min_length=1, max_length=12), Tag("listeners")],
    discriminate_by_type(str="text", dict="listeners"),
]
"""A line as it is spoken to anybody, or lines by listener."""


class GoalOfSchema(StrictSchema):
    """One of several goals that may be drawn."""

    text: Text = Field(description="What the chair wants in this crisis.")
    spoken: Text | None = Field(None, description="The same as the chair says it, in the first person and in quotes.")
    cares: dict[Stock, Care] = Field(description="How much it cares for each stock, -2 to 2.")


ReasonTexts = Annotated[list[Text], Field(min_length=1, max_length=6)]


class ReasonsSchema(StrictSchema):
    """What a partner says when a term of its choice weighs most."""

    goal: ReasonTexts | None = Field(None, description="Said when its own goal weighs most.")
    treated: ReasonTexts | None = Field(None, description="Said when how it was treated weighs most.")
    treated_well: ReasonTexts | None = Field(None, description="The same, where that makes it kind.")
    treated_ill: ReasonTexts | None = Field(None, description="The same, where that makes it less kind.")
    open: ReasonTexts | None = Field(None, description="Said when daring to be open, or not, weighs most.")
    open_more: ReasonTexts | None = Field(None, description="The same, where it dares.")
    open_less: ReasonTexts | None = Field(None, description="The same, where it does not.")
    risk: ReasonTexts | None = Field(None, description="Said when the risk of exposing itself weighs most.")
    manners: ReasonTexts | None = Field(None, description="Said when manners weigh most.")
    habit: ReasonTexts | None = Field(None, description="Said when habit weighs most.")
    regard: ReasonTexts | None = Field(None, description="Said when what the other wishes weighs most.")
    regard_for: ReasonTexts | None = Field(None, description="The same, where it does the other a favour.")
    regard_against: ReasonTexts | None = Field(None, description="The same, where it does not.")
    heed: ReasonTexts | None = Field(None, description="Said when the other's advice weighs most.")


class OwnWordsSchema(StrictSchema):
    """What a chair says of itself to the other."""

    goal: Text | None = Field(None, description="Its goal as it says it; one of several goals has its own `spoken`.")
    obstacle: Text | None = Field(None, description="What stands in its way, as it says it.")
    stake: Text | None = Field(None, description="What it stands to lose, as it says it.")


class CircumstancesSchema(StrictSchema):
    """One sentence for each thing that may weigh on the simulated partner, seen before one commits."""

    slept_badly: Text | None = Field(None, description="It slept badly: risk weighs more.")
    board_rang: Text | None = Field(None, description="The board rang: its goal weighs more.")
    good_news: Text | None = Field(None, description="Good news from home: it dares more.")
    afraid_for: Text | None = Field(None, description="It is afraid for somebody: strain and culture weigh more.")
    old_hurt: Text | None = Field(None, description="An old hurt: how it was treated weighs more.")


class ChairPersonSchema(PersonSchema):
    """The CEO or the CTO."""

    goal: Text | None = Field(None, description="What this chair wants in this crisis; or `goals`.")
    cares: dict[Stock, Care] = Field(
        default={}, description="How much it cares for each stock, -2 to 2; goes with `goal`."
    )
    goals: dict[Id, GoalOfSchema] = Field(
        default={}, max_length=6, description="Several goals of which one is drawn, read as `draw.ceo_goal.<id>`."
    )
    obstacle: Text | None = Field(None, description="What stands in its way; learned by asking over a coffee.")
    stake: Text | None = Field(None, description="What it stands to lose itself.")
    spoken: OwnWordsSchema | None = Field(None, description="Goal, obstacle and stake as it says them to the other.")
    circumstances: CircumstancesSchema | None = Field(
        None, description="What is seen of it where something weighs on the simulated partner."
    )
    personas: Annotated[list[Persona], Field(min_length=1, max_length=4)] = Field(
        default=["balanced"], description="How it chooses when the machine plays it; one is drawn."
    )
    reasons: ReasonsSchema | None = Field(
        None, description="What it says, in character, when a term of its choice weighs most."
    )

    @model_validator(mode="after")
    def _check_goal_or_goals(self) -> "ChairPersonSchema":
        if bool(self.goal) == bool(self.goals):
            raise PydanticCustomError("goal_or_goals", "a chair has either 'goal' with 'cares', or 'goals'")
        if self.goals and self.cares:
            raise PydanticCustomError("goal_or_goals", "where there are 'goals', each has its own 'cares'")
        return self


class CastSchema(BaseModel):
    """The people: the two chairs and everybody else, by id."""

    model_config = ConfigDict(
        extra="allow", strict=True, frozen=True, json_schema_extra={"propertyNames": {"pattern": ID_PATTERN}}
    )
    __pydantic_extra__: dict[str, PersonSchema]

    ceo: ChairPersonSchema = Field(description="The chief executive.")
    cto: ChairPersonSchema = Field(description="The chief technology officer.")

    def list_people(self) -> Iterator[tuple[str, PersonSchema]]:
        """Everybody by id, the chairs first."""
        yield "ceo", self.ceo
        yield "cto", self.cto
        yield from (self.__pydantic_extra__ or {}).items()


class SurfacesSchema(StrictSchema):
    """How a kept fact comes out."""

    after: Annotated[int, Field(ge=1, le=10)] = Field(description="So many scenes after its holder could first say it.")
    by: Id = Field(description="The person of the cast through whom it comes out.")
    text: Text = Field(description="How it comes out, as everybody reads it.")
    effects: Effects = Field(default={}, description="Points by stock that it costs.")


class FactSchema(StrictSchema):
    """A piece of knowledge held by one chair."""

    held: Chair = Field(description="The chair that knows it.")
    label: ShortText = Field(description="Two to four words, for lists and the debrief.")
    text: Text = Field(description='What is known, told to its holder ("you").')
    told: Text = Field(description='The same as everybody hears it once it is said: with names, never "you".')
    spoken: Spoken | None = Field(
        None, description="The same as its holder says it, in the first person and in quotes; or by listener."
    )
    heard: list[VariantSchema] = Field(
        default=[],
        max_length=12,
        description="What the simulated partner answers when it is said: the first that holds before it was said.",
    )
    weight: Annotated[int, Field(ge=1, le=12)] = Field(
        description="How much of the other's gap it is: 4 small, 6 normal, 8 central."
    )
    cost: Cost = Field(description="What saying it costs: nothing, face, or a confidence.")
    price: dict[Stock, Points] = Field(default={}, description="Points by stock that breaking the confidence costs.")
    since: Id | None = Field(None, description="The scene as which opens the holder learns it; by default the first.")
    when: Condition | None = Field(
        None, description="The fact exists only where this holds, read once as `since` opens."
    )
    surfaces: SurfacesSchema | None = Field(
        None, description="How it comes out where it is kept; without this it never does."
    )


class PromiseSchema(StrictSchema):
    """A promise that an option makes."""

    id: Id = Field(description="Its id, read as `kept.<id>` and `broken.<id>`.")
    by: Chair = Field(description="The chair that gives its word.")
    text: Text = Field(description="What is promised, as both chairs read it.")
    spoken: Text | None = Field(None, description="The promise as it is given, in the first person and in quotes.")
    due: Scenes = Field(description="How many scenes later it falls due.")
    kept: Condition = Field(description="Read when it falls due: the promise is kept where this holds, else broken.")


class BranchSchema(StrictSchema):
    """A way that play may go."""

    when: Condition | None = Field(None, description="The way is taken only where this condition holds.")
    to: Id = Field(description="A scene's id, or `end`.")


Then = Annotated[
    Annotated[Id, Tag("scene")] | Annotated[list[BranchSchema], Field(min_length=1, max_length=12), Tag("branches")],
    discriminate_by_type(str="scene", list="branches"),
]


class WhysSchema(StrictSchema):
    """Why each chair would pick an option, in its own words."""

    ceo: Text | None = Field(None, description="The CEO's words.")
    cto: Text | None = Field(None, description="The CTO's words.")


class OptionSchema(StrictSchema):
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
    later: list[LaterSchema] = Field(default=[], max_length=6, description="Effects that land in a later scene.")
    set: list[Id] = Field(default=[], max_length=8, description="Flags that are raised, read as `flag.<name>`.")
    promise: PromiseSchema | None = Field(None, description="A promise that this option makes.")
    relies_on: Id | None = Field(
        None, description="A strength of either chair: carried out better where it has been named before."
    )
    renegotiates: Id | None = Field(None, description="The promise that this option talks over before it falls due.")
    objection: Text | None = Field(
        None, description="The best objection, as the other chair would voice it when both agree."
    )
    why: WhysSchema | None = Field(
        None, description="What the simulated partner says of this pick when its own goal weighs most, by chair."
    )
    result: Variants = Field(description="What happens: a text, or variants of which the first that holds is shown.")
    private: PrivateLinesSchema | None = Field(
        None, description="A line that only one chair gets, before its next private view."
    )
    then: Then | None = Field(
        None, description="The scene that follows, `end`, or branches; by default the scene's own `then`."
    )
    trap: bool = Field(False, description="A teaching trap: a plain lie or a dominated option. At most one a scenario.")


class DecisionSchema(StrictSchema):
    """What a scene asks."""

    by: Literal["both", "ceo", "cto"] = Field(description="Who is asked: both chairs, or one alone.")
    owner: Chair | None = Field(None, description="Who decides when the chairs differ; needed where both are asked.")
    ask: Text = Field(description="The question, in one line.")
    board: Id | None = Field(
        None, description="The option that the board would choose; makes `escalate` possible while it is on offer."
    )
    options: list[OptionSchema] = Field(
        min_length=2, max_length=8, description="Two to four options, and syntheses beside them."
    )


Say = Annotated[
    Annotated[Literal[True], Tag("all")] | Annotated[list[Id], Field(min_length=1, max_length=40), Tag("facts")],
    discriminate_by_type(bool="all", list="facts"),
]


class SceneSchema(StrictSchema):
    """One situation with at most one decision."""

    id: Id = Field(description="Its id, unique among the scenes; never `end`.")
    at: ShortText | None = Field(None, description='A short label of time in the header, in quotes: "09:07".')
    weeks: int = Field(1, ge=0, le=13, description="How many weeks pass at the end of the scene.")
    coffee: Literal[True] | None = Field(
        None, description="There is time for one coffee just before this scene; twice a crisis."
    )
    text: Text = Field(description="The situation, as both chairs read it.")
    also: list[AlsoSchema] = Field(
        default=[], max_length=12, description="Paragraphs that are added where a condition holds."
    )
    private: PrivateLinesSchema | None = Field(None, description="What only one chair sees in this scene.")
    say: Say | None = Field(None, description="Opens facts to be said or kept: `true` for all, or a list of facts.")
    decide: DecisionSchema | None = Field(None, description="The decision; a scene without one is only read.")
    then: Then | None = Field(
        None, description="The scene that follows, `end`, or branches; by default the next in the file."
    )
