"""Every text of a scenario in the order of the story, each with the stable path by which it is translated.

Paths go by ids where there are ids and by position elsewhere (`scenes.second_hour.options.wait.later.0.cue`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from game.content.outline import fields, items
from game.content.source import Path
from game.engine.stocks import CHAIRS

_REASONS: Final = ("goal", "treated", "open", "risk", "manners", "habit", "mood")


@dataclass(frozen=True, slots=True)
class Wording:
    """A text: its stable path, where it stands in the document, and what a translator should know of it."""

    path: str
    at: Path
    text: str
    note: str


def wordings(root: Any) -> Iterator[Wording]:
    """Yield the texts of a document's root value in story order; what has the wrong shape is passed over."""
    raw = fields(root)
    yield from _texts(raw, "", (), {"title": "title", "premise": "premise, on the shelf"})
    yield from _list(raw.get("objectives"), "objectives", ("objectives",), "objective")
    for person_id, person in fields(raw.get("cast")).items():
        yield from _person(person_id, fields(person))
    for number, (term, meaning) in enumerate(fields(raw.get("glossary")).items()):
        yield Wording(f"glossary.{number}.term", ("glossary", term), term, "glossary: term")
        yield from _text(meaning, f"glossary.{number}.text", ("glossary", term), f"glossary: what {term} means")
    for fact_id, fact in fields(raw.get("facts")).items():
        yield from _fact(fact_id, fields(fact))
    for number, scene in enumerate(items(raw.get("scenes"))):
        yield from _scene(fields(scene), ("scenes", number))
    yield from _said(raw, "echoes", "echo, said by")
    yield from _said(raw, "voices", "a year after, said by")
    for number, ending in enumerate(items(raw.get("endings"))):
        path = f"endings.{_name(ending, number)}"
        yield from _texts(fields(ending), path, ("endings", number), {"title": "ending: title", "text": "ending"})
    questions = fields(raw.get("debrief")).get("questions")
    for number, question in enumerate(items(questions)):
        path, at = f"debrief.questions.{number}", ("debrief", "questions", number)
        yield from _texts(fields(question), path, at, {"text": "question of the debrief"})


def _person(person_id: str, person: dict[str, Any]) -> Iterator[Wording]:
    path, at = f"cast.{person_id}", ("cast", person_id)
    whose = "CEO" if person_id == "ceo" else "CTO" if person_id == "cto" else person_id
    wanted = {key: f"{whose}: {key}" for key in ("name", "role", "goal", "obstacle", "stake")}
    if person_id not in CHAIRS:
        wanted = {"name": f"{whose}: name", "role": f"{whose}: role"}
    yield from _texts(person, path, at, wanted)
    for goal_id, goal in fields(person.get("goals")).items():
        here = {"text": f"{whose}: goal"}
        yield from _texts(fields(goal), f"{path}.goals.{goal_id}", (*at, "goals", goal_id), here)
    reasons = fields(person.get("reasons"))
    for term in _REASONS:
        note = f"{whose} says why, when this weighs most: {term}"
        yield from _list(reasons.get(term), f"{path}.reasons.{term}", (*at, "reasons", term), note)
    manner = {key: f"{whose}: {key.replace('_', ' ')}" for key in ("wants", "fears", "never_says")}
    yield from _texts(fields(person.get("voice")), f"{path}.voice", (*at, "voice"), manner)


def _fact(fact_id: str, fact: dict[str, Any]) -> Iterator[Wording]:
    path, at = f"facts.{fact_id}", ("facts", fact_id)
    holder = str(fact.get("held", "")).upper()
    notes = {
        "label": "fact: label, two to four words",
        "text": f"fact, told to the {holder} alone",
        "told": "the same fact, as everybody hears it",
    }
    yield from _texts(fact, path, at, notes)
    surfaces = fields(fact.get("surfaces"))
    yield from _texts(surfaces, f"{path}.surfaces", (*at, "surfaces"), {"text": "how the fact comes out"})


def _scene(scene: dict[str, Any], at: Path) -> Iterator[Wording]:
    path = f"scenes.{_name(scene, at[-1])}"
    yield from _texts(scene, path, at, {"at": "scene: label of time", "text": "scene"})
    yield from _variants(scene.get("also"), f"{path}.also", (*at, "also"), "scene: added paragraph")
    yield from _private(scene, path, at)
    decide = fields(scene.get("decide"))
    here = (*at, "decide")
    yield from _texts(decide, path, here, {"ask": "scene: question"})
    for number, option in enumerate(items(decide.get("options"))):
        name = f"{path}.options.{_name(option, number)}"
        yield from _option(fields(option), name, (*here, "options", number))


def _option(option: dict[str, Any], path: str, at: Path) -> Iterator[Wording]:
    tone = option.get("tone", "neutral")
    yield from _texts(
        option, path, at, {"text": f"option, tone {tone}", "objection": "best objection, by the other chair"}
    )
    whys: dict[str, str] = {
        chair: f"why the {chair.upper()} picks it, when its own goal weighs most" for chair in CHAIRS
    }
    yield from _texts(fields(option.get("why")), f"{path}.why", (*at, "why"), whys)
    promise = fields(option.get("promise"))
    yield from _texts(promise, f"{path}.promise", (*at, "promise"), {"text": "what is promised"})
    yield from _variants(option.get("result"), f"{path}.result", (*at, "result"), "what happens")
    yield from _private(option, path, at)
    for number, later in enumerate(items(option.get("later"))):
        notes = {"cue": "what shows already", "text": "how it lands later"}
        yield from _texts(fields(later), f"{path}.later.{number}", (*at, "later", number), notes)


def _private(owner: dict[str, Any], path: str, at: Path) -> Iterator[Wording]:
    private = fields(owner.get("private"))
    for chair in CHAIRS:
        note = f"only the {chair.upper()} reads this"
        yield from _variants(private.get(chair), f"{path}.private.{chair}", (*at, "private", chair), note)


def _said(raw: dict[str, Any], part: str, note: str) -> Iterator[Wording]:
    for number, line in enumerate(items(raw.get(part))):
        who = fields(line).get("who", "")
        yield from _texts(fields(line), f"{part}.{number}", (part, number), {"text": f"{note} {who}"})


def _variants(value: Any, path: str, at: Path, note: str) -> Iterator[Wording]:
    yield from _text(value, path, at, note)
    for number, variant in enumerate(items(value)):
        yield from _texts(fields(variant), f"{path}.{number}", (*at, number), {"text": note})


def _texts(owner: dict[str, Any], path: str, at: Path, notes: dict[str, str]) -> Iterator[Wording]:
    for key, note in notes.items():
        yield from _text(owner.get(key), f"{path}.{key}" if path else key, (*at, key), note)


def _list(value: Any, path: str, at: Path, note: str) -> Iterator[Wording]:
    for number, text in enumerate(items(value)):
        yield from _text(text, f"{path}.{number}", (*at, number), note)


def _text(value: Any, path: str, at: Path, note: str) -> Iterator[Wording]:
    if isinstance(value, str) and (text := value.strip()):
        yield Wording(path, at, text, note)


def _name(raw: Any, number: object) -> str:
    value = fields(raw).get("id")
    return value if isinstance(value, str) and value else str(number)
