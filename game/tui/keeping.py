"""What can be done with a save beside playing it: verify, carry, mend, try with the crisis as it is now.

Each function returns the sentence that tells what came of it, or raises `CannotError`.
"""

import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from game.locales import _
from game.tui.desk import CannotError, Desk

if TYPE_CHECKING:
    from game.playthrough.library import Game
    from game.playthrough.saves import Save

PARCELS: Final = "exported"
MOST_PARCELS: Final = 9


def notice(game: "Game") -> str:
    """Return what a player must know about the save before play begins; '' where all is well."""
    if game.trouble:
        return _("Nothing is being saved: {why}", why=game.trouble)
    if game.torn is not None:
        return _("The save's last line was cut off; a file ending in .torn keeps it.")
    return ""


def verified(save: "Save") -> str:
    """Follow a save with its stored crisis, and tell whether it leads where it led."""
    from game.playthrough import verify

    return verify.told(verify.verify(save.path))


def exported(save: "Save") -> str:
    """Pack a save and its crisis into a zip beside the folder of saves."""
    from game.playthrough import durable
    from game.playthrough.journal import JournalError, why
    from game.playthrough.parcel import ParcelError, pack

    file = save.path.parent.parent / PARCELS / f"{save.id}.zip"
    try:
        durable.make_folder(file.parent)
        pack(save.path, file)
    except (JournalError, ParcelError) as error:
        raise CannotError(str(error)) from error
    except OSError as error:
        raise CannotError(why(error)) from error
    return _("The save and its crisis lie in {file}.", file=file)


def parcels(desk: Desk) -> list[Path]:
    """Return the zips that may hold a save: what was exported here, and what lies in the folder one is in."""
    found = [path for folder in _places(desk) for path in _zips(folder)]
    return list(dict.fromkeys(found))[:MOST_PARCELS]


def _places(desk: Desk) -> Iterator[Path]:
    yield desk.place.parent / PARCELS
    yield Path.cwd()
    yield Path.home() / "Downloads"


def _zips(folder: Path) -> list[Path]:
    try:
        with os.scandir(folder) as entries:
            found = [entry for entry in entries if entry.name.endswith(".zip") and entry.is_file(follow_symlinks=False)]
            return [Path(entry.path) for entry in sorted(found, key=lambda one: one.stat().st_mtime, reverse=True)]
    except OSError:
        return []


def taken_in(desk: Desk, parcel: Path) -> str:
    """Take in a save that was exported."""
    from game.playthrough.journal import NotSavedError
    from game.playthrough.parcel import ParcelError, unpack

    try:
        unpack(parcel, desk.place)
    except (ParcelError, NotSavedError) as error:
        raise CannotError(str(error)) from error
    return _("The save was taken in.")


def rescued(save: "Save") -> str:
    """Copy what stands before the damage to a new save."""
    from game.playthrough.journal import JournalError, NotSavedError, rescue

    try:
        copy = rescue(save.path)
    except (JournalError, NotSavedError) as error:
        raise CannotError(str(error)) from error
    return _("All before the damage is in {save}.", save=copy.stem)


def edited(desk: Desk, save: "Save") -> Path | None:
    """Return the folder of a save's crisis where it was edited since; None where it was not, or is gone."""
    from game.content.files import UnreadableError, read_bytes
    from game.playthrough import journal

    folder = desk.folder_of(save.scenario)
    try:
        if folder is None or save.trouble:
            return None
        now = sha256(read_bytes(folder / "scenario.yaml")).hexdigest()
        return folder if now != journal.read(save.path).header["digest"] else None
    except (UnreadableError, journal.JournalError):
        return None


def tried(save: "Save", folder: Path) -> "tuple[Game, str]":
    """Sit down to a new save that follows this one in the crisis as it is now; tell how far that led."""
    from game.content.compiler import ScenarioError, load
    from game.playthrough import verify
    from game.playthrough.journal import JournalError
    from game.playthrough.library import DivergedError, retry

    try:
        loaded = load(folder)
        verdict = verify.verify(save.path, {loaded.scenario.id: loaded})
        game, _parted = retry(save.path, loaded)
    except (JournalError, DivergedError, ScenarioError) as error:
        raise CannotError(str(error).splitlines()[0]) from error
    return game, verify.told(verdict)
