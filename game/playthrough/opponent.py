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
    """Why the simulated partner picked as it did.

    Attributes:
        chair: the chair it sits in.
        picked: the id of the option it picked.
        over: the id of the option that the reason compares it with.
        terms: differences between the two in hundredths of utility, the largest first.
        main: the term that it would name.
        path: the text path of its line in character; '' where the author wrote none.
    """

    chair: Chair
    picked: str
    over: str
    terms: tuple[tuple[str, int], ...]
    main: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class _WeighedPick:
    """A pick of the partner, with how it weighed the options."""

    option: str
    weighed: WeighedChoice


class Opponent:
    """Answers in every chair that the partner holds.

    Attributes:
        played_back: which of its moves were a ghost's.
        picks: the number of the scene of its last pick, by chair and kind (`first`, `final`).
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
        """Answer everything that is asked of the partner's chairs; return the new state, the moves and the events.

        Args:
            state: the state that asks.
            stored: the moves as recorded, in a replay.
            answers: how many answers of people were given before, for the error.

        Raises:
            DivergedError: if a recorded move does not fit.
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
            raise DivergedError(answers, _("the partner's recorded move is not asked for now"))
        return state, tuple(moves), tuple(events)

    def _find_partner_ask(self, state: State) -> Ask | None:
        asks = rules.list_asks(self.scenario, self.rng, state)
        return next((ask for ask in asks if ask.chair in state.partners), None)

    def _choose_answer(self, draft: StateDraft, ask: Ask) -> Answer:
        own = self.ghost.find_answer(draft.state, ask) if self.ghost else None
        if own is not None:
            with suppress(rules.IllegalAnswerError):  # a ghost comes from a file, perhaps a stranger's
                return rules.validate_answer(ask, own)
        return choose_answer(draft, ask)

    def _apply_move(self, state: State, move: ChairMove, answers: int) -> tuple[State, tuple[Event, ...]]:
        try:
            ask = match_ask(self.scenario, self.rng, state, move)
            return rules.apply_answer(self.scenario, self.rng, state, ask, move.answer)
        except (RefusedError, rules.IllegalAnswerError) as refused:
            raise DivergedError(answers, f"the partner's answer does not fit: {refused}") from refused

    def _remember_pick(self, draft: StateDraft, ask: Ask, move: ChairMove) -> None:
        """Keep a pick with how it was weighed; a ghost's reasons are unknown."""
        back = self.ghost is not None and self.ghost.is_own_move(draft.state, move, ask)
        if back:
            self.played_back.append(PlayedBackAnswer(ask.chair, ask.kind, ask.scene, draft.state.count))
        if ask.kind in PICKS:
            self.picks[ask.chair, ask.kind] = draft.state.count
            self._picks[ask.chair, ask.kind] = (
                None if back else _WeighedPick(str(move.answer["option"]), weigh_options(draft, ask.chair))
            )

    def forget_picks(self, chairs: Iterable[Chair], kind: str) -> None:
        """Forget picks that whoever sits down is asked for again."""
        for chair in chairs:
            self.picks.pop((chair, kind), None)

    def explain_pick(self, state: State, chair: Chair) -> PickReason | None:
        """Return why the partner made its last revealed pick; None where there is none, or it was a ghost's.

        The reason compares the pick with what the other chair picked, once that is revealed, else with the runner-up.
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
        """Return the path of the line in which the chair gives its reason; '' where the author wrote none.

        For its goal this may be a line about this very option. Otherwise the lines for a term take turns from scene to
        scene, beginning with one that is drawn.
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
