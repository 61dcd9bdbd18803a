"""The saves, and what can be done with one.

A player continues a save, looks back at it, or plays it again from another chair; verifies, exports, rescues or
deletes it; tries it with the crisis as it is now; or imports one. The functions that do this return the sentence that
tells what came of it, and raise `NotPossibleError` with the reason where it can't be done.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, ClassVar, Final

from textual import on, work
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Mount
from textual.message import Message
from textual.widget import Widget

from game import atomic_files
from game.content.compiler import ScenarioError, load_scenario
from game.content.people import compute_digest
from game.content.safe_input import UnreadableError, render_path
from game.engine.stocks import CHAIRS, Chair, other_chair
from game.locales import N_, _, ngettext
from game.playthrough.record import DivergedError
from game.playthrough.saves import SaveSummary, journal, verify
from game.playthrough.saves.archive import ArchiveError, pack_archive, unpack_archive
from game.playthrough.saves.journal import JournalError, NotSavedError, rescue_journal
from game.playthrough.saves.saved_game import Game, retry_save
from game.playthrough.session import Session
from game.tui.actions import bind
from game.tui.app_services import AppServices, NotPossibleError, render_save_seats, render_save_time, render_save_title
from game.tui.library.crises import find_scenario_folders, load_session, open_game, resume_game, show_game, start_replay
from game.tui.library.left_off import LeftOff, follow_save, render_damage
from game.tui.themes import has_few_colours
from game.tui.toolkit.choices import ChoiceRow, Choices, ConfirmPage, DialogPage, ListPage, set_on_one_line
from game.tui.toolkit.content import style_text
from game.tui.toolkit.lines import DrawnLines, Paragraph
from game.tui.toolkit.page import Header, Page
from game.user_folders import find_home

EXPORT_FOLDER: Final = "exported"
MOST_ARCHIVES: Final = 9
SWAP = "swap"
_MOST_ROWS: Final = 10
"""The rows of the list of a large page."""


class SavesPage(ListPage[None], inherit_bindings=True):
    """All saves, the newest first."""

    CSS_PATH = "saves.tcss"
    SCROLLED = "#held"
    BINDINGS = bind("delete", "about", "take_in")
    ABOUT: ClassVar[tuple[str, ...]] = (
        N_("Enter continues a game, or looks back at one that is over."),
        N_("Delete asks once more before it deletes a save."),
        N_("F4 verifies, exports or repairs the marked save; F5 imports one."),
    )

    class SaveFollowed(Message):
        """A save was followed to where it stands, or can't be (`left` is None)."""

        def __init__(self, save: SaveSummary, left: LeftOff | None) -> None:
            super().__init__()
            self.save, self.left = save, left

    def __init__(self) -> None:
        super().__init__()
        self._saves: Sequence[SaveSummary] | None = None
        self._followed: dict[str, tuple[SaveSummary, LeftOff | None]] = {}
        """By id: what was found of a save, and what the list told of it then."""

    def on_resize(self) -> None:
        """Show what the marked save holds, where there is room."""
        self.refresh_texts()

    @on(Mount)
    def read_saves(self) -> None:
        """Read the saves beside the screen; what is pressed meanwhile waits for them."""
        self.call_later(self.work_beside_screen, self.tandem.services.list_saves, self._show_saves)

    def _show_saves(self, saves: Sequence[SaveSummary]) -> None:
        self._saves = saves
        self.refresh_texts()

    def on_screen_resume(self) -> None:
        """Read the saves anew: a page over this one may have changed them."""
        super().on_screen_resume()
        if self._saves is not None:
            self.work_beside_screen(self.tandem.services.list_saves, self._show_saves)

    def compose_body(self) -> Iterable[Widget]:
        """Yield the list."""
        yield Header()
        with VerticalScroll(id="saves"):
            yield Choices(widest=90)
        with VerticalScroll(id="held"):
            yield DrawnLines()

    def update_texts(self) -> None:
        """Show the saves; nothing is said of their number before they are read."""
        self.set_class(self.is_large, "-roomy")
        self.query_one(Choices).spread = self.is_large
        number = "" if self._saves is None else ngettext("{n} save", "{n} saves", len(self._saves))
        self.query_one(Header).show_titles(style_text(_("Look back"), "bold $ink"), style_text(number, "$quiet"))
        super().update_texts()

    def build_rows(self) -> Sequence[ChoiceRow]:
        """Return a row a save."""
        rows = [_build_save_row(save) for save in self._saves or ()]
        return set_on_one_line(rows) if self.is_large else rows

    def follow_caret(self) -> None:
        """Show what the marked save holds, where there is room; it is read beside the screen."""
        save = self._marked if self.is_large else None
        self.query_one(DrawnLines).show_drawing(self._draw_held if save else lambda _width: [])
        if save and not save.trouble and self._followed.get(save.id, (None,))[0] != save:
            self._follow_save(save)

    def _draw_held(self, width: int) -> list[Content]:
        """Return what the marked save holds; nothing while it is not read."""
        save, few = self._marked, has_few_colours(self.app.console.color_system)
        if save is None:
            return []
        left = self._followed.get(save.id, (save, None))[1]
        if save.trouble:
            return render_damage(save, width)
        taken = min(_MOST_ROWS, 1 + len(self.query_one(Choices).render_cached_rows(width)))
        return left.render_whole(width, self.room.height - taken - 3, few_colours=few) if left else []

    @work(thread=True, group="held", exclusive=True, exit_on_error=False)
    def _follow_save(self, save: SaveSummary) -> None:
        self.post_message(self.SaveFollowed(save, follow_save(save)))

    @on(SaveFollowed)
    def show_followed_save(self, event: SaveFollowed) -> None:
        """Show what a save holds, if it is still the marked one; it is kept for when it is marked again."""
        self._followed[event.save.id] = event.save, event.left
        self.follow_caret()

    @property
    def _marked(self) -> SaveSummary | None:
        return self._saves[self.caret] if self._saves else None

    def choose_row(self, index: int) -> None:
        """Sit down again; at a damaged save, see what can be done."""
        save = (self._saves or ())[index]
        if save.trouble:
            self.action_about()
        else:
            open_game(self, lambda: resume_game(save))

    def action_about(self) -> None:
        """See what can be done with the marked save."""
        save, services = self._marked, self.tandem.services
        if save is not None:
            self.work_beside_screen(
                lambda: find_edited_scenario(services, save), lambda edited: self._open_save_actions(save, edited)
            )

    def _open_save_actions(self, save: SaveSummary, edited: Path | None) -> None:
        self.open_page(SaveActionsPage(save, edited), lambda way: self._run_save_action(way or "", save, edited))

    def _run_save_action(self, way: str, save: SaveSummary, edited: Path | None) -> None:
        match way:
            case "resume":
                open_game(self, lambda: resume_game(save))
            case "again":
                self._offer_replay(save)
            case "edited" if edited is not None:
                self.work_beside_screen(
                    lambda: retry_with_edited_scenario(save, edited), lambda tried: self._show_retried_game(*tried)
                )
            case "rescue":
                self.work_beside_screen(lambda: rescue_to_new_save(save), self._show_outcome)
            case "delete":
                self.action_delete()

    def _offer_replay(self, save: SaveSummary) -> None:
        self.work_beside_screen(lambda: load_session(save), lambda session: offer_replay(self, session, save.path))

    def _show_retried_game(self, game: Game, outcome: str) -> None:
        show_game(self, game)
        self.call_after_refresh(lambda: self.tandem.show_notice(outcome))

    def action_take_in(self) -> None:
        """Take in a save from a zip."""
        services = self.tandem.services
        self.work_beside_screen(
            lambda: list_archives(services),
            lambda found: self.open_page(ImportSavePage(found), self._import_archive),
        )

    def _import_archive(self, archive: Path | None) -> None:
        services = self.tandem.services
        if archive is not None:
            self.work_beside_screen(lambda: import_archive(services, archive), self._show_outcome)

    def _show_outcome(self, outcome: str) -> None:
        """Tell what came of it, and read the saves anew."""
        self.tandem.show_notice(outcome)
        self.work_beside_screen(self.tandem.services.list_saves, self._show_saves)

    def action_delete(self) -> None:
        """Delete the marked save, once more asked."""
        save = self._marked
        if save is None:
            return
        asked = _("Delete “{title}” of {when}?", title=render_save_title(save), when=render_save_time(save))
        self.open_page(
            ConfirmPage(asked, _("It cannot be brought back.")), lambda yes: self._delete_save(save) if yes else None
        )

    def _delete_save(self, save: SaveSummary) -> None:
        services = self.tandem.services

        def delete_and_read_anew() -> Sequence[SaveSummary]:
            services.delete_save(save)
            return services.list_saves()

        self.work_beside_screen(delete_and_read_anew, self._show_saves)


