"""The scenarios that can be played: those that come with the game and those in the player's own folder.

Only the first fields of a file are read, without numpy and without validation, so that a list appears at once.
What is wrong with a scenario shows when it is opened, or by `tandem check`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from game.content.catalogue import beside, parse_catalogue
from game.content.clean import safe
from game.content.files import UnreadableError, read_bytes
from game.content.outline import fields, items
from game.content.reader import read_text
from game.content.wording import wordings

SOURCE: Final = "scenario.yaml"
_HEAD: Final = frozenset({"id", "language", "title", "premise", "objectives", "minutes", "principles"})
_MOST_LISTED: Final = 200


@dataclass(frozen=True, slots=True)
class Shelved:
    """A scenario as the shelf shows it; texts by language, in the source language where there is no translation."""

    id: str
    folder: Path
    language: str
    languages: tuple[str, ...]
    title: Mapping[str, str]
    premise: Mapping[str, str]
    objectives: Mapping[str, tuple[str, ...]]
    solo_minutes: int
    pair_minutes: int
    principles: tuple[str, ...]
    own: bool = False

    @property
    def file(self) -> Path:
        """The scenario file."""
        return self.folder / SOURCE


def pack_folder() -> Path:
    """Return the folder of the scenarios that come with the game: in a checkout beside the package, else inside it."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "scenarios"
    return inside if inside.is_dir() else package.parent / "scenarios"


def shelf(*own: Path) -> list[Shelved]:
    """Return the scenarios of the pack and then those of the player's own folders, by folder name.

    What cannot be read at all is left out; where two have one id, the first counts.
    """
    found: dict[str, Shelved] = {}
    for folder, mine in [(pack_folder(), False), *((folder, True) for folder in own)]:
        for place in _folders(folder):
            shelved = read_head(place, own=mine)
            if shelved is not None:
                found.setdefault(shelved.id, shelved)
    return list(found.values())


def find(name: str, *own: Path) -> Path | None:
    """Return the folder of a scenario by its id; None where there is none."""
    for folder in (pack_folder(), *own):
        for place in _folders(folder):
            if place.name == name:
                return place
    head = next((one for one in shelf(*own) if one.id == name), None)
    return head.folder if head else None


def read_head(folder: Path, own: bool = False) -> Shelved | None:
    """Read what the shelf shows of one scenario; None where its file cannot be read."""
    try:
        content = read_bytes(folder / SOURCE)
    except UnreadableError:
        return None
    raw = fields(read_text(content, str(folder / SOURCE), wanted=_HEAD).value)
    scenario_id, language, title = (raw.get(key) for key in ("id", "language", "title"))
    if not (isinstance(scenario_id, str) and isinstance(language, str) and isinstance(title, str)):
        return None
    minutes = fields(raw.get("minutes"))
    tables = dict(_tables(folder, language, {key: raw.get(key) for key in ("title", "premise", "objectives")}))
    return Shelved(
        id=safe(scenario_id),
        folder=folder,
        language=language,
        languages=tuple(tables),
        title={name: table.get("title", "") for name, table in tables.items()},
        premise={name: table.get("premise", "") for name, table in tables.items()},
        objectives={name: tuple(_numbered(table)) for name, table in tables.items()},
        solo_minutes=_whole(minutes.get("solo")),
        pair_minutes=_whole(minutes.get("pair")),
        principles=tuple(safe(one) for one in items(raw.get("principles")) if isinstance(one, str)),
        own=own,
    )


def _tables(folder: Path, language: str, head: dict[str, Any]) -> Iterator[tuple[str, dict[str, str]]]:
    texts = list(wordings(head))
    source = {wording.path: safe(wording.text) for wording in texts}
    yield language, source
    for file in beside(folder / SOURCE):
        try:
            start = _first_entries(read_bytes(file))
        except UnreadableError:
            continue
        if file.stem != language:
            table = parse_catalogue(start, file.stem, file.name).table(texts, ())
            yield safe(file.stem), {**source, **table}


def _first_entries(content: bytes) -> bytes:
    """The entries of a translation before the first person: they stand in story order, title and premise first."""
    end = content.find(b'\nmsgctxt "cast.')
    return content if end < 0 else content[: content.rfind(b"\n\n", 0, end) + 1]


def _folders(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(file.parent for file in folder.glob(f"*/{SOURCE}"))[:_MOST_LISTED]


def _numbered(table: Mapping[str, str]) -> Iterator[str]:
    number = 0
    while (path := f"objectives.{number}") in table:
        yield table[path]
        number += 1


def _whole(value: Any) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0
