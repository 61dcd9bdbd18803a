"""What may stand on a page together, and a session frozen at that moment, so that the page can be drawn.

`SceneLayouts` finds the paragraphs, private lines, options and facts that conditions let show together.
`FrozenSession` is a moment made up from a layout: nobody has played to it, and nothing is answered in it.
"""

from dataclasses import dataclass, replace
from typing import Final

from game.content.checks.logic import MOST_WORLDS, World, build_state_space, list_worlds
from game.content.markup import TextSpan
from game.engine.conditions import ParsedCondition
from game.engine.events import Event
from game.engine.scenario import END, Decision, Fact, Line, Option, Scenario, Scene, Texts
from game.engine.state import SIT, FactState
from game.engine.state_draft import StateDraft
from game.engine.stocks import Chair, other_chair
from game.playthrough.opponent import PickReason
from game.playthrough.prompts import FactChoice, Prompt, PromptChoice
from game.playthrough.session import Session
from game.playthrough.setup import Setup
from game.playthrough.visibility import build_hints
from game.tui.play.reader import ChairReader

_PATIENCE: Final = 20_000
"""Worlds, over all pages, that are examined fully; a crisis seldom has a quarter of that."""
_FEWEST: Final = 32
DEAREST: Final = 10
"""The most trust that saying a fact that costs face can take."""
Told = tuple[tuple[str, ...], tuple[str, ...]]
"""Paths of texts: those that both read, and those that one chair reads."""


@dataclass(frozen=True)
class SceneLayout:
    """One combination of texts (by path), options and unsaid facts (by id) that a scene may show."""

    lines: tuple[str, ...]
    private: tuple[str, ...]
    options: tuple[str, ...]
    facts: frozenset[str]


