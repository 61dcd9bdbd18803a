"""Looking at files again after each save, by their times: that works on every disk, and needs nothing installed."""

import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from game.content.checker import list_scenario_files

EVERY: Final = 0.2
"""Seconds between two looks, so that what a save changed stands on the screen within half a second."""

Stamp = tuple[tuple[str, int, int], ...]


def stamp_files(paths: Iterable[Path]) -> Stamp:
    """Return names, times and sizes of all scenario and translation files that paths mean."""
    files = (file for path in paths for source in list_scenario_files(path) for file in _list_with_translations(source))
    return tuple(entry for file in files for entry in _read_file_times(file))


def _list_with_translations(source: Path) -> list[Path]:
    return [source, *sorted(source.parent.glob("*.po"))]


def _read_file_times(file: Path) -> list[tuple[str, int, int]]:
    try:
        status = file.stat()
    except OSError:
        return []
    return [(str(file), status.st_mtime_ns, status.st_size)]


def watch_files(
    look: Callable[[], Stamp], draw: Callable[[], None], sleep: Callable[[float], None] = time.sleep
) -> None:
    """Draw now and after every change, until Ctrl-C."""
    try:
        while True:
            seen = look()
            draw()
            while look() == seen:
                sleep(EVERY)
    except KeyboardInterrupt:
        return
