"""Render problems: as text for people, as JSON for programs, as annotations for GitHub.

Nothing from a file reaches a terminal unchecked: unsafe characters in source lines are replaced. Carets are
placed by cell width, not by the number of characters.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from json import dumps
from typing import Final

from rich.cells import cell_len, chop_cells

from game.content.diagnostic import Diagnostic, Place
from game.content.safe_input import clean_text
from game.content.yaml.positions import SourceText

_UNFINISHED: Final = "unfinished"
_COLOURS: Final = {"error": "\x1b[1;31m", "warning": "\x1b[1;33m", "note": "\x1b[1;36m", _UNFINISHED: "\x1b[1;36m"}
_BOLD, _DIM, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"
_GUTTER: Final = 6
_NARROWEST: Final = 40
_WIDEST: Final = 500
"""How many characters of a line are considered on each side of a problem; a hostile line may be as long as its file."""


def render_text(
    diagnostics: Sequence[Diagnostic],
    sources: Mapping[str, str],
    width: int = 100,
    colour: bool = False,
    between: str = "\n\n",
) -> str:
    """Return problems as paragraphs: place, code and message, the line with carets and a suggestion, the reason.

    `sources` holds the text of each file by its name; where one is missing the line is left out. `between` parts
    the paragraphs.
    """
    texts = {name: SourceText(name, text) for name, text in sources.items()}
    pages = [
        _DiagnosticRenderer(diagnostic, texts, max(width, _NARROWEST), colour).render_lines()
        for diagnostic in diagnostics
    ]
    return between.join("\n".join(page) for page in pages) + ("\n" if pages else "")


def render_json(diagnostics: Iterable[Diagnostic]) -> str:
    """Return problems as a JSON list of flat objects."""
    flat = [{**_build_place_fields(one.place), "code": one.code, **_build_problem_fields(one)} for one in diagnostics]
    return dumps(flat, ensure_ascii=False, indent=2) + "\n"


def render_github(diagnostics: Iterable[Diagnostic]) -> str:
    """Return problems as GitHub's workflow commands, one a line."""
    lines = []
    for one in diagnostics:
        kind = {"error": "error", "warning": "warning", "note": "notice"}[one.severity]
        end = one.column + one.length - 1
        where = f"file={_escape_github(one.file, True)},line={one.line},col={one.column},endColumn={end}"
        body = _escape_github(". ".join(filter(None, (one.message, render_suggestion(one)))))
        lines.append(f"::{kind} {where},title={one.code}::{body}\n")
    return "".join(lines)


def render_suggestion(diagnostic: Diagnostic) -> str:
    """Return the suggestion beside the carets: the name that was probably meant, or how to fix it."""
    if not diagnostic.nearest:
        return diagnostic.hint
    lines = [str(related.place.line) for related in diagnostic.related]
    where = f" (line {lines[0]})" if lines else ""
    return f"did you mean '{diagnostic.nearest}'{where}?"


class _DiagnosticRenderer:
    """One problem as lines."""

    def __init__(self, diagnostic: Diagnostic, texts: Mapping[str, SourceText], width: int, colour: bool) -> None:
        self.diagnostic = diagnostic
        self.texts = texts
        self.width = width
        self.colour = colour
        self.kind: str = _UNFINISHED if diagnostic.unfinished else diagnostic.severity

    def render_lines(self) -> list[str]:
        """The head, the source line, the carets, the reason."""
        one = self.diagnostic
        place = self._colour_text(f"{one.file}:{one.line}:{one.column}:", _BOLD)
        label = self._colour_text(f"{self.kind} {one.code}", _COLOURS[self.kind])
        page = [f"{place} {label} {one.message}", *self._render_source_line(one.place)]
        if one.reason:
            page.append(self._colour_text(f"{'':{_GUTTER}}= {one.reason}", _DIM))
        return page

    def _render_source_line(self, place: Place) -> list[str]:
        source = self.texts.get(place.file)
        line = source.extract_line(place.line) if source else ""
        if not line.strip():
            return (
                [f"{'':{_GUTTER}}| {render_suggestion(self.diagnostic)}"] if render_suggestion(self.diagnostic) else []
            )
        room = self.width - _GUTTER - 2
        before, marked, rest = _split_marked_line(line, place, room)
        before, cut = _trim_line_start(before, room - min(cell_len(marked), room // 2))
        shown = "".join(chop_cells(cut + before + marked + rest, room)[:1])
        carets = "^" * max(1, min(cell_len(marked), room - cell_len(cut + before)))
        pad = " " * cell_len(cut + before)
        beside = self._colour_text(f"{carets} {render_suggestion(self.diagnostic)}".rstrip(), _COLOURS[self.kind])
        return [f"{place.line:>{_GUTTER - 1}} | {shown.rstrip()}", f"{'':{_GUTTER}}| {pad}{beside}"]

    def _colour_text(self, text: str, style: str) -> str:
        return f"{style}{text}{_PLAIN}" if self.colour else text


def _split_marked_line(line: str, place: Place, room: int) -> tuple[str, str, str]:
    """Split a line before and after the marked part; each piece is made safe separately, so that carets line up.

    Of a very long line only what could be shown is considered.
    """
    start, end = place.column - 1, place.column - 1 + place.length
    before, marked, rest = line[max(0, start - 2 * room) : start], line[start : min(end, start + room)], line[end:]
    return (
        _replace_unsafe_characters(before),
        _replace_unsafe_characters(marked) or " ",
        _replace_unsafe_characters(rest[:room]),
    )


def _trim_line_start(before: str, room: int) -> tuple[str, str]:
    """Cut the beginning of a line that is too long to show the marked part."""
    if cell_len(before) <= room:
        return before, ""
    while cell_len(before) > room - 1:
        before = before[max(1, cell_len(before) - room) :]
    return before, "…"


def _replace_unsafe_characters(text: str) -> str:
    return clean_text("".join("�" if clean_text(character) == "" else character for character in text)).replace(
        "\n", " "
    )


def _build_place_fields(place: Place) -> dict[str, object]:
    return asdict(place)


def _build_problem_fields(one: Diagnostic) -> dict[str, object]:
    related = [{**_build_place_fields(other.place), "message": other.message} for other in one.related]
    return {
        "severity": one.severity,
        "message": one.message,
        "hint": render_suggestion(one),
        "reason": one.reason,
        "nearest": one.nearest,
        "related": related,
    }


def _escape_github(text: str, attribute: bool = False) -> str:
    """Escape what would end one of GitHub's commands."""
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if attribute else text
