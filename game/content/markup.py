"""The three marks that a text may carry: `**strong**`, `*emphasis*` and `{person}`; everything else is text.

The result is plain data. A front end turns spans into its own safe content; no text from a file is ever parsed by
a widget or passed to `str.format`. A mark without its partner stays visible as it was written.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

_TOKEN: Final = re.compile(r"\*\*|\*|\{[a-z][a-z0-9_]*\}|\n[ \t]*\n")
_PERSON: Final = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_BRACE: Final = re.compile(r"\{(?:([^{}\n]{0,60})\}|(\w+))")
"""A brace with what stands in it, or one that is open before a word."""


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one manner."""

    text: str
    strong: bool = False
    emphasis: bool = False


@dataclass(frozen=True, slots=True)
class Stray:
    """A mark that opens or closes nothing: its offset in the text, and the mark."""

    offset: int
    mark: str


@dataclass(frozen=True, slots=True)
class Brace:
    """A brace that is shown as it stands: its offset, what stands in it, whether it is closed, its length."""

    offset: int
    name: str
    closed: bool
    length: int


def spans(text: str, names: Mapping[str, str]) -> tuple[Span, ...]:
    """Return a text as spans; `names` maps the ids of people to the names that stand for them.

    An id that is not in `names` stays as it was written. A name is text: marks within it mean nothing.
    """
    return tuple(_merged(_runs(text, names)))


def plain(text: str, names: Mapping[str, str]) -> str:
    """Return a text without marks, for places that know no manner (a pipe, a file, a title)."""
    return "".join(span.text for span in spans(text, names))


def persons(text: str) -> tuple[tuple[int, str], ...]:
    """Return offset and id of every `{person}` in a text, in order."""
    return tuple((match.start(), match[1]) for match in _PERSON.finditer(text))


def odd_braces(text: str) -> tuple[Brace, ...]:
    """Return the braces that were perhaps meant to name somebody and do not: `{Mai}`, `{head of sales}`, `{mai.`."""
    found = (match for match in _BRACE.finditer(text) if not _PERSON.match(text, match.start()))
    return tuple(
        Brace(match.start(), (match[1] or match[2] or "").strip(), match[2] is None, len(match[0])) for match in found
    )


def strays(text: str) -> tuple[Stray, ...]:
    """Return the marks that have no partner, in order. A star with space on both sides is just a star."""
    pairs = _pairs(text)
    found = (match for match in _TOKEN.finditer(text) if match[0] in {"*", "**"})
    return tuple(
        Stray(match.start(), match[0])
        for match in found
        if match.start() not in pairs and (_opens(text, match) or _closes(text, match))
    )


def _runs(text: str, names: Mapping[str, str]) -> Iterator[Span]:
    pairs = _pairs(text)
    on = {"*": False, "**": False}
    start = 0
    for match in _TOKEN.finditer(text):
        mark = match[0]
        if match.start() in pairs:
            yield Span(text[start : match.start()], on["**"], on["*"])
            on[mark] = not on[mark]
        elif mark[1:-1] in names and mark[0] == "{":
            yield Span(text[start : match.start()] + names[mark[1:-1]], on["**"], on["*"])
        else:
            continue
        start = match.end()
    yield Span(text[start:], on["**"], on["*"])


def _merged(runs: Iterator[Span]) -> Iterator[Span]:
    held = Span("")
    for run in runs:
        if (run.strong, run.emphasis) == (held.strong, held.emphasis):
            held = Span(held.text + run.text, run.strong, run.emphasis)
            continue
        if held.text:
            yield held
        held = run
    if held.text:
        yield held


def _pairs(text: str) -> frozenset[int]:
    """Offsets of the marks that open and close something; what crosses or is left open stays text."""
    pairs: set[int] = set()
    open_marks: list[tuple[str, int]] = []
    for match in _TOKEN.finditer(text):
        mark = match[0]
        if mark[0] == "\n":
            open_marks.clear()
        elif mark[0] == "*":
            depth = next((at for at, (kind, _) in enumerate(open_marks) if kind == mark), None)
            if depth is not None and _closes(text, match):
                pairs |= {open_marks[depth][1], match.start()}
                del open_marks[depth:]
            elif depth is None and _opens(text, match):
                open_marks.append((mark, match.start()))
    return frozenset(pairs)


def _opens(text: str, match: re.Match[str]) -> bool:
    return match.end() < len(text) and not text[match.end()].isspace()


def _closes(text: str, match: re.Match[str]) -> bool:
    return match.start() > 0 and not text[match.start() - 1].isspace()
