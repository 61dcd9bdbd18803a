"""Who answers across the table where no person sits: the simulated partner, or a ghost where it was asked the same."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

from game.engine import conduct, rules
from game.engine.chance import Luck, Stream, slot_of
from game.engine.events import Ask, Event
from game.engine.scenario import Scenario
from game.engine.state import State
from game.engine.stocks import Chair, other
from game.engine.turn import Turn
from game.locales import _
from game.playthrough.asked import PICKS, ask_for
from game.playthrough.ghost import Ghost, PlayedBack
from game.playthrough.prompts import Reason, RefusedError
from game.playthrough.record import Answer, DivergedError, Move


@dataclass(frozen=True, slots=True)
class _Pick:
    """A pick of the partner, as it weighed it."""

    option: str
    weighed: conduct.Weighed


class Across:
    """The one across the table.

    Attributes:
        played_back: which of its moves were a ghost's.
        picks: the count of the scene of the partner's last `first` and `final` in each chair.
    """

    def __init__(self, scenario: Scenario, luck: Luck, ghost: Ghost | None) -> None:
        self.scenario = scenario
        self.luck = luck
        self.ghost = ghost
        self._picks: dict[tuple[Chair, str], _Pick | None] = {}
        self.played_back: list[PlayedBack] = []
        self.picks: dict[tuple[Chair, str], int] = {}

    def respond(
        self, state: State, stored: Iterable[Move] | None, answers: int
    ) -> tuple[State, tuple[Move, ...], tuple[Event, ...]]:
        """Answer everything that is asked of the partner's chairs; return the state, the moves and what happened.

        Args:
            state: the state that asks.
            stored: the moves as they were written down, where they were.
            answers: how many answers were given before, for the error.

        Raises:
            DivergedError: if a move that was written down does not fit.
        """
        moves: list[Move] = []
        events: list[Event] = []
        waiting = None if stored is None else list(stored)
        while ask := self._asked(state):
            turn = Turn(self.scenario, self.luck, state)
            move = waiting.pop(0) if waiting else Move(ask.chair, ask.kind, self._answer(turn, ask))
            state, happened = self._let(state, move, answers)
            self._remember(turn, ask, move)
            moves.append(move)
            events.extend(happened)
        if waiting:
            raise DivergedError(answers, _("what the partner did then is not asked now"))
        return state, tuple(moves), tuple(events)

    def _asked(self, state: State) -> Ask | None:
        asks = rules.asks(self.scenario, self.luck, state)
        return next((ask for ask in asks if ask.chair in state.partners), None)

    def _answer(self, turn: Turn, ask: Ask) -> Answer:
        own = self.ghost.answer(turn.state, ask) if self.ghost else None
        if own is not None:
            with suppress(rules.IllegalError):  # a ghost comes from a file, and files come from strangers
                return rules.checked(ask, own)
        return conduct.answer(turn, ask)

    def _let(self, state: State, move: Move, answers: int) -> tuple[State, tuple[Event, ...]]:
        try:
            ask = ask_for(self.scenario, self.luck, state, move)
            return rules.step(self.scenario, self.luck, state, ask, move.answer)
        except (RefusedError, rules.IllegalError) as refused:
            raise DivergedError(answers, f"the partner's answer does not fit: {refused}") from refused

    def _remember(self, turn: Turn, ask: Ask, move: Move) -> None:
        """Keep a pick as it was weighed; a ghost's reasons are its own, and nobody wrote them down."""
        back = self.ghost is not None and self.ghost.gave(turn.state, move, ask)
        if back:
            self.played_back.append(PlayedBack(ask.chair, ask.kind, ask.scene, turn.state.count))
        if ask.kind in PICKS:
            self.picks[ask.chair, ask.kind] = turn.state.count
            self._picks[ask.chair, ask.kind] = (
                None if back else _Pick(str(move.answer["option"]), conduct.weigh(turn, ask.chair))
            )

    def forget(self, chairs: Iterable[Chair], kind: str) -> None:
        """Let go of a pick that is asked anew of whoever sits down."""
        for chair in chairs:
            self.picks.pop((chair, kind), None)

    def reason(self, state: State, chair: Chair) -> Reason | None:
        """Return why the partner made its last pick that is on the table; None where there is none, and for a ghost's.

        It speaks against what the other chair picked, once that is on the table too, else against its runner-up.
        """
        joint = chair in state.now.first and chair not in state.now.final
        pick = self._picks.get((chair, "first" if joint else "final"))
        if pick is None:
            return None
        theirs = {**state.now.first, **state.now.final}.get(other(chair), pick.option)
        known = {prospect.id for prospect in pick.weighed.prospects} - {pick.option}
        over = theirs if theirs in known else pick.weighed.runner_up
        why = pick.weighed.why(over, pick.option)
        terms = tuple((conduct.spoken(term), round(100 * size)) for term, size in why)
        main = conduct.named(why)
        return Reason(chair, pick.option, over, terms, main, self._words(state, chair, pick.option, main))

    def _words(self, state: State, chair: Chair, picked: str, main: str) -> str:
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
        first = self.luck.pick(Stream.REASON, len(lines), slot=slot_of(chair, main))
        return lines[(first + len(state.past)) % len(lines)]
