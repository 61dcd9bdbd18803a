"""What if: the same playthrough with one answer changed, under the same luck (`docs/design/r13-luck.md#what-if`).

Before the changed answer everything is as it was played, the simulated partner's stored moves included. After it the
partner chooses anew, and every later answer of a person is kept while the same question is asked and the answer is on
offer (a fact that is out already need not be said again). A question that was not asked as played has no answer to
keep: the partner's model gives it. After the first answer that can no longer be given the model answers everything for
that chair.

`compare_branch` sets the two lines of play side by side.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final, Literal, cast

from game.engine import events as told
from game.engine.events import Ask, Event
from game.engine.model import compute_composite, from_hundredths
from game.engine.partner import choose_answer
from game.engine.state import SIT, SceneRecord, State
from game.engine.state_draft import SCALE
from game.engine.stocks import CHAIRS, OUTCOMES, Chair, Phase
from game.playthrough.prompts import PLEDGE_KINDS, Prompt, RefusedError
from game.playthrough.record import Answer, Record
from game.playthrough.session import CountedPromptPlace, PromptPlace, Session, locate_prompt

StandInReason = Literal["new", "gone"]
"""Why the model answers for a person: the question is `new`, or an answer that was given then is `gone` from the
choices, after which the model answers everything for that chair."""


@dataclass(frozen=True, slots=True)
class StandInAnswer:
    """An answer that the partner's model gave in a person's place, in the scene of count `count`."""

    count: int
    chair: Chair
    kind: Phase
    answer: Answer
    why: StandInReason


@dataclass(frozen=True, slots=True)
class WhatIfBranch:
    """The other line of play.

    Attributes:
        session: the playthrough as it would have gone; as far as the played one had come, where that is not over.
        changed: how many answers were given before the changed one.
        count: the scene of the changed answer.
        stand_ins: the answers that the model gave in a person's place.
        dashed_from: the scene from which the line is no longer only the person's own; None where all of it is.
    """

    session: Session
    changed: int
    count: int
    stand_ins: tuple[StandInAnswer, ...]

    @property
    def dashed_from(self) -> int | None:
        """The scene of the first answer that was not the person's own."""
        return self.stand_ins[0].count if self.stand_ins else None


def play_what_if(session: Session, answers_before: int, new_answer: Answer) -> WhatIfBranch:
    """Play a session again with one answer changed.

    Args:
        session: the playthrough, finished or not; it is not touched.
        answers_before: how many answers stay as they were; the next one is changed.
        new_answer: what is answered instead, in the form of that question (R12).

    Raises:
        IndexError: if there is no such answer to change.
        RefusedError: if the new answer was not on offer.
    """
    if not 0 <= answers_before < len(session.records):
        raise IndexError(f"there are {len(session.records)} answers; none can be changed after {answers_before}")
    otherwise = session.build_restart()
    otherwise.language = session.language
    for record in session.records[:answers_before]:
        otherwise.follow_record(record)
    playing = _WhatIfReplay(session, otherwise, answers_before)
    count = otherwise.state.count
    playing.give_answer(new_answer)
    playing.answer_the_rest()
    return WhatIfBranch(otherwise, answers_before, count, tuple(playing.stand_ins))


class _WhatIfReplay:
    """The other line while it is being played, and the answers to keep, by the place of their question."""

    def __init__(self, session: Session, otherwise: Session, changed: int) -> None:
        self.otherwise = otherwise
        self.until = None if session.prompt is None else session.state.count
        self.answers = dict(_list_answers_by_place(session))
        self.visited = session.state.visits
        given = sum(record.move.asked for record in session.records[:changed])
        self.asked = Counter(place[:4] for place in list(self.answers)[:given])
        self.gone: set[Chair] = set()
        self.stand_ins: list[StandInAnswer] = []

    def give_answer(self, answer: Answer) -> None:
        """Give an answer to the question of now."""
        prompt = self.otherwise.prompt
        assert prompt is not None
        where = locate_prompt(self.otherwise, prompt)
        self.otherwise.answer(prompt.token, answer)
        self.asked[where] += 1

    def answer_the_rest(self) -> None:
        """Answer until play is over, or as far as the played line had come."""
        while (prompt := self.otherwise.prompt) is not None and not self._has_caught_up():
            where = locate_prompt(self.otherwise, prompt)
            kept = self.answers.get((*where, self.asked[where]))
            if not self._try_kept_answer(prompt, kept):
                self._give_model_answer(prompt, where, kept)

    def _has_caught_up(self) -> bool:
        return self.until is not None and self.otherwise.state.count >= self.until

    def _try_kept_answer(self, prompt: Prompt, kept: Answer | None) -> bool:
        if kept is None or prompt.chair in self.gone:
            return False
        try:
            self.give_answer(_fit_answer(prompt, kept))
        except RefusedError:
            return False
        return True

    def _give_model_answer(self, prompt: Prompt, where: PromptPlace, kept: Answer | None) -> None:
        elsewhere = where[1] > self.visited.get(where[0], 0) and prompt.kind not in PLEDGE_KINDS
        if elsewhere or kept is not None:
            self.gone.add(prompt.chair)
        answer = compute_model_answer(self.otherwise, prompt)
        why: StandInReason = "gone" if prompt.chair in self.gone else "new"
        self.stand_ins.append(StandInAnswer(self.otherwise.state.count, prompt.chair, prompt.kind, answer, why))
        self.give_answer(answer)


