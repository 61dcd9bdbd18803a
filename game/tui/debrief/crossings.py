"""What crossed the table in a scene as arrows between the two."""

from collections.abc import Sequence
from typing import Final

from textual.content import Content

from game.engine.stocks import CHAIRS
from game.narration.debrief.crossings import Crossing, count_crossings, name_crossings
from game.narration.voice import Voice
from game.tui.toolkit.content import fit_to_width, join_contents, render_title, style_text, wrap_hanging

_TRACK: Final = 20
_LABEL: Final = 26
_STOP: Final = 7
"""Cells that a fact that was kept gets on its way."""


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
