"""What an author's file declares, refers to, asks and says, taken from its raw values.

`build_outline` collects names, references and conditions; `list_wordings` yields every text in story order, each
with the stable path that translations use: ids where there are ids, positions elsewhere
(`scenes.second_hour.options.wait.later.0.cue`).

Values of the wrong shape are skipped (the format's own check reports them), so that one mistake in a file does not
hide the others. Places are paths of keys and indices into the document.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Any, Final, Literal

from game.content.yaml.positions import Path
from game.engine.preferences import CIRCUMSTANCES
from game.engine.stocks import CHAIRS

Kind = Literal["fact", "person", "scene", "option", "promise", "ending", "profile", "strength"]

END: Final = "end"
MOST_FACTS: Final = 80
MOST_SCENES: Final = 120
MOST_OPTIONS: Final = 16
STRENGTHS: Final = ("half", "double")


@dataclass(frozen=True, slots=True)
class Reference:
    """A name that must be declared elsewhere: `at` is the place of the value, `of` the name of its field."""

    kind: Kind
    target: str
    at: Path
    of: str
    scene: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition as written; `otherwise` says whether that word is allowed here."""

    text: str
    at: Path
    otherwise: bool = False


@dataclass(frozen=True, slots=True)
class Declaration:
    """Something with an id, and its place; `raw` holds its fields."""

    id: str
    at: Path
    raw: dict[str, Any]
    scene: str = ""

    @property
    def id_at(self) -> Path:
        """The place of the id itself."""
        return (*self.at, "id") if "id" in self.raw else self.at


@dataclass
class Outline:
    """Everything that a file names, in order; duplicates are kept, so that they can be reported.

    Collecting stops at twice what the format allows, since the rest is too much in any case.
    """

    people: list[Declaration] = field(default_factory=list)
    facts: list[Declaration] = field(default_factory=list)
    scenes: list[Declaration] = field(default_factory=list)
    options: list[Declaration] = field(default_factory=list)
    promises: list[Declaration] = field(default_factory=list)
    endings: list[Declaration] = field(default_factory=list)
    profiles: list[Declaration] = field(default_factory=list)
    strengths: list[Declaration] = field(default_factory=list)
    """The strengths of the two chairs; `scene` is the chair."""
    draws: dict[str, list[str]] = field(default_factory=dict)
    goals: dict[str, list[str]] = field(default_factory=dict)
    flags: list[tuple[str, Path]] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    conditions: list[Condition] = field(default_factory=list)
    lets: list[Condition] = field(default_factory=list)
    """The named conditions; `at` ends with the name of each."""

    @property
    def written_conditions(self) -> tuple[Condition, ...]:
        """All conditions as written, the named ones first."""
        return (*self.lets, *self.conditions)

    def list_ids(self, kind: Kind, scene: str = "") -> dict[str, Path]:
        """Return the declared names of a kind with the place of their ids; options of one scene."""
        return self._ids.get((kind, scene if kind == "option" else ""), {})

    @cached_property
    def _ids(self) -> dict[tuple[Kind, str], dict[str, Path]]:
        """Names by kind and, for options, by scene; the first of duplicates."""
        found: dict[tuple[Kind, str], dict[str, Path]] = {}
        groups: list[tuple[Kind, list[Declaration]]] = [
            ("person", self.people), ("fact", self.facts), ("scene", self.scenes), ("promise", self.promises),
            ("option", self.options), ("ending", self.endings),
            ("profile", self.profiles), ("strength", self.strengths),
        ]  # fmt: skip
        for kind, group in groups:
            for named in group:
                scene = named.scene if kind == "option" else ""
                found.setdefault((kind, scene), {}).setdefault(named.id, named.id_at)
        return found


def as_fields(value: Any) -> dict[str, Any]:
    """Return a value if it is a group of fields, else no fields."""
    return value if isinstance(value, dict) else {}


def as_list(value: Any) -> list[Any]:
    """Return a value if it is a list, else an empty one."""
    return value if isinstance(value, list) else []


def build_outline(root: Any) -> Outline:
    """Return what a document's root value declares, refers to and tests."""
    walk = _OutlineWalk(as_fields(root))
    walk.fill_outline()
    return walk.found


