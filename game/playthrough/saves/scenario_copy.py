"""The crisis as it was when it was played: `crises/<digest>/` beside the saves, with its translations.

So a save can always be gone on with, whatever becomes of the original.
"""

import re
from hashlib import sha256
from pathlib import Path
from typing import Final

from game import atomic_files
from game.content.compiler import LoadedScenario, compile_scenario
from game.content.diagnostic import ScenarioError
from game.content.safe_input import MOST_BYTES, UnreadableError, read_bytes
from game.content.scenario_library import SOURCE
from game.locales import _
from game.playthrough.saves.journal_format import JournalContents, JournalError

CRISES: Final = "crises"
MOST_LANGUAGES: Final = 20
LANGUAGE: Final = re.compile(r"[a-z]{2,3}(_[A-Z]{2})?")


def locate_scenario_copy(folder: Path, digest: str) -> Path:
    """Return where a folder of saves keeps the crisis with a digest."""
    return folder / CRISES / digest


def keep_scenario_copy(loaded: LoadedScenario, folder: Path) -> None:
    """Keep a copy of a crisis in a folder of saves, on the disk; OSError if it cannot be written."""
    copy = locate_scenario_copy(folder, loaded.digest)
    atomic_files.make_folder(copy)
    files = {SOURCE: loaded.source}
    files |= {f"{name}.po": text for name, text in loaded.translations.items() if LANGUAGE.fullmatch(name)}
    for name, content in files.items():
        if not _has_content(copy / name, content):
            atomic_files.write_atomically(copy / name, content)


def _has_content(path: Path, content: bytes) -> bool:
    try:
        return read_bytes(path) == content
    except UnreadableError:
        return False


def load_copied_files(path: Path, contents: JournalContents) -> tuple[bytes, dict[str, bytes]]:
    """Return the stored source and translations of the crisis that a save was played with.

    Raises:
        JournalError: where the copy is gone or not the same any more.
    """
    copy = locate_scenario_copy(path.parent, contents.header["digest"])
    try:
        source = read_bytes(copy / SOURCE)
        found = [file for file in sorted(copy.glob("*.po")) if LANGUAGE.fullmatch(file.stem)][:MOST_LANGUAGES]
        translations = {file.stem: read_bytes(file, MOST_BYTES) for file in found}
    except (UnreadableError, OSError) as error:
        why = _("the copy of the crisis that this save was played with is gone from {folder}", folder=copy)
        raise JournalError(path, why) from error
    if sha256(source).hexdigest() != contents.header["digest"]:
        why = _("the copy of the crisis that this save was played with was changed in {folder}", folder=copy)
        raise JournalError(path, why)
    return source, translations


def load_scenario_copy(path: Path, contents: JournalContents) -> LoadedScenario:
    """Return the crisis that a save was played with, ready to be played.

    Raises:
        JournalError: where its copy is gone, changed, or not playable by this program.
    """
    source, translations = load_copied_files(path, contents)
    file = locate_scenario_copy(path.parent, contents.header["digest"]) / SOURCE
    try:
        return compile_scenario(source, translations, file)
    except ScenarioError as error:
        first = error.diagnostics[0]
        why = _("the crisis of this save cannot be played by this version: {why}", why=first)
        raise JournalError(path, why) from error
