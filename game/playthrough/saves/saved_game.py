"""A game with its save: starting one, going on with one, and writing every answer to the journal.

The crisis is copied beside the saves as it was when it was played (`crises/<digest>/`, with its translations), so a
save can always be continued, whatever becomes of the original.
"""

import re
import secrets
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Final

from game import __version__, atomic_files
from game.content.compiler import LoadedScenario, compile_scenario
from game.content.diagnostic import ScenarioError
from game.content.safe_input import MOST_BYTES, UnreadableError, read_bytes, render_path
from game.content.scenario_library import SOURCE
from game.engine.stocks import CHAIRS
from game.locales import _
from game.playthrough.record import DivergedError
from game.playthrough.saves import SUFFIX, find_newest_moment, journal, journal_format, locate_saves_folder
from game.playthrough.saves.journal import Journal, JournalContents, JournalError, NotSavedError, ReadOnlyError
from game.playthrough.session import Session
from game.playthrough.setup import Ghost, Setup

CRISES: Final = "crises"
MOST_LANGUAGES: Final = 20
LANGUAGE: Final = re.compile(r"[a-z]{2,3}(_[A-Z]{2})?")


def locate_scenario_copy(folder: Path, digest: str) -> Path:
    """Return where a folder of saves keeps the scenario with a digest."""
    return folder / CRISES / digest


def keep_scenario_copy(loaded: LoadedScenario, folder: Path) -> None:
    """Copy a scenario into a folder of saves; OSError if it cannot be written."""
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
    """Return the stored source and translations of the scenario that a save was played with.

    Raises:
        JournalError: where the copy is gone or was changed.
    """
    copy = locate_scenario_copy(path.parent, contents.header["digest"])
    try:
        source = read_bytes(copy / SOURCE)
        found = [file for file in sorted(copy.glob("*.po")) if LANGUAGE.fullmatch(file.stem)][:MOST_LANGUAGES]
        translations = {file.stem: read_bytes(file, MOST_BYTES) for file in found}
    except (UnreadableError, OSError) as error:
        why = _("the copy of the crisis that this save was played with is gone from {folder}", folder=render_path(copy))
        raise JournalError(path, why) from error
    if sha256(source).hexdigest() != contents.header["digest"]:
        why = _(
            "the copy of the crisis that this save was played with was changed in {folder}", folder=render_path(copy)
        )
        raise JournalError(path, why)
    return source, translations


def load_scenario_copy(path: Path, contents: JournalContents) -> LoadedScenario:
    """Return the scenario that a save was played with, ready to be played.

    Raises:
        OtherRulesError: where it was played under other rules of play.
        JournalError: where its copy is gone, was changed, or cannot be played by this version.
    """
    journal_format.refuse_other_rules(path, contents)
    source, translations = load_copied_files(path, contents)
    file = locate_scenario_copy(path.parent, contents.header["digest"]) / SOURCE
    try:
        return compile_scenario(source, translations, file)
    except ScenarioError as error:
        first = error.diagnostics[0]
        why = _("this version can't play the crisis of this save: {why}", why=first)
        raise JournalError(path, why) from error


_SEED_BITS: Final = 31


def generate_seed() -> int:
    """Return a seed for a playthrough that nobody asked to repeat."""
    return secrets.randbits(_SEED_BITS)


