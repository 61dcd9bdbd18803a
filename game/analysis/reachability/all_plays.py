"""All plays of a crisis at once, from the first scene on: what they may reach, and with what stocks.

Scenes are followed in an order in which everything that leads to a scene comes before it. If scenes form a loop, no
bound on the stocks would hold for long: they may then take any value of their scale, and only names are followed.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from game.analysis.reachability import intervals, scene_passage
from game.analysis.reachability.intervals import StockSpans, WoundBounds, build_opening_spans, compute_hull
from game.analysis.reachability.moment import (
    ReachableMoment,
    build_intervals,
    explain_impossible,
    is_always_true,
    is_never_true,
    join_moments,
    list_options,
)
from game.content.checks.logic import is_shadowed
from game.engine.conditions import NUMBERS, Interval, ParsedCondition
from game.engine.model import COLD_WEEKS, EPILOGUE_WEEKS, SUCCESSOR_CLARITY
from game.engine.scenario import END, Branch, Option, Scenario, Scene
from game.engine.stocks import CHAIRS, STOCKS

Known = Mapping[str, Interval]
QUARTERS: Final = 4

_ANYTHING: Final = StockSpans(
    tuple(float(NUMBERS[stock][0]) for stock in STOCKS),
    tuple(float(NUMBERS[stock][1]) for stock in STOCKS),
    (WoundBounds(True, 9, 130.0), WoundBounds(True, 9, 130.0)),
    COLD_WEEKS,
)


@dataclass(frozen=True, slots=True)
class SceneExit:
    """An exit from a scene: the option taken, the branches in order, and the intervals of names as they are read."""

    option: Option | None
    branches: tuple[Branch, ...]
    known: Known


@dataclass
class ReachAnalysis:
    """What all plays may reach.

    Attributes:
        asked: for each scene that may be reached, the intervals of names while it asks.
        shut: for each option of such a scene that can never be enacted, why not.
        exits: every exit from a scene, one for each option.
        finishes: for each scene in which play may end, and whether it ends before its time, the intervals of
            names as the ending is chosen.
        quarters: the same at the end of each quarter of the year after, when a voice speaks.
        results: for each option that may be enacted, the intervals of names as its consequence is told.
        openings: for each scene that may be reached, the moment before due effects land, and that in which facts are
            learned.
        closings: the moments before everything pending lands as play ends.
    """

    scenario: Scenario
    asked: dict[str, Known] = field(default_factory=dict)
    shut: dict[str, str] = field(default_factory=dict)
    exits: dict[str, list["SceneExit"]] = field(default_factory=dict)
    finishes: dict[tuple[str, bool], Known] = field(default_factory=dict)
    quarters: dict[tuple[str, bool], tuple[Known, ...]] = field(default_factory=dict)
    results: dict[str, Known] = field(default_factory=dict)
    openings: dict[str, tuple[ReachableMoment, ReachableMoment]] = field(default_factory=dict)
    closings: list[ReachableMoment] = field(default_factory=list)

    @property
    def ended(self) -> Known | None:
        """The intervals of names as the ending is chosen, wherever play ends; None if it never does."""
        return join_intervals(self.finishes.values()) if self.finishes else None


def join_intervals(several: Iterable[Known]) -> Known:
    """Return intervals that hold those of several moments; at least one is needed."""
    found: dict[str, Interval] = {}
    for known in several:
        for name, (low, high) in known.items():
            least, most = found.get(name, (low, high))
            found[name] = (min(least, low), max(most, high))
    return found


def analyse_reach(scenario: Scenario) -> ReachAnalysis:
    """Return what all plays of a crisis may reach."""
    return _ReachAnalyser(scenario).analyse_scenes()


class _ReachAnalyser:
    """An analysis under way: the moments at which scenes open, which only grow."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.order = _sort_scenes(scenario)
        self.loops = self.order is None
        self.arriving: dict[str, ReachableMoment] = {}
        self.ends: dict[tuple[str, bool], list[ReachableMoment]] = {}
        self.reach = ReachAnalysis(scenario)

    def analyse_scenes(self) -> ReachAnalysis:
        """Follow all scenes once, or, if they form a loop, until nothing new is found."""
        start = ReachableMoment(_ANYTHING if self.loops else build_opening_spans(self.scenario.start), again=self.loops)
        self.arriving[self.scenario.first_scene.id] = start
        known: dict[str, ReachableMoment] = {}
        while known != self.arriving and (self.loops or not known):
            known = dict(self.arriving)
            self.ends, self.reach = {}, ReachAnalysis(self.scenario)
            for name in self.order or self.scenario.scenes:
                if name in self.arriving:
                    self._pass_scene(self.scenario.scenes[name])
        for where, moments in self.ends.items():
            mean, quarters = _compute_year_intervals(self.scenario, join_moments(moments), self.loops)
            self.reach.finishes[where], self.reach.quarters[where] = mean, quarters
        return self.reach

    def _pass_scene(self, scene: Scene) -> None:
        arriving = self.arriving[scene.id]
        if scene_passage.is_maybe_asked_to_stay(arriving.spans):
            gone = arriving.with_spans(scene_passage.empty_chair(arriving.spans))
            self._record_finish(scene, gone.with_names("flag.chair_empty", certain=True), early=True)
        rested = scene_passage.apply_scene_break(scene, arriving)
        landed = scene_passage.land_due_effects(self.scenario, rested)
        self.reach.openings[scene.id] = (rested, landed)
        moment = scene_passage.learn_facts(self.scenario, scene, landed)
        self.reach.exits[scene.id] = []
        if self._may_end_early(build_intervals(self.scenario, landed)):
            self._record_finish(scene, landed, early=True)
        if scene.decision is None:
            self.reach.asked[scene.id] = build_intervals(self.scenario, moment)
            self._leave_scene(scene, None, moment)
            return
        moment = self._add_first_picks(scene, moment)
        if scene.decision.joint:
            moment = moment.with_spans(scene_passage.guess_first_picks(moment.spans))
        said = scene_passage.say_facts(self.scenario, scene, moment, scene.say)
        sat = scene_passage.sit_down(self.scenario, scene, moment) if self._can_sit_down(scene) else None
        known = build_intervals(self.scenario, join_moments([moment, said, *([sat] if sat else [])]))
        self.reach.asked[scene.id] = known
        for option in list_options(scene):
            self._follow_option(scene, option, known, said, sat)

    def _add_first_picks(self, scene: Scene, moment: ReachableMoment) -> ReachableMoment:
        """Return the moment after the first picks, which may themselves open options of the scene."""
        assert scene.decision is not None
        before = None
        while scene.decision.joint and moment != before:
            before = moment
            known = build_intervals(self.scenario, scene_passage.say_facts(self.scenario, scene, moment, scene.say))
            picks = [one.id for one in list_options(scene) if not one.synthesis and not is_never_true(one.when, known)]
            moment = moment.with_names(*(f"picked.{chair}.{scene.id}.{pick}" for chair in CHAIRS for pick in picks))
        return moment

    def _follow_option(
        self, scene: Scene, option: Option, known: Known, said: ReachableMoment, sat: ReachableMoment | None
    ) -> None:
        """Follow an option through every way in which it may be enacted."""
        decision, name = scene.decision, f"{scene.id}.{option.id}"
        assert decision is not None
        why = self._explain_shut_option(scene, option, known)
        if why:
            self.reach.shut[name] = why
            return
        listed = not option.synthesis and not is_never_true(option.when, known)
        together = said.with_spans(scene_passage.agree(said.spans)) if decision.joint else said
        agreed = [together] * listed + ([sat] if sat else [])
        ends = [scene_passage.enact_option(self.scenario, one, decision, option, None) for one in agreed]
        if decision.joint:
            for mode, after in scene_passage.resolve_difference(decision, said.spans).items():
                if decision.board == option.id if mode == "escalate" else listed:
                    ends.append(
                        scene_passage.enact_option(self.scenario, said.with_spans(after), decision, option, mode)
                    )
        behind = join_moments([said, *([sat] if sat else [])])
        made = [f"chose.{name}", *(f"flag.{flag}" for flag in option.flags)]
        picked = [f"picked.{chair}.{name}" for chair in decision.deciders] if not decision.joint else []
        told = [f"{how}.{one.fact}" for one in option.moves if one.fact for how in ("said", "knows.ceo", "knows.cto")]
        enacted = behind.with_spans(compute_hull(*ends)).with_names(*picked, *told).with_names(*made, certain=True)
        alone = self._exclude_other_options(scene, option, enacted)
        self.reach.results[name] = build_intervals(self.scenario, alone)
        self._leave_scene(scene, option, alone)

    def _exclude_other_options(self, scene: Scene, option: Option, moment: ReachableMoment) -> ReachableMoment:
        """Rule out the other options of the scene, unless it may be played again."""
        others = {f"chose.{scene.id}.{one.id}" for one in list_options(scene) if one is not option}
        return moment if self.loops else replace(moment, may=moment.may - others)

    def _explain_shut_option(self, scene: Scene, option: Option, known: Known) -> str:
        """Return why an option can never be enacted although its scene is reached; '' if it may be."""
        assert scene.decision is not None
        if scene.decision.joint and scene.decision.board == option.id:
            return ""  # the board chooses it whether or not it is on offer
        if option.when is not None and is_never_true(option.when, known):
            return explain_impossible(option.when, known)
        if not option.synthesis:
            return ""
        if not self._can_sit_down(scene):
            without = "there are no tokens for it" if not self.scenario.tokens else "this scene does not let them"
            return f"a synthesis opens by sitting together, and {without}"
        held = {fact: f"knows.{self.scenario.facts[fact].held}.{fact}" for fact in option.needs}
        unknown = [fact for fact, name in held.items() if known[name] == (0, 0)]
        return f"it needs {', '.join(unknown)}, which nobody can know by then" if unknown else ""

    def _can_sit_down(self, scene: Scene) -> bool:
        """Tell whether two people can sit down together in a scene."""
        decision = scene.decision
        return decision is not None and decision.joint and bool(scene.say) and self.scenario.tokens > 0

    def _leave_scene(self, scene: Scene, option: Option | None, moment: ReachableMoment) -> None:
        if self.loops:
            after = replace(moment.with_spans(_ANYTHING), week=NUMBERS["week"])
            gone = [after.with_names("flag.chair_empty", certain=True)] * bool(scene.weeks)
        else:
            after, gone = scene_passage.pass_weeks(self.scenario, moment, scene.weeks)
        for one in gone:
            self._record_finish(scene, one, early=True)
        branches = (*(option.then if option else ()), *scene.then)
        out = SceneExit(option, branches, build_intervals(self.scenario, after))
        self.reach.exits[scene.id].append(out)
        if self._may_end_early(out.known):
            self._record_finish(scene, after, early=True)
        for to in list_next_scenes(self.scenario, scene, out):
            if to == END:
                self._record_finish(scene, after, early=False)
            else:
                arriving = after.at_next_scene(scene.id)
                before = self.arriving.get(to)
                self.arriving[to] = join_moments([before, arriving]) if before else arriving

    def _may_end_early(self, known: Known) -> bool:
        """Tell whether a condition of the author may end play here (R23)."""
        return any(not is_never_true(end.when, known) for end in self.scenario.ends)

    def _record_finish(self, scene: Scene, moment: ReachableMoment, early: bool) -> None:
        here = replace(moment, since={**moment.since, scene.id: frozenset({0})})
        self.reach.closings.append(here)
        self.ends.setdefault((scene.id, early), []).append(scene_passage.land_last_effects(self.scenario, here))


