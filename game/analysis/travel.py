"""All plays of a crisis at once, from the first scene on: what they may reach, and with what stocks.

Scenes are passed in an order in which all that leads to one comes before it. Where scenes form a loop no bound on the
stocks would hold for long: there they may take any value of their scale, and only names are followed.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from game.analysis import passage, spans
from game.analysis.moment import Moment, always, intervals, joined, never, options_of
from game.analysis.reasons import because
from game.analysis.spans import Hurt, Spans, hull, opening
from game.content.checks.logic import hidden
from game.engine.guard import NUMBERS, Guard, Interval
from game.engine.model import EPILOGUE_WEEKS
from game.engine.scenario import END, Branch, Option, Scenario, Scene
from game.engine.stocks import CHAIRS, STOCKS
from game.engine.vacancy import COLD_WEEKS, SUCCESSOR_CLARITY

Known = Mapping[str, Interval]
QUARTERS: Final = 4

_ANYTHING: Final = Spans(
    tuple(float(NUMBERS[stock][0]) for stock in STOCKS),
    tuple(float(NUMBERS[stock][1]) for stock in STOCKS),
    (Hurt(True, 9, 130.0), Hurt(True, 9, 130.0)),
    COLD_WEEKS,
)


@dataclass(frozen=True, slots=True)
class Exit:
    """A way out of a scene: by which option, its branches in order, and what each name may be as they are read."""

    option: Option | None
    branches: tuple[Branch, ...]
    known: Known


@dataclass
class Travel:
    """What all plays may reach.

    Attributes:
        asked: by scene that may be reached, what each name may be while it asks.
        shut: by option of such a scene, why it can never be enacted.
        ways: every way out of a scene, one for each option.
        finishes: by scene in which play may end, and whether it ends there because the CTO leaves, what each name
            may be as the ending is chosen.
        quarters: the same at the end of each quarter of the year after, when a voice speaks.
        results: by option that may be enacted, what each name may be as its consequence is told.
        openings: by scene that may be reached, the moment before what was due lands, and the one in which facts are
            learned.
        closings: the moments before all that is on its way lands as play ends.
    """

    scenario: Scenario
    asked: dict[str, Known] = field(default_factory=dict)
    shut: dict[str, str] = field(default_factory=dict)
    ways: dict[str, list["Exit"]] = field(default_factory=dict)
    finishes: dict[tuple[str, bool], Known] = field(default_factory=dict)
    quarters: dict[tuple[str, bool], tuple[Known, ...]] = field(default_factory=dict)
    results: dict[str, Known] = field(default_factory=dict)
    openings: dict[str, tuple[Moment, Moment]] = field(default_factory=dict)
    closings: list[Moment] = field(default_factory=list)

    @property
    def ended(self) -> Known | None:
        """What each name may be as the ending is chosen, wherever play ends; None where it never does."""
        return either(self.finishes.values()) if self.finishes else None


def either(several: Iterable[Known]) -> Known:
    """Return what each name may be at any of several moments, at least one."""
    found: dict[str, Interval] = {}
    for known in several:
        for name, (low, high) in known.items():
            least, most = found.get(name, (low, high))
            found[name] = (min(least, low), max(most, high))
    return found


def travel(scenario: Scenario) -> Travel:
    """Return what all plays of a crisis may reach."""
    return _Traveller(scenario).go()


class _Traveller:
    """The moments at which scenes open, as far as they are known; they only grow."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.order = _in_order(scenario)
        self.loops = self.order is None
        self.arriving: dict[str, Moment] = {}
        self.ends: dict[tuple[str, bool], list[Moment]] = {}
        self.found = Travel(scenario)

    def go(self) -> Travel:
        """Pass all scenes: once, or where they form a loop until nothing new is found."""
        start = Moment(_ANYTHING if self.loops else opening(self.scenario.start), again=self.loops)
        self.arriving[self.scenario.first_scene.id] = start
        known: dict[str, Moment] = {}
        while known != self.arriving and (self.loops or not known):
            known = dict(self.arriving)
            self.ends, self.found = {}, Travel(self.scenario)
            for name in self.order or self.scenario.scenes:
                if name in self.arriving:
                    self._pass(self.scenario.scenes[name])
        for where, moments in self.ends.items():
            mean, quarters = _year(self.scenario, joined(moments), self.loops)
            self.found.finishes[where], self.found.quarters[where] = mean, quarters
        return self.found

    def _pass(self, scene: Scene) -> None:
        rested = passage.rested(scene, self.arriving[scene.id])
        landed = passage.landed(self.scenario, rested)
        self.found.openings[scene.id] = (rested, landed)
        moment = passage.learned(self.scenario, scene, landed)
        self.found.ways[scene.id] = []
        if scene.decision is None:
            self.found.asked[scene.id] = intervals(self.scenario, moment)
            self._leave(scene, None, moment)
            return
        moment = self._picked(scene, moment)
        said = passage.said(self.scenario, scene, moment, scene.say)
        sat = passage.sat_down(self.scenario, scene, moment) if self._seated(scene) else None
        known = intervals(self.scenario, joined([moment, said, *([sat] if sat else [])]))
        self.found.asked[scene.id] = known
        for option in options_of(scene):
            self._decide(scene, option, known, said, sat)

    def _picked(self, scene: Scene, moment: Moment) -> Moment:
        """Return the moment after the first picks, which may open options of the same scene."""
        assert scene.decision is not None
        before = None
        while scene.decision.joint and moment != before:
            before = moment
            known = intervals(self.scenario, passage.said(self.scenario, scene, moment, scene.say))
            picks = [one.id for one in options_of(scene) if not one.synthesis and not never(one.when, known)]
            moment = moment.also(*(f"picked.{chair}.{scene.id}.{pick}" for chair in CHAIRS for pick in picks))
        return moment

    def _decide(self, scene: Scene, option: Option, known: Known, said: Moment, sat: Moment | None) -> None:
        """Follow an option through each way in which it may be enacted."""
        decision, name = scene.decision, f"{scene.id}.{option.id}"
        assert decision is not None
        why = self._shut(scene, option, known)
        if why:
            self.found.shut[name] = why
            return
        listed = not option.synthesis and not never(option.when, known)
        agreed = [said] * listed + ([sat] if sat else [])
        ends = [passage.enacted(self.scenario, one, decision, option, None) for one in agreed]
        if decision.joint:
            for mode, after in passage.differed(decision, said.spans).items():
                if decision.board == option.id if mode == "escalate" else listed:
                    ends.append(passage.enacted(self.scenario, said.moved(after), decision, option, mode))
        behind = joined([said, *([sat] if sat else [])])
        made = [f"chose.{name}", *(f"flag.{flag}" for flag in option.flags)]
        picked = [f"picked.{chair}.{name}" for chair in decision.deciders] if not decision.joint else []
        told = [f"{how}.{one.fact}" for one in option.moves if one.fact for how in ("said", "knows.ceo", "knows.cto")]
        enacted = behind.moved(hull(*ends)).also(*picked, *told).also(*made, certain=True)
        alone = self._alone(scene, option, enacted)
        self.found.results[name] = intervals(self.scenario, alone)
        self._leave(scene, option, alone)

    def _alone(self, scene: Scene, option: Option, moment: Moment) -> Moment:
        """Of the options of a scene that is played once, no other was enacted."""
        others = {f"chose.{scene.id}.{one.id}" for one in options_of(scene) if one is not option}
        return moment if self.loops else replace(moment, may=moment.may - others)

    def _shut(self, scene: Scene, option: Option, known: Known) -> str:
        """Return why an option can never be enacted in a scene that is reached; '' where it may be."""
        assert scene.decision is not None
        if scene.decision.joint and scene.decision.board == option.id:
            return ""  # the board chooses it whether or not it is on offer
        if option.when is not None and never(option.when, known):
            return because(option.when, known)
        if not option.synthesis:
            return ""
        if not self._seated(scene):
            without = "there are no tokens for it" if not self.scenario.tokens else "this scene does not let them"
            return f"a synthesis opens by sitting together, and {without}"
        held = {fact: f"knows.{self.scenario.facts[fact].held}.{fact}" for fact in option.needs}
        unknown = [fact for fact, name in held.items() if known[name] == (0, 0)]
        return f"it needs {', '.join(unknown)}, which nobody can know by then" if unknown else ""

    def _seated(self, scene: Scene) -> bool:
        """Whether two people can sit down together in a scene."""
        decision = scene.decision
        return decision is not None and decision.joint and bool(scene.say) and self.scenario.tokens > 0

    def _leave(self, scene: Scene, option: Option | None, moment: Moment) -> None:
        if self.loops:
            after = replace(moment.moved(_ANYTHING), week=NUMBERS["week"])
            gone = [after.also("flag.chair_empty", certain=True)] * bool(scene.weeks)
        else:
            after, gone = passage.weeks_passed(self.scenario, moment, scene.weeks)
        for one in gone:
            self._finish(scene, one, early=True)
        branches = (*(option.then if option else ()), *scene.then)
        out = Exit(option, branches, intervals(self.scenario, after))
        self.found.ways[scene.id].append(out)
        for to in ways(self.scenario, scene, out):
            if to == END:
                self._finish(scene, after, early=False)
            else:
                arriving = after.a_scene_later(scene.id)
                before = self.arriving.get(to)
                self.arriving[to] = joined([before, arriving]) if before else arriving

    def _finish(self, scene: Scene, moment: Moment, early: bool) -> None:
        here = replace(moment, since={**moment.since, scene.id: frozenset({0})})
        self.found.closings.append(here)
        self.ends.setdefault((scene.id, early), []).append(passage.at_the_end(self.scenario, here))


