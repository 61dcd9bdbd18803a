"""The crisis that a new author starts from: small, complete, playable, its comments the first lesson in the format.

`en.yaml` and `vi.yaml` are one crisis in two languages; the tests hold their logic equal.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from game.content.catalogue import whole
from game.content.examine import SOURCE
from game.content.reader import read_text
from game.content.schema import json_schema
from game.content.wording import Wording, wordings

LANGUAGES: Final = ("en", "vi")
SCHEMA: Final = "scenario.schema.json"
_ID: Final = "the-brochure"
_TITLES: Final = {"en": "The feature in the brochure", "vi": "Tính năng trong tờ giới thiệu"}
_NAMES: Final = {"ceo": "Hà", "cto": "Dũng"}


@dataclass(frozen=True, slots=True)
class Wishes:
    """What an author asks for. An empty title or name is that of the sample; `both` adds the other language."""

    id: str
    language: str
    both: bool = False
    title: str = ""
    names: Mapping[str, str] = field(default_factory=dict)


def default_title(language: str) -> str:
    """Return the sample's title."""
    return _TITLES[language]


def default_name(chair: str) -> str:
    """Return the name of the person in a chair."""
    return _NAMES[chair]


def files(wishes: Wishes) -> dict[str, str]:
    """Return the files of a new crisis by name: the scenario, the schema for editors, and a translation if wished."""
    made = {SOURCE: _scenario(wishes, wishes.language), SCHEMA: _schema()}
    if wishes.both:
        other = next(language for language in LANGUAGES if language != wishes.language)
        made[f"{other}.po"] = whole(other, _texts(made[SOURCE]), _translations(_scenario(wishes, other)))
    return made


def _scenario(wishes: Wishes, language: str) -> str:
    text = Path(__file__).with_name(f"{language}.yaml").read_text(encoding="utf-8").replace(_ID, wishes.id)
    if wishes.title:
        text = text.replace(f"title: {_TITLES[language]}\n", f"title: {_quoted(wishes.title)}\n", 1)
    for chair, name in wishes.names.items():
        text = text.replace(f"    name: {_NAMES[chair]}\n", f"    name: {_quoted(name)}\n", 1)
    return text


def _quoted(text: str) -> str:
    """JSON's way of quoting a text is one of YAML's."""
    return json.dumps(text, ensure_ascii=False)


def _schema() -> str:
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def _texts(scenario: str) -> tuple[Wording, ...]:
    return tuple(wordings(read_text(scenario, SOURCE).value))


def _translations(scenario: str) -> dict[str, str]:
    return {wording.path: wording.text for wording in _texts(scenario)}
