"""Family K: who holds which fact, when it can be said, where two people can sit down, and what comes of knowing."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from game.content.checks.logic import build_draw_space, can_hold_together
from game.content.checks.rule import Subject, build_diagnostic
from game.content.checks.scene_graph import SceneGraph
from game.content.diagnostic import Diagnostic
from game.content.outline import END, Condition, Declaration, Reference, as_fields, as_list
from game.content.safe_input import render_excerpt
from game.content.yaml.positions import Path
from game.engine.conditions import list_names
from game.engine.partner import BASE_CARE
from game.engine.state_draft import reads_draws_alone
from game.engine.stocks import CHAIRS, Chair


def list_synthesis_needs(subject: Subject) -> dict[str, set[str]]:
    """Return the facts that syntheses need, by scene in which the two can sit down."""
    scenes = {scene.id: scene.raw for scene in subject.outline.scenes}
    seats: dict[str, set[str]] = {}
    for option in subject.outline.options:
        if option.raw.get("needs") and not _suggest_seating(subject, scenes[option.scene]):
            needs = (name for name in as_list(option.raw.get("needs")) if isinstance(name, str))
            seats.setdefault(option.scene, set()).update(needs)
    return seats


def _suggest_seating(subject: Subject, scene: dict[str, Any]) -> str:
    """Return how to let the two sit down in a scene; '' if they can."""
    if as_fields(subject.document.value).get("tokens") == 0:
        return "remove 'tokens: 0', or allow more"
    by = as_fields(scene.get("decide")).get("by")
    return "give the scene 'say' and 'by: both'" if not scene.get("say") or by in CHAIRS else ""


def _suggest_knowing(option: dict[str, Any], chair: str) -> str:
    """Return what stands instead of `needs` in a scene that one chair decides alone: what that chair knows."""
    asked = [f"knows.{chair}.{render_excerpt(str(name))}" for name in as_list(option.get("needs"))[:_MOST_NEEDS]]
    before = option.get("when")
    if isinstance(before, str):
        asked.insert(0, f"({before})" if " or " in before else before)
    return f"write 'when: {' and '.join(asked)}' instead of it: the {chair} decides here alone"


def check_causes(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a `because` of a fact that is not settled by draws: whether such an effect happens could change (R25)."""
    asked = {fact.id: fact.raw.get("when") for fact in subject.outline.facts}
    told: set[str] = set()
    for reference in subject.outline.references:
        when = asked.get(reference.target)
        guard = subject.guards.get(when) if isinstance(when, str) else None
        if reference.of != "because" or guard is None or reads_draws_alone(guard) or reference.target in told:
            continue
        told.add(reference.target)
        message = (
            f"'{render_excerpt(reference.target)}' causes effects, but whether it is true depends on more than draws"
        )
        hint = "let the fact's 'when' read draws alone, or write 'when' instead of 'because'"
        yield build_diagnostic("K113", subject.document.locate_value(reference.at), message, hint)


def check_shown_draws(subject: Subject) -> Iterator[Diagnostic]:
    """Yield points whose condition reads a draw without a `because`: their dots tell everybody what was drawn."""
    for condition in subject.outline.conditions:
        guard = subject.guards.get(condition.text)
        if guard is None or "effects" not in condition.at or condition.at[-1] != "when":
            continue
        portion = as_fields(subject.document.find_value(condition.at[:-1]))
        drawn = [name for name in list_names(guard) if name.startswith("draw.")]
        if drawn and "because" not in portion:
            message = f"the dots of this effect tell everybody whether '{min(drawn)}' was drawn"
            hint = "name a fact of that draw in 'because', or read something else"
            yield build_diagnostic("K114", subject.document.locate_value(condition.at), message, hint)


