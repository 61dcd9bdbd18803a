"""The folder of saves: where it is, what lies in it, and how to find one.

Listing saves loads no scenario and no rules, so the home screen opens fast; what plays or writes a save stands in the
modules of this package.
"""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from game import atomic_files
from game.content.safe_input import render_path
from game.locales import _
from game.playthrough.saves import journal_format
from game.playthrough.saves.journal_format import JournalContents, JournalError
from game.user_folders import find_chosen_home, locate_data_folder

SUFFIX: Final = ".tandem"


def locate_own_scenarios() -> Path:
    """Return the folder of the player's own scenarios, beside the saves."""
    return locate_saves_folder().parent / "my-scenarios"


def locate_saves_folder() -> Path:
    """Return the folder of saves: `$TANDEM_HOME/saves`, the checkout's `saves/`, or one in the user's data folder."""
    if home := find_chosen_home():
        return home / "saves"
    checkout = Path(__file__).parents[3]
    if (checkout / "pyproject.toml").is_file() and (checkout / "scenarios").is_dir():
        return checkout / "saves"
    return locate_data_folder() / "saves"


@dataclass(frozen=True, slots=True)
class SaveSummary:
    """A save as a list shows it.

    Attributes:
        id: the name of its file without the suffix.
        path: its file.
        scenario: the id of the scenario.
        title: the title of the scenario by language.
        seats: who sits in each chair by now.
        when: the time of the last line, in UTC.
        answers: how many answers of people it holds.
        ending: the id of the ending; '' while play goes on.
        trouble: why it cannot be played on; '' where it can.
        remedy: the one thing to do about its trouble; '' where `trouble` says it.
        rescuable: whether lines before the damage can be copied to a new save.
        intact: whether the file is whole; one that was played under other rules may be, and have trouble all the same.
        scene: the id of the scene where it stands.
        players: the names of the people, by chair.
        ghost: the id of the save that the partner's chair plays back; '' where it plays none.
    """

    id: str
    path: Path
    scenario: str
    title: dict[str, str]
    seats: dict[str, str]
    when: str
    answers: int
    ending: str
    trouble: str = ""
    scene: str = ""
    players: Mapping[str, str] = field(default_factory=dict)
    ghost: str = ""
    intact: bool = True
    remedy: str = ""
    rescuable: bool = False


def list_save_summaries(folder: Path | None = None) -> tuple[SaveSummary, ...]:
    """Return a summary of every save in the folder, newest first; those that cannot be read say what is wrong.

    Which is newest is told by what is written in them: the order lasts when files are copied, and when the clock of
    the computer was wrong for a while.
    """
    found = [_read_save(path) for path in _list_journal_paths(folder or locate_saves_folder())]
    return tuple(summary for _age, summary in sorted(found, key=lambda one: one[0], reverse=True))


def find_newest_moment(folder: Path) -> str:
    """Return the newest moment that any save in the folder tells, in UTC; '' where none tells one."""
    found = ""
    for path in _list_journal_paths(folder):
        with suppress(JournalError):
            found = max(found, _find_age(journal_format.load_journal_bytes(path))[0])
    return found


def explain_folder_trouble(folder: Path | None = None) -> str:
    """Return why the folder of saves cannot be looked into, with its path; '' where it can, or where there is none."""
    folder = folder or locate_saves_folder()
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                entry.stat(follow_symlinks=False)
                break
    except FileNotFoundError:
        return ""
    except OSError as error:
        why = atomic_files.explain_os_error(error)
        return _("the saves in {folder} can't be read: {why}", folder=render_path(folder), why=why)
    return ""


def list_save_ids(folder: Path | None = None) -> list[str]:
    """Return the ids of all saves, in order, without reading them."""
    return sorted(path.stem for path in _list_journal_paths(locate_saves_folder() if folder is None else folder))


def _list_journal_paths(folder: Path) -> Iterator[Path]:
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            path = Path(entry.path)
            if path.suffix == SUFFIX and not entry.is_dir(follow_symlinks=False):
                yield path


