"""From scene to scene: opening one, leaving it, and what is asked between two (R2, R14, R15)."""

from typing import Final

from game.engine.calendar import CHAIR_EMPTY, finish, forgive, pass_weeks
from game.engine.events import EchoHeard, SceneOpened
from game.engine.facts import learn, surface
from game.engine.landing import land, settle_promises
from game.engine.scenario import END, Scenario, Scene
from game.engine.scope import showing
from game.engine.state import Phase, Played
from game.engine.stocks import CHAIRS, INDEX
from game.engine.turn import Turn

PLEDGE_AFTER: Final = 1
"""Pledges are made after the first scene, when there is something to lose."""


def arrive(turn: Turn, scene: str) -> None:
    """Go to a scene, by way of what is asked before it opens."""
    turn.put(scene=scene, interludes=_interludes(turn, turn.scenario.scenes[scene]), inbox={})
    go_on(turn)


def go_on(turn: Turn) -> None:
    """Ask the next thing between two scenes, or open the scene where nothing is left."""
    if turn.state.interludes:
        turn.put(phase=turn.state.interludes[0], interludes=turn.state.interludes[1:], inbox={})
    else:
        _open(turn)


def still_after(scenario: Scenario) -> int:
    """Return after how many scenes it is asked whether the pledges stand; 0 where a crisis is too short for that."""
    half = len(scenario.scenes) // 2
    return half if half > PLEDGE_AFTER else 0


def _interludes(turn: Turn, scene: Scene) -> tuple[Phase, ...]:
    played = turn.state.count
    steps: list[Phase] = []
    if played == PLEDGE_AFTER:
        steps.append("pledge")
    if 0 < played == still_after(turn.scenario):
        steps.append("still")
    if scene.coffee and scene.id not in turn.state.visits and turn.state.partners != frozenset(CHAIRS):
        steps.append("coffee")
    return tuple(steps)


def _open(turn: Turn) -> None:
    scene = turn.scenario.scenes[turn.state.scene]
    count = turn.state.count + 1
    visits = {**turn.state.visits, scene.id: turn.state.visits.get(scene.id, 0) + 1}
    opening = turn.state.stocks
    turn.put(phase="first", count=count, visits=visits, now=Played(scene.id, count), opening=opening, inbox={})
    told = len(turn.events)
    land(turn)
    surface(turn)
    settle_promises(turn)
    turn.round()
    learn(turn, scene.id)
    _echo(turn, scene)
    turn.mark()
    lines = (f"{scene.path}.text", *showing(scene.also, turn.scenario, turn.state))
    private = {chair: showing(texts, turn.scenario, turn.state) for chair, texts in scene.private.items()}
    turn.events.insert(told, SceneOpened(scene.id, count, lines, private, opening))
    _ask(turn, scene)


def _echo(turn: Turn, scene: Scene) -> None:
    for echo in turn.scenario.echoes:
        if echo.path not in turn.state.echoes and echo.scene in (None, scene.id) and turn.holds(echo.when):
            turn.put(echoes=turn.state.echoes | {echo.path})
            turn.tell(EchoHeard(echo.path, echo.who))
            return


def _ask(turn: Turn, scene: Scene) -> None:
    if scene.decision is None:
        leave(turn)
    else:
        turn.put(phase="first" if scene.decision.joint else "say")


def leave(turn: Turn) -> None:
    """Close a scene: its weeks pass, both forgive a little, and play goes where the scene leads."""
    scene = turn.scenario.scenes[turn.state.scene]
    pass_weeks(turn, scene.weeks)
    forgive(turn)
    turn.round()
    turn.tell(*turn.changes())
    turn.put(past=(*turn.state.past, turn.state.now), inbox={})
    target = _target(turn, scene)
    if target == END or CHAIR_EMPTY in turn.state.flags or _broke(turn):
        finish(turn)
    else:
        arrive(turn, target)


def _broke(turn: Turn) -> bool:
    return any(week[INDEX["cash"]] < 0 for week in turn.state.weeks)


def _target(turn: Turn, scene: Scene) -> str:
    enacted = turn.state.now.enacted
    then = scene.decision.option(enacted).then if scene.decision and enacted else ()
    for branch in (*then, *scene.then):
        if turn.holds(branch.when):
            return branch.to
    order = list(turn.scenario.scenes)
    following = order.index(scene.id) + 1
    return order[following] if following < len(order) else END
