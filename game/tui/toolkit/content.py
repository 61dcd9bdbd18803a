"""Text as what a widget shows: made into Textual's `Content`, and laid out in cells.

Textual reads a plain `str` as markup: a text from a file could quit the game or vanish. So no widget is ever given
a `str`; it gets the `Content` that is made here, in which text is only text.

Layout counts cells, never characters: wrapping, hanging indents, coloured edges, bars.
"""

from collections.abc import Callable, Iterable
from dataclasses import is_dataclass
from typing import TYPE_CHECKING, Final

from textual.content import Content, Span

if TYPE_CHECKING:
    from game.content.markup import TextSpan as Run


NOTHING: Final = Content("")
_MANNER: Final = {(True, False): "bold", (False, True): "italic", (True, True): "bold italic"}
COLUMN: Final = 72
"""The maximum width of a column of running text, in cells."""
CHAT: Final = "> "
"""What a line of a chat begins with."""
EDGE: Final = "▌"
_EIGHTHS: Final = " ▏▎▍▌▋▊▉"


def style_text(text: str, style: str = "") -> Content:
    """Return a text literally, in a style (`bold $ceo`). It must have been cleaned where it came in."""
    return Content(text, [Span(0, len(text), style)] if style and text else None)


def render_spans(runs: "Iterable[Run]", style: str = "") -> Content:
    """Return a scenario's text, given as spans: strong parts become bold, emphatic ones italic."""
    parts = [style_text(run.text, _MANNER.get((run.strong, run.emphasis), "")) for run in runs]
    return underlay_style(join_contents(*parts), style)


def underlay_style(content: Content, style: str) -> Content:
    """Return the content with a style that its own styles override."""
    return content.stylize_before(style) if style and content else content


def restyle_content(content: Content, restyle: Callable[[str], str]) -> Content:
    """Return the content with each of its styles replaced by what `restyle` makes of it."""
    return Content(content.plain, [Span(span.start, span.end, restyle(str(span.style))) for span in content.spans])


def join_contents(*parts: Content, between: str = "") -> Content:
    """Return the parts as one content."""
    return Content(between).join(parts) if between else Content("").join(parts)


def join_lines(rows: Iterable[Content]) -> Content:
    """Return rows as the lines of one content."""
    return Content("\n").join(rows)


def is_same_content(one: object, two: object) -> bool:
    """Whether two things look the same, styles included; `==` of contents compares their text only."""
    if one is two:
        return True
    if isinstance(one, Content) and isinstance(two, Content):
        return one.is_same(two)
    if isinstance(one, list | tuple) and isinstance(two, list | tuple):
        return len(one) == len(two) and all(map(is_same_content, one, two))
    if is_dataclass(one) and type(one) is type(two):
        return all(is_same_content(getattr(one, field), getattr(two, field)) for field in one.__dataclass_fields__)
    return one == two


def wrap_text(content: Content, width: int) -> list[Content]:
    """Return a text wrapped to a width (at least one cell); a line of a chat (`> name: words`) hangs after its mark."""
    if CHAT not in content.plain:
        return [line.rstrip() for line in content.wrap(max(1, width))]
    rows: list[Content] = []
    for line in content.split("\n", allow_blank=True):
        chat = len(CHAT) if line.plain.startswith(CHAT) else 0
        wrapped = [row.rstrip() for row in line[chat:].wrap(max(1, width - chat))]
        leads = [line[:chat], *(style_text(" " * chat) for _row in wrapped[1:])]
        rows += [lead + row for lead, row in zip(leads, wrapped, strict=True)] if chat else wrapped
    return rows


def wrap_hanging(lead: Content, body: Content, width: int) -> list[Content]:
    """Return a body wrapped after a lead; the following lines are indented to where the body begins."""
    indent = lead.cell_length
    first, *rest = wrap_text(body, width - indent)
    return [lead + first, *(style_text(" " * indent) + line for line in rest)]


def add_edge(rows: list[Content], style: str, width: int, ground: str = "") -> list[Content]:
    """Return rows with a coloured edge at the left, on a background."""
    return [
        fill_background(join_contents(style_text(EDGE, style), style_text(" "), row), width, ground) for row in rows
    ]


def fill_background(row: Content, width: int, ground: str) -> Content:
    """Return a row padded to the full width on a background (`$caret`); unchanged if that is ''."""
    if not ground:
        return row
    return fit_to_width(row, width).stylize_before(f"on {ground}")


def fit_to_width(row: Content, width: int) -> Content:
    """Return a row cut or padded to exactly a width."""
    if row.cell_length > width:
        return row.truncate(width, ellipsis=True)
    return row + style_text(" " * (width - row.cell_length))


def centre_row(row: Content, width: int) -> Content:
    """Return a row in the middle of a width."""
    return style_text(" " * max(0, (width - row.cell_length) // 2)) + row


def align_ends(left: Content, right: Content, width: int) -> Content:
    """Return one line with two ends; the left end is cut if both do not fit."""
    room = width - right.cell_length - 1
    return fit_to_width(left, max(0, room)) + style_text(" ") + right if room > 0 else fit_to_width(left, width)


def render_bar(value: float, most: float, cells: int, style: str) -> Content:
    """Return a value as a bar of `cells` cells, drawn in eighths, the rest dotted."""
    filled = round(min(max(value / most, 0.0), 1.0) * cells * 8)
    whole, part = divmod(filled, 8)
    full = "█" * whole + (_EIGHTHS[part] if part else "")
    return join_contents(style_text(full, style), style_text("·" * (cells - len(full)), "$faint"))


def join_columns(blocks: list[list[Content]], space: int) -> list[Content]:
    """Return blocks of equal height side by side, `space` cells apart."""
    return [style_text(" " * space).join(row) for row in zip(*blocks, strict=True)]


def set_beside(left: list[Content], right: list[Content], width: int, space: int) -> list[Content]:
    """Return two blocks beside each other, the left one `width` cells wide; the lower one ends in empty lines."""
    tallest = max(len(left), len(right))
    one, two = ([*block, *[NOTHING] * (tallest - len(block))] for block in (left, right))
    return join_columns([[fit_to_width(row, width) for row in one], two], space)


def fill_up(rows: Iterable[Content], width: int, height: int) -> list[Content]:
    """Return rows padded to a width, with empty ones below up to a height, as `join_columns` wants them."""
    fitted = [fit_to_width(row, width) for row in rows]
    return [*fitted, *[style_text(" " * width)] * (height - len(fitted))]


def render_title(title: str, width: int, aside: Content = NOTHING) -> Content:
    """Return a heading in a line across `width` cells, with what stands beside it."""
    head = join_contents(style_text("─ ", "$faint"), style_text(title.upper(), "bold $quiet"), style_text(" "), aside)
    rest = width - head.cell_length - bool(aside)
    return join_contents(head, style_text(" " if aside else "", ""), style_text("─" * rest, "$faint"))
