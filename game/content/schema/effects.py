"""What a decision does: points on stocks, now or later, and moves between the chairs."""

from typing import Annotated, Any

from pydantic import ConfigDict, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from game.content.schema.words import (
    Condition,
    Id,
    MoveName,
    Points,
    Scenes,
    Stock,
    Strength,
    StrictSchema,
    Text,
    discriminate_by_type,
)


class KnownSchema(StrictSchema):
    """Points that only those foresee who know a fact."""

    points: Points = Field(description="Points on the stock, on the screen's scale; never 0.")
    because: Id = Field(
        description="The fact that explains the effect: a chair that does not know it does not foresee it."
    )


Portion = Annotated[
    Annotated[Points, Tag("points")] | Annotated[KnownSchema, Tag("known")],
    discriminate_by_type(int="points", dict="known"),
]
Amount = Annotated[
    Annotated[Points, Tag("points")]
    | Annotated[KnownSchema, Tag("known")]
    | Annotated[list[Portion], Field(min_length=1, max_length=6), Tag("several")],
    discriminate_by_type(int="points", dict="known", list="several"),
]
Effects = dict[Stock, Amount]


class LaterSchema(StrictSchema):
    """Effects that land some scenes later."""

    after: Scenes = Field(description="How many scenes later on the path it lands (1 is the next scene).")
    cue: Text | None = Field(None, description="What can be seen now; needed where the effect does harm.")
    when: Condition | None = Field(None, description="Read on landing: where it does not hold, nothing lands.")
    text: Text = Field(description="How it lands, as everybody reads it.")
    effects: Effects = Field(description="Points by stock, as in an option's `effects`.", min_length=1)


class BlameOnSchema(StrictSchema):
    """Who is blamed, where it is not the other chair."""

    on: Id = Field(description="The person of the cast who is blamed.")


Blame = Annotated[
    Annotated[Strength, Tag("strength")] | Annotated[BlameOnSchema, Tag("person")],
    discriminate_by_type(str="strength", dict="person"),
]


def _adapt_move_schema(schema: dict[str, Any]) -> None:
    """One field a group; none is proposed, for the server would complete `share: share`: it offers the moves alone."""
    schema.update(minProperties=1, maxProperties=1)
    for told in schema["properties"].values():
        told["doNotSuggest"] = True
    schema["defaultSnippets"] = [
        {"label": "share: a fact", "bodyText": "{share: $1}", "description": "Tell the other a fact as this is done."},
        {"label": "blame: a person", "bodyText": "{blame: {on: $1}}", "description": "Blame somebody of the cast."},
    ]


class MoveWithSchema(StrictSchema):
    """One move with its strength, the person blamed or the fact shared."""

    model_config = ConfigDict(json_schema_extra=_adapt_move_schema)

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
    def _check_one_move(self) -> "MoveWithSchema":
        if len(self.model_fields_set) != 1:
            raise PydanticCustomError("one_move", "one move a line: a list of moves has a '-' before each")
        return self


Move = Annotated[
    Annotated[MoveName, Tag("move")] | Annotated[MoveWithSchema, Tag("move_with")],
    discriminate_by_type(str="move", dict="move_with"),
]
