"""How the company stands, in words, for the screen and for line-by-line play alike.

`build_overview` puts together what a reader may see of the company, as data with its labels: the screen sets figures as
bars, `render_overview` makes a sentence of each. `explain_figure` tells why one figure is where it is. At the end are
the words beside the row of one figure that a decision has moved.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from game.engine.causes import Cause
from game.engine.events import Enacted
from game.engine.scenario import Pledge
from game.engine.state import round_half_even
from game.engine.stocks import CHAIRS, DEPARTMENTS, INDEX, Chair, other_chair
from game.locales import _, ngettext, vocabulary
from game.locales.figures import Money
from game.narration.cause_web import name_dependencies, tell_mover
from game.narration.lines import Spans, fill_spans, make_spans
from game.narration.voice import Voice
from game.playthrough.cause_web import find_mover, list_dependencies
from game.playthrough.hindsight import Hindsight
from game.playthrough.session import Session
from game.playthrough.visibility import ChairView, Figure, SharedView, is_stock_seen

_COMPANY: Final = ("culture", "structure", *DEPARTMENTS)
CUSTOMERS: Final = ("csat_product", "csat_service", "customers", "cash")
"""The stocks of the second group, in the order in which they are shown."""
_FIFTHS: Final = 5
"""In how many steps one sees how the other stands."""
_LATEST: Final = 6
"""The most recent things done to a figure that are told."""


@dataclass(frozen=True, slots=True)
class TitledTexts:
    """Texts of the scenario, by path, and what they are."""

    title: str
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """Figures that belong together."""

    title: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class RelationshipStatus:
    """What one chair may see of the two.

    Attributes:
        chair: whose view it is.
        title: the heading over it.
        trust, trust_label, trust_word: its own trust, and what the figure is called and means.
        mood_label, mood, mood_fifths: how the other seems, as a label, a word and in fifths.
        mood_sentence: the same as a sentence.
        unsaid_label, unsaid: how many of its facts it has not said.
        pledges: what both will not sacrifice, each as a sentence; none before they pledged anything.
    """

    chair: Chair
    title: str
    trust: Figure
    trust_label: str
    trust_word: str
    mood_label: str
    mood: str
    mood_fifths: str
    mood_sentence: str
    unsaid_label: str
    unsaid: str
    pledges: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CompanyOverview:
    """All that a reader may see of the company beside the question it is asked, in the current language.

    Attributes:
        title: what this is: how the company stands, and what is known.
        week: how long it has been going on.
        dated_title: the company and the week in one line.
        groups: the figures group by group, as the screen shows them.
        figures: the same figures in the order of the outcomes, as they are read aloud.
        money: how money is shown among them.
        relationship: what lies between the two; None for two people who look together.
        own: the facts that only this chair knows.
        told: the facts that this chair was told.
        known: the facts that both know.
        signs: the hints of what is on its way.
        promises: the promises that are open.
        pledged_title: what the two will not sacrifice, as a title.
        sittings: how often the two can still sit down together, as a sentence.
    """

    title: str
    week: str
    dated_title: str
    groups: tuple[FigureGroup, ...]
    figures: tuple[Figure, ...]
    money: Money
    relationship: RelationshipStatus | None
    own: TitledTexts
    told: TitledTexts
    known: TitledTexts
    signs: TitledTexts
    promises: TitledTexts
    pledged_title: str
    sittings: str


def build_overview(voice: Voice, view: ChairView | SharedView) -> CompanyOverview:
    """Return how things stand, as far as a chair, or two people who look together, may see it."""
    by_stock = {figure.stock: figure for figure in view.figures}
    groups = ((_("The company"), _COMPANY), (_("Customers"), CUSTOMERS))
    if isinstance(view, ChairView):
        title = _("The company, and what you know")
        relationship = _build_relationship(voice, view)
        own = [f"{fact.path}.text" for fact in view.facts if fact.status == "unsaid"]
        told = [f"{path}.told" for path in view.shared]
        known = [*(f"{fact.path}.told" for fact in view.facts if fact.status != "unsaid"), *told]
    else:
        title, relationship, own, told = _("The company, and what both know"), None, [], []
        known = [f"{path}.told" for chair in CHAIRS for holder, path in view.said if holder == chair]
    return CompanyOverview(
        title=title,
        week=_("week {n}", n=view.week),
        dated_title=_("The company, week {week}", week=view.week),
        groups=tuple(
            FigureGroup(name, tuple(by_stock[stock] for stock in stocks if stock in by_stock))
            for name, stocks in groups
        ),
        figures=view.figures,
        money=voice.money,
        relationship=relationship,
        own=TitledTexts(_("Only you know"), tuple(own)),
        told=TitledTexts(_("You were told"), tuple(told)),
        known=TitledTexts(_("Both know"), tuple(known)),
        signs=TitledTexts(_("On its way"), view.cues),
        promises=TitledTexts(_("Promised"), view.promises),
        pledged_title=_("Pledged"),
        sittings=_count_sittings(view),
    )


def _build_relationship(voice: Voice, view: ChairView) -> RelationshipStatus:
    name = voice.name_person(other_chair(view.chair))
    mood = vocabulary.describe_band("seems", view.seems)
    held = len(view.facts)
    return RelationshipStatus(
        chair=view.chair,
        title=_("Between you"),
        trust=view.trust,
        trust_label=name_trust(voice, view.chair),
        trust_word=vocabulary.describe_band("trust", view.trust.band),
        mood_label=_("{name} seems", name=name),
        mood=mood,
        mood_fifths=f"{view.seems + 1}/{_FIFTHS}",
        mood_sentence=_("{name} seems {word}, {n} of {most}.", name=name, word=mood, n=view.seems + 1, most=_FIFTHS),
        unsaid_label=_("Unsaid"),
        unsaid=ngettext("{n} of your {held} facts", "{n} of your {held} facts", view.unsaid, held=held),
        pledges=tuple(_list_pledges(voice, view.pledges)),
    )


def _list_pledges(voice: Voice, pledges: Mapping[Chair, Pledge]) -> Iterator[str]:
    """Yield what each of the two will not sacrifice, the reader first."""
    for chair, what in sorted(pledges.items(), key=lambda one: not voice.sits_in(one[0])):
        pledge = vocabulary.name_pledge(what)
        if voice.sits_in(chair):
            yield _("You will not sacrifice {pledge}.", pledge=pledge)
        else:
            yield _("{name} will not sacrifice {pledge}.", name=voice.name_person(chair), pledge=pledge)


def narrate_commitments(voice: Voice) -> Iterator[Spans]:
    """Yield what the two have pledged, and which promises are open, to remind whoever decides now."""
    state = voice.game.state
    yield from map(make_spans, _list_pledges(voice, state.pledges))
    for promise in state.promises:
        if promise.status == "open":
            text = voice.render_promise(promise.path)
            if voice.sits_in(promise.by):
                yield fill_spans(_("You promised: {text}"), text=text)
            else:
                yield fill_spans(_("{name} promised: {text}"), name=voice.name_person(promise.by), text=text)


def summarize_commitments(voice: Voice) -> str:
    """Return what the two have pledged and how many promises are open, in a few words; "" where nothing was said."""
    state = voice.game.state
    order = sorted(state.pledges, key=lambda chair: not voice.sits_in(chair))
    pledges = [f"{voice.name_speaker(chair)}: {vocabulary.name_pledge(state.pledges[chair])}" for chair in order]
    parts = [_("Pledged – {pledges}", pledges=" · ".join(pledges))] if pledges else []
    if made := sum(promise.status == "open" for promise in state.promises):
        parts.append(ngettext("{n} open promise", "{n} open promises", made))
    return " · ".join(parts)


def _count_sittings(view: ChairView | SharedView) -> str:
    if isinstance(view, SharedView):
        return _("Times left to sit down together: {n} of {most}.", n=view.tokens, most=view.tokens_most)
    if not view.tokens:
        return _("There is no time left to sit down together.")
    return ngettext(
        "You can sit down together {n} more time.", "You can sit down together {n} more times.", view.tokens
    )


# -- as sentences ------------------------------------------------------------------------------------------


def render_overview(voice: Voice, view: ChairView | SharedView) -> Iterator[str]:
    """Yield how things stand, one thing a line; "" is a pause."""
    overview = build_overview(voice, view)
    yield ""
    yield overview.dated_title
    for figure in overview.figures:
        yield _render_figure(voice, vocabulary.name_stock(figure.stock), figure)
    if overview.relationship is not None:
        yield from _render_relationship(voice, overview.relationship, overview.sittings)
    for texts in (overview.own, overview.known, overview.signs, overview.promises):
        yield from _render_titled_texts(voice, texts)
    if overview.relationship is None:
        yield overview.sittings
    yield ""


def _render_figure(voice: Voice, name: str, figure: Figure) -> str:
    """Return a figure with its word and its change."""
    values = {
        "name": name,
        "value": voice.money.format_figure(figure.stock, figure.value),
        "word": vocabulary.describe_band(figure.stock, figure.band),
        "by": voice.money.format_points(figure.stock, abs(figure.change)),
    }
    if figure.change > 0:
        return _("{name}: {value}, {word}, up {by}.", **values)
    if figure.change < 0:
        return _("{name}: {value}, {word}, down {by}.", **values)
    return _("{name}: {value}, {word}.", **values)


def _render_relationship(voice: Voice, status: RelationshipStatus, sittings: str) -> Iterator[str]:
    yield ""
    yield status.title
    yield _render_figure(voice, status.trust_label, status.trust)
    yield status.mood_sentence
    yield sittings
    yield from status.pledges


def _render_titled_texts(voice: Voice, texts: TitledTexts) -> Iterator[str]:
    """Yield texts under their title; nothing where there are none."""
    if not texts.paths:
        return
    yield ""
    yield texts.title
    for path in texts.paths:
        yield f"- {voice.render_text(path)}"


# -- why a figure is where it is ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CauseInChain:
    """A cause of a figure, or of the cause before it.

    Attributes:
        name: what it is called.
        points: how many points it pulls.
        change: how far it has itself moved since the start, with its sign; '' where that may not be told.
    """

    name: str
    points: float
    change: str


@dataclass(frozen=True, slots=True)
class FigureEntry:
    """Something that was done to a figure: by how many points, by what, and when."""

    points: int
    cause: str
    when: str


@dataclass(frozen=True, slots=True)
class FigureExplanation:
    """Why a figure is where it is; what has no entries needs no title.

    Attributes:
        name: the figure's name.
        about: what is explained of it.
        value: how it stands, as text.
        change: by how many points that differs from where it began.
        moved: whose doing moved it most, as a sentence; "" where nothing has.
        told: the chain as sentences; "" where nothing pulls at it.
        chain_title, chain: what pulls at it now, from the model, each behind the one before it.
        entries_title, entries: what was done to it, the latest first.
        depends, feeds: what it depends on in this company, and what depends on it, each as a line; "" for nothing.
        untouched: what to say where there is neither.
    """

    name: str
    about: str
    value: str
    change: int
    moved: str
    told: str
    chain_title: str
    chain: tuple[CauseInChain, ...]
    entries_title: str
    entries: tuple[FigureEntry, ...]
    depends: str
    feeds: str
    untouched: str


def explain_figure(
    voice: Voice, session: Session, stock: str, then: Hindsight | None = None, *, whole: bool = False
) -> FigureExplanation:
    """Return why a figure is where it is: its chain of causes, and the latest lines of the ledger.

    Args:
        voice: whom it is told.
        session: the game.
        stock: the figure.
        then: the moment that it is about; now where none is given.
        whole: whether every cause may be named, as when play is over.
    """
    entries = [
        FigureEntry(
            round_half_even(entry.points),
            voice.render_cause(entry.cause),
            ngettext("scene {n}", "scene {n}", entry.scene),
        )
        for entry in session.list_ledger_entries(stock)
        if round_half_even(entry.points) and (then is None or then.can_tell_entry(entry))
    ]
    stocks = (then and then.stocks) or session.state.stocks
    chain = tuple(
        _build_cause(voice, cause, stocks, session.scenario.start, whole)
        for cause in session.trace_causes(stock, stocks)
    )
    value, start = (round_half_even(there[INDEX[stock]]) for there in (stocks, session.scenario.start))
    depends, feeds = list_dependencies(stock, voice.figure_chairs, whole=whole)
    return FigureExplanation(
        name=voice.name_figure(stock),
        about=_("why it is there"),
        value=voice.money.format_figure(stock, value),
        change=value - start,
        moved=tell_mover(voice, find_mover(session, stock, then)),
        told=" ".join(_tell_chain(chain)),
        chain_title=_("What pulls at it"),
        chain=chain,
        entries_title=_("What was done to it"),
        entries=tuple(entries[-_LATEST:][::-1]),
        depends=_("Depends on {figures}.", figures=name_dependencies(voice, depends)) if depends else "",
        feeds=_("Feeds into {figures}.", figures=name_dependencies(voice, feeds)) if feeds else "",
        untouched=_("Nothing has moved it yet."),
    )


def _build_cause(voice: Voice, cause: Cause, stocks: Sequence[int], start: Sequence[int], whole: bool) -> CauseInChain:
    """Return a cause as it may be told: of what nobody sees before they look back, only where it lies."""
    driver = cause.driver
    if not whole and not is_stock_seen(driver, voice.figure_chairs):
        hidden = _("What lies between you") if INDEX[driver] < INDEX["culture"] else _("How the work is done")
        return CauseInChain(hidden, cause.points, "")
    moved = round_half_even(stocks[INDEX[driver]]) - round_half_even(start[INDEX[driver]])
    return CauseInChain(voice.name_figure(driver), cause.points, voice.money.format_change(driver, moved))


def _tell_chain(chain: Sequence[CauseInChain]) -> Iterator[str]:
    """Yield the strongest chain of causes as sentences."""
    for number, cause in enumerate(chain):
        # A gap that closed pulls up: only its own change says so.
        told = f"{cause.name} ({cause.change})" if cause.change else cause.name
        if number:
            yield _("Behind that: {cause}.", cause=told)
        elif cause.points > 0:
            yield _("What pulls it up most: {cause}.", cause=told)
        else:
            yield _("What pulls it down most: {cause}.", cause=told)


# -- beside the row of a figure ----------------------------------------------------------------------------


def name_own_figure(voice: Voice, stock: str) -> str:
    """Return a figure's name at the head of its row; one's own trust names whom it is in."""
    owner, dot, _what = stock.partition(".")
    if not dot:
        return vocabulary.name_stock_briefly(stock)
    return name_trust(voice, "ceo" if owner == "ceo" else "cto")


def name_row(voice: Voice, stock: str) -> str:
    """Return a figure's name at the head of its row; what customers think of is said briefly."""
    return name_own_figure(voice, stock) if "." in stock else vocabulary.name_stock_in_row(stock)


def name_trust(voice: Voice, chair: Chair) -> str:
    """Return what a chair's own trust is called."""
    return _("You trust {name}", name=voice.name_other(chair))


def describe_carrying_out(enacted: Enacted | None) -> str:
    """Return how well the two carried out what was decided, '' where nothing came of it at once."""
    return vocabulary.describe_carried(enacted.carried) if enacted is not None and enacted.effects else ""
