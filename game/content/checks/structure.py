"""Family S: every name is declared once, every scene can be reached, every story ends, nothing falls due too late."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, Final

from game.content.checks.knowledge import FactTable
from game.content.checks.rule import Subject, build_diagnostic, find_intended_name, find_nearest_name
from game.content.checks.scene_graph import SceneGraph
from game.content.diagnostic import Diagnostic, Place, RelatedPlace
from game.content.outline import END, STRENGTHS, Condition, Declaration, Kind, Reference, as_fields, as_list
from game.content.safe_input import render_excerpt
from game.content.yaml.positions import Path
from game.engine.conditions import NUMBERS, judge_condition
from game.engine.scenario import BUILT_IN_FLAGS
from game.engine.state import SIT
from game.engine.stocks import CHAIRS

_CODES: Final[dict[Kind, str]] = {
    "fact": "S102",
    "person": "S103",
    "scene": "S104",
    "option": "S105",
    "promise": "S106",
    "ending": "S126",
    "profile": "S128",
    "strength": "S129",
}
_DRAWN: Final = frozenset(f"{chair}_{what}" for chair in CHAIRS for what in ("goal", "persona"))
_FLAG: Final = re.compile(r"\bflag\.([a-z0-9_]+)")
_LET: Final = re.compile(r"\blet\.([a-z0-9_]+)")
_PROMISE: Final = re.compile(r"\b(?:kept|broken)\.([a-z0-9_]+)")
_MOST_COFFEES: Final = 2
_MOST_MENDED: Final = 5
"""Scenes with an id that is taken for which another is looked for: each takes a walk through the whole file."""


def check_references(subject: Subject) -> Iterator[Diagnostic]:
    """Yield names that are used and not declared, declared twice, or reserved."""
    yield from _check_duplicate_scenes(subject)
    unknown = Counter((one.kind, one.target) for one in subject.outline.references)
    told: set[tuple[Kind, str]] = set()
    for reference in subject.outline.references:
        known = subject.outline.list_ids(reference.kind, reference.scene)
        name = (reference.kind, reference.target)
        if reference.target not in known:
            if name not in told:
                yield _report_unknown_reference(subject, reference, known, unknown[name] - 1)
            told.add(name)
            _mend_reference(subject, reference, find_intended_name(reference.target, known))
        elif reference.of == "on" and reference.target in CHAIRS:
            place = subject.document.locate_value(reference.at)
            yield build_diagnostic("S122", place, "'on' names a chair", "use plain 'blame' for the other chair")
    subject.refresh_outline()
    yield from _check_duplicate_ids(subject)
    yield from _check_reserved_names(subject)


def _check_duplicate_scenes(subject: Subject) -> Iterator[Diagnostic]:
    """Yield each scene that has the id of an earlier one; it is then taken for one that is named and not there."""
    repeated = _list_repeated(subject.outline.scenes)
    if len(repeated) > _MOST_MENDED:
        subject.unresolved.add("then")
    for scene in repeated[:_MOST_MENDED]:
        known = subject.outline.list_ids("scene", "")
        named = [one.target for one in subject.outline.references if one.kind == "scene" and one.target not in known]
        yield _report_duplicate_id(subject, "scene", scene, subject.outline.scenes, next(iter(named), ""))
        if named:
            subject.document.replace_value(scene.id_at, named[0])
            subject.refresh_outline()
        else:
            subject.unresolved.add("then")
    yield from (_report_duplicate_id(subject, "scene", one, subject.outline.scenes) for one in repeated[_MOST_MENDED:])


def _list_repeated(group: Iterable[Declaration]) -> list[Declaration]:
    """Return the declarations whose id an earlier one of the group has."""
    seen: dict[str, Declaration] = {}
    return [one for one in group if one.id and seen.setdefault(one.id, one) is not one]


def _mend_reference(subject: Subject, reference: Reference, meant: str) -> None:
    """Replace a surely misspelt name by the intended one; for others, mark the field as unresolved."""
    if meant:
        subject.document.replace_value(reference.at, meant)
    else:
        subject.unresolved.add(reference.of)


def check_story_flow(subject: Subject) -> Iterator[Diagnostic]:
    """Yield what keeps the story from being played to its end."""
    paths = SceneGraph(subject.outline)
    if not paths.scenes:
        return
    if "then" not in subject.unresolved:
        yield from _check_unreachable_scenes(subject, paths)
        yield from _check_circles(subject, paths)
    yield from _check_branches(subject)
    yield from _check_offered_options(subject)
    yield from _check_coffees(subject)
    yield from _check_endings(subject)


def check_loose_ends(subject: Subject) -> Iterator[Diagnostic]:
    """Yield loose ends: unread flags and promises, silent quarters, an id that differs from its folder."""
    yield from _check_unread_flags(subject)
    yield from _check_unread_lets(subject)
    yield from _check_unread_promises(subject)
    yield from _check_voices(subject)
    yield from _check_folder_name(subject)


def _report_unknown_reference(subject: Subject, reference: Reference, known: dict[str, Path], again: int) -> Diagnostic:
    close = find_nearest_name(reference.target, known)
    related: tuple[RelatedPlace, ...] = ()
    if close:
        related = (RelatedPlace(subject.document.locate_key(known[close]), f"'{close}' is declared here"),)
    place = subject.document.locate_value(reference.at)
    more = f", here and {again} time{'s' if again > 1 else ''} more" if again else ""
    message = f"unknown {reference.kind} '{render_excerpt(reference.target)}'{more}"
    hint = "" if close else f"no {reference.kind} of this id is declared"
    return build_diagnostic(_CODES[reference.kind], place, message, hint, nearest=close, related=related)


def _check_duplicate_ids(subject: Subject) -> Iterator[Diagnostic]:
    outline = subject.outline
    for kind, group in (("ending", outline.endings), ("promise", outline.promises)):
        yield from _check_group_ids(subject, kind, group)
    for _, options in groupby(outline.options, lambda option: option.at[:2]):
        yield from _check_group_ids(subject, "option", options)


def _check_group_ids(subject: Subject, kind: str, group: Iterable[Declaration]) -> Iterator[Diagnostic]:
    declared = list(group)
    for repeated in _list_repeated(declared):
        yield _report_duplicate_id(subject, kind, repeated, declared)


def _report_duplicate_id(
    subject: Subject, kind: str, named: Declaration, group: Iterable[Declaration], meant: str = ""
) -> Diagnostic:
    """Return that an id is there twice; `meant` is an id that is named somewhere and that nothing has."""
    first = next(one for one in group if one.id == named.id)
    there = subject.document.locate_value(first.id_at)
    message = f"the {kind} '{render_excerpt(named.id)}' is declared twice"
    hint = f"it was first declared on line {there.line}"
    hint += f"; is this the {kind} '{render_excerpt(meant)}', which is named and nowhere declared?" if meant else ""
    related = (RelatedPlace(there, "first declared here"),)
    return build_diagnostic("S101", subject.document.locate_value(named.id_at), message, hint, related=related)


def _check_reserved_names(subject: Subject) -> Iterator[Diagnostic]:
    document, outline = subject.document, subject.outline
    held: list[tuple[bool, str, Path, str]] = [
        *((one.id == SIT, one.id, one.id_at, "it means sitting down together") for one in outline.options),
        *((one.id == END, one.id, one.id_at, "it means the end of the story") for one in outline.options),
        *((one.id == END, one.id, one.id_at, "it means the end of the story") for one in outline.scenes),
        *((one.id in STRENGTHS, one.id, one.at, "it is a strength of moves") for one in outline.facts),
        *((name in _DRAWN, name, ("draw", name), "it is drawn by itself") for name in outline.draws),
        *((flag in BUILT_IN_FLAGS, flag, at, "play raises it by itself") for flag, at in outline.flags),
    ]
    for reserved, name, at, why in held:
        if reserved:
            place = document.locate_value(at) if at[-1] == "id" or isinstance(at[-1], int) else document.locate_key(at)
            yield build_diagnostic("S107", place, f"'{name}' is reserved: {why}", "choose another id")


def _check_unreachable_scenes(subject: Subject, paths: SceneGraph) -> Iterator[Diagnostic]:
    for scene_id, scene in paths.scenes.items():
        if scene_id not in paths.reached:
            place = subject.document.locate_value(scene.id_at)
            yield build_diagnostic(
                "S108", place, f"no path leads to the scene '{render_excerpt(scene_id)}'", "name it in a 'then'"
            )


def _check_circles(subject: Subject, paths: SceneGraph) -> Iterator[Diagnostic]:
    for scene_id, scene in paths.scenes.items():
        if scene_id in paths.reached and scene_id not in paths.ending:
            endless = paths.reached - paths.ending
            place = _find_closing_branch(subject, paths, paths.find_circle(endless)) or subject.document.locate_value(
                scene.id_at
            )
            yield build_diagnostic(
                "S112", place, f"no path leads from the scene '{render_excerpt(scene_id)}' to the end", _WAY_OUT
            )
            return
    for within, what, hint in (
        (_list_scenes_without(paths, "weeks", 1), "a loop in which no time passes", "let weeks pass in one of them"),
        (
            _list_scenes_without(paths, "decide", None),
            "a loop in which nothing is asked",
            "let one of them ask something",
        ),
    ):
        if circle := paths.find_circle(within & paths.reached):
            place = _find_closing_branch(subject, paths, circle) or subject.document.locate_value(
                paths.scenes[circle[0]].id_at
            )
            round_trip = " → ".join(render_excerpt(scene) for scene in (*circle, circle[0]))
            yield build_diagnostic("S112", place, f"{what}: {round_trip}", hint)
            return


def _find_closing_branch(subject: Subject, paths: SceneGraph, circle: tuple[str, ...]) -> Place | None:
    """Return the place of the `then` that closes a loop, leading back in the file; None if there is none."""
    order = list(paths.scenes)
    for reference in subject.outline.references:
        within = len(reference.at) > 1 and isinstance(reference.at[1], int) and reference.at[0] == "scenes"
        if reference.of != "then" or reference.target not in circle or not within:
            continue
        source = subject.outline.scenes[int(reference.at[1])].id
        if source in circle and order.index(reference.target) <= order.index(source):
            return subject.document.locate_value(reference.at)
    return None


def _list_scenes_without(paths: SceneGraph, key: str, default: Any) -> frozenset[str]:
    """Return the scenes in which a field is empty: no weeks, no decision."""
    return frozenset(scene_id for scene_id, scene in paths.scenes.items() if not scene.raw.get(key, default))


def _check_branches(subject: Subject) -> Iterator[Diagnostic]:
    for owner in (*subject.outline.scenes, *subject.outline.options):
        yield from _check_last_unconditional(subject, owner.raw.get("then"), (*owner.at, "then"))
    for option in subject.outline.options:
        yield from _check_last_unconditional(subject, option.raw.get("result"), (*option.at, "result"))


def _check_last_unconditional(subject: Subject, value: Any, at: Path) -> Iterator[Diagnostic]:
    """Check that the last case, and only the last, has no condition, since the first that holds is taken."""
    branches = as_list(value)
    for number, branch in enumerate(branches):
        closed = as_fields(branch).get("when") is not None
        if closed and number == len(branches) - 1:
            hint = "end the list with one that has no 'when'"
            yield build_diagnostic(
                "S113",
                subject.document.locate_value((*at, number, "when")),
                "no case is left when this condition fails",
                hint,
            )
        elif not closed and number < len(branches) - 1:
            place = subject.document.locate_value((*at, number + 1))
            yield build_diagnostic(
                "S113", place, "cases after one without 'when' are never reached", "move it above that one"
            )


def _check_offered_options(subject: Subject) -> Iterator[Diagnostic]:
    for scene in subject.outline.scenes:
        options = [as_fields(option) for option in as_list(as_fields(scene.raw.get("decide")).get("options"))]
        listed = [option for option in options if not option.get("needs")]
        if options and sum(option.get("when") is None for option in listed) == 0:
            place = subject.document.locate_value((*scene.at, "decide", "options"))
            yield build_diagnostic(
                "S114", place, "it can happen that no option is offered", "let one have neither 'when' nor 'needs'"
            )
        board = as_fields(scene.raw.get("decide")).get("board")
        if any(option.get("id") == board and option.get("needs") for option in options):
            place = subject.document.locate_value((*scene.at, "decide", "board"))
            yield build_diagnostic("S105", place, "the board cannot choose a synthesis", "name a listed option")


def _check_coffees(subject: Subject) -> Iterator[Diagnostic]:
    brewed = [scene for scene in subject.outline.scenes if scene.raw.get("coffee")]
    for scene in brewed[_MOST_COFFEES:]:
        first = subject.document.locate_value((*brewed[0].at, "coffee"))
        place = subject.document.locate_key((*scene.at, "coffee"))
        yield build_diagnostic(
            "S115",
            place,
            "this is a third coffee",
            "at most two per crisis",
            related=(RelatedPlace(first, "the first"),),
        )


def _check_endings(subject: Subject) -> Iterator[Diagnostic]:
    endings = subject.outline.endings
    for number, ending in enumerate(endings):
        when = ending.raw.get("when")
        always = when is None or (isinstance(when, str) and when.strip() == "otherwise")
        place = subject.document.locate_value((*ending.at, "when") if when is not None else ending.id_at)
        if always and number < len(endings) - 1:
            yield build_diagnostic("S116", place, "the endings after this one can never be reached", "put it last")
        unread = isinstance(when, str) and when not in subject.guards
        if not always and not unread and number == len(endings) - 1:
            yield build_diagnostic(
                "S116", place, "the last ending has a condition", "end with one that says 'when: otherwise'"
            )


def _check_unread_flags(subject: Subject) -> Iterator[Diagnostic]:
    read = {name for condition in subject.outline.written_conditions for name in _FLAG.findall(condition.text)}
    read |= {name.removeprefix("flag.") for name in subject.suggestions}
    told: set[str] = set()
    for flag, at in subject.outline.flags:
        if flag not in read and flag not in told and flag not in BUILT_IN_FLAGS:
            told.add(flag)
            hint = f"read it as 'flag.{flag}', or remove it"
            yield build_diagnostic(
                "S109", subject.document.locate_value(at), f"no condition reads the flag '{render_excerpt(flag)}'", hint
            )


def _check_unread_lets(subject: Subject) -> Iterator[Diagnostic]:
    read = {name for condition in subject.outline.conditions for name in _LET.findall(condition.text)}
    read |= {name.removeprefix("let.") for name in subject.suggestions}
    for condition in subject.outline.lets:
        name = str(condition.at[-1])
        if name not in read:
            message = f"no condition reads 'let.{render_excerpt(name)}'"
            yield build_diagnostic("S127", subject.document.locate_key(condition.at), message, "read it, or remove it")


def _check_unread_promises(subject: Subject) -> Iterator[Diagnostic]:
    read = {name for condition in subject.outline.written_conditions for name in _PROMISE.findall(condition.text)}
    read |= {one.target for one in subject.outline.references if one.of == "renegotiates"}
    read |= {name.rpartition(".")[2] for name in subject.suggestions}
    for promise in subject.outline.promises:
        if promise.id and promise.id not in read:
            hint = (
                f"let somebody remember it: an 'also', an echo or an ending with 'broken.{render_excerpt(promise.id)}'"
            )
            message = f"nothing refers back to the promise '{render_excerpt(promise.id)}'"
            yield build_diagnostic("S125", subject.document.locate_value(promise.id_at), message, hint)


def _check_voices(subject: Subject) -> Iterator[Diagnostic]:
    voices = as_list(as_fields(subject.document.value).get("voices"))
    quarters = range(1, 5)
    if not voices or any(as_fields(one).get("quarter") not in quarters for one in voices):
        return
    for quarter in quarters:
        spoken = [
            (number, as_fields(one)) for number, one in enumerate(voices) if as_fields(one).get("quarter") == quarter
        ]
        if not any(voice.get("when") is None for _, voice in spoken):
            at: Path = ("voices", spoken[-1][0]) if spoken else ("voices",)
            hint = "end each quarter with a voice that has no 'when'"
            place = subject.document.locate_value(at)
            yield build_diagnostic("S119", place, f"in quarter {quarter} it can happen that nobody speaks", hint)


def _check_folder_name(subject: Subject) -> Iterator[Diagnostic]:
    scenario_id = as_fields(subject.document.value).get("id")
    folder = subject.path.parent.name
    if isinstance(scenario_id, str) and subject.path.name == "scenario.yaml" and folder and folder != scenario_id:
        place = subject.document.locate_value(("id",))
        message = f"the id '{render_excerpt(scenario_id)}' is not the name of its folder, '{render_excerpt(folder)}'"
        yield build_diagnostic("S120", place, message, "make them the same")


_WAY_OUT: Final = "name 'end' in a 'then'"


_PROMISE_OUTCOME: Final = re.compile(r"\b(kept|broken)\.([a-z][a-z0-9_]*)")
_MOST_STEPS: Final = 30


def check_timing(subject: Subject) -> Iterator[Diagnostic]:
    """Yield whatever would fall due after the last scene, and promises that can't turn out both ways."""
    paths = SceneGraph(subject.outline)
    if not paths.scenes:
        return
    if not subject.unresolved & {"say", "needs"}:
        yield from _check_surfacing_times(subject, paths, FactTable(subject))
    for option in subject.outline.options:
        left = paths.count_scenes_left(option.scene)
        for number, later in enumerate(as_list(option.raw.get("later"))):
            yield from _check_due_in_time(
                subject, as_fields(later).get("after"), left, (*option.at, "later", number, "after")
            )
        promise = as_fields(option.raw.get("promise"))
        end = None if left is None else left + 1
        yield from _check_due_in_time(subject, promise.get("due"), end, (*option.at, "promise", "due"))
        yield from _check_promise_outcomes(subject, paths, option, promise)
    settled = _list_settling_scenes(subject, paths)
    for condition in subject.outline.conditions:
        yield from _check_unsettled_promises(subject, paths, settled, condition)


