"""What can never be reached in a crisis, and why: the first condition that no play can meet, with what it could be.

Sound and not complete: what is called closed here no play can reach, whatever is answered and drawn; of all else
nothing is said. `travel` follows all plays at once, with an interval for each stock.
"""

from collections.abc import Iterator

from game.analysis.moment import never, options_of
from game.analysis.travel import Known, Travel, because, quoted, travel, values
from game.engine.guard import bounds
from game.engine.scenario import Ending, Scenario

Target = tuple[str, str]
"""What is looked for: `("scene", id)`, `("option", "scene.option")` or `("ending", id)`."""


def targets(scenario: Scenario) -> tuple[Target, ...]:
    """Return every scene, option and ending, in the order of the file."""
    found: list[Target] = []
    for scene in scenario.scenes.values():
        found.append(("scene", scene.id))
        found.extend(("option", f"{scene.id}.{option.id}") for option in options_of(scene))
    return (*found, *(("ending", ending.id) for ending in scenario.endings))


def proofs(scenario: Scenario, found: Travel | None = None) -> dict[Target, str]:
    """Return the targets that no play can reach, each with the reason."""
    found = found or travel(scenario)
    closed: dict[Target, str] = {}
    for scene in scenario.scenes.values():
        if scene.id not in found.asked:
            closed["scene", scene.id] = _no_way(found, scene.id)
        for option in options_of(scene):
            name = f"{scene.id}.{option.id}"
            if scene.id not in found.asked:
                closed["option", name] = f"its scene {scene.id} is never reached"
            elif name in found.shut:
                closed["option", name] = found.shut[name]
    return closed | dict(_endings(scenario, found))


def endings_of(scenario: Scenario, known: Known) -> tuple[str, ...]:
    """Return the endings that may be the first to hold where play ends with these values."""
    possible: list[str] = []
    for ending in scenario.endings:
        if not never(ending.when, known):
            possible.append(ending.id)
        if ending.when is None or bounds(ending.when, known).holds:
            break
    return tuple(possible)


def _endings(scenario: Scenario, found: Travel) -> Iterator[tuple[Target, str]]:
    possible = {ending for known in found.finishes.values() for ending in endings_of(scenario, known)}
    known, certain = found.ended, ""
    for ending in scenario.endings:
        if known is None:
            yield ("ending", ending.id), "no way within reach leads to an end"
        elif ending.id not in possible:
            closed = ending.when is not None and never(ending.when, known)
            yield ("ending", ending.id), _shut(ending, known) if closed else _after(certain)
        if known is not None and (ending.when is None or bounds(ending.when, known).holds):
            certain = certain or ending.id


def _shut(ending: Ending, known: Known) -> str:
    assert ending.when is not None
    return f"{because(ending.when, known)}, over the year after"


def _after(certain: str) -> str:
    return (
        f"the ending {certain} before it always holds"
        if certain
        else "wherever play may end, it can never be the first"
    )


def doubts(scenario: Scenario, found: Travel, target: Target) -> str:
    """Return the conditions that a way to a target would have to meet, with what their names may be; '' for none."""
    kind, name = target
    if kind == "ending":
        ending = scenario.ending(name)
        asked = [(ending.when if ending else None, found.ended or {})]
    elif kind == "option":
        scene, _, option = name.partition(".")
        decision = scenario.scenes[scene].decision
        asked = [(decision.option(option).when if decision else None, found.asked.get(scene, {}))]
    else:
        exits = [(branch, out.known) for several in found.ways.values() for out in several for branch in out.branches]
        asked = [(branch.when, known) for branch, known in exits if branch.to == name and not never(branch.when, known)]
    told = (f"{quoted(guard)}: {values(guard, known)}" for guard, known in asked if guard is not None)
    return "; ".join(dict.fromkeys(told))


def _no_way(found: Travel, target: str) -> str:
    conditions = [
        f"from {scene}: {because(branch.when, out.known)}"
        for scene, several in found.ways.items()
        for out in several
        for branch in out.branches
        if branch.to == target and branch.when is not None and never(branch.when, out.known)
    ]
    return "; ".join(dict.fromkeys(conditions)) or "no way within reach leads here"
