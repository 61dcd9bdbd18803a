"""What crossed the table in a scene as arrows between the two, and the course of their trust beside it."""

from collections.abc import Sequence
from typing import Final

from textual.content import Content

from game.debrief.records import TrustLedger
from game.engine.stocks import CHAIRS
from game.narration.debrief import records
from game.narration.debrief.crossings import Crossing, count_crossings, name_course_of_trust, name_crossings
from game.narration.voice import Voice
from game.tui.toolkit.canvas import Canvas
from game.tui.toolkit.content import NOTHING, fit_to_width, join_contents, render_title, style_text, wrap_hanging

_TRACK: Final = 20
_LABEL: Final = 26
_STOP: Final = 7
"""Cells that a fact that was kept gets on its way."""
_COURSE: Final = 4
_TENSE: Final = 8
"""Rows of a course, and the points that it spans at the least."""


def render_crossings(voice: Voice, crossings: Sequence[Crossing], width: int) -> list[Content]:
    """Return a row a fact: its name, how far it came between the two, and what came of saying or keeping it."""
    longest = max(style_text(crossing.label).cell_length for crossing in crossings)
    label = min(_LABEL, longest) + 2
    ceo, cto = (style_text(voice.name_person(chair), f"bold ${chair}") for chair in CHAIRS)
    between = style_text(" " * max(1, _TRACK - ceo.cell_length - cto.cell_length))
    rows = [
        render_title(name_crossings(), width, style_text(count_crossings(tuple(crossings)), "$quiet")),
        join_contents(style_text(" " * label), ceo, between, cto),
    ]
    for crossing in crossings:
        lead = join_contents(
            fit_to_width(style_text(crossing.label, f"${crossing.holder}"), label),
            _render_track(crossing),
            style_text("  "),
        )
        rows += wrap_hanging(lead, style_text(crossing.words, "$quiet" if crossing.said else "$lost"), width)
    return rows


def _render_track(crossing: Crossing) -> Content:
    """Return the way from one to the other: an arrow where it was said, broken off where it was kept."""
    if crossing.said:
        line = "━" * (_TRACK - 2)
        return style_text(f"●{line}▶" if crossing.holder == "ceo" else f"◀{line}●", f"${crossing.holder}")
    way = style_text("●" + "━" * _STOP + "╳", "$lost")
    if crossing.holder == "ceo":
        return fit_to_width(join_contents(way, style_text("·" * (_TRACK - _STOP - 2), "$faint")), _TRACK)
    way = style_text("╳" + "━" * _STOP + "●", "$lost")
    return join_contents(style_text("·" * (_TRACK - _STOP - 2), "$faint"), way)


def render_course_of_trust(voice: Voice, ledgers: Sequence[TrustLedger], marked: int, width: int) -> list[Content]:
    """Return both trusts from scene to scene, on one scale each, with a line at the marked scene."""
    rows = [style_text(name_course_of_trust(), "bold $quiet")]
    for ledger in ledgers:
        low, high = min(ledger.by_scene), max(ledger.by_scene)
        spare = max(0.0, _TENSE - (high - low)) / 2
        canvas, steps = Canvas(width, _COURSE), len(ledger.by_scene) - 1
        for column in range(2 * width):
            at = column / (2 * width - 1) * max(1, steps)
            before = min(int(at), steps)
            after = min(before + 1, steps)
            value = ledger.by_scene[before] + (ledger.by_scene[after] - ledger.by_scene[before]) * (at - before)
            share = (high + spare - value) / (high - low + 2 * spare)
            canvas.put_dot(column, round(share * (4 * _COURSE - 1)), f"${ledger.chair}")
        place = round(marked / max(1, steps) * (width - 1))
        name = style_text(records.render_trust_heading(voice, ledger), f"${ledger.chair}")
        value_row = style_text(f"{ledger.start} → {ledger.now}", "$ink")
        mark = join_contents(style_text(" " * place), style_text("▴", "bold $ink"))
        rows += [NOTHING, *canvas.render_rows(), fit_to_width(mark, width), name, value_row]
    return rows
