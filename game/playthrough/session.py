"""A game in progress: who is asked what, what an answer does, and what each chair may see.

The session holds the state and its history. It asks people one question at a time, answers for the simulated
partner, and keeps a record of each answer. A session that follows the records of another one reaches the same
state: that is how a game is continued, and how it is looked at from a moment on.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from game.content.markup import Span, plain, spans
from game.engine import conduct, rules
from game.engine.causes import Cause, chain
from game.engine.chance import Luck, Stream, slot_of
from game.engine.events import Ask, Event, SceneOpened
from game.engine.model import from_hundredths
from game.engine.scenario import Option, Scenario, Texts
from game.engine.state import SIT, Entry
from game.engine.stocks import INDEX, Chair
from game.engine.turn import Turn
from game.locales import _
from game.playthrough.epilogue import Epilogue, epilogue_of
from game.playthrough.prompts import Choice, FactChoice, Prompt, Reason, RefusedError, View
from game.playthrough.record import Answer, Move, Record, state_hash
from game.playthrough.setup import Setup
from game.playthrough.view import hints, view_of

PICKS: Final = ("first", "final")


class DivergedError(Exception):
    """A replay does not reach what was written down; `answers` tells how many answers it could follow."""

    def __init__(self, answers: int, why: str) -> None:
        super().__init__(why)
        self.answers = answers


class Session:
    """One playthrough of one crisis.

    Attributes:
        scenario: the crisis without its texts.
        texts: its texts.
        setup: seats, seed, difficulty.
        language: the language that texts are in; may be set at any moment.
        state: the state of now.
        prompt: the question that a person is asked; None when play is over.
        happened: what led to the question of now, for the page that tells it.
        records: every answer of a person so far, with the partner's moves that followed.
        opening: the partner's moves before a person was asked anything.
        story: all events so far, in rows by answer, the first row before any answer.
        reflections: what was written in answer to the questions of the debrief, by number.
    """

    def __init__(self, scenario: Scenario, texts: Texts, setup: Setup, opening: Iterable[Move] | None = None) -> None:
        """Begin a playthrough; `opening` holds the partner's moves that were written down, where there are any."""
        self.scenario = scenario
        self.texts = texts
        self.setup = setup
        self.language = setup.language
        self.luck = Luck(setup.seed, scenario.id, setup.playthrough)
        self.records: list[Record] = []
        self.reflections: dict[int, str] = {}
        self._reasons: dict[Chair, Reason] = {}
        self.state, events = rules.begin(scenario, self.luck, setup.partners)
        self.opening, more = self._let_partner_answer(opening)
        self.happened: tuple[Event, ...] = (*events, *more)
        self.story: list[tuple[Event, ...]] = [self.happened]
        self.prompt = self._next_prompt()

    def answer(self, token: str, answer: Answer) -> tuple[Event, ...]:
        """Take a person's answer to the prompt, let the partner follow, and return what happened.

        Raises:
            RefusedError: if the token is stale or the answer not on offer; everything is as it was.
        """
        if self.prompt is None:
            raise RefusedError("play is over")
        if token != self.prompt.token:
            raise RefusedError("that question has been answered already")
        return self._take(Move(self.prompt.chair, self.prompt.kind, answer), None)

    def follow(self, record: Record) -> None:
        """Take an answer that was written down, with the partner's moves as they were then.

        Raises:
            DivergedError: if the question of now is another one, or the state that follows is not the same.
        """
        if self.prompt is None or (self.prompt.chair, self.prompt.kind) != (record.move.chair, record.move.kind):
            raise DivergedError(len(self.records), _("what was answered then is not asked now"))
        try:
            self._take(record.move, record.partner)
        except RefusedError as refused:
            raise DivergedError(len(self.records), str(refused)) from refused
        if self.records[-1].state != record.state:
            raise DivergedError(len(self.records) - 1, _("the same answer has other consequences now"))

    def _take(self, move: Move, partner: Iterable[Move] | None) -> tuple[Event, ...]:
        try:
            ask = self._ask_for(move)
            move = replace(move, answer=rules.checked(ask, move.answer))
            self.state, events = rules.step(self.scenario, self.luck, self.state, ask, move.answer)
        except rules.IllegalError as illegal:
            raise RefusedError(str(illegal)) from illegal
        moves, more = self._let_partner_answer(partner)
        self.happened = (*events, *more)
        self.story.append(self.happened)
        self.records.append(Record(move, moves, state_hash(self.state), self.state.ending, self.state.scene))
        self.prompt = self._next_prompt()
        return self.happened

    def _ask_for(self, move: Move) -> Ask:
        for ask in rules.asks(self.scenario, self.luck, self.state):
            if (ask.chair, ask.kind) == (move.chair, move.kind):
                return ask
        raise RefusedError(f"{move.chair} is not asked {move.kind!r} now")

    def _let_partner_answer(self, stored: Iterable[Move] | None) -> tuple[tuple[Move, ...], tuple[Event, ...]]:
        moves: list[Move] = []
        events: list[Event] = []
        waiting = None if stored is None else list(stored)
        while ask := self._partner_ask():
            turn = Turn(self.scenario, self.luck, self.state)
            move = waiting.pop(0) if waiting else Move(ask.chair, ask.kind, conduct.answer(turn, ask))
            happened = self._let(move)
            if ask.kind in PICKS:
                self._reasons[ask.chair] = self._reason_for(turn, ask.chair, str(move.answer["option"]))
            moves.append(move)
            events.extend(happened)
        if waiting:
            raise DivergedError(len(self.records), _("what the partner did then is not asked now"))
        return tuple(moves), tuple(events)

    def _let(self, move: Move) -> tuple[Event, ...]:
        """Take a move of the partner; DivergedError for one that was written down and cannot be made."""
        try:
            self.state, happened = rules.step(self.scenario, self.luck, self.state, self._ask_for(move), move.answer)
        except (RefusedError, rules.IllegalError) as refused:
            raise DivergedError(len(self.records), f"the partner's answer does not fit: {refused}") from refused
        return happened

    def _partner_ask(self) -> Ask | None:
        asks = rules.asks(self.scenario, self.luck, self.state)
        return next((ask for ask in asks if ask.chair in self.setup.partners), None)

    def _reason_for(self, turn: Turn, chair: Chair, picked: str) -> Reason:
        weighed = conduct.weigh(turn, chair)
        terms = tuple((conduct.spoken(term), round(100 * size)) for term, size in weighed.why())
        lines = self.scenario.cast[chair].reasons.get(terms[0][0], ())
        number = self.luck.pick(Stream.REASON, len(lines), self.state.count, slot=slot_of(chair)) if lines else 0
        return Reason(chair, picked, weighed.runner_up, terms, lines[number] if lines else "")

    def _next_prompt(self) -> Prompt | None:
        asks = rules.asks(self.scenario, self.luck, self.state)
        if not asks:
            return None
        begun = [ask for ask in asks if ask.kind == "say" and ask.chair in self.state.inbox]
        return self._prompt((begun or asks)[0])

    def _prompt(self, ask: Ask) -> Prompt:
        decision = self.scenario.scenes[ask.scene].decision
        return Prompt(
            token=f"{len(self.records)}-{state_hash(self.state)}",
            kind=ask.kind,
            chair=ask.chair,
            scene=ask.scene,
            owner=decision.owner if decision else ask.chair,
            choices=self._choices(ask),
            facts=tuple(self._fact_choice(fact) for fact in ask.facts),
            joint=bool(decision and decision.joint),
        )

    def _choices(self, ask: Ask) -> tuple[Choice, ...]:
        if ask.kind not in PICKS:
            return tuple(Choice(choice) for choice in ask.choices)
        decision = self.scenario.scenes[ask.scene].decision
        assert decision is not None
        turn = Turn(self.scenario, self.luck, self.state)
        options = [decision.option(choice) for choice in self._shuffled(ask) if choice != SIT]
        choices = [Choice(o.id, f"{o.path}.text", hints(turn, ask.chair, o)) for o in options]
        return (*choices, Choice(SIT)) if SIT in ask.choices else tuple(choices)

    def _shuffled(self, ask: Ask) -> list[str]:
        visit = self.state.visits.get(ask.scene, 0)
        scene = list(self.scenario.scenes).index(ask.scene)

        def place(choice: str) -> float:
            return self.luck.uniform(Stream.ORDER, scene, visit, slot_of(ask.chair, choice))

        return sorted(ask.choices, key=place)

    def _fact_choice(self, fact_id: str) -> FactChoice:
        fact = self.scenario.facts[fact_id]
        return FactChoice(fact.id, fact.path, fact.cost)

    def view(self, chair: Chair) -> View:
        """Return all that a chair may see beside the prompt."""
        return view_of(self.scenario, self.state, chair)

    def reason(self, chair: Chair) -> Reason | None:
        """Return why the simulated partner made its last pick; None for a person's chair."""
        return self._reasons.get(chair)

    def option(self, scene: str, option: str) -> Option:
        """Return an option of a scene; KeyError where there is none."""
        decision = self.scenario.scenes[scene].decision
        if decision is None:
            raise KeyError(option)
        return decision.option(option)

    def objection(self, option: str) -> str:
        """Return the path of the best objection to an option of this scene; '' where the author wrote none."""
        found = self.option(self.state.scene, option)
        return f"{found.path}.objection" if found.objected else ""

    def causes(self, stock: str) -> tuple[Cause, ...]:
        """Return the chain of causes behind a stock, against the company as the crisis found it, from the model."""
        now, start = from_hundredths(self.state.stocks), from_hundredths(self.scenario.start)
        direction = 1 if now[INDEX[stock]] >= start[INDEX[stock]] else -1
        return chain(now, stock, direction, base=start)

    def ledger(self, stock: str) -> tuple[Entry, ...]:
        """Return every line of the ledger that moved a stock, in the order they were written."""
        return tuple(entry for entry in self.state.ledger if entry.stock == stock)

    @property
    def page(self) -> tuple[Event, ...]:
        """What happened since the scene of now opened: what a page needs that is opened anew."""
        events = [event for row in self.story for event in row]
        opened = [number for number, event in enumerate(events) if isinstance(event, SceneOpened)]
        return tuple(events[opened[-1] :]) if opened else tuple(events)

    @property
    def epilogue(self) -> Epilogue | None:
        """The year after play, once it is over."""
        return epilogue_of(self.scenario, self.state) if self.prompt is None else None

    def reflect(self, question: int, text: str) -> None:
        """Keep what a player wrote in answer to a question of the debrief; it touches nothing else."""
        self.reflections[question] = text

    @property
    def names(self) -> Mapping[str, str]:
        """The names of the cast in the language of now."""
        return {
            person.id: self.texts.get(f"{person.path}.name", self.language) for person in self.scenario.cast.values()
        }

    def spans(self, path: str) -> tuple[Span, ...]:
        """Return a text in the language of now as spans, with the names in place."""
        return spans(self.texts.get(path, self.language), self.names)

    def text(self, path: str) -> str:
        """Return a text in the language of now without its marks, with the names in place."""
        return plain(self.texts.get(path, self.language), self.names)