def list_next_scenes(scenario: Scenario, scene: Scene, out: SceneExit) -> Iterator[str]:
    """Yield the scenes, or the end, to which an exit from a scene may lead."""
    before: list[ParsedCondition] = []
    for branch in out.branches:
        if branch.when is not None and find_shadowing_condition(branch.when, before, out.known) is not None:
            continue
        if is_never_true(branch.when, out.known):
            continue
        yield branch.to
        if branch.when is None or is_always_true(branch.when, out.known):
            return
        before.append(branch.when)
    order = [*scenario.scenes, END]
    yield order[order.index(scene.id) + 1]


def find_shadowing_condition(
    guard: ParsedCondition, before: Iterable[ParsedCondition], known: Known
) -> ParsedCondition | None:
    """Return the first of the conditions read before that holds wherever this one does; None if there is none."""
    return next((one for one in before if is_shadowed(guard, one, known)), None)


def _sort_scenes(scenario: Scenario) -> list[str] | None:
    """Return the scenes so that each comes before those it may lead to; None if they form a loop."""
    order = [*scenario.scenes, END]
    after: dict[str, set[str]] = {}
    for place, scene in enumerate(scenario.scenes.values()):
        branches = [branch.to for option in list_options(scene) for branch in option.then]
        after[scene.id] = {order[place + 1], *branches, *(branch.to for branch in scene.then)} - {END}
    sorted_scenes: list[str] = []
    free = [name for name in scenario.scenes if not any(name in exits for exits in after.values())]
    while free:
        name = free.pop(0)
        sorted_scenes.append(name)
        following = after.pop(name)
        free += [to for to in scenario.scenes if to in following and not any(to in exits for exits in after.values())]
    return None if after else sorted_scenes


