"""A game in progress: who is asked what, what an answer does, and what each chair may see.

The session holds the state and its history. It asks people one question at a time, answers for the simulated
partner, and keeps a record of each answer. A session that follows the records of another one reaches the same
state: that is how a game is continued, and how any moment of it can be looked at again.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from game.content.markup import TextSpan, parse_spans, render_plain
from game.engine import rules
from game.engine.causes import Cause, trace_cause_chain
from game.engine.consequences import list_open_facts
from game.engine.decision_phase import build_first_ask, list_tellable_facts
from game.engine.events import Ask, Event, Restated
from game.engine.model import from_hundredths
from game.engine.rng import Rng
from game.engine.scenario import Option, Scenario, Texts
from game.engine.state import LedgerEntry, State, hash_state
from game.engine.state_draft import StateDraft
from game.engine.stocks import CHAIRS, INDEX, Chair, Phase, other_chair
from game.locales import _
from game.playthrough import pair, visibility
from game.playthrough.epilogue import EpilogueReport, build_epilogue
from game.playthrough.opponent import Opponent, PickReason
from game.playthrough.pair import PrivateView, Talk
from game.playthrough.prompts import (
    BETWEEN_SCENES,
    PLEDGE_KINDS,
    FactChoice,
    Prompt,
    RefusedError,
    build_prompt,
    find_first_speaker,
    list_asks_in_turn,
    match_ask,
)
from game.playthrough.record import Answer, ChairMove, DivergedError, Record
from game.playthrough.setup import AskPlace, Ghost, GhostAnswer, SeatKind, Setup, list_offered_ids, locate_ask
from game.playthrough.visibility import ChairView, EventHistory, SharedView, build_chair_view


class ScenarioReader:
    """The scenario at a moment of a playthrough: its texts, and why its figures are where they are.

    Attributes:
        scenario: the scenario without its texts.
        texts: its texts.
        language: the language to read texts in; may be set at any moment.
        state: the current state.
    """

    scenario: Scenario
    texts: Texts
    language: str
    state: State

    def look_up_option(self, scene: str, option: str) -> Option:
        """Return an option of a scene; KeyError where there is none."""
        decision = self.scenario.scenes[scene].decision
        if decision is None:
            raise KeyError(option)
        return decision.find_option(option)

    def find_objection_path(self, option: str) -> str:
        """Return the text path of the best objection to an option of this scene; '' where the author wrote none."""
        found = self.look_up_option(self.state.scene, option)
        return f"{found.path}.objection" if found.objected else ""

    def trace_causes(self, stock: str, stocks: tuple[int, ...] | None = None) -> tuple[Cause, ...]:
        """Return the model's chain of causes for how a stock differs from the company at the start.

        `stocks` are those of the moment it is about, in hundredths: now where none are given.
        """
        now, start = from_hundredths(stocks or self.state.stocks), from_hundredths(self.scenario.start)
        direction = 1 if now[INDEX[stock]] >= start[INDEX[stock]] else -1
        return trace_cause_chain(now, stock, direction, base=start)

    def list_ledger_entries(self, stock: str) -> tuple[LedgerEntry, ...]:
        """Return the ledger's entries for a stock, oldest first."""
        return tuple(entry for entry in self.state.ledger if entry.stock == stock)

    @property
    def names(self) -> Mapping[str, str]:
        """The names of the cast in the current language."""
        return {
            person.id: self.texts.get(f"{person.path}.name", self.language) for person in self.scenario.cast.values()
        }

    def render_spans(self, path: str) -> tuple[TextSpan, ...]:
        """Return a text in the current language as spans, with names filled in."""
        return parse_spans(self.texts.get(path, self.language), self.names)

    def render_text(self, path: str) -> str:
        """Return a text in the current language without markup, with names filled in."""
        return render_plain(self.texts.get(path, self.language), self.names)