def check_syntheses(subject: Subject) -> Iterator[Diagnostic]:
    """Yield syntheses in scenes where the two can't sit down."""
    scenes = {scene.id: scene.raw for scene in subject.outline.scenes}
    for option in subject.outline.options:
        hint = _suggest_seating(subject, scenes[option.scene]) if option.raw.get("needs") else ""
        by = as_fields(scenes[option.scene].get("decide")).get("by")
        if hint and by in CHAIRS:
            hint = _suggest_knowing(option.raw, by)
        if hint:
            place = subject.document.locate_value((*option.at, "needs"))
            yield build_diagnostic(
                "K109", place, "a synthesis opens when the two sit down together, which is not possible here", hint
            )


_READ: Final = re.compile(r"\b(said|surfaced|knows\.(?:ceo|cto))\.([a-z][a-z0-9_]*)")
_MOST_NEEDS: Final = 6
_MOST_STEPS: Final = 30
_MOST_STATES: Final = 4000
_MOST_TRIED: Final = 300
"""Limits, since a hostile file could take forever; what is beyond them counts as possible."""


def check_fact_knowledge(subject: Subject) -> Iterator[Diagnostic]:
    """Yield facts that nobody can say or use, and conditions on facts that can't be known by then."""
    table = FactTable(subject)
    if not table.paths.scenes:
        return
    for fact in table.facts.values():
        yield from _check_fact_sayable(subject, table, fact)
        yield from _check_surfacing_voice(subject, fact)
    if "because" not in subject.unresolved:
        yield from _check_fact_uses(subject, table)
    yield from _check_early_openings(subject, table)
    for reference in subject.outline.references:
        if reference.target in table.facts:
            yield from _check_reason_known(subject, table, reference)
    for option in subject.outline.options:
        yield from _check_synthesis_reachable(subject, table, option)
    for condition in subject.outline.conditions:
        yield from _check_awaited_facts(subject, table, condition)


class FactTable:
    """Where facts can be known and said, derived from the paths through the story; answers are cached."""

    def __init__(self, subject: Subject) -> None:
        outline = subject.outline
        self.subject = subject
        self.paths = SceneGraph(outline)
        self.facts = {fact.id: fact for fact in outline.facts}
        self.options = {option.at: option for option in outline.options}
        self.story = build_draw_space(outline)
        self.seats = list_synthesis_needs(subject)
        self._shares: dict[str, set[str]] = {}
        for reference in outline.references:
            option = self.find_option(reference.at) if reference.of == "share" else None
            if option is not None:
                self._shares.setdefault(reference.target, set()).add(option.scene)
        self._learned: dict[str, frozenset[str]] = {}
        self._out: dict[tuple[str, str], frozenset[str]] = {}
        self._tried: dict[tuple[str, ...], bool] = {}

    def find_option(self, at: Path) -> Declaration | None:
        """Return the option that a path belongs to."""
        return self.options.get(at[:5])

    def list_knowing_scenes(self, fact: str) -> frozenset[str]:
        """Return the scenes in which the holder of a fact knows it."""
        if fact not in self._learned:
            since = self.facts[fact].raw.get("since")
            onward = (
                self.paths.list_reachable_scenes(since)
                if isinstance(since, str) and since in self.paths.scenes
                else None
            )
            self._learned[fact] = self.paths.reached if onward is None else self.paths.reached & onward
        return self._learned[fact]

    def list_opening_scenes(self, fact: str) -> frozenset[str]:
        """Return the scenes that open a fact with `say` once its holder knows it."""
        known = self.list_knowing_scenes(fact)
        says = ((scene, raw.raw.get("say")) for scene, raw in self.paths.scenes.items() if scene in known)
        return frozenset(scene for scene, say in says if say is True or fact in as_list(say))

    def list_sitting_scenes(self, fact: str) -> frozenset[str]:
        """Return the scenes in which a fact can be said by sitting down, opened there or needed by a synthesis."""
        needing = {scene for scene, facts in self.seats.items() if fact in facts}
        return self.list_knowing_scenes(fact) & needing

    def list_keeping_scenes(self, fact: str) -> frozenset[str]:
        """Return the scenes in which a fact can be kept, so that it starts to surface."""
        return self.list_opening_scenes(fact) | self.list_sitting_scenes(fact)

    def list_telling_scenes(self, fact: str) -> frozenset[str]:
        """Return the scenes in which a fact can be said: by `say`, by sitting down, by an option that shares it."""
        return self.list_keeping_scenes(fact) | self.list_sharing_scenes(fact)

    def list_sharing_scenes(self, fact: str) -> frozenset[str]:
        """Return the scenes in which an option shares a fact that its holder knows."""
        return self.list_knowing_scenes(fact) & self._shares.get(fact, set())

    def list_disclosed_scenes(self, fact: str, head: str) -> frozenset[str]:
        """Return the scenes (and `end`) that can open with a fact out: `said`, `surfaced`, or (`knows`) either."""
        if (fact, head) not in self._out:
            said = (
                self.paths.list_scenes_after(self.list_telling_scenes(fact), 1) if head != "surfaced" else frozenset()
            )
            count = as_fields(self.facts[fact].raw.get("surfaces")).get("after")
            if head != "said" and isinstance(count, int):
                said |= self.paths.list_scenes_after(self.list_keeping_scenes(fact), min(max(count, 1), _MOST_STEPS))
            self._out[fact, head] = said
        return self._out[fact, head]

    def can_coexist(self, *raws: dict[str, Any]) -> bool:
        """Return whether some draw satisfies the conditions (`when`) of all of these."""
        texts = (raw.get("when") for raw in raws)
        guards = [self.subject.guards.get(text) for text in texts if isinstance(text, str)]
        drawn = [guard for guard in guards if guard and all(name.startswith("draw.") for name in list_names(guard))]
        key = tuple(sorted(guard.text for guard in drawn))
        if key not in self._tried:
            self._tried[key] = len(self._tried) >= _MOST_TRIED or can_hold_together(drawn, self.story)
        return self._tried[key]