_Age = tuple[str, bool, str, str]
"""When a save was last written, so that a later one compares greater: the newest moment that it knows of, whether that
was told by another save, its own moment, and the name of its file, which begins with the moment when it was made."""

_MOMENT: Final = re.compile(rb'"at":"([^"]{20})"(?:,"after":"([^"]{20})")?')


def _find_age(data: bytes, name: str = "") -> _Age:
    """Return the age that the last line with a moment tells; quotes within a text of the player's are escaped."""
    own = after = ""
    for match in _MOMENT.finditer(data, data.rfind(b'"at":"') if b'"at":"' in data else len(data)):
        own, after = match[1].decode("ascii", "replace"), (match[2] or b"").decode("ascii", "replace")
    return max(own, after), after > own, own, name


def _read_save(path: Path) -> tuple[_Age, SaveSummary]:
    """Return a save's age and summary."""
    written = _format_modified_time(path)
    age = (written, False, written, path.name)
    try:
        data = journal_format.load_journal_bytes(path)
        told = _find_age(data, path.name)
        age = told if told[0] else age
        return age, _summarize_save(path, journal_format.parse_journal(path, data).contents)
    except JournalError as error:
        return age, _summarize_unreadable_save(path, age[2], error)


def _summarize_unreadable_save(path: Path, when: str, error: JournalError) -> SaveSummary:
    return SaveSummary(
        id=_name_save(path), path=path, scenario="", title={}, seats={}, when=when, answers=0, ending="",
        trouble=error.describe_with_line(), intact=False, remedy=error.remedy, rescuable=error.whole > 0,
    )  # fmt: skip


def _name_save(path: Path) -> str:
    """Return the id of a save as a list shows it: on one line, and safe."""
    return render_path(path.stem)


def _summarize_save(path: Path, contents: JournalContents) -> SaveSummary:
    header, lines = contents.header, contents.lines
    ending = next((str(line["ending"]) for line in reversed(lines) if line.get("ending")), "")
    return SaveSummary(
        id=_name_save(path),
        path=path,
        scenario=header["scenario"],
        title=dict(header["title"]),
        seats=_find_current_seats(contents),
        when=(lines[-1] if lines else header)["at"],
        answers=sum("answer" in line for line in lines),
        ending=ending,
        trouble=journal_format.explain_other_rules(contents.rules),
        scene=next((str(line["scene"]) for line in (*reversed(lines), header) if line.get("scene")), ""),
        players=dict(header.get("players", {})),
        ghost=str(header.get("ghost", {}).get("save", "")),
    )


def _find_current_seats(contents: JournalContents) -> dict[str, str]:
    moves = [line["answer"] for line in contents.lines if "answer" in line]
    changed = {chair: str(answer.get("who")) for chair, kind, answer in moves if kind == "seat"}
    return {**contents.header["seats"], **changed}


def _format_modified_time(path: Path) -> str:
    with suppress(OSError, OverflowError, ValueError):
        return datetime.fromtimestamp(path.lstat().st_mtime, UTC).strftime(journal_format.MOMENT)
    return ""


def choose_save_to_continue(saves: Sequence[SaveSummary]) -> SaveSummary | None:
    """Return the newest unfinished save that can be played on; None where there is none."""
    return next((save for save in saves if not save.ending and not save.trouble), None)


def find_save(name: str, folder: Path | None = None) -> Path | None:
    """Return the path of a save by its id, as a list shows it, or its file, or of the one to continue without a name.

    None where there is no such save.
    """
    if not name:
        chosen = choose_save_to_continue(list_save_summaries(folder))
        return chosen.path if chosen else None
    wanted = render_path(name).removesuffix(SUFFIX)
    paths = sorted(_list_journal_paths(folder or locate_saves_folder()))
    if found := next((path for path in paths if _name_save(path) == wanted), None):
        return found
    return Path(name) if os.path.isfile(name) else None  # noqa: PTH113 -- Path.is_file raises on a name too long