class Session(ScenarioReader):
    """One playthrough of one scenario.

    Attributes:
        setup: seats at the start, seed, difficulty.
        prompts: what people are asked now, by chair, in the order in which one screen asks it; of two people who are
            asked in secret each may answer first, and the same state follows. Empty when play is over.
        records: every answer of a person so far, with the partner's moves that followed.
        opening: the partner's moves before a person was asked anything.
        history: everything that happened, private parts included; not to be shown to two people who still play.
        reflections: what was written in answer to the questions of the debrief, by number.
        opponent: answers where no person sits, and knows the reasons.
        was_pair: whether two people have ever played here; then private things stay private to the end.
    """

    def __init__(
        self, scenario: Scenario, texts: Texts, setup: Setup, opening: Iterable[ChairMove] | None = None
    ) -> None:
        """Begin a playthrough; in a replay, `opening` are the partner's recorded moves before the first question."""
        self.scenario = scenario
        self.texts = texts
        self.setup = setup
        self.language = setup.language
        self.rng = Rng(setup.seed, scenario.id, setup.playthrough)
        self.records: list[Record] = []
        self.reflections: dict[int, str] = {}
        self.opponent = Opponent(scenario, self.rng, setup.ghost)
        self.history = EventHistory(scenario)
        self.was_pair = len(setup.people) > 1
        self.state, events = rules.begin_play(scenario, self.rng, setup.partners, setup.premise)
        self.state, self.opening, more = self.opponent.answer_pending_asks(self.state, opening, 0)
        self.prompts: Mapping[Chair, Prompt] = {}
        self._looks: Counter[Chair] = Counter()
        self._year: tuple[State, EpilogueReport] | None = None
        self._advance_to_prompt((*events, *more))

    @property
    def prompt(self) -> Prompt | None:
        """The question that comes next where people share a screen; None when play is over."""
        return next(iter(self.prompts.values()), None)

    def answer(self, token: str, answer: Answer) -> tuple[Event, ...]:
        """Take a person's answer to the prompt with that token, let the partner follow, and return what happened.

        Raises:
            RefusedError: if the token is stale or the answer is not on offer; nothing has changed.
        """
        if not self.prompts:
            raise RefusedError("play is over")
        asked = self.find_prompt(token)
        if asked is None:
            raise RefusedError("that question has been answered already")
        self._apply_answer(ChairMove(asked.chair, asked.kind, answer), None)
        return self.happened

    def find_prompt(self, token: str) -> Prompt | None:
        """Return the open prompt with a token; None where there is none."""
        return next((prompt for prompt in self.prompts.values() if prompt.token == token), None)

    def commit_private_view(self, token: str, pick: Answer, facts: Iterable[str] = ()) -> tuple[Event, ...]:
        """Take a whole private view at once: the first pick, and the facts that the same chair says with it.

        Raises:
            RefusedError: if no first pick is asked for, or something is not on offer; nothing has changed.
        """
        prompt, said = self.find_prompt(token), tuple(facts)
        if prompt is None or prompt.kind != "first":
            raise RefusedError("no first pick is asked now")
        offered = [fact.id for fact in pair.build_private_view(self.draft, prompt, ()).facts]
        if unknown := [fact for fact in said if fact not in offered]:
            raise RefusedError(f"{unknown[0]!r} is not on offer")
        happened = self.answer(prompt.token, pick)
        match self.prompts.get(prompt.chair):
            case Prompt(kind="say") as following:
                return (*happened, *self.answer(following.token, {"facts": list(said)}))
        return happened

    def settle_final_picks(self, picks: Mapping[Chair, str]) -> tuple[Event, ...]:
        """Take the final picks of two people that are not in yet, and return what happened.

        Raises:
            RefusedError: if they are not asked for now, or a pick is not on offer; nothing has changed.
        """
        if self.prompt is None or self.prompt.setting != "at_once":
            raise RefusedError("the final picks of two people are not asked now")
        on_offer = [choice.id for choice in self.prompt.choices]
        for chair in self.asked_chairs:
            if picks.get(chair) not in on_offer:
                raise RefusedError(f"{picks.get(chair)!r} of {chair} is not on offer")
        while self.prompt is not None and self.prompt.setting == "at_once":
            self._apply_answer(
                ChairMove(self.prompt.chair, self.prompt.kind, {"option": picks[self.prompt.chair]}), None
            )
        return self.happened

    def tell_facts(self, chair: Chair, facts: Sequence[str]) -> tuple[Event, ...]:
        """Let one of two people tell facts while they talk, as it might have when it was asked; return what happened.

        Raises:
            RefusedError: if there is no talk, or a fact can't be told there; nothing has changed.
        """
        self._apply_telling(ChairMove(chair, "tell", {"facts": list(facts)}), None)
        return self.happened

    def restate_reason(self, tries: int = 1) -> tuple[Event, ...]:
        """Note that the listener of a talk said yes to how the speaker told its reason; return what happened.

        Args:
            tries: how often it took, 1 or more.

        Raises:
            RefusedError: if there is no difference to talk about, or it has been restated; nothing has changed.
        """
        talk = self.talk
        if talk is None or talk.agreed:
            raise RefusedError("there is no difference to be restated now")
        self._apply_restating(ChairMove(talk.speaker, "restate", {"tries": tries}), None)
        return self.happened

    def change_seat(self, chair: Chair, who: SeatKind) -> tuple[Event, ...]:
        """Let a person take a chair in the middle of play, or the partner take over where a person leaves.

        The change is recorded like an answer. A person's answers stay, and so do those of the partner that are already
        revealed; what only the chair may read waits until somebody reads it.

        Raises:
            RefusedError: if play is over, the chair is theirs already, or no person would be left.
        """
        if self.prompt is None:
            raise RefusedError("play is over")
        if self.seats[chair] == who:
            raise RefusedError(f"that is who sits in the chair of the {chair}")
        if who == "partner" and len(self.people) == 1:
            raise RefusedError("somebody must stay at the table")
        anew = {"anew": True} if who == "human" and chair in self.state.inbox else {}
        self._apply_seat_change(ChairMove(chair, "seat", {"who": who, **anew}), None)
        return self.happened

    def follow_record(self, record: Record) -> None:
        """Take a recorded answer, with the partner's recorded moves.

        Raises:
            DivergedError: if another question is asked now, or the state that follows is not the recorded one.
        """
        beside = {
            "seat": self._apply_seat_change,
            "tell": self._apply_telling,
            "restate": self._apply_restating,
        }
        prompt = self.prompts.get(record.move.chair)
        asked = prompt is not None and prompt.kind == record.move.kind
        if not asked and record.move.asked:
            raise DivergedError(len(self.records), _("the question that was answered then is not asked now"))
        try:
            beside.get(record.move.kind, self._apply_answer)(record.move, record.partner)
        except RefusedError as refused:
            why = _("the answer that was given then is not on offer now") if record.sealed else str(refused)
            raise DivergedError(len(self.records), why) from refused
        if self.records[-1].state != record.state:
            raise DivergedError(len(self.records) - 1, _("the same answer has other consequences now"))

    def _apply_answer(self, move: ChairMove, partner: Iterable[ChairMove] | None) -> None:
        asked = self.prompts[move.chair]
        try:
            ask = match_ask(self.scenario, self.rng, self.state, move)
            sealed = self.was_pair and visibility.choose_pair_setting(self.scenario, self.state, ask) != "open"
            move = replace(move, answer=rules.validate_answer(ask, move.answer))
            self.state, events = rules.apply_answer(self.scenario, self.rng, self.state, ask, move.answer)
        except rules.IllegalAnswerError as illegal:
            raise RefusedError(str(illegal)) from illegal
        if asked.setting == "private" or not self.pair:
            self.history.mark_read(move.chair)
        self._append_record(move, partner, events, sealed)

    def _apply_telling(self, move: ChairMove, partner: Iterable[ChairMove] | None) -> None:
        try:
            self.state, events = rules.tell_facts(self.scenario, self.rng, self.state, move.chair, move.told)
        except rules.IllegalAnswerError as illegal:
            raise RefusedError(str(illegal)) from illegal
        self.history.mark_read(move.chair)
        self._append_record(move, partner, events)

    def _apply_restating(self, move: ChairMove, partner: Iterable[ChairMove] | None) -> None:
        if self._is_restated:
            raise RefusedError("that has been restated already")
        try:
            self.state, events = rules.restate_reason(self.scenario, self.rng, self.state, move.chair, move.tries)
        except rules.IllegalAnswerError as illegal:
            raise RefusedError(str(illegal)) from illegal
        self._append_record(move, partner, events)

    @property
    def _is_restated(self) -> bool:
        return any(isinstance(event, Restated) for event in self.history.scene_events)

    def _apply_seat_change(self, move: ChairMove, partner: Iterable[ChairMove] | None) -> None:
        partners = move.compute_partners(self.state.partners)
        self.opponent.forget_picks(move.anew, self.state.phase)
        self.state, events = rules.change_partners(self.scenario, self.rng, self.state, partners, move.anew)
        self.was_pair = self.was_pair or self.pair
        self._append_record(move, partner, events)

    def _append_record(
        self, move: ChairMove, partner: Iterable[ChairMove] | None, events: tuple[Event, ...], sealed: bool = False
    ) -> None:
        self.state, moves, more = self.opponent.answer_pending_asks(self.state, partner, len(self.records))
        now = hash_state(self.state)
        self.records.append(Record(move, moves, now, self.state.ending, self.state.scene, sealed, self.was_pair))
        self._advance_to_prompt((*events, *more))

    def _advance_to_prompt(self, happened: tuple[Event, ...]) -> None:
        self.history.add(happened)
        self._looks.clear()
        self.prompts = self._build_prompts()

    def _build_prompts(self) -> Mapping[Chair, Prompt]:
        draft = self.draft
        return {ask.chair: build_prompt(draft, ask, self._looks[ask.chair]) for ask in list_asks_in_turn(draft)}

    @property
    def draft(self) -> StateDraft:
        """A draft of the state, to ask the rules what they would do; the session itself does not change."""
        return StateDraft(self.scenario, self.rng, self.state)

    @property
    def seats(self) -> Mapping[Chair, SeatKind]:
        """Who currently sits in each chair."""
        return {chair: "partner" if chair in self.state.partners else "human" for chair in CHAIRS}

    @property
    def people(self) -> tuple[Chair, ...]:
        """The chairs that people currently sit in, CEO first."""
        return tuple(chair for chair in CHAIRS if chair not in self.state.partners)

    @property
    def asked_chairs(self) -> tuple[Chair, ...]:
        """The chairs whose answers are still missing now."""
        return tuple(dict.fromkeys(ask.chair for ask in rules.list_asks(self.scenario, self.rng, self.state)))

    @property
    def in_scene(self) -> bool:
        """Whether somebody is asked something in a scene, and not between two; two people may pledge in one."""
        return self.prompt is not None and self.state.phase not in BETWEEN_SCENES

    @property
    def pair(self) -> bool:
        """Whether two people play."""
        return not self.state.partners

    @property
    def secret(self) -> bool:
        """Whether two people still keep things from each other, so that nobody may look back yet."""
        return self.prompt is not None and self.was_pair

    def open_private_view(self, chair: Chair | None = None) -> PrivateView:
        """Return what waits behind the lock for a chair, the options in a new order each time.

        Args:
            chair: who looks; the chair that comes next where none is given.

        Raises:
            RefusedError: if it is not asked in private now.
        """
        asked = self.prompt if chair is None else self.prompts.get(chair)
        if asked is None or asked.setting != "private":
            raise RefusedError("nobody is asked in private now")
        self._looks[asked.chair] += 1
        self.prompts = self._build_prompts()
        prompt, pledge = self.prompts[asked.chair], None
        if prompt.kind in PLEDGE_KINDS and self.state.phase == "first":
            pledge, draft = prompt, self.draft
            prompt = build_prompt(draft, build_first_ask(draft, prompt.chair), self._looks[prompt.chair])
        return pair.build_private_view(
            self.draft, prompt, self.history.list_unread_lines(prompt.chair), self._has_been_alone(prompt.chair), pledge
        )

    @property
    def tellers(self) -> tuple[Chair, ...]:
        """Who of two people may say something now, while they talk: whoever holds something to be said here.

        Who does is no secret: the reveal tells how much each has left unsaid.
        """
        if self.prompt is None or self.prompt.setting != "at_once":
            return ()
        draft = self.draft
        return tuple(chair for chair in CHAIRS if list_tellable_facts(draft, chair))

    def list_kept_facts(self, chair: Chair) -> tuple[str, ...]:
        """Return the facts that a chair could say in this scene and has not said, in the order of the scenario."""
        return list_open_facts(self.draft, chair, self.state.scene)

    def list_tellable_facts(self, chair: Chair) -> tuple[FactChoice, ...]:
        """Return the facts that one of two people may still tell while they talk."""
        return pair.list_tellable_choices(self.draft, chair)

    def open_telling_view(self, chair: Chair) -> PrivateView:
        """Return the private view in which one of two people says something while they talk.

        Raises:
            RefusedError: if there is nothing to be said now.
        """
        if chair not in self.tellers:
            raise RefusedError("nothing can be told now")
        return pair.build_telling_view(
            self.draft, chair, self.history.list_unread_lines(chair), self._has_been_alone(chair)
        )

    def _has_been_alone(self, chair: Chair) -> bool:
        """Return whether the person in a chair has been alone with the screen before."""
        for record in reversed(self.records):
            if record.move.chair == chair and record.move.kind == "seat":
                return False
            if record.move.chair == chair and record.sealed:
                return True
        return False

    @property
    def player_names(self) -> Mapping[Chair, str]:
        """What to call the player in each chair; unlike a character's name, it tells the two players apart."""
        return pair.list_player_names(self.names, self.setup.players)

    @property
    def shared_view(self) -> SharedView:
        """What both may look at together."""
        return visibility.build_shared_view(self.scenario, self.state)

    @property
    def talk(self) -> Talk | None:
        """What two people talk about between the reveal and their final picks; None at any other time."""
        return pair.find_talk(self.scenario, self.state, understood=self._is_restated)

    @property
    def first_to_speak(self) -> Chair:
        """Who of two people is asked first and speaks first in this scene; it alternates."""
        return find_first_speaker(self.state)

    def build_view(self, chair: Chair) -> ChairView:
        """Return all that a chair may see beside its prompt."""
        return build_chair_view(self.scenario, self.state, chair)

    def explain_partner_pick(self, chair: Chair) -> PickReason | None:
        """Return why the simulated partner made its last pick; None for a person's chair or a ghost's pick."""
        return self.opponent.explain_pick(self.state, chair) if chair in self.state.partners else None

    def has_stand_in_pick(self, chair: Chair, kind: str) -> bool:
        """Return whether the partner made a pick of this scene (`first`, `final`) in what is now a person's chair."""
        made = self.opponent.picks.get((chair, kind)) == self.state.count
        return made and chair not in self.state.partners

    @property
    def happened(self) -> tuple[Event, ...]:
        """What led to the current question; while two people play, as both may see it."""
        return visibility.filter_public_events(self.history.by_answer[-1]) if self.pair else self.history.by_answer[-1]

    def list_events_for(self, chair: Chair) -> tuple[Event, ...]:
        """Return what led to the current question, as one chair may see it."""
        return visibility.filter_events_for(chair, self.history.by_answer[-1])

    @property
    def story(self) -> list[tuple[Event, ...]]:
        """Everything that happened, by answer; while two people play, as both may see it."""
        return list(self.history.list_public_events() if self.secret else self.history.by_answer)

    @property
    def scene_events(self) -> tuple[Event, ...]:
        """What happened since the current scene opened; while two people play, as both may see it."""
        return visibility.filter_public_events(self.history.scene_events) if self.pair else self.history.scene_events

    def build_restart(self) -> "Session":
        """Return a new session at the beginning of the same playthrough."""
        return Session(self.scenario, self.texts, self.setup, self.opening)

    @property
    def epilogue(self) -> EpilogueReport | None:
        """The year after play, once it is over."""
        if self.prompt is not None:
            return None
        if self._year is None or self._year[0] is not self.state:
            self._year = self.state, build_epilogue(self.scenario, self.state)
        return self._year[1]

    def add_reflection(self, question: int, text: str) -> None:
        """Keep what a player wrote in answer to a question of the debrief; play is not affected."""
        self.reflections[question] = text


