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
"""A brace with its content, or an open one before a word."""


@dataclass(frozen=True, slots=True)
class TextSpan:
    """A run of text in one style."""

    text: str
    strong: bool = False
    emphasis: bool = False


@dataclass(frozen=True, slots=True)
class StrayMark:
    """A mark that opens or closes nothing: its offset in the text, and the mark."""

    offset: int
    mark: str


@dataclass(frozen=True, slots=True)
class LiteralBrace:
    """A brace that is shown literally: its offset, its content, whether it is closed, its length."""

    offset: int
    name: str
    closed: bool
    length: int


def parse_spans(text: str, names: Mapping[str, str]) -> tuple[TextSpan, ...]:
    """Return a text as spans; `names` maps the ids of people to the names that stand for them.

    An id that is not in `names` stays as it was written. A name is text: marks within it mean nothing.
    """
    if "*" not in text and "{" not in text:
        return (TextSpan(text),) if text else ()
    return tuple(_merge_runs(_split_runs(text, names)))


def render_plain(text: str, names: Mapping[str, str]) -> str:
    """Return a text without marks, for places without styles (a pipe, a file, a title).

    Emphasis stands in single quotation marks, since most of it is what somebody wrote or read: without them such words
    run into the sentence around them.
    """
    return "".join(f"‘{span.text}’" if span.emphasis else span.text for span in parse_spans(text, names))


def list_persons(text: str) -> tuple[tuple[int, str], ...]:
    """Return offset and id of every `{person}` in a text, in order."""
    return tuple((match.start(), match[1]) for match in _PERSON.finditer(text))


def list_odd_braces(text: str) -> tuple[LiteralBrace, ...]:
    """Return the braces that look like names but are none: `{Mai}`, `{head of sales}`, `{mai.`."""
    found = (match for match in _BRACE.finditer(text) if not _PERSON.match(text, match.start()))
    return tuple(
        LiteralBrace(match.start(), (match[1] or match[2] or "").strip(), match[2] is None, len(match[0]))
        for match in found
    )


def list_stray_marks(text: str) -> tuple[StrayMark, ...]:
    """Return the marks that have no partner, in order. A star with space on both sides is just a star."""
    pairs = _match_marks(text)
    found = (match for match in _TOKEN.finditer(text) if match[0] in {"*", "**"})
    return tuple(
        StrayMark(match.start(), match[0])
        for match in found
        if match.start() not in pairs and (_can_open(text, match) or _can_close(text, match))
    )


def _split_runs(text: str, names: Mapping[str, str]) -> Iterator[TextSpan]:
    pairs = _match_marks(text)
    on = {"*": False, "**": False}
    start = 0
    for match in _TOKEN.finditer(text):
        mark = match[0]
        if match.start() in pairs:
            yield TextSpan(text[start : match.start()], on["**"], on["*"])
            on[mark] = not on[mark]
        elif mark[1:-1] in names and mark[0] == "{":
            yield TextSpan(text[start : match.start()] + names[mark[1:-1]], on["**"], on["*"])
        else:
            continue
        start = match.end()
    yield TextSpan(text[start:], on["**"], on["*"])


def _merge_runs(runs: Iterator[TextSpan]) -> Iterator[TextSpan]:
    held = TextSpan("")
    for run in runs:
        if (run.strong, run.emphasis) == (held.strong, held.emphasis):
            held = TextSpan(held.text + run.text, run.strong, run.emphasis)
            continue
        if held.text:
            yield held
        held = run
    if held.text:
        yield held


def _match_marks(text: str) -> frozenset[int]:
    """Return the offsets of marks that form pairs; marks that cross or stay open are text."""
    pairs: set[int] = set()
    open_marks: list[tuple[str, int]] = []
    for match in _TOKEN.finditer(text):
        mark = match[0]
        if mark[0] == "\n":
            open_marks.clear()
        elif mark[0] == "*":
            depth = next((at for at, (kind, _) in enumerate(open_marks) if kind == mark), None)
            if depth is not None and _can_close(text, match):
                pairs |= {open_marks[depth][1], match.start()}
                del open_marks[depth:]
            elif depth is None and _can_open(text, match):
                open_marks.append((mark, match.start()))
    return frozenset(pairs)


def _can_open(text: str, match: re.Match[str]) -> bool:
    return match.end() < len(text) and not text[match.end()].isspace()


def _can_close(text: str, match: re.Match[str]) -> bool:
    return match.start() > 0 and not text[match.start() - 1].isspace()
