"""The saves: go on with one, look back at one, see what else can be done with it, take one in."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.containers import VerticalScroll
from textual.widget import Widget

from game.locales import N_, _, ngettext
from game.playthrough.saves import Save
from game.tui import keeping
from game.tui.actions import bind
from game.tui.content import ink
from game.tui.desk import CannotError, seated, title, when
from game.tui.screens.listing import Listing
from game.tui.widgets.choices import Choices, Row
from game.tui.widgets.header import Header

if TYPE_CHECKING:
    from game.playthrough.library import Game


class Saves(Listing[None], inherit_bindings=True):
    """All saves, the newest first."""

    CSS_PATH = "saves.tcss"
    BINDINGS = bind("delete", "about", "take_in")
    ABOUT: ClassVar[tuple[str, ...]] = (
        N_("Enter goes on with a game, or looks back at one that is over."),
        N_("Delete asks once more before a save is gone."),
        N_("F4 verifies, exports or mends the marked save; F5 takes in one that was exported."),
    )

    def body(self) -> Iterable[Widget]:
        """Yield the list."""
        yield Header()
        with VerticalScroll(id="saves"):
            yield Choices(widest=90)

    def fill(self) -> None:
        """Read the saves anew."""
        self._saves = list(self.tandem.desk.saves())
        number = ngettext("{n} save", "{n} saves", len(self._saves))
        self.query_one(Header).show(ink(_("Look back"), "bold $ink"), ink(number, "$quiet"))
        super().fill()

    def rows(self) -> Sequence[Row]:
        """Return a row a save."""
        return [_row(save) for save in self._saves]

    def picked(self, index: int) -> None:
        """Sit down again; at a damaged save, see what can be done."""
        from game.tui.screens.table import sit_down

        save = self._saves[index]
        if save.trouble:
            self.action_about()
        else:
            sit_down(self, lambda: self.tandem.desk.resume(save))

    def action_about(self) -> None:
        """See what can be done with the marked save."""
        from game.tui.screens.kept import Kept

        if self._saves:
            save = self._saves[self.caret]
            edited = keeping.edited(self.tandem.desk, save)
            self.open(Kept(save, edited), lambda way: self._go(way or "", save, edited))

    def _go(self, way: str, save: Save, edited: Path | None) -> None:
        from game.tui.screens.table import sit_down

        match way:
            case "resume":
                sit_down(self, lambda: self.tandem.desk.resume(save))
            case "again":
                self._again(save)
            case "edited" if edited is not None:
                sit_down(self, lambda: self._tried(save, edited))
            case "rescue":
                self._tell(lambda: keeping.rescued(save))
            case "delete":
                self.action_delete()

    def _again(self, save: Save) -> None:
        from game.tui.screens.again import offer

        try:
            offer(self, self.tandem.desk.look(save), save.path)
        except CannotError as error:
            self.tandem.tell(str(error))

    def _tried(self, save: Save, edited: Path) -> "Game":
        game, said = keeping.tried(save, edited)
        self.call_after_refresh(lambda: self.tandem.tell(said))
        return game

    def action_take_in(self) -> None:
        """Take in a save from a zip."""
        from game.tui.screens.kept import TakeIn

        found = keeping.parcels(self.tandem.desk)
        self.open(TakeIn(found), self._taken)

    def _taken(self, parcel: Path | None) -> None:
        if parcel is not None:
            self._tell(lambda: keeping.taken_in(self.tandem.desk, parcel))

    def _tell(self, done: Callable[[], str]) -> None:
        try:
            said = done()
        except CannotError as error:
            said = str(error)
        self.refill()
        self.tandem.tell(said)

    def action_delete(self) -> None:
        """Delete the marked save, once more asked."""
        from game.tui.screens.confirm import Confirm

        if not self._saves:
            return
        save = self._saves[self.caret]
        asked = _("Delete “{title}” of {when}?", title=title(save), when=when(save))
        self.open(Confirm(asked, _("It cannot be brought back.")), lambda yes: self._delete(save) if yes else None)

    def _delete(self, save: Save) -> None:
        try:
            self.tandem.desk.delete(save)
        except CannotError as error:
            self.tandem.tell(str(error))
        self.fill()


def _row(save: Save) -> Row:
    if save.trouble:
        return Row(ink(title(save)), ink(save.trouble), note=ink(when(save), "$soft"), greyed=True)
    how_far = _("over") if save.ending else ngettext("{n} decision", "{n} decisions", save.answers)
    hint = _("{who} · {how_far}", who=seated(save), how_far=how_far)
    return Row(ink(title(save)), ink(hint), note=ink(when(save), "$soft"))
