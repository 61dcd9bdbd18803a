"""The pause, which Esc opens during a game; everything is saved already. From it somebody gets up, or sits down."""

from collections.abc import Sequence
from typing import ClassVar

from game.engine.stocks import CHAIRS, Chair
from game.locales import N_, _
from game.playthrough.session import Session
from game.tui.toolkit.choices import ChoiceRow, DialogPage
from game.tui.toolkit.content import style_text
from game.tui.toolkit.lines import Paragraph


class PauseMenuPage(DialogPage[str], inherit_bindings=True):
    """Go on, look at the company, change settings, leave. The result is what to open next."""

    ABOUT: ClassVar[tuple[str, ...]] = (N_("The game is paused. Every decision is saved; leave whenever you like."),)
    WAYS: ClassVar[tuple[str, ...]] = ("go_on", "company", "settings", "help", "seats", "home", "quit")

    def render_heading(self) -> Sequence[Paragraph]:
        """Return the heading."""
        return [Paragraph(style_text(_("Paused"), "bold $ink"))]

    def build_extra_rows(self) -> Sequence[ChoiceRow]:
        """Return rows after the first, as `WAYS` has them."""
        return ()

    def build_rows(self) -> Sequence[ChoiceRow]:
        """Return a row for each of `WAYS`."""
        return [
            ChoiceRow(style_text(_("Go on"))),
            *self.build_extra_rows(),
            ChoiceRow(style_text(_("The company, and what is known"))),
            ChoiceRow(style_text(_("Settings"))),
            ChoiceRow(style_text(_("Help"))),
            ChoiceRow(style_text(_("Change who is playing"))),
            ChoiceRow(style_text(_("Leave for the home page")), gap=True),
            ChoiceRow(style_text(_("Leave the game"))),
        ]

    def choose_row(self, index: int) -> None:
        """Close with what was chosen."""
        self.close_page(self.WAYS[index])


class PairMenuPage(PauseMenuPage, inherit_bindings=True):
    """The pause of two, from which the scene can be read again."""

    WAYS: ClassVar[tuple[str, ...]] = (PauseMenuPage.WAYS[0], "scene", *PauseMenuPage.WAYS[1:])

    def __init__(self, *, scene: bool) -> None:
        """Offer the scene, if one is open."""
        super().__init__()
        self.scene = scene

    def build_extra_rows(self) -> Sequence[ChoiceRow]:
        """Return the row of the scene."""
        return [ChoiceRow(style_text(_("The scene again")), greyed=not self.scene)]


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
