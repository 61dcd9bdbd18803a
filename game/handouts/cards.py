"""Each chair's private pack on paper: what only it may read, a page a scene, for a room with paper or phones.

What is drawn by luck is drawn as in a play with the same seed. What depends on how people play cannot be printed
beforehand; a page says where the screen may have more. The options bear letters, for a pick on paper: on the screen
they stand in another order at each look. What only two who sit together can find is on no page.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from game.content.compiler import LoadedScenario
from game.content.markup import render_plain
from game.engine import rules
from game.engine.conditions import ParsedCondition, list_names
from game.engine.rng import Rng
from game.engine.scenario import Cost, Fact, Line, Scenario, Scene
from game.engine.scene_flow import PLEDGE_AFTER, count_scenes_before_still
from game.engine.state import State, condition_holds
from game.engine.stocks import CHAIRS, Chair
from game.narration.voice import extract_first_sentence


@dataclass(frozen=True, slots=True)
class FactCard:
    """A fact that only this chair holds: its text, what it costs to say, and whether it may be said in this scene."""

    text: str
    cost: Cost
    say: bool


@dataclass(frozen=True, slots=True)
class OptionCard:
    """What may be picked; `unsure` tells that it is on offer only where play went so."""

    text: str
    unsure: bool


@dataclass(frozen=True, slots=True)
class SceneCard:
    """What one chair may read as a scene opens.

    Attributes:
        opening: how the scene begins, to know the page by; everybody may read that.
        at: its time, '' where it has none.
        lines: what only this chair reads.
        facts: what it comes to hold here, and what it may say here.
        ask: the question of the scene, '' where there is none.
        options: what may be picked, in the author's order; an option that depends on how it was played may be missing
            on the screen (`unsure`).
        picks: whether this chair picks here: `joint`, `alone` or ''.
        pledge: what is asked when the scene is over: `pledge`, `still` or ''.
        more: whether the screen may have a line that depends on how it was played.
    """

    opening: str
    at: str
    lines: tuple[str, ...]
    facts: tuple[FactCard, ...]
    ask: str
    options: tuple[OptionCard, ...]
    picks: str
    pledge: str
    more: bool


@dataclass(frozen=True, slots=True)
class Handout:
    """Everything on paper for one chair. Texts are in one language, names in place."""

    title: str
    chair: Chair
    name: str
    goal: str
    obstacle: str
    stake: str
    objectives: tuple[str, ...]
    scenes: tuple[SceneCard, ...]
    scenario: str
    seed: int
    playthrough: int


def build_handouts(loaded: LoadedScenario, language: str, seed: int, playthrough: int = 0) -> tuple[Handout, Handout]:
    """Return both chairs' packs, CEO first, for a play with a seed."""
    scenario = loaded.scenario
    state, _events = rules.begin_play(scenario, Rng(seed, scenario.id, playthrough))
    ceo, cto = (_HandoutBuilder(loaded, language, state, chair).build_handout(seed, playthrough) for chair in CHAIRS)
    return ceo, cto


class _HandoutBuilder:
    def __init__(self, loaded: LoadedScenario, language: str, state: State, chair: Chair) -> None:
        self.scenario: Scenario = loaded.scenario
        self.texts = loaded.texts
        self.language = language
        self.state = state
        self.chair = chair
        cast = loaded.scenario.cast.values()
        self.people = {person.id: loaded.texts.get(f"{person.path}.name", language) for person in cast}

    def render_text(self, path: str) -> str:
        return render_plain(self.texts.get(path, self.language), self.people)

    def build_handout(self, seed: int, playthrough: int) -> Handout:
        person = self.scenario.cast[self.chair]
        return Handout(
            title=self.render_text("title"),
            chair=self.chair,
            name=self.people[self.chair],
            goal=self.render_text(person.find_drawn_goal(self.state.draw).path),
            obstacle=self.render_text(f"{person.path}.obstacle"),
            stake=self.render_text(f"{person.path}.stake"),
            objectives=tuple(self.render_text(f"objectives.{number}") for number in range(self.scenario.objectives)),
            scenes=tuple(self._build_scene_cards()),
            scenario=self.scenario.id,
            seed=seed,
            playthrough=playthrough,
        )

    def _build_scene_cards(self) -> Iterator[SceneCard]:
        consequences = False
        for played, scene in enumerate(self.scenario.scenes.values(), start=1):
            yield self._build_scene_card(scene, played, consequences)
            options = scene.decision.options if scene.decision else ()
            consequences = consequences or any(option.private.get(self.chair) for option in options)

    def _build_scene_card(self, scene: Scene, played: int, consequences: bool) -> SceneCard:
        private = scene.private.get(self.chair, ())
        mine = [fact for fact in self.scenario.facts.values() if fact.held == self.chair]
        here = [fact for fact in mine if self._find_learning_scene(fact) == scene.id or fact.id in scene.say]
        conditions = [*(line.when for line in private), *(fact.when for fact in here)]
        return SceneCard(
            opening=extract_first_sentence(self.render_text(f"{scene.path}.text")),
            at=self.render_text(f"{scene.path}.at") if scene.timed else "",
            lines=tuple(self.render_text(line.path) for line in private if self._is_shown(line)),
            facts=tuple(self._build_fact_card(fact, scene) for fact in here if self._is_shown(fact)),
            ask=self.render_text(f"{scene.path}.ask") if scene.decision else "",
            options=tuple(self._build_option_cards(scene)),
            picks=self._find_pick_kind(scene),
            pledge=self._find_pledge_prompt(played),
            more=consequences or not all(map(self._is_settled_by_draw, conditions)),
        )

    def _find_learning_scene(self, fact: Fact) -> str:
        return fact.since or self.scenario.first_scene.id

    def _build_fact_card(self, fact: Fact, scene: Scene) -> FactCard:
        return FactCard(self.render_text(f"{fact.path}.text"), fact.cost, fact.id in scene.say)

    def _build_option_cards(self, scene: Scene) -> Iterator[OptionCard]:
        """Yield what is listed: a synthesis never is, nor what the draw rules out."""
        for option in scene.decision.options if scene.decision else ():
            sure = self._is_settled_by_draw(option.when)
            if not option.synthesis and not (sure and not condition_holds(option.when, self.scenario, self.state)):
                yield OptionCard(self.render_text(f"{option.path}.text"), not sure)

    def _find_pledge_prompt(self, played: int) -> str:
        """What is asked once so many scenes were played (the page may be another one's, where the path forks)."""
        return (
            "pledge"
            if played == PLEDGE_AFTER
            else "still"
            if played == count_scenes_before_still(self.scenario)
            else ""
        )

    def _find_pick_kind(self, scene: Scene) -> str:
        if scene.decision is None or self.chair not in scene.decision.deciders:
            return ""
        return "joint" if scene.decision.joint else "alone"

    def _is_settled_by_draw(self, when: ParsedCondition | None) -> bool:
        """Whether a condition is decided by the draw alone."""
        return when is None or all(name.startswith("draw.") for name in list_names(when))

    def _is_shown(self, part: Line | Fact) -> bool:
        return self._is_settled_by_draw(part.when) and condition_holds(part.when, self.scenario, self.state)
