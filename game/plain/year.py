"""The year after play: four quarters with one voice each, then the outcomes beside the company as it was."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from game.engine.stocks import OUTCOMES, STOCKS
from game.locales import N_, _, words
from game.playthrough.epilogue import Epilogue

if TYPE_CHECKING:
    from game.plain.teller import Teller

QUARTERS = (N_("After three months"), N_("After half a year"), N_("After nine months"), N_("After a year"))


def lines(teller: "Teller") -> Iterator[str]:
    """Yield the year after; nothing while play goes on."""
    epilogue = teller.game.epilogue
    if epilogue is None:
        return
    yield ""
    yield _("The year after")
    for quarter in epilogue.quarters:
        if quarter.path:
            name = teller.name(quarter.who)
            yield _(
                "{when}, {name}: {text}",
                when=_(QUARTERS[quarter.number - 1]),
                name=name,
                text=teller.text(quarter.path),
            )
    yield ""
    for stock in OUTCOMES:
        yield _outcome(epilogue, stock)


def _outcome(epilogue: Epilogue, stock: str) -> str:
    position = STOCKS.index(stock)
    untouched = [row[position] for row in epilogue.as_it_was[1:]]
    return _(
        "{name} over the year: {mean}. Had nothing happened: {untouched}.",
        name=words.stock(stock),
        mean=epilogue.means[stock],
        untouched=round(sum(untouched) / len(untouched)),
    )
