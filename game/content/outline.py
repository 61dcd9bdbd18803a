"""What an author's file declares, refers to and asks, taken from its raw values.

It forgives whatever has the wrong shape (the format's own check reports that), so that one slip in a file does not
hide what else is wrong. Places are paths of keys and indices into the document.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Any, Final, Literal

from game.content.source import Path
from game.engine.stocks import CHAIRS

Kind = Literal["fact", "person", "scene", "option", "promise"]

END: Final = "end"
MOST_FACTS: Final = 80
MOST_SCENES: Final = 120
MOST_OPTIONS: Final = 16
STRENGTHS: Final = ("half", "double")


@dataclass(frozen=True, slots=True)
class Reference:
    """A name that must be declared elsewhere: `at` is the value that names it, `of` the field's name."""

    kind: Kind
    target: str
    at: Path
    of: str
    scene: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition as written; `otherwise` tells whether that word is allowed here."""

    text: str
    at: Path
    otherwise: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """Something with an id, and where it stands; `raw` holds its fields."""

    id: str
    at: Path
    raw: dict[str, Any]
    scene: str = ""

    @property
    def id_at(self) -> Path:
        """Where the id itself is written."""
        return (*self.at, "id") if "id" in self.raw else self.at


@dataclass
class Outline:
    """Everything named in a file, in its order; twins are kept, so that they can be reported.

    It ends at twice what the format allows: whatever is beyond is too much in any case.
    """

    people: list[Named] = field(default_factory=list)
    facts: list[Named] = field(default_factory=list)
    scenes: list[Named] = field(default_factory=list)
    options: list[Named] = field(default_factory=list)
    promises: list[Named] = field(default_factory=list)
    endings: list[Named] = field(default_factory=list)
    draws: dict[str, list[str]] = field(default_factory=dict)
    goals: dict[str, list[str]] = field(default_factory=dict)
    flags: list[tuple[str, Path]] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    conditions: list[Condition] = field(default_factory=list)

    def ids(self, kind: Kind, scene: str = "") -> dict[str, Path]:
        """Return the declared names of a kind with the place of their ids; options of one scene."""
        return self._ids.get((kind, scene if kind == "option" else ""), {})

    @cached_property
    def _ids(self) -> dict[tuple[Kind, str], dict[str, Path]]:
        """Names by kind and, for options, scene; of twins the first."""
        found: dict[tuple[Kind, str], dict[str, Path]] = {}
        groups: list[tuple[Kind, list[Named]]] = [
            ("person", self.people), ("fact", self.facts), ("scene", self.scenes), ("promise", self.promises),
            ("option", self.options),
        ]  # fmt: skip
        for kind, group in groups:
            for named in group:
                scene = named.scene if kind == "option" else ""
                found.setdefault((kind, scene), {}).setdefault(named.id, named.id_at)
        return found


def fields(value: Any) -> dict[str, Any]:
    """Return a value if it is a group of fields, else no fields."""
    return value if isinstance(value, dict) else {}


def items(value: Any) -> list[Any]:
    """Return a value if it is a list, else an empty one."""
    return value if isinstance(value, list) else []


def outline(root: Any) -> Outline:
    """Return what a document's root value declares, refers to and asks."""
    walk = _Walk(fields(root))
    walk.run()
    return walk.found


