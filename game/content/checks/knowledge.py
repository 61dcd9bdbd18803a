"""K: who holds which fact, when it can be said, and whether anybody can do something with it."""

import re
from collections.abc import Iterator
from typing import Any, Final

from game.content.checks.paths import Paths
from game.content.checks.rule import Subject, found
from game.content.checks.seating import seats
from game.content.checks.worlds import drawn, possible
from game.content.clean import excerpt
from game.content.diagnostic import Diagnostic
from game.content.outline import END, Condition, Named, Reference, fields, items
from game.content.source import Path
from game.engine.guard import names
from game.engine.stocks import CHAIRS

_READ: Final = re.compile(r"\b(said|surfaced|knows\.(?:ceo|cto))\.([a-z][a-z0-9_]*)")
_MOST_NEEDS: Final = 6
_MOST_STEPS: Final = 30
_MOST_STATES: Final = 4000
_MOST_TRIED: Final = 300
"""Beyond these a hostile file would take for ever; what is not looked at counts as possible."""


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield facts that nobody can say or use, and whatever waits for a fact that cannot be known by then."""
    table = Table(subject)
    if not table.paths.scenes:
        return
    for fact in table.facts.values():
        yield from _unsaid(subject, table, fact)
        yield from _own_voice(subject, fact)
    if "because" not in subject.lost:
        yield from _useless(subject, table)
    yield from _opened_early(subject, table)
    for reference in subject.outline.references:
        if reference.target in table.facts:
            yield from _unforeseen(subject, table, reference)
    for option in subject.outline.options:
        yield from _beyond_reach(subject, table, option)
    for condition in subject.outline.conditions:
        yield from _awaited(subject, table, condition)


class Table:
    """What can be known of facts from the ways through the story alone; each answer is found once."""

    def __init__(self, subject: Subject) -> None:
        outline = subject.outline
        self.subject = subject
        self.paths = Paths(outline)
        self.facts = {fact.id: fact for fact in outline.facts}
        self.options = {option.at: option for option in outline.options}
        self.story = drawn(outline)
        self.seats = seats(subject)
        self._shares: dict[str, set[str]] = {}
        for reference in outline.references:
            option = self.option(reference.at) if reference.of == "share" else None
            if option is not None:
                self._shares.setdefault(reference.target, set()).add(option.scene)
        self._learned: dict[str, frozenset[str]] = {}
        self._out: dict[tuple[str, str], frozenset[str]] = {}
        self._tried: dict[tuple[str, ...], bool] = {}

    def option(self, at: Path) -> Named | None:
        """Return the option that a place belongs to."""
        return self.options.get(at[:5])

    def learned(self, fact: str) -> frozenset[str]:
        """Return the scenes in which the holder of a fact knows it."""
        if fact not in self._learned:
            since = self.facts[fact].raw.get("since")
            onward = self.paths.onward(since) if isinstance(since, str) and since in self.paths.scenes else None
            self._learned[fact] = self.paths.reached if onward is None else self.paths.reached & onward
        return self._learned[fact]

    def chances(self, fact: str) -> frozenset[str]:
        """Return the scenes that open a fact with `say` once its holder knows it."""
        known = self.learned(fact)
        says = ((scene, raw.raw.get("say")) for scene, raw in self.paths.scenes.items() if scene in known)
        return frozenset(scene for scene, say in says if say is True or fact in items(say))

    def seated(self, fact: str) -> frozenset[str]:
        """Return the scenes in which a fact can be said by sitting down, opened there or needed by a synthesis."""
        needing = {scene for scene, facts in self.seats.items() if fact in facts}
        return self.learned(fact) & needing

    def kept(self, fact: str) -> frozenset[str]:
        """Return the scenes in which a fact may be kept, so that it is on its way to surface."""
        return self.chances(fact) | self.seated(fact)

    def told(self, fact: str) -> frozenset[str]:
        """Return the scenes in which a fact can be said: by `say`, by sitting down, by an option that shares it."""
        return self.kept(fact) | self.shared(fact)

    def shared(self, fact: str) -> frozenset[str]:
        """Return the scenes in which an option shares a fact that its holder knows."""
        return self.learned(fact) & self._shares.get(fact, set())

    def out(self, fact: str, head: str) -> frozenset[str]:
        """Return the scenes (and `end`) that can open with a fact out: `said`, `surfaced`, or (`knows`) either."""
        if (fact, head) not in self._out:
            said = self.paths.after(self.told(fact), 1) if head != "surfaced" else frozenset()
            count = fields(self.facts[fact].raw.get("surfaces")).get("after")
            if head != "said" and isinstance(count, int):
                said |= self.paths.after(self.kept(fact), min(max(count, 1), _MOST_STEPS))
            self._out[fact, head] = said
        return self._out[fact, head]

    def possible(self, *raws: dict[str, Any]) -> bool:
        """Tell whether some draw satisfies the conditions (`when`) of all of these."""
        texts = (raw.get("when") for raw in raws)
        guards = [self.subject.guards.get(text) for text in texts if isinstance(text, str)]
        drawn = [guard for guard in guards if guard and all(name.startswith("draw.") for name in names(guard))]
        key = tuple(sorted(guard.text for guard in drawn))
        if key not in self._tried:
            self._tried[key] = len(self._tried) >= _MOST_TRIED or possible(drawn, self.story)
        return self._tried[key]


def _unsaid(subject: Subject, table: Table, fact: Named) -> Iterator[Diagnostic]:
    if not table.told(fact.id):
        message = f"nobody can ever say the fact '{excerpt(fact.id)}'"
        hint = "name it in the 'say' of a scene after its holder learns it"
        yield found("K104", subject.document.key_place(fact.at), message, hint)
    elif fact.raw.get("surfaces") and not table.kept(fact.id):
        place = subject.document.key_place((*fact.at, "surfaces"))
        message = f"'{excerpt(fact.id)}' never surfaces: no scene opens it with 'say'"
        yield found("K108", place, message, "let a scene open it, or take 'surfaces' out")


def _own_voice(subject: Subject, fact: Named) -> Iterator[Diagnostic]:
    by = fields(fact.raw.get("surfaces")).get("by")
    if by in CHAIRS and by == fact.raw.get("held"):
        message = f"'{excerpt(fact.id)}' surfaces through the chair that keeps it"
        place = subject.document.place((*fact.at, "surfaces", "by"))
        yield found("K112", place, message, "let somebody else bring it out, who has found it")


def _useless(subject: Subject, table: Table) -> Iterator[Diagnostic]:
    """A fact has a use where something reads it, where it does harm once it surfaces, or where telling it costs."""
    used = {one.target for one in subject.outline.references if one.of in {"because", "needs"}}
    used |= {name.rpartition(".")[2] for name in subject.meant}
    read = {name for one in subject.outline.conditions for _, name in _READ.findall(one.text)}
    for fact in table.facts.values():
        costs = fact.raw.get("cost") == "confidential" and bool(fields(fact.raw.get("price")))
        harms = bool(fields(fields(fact.raw.get("surfaces")).get("effects")))
        if fact.id not in used | read and not costs and not harms:
            place = subject.document.key_place(fact.at)
            hint = "let an effect say 'because' of it, a condition read it, or a synthesis need it"
            yield found("K102", place, f"nothing comes of knowing '{excerpt(fact.id)}'", hint)


def _opened_early(subject: Subject, table: Table) -> Iterator[Diagnostic]:
    """`say` and `share` before the holder has learned the fact do nothing."""
    scenes = {scene.at: scene.id for scene in subject.outline.scenes}
    for reference in subject.outline.references:
        if reference.of not in {"say", "share"} or reference.target not in table.facts:
            continue
        scene = scenes.get(reference.at[:2], "")
        if scene in table.paths.reached and scene not in table.learned(reference.target):
            message = f"here nobody knows '{excerpt(reference.target)}' yet"
            since = excerpt(str(table.facts[reference.target].raw.get("since")))
            yield found("K107", subject.document.place(reference.at), message, f"its holder learns it in '{since}'")


def _unforeseen(subject: Subject, table: Table, reference: Reference) -> Iterator[Diagnostic]:
    option = table.option(reference.at) if reference.of == "because" else None
    if option is None or option.scene not in table.paths.reached:
        return
    place = subject.document.place(reference.at)
    if option.scene not in table.learned(reference.target):
        message = f"nobody can know '{excerpt(reference.target)}' when this is chosen"
        yield found("K103", place, message, "let its holder learn it earlier ('since')")
        return
    laters = items(option.raw.get("later"))
    later = next((one for number, one in enumerate(laters) if reference.at[5:7] == ("later", number)), None)
    if not table.possible(option.raw, table.facts[reference.target].raw, fields(later)):
        message = f"'{excerpt(reference.target)}' does not exist where this happens"
        yield found("K103", place, message, "the conditions of the two exclude each other")


def _beyond_reach(subject: Subject, table: Table, option: Named) -> Iterator[Diagnostic]:
    """A synthesis needs both chairs to know all its facts at one table; look for a way on which they can."""
    needs = [name for name in items(option.raw.get("needs")) if isinstance(name, str)]
    wanted = tuple(name for name in dict.fromkeys(needs) if name in table.facts)[:_MOST_NEEDS]
    if not wanted or option.scene not in table.paths.reached:
        return
    place = subject.document.place((*option.at, "needs"))
    missing = [name for name in wanted if not _known(table, name, option.scene)]
    for name in missing:
        message = f"both can never know '{excerpt(name)}' when they sit here"
        yield found("K101", place, message, "let its holder learn it by then ('since')")
    if missing:
        return
    if not table.possible(option.raw, *(table.facts[name].raw for name in wanted)):
        yield found("K101", place, "these facts never exist in one play: their draws differ", "need facts that do")
    elif not _one_way(table, wanted, option.scene):
        yield found("K101", place, "no single way through the story lets both know all of these", "open them earlier")
    if len({str(table.facts[name].raw.get("held")) for name in wanted}) == 1:
        message = "one chair alone holds all that this synthesis needs"
        yield found("K106", place, message, "let it need facts of both")


def _known(table: Table, fact: str, scene: str) -> bool:
    return scene in table.kept(fact) or scene in table.out(fact, "knows")


def _one_way(table: Table, wanted: tuple[str, ...], scene: str) -> bool:
    """Walk the scenes together with what was learned and said on the way, until all is said where they sit."""
    walk = _Walk(table, wanted)
    pending = [walk.arrived(next(iter(table.paths.scenes)), frozenset(walk.free), frozenset())]
    seen = set(pending)
    while pending and len(seen) < _MOST_STATES:
        here, learned, said = pending.pop()
        if here == scene and said == set(wanted):
            return True
        shared = said | {fact for fact in learned if here in table.shared(fact)}
        for target in table.paths.steps[here] - {END}:
            step = walk.arrived(target, learned, shared)
            if step not in seen:
                seen.add(step)
                pending.append(step)
    return bool(pending)


Walked = tuple[str, frozenset[str], frozenset[str]]
"""A scene, the facts that their holders know by then, and those that were said."""


class _Walk:
    """What arriving in a scene adds to what is known of some facts."""

    def __init__(self, table: Table, wanted: tuple[str, ...]) -> None:
        self.since = {fact: table.facts[fact].raw.get("since") for fact in wanted}
        self.chances = {fact: table.kept(fact) for fact in wanted}
        self.free = [fact for fact, since in self.since.items() if since not in list(table.paths.scenes)]

    def arrived(self, scene: str, learned: frozenset[str], said: frozenset[str]) -> Walked:
        """Return what is known once a scene has opened its facts."""
        learned = learned | {fact for fact, since in self.since.items() if since == scene}
        return scene, learned, said | {fact for fact in learned if scene in self.chances[fact]}


def _awaited(subject: Subject, table: Table, condition: Condition) -> Iterator[Diagnostic]:
    """A condition that asks for a fact before it can be out asks nothing."""
    if condition.text not in subject.guards:
        return
    for match in _READ.finditer(condition.text):
        head, fact = match[1], match[2]
        chair = head.partition(".")[2]
        if fact not in table.facts or table.facts[fact].raw.get("held") == chair:
            continue
        if not _may_be_out(subject, table, condition, head.partition(".")[0], fact):
            place = subject.document.inside(condition.at, match.start(), len(match[0]))
            message = f"'{match[0]}' can never hold here: the fact is not out by then"
            yield found("K105", place, message, _why_not(table, head, fact))


def _may_be_out(subject: Subject, table: Table, condition: Condition, head: str, fact: str) -> bool:
    """What is read as a scene opens waits for an earlier scene; what is read later may wait for any to come."""
    out = table.out(fact, head)
    at = condition.at
    if at[0] != "scenes" or not isinstance(at[1], int):
        return bool(out) or (head != "surfaced" and bool(table.told(fact)))
    scene = subject.outline.scenes[at[1]].id if at[1] < len(subject.outline.scenes) else ""
    if scene not in table.paths.reached or scene in out:
        return True
    if at[2] in {"also", "private"}:
        return False
    if head != "surfaced" and scene in table.told(fact):
        return True
    return {"later", "promise"} & set(at) != set() and bool(out & table.paths.after(frozenset({scene}), 1))


def _why_not(table: Table, head: str, fact: str) -> str:
    if head == "surfaced" and not table.facts[fact].raw.get("surfaces"):
        return "this fact has no 'surfaces'"
    if not table.told(fact):
        return "no scene opens this fact with 'say'"
    return "ask in a later scene, or open the fact earlier"
