"""The year after play: four quarters with one voice each, then the outcomes beside the company as it was."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from game.engine.stocks import OUTCOMES, STOCKS
from game.locales import N_, _, vocabulary
from game.playthrough.epilogue import EpilogueReport

if TYPE_CHECKING:
    from game.plain.teller import Narrator

QUARTERS = (N_("After three months"), N_("After half a year"), N_("After nine months"), N_("After a year"))


def render_year(teller: "Narrator") -> Iterator[str]:
    """Yield the year after; nothing while play goes on."""
    epilogue = teller.game.epilogue
    if epilogue is None:
        return
    yield ""
    yield _("The year after")
    for quarter in epilogue.quarters:
        if quarter.path:
            name = teller.name_person(quarter.who)
            yield _(
                "{when}, {name}: {text}",
                when=_(QUARTERS[quarter.number - 1]),
                name=name,
                text=teller.render_text(quarter.path),
            )
    yield ""
    for stock in OUTCOMES:
        yield _render_year_outcome(epilogue, stock)


def _render_year_outcome(epilogue: EpilogueReport, stock: str) -> str:
    position = STOCKS.index(stock)
    untouched = [row[position] for row in epilogue.as_it_was[1:]]
    return _(
        "{name} over the year: {mean}. Had nothing happened: {untouched}.",
        name=vocabulary.name_stock(stock),
        mean=epilogue.means[stock],
        untouched=round(sum(untouched) / len(untouched)),
    )
