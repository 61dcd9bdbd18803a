"""How it ended: the year after play with one voice a quarter, the outcomes over it, and the ending itself."""

from collections.abc import Iterator
from typing import Final

from game.engine import events as e
from game.engine.stocks import OUTCOMES
from game.locales import N_, _, vocabulary
from game.narration.lines import BREAK, Line, make_spans
from game.narration.voice import Voice
from game.playthrough.epilogue import EpilogueReport

_QUARTERS: Final = (N_("After three months"), N_("After half a year"), N_("After nine months"), N_("After a year"))


def narrate_ending(voice: Voice, event: e.Ended) -> Iterator[Line]:
    """Yield the year after, then how it ended and how good that was."""
    if voice.game.epilogue is not None:
        yield from _narrate_year(voice, voice.game.epilogue)
    ending = voice.game.scenario.find_ending(event.ending)
    yield BREAK
    if ending is None:
        yield Line("heading", make_spans(_("The money is gone.")))
        told = _("The account is empty before the year is out. What the two of you knew comes too late.")
        yield Line("narration", make_spans(told))
    else:
        yield Line("heading", voice.render_spans(f"{ending.path}.title"))
        yield Line("narration", voice.render_spans(f"{ending.path}.text"))
    yield Line("note", make_spans(_("It was {tier}.", tier=vocabulary.describe_ending_tier(event.tier))))


def _narrate_year(voice: Voice, epilogue: EpilogueReport) -> Iterator[Line]:
    yield BREAK
    yield Line("heading", make_spans(_("The year after")))
    for quarter in epilogue.quarters:
        if quarter.path:
            when = _(_QUARTERS[quarter.number - 1])
            yield Line("speech", voice.render_spans(quarter.path), quarter.who, label=when)
    yield BREAK
    for stock in OUTCOMES:
        yield Line("note", make_spans(_compare_outcome(epilogue, stock)))


def _compare_outcome(epilogue: EpilogueReport, stock: str) -> str:
    _played, weeks = epilogue.list_stock_weeks(stock)
    untouched = weeks[1:]
    return _(
        "{name} over the year: {mean}. Had nothing happened: {untouched}.",
        name=vocabulary.name_stock(stock),
        mean=epilogue.means[stock],
        untouched=round(sum(untouched) / len(untouched)),
    )
