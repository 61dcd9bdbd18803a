"""How trust and what the two did not know went from scene to scene, as curves and surfaces."""

from collections.abc import Sequence
from typing import Final

from textual.content import Content

from game.debrief.records import KnowledgeGap, TrustLedger
from game.narration.debrief import records
from game.narration.debrief.crossings import name_course_of_trust
from game.narration.voice import Voice
from game.tui.toolkit.canvas import render_courses, render_steps
from game.tui.toolkit.content import (
    NOTHING,
    align_ends,
    fit_to_width,
    join_columns,
    join_contents,
    render_title,
    style_text,
)

_COURSE: Final = (2, 7)
"""The rows of a course under a list, at the least and at the most."""
_AROUND_COURSE: Final = 3
_SCALE: Final = 5
"""The cells of a plot's scale."""
_GAP_HEIGHT: Final = 4
_GAP_MOST: Final = 80
_SPACE: Final = 4


def render_course_of_trust(
    voice: Voice, ledgers: Sequence[TrustLedger], marked: int | None, width: int, room: int
) -> list[Content]:
    """Return both trusts from scene to scene, on one scale each, with a line at the marked scene.

    They take `room` rows at the most, unless even the lowest do not fit.
    """
    least, most = _COURSE
    height = max(least, min(most, (room - 1) // max(1, len(ledgers)) - _AROUND_COURSE))
    rows = [style_text(name_course_of_trust(), "bold $quiet")]
    for ledger in ledgers:
        place = round((marked or 0) / max(1, len(ledger.by_scene) - 1) * (width - 1))
        mark = join_contents(style_text(" " * place), style_text("" if marked is None else "▴", "bold $ink"))
        name = style_text(records.render_trust_heading(voice, ledger), f"${ledger.chair}")
        value = style_text(f"{ledger.start} → {ledger.now}", "$ink")
        rows += [NOTHING, align_ends(name, value, width)]
        rows += render_courses([(ledger.by_scene, f"${ledger.chair}")], width, height)
        rows.append(fit_to_width(mark, width))
    return rows


def render_trust_title(voice: Voice, ledgers: Sequence[TrustLedger], width: int) -> Content:
    """Return the heading over the plot of both trusts: whose line is which, from where to where it went."""
    legends = (
        join_contents(
            style_text(f"⠒⠒ {records.render_trust_heading(voice, ledger)} ", f"${ledger.chair}"),
            style_text(f"{ledger.start} → {ledger.now}", "bold $ink"),
        )
        for ledger in ledgers
    )
    return render_title(name_course_of_trust(), width, join_contents(*legends, between="   "))


def render_trust_plot(ledgers: Sequence[TrustLedger], width: int, height: int) -> list[Content]:
    """Return both trusts on one scale, over the scenes and the figures as each opened, and at last."""
    cells = width - _SCALE
    values = [value for ledger in ledgers for value in ledger.by_scene]
    plot = render_courses([(ledger.by_scene, f"${ledger.chair}") for ledger in ledgers], cells, height)
    scale = [str(max(values)), *[""] * (height - 2), str(min(values))]
    drawn = [
        style_text(f"{end:>{_SCALE - 2}}" + ("┤ " if end else "│ "), "$quiet") + row
        for end, row in zip(scale, plot, strict=True)
    ]
    count = len(ledgers[0].by_scene) - 1
    lines = [_place_labels([str(number + 1) for number in range(count)] + [""], cells, "$quiet")]
    lines += [_place_labels(list(map(str, ledger.by_scene)), cells, f"${ledger.chair}") for ledger in ledgers]
    axis = [style_text(" " * _SCALE) + line for line in lines]
    return [*drawn, *axis]


def _place_labels(labels: Sequence[str], cells: int, style: str) -> Content:
    """Return labels in one row at equal distances, the first and the last at its ends."""
    row = ""
    for number, label in enumerate(labels):
        middle = round(number / max(1, len(labels) - 1) * (cells - 1)) - len(label) // 2
        row += " " * (min(middle, cells - len(label)) - len(row)) + label
    return style_text(row, style)


def render_gaps(voice: Voice, gaps: Sequence[KnowledgeGap], width: int) -> list[Content]:
    """Return what each did not know as surfaces beside each other, over the scenes, with the figure as each opened."""
    each = (width - _SPACE) // 2
    blocks = []
    for gap in gaps:
        style = f"${gap.chair}"
        name = style_text(voice.name_figure(f"{gap.chair}.gap"), f"bold {style}")
        ends = style_text(f"{gap.points[0]} → {gap.points[-1]}", "bold $ink")
        most = min(_GAP_MOST, max(point for other in gaps for point in other.points))
        steps = render_steps(gap.points, max(1, most), each, _GAP_HEIGHT, style)
        numbers = [*(str(number + 1) for number in range(len(gap.points) - 1)), ""]
        rows = [align_ends(name, ends, each), *steps]
        rows += [_spread_labels(list(map(str, gap.points)), each, "$ink"), _spread_labels(numbers, each, "$quiet")]
        blocks.append([fit_to_width(row, each) for row in rows])
    return join_columns(blocks, _SPACE)


def _spread_labels(labels: Sequence[str], cells: int, style: str) -> Content:
    """Return labels in one row, each over the middle of its equal share of it."""
    row = ""
    for number, label in enumerate(labels):
        middle = round((number + 0.5) * cells / len(labels)) - len(label) // 2 - len(label) % 2
        row += " " * max(bool(row), middle - len(row)) + label
    return style_text(row, style)
