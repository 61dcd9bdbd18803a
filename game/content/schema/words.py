"""What the fields of the format are made of: ids, texts, the known words, and fields with two ways of writing."""

from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag

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
