"""A save to carry to another machine: one zip with the journal, the scenario that was played, and its translations.

An archive may come from a stranger. Its members are read into memory under size limits; nothing is written before all
of them have been understood, and no path on this machine is built from a name in the zip.
"""

import re
import zlib
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from game import atomic_files
from game.content import safe_input
from game.content.compiler import LoadedScenario, compile_scenario
from game.content.diagnostic import ScenarioError
from game.content.safe_input import UnreadableError, read_bytes, render_path
from game.content.scenario_library import SOURCE
from game.locales import _
from game.playthrough.record import DivergedError
from game.playthrough.saves import SUFFIX, journal, journal_format, locate_saves_folder, saved_game
from game.playthrough.saves.journal import JournalError, NotSavedError

MOST_BYTES: Final = 4_000_000
MOST_MEMBERS: Final = saved_game.MOST_LANGUAGES + 2
_ID: Final = re.compile(r"[0-9]{8}-[0-9]{6}-[a-z0-9][a-z0-9_-]{0,80}")
_ENCRYPTED: Final = 0x1
_BROKEN: Final = (BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError, IndexError)


class ArchiveError(Exception):
    """An archive that is refused; nothing was written."""


def pack_archive(save: Path, target: Path) -> None:
    """Write a save with its scenario into a new zip.

    Raises:
        JournalError: if the save or its scenario cannot be read.
        ArchiveError: if the file exists already or cannot be written.
    """
    data = journal.load_journal_bytes(save)
    reading = journal_format.parse_journal(save, data)
    source, translations = saved_game.load_copied_files(save, reading.contents)
    members = {save.stem + SUFFIX: data[: reading.length], SOURCE: source}
    members |= {f"{language}.po": text for language, text in translations.items()}
    if target.exists():
        raise ArchiveError(_("{file} exists already; name another one", file=render_path(target)))
    try:
        atomic_files.write_atomically(target, _build_zip(members))
    except OSError as error:
        raise ArchiveError(atomic_files.explain_os_error(error)) from error


def _build_zip(members: dict[str, bytes]) -> bytes:
    whole = BytesIO()
    with ZipFile(whole, "w", ZIP_DEFLATED) as zipped:
        for name, content in members.items():
            zipped.writestr(ZipInfo(name), content, ZIP_DEFLATED)  # without the clock: the same save, the same bytes
    return whole.getvalue()


def unpack_archive(archive: Path, folder: Path | None = None) -> Path:
    """Put the save of an archive into a folder of saves and return its path; a save that is there already stays.

    Raises:
        ArchiveError: if it is no archive, or a damaged one.
        NotSavedError: if the folder cannot be written.
    """
    folder = folder or locate_saves_folder()
    name, members = _load_members(archive)
    data = members.pop(name)
    loaded = _load_archived_scenario(archive, data, members)
    place = _choose_import_path(folder, Path(name).stem, data, loaded)
    try:
        saved_game.keep_scenario_copy(loaded, folder)
        if not place.exists():
            atomic_files.write_atomically(place, data)
    except OSError as error:
        raise NotSavedError(atomic_files.explain_os_error(error)) from error
    return place


def _load_members(archive: Path) -> tuple[str, dict[str, bytes]]:
    """Return the name of the journal in an archive, and the content of every member."""
    try:
        whole = read_bytes(archive, MOST_BYTES)
        with ZipFile(BytesIO(whole)) as zipped:
            infos = zipped.infolist()
            names = [info.filename for info in infos]
            journals = [name for name in names if name.endswith(SUFFIX)]
            expected = {*journals, SOURCE, *(name for name in names if _is_translation_name(name))}
            if len(journals) != 1 or len(infos) > MOST_MEMBERS or sorted(expected) != sorted(names):
                raise ArchiveError(_("this is not an exported save: it has other things in it"))
            return journals[0], {info.filename: _read_member(zipped, info) for info in infos}
    except UnreadableError as error:
        raise ArchiveError(error.message) from error
    except _BROKEN as error:
        raise ArchiveError(_("this is not an exported save: the zip cannot be read")) from error


def _is_translation_name(name: str) -> bool:
    return name.endswith(".po") and bool(saved_game.LANGUAGE.fullmatch(name[:-3]))


def _read_member(zipped: ZipFile, info: ZipInfo) -> bytes:
    most = journal_format.MOST_BYTES if info.filename.endswith(SUFFIX) else safe_input.MOST_BYTES
    if info.flag_bits & _ENCRYPTED or info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise ArchiveError(_("this is not an exported save: it is packed in another way"))
    with zipped.open(info) as member:
        content = member.read(most + 1)
    if len(content) > most:
        raise ArchiveError(_("this is not an exported save: something in it is too large"))
    return content


def _load_archived_scenario(archive: Path, data: bytes, members: dict[str, bytes]) -> LoadedScenario:
    """Return the scenario of an archive, once the save has been replayed in it to its end."""
    source = members.pop(SOURCE)
    translations = {name.removesuffix(".po"): text for name, text in members.items()}
    try:
        contents = journal_format.parse_journal(archive, data).contents
        if contents.torn or contents.header["digest"] != sha256(source).hexdigest():
            raise ArchiveError(_("its save and its crisis do not belong together"))
        journal_format.refuse_other_rules(archive, contents)
        loaded = compile_scenario(source, translations, Path(SOURCE))
        saved_game.replay_journal(contents, loaded)
    except JournalError as error:
        raise ArchiveError(_("its save is refused: {why}", why=error.describe_with_line())) from error
    except ScenarioError as error:
        raise ArchiveError(_("its crisis can't be played: {why}", why=error.diagnostics[0])) from error
    except DivergedError as error:
        raise ArchiveError(_("its save is refused: {why}", why=error)) from error
    return loaded


def _choose_import_path(folder: Path, name: str, data: bytes, loaded: LoadedScenario) -> Path:
    """Return where a save goes: under its own id if that is well formed and free or the same save, else a new one."""
    place = folder / f"{name}{SUFFIX}"
    if _ID.fullmatch(name) and (not place.exists() or journal.load_journal_bytes(place) == data):
        return place
    return saved_game.choose_save_path(loaded, folder)