def _check_fact_sayable(subject: Subject, table: FactTable, fact: Declaration) -> Iterator[Diagnostic]:
    if not table.list_telling_scenes(fact.id):
        message = f"nobody can ever say the fact '{render_excerpt(fact.id)}'"
        hint = "name it in the 'say' of a scene after its holder learns it"
        yield build_diagnostic("K104", subject.document.locate_key(fact.at), message, hint)
    elif fact.raw.get("surfaces") and not table.list_keeping_scenes(fact.id):
        place = subject.document.locate_key((*fact.at, "surfaces"))
        message = f"'{render_excerpt(fact.id)}' never surfaces: no scene opens it with 'say'"
        yield build_diagnostic("K108", place, message, "let a scene open it, or remove 'surfaces'")


def _check_surfacing_voice(subject: Subject, fact: Declaration) -> Iterator[Diagnostic]:
    by = as_fields(fact.raw.get("surfaces")).get("by")
    if by in CHAIRS and by == fact.raw.get("held"):
        message = f"'{render_excerpt(fact.id)}' surfaces through the chair that keeps it"
        place = subject.document.locate_value((*fact.at, "surfaces", "by"))
        yield build_diagnostic("K112", place, message, "let somebody else find it and reveal it")


def _check_fact_uses(subject: Subject, table: FactTable) -> Iterator[Diagnostic]:
    """Check that a fact matters: something reads it, surfacing does harm, or telling it costs something."""
    used = {one.target for one in subject.outline.references if one.of in {"because", "needs"}}
    used |= {name.rpartition(".")[2] for name in subject.suggestions}
    read = {name for one in subject.outline.written_conditions for _, name in _READ.findall(one.text)}
    for fact in table.facts.values():
        costs = fact.raw.get("cost") == "confidential" and bool(as_fields(fact.raw.get("price")))
        harms = bool(as_fields(as_fields(fact.raw.get("surfaces")).get("effects")))
        if fact.id not in used | read and not costs and not harms:
            place = subject.document.locate_key(fact.at)
            hint = "name it in a 'because', a condition or the 'needs' of a synthesis"
            yield build_diagnostic("K102", place, f"knowing '{render_excerpt(fact.id)}' makes no difference", hint)


