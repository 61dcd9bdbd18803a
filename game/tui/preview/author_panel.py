"""What an author sees beside the play: how it stands to the files, flags, facts and who knows them, stocks.

`AuthorPanel` is that in one column, `AuthorPanelPage` as a page of its own, and `WhyNotPage` shows every option, way on
and ending with its condition and what each clause of it is now. The functions below word what became of a replay, what
is assumed, and why something is not on offer. All names are the author's own ids, as conditions read them.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import ClassVar, Final

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget

from game.content.diagnostic import Diagnostic
from game.content.render import render_suggestion
from game.content.safe_input import render_path
from game.engine.conditions import ConditionExplanation
from game.engine.scenario import Fact
from game.engine.start_midway import Premise, list_flags
from game.engine.state import State
from game.engine.stocks import CHAIRS, STOCKS, Chair
from game.locales import N_, _, current_language, ngettext, vocabulary
from game.playthrough.visibility import build_figure
from game.preview.rehearsal import Rehearsal, ReplayStop
from game.preview.trial import OfferStatus, SynthesisNeed, Trial
from game.tui.actions import bind
from game.tui.toolkit.content import NOTHING, fit_to_width, join_contents, style_text, wrap_hanging, wrap_text
from game.tui.toolkit.figures import render_difference
from game.tui.toolkit.help import ScrollingPage
from game.tui.toolkit.lines import LinesWidget, Paragraph, StoryWidget
from game.tui.toolkit.page import Header

_CELL: Final = 21
"""Cells of one stock: name, value, change."""

_NAME: Final = 32
"""Cells of a fact's name at most."""


class AuthorPanel(LinesWidget):
    """All of it as lines."""

    def __init__(self) -> None:
        super().__init__()
        self.trial: Trial | None = None

    def show_trial(self, trial: Trial) -> None:
        """Show how a trial stands now."""
        self.trial = trial
        self.refresh_rows()

    def render_rows(self, width: int) -> list[Content]:
        """Return the sections, each under its heading."""
        if self.trial is None or self.trial.session is None:
            return []
        rows: list[Content] = []
        for heading, lines in _build_sections(self.trial, self.trial.session, width):
            rows += [NOTHING] if rows else []
            rows += [style_text(heading.upper(), "bold $quiet"), *lines]
        return rows


class AuthorPanelPage(ScrollingPage, inherit_bindings=False):
    """The panel as a page of its own, where there is no room beside the play."""

    CSS_PATH = "preview.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bind("back", "panel", "go_on", "up", "down", "scroll_up", "scroll_down")
    ABOUT: ClassVar[tuple[str, ...]] = (
        N_("All names are ids, as conditions read them. ● is raised or known, ○ is not."),
        N_("▴ and ▾ tell how a figure has moved since the scene opened."),
    )

    def __init__(self, trial: Trial) -> None:
        super().__init__()
        self.trial = trial

    def compose_body(self) -> Iterable[Widget]:
        """Yield the panel."""
        yield Header()
        with VerticalScroll(id="beside-page", can_focus=False):
            yield AuthorPanel()

    def update_texts(self) -> None:
        """Show how it stands now."""
        session = self.trial.session
        where = session.state.scene if session else ""
        self.query_one(Header).show_titles(style_text(where, "bold $ink"), render_standing(self.trial))
        self.query_one(AuthorPanel).show_trial(self.trial)

    def action_panel(self) -> None:
        """The key that opened it closes it."""
        self.close_page()


