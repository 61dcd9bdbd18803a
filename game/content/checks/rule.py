"""`Rule` describes one check; `Subject` is the scenario being checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path as FilePath
from typing import Final, Literal

from game.content.diagnostic import Diagnostic, Place, RelatedPlace, Severity
from game.content.outline import Outline, Wording, build_outline, list_wordings
from game.content.schema import ScenarioSchema
from game.content.translations import Catalogue
from game.content.yaml.positions import Document
from game.engine.conditions import ParsedCondition

Level = Literal["load", "draft", "play", "publish"]

_MOST_COMPARED: Final = 500
_LONGEST: Final = 100
_NEAR: Final = 0.6
_SURE: Final = 0.75
"""Similarity from which a name is treated as the intended one for the rest of the checks."""
LEVELS: Final[tuple[Level, ...]] = ("load", "draft", "play", "publish")
"""Levels of strictness, each including the ones before it."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule for authors.

    `level` is the strictness from which it is asked: `load` without which nothing can be played, `draft` structure
    and knowledge, `play` texts, `publish` languages and what makes a good crisis.
    `reason` is the line below a message; `why` and the examples form its page. `wrong` and `right` are fields to set
    at the path `at` of a sound scenario (ids count as keys in lists); an empty `at` is the top of the file.
    """

    code: str
    title: str
    reason: str
    why: str
    wrong: str
    right: str
    at: str = ""
    severity: Severity = "error"
    level: Level = "load"
    whole: bool = False
    """The examples are whole files, for mistakes outside of any field."""
    translation: bool = False
    """The examples are lines of an entry of a translation file; `at` is the text's path."""
    grows: bool = False
    """A violation may resolve itself as more of the crisis is written; a draft shows it as unfinished."""
    laid_out: bool = False
    """It needs the pages of the crisis laid out (a `Measure`)."""
    proven: bool = False
    """It needs all plays of the crisis followed (a `Prove`)."""
    illustrated: bool = True
    """False if the examples are described in words, since no text could show them."""


@dataclass
class Subject:
    """A scenario being checked, with everything known about it, valid or not."""

    path: FilePath
    document: Document
    model: ScenarioSchema | None = None
    guards: Mapping[str, ParsedCondition] = field(default_factory=dict)
    catalogues: Mapping[str, Catalogue] = field(default_factory=dict)
    unresolved: set[str] = field(default_factory=set)
    """Names of fields with an unknown name in them; checks that depend on those are skipped."""
    suggestions: set[str] = field(default_factory=set)
    """Suggested names for unknown ones in conditions; they count as read."""

    lent_texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By language and path, the texts of the `people` it borrows from its pack, which are not its own."""

    @cached_property
    def outline(self) -> Outline:
        """What the file declares, refers to and tests."""
        return build_outline(self.document.value)

    def refresh_outline(self) -> None:
        """Discard the outline and the texts, after values were replaced by the intended ones."""
        self.__dict__.pop("outline", None)
        self.__dict__.pop("wordings", None)

    @cached_property
    def wordings(self) -> tuple[Wording, ...]:
        """Its texts in story order."""
        found = list_wordings(self.document.value)
        return tuple(one for one in found if not (self.lent_texts and one.at[0] == "people"))

    def list_names(self, table: Mapping[str, str]) -> dict[str, str]:
        """Return what the cast is called in a table of texts, by id; who has no name there is called by its id."""
        return {
            person.id: table.get(f"cast.{person.id}.name")
            or table.get(f"people.{person.raw.get('person')}.name")
            or person.id
            for person in self.outline.people
        }


def build_diagnostic(
    code: str,
    place: Place,
    message: str,
    hint: str = "",
    *,
    nearest: str = "",
    related: tuple[RelatedPlace, ...] = (),
) -> Diagnostic:
    """Return a problem; its severity and reason are the rule's, set when all are gathered."""
    return Diagnostic(place, code, "error", message, hint, nearest=nearest, related=related)


def find_intended_name(name: str, known: Mapping[str, object] | list[str] | tuple[str, ...]) -> str:
    """Return the known name that was almost certainly meant, or ''."""
    return _find_closest_name(name, known, _SURE)


def find_nearest_name(name: str, known: Mapping[str, object] | list[str] | tuple[str, ...]) -> str:
    """Return the known name that was possibly meant, or ''."""
    return _find_closest_name(name, known, _NEAR)


def _find_closest_name(name: str, known: Mapping[str, object] | list[str] | tuple[str, ...], cutoff: float) -> str:
    """Of equally close names prefer one with the same letters, since transpositions are common."""
    names = list(known)[:_MOST_COMPARED]
    matches = get_close_matches(name[:_LONGEST], names, n=3, cutoff=cutoff)
    return next((one for one in matches if sorted(one) == sorted(name)), matches[0] if matches else "")
