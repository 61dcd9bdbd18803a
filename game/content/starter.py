"""The crisis that a new author starts from: small, complete and playable, with comments that teach the format.

`en.yaml` and `vi.yaml` are one crisis in two languages; the tests hold their logic equal.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from game.content.checker import SOURCE
from game.content.outline import Wording, list_wordings
from game.content.safe_input import decode_text, read_bytes
from game.content.schema import build_json_schema
from game.content.translations import render_translation_file
from game.content.yaml.reader import parse_document

LANGUAGES: Final = ("en", "vi")
SCHEMA: Final = "scenario.schema.json"
_ID: Final = "the-brochure"
_TITLES: Final = {"en": "The feature in the brochure", "vi": "Tính năng trong tờ giới thiệu"}
_NAMES: Final = {"ceo": "Hà", "cto": "Dũng"}


@dataclass(frozen=True, slots=True)
class StarterRequest:
    """The author's choices. An empty title or name keeps the sample's; `both` adds the other language."""

    id: str
    language: str
    both: bool = False
    title: str = ""
    names: Mapping[str, str] = field(default_factory=dict)


def choose_default_title(language: str) -> str:
    """Return the sample's title."""
    return _TITLES[language]


def choose_default_name(chair: str) -> str:
    """Return the name of the person in a chair."""
    return _NAMES[chair]


def build_starter_files(wishes: StarterRequest) -> dict[str, str]:
    """Return the files of a new crisis by name: the scenario, the schema for editors, and a translation if wished."""
    made = {SOURCE: _render_scenario(wishes, wishes.language), SCHEMA: _render_json_schema()}
    if wishes.both:
        other = next(language for language in LANGUAGES if language != wishes.language)
        made[f"{other}.po"] = render_translation_file(
            other, _parse_wordings(made[SOURCE]), _map_translations(_render_scenario(wishes, other))
        )
    return made


def _render_scenario(wishes: StarterRequest, language: str) -> str:
    text = decode_text(read_bytes(Path(__file__).with_suffix("") / f"{language}.yaml")).replace(_ID, wishes.id)
    if wishes.title:
        text = text.replace(f"title: {_TITLES[language]}\n", f"title: {_quote_yaml(wishes.title)}\n", 1)
    for chair, name in wishes.names.items():
        text = text.replace(f"    name: {_NAMES[chair]}\n", f"    name: {_quote_yaml(name)}\n", 1)
    return text


def _quote_yaml(text: str) -> str:
    """JSON's way of quoting a text is one of YAML's."""
    return json.dumps(text, ensure_ascii=False)


@cache
def _render_json_schema() -> str:
    return json.dumps(build_json_schema(), indent=2, ensure_ascii=False) + "\n"


def _parse_wordings(scenario: str) -> tuple[Wording, ...]:
    return tuple(list_wordings(parse_document(scenario, SOURCE).value))


def _map_translations(scenario: str) -> dict[str, str]:
    return {wording.path: wording.text for wording in _parse_wordings(scenario)}
