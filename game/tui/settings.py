"""What a player has settled, kept as one small JSON file.

It lies in the folder that TANDEM_HOME names, else where the system keeps settings. A damaged file never stops the
game: its good entries are used, the rest falls back, and the file is kept aside.
"""

import json
import os
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Final

from game.playthrough.prompts import Difficulty

FILE: Final = "settings.json"
_ALLOWED: Final = {
    "language": ("", "en", "vi"),
    "theme": ("dark", "light", "contrast"),
    "animation": (True, False),
    "difficulty": ("learner", "standard", "expert"),
    "first_run_done": (True, False),
}


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a player may settle. An empty `language` means: as the system has it."""

    language: str = ""
    theme: str = "dark"
    animation: bool = True
    difficulty: Difficulty = "learner"
    first_run_done: bool = False


def folder() -> Path:
    """Return the folder of the settings: TANDEM_HOME, else the system's place for them."""
    home = os.environ.get("TANDEM_HOME")
    if home:
        return Path(home)
    from platformdirs import user_config_path

    return user_config_path("tandem", appauthor=False)


def load(where: Path) -> tuple[Settings, Path | None]:
    """Return the settings, and where a damaged file was put aside (None where all was well)."""
    path = where / FILE
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings(), None
    except (OSError, ValueError, RecursionError):
        return Settings(), _aside(path)
    if not isinstance(found, dict):
        return Settings(), _aside(path)
    good = {name: found[name] for name in _ALLOWED if name in found and _fits(name, found[name])}
    known = {field.name for field in fields(Settings)} & found.keys()
    return Settings(**good), None if len(good) == len(known) else _aside(path)


def save(where: Path, settings: Settings) -> bool:
    """Write the settings in one step; False where the folder cannot be written."""
    path = where / FILE
    draft = path.with_suffix(f".{os.getpid()}.tmp")
    try:
        where.mkdir(parents=True, exist_ok=True)
        draft.write_text(json.dumps(asdict(settings), indent=2) + "\n", encoding="utf-8")
        draft.replace(path)
    except OSError:
        return False
    return True


def _fits(name: str, value: object) -> bool:
    return any(value == allowed and type(value) is type(allowed) for allowed in _ALLOWED[name])


def _aside(path: Path) -> Path:
    kept = path.with_name(path.name + ".damaged")
    try:
        path.replace(kept)
    except OSError:
        return path
    return kept