class _OutlineWalk:
    """One pass over a file, part by part."""

    def __init__(self, root: dict[str, Any]) -> None:
        self.root = root
        self.found = Outline()

    def fill_outline(self) -> None:
        """Fill the outline."""
        self._walk_people()
        self._walk_draws()
        for name, text in islice(as_fields(self.root.get("let")).items(), MOST_FACTS):
            if isinstance(text, str):
                self.found.lets.append(Condition(text, ("let", name)))
        for fact_id, raw in islice(as_fields(self.root.get("facts")).items(), MOST_FACTS):
            self._walk_fact(Declaration(fact_id, ("facts", fact_id), as_fields(raw)))
        for number, raw in enumerate(as_list(self.root.get("scenes"))[:MOST_SCENES]):
            at = ("scenes", number)
            self._walk_scene(Declaration(_extract_id(raw), at, as_fields(raw)))
        self._walk_lines()
        for number, raw in enumerate(as_list(self.root.get("endings"))):
            ending = Declaration(_extract_id(raw), ("endings", number), as_fields(raw))
            self.found.endings.append(ending)
            self._add_condition(ending.raw, ending.at, otherwise=True)
        for number, raw in enumerate(as_list(self.root.get("ends"))):
            self._add_condition(as_fields(raw), ("ends", number))
            self._add_reference("ending", as_fields(raw), ("ends", number), "ending")

    def _walk_people(self) -> None:
        profiles = as_fields(self.root.get("people"))
        for profile_id, raw in profiles.items():
            self.found.profiles.append(Declaration(profile_id, ("people", profile_id), as_fields(raw)))
        for person_id, raw in as_fields(self.root.get("cast")).items():
            profile = as_fields(profiles.get(str(as_fields(raw).get("person"))))
            person = Declaration(person_id, ("cast", person_id), {**profile, **as_fields(raw)})
            self.found.people.append(person)
            self._add_reference("profile", as_fields(raw), person.at, "person")
            for strength in as_fields(person.raw.get("strengths")) if person_id in CHAIRS else ():
                self.found.strengths.append(Declaration(strength, person.at, {}, person_id))
            if person_id in CHAIRS and (goals := as_fields(as_fields(raw).get("goals"))):
                self.found.goals[person_id] = list(goals)

    def _walk_draws(self) -> None:
        for name, values in islice(as_fields(self.root.get("draw")).items(), MOST_OPTIONS):
            self.found.draws[name] = [value for value in as_list(values)[:MOST_OPTIONS] if isinstance(value, str)]

    def _walk_fact(self, fact: Declaration) -> None:
        self.found.facts.append(fact)
        self._add_condition(fact.raw, fact.at)
        self._add_reference("scene", fact.raw, fact.at, "since")
        self._walk_variants(fact.raw.get("heard"), (*fact.at, "heard"))
        for listener in as_fields(fact.raw.get("spoken")):
            self.found.references.append(Reference("person", listener, (*fact.at, "spoken", listener), "spoken"))
        surfaces = as_fields(fact.raw.get("surfaces"))
        self._add_reference("person", surfaces, (*fact.at, "surfaces"), "by")
        self._walk_effects(surfaces, (*fact.at, "surfaces"))

    def _walk_scene(self, scene: Declaration) -> None:
        self.found.scenes.append(scene)
        self._walk_variants(scene.raw.get("also"), (*scene.at, "also"))
        self._walk_private_lines(scene)
        self._add_references("fact", scene.raw, scene.at, "say")
        self._walk_branches(scene)
        decide = as_fields(scene.raw.get("decide"))
        at = (*scene.at, "decide")
        self._add_reference("option", decide, at, "board", scene.id)
        for number, raw in enumerate(as_list(decide.get("options"))[:MOST_OPTIONS]):
            self._walk_option(Declaration(_extract_id(raw), (*at, "options", number), as_fields(raw), scene.id))

    def _walk_option(self, option: Declaration) -> None:
        self.found.options.append(option)
        raw, at = option.raw, option.at
        self._add_condition(raw, at)
        self._add_references("fact", raw, at, "needs")
        self._walk_effects(raw, at)
        self._walk_moves(option)
        for number, later in enumerate(as_list(raw.get("later"))):
            self._add_condition(as_fields(later), (*at, "later", number))
            self._walk_effects(as_fields(later), (*at, "later", number))
        for number, flag in enumerate(as_list(raw.get("set"))):
            if isinstance(flag, str):
                self.found.flags.append((flag, (*at, "set", number)))
        self._walk_promise(option)
        self._add_reference("promise", raw, at, "renegotiates")
        self._add_reference("strength", raw, at, "relies_on")
        self._walk_variants(raw.get("result"), (*at, "result"))
        self._walk_private_lines(option)
        self._walk_branches(option)

    def _walk_promise(self, option: Declaration) -> None:
        raw = as_fields(option.raw.get("promise"))
        if raw:
            promise = Declaration(_extract_id(raw), (*option.at, "promise"), raw, option.scene)
            self.found.promises.append(promise)
            self._add_condition(raw, promise.at, "kept")

    def _walk_moves(self, option: Declaration) -> None:
        for number, move in enumerate(as_list(option.raw.get("moves"))):
            at = (*option.at, "moves", number)
            shared = as_fields(move).get("share")
            if isinstance(shared, str) and shared not in STRENGTHS:
                self._add_reference("fact", as_fields(move), at, "share")
            self._add_reference("person", as_fields(as_fields(move).get("blame")), (*at, "blame"), "on")

    def _walk_lines(self) -> None:
        for part in ("echoes", "voices"):
            for number, raw in enumerate(as_list(self.root.get(part))):
                at = (part, number)
                self._add_condition(as_fields(raw), at)
                self._add_reference("person", as_fields(raw), at, "who")
                self._add_reference("scene", as_fields(raw), at, "scene")

    def _walk_private_lines(self, owner: Declaration) -> None:
        for chair, lines in as_fields(owner.raw.get("private")).items():
            self._walk_variants(lines, (*owner.at, "private", chair))

    def _walk_variants(self, value: Any, at: Path) -> None:
        for number, raw in enumerate(as_list(value)):
            self._add_condition(as_fields(raw), (*at, number))

    def _walk_branches(self, owner: Declaration) -> None:
        value = owner.raw.get("then")
        if isinstance(value, str):
            self._add_scene_reference(value, (*owner.at, "then"))
        for number, branch in enumerate(as_list(value)):
            at = (*owner.at, "then", number)
            self._add_condition(as_fields(branch), at)
            target = as_fields(branch).get("to")
            if isinstance(target, str):
                self._add_scene_reference(target, (*at, "to"))

    def _add_scene_reference(self, target: str, at: Path) -> None:
        if target != END:
            self.found.references.append(Reference("scene", target, at, "then"))

    def _walk_effects(self, owner: dict[str, Any], at: Path) -> None:
        for stock, amount in as_fields(owner.get("effects")).items():
            place = (*at, "effects", stock)
            for portion, there in ((amount, place), *((p, (*place, n)) for n, p in enumerate(as_list(amount)))):
                self._add_reference("fact", as_fields(portion), there, "because")
                self._add_condition(as_fields(portion), there)

    def _add_condition(self, owner: dict[str, Any], at: Path, key: str = "when", otherwise: bool = False) -> None:
        text = owner.get(key)
        if isinstance(text, str):
            self.found.conditions.append(Condition(text, (*at, key), otherwise))

    def _add_reference(self, kind: Kind, owner: dict[str, Any], at: Path, key: str, scene: str = "") -> None:
        target = owner.get(key)
        if isinstance(target, str):
            self.found.references.append(Reference(kind, target, (*at, key), key, scene))

    def _add_references(self, kind: Kind, owner: dict[str, Any], at: Path, key: str) -> None:
        for number, target in enumerate(as_list(owner.get(key))):
            if isinstance(target, str):
                self.found.references.append(Reference(kind, target, (*at, key, number), key))