PromptPlace = tuple[str, int, Phase, Chair]
"""Where a question comes up: scene, visit, kind, chair."""
CountedPromptPlace = tuple[str, int, Phase, Chair, int]
"""The same, with how often it was asked there before."""


def locate_prompt(session: Session, prompt: Prompt) -> PromptPlace:
    """Return where a question comes up, so that its answer is found again in another line of play, or after an edit.

    What is asked between two scenes belongs to the visit that follows; a pledge belongs to no scene.
    """
    if prompt.kind in PLEDGE_KINDS:
        return "", 0, prompt.kind, prompt.chair
    visit = session.state.visits.get(prompt.scene, 0) + (prompt.kind == "coffee")
    return prompt.scene, visit, prompt.kind, prompt.chair


def build_ghost(session: Session, chair: Chair, save: str = "") -> Ghost:
    """Return the ghost of the person who sat in a chair in an earlier playthrough; partner's moves are left out."""
    return Ghost(chair, save, dict(_list_ghost_answers(session, chair)))


def _list_ghost_answers(session: Session, chair: Chair) -> Iterator[tuple[AskPlace, GhostAnswer]]:
    for state, ask, move in _list_answered_asks(session):
        if move.chair == chair:
            yield locate_ask(state, ask), GhostAnswer(list_offered_ids(ask), move.answer)


def _list_answered_asks(session: Session) -> Iterator[tuple[State, Ask, ChairMove]]:
    """Yield every answer of a person with the state and the question that came before it."""
    again = session.build_restart()
    for record in session.records:
        asks = rules.list_asks(again.scenario, again.rng, again.state)
        asked = next((a for a in asks if (a.chair, a.kind) == (record.move.chair, record.move.kind)), None)
        if asked is not None:
            yield again.state, asked, record.move
        again.follow_record(record)


def build_ghost_setup(session: Session, chair: Chair, save: str = "") -> Setup:
    """Return the setup of a playthrough in `chair`, with the same luck, opposite the ghost of the other player."""
    opposite = other_chair(chair)
    seats = {**session.setup.seats, chair: "human", opposite: "partner"}
    return replace(session.setup, seats=seats, players={}, ghost=build_ghost(session, opposite, save))
