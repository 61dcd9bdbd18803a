"""What a rule is, and what the rules look at."""

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
"""How alike two names are of which one is taken for the other, to look at the rest as if it were mended."""
LEVELS: Final[tuple[Level, ...]] = ("load", "draft", "play", "publish")
"""What is asked of a crisis, from what it cannot be played without to what it is published with."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule for authors.

    `level` is the strictness from which it is asked: `load` without which nothing can be played, `draft` structure
    and knowledge, `play` texts, `publish` languages and what makes a good crisis.
    `reason` is the line below a message; `why` and the examples make its page. `wrong` and `right` are fields set
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
    """The examples are whole files, for what is wrong before there are fields."""
    translation: bool = False
    """The examples are lines of an entry of a translation file; `at` is the text's path."""
    grows: bool = False
    """What breaks it may be in order once more of the crisis is written; a draft is told so."""
    laid_out: bool = False
    """It is found only where the pages of the crisis are laid out."""
    proven: bool = False
    """It is found only where all plays of the crisis are followed."""
    told: bool = False
    """The examples are told in words, since no text could show them."""

    @property
    def beyond(self) -> bool:
        """Whether it is found only by parts of the game that content knows nothing of."""
        return self.laid_out or self.proven


@dataclass
class Subject:
    """A scenario under examination: everything that is known of it, right or wrong."""

    path: FilePath
    document: Document
    model: ScenarioSchema | None = None
    guards: Mapping[str, ParsedCondition] = field(default_factory=dict)
    catalogues: Mapping[str, Catalogue] = field(default_factory=dict)
    lost: set[str] = field(default_factory=set)
    """Fields in which an unknown name stands: what rests on it cannot be judged."""
    meant: set[str] = field(default_factory=set)
    """Names that a condition reads if it is read as it was perhaps meant."""

    @cached_property
    def outline(self) -> Outline:
        """What the file declares, refers to and asks."""
        return build_outline(self.document.value)

    def refresh_outline(self) -> None:
        """Take the outline anew, after values were taken for what was meant."""
        self.__dict__.pop("outline", None)

    @cached_property
    def wordings(self) -> tuple[Wording, ...]:
        """Its texts in story order."""
        return tuple(list_wordings(self.document.value))


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
    """Return the known name that was meant for all one can tell, or ''."""
    return _find_closest_name(name, known, _SURE)


def find_nearest_name(name: str, known: Mapping[str, object] | list[str] | tuple[str, ...]) -> str:
    """Return the known name that was perhaps meant, or ''."""
    return _find_closest_name(name, known, _NEAR)


def _find_closest_name(name: str, known: Mapping[str, object] | list[str] | tuple[str, ...], cutoff: float) -> str:
    """Of names that are equally close the one with the same letters: most often two have changed places."""
    names = list(known)[:_MOST_COMPARED]
    matches = get_close_matches(name[:_LONGEST], names, n=3, cutoff=cutoff)
    return next((one for one in matches if sorted(one) == sorted(name)), matches[0] if matches else "")