def list_branch_targets(then: Any) -> Iterator[tuple[str, bool]]:
    """Yield the scenes that a `then` may lead to, and whether under a condition."""
    if isinstance(then, str):
        yield then, False
    for branch in as_list(then):
        target = as_fields(branch).get("to")
        if isinstance(target, str):
            yield target, as_fields(branch).get("when") is not None


def _extract_id(raw: Any) -> str:
    value = as_fields(raw).get("id")
    return value if isinstance(value, str) else ""


_REASONS: Final = (
    *("goal", "treated", "treated_well", "treated_ill", "open", "open_more", "open_less", "risk", "manners", "habit"),
    *("regard", "regard_for", "regard_against", "heed"),
)


@dataclass(frozen=True, slots=True)
class Wording:
    """A text: its stable path, its place in the document, and a note for translators."""

    path: str
    at: Path
    text: str
    note: str


def list_wordings(root: Any) -> Iterator[Wording]:
    """Yield the texts of a document's root value in story order, skipping values of the wrong shape."""
    raw = as_fields(root)
    yield from _list_field_wordings(raw, "", (), {"title": "title", "premise": "premise, on the shelf"})
    yield from _list_item_wordings(raw.get("objectives"), "objectives", ("objectives",), "objective")
    for profile_id, profile in as_fields(raw.get("people")).items():
        yield from _list_profile_wordings(profile_id, as_fields(profile))
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
        here = {"text": f"{whose}: goal", "spoken": f"{whose} says: goal"}
        yield from _list_field_wordings(as_fields(goal), f"{path}.goals.{goal_id}", (*at, "goals", goal_id), here)
    reasons = as_fields(person.get("reasons"))
    for term in _REASONS:
        note = f"{whose} says why, when this weighs most: {term.replace('_', ', ')}"
        yield from _list_item_wordings(reasons.get(term), f"{path}.reasons.{term}", (*at, "reasons", term), note)
    said = {key: f"{whose} says: {key}" for key in ("goal", "obstacle", "stake")}
    yield from _list_field_wordings(as_fields(person.get("spoken")), f"{path}.spoken", (*at, "spoken"), said)
    seen: dict[str, str] = {
        name: f"{whose}, seen where this weighs: {name.replace('_', ' ')}" for name in CIRCUMSTANCES
    }
    weighing = as_fields(person.get("circumstances"))
    yield from _list_field_wordings(weighing, f"{path}.circumstances", (*at, "circumstances"), seen)
    yield from _list_manner_wordings(person, path, at, whose)


