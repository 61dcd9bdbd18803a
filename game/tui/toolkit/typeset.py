"""Setting text in cells: wrapping, hanging indents, coloured edges, bars. Layout counts cells, never characters."""

from typing import Final

from textual.content import Content

from game.tui.toolkit.content import NOTHING, join_contents, style_text

COLUMN: Final = 72
"""The widest a column of running text may be, in cells."""

EDGE: Final = "▌"
_EIGHTHS: Final = " ▏▎▍▌▋▊▉"


def wrap_text(content: Content, width: int) -> list[Content]:
    """Return the lines of a text within a width (at least one cell)."""
    return [line.rstrip() for line in content.wrap(max(1, width))]


def wrap_paragraphs(texts: list[Content], width: int) -> list[Content]:
    """Return several texts as lines, an empty line between them."""
    rows: list[Content] = []
    for text in texts:
        rows += [NOTHING, *wrap_text(text, width)] if rows else wrap_text(text, width)
    return rows


def wrap_hanging(lead: Content, body: Content, width: int) -> list[Content]:
    """Return a body wrapped behind a lead; the lines that follow are indented to where the body began."""
    indent = lead.cell_length
    first, *rest = wrap_text(body, width - indent)
    return [lead + first, *(style_text(" " * indent) + line for line in rest)]


def add_edge(rows: list[Content], style: str, width: int, ground: str = "") -> list[Content]:
    """Return rows behind a coloured edge, on a ground of their own."""
    return [
        fill_background(join_contents(style_text(EDGE, style), style_text(" "), row), width, ground) for row in rows
    ]


def fill_background(row: Content, width: int, ground: str) -> Content:
    """Return a row filled to the full width on a ground (`$caret`); without a ground it stays as it is."""
    if not ground:
        return row
    return fit_to_width(row, width).stylize_before(f"on {ground}")


def fit_to_width(row: Content, width: int) -> Content:
    """Return a row cut or filled with space to exactly a width."""
    if row.cell_length > width:
        return row.truncate(width, ellipsis=True)
    return row + style_text(" " * (width - row.cell_length))


def align_ends(left: Content, right: Content, width: int) -> Content:
    """Return one line with two ends; the left one gives way where both do not fit."""
    room = width - right.cell_length - 1
    return fit_to_width(left, max(0, room)) + style_text(" ") + right if room > 0 else fit_to_width(left, width)


def render_bar(value: float, most: float, cells: int, style: str) -> Content:
    """Return a value as a bar of so many cells, in eighths, the rest dotted."""
    filled = round(min(max(value / most, 0.0), 1.0) * cells * 8)
    whole, part = divmod(filled, 8)
    full = "█" * whole + (_EIGHTHS[part] if part else "")
    return join_contents(style_text(full, style), style_text("·" * (cells - len(full)), "$faint"))


def join_columns(blocks: list[list[Content]], space: int) -> list[Content]:
    """Return blocks of equal height side by side, so many cells between them."""
    return [style_text(" " * space).join(row) for row in zip(*blocks, strict=True)]
