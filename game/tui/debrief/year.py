"""The ending on a large screen: a title card with the two faces, the year as small multiples, and voices with faces."""

from collections.abc import Sequence
from typing import Final

from textual.content import Content

from game.engine.scenario import Portrait
from game.narration.debrief.ending import EndingCard, EndingChair, YearFigure, name_voices, name_year
from game.narration.debrief.records import name_quarters, name_year_lines
from game.narration.debrief.scenes import name_branches
from game.narration.voice import Voice
from game.playthrough.epilogue import EpilogueQuarter
from game.playthrough.progress import Mood
from game.tui.toolkit.bridge import BridgeEnd, BridgeState, render_bridge_line
from game.tui.toolkit.canvas import Canvas
from game.tui.toolkit.content import (
    NOTHING,
    add_edge,
    align_ends,
    fill_background,
    fit_to_width,
    join_columns,
    join_contents,
    render_title,
    style_text,
    wrap_text,
)
from game.tui.toolkit.face import FACE_HEIGHT, FACE_WIDTH, render_face
from game.tui.toolkit.figures import smooth_values

_ACROSS: Final = 6
"""How many small multiples stand side by side."""
_LEAST_MULTIPLE: Final = 19
"""The cells of a small multiple at the least, where as many stand side by side as there is room for."""
_YEAR_ROWS: Final = 2
_LEAST_SPAN: Final = 8
"""The points that a plot spans at the least, so that a change of one does not look like a fall."""
_GAP: Final = 2
_CARD_TEXT: Final = 72


# -- the title card ------------------------------------------------------------------------------------------


def render_ending_card(card: EndingCard, width: int, *, few_colours: bool) -> list[Content]:
    """Return the title, how good it was and the text between the two faces, over the bridge."""
    style = "$gained" if card.good else "$lost"
    inner = width - 3
    sides = [_render_side(chair, few_colours=few_colours) for chair in card.chairs]
    room = inner - 2 * (FACE_WIDTH + _GAP) if any(chair.portrait for chair in card.chairs) else inner
    text = wrap_text(style_text(card.text, "$ink"), min(_CARD_TEXT, room))
    middle = [style_text(card.title, "bold $ink")]
    middle += [style_text(card.tier, style), NOTHING, *text, NOTHING, style_text(card.tally, "$quiet")]
    rows = [_centre(row, room) for row in middle]
    if room < inner:
        tallest = max(len(rows), *map(len, sides))
        left, right = ([*side, *[NOTHING] * (tallest - len(side))] for side in sides)
        rows += [style_text(" " * room)] * (tallest - len(rows))
        cells = FACE_WIDTH + _GAP
        rows = [
            join_contents(fit_to_width(one, cells), row, style_text("  "), fit_to_width(other, FACE_WIDTH))
            for one, row, other in zip(left, rows, right, strict=True)
        ]
    left_end, right_end = (_build_bridge_end(chair) for chair in card.chairs)
    state = BridgeState(left_end, right_end, card.tokens, card.tokens_most)
    return add_edge([*rows, render_bridge_line(state, inner)], style, width, "$slate")


def _render_side(chair: EndingChair, *, few_colours: bool) -> list[Content]:
    if chair.portrait is None:
        return []
    face = render_face(chair.portrait, chair.mood, chair=chair.chair, few_colours=few_colours)
    return [
        *face,
        join_contents(style_text(chair.name, f"bold ${chair.chair}"), style_text(f" {chair.role}", "$quiet")),
    ]


def _build_bridge_end(chair: EndingChair) -> BridgeEnd:
    return BridgeEnd(
        chair.chair, chair.name, chair.trust, chair.start, f"{chair.start} → {chair.trust}", chair.told, chair.broken
    )


