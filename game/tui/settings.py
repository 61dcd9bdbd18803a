"""The player's settings, kept as a small JSON file.

It lies in the folder that TANDEM_HOME names, else where the system keeps settings. A damaged file never stops the
game: its good entries are used, the rest falls back, and the file is kept aside.
"""

import json
import os
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Final

from game import atomic_files
from game.content.safe_input import UnreadableError, decode_text, read_bytes

if TYPE_CHECKING:
    from game.playthrough.setup import Difficulty

FILE: Final = "settings.json"
MOST_BYTES: Final = 64_000
ALLOWED: Final[dict[str, tuple[str | bool | int, ...]]] = {
    "language": ("", "en", "vi"),
    "theme": ("dark", "light", "contrast"),
    "animation": (True, False),
    "difficulty": ("learner", "standard", "expert"),
    "first_run_done": (True, False),
    "talk": (0, 3, 5),
}
"""What each setting can be."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings. An empty `language` means that of the system.

    `talk` is how many minutes two people are shown for a talk, 0 for none.
    """

    language: str = ""
    theme: str = "dark"
    animation: bool = True
    difficulty: "Difficulty" = "learner"
    first_run_done: bool = False
    talk: int = 0


def load_settings(where: Path) -> tuple[Settings, Path | None]:
    """Return the settings, and where a damaged file was moved to (None if it was fine)."""
    path = where / FILE
    if not os.path.lexists(path):
        return Settings(), None
    try:
        found = json.loads(decode_text(read_bytes(path, MOST_BYTES)))
    except (UnreadableError, ValueError, RecursionError):
        return Settings(), _set_damaged_file_aside(path)
    if not isinstance(found, dict):
        return Settings(), _set_damaged_file_aside(path)
    good = {name: found[name] for name in ALLOWED if name in found and _is_allowed_value(name, found[name])}
    known = {field.name for field in fields(Settings)} & found.keys()
    return Settings(**good), None if len(good) == len(known) else _set_damaged_file_aside(path)


def save_settings(where: Path, settings: Settings) -> bool:
    """Write the settings atomically; return False if the folder can't be written."""
    try:
        atomic_files.make_folder(where)
        atomic_files.write_atomically(where / FILE, (json.dumps(asdict(settings), indent=2) + "\n").encode())
    except OSError:
        return False
    return True


def _is_allowed_value(name: str, value: object) -> bool:
    return any(value == allowed and type(value) is type(allowed) for allowed in ALLOWED[name])


def _set_damaged_file_aside(path: Path) -> Path:
    names = [f"{path.name}.damaged", *(f"{path.name}.damaged-{number}" for number in range(2, 100))]
    kept = next((path.with_name(name) for name in names if not os.path.lexists(path.with_name(name))), path)
    try:
        atomic_files.rename_file(path, kept)
    except OSError:
        return path
    return kept