class WhyNotPage(ScrollingPage, inherit_bindings=False):
    """What is not on offer comes first in each part."""

    CSS_PATH = "preview.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bind("back", "why_not", "go_on", "up", "down", "scroll_up", "scroll_down")
    ABOUT: ClassVar[tuple[str, ...]] = (
        N_("✕ stands at what is not on offer now, and at each clause of its condition that fails."),
        N_("Endings read the year after play; here it is the year that would follow if play were over now."),
    )

    def __init__(self, trial: Trial) -> None:
        super().__init__()
        self.trial = trial

    def compose_body(self) -> Iterable[Widget]:
        """Yield the text."""
        yield Header()
        with VerticalScroll(id="why", can_focus=False):
            yield StoryWidget()

    def update_texts(self) -> None:
        """Judge everything as the play stands now."""
        session = self.trial.session
        if session is None:
            return
        session.language = current_language()
        title = _("Why not? As {scene} stands now", scene=session.state.scene)
        self.query_one(Header).show_titles(style_text(title, "bold $ink"), render_standing(self.trial))
        self.query_one(StoryWidget).show_paragraphs(list(self._render_offers(session)))

    def action_why_not(self) -> None:
        """The key that opened it closes it."""
        self.close_page()

    def _render_offers(self, session: Rehearsal) -> Iterator[Paragraph]:
        found = self.trial.offers
        if found.options:
            yield from self._render_section(_("Options"), found.options, session)
        for owner, ways in found.ways:
            after = _("after {option}", option=owner) if owner else ""
            yield from self._render_section(
                _("Where it goes from here") + (f" · {after}" if after else ""), ways, session
            )
        about = _("Here a stock is its mean over the year that would follow.")
        yield from self._render_section(_("Endings, if play were over now"), found.endings, session, about)

    def _render_section(
        self, heading: str, listed: Iterable[OfferStatus], session: Rehearsal, about: str = ""
    ) -> Iterator[Paragraph]:
        yield Paragraph(style_text(heading.upper(), "bold $quiet"))
        if about:
            yield Paragraph(style_text(about, "$quiet"), close=True)
        for offer in sorted(listed, key=lambda offer: offer.open) if heading == _("Options") else listed:
            path = f"{offer.path}.text" if offer.kind == "option" else f"{offer.path}.title"
            words = session.render_text(path) if offer.kind != "way" else ""
            label = style_text(f"  {words}", "$quiet") if words else NOTHING
            yield from _render_offer(offer, self.trial.lines, label)


# -- the sections of the panel -------------------------------------------------------------------------------


def _build_sections(trial: Trial, session: Rehearsal, width: int) -> Iterator[tuple[str, list[Content]]]:
    notes = [
        *_render_stale_notice(trial),
        *render_replay_notes(trial),
        *(_render_premise(trial.premise) if trial.premise else ()),
    ]
    if notes:
        yield _("This play"), _wrap_paragraphs(notes, width)
    if trial.problems:
        yield _("Problems"), _wrap_paragraphs(render_problems(trial), width)
    yield _("Flags"), _wrap_parts(_render_flags(session), width)
    yield _("Facts"), list(_render_facts(session, width))
    yield _("Stocks"), list(_render_stocks(session.state, width))
    yield _("Also"), _wrap_parts(_render_other_state(session), width)


def _wrap_paragraphs(paragraphs: Iterable[Paragraph], width: int) -> list[Content]:
    return [
        line
        for paragraph in paragraphs
        for line in (
            wrap_hanging(paragraph.lead, paragraph.body, width) if paragraph.lead else wrap_text(paragraph.body, width)
        )
    ]


def _wrap_parts(parts: Iterable[Content], width: int) -> list[Content]:
    """Set parts beside each other, none of them broken over two lines."""
    rows: list[Content] = []
    for part in parts:
        if rows and rows[-1].cell_length + 2 + part.cell_length <= width:
            rows[-1] = join_contents(rows[-1], style_text("  "), part)
        else:
            rows += wrap_text(part, width)
    return rows or [style_text(_("none"), "$quiet")]


def _render_flags(session: Rehearsal) -> Iterator[Content]:
    """Every flag of the crisis, those that are raised first."""
    raised = session.state.flags
    for flag in sorted(list_flags(session.scenario), key=lambda flag: flag not in raised):
        on = flag in raised
        yield join_contents(
            style_text("● " if on else "○ ", "$gained" if on else "$quiet"),
            style_text(flag, "$ink" if on else "$quiet"),
        )