def _check_early_openings(subject: Subject, table: FactTable) -> Iterator[Diagnostic]:
    """Report `say` and `share` before the holder has learned the fact, since they do nothing."""
    scenes = {scene.at: scene.id for scene in subject.outline.scenes}
    for reference in subject.outline.references:
        if reference.of not in {"say", "share"} or reference.target not in table.facts:
            continue
        scene = scenes.get(reference.at[:2], "")
        if scene in table.paths.reached and scene not in table.list_knowing_scenes(reference.target):
            message = f"nobody knows '{render_excerpt(reference.target)}' yet in this scene"
            since = render_excerpt(str(table.facts[reference.target].raw.get("since")))
            yield build_diagnostic(
                "K107", subject.document.locate_value(reference.at), message, f"its holder learns it in '{since}'"
            )


def _check_reason_known(subject: Subject, table: FactTable, reference: Reference) -> Iterator[Diagnostic]:
    option = table.find_option(reference.at) if reference.of == "because" else None
    if option is None or option.scene not in table.paths.reached:
        return
    place = subject.document.locate_value(reference.at)
    if option.scene not in table.list_knowing_scenes(reference.target):
        message = f"nobody can know '{render_excerpt(reference.target)}' when this is chosen"
        yield build_diagnostic("K103", place, message, "let its holder learn it earlier ('since')")
        return
    laters = as_list(option.raw.get("later"))
    later = next((one for number, one in enumerate(laters) if reference.at[5:7] == ("later", number)), None)
    if not table.can_coexist(option.raw, table.facts[reference.target].raw, as_fields(later)):
        message = f"'{render_excerpt(reference.target)}' does not exist when this happens"
        yield build_diagnostic("K103", place, message, "the conditions of the two contradict each other")


def _check_synthesis_reachable(subject: Subject, table: FactTable, option: Declaration) -> Iterator[Diagnostic]:
    """Check that on some path both chairs can know all facts of a synthesis."""
    needs = [name for name in as_list(option.raw.get("needs")) if isinstance(name, str)]
    wanted = tuple(name for name in dict.fromkeys(needs) if name in table.facts)[:_MOST_NEEDS]
    if not wanted or option.scene not in table.paths.reached:
        return
    place = subject.document.locate_value((*option.at, "needs"))
    missing = [name for name in wanted if not _can_both_know(table, name, option.scene)]
    for name in missing:
        message = f"the two can never both know '{render_excerpt(name)}' when they sit down here"
        yield build_diagnostic("K101", place, message, "let its holder learn it by then ('since')")
    if missing:
        return
    if not table.can_coexist(option.raw, *(table.facts[name].raw for name in wanted)):
        yield build_diagnostic(
            "K101",
            place,
            "these facts never exist in the same play: their draws differ",
            "choose facts that can exist together",
        )
    elif not _has_common_path(table, wanted, option.scene):
        yield build_diagnostic(
            "K101", place, "no single path through the story lets both know all of these", "open them earlier"
        )
    if len({str(table.facts[name].raw.get("held")) for name in wanted}) == 1:
        message = "one chair holds every fact that this synthesis needs"
        yield build_diagnostic("K106", place, message, "need facts from both chairs")


def _can_both_know(table: FactTable, fact: str, scene: str) -> bool:
    return scene in table.list_keeping_scenes(fact) or scene in table.list_disclosed_scenes(fact, "knows")


