"""A playthrough by a scenario's author: played from either chair, never saved, and replayed after every edit.

`replay_answers` gives the earlier answers again, by their ids, in the scenario as it is now. In scenes that are over
the partner repeats its moves as long as they are still on offer, so that the author gets back to the same place; in the
current scene it decides anew. The replay stops at the first choice that is gone, and names it. Questions that were not
asked then and decide nothing are answered with as little as possible.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from game.engine.events import Event
from game.engine.scenario import Scenario, Texts
from game.engine.stocks import Chair
from game.playthrough.prompts import Prompt, RefusedError
from game.playthrough.record import EXCHANGE, Answer, ChairMove, DivergedError
from game.playthrough.session import CountedPromptPlace, PromptPlace, Session, locate_prompt
from game.playthrough.setup import Setup

SMALL: Final = frozenset({"pledge", "still", "coffee", "say", "sit_say", "stay"})
"""Questions without which the story goes the same way."""
_CLOSING: Final = frozenset({"final", "sit", "sit_say", "resolve"})
"""What the partner is asked once a scene is under way; all that follows the last of it belongs to the next scene."""


@dataclass(frozen=True, slots=True)
class RehearsedAnswer:
    """An answer that was taken.

    Attributes:
        move: the answer.
        partner: the partner's moves that followed.
        place: where its question came up; None where the author changed chairs.
        here: the scene at that moment, and how often it had opened.
    """

    move: ChairMove
    partner: tuple[ChairMove, ...]
    place: CountedPromptPlace | None
    here: tuple[str, int]


class Rehearsal(Session):
    """A playthrough with one person, who may change chairs at any moment.

    Attributes:
        taken: every answer so far, with its place.
    """

    def __init__(
        self, scenario: Scenario, texts: Texts, setup: Setup, opening: Iterable[ChairMove] | None = None
    ) -> None:
        self.taken: list[RehearsedAnswer] = []
        self._asked: Counter[PromptPlace] = Counter()
        super().__init__(scenario, texts, setup, opening)

    @property
    def chair(self) -> Chair:
        """The chair that the author sits in."""
        return self.people[0]

    @property
    def here(self) -> tuple[str, int]:
        """The current scene, and how often it has opened."""
        return self.state.scene, self.state.visits.get(self.state.scene, 0)

    def exchange_chairs(self, chair: Chair) -> tuple[Event, ...]:
        """Sit down in a chair, the partner in the other one; the current question is asked again of both.

        Raises:
            RefusedError: if play is over.
        """
        if self.prompt is None:
            raise RefusedError("play is over")
        self._apply_seat_change(ChairMove(chair, "seat", {"who": EXCHANGE}), None)
        return self.happened

    def locate_question(self, prompt: Prompt) -> CountedPromptPlace:
        """Return where the current question comes up."""
        where = locate_prompt(self, prompt)
        return (*where, self._asked[where])

    def repeat_move(self, move: ChairMove, partner: Iterable[ChairMove] | None) -> None:
        """Take a move as the answer to the current question, with the partner's moves where they are given.

        Raises:
            RefusedError: if the move is not on offer; nothing has changed.
            DivergedError: if a move of the partner does not fit; this rehearsal can't be used any more.
        """
        if move.kind == "seat":
            self._apply_seat_change(move, partner)
        else:
            ask = self.prompt
            if ask is None or (ask.chair, ask.kind) != (move.chair, move.kind):
                raise RefusedError("that is not asked now")
            self._apply_answer(move, partner)

    def _apply_answer(self, move: ChairMove, partner: Iterable[ChairMove] | None) -> None:
        assert self.prompt is not None
        here, place = self.here, self.locate_question(self.prompt)
        super()._apply_answer(move, partner)
        self._asked[place[:4]] += 1
        self.taken.append(RehearsedAnswer(self.records[-1].move, self.records[-1].partner, place, here))

    def _apply_seat_change(self, move: ChairMove, partner: Iterable[ChairMove] | None) -> None:
        here = self.here
        super()._apply_seat_change(move, partner)
        self.taken.append(RehearsedAnswer(move, self.records[-1].partner, None, here))


BeginRehearsal = Callable[[Iterable[ChairMove] | None], Rehearsal]
"""Begins a rehearsal in the scenario as it is now, with the partner's first moves where they are given."""


@dataclass(frozen=True, slots=True)
class ReplayStop:
    """The first answer that could not be given again; `what` of it is gone, '' where its question does not come up."""

    taken: RehearsedAnswer
    what: str = ""


@dataclass(frozen=True, slots=True)
class RehearsalReplay:
    """A rehearsal that has followed an earlier one as far as it could.

    Attributes:
        session: the new rehearsal.
        parted: where it stopped; None where all answers were given again.
        passed: questions that were not asked then, and were passed over.
        anew: answers after which the partner's earlier moves did not fit, so that it decided anew.
    """

    session: Rehearsal
    parted: ReplayStop | None
    passed: tuple[CountedPromptPlace, ...]
    anew: tuple[RehearsedAnswer, ...]


def replay_answers(
    taken: Sequence[RehearsedAnswer], here: tuple[str, int], opening: Sequence[ChairMove], begin: BeginRehearsal
) -> RehearsalReplay:
    """Replay the answers of a rehearsal.

    Args:
        taken: the answers, in order.
        here: the scene that they led to; from there on the partner decides anew.
        opening: the partner's moves before the first of them.
        begin: begins the new rehearsal.
    """
    playing = _AnswerReplayer(taken, here, opening, begin)
    parted = playing.run()
    return RehearsalReplay(playing.session, parted, tuple(playing.passed), tuple(playing.anew))


