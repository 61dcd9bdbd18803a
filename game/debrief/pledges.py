"""Words beside deeds: what each chair said it would not sacrifice, and the decisions that went with it and against it.

A decision counts as a chair's own where it picked what was enacted, or decided it after sitting down together; what
the simulated partner did in a person's chair is nobody's deed.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from game.debrief.timeline import PlayedScene, Timeline
from game.engine.landing import compute_net_points
from game.engine.partner.policy import PLEDGED_STOCKS
from game.engine.scenario import Effect, Option, Pledge, Scenario
from game.engine.stocks import CHAIRS, Chair, other_chair


@dataclass(frozen=True, slots=True)
class Deed:
    """A decision of a chair that touched what it had pledged.

    Attributes:
        count, scene, option: the decision.
        pledge: the pledge that held then.
        effects: what it did to the stocks of the pledge, at once and later.
        worth: what that adds up to in points, a loss below 0.
    """

    count: int
    scene: str
    option: str
    pledge: Pledge
    effects: tuple[Effect, ...]
    worth: float


@dataclass(frozen=True, slots=True)
class PledgeRecord:
    """What one chair pledged: (the scene before which it was said, what), and its deeds since.

    `guess` is what the other chair last took the pledge for, None where it did not guess.
    """

    chair: Chair
    pledges: tuple[tuple[int, Pledge], ...]
    deeds: tuple[Deed, ...]
    guess: Pledge | None = None

    @property
    def went_with(self) -> tuple[Deed, ...]:
        """The deeds that went with the pledge."""
        return tuple(deed for deed in self.deeds if deed.worth > 0)

    @property
    def went_against(self) -> tuple[Deed, ...]:
        """The deeds that went against it."""
        return tuple(deed for deed in self.deeds if deed.worth < 0)


def build_pledge_records(scenario: Scenario, line: Timeline) -> tuple[PledgeRecord, ...]:
    """Return the pledges of the chairs that made one, CEO first, each with its deeds."""
    found = (_build_pledge_record(scenario, line, chair) for chair in CHAIRS)
    return tuple(words for words in found if words.pledges)


def _build_pledge_record(scenario: Scenario, line: Timeline, chair: Chair) -> PledgeRecord:
    made = [(scene, p) for scene in line.scenes for p in scene.before.pledged if p.chair not in scene.before.stood_in]
    said = [(scene.count, p.what) for scene, p in made if p.chair == chair]
    pledges = tuple(pledge for number, pledge in enumerate(said) if number == 0 or pledge[1] != said[number - 1][1])
    guesses = [p.guess for _scene, p in made if p.chair == other_chair(chair) and p.guess]
    return PledgeRecord(
        chair, pledges, tuple(_list_deeds(scenario, line, chair, pledges)), guesses[-1] if guesses else None
    )


def _list_deeds(
    scenario: Scenario, line: Timeline, chair: Chair, pledges: tuple[tuple[int, Pledge], ...]
) -> Iterator[Deed]:
    for scene in line.scenes:
        held = [what for since, what in pledges if since <= scene.count]
        if held and scene.enacted and chair not in scene.stood_in and is_own_decision(scenario, scene, chair):
            stocks = PLEDGED_STOCKS[held[-1]]
            effects = tuple(
                effect for effect in _list_decision_effects(scenario, line, scene) if effect.stock in stocks
            )
            if effects:
                yield Deed(scene.count, scene.id, scene.played.enacted, held[-1], effects, compute_net_points(effects))


def is_own_decision(scenario: Scenario, scene: PlayedScene, chair: Chair) -> bool:
    """Tell whether what was enacted in a scene was a chair's own decision."""
    decision, option = scenario.scenes[scene.id].decision, find_enacted_option(scenario, scene)
    if decision is None or option is None:
        return False
    if scene.sat is not None and scene.sat.accepted:
        return option.synthesis or decision.owner == chair
    return scene.played.final.get(chair) == option.id


def find_enacted_option(scenario: Scenario, scene: PlayedScene) -> Option | None:
    """Return the option that was enacted in a scene, None where none was."""
    decision = scenario.scenes[scene.id].decision
    return decision.find_option(scene.played.enacted) if decision and scene.played.enacted else None


def _list_decision_effects(scenario: Scenario, line: Timeline, scene: PlayedScene) -> Iterator[Effect]:
    option = find_enacted_option(scenario, scene)
    if option is not None:
        yield from option.effects
    for there in (*(landing for s in line.scenes for landing in s.landed), *line.closing.landed):
        if there.origin == scene.count:
            yield from there.effects
