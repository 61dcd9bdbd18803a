"""Starting a playthrough with a journal of its own, and going on with one.

Beside the journals stands `crises/<digest>/`, a copy of each crisis that was played, so that a save can always be
gone on with, whatever becomes of the original.
"""

import re
import secrets
from pathlib import Path
from threading import Lock
from typing import Final

from game import __version__
from game.content.compiler import Loaded, load_bytes
from game.content.files import read_bytes
from game.engine.stocks import CHAIRS
from game.playthrough import journal
from game.playthrough.journal import Contents, Journal, JournalError, NotSavedError
from game.playthrough.record import Record
from game.playthrough.saves import SUFFIX, saves_folder
from game.playthrough.session import DivergedError, Session
from game.playthrough.setup import Setup

CRISES: Final = "crises"
SOURCE: Final = "scenario.yaml"
_SEED_BITS: Final = 31


def new_seed() -> int:
    """Return a seed for a playthrough that nobody asked to repeat."""
    return secrets.randbits(_SEED_BITS)


class Game:
    """A session with its journal: `save` makes every answer so far durable.

    Attributes:
        session: the playthrough.
        path: the journal's file; None where nothing could be written.
        trouble: why nothing is being saved; '' where all is well.
    """

    def __init__(self, session: Session, record: Journal | None, saved: int = 0, trouble: str = "") -> None:
        self.session = session
        self.trouble = trouble
        self._journal = record
        self._saved = saved
        self._reflected = dict(session.reflections)
        self._turn = Lock()

    @property
    def path(self) -> Path | None:
        """The journal's file."""
        return self._journal.path if self._journal else None

    @property
    def saved(self) -> int:
        """How many answers the disk has."""
        return self._saved

    def save(self) -> int:
        """Write every answer that the disk does not have yet; return how many it has. May be called from a thread.

        Raises:
            NotSavedError: if it could not be written; the answers before it are safe.
        """
        with self._turn:
            if self._journal is None:
                raise NotSavedError(self.trouble)
            for record in self.session.records[self._saved :]:
                self._journal.record(record)
                self._saved += 1
            for question, text in self.session.reflections.items():
                if self._reflected.get(question) != text:
                    self._journal.reflect(question, text)
                    self._reflected[question] = text
            return self._saved

    def close(self) -> None:
        """Let the journal go."""
        with self._turn:
            if self._journal is not None:
                self._journal.close()
                self._journal = None


def start(loaded: Loaded, setup: Setup, folder: Path | None = None) -> Game:
    """Begin a playthrough with a journal of its own; where none can be written, play goes on without (`trouble`)."""
    session = Session(loaded.scenario, loaded.texts, setup)
    folder = folder or saves_folder()
    try:
        _keep_copy(loaded, folder)
        path = folder / f"{_stamp()}-{loaded.scenario.id}-{secrets.token_hex(2)}{SUFFIX}"
        return Game(session, Journal.create(path, _header(loaded, session)))
    except (NotSavedError, OSError) as error:
        return Game(session, None, trouble=str(error))


def _stamp() -> str:
    return re.sub(r"[^0-9t]", "", journal.now().lower()).replace("t", "-")


def _header(loaded: Loaded, session: Session) -> dict[str, object]:
    setup = session.setup
    return {
        "engine": __version__,
        "scenario": loaded.scenario.id,
        "digest": loaded.digest,
        "logic": loaded.scenario.logic,
        "title": {language: loaded.texts.get("title", language) for language in loaded.texts.languages},
        "seed": setup.seed,
        "playthrough": setup.playthrough,
        "seats": dict(setup.seats),
        "language": setup.language,
        "difficulty": setup.difficulty,
        "opening": [move.as_json() for move in session.opening],
    }


def _keep_copy(loaded: Loaded, folder: Path) -> None:
    copy = folder / CRISES / loaded.digest
    copy.mkdir(parents=True, exist_ok=True)
    files = {SOURCE: loaded.source, **{f"{name}.po": text for name, text in loaded.translations.items()}}
    for name, content in files.items():
        if not (copy / name).exists():
            partial = copy / f"{name}.{secrets.token_hex(4)}"
            partial.write_bytes(content)
            partial.replace(copy / name)


def resume(path: Path) -> Game:
    """Go on with a save, played on with the crisis as it was.

    Raises:
        JournalError: if the save is damaged, too new or in use, or its crisis is gone.
        DivergedError: if the engine no longer reaches the states that were written down.
    """
    record, contents = Journal.open(path)
    try:
        session = replay(contents, stored_crisis(path, contents))
    except BaseException:
        record.close()
        raise
    return Game(session, record, len(session.records))


def look(path: Path) -> Session:
    """Return a save's session without holding it, for the debrief; errors as `resume`."""
    contents = journal.read(path)
    return replay(contents, stored_crisis(path, contents))


def replay(contents: Contents, loaded: Loaded) -> Session:
    """Return the session that a journal leads to in a crisis; DivergedError where it cannot be followed."""
    header = contents.header
    try:
        setup = Setup(
            seats={chair: header["seats"][chair] for chair in CHAIRS},
            seed=int(header["seed"]),
            playthrough=int(header["playthrough"]),
            language=str(header["language"]),
            difficulty=header["difficulty"],
        )
        records: tuple[Record, ...] = contents.records
        opening = contents.opening
    except (KeyError, TypeError, ValueError) as error:
        raise DivergedError(0, f"the save's first lines are not understood: {error}") from error
    session = Session(loaded.scenario, loaded.texts, setup, opening)
    for record in records:
        session.follow(record)
    session.reflections.update(contents.reflections)
    return session


def stored_crisis(path: Path, contents: Contents) -> Loaded:
    """Return the copy of the crisis that a save was played with; JournalError where it is gone or not the same."""
    digest = str(contents.header.get("digest", ""))
    if not re.fullmatch(r"[0-9a-f]{64}", digest):
        raise JournalError(path, "the save does not say which crisis it belongs to", 1)
    copy = path.parent / CRISES / digest
    try:
        source = read_bytes(copy / SOURCE)
        translations = {file.stem: read_bytes(file) for file in sorted(copy.glob("*.po"))}
    except OSError as error:
        raise JournalError(path, f"the crisis of this save is gone from {copy}") from error
    loaded = load_bytes(source, translations, copy / SOURCE)
    if loaded.digest != digest:
        raise JournalError(path, f"the crisis of this save was changed in {copy}")
    return loaded
