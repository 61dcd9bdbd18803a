"""The saves: go on with one, look back at one, see what else can be done with it, take one in."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import ClassVar

from textual.containers import VerticalScroll
from textual.widget import Widget

from game.locales import N_, _, ngettext
from game.playthrough.saves.save_index import SaveSummary
from game.playthrough.saves.saved_game import Game
from game.tui.actions import bind
from game.tui.app_services import NotPossibleError, render_save_seats, render_save_time, render_save_title
from game.tui.library import save_actions
from game.tui.library.crises import load_session, open_game, resume_game
from game.tui.library.replay import offer_replay
from game.tui.library.save_page import ImportSavePage, SaveActionsPage
from game.tui.toolkit.choices import ChoiceRow, Choices, ConfirmPage, ListPage
from game.tui.toolkit.content import style_text
from game.tui.toolkit.page import Header


class SavesPage(ListPage[None], inherit_bindings=True):
    """All saves, the newest first."""

    CSS_PATH = "saves.tcss"
    BINDINGS = bind("delete", "about", "take_in")
    ABOUT: ClassVar[tuple[str, ...]] = (
        N_("Enter goes on with a game, or looks back at one that is over."),
        N_("Delete asks once more before a save is gone."),
        N_("F4 verifies, exports or mends the marked save; F5 takes in one that was exported."),
    )

    def compose_body(self) -> Iterable[Widget]:
        """Yield the list."""
        yield Header()
        with VerticalScroll(id="saves"):
            yield Choices(widest=90)

    def update_texts(self) -> None:
        """Read the saves anew."""
        self._saves = list(self.tandem.desk.list_saves())
        number = ngettext("{n} save", "{n} saves", len(self._saves))
        self.query_one(Header).show_titles(style_text(_("Look back"), "bold $ink"), style_text(number, "$quiet"))
        super().update_texts()

    def build_rows(self) -> Sequence[ChoiceRow]:
        """Return a row a save."""
        return [_build_save_row(save) for save in self._saves]

    def choose_row(self, index: int) -> None:
        """Sit down again; at a damaged save, see what can be done."""
        save = self._saves[index]
        if save.trouble:
            self.action_about()
        else:
            open_game(self, lambda: resume_game(save))

    def action_about(self) -> None:
        """See what can be done with the marked save."""
        if self._saves:
            save = self._saves[self.caret]
            edited = save_actions.find_edited_scenario(self.tandem.desk, save)
            self.open_page(SaveActionsPage(save, edited), lambda way: self._run_save_action(way or "", save, edited))

    def _run_save_action(self, way: str, save: SaveSummary, edited: Path | None) -> None:
        match way:
            case "resume":
                open_game(self, lambda: resume_game(save))
            case "again":
                self._offer_replay(save)
            case "edited" if edited is not None:
                open_game(self, lambda: self._retry_save(save, edited))
            case "rescue":
                self._show_outcome(lambda: save_actions.rescue_to_new_save(save))
            case "delete":
                self.action_delete()

    def _offer_replay(self, save: SaveSummary) -> None:
        try:
            offer_replay(self, load_session(save), save.path)
        except NotPossibleError as error:
            self.tandem.show_notice(str(error))

    def _retry_save(self, save: SaveSummary, edited: Path) -> Game:
        game, said = save_actions.retry_with_edited_scenario(save, edited)
        self.call_after_refresh(lambda: self.tandem.show_notice(said))
        return game

    def action_take_in(self) -> None:
        """Take in a save from a zip."""
        found = save_actions.list_archives(self.tandem.desk)
        self.open_page(ImportSavePage(found), self._import_archive)

    def _import_archive(self, parcel: Path | None) -> None:
        if parcel is not None:
            self._show_outcome(lambda: save_actions.import_archive(self.tandem.desk, parcel))

    def _show_outcome(self, done: Callable[[], str]) -> None:
        try:
            said = done()
        except NotPossibleError as error:
            said = str(error)
        self.refresh_texts()
        self.tandem.show_notice(said)

    def action_delete(self) -> None:
        """Delete the marked save, once more asked."""
        if not self._saves:
            return
        save = self._saves[self.caret]
        asked = _("Delete “{title}” of {when}?", title=render_save_title(save), when=render_save_time(save))
        self.open_page(
            ConfirmPage(asked, _("It cannot be brought back.")), lambda yes: self._delete_save(save) if yes else None
        )

    def _delete_save(self, save: SaveSummary) -> None:
        try:
            self.tandem.desk.delete_save(save)
        except NotPossibleError as error:
            self.tandem.show_notice(str(error))
        self.update_texts()


def _build_save_row(save: SaveSummary) -> ChoiceRow:
    if save.trouble:
        return ChoiceRow(
            style_text(render_save_title(save)),
            style_text(save.trouble),
            note=style_text(render_save_time(save), "$soft"),
            greyed=True,
        )
    how_far = _("over") if save.ending else ngettext("{n} decision", "{n} decisions", save.answers)
    hint = _("{who} · {how_far}", who=render_save_seats(save), how_far=how_far)
    return ChoiceRow(
        style_text(render_save_title(save)), style_text(hint), note=style_text(render_save_time(save), "$soft")
    )
