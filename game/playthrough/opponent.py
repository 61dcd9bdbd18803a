"""The simulated opponent: answers for every chair where no person sits, and can give its reasons.

Where a ghost plays, its earlier answer is used if the same question comes up with the same choices.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

from game.engine import rules
from game.engine.events import Ask, Event
from game.engine.partner import WeighedChoice, choose_answer, map_term_to_reason, name_main_reason, weigh_options
from game.engine.rng import Rng, Stream, hash_slot
from game.engine.scenario import Scenario
from game.engine.state import State
from game.engine.state_draft import StateDraft
from game.engine.stocks import Chair, other_chair
from game.locales import _
from game.playthrough.prompts import PICKS, RefusedError, match_ask
from game.playthrough.record import Answer, ChairMove, DivergedError
from game.playthrough.setup import Ghost, PlayedBackAnswer


@dataclass(frozen=True, slots=True)
class PickReason:
    """Why the simulated partner picked as it did, rather than `over`.

    `terms` are differences in hundredths of utility, the largest first; `main` is the one that it would name, and
    `path` its line in character.
    """

    chair: Chair
    picked: str
    over: str
    terms: tuple[tuple[str, int], ...]
    main: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class _WeighedPick:
    """A pick of the partner, as it weighed it."""

    option: str
    weighed: WeighedChoice


class Opponent:
    """The one across the table.

    Attributes:
        played_back: which of its moves were a ghost's.
        picks: the count of the scene of the partner's last `first` and `final` in each chair.
    """

    def __init__(self, scenario: Scenario, rng: Rng, ghost: Ghost | None) -> None:
        self.scenario = scenario
        self.rng = rng
        self.ghost = ghost
        self._picks: dict[tuple[Chair, str], _WeighedPick | None] = {}
        self.played_back: list[PlayedBackAnswer] = []
        self.picks: dict[tuple[Chair, str], int] = {}

    def answer_pending_asks(
        self, state: State, stored: Iterable[ChairMove] | None, answers: int
    ) -> tuple[State, tuple[ChairMove, ...], tuple[Event, ...]]:
        """Answer everything that is asked of the partner's chairs; return the state, the moves and what happened.

        Args:
            state: the state that asks.
            stored: the moves as they were written down, where they were.
            answers: how many answers were given before, for the error.

        Raises:
            DivergedError: if a move that was written down does not fit.
        """
        moves: list[ChairMove] = []
        events: list[Event] = []
        waiting = None if stored is None else list(stored)
        while ask := self._find_partner_ask(state):
            draft = StateDraft(self.scenario, self.rng, state)
            move = waiting.pop(0) if waiting else ChairMove(ask.chair, ask.kind, self._choose_answer(draft, ask))
            state, happened = self._apply_move(state, move, answers)
            self._remember_pick(draft, ask, move)
            moves.append(move)
            events.extend(happened)
        if waiting:
            raise DivergedError(answers, _("what the partner did then is not asked now"))
        return state, tuple(moves), tuple(events)

    def _find_partner_ask(self, state: State) -> Ask | None:
        asks = rules.list_asks(self.scenario, self.rng, state)
        return next((ask for ask in asks if ask.chair in state.partners), None)

    def _choose_answer(self, draft: StateDraft, ask: Ask) -> Answer:
        own = self.ghost.find_answer(draft.state, ask) if self.ghost else None
        if own is not None:
            with suppress(rules.IllegalAnswerError):  # a ghost comes from a file, and files come from strangers
                return rules.validate_answer(ask, own)
        return choose_answer(draft, ask)

    def _apply_move(self, state: State, move: ChairMove, answers: int) -> tuple[State, tuple[Event, ...]]:
        try:
            ask = match_ask(self.scenario, self.rng, state, move)
            return rules.apply_answer(self.scenario, self.rng, state, ask, move.answer)
        except (RefusedError, rules.IllegalAnswerError) as refused:
            raise DivergedError(answers, f"the partner's answer does not fit: {refused}") from refused

    def _remember_pick(self, draft: StateDraft, ask: Ask, move: ChairMove) -> None:
        """Keep a pick as it was weighed; a ghost's reasons are its own, and nobody wrote them down."""
        back = self.ghost is not None and self.ghost.is_own_move(draft.state, move, ask)
        if back:
            self.played_back.append(PlayedBackAnswer(ask.chair, ask.kind, ask.scene, draft.state.count))
        if ask.kind in PICKS:
            self.picks[ask.chair, ask.kind] = draft.state.count
            self._picks[ask.chair, ask.kind] = (
                None if back else _WeighedPick(str(move.answer["option"]), weigh_options(draft, ask.chair))
            )

    def forget_picks(self, chairs: Iterable[Chair], kind: str) -> None:
        """Let go of a pick that is asked anew of whoever sits down."""
        for chair in chairs:
            self.picks.pop((chair, kind), None)

    def explain_pick(self, state: State, chair: Chair) -> PickReason | None:
        """Return why the partner made its last pick that is on the table; None where there is none, and for a ghost's.

        It speaks against what the other chair picked, once that is on the table too, else against its runner-up.
        """
        joint = chair in state.now.first and chair not in state.now.final
        pick = self._picks.get((chair, "first" if joint else "final"))
        if pick is None:
            return None
        theirs = {**state.now.first, **state.now.final}.get(other_chair(chair), pick.option)
        known = {prospect.id for prospect in pick.weighed.prospects} - {pick.option}
        over = theirs if theirs in known else pick.weighed.runner_up
        why = pick.weighed.explain_choice(over, pick.option)
        terms = tuple((map_term_to_reason(term), round(100 * size)) for term, size in why)
        main = name_main_reason(why)
        return PickReason(
            chair, pick.option, over, terms, main, self._choose_reason_path(state, chair, pick.option, main)
        )

    def _choose_reason_path(self, state: State, chair: Chair, picked: str, main: str) -> str:
        """Return the path of what the chair says: of its goal, words for this very option where there are any.

        Of the lines for a term the next one in each scene, from one that is drawn; '' where the author wrote none.
        """
        decision = self.scenario.scenes[state.scene].decision
        option = next((one for one in decision.options if one.id == picked), None) if decision else None
        if main == "goal" and option is not None and chair in option.whys:
            return f"{option.path}.why.{chair}"
        lines = self.scenario.cast[chair].reasons.get(main, ())
        if not lines:
            return ""
        first = self.rng.draw_index(Stream.REASON, len(lines), slot=hash_slot(chair, main))
        return lines[(first + len(state.past)) % len(lines)]