def _has_common_path(table: FactTable, wanted: tuple[str, ...], scene: str) -> bool:
    """Search the paths, tracking what was learned and said, for one where all is said in the scene of the synthesis."""
    walk = _KnowledgeWalk(table, wanted)
    pending = [walk.enter_scene(next(iter(table.paths.scenes)), frozenset(walk.free), frozenset())]
    seen = set(pending)
    while pending and len(seen) < _MOST_STATES:
        here, learned, said = pending.pop()
        if here == scene and said == set(wanted):
            return True
        shared = said | {fact for fact in learned if here in table.list_sharing_scenes(fact)}
        for target in table.paths.steps[here] - {END}:
            step = walk.enter_scene(target, learned, shared)
            if step not in seen:
                seen.add(step)
                pending.append(step)
    return bool(pending)


Walked = tuple[str, frozenset[str], frozenset[str]]
"""A scene, the facts known to their holders by then, and the facts that were said."""


class _KnowledgeWalk:
    """What entering a scene adds to the knowledge of some facts."""

    def __init__(self, table: FactTable, wanted: tuple[str, ...]) -> None:
        self.since = {fact: table.facts[fact].raw.get("since") for fact in wanted}
        self.chances = {fact: table.list_keeping_scenes(fact) for fact in wanted}
        self.free = [fact for fact, since in self.since.items() if since not in list(table.paths.scenes)]

    def enter_scene(self, scene: str, learned: frozenset[str], said: frozenset[str]) -> Walked:
        """Return the knowledge after a scene has opened its facts."""
        learned = learned | {fact for fact, since in self.since.items() if since == scene}
        return scene, learned, said | {fact for fact in learned if scene in self.chances[fact]}


def _check_awaited_facts(subject: Subject, table: FactTable, condition: Condition) -> Iterator[Diagnostic]:
    """Report conditions that read a fact before it can be known."""
    guard = subject.guards.get(condition.text)
    if guard is None:
        return
    for name in sorted(list_names(guard), key=condition.text.find):
        match = _READ.fullmatch(name)
        head, fact = (match[1], match[2]) if match else ("", "")
        chair = head.partition(".")[2]
        if fact not in table.facts or table.facts[fact].raw.get("held") == chair:
            continue
        if not _can_be_disclosed(subject, table, condition, head.partition(".")[0], fact):
            start = condition.text.find(name)
            place = (
                subject.document.locate_value(condition.at)
                if start < 0
                else subject.document.locate_span(condition.at, start, len(name))
            )
            message = f"'{name}' can never hold here: the fact can't be known by then"
            yield build_diagnostic("K105", place, message, _explain_nondisclosure(table, head, fact))


def _can_be_disclosed(subject: Subject, table: FactTable, condition: Condition, head: str, fact: str) -> bool:
    """Conditions read as a scene opens depend on earlier scenes; those read later may depend on later ones."""
    out = table.list_disclosed_scenes(fact, head)
    at = condition.at
    if at[0] != "scenes" or not isinstance(at[1], int):
        return bool(out) or (head != "surfaced" and bool(table.list_telling_scenes(fact)))
    scene = subject.outline.scenes[at[1]].id if at[1] < len(subject.outline.scenes) else ""
    if scene not in table.paths.reached or scene in out:
        return True
    if at[2] in {"also", "private"}:
        return False
    if head != "surfaced" and scene in table.list_telling_scenes(fact):
        return True
    return {"later", "promise"} & set(at) != set() and bool(out & table.paths.list_scenes_after(frozenset({scene}), 1))


def _explain_nondisclosure(table: FactTable, head: str, fact: str) -> str:
    if head == "surfaced" and not table.facts[fact].raw.get("surfaces"):
        return "this fact has no 'surfaces'"
    if not table.list_telling_scenes(fact):
        return "no scene opens this fact with 'say'"
    return "read it in a later scene, or open the fact earlier"


