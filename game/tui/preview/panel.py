"""What stands beside the play: how it stands to the files, flags, facts and who knows them, stocks, what is on its way.

All names are the author's own ids, as conditions read them.
"""

from collections.abc import Iterable, Iterator
from typing import ClassVar, Final

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget

from game.engine.premise import flags_of
from game.engine.scenario import Fact
from game.engine.state import State
from game.engine.stocks import CHAIRS, STOCKS, Chair
from game.locales import N_, _, words
from game.playthrough.rehearsal import Rehearsal
from game.playthrough.view import figure
from game.tui.actions import bind
from game.tui.content import NOTHING, ink, join
from game.tui.preview import telling
from game.tui.preview.trial import Trial
from game.tui.screens.help import Scrolling
from game.tui.typeset import hang, pad, wrap
from game.tui.widgets.figures import difference
from game.tui.widgets.header import Header
from game.tui.widgets.lines import Lines
from game.tui.widgets.story import Paragraph

_CELL: Final = 21
"""Cells of one stock: name, value, change."""
_NAME: Final = 32
"""Cells of a fact's name at most."""


class Panel(Lines):
    """All of it as lines."""

    def __init__(self) -> None:
        super().__init__()
        self.trial: Trial | None = None

    def show(self, trial: Trial) -> None:
        """Show how a trial stands now."""
        self.trial = trial
        self.changed()

    def rows(self, width: int) -> list[Content]:
        """Return the sections, each under its heading."""
        if self.trial is None or self.trial.session is None:
            return []
        rows: list[Content] = []
        for heading, lines in _sections(self.trial, self.trial.session, width):
            rows += [NOTHING] if rows else []
            rows += [ink(heading.upper(), "bold $quiet"), *lines]
        return rows


def _sections(trial: Trial, session: Rehearsal, width: int) -> Iterator[tuple[str, list[Content]]]:
    notes = [*telling.stale(trial), *telling.notes(trial), *(telling.assumed(trial.premise) if trial.premise else ())]
    if notes:
        yield _("This play"), _set(notes, width)
    if trial.problems:
        yield _("Problems"), _set(telling.problems(trial), width)
    yield _("Flags"), _wrapped(_flags(session), width)
    yield _("Facts"), list(_facts(session, width))
    yield _("Stocks"), list(_stocks(session.state, width))
    yield _("Also"), _wrapped(_others(session), width)


def _set(paragraphs: Iterable[Paragraph], width: int) -> list[Content]:
    return [
        line
        for paragraph in paragraphs
        for line in (hang(paragraph.lead, paragraph.body, width) if paragraph.lead else wrap(paragraph.body, width))
    ]


def _wrapped(parts: Iterable[Content], width: int) -> list[Content]:
    """Set parts beside each other, none of them broken over two lines."""
    rows: list[Content] = []
    for part in parts:
        if rows and rows[-1].cell_length + 2 + part.cell_length <= width:
            rows[-1] = join(rows[-1], ink("  "), part)
        else:
            rows += wrap(part, width)
    return rows or [ink(_("none"), "$quiet")]


def _flags(session: Rehearsal) -> Iterator[Content]:
    """Every flag of the crisis, those that are raised first."""
    raised = session.state.flags
    for flag in sorted(flags_of(session.scenario), key=lambda flag: flag not in raised):
        on = flag in raised
        yield join(ink("● " if on else "○ ", "$gained" if on else "$quiet"), ink(flag, "$ink" if on else "$quiet"))


def _facts(session: Rehearsal, width: int) -> Iterator[Content]:
    """Every fact that somebody knows, and what became of it; then those that nobody does."""
    state, facts = session.state, session.scenario.facts
    knows = {name: _known_to(state, fact) for name, fact in facts.items()}
    for name in (name for name in facts if knows[name]):
        marks = (ink(f"{words.chair(chair)} {'●' if chair in knows[name] else '○'}  ", f"${chair}") for chair in CHAIRS)
        became = words.fact_status(state.facts[name].status)
        yield join(pad(ink(name, "$ink"), max(8, min(_NAME, width - 25))), ink("  "), *marks, ink(became, "$quiet"))
    for heading, unknown in (
        (_("not learned yet:"), [name for name in facts if not knows[name] and name in state.facts]),
        (_("not in this draw:"), [name for name in facts if name not in state.facts]),
    ):
        if unknown:
            yield from _wrapped((ink(part, "$quiet") for part in (heading, *unknown)), width)
    if not facts:
        yield ink(_("none"), "$quiet")


def _known_to(state: State, fact: Fact) -> tuple[Chair, ...]:
    there = fact.id in state.facts
    return tuple(chair for chair in CHAIRS if there and state.knows(chair, fact.id, fact.held))


def _stocks(state: State, width: int) -> Iterator[Content]:
    """Every stock with its change since the scene opened, in as many columns as there is room for."""
    columns = max(1, min(4, (width + 2) // (_CELL + 2)))
    length = -(-len(STOCKS) // columns)
    for row in range(length):
        names = [STOCKS[at] for at in range(row, len(STOCKS), length)]
        yield join(*(pad(_stock(state, name), _CELL) for name in names), between="  ")


def _stock(state: State, name: str) -> Content:
    shown = figure(state, name)
    value = ink(f"{shown.value}".rjust(5), "$ink")
    return join(pad(ink(name, "$soft"), _CELL - 9), value, ink(" "), difference(name, shown.change))


def _others(session: Rehearsal) -> Iterator[Content]:
    """What else conditions read, and what is on its way."""
    state = session.state
    yield ink(f"week {state.week}", "$soft")
    yield ink(f"tokens {state.tokens}", "$soft")
    yield from (ink(f"draw.{name}.{value}", "$soft") for name, value in state.draw.items())
    yield from (ink(f"pledge.{chair}.{what}", "$soft") for chair, what in state.pledges.items())
    for promise in state.promises:
        yield ink(_("promise {id}: {status}", id=promise.id, status=words.promise_status(promise.status)), "$soft")
    for pending in state.pending:
        left = pending.due - state.count
        yield ink(_("in {n} scenes: {path}", n=left, path=f"{pending.scene}.{pending.option}"), "$soft")


class PanelPage(Scrolling, inherit_bindings=False):
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

    def body(self) -> Iterable[Widget]:
        """Yield the panel."""
        yield Header()
        with VerticalScroll(id="beside-page", can_focus=False):
            yield Panel()

    def fill(self) -> None:
        """Show how it stands now."""
        session = self.trial.session
        where = session.state.scene if session else ""
        self.query_one(Header).show(ink(where, "bold $ink"), telling.standing(self.trial))
        self.query_one(Panel).show(self.trial)

    def action_panel(self) -> None:
        """The key that opened it closes it."""
        self.leave()
