"""From scene to scene: opening one, leaving it, and what is asked between two (R2, R14, R15)."""

from typing import Final

from game.engine.conditions.evaluate import list_shown_lines
from game.engine.epilogue import CHAIR_EMPTY, fade_memories, finish_play, pass_weeks
from game.engine.events import EchoHeard, SceneOpened
from game.engine.facts import learn_facts, surface_due_facts
from game.engine.landing import land_due_effects, settle_promises
from game.engine.scenario import END, Scenario, Scene
from game.engine.state import Phase, SceneRecord
from game.engine.state_draft import StateDraft
from game.engine.stocks import CHAIRS, INDEX

PLEDGE_AFTER: Final = 1
"""Pledges are made after the first scene, when there is something to lose."""


def go_to_scene(turn: StateDraft, scene: str) -> None:
    """Go to a scene, by way of what is asked before it opens."""
    turn.replace_fields(scene=scene, interludes=_list_interludes(turn, turn.scenario.scenes[scene]), inbox={})
    advance_interludes(turn)


def advance_interludes(turn: StateDraft) -> None:
    """Ask the next thing between two scenes, or open the scene where nothing is left."""
    if turn.state.interludes:
        turn.replace_fields(phase=turn.state.interludes[0], interludes=turn.state.interludes[1:], inbox={})
    else:
        _open_scene(turn)


def count_scenes_before_still(scenario: Scenario) -> int:
    """Return after how many scenes it is asked whether the pledges stand; 0 where a crisis is too short for that."""
    half = len(scenario.scenes) // 2
    return half if half > PLEDGE_AFTER else 0


def _list_interludes(turn: StateDraft, scene: Scene) -> tuple[Phase, ...]:
    played = turn.state.count
    steps: list[Phase] = []
    if played == PLEDGE_AFTER:
        steps.append("pledge")
    if 0 < played == count_scenes_before_still(turn.scenario):
        steps.append("still")
    if scene.coffee and scene.id not in turn.state.visits and turn.state.partners != frozenset(CHAIRS):
        steps.append("coffee")
    return tuple(steps)


def _open_scene(turn: StateDraft) -> None:
    scene = turn.scenario.scenes[turn.state.scene]
    count = turn.state.count + 1
    visits = {**turn.state.visits, scene.id: turn.state.visits.get(scene.id, 0) + 1}
    opening = turn.state.stocks
    turn.replace_fields(
        phase="first", count=count, visits=visits, now=SceneRecord(scene.id, count), opening=opening, inbox={}
    )
    told = len(turn.events)
    land_due_effects(turn)
    surface_due_facts(turn)
    settle_promises(turn)
    turn.round_stocks()
    learn_facts(turn, scene.id)
    _play_echo(turn, scene)
    turn.mark_baseline()
    lines = (f"{scene.path}.text", *list_shown_lines(scene.also, turn.scenario, turn.state))
    private = {chair: list_shown_lines(texts, turn.scenario, turn.state) for chair, texts in scene.private.items()}
    turn.events.insert(told, SceneOpened(scene.id, count, lines, private, opening))
    _ask_decision(turn, scene)


def _play_echo(turn: StateDraft, scene: Scene) -> None:
    for echo in turn.scenario.echoes:
        if echo.path not in turn.state.echoes and echo.scene in (None, scene.id) and turn.holds(echo.when):
            turn.replace_fields(echoes=turn.state.echoes | {echo.path})
            turn.record_events(EchoHeard(echo.path, echo.who))
            return


def _ask_decision(turn: StateDraft, scene: Scene) -> None:
    if scene.decision is None:
        leave_scene(turn)
    else:
        turn.replace_fields(phase="first" if scene.decision.joint else "say")


def leave_scene(turn: StateDraft) -> None:
    """Close a scene: its weeks pass, both forgive a little, and play goes where the scene leads."""
    scene = turn.scenario.scenes[turn.state.scene]
    pass_weeks(turn, scene.weeks)
    fade_memories(turn)
    turn.round_stocks()
    turn.record_events(*turn.list_changes())
    turn.replace_fields(past=(*turn.state.past, turn.state.now), inbox={})
    target = _select_next_scene(turn, scene)
    if target == END or CHAIR_EMPTY in turn.state.flags or _is_insolvent(turn):
        finish_play(turn)
    else:
        go_to_scene(turn, target)


def _is_insolvent(turn: StateDraft) -> bool:
    return any(week[INDEX["cash"]] < 0 for week in turn.state.weeks)


def _select_next_scene(turn: StateDraft, scene: Scene) -> str:
    enacted = turn.state.now.enacted
    then = scene.decision.find_option(enacted).then if scene.decision and enacted else ()
    for branch in (*then, *scene.then):
        if turn.holds(branch.when):
            return branch.to
    order = list(turn.scenario.scenes)
    following = order.index(scene.id) + 1
    return order[following] if following < len(order) else END