def check_reasons(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a `because` that persuades nobody, or that everybody knows by then."""
    table = FactTable(subject)
    if not table.paths.scenes:
        return
    cares = {chair: _list_valued_stocks(subject, chair) for chair in CHAIRS}
    for reasons in _group_reasons(table).values():
        yield from _check_persuasive_reason(subject, table, reasons, cares)
        yield from _check_stale_reason(subject, table, reasons[0])


def _group_reasons(table: FactTable) -> dict[tuple[Path, str], list[Reference]]:
    """Return every `because` of a known fact, by option and fact."""
    found: dict[tuple[Path, str], list[Reference]] = {}
    for reference in table.subject.outline.references:
        option = table.find_option(reference.at) if reference.of == "because" else None
        if option is not None and reference.target in table.facts:
            found.setdefault((option.at, reference.target), []).append(reference)
    return found


def _list_valued_stocks(subject: Subject, chair: str) -> frozenset[str]:
    """Return the stocks that a chair cares about under some goal, basic cares included unless set to 0."""
    person = as_fields(as_fields(as_fields(subject.document.value).get("cast")).get(chair))
    goals = [as_fields(as_fields(goal).get("cares")) for goal in as_fields(person.get("goals")).values()]
    drawn = [{**BASE_CARE, **own} for own in goals or [as_fields(person.get("cares"))]]
    return frozenset(stock for care in drawn for stock, weight in care.items() if weight)


def _check_persuasive_reason(
    subject: Subject, table: FactTable, reasons: list[Reference], cares: Mapping[Chair, frozenset[str]]
) -> Iterator[Diagnostic]:
    """Check that the hearer of a fact cares about a stock that the fact explains."""
    fact = table.facts[reasons[0].target]
    hearer: Chair = "cto" if fact.raw.get("held") == "ceo" else "ceo"
    stocks = [_extract_stock(reason.at) for reason in reasons]
    if fact.raw.get("held") not in CHAIRS or any(stock in cares[hearer] for stock in stocks):
        return
    named = " and ".join(f"'{render_excerpt(stock)}'" for stock in dict.fromkeys(stocks))
    message = f"'{render_excerpt(fact.id)}' persuades nobody here: the {hearer.upper()} does not care about {named}"
    hint = f"let it move a stock that the {hearer.upper()} cares about, or name it in its 'cares'"
    yield build_diagnostic("K110", subject.document.locate_value(reasons[0].at), message, hint)


def _extract_stock(at: Path) -> str:
    return str(at[at.index("effects") + 1])


def _check_stale_reason(subject: Subject, table: FactTable, reason: Reference) -> Iterator[Diagnostic]:
    """Check that a fact is not always known already when it should persuade."""
    option = table.find_option(reason.at)
    if option is None or option.scene not in table.list_knowing_scenes(reason.target):
        return
    if option.scene not in _list_undisclosed_scenes(table, table.facts[reason.target]):
        message = f"'{render_excerpt(reason.target)}' has always surfaced by the time this is chosen"
        hint = "remove 'because', or let the fact surface later"
        yield build_diagnostic("K111", subject.document.locate_value(reason.at), message, hint)


def _list_undisclosed_scenes(table: FactTable, fact: Declaration) -> frozenset[str]:
    """Return the scenes in which possibly only one chair knows a fact: not learned yet, or kept and not surfaced."""
    after = as_fields(fact.raw.get("surfaces")).get("after")
    if not isinstance(after, int):
        return frozenset(table.paths.scenes)
    since, chances = fact.raw.get("since"), table.list_opening_scenes(fact.id)
    pending = [(next(iter(table.paths.scenes)), since not in table.paths.scenes, 0)]
    seen, news = set(pending), set()
    while pending:
        scene, learned, count = pending.pop()
        learned = learned or scene == since
        if count < after:
            news.add(scene)
        counted = min(count + 1, after) if count or (learned and scene in chances) else 0
        for target in table.paths.steps[scene] - {END}:
            step = (target, learned, counted)
            if step not in seen:
                seen.add(step)
                pending.append(step)
    return frozenset(news)
