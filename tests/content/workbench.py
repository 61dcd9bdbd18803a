"""What the tests of content work with: the small crisis as data, ways to change it, and its problems."""

from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from game.content.checker import PLAIN, ExtraChecks, check_file, check_subject
from game.content.checks.rule import Subject
from game.content.diagnostic import Diagnostic
from game.content.yaml.reader import parse_document

SMALL = Path(__file__).parents[1] / "scenarios" / "small"
SOURCE = SMALL / "scenario.yaml"
TEXT = SOURCE.read_text(encoding="utf-8")


@cache
def _data() -> Any:
    return parse_document(TEXT, "small").value


def small() -> Any:
    """The small crisis as plain data, to be changed at will."""
    return deepcopy(_data())


def at(data: Any, path: str) -> Any:
    """The part of a crisis at a dotted path; in lists ids count as keys."""
    for step in filter(None, path.split(".")):
        if isinstance(data, dict):
            data = data[step]
        else:
            data = data[int(step)] if step.isdigit() else next(one for one in data if one["id"] == step)
    return data


def changed(path: str, **fields: Any) -> Any:
    """The small crisis with some fields set at a path; None takes a field away."""
    data = small()
    part = at(data, path)
    for name, value in fields.items():
        part.pop(name, None) if value is None else part.update({name: value})
    return data


def problems_of(data: Any, level: str = "draft", extra_checks: ExtraChecks = PLAIN) -> list[Diagnostic]:
    """Everything wrong with a crisis, given as data or as text."""
    text = data if isinstance(data, str) else dumped(data)
    return check_subject(
        Subject(Path("small/scenario.yaml"), parse_document(text, "small/scenario.yaml")), level, extra_checks
    )


def codes(data: Any, level: str = "draft") -> list[str]:
    """The codes of everything wrong with a crisis."""
    return [problem.code for problem in problems_of(data, level)]


class _Quoting(yaml.CSafeDumper):
    """Writes every text in quotes: PyYAML's own idea of what needs them is that of YAML 1.1."""


_Quoting.add_representer(str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"'))


def dumped(data: Any) -> str:
    """A crisis as YAML."""
    return yaml.dump(data, Dumper=_Quoting, allow_unicode=True, sort_keys=False, width=10_000)


def edited(old: str, new: str) -> str:
    """The small crisis as its author wrote it, with one stretch of text replaced."""
    assert TEXT.count(old) == 1, f"{old!r} stands {TEXT.count(old)} times"
    return TEXT.replace(old, new)


def written(folder: Path, text: str, **translations: str) -> Path:
    """A folder `small` with a scenario and translations in it."""
    home = folder / "small"
    home.mkdir(exist_ok=True)
    (home / "scenario.yaml").write_text(text, encoding="utf-8")
    for language, content in translations.items():
        (home / f"{language}.po").write_text(content, encoding="utf-8")
    return home


def found_in(folder: Path, level: str = "play") -> list[Diagnostic]:
    """Everything wrong with the scenario in a folder."""
    return check_file(folder / "scenario.yaml", level)[1]
