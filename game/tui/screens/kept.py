"""One save: go on, try it with the crisis as it is now, verify, export, mend, delete; and taking in a zip."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.widget import Widget

from game.locales import N_, _
from game.tui import keeping
from game.tui.content import ink
from game.tui.desk import CannotError, title, when
from game.tui.screens.listing import Listing
from game.tui.widgets.choices import Choices, Row
from game.tui.widgets.story import Paragraph, Story

if TYPE_CHECKING:
    from game.playthrough.saves import Save


class Kept(Listing[str], inherit_bindings=True):
    """What can be done with one save. The result names what the page of saves does next; '' is nothing."""

    CSS_PATH = "dialog.tcss"
    ABOUT: ClassVar[tuple[str, ...]] = (
        N_("Verifying plays a save through once more and compares every answer with what was written down."),
        N_("An exported save holds the crisis too; it can be gone on with on any machine."),
        N_("A crisis that was edited since is only played when you ask for it, as a save of its own."),
    )

    def __init__(self, save: "Save", edited: Path | None) -> None:
        super().__init__()
        self.save, self.edited, self.said = save, edited, save.trouble

    def body(self) -> Iterable[Widget]:
        """Yield the save over what can be done with it."""
        with Vertical(classes="dialog"):
            yield Story()
            yield Choices(widest=60)

    def fill(self) -> None:
        """Show the save, and what was found out about it."""
        told = [Paragraph(ink(f"{title(self.save)}, {when(self.save)}", "bold $ink"))]
        if self.said:
            told.append(Paragraph(ink(self.said, "$quiet")))
        self.query_one(Story).show(told)
        super().fill()

    def ways(self) -> tuple[tuple[str, str], ...]:
        """Return what can be done, each with its words."""
        if self.save.trouble:
            return ("rescue", _("Copy all before the damage")), ("delete", _("Delete it"))
        ways = [("resume", _("Look back") if self.save.ending else _("Go on"))]
        if self.save.ending:
            ways.append(("again", _("Play it again from another chair")))
        if self.edited is not None:
            ways.append(("edited", _("Try it with the crisis as it is now")))
        return *ways, ("verify", _("Verify it")), ("export", _("Export it as a zip")), ("delete", _("Delete it"))

    def rows(self) -> Sequence[Row]:
        """Return a row a way."""
        return [Row(ink(words)) for _way, words in self.ways()]

    def picked(self, index: int) -> None:
        """Do it here, or leave it to the page of saves."""
        way = self.ways()[index][0]
        match way:
            case "verify":
                self._tell(lambda: keeping.verified(self.save))
            case "export":
                self._tell(lambda: keeping.exported(self.save))
            case _:
                self.leave(way)

    def _tell(self, done: Callable[[], str]) -> None:
        try:
            self.said = done()
        except CannotError as error:
            self.said = str(error)
        self.refill()


class TakeIn(Listing[Path], inherit_bindings=True):
    """The zips that may hold a save."""

    CSS_PATH = "dialog.tcss"
    ABOUT: ClassVar[tuple[str, ...]] = (
        N_("A zip is read part by part and played through before anything of it is kept."),
    )

    def __init__(self, found: Sequence[Path]) -> None:
        super().__init__()
        self.found = found

    def body(self) -> Iterable[Widget]:
        """Yield the heading over the zips."""
        with Vertical(classes="dialog"):
            yield Story()
            yield Choices(widest=60)

    def fill(self) -> None:
        """Say what this is."""
        says = (
            _("Which one?")
            if self.found
            else _("There is no zip in the folder you are in, nor in Downloads. tandem saves import FILE takes any.")
        )
        heading = Paragraph(ink(_("Take in a save that was exported"), "bold $ink"))
        self.query_one(Story).show([heading, Paragraph(ink(says, "$quiet"))])
        super().fill()

    def rows(self) -> Sequence[Row]:
        """Return a row a zip."""
        return [Row(ink(path.name), ink(str(path.parent))) for path in self.found]

    def picked(self, index: int) -> None:
        """Take this one."""
        self.leave(self.found[index])
