"""What changed for players between two versions of a crisis: logic by name, texts only counted.

An id whose thing is otherwise unchanged counts as renamed, not as removed and added.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

from game.engine.conditions import ParsedCondition
from game.engine.conditions.tree import ComparisonChain, Constant, Junction, Not, Relation, Truth, render_condition
from game.engine.scenario import Branch, Effect, Fact, Later, Line, Option, Person, Promise, Scenario, Scene, Texts
from game.engine.stocks import STOCKS

Parts = Mapping[str, Mapping[str, str]]
"""Everything with a name in a crisis, with its fields as readable text; '' for an empty field."""
_PLACES: Final = {"scene": "scenes", "fact": "facts", "person": "cast", "ending": "endings", "option": "scenes"}
"""Kinds of things with an id, and where their texts are; scenes come first, since options are named after them."""


@dataclass(frozen=True, slots=True)
class Rename:
    """An id that was renamed: its `kind` and both names; an option's name is `scene.option`."""

    kind: str
    old: str
    new: str

    def rename_in_text(self, text: str) -> str:
        """Return a text about the old version as it would stand in the new one."""
        old, new = (name.rpartition(".")[2] for name in (self.old, self.new))
        return re.sub(rf"(?<!\w){re.escape(old)}(?!\w)", new, text)

    def rename_path(self, path: str) -> str:
        """Return the path of a text in the new version."""
        before, after = _build_text_prefix(self.kind, self.old), _build_text_prefix(self.kind, self.new)
        return after + path[len(before) :] if path.startswith(f"{before}.") else path


def match_renamed_parts(
    old: Parts, new: Parts, old_texts: Mapping[str, str], new_texts: Mapping[str, str]
) -> tuple[Rename, ...]:
    """Return the renames that are unambiguous; texts are those of the source language, by path."""
    found: list[Rename] = []
    for kind in _PLACES:
        parts, texts = rename_parts(old, found), rename_text_paths(old_texts, found)
        gone, came = (_list_names_only_in(one, other, kind) for one, other in ((parts, new), (new, parts)))
        for name in gone:
            same = [Rename(kind, name, other) for other in came if name.rpartition(".")[0] == other.rpartition(".")[0]]
            same = [one for one in same if _has_same_fields(one, parts, new) and _has_same_texts(one, texts, new_texts)]
            found += same if len(same) == 1 else []
    return tuple(found)


def rename_parts(parts: Parts, renamed: "list[Rename] | tuple[Rename, ...]") -> Parts:
    """Return the things of the old version with the names of the new one."""
    for one in renamed:
        parts = {
            one.rename_in_text(what): {name: one.rename_in_text(told) for name, told in fields.items()}
            for what, fields in parts.items()
        }
    return parts


def rename_text_paths(texts: Mapping[str, str], renamed: "list[Rename] | tuple[Rename, ...]") -> Mapping[str, str]:
    """Return the texts of the old version by the paths of the new one."""
    for one in renamed:
        texts = {one.rename_path(path): text for path, text in texts.items()}
    return texts


def _list_names_only_in(parts: Parts, others: Parts, kind: str) -> list[str]:
    return [what.partition(" ")[2] for what in parts if what.startswith(f"{kind} ") and what not in others]


def _has_same_fields(one: Rename, old: Parts, new: Parts) -> bool:
    before = {name: one.rename_in_text(told) for name, told in old[f"{one.kind} {one.old}"].items()}
    return before == new[f"{one.kind} {one.new}"]


def _has_same_texts(one: Rename, old: Mapping[str, str], new: Mapping[str, str]) -> bool:
    before = {
        one.rename_path(path): text for path, text in _list_texts_below(old, _build_text_prefix(one.kind, one.old))
    }
    return bool(before) and before == dict(_list_texts_below(new, _build_text_prefix(one.kind, one.new)))


def _list_texts_below(texts: Mapping[str, str], place: str) -> Iterator[tuple[str, str]]:
    return ((path, text) for path, text in texts.items() if path.startswith(f"{place}."))


def _build_text_prefix(kind: str, name: str) -> str:
    return f"{_PLACES[kind]}.{name.replace('.', '.options.', 1)}"


Sign = Literal["+", "-", "~"]
_MIRRORED: dict[Relation, Relation] = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}


@dataclass(frozen=True, slots=True)
class ScenarioDifference:
    """A thing that was added (+) or removed (-), or a field that changed (~)."""

    sign: Sign
    what: str
    field: str = ""
    old: str = ""
    new: str = ""


