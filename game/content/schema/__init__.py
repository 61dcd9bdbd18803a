"""The scenario file format, version 2, as pydantic types; the JSON Schema for editors is generated from them.

Only shapes are declared here: which fields exist, of what type, within what range. `checks/` looks at what refers to
what. Where a field can be written in two ways, a discriminator picks one before validation, so that one mistake gives
one message. `list_known_fields` and `list_all_fields` walk the types for messages and documentation.
"""

from collections.abc import Iterator
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, Field

from game.content.schema.editor import adapt_for_editors
from game.content.schema.fields import (
    LANGUAGE_PATTERN,
    SCENARIO_ID_PATTERN,
    Amount,
    BlameOnSchema,
    CompanyStock,
    Condition,
    DyadStock,
    Effects,
    Id,
    KnownSchema,
    LaterSchema,
    Move,
    Points,
    Principle,
    PrivateLinesSchema,
    ShortText,
    Stock,
    StrictSchema,
    Text,
    Variants,
)
from game.content.schema.people import (
    Addresses,
    AddressSchema,
    LanguageCode,
    PeopleFileSchema,
    PortraitSchema,
    Profiles,
    ProfileSchema,
)
from game.content.schema.story import (
    CastSchema,
    ChairPersonSchema,
    DecisionSchema,
    FactSchema,
    OptionSchema,
    PersonSchema,
    PromiseSchema,
    Say,
    SceneSchema,
    SurfacesSchema,
    Then,
    WhysSchema,
)
from game.content.yaml.positions import Path
from game.engine.scenario import QuestionKind, Tier

__all__ = [
    "AddressSchema",
    "Amount",
    "BlameOnSchema",
    "ChairPersonSchema",
    "CompanyStock",
    "CurrencySchema",
    "DebriefSchema",
    "DecisionSchema",
    "DyadStock",
    "EarlyEndSchema",
    "EchoSchema",
    "Effects",
    "EndingSchema",
    "FactSchema",
    "KnownSchema",
    "LaterSchema",
    "MinutesSchema",
    "Move",
    "OptionSchema",
    "PeopleFileSchema",
    "PersonSchema",
    "PortraitSchema",
    "Principle",
    "PrivateLinesSchema",
    "ProfileSchema",
    "PromiseSchema",
    "QuestionSchema",
    "Say",
    "ScenarioSchema",
    "SceneSchema",
    "Stock",
    "SurfacesSchema",
    "Then",
    "Variants",
    "VoiceSchema",
    "WhysSchema",
    "build_json_schema",
]


ScenarioId = Annotated[str, Field(pattern=SCENARIO_ID_PATTERN, max_length=48)]


class MinutesSchema(StrictSchema):
    """How long it takes."""

    solo: Annotated[int, Field(ge=1, le=240)] = Field(description="Minutes for one player.")
    pair: Annotated[int, Field(ge=1, le=240)] = Field(description="Minutes for two.")


class EchoSchema(StrictSchema):
    """A line that lets the relationship be heard, once."""

    when: Condition | None = Field(None, description="The line may be heard only where this holds.")
    who: Id = Field(description="The person of the cast who says it.")
    text: Text = Field(description="The line, in quotation marks where it is spoken.")
    scene: Id | None = Field(None, description="The only scene in which it may be heard.")


class VoiceSchema(StrictSchema):
    """What a person says in the year after."""

    quarter: Annotated[int, Field(ge=1, le=4)] = Field(description="The quarter of the year after.")
    who: Id = Field(description="The person of the cast who speaks.")
    when: Condition | None = Field(
        None, description="Stocks mean their value at that quarter's end; the first voice that holds speaks."
    )
    text: Text = Field(description="What is said.")


class EndingSchema(StrictSchema):
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


class CurrencySchema(StrictSchema):
    """How money is shown."""

    unit: dict[LanguageCode, ShortText] = Field(min_length=1, description="The unit by language, as in `bn ₫`.")
    per_point: Annotated[float, Field(gt=0, le=1_000_000)] = Field(
        description="How many of the unit a thousand dollars are."
    )
    decimals: Annotated[int, Field(ge=0, le=3)] = Field(0, description="How many decimals are shown.")


class EarlyEndSchema(StrictSchema):
    """A way in which play ends at once."""

    when: Condition = Field(description="Play ends where this holds, read after effects have landed and after weeks.")
    ending: Id = Field(description="The ending that play ends in, whatever its own condition.")


class QuestionSchema(StrictSchema):
    """A question of the debrief."""

    kind: QuestionKind = Field(description="What it asks about: facts, frame, counterfactual or transfer.")
    text: Text = Field(description="The question.")


class DebriefSchema(StrictSchema):
    """What is asked when it is over."""

    questions: list[QuestionSchema] = Field(
        default=[], max_length=12, description="The questions, at least one of each kind."
    )


