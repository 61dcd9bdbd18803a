"""The game for programs: JSON lines out and in (`docs/protocol.md` is the contract).

Out go events as they happen and prompts as they are asked; in come `{"token": .., "answer": {..}}`. A program sits in
one chair and is told what a person there would be told, and nothing more. Where two play, a message for one of them
alone says so in `for`.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Final, TextIO

from game.content.safe_input import clean_text
from game.engine import events as e
from game.engine.state import SIT
from game.engine.stocks import Chair
from game.locales import vocabulary
from game.narration.lines import join_text
from game.narration.sentences import tell_events
from game.narration.voice import Voice
from game.plain.page import read_line
from game.playthrough.prompts import Prompt, RefusedError
from game.playthrough.saves.journal import NotSavedError
from game.playthrough.saves.saved_game import Game
from game.playthrough.visibility import ChairView, Figure
from game.questions import Choice, Question, build_question

PROTOCOL: Final = 3
LONGEST: Final = 100_000
"""How many characters of a line are read; a longer one is no answer."""

MOST_REFUSED: Final = 1_000
"""How many lines in a row may be no answer; the next one ends the game."""

_UNTOLD: Final = frozenset(
    {"path", "lines", "private", "cues", "effects", "stocks", "arrived", "line", "trust", "says", "answers"}
)
"""Fields of events that a program gets as text, or not at all: how far the other trusts is seen in words alone."""


class NoAnswersError(Exception):
    """A program has sent too many lines in a row that were no answers; what it had answered is saved."""


class JsonlGame:
    """A game with programs: one opposite the simulated partner, or one in each chair."""

    def __init__(self, game: Game, source: TextIO, out: TextIO) -> None:
        self.game = game
        self.session = game.session
        self.source = source
        self.out = out
        self.seats = {chair: ProgramSeat(game, chair) for chair in self.session.people}
        self._sent: set[str] = set()
        """The tokens of the prompts that have been sent and not refused an answer."""

    def play(self) -> bool:
        """Play on from where the session stands; return whether the game was finished.

        Raises NoAnswersError after MOST_REFUSED lines in a row that were no answers.
        """
        refused = 0
        for seat in self.seats.values():
            self._send_message(seat.build_start_message(), seat)
        self._send_events()
        while self.session.prompts:
            self._send_prompts()
            line = read_line(self.source, LONGEST)
            if not line:
                self._send_message({"event": "left", "answers": self.game.saved})
                return False
            if line.strip() or _is_truncated(line):
                refused = 0 if self._answer_prompt(line) else refused + 1
            else:
                self._sent.clear()
                refused += 1
            if refused >= MOST_REFUSED:
                self._send_message({"event": "left", "answers": self.game.saved})
                raise NoAnswersError
        self._send_message(next(iter(self.seats.values())).build_year_message())
        return True

    def _send_prompts(self) -> None:
        """Send each seat what it is asked and has not been sent yet."""
        for chair, prompt in self.session.prompts.items():
            if prompt.token not in self._sent:
                seat = self.seats[chair]
                view = seat.build_view_message(self.session.build_view(chair))
                self._send_message({"prompt": seat.build_prompt_message(prompt), "view": view}, seat)
        self._sent = {prompt.token for prompt in self.session.prompts.values()}

    def _answer_prompt(self, line: str) -> bool:
        """Take a line as an answer; return whether it was one."""
        prompts = self.session.prompts
        asked = self.seats[next(iter(prompts))] if len(prompts) == 1 else None
        try:
            answer = _parse_answer_line(line)
            if prompt := self.session.find_prompt(answer.token):
                asked = self.seats[prompt.chair]
            self._take_answer(prompt, answer)
        except RefusedError as refused:
            self._send_message({"event": "refused", "why": str(refused)}, asked)
            return False
        try:
            self._send_message({"event": "saved", "answers": self.game.save()})
        except NotSavedError as error:
            self._send_message({"event": "not_saved", "why": str(error)})
        self._send_events()
        return True

    def _take_answer(self, prompt: Prompt | None, answer: "_AnswerLine") -> None:
        if prompt is not None and answer.tells:
            self.session.tell_facts(prompt.chair, _read_fact_ids(answer.fields))
        else:
            self.session.answer(answer.token, answer.fields)

    def _send_events(self) -> None:
        """Send each seat the events that it may see."""
        for seat in self.seats.values():
            for event in self.session.list_events_for(seat.chair):
                self._send_message(seat.build_event_message(event), seat)

    def _send_message(self, message: Mapping[str, object], to: "ProgramSeat | None" = None) -> None:
        addressed = {"for": to.chair, **message} if to is not None and len(self.seats) > 1 else message
        self.out.write(json.dumps(addressed, ensure_ascii=False) + "\n")
        self.out.flush()


class ProgramSeat:
    """The messages for the program in one chair."""

    def __init__(self, game: Game, chair: Chair) -> None:
        self.session = game.session
        self.chair = chair
        self.voice = Voice.to_chair(self.session, chair)

    def build_event_message(self, event: e.Event) -> dict[str, object]:
        """Return an event as a JSON object: its kind, ids, numbers and sentences."""
        plain = {name: _to_json_value(getattr(event, name)) for name in _list_told_fields(event)}
        if isinstance(event, e.Enacted):
            plain["carried"] = vocabulary.count_carried_dots(event.carried) if event.effects else None
        text = [line for line in tell_events(self.voice, [event]) if line]
        return {"event": name_event_kind(type(event)), **plain, "text": text}

    def build_prompt_message(self, prompt: Prompt) -> dict[str, object]:
        """Return a prompt as a JSON object."""
        question = build_question(self.voice, prompt)
        return {
            "token": prompt.token,
            "chair": prompt.chair,
            "kind": prompt.kind,
            "scene": prompt.scene,
            "text": question.headline,
            "owner": prompt.owner,
            "joint": prompt.joint,
            "setting": prompt.setting,
            "choices": [self._build_choice(prompt, choice) for choice in question.choices if prompt.choices],
            "facts": _build_facts(question),
            **self._build_tellable_facts(prompt),
            "example": question.build_example(),
        }

    def _build_tellable_facts(self, prompt: Prompt) -> dict[str, object]:
        """Return, where two programs make their final picks, what this one may tell before."""
        if prompt.setting != "at_once":
            return {}
        tellable = self.session.list_tellable_facts(self.chair)
        return {"tell": _build_facts(build_question(self.voice, prompt, tellable))}

    def _build_choice(self, prompt: Prompt, choice: Choice) -> dict[str, object]:
        text = self.voice.render_option(prompt.scene, SIT) if choice.id == SIT else join_text(choice.text)
        hints = [{"outcome": touch.outcome, "dots": touch.dots} for touch in choice.touches]
        return {"id": choice.id, "text": text, "hints": hints}

    def build_view_message(self, view: ChairView) -> dict[str, object]:
        """Return what a chair sees beside its prompt."""
        return {
            "figures": [_build_figure(figure) for figure in view.figures],
            "trust": _build_figure(view.trust),
            "seems": view.seems,
            "facts": [
                {"id": fact.id, "status": fact.status, "text": self.voice.render_text(fact.path + ".text")}
                for fact in view.facts
            ],
            "shared": [self.voice.render_text(path + ".told") for path in view.shared],
            "cues": [self.voice.render_text(path) for path in view.cues],
            "promises": [self.voice.render_text(path) for path in view.promises],
            "tokens": view.tokens,
            "week": view.week,
            "pledges": dict(view.pledges),
        }

    def build_start_message(self) -> dict[str, object]:
        """Return the first message."""
        return {
            "event": "started",
            "protocol": PROTOCOL,
            "scenario": self.session.scenario.id,
            "chair": self.chair,
            "language": self.session.language,
            "answers": len(self.session.records),
            "people": self.voice.chair_names,
            "text": [self.voice.render_text("title"), self.voice.render_text("premise")],
        }

    def build_year_message(self) -> dict[str, object]:
        """Return the year after play."""
        year = self.session.epilogue
        assert year is not None
        quarters = [
            {"week": quarter.week, "who": quarter.who, "text": self.voice.render_text(quarter.path)}
            for quarter in year.quarters
            if quarter.path
        ]
        return {"event": "year", "quarters": quarters, "means": year.means, "f": round(year.f, 2)}


def name_event_kind(event: type) -> str:
    """Return the name of an event class in messages: `SceneOpened` is `scene_opened`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", event.__name__).lower()