def list_renames(old: Scenario, new: Scenario, old_texts: Texts, new_texts: Texts) -> tuple[Rename, ...]:
    """Return the ids that were renamed while everything else stayed the same."""
    tables = (texts.tables.get(texts.source, {}) for texts in (old_texts, new_texts))
    return match_renamed_parts(dict(_list_parts(old)), dict(_list_parts(new)), *tables)


def list_differences(old: Scenario, new: Scenario, names: tuple[Rename, ...] = ()) -> tuple[ScenarioDifference, ...]:
    """Return what changed for players, in the order of the new file; removed things come last."""
    after = dict(_list_parts(new))
    before = _renumber_lines(rename_parts(dict(_list_parts(old)), names), after)
    return (
        *(ScenarioDifference("~", f"{one.kind} {one.new}", "renamed", one.old, one.new) for one in names),
        *_compare_parts(before, after),
        *(ScenarioDifference("-", what) for what in before if what not in after),
    )


def _renumber_lines(before: Parts, after: Parts) -> Parts:
    """Give lines that have no id the number of the line in the new version that asks the same, so that one more shows.

    One that has none there keeps its old number, in brackets.
    """
    names: dict[str, str] = {}
    for kind in ("echo", "voice"):
        own, other = ([what for what in parts if what.startswith(f"{kind} ")] for parts in (before, after))
        lines = [str(sorted(before[what].items())) for what in own]
        matched = SequenceMatcher(None, lines, [str(sorted(after[what].items())) for what in other], autojunk=False)
        for how, i, end, j, last in matched.get_opcodes():
            paired = other[j:last] if how == "equal" or end - i == last - j else []
            names |= {what: f"{kind} ({what.split()[1]})" for what in own[i:end]}
            names |= dict(zip(own[i:end], paired, strict=False))
    return {names.get(what, what): fields for what, fields in before.items()}


def count_changed_texts(old: Texts, new: Texts, names: tuple[Rename, ...] = ()) -> dict[str, int]:
    """Return for each language how many texts were added, removed or changed."""
    languages = dict.fromkeys((*old.languages, *new.languages))
    tables = {
        name: (rename_text_paths(old.tables.get(name, {}), names), new.tables.get(name, {})) for name in languages
    }
    return {
        name: sum(before.get(path) != after.get(path) for path in {*before, *after})
        for name, (before, after) in tables.items()
    }


def _compare_parts(before: Parts, after: Parts) -> Iterator[ScenarioDifference]:
    for what, fields in after.items():
        if what not in before:
            yield ScenarioDifference("+", what)
            continue
        for name in dict.fromkeys((*before[what], *fields)):
            one, other = before[what].get(name, ""), fields.get(name, "")
            if name == "order":
                one, other = _keep_common_names(one, other), _keep_common_names(other, one)
            if one != other:
                yield ScenarioDifference("~", what, name, one, other)


def _keep_common_names(names: str, others: str) -> str:
    """Leave out of an order what was added or removed, which is reported separately."""
    known = others.split()
    return " ".join(name for name in names.split() if name in known)


def _list_parts(scenario: Scenario) -> Iterator[tuple[str, Mapping[str, str]]]:
    yield "crisis", _render_scenario_fields(scenario)
    for person in scenario.cast.values():
        yield f"person {person.id}", _render_person_fields(person)
    for fact in scenario.facts.values():
        yield f"fact {fact.id}", _render_fact_fields(fact)
    for scene in scenario.scenes.values():
        yield f"scene {scene.id}", _render_scene_fields(scene)
        for option in scene.decision.options if scene.decision else ():
            yield f"option {scene.id}.{option.id}", _render_option_fields(option)
    for number, echo in enumerate(scenario.echoes, 1):
        yield f"echo {number}", {"who": echo.who, "when": _render_guard(echo.when), "scene": echo.scene or ""}
    for number, voice in enumerate(scenario.voices, 1):
        yield f"voice {number}", {"who": voice.who, "when": _render_guard(voice.when), "quarter": str(voice.quarter)}
    for ending in scenario.endings:
        yield f"ending {ending.id}", {"tier": ending.tier, "when": _render_guard(ending.when)}


def _render_scenario_fields(scenario: Scenario) -> Mapping[str, str]:
    start = {name: f"{value / 100:g}" for name, value in zip(STOCKS, scenario.start, strict=True)}
    return {
        "pace": f"{scenario.pace:g}",
        "tokens": str(scenario.tokens),
        "begins": scenario.first_scene.id,
        "order": " ".join(ending.id for ending in scenario.endings),
        "ends": "; ".join(f"{end.ending} when {_render_guard(end.when)}" for end in scenario.ends),
        **{f"draw {name}": ", ".join(values) for name, values in scenario.draw.items()},
        **{f"start {name}": value for name, value in start.items()},
    }


