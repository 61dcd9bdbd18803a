"""The texts of a crisis as players read them, in every language that it speaks, each with its places."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from game.content.checks.rule import Subject
from game.content.diagnostic import Place
from game.content.markup import render_plain
from game.content.outline import Wording, as_fields
from game.content.translations import Catalogue

Kind = Literal["scene", "option", "consequence", "other"]


@dataclass(frozen=True)
class LocalizedText:
    """A text in one language; `names` are those of the cast in it, by id."""

    subject: Subject
    wording: Wording
    language: str
    text: str
    names: dict[str, str]
    catalogue: Catalogue | None = None

    @property
    def path(self) -> str:
        """The stable path of the text."""
        return self.wording.path

    @cached_property
    def plain(self) -> str:
        """The text without its marks, with the names in place."""
        return render_plain(self.text, self.names)

    @cached_property
    def kind(self) -> Kind:
        """What it is on the page: a scene, an option, what comes of one, or anything else."""
        steps = self.path.split(".")
        if steps[0] != "scenes":
            return "other"
        if "options" not in steps:
            return "scene" if steps[2:] == ["text"] else "other"
        if steps[4:] == ["text"]:
            return "option"
        return "consequence" if steps[4:5] == ["result"] or (steps[4:5] + steps[-1:] == ["later", "text"]) else "other"

    @property
    def part(self) -> str:
        """The part of the crisis that it belongs to: its scene, else the facts, the endings and so on."""
        steps = self.path.split(".")
        return ".".join(steps[:2]) if steps[0] == "scenes" else steps[0]

    def locate_span(self, offset: int = 0, length: int = 1) -> Place:
        """Return the place of a stretch of the text; in a translation that of the whole."""
        if self.catalogue is not None:
            return self.catalogue.locate_keyword(self.path, "msgstr")
        return self.subject.document.locate_span(self.wording.at, offset, length)


def list_localized_texts(subject: Subject) -> Iterator[LocalizedText]:
    """Yield every text in the language of the file, then those of each translation that count."""
    source = as_fields(subject.document.value).get("language")
    names = {person.id: str(person.raw.get("name", person.id)) for person in subject.outline.people}
    for wording in subject.wordings:
        yield LocalizedText(subject, wording, str(source), wording.text, names)
    for catalogue in subject.catalogues.values():
        table = catalogue.build_text_table(subject.wordings, names)
        own = {who: table.get(f"cast.{who}.name", name) for who, name in names.items()}
        for wording in subject.wordings:
            if wording.path in table:
                yield LocalizedText(subject, wording, catalogue.language, table[wording.path], own, catalogue)
