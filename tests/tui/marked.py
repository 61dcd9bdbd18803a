"""A crisis whose private texts give themselves away: one letter of them, anywhere, tells whose it is.

What only the CEO may read is written in Greek letters, what only the CTO may read in Cyrillic; what a chair may let
out (a fact as everybody hears it, a goal that is asked for over a coffee, a strength that a coffee offers to name) in
Armenian and in Georgian. Lengths stay as they were. What was cut, wrapped, or left behind in a corner of the screen is
found out like a whole sentence.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from game.content.compiler import LoadedScenario, load_scenario
from game.content.outline import list_wordings
from game.content.yaml.reader import parse_document
from game.engine import events as e
from game.engine.scenario import Scenario, Texts
from game.engine.scene_flow import CREDIT
from game.engine.stocks import CHAIRS
from game.playthrough.session import Session
from tests.content.workbench import dumped

OWN = {"ceo": 0x3B1, "cto": 0x430}
"""Where the letters begin in which a chair reads what stays its own."""
LET_OUT = {"ceo": 0x561, "cto": 0x10D0}
"""The same for what it may let out."""
LETTERS = 24
ASKED = ("goal", "obstacle", "spoken")
"""What of a chair may be asked for, and what it says then."""
STRENGTHS = "strengths"
"""What a chair is good at: a coffee offers it to be named (R27), before both."""
IN_BRACES = re.compile(r"(\{\w+\})")


def marked(loaded: LoadedScenario) -> LoadedScenario:
    """A crisis with its private texts in the letters of their chairs, in every language."""
    texts, scenario = loaded.texts, loaded.scenario
    paths = texts.tables[texts.source]
    tables = {
        language: {path: mark(scenario, path, texts.get(path, language)) for path in paths}
        for language in texts.languages
    }
    return replace(loaded, texts=Texts(texts.source, tables))


def mark(scenario: Scenario, path: str, text: str) -> str:
    """A text in the letters of the chair that it is for alone; as it is where it is for both."""
    first = letters_of(scenario, path)
    return text if first is None else "".join(written(part, first) for part in IN_BRACES.split(text))


def written(part: str, first: int) -> str:
    """A text in other letters; names in braces stay."""
    if part.startswith("{"):
        return part
    plain = unicodedata.normalize("NFD", part.lower()).replace("đ", "d")
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return "".join(chr(first + (ord(one) - ord("a")) % LETTERS) if "a" <= one <= "z" else one for one in bare)


def letters_of(scenario: Scenario, path: str) -> int | None:
    """Where the letters of a text begin; None for what both may read."""
    kind, name, *rest = [*path.split("."), "", ""]
    if kind == "facts" and rest[0] in ("text", "told", "label"):
        return (OWN if rest[0] == "text" else LET_OUT)[scenario.facts[name].held]
    if kind == "cast" and name in CHAIRS and rest[0] not in ("name", "role"):
        return (LET_OUT if rest[0] == STRENGTHS or rest[0].removesuffix("s") in ASKED else OWN)[name]
    return next((OWN[chair] for chair in CHAIRS if f".private.{chair}" in path), None)


def runs(text: str, first: int) -> list[str]:
    """The words, or what is left of words, in the letters that begin somewhere."""
    return re.findall(f"[{chr(first)}-{chr(first + LETTERS - 1)}]+", text)


def told_by(text: str, session: Session) -> dict[str, list[str]]:
    """What of a text is somebody's own, by chair: all but what this chair has let out."""
    found = {}
    for chair in CHAIRS:
        known = " ".join(let_out(session, chair))
        found[chair] = runs(text, OWN[chair]) + [run for run in runs(text, LET_OUT[chair]) if run not in known]
    return {chair: words for chair, words in found.items() if words}


def let_out(session: Session, chair: str) -> Iterator[str]:
    """The texts of a chair that are out by now, in every language."""
    paths = [
        f"{path}.{part}" for holder, path in session.shared_view.said if holder == chair for part in ("told", "label")
    ]
    asked = [event for row in session.story for event in row if isinstance(event, e.CoffeeTaken)]
    if any(event.what == "ask" and event.chair != chair for event in asked):
        paths += [path for path in session.texts.tables["en"] if path.startswith(_ASKED[chair])]
    strengths = session.scenario.cast[chair].strengths
    paths += [f"cast.{chair}.{STRENGTHS}.{one}" for one in named_or_offered(session) if one in strengths]
    for language in session.texts.languages:
        yield from (session.texts.get(path, language) for path in paths)


def named_or_offered(session: Session) -> Iterator[str]:
    """The strengths that were named over a coffee, and those that the coffee of now offers to name."""
    for row in session.story:
        yield from (event.strength for event in row if isinstance(event, e.CoffeeTaken) and event.strength)
    if session.prompt is not None and session.prompt.kind == "coffee":
        offers = (choice.id.partition(CREDIT) for choice in session.prompt.choices)
        yield from (strength for before, _credit, strength in offers if strength and not before)


_ASKED = {chair: tuple(f"cast.{chair}.{part}" for part in ASKED) for chair in CHAIRS}


def marked_folder(folder: Path, home: Path) -> Path:
    """Write the crisis of a folder, and the people it borrows, with its private texts so marked into another folder."""
    loaded = load_scenario(folder)
    scenario, root = loaded.scenario, parse_document(loaded.source, "scenario.yaml").value
    for wording in list(list_wordings(root)):
        part = root
        for step in wording.at[:-1]:
            part = part[step]
        part[wording.at[-1]] = mark(scenario, wording.path, wording.text)
    home.mkdir(parents=True)
    (home / "scenario.yaml").write_text(dumped(root), encoding="utf-8")
    return home
