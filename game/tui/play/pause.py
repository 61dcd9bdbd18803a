"""The pause, which Esc opens during a game; everything is saved already. From it somebody gets up, or sits down.

On a large page the play stands around its menu, as the page below shows it: for two people, as both may see it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import ClassVar, Final, Protocol

from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget

from game.engine.stocks import CHAIRS, Chair
from game.locales import N_, _, vocabulary
from game.playthrough.session import Session
from game.tui.play.board import BOARD_MANNERS, LARGEST, BoardPanel
from game.tui.play.company import CompanyPanel
from game.tui.play.reader import ChairReader
from game.tui.play.recap import RecapPanel
from game.tui.toolkit.choices import ChoiceRow, Choices, DialogPage
from game.tui.toolkit.content import COLUMN, join_contents, render_title, style_text
from game.tui.toolkit.lines import DrawnLines, Paragraph
from game.tui.toolkit.page import Header

_FRAME = 2
"""The lines of the page's head and of its keys."""
_MARGIN = 4
_AROUND = 2
"""The empty lines over and in the menu, and around the words under it."""
_ROWS = 60
_LEAD = 7
"""The cells of a row of the menu, and of its mark and digit."""
_LABELS: Final = {
    "go_on": N_("Go on"),
    "scene": N_("The scene again"),
    "company": N_("The company, and what is known"),
    "settings": N_("Settings"),
    "help": N_("Help"),
    "seats": N_("Change who is playing"),
    "home": N_("Leave for the home page"),
    "quit": N_("Leave the game"),
}
"""The ways out of the pause."""
_SAYS: Final = {
    "go_on": N_("back to the page you were on"),
    "scene": N_("as both of you have read it"),
    "company": N_("every figure, and what moved it"),
    "settings": N_("language, theme, motion, mode of play"),
    "help": N_("how a scene goes, and what the keys do"),
    "seats": N_("the partner takes a chair, or gives it back"),
    "home": N_("the game waits there"),
    "quit": N_("it goes on where you left it"),
}
"""What a large page says of each way out of the pause."""


class PausedPlay(Protocol):
    """The page of a play, as far as its pause shows what stands there."""

    header: Header
    company_panel: CompanyPanel
    board_panel: BoardPanel
    reader: ChairReader
    session: Session


