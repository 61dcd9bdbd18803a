"""What can never be reached in a crisis, and why: the first condition that no play can meet, with what it could be.

Sound and not complete: what is called closed here no play can reach, whatever is answered and drawn; of all else
nothing is said. `travel` follows all plays at once, with an interval for each stock.
"""

from collections.abc import Iterator

from game.analysis.moment import always, never, options_of
from game.analysis.reasons import because, quoted, values
from game.analysis.travel import Exit, Known, Travel, first_of, travel
from game.engine.guard import Guard
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
        if not never(ending.when, known) and _before(scenario, ending, known) is None:
            possible.append(ending.id)
        if always(ending.when, known):
            break
    return tuple(possible)


def _before(scenario: Scenario, ending: Ending, known: Known) -> Ending | None:
    """Return the ending before this one whose condition holds wherever its own does."""
    earlier = scenario.endings[: scenario.endings.index(ending)]
    first = first_of(ending.when, [one.when for one in earlier if one.when], known) if ending.when else None
    return next((one for one in earlier if one.when is first), None) if first else None


def _endings(scenario: Scenario, found: Travel) -> Iterator[tuple[Target, str]]:
    possible = {ending for known in found.finishes.values() for ending in endings_of(scenario, known)}
    known, certain = found.ended, ""
    for ending in scenario.endings:
        if known is None:
            yield ("ending", ending.id), "no way within reach leads to an end"
        elif ending.id not in possible:
            closed = ending.when is not None and never(ending.when, known)
            first = None if closed or certain else _before(scenario, ending, known)
            why = _shut(ending, known) if closed else _behind(first) if first else _after(certain)
            yield ("ending", ending.id), why
        if known is not None and always(ending.when, known):
            certain = certain or ending.id


def _shut(ending: Ending, known: Known) -> str:
    assert ending.when is not None
    return f"{because(ending.when, known)}, over the year after"


def _behind(first: Ending) -> str:
    assert first.when is not None
    return f"whenever it holds, {quoted(first.when)} of the ending {first.id} before it holds first"


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
    exits = [(scene, out) for scene, several in found.ways.items() for out in several]
    told = (
        f"from {scene}: {why}"
        for scene, out in exits
        for number, branch in enumerate(out.branches)
        if branch.to == target and branch.when is not None and (why := _closed(out, number, branch.when))
    )
    return "; ".join(dict.fromkeys(told)) or "no way within reach leads here"


def _closed(out: Exit, number: int, when: Guard) -> str:
    """Return why a way is never taken; '' where it may be."""
    if never(when, out.known):
        return because(when, out.known)
    first = first_of(when, [branch.when for branch in out.branches[:number] if branch.when], out.known)
    return f"whenever {quoted(when)} holds, {quoted(first)} before it holds first" if first else ""
