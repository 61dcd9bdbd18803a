"""What every page may ask the program for: where crises and saves lie, and the list of the saves.

Loading a crisis and starting a game need far more of the program: `game.tui.library.crises` does that.
"""

from collections.abc import Sequence
from pathlib import Path

from game import atomic_files
from game.engine.stocks import CHAIRS
from game.locales import _, current_language, vocabulary
from game.locales.figures import format_saved_moment
from game.playthrough.saves import SaveSummary, explain_folder_trouble, list_save_summaries, locate_saves_folder


class NotPossibleError(Exception):
    """What the player asked for can't be done; the message says why, on one line."""


class AppServices:
    """Where crises and saves are. `shelves` are folders of crises, by default the game's and the player's own."""

    def __init__(self, shelves: Sequence[Path] | None = None, folder: Path | None = None) -> None:
        self.shelves = shelves
        self.folder = folder

    @property
    def place(self) -> Path:
        """The folder of the saves."""
        return self.folder or locate_saves_folder()

    def list_saves(self) -> tuple[SaveSummary, ...]:
        """Return the saves, the newest first, read from the journals without loading a crisis."""
        return list_save_summaries(self.place)

    def explain_saves_trouble(self) -> str:
        """Return why the folder of the saves cannot be looked into; '' where it can."""
        return explain_folder_trouble(self.place)

    def delete_save(self, save: SaveSummary) -> None:
        """Delete a save; NotPossibleError if the folder does not allow it."""
        try:
            save.path.unlink(missing_ok=True)
        except OSError as error:
            raise NotPossibleError(atomic_files.explain_os_error(error)) from error


def render_save_title(save: SaveSummary) -> str:
    """Return a save's title in the player's language, or its id if it has none."""
    return save.title.get(current_language()) or next(iter(save.title.values()), save.id)


def render_save_seats(save: SaveSummary) -> str:
    """Return who plays: one person's chair, or the names of both if they gave any."""
    people = [chair for chair in CHAIRS if save.seats.get(chair) == "human"]
    if len(people) < len(CHAIRS):
        chair = vocabulary.name_chair(people[0] if people else CHAIRS[0])
        return _("as {chair}, opposite earlier answers", chair=chair) if save.ghost else _("as {chair}", chair=chair)
    named = [save.players.get(chair, "") for chair in CHAIRS]
    return _("{one} and {two}", one=named[0], two=named[1]) if all(named) else _("two players")


def render_save_time(save: SaveSummary) -> str:
    """Return when a save was last written, in the local time."""
    return format_saved_moment(save.when)