def drop_last_choice(taken: Sequence[RehearsedAnswer]) -> tuple[RehearsedAnswer, ...]:
    """Return the answers without the last choice; what was said with a first pick goes with it."""
    rest = list(taken)
    last = rest.pop() if rest else None
    if last is not None and last.move.kind == "say" and rest and rest[-1].move.kind == "first":
        rest.pop()
    return tuple(rest)


class _AnswerReplayer:
    """A replay under way."""

    def __init__(
        self,
        taken: Sequence[RehearsedAnswer],
        here: tuple[str, int],
        opening: Sequence[ChairMove],
        begin: BeginRehearsal,
    ) -> None:
        self.taken = taken
        self.at = 0
        self.fresh = next((number for number, one in enumerate(taken) if one.here == here), len(taken))
        self.opening = opening if self.fresh else _drop_next_scene_moves(opening)
        self.begin = begin
        self.passed: list[CountedPromptPlace] = []
        self.anew: list[RehearsedAnswer] = []
        self.session = self._begin_rehearsal()

    def run(self) -> ReplayStop | None:
        """Give the answers again; return the one at which that ends, None where all could be given."""
        while self.at < len(self.taken):
            one = self.taken[self.at]
            if one.place is None:
                self._change_chairs(one)
            elif (prompt := self.session.prompt) is not None and one.place == self.session.locate_question(prompt):
                if parted := self._give_answer(one, prompt):
                    return parted
            elif prompt is not None and prompt.kind in SMALL and not self._is_answered_later(prompt):
                self._pass_over_prompt(prompt)
            elif one.move.kind in SMALL:
                self.at += 1
            else:
                return ReplayStop(one)
        return None

    def _is_answered_later(self, prompt: Prompt) -> bool:
        """Return whether the current question was answered later, but before the next decision."""
        for one in self.taken[self.at :]:
            if one.place == self.session.locate_question(prompt):
                return True
            if one.move.kind not in SMALL:
                return False
        return False

    def _change_chairs(self, one: RehearsedAnswer) -> None:
        self.at += 1
        if self.session.prompt is not None:
            self.session.exchange_chairs(one.move.chair)

    def _give_answer(self, one: RehearsedAnswer, prompt: Prompt) -> ReplayStop | None:
        if lost := self._find_lost_fact(one.move.answer, prompt):
            return ReplayStop(one, lost)
        move = replace(one.move, answer=_fit_answer(prompt, one.move.answer))
        try:
            self.session.repeat_move(move, self._choose_partner_moves(one))
        except RefusedError:
            return ReplayStop(one, _find_main_value(one.move))
        except DivergedError:
            self._rebuild_session()
            self.session.repeat_move(move, None)
            self.anew.append(one)
        self.at += 1
        return None

    def _choose_partner_moves(self, one: RehearsedAnswer) -> Sequence[ChairMove] | None:
        """Return the partner's earlier moves before the current scene, None in it."""
        if self.at >= self.fresh:
            return None
        return _drop_next_scene_moves(one.partner) if self.at == self.fresh - 1 else one.partner

    def _find_lost_fact(self, answer: Answer, prompt: Prompt) -> str:
        """Return a fact that was said and no longer can be, '' if none; one that is out already does not count."""
        wanted = answer.get("facts", ())
        assert isinstance(wanted, list | tuple)
        facts = self.session.state.facts
        on_offer = {fact.id for fact in prompt.facts}
        out = {name for name, status in facts.items() if status.status != "unsaid"}
        return next((fact for fact in wanted if fact not in on_offer | out), "")

    def _pass_over_prompt(self, prompt: Prompt) -> None:
        self.passed.append(self.session.locate_question(prompt))
        self.session.answer(prompt.token, _build_least_answer(self.session, prompt))

    def _begin_rehearsal(self) -> Rehearsal:
        try:
            return self.begin(self.opening)
        except DivergedError:
            return self.begin(None)

    def _rebuild_session(self) -> None:
        """Replay what was given so far, since a partner's move that did not fit has spoilt the session."""
        given = self.session.taken
        self.session = self._begin_rehearsal()
        for one in given:
            self.session.repeat_move(one.move, one.partner)


def _drop_next_scene_moves(moves: Sequence[ChairMove]) -> Sequence[ChairMove]:
    """Return the partner's moves without those of the next scene."""
    last = max((number for number, move in enumerate(moves) if move.kind in _CLOSING), default=-1)
    return moves[: last + 1]


def _fit_answer(prompt: Prompt, answer: Answer) -> Answer:
    """Return an answer without the facts that are out already and without a guess that is not on offer."""
    fitted = dict(answer)
    if "facts" in fitted:
        fitted["facts"] = [fact.id for fact in prompt.facts if fact.id in answer["facts"]]  # type: ignore[operator]
    if fitted.get("guess") not in {choice.id for choice in prompt.choices}:
        fitted.pop("guess", None)
    return fitted


def _find_main_value(move: ChairMove) -> str:
    """Return the main value of an answer: the option, the mode, the pledge."""
    return next((str(value) for name, value in move.answer.items() if name not in ("confidence", "guess")), "")


def _build_least_answer(session: Rehearsal, prompt: Prompt) -> Answer:
    """Return the answer that changes least, to a question that decides nothing."""
    match prompt.kind:
        case "say" | "sit_say":
            return {"facts": []}
        case "coffee":
            return {"what": "work"}
        case "stay":
            return {"what": "stay"}
    return {"what": session.state.pledges.get(prompt.chair) or prompt.choices[0].id}
