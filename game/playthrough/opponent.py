"""The simulated opponent: answers for every chair where no person sits, and can give its reasons.

Where a ghost plays, its earlier answer is used if the same question comes up with the same choices.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

from game.engine import rules
from game.engine.events import Ask, Event, Utterance
from game.engine.partner import WeighedChoice, choose_answer, map_term_to_reason, name_main_reason, weigh_options
from game.engine.rng import Rng
from game.engine.scenario import Scenario
from game.engine.speech import choose_reason_bank, choose_tone, draw_first_line, find_remembered_act, pick_line
from game.engine.state import State
from game.engine.state_draft import StateDraft
from game.engine.stocks import CHAIRS, INDEX, Chair, other_chair
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
        says: the default line that it says where there is no path; None for a reason that is only measured.
        act, scene: how the other treated it, where that is the reason: the move it remembers, and in which scene.
        runner_up: the id of the option that it nearly picked.
    """

    chair: Chair
    picked: str
    over: str
    terms: tuple[tuple[str, int], ...]
    main: str
    path: str = ""
    says: Utterance | None = None
    act: str = ""
    scene: str = ""
    runner_up: str = ""


@dataclass(frozen=True, slots=True)
class _WeighedPick:
    """A pick of the partner, with how it weighed the options and how far it trusted the other then."""

    option: str
    weighed: WeighedChoice
    trust: float


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
        self._reasons: dict[str, list[int]] = {}

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
        self._note_reasons(state)
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
                None
                if back
                else _WeighedPick(
                    str(move.answer["option"]),
                    weigh_options(draft, ask.chair),
                    draft.stocks[INDEX[f"{ask.chair}.trust"]],
                )
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
        prospects = {prospect.id: prospect for prospect in pick.weighed.prospects}
        picked = pick.option if pick.option in prospects else pick.weighed.picked
        theirs = {**state.now.first, **state.now.final}.get(other_chair(chair), picked)
        runner_up = pick.weighed.runner_up
        over = theirs if theirs in prospects and theirs != picked else runner_up
        why = pick.weighed.explain_choice(over, picked)
        terms = tuple((map_term_to_reason(term), round(100 * size)) for term, size in why)
        main = name_main_reason(why)
        bank = choose_reason_bank(main, prospects[picked], prospects[over], yours=runner_up == theirs)
        says, path = self._choose_line(state, chair, picked, bank, choose_tone(bank, pick.trust))
        act, scene = "", ""
        if main == "treated":
            act, scene = find_remembered_act(state, chair, kind=bank == "reason.treated.well")
        return PickReason(chair, picked, over, terms, main, path, says, act, scene, runner_up)

    def _note_reasons(self, state: State) -> None:
        """Note which kind of reason the partner gives, once two first picks that differ are on the table."""
        if len(set(state.now.first.values())) < len(CHAIRS) or state.phase != "final":
            return
        for chair in sorted(state.partners):
            reason = self.explain_pick(state, chair)
            if reason is not None and reason.says is not None:
                given = self._reasons.setdefault(reason.says.bank, [])
                if state.count not in given:
                    given.append(state.count)

    def _choose_line(
        self, state: State, chair: Chair, picked: str, bank: str, toned: str
    ) -> tuple[Utterance | None, str]:
        """Return which line the chair says, and its path where the author wrote it.

        For its goal this may be a line about this very option. Otherwise each of the author's lines for the term is
        said once, or those for the way in which it weighs (`treated_ill`) where there are any, then the defaults in
        the tone that fits.
        """
        exact = bank.removeprefix("reason.").replace(".", "_")
        main = exact.partition("_")[0]
        decision = self.scenario.scenes[state.scene].decision
        option = next((one for one in decision.options if one.id == picked), None) if decision else None
        if main == "goal" and option is not None and chair in option.whys:
            return None, f"{option.path}.why.{chair}"
        reasons = self.scenario.cast[chair].reasons
        term = exact if exact in reasons else main
        lines = reasons.get(term, ())
        own = self._count_reasons(f"own.{chair}.{term}", state.count)
        if own.said < len(lines):
            return own, pick_line(own, lines)
        return self._count_reasons(toned, state.count), ""

    def _count_reasons(self, bank: str, scene: int) -> Utterance:
        """Return the line of a bank for a scene, by how many scenes before it called for one."""
        given = self._reasons.get(bank, [])
        said = given.index(scene) if scene in given else len(given)
        return Utterance(bank, said, draw_first_line(self.rng, bank))