class Game:
    """A session with its journal: `save` makes every answer so far durable.

    Attributes:
        session: the playthrough.
        path: the journal's file; None while there is none.
        saved: how many answers the disk has.
        trouble: why nothing is being saved; '' where all is well.
        lacking: what this disk can't do for the save, a sentence each; usually nothing.
        torn: where an unfinished last line of the save was put aside; None where there was none.
    """

    def __init__(self, loaded: LoadedScenario, session: Session, path: Path) -> None:
        """Take a session that has no journal yet; the first `save` creates one at `path`."""
        self.session = session
        self.trouble = ""
        self.torn: Path | None = None
        self._loaded = loaded
        self._place = path
        self._made = False
        self._journal: Journal | None = None
        self._saved = 0
        self._reflected: dict[int, str] = {}
        self._turn = Lock()
        self._closed = False

    def attach_journal(self, opened: Journal | None, contents: JournalContents) -> None:
        """Continue a journal that holds what the session has replayed; None where it may only be read."""
        self._journal, self._made = opened, True
        self._saved, self._reflected = len(contents.records), dict(contents.reflections)
        if contents.torn and opened is not None:
            self.torn = self._place.with_name(self._place.name + journal.TORN)

    @property
    def path(self) -> Path | None:
        """The journal's file."""
        return self._place if self._made else None

    @property
    def loaded(self) -> LoadedScenario:
        """The scenario that is played, with its texts."""
        return self._loaded

    @property
    def digest(self) -> str:
        """The SHA-256 of the scenario that is played, in hex."""
        return self._loaded.digest

    @property
    def saved(self) -> int:
        """How many answers the disk has."""
        return self._saved

    @property
    def lacking(self) -> tuple[str, ...]:
        """What this disk can't do for the save, a sentence each; usually nothing."""
        if self._journal is None:
            return ()
        found = []
        if not self._journal.locked:
            found.append(_("This disk can't lock files: don't open this save in a second window."))
        if not self._journal.synced:
            found.append(
                _("This disk doesn't confirm what it has written: after a power cut, the last decisions may be gone.")
            )
        return tuple(found)

    def save(self) -> int:
        """Write every answer that the disk does not have yet, and return how many it has. May be called from a thread.

        A failed write is tried once more with the file reopened, and again at the next call. A save whose folder is
        gone is written again from its first line.

        Raises:
            NotSavedError: if it could not be written; earlier answers are safe, and play may go on.
        """
        with self._turn:
            if self._closed:
                return self._saved
            try:
                self._write_outstanding()
            except NotSavedError:
                try:
                    self._write_outstanding()
                except NotSavedError as error:
                    self.trouble = str(error)
                    raise
            self.trouble = ""
            return self._saved

    def _write_outstanding(self) -> None:
        if self._journal is None:
            self._journal = self._reopen_journal()
        try:
            for record in self.session.records[self._saved :]:
                self._journal.append_record(record)
                self._saved += 1
            for question, text in tuple(self.session.reflections.items()):
                if self._reflected.get(question) != text:
                    self._journal.append_reflection(question, text)
                    self._reflected[question] = text
        except BaseException:  # an interrupt in the middle, too: what the file holds is seen when it is opened anew
            self._journal.close()
            self._journal = None
            raise

    def _reopen_journal(self) -> Journal:
        """Return the journal opened anew, or made where there is none."""
        if not self._made or not self._place.exists():
            return self._create_journal()
        try:
            opened, contents = Journal.open(self._place, after=find_newest_moment(self._place.parent))
        except JournalError as error:
            raise NotSavedError(error.why) from error
        followed = [record.state for record in contents.records]
        if followed != [record.state for record in self.session.records[: len(followed)]]:
            opened.close()
            self._place = choose_save_path(self._loaded, self._place.parent)  # another window went on: keep both
            return self._create_journal()
        self.attach_journal(opened, contents)
        return opened

    def _create_journal(self) -> Journal:
        try:
            keep_scenario_copy(self._loaded, self._place.parent)
        except OSError as error:
            raise NotSavedError(journal.explain_save_error(error)) from error
        after = find_newest_moment(self._place.parent)
        created = Journal.create(self._place, _build_header(self._loaded, self.session), after=after)
        self._made, self._saved, self._reflected = True, 0, {}
        return created

    @property
    def is_closed(self) -> bool:
        """Whether it was closed for good."""
        return self._closed

    def close(self) -> None:
        """Write what the disk does not have yet, if possible, and close the journal for good."""
        with self._turn:
            if not self._closed and self._outstanding:
                try:
                    self._write_outstanding()
                except NotSavedError as error:
                    self.trouble = str(error)
            self._closed = True
            if self._journal is not None:
                self._journal.close()
                self._journal = None

    @property
    def not_saved(self) -> str:
        """Why the disk does not have everything, or has no save at all; '' where it has."""
        return self.trouble if self._outstanding or not self._made else ""

    @property
    def _outstanding(self) -> bool:
        return self._saved < len(self.session.records) or self._reflected != self.session.reflections


def start_game(loaded: LoadedScenario, setup: Setup, folder: Path | None = None) -> Game:
    """Begin a playthrough with a journal of its own; where none can be written, `trouble` says why."""
    return _save_or_note_trouble(
        Game(loaded, Session(loaded.scenario, loaded.texts, setup), choose_save_path(loaded, folder))
    )


def _save_or_note_trouble(game: Game) -> Game:
    try:
        game.save()
    except NotSavedError as error:
        game.trouble = str(error)
    return game


