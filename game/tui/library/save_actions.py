"""What can be done with a save beside playing it: verify, carry, mend, try with the crisis as it is now.

Each function returns the sentence that tells what came of it, or raises `NotPossibleError`.
"""

import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Final

from game import atomic_files
from game.content.compiler import ScenarioError, load_scenario
from game.content.safe_files import UnreadableError, read_bytes
from game.locales import _
from game.playthrough.saves import journal, verify
from game.playthrough.saves.archive import ArchiveError, pack_archive, unpack_archive
from game.playthrough.saves.journal import JournalError, NotSavedError, explain_os_error, rescue_journal
from game.playthrough.saves.save_index import SaveSummary
from game.playthrough.saves.saved_game import DivergedError, Game, retry_save
from game.tui.app_services import AppServices, NotPossibleError
from game.tui.library.crises import find_scenario_folder

PARCELS: Final = "exported"
MOST_PARCELS: Final = 9


def verify_save(save: SaveSummary) -> str:
    """Follow a save with its stored crisis, and tell whether it leads where it led."""
    return verify.render_verdict(verify.verify_save(save.path))


def export_to_zip(save: SaveSummary) -> str:
    """Pack a save and its crisis into a zip beside the folder of saves."""
    file = save.path.parent.parent / PARCELS / f"{save.id}.zip"
    try:
        atomic_files.make_folder(file.parent)
        pack_archive(save.path, file)
    except (JournalError, ArchiveError) as error:
        raise NotPossibleError(str(error)) from error
    except OSError as error:
        raise NotPossibleError(explain_os_error(error)) from error
    return _("The save and its crisis lie in {file}.", file=file)


def list_archives(desk: AppServices) -> list[Path]:
    """Return the zips that may hold a save: what was exported here, and what lies in the folder one is in."""
    found = [path for folder in _list_archive_folders(desk) for path in _list_zips(folder)]
    return list(dict.fromkeys(found))[:MOST_PARCELS]


def _list_archive_folders(desk: AppServices) -> Iterator[Path]:
    yield desk.place.parent / PARCELS
    yield Path.cwd()
    yield Path.home() / "Downloads"


def _list_zips(folder: Path) -> list[Path]:
    try:
        with os.scandir(folder) as entries:
            found = [entry for entry in entries if entry.name.endswith(".zip") and entry.is_file(follow_symlinks=False)]
            return [Path(entry.path) for entry in sorted(found, key=lambda one: one.stat().st_mtime, reverse=True)]
    except OSError:
        return []


def import_archive(desk: AppServices, parcel: Path) -> str:
    """Take in a save that was exported."""
    try:
        unpack_archive(parcel, desk.place)
    except (ArchiveError, NotSavedError) as error:
        raise NotPossibleError(str(error)) from error
    return _("The save was taken in.")


def rescue_to_new_save(save: SaveSummary) -> str:
    """Copy what stands before the damage to a new save."""
    try:
        copy = rescue_journal(save.path)
    except (JournalError, NotSavedError) as error:
        raise NotPossibleError(str(error)) from error
    return _("All before the damage is in {save}.", save=copy.stem)


def find_edited_scenario(desk: AppServices, save: SaveSummary) -> Path | None:
    """Return the folder of a save's crisis where it was edited since; None where it was not, or is gone."""
    folder = find_scenario_folder(desk, save.scenario)
    try:
        if folder is None or save.trouble:
            return None
        now = sha256(read_bytes(folder / "scenario.yaml")).hexdigest()
        return folder if now != journal.load_journal(save.path).header["digest"] else None
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
