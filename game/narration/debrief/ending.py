"""How a game ended, as data with its words: the title card with the two, and what the figures became over the year."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from game.debrief.look_back import Insight
from game.engine.scenario import Portrait
from game.engine.state import round_half_even
from game.engine.state_draft import SCALE
from game.engine.stocks import INDEX, OUTCOMES, WORSE_WHEN_HIGH, Chair
from game.locales import _, ngettext, vocabulary
from game.locales.figures import Money
from game.narration.company import name_row
from game.narration.voice import Voice
from game.playthrough.epilogue import EpilogueReport
from game.playthrough.progress import ChairStanding, Mood, trace_progress
from game.playthrough.session import Session

_TIERS: Final = {"poor": 1, "mixed": 2, "good": 3, "top": 4}
_MARKS: Final = 4


@dataclass(frozen=True, slots=True)
class EndingChair:
    """One of the two as play ended.

    Attributes:
        chair, name, role: whose it is, who sat there, as what.
        trust, start: the trust in the other, at the end and as play began, 0..100.
        told: how many of its facts it told.
        broken: whether a breach is still open.
        mood, portrait: the face; no portrait where the author drew none.
    """

    chair: Chair
    name: str
    role: str
    trust: int
    start: int
    told: int
    broken: bool
    mood: Mood
    portrait: Portrait | None


@dataclass(frozen=True, slots=True)
class EndingCard:
    """The title of an ending, how good it was, and the two.

    Attributes:
        title: what it is called.
        tier: how good it was, in four marks and a word.
        good: whether that is above the middle.
        text: what is told of it.
        chairs: the two.
        tally: what was said, sat down for and came out, in one line.
        tokens, tokens_most: how often the two could still sit down together.
    """

    title: str
    tier: str
    good: bool
    text: str
    chairs: tuple[EndingChair, ...]
    tally: str
    tokens: int
    tokens_most: int


@dataclass(frozen=True, slots=True)
class YearFigure:
    """A figure over the year after play, beside the same had nothing happened.

    Attributes:
        stock, name: the figure.
        played, untouched: its weeks.
        ends: what it is at the end of the year.
        change: by how much it ends above the other.
        gained: whether that is a gain; None where they end alike.
        aside: the other's end, in words.
        money: how money is shown.
    """

    stock: str
    name: str
    played: tuple[int, ...]
    untouched: tuple[int, ...]
    change: int
    gained: bool | None
    aside: str
    money: Money

    @property
    def ends(self) -> int:
        """What it is at the end of the year."""
        return self.played[-1]


def mark_tier(tier: str) -> str:
    """Return how good an ending is, as four marks of which so many are filled."""
    return "▰" * _TIERS[tier] + "▱" * (_MARKS - _TIERS[tier])


def build_ending_card(voice: Voice, session: Session, insight: Insight) -> EndingCard:
    """Return the title card of a game that is over."""
    closing = insight.timeline.closing
    tier = f"{mark_tier(closing.tier)} {vocabulary.describe_ending_tier(closing.tier)}"
    return EndingCard(
        title=voice.name_ending(closing.ending),
        tier=tier,
        good=_TIERS[closing.tier] > _MARKS // 2,
        text="".join(span.text for span in voice.render_ending_spans(closing.ending)),
        chairs=tuple(_build_chair(voice, session, one) for one in trace_progress(session, None).standings),
        tally=_count_acts(session),
        tokens=session.state.tokens,
        tokens_most=session.scenario.tokens,
    )


def _build_chair(voice: Voice, session: Session, standing: ChairStanding) -> EndingChair:
    """Return one of the two as the last page of play showed it, with its trust, which is now open to both."""
    chair, place = standing.chair, INDEX[f"{standing.chair}.trust"]
    return EndingChair(
        chair=chair,
        name=voice.name_person(chair),
        role=vocabulary.name_chair(chair),
        trust=round_half_even(session.state.stocks[place]),
        start=round_half_even(session.scenario.start[place]),
        told=standing.planks,
        broken=standing.broken,
        mood=standing.mood,
        portrait=session.scenario.cast[chair].portrait,
    )


def _count_acts(session: Session) -> str:
    facts = [fact.status for fact in session.state.facts.values()]
    said, out = facts.count("said"), facts.count("surfaced")
    sat = sum(bool(played.sat) for played in session.state.past)
    return " · ".join(
        (
            ngettext("{n} fact said", "{n} facts said", said),
            ngettext("{n} came out", "{n} came out", out),
            ngettext("sat down {n} time", "sat down {n} times", sat),
        )
    )


def list_year_figures(voice: Voice, year: EpilogueReport) -> Iterator[YearFigure]:
    """Yield every figure that both see, in the order of the outcomes."""
    for stock in OUTCOMES:
        played, untouched = year.list_stock_weeks(stock)
        aside = _("else {was}", was=voice.money.format_points(stock, untouched[-1]))
        yield _build_year_figure(voice, stock, played, untouched, aside)


def list_year_differences(voice: Voice, played: EpilogueReport, otherwise: EpilogueReport) -> list[YearFigure]:
    """Return the figures that end the year differently on another line of play, the largest difference first.

    Each has the other line as what was played, and the played one as what it is set against.
    """
    pairs = ((stock, otherwise.list_stock_weeks(stock)[0], played.list_stock_weeks(stock)[0]) for stock in OUTCOMES)
    found = [
        _build_year_figure(
            voice, stock, there, here, _("played {value}", value=voice.money.format_points(stock, here[-1]))
        )
        for stock, there, here in pairs
        if there[-1] != here[-1]
    ]
    return sorted(found, key=lambda figure: -abs(figure.change) / SCALE.get(figure.stock, 1))


def _build_year_figure(
    voice: Voice, stock: str, played: tuple[int, ...], other: tuple[int, ...], aside: str
) -> YearFigure:
    change = played[-1] - other[-1]
    gained = None if not change else (change > 0) != (stock in WORSE_WHEN_HIGH)
    return YearFigure(stock, name_row(voice, stock), played, other, change, gained, aside, voice.money)


def name_year() -> str:
    """Return the heading over the figures of the year after play."""
    return _("The year after")


def name_voices() -> str:
    """Return the heading over what people say in that year."""
    return _("What they say in that year")