@dataclass(frozen=True, slots=True)
class _AnswerLine:
    """What a line says: an answer to the prompt with a token, or that its chair tells facts before it picks."""

    token: str
    fields: Mapping[str, object]
    tells: bool = False


def _parse_answer_line(line: str) -> _AnswerLine:
    """Return what a line says; RefusedError where that is no answer."""
    if _is_truncated(line):
        raise RefusedError(f"a line has at most {LONGEST:,} characters")
    try:
        message = json.loads(clean_text(line))
    except (ValueError, RecursionError):
        raise RefusedError("that line is not JSON") from None
    match message:
        case {"token": str(token), "answer": dict(answer)}:
            return _AnswerLine(token, answer)
        case {"token": str(token), "tell": dict(told)}:
            return _AnswerLine(token, told, tells=True)
    raise RefusedError('an answer is {"token": "..", "answer": {..}}')


def _read_fact_ids(told: Mapping[str, object]) -> list[str]:
    match told:
        case {"facts": [*facts]} if len(told) == 1 and all(isinstance(fact, str) for fact in facts):
            return list(map(str, facts))
    raise RefusedError('what is told is {"facts": [ids]}')


def _build_facts(question: Question) -> list[dict[str, object]]:
    return [{"id": fact.id, "text": join_text(fact.text), "cost": fact.cost} for fact in question.facts]


def _is_truncated(line: str) -> bool:
    return len(line) == LONGEST and not line.endswith("\n")


def _build_figure(figure: Figure) -> dict[str, object]:
    return {"stock": figure.stock, "value": figure.value, "change": figure.change, "band": figure.band}


def _list_told_fields(event: e.Event) -> list[str]:
    return [field.name for field in fields(event) if field.name not in _UNTOLD]


def _to_json_value(value: Any) -> object:
    return dict(value) if isinstance(value, Mapping) else value