def _list_profile_wordings(profile_id: str, profile: dict[str, Any]) -> Iterator[Wording]:
    path, at = f"people.{profile_id}", ("people", profile_id)
    wanted = {"name": f"{profile_id}: name", "role": f"{profile_id}: role"}
    yield from _list_field_wordings(profile, path, at, wanted)
    yield from _list_manner_wordings(profile, path, at, profile_id)


def _list_manner_wordings(person: dict[str, Any], path: str, at: Path, whose: str) -> Iterator[Wording]:
    manner = {key: f"{whose}: {key.replace('_', ' ')}" for key in ("wants", "fears", "never_says")}
    yield from _list_field_wordings(as_fields(person.get("voice")), f"{path}.voice", (*at, "voice"), manner)
    strengths = as_fields(person.get("strengths"))
    named = dict.fromkeys(strengths, f"{whose}: a strength")
    yield from _list_field_wordings(strengths, f"{path}.strengths", (*at, "strengths"), named)


def _list_fact_wordings(fact_id: str, fact: dict[str, Any]) -> Iterator[Wording]:
    path, at = f"facts.{fact_id}", ("facts", fact_id)
    holder = str(fact.get("held", "")).upper()
    notes = {
        "label": "fact: label, two to four words",
        "text": f"fact, told to the {holder} alone",
        "told": "the same fact, as everybody hears it",
    }
    yield from _list_field_wordings(fact, path, at, notes)
    spoken, said = fact.get("spoken"), f"the same fact, as the {holder} says it"
    yield from _build_wording(spoken, f"{path}.spoken", (*at, "spoken"), said)
    heard_by = {listener: f"{said} to {listener}" for listener in as_fields(spoken)}
    yield from _list_field_wordings(as_fields(spoken), f"{path}.spoken", (*at, "spoken"), heard_by)
    yield from _list_variant_wordings(fact.get("heard"), f"{path}.heard", (*at, "heard"), "the other's answer to it")
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
    promised = {"text": "what is promised", "spoken": "the promise, as it is given"}
    yield from _list_field_wordings(promise, f"{path}.promise", (*at, "promise"), promised)
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
