"""The cast, and what each chair alone knows."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from game.content.schema.effects import Effects
from game.content.schema.words import (
    ID_PATTERN,
    Care,
    Condition,
    Id,
    Persona,
    Points,
    ShortText,
    Stock,
    StrictSchema,
    Text,
)
from game.engine.scenario import Cost
from game.engine.stocks import Chair


class MannerSchema(StrictSchema):
    """How a person is."""

    wants: Text | None = Field(None, description="What the person wants.")
    fears: Text | None = Field(None, description="What the person fears.")
    never_says: Text | None = Field(None, description="What the person never says.")


class PersonSchema(StrictSchema):
    """Somebody of the cast."""

    name: ShortText = Field(description="The name that `{id}` stands for in texts.")
    role: ShortText | None = Field(None, description="What the person does, in two or three words.")
    voice: MannerSchema | None = Field(None, description="What the person wants, fears and never says.")


class GoalOfSchema(StrictSchema):
    """One of several goals that may be drawn."""

    text: Text = Field(description="What the chair wants in this crisis.")
    cares: dict[Stock, Care] = Field(description="How much it cares for each stock, -2 to 2.")


ReasonTexts = Annotated[list[Text], Field(min_length=1, max_length=6)]


class ReasonsSchema(StrictSchema):
    """What a partner says when a term of its choice weighs most."""

    goal: ReasonTexts | None = Field(None, description="Said when its own goal weighs most.")
    treated: ReasonTexts | None = Field(None, description="Said when how it was treated weighs most.")
    open: ReasonTexts | None = Field(None, description="Said when daring to be open, or not, weighs most.")
    risk: ReasonTexts | None = Field(None, description="Said when the risk of exposing itself weighs most.")
    manners: ReasonTexts | None = Field(None, description="Said when manners weigh most.")
    habit: ReasonTexts | None = Field(None, description="Said when habit weighs most.")
    mood: ReasonTexts | None = Field(None, description="Said when mood weighs most.")


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