def _render_facts(session: Rehearsal, width: int) -> Iterator[Content]:
    """Every fact that somebody knows, and what became of it; then those that nobody does."""
    state, facts = session.state, session.scenario.facts
    knows = {name: _list_knowers(state, fact) for name, fact in facts.items()}
    for name in (name for name in facts if knows[name]):
        marks = (
            style_text(f"{vocabulary.name_chair(chair)} {'●' if chair in knows[name] else '○'}  ", f"${chair}")
            for chair in CHAIRS
        )
        became = vocabulary.describe_fact_status(state.facts[name].status)
        yield join_contents(
            fit_to_width(style_text(name, "$ink"), max(8, min(_NAME, width - 25))),
            style_text("  "),
            *marks,
            style_text(became, "$quiet"),
        )
    for heading, unknown in (
        (_("not learned yet:"), [name for name in facts if not knows[name] and name in state.facts]),
        (_("not in this draw:"), [name for name in facts if name not in state.facts]),
    ):
        if unknown:
            yield from _wrap_parts((style_text(part, "$quiet") for part in (heading, *unknown)), width)
    if not facts:
        yield style_text(_("none"), "$quiet")


def _list_knowers(state: State, fact: Fact) -> tuple[Chair, ...]:
    there = fact.id in state.facts
    return tuple(chair for chair in CHAIRS if there and state.knows_fact(chair, fact.id, fact.held))


