"""Every text of a scenario in the order of the story, each with the stable path by which it is translated.

Paths go by ids where there are ids and by position elsewhere (`scenes.second_hour.options.wait.later.0.cue`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from game.content.outline import as_fields, as_list
from game.content.yaml.positions import Path
from game.engine.stocks import CHAIRS

_REASONS: Final = ("goal", "treated", "open", "risk", "manners", "habit", "mood")


@dataclass(frozen=True, slots=True)
class Wording:
    """A text: its stable path, where it stands in the document, and what a translator should know of it."""

    path: str
    at: Path
    text: str
    note: str


def list_wordings(root: Any) -> Iterator[Wording]:
    """Yield the texts of a document's root value in story order; what has the wrong shape is passed over."""
    raw = as_fields(root)
    yield from _list_field_wordings(raw, "", (), {"title": "title", "premise": "premise, on the shelf"})
    yield from _list_item_wordings(raw.get("objectives"), "objectives", ("objectives",), "objective")
    for person_id, person in as_fields(raw.get("cast")).items():
        yield from _list_person_wordings(person_id, as_fields(person))
    for number, (term, meaning) in enumerate(as_fields(raw.get("glossary")).items()):
        yield Wording(f"glossary.{number}.term", ("glossary", term), term, "glossary: term")
        yield from _build_wording(
            meaning, f"glossary.{number}.text", ("glossary", term), f"glossary: what {term} means"
        )
    for fact_id, fact in as_fields(raw.get("facts")).items():
        yield from _list_fact_wordings(fact_id, as_fields(fact))
    for number, scene in enumerate(as_list(raw.get("scenes"))):
        yield from _list_scene_wordings(as_fields(scene), ("scenes", number))
    yield from _list_line_wordings(raw, "echoes", "echo, said by")
    yield from _list_line_wordings(raw, "voices", "a year after, said by")
    for number, ending in enumerate(as_list(raw.get("endings"))):
        path = f"endings.{_extract_path_part(ending, number)}"
        yield from _list_field_wordings(
            as_fields(ending), path, ("endings", number), {"title": "ending: title", "text": "ending"}
        )
    questions = as_fields(raw.get("debrief")).get("questions")
    for number, question in enumerate(as_list(questions)):
        path, at = f"debrief.questions.{number}", ("debrief", "questions", number)
        yield from _list_field_wordings(as_fields(question), path, at, {"text": "question of the debrief"})


def _list_person_wordings(person_id: str, person: dict[str, Any]) -> Iterator[Wording]:
    path, at = f"cast.{person_id}", ("cast", person_id)
    whose = "CEO" if person_id == "ceo" else "CTO" if person_id == "cto" else person_id
    wanted = {key: f"{whose}: {key}" for key in ("name", "role", "goal", "obstacle", "stake")}
    if person_id not in CHAIRS:
        wanted = {"name": f"{whose}: name", "role": f"{whose}: role"}
    yield from _list_field_wordings(person, path, at, wanted)
    for goal_id, goal in as_fields(person.get("goals")).items():
        here = {"text": f"{whose}: goal"}
        yield from _list_field_wordings(as_fields(goal), f"{path}.goals.{goal_id}", (*at, "goals", goal_id), here)
    reasons = as_fields(person.get("reasons"))
    for term in _REASONS:
        note = f"{whose} says why, when this weighs most: {term}"
        yield from _list_item_wordings(reasons.get(term), f"{path}.reasons.{term}", (*at, "reasons", term), note)
    manner = {key: f"{whose}: {key.replace('_', ' ')}" for key in ("wants", "fears", "never_says")}
    yield from _list_field_wordings(as_fields(person.get("voice")), f"{path}.voice", (*at, "voice"), manner)


def _list_fact_wordings(fact_id: str, fact: dict[str, Any]) -> Iterator[Wording]:
    path, at = f"facts.{fact_id}", ("facts", fact_id)
    holder = str(fact.get("held", "")).upper()
    notes = {
        "label": "fact: label, two to four words",
        "text": f"fact, told to the {holder} alone",
        "told": "the same fact, as everybody hears it",
    }
    yield from _list_field_wordings(fact, path, at, notes)
    surfaces = as_fields(fact.get("surfaces"))
    yield from _list_field_wordings(surfaces, f"{path}.surfaces", (*at, "surfaces"), {"text": "how the fact comes out"})


