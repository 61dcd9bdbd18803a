"""Who people are, whatever happens to them: names, voices, strengths, portraits, and how they address each other.

They stand under `people` in a crisis, or once for a whole pack in `people.yaml` beside its folders.
"""

import re
from typing import Annotated, Final, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from game.content.schema.fields import LANGUAGE_PATTERN, Id, ShortText, StrictSchema, Text

PORTRAIT_SIZE: Final = 12
"""The rows of a face, and the letters of each; two rows make one row of cells."""
_LETTERS: Final = frozenset(".hksdbemgltwcv")
PAIR_PATTERN: Final = "^[a-z][a-z0-9_]*>[a-z][a-z0-9_]*$"
"""Who speaks to whom, by id."""
_COLOUR: Final = "^#[0-9a-f]{6}$"

Colour = Annotated[str, Field(pattern=_COLOUR)]
ColourPair = Annotated[list[Colour], Field(min_length=2, max_length=2)]
Word = Annotated[str, Field(min_length=1, max_length=40)]
LanguageCode = Annotated[str, Field(pattern=LANGUAGE_PATTERN)]
Mood = Literal["warm", "tense"]
Strengths = Annotated[dict[Id, ShortText], Field(max_length=2)]


class MannerSchema(StrictSchema):
    """How a person is."""

    wants: Text | None = Field(None, description="What the person wants.")
    fears: Text | None = Field(None, description="What the person fears.")
    never_says: Text | None = Field(None, description="What the person never says.")


class PortraitSchema(StrictSchema):
    """A face in letters, two rows to a row of cells."""

    cloth: ColourPair = Field(description="The colours of `c` and `v`: cloth, and cloth in shade.")
    skin: ColourPair = Field(description="The colours of `s` and `d`: skin, and skin in shade.")
    face: str = Field(
        max_length=400,
        description="Twelve rows of twelve letters: `.` tile, `h` `k` hair, `s` `d` skin, `b` brow, `e` eye, "
        "`m` mouth, `g` glasses, `l` lens, `t` jewel, `w` collar, `c` `v` cloth.",
    )
    moods: dict[Mood, dict[str, str]] = Field(
        default={}, description="Rows that change where the person is warm or tense, by number from 0."
    )

    @model_validator(mode="after")
    def _check_rows(self) -> "PortraitSchema":
        rows = self.face.strip().splitlines()
        if len(rows) != PORTRAIT_SIZE:
            raise PydanticCustomError("portrait", "a face has 12 rows")
        changed = [(number, row) for mood in self.moods.values() for number, row in mood.items()]
        if any(not re.fullmatch(r"\d|1[01]", number) for number, _ in changed):
            raise PydanticCustomError("portrait", "a mood changes rows by number, from 0 to 11")
        for row in (*rows, *(row for _, row in changed)):
            if len(row) != PORTRAIT_SIZE or not _LETTERS.issuperset(row):
                raise PydanticCustomError(
                    "portrait", "each row of a face has 12 of the letters . h k s d b e m g l t w c v"
                )
        return self


class ProfileSchema(StrictSchema):
    """Who somebody is, in every crisis."""

    name: ShortText = Field(description="The name that `{id}` stands for in texts.")
    role: ShortText | None = Field(None, description="What the person does, in two or three words.")
    voice: MannerSchema | None = Field(None, description="What the person wants, fears and never says.")
    strengths: Strengths = Field(
        default={},
        description="One or two strengths by id, in a few words, which the other chair may name and rely on.",
    )
    portrait: PortraitSchema | None = Field(None, description="The face, where there is room for one.")


class AddressSchema(StrictSchema):
    """How people address each other in one language."""

    order: list[Id] = Field(max_length=60, description="Everybody by id, the senior first: age goes before rank.")
    kin: dict[Id, Word] = Field(
        default={}, description="What each calls themselves to a junior, and juniors call them."
    )
    told: dict[Id, Word] = Field(default={}, description="The narrator's pronoun for each.")
    title: list[Id] = Field(default=[], max_length=60, description="Who is never named without a title.")
    bare: list[Id] = Field(default=[], max_length=60, description="Who leaves pronouns out on purpose.")
    pairs: dict[Annotated[str, Field(pattern=PAIR_PATTERN)], Word] = Field(
        default={}, description="Exceptions: what `speaker>listener` calls the listener."
    )


Addresses = dict[LanguageCode, AddressSchema]
Profiles = Annotated[dict[Id, ProfileSchema], Field(max_length=60)]


class PeopleFileSchema(StrictSchema):
    """The people of a pack, in `people.yaml` beside its folders."""

    tandem: Literal[2] = Field(description="The version of this format: 2.")
    language: LanguageCode = Field(description="The language of this file: en, vi, ...")
    people: Profiles = Field(description="Everybody by id; a crisis takes them from here by `person`.")
    address: Addresses = Field(default={}, description="How they address each other, by language.")
