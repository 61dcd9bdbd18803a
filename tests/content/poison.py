"""A crisis whose every text tries to be something else: markup, an action, a format, a link.

All of it is legal text. It must load, be shown as it is written and do nothing.
"""

from pathlib import Path
from typing import Any

import polib

from game.content.outline import list_wordings
from game.content.translation_update import update_translation_file
from game.content.yaml.reader import load_document
from tests.content.workbench import SOURCE, dumped

POISONS = (
    "[@click=app.quit]x[/]",
    "[/nope]",
    "[/",
    "[A] [TODO]",
    "[b]loud[/b] [red]r[/]",
    "{x:>1500000000} {p.__class__} {0} %(x)s $x",
    "[link=https://example.org]here[/link]",
    r"\[x] \n ``` <b>b</b> &amp;",
    "[@click=app.screenshot('x','/tmp')]y[/]",
    "https://example.org/?a=[b]",
    ":boom: #tag ^[[31m",
)


def poisoned_folder(home: Path, language: str = "vi") -> Path:
    """Write a scenario `poison` into a folder, every text of it poisoned, translation included; return its folder."""
    folder = home / "poison"
    folder.mkdir(parents=True)
    (folder / "scenario.yaml").write_text(poisoned(), encoding="utf-8")
    _translate(folder, language)
    return folder


def poisoned() -> str:
    """The small crisis as YAML with a poison at the end of every text."""
    document, _ = load_document(SOURCE)
    root = document.value
    root["id"] = "poison"
    for number, wording in enumerate(list(list_wordings(root))):
        if not wording.path.endswith(".term"):
            _set(root, wording.at, f"{wording.text} {POISONS[number % len(POISONS)]}")
    root["glossary"] = {f"{term} {POISONS[0]}": meaning for term, meaning in root["glossary"].items()}
    return dumped(root)


def _set(root: Any, path: tuple[str | int, ...], text: str) -> None:
    for part in path[:-1]:
        root = root[part]
    root[path[-1]] = text


def _translate(folder: Path, language: str) -> None:
    document, _ = load_document(folder / "scenario.yaml")
    file = folder / f"{language}.po"
    update_translation_file(file, language, list_wordings(document.value))
    catalogue = polib.pofile(str(file), wrapwidth=100)
    for number, entry in enumerate(catalogue):
        entry.msgstr = f"{entry.msgid} {POISONS[(number + 1) % len(POISONS)]}"
    catalogue.save(str(file))