def _check_surfacing_times(subject: Subject, paths: SceneGraph, table: FactTable) -> Iterator[Diagnostic]:
    for fact in table.facts.values():
        left = [paths.count_scenes_left(scene) for scene in table.list_keeping_scenes(fact.id)]
        longest = None if None in left else max((one for one in left if one is not None), default=None)
        after = as_fields(fact.raw.get("surfaces")).get("after")
        yield from _check_due_in_time(subject, after, longest, (*fact.at, "surfaces", "after"))


def _check_promise_outcomes(
    subject: Subject, paths: SceneGraph, option: Declaration, promise: dict[str, Any]
) -> Iterator[Diagnostic]:
    """Check that a promise can be both kept and broken by what is done before it falls due."""
    due, kept = promise.get("due"), promise.get("kept")
    guard = subject.guards.get(kept) if isinstance(kept, str) else None
    if guard is None or not isinstance(due, int) or option.scene not in paths.reached:
        return
    playable = paths.list_earlier_scenes(option.scene) | paths.list_scenes_within(option.scene, max(0, due - 1))
    raised = {flag: False for flag, _ in subject.outline.flags}
    for flag, at in subject.outline.flags:
        raised[flag] = raised[flag] or subject.outline.scenes[_extract_index(at)].id in playable
    never = {f"flag.{flag}": (0, 0) for flag, may in raised.items() if not may and flag not in BUILT_IN_FLAGS}
    for one in subject.outline.options:
        if one.scene not in playable:
            never[f"chose.{one.scene}.{one.id}"] = (0, 0)
    holds = judge_condition(guard, {**NUMBERS, **never}).holds
    if holds is not None:
        word = "broken" if holds else "kept"
        place = subject.document.locate_value((*option.at, "promise", "kept"))
        message = f"this promise can never be {word}: nothing that 'kept' tests can happen by then"
        yield build_diagnostic(
            "A126", place, message, "test for something that can be done before it is due, or make 'due' longer"
        )