def _fit_answer(prompt: Prompt, kept: Answer) -> Answer:
    """Return an answer as played, without facts that are out already and without a guess that cannot be made."""
    if "facts" in kept:
        said = cast("Sequence[str]", kept["facts"])
        return {"facts": [fact.id for fact in prompt.facts if fact.id in said]}
    if "guess" in kept and kept["guess"] not in [choice.id for choice in prompt.choices]:
        return {name: value for name, value in kept.items() if name != "guess"}
    return kept


def _list_answers_by_place(session: Session) -> Iterator[tuple[CountedPromptPlace, Answer]]:
    """Every answer of a session with the place of its question, in order."""
    again = session.build_restart()
    seen: Counter[PromptPlace] = Counter()
    for record in session.records:
        if not record.move.asked:
            again.follow_record(record)
            continue
        assert again.prompt is not None
        where = locate_prompt(again, again.prompt)
        yield (*where, seen[where]), record.move.answer
        seen[where] += 1
        again.follow_record(record)


def compute_model_answer(session: Session, prompt: Prompt) -> Mapping[str, object]:
    """Return what the partner's model answers in a person's place; it works through a coffee, and stays."""
    if prompt.kind == "coffee":
        return {"what": "work"}
    if prompt.kind == "stay":
        return {"what": "stay"}
    ask = Ask(
        prompt.kind,
        prompt.chair,
        prompt.scene,
        tuple(choice.id for choice in prompt.choices),
        tuple(fact.id for fact in prompt.facts),
    )
    return choose_answer(session.draft, ask)


@dataclass(frozen=True, slots=True)
class AlternativeAnswer:
    """An answer that could have been given instead: after `before` answers, in the scene of count `count`.

    `what` is what stands out of it: the option, the fact, the mode, the coffee; `given` is what was answered.
    """

    before: int
    count: int
    scene: str
    chair: Chair
    kind: Phase
    what: str
    answer: Answer
    given: Answer


def list_alternatives(session: Session) -> tuple[AlternativeAnswer, ...]:
    """Return every answer that could have been another one: options, facts, resolutions, sitting down, coffees.

    While two people still play there is none: their answers are theirs until the end.
    """
    if session.secret:
        return ()
    again = session.build_restart()
    found: list[AlternativeAnswer] = []
    for number, record in enumerate(session.records):
        assert again.prompt is not None
        if record.move.asked:
            found += _build_alternatives(number, again, again.prompt, record)
        again.follow_record(record)
    return tuple(found)


def _build_alternatives(number: int, session: Session, prompt: Prompt, record: Record) -> Iterator[AlternativeAnswer]:
    given = record.move.answer
    for what, answer in _list_other_answers(prompt, given):
        yield AlternativeAnswer(
            number, session.state.count, prompt.scene, prompt.chair, prompt.kind, what, answer, given
        )


def _list_other_answers(prompt: Prompt, given: Answer) -> Iterator[tuple[str, Answer]]:
    match prompt.kind:
        case "final":
            yield from ((c.id, {"option": c.id}) for c in prompt.choices if c.id != given["option"])
        case "say" | "sit_say":
            said = given["facts"]
            assert isinstance(said, list | tuple)
            for fact in prompt.facts:
                facts = [f.id for f in prompt.facts if (f.id in said) != (f.id == fact.id)]
                yield fact.id, {"facts": facts}
        case "sit":
            yield SIT, {"accept": not given["accept"]}
        case "resolve":
            yield from ((c.id, {"mode": c.id}) for c in prompt.choices if c.id != given["mode"])
        case "coffee":
            yield from ((c.id, {"what": c.id}) for c in prompt.choices if c.id != given["what"])


COMPARED: Final = (*(f"{chair}.trust" for chair in CHAIRS), *OUTCOMES)