def ways(scenario: Scenario, scene: Scene, out: Exit) -> Iterator[str]:
    """Yield where play may go by a way out of a scene."""
    before: list[Guard] = []
    for branch in out.branches:
        if branch.when is not None and first_of(branch.when, before, out.known) is not None:
            continue
        if never(branch.when, out.known):
            continue
        yield branch.to
        if branch.when is None or always(branch.when, out.known):
            return
        before.append(branch.when)
    order = [*scenario.scenes, END]
    yield order[order.index(scene.id) + 1]


def first_of(guard: Guard, before: Iterable[Guard], known: Known) -> Guard | None:
    """Return the first condition that is read before one and holds wherever it does; None where there is none."""
    return next((one for one in before if hidden(guard, one, known)), None)


def _in_order(scenario: Scenario) -> list[str] | None:
    """Return the scenes so that each comes before those it may lead to; None where they form a loop."""
    order = [*scenario.scenes, END]
    after: dict[str, set[str]] = {}
    for place, scene in enumerate(scenario.scenes.values()):
        branches = [branch.to for option in options_of(scene) for branch in option.then]
        after[scene.id] = {order[place + 1], *branches, *(branch.to for branch in scene.then)} - {END}
    sorted_scenes: list[str] = []
    free = [name for name in scenario.scenes if not any(name in ways for ways in after.values())]
    while free:
        name = free.pop(0)
        sorted_scenes.append(name)
        following = after.pop(name)
        free += [to for to in scenario.scenes if to in following and not any(to in ways for ways in after.values())]
    return None if after else sorted_scenes