class _Walk:
    """One pass over a file, part by part."""

    def __init__(self, root: dict[str, Any]) -> None:
        self.root = root
        self.found = Outline()

    def run(self) -> None:
        """Fill the outline."""
        self._people()
        self._draws()
        for fact_id, raw in islice(fields(self.root.get("facts")).items(), MOST_FACTS):
            self._fact(Named(fact_id, ("facts", fact_id), fields(raw)))
        for number, raw in enumerate(items(self.root.get("scenes"))[:MOST_SCENES]):
            at = ("scenes", number)
            self._scene(Named(_id(raw), at, fields(raw)))
        self._lines()
        for number, raw in enumerate(items(self.root.get("endings"))):
            ending = Named(_id(raw), ("endings", number), fields(raw))
            self.found.endings.append(ending)
            self._condition(ending.raw, ending.at, otherwise=True)

    def _people(self) -> None:
        for person_id, raw in fields(self.root.get("cast")).items():
            self.found.people.append(Named(person_id, ("cast", person_id), fields(raw)))
            if person_id in CHAIRS and (goals := fields(fields(raw).get("goals"))):
                self.found.goals[person_id] = list(goals)

    def _draws(self) -> None:
        for name, values in islice(fields(self.root.get("draw")).items(), MOST_OPTIONS):
            self.found.draws[name] = [value for value in items(values)[:MOST_OPTIONS] if isinstance(value, str)]

    def _fact(self, fact: Named) -> None:
        self.found.facts.append(fact)
        self._condition(fact.raw, fact.at)
        self._refer("scene", fact.raw, fact.at, "since")
        surfaces = fields(fact.raw.get("surfaces"))
        self._refer("person", surfaces, (*fact.at, "surfaces"), "by")
        self._effects(surfaces, (*fact.at, "surfaces"))

    def _scene(self, scene: Named) -> None:
        self.found.scenes.append(scene)
        self._variants(scene.raw.get("also"), (*scene.at, "also"))
        self._private(scene)
        self._each_reference("fact", scene.raw, scene.at, "say")
        self._then(scene)
        decide = fields(scene.raw.get("decide"))
        at = (*scene.at, "decide")
        self._refer("option", decide, at, "board", scene.id)
        for number, raw in enumerate(items(decide.get("options"))[:MOST_OPTIONS]):
            self._option(Named(_id(raw), (*at, "options", number), fields(raw), scene.id))

    def _option(self, option: Named) -> None:
        self.found.options.append(option)
        raw, at = option.raw, option.at
        self._condition(raw, at)
        self._each_reference("fact", raw, at, "needs")
        self._effects(raw, at)
        self._moves(option)
        for number, later in enumerate(items(raw.get("later"))):
            self._condition(fields(later), (*at, "later", number))
            self._effects(fields(later), (*at, "later", number))
        for number, flag in enumerate(items(raw.get("set"))):
            if isinstance(flag, str):
                self.found.flags.append((flag, (*at, "set", number)))
        self._promise(option)
        self._refer("promise", raw, at, "renegotiates")
        self._variants(raw.get("result"), (*at, "result"))
        self._private(option)
        self._then(option)

    def _promise(self, option: Named) -> None:
        raw = fields(option.raw.get("promise"))
        if raw:
            promise = Named(_id(raw), (*option.at, "promise"), raw, option.scene)
            self.found.promises.append(promise)
            self._condition(raw, promise.at, "kept")

    def _moves(self, option: Named) -> None:
        for number, move in enumerate(items(option.raw.get("moves"))):
            at = (*option.at, "moves", number)
            shared = fields(move).get("share")
            if isinstance(shared, str) and shared not in STRENGTHS:
                self._refer("fact", fields(move), at, "share")
            self._refer("person", fields(fields(move).get("blame")), (*at, "blame"), "on")

    def _lines(self) -> None:
        for part in ("echoes", "voices"):
            for number, raw in enumerate(items(self.root.get(part))):
                at = (part, number)
                self._condition(fields(raw), at)
                self._refer("person", fields(raw), at, "who")
                self._refer("scene", fields(raw), at, "scene")

    def _private(self, owner: Named) -> None:
        for chair, lines in fields(owner.raw.get("private")).items():
            self._variants(lines, (*owner.at, "private", chair))

    def _variants(self, value: Any, at: Path) -> None:
        for number, raw in enumerate(items(value)):
            self._condition(fields(raw), (*at, number))

    def _then(self, owner: Named) -> None:
        value = owner.raw.get("then")
        if isinstance(value, str):
            self._scene_named(value, (*owner.at, "then"))
        for number, branch in enumerate(items(value)):
            at = (*owner.at, "then", number)
            self._condition(fields(branch), at)
            target = fields(branch).get("to")
            if isinstance(target, str):
                self._scene_named(target, (*at, "to"))

    def _scene_named(self, target: str, at: Path) -> None:
        if target != END:
            self.found.references.append(Reference("scene", target, at, "then"))

    def _effects(self, owner: dict[str, Any], at: Path) -> None:
        for stock, amount in fields(owner.get("effects")).items():
            place = (*at, "effects", stock)
            self._refer("fact", fields(amount), place, "because")
            for number, portion in enumerate(items(amount)):
                self._refer("fact", fields(portion), (*place, number), "because")

    def _condition(self, owner: dict[str, Any], at: Path, key: str = "when", otherwise: bool = False) -> None:
        text = owner.get(key)
        if isinstance(text, str):
            self.found.conditions.append(Condition(text, (*at, key), otherwise))

    def _refer(self, kind: Kind, owner: dict[str, Any], at: Path, key: str, scene: str = "") -> None:
        target = owner.get(key)
        if isinstance(target, str):
            self.found.references.append(Reference(kind, target, (*at, key), key, scene))

    def _each_reference(self, kind: Kind, owner: dict[str, Any], at: Path, key: str) -> None:
        for number, target in enumerate(items(owner.get(key))):
            if isinstance(target, str):
                self.found.references.append(Reference(kind, target, (*at, key, number), key))


def targets(then: Any) -> Iterator[tuple[str, bool]]:
    """Yield the scenes that a `then` may lead to, and whether under a condition."""
    if isinstance(then, str):
        yield then, False
    for branch in items(then):
        target = fields(branch).get("to")
        if isinstance(target, str):
            yield target, fields(branch).get("when") is not None


def _id(raw: Any) -> str:
    value = fields(raw).get("id")
    return value if isinstance(value, str) else ""