class PauseMenuPage(DialogPage[str], inherit_bindings=True):
    """Go on, look at the company, change settings, leave. The result is what to open next."""

    SAVES: ClassVar[bool] = True
    """Whether what is decided is saved."""
    ABOUT: ClassVar[tuple[str, ...]] = (N_("The game is paused. Every decision is saved; leave whenever you like."),)
    WAYS: ClassVar[tuple[str, ...]] = ("go_on", "company", "settings", "help", "seats", "home", "quit")

    def __init__(self, below: PausedPlay) -> None:
        """Pause the play on the page below."""
        super().__init__()
        self.below = below

    def compose_body(self) -> Iterable[Widget]:
        """Yield the menu, and around it what a large page shows of the play."""
        yield Header()
        with Horizontal(id="pause"):
            with Vertical(id="left"):
                yield from super().compose_body()
                yield DrawnLines(id="stands")
                yield RecapPanel()
            yield CompanyPanel()
        yield BoardPanel()

    def update_texts(self) -> None:
        """Show the menu, and how the play stands."""
        super().update_texts()
        if self.is_large:
            rows = [self._add_words(way, row) for way, row in zip(self.WAYS, self.build_rows(), strict=True)]
            self.query_one(Choices).show_rows(rows, self.caret)
        self._show_play()

    def on_resize(self) -> None:
        """Show the play around the menu, or no more."""
        if self.is_mounted:
            self.update_texts()

    def _add_words(self, way: str, row: ChoiceRow) -> ChoiceRow:
        """Return a row with where it leads: on its line where there is room, else under it."""
        if way == "quit" and not self.SAVES:
            return row
        says = style_text(_(_SAYS[way]), "$quiet")
        label = join_contents(row.label, says, between="   ")
        return replace(row, label=label) if label.cell_length <= _ROWS - _LEAD else replace(row, hint=says)

    def _show_play(self) -> None:
        self.set_class(self.is_large, "-large")
        header, company, board = self.below.header, self.below.company_panel, self.below.board_panel
        if not self.is_large or company.overview is None or board.board is None or company.board is None:
            return
        self.query_one(Header).show_titles(header.left, header.right, header.detail)
        self.query_one(CompanyPanel).show_overview(company.overview, company.board, company.known, company.promises)
        stands = self.query_one("#stands", DrawnLines)
        stands.show_drawing(lambda width: list(self._render_standing(min(width, COLUMN))))
        self._share_height()
        self.query_one(BoardPanel).show_board(board.board, board.accent)
        self.query_one(RecapPanel).show_recap(board.board.recap)

    def _share_height(self) -> None:
        """Give the board what menu and words leave, and what was said the rest."""
        width, height = self.room.width - CompanyPanel.WIDTH, self.room.height - _FRAME
        menu = self.query_one(Choices).measure_height(_ROWS, folded=False) + len(self.render_heading()) + _MARGIN
        left = height - menu - len(list(self._render_standing(min(width, COLUMN)))) - _AROUND
        manner = next((one for one in (LARGEST, *BOARD_MANNERS) if one.lines <= left), BOARD_MANNERS[-1])
        self.query_one(BoardPanel).set_manner(manner)
        self.query_one(RecapPanel).set_height(left - manner.lines)

    def _render_standing(self, width: int) -> Iterator[Content]:
        """Yield what is asked now, who sits where, and that all of it is saved."""
        yield render_title(_("Where the play stands"), width)
        scene = self.below.reader.scene
        if scene is not None and scene.decision is not None:
            yield self.below.reader.render_text(f"{scene.path}.ask", f"bold ${scene.decision.owner}")
        for chair in CHAIRS:
            name = style_text(self.below.reader.render_name(chair), f"bold ${chair}")
            title = style_text(f", {vocabulary.name_chair(chair)}  ", "$ink")
            yield join_contents(name, title, style_text(self._tell_who_plays(chair), "$quiet"))
        if self.SAVES:
            yield join_contents(style_text("✓ ", "$gained"), style_text(_("Every decision is saved."), "$quiet"))

    def _tell_who_plays(self, chair: Chair) -> str:
        session = self.below.session
        if session.seats[chair] != "human":
            return _("the simulated partner")
        if not session.pair:
            return _("you")
        return session.setup.players.get(chair) or _("a person at this keyboard")

    def render_heading(self) -> Sequence[Paragraph]:
        """Return the heading."""
        return [Paragraph(style_text(_("Paused"), "bold $ink"))]

    def is_open(self, way: str) -> bool:  # noqa: ARG002 -- of one person all are
        """Whether a way can be chosen now."""
        return True

    def build_rows(self) -> Sequence[ChoiceRow]:
        """Return a row for each of `WAYS`."""
        return [
            ChoiceRow(style_text(_(_LABELS[way])), greyed=not self.is_open(way), gap=way == "home") for way in self.WAYS
        ]

    def choose_row(self, index: int) -> None:
        """Close with what was chosen."""
        self.close_page(self.WAYS[index])


class PairMenuPage(PauseMenuPage, inherit_bindings=True):
    """The pause of two, from which the scene can be read again."""

    WAYS: ClassVar[tuple[str, ...]] = (PauseMenuPage.WAYS[0], "scene", *PauseMenuPage.WAYS[1:])

    def __init__(self, below: PausedPlay, *, scene: bool) -> None:
        """Offer the scene, if one is open."""
        super().__init__(below)
        self.scene = scene

    def is_open(self, way: str) -> bool:
        """Whether a way can be chosen now: the scene only while one is open."""
        return way != "scene" or self.scene


class SeatChangePage(DialogPage[Chair], inherit_bindings=True):
    """A row for each chair; the result is the chair that changes hands."""

    ABOUT: ClassVar[tuple[str, ...]] = (
        N_("What a chair has answered stays. What it alone may read waits for whoever sits in it next."),
        N_("Who takes a chair is asked again what the partner had answered there and nobody has seen yet."),
    )

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session

    def render_heading(self) -> Sequence[Paragraph]:
        """Return the heading."""
        return [Paragraph(style_text(_("Who is playing now?"), "bold $ink"))]

    def list_changeable_chairs(self) -> list[Chair]:
        """Return the chairs that may change hands: somebody must stay."""
        people = self.session.people
        return [chair for chair in CHAIRS if people != (chair,)]

    def build_rows(self) -> Sequence[ChoiceRow]:
        """Return a row that leaves everything as it is, and one for each chair."""
        return [ChoiceRow(style_text(_("No change"))), *map(self._build_chair_row, self.list_changeable_chairs())]

    def choose_row(self, index: int) -> None:
        """Close with the chair that was chosen."""
        self.close_page(self.list_changeable_chairs()[index - 1] if index else None)

    def _build_chair_row(self, chair: Chair) -> ChoiceRow:
        name = self.session.names[chair]
        if self.session.seats[chair] == "human":
            says = _("the simulated partner takes the chair, and gives it back when asked")
            return ChoiceRow(style_text(_("{name}'s player stops", name=name)), style_text(says))
        says = _("the partner gives it up; two people play from here on")
        return ChoiceRow(style_text(_("Somebody takes {name}'s chair", name=name)), style_text(says))