Happening = (
    told.SceneOpened
    | told.Said
    | told.Landed
    | told.Surfaced
    | told.PromiseSettled
    | told.EchoHeard
    | told.SatDown
    | told.Resolved
    | told.Enacted
    | told.ChairEmptied
    | told.Ended
)
"""What counts as a difference: what people said and did and what came of it, not figures that moved."""

_TELLING: Final[dict[type, tuple[str, ...]]] = {
    told.SceneOpened: ("scene",),
    told.Said: ("fact",),
    told.Landed: ("path",),
    told.Surfaced: ("fact",),
    told.PromiseSettled: ("promise", "status"),
    told.EchoHeard: ("path",),
    told.SatDown: ("accepted",),
    told.Resolved: ("by", "mode"),
    told.Enacted: ("scene", "option"),
    told.ChairEmptied: (),
    told.Ended: ("ending",),
}
"""What makes two happenings the same."""


@dataclass(frozen=True, slots=True)
class PlayOutcome:
    """What a line came to: the ending ('' while play goes on), F, and each outcome in whole points.

    Over the year after play where it is over, else as things stand.
    """

    ending: str
    f: float
    figures: dict[str, int]


@dataclass(frozen=True, slots=True)
class SceneDifference:
    """What happened in the scene of a count on one line only, in the order it happened."""

    count: int
    played: tuple[Happening, ...]
    otherwise: tuple[Happening, ...]


@dataclass(frozen=True, slots=True)
class BranchComparison:
    """Both lines.

    Attributes:
        played, otherwise: what each came to.
        differences: scene by scene what happened on one line only; empty where nothing came differently.
        scenes: the scenes of both lines beside each other; None where one has ended.
        branched: the scene of the changed answer.
    """

    played: PlayOutcome
    otherwise: PlayOutcome
    differences: tuple[SceneDifference, ...]
    scenes: tuple[tuple[SceneRecord | None, SceneRecord | None], ...]
    branched: int

    @property
    def first(self) -> SceneDifference | None:
        """The first scene in which anything came differently."""
        return next(iter(self.differences), None)

    @property
    def changes(self) -> tuple[tuple[str, int, int], ...]:
        """The figures that differ: (stock, as played, otherwise), the largest difference first."""
        pairs = [(stock, value, self.otherwise.figures[stock]) for stock, value in self.played.figures.items()]
        differing = [pair for pair in pairs if pair[1] != pair[2]]
        return tuple(sorted(differing, key=_rank_change))


def _rank_change(pair: tuple[str, int, int]) -> float:
    return -abs(pair[2] - pair[1]) / SCALE.get(pair[0], 1)


def compare_branch(session: Session, other: WhatIfBranch) -> BranchComparison:
    """Return a playthrough beside the same with one answer changed."""
    return BranchComparison(
        played=compute_play_outcome(session),
        otherwise=compute_play_outcome(other.session),
        differences=tuple(_list_differences(session, other)),
        scenes=tuple(zip_longest(_list_played_scenes(session.state), _list_played_scenes(other.session.state))),
        branched=other.count,
    )


def compute_play_outcome(session: Session) -> PlayOutcome:
    """Return what a playthrough came to."""
    year = session.epilogue
    if year is not None:
        return PlayOutcome(session.state.ending, year.f, {stock: year.means[stock] for stock in COMPARED})
    now = compute_composite(from_hundredths(session.state.stocks))
    return PlayOutcome("", now, {stock: session.state.round_to_points(stock) for stock in COMPARED})


def _list_played_scenes(state: State) -> tuple[SceneRecord, ...]:
    open_now = all(played.count < state.now.count for played in state.past)
    return (*state.past, state.now) if open_now else state.past


def _list_differences(session: Session, other: WhatIfBranch) -> Iterator[SceneDifference]:
    played, otherwise = (_group_by_scene(line.story) for line in (session, other.session))
    for count in sorted(played.keys() | otherwise.keys()):
        here, there = played.get(count, ()), otherwise.get(count, ())
        known, else_known = set(map(_build_happening_key, here)), set(map(_build_happening_key, there))
        lost = tuple(event for event in here if _build_happening_key(event) not in else_known)
        won = tuple(event for event in there if _build_happening_key(event) not in known)
        if lost or won:
            yield SceneDifference(count, lost, won)


def _group_by_scene(story: Sequence[tuple[Event, ...]]) -> dict[int, tuple[Happening, ...]]:
    scenes: dict[int, tuple[Happening, ...]] = {}
    count = 0
    for event in (event for row in story for event in row):
        count = event.count if isinstance(event, told.SceneOpened) else count
        if isinstance(event, Happening):
            scenes[count] = (*scenes.get(count, ()), event)
    return scenes


def _build_happening_key(event: Happening) -> tuple[object, ...]:
    return type(event), *(getattr(event, name) for name in _TELLING[type(event)])