class SceneLayouts:
    """The layouts of a crisis, the same in every language; each is computed once."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._story = build_state_space(scenario)
        steps = _map_next_scenes(scenario)
        self._unsaid = {fact.id: _find_unsaid_scenes(scenario, steps, fact) for fact in scenario.facts.values()}
        self._patience = _PATIENCE
        self._of: dict[tuple[str, Chair], frozenset[SceneLayout]] = {}
        self._after: dict[tuple[str, Chair], frozenset[Told]] = {}

    def list_layouts(self, scene: Scene, chair: Chair) -> frozenset[SceneLayout]:
        """Return the layouts of a scene as a chair reads it."""
        if (scene.id, chair) not in self._of:
            self._of[scene.id, chair] = self._build_layouts(scene, chair)
        return self._of[scene.id, chair]

    def list_texts_after(self, option: Option, chair: Chair) -> frozenset[Told]:
        """Return the combinations of texts that may follow an option."""
        if (option.path, chair) not in self._after:
            private = option.private.get(chair, ())
            found = self._list_worlds([line.when for line in (*option.results, *private)])
            told = frozenset(
                (_list_shown_paths(option.results, world)[:1], _list_shown_paths(private, world)) for world in found
            )
            self._after[option.path, chair] = told
        return self._after[option.path, chair]

    def _build_layouts(self, scene: Scene, chair: Chair) -> frozenset[SceneLayout]:
        facts = [self._scenario.facts[fact] for fact in scene.say]
        mine = [fact for fact in facts if fact.held == chair and scene.id in self._unsaid[fact.id]]
        options = [one for one in (scene.decision.options if scene.decision else ()) if not one.synthesis]
        private = scene.private.get(chair, ())
        shown = [line.when for line in (*scene.also, *private)]
        guards = [*shown, *(option.when for option in options), *(fact.when for fact in mine)]
        return frozenset(
            SceneLayout(
                (f"{scene.path}.text", *_list_shown_paths(scene.also, world)),
                _list_shown_paths(private, world),
                tuple(one.id for one in options if world.satisfies(one.when)),
                frozenset(fact.id for fact in mine if world.satisfies(fact.when) and _is_unsaid_in(world, fact)),
            )
            for world in self._list_worlds(guards)
        )

    def _list_worlds(self, guards: list[ParsedCondition | None]) -> list[World]:
        """Return the worlds of a page; in a crisis with very many, later pages get a small sample."""
        found = list(list_worlds(guards, self._story, max(_FEWEST, min(MOST_WORLDS, self._patience))))
        self._patience -= len(found)
        return found


def _list_shown_paths(lines: tuple[Line, ...], world: World) -> tuple[str, ...]:
    return tuple(line.path for line in lines if world.satisfies(line.when))


def _is_unsaid_in(world: World, fact: Fact) -> bool:
    return world.values.get(("fact", fact.id), "unsaid") == "unsaid"


def _map_next_scenes(scenario: Scenario) -> dict[str, frozenset[str]]:
    """Return for each scene the scenes that may follow it."""
    order = [*list(scenario.scenes)[1:], END]
    steps = {}
    for scene, following in zip(scenario.scenes.values(), order, strict=True):
        options = scene.decision.options if scene.decision else ()
        own = {branch.to for branch in scene.then} or {following}
        steps[scene.id] = frozenset().union(*({branch.to for branch in one.then} or own for one in options)) or own
    return {scene: frozenset(targets) - {END} for scene, targets in steps.items()}


def _find_unsaid_scenes(scenario: Scenario, steps: dict[str, frozenset[str]], fact: Fact) -> frozenset[str]:
    """Return the scenes in which only its holder may know a fact: after it is learned, before it surfaces by itself."""
    after = fact.surfaces.after if fact.surfaces else None
    first = scenario.first_scene.id
    pending = [(first, fact.since is None, 0)]
    seen = set()
    found = set()
    while pending:
        step = scene, learned, count = pending.pop()
        if step in seen or (after is not None and count > after):
            continue
        seen.add(step)
        learned = learned or fact.since == scene
        if learned:
            found.add(scene)
        chance = count > 0 or (learned and fact.id in scenario.scenes[scene].say)
        counted = 0 if after is None or not chance else count + 1
        pending += [(target, learned, counted) for target in steps[scene]]
    return frozenset(found)


class FrozenSession(Session):
    """A session whose scene and events are set from outside; it takes no answers."""

    def __init__(self, scenario: Scenario, texts: Texts, chair: Chair, language: str) -> None:
        """Seat a person in a chair, in a language, in the mode with the most help."""
        seats = {chair: "human", other_chair(chair): "partner"}
        super().__init__(scenario, texts, Setup(seats, 0, language=language, difficulty="learner"))  # type: ignore[arg-type]
        self.chair = chair
        self.moment: tuple[Event, ...] = ()
        self._runs: dict[str, tuple[TextSpan, ...]] = {}
        self.given: PickReason | None = None

    def stand_in_scene(self, scene: str, facts: frozenset[str], *events: Event) -> ChairReader:
        """Freeze a scene with these facts unsaid and these events shown; return its reader."""
        known = {fact: FactState(known=1) for fact in facts}
        self.state = replace(self.state, scene=scene, facts=known)
        self.moment = events
        return ChairReader(self)

    @property
    def scene_events(self) -> tuple[Event, ...]:
        """The events of the current scene."""
        return self.moment

    @property
    def happened(self) -> tuple[Event, ...]:
        """The events that the last answer led to."""
        return self.moment

    def render_spans(self, path: str) -> tuple[TextSpan, ...]:
        """Return a text as spans, cached: the same texts are on many pages."""
        if path not in self._runs:
            self._runs[path] = super().render_spans(path)
        return self._runs[path]

    def render_text(self, path: str) -> str:
        """Return a text without its markup."""
        return "".join(span.text for span in self.render_spans(path))

    def explain_partner_pick(self, chair: Chair) -> PickReason | None:
        """Return the reason that was set."""
        return self.given if chair != self.chair else None

    def build_open_prompt(self, scene: str, decision: Decision, options: tuple[str, ...], *, final: bool) -> Prompt:
        """Return the question of a scene with some of its options, each with its longest line of hints."""
        offered = [decision.find_option(option) for option in options]
        sit = (PromptChoice(SIT),) if final and decision.joint and self.scenario.scenes[scene].say else ()
        return Prompt(
            token="",
            kind="final" if final else "first",
            chair=self.chair,
            scene=scene,
            owner=decision.owner,
            choices=(*(self._build_hinted_choice(option) for option in offered), *sit),
            joint=decision.joint,
        )

    def build_say_prompt(self, scene: str, decision: Decision, facts: frozenset[str]) -> Prompt:
        """Return the question which of these facts to say before one chair decides alone."""
        offered = (fact for fact in self.scenario.facts.values() if fact.id in facts)
        return Prompt(
            token="",
            kind="say",
            chair=self.chair,
            scene=scene,
            owner=decision.owner,
            facts=tuple(FactChoice(fact.id, fact.path, fact.cost) for fact in offered),
        )

    def _build_hinted_choice(self, option: Option) -> PromptChoice:
        known = {fact: FactState("said", known=1) for fact in self.scenario.facts}
        draft = StateDraft(self.scenario, self.rng, replace(self.state, facts=known))
        return PromptChoice(option.id, f"{option.path}.text", build_hints(draft, (self.chair,), option))


def list_dearest_prices(fact: Fact) -> dict[str, int]:
    """Return what saying a fact changes, in points, in the longest form that a page may show."""
    face = {f"{other_chair(fact.held)}.trust": -DEAREST} if fact.cost == "face" else {}
    return {**face, **{effect.stock: round(effect.points) for effect in fact.price}}
