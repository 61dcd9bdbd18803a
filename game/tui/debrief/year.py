"""The year after play, drawn: one figure as played against as it was, a voice a quarter, words beside deeds."""

from collections.abc import Sequence
from typing import Final

from textual.content import Content

from game.debrief.pledges import Deed, PledgeRecord
from game.engine.state_draft import SCALE
from game.engine.stocks import OUTCOMES, STOCKS
from game.locales import N_, _
from game.narration.debrief import trust
from game.narration.debrief.names import DebriefNarrator
from game.playthrough.epilogue import EpilogueQuarter, EpilogueReport
from game.tui.toolkit.chart import SCALE_CELLS, ChartSeries
from game.tui.toolkit.content import NOTHING, join_contents, style_text
from game.tui.toolkit.typeset import add_edge, fit_to_width, join_columns, wrap_hanging, wrap_text

QUARTERS: Final = (N_("3 months"), N_("half a year"), N_("9 months"), N_("a year"))
WIDE: Final = 100
"""The cells from which things stand side by side."""


def order_figures(year: EpilogueReport) -> tuple[str, ...]:
    """Return the figures in the order in which they are leafed through: first the one that the play moved most."""

    def apart(stock: str) -> float:
        position = STOCKS.index(stock)
        moved = sum(here[position] - there[position] for here, there in zip(year.played, year.as_it_was, strict=True))
        return -abs(moved) / SCALE.get(stock, 1)

    return tuple(sorted(OUTCOMES, key=apart))


def build_chart_series(year: EpilogueReport, stock: str) -> ChartSeries:
    """Return one figure over the year for the chart."""
    played, was = year.list_stock_weeks(stock)
    return ChartSeries(
        played,
        was,
        join_contents(style_text(f"{played[-1]:,}", "bold $ink"), style_text(" " + _("as played"), "$ink")),
        style_text(f"{was[-1]:,} " + _("as it was"), "$quiet"),
    )


def render_figure_heading(name: str, year: EpilogueReport, stock: str) -> list[Content]:
    """Return the line over the chart: which figure it is, and its mean over the year on both lines."""
    was = year.list_stock_weeks(stock)[1]
    marks = join_contents(style_text("◂ ", "$quiet"), style_text(name, "bold $ink"), style_text(" ▸", "$quiet"))
    mean = _("mean of the year {played}, untouched {was}", played=year.means[stock], was=round(sum(was) / len(was)))
    return [join_contents(marks, style_text("   " + mean, "$quiet"))]


def render_voices(teller: DebriefNarrator, quarters: Sequence[EpilogueQuarter], width: int) -> list[Content]:
    """Return the four voices: under their quarters where there is room, else one under the other."""
    heard = [quarter for quarter in quarters if quarter.path]
    return _render_voices_beside(teller, heard, width) if width >= WIDE else _render_voices_below(teller, heard, width)


def _render_voices_below(teller: DebriefNarrator, heard: Sequence[EpilogueQuarter], width: int) -> list[Content]:
    names = [style_text(_(QUARTERS[quarter.number - 1]), "$quiet") for quarter in heard]
    people = [style_text(teller.name_person(quarter.who), "bold $ink") for quarter in heard]
    columns = [max((cell.cell_length for cell in cells), default=0) + 2 for cells in (names, people)]
    rows = []
    for name, person, quarter in zip(names, people, heard, strict=True):
        lead = join_contents(fit_to_width(name, columns[0]), fit_to_width(person, columns[1]))
        rows += wrap_hanging(lead, style_text(teller.render_text(quarter.path), "$ink"), width)
    return rows


def _render_voices_beside(teller: DebriefNarrator, heard: Sequence[EpilogueQuarter], width: int) -> list[Content]:
    each = (width - SCALE_CELLS) // max(1, len(heard)) - 2
    blocks = [
        [
            style_text(teller.name_person(quarter.who), "bold $ink"),
            *wrap_text(style_text(teller.render_text(quarter.path), "$ink"), each),
        ]
        for quarter in heard
    ]
    tallest = max((len(block) for block in blocks), default=0)
    padded = [[fit_to_width(row, each) for row in block + [NOTHING] * (tallest - len(block))] for block in blocks]
    return [style_text(" " * SCALE_CELLS) + row for row in join_columns(padded, 2)] if padded else []


def render_deeds(teller: DebriefNarrator, words: Sequence[PledgeRecord], width: int) -> list[Content]:
    """Return each chair's pledge with its deeds: side by side where there is room."""
    beside = width >= WIDE and len(words) == 2
    each = (width - 2) // 2 if beside else width
    blocks = [_render_pledge_deeds(teller, said, each - 3) for said in words]
    if beside:
        tallest = max(len(block) for block in blocks)
        blocks = [block + [NOTHING] * (tallest - len(block)) for block in blocks]
    framed = [add_edge(block, f"${said.chair}", each, "$slate") for block, said in zip(blocks, words, strict=True)]
    if beside:
        return join_columns(framed, 2)
    return [row for number, block in enumerate(framed) for row in ([NOTHING] if number else []) + block]


def _render_pledge_deeds(teller: DebriefNarrator, said: PledgeRecord, width: int) -> list[Content]:
    rows = wrap_text(style_text(trust.render_pledge_record(teller, said), "bold $ink"), width)
    rows += wrap_text(style_text(trust.render_deed_tally(said), "$quiet"), width)
    for deed in said.deeds:
        rows += wrap_hanging(_render_deed_mark(deed), style_text(trust.render_deed(teller, deed), "$ink"), width)
    return rows


def _render_deed_mark(deed: Deed) -> Content:
    if deed.worth == 0:
        return style_text("◆ ", "$quiet")
    return style_text("▴ ", "$gained") if deed.worth > 0 else style_text("▾ ", "$lost")
