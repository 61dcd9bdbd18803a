"""The people of a pack: who they are stands once, in `people.yaml` beside the folders, and crises borrow them.

A crisis that names a `person` and has no `people` of its own is read as if those it names, and how they address each
other, stood at the end of its file. So what is played, hashed, copied beside a save or carried away is whole by itself.
Their translations (`people.vi.po`) are added to those of the crisis in the same way.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from json import dumps
from pathlib import Path
from typing import Any, Final

from game.content.outline import Wording, as_fields, list_wordings
from game.content.safe_input import UnreadableError, read_bytes
from game.content.schema import ScenarioSchema
from game.content.translations import parse_catalogue
from game.content.yaml.reader import parse_document

PEOPLE: Final = "people.yaml"
_HEAD: Final = frozenset({"language", "cast"})
_BORROWED: Final = ("people", "address")


@dataclass(frozen=True, slots=True)
class ScenarioFiles:
    """A crisis as it is read: its file and its translations, with the people it borrows.

    `lent` holds the texts of those people by language and path; they belong to the pack, not to the crisis. It is empty
    where nobody is borrowed.
    """

    source: bytes
    translations: Mapping[str, bytes]
    lent: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def find_people_file(scenario: Path) -> Path:
    """Return where the people of the pack stand that a scenario file belongs to."""
    return scenario.parent.parent / PEOPLE


def borrow_people(scenario: Path, source: bytes, translations: Mapping[str, bytes]) -> ScenarioFiles:
    """Return the files of a crisis together with the people of its pack that it names.

    Nothing is borrowed where the crisis names no `person`, has `people` of its own, or where there are none to borrow.

    Args:
        scenario: the scenario's file.
        source: its content.
        translations: the content of each translation, by language.
    """
    plain = ScenarioFiles(source, translations)
    if b"person" not in source or any(line.startswith(b"people:") for line in source.splitlines()):
        return plain
    try:
        pack = as_fields(parse_document(read_bytes(find_people_file(scenario)), PEOPLE).value)
    except UnreadableError:
        return plain
    head = as_fields(parse_document(source, scenario.name, wanted=_HEAD).value)
    wanted = {as_fields(person).get("person") for person in as_fields(head.get("cast")).values()}
    people = {name: raw for name, raw in as_fields(pack.get("people")).items() if name in wanted}
    if not people:
        return plain
    own = str(head.get("language"))
    tables = _PeopleTexts(find_people_file(scenario), pack, people)
    lent = {"people": tables.translate_people(own)}
    address = as_fields(pack.get("address"))
    if address and not any(line.startswith(b"address:") for line in source.splitlines()):
        lent["address"] = address
    whole = source.rstrip(b"\n") + b"\n" + b"".join(_render_field(name, value) for name, value in lent.items())
    return ScenarioFiles(
        whole,
        {language: content + tables.render_entries(own, language) for language, content in translations.items()},
        {language: tables.read_table(language) for language in (own, *translations)},
    )


def list_lent_paths(model: ScenarioSchema) -> Iterator[tuple[str, str]]:
    """Yield the path of each text that somebody of the cast may have, and that of the same text of the person it is."""
    for person_id, person in model.cast.list_people():
        if person.person:
            for name in ("name", "role", "voice.wants", "voice.fears", "voice.never_says"):
                yield f"cast.{person_id}.{name}", f"people.{person.person}.{name}"
            for strength in model.people[person.person].strengths:
                yield f"cast.{person_id}.strengths.{strength}", f"people.{person.person}.strengths.{strength}"


def lend_texts(table: Mapping[str, str], lent: Mapping[str, str]) -> dict[str, str]:
    """Return a table in which the cast has the texts of the people it is, where it has none of its own.

    `lent` maps the paths of the cast to those of the people.
    """
    return {**{path: table[own] for path, own in lent.items() if own in table}, **table}


def compute_digest(scenario: Path) -> str:
    """Return the SHA-256, in hex, of a crisis as it is read, with the people it borrows.

    Raises:
        UnreadableError: if the file cannot be read.
    """
    return sha256(borrow_people(scenario, read_bytes(scenario), {}).source).hexdigest()


def _render_field(name: str, value: object) -> bytes:
    """Return a field in one line; JSON is YAML."""
    return f"{name}: {dumps(value, ensure_ascii=False)}\n".encode()


class _PeopleTexts:
    """The texts of some people of a pack, by language."""

    def __init__(self, file: Path, pack: Mapping[str, Any], people: dict[str, Any]) -> None:
        self.file = file
        self.language = str(pack.get("language"))
        self.people = people
        self.wordings: tuple[Wording, ...] = tuple(list_wordings({"people": people}))

    def read_table(self, language: str) -> dict[str, str]:
        """Return the texts in a language by path; without those that are not translated."""
        if language == self.language:
            return {wording.path: wording.text for wording in self.wordings}
        try:
            content = read_bytes(self.file.with_name(f"people.{language}.po"))
        except UnreadableError:
            return {}
        return parse_catalogue(content, language, f"people.{language}.po").build_text_table(self.wordings, ())

    def translate_people(self, language: str) -> dict[str, Any]:
        """Return the people with their texts in a language, as in the file where a text is not translated."""
        table = self.read_table(language)
        return {name: _replace_texts(raw, ("people", name), table) for name, raw in self.people.items()}

    def render_entries(self, own: str, language: str) -> bytes:
        """Return the entries of a translation from the crisis' own language into another."""
        before = {**self.read_table(self.language), **self.read_table(own)}
        table = self.read_table(language)
        return "".join(_render_entries(before, table)).encode()


def _replace_texts(value: Any, path: tuple[str, ...], table: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _replace_texts(inner, (*path, key), table) for key, inner in value.items()}
    return table.get(".".join(path), value)


def _render_entries(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[str]:
    for path, text in after.items():
        quoted = (dumps(part, ensure_ascii=False) for part in (path, before[path], text))
        yield "\nmsgctxt {}\nmsgid {}\nmsgstr {}\n".format(*quoted)
