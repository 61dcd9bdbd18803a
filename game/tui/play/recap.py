"""What may be looked up while one thinks, in the lines that a page of a large terminal leaves."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from textual.content import Content

from game.narration.board import Recap, RecapLine
from game.tui.toolkit.content import NOTHING, fit_to_width, join_columns, join_contents, style_text, wrap_hanging
from game.tui.toolkit.lines import LinesWidget

_LEAST_RECAP: Final = 3
_TWO_COLUMNS: Final = 100
_TERM: Final = 16


@dataclass(frozen=True)
class _Block:
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
        self.height = 0

    def show_recap(self, recap: Recap) -> None:
        """Show what was said by now, and in the language of now."""
        if recap != self.recap:
            self.recap = recap
            self.refresh_rows()

    def set_height(self, height: int) -> None:
        """Take so many lines from now on; too few show nothing."""
        if height != self.height:
            self.height = height
            self.display = height >= _LEAST_RECAP
            self.refresh_rows()

    def render_rows(self, width: int) -> list[Content]:
        """Return the blocks one below the other, on a wide page in two columns."""
        if self.recap is None or self.height < _LEAST_RECAP:
            return []
        if width < _TWO_COLUMNS:
            return _fill_rows(_render_blocks(self.recap, width)[:2], self.height, width)
        half = (width - 4) // 2
        said, *others = _render_blocks(self.recap, half)
        columns = ([said], others) if said.entries else (others[:1], others[1:])
        return join_columns([_fill_rows(blocks, self.height, half) for blocks in columns], 4)


def _render_blocks(recap: Recap, width: int) -> list[_Block]:
    said = [_render_said(line, width) for line in recap.said]
    return [
        _Block(recap.said_title, said, latest=True),
        _Block(recap.words_title, _render_table(recap.words, width)),
        _Block(recap.people_title, _render_table(recap.people, width)),
    ]


def render_people(recap: Recap, width: int, height: int) -> list[Content]:
    """Return who is who, as many as fit in so many rows whole."""
    return _fill_rows([_Block(recap.people_title, _render_table(recap.people, width))], height, width)


def _render_said(line: RecapLine, width: int) -> list[Content]:
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


def _fill_rows(blocks: Sequence[_Block], height: int, width: int) -> list[Content]:
    """Return exactly `height` rows: titles with the entries that fit whole."""
    rows: list[Content] = []
    for block in blocks:
        kept = _take_fitting(block.entries[::-1] if block.latest else block.entries, height - len(rows) - 2)
        if kept:
            ordered = kept[::-1] if block.latest else kept
            rows += [NOTHING, style_text(block.title.upper(), "bold $quiet"), *(row for one in ordered for row in one)]
    return [fit_to_width(row, width) for row in [*rows, *[NOTHING] * (height - len(rows))]]


def _take_fitting(entries: Sequence[list[Content]], room: int) -> list[list[Content]]:
    kept: list[list[Content]] = []
    for entry in entries:
        room -= len(entry)
        if room < 0:
            break
        kept.append(entry)
    return kept
