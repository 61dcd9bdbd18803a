"""A scenario on trial: its files at the last look, the last version of them that can be played, and a rehearsal.

Whatever an edit does to the files, the rehearsal stays until there is a new one: files that cannot be played change
only the list of problems. Beside the rehearsal stands what it offers, what it does not, and why: options, ways on from
the scene, endings.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from game.content.compiler import LoadedScenario, Manuscript, load_manuscript
from game.content.diagnostic import MOST_TOLD, Diagnostic, select_weightiest
from game.engine.conditions import ConditionExplanation, ParsedCondition, explain_condition
from game.engine.scenario import Option, Scenario
from game.engine.scene_flow import INSOLVENT, summarize_epilogue
from game.engine.start_midway import Premise, drop_unknown_names, list_unknown_names
from game.engine.state import State, StateScope
from game.engine.stocks import CHAIRS, Chair, other_chair
from game.locales import current_language
from game.playthrough.record import ChairMove
from game.playthrough.session import CountedPromptPlace
from game.playthrough.setup import SeatKind, Setup
from game.preview.rehearsal import (
    Rehearsal,
    RehearsalReplay,
    RehearsedAnswer,
    ReplayStop,
    drop_last_choice,
    replay_answers,
)

Stamp = tuple[object, ...]
OfferKind = Literal["option", "way", "ending"]


@dataclass(frozen=True, slots=True)
class SynthesisNeed:
    """A fact that a synthesis needs, and the chairs that know it now."""

    fact: str
    known_to: tuple[Chair, ...]

    @property
    def met(self) -> bool:
        """Whether both chairs know it."""
        return len(self.known_to) == len(CHAIRS)


@dataclass(frozen=True, slots=True)
class OfferStatus:
    """Something that may be on offer: an option, a scene that may follow, an ending.

    Attributes:
        kind: which of them.
        id: the option, the scene or the ending.
        path: where its condition stands in the scenario.
        open: whether it is on offer now; for ways and endings, whether it is the one that would be taken.
        condition: its condition as written; '' where it has none.
        why: how its condition comes out now; None where it has none.
        behind: an earlier one that holds already, where only that keeps this one from being taken.
        needs: for an option that only sitting down together opens, the facts that both must know.
        tokens: for such an option, how often the two can still sit down; else None.
    """

    kind: OfferKind
    id: str
    path: str
    open: bool
    condition: str = ""
    why: ConditionExplanation | None = None
    behind: str = ""
    needs: tuple[SynthesisNeed, ...] = ()
    tokens: int | None = None


@dataclass(frozen=True, slots=True)
class SceneOffers:
    """Everything that is, or might be, on offer in a state.

    Attributes:
        options: the options of the decision.
        ways: the ways on that have conditions, by the option after which they are taken ('' for the scene's own).
        endings: judged as if play were over now, by the year that would follow.
    """

    options: tuple[OfferStatus, ...]
    ways: tuple[tuple[str, tuple[OfferStatus, ...]], ...]
    endings: tuple[OfferStatus, ...]


class FileWatch:
    """Watches files for changes; `stamp` gives their names, times and sizes."""

    def __init__(self, stamp: Callable[[], Stamp]) -> None:
        self._stamp = stamp
        self._seen = stamp()
        self._waited = False

    def has_changed(self) -> bool:
        """Return whether the files have changed since the last call.

        An editor may replace a file by a new one, so a file that is gone counts only at the second look.
        """
        now = self._stamp()
        if now == self._seen:
            return False
        if len(now) < len(self._seen) and not self._waited:
            self._waited = True
            return False
        self._seen, self._waited = now, False
        return True


@dataclass(frozen=True, slots=True)
class StoppedReplay:
    """The answers of a replay that stopped at a choice that is gone, kept in case an edit brings it back.

    Attributes:
        taken: the answers.
        here: the scene that they led to.
        given: how many of them were given again.
    """

    taken: Sequence[RehearsedAnswer]
    here: tuple[str, int]
    given: int


class Trial:
    """An author's rehearsal, kept up to date with the files.

    Attributes:
        path: the file or the folder of the scenario.
        premise: what is assumed where play does not begin at the beginning; None where it does.
        manuscript: the files at the last look.
        loaded: the last of them that could be played; None until there is one.
        session: the rehearsal; None until there is one.
        parted: the choice at which the last replay stopped.
        passed: the questions that it passed over.
        anew: the answers after which the partner decided anew in it.
        missing: what the premise names and the scenario lacks, as (kind, name).
    """

    def __init__(self, path: Path, chair: Chair = "ceo", seed: int = 1, premise: Premise | None = None) -> None:
        self.path, self.premise = path, premise
        self._chair, self._seed = chair, seed
        self.manuscript: Manuscript | None = None
        self.loaded: LoadedScenario | None = None
        self.session: Rehearsal | None = None
        self.lines: Mapping[str, int] = {}
        self.parted: ReplayStop | None = None
        self.passed: Sequence[CountedPromptPlace] = ()
        self.anew: Sequence[RehearsedAnswer] = ()
        self.missing: Sequence[tuple[str, str]] = ()
        self._kept: StoppedReplay | None = None

    def load_manuscript(self) -> Manuscript:
        """Read the files; this touches nothing else and may be done in a thread."""
        return load_manuscript(self.path)

    def apply_manuscript(self, manuscript: Manuscript) -> None:
        """Take what a look has found: play again in what can be played, else keep what there is."""
        self.manuscript = manuscript
        if manuscript.loaded is None:
            return
        wish = self.premise
        self.missing = tuple(list_unknown_names(manuscript.loaded.scenario, wish)) if wish else ()
        if wish and ("scene", wish.scene) in self.missing:
            return
        self.loaded, self.lines = manuscript.loaded, manuscript.lines
        if self.session is None:
            self.session = self._build_rehearsal(None)
        else:
            self._replay_answers(*self._find_answers_to_replay(self.session))

    def _find_answers_to_replay(self, session: Rehearsal) -> tuple[Sequence[RehearsedAnswer], tuple[str, int]]:
        """Return the answers to replay, and where they led; those of a stopped replay while none has been added."""
        if self._kept is not None and self._kept.given == len(session.taken):
            return self._kept.taken, self._kept.here
        return session.taken, session.here

    @property
    def problems(self) -> Sequence[Diagnostic]:
        """The most important problems."""
        return select_weightiest(self.manuscript.problems, MOST_TOLD) if self.manuscript else ()

    @property
    def more(self) -> int:
        """How many more problems there are."""
        return len(self.manuscript.problems) - len(self.problems) if self.manuscript else 0

    @property
    def stale(self) -> bool:
        """Whether the files cannot be played at present, so that the rehearsal is of an earlier version."""
        return self.manuscript is not None and self.manuscript.loaded is not self.loaded

    @property
    def offers(self) -> SceneOffers:
        """What is on offer in the rehearsal as it stands, and what is not."""
        assert self.session is not None
        return judge_offers(self.session.scenario, self.session.state)

    def start_anew(self, premise: Premise | None) -> None:
        """Start over, at the beginning or where a premise says."""
        assert self.session is not None
        self._chair, self.premise, self.missing = self.session.chair, premise, ()
        self.session = self._build_rehearsal(None)
        self._clear_replay()

    def undo_choice(self) -> bool:
        """Undo the last choice; False where there is none."""
        assert self.session is not None
        taken = self.session.taken
        rest = drop_last_choice(taken)
        if len(rest) == len(taken):
            return False
        self._replay_answers(rest, taken[len(rest)].here)
        return True

    def switch_chair(self) -> None:
        """Sit down in the other chair, at the current question; RefusedError if play is over."""
        assert self.session is not None
        self.session.exchange_chairs(other_chair(self.session.chair))

    def _replay_answers(self, taken: Sequence[RehearsedAnswer], here: tuple[str, int]) -> None:
        assert self.session is not None
        found: RehearsalReplay = replay_answers(taken, here, self.session.opening, self._build_rehearsal)
        self.session = found.session
        self.parted, self.passed, self.anew = found.parted, found.passed, found.anew
        self._kept = StoppedReplay(taken, here, len(self.session.taken)) if found.parted else None

    def _clear_replay(self) -> None:
        self.parted, self.passed, self.anew, self._kept = None, (), (), None

    def _build_rehearsal(self, opening: Iterable[ChairMove] | None) -> Rehearsal:
        assert self.loaded is not None
        seats: dict[Chair, SeatKind] = {chair: "human" if chair == self._chair else "partner" for chair in CHAIRS}
        premise = drop_unknown_names(self.loaded.scenario, self.premise) if self.premise else None
        setup = Setup(seats, self._seed, language=current_language(), premise=premise)
        return Rehearsal(self.loaded.scenario, self.loaded.texts, setup, opening)


def judge_offers(scenario: Scenario, state: State) -> SceneOffers:
    """Return what is on offer in the current scene, what is not, and why."""
    now = StateScope(scenario, state, state.stocks)
    return SceneOffers(
        _judge_options(scenario, state, now), tuple(_judge_ways(scenario, state, now)), _judge_endings(scenario, state)
    )


def _judge_options(scenario: Scenario, state: State, now: StateScope) -> tuple[OfferStatus, ...]:
    decision = scenario.scenes[state.scene].decision
    return tuple(_judge_option(option, state, now) for option in (decision.options if decision else ()))


def _judge_option(option: Option, state: State, now: StateScope) -> OfferStatus:
    why = None if option.when is None else explain_condition(option.when, now)
    condition = "" if option.when is None else option.when.text
    if not option.synthesis:
        return OfferStatus("option", option.id, option.path, why is None or why.holds, condition, why)
    needs = tuple(
        SynthesisNeed(fact, tuple(chair for chair in CHAIRS if now.look_up(f"knows.{chair}.{fact}")))
        for fact in option.needs
    )
    return OfferStatus("option", option.id, option.path, False, condition, why, needs=needs, tokens=state.tokens)


def _judge_ways(scenario: Scenario, state: State, now: StateScope) -> Iterable[tuple[str, tuple[OfferStatus, ...]]]:
    scene = scenario.scenes[state.scene]
    owners = [("", scene.path, scene.then)]
    owners += [(option.id, option.path, option.then) for option in (scene.decision.options if scene.decision else ())]
    for owner, path, branches in owners:
        if any(branch.when for branch in branches):
            listed = [(branch.to, f"{path}.then.{number}", branch.when) for number, branch in enumerate(branches)]
            yield owner, _judge_first_match("way", listed, now)


def _judge_endings(scenario: Scenario, state: State) -> tuple[OfferStatus, ...]:
    year = summarize_epilogue(state)
    listed = [(ending.id, ending.path, ending.when) for ending in scenario.endings]
    return _judge_first_match(
        "ending", listed, StateScope(scenario, state, year.means), INSOLVENT if year.broke else ""
    )


def _judge_first_match(
    kind: OfferKind, listed: Iterable[tuple[str, str, ParsedCondition | None]], now: StateScope, taken: str = ""
) -> tuple[OfferStatus, ...]:
    """Judge alternatives of which the first that holds is taken; `taken` comes before all of them."""
    found: list[OfferStatus] = []
    for name, path, when in listed:
        why = None if when is None else explain_condition(when, now)
        holds = why is None or why.holds
        condition = "" if when is None else when.text
        found.append(OfferStatus(kind, name, path, holds and not taken, condition, why, taken if holds else ""))
        taken = taken or (name if holds else "")
    return tuple(found)
