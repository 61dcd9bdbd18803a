"""A problem in an author's file: where it is, what is wrong, how to fix it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

Severity = Literal["error", "warning", "note"]

MOST_SHOWN: Final = 50
MOST_TOLD: Final = 5
"""How many problems are shown by default."""

_SEVERITIES: Final = ("error", "warning", "note")
_FAMILIES: Final = "RFGSKTLA"
"""Families from what keeps a file from being read to how well it plays."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A stretch of one line of a file; line and column count from 1, column and length in characters."""

    file: str
    line: int = 1
    column: int = 1
    length: int = 1


@dataclass(frozen=True, slots=True)
class RelatedPlace:
    """Another place that belongs to the problem, and why."""

    place: Place
    message: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem.

    `hint` is shown beside the carets, `reason` below; `nearest` is the name that was probably meant. `late` says how
    long it can wait: 0 if the crisis can't be played before it is fixed. `unfinished` means that it may resolve itself
    as more of the crisis is written. All texts are safe to print: quotes from a file have passed `render_excerpt`.
    """

    place: Place
    code: str
    severity: Severity
    message: str
    hint: str = ""
    reason: str = ""
    nearest: str = ""
    related: tuple[RelatedPlace, ...] = ()
    late: int = 0
    unfinished: bool = False

    @property
    def file(self) -> str:
        """The file, as the author named it."""
        return self.place.file

    @property
    def line(self) -> int:
        """The line, from 1."""
        return self.place.line

    @property
    def column(self) -> int:
        """The column in characters, from 1."""
        return self.place.column

    @property
    def length(self) -> int:
        """How many characters are marked."""
        return self.place.length

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.severity} {self.code} {self.message}"


class ScenarioError(Exception):
    """A scenario can't be played; `diagnostics` has every reason."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        told = sorted(self.diagnostics, key=lambda one: (one.severity != "error", one.code[0] != "R"))
        super().__init__("\n".join(map(str, told)))


def sort_diagnostics(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return problems sorted by place, each once."""
    once = dict.fromkeys(diagnostics)
    return sorted(once, key=lambda diagnostic: (diagnostic.place, diagnostic.code, diagnostic.message))


def select_weightiest(diagnostics: Iterable[Diagnostic], most: int) -> list[Diagnostic]:
    """Return the `most` most important problems, one of each code before the second of any.

    One mistake often breaks a rule many times, and the same message five times would hide the rest. Unfinished things
    come last, in file order: they are a list of what to write next.
    """
    seen: dict[str, int] = {}
    ranked = []
    for number, one in enumerate(sort_diagnostics(diagnostics)):
        seen[one.code] = seen.get(one.code, 0) + 1
        grave = (one.unfinished, _SEVERITIES.index(one.severity))
        weight = (grave, seen[one.code] > 1, one.late, _FAMILIES.find(one.code[0]), number)
        ranked.append((((True, 0), False, 0, 0, number) if one.unfinished else weight, one))
    return [one for _, one in sorted(ranked, key=lambda pair: pair[0])[:most]]


def list_errors(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return those problems that are errors."""
    return [diagnostic for diagnostic in diagnostics if diagnostic.severity == "error"]