def _year(scenario: Scenario, moment: Moment, anything: bool) -> tuple[Known, tuple[Known, ...]]:
    """Return what each name may be in the year after: a stock as its mean, and at the end of each quarter."""
    if anything:
        known = {**intervals(scenario, moment.moved(_ANYTHING)), "week": NUMBERS["week"]}
        return known, (known,) * QUARTERS
    rows = [moment.spans]
    vacant = "flag.chair_empty" in moment.may
    for _week in range(EPILOGUE_WEEKS):
        rows.append(_a_week_later(rows[-1], vacant))
        vacant = vacant or rows[-1].cold >= COLD_WEEKS
    low = tuple(sum(ends) / len(rows) for ends in zip(*(row.low for row in rows), strict=True))
    high = tuple(sum(ends) / len(rows) for ends in zip(*(row.high for row in rows), strict=True))
    ends = (spans.rounded(rows[EPILOGUE_WEEKS * number // QUARTERS]) for number in range(1, QUARTERS + 1))
    mean = intervals(scenario, moment.moved(replace(rows[-1], low=low, high=high)))
    return mean, tuple(intervals(scenario, moment.moved(end)) for end in ends)


def _a_week_later(before: Spans, vacant: bool) -> Spans:
    """Return the spans a week later; where the chair may be empty, it may be left, stay so or be filled in any week."""
    after = passage.colder(spans.week(before))
    if not vacant and after.cold < COLD_WEEKS:
        return after
    empty = spans.week(before, vacant=True)
    filled = empty.put("clarity", SUCCESSOR_CLARITY, SUCCESSOR_CLARITY)
    together = hull(after, passage.emptied(after), empty, filled)
    return replace(together, cold=after.cold)
