"""What may be looked up while one thinks, in the lines that a page of a large terminal leaves."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Final

from textual.content import Content

from game.engine.stocks import CHAIRS
from game.narration.board import Recap, RecapLine
from game.tui.toolkit.content import (
    NOTHING,
    align_ends,
    fit_to_width,
    join_columns,
    join_contents,
    style_text,
    wrap_hanging,
)
from game.tui.toolkit.lines import LinesWidget

_LEAST_RECAP: Final = 3
_LEAST_WORDS: Final = 4
"""The lines from which it is worth it: what was said, and words alone, which otherwise stand beside the page."""
_TERM: Final = 16
_TWO_COLUMNS: Final = 96
_BETWEEN: Final = 4
"""The width from which there are two columns, and the cells between them."""


@dataclass(frozen=True)
class _RecapBlock:
    """A title, and its entries, each of one line or more; `latest` tells to keep the last ones where room is short."""

    title: str
    entries: list[list[Content]]
    latest: bool = False


class RecapPanel(LinesWidget):
    """What may be looked up, in exactly as many lines as the page leaves: more of it where there is more room."""

    DEFAULT_CSS = "RecapPanel { display: none; }"

    def __init__(self) -> None:
        super().__init__()
        self.recap: Recap | None = None
        self.words_only = False
        self.height = 0

    def show_recap(self, recap: Recap) -> None:
        """Show what was said by now, in the language of now."""
        if recap != self.recap:
            self.recap = recap
            self.refresh_rows()

    def leave_said_out(self, words_only: bool) -> None:
        """Show words only, where what was said stands beside the page."""
        if words_only != self.words_only:
            self.words_only = words_only
            self.refresh_rows()

    @property
    def _least(self) -> int:
        return _LEAST_WORDS if self.words_only else _LEAST_RECAP

    def set_height(self, height: int) -> None:
        """Take so many lines from now on; too few show nothing."""
        if height != self.height:
            self.height = height
            self.display = height >= self._least
            self.refresh_rows()

    def count_words(self, width: int) -> int:
        """Return how many of the words of the crisis stand there, where nothing but words does."""
        if self.recap is None or not (self.display and self.words_only):
            return 0
        return len(_take_fitting(_render_words(self.recap, width).entries, self.height - 2))

    def tells_people(self, width: int) -> bool:
        """Whether there is room for who is who."""
        if self.recap is None or not self.display:
            return False
        title = self.recap.people_title.upper()
        return any(title in row.plain for row in self.render_cached_rows(width))

    def render_rows(self, width: int) -> list[Content]:
        """Return what was said, words, who knows what, and people; on a wide page in two columns."""
        if self.recap is None or self.height < self._least:
            return []
        if self.words_only:
            return _fill_rows([_render_words(self.recap, width)], self.height, width)
        return render_wide_recap(self.recap, width, self.height)


class SidePanel(LinesWidget):
    """All that may be looked up, in a column of its own, as high as the page."""

    WIDTH: ClassVar[int] = 42
    DEFAULT_CSS = "SidePanel { display: none; width: 42; height: 1fr; padding: 0 1; }"

    def __init__(self) -> None:
        super().__init__(id="side")
        self.recap: Recap | None = None
        self.told_words = 0
        self.seen: frozenset[str] = frozenset()

    def show_recap(self, recap: Recap) -> None:
        """Show what was said by now, in the language of now."""
        if recap != self.recap:
            self.recap = recap
            self.refresh_rows()

    def leave_words_out(self, told_words: int) -> None:
        """Leave out so many of the words of the crisis: they stand on the page itself."""
        if told_words != self.told_words:
            self.told_words = told_words
            self.refresh_rows()

    def leave_out(self, seen: frozenset[str]) -> None:
        """Leave out the people of these names: their faces stand on the board, with what they are."""
        if seen != self.seen:
            self.seen = seen
            self.refresh_rows()

    def render_rows(self, width: int) -> list[Content]:
        """Return who knows what and what was said, and where they stand nowhere else, words and people."""
        if self.recap is None:
            return []
        others = tuple((name, role) for name, role in self.recap.people if name not in self.seen)
        recap = replace(self.recap, people=others, words=self.recap.words[self.told_words :])
        return render_recap(recap, width, self.size.height)

    def on_resize(self) -> None:
        """Fill the new height."""
        self.refresh_rows()


def render_recap(recap: Recap, width: int, height: int) -> list[Content]:
    """Return who knows what, what was said, words and people, as much as fits in so many rows."""
    parts = (_render_known, _render_said, _render_words, _render_people)
    return _fill_rows([render(recap, width) for render in parts], height, width)


def render_wide_recap(recap: Recap, width: int, height: int) -> list[Content]:
    """Return as much in so many rows; on a wide page in two columns, else with what facts say, where there is room."""
    if width < _TWO_COLUMNS:
        blocks = [render(recap, width) for render in (_render_said, _render_words, _render_told)]
        if _count_rows(blocks) > height:
            blocks[-1] = _render_known(recap, width)
        return _fill_rows([*blocks, _render_people(recap, width)], height, width)
    each = (width - _BETWEEN) // 2
    columns = ((_render_said, _render_words), (_render_known, _render_people))
    return join_columns(
        [_fill_rows([render(recap, each) for render in parts], height, each) for parts in columns], _BETWEEN
    )


def render_people(recap: Recap, width: int, height: int) -> list[Content]:
    """Return who is who, as many as fit in so many rows whole."""
    return _fill_rows([_render_people(recap, width)], height, width)


def _render_known(recap: Recap, width: int) -> _RecapBlock:
    """Return each fact with a sign for each of the two, filled where that chair knows it."""
    entries, longest = [], max((style_text(fact.word).cell_length for fact in recap.known), default=0)
    for fact in recap.known:
        signs = [
            style_text("●", f"${chair}") if chair in fact.chairs else style_text("·", "$faint") for chair in CHAIRS
        ]
        tail = join_contents(*signs, fit_to_width(style_text(fact.word, "$quiet"), longest), between="  ")
        entries.append([align_ends(style_text(fact.label, "$ink"), tail, width)])
    return _RecapBlock(recap.known_title, entries)


def _render_told(recap: Recap, width: int) -> _RecapBlock:
    """Return the facts with what each says."""
    known = _render_known(recap, width)
    indent = style_text("  ")
    told = [wrap_hanging(indent, style_text(fact.text, "$quiet"), width) for fact in recap.known]
    return replace(known, entries=[[*head, *rows] for head, rows in zip(known.entries, told, strict=True)])


def _render_said(recap: Recap, width: int) -> _RecapBlock:
    return _RecapBlock(recap.said_title, [_render_said_line(line, width) for line in recap.said], latest=True)


def _render_words(recap: Recap, width: int) -> _RecapBlock:
    return _RecapBlock(recap.words_title, _render_table(recap.words, width))


def _render_people(recap: Recap, width: int) -> _RecapBlock:
    return _RecapBlock(recap.people_title, _render_table(recap.people, width))


def _render_said_line(line: RecapLine, width: int) -> list[Content]:
    lead = join_contents(style_text(f"{line.when}  ", "$quiet"), style_text(f"{line.name}  ", f"${line.chair}"))
    return wrap_hanging(lead, style_text(line.text, "$ink"), width)


def _render_table(entries: Sequence[tuple[str, str]], width: int) -> list[list[Content]]:
    term = min(_TERM, max((style_text(name).cell_length for name, _text in entries), default=0))
    return [
        wrap_hanging(
            fit_to_width(style_text(name, "bold $ink"), term) + style_text("  "), style_text(text, "$quiet"), width
        )
        for name, text in entries
    ]


def _fill_rows(blocks: Sequence[_RecapBlock], height: int, width: int) -> list[Content]:
    """Return exactly `height` rows: titles with the entries that fit whole."""
    rows: list[Content] = []
    for block in blocks:
        kept = _take_fitting(block.entries[::-1] if block.latest else block.entries, height - len(rows) - 2)
        if kept:
            ordered = kept[::-1] if block.latest else kept
            rows += [NOTHING, style_text(block.title.upper(), "bold $quiet"), *(row for one in ordered for row in one)]
    return [fit_to_width(row, width) for row in [*rows, *[NOTHING] * (height - len(rows))]]


def _count_rows(blocks: Sequence[_RecapBlock]) -> int:
    """Return how many rows blocks take whole, each with its title and the empty line above."""
    return sum(2 + sum(map(len, block.entries)) for block in blocks if block.entries)


def _take_fitting(entries: Sequence[list[Content]], room: int) -> list[list[Content]]:
    kept: list[list[Content]] = []
    for entry in entries:
        room -= len(entry)
        if room < 0:
            break
        kept.append(entry)
    return kept
