"""One save: go on, try it with the crisis as it is now, verify, export, mend, delete; and taking in a zip."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import ClassVar

from textual.containers import Vertical
from textual.widget import Widget

from game.locales import N_, _
from game.playthrough.saves.save_index import SaveSummary
from game.tui.app_services import NotPossibleError, render_save_time, render_save_title
from game.tui.library import save_actions
from game.tui.toolkit.choices import ChoiceRow, Choices, ListPage
from game.tui.toolkit.content import style_text
from game.tui.toolkit.lines import Paragraph, StoryWidget


class SaveActionsPage(ListPage[str], inherit_bindings=True):
    """What can be done with one save. The result names what the page of saves does next; '' is nothing."""

    CSS_PATH = "../toolkit/dialog.tcss"
    ABOUT: ClassVar[tuple[str, ...]] = (
        N_("Verifying plays a save through once more and compares every answer with what was written down."),
        N_("An exported save holds the crisis too; it can be gone on with on any machine."),
        N_("A crisis that was edited since is only played when you ask for it, as a save of its own."),
    )

    def __init__(self, save: SaveSummary, edited: Path | None) -> None:
        super().__init__()
        self.save, self.edited, self.said = save, edited, save.trouble

    def compose_body(self) -> Iterable[Widget]:
        """Yield the save over what can be done with it."""
        with Vertical(classes="dialog"):
            yield StoryWidget()
            yield Choices(widest=60)

    def update_texts(self) -> None:
        """Show the save, and what was found out about it."""
        told = [Paragraph(style_text(f"{render_save_title(self.save)}, {render_save_time(self.save)}", "bold $ink"))]
        if self.said:
            told.append(Paragraph(style_text(self.said, "$quiet")))
        self.query_one(StoryWidget).show_paragraphs(told)
        super().update_texts()

    def list_actions(self) -> tuple[tuple[str, str], ...]:
        """Return what can be done, each with its words."""
        if self.save.trouble:
            return ("rescue", _("Copy all before the damage")), ("delete", _("Delete it"))
        ways = [("resume", _("Look back") if self.save.ending else _("Go on"))]
        if self.save.ending:
            ways.append(("again", _("Play it again from another chair")))
        if self.edited is not None:
            ways.append(("edited", _("Try it with the crisis as it is now")))
        return *ways, ("verify", _("Verify it")), ("export", _("Export it as a zip")), ("delete", _("Delete it"))

    def build_rows(self) -> Sequence[ChoiceRow]:
        """Return a row a way."""
        return [ChoiceRow(style_text(words)) for _way, words in self.list_actions()]

    def choose_row(self, index: int) -> None:
        """Do it here, or leave it to the page of saves."""
        way = self.list_actions()[index][0]
        match way:
            case "verify":
                self._show_outcome(lambda: save_actions.verify_save(self.save))
            case "export":
                self._show_outcome(lambda: save_actions.export_to_zip(self.save))
            case _:
                self.close_page(way)

    def _show_outcome(self, done: Callable[[], str]) -> None:
        try:
            self.said = done()
        except NotPossibleError as error:
            self.said = str(error)
        self.refresh_texts()


class ImportSavePage(ListPage[Path], inherit_bindings=True):
    """The zips that may hold a save."""

    CSS_PATH = "../toolkit/dialog.tcss"
    ABOUT: ClassVar[tuple[str, ...]] = (
        N_("A zip is read part by part and played through before anything of it is kept."),
    )

    def __init__(self, found: Sequence[Path]) -> None:
        super().__init__()
        self.found = found

    def compose_body(self) -> Iterable[Widget]:
        """Yield the heading over the zips."""
        with Vertical(classes="dialog"):
            yield StoryWidget()
            yield Choices(widest=60)

    def update_texts(self) -> None:
        """Say what this is."""
        says = (
            _("Which one?")
            if self.found
            else _("There is no zip in the folder you are in, nor in Downloads. tandem saves import FILE takes any.")
        )
        heading = Paragraph(style_text(_("Take in a save that was exported"), "bold $ink"))
        self.query_one(StoryWidget).show_paragraphs([heading, Paragraph(style_text(says, "$quiet"))])
        super().update_texts()

    def build_rows(self) -> Sequence[ChoiceRow]:
        """Return a row a zip."""
        return [ChoiceRow(style_text(path.name), style_text(str(path.parent))) for path in self.found]

    def choose_row(self, index: int) -> None:
        """Take this one."""
        self.close_page(self.found[index])
