"""A problem in an author's file: where it is, what is wrong, how to mend it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

Severity = Literal["error", "warning", "note"]

MOST_SHOWN: Final = 50


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A stretch of one line of a file; line and column count from 1, column and length in characters."""

    file: str
    line: int = 1
    column: int = 1
    length: int = 1


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that belongs to the problem, and why."""

    place: Place
    message: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem. `hint` stands beside the carets, `reason` below; `nearest` is the name that was perhaps meant.

    All texts are clean: what they quote from a file has passed `clean.excerpt`.
    """

    place: Place
    code: str
    severity: Severity
    message: str
    hint: str = ""
    reason: str = ""
    nearest: str = ""
    related: tuple[Related, ...] = ()

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
        """How many characters are meant."""
        return self.place.length

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.severity} {self.code} {self.message}"


class ScenarioError(Exception):
    """A scenario cannot be played; `diagnostics` tell every reason."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(str(diagnostic) for diagnostic in self.diagnostics))


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return problems sorted by place, each once."""
    once = dict.fromkeys(diagnostics)
    return sorted(once, key=lambda diagnostic: (diagnostic.place, diagnostic.code, diagnostic.message))


def errors(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return those problems that are errors."""
    return [diagnostic for diagnostic in diagnostics if diagnostic.severity == "error"]