def _build_save_row(save: SaveSummary) -> ChoiceRow:
    if save.trouble:
        return ChoiceRow(
            style_text(render_save_title(save)),
            style_text(save.trouble),
            note=style_text(render_save_time(save), "$quiet"),
            greyed=True,
        )
    how_far = _("over") if save.ending else ngettext("{n} decision", "{n} decisions", save.answers)
    hint = _("{who} · {how_far}", who=render_save_seats(save), how_far=how_far)
    return ChoiceRow(
        style_text(render_save_title(save)), style_text(hint), note=style_text(render_save_time(save), "$quiet")
    )


class SaveActionsPage(DialogPage[str], inherit_bindings=True):
    """What can be done with one save. The result names what the page of saves does next; '' is nothing."""

    ABOUT: ClassVar[tuple[str, ...]] = (
        N_("Verifying plays a save through once more and compares every answer with what was written down."),
        N_("An exported save holds the crisis too; it can be continued on any computer."),
        N_("A crisis that was edited since is only played when you ask for it, as a save of its own."),
    )

    def __init__(self, save: SaveSummary, edited: Path | None) -> None:
        super().__init__()
        self.save, self.edited, self.outcome = save, edited, save.trouble

    def render_heading(self) -> Sequence[Paragraph]:
        """Return the save, and what was found out about it."""
        told = [Paragraph(style_text(f"{render_save_title(self.save)}, {render_save_time(self.save)}", "bold $ink"))]
        if self.outcome:
            told.append(Paragraph(style_text(self.outcome, "$quiet")))
        if self.save.remedy and not self.save.rescuable:
            told.append(Paragraph(style_text(self.save.remedy, "$ink")))
        return told

    def list_actions(self) -> tuple[tuple[str, str], ...]:
        """Return what can be done, each with its words."""
        if self.save.trouble and self.save.intact:
            return ("export", _("Export it as a zip")), ("delete", _("Delete it"))
        if self.save.trouble and not self.save.rescuable:
            return (("delete", _("Delete it")),)
        if self.save.trouble:
            return ("rescue", _("Copy everything before the damage")), ("delete", _("Delete it"))
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
                self._show_outcome_of(lambda: verify_save(self.save))
            case "export":
                self._show_outcome_of(lambda: export_to_zip(self.save))
            case _:
                self.close_page(way)

    def _show_outcome_of(self, do: Callable[[], str]) -> None:
        """Do it beside the screen; what came of it, or why it can't be done, stays on the page."""

        def tell() -> str:
            try:
                return do()
            except NotPossibleError as refused:
                return str(refused)

        def show(outcome: str) -> None:
            self.outcome = outcome
            self.refresh_texts()

        self.work_beside_screen(tell, show)


