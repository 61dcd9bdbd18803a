"""The saves: go on with one, look back at one, delete one."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.containers import VerticalScroll
from textual.widget import Widget

from game.locales import N_, _, ngettext, words
from game.playthrough.saves import Save
from game.tui.actions import bind
from game.tui.content import ink
from game.tui.desk import CannotError, chair_of, title, when
from game.tui.screens.listing import Listing
from game.tui.widgets.choices import Choices, Row
from game.tui.widgets.header import Header


class Saves(Listing[None], inherit_bindings=True):
    """All saves, the newest first."""

    CSS_PATH = "saves.tcss"
    BINDINGS = bind("delete")
    ABOUT: ClassVar[tuple[str, ...]] = (
        N_("Enter goes on with a game, or looks back at one that is over."),
        N_("Delete asks once more before a save is gone."),
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
        """Sit down again."""
        from game.tui.screens.play import sit_down

        save = self._saves[index]
        if save.trouble:
            self.tandem.tell(save.trouble)
        else:
            sit_down(self, lambda: self.tandem.desk.resume(save))

    def action_delete(self) -> None:
        """Delete the marked save, once more asked."""
        from game.tui.screens.confirm import Confirm

        if not self._saves:
            return
        save = self._saves[self.caret]
        asked = _("Delete “{title}” of {when}?", title=title(save), when=when(save))
        self.open(Confirm(asked, _("It cannot be brought back.")), lambda yes: self._delete(save) if yes else None)  # type: ignore[arg-type]

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
    hint = _("as {chair} · {how_far}", chair=words.chair(chair_of(save)), how_far=how_far)
    return Row(ink(title(save)), ink(hint), note=ink(when(save), "$soft"))
