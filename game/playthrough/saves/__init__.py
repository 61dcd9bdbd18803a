"""The folder of saves: where it is, what lies in it, and how to find one.

Listing saves loads no scenario and no rules, so the home screen opens fast; what plays or writes a save stands in the
modules of this package.
"""

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from game.content.safe_input import clean_text
from game.playthrough.saves import journal_format
from game.playthrough.saves.journal_format import JournalContents, JournalError
from game.user_folders import find_chosen_home, locate_data_folder

SUFFIX: Final = ".tandem"
SAVE_ID: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,120}")


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


def list_save_summaries(folder: Path | None = None) -> tuple[SaveSummary, ...]:
    """Return a summary of every save in the folder, newest first; damaged ones say what is wrong with them."""
    folder = folder or locate_saves_folder()
    found = [_summarize_save(path) for path in _list_journal_paths(folder)]
    return tuple(sorted(found, key=lambda save: (save.when, save.id), reverse=True))


def list_save_ids(folder: Path | None = None) -> list[str]:
    """Return the ids of all saves, in order, without reading them."""
    return sorted(path.stem for path in _list_journal_paths(locate_saves_folder() if folder is None else folder))


def _list_journal_paths(folder: Path) -> Iterator[Path]:
    with suppress(OSError):
        yield from (path for path in folder.iterdir() if path.suffix == SUFFIX and path.is_file())


def _summarize_save(path: Path) -> SaveSummary:
    try:
        contents = journal_format.load_journal(path)
    except JournalError as error:
        return SaveSummary(
            clean_text(path.stem),
            path,
            "",
            {},
            {},
            _format_modified_time(path),
            0,
            "",
            error.describe_with_line(),
            intact=False,
        )
    header, lines = contents.header, contents.lines
    ending = next((str(line["ending"]) for line in reversed(lines) if line.get("ending")), "")
    return SaveSummary(
        id=clean_text(path.stem),
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
        return datetime.fromtimestamp(path.stat().st_mtime, UTC).strftime(journal_format.MOMENT)
    return ""


def find_save(name: str, folder: Path | None = None) -> Path | None:
    """Return the path of a save by its id or file name, or of the newest unfinished one if no name is given.

    None where there is no such save.
    """
    if not name:
        return next((save.path for save in list_save_summaries(folder) if not save.ending and not save.trouble), None)
    if SAVE_ID.fullmatch(name):
        path = (folder or locate_saves_folder()) / f"{name}{SUFFIX}"
        if path.is_file():
            return path
    return Path(name) if os.path.isfile(name) else None  # noqa: PTH113 -- Path.is_file raises on a name too long
