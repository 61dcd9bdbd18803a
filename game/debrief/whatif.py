"""What if: the same playthrough with one answer changed, under the same luck (`design.md` R13).

Before the changed answer everything is as it was played, the simulated partner's stored moves included. After it the
partner chooses anew, and every later answer of a person is kept while the same question is asked and the answer is on
offer (a fact that is out already need not be said again). A question that was not asked as played has no answer to
keep: the partner's model gives it. After the first answer that can no longer be given the model answers everything for
that chair.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from game.engine import conduct
from game.engine.events import Ask
from game.engine.state import SIT, Phase
from game.engine.stocks import Chair
from game.engine.turn import Turn
from game.playthrough.places import PLEDGES, Place, Where, where_of
from game.playthrough.prompts import Prompt, RefusedError
from game.playthrough.record import Answer, Record
from game.playthrough.session import Session

Why = Literal["new", "gone"]
"""A question that was not asked as played; an answer that is no longer on offer, and all that follow."""


@dataclass(frozen=True, slots=True)
class StandIn:
    """An answer that the partner's model gave in a person's place, in the scene of count `count`."""

    count: int
    chair: Chair
    kind: Phase
    answer: Answer
    why: Why


@dataclass(frozen=True, slots=True)
class Branch:
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
    stand_ins: tuple[StandIn, ...]

    @property
    def dashed_from(self) -> int | None:
        """The scene of the first answer that was not the person's own."""
        return self.stand_ins[0].count if self.stand_ins else None


def branch(session: Session, answers_before: int, new_answer: Answer) -> Branch:
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
    otherwise = session.again()
    otherwise.language = session.language
    for record in session.records[:answers_before]:
        otherwise.follow(record)
    playing = _Playing(session, otherwise, answers_before)
    count = otherwise.state.count
    playing.give(new_answer)
    playing.go_on()
    return Branch(otherwise, answers_before, count, tuple(playing.stand_ins))


class _Playing:
    """The other line under way: what was answered as played, by the place of the question."""

    def __init__(self, session: Session, otherwise: Session, changed: int) -> None:
        self.otherwise = otherwise
        self.until = None if session.prompt is None else session.state.count
        self.answers = dict(_places(session))
        self.visited = session.state.visits
        given = sum(record.move.kind != "seat" for record in session.records[:changed])
        self.asked = Counter(place[:4] for place in list(self.answers)[:given])
        self.gone: set[Chair] = set()
        self.stand_ins: list[StandIn] = []

    def give(self, answer: Answer) -> None:
        """Give an answer to the question of now."""
        prompt = self.otherwise.prompt
        assert prompt is not None
        where = where_of(self.otherwise, prompt)
        self.otherwise.answer(prompt.token, answer)
        self.asked[where] += 1

    def go_on(self) -> None:
        """Answer until play is over, or as far as the played line had come."""
        while (prompt := self.otherwise.prompt) is not None and not self._caught_up():
            where = where_of(self.otherwise, prompt)
            kept = self.answers.get((*where, self.asked[where]))
            if not self._keep(prompt, kept):
                self._stand_in(prompt, where, kept)

    def _caught_up(self) -> bool:
        return self.until is not None and self.otherwise.state.count >= self.until

    def _keep(self, prompt: Prompt, kept: Answer | None) -> bool:
        if kept is None or prompt.chair in self.gone:
            return False
        try:
            self.give(_fitting(prompt, kept))
        except RefusedError:
            return False
        return True

    def _stand_in(self, prompt: Prompt, where: Where, kept: Answer | None) -> None:
        elsewhere = where[1] > self.visited.get(where[0], 0) and prompt.kind not in PLEDGES
        if elsewhere or (kept is not None and prompt.kind != "talk"):
            self.gone.add(prompt.chair)
        answer = modelled(self.otherwise, prompt)
        why: Why = "gone" if prompt.chair in self.gone else "new"
        self.stand_ins.append(StandIn(self.otherwise.state.count, prompt.chair, prompt.kind, answer, why))
        self.give(answer)


def _fitting(prompt: Prompt, kept: Answer) -> Answer:
    """Return an answer as played, without facts that are out already and without a guess that cannot be made."""
    if "facts" in kept:
        said = cast("Sequence[str]", kept["facts"])
        return {"facts": [fact.id for fact in prompt.facts if fact.id in said]}
    if "guess" in kept and kept["guess"] not in [choice.id for choice in prompt.choices]:
        return {name: value for name, value in kept.items() if name != "guess"}
    return kept


def _places(session: Session) -> Iterator[tuple[Place, Answer]]:
    """Every answer of a session with the place of its question, in order."""
    again = session.again()
    seen: Counter[Where] = Counter()
    for record in session.records:
        if record.move.kind == "seat":
            again.follow(record)
            continue
        assert again.prompt is not None
        where = where_of(again, again.prompt)
        yield (*where, seen[where]), record.move.answer
        seen[where] += 1
        again.follow(record)


def modelled(session: Session, prompt: Prompt) -> Mapping[str, object]:
    """Return what the partner's model answers in a person's place; it works through a coffee, and names any reason."""
    if prompt.kind == "coffee":
        return {"what": "work"}
    if prompt.kind == "talk":
        return {"reason": prompt.choices[0].id}
    ask = Ask(
        prompt.kind,
        prompt.chair,
        prompt.scene,
        tuple(choice.id for choice in prompt.choices),
        tuple(fact.id for fact in prompt.facts),
    )
    return conduct.answer(Turn(session.scenario, session.luck, session.state), ask)


@dataclass(frozen=True, slots=True)
class Alternative:
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


def alternatives(session: Session) -> tuple[Alternative, ...]:
    """Return every answer that could have been another one: options, facts, resolutions, sitting down, coffees.

    While two people still play there is none: their answers are theirs until the end.
    """
    if session.secret:
        return ()
    again = session.again()
    found: list[Alternative] = []
    for number, record in enumerate(session.records):
        assert again.prompt is not None
        if record.move.kind != "seat":
            found += _instead(number, again, again.prompt, record)
        again.follow(record)
    return tuple(found)


def _instead(number: int, session: Session, prompt: Prompt, record: Record) -> Iterator[Alternative]:
    given = record.move.answer
    for what, answer in _others(prompt, given):
        yield Alternative(number, session.state.count, prompt.scene, prompt.chair, prompt.kind, what, answer, given)


def _others(prompt: Prompt, given: Answer) -> Iterator[tuple[str, Answer]]:
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