def choose_save_path(loaded: LoadedScenario, folder: Path | None) -> Path:
    """Return a path for a new save of a scenario that no other save has."""
    stamp = re.sub(r"[^0-9t]", "", journal.format_utc_now().lower()).replace("t", "-")
    return (folder or locate_saves_folder()) / f"{stamp}-{loaded.scenario.id}-{secrets.token_hex(3)}{SUFFIX}"


def _build_header(loaded: LoadedScenario, session: Session) -> dict[str, object]:
    setup = session.setup
    return {
        "engine": __version__,
        "rules": journal_format.RULES,
        "scenario": loaded.scenario.id,
        "digest": loaded.digest,
        "logic": loaded.scenario.logic,
        "title": {language: loaded.texts.get("title", language) for language in loaded.texts.languages},
        "seed": setup.seed,
        "playthrough": setup.playthrough,
        "seats": dict(setup.seats),
        "language": setup.language,
        "difficulty": setup.difficulty,
        "scene": session.state.scene,
        "opening": [move.as_json() for move in session.opening],
        **({"players": dict(setup.players)} if setup.players else {}),
        **({"ghost": setup.ghost.as_json()} if setup.ghost else {}),
    }


def resume_game(path: Path) -> Game:
    """Continue a save in the scenario as it was; where the file may only be read, `trouble` says so.

    Raises:
        JournalError: if the save is damaged, too new or in use, or its scenario is gone.
        DivergedError: if the engine no longer reaches the recorded states.
    """
    opened: Journal | None = None
    trouble = ""
    try:
        opened, contents = Journal.open(path, after=find_newest_moment(path.parent))
    except ReadOnlyError as error:
        contents, trouble = journal.load_journal(path), error.why
    try:
        loaded = load_scenario_copy(path, contents)
        game = Game(loaded, replay_journal(contents, loaded), path)
    except BaseException:
        if opened is not None:
            opened.close()
        raise
    game.attach_journal(opened, contents)
    game.trouble = trouble
    return game


def load_session(path: Path) -> Session:
    """Return a save's session without locking the save, for the debrief; errors as `resume_game`."""
    contents = journal.load_journal(path)
    return replay_journal(contents, load_scenario_copy(path, contents))


def replay_journal(contents: JournalContents, loaded: LoadedScenario) -> Session:
    """Return the session that a journal leads to in a scenario; DivergedError where it cannot be replayed."""
    session = begin_session(contents, loaded)
    for record in contents.records:
        session.follow_record(record)
    session.reflections.update(contents.reflections)
    return session


def begin_session(contents: JournalContents, loaded: LoadedScenario) -> Session:
    """Return the session that a journal's header begins in a scenario; DivergedError where it cannot."""
    header = contents.header
    setup = Setup(
        seats={chair: header["seats"][chair] for chair in CHAIRS},
        seed=header["seed"],
        playthrough=header["playthrough"],
        language=header["language"],
        difficulty=header["difficulty"],
        players=dict(header.get("players", {})),
        ghost=Ghost.from_json(header["ghost"]) if "ghost" in header else None,
    )
    return Session(loaded.scenario, loaded.texts, setup, contents.opening)


def retry_decision(game: Game, count: int, folder: Path | None = None) -> Game:
    """Begin a new playthrough with the same luck that stands where a game opened its scene `count`.

    Every answer up to there is given again, into a save of its own; the old one is not touched.
    """
    session = game.session.build_restart()
    for record in game.session.records:
        if session.state.count >= count and session.in_scene:
            break
        session.follow_record(record)
    return _save_or_note_trouble(Game(game.loaded, session, choose_save_path(game.loaded, folder)))


def retry_save(path: Path, loaded: LoadedScenario) -> tuple[Game, DivergedError | None]:
    """Try a save in an edited scenario: a new save follows the old one as far as it can.

    The old save is not touched. Where the two part, the game stands before that decision, and the error returned says
    which one it is and why; it is None where the whole save could be replayed.

    Raises:
        JournalError: if the save cannot be read.
        DivergedError: if not even its beginning can be replayed.
    """
    contents = journal.load_journal(path)
    journal_format.refuse_other_rules(path, contents)
    session = begin_session(contents, loaded)
    parted = None
    try:
        for record in contents.records:
            session.follow_record(record)
    except DivergedError as error:
        parted = error
        session = begin_session(contents, loaded)
        for record in contents.records[: error.answers]:
            session.follow_record(record)
    session.reflections.update(contents.reflections if parted is None else {})
    return _save_or_note_trouble(Game(loaded, session, choose_save_path(loaded, path.parent))), parted
