"""What the people in the chairs did: their pledges beside their deeds, and how two of them played together.

Everything is a count or a quotation and is taken for both chairs alike; what it means is for the players to say. What
the simulated partner did in a person's chair is nobody's deed and is left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from game.debrief.timeline import PlayedScene, Replay, Timeline
from game.engine.consequences import compute_net_points
from game.engine.partner import PLEDGED_STOCKS
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


def build_pledge_records(scenario: Scenario, timeline: Timeline) -> tuple[PledgeRecord, ...]:
    """Return the pledges of the chairs that made one, CEO first, each with its deeds."""
    found = (_build_pledge_record(scenario, timeline, chair) for chair in CHAIRS)
    return tuple(words for words in found if words.pledges)


def _build_pledge_record(scenario: Scenario, timeline: Timeline, chair: Chair) -> PledgeRecord:
    made = [
        (scene, p) for scene in timeline.scenes for p in scene.before.pledged if p.chair not in scene.before.stood_in
    ]
    said = [(scene.count, p.what) for scene, p in made if p.chair == chair]
    pledges = tuple(pledge for number, pledge in enumerate(said) if number == 0 or pledge[1] != said[number - 1][1])
    guesses = [p.guess for _scene, p in made if p.chair == other_chair(chair) and p.guess]
    return PledgeRecord(
        chair, pledges, tuple(_list_deeds(scenario, timeline, chair, pledges)), guesses[-1] if guesses else None
    )


def _list_deeds(
    scenario: Scenario, timeline: Timeline, chair: Chair, pledges: tuple[tuple[int, Pledge], ...]
) -> Iterator[Deed]:
    for scene in timeline.scenes:
        held = [what for since, what in pledges if since <= scene.count]
        if held and scene.enacted and chair not in scene.stood_in and is_own_decision(scenario, scene, chair):
            stocks = PLEDGED_STOCKS[held[-1]]
            effects = tuple(
                effect for effect in _list_decision_effects(scenario, timeline, scene) if effect.stock in stocks
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


def _list_decision_effects(scenario: Scenario, timeline: Timeline, scene: PlayedScene) -> Iterator[Effect]:
    option = find_enacted_option(scenario, scene)
    if option is not None:
        yield from option.effects
    for there in (*(landing for s in timeline.scenes for landing in s.landed), *timeline.closing.landed):
        if there.origin == scene.count:
            yield from there.effects


@dataclass(frozen=True, slots=True)
class PersonTally:
    """What one of two people did, over the scenes that both decided.

    Attributes:
        chair: which of them.
        spoke_first: in how many scenes it was asked first.
        stood: in how many scenes what both settled on was its first pick.
        said, kept: how many facts it said, and kept at every chance.
        right, guesses: how many of its guesses were right, of how many.
    """

    chair: Chair
    spoke_first: int
    stood: int
    said: int
    kept: int
    right: int
    guesses: int


@dataclass(frozen=True, slots=True)
class PairPlay:
    """How two people played: `scenes` that both decided, and the part of each, CEO first."""

    scenes: int
    parts: tuple[PersonTally, ...]


@dataclass(frozen=True, slots=True)
class OpponentMove:
    """A move across the table opposite a ghost: the person's own of then, or the model's."""

    count: int
    chair: Chair
    kind: str
    own: bool


def build_pair_play(replay: Replay, timeline: Timeline) -> PairPlay | None:
    """Return how two people played; None where they never decided anything together."""
    begun = dict(_list_first_pickers(replay))
    scenes = [s for s in timeline.scenes if s.count in begun and s.played.enacted and not s.stood_in]
    if not scenes:
        return None
    return PairPlay(len(scenes), tuple(_build_person_tally(replay, scenes, begun, chair) for chair in CHAIRS))


def list_opponent_moves(replay: Replay) -> tuple[OpponentMove, ...]:
    """Return every move that was made opposite a ghost; empty where there was none."""
    moves = [
        OpponentMove(step.before.count, step.move.chair, step.move.kind, step.back)
        for step in replay.steps
        if step.move.chair in step.before.partners and step.move.kind != "seat"
    ]
    return tuple(moves) if any(step.back for step in replay.steps) else ()


def _list_first_pickers(replay: Replay) -> Iterator[tuple[int, Chair]]:
    """For each scene that two people decided, by its count, who picked first."""
    for step in reversed(replay.steps):
        if step.move.kind == "first" and not step.before.partners:
            yield step.before.count, step.move.chair


def _build_person_tally(
    replay: Replay, scenes: list[PlayedScene], begun: dict[int, Chair], chair: Chair
) -> PersonTally:
    facts = replay.scenario.facts
    said = {fact for scene in scenes for fact in scene.played.said if facts[fact].held == chair}
    kept = {fact for scene in scenes for fact in scene.played.kept if facts[fact].held == chair} - said
    guesses = [right for scene in scenes if (right := scene.is_guess_right(chair)) is not None]
    return PersonTally(
        chair=chair,
        spoke_first=sum(begun[scene.count] == chair for scene in scenes),
        stood=sum(_find_settled_options(scene) == {scene.played.first[chair]} for scene in scenes),
        said=len(said),
        kept=len(kept),
        right=sum(guesses),
        guesses=len(guesses),
    )


def _find_settled_options(scene: PlayedScene) -> set[str]:
    """What both settled on: their final picks, or what they decided once they had sat down."""
    sat = scene.sat is not None and scene.sat.accepted
    return {scene.played.enacted} if sat else set(scene.played.final.values())