def _render_person_fields(person: Person) -> Mapping[str, str]:
    goals = {
        f"cares of {goal.id}": ", ".join(f"{stock} {care:g}" for stock, care in goal.cares.items())
        for goal in person.goals
    }
    return {"personas": ", ".join(person.personas), "strengths": ", ".join(person.strengths), **goals}


def _render_fact_fields(fact: Fact) -> Mapping[str, str]:
    surfaces = fact.surfaces
    out = f"after {surfaces.after}, by {surfaces.by}: {_render_effects(surfaces.effects)}" if surfaces else ""
    told = {"held": fact.held, "weight": str(fact.weight), "cost": fact.cost, "price": _render_effects(fact.price)}
    return {
        **told,
        "since": fact.since or "",
        "when": _render_guard(fact.when),
        "surfaces": out,
        "heard": _render_line_conditions(fact.heard),
    }


def _render_scene_fields(scene: Scene) -> Mapping[str, str]:
    told = {
        "weeks": str(scene.weeks),
        "say": ", ".join(sorted(scene.say)),
        "coffee": "yes" if scene.coffee else "",
        "then": _render_branches(scene.then),
        "also": _render_line_conditions(scene.also),
        **{f"private {chair}": _render_line_conditions(lines) for chair, lines in scene.private.items()},
    }
    if scene.decision is None:
        return told
    decision = scene.decision
    order = " ".join(option.id for option in decision.options)
    return {**told, "by": decision.by, "owner": decision.owner, "board": decision.board or "", "order": order}


def _render_option_fields(option: Option) -> Mapping[str, str]:
    return {
        "tone": option.tone,
        "when": _render_guard(option.when),
        "needs": ", ".join(sorted(option.needs)),
        "moves": ", ".join(
            " ".join(filter(None, (move.name, f"x{move.strength:g}", move.on and f"on {move.on}", move.fact)))
            for move in option.moves
        ),
        "actor": option.actor or "",
        "effects": _render_effects(option.effects),
        "later": "; ".join(_render_later(later) for later in option.later),
        "sets": ", ".join(sorted(option.flags)),
        "promise": _render_promise(option.promise),
        "renegotiates": option.renegotiates or "",
        "relies on": option.relies_on or "",
        "objection": "yes" if option.objected else "",
        "result": _render_line_conditions(option.results),
        **{f"private {chair}": _render_line_conditions(lines) for chair, lines in option.private.items()},
        "then": _render_branches(option.then),
    }


def _render_effects(effects: Iterable[Effect]) -> str:
    return ", ".join(sorted(f"{effect.stock} {effect.points:+d}{_render_cause(effect)}" for effect in effects))


def _render_cause(effect: Effect) -> str:
    asked = [f"because {effect.because}"] if effect.because else []
    asked += [f"when {_render_guard(effect.when)}"] if effect.when else []
    return f" ({', '.join(asked)})" if asked else ""


def _render_later(later: Later) -> str:
    condition = f" when {_render_guard(later.when)}" if later.when else ""
    return f"after {later.after}{condition}: {_render_effects(later.effects) or 'no effect'}" + (" (cued)" * later.cued)


def _render_promise(promise: Promise | None) -> str:
    return f"{promise.id} by {promise.by}, due {promise.due}, kept {_render_guard(promise.kept)}" if promise else ""


def _render_branches(branches: Iterable[Branch]) -> str:
    return "; ".join(
        f"{branch.to} when {_render_guard(branch.when)}" if branch.when else branch.to for branch in branches
    )


def _render_line_conditions(lines: Iterable[Line]) -> str:
    """Render only the conditions of lines; their texts are counted elsewhere."""
    return "; ".join(_render_guard(line.when) or "always" for line in lines)


def _render_guard(guard: ParsedCondition | None) -> str:
    return "" if guard is None else render_condition(_normalize_condition(guard.tree))


def _normalize_condition(node: Truth) -> Truth:
    """Return the normal form of a condition: parts sorted, constants on the right."""
    match node:
        case Not(of):
            return Not(_normalize_condition(of))
        case Junction(word, parts):
            inner = [_normalize_condition(part) for part in parts]
            flat = [one for part in inner for one in _flatten_junction(part, word)]
            return Junction(word, tuple(sorted(dict.fromkeys(flat), key=render_condition)))
        case ComparisonChain((Constant() as bound, number), (how,)):
            return ComparisonChain((number, bound), (_MIRRORED[how],))
    return node


def _flatten_junction(node: Truth, word: str) -> tuple[Truth, ...]:
    return node.of if isinstance(node, Junction) and node.word == word else (node,)
