"""Help on a large page: what it says in two or three columns, so that as much of it as can be stands there at once.

How it goes here stands at the left with who is who below, the keys beside it; words flow into the room that is left.
Where all of that leaves room, people have their faces, and what is worth knowing before a scene is told too.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Final

from textual.content import Content

from game.tui.toolkit.content import (
    COLUMN,
    NOTHING,
    fit_to_width,
    join_columns,
    render_title,
    style_text,
    wrap_hanging,
    wrap_text,
)
from game.tui.toolkit.face import FACE_WIDTH
from game.tui.toolkit.lines import LinesWidget, Paragraph

_GAP: Final = 4
_NARROWEST: Final = 44
"""The cells between two columns, and those that a column has at least."""
_INDENT: Final = 2
_BESIDE: Final = 2
"""The cells by which a text after a long term is indented, and those between two faces."""


@dataclass(frozen=True)
class HelpBlock:
    """A title, and what stands under it; `airy` with an empty line before each further paragraph."""

    title: str
    paragraphs: tuple[Paragraph, ...]
    airy: bool = False


@dataclass(frozen=True)
class HelpPerson:
    """Somebody whom help introduces: a face, no rows where there is none, a name and a role."""

    face: tuple[Content, ...]
    name: Content
    role: Content


@dataclass(frozen=True)
class HelpText:
    """All that the help of a page has to say; `more_keys`, and as many of `more_words`, where there is room."""

    says: HelpBlock
    keys: HelpBlock
    people: HelpBlock
    faces: tuple[HelpPerson, ...]
    words: HelpBlock
    more_keys: HelpBlock
    more_words: HelpBlock


_EMPTY: Final = HelpBlock("", ())


class HelpColumns(LinesWidget):
    """The columns, as many as show all of it; `height` is the number of lines that are seen at once."""

    def __init__(self) -> None:
        super().__init__()
        self.text: HelpText | None = None
        self.height = 0

    def show_text(self, text: HelpText, height: int) -> None:
        """Show another text."""
        self.text, self.height = text, height
        self.refresh_rows()

    def render_rows(self, width: int) -> list[Content]:
        """Return the columns: those that leave nothing to scroll and tell the most, else the shortest."""
        if self.text is None:
            return []
        columns = [number for number in (2, 3) if _measure_column(width, number) >= _NARROWEST]
        for keys, faces, number in product((True, False), (True, False), columns or [1]):
            text = self.text if keys else replace(self.text, more_keys=_EMPTY)
            if rows := self._fill_with_words(text, width, number, faces=faces):
                return rows
        bare = replace(self.text, more_keys=_EMPTY, more_words=_EMPTY)
        return min((_fill_columns(bare, width, number, 0, faces=False) for number in columns or [1]), key=len)

    def _fill_with_words(self, text: HelpText, width: int, number: int, *, faces: bool) -> list[Content]:
        """Return columns with as many further words as there is room for; no rows where even none is too much."""
        words = text.more_words.paragraphs
        found: list[Content] = []
        low, high = 0, len(words) + 1
        while low < high:
            middle = (low + high) // 2
            some = replace(text, more_words=replace(text.more_words, paragraphs=words[:middle]))
            rows = self._fill_to_height(some, width, number, faces=faces)
            found, low, high = (rows, middle + 1, high) if rows else (found, low, middle)
        return found

    def _fill_to_height(self, text: HelpText, width: int, number: int, *, faces: bool) -> list[Content]:
        for target in (0, self.height):
            rows = _fill_columns(text, width, number, target, faces=faces)
            if len(rows) <= self.height:
                return rows
        return []


def _measure_column(width: int, columns: int) -> int:
    return min(COLUMN, (width - _GAP * (columns - 1)) // columns)


def _fill_columns(text: HelpText, width: int, number: int, target: int, *, faces: bool) -> list[Content]:
    """Return so many columns side by side; words flow from one into the next where it is `target` lines high.

    With a target of 0 all columns are about as high.
    """
    column = _measure_column(width, number)
    people = _render_faces(text, column) if faces else _lay_out(text.people, column)
    left, right = [_lay_out(text.says, column), people], [_lay_out(text.keys, column), _lay_out(text.more_keys, column)]
    parts = [[*left, *right]] if number == 1 else [left, right, []][:number]
    fixed = [_join_blocks(blocks) for blocks in parts]
    flowing = [
        (block.title, entry) for block in (text.words, text.more_words) for entry in _lay_out_entries(block, column)
    ]
    rows = _pour(flowing, fixed, column, target)
    height = max(map(len, rows))
    return join_columns(
        [[fit_to_width(row, column) for row in [*one, *[NOTHING] * (height - len(one))]] for one in rows], _GAP
    )


def _pour(
    flowing: Sequence[tuple[str, list[Content]]], fixed: list[list[Content]], width: int, target: int
) -> list[list[Content]]:
    """Return columns with entries poured in from the first on, up to a height of `target`; a title heads each part."""
    total = sum(len(entry) for _title, entry in flowing) + sum(map(len, fixed))
    target = target or max(-(-total // len(fixed)) + 1, *map(len, fixed))
    columns, left = [], list(flowing)
    for number, column in enumerate(fixed):
        filled, told = list(column), ""
        while left:
            title, entry = left[0]
            head = [] if title == told else [*[NOTHING] * bool(filled), render_title(title, width)]
            if number < len(fixed) - 1 and len(filled) + len(head) + len(entry) > target:
                break
            filled += [*head, *entry]
            told = title
            left.pop(0)
        columns.append(filled)
    return columns


def _join_blocks(blocks: Iterable[list[Content]]) -> list[Content]:
    """Return blocks below each other, an empty line between two."""
    rows: list[Content] = []
    for block in blocks:
        rows += [NOTHING, *block] if rows and block else block
    return rows


def _lay_out(block: HelpBlock, width: int) -> list[Content]:
    """Return a block as lines under its title; no lines for an empty one."""
    rows = [row for entry in _lay_out_entries(block, width) for row in entry]
    return [render_title(block.title, width), *rows] if rows else []


def _lay_out_entries(block: HelpBlock, width: int) -> list[list[Content]]:
    entries = []
    for number, paragraph in enumerate(block.paragraphs):
        air = [NOTHING] * (block.airy and number > 0)
        entries.append([*air, *_hang(paragraph.lead, paragraph.body, width)])
    return entries


def _hang(lead: Content, body: Content, width: int) -> list[Content]:
    """Return a text after its lead; a long lead begins the text instead of standing beside it."""
    if lead.cell_length <= width // 3:
        return wrap_hanging(lead, body, width) if lead else wrap_text(body, width)
    first, *rest = wrap_text(lead + body, width - _INDENT)
    return [first, *(style_text(" " * _INDENT) + row for row in rest)]


def _render_faces(text: HelpText, width: int) -> list[Content]:
    """Return the people with their faces, as many in a row as there is room for; then who has no portrait."""
    seen, unseen = [one for one in text.faces if one.face], [one for one in text.faces if not one.face]
    beside = max(1, (width + _BESIDE) // (FACE_WIDTH + _BESIDE))
    rows = [render_title(text.people.title, width)] if text.faces else []
    for at in range(0, len(seen), beside):
        rows += _render_row_of_faces(seen[at : at + beside])
    return [*rows, *(row for one in unseen for row in _hang(one.name + style_text("  "), one.role, width))]


def _render_row_of_faces(people: Sequence[HelpPerson]) -> list[Content]:
    """Return faces side by side, each with a name and a role under it."""
    blocks = [[*one.face, one.name, *wrap_text(one.role, FACE_WIDTH)] for one in people]
    height = max(map(len, blocks))
    return join_columns(
        [[fit_to_width(row, FACE_WIDTH) for row in [*block, *[NOTHING] * (height - len(block))]] for block in blocks],
        _BESIDE,
    )
