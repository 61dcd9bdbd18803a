"""What a crisis reads of its own state: stocks that no condition reads, conditions that come out the same each time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Final

from game.analysis.simulation.players import DICE, SKILLED
from game.analysis.simulation.plays import Laboratory, Seats, Stage, play_to_end
from game.engine.conditions import Always, ParsedCondition, list_names
from game.engine.events import Ask
from game.engine.scenario import Scenario
from game.engine.scene_flow import summarize_epilogue
from game.engine.state import condition_holds
from game.engine.state_draft import StateDraft
from game.engine.stocks import DEPARTMENTS, STOCKS
from game.playthrough.record import Answer

ASKED_OF_ENDINGS: Final = ("culture", "structure", *DEPARTMENTS, "csat_product", "csat_service")
"""The stocks of which each must matter to some ending."""


@dataclass(frozen=True, slots=True)
class PlacedCondition:
    """A condition, where it stands, and the only scene in which it is read ('' where that may be any, or the end)."""

    path: str
    condition: ParsedCondition
    scene: str = ""


def list_conditions(scenario: Scenario) -> list[PlacedCondition]:
    """Return every condition of a crisis but `otherwise`."""
    in_scenes = [found for scene in scenario.scenes.values() for found in _find_conditions(scene, scene.path, scene.id)]
    parts = (scenario.facts, scenario.echoes, scenario.voices, scenario.endings)
    return [*in_scenes, *(found for part in parts for found in _find_conditions(part, scenario.id, ""))]


def _find_conditions(value: object, path: str, scene: str) -> Iterator[PlacedCondition]:
    if isinstance(value, ParsedCondition):
        if not isinstance(value.tree, Always):
            yield PlacedCondition(path, value, scene)
    elif is_dataclass(value):
        here = getattr(value, "path", path)
        for field in fields(value):
            yield from _find_conditions(getattr(value, field.name), f"{here}.{field.name}", scene)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _find_conditions(item, f"{path}.{key}", scene)
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _find_conditions(item, f"{path}.{number}", scene)


def list_unread_by_endings(scenario: Scenario) -> tuple[str, ...]:
    """Return the stocks of a company that no ending asks for."""
    read = {name for ending in scenario.endings if ending.when is not None for name in list_names(ending.when)}
    return tuple(stock for stock in ASKED_OF_ENDINGS if stock not in read)


def list_unread_stocks(scenario: Scenario) -> tuple[str, ...]:
    """Return the stocks that no condition of a crisis reads."""
    read = {name for placed in list_conditions(scenario) for name in list_names(placed.condition)}
    return tuple(stock for stock in STOCKS if stock not in read)


def track_conditions(stage: Stage, seed: int) -> frozenset[tuple[str, bool]]:
    """Return how each condition came out in a play by dice and one by skilled players: (path, true or false)."""
    came: set[tuple[str, bool]] = set()
    placed = list_conditions(stage.scenario)

    def watch(draft: StateDraft, _ask: Ask, _answer: Answer) -> None:
        here = [one for one in placed if one.scene in ("", draft.state.scene)]
        came.update((one.path, draft.holds(one.condition)) for one in here)

    for player in (DICE, SKILLED):
        seats: Seats = {"ceo": player, "cto": player}
        state = play_to_end(stage, seed, seats, watch)
        means = summarize_epilogue(state).means
        came.update(
            (one.path, condition_holds(one.condition, stage.scenario, state, means)) for one in placed if not one.scene
        )
    return frozenset(came)


MOST_TRACKED: Final = 60
"""Seeds on which conditions are tracked at most: looking at all of them at every answer takes long."""


def count_never_flipping(laboratory: Laboratory, seeds: range) -> tuple[list[str], int]:
    """Return where the conditions stand that always came out the same, and how many conditions there are."""
    came: set[tuple[str, bool]] = set()
    for found in laboratory.run(track_conditions, seeds[:MOST_TRACKED]):
        came |= found
    paths = [placed.path for placed in list_conditions(laboratory.stage.scenario)]
    return [path for path in paths if len({(path, True), (path, False)} & came) < 2], len(paths)
