"""A save to carry to another machine: one zip with the journal, the crisis that was played, and its translations.

What comes in may come from a stranger. It is read member by member under caps, into memory; nothing is written before
all of it has been understood, and no path on this machine is built from a name in the zip.
"""

import re
import zlib
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from game.content import files
from game.content.compiler import Loaded, load_bytes
from game.content.diagnostic import ScenarioError
from game.content.files import UnreadableError, read_bytes
from game.content.shelf import SOURCE
from game.locales import _
from game.playthrough import durable, journal, library, lines, stored
from game.playthrough.journal import JournalError, NotSavedError
from game.playthrough.saves import SUFFIX, saves_folder
from game.playthrough.session import DivergedError

MOST_BYTES: Final = 4_000_000
MOST_MEMBERS: Final = stored.MOST_LANGUAGES + 2
_ID: Final = re.compile(r"[0-9]{8}-[0-9]{6}-[a-z0-9][a-z0-9_-]{0,80}")
_ENCRYPTED: Final = 0x1
_BROKEN: Final = (BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError, IndexError)


class ParcelError(Exception):
    """A parcel that is not taken in; nothing was written."""


def pack(save: Path, target: Path) -> None:
    """Write a save with its crisis into a new zip.

    Raises:
        JournalError: if the save or its crisis cannot be read.
        ParcelError: if the file exists already or cannot be written.
    """
    data = journal.data_of(save)
    reading = lines.read_lines(save, data)
    source, translations = stored.files_of(save, reading.contents)
    members = {save.stem + SUFFIX: data[: reading.length], SOURCE: source}
    members |= {f"{language}.po": text for language, text in translations.items()}
    if target.exists():
        raise ParcelError(_("{file} exists already; name another one", file=target))
    try:
        durable.put(target, _zipped(members))
    except OSError as error:
        raise ParcelError(journal.why(error)) from error


def _zipped(members: dict[str, bytes]) -> bytes:
    whole = BytesIO()
    with ZipFile(whole, "w", ZIP_DEFLATED) as zipped:
        for name, content in members.items():
            zipped.writestr(ZipInfo(name), content, ZIP_DEFLATED)  # without the clock: the same save, the same bytes
    return whole.getvalue()


def unpack(parcel: Path, folder: Path | None = None) -> Path:
    """Take a parcel into a folder of saves and return the save; one that is there already is left as it is.

    Raises:
        ParcelError: if it is no parcel, or what is in it is not whole.
        NotSavedError: if the folder cannot be written.
    """
    folder = folder or saves_folder()
    name, members = _members(parcel)
    data = members.pop(name)
    loaded = _understood(parcel, data, members)
    place = _place(folder, Path(name).stem, data, loaded)
    try:
        stored.keep(loaded, folder)
        if not place.exists():
            durable.put(place, data)
    except OSError as error:
        raise NotSavedError(journal.why(error)) from error
    return place


def _members(parcel: Path) -> tuple[str, dict[str, bytes]]:
    """Return the name of the journal in a parcel and the content of every member."""
    try:
        whole = read_bytes(parcel, MOST_BYTES)
        with ZipFile(BytesIO(whole)) as zipped:
            infos = zipped.infolist()
            names = [info.filename for info in infos]
            journals = [name for name in names if name.endswith(SUFFIX)]
            expected = {*journals, SOURCE, *(name for name in names if _is_translation(name))}
            if len(journals) != 1 or len(infos) > MOST_MEMBERS or sorted(expected) != sorted(names):
                raise ParcelError(_("this is no save that was exported: other things are in it"))
            return journals[0], {info.filename: _content(zipped, info) for info in infos}
    except UnreadableError as error:
        raise ParcelError(error.message) from error
    except _BROKEN as error:
        raise ParcelError(_("this is no save that was exported: the zip cannot be read")) from error


def _is_translation(name: str) -> bool:
    return name.endswith(".po") and bool(stored.LANGUAGE.fullmatch(name[:-3]))


def _content(zipped: ZipFile, info: ZipInfo) -> bytes:
    most = lines.MOST_BYTES if info.filename.endswith(SUFFIX) else files.MOST_BYTES
    if info.flag_bits & _ENCRYPTED or info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise ParcelError(_("this is no save that was exported: it is packed in another way"))
    with zipped.open(info) as member:
        content = member.read(most + 1)
    if len(content) > most:
        raise ParcelError(_("this is no save that was exported: something in it is too large"))
    return content


def _understood(parcel: Path, data: bytes, members: dict[str, bytes]) -> Loaded:
    """Return the crisis of a parcel once the save in it has been followed to its end in it."""
    source = members.pop(SOURCE)
    translations = {name.removesuffix(".po"): text for name, text in members.items()}
    try:
        contents = lines.read_lines(parcel, data).contents
        if contents.torn or contents.header["digest"] != sha256(source).hexdigest():
            raise ParcelError(_("the save in it and the crisis in it do not belong together"))
        loaded = load_bytes(source, translations, Path(SOURCE))
        library.replay(contents, loaded)
    except JournalError as error:
        raise ParcelError(_("the save in it is refused: {why}", why=error.why_and_line())) from error
    except ScenarioError as error:
        raise ParcelError(_("the crisis in it cannot be played: {why}", why=error.diagnostics[0])) from error
    except DivergedError as error:
        raise ParcelError(_("the save in it is refused: {why}", why=error)) from error
    return loaded


def _place(folder: Path, name: str, data: bytes, loaded: Loaded) -> Path:
    """Return where a save goes: under its own id if that is one of ours and free, or taken by the same save."""
    place = folder / f"{name}{SUFFIX}"
    if _ID.fullmatch(name) and (not place.exists() or journal.data_of(place) == data):
        return place
    return library.new_place(loaded, folder)
