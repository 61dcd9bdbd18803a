"""The building blocks of the format: ids, texts, known words, effects and moves.

A field that can be written in two ways is told apart by the type of its value (`discriminate_by_type`).
"""

from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

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
    "second_guess", "delegate", "contribute", "clarify", "override", "bridge", "insist", "defend",
]  # fmt: skip
Strength = Literal["half", "double"]
Persona = Literal["balanced", "guarded", "warm", "driven"]

NOTE: Final = "x-note"
"""What an editor tells of every field of a kind, below what it tells of the field."""

Text = Annotated[
    str,
    Field(
        min_length=1, max_length=20_000,
        json_schema_extra={NOTE: "A text: `{ceo}` or `{lan}` is that person's name, `**strong**`, `*emphasis*`."},
    ),
]  # fmt: skip
ShortText = Annotated[str, Field(min_length=1, max_length=200)]
Id = Annotated[str, Field(pattern=ID_PATTERN)]
Condition = Annotated[
    str,
    Field(
        min_length=1, max_length=400,
        json_schema_extra={
            NOTE: "A condition: `cto.trust >= 40 and not flag.promised`, `said.a_fact or chose.a_scene.an_option`."
        },
    ),
]  # fmt: skip
Points = Annotated[int, Field(ge=-100_000, le=100_000)]
Care = Annotated[float, Field(ge=-2, le=2)]
Scenes = Annotated[int, Field(ge=1, le=30)]


def discriminate_by_type(**tags: str) -> Discriminator:
    """Tell two ways of writing a field apart by the type of its value; anything else gets one plain message."""

    def pick(value: Any) -> str | None:
        found = "bool" if isinstance(value, bool) else type(value).__name__
        return tags.get(found) or (tags.get("dict") if isinstance(value, BaseModel) else None)

    expected = " or ".join(_WORDS[kind] for kind in tags)
    return Discriminator(pick, custom_error_type="kind", custom_error_message=f"this should be {expected}")


_WORDS: Final = {
    "str": "a text", "dict": "a group of fields", "list": "a list", "int": "a whole number", "bool": "true",
}  # fmt: skip


class StrictSchema(BaseModel):
    """A group of fields: strict about types, refusing what it does not know."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, protected_namespaces=())


class VariantSchema(StrictSchema):
    """A text for a condition."""

    when: Condition | None = Field(None, description="The text counts only where this condition holds.")
    text: Text = Field(description="The text that shows where the condition holds.")


Variants = Annotated[
    Annotated[Text, Tag("text")] | Annotated[list[VariantSchema], Field(min_length=1, max_length=12), Tag("variants")],
    discriminate_by_type(str="text", list="variants"),
]


class AlsoSchema(StrictSchema):
    """A paragraph that is added where a condition holds."""

    when: Condition = Field(description="The paragraph shows only where this condition holds as the scene opens.")
    text: Text = Field(description="The paragraph.")


class PrivateLinesSchema(StrictSchema):
    """What only one chair reads."""

    ceo: Variants | None = Field(
        None, description="Only the CEO reads this: a text, or variants of which all that hold show."
    )
    cto: Variants | None = Field(
        None, description="Only the CTO reads this: a text, or variants of which all that hold show."
    )


class KnownSchema(StrictSchema):
    """Points that come about only where a fact is true, or a condition holds."""

    points: Points = Field(description="Points on the stock, on the screen's scale; never 0.")
    because: Id | None = Field(
        None,
        description="The fact that causes it: it comes about only where that fact is true, and only those foresee it "
        "who know the fact.",
    )
    when: Condition | None = Field(
        None,
        description="It comes about only where this holds as it is applied: after the option's moves, or on landing.",
    )

    @model_validator(mode="after")
    def _check_cause_or_condition(self) -> "KnownSchema":
        if self.because is None and self.when is None:
            raise PydanticCustomError("cause_or_condition", "points in braces need 'because' or 'when', or both")
        return self


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
    defend: Strength | None = Field(None, description="Stand up for the other before a third person.")

    @model_validator(mode="after")
    def _check_one_move(self) -> "MoveWithSchema":
        if len(self.model_fields_set) != 1:
            raise PydanticCustomError("one_move", "one move a line: a list of moves has a '-' before each")
        return self


Move = Annotated[
    Annotated[MoveName, Tag("move")] | Annotated[MoveWithSchema, Tag("move_with")],
    discriminate_by_type(str="move", dict="move_with"),
]