def _render_stocks(state: State, width: int) -> Iterator[Content]:
    """Every stock with its change since the scene opened, in as many columns as there is room for."""
    columns = max(1, min(4, (width + 2) // (_CELL + 2)))
    length = -(-len(STOCKS) // columns)
    for row in range(length):
        names = [STOCKS[at] for at in range(row, len(STOCKS), length)]
        yield join_contents(*(fit_to_width(_render_stock(state, name), _CELL) for name in names), between="  ")


def _render_stock(state: State, name: str) -> Content:
    shown = build_figure(state, name)
    value = style_text(f"{shown.value}".rjust(5), "$ink")
    return join_contents(
        fit_to_width(style_text(name, "$quiet"), _CELL - 9),
        value,
        style_text(" "),
        render_difference(name, shown.change),
    )


def _render_other_state(session: Rehearsal) -> Iterator[Content]:
    """What else conditions read, and what is on its way."""
    state = session.state
    yield style_text(f"week {state.week}", "$quiet")
    yield style_text(f"tokens {state.tokens}", "$quiet")
    yield from (style_text(f"draw.{name}.{value}", "$quiet") for name, value in state.draw.items())
    yield from (style_text(f"pledge.{chair}.{what}", "$quiet") for chair, what in state.pledges.items())
    for promise in state.promises:
        yield style_text(
            _("promise {id}: {status}", id=promise.id, status=vocabulary.describe_promise_status(promise.status)),
            "$quiet",
        )
    for pending in state.pending:
        left = pending.due - state.count
        yield style_text(_("in {n} scenes: {path}", n=left, path=f"{pending.scene}.{pending.option}"), "$quiet")


# -- how the play stands to the files ------------------------------------------------------------------------

_COLOURS: Final = {"error": "$lost", "warning": "$ceo", "note": "$quiet"}

_ASKED: Final = {
    "pledge": N_("the pledge"),
    "still": N_("the pledge, once more"),
    "coffee": N_("the coffee"),
    "first": N_("the first pick"),
    "say": N_("what is said"),
    "final": N_("the final pick"),
    "sit": N_("sitting down"),
    "sit_say": N_("what is said when they sit"),
    "stay": N_("whether the CTO stays"),
    "resolve": N_("the answer to the difference"),
}
"""Questions as an author calls them."""

_KINDS: Final = {
    "scene": N_("the scene"),
    "number": N_("the figure"),
    "flag": N_("the flag"),
    "fact": N_("the fact"),
    "option": N_("the option"),
    "draw": N_("the draw"),
}


def render_standing(trial: Trial) -> Content:
    """Return in a few words how the play stands to the files."""
    if trial.stale:
        return style_text(_("✕ broken file"), "bold $lost")
    if trial.parted:
        return style_text(_("! a choice is gone"), "bold $ceo")
    if trial.problems:
        count = len(trial.problems) + trial.more
        return style_text(ngettext("! {n} problem", "! {n} problems", count), "bold $ceo")
    return style_text(_("as on the disk ✓"), "$gained")


def render_problems(trial: Trial) -> Iterator[Paragraph]:
    """Yield the problems that matter most, and how many more there are."""
    main = trial.path.name if trial.path.suffix else "scenario.yaml"
    yield from (_render_problem(one, main) for one in trial.problems)
    if trial.more:
        told = _("… and {n} more: tandem check {path} --all", n=trial.more, path=render_path(trial.path))
        yield Paragraph(style_text(told, "$quiet"), close=True)


def _render_problem(one: Diagnostic, main: str) -> Paragraph:
    """Return a problem: its place, code and message as `tandem check` words them, and what was meant."""
    name = one.file.replace("\\", "/").rpartition("/")[2]
    where = f"{one.line}:{one.column}" if name == main else f"{name}:{one.line}:{one.column}"
    lead = join_contents(
        style_text(f"{where} ", "bold $ink"), style_text(f"{one.code} ", f"bold {_COLOURS[one.severity]}")
    )
    hint = f" ({render_suggestion(one)})" if render_suggestion(one) else ""
    return Paragraph(join_contents(style_text(one.message, "$ink"), style_text(hint, "$quiet")), lead=lead, close=True)


def _render_stale_notice(trial: Trial) -> Iterator[Paragraph]:
    """Yield that the play is that of an earlier look, where it is."""
    if trial.stale:
        told = _("The files cannot be played as they are. You see the last that could.")
        yield Paragraph(style_text(told, "$lost"), lead=style_text("✕ ", "$lost"), close=True)


def render_replay_notes(trial: Trial) -> Iterator[Paragraph]:
    """Yield what an author must know of the play: what the last replay met."""
    for kind, name in trial.missing:
        told = _("What is assumed names {kind} {name}: there is none now.", kind=_(_KINDS[kind]), name=name)
        yield Paragraph(style_text(told, "$ink"), lead=style_text("! ", "bold $ceo"), close=True)
    if trial.parted:
        yield Paragraph(
            style_text(_render_lost_choice(trial.parted), "$ink"), lead=style_text("! ", "bold $ceo"), close=True
        )
    if trial.passed:
        passed = [(place[0] or "–", _(_ASKED[place[2]])) for place in trial.passed]
        places = ", ".join(f"{scene} ({asked})" for scene, asked in passed)
        yield _render_replay_note(_("New since, and passed over: {places}.", places=places))
    if trial.anew:
        scenes = ", ".join(dict.fromkeys(one.here[0] for one in trial.anew))
        yield _render_replay_note(_("The partner decided anew in: {scenes}.", scenes=scenes))


def _render_replay_note(text: str) -> Paragraph:
    return Paragraph(style_text(text, "$quiet"), lead=style_text("· ", "$quiet"), close=True)


def _render_lost_choice(found: ReplayStop) -> str:
    """Return which choice is gone, and where the play stops."""
    scene = found.taken.here[0]
    question = _(_ASKED[found.taken.move.kind])
    if found.what:
        return _("In {scene}, {what} is no longer on offer; play stops there.", scene=scene, what=found.what)
    return _("Play no longer comes to {question} in {scene}; it stops here.", question=question, scene=scene)


def _render_premise(premise: Premise) -> Iterator[Paragraph]:
    """Yield what is assumed where a play begins in the middle."""
    told = _(
        "Begun at {scene}. What came before is assumed: no choice, no promise, nothing on its way.", scene=premise.scene
    )
    yield Paragraph(style_text(told, "$quiet"), close=True)
    parts = [f"{name} {value}" for name, value in premise.numbers.items()]
    parts += [f"flag.{flag}" for flag in sorted(premise.flags)]
    parts += [f"knows.{chair}.{fact}" for chair, fact in sorted(premise.knows)]
    parts += [f"chose.{scene}.{option}" for scene, option in premise.chose.items()]
    parts += [f"draw.{name}.{value}" for name, value in premise.draw.items()]
    if parts:
        yield Paragraph(style_text(", ".join(parts), "$ink"), lead=style_text(_("Set: "), "$quiet"), close=True)


def render_seat(chair: Chair) -> str:
    """Return the chair that the author sits in."""
    return _("in the chair of the {chair}", chair=vocabulary.name_chair(chair))


# -- why something is not on offer ---------------------------------------------------------------------------


def _render_offer(offer: OfferStatus, lines: Mapping[str, int], label: Content, after: str = "") -> list[Paragraph]:
    """Return something that may be on offer: whether it is, its condition and line, what each clause is now."""
    mark = style_text("✓ " if offer.open else "✕ ", "$gained" if offer.open else "bold $lost")
    head = join_contents(style_text(offer.id, "bold $ink"), style_text(f"  {after}" if after else "", "$quiet"), label)
    told = [Paragraph(head, lead=mark)]
    if offer.condition:
        where = _("line {n}", n=lines[offer.path]) if offer.path in lines else ""
        condition = join_contents(style_text(f"when: {offer.condition}", "$quiet"), style_text(f"  {where}", "$quiet"))
        told.append(Paragraph(condition, lead=style_text("  "), close=True))
    if offer.why is not None:
        told += _render_clauses(offer.why)
    if offer.behind:
        behind = _("It would hold, but {name} comes before it and holds.", name=offer.behind)
        told.append(Paragraph(style_text(behind, "$quiet"), lead=style_text("  "), close=True))
    return [*told, *_render_needs(offer)]


def _render_clauses(why: ConditionExplanation) -> list[Paragraph]:
    """Return a line a clause; those that make it fail are marked, and of an `or` it is said that one is enough."""
    decisive = set() if why.holds else {id(clause) for clause in why.list_decisive_clauses()}
    return [Paragraph(line, lead=lead, close=True) for lead, line in _render_clause_lines(why, decisive, "  ")]


def _render_clause_lines(
    why: ConditionExplanation, decisive: set[int], indent: str
) -> Iterator[tuple[Content, Content]]:
    if not why.parts:
        fails = id(why) in decisive
        line = join_contents(
            style_text(why.text, "$ink" if fails else "$quiet"), style_text(f": {_render_clause_value(why)}", "$quiet")
        )
        yield style_text(f"{indent}✕ ", "$lost") if fails else style_text(f"{indent}· ", "$quiet"), line
        return
    if why.word == "or" and any(id(clause) in decisive for clause in why.list_decisive_clauses()):
        yield style_text(indent), style_text(_("one of these:"), "$quiet")
        indent += "  "
    for part in why.parts:
        yield from _render_clause_lines(part, decisive, indent)


def _render_clause_value(clause: ConditionExplanation) -> str:
    """Return what a clause reads now."""
    if len(clause.values) == 1:
        value = clause.values[0][1]
        if isinstance(value, bool):
            return _("it is so") if value else _("it is not so")
        return _("it is {value}", value=value)
    return ", ".join(_("{name} is {value}", name=name, value=value) for name, value in clause.values)


def _render_needs(offer: OfferStatus) -> list[Paragraph]:
    """Return what a synthesis waits for: it is never in the list, it opens when the two sit down together."""
    if not offer.needs:
        return []
    told = [
        Paragraph(
            style_text(_("Never listed: it opens when the two sit down, if both then know"), "$quiet"), close=True
        )
    ]
    told += [_render_need(need) for need in offer.needs]
    sits = _("They can still sit down: {n}.", n=offer.tokens) if offer.tokens else _("They can sit down no more.")
    told.append(Paragraph(style_text(sits, "$quiet" if offer.tokens else "$lost"), close=True))
    return [Paragraph(one.body, lead=one.lead or style_text("  "), close=True) for one in told]


def _render_need(need: SynthesisNeed) -> Paragraph:
    who = ", ".join(vocabulary.name_chair(chair) for chair in need.known_to) or _("nobody")
    mark = style_text("  · " if need.met else "  ✕ ", "$quiet" if need.met else "$lost")
    return Paragraph(
        join_contents(style_text(need.fact, "$ink"), style_text(": " + _("known to {who}", who=who), "$quiet")),
        lead=mark,
    )