class ImportSavePage(DialogPage[Path], inherit_bindings=True):
    """The zips that may hold a save."""

    ABOUT: ClassVar[tuple[str, ...]] = (
        N_("A zip is read part by part and played through before anything of it is kept."),
    )

    def __init__(self, found: Sequence[Path]) -> None:
        super().__init__()
        self.found = found

    def render_heading(self) -> Sequence[Paragraph]:
        """Return what this is, and what to do where there is no zip."""
        says = (
            _("Which one?")
            if self.found
            else _("There is no zip in the folder you are in, nor in Downloads. tandem saves import FILE takes any.")
        )
        heading = Paragraph(style_text(_("Import a save"), "bold $ink"))
        return [heading, Paragraph(style_text(says, "$quiet"))]

    def build_rows(self) -> Sequence[ChoiceRow]:
        """Return a row a zip."""
        return [
            ChoiceRow(style_text(render_path(path.name)), style_text(render_path(path.parent))) for path in self.found
        ]

    def choose_row(self, index: int) -> None:
        """Take this one."""
        self.close_page(self.found[index])


def verify_save(save: SaveSummary) -> str:
    """Follow a save with its stored crisis, and tell whether it leads where it led."""
    return verify.render_verdict(verify.verify_save(save.path))


def export_to_zip(save: SaveSummary) -> str:
    """Pack a save and its crisis into a zip beside the folder of saves."""
    file = save.path.parent.parent / EXPORT_FOLDER / f"{save.id}.zip"
    try:
        atomic_files.make_folder(file.parent)
        pack_archive(save.path, file)
    except (JournalError, ArchiveError) as error:
        raise NotPossibleError(str(error)) from error
    except OSError as error:
        raise NotPossibleError(atomic_files.explain_os_error(error)) from error
    return _("The save and its crisis lie in {file}.", file=render_path(file))


def list_archives(services: AppServices) -> list[Path]:
    """Return the zips that may hold a save: what was exported here, and what lies in the folder one is in."""
    found = [path for folder in _list_archive_folders(services) for path in _list_zips(folder)]
    return list(dict.fromkeys(found))[:MOST_ARCHIVES]


def _list_archive_folders(services: AppServices) -> Iterator[Path]:
    yield services.place.parent / EXPORT_FOLDER
    with suppress(OSError):  # the folder one is in may have been deleted
        yield Path.cwd()
    yield find_home() / "Downloads"


