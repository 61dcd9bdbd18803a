"""What a file says and where each part of it was written, as the reader hands it on."""

from dataclasses import dataclass, field
from typing import Any

from game.content.diagnostic import Diagnostic, Place
from game.content.files import UnreadableError
from game.content.source import Path, Source, Stretch


@dataclass(slots=True)
class Document:
    """What a file says: plain values, and where every key and value was written, by its path of keys and indices.

    `harmless` tells that no text in it can hold an unsafe character or is not in NFC, so that none need be cleaned.
    """

    source: Source
    value: Any = None
    keys: dict[Path, Stretch] = field(default_factory=dict)
    values: dict[Path, Stretch] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)
    harmless: bool = False
    unread: bool = False
    """It was not read to its end, so that nothing can be said of what is missing in it."""
    told: set[Path] = field(default_factory=set)
    """Values of which a problem tells already what they should be."""

    def place(self, path: Path) -> Place:
        """Return the place of a value; for a mapping or a list that of its key; else of the nearest value above it."""
        for length in range(len(path), -1, -1):
            at = path[:length]
            where = self.values.get(at)
            if where is not None and where[2] is None:
                return self.key_place(at) if at in self.keys else self.source.place(where[0])
            if where is not None:
                return self.source.place(where[0], where[1])
        return self.source.place(0)

    def key_place(self, path: Path) -> Place:
        """Return the place of the key at a path; of the value where it stands in a list."""
        where = self.keys.get(path)
        return self.place(path) if where is None else self.source.place(where[0], where[1])

    def inside(self, path: Path, offset: int, length: int = 1) -> Place:
        """Return the place of some characters within the text at a path."""
        where, value = self.values.get(path), self.at(path)
        if where is None or not isinstance(value, str):
            return self.place(path)
        return self.source.inside(where, value, offset, length)

    def take_key(self, path: Path, name: str) -> None:
        """Take a key for the one that was meant, so that what is wrong with it is told once; its places stay."""
        group = self.at(path[:-1])
        renamed = [(name if key == path[-1] else key, value) for key, value in group.items()]
        group.clear()
        group.update(renamed)
        for places in (self.keys, self.values):
            below = [one for one in places if one[: len(path)] == path]
            for one in below:
                places[(*path[:-1], name, *one[len(path) :])] = places.pop(one)

    def take(self, path: Path, value: Any) -> None:
        """Take a value for the one that was meant; what is below it has the place of the whole."""
        self.at(path[:-1])[path[-1]] = value
        self.told.add(path)

    def at(self, path: Path) -> Any:
        """Return the value at a path; None where there is none."""
        value = self.value
        for part in path:
            held = part in value if isinstance(value, dict) else isinstance(value, list) and part in range(len(value))
            value = value[part] if held else None
        return value


def file_diagnostic(name: str, problem: UnreadableError) -> Diagnostic:
    """Return what was wrong with a file as a diagnostic."""
    place = Source(name, problem.before).place(len(problem.before)) if problem.before else Place(name)
    return Diagnostic(place, problem.code, "error", problem.message, problem.hint)
