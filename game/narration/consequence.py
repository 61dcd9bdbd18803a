"""What came of a decision, figure by figure: what it did, what time and earlier decisions did, and the sum.

Everything is measured from how the scene had opened, with what was due landed: before + decided + elapsed = now. What
moved a figure is told in a few words a cause: of the decision by the ledger, of the weeks by the model.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Final

from game.debrief.changes import MEETING_MOVES, apportion_points, list_causes_of_option
from game.engine import events as e
from game.engine.causes import Parts, compute_contributions
from game.engine.consequences import list_carried_reasons
from game.engine.model import from_hundredths
from game.engine.state import LedgerEntry, Part, round_half_even
from game.engine.stocks import CHAIRS, INDEX, OUTCOMES, STOCKS
from game.locales import _, pgettext, vocabulary
from game.locales.figures import Money
from game.narration.company import describe_carrying_out, name_row
from game.narration.debrief.outcomes import name_carried_reason, name_source
from game.narration.events import find_decider
from game.narration.voice import Voice
from game.playthrough.hindsight import Hindsight
from game.playthrough.session import Session
from game.playthrough.visibility import compute_band, is_stock_seen

_DECIDED: Final[frozenset[Part]] = frozenset({"said", "decision"})
"""The parts of a change that belong to the decision; all others came by themselves."""
_LEAST: Final = 0.05
"""Points that a driver pulls at the least to be named."""


@dataclass(frozen=True, slots=True)
class MoveCause:
    """What moved a figure, in a few words, and by how many whole points.

    `brief` is for where these are too many words; `whole` tells that it is the decision itself, as the title says.
    """

    words: str
    points: int
    brief: str
    whole: bool = False


@dataclass(frozen=True, slots=True)
class MovedFigure:
    """A figure that has moved: `before + decided + elapsed = now`, in whole points as they are shown.

    Attributes:
        stock, name: the figure.
        before, now: what it was as the scene had opened, and what it is.
        word: what it means now.
        decided, elapsed: what made up the two moves, the largest first; each adds up to its move.
    """

    stock: str
    name: str
    before: int
    now: int
    word: str
    decided: tuple[MoveCause, ...]
    elapsed: tuple[MoveCause, ...]

    @property
    def by_decision(self) -> int:
        """What the decision moved it by."""
        return sum(cause.points for cause in self.decided)

    @property
    def by_time(self) -> int:
        """What time, and what landed, moved it by."""
        return sum(cause.points for cause in self.elapsed)


@dataclass(frozen=True, slots=True)
class StillFigure:
    """A figure that has not moved, and its number as it is read."""

    stock: str
    name: str
    number: str


@dataclass(frozen=True, slots=True)
class MovedFigures:
    """What came of a decision, or of the time between two, with its words.

    Attributes:
        title: what the whole is.
        decider: whose decision it was: a chair, `both` or `board`; "" where nothing was decided.
        decided_title: the same as a title.
        carried: how well the two carried it out; "" where nothing came of it at once.
        reasons: what made it be carried out so, each with whether it helped.
        elapsed_title: the time that passed.
        course_title: what stands over the course of figures from scene to scene.
        columns: what stands over the four numbers of a row.
        figures: the figures, the largest move first.
        still_title: what stands before those that have not moved.
        still: the figures of the company that have not, in the order in which they are shown.
        money: how money is shown among them.
    """

    title: str
    decider: str
    decided_title: str
    carried: str
    reasons: tuple[tuple[str, bool], ...]
    elapsed_title: str
    course_title: str
    columns: tuple[str, str, str, str]
    figures: tuple[MovedFigure, ...]
    still_title: str
    still: tuple[StillFigure, ...]
    money: Money


def account_for_changes(
    voice: Voice, session: Session, happened: Sequence[e.Event], changes: Sequence[e.Changed], then: Hindsight | None
) -> MovedFigures:
    """Return what moved the figures of these changes, as the page of this moment tells it.

    Args:
        voice: who reads.
        session: the game.
        happened: all that the page tells.
        changes: the figures, which the reader may see.
        then: the moment of the page, if play has gone on since.
    """
    enacted = next((event for event in happened if isinstance(event, e.Enacted)), None)
    decider = find_decider(voice, happened, enacted) if enacted is not None else ""
    sources = _Sources(voice, session, happened, then)
    return MovedFigures(
        title=_("What changed"),
        decider=decider,
        decided_title=_title_decision(voice, decider),
        carried=describe_carrying_out(enacted),
        reasons=tuple(sources.list_reasons()),
        elapsed_title=_title_time(sum(isinstance(event, e.WeekPassed) for event in happened)),
        course_title=_("from scene to scene"),
        columns=(
            pgettext("column", "before"),
            pgettext("column", "decision"),
            pgettext("column", "time"),
            pgettext("column", "now"),
        ),
        figures=tuple(_account_for_change(voice, sources, change) for change in changes),
        still_title=_("Unmoved"),
        still=tuple(sources.list_still_figures({change.stock for change in changes})),
        money=voice.money,
    )


def _title_decision(voice: Voice, decider: str) -> str:
    if not decider:
        return ""
    if voice.sits_in(decider):
        return _("Your decision")
    if decider == "both":
        return _("Decided by both")
    if decider == "board":
        return _("Board's decision")
    return _("{name}'s decision", name=voice.name_person(decider))


def _title_time(weeks: int) -> str:
    return vocabulary.describe_weeks(weeks) if weeks else _("Meanwhile")


def _account_for_change(voice: Voice, sources: "_Sources", change: e.Changed) -> MovedFigure:
    decided: list[MoveCause] = []
    elapsed: list[MoveCause] = []
    for part, points in change.parts.items():
        (decided if part in _DECIDED else elapsed).extend(sources.split_part(change.stock, part, points))
    return MovedFigure(
        change.stock,
        name_row(voice, change.stock),
        change.before,
        change.after,
        vocabulary.describe_band(change.stock, compute_band(change.stock, change.after)),
        _merge_causes(decided),
        _merge_causes(elapsed),
    )


def _merge_causes(causes: Iterable[MoveCause]) -> tuple[MoveCause, ...]:
    """Return causes with the points of those of the same words put together, the largest first."""
    added: dict[str, MoveCause] = {}
    for cause in causes:
        before = added.get(cause.words, replace(cause, points=0))
        added[cause.words] = replace(before, points=before.points + cause.points)
    return tuple(sorted((cause for cause in added.values() if cause.points), key=lambda cause: -abs(cause.points)))


class _Sources:
    """What the parts of a change consist of: by the ledger of the page's scene, and by the model."""

    def __init__(self, voice: Voice, session: Session, happened: Sequence[e.Event], then: Hindsight | None) -> None:
        self.voice, self.session, self._happened = voice, session, happened
        enacted = next((event for event in happened if isinstance(event, e.Enacted)), None)
        self._enacted = enacted
        self._count = then.count if then is not None else session.state.past[-1].count if session.state.past else 0
        self._stocks = (then.stocks if then is not None else None) or session.state.stocks
        self._now, self._start = from_hundredths(self._stocks), from_hundredths(session.scenario.start)
        self._pulls: Parts | None = None
        self._written: frozenset[str] = frozenset()
        if enacted is not None:
            self._written = list_causes_of_option(session.scenario, enacted.scene, enacted.option)

    def list_reasons(self) -> Iterator[tuple[str, bool]]:
        """Yield what made the decision be carried out as it was, and whether it helped; all of it was seen by both."""
        played = next((one for one in reversed(self.session.state.past) if one.count == self._count), None)
        if self._enacted is None or not self._enacted.effects or played is None:
            return
        decision = self.session.scenario.scenes[played.scene].decision
        assert decision is not None
        relies_on = decision.find_option(self._enacted.option).relies_on
        relied = any(f"{chair}.{relies_on}" in self.session.state.named for chair in CHAIRS)
        for reason, points in list_carried_reasons(played, played.mode, relied=relied):
            if points:
                yield name_carried_reason(reason), points > 0

    def list_still_figures(self, moved: Set[str]) -> Iterator[StillFigure]:
        """Yield the figures that both may see and that have not moved."""
        for stock in OUTCOMES:
            if stock not in moved:
                number = self.voice.money.format_figure(stock, round_half_even(self._stocks[INDEX[stock]]))
                yield StillFigure(stock, name_row(self.voice, stock), number)

    def split_part(self, stock: str, part: Part, points: int) -> Iterator[MoveCause]:
        """Yield what a part of a change consists of, in whole points that add up to it."""
        if part == "time":
            yield MoveCause(self._describe_pull(stock, points), points, vocabulary.name_part(part, briefly=True))
            return
        named: dict[str, int] = {}
        for words, moved in self._name_arrivals(stock) if part == "landed" else self._name_entries(part, stock):
            named[words] = named.get(words, 0) + moved
        found: Mapping[str, int] = {words: moved for words, moved in named.items() if moved}
        brief, itself = vocabulary.name_part(part, briefly=True), name_source("decided")
        found = found or {brief: 100 * points}
        for words, share in zip(found, apportion_points(tuple(found.values()), points), strict=True):
            yield MoveCause(words, share, brief, whole=words == itself)

    def _name_entry(self, part: Part, entry: LedgerEntry) -> str:
        """Return what a line of the ledger is called, "" where it belongs to another part of a change."""
        kind, _colon, what = entry.cause.partition(":")
        words = ""
        match part, kind:
            case "decision", "carried":
                words = name_source("carried")
            case "decision", "option" if entry.cause in self._written:
                words = name_source("decided")
            case "decision", "move" if entry.cause in self._written or entry.cause in MEETING_MOVES:
                words = vocabulary.name_move(what)
            case "said", "said":
                words = self.voice.name_fact(what)
        return words

    def _name_arrivals(self, stock: str) -> Iterator[tuple[str, int]]:
        """Yield what landed or came out on this page and moved a figure, and by how many hundredths."""
        for event in self._happened:
            match event:
                case e.Landed(made=made, moved=moved) if stock in moved:
                    yield _("from scene {n}", n=made), 100 * moved[stock]
                case e.Surfaced(fact=fact, moved=moved) if stock in moved:
                    yield self.voice.render_cause(f"surfaced:{fact}"), 100 * moved[stock]
                case e.PromiseSettled(status=status, moved=moved) if stock in moved:
                    yield vocabulary.name_move(status), 100 * moved[stock]

    def _name_entries(self, part: Part, stock: str) -> Iterator[tuple[str, int]]:
        """Yield what the ledger of the page's scene says that a part of a change consists of, in hundredths."""
        for entry in self.session.list_ledger_entries(stock):
            words = self._name_entry(part, entry) if entry.scene == self._count else ""
            if words:
                yield words, entry.points

    def _may_name(self, driver: str) -> bool:
        """Tell whether a driver may be named: in front of both, none that would tell what one of them kept."""
        return self.voice.chair is not None or is_stock_seen(driver, self.voice.figure_chairs)

    def _describe_pull(self, stock: str, points: int) -> str:
        """Return what pulled a figure over the weeks, against the company at the start of play."""
        if self._pulls is None:
            self._pulls = compute_contributions(self._now, self._start)
        pulls = {
            driver: pull
            for driver, pull in zip(STOCKS, self._pulls[INDEX[stock]], strict=True)
            if driver != stock and pull * points > 0 and abs(pull) >= _LEAST and self._may_name(driver)
        }
        if not pulls:
            return _("settling")
        strongest = max(pulls, key=lambda driver: abs(pulls[driver]))
        if INDEX[strongest] < INDEX["culture"]:
            return _("what lies between you")
        if not is_stock_seen(strongest, self.voice.figure_chairs):
            return _("how the work is done")
        name = vocabulary.name_outcome(strongest)
        if self._now[INDEX[strongest]] > self._start[INDEX[strongest]]:
            return _("{figure} up", figure=name)
        return _("{figure} down", figure=name)
