"""What stands beside the play: how it stands to the files, flags, facts and who knows them, stocks, what is on its way.

All names are the author's own ids, as conditions read them.
"""

from collections.abc import Iterable, Iterator
from typing import ClassVar, Final

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget

from game.engine.scenario import Fact
from game.engine.start_midway import list_flags
from game.engine.state import State
from game.engine.stocks import CHAIRS, STOCKS, Chair
from game.locales import N_, _, vocabulary
from game.playthrough.visibility import build_figure
from game.preview.rehearsal import Rehearsal
from game.preview.trial import Trial
from game.tui.actions import bind
from game.tui.preview import telling
from game.tui.toolkit.content import NOTHING, fit_to_width, join_contents, style_text, wrap_hanging, wrap_text
from game.tui.toolkit.figures import render_difference
from game.tui.toolkit.help import ScrollingPage
from game.tui.toolkit.lines import LinesWidget, Paragraph
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


def _build_sections(trial: Trial, session: Rehearsal, width: int) -> Iterator[tuple[str, list[Content]]]:
    notes = [
        *telling.render_stale_notice(trial),
        *telling.render_replay_notes(trial),
        *(telling.render_premise(trial.premise) if trial.premise else ()),
    ]
    if notes:
        yield _("This play"), _wrap_paragraphs(notes, width)
    if trial.problems:
        yield _("Problems"), _wrap_paragraphs(telling.render_problems(trial), width)
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
        fit_to_width(style_text(name, "$soft"), _CELL - 9),
        value,
        style_text(" "),
        render_difference(name, shown.change),
    )


def _render_other_state(session: Rehearsal) -> Iterator[Content]:
    """What else conditions read, and what is on its way."""
    state = session.state
    yield style_text(f"week {state.week}", "$soft")
    yield style_text(f"tokens {state.tokens}", "$soft")
    yield from (style_text(f"draw.{name}.{value}", "$soft") for name, value in state.draw.items())
    yield from (style_text(f"pledge.{chair}.{what}", "$soft") for chair, what in state.pledges.items())
    for promise in state.promises:
        yield style_text(
            _("promise {id}: {status}", id=promise.id, status=vocabulary.describe_promise_status(promise.status)),
            "$soft",
        )
    for pending in state.pending:
        left = pending.due - state.count
        yield style_text(_("in {n} scenes: {path}", n=left, path=f"{pending.scene}.{pending.option}"), "$soft")


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
        self.query_one(Header).show_titles(style_text(where, "bold $ink"), telling.render_standing(self.trial))
        self.query_one(AuthorPanel).show_trial(self.trial)

    def action_panel(self) -> None:
        """The key that opened it closes it."""
        self.close_page()
