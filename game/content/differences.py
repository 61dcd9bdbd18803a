"""What changed between two versions of a crisis for whoever plays it: logic by name, texts only by their number."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from game.content.renames import Parts, Rename, moved_texts, renamed_parts, renames
from game.engine.guard import Guard
from game.engine.guard.tree import Comparison, Constant, Junction, Not, Relation, Truth
from game.engine.guard.wording import written
from game.engine.scenario import Branch, Effect, Fact, Later, Line, Option, Person, Promise, Scenario, Scene, Texts
from game.engine.stocks import STOCKS

Sign = Literal["+", "-", "~"]
_MIRRORED: dict[Relation, Relation] = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}


@dataclass(frozen=True, slots=True)
class Difference:
    """A thing that came (+), went (-), or one of whose fields changed (~)."""

    sign: Sign
    what: str
    field: str = ""
    old: str = ""
    new: str = ""


def renamed(old: Scenario, new: Scenario, old_texts: Texts, new_texts: Texts) -> tuple[Rename, ...]:
    """Return the ids that are others now, while everything else of what they name is the same."""
    tables = (texts.tables.get(texts.source, {}) for texts in (old_texts, new_texts))
    return renames(dict(_parts(old)), dict(_parts(new)), *tables)


def differences(old: Scenario, new: Scenario, names: tuple[Rename, ...] = ()) -> tuple[Difference, ...]:
    """Return what changed for a player, in the order of the new file; what is gone comes last."""
    after = dict(_parts(new))
    before = _in_line(renamed_parts(dict(_parts(old)), names), after)
    return (
        *(Difference("~", f"{one.kind} {one.new}", "renamed", one.old, one.new) for one in names),
        *_kept_or_new(before, after),
        *(Difference("-", what) for what in before if what not in after),
    )


def _in_line(before: Parts, after: Parts) -> Parts:
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


def changed_texts(old: Texts, new: Texts, names: tuple[Rename, ...] = ()) -> dict[str, int]:
    """Return for each language how many texts came, went or read differently."""
    languages = dict.fromkeys((*old.languages, *new.languages))
    tables = {name: (moved_texts(old.tables.get(name, {}), names), new.tables.get(name, {})) for name in languages}
    return {
        name: sum(before.get(path) != after.get(path) for path in {*before, *after})
        for name, (before, after) in tables.items()
    }


def _kept_or_new(before: Parts, after: Parts) -> Iterator[Difference]:
    for what, fields in after.items():
        if what not in before:
            yield Difference("+", what)
            continue
        for name in dict.fromkeys((*before[what], *fields)):
            one, other = before[what].get(name, ""), fields.get(name, "")
            if name == "order":
                one, other = _common(one, other), _common(other, one)
            if one != other:
                yield Difference("~", what, name, one, other)


def _common(names: str, others: str) -> str:
    """An order without what came or went, which is told by itself."""
    known = others.split()
    return " ".join(name for name in names.split() if name in known)


def _parts(scenario: Scenario) -> Iterator[tuple[str, Mapping[str, str]]]:
    yield "crisis", _crisis(scenario)
    for person in scenario.cast.values():
        yield f"person {person.id}", _person(person)
    for fact in scenario.facts.values():
        yield f"fact {fact.id}", _fact(fact)
    for scene in scenario.scenes.values():
        yield f"scene {scene.id}", _scene(scene)
        for option in scene.decision.options if scene.decision else ():
            yield f"option {scene.id}.{option.id}", _option(option)
    for number, echo in enumerate(scenario.echoes, 1):
        yield f"echo {number}", {"who": echo.who, "when": _when(echo.when), "scene": echo.scene or ""}
    for number, voice in enumerate(scenario.voices, 1):
        yield f"voice {number}", {"who": voice.who, "when": _when(voice.when), "quarter": str(voice.quarter)}
    for ending in scenario.endings:
        yield f"ending {ending.id}", {"tier": ending.tier, "when": _when(ending.when)}


def _crisis(scenario: Scenario) -> Mapping[str, str]:
    start = {name: f"{value / 100:g}" for name, value in zip(STOCKS, scenario.start, strict=True)}
    return {
        "pace": f"{scenario.pace:g}",
        "tokens": str(scenario.tokens),
        "begins": scenario.first_scene.id,
        "order": " ".join(ending.id for ending in scenario.endings),
        **{f"draw {name}": ", ".join(values) for name, values in scenario.draw.items()},
        **{f"start {name}": value for name, value in start.items()},
    }


def _person(person: Person) -> Mapping[str, str]:
    goals = {
        f"cares of {goal.id}": ", ".join(f"{stock} {care:g}" for stock, care in goal.cares.items())
        for goal in person.goals
    }
    return {"personas": ", ".join(person.personas), **goals}


def _fact(fact: Fact) -> Mapping[str, str]:
    surfaces = fact.surfaces
    out = f"after {surfaces.after}, by {surfaces.by}: {_effects(surfaces.effects)}" if surfaces else ""
    told = {"held": fact.held, "weight": str(fact.weight), "cost": fact.cost, "price": _effects(fact.price)}
    return {**told, "since": fact.since or "", "when": _when(fact.when), "surfaces": out}


def _scene(scene: Scene) -> Mapping[str, str]:
    told = {
        "weeks": str(scene.weeks),
        "say": ", ".join(sorted(scene.say)),
        "coffee": "yes" if scene.coffee else "",
        "then": _ways(scene.then),
        "also": _lines(scene.also),
        **{f"private {chair}": _lines(lines) for chair, lines in scene.private.items()},
    }
    if scene.decision is None:
        return told
    decision = scene.decision
    order = " ".join(option.id for option in decision.options)
    return {**told, "by": decision.by, "owner": decision.owner, "board": decision.board or "", "order": order}


def _option(option: Option) -> Mapping[str, str]:
    return {
        "tone": option.tone,
        "when": _when(option.when),
        "needs": ", ".join(sorted(option.needs)),
        "moves": ", ".join(
            " ".join(filter(None, (move.name, f"x{move.strength:g}", move.on and f"on {move.on}", move.fact)))
            for move in option.moves
        ),
        "actor": option.actor or "",
        "effects": _effects(option.effects),
        "later": "; ".join(_later(later) for later in option.later),
        "sets": ", ".join(sorted(option.flags)),
        "promise": _promise(option.promise),
        "renegotiates": option.renegotiates or "",
        "objection": "yes" if option.objected else "",
        "result": _lines(option.results),
        **{f"private {chair}": _lines(lines) for chair, lines in option.private.items()},
        "then": _ways(option.then),
    }


def _effects(effects: Iterable[Effect]) -> str:
    told = (
        f"{effect.stock} {effect.points:+d}" + (f" (because {effect.because})" if effect.because else "")
        for effect in effects
    )
    return ", ".join(sorted(told))


def _later(later: Later) -> str:
    condition = f" when {_when(later.when)}" if later.when else ""
    return f"after {later.after}{condition}: {_effects(later.effects) or 'no effect'}" + (" (cued)" * later.cued)


def _promise(promise: Promise | None) -> str:
    return f"{promise.id} by {promise.by}, due {promise.due}, kept {_when(promise.kept)}" if promise else ""


def _ways(branches: Iterable[Branch]) -> str:
    return "; ".join(f"{branch.to} when {_when(branch.when)}" if branch.when else branch.to for branch in branches)


def _lines(lines: Iterable[Line]) -> str:
    """Only on which conditions lines show: what they say is text."""
    return "; ".join(_when(line.when) or "always" for line in lines)


def _when(guard: Guard | None) -> str:
    return "" if guard is None else written(_in_one_way(guard.tree))


def _in_one_way(node: Truth) -> Truth:
    """Return a condition as every way of writing it is told: parts in order, numbers behind what they bound."""
    match node:
        case Not(of):
            return Not(_in_one_way(of))
        case Junction(word, parts):
            inner = [_in_one_way(part) for part in parts]
            flat = [one for part in inner for one in _parts_of(part, word)]
            return Junction(word, tuple(sorted(dict.fromkeys(flat), key=written)))
        case Comparison((Constant() as bound, number), (how,)):
            return Comparison((number, bound), (_MIRRORED[how],))
    return node


def _parts_of(node: Truth, word: str) -> tuple[Truth, ...]:
    return node.of if isinstance(node, Junction) and node.word == word else (node,)