class ScenarioSchema(StrictSchema):
    """A crisis for two chairs, CEO and CTO."""

    tandem: Literal[2] = Field(description="The version of this format: 2.")
    id: ScenarioId = Field(description="Its id, the name of its folder.")
    language: Annotated[str, Field(pattern=LANGUAGE_PATTERN)] = Field(
        description="The language of this file: en, vi, ..."
    )
    title: ShortText = Field(description="Its title, as the shelf shows it.")
    premise: Text = Field(description="One or two sentences on the shelf.")
    objectives: list[Text] = Field(
        min_length=1, max_length=6, description="Two to four lines: what is practised, as behaviours."
    )
    minutes: MinutesSchema = Field(description="How long it takes to play.")
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
    after: list[ScenarioId] = Field(
        default=[],
        max_length=12,
        description="The crises to be played before it, which lock it until then; stands above `cast`.",
    )
    currency: CurrencySchema | None = Field(
        None, description="How money is shown; the figures of `cash` stay thousands of dollars."
    )
    people: Profiles = Field(
        default={}, description="Who people are, by id; a crisis without it takes those of the pack's `people.yaml`."
    )
    address: Addresses = Field(
        default={}, description="How people address each other, by language, instead of the pack's."
    )
    cast: CastSchema = Field(description="The people, by id; `ceo` and `cto` are the two chairs.")
    company: dict[CompanyStock, Points] = Field(
        default={}, description="Where the company differs from the neutral one."
    )
    dyad: dict[DyadStock, Points] = Field(default={}, description="Where the two chairs differ from the neutral ones.")
    glossary: dict[ShortText, Text] = Field(default={}, max_length=40, description="Terms, and what they mean.")
    let: dict[Id, Condition] = Field(
        default={}, max_length=40, description="Conditions by name, read as `let.<name>`; not inside another one."
    )
    facts: dict[Id, FactSchema] = Field(default={}, max_length=40, description="What only one chair knows, by id.")
    scenes: list[SceneSchema] = Field(
        min_length=1, max_length=60, description="The scenes, in the order in which they are played."
    )
    echoes: list[EchoSchema] = Field(
        default=[], max_length=60, description="Lines of named people, each heard once, at most one a scene."
    )
    voices: list[VoiceSchema] = Field(
        default=[], max_length=40, description="What is said in the four quarters of the year after."
    )
    endings: list[EndingSchema] = Field(
        min_length=1, max_length=20, description="How it may end; the first that holds."
    )
    ends: list[EarlyEndSchema] = Field(
        default=[],
        max_length=8,
        description="What ends play before its time, and in which ending; the first that holds.",
    )
    debrief: DebriefSchema | None = Field(None, description="What is asked when it is over.")


def _without_suffix(part: Any) -> Any:
    """Return a part of a schema with `SceneSchema` called `Scene`, as authors and their editors know it."""
    if isinstance(part, list):
        return [_without_suffix(item) for item in part]
    if not isinstance(part, dict):
        return part
    short = {
        key: value.removesuffix("Schema") if key == "$ref" else _without_suffix(value) for key, value in part.items()
    }
    if "$defs" in short:
        short["$defs"] = {name.removesuffix("Schema"): value for name, value in short["$defs"].items()}
    return short


def build_json_schema() -> dict[str, Any]:
    """Return the JSON Schema of the format, for editors: a field may be left out, but never be empty."""
    return _build_json_schema(ScenarioSchema)


def build_people_json_schema() -> dict[str, Any]:
    """Return the JSON Schema of `people.yaml`, for editors."""
    return _build_json_schema(PeopleFileSchema)


def _build_json_schema(root: type[BaseModel]) -> dict[str, Any]:
    schema = adapt_for_editors(_without_suffix(root.model_json_schema()))
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def list_known_fields(value: Any, path: Path) -> list[str]:
    """Return the names of the fields that may stand in the group at a path of a document's root value."""
    types: list[Any] = [ScenarioSchema]
    for part in path:
        value = value[part]
        types = [inner for kind in types for inner in _list_inner_types(kind, part)]
    return [name for kind in types for name in _list_field_names(kind)]


def list_all_fields() -> Iterator[tuple[str, str, str]]:
    """Yield the group, the name and the description of every field of the format, groups in order of appearance."""
    seen: dict[type[BaseModel], None] = {ScenarioSchema: None}
    queue = [ScenarioSchema]
    while queue:
        group: type[BaseModel] = queue.pop(0)
        for name, info in group.model_fields.items():
            yield group.__name__.removesuffix("Schema"), name, info.description or ""
            for inner in _list_groups(info.annotation):
                if inner not in seen:
                    seen[inner] = None
                    queue.append(inner)  # type: ignore[arg-type]


def _list_groups(kind: Any) -> Iterator[type[BaseModel]]:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield kind
        if extra := kind.__annotations__.get("__pydantic_extra__"):
            yield from _list_groups(extra)
        return
    if get_origin(kind) is not Literal:
        for inner in get_args(kind):
            yield from _list_groups(inner)


def _list_inner_types(kind: Any, part: str | int) -> Iterator[Any]:
    """Yield the types that the value under a key or index may have."""
    for plain in _list_alternatives(kind):
        arguments = get_args(plain)
        if isinstance(part, int):
            if get_origin(plain) is list:
                yield arguments[0]
        elif get_origin(plain) is dict:
            yield arguments[1]
        elif isinstance(plain, type) and issubclass(plain, BaseModel):
            if info := plain.model_fields.get(part):
                yield info.annotation
            elif extra := plain.__annotations__.get("__pydantic_extra__"):
                yield get_args(extra)[1]


def _list_alternatives(kind: Any) -> Iterator[Any]:
    origin = get_origin(kind)
    if origin is Annotated:
        yield from _list_alternatives(get_args(kind)[0])
    elif origin in {Union, UnionType}:
        for inner in get_args(kind):
            yield from _list_alternatives(inner)
    else:
        yield kind


def _list_field_names(kind: Any) -> list[str]:
    for plain in _list_alternatives(kind):
        if isinstance(plain, type) and issubclass(plain, BaseModel):
            return list(plain.model_fields)
    return []
