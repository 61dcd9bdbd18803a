"""The library of scenarios: those that come with the game and those in the player's own folder.

Only the first fields of each file are read, without validation, so that the list appears at once.
Problems show when a scenario is opened, or with `tandem check`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from game.content.outline import as_fields, as_list, list_wordings
from game.content.safe_input import UnreadableError, clean_text, read_bytes
from game.content.translations import list_translation_files, parse_catalogue
from game.content.yaml.reader import parse_document

SOURCE: Final = "scenario.yaml"
_HEAD: Final = frozenset({"id", "language", "title", "premise", "objectives", "minutes", "principles", "cast"})
"""What is read of a file, and with it what stands above: `after` is optional, so nothing waits for it."""
_MOST_LISTED: Final = 200


@dataclass(frozen=True, slots=True)
class ScenarioSummary:
    """A scenario as the shelf shows it; texts by language, falling back to the source language."""

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
    after: tuple[str, ...] = ()
    """The ids of the crises that come before it."""
    own: bool = False

    @property
    def file(self) -> Path:
        """The scenario file."""
        return self.folder / SOURCE


def find_pack_folder() -> Path:
    """Return the folder of the scenarios that come with the game: in a checkout beside the package, else inside it."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "scenarios"
    return inside if inside.is_dir() else package.parent / "scenarios"


def list_scenarios(*own: Path) -> list[ScenarioSummary]:
    """Return the scenarios of the pack and then those of the player's own folders, by folder name.

    Unreadable ones are left out; of two with the same id in one place the first counts. An own one that has the id of
    one of the pack stands beside it.
    """
    found: dict[tuple[str, bool], ScenarioSummary] = {}
    for folder, mine in [(find_pack_folder(), False), *((folder, True) for folder in own)]:
        for place in _list_scenario_folders(folder):
            shelved = load_summary(place, own=mine)
            if shelved is not None:
                found.setdefault((shelved.id, mine), shelved)
    return list(found.values())


def find_scenario_folders(name: str, *own: Path) -> list[Path]:
    """Return the folders of the scenarios of a name: first those that are called so, then those that have it as id.

    That of the pack comes before the player's own.
    """
    shelves = [_list_scenario_folders(folder) for folder in (find_pack_folder(), *own)]
    named = [place for places in shelves for place in places if place.name == name]
    return list(dict.fromkeys([*named, *(one.folder for one in list_scenarios(*own) if one.id == name)]))


def load_summary(folder: Path, own: bool = False) -> ScenarioSummary | None:
    """Read the summary of one scenario; None if its file can't be read."""
    try:
        content = read_bytes(folder / SOURCE)
    except UnreadableError:
        return None
    raw = as_fields(parse_document(content, str(folder / SOURCE), wanted=_HEAD).value)
    scenario_id, language, title = (raw.get(key) for key in ("id", "language", "title"))
    if not (isinstance(scenario_id, str) and isinstance(language, str) and isinstance(title, str)):
        return None
    language = clean_text(language)
    minutes = as_fields(raw.get("minutes"))
    tables = dict(
        _load_text_tables(folder, language, {key: raw.get(key) for key in ("title", "premise", "objectives")})
    )
    return ScenarioSummary(
        id=clean_text(scenario_id),
        folder=folder,
        language=language,
        languages=tuple(tables),
        title={name: table.get("title", "") for name, table in tables.items()},
        premise={name: table.get("premise", "") for name, table in tables.items()},
        objectives={name: tuple(_list_objectives(table)) for name, table in tables.items()},
        solo_minutes=_parse_whole_number(minutes.get("solo")),
        pair_minutes=_parse_whole_number(minutes.get("pair")),
        principles=tuple(clean_text(one) for one in as_list(raw.get("principles")) if isinstance(one, str)),
        after=tuple(clean_text(one) for one in as_list(raw.get("after")) if isinstance(one, str)),
        own=own,
    )


def _load_text_tables(folder: Path, language: str, head: dict[str, Any]) -> Iterator[tuple[str, dict[str, str]]]:
    texts = list(list_wordings(head))
    source = {wording.path: clean_text(wording.text) for wording in texts}
    yield language, source
    for file in list_translation_files(folder / SOURCE):
        try:
            start = _extract_first_entries(read_bytes(file))
        except UnreadableError:
            continue
        if file.stem != language:
            table = parse_catalogue(start, file.stem, file.name).build_text_table(texts, ())
            yield clean_text(file.stem), {**source, **table}


def _extract_first_entries(content: bytes) -> bytes:
    """Return the entries before the first person; title and premise come first in story order."""
    end = content.find(b'\nmsgctxt "cast.')
    return content if end < 0 else content[: content.rfind(b"\n\n", 0, end) + 1]


def _list_scenario_folders(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(file.parent for file in folder.glob(f"*/{SOURCE}"))[:_MOST_LISTED]


def _list_objectives(table: Mapping[str, str]) -> Iterator[str]:
    number = 0
    while (path := f"objectives.{number}") in table:
        yield table[path]
        number += 1


def _parse_whole_number(value: Any) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0