def _list_scene_wordings(scene: dict[str, Any], at: Path) -> Iterator[Wording]:
    path = f"scenes.{_extract_path_part(scene, at[-1])}"
    yield from _list_field_wordings(scene, path, at, {"at": "scene: label of time", "text": "scene"})
    yield from _list_variant_wordings(scene.get("also"), f"{path}.also", (*at, "also"), "scene: added paragraph")
    yield from _list_private_wordings(scene, path, at)
    decide = as_fields(scene.get("decide"))
    here = (*at, "decide")
    yield from _list_field_wordings(decide, path, here, {"ask": "scene: question"})
    for number, option in enumerate(as_list(decide.get("options"))):
        name = f"{path}.options.{_extract_path_part(option, number)}"
        yield from _list_option_wordings(as_fields(option), name, (*here, "options", number))


def _list_option_wordings(option: dict[str, Any], path: str, at: Path) -> Iterator[Wording]:
    tone = option.get("tone", "neutral")
    yield from _list_field_wordings(
        option, path, at, {"text": f"option, tone {tone}", "objection": "best objection, by the other chair"}
    )
    whys: dict[str, str] = {
        chair: f"why the {chair.upper()} picks it, when its own goal weighs most" for chair in CHAIRS
    }
    yield from _list_field_wordings(as_fields(option.get("why")), f"{path}.why", (*at, "why"), whys)
    promise = as_fields(option.get("promise"))
    yield from _list_field_wordings(promise, f"{path}.promise", (*at, "promise"), {"text": "what is promised"})
    yield from _list_variant_wordings(option.get("result"), f"{path}.result", (*at, "result"), "what happens")
    yield from _list_private_wordings(option, path, at)
    for number, later in enumerate(as_list(option.get("later"))):
        notes = {"cue": "what shows already", "text": "how it lands later"}
        yield from _list_field_wordings(as_fields(later), f"{path}.later.{number}", (*at, "later", number), notes)


def _list_private_wordings(owner: dict[str, Any], path: str, at: Path) -> Iterator[Wording]:
    private = as_fields(owner.get("private"))
    for chair in CHAIRS:
        note = f"only the {chair.upper()} reads this"
        yield from _list_variant_wordings(private.get(chair), f"{path}.private.{chair}", (*at, "private", chair), note)


def _list_line_wordings(raw: dict[str, Any], part: str, note: str) -> Iterator[Wording]:
    for number, line in enumerate(as_list(raw.get(part))):
        who = as_fields(line).get("who", "")
        yield from _list_field_wordings(as_fields(line), f"{part}.{number}", (part, number), {"text": f"{note} {who}"})


def _list_variant_wordings(value: Any, path: str, at: Path, note: str) -> Iterator[Wording]:
    yield from _build_wording(value, path, at, note)
    for number, variant in enumerate(as_list(value)):
        yield from _list_field_wordings(as_fields(variant), f"{path}.{number}", (*at, number), {"text": note})


def _list_field_wordings(owner: dict[str, Any], path: str, at: Path, notes: dict[str, str]) -> Iterator[Wording]:
    for key, note in notes.items():
        yield from _build_wording(owner.get(key), f"{path}.{key}" if path else key, (*at, key), note)


def _list_item_wordings(value: Any, path: str, at: Path, note: str) -> Iterator[Wording]:
    for number, text in enumerate(as_list(value)):
        yield from _build_wording(text, f"{path}.{number}", (*at, number), note)


def _build_wording(value: Any, path: str, at: Path, note: str) -> Iterator[Wording]:
    if isinstance(value, str) and (text := value.strip()):
        yield Wording(path, at, text, note)


def _extract_path_part(raw: Any, number: object) -> str:
    value = as_fields(raw).get("id")
    return value if isinstance(value, str) and value else str(number)