def _compute_year_intervals(
    scenario: Scenario, moment: ReachableMoment, anything: bool
) -> tuple[Known, tuple[Known, ...]]:
    """Return the intervals of names in the year after play: over means of the stocks, and as each quarter ends."""
    if anything:
        known = {**build_intervals(scenario, moment.with_spans(_ANYTHING)), "week": NUMBERS["week"]}
        return known, (known,) * QUARTERS
    rows = [moment.spans]
    vacant = "flag.chair_empty" in moment.may
    for _week in range(EPILOGUE_WEEKS):
        rows.append(_pass_epilogue_week(rows[-1], vacant))
        vacant = vacant or rows[-1].cold >= COLD_WEEKS
    low = tuple(sum(ends) / len(rows) for ends in zip(*(row.low for row in rows), strict=True))
    high = tuple(sum(ends) / len(rows) for ends in zip(*(row.high for row in rows), strict=True))
    ends = (intervals.round_outward(rows[EPILOGUE_WEEKS * number // QUARTERS]) for number in range(1, QUARTERS + 1))
    mean = build_intervals(scenario, moment.with_spans(replace(rows[-1], low=low, high=high)))
    return mean, tuple(build_intervals(scenario, moment.with_spans(end)) for end in ends)


def _pass_epilogue_week(before: StockSpans, vacant: bool) -> StockSpans:
    """Return the spans a week later. A chair that may be empty may be left, stay empty, or be filled in any week."""
    after = scene_passage.count_cold_week(intervals.pass_week(before))
    if not vacant and after.cold < COLD_WEEKS:
        return after
    empty = intervals.pass_week(before, vacant=True)
    filled = empty.with_interval("clarity", SUCCESSOR_CLARITY, SUCCESSOR_CLARITY)
    together = compute_hull(after, scene_passage.empty_chair(after), empty, filled)
    return replace(together, cold=after.cold)
