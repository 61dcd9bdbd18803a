"""The rail of the day: the scenes played, the one that is on, and what is known to be coming.

A stop shows when it was and what came of it. Those further back keep their time only, so that there is room for what is
on its way. What has not been announced has a place on the line and nothing else. Where there is one line, it has the
time of now, what landed last and what comes next, as much of it as fits whole.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from textual.content import Content

from game.tui.toolkit.content import NOTHING, fit_to_width, join_contents, style_text, wrap_text

StopState = Literal["over", "now", "ahead"]
_TOLD: Final = 2
"""How many stops before the one of now say what came of them."""
_WIDEST: Final = 24
_NARROWEST: Final = 14
_AHEAD: Final = 4
"""The cells of a stop of which nothing is known."""
_MARKS: Final = {"over": ("●", "$quiet"), "now": ("◉", "bold"), "ahead": ("○", "$quiet")}


@dataclass(frozen=True)
class RailStop:
    """A scene on the rail: when it is, a word for it with its style, and what came of it; "" where it is ahead."""

    when: str
    state: StopState
    label: str = ""
    style: str = "$quiet"
    text: str = ""


@dataclass(frozen=True)
class RailState:
    """The scenes in their order, and what is on its way.

    Attributes:
        stops: the scenes; those ahead say nothing.
        coming_label: the words over what is coming, or what to say where nothing was announced.
        coming: what has been announced.
        brief: for one line: what to say there, the most important first, each as a mark, a style, and texts of which
            the first that fits is taken.
        accent: the colour of the chair that looks.
    """

    stops: tuple[RailStop, ...]
    coming_label: str = ""
    coming: tuple[str, ...] = ()
    brief: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    accent: str = "$ink"


def render_rail(state: RailState, width: int, text_lines: int = 2) -> list[Content]:
    """Return the rail as lines: times, the line with its stops, words, and `text_lines` of what came of each."""
    known = [stop for stop in state.stops if stop.state != "ahead"]
    widths = _share_width(known, len(state.stops) - len(known), width)
    rows = [NOTHING] * (3 + text_lines)
    for number, (stop, room) in enumerate(zip(known, widths, strict=True)):
        told = number >= len(known) - 1 - _TOLD
        block = _render_stop(stop, room, state.accent, text_lines if told else 0)
        rows = [row + cell for row, cell in zip(rows, block + [_pad("", room)] * (len(rows) - len(block)), strict=True)]
    left = width - sum(widths)
    ahead = _render_ahead(state, left, len(state.stops) - len(known), text_lines)
    return [row + cell for row, cell in zip(rows, ahead, strict=True)]


def _share_width(known: Sequence[RailStop], ahead: int, width: int) -> list[int]:
    """Return the cells of each known stop, so that a third of the rail at least is left while anything is ahead."""
    older = [min(style_text(stop.when).cell_length, _NARROWEST) + 2 for stop in known[: -1 - _TOLD]]
    told = len(known) - len(older)
    free = width - sum(older) - (max(width // 3, ahead * _AHEAD) if ahead else 0)
    return [*older, *[max(_NARROWEST, min(_WIDEST, free // max(1, told)))] * told]


def _render_stop(stop: RailStop, room: int, accent: str, text_lines: int) -> list[Content]:
    here = stop.state == "now"
    mark, style = _MARKS[stop.state]
    when = fit_to_width(style_text(stop.when, "bold $ink" if here else "$quiet"), room - 1)
    line = style_text("─" * (room - 1), "$faint") if here else style_text("━" * (room - 1), "$quiet")
    rows = [
        when + style_text(" "),
        style_text(mark, f"bold {accent}" if here else style) + line,
    ]
    if text_lines:
        rows.append(fit_to_width(style_text(stop.label, f"bold {accent}" if here else stop.style), room))
        rows += [fit_to_width(row, room) for row in _limit_lines(style_text(stop.text, "$quiet"), room - 2, text_lines)]
    return rows


def _render_ahead(state: RailState, room: int, ahead: int, text_lines: int) -> list[Content]:
    """Return what lies ahead: a place for each scene to come, and under it what has been announced."""
    step = room // ahead if ahead else 0
    line = join_contents(
        *(style_text("○", "$quiet") + style_text("─" * (step - 1), "$faint") for _ in range(ahead)),
        style_text("─" * (room - step * ahead), "$faint"),
    )
    rows: list[Content] = []
    if state.coming_label:
        label = style_text(state.coming_label, "bold $time" if state.coming else "$quiet")
        rows = [label, *_list_coming(state.coming, room, text_lines)]
    return [fit_to_width(row, room) for row in [NOTHING, line, *rows, *[NOTHING] * (1 + text_lines - len(rows))]]


def _list_coming(texts: Sequence[str], room: int, most: int) -> list[Content]:
    """Return what was announced, as many texts as fit whole; the first in any case, cut where it must be."""
    rows: list[Content] = []
    for text in texts:
        lines = _limit_lines(style_text(text, "$ink"), max(1, room - 2), most)
        if len(rows) + len(lines) <= most:
            lead = style_text("◌ ", "$time")
            rows += [(lead if number == 0 else style_text("  ")) + line for number, line in enumerate(lines)]
    return rows


def _limit_lines(text: Content, width: int, most: int) -> list[Content]:
    """Return a text wrapped to a width; what does not fit in `most` lines ends in an ellipsis."""
    lines = wrap_text(text, width) if text else []
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], fit_to_width(lines[most - 1] + style_text("…", "$quiet"), width)]


def _pad(text: str, room: int) -> Content:
    return fit_to_width(style_text(text), room)


def render_rail_line(state: RailState, width: int) -> Content:
    """Return the rail as one line: the time of now, and of the rest whatever fits whole."""
    now = next((stop for stop in state.stops if stop.state == "now"), None)
    line = style_text(f"◉ {now.when}" if now else "", f"bold {state.accent}")
    for mark, style, texts in state.brief:
        lead = join_contents(style_text("   " if line else ""), style_text(f"{mark} ", style))
        room = width - line.cell_length - lead.cell_length
        fitting = next((text for text in texts if style_text(text).cell_length <= room), None)
        if fitting is not None:
            line += lead + style_text(fitting, "$ink")
    return line
