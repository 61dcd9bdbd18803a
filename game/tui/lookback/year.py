"""The year after play, drawn: one figure as played against as it was, a voice a quarter, words beside deeds."""

from collections.abc import Sequence
from typing import Final

from textual.content import Content

from game.debrief.deeds import Deed, Words
from game.debrief.telling import trust
from game.debrief.telling.teller import Teller
from game.engine.stocks import OUTCOMES, STOCKS
from game.engine.turn import SCALE
from game.locales import N_, _
from game.playthrough.epilogue import Epilogue, Quarter
from game.tui.content import NOTHING, ink, join
from game.tui.typeset import edged, hang, join_columns, pad, wrap
from game.tui.widgets.chart import SCALE_CELLS, Course

QUARTERS: Final = (N_("3 months"), N_("half a year"), N_("9 months"), N_("a year"))
WIDE: Final = 100
"""The cells from which things stand side by side."""


def order(year: Epilogue) -> tuple[str, ...]:
    """Return the figures in the order in which they are leafed through: first the one that the play moved most."""

    def apart(stock: str) -> float:
        position = STOCKS.index(stock)
        moved = sum(here[position] - there[position] for here, there in zip(year.played, year.as_it_was, strict=True))
        return -abs(moved) / SCALE.get(stock, 1)

    return tuple(sorted(OUTCOMES, key=apart))


def course(year: Epilogue, stock: str) -> Course:
    """Return one figure over the year for the chart."""
    played, was = year.course(stock)
    return Course(
        played,
        was,
        join(ink(f"{played[-1]:,}", "bold $ink"), ink(" " + _("as played"), "$ink")),
        ink(f"{was[-1]:,} " + _("as it was"), "$quiet"),
    )


def chosen(name: str, year: Epilogue, stock: str) -> list[Content]:
    """Return the line over the chart: which figure it is, and its mean over the year on both lines."""
    was = year.course(stock)[1]
    marks = join(ink("◂ ", "$quiet"), ink(name, "bold $ink"), ink(" ▸", "$quiet"))
    mean = _("mean of the year {played}, untouched {was}", played=year.means[stock], was=round(sum(was) / len(was)))
    return [join(marks, ink("   " + mean, "$quiet"))]


def voices(teller: Teller, quarters: Sequence[Quarter], width: int) -> list[Content]:
    """Return the four voices: under their quarters where there is room, else one under the other."""
    heard = [quarter for quarter in quarters if quarter.path]
    return _beside(teller, heard, width) if width >= WIDE else _under(teller, heard, width)


def _under(teller: Teller, heard: Sequence[Quarter], width: int) -> list[Content]:
    names = [ink(_(QUARTERS[quarter.number - 1]), "$quiet") for quarter in heard]
    people = [ink(teller.name(quarter.who), "bold $ink") for quarter in heard]
    columns = [max((cell.cell_length for cell in cells), default=0) + 2 for cells in (names, people)]
    rows = []
    for name, person, quarter in zip(names, people, heard, strict=True):
        lead = join(pad(name, columns[0]), pad(person, columns[1]))
        rows += hang(lead, ink(teller.text(quarter.path), "$ink"), width)
    return rows


def _beside(teller: Teller, heard: Sequence[Quarter], width: int) -> list[Content]:
    each = (width - SCALE_CELLS) // max(1, len(heard)) - 2
    blocks = [
        [ink(teller.name(quarter.who), "bold $ink"), *wrap(ink(teller.text(quarter.path), "$ink"), each)]
        for quarter in heard
    ]
    tallest = max((len(block) for block in blocks), default=0)
    padded = [[pad(row, each) for row in block + [NOTHING] * (tallest - len(block))] for block in blocks]
    return [ink(" " * SCALE_CELLS) + row for row in join_columns(padded, 2)] if padded else []


def deeds(teller: Teller, words: Sequence[Words], width: int) -> list[Content]:
    """Return each chair's pledge with its deeds: side by side where there is room."""
    beside = width >= WIDE and len(words) == 2
    each = (width - 2) // 2 if beside else width
    blocks = [_deeds(teller, said, each - 3) for said in words]
    if beside:
        tallest = max(len(block) for block in blocks)
        blocks = [block + [NOTHING] * (tallest - len(block)) for block in blocks]
    framed = [edged(block, f"${said.chair}", each, "$slate") for block, said in zip(blocks, words, strict=True)]
    if beside:
        return join_columns(framed, 2)
    return [row for number, block in enumerate(framed) for row in ([NOTHING] if number else []) + block]


def _deeds(teller: Teller, said: Words, width: int) -> list[Content]:
    rows = wrap(ink(trust.pledged(teller, said), "bold $ink"), width)
    rows += wrap(ink(trust.tally(said), "$quiet"), width)
    for deed in said.deeds:
        rows += hang(_mark(deed), ink(trust.deed(teller, deed), "$ink"), width)
    return rows


def _mark(deed: Deed) -> Content:
    if deed.worth == 0:
        return ink("◆ ", "$quiet")
    return ink("▴ ", "$gained") if deed.worth > 0 else ink("▾ ", "$lost")