def _list_zips(folder: Path) -> list[Path]:
    try:
        with os.scandir(folder) as entries:
            found = [entry for entry in entries if entry.name.endswith(".zip") and entry.is_file(follow_symlinks=False)]
            return [Path(entry.path) for entry in sorted(found, key=lambda one: one.stat().st_mtime, reverse=True)]
    except OSError:
        return []


def import_archive(services: AppServices, archive: Path) -> str:
    """Import a save that was exported."""
    try:
        unpack_archive(archive, services.place)
    except (ArchiveError, NotSavedError) as error:
        raise NotPossibleError(str(error)) from error
    return _("Imported.")


def rescue_to_new_save(save: SaveSummary) -> str:
    """Copy what stands before the damage to a new save."""
    try:
        copy = rescue_journal(save.path)
    except (JournalError, NotSavedError) as error:
        raise NotPossibleError(str(error)) from error
    return _("Everything before the damage is in {save}.", save=render_path(copy.stem))


def find_edited_scenario(services: AppServices, save: SaveSummary) -> Path | None:
    """Return the folder of a save's crisis where it was edited since; None where it was not, or is gone."""
    folders = [] if save.trouble else find_scenario_folders(services, save.scenario)
    try:
        digests = [compute_digest(folder / "scenario.yaml") for folder in folders]
        played = journal.load_journal(save.path).header["digest"] if folders else ""
        return folders[0] if folders and played not in digests else None
    except (UnreadableError, JournalError):
        return None


def retry_with_edited_scenario(save: SaveSummary, folder: Path) -> tuple[Game, str]:
    """Sit down to a new save that follows this one in the crisis as it is now; tell how far that led."""
    try:
        loaded = load_scenario(folder)
        verdict = verify.verify_save(save.path, {loaded.scenario.id: loaded})
        game, _parted = retry_save(save.path, loaded)
    except (JournalError, DivergedError, ScenarioError) as error:
        raise NotPossibleError(str(error).splitlines()[0]) from error
    return game, verify.render_verdict(verdict)


class ReplaySetupPage(DialogPage[str], inherit_bindings=True):
    """A row a way; the result is `swap`, or the chair that is taken opposite the earlier answers."""

    ABOUT: ClassVar[tuple[str, ...]] = (
        N_("The luck is the same, so what differs comes from who sits where and what is said."),
        N_("Earlier answers are played back wherever the same question is asked; elsewhere the partner answers."),
        N_("Looking back afterwards tells which answers were played back."),
    )

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session

    def render_heading(self) -> Sequence[Paragraph]:
        """Return the heading."""
        return [Paragraph(style_text(_("The same crisis again, with the same luck"), "bold $ink"))]

    def list_ways(self) -> list[str]:
        """Return the ways: the seats exchanged, and each chair across which a person sat."""
        return [SWAP, *(chair for chair in CHAIRS if other_chair(chair) in self.session.setup.people)]

    def build_rows(self) -> Sequence[ChoiceRow]:
        """Return a row a way."""
        return [
            self._build_swap_row(),
            *(self._build_ghost_row(chair) for chair in CHAIRS if chair in self.list_ways()),
        ]

    def choose_row(self, index: int) -> None:
        """Tell which way."""
        self.close_page(self.list_ways()[index])

    def _build_swap_row(self) -> ChoiceRow:
        people, names = self.session.setup.people, self.session.names
        if len(people) == len(CHAIRS):
            return ChoiceRow(style_text(_("Exchange the chairs")), style_text(_("two people, each on the other side")))
        opposite = names[other_chair(people[0])]
        return ChoiceRow(
            style_text(_("Take {name}'s chair", name=opposite)), style_text(_("the simulated partner sits in yours"))
        )

    def _build_ghost_row(self, chair: Chair) -> ChoiceRow:
        names = self.session.names
        label = _("Take {name}'s chair, opposite earlier answers", name=names[chair])
        return ChoiceRow(
            style_text(label), style_text(_("what was picked as {name} is played back", name=names[other_chair(chair)]))
        )


def offer_replay(page: Page[Any], session: Session, path: Path | None, leave: Callable[[], None] | None = None) -> None:
    """Offer to play a finished game again, from its save; `leave` closes it before the next one opens."""
    if session.prompt is None:
        page.open_page(ReplaySetupPage(session), lambda way: _start_replay(page, path, way, leave) if way else None)


def _start_replay(page: Page[Any], path: Path | None, way: str, leave: Callable[[], None] | None) -> None:
    services = page.tandem.services

    def start() -> Game:
        if path is None:
            raise NotPossibleError(_("This game was not saved; it cannot be played back."))
        return start_replay(services, path, way)

    def show_in_its_place(game: Game) -> None:
        if leave is not None:
            leave()
        page.app.switch_screen(page.tandem.pages.build_game_page(game))

    page.work_beside_screen(start, show_in_its_place)