def _centre(row: Content, width: int) -> Content:
    before = max(0, (width - row.cell_length) // 2)
    return fit_to_width(join_contents(style_text(" " * before), row), width)


# -- the year as small multiples -----------------------------------------------------------------------------


def render_year(figures: Sequence[YearFigure], width: int, height: int) -> list[Content]:
    """Return every figure's year in a plot of `height` lines, as it was played over as it would have been untouched."""
    played, untouched = name_year_lines()
    legend = join_contents(style_text(f"⠒⠒ {played}", "$gained"), style_text(f"  ⠄⠄ {untouched}", "$quiet"))
    return [render_title(name_year(), width, legend), *_render_multiples(figures, width, height, _ACROSS)]


def render_two_years(figures: Sequence[YearFigure], width: int, height: int) -> list[Content]:
    """Return figures' years on two lines of play, the other one over the one that was played, as many as two rows hold.

    The plots have `height` lines; the first figures are taken.
    """
    as_played, otherwise = name_branches()
    legend = join_contents(style_text(f"⠒⠒ {otherwise}", "$ceo"), style_text(f"  ⠄⠄ {as_played}", "$quiet"))
    across = max(1, (width + _GAP) // (_LEAST_MULTIPLE + _GAP))
    return [
        render_title(name_year(), width, legend),
        *_render_multiples(figures[: _YEAR_ROWS * across], width, height, across),
    ]


def _render_multiples(figures: Sequence[YearFigure], width: int, height: int, across: int) -> list[Content]:
    rows: list[Content] = []
    each = (width - _GAP * (across - 1)) // across
    for start in range(0, len(figures), across):
        blocks = [_render_multiple(figure, each, height) for figure in figures[start : start + across]]
        blocks += [[NOTHING] * (height + 2)] * (across - len(blocks))
        rows += join_columns(blocks, _GAP)
    return rows


def _render_multiple(figure: YearFigure, width: int, height: int) -> list[Content]:
    style = "$ink" if figure.gained is None else "$gained" if figure.gained else "$lost"
    money, stock = figure.money, figure.stock
    name = style_text(figure.name, "bold $ink")
    ends = style_text(money.format_figure(stock, figure.ends), "bold $ink")
    if name.cell_length + 1 + ends.cell_length > width:  # a long unit goes before the name does
        ends = style_text(money.format_points(stock, figure.ends), "bold $ink")
    head = align_ends(name, ends, width)
    mark = "▴" if figure.change > 0 else "▾"
    change = style_text(f"{mark}{money.format_points(stock, abs(figure.change))}" if figure.change else "=", style)
    aside = style_text(figure.aside, "$quiet")
    room = width - change.cell_length - 1
    was = aside if aside.cell_length <= room else style_text(money.format_points(stock, figure.untouched[-1]), "$quiet")
    foot = align_ends(change, was, width)
    plot = [fill_background(row, width, "$slate") for row in _plot_year(figure, style, width, height)]
    return [head, *plot, foot]


def _plot_year(figure: YearFigure, style: str, width: int, height: int) -> list[Content]:
    """Draw both lines, the untouched one dotted, with the other over it."""
    played, untouched = smooth_values(figure.played), smooth_values(figure.untouched)
    low, high = min(*played, *untouched), max(*played, *untouched)
    spare = max(0.0, _LEAST_SPAN - (high - low)) / 2
    low, high = low - spare, high + spare
    canvas, last = Canvas(width, height), 2 * width - 1
    for values, colour, drawn in ((untouched, "$quiet", 3), (played, style, 1)):
        for column in range(0, 2 * width, drawn):
            value = values[round(column * (len(values) - 1) / last)]
            canvas.put_dot(column, round((high - value) / (high - low) * (4 * height - 1)), colour)
    return canvas.render_rows()


# -- voices with faces ---------------------------------------------------------------------------------------


def render_faced_voices(
    voice: Voice, quarters: Sequence[EpilogueQuarter], width: int, *, mood: Mood, few_colours: bool
) -> list[Content]:
    """Return what one person says in each quarter, beside the face where there is one."""
    speaking = [quarter for quarter in quarters if quarter.path]
    if not speaking:
        return []
    each = (width - _GAP * (len(speaking) - 1)) // len(speaking)
    blocks = [_render_voice(voice, quarter, each, mood, few_colours=few_colours) for quarter in speaking]
    tallest = max(map(len, blocks))
    blocks = [[fit_to_width(row, each) for row in [*block, *[NOTHING] * (tallest - len(block))]] for block in blocks]
    return [render_title(name_voices(), width), *join_columns(blocks, _GAP)]


def _render_voice(
    voice: Voice, quarter: EpilogueQuarter, width: int, mood: Mood, *, few_colours: bool
) -> list[Content]:
    person = voice.game.scenario.cast.get(quarter.who)
    portrait: Portrait | None = person.portrait if person is not None else None
    room = width - FACE_WIDTH - 1 if portrait is not None else width
    beside = [
        *wrap_text(style_text(voice.name_speaker(quarter.who), "bold $ink"), room),
        *wrap_text(style_text(name_quarters()[quarter.number - 1], "$quiet"), room),
        *wrap_text(style_text(voice.render_text(quarter.path), "$ink"), room),
    ]
    if portrait is None:
        return beside
    chair = quarter.who if quarter.who in ("ceo", "cto") else ""
    face = render_face(portrait, mood, chair=chair, few_colours=few_colours)
    tallest = max(FACE_HEIGHT, len(beside))
    face += [style_text(" " * FACE_WIDTH)] * (tallest - FACE_HEIGHT)
    beside += [NOTHING] * (tallest - len(beside))
    return [join_contents(one, style_text(" "), row) for one, row in zip(face, beside, strict=True)]