def _list_settling_scenes(subject: Subject, paths: SceneGraph) -> dict[str, frozenset[str]]:
    """Return by promise the scenes that can open with it settled."""
    settled: dict[str, frozenset[str]] = {}
    for option in subject.outline.options:
        promise = as_fields(option.raw.get("promise"))
        if isinstance(promise.get("id"), str) and option.scene in paths.reached and isinstance(promise.get("due"), int):
            settled[promise["id"]] = paths.list_scenes_after(
                frozenset({option.scene}), min(promise["due"], _MOST_STEPS)
            )
    return settled


def _check_unsettled_promises(
    subject: Subject, paths: SceneGraph, settled: dict[str, frozenset[str]], condition: Condition
) -> Iterator[Diagnostic]:
    """Check that no condition reads a promise before it can have fallen due. At the end all are settled."""
    guard, heard = subject.guards.get(condition.text), _find_reading_scenes(subject, paths, condition)
    if guard is None or not heard:
        return
    early = [match for match in _PROMISE_OUTCOME.finditer(condition.text) if not heard & settled.get(match[2], heard)]
    if early and judge_condition(guard, {**NUMBERS, **{match[0]: (0, 0) for match in early}}).holds is not None:
        for match in early:
            place = subject.document.locate_span(condition.at, match.start(), len(match[0]))
            message = f"'{match[0]}' can never hold here: the promise is not due by then"
            yield build_diagnostic(
                "S123", place, message, "read it in a later scene or an ending, or make 'due' shorter"
            )


def _find_reading_scenes(subject: Subject, paths: SceneGraph, condition: Condition) -> frozenset[str] | None:
    """Return the scenes in which a condition is read; None if it is, or may be, read at the end of play."""
    at, scenes = condition.at, subject.outline.scenes
    if at[0] == "echoes":
        scene = as_fields(as_list(as_fields(subject.document.value).get("echoes"))[_extract_index(at)]).get("scene")
        return paths.reached & {scene} if isinstance(scene, str) else paths.reached
    if at[0] != "scenes" or {"later", "promise"} & set(at) or _extract_index(at) >= len(scenes):
        return None
    return paths.reached & {scenes[_extract_index(at)].id}


def _extract_index(at: Path) -> int:
    return at[1] if isinstance(at[1], int) else 0


def _check_due_in_time(subject: Subject, after: Any, left: int | None, at: Path) -> Iterator[Diagnostic]:
    """Check a delay against the scenes that are left; None means that there is no last scene."""
    if left is not None and isinstance(after, int) and after > left:
        many = "no scene is" if left == 0 else f"only {left} scene{'s are' if left > 1 else ' is'}"
        yield build_diagnostic(
            "S118", subject.document.locate_value(at), f"{many} left when this is due", "make it shorter, or move it"
        )
