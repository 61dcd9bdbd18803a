"""Scenes, decisions and options."""

from typing import Annotated, Literal

from pydantic import Field, Tag

from game.content.schema.effects import Effects, LaterSchema, Move
from game.content.schema.words import (
    AlsoSchema,
    Condition,
    Id,
    PrivateLinesSchema,
    Scenes,
    ShortText,
    StrictSchema,
    Text,
    Variants,
    discriminate_by_type,
)
from game.engine.scenario import Tone
from game.engine.stocks import Chair


class PromiseSchema(StrictSchema):
    """A promise that an option makes."""

    id: Id = Field(description="Its id, read as `kept.<id>` and `broken.<id>`.")
    by: Chair = Field(description="The chair that gives its word.")
    text: Text = Field(description="What is promised, as both chairs read it.")
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
