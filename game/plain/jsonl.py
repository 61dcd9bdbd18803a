"""The game for programs: JSON lines out and in (`docs/protocol.md` is the contract).

Out go events as they happen and prompts as they are asked; in come `{"token": .., "answer": {..}}`. A program sits in
one chair and is told what a person there would be told, and nothing more. Where two play, a message for one of them
alone says so in `for`.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import fields
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
from game.questions import Choice, build_question

PROTOCOL: Final = 2
LONGEST: Final = 100_000
"""How many characters of a line are read; a longer one is no answer."""

_UNTOLD: Final = frozenset(
    {"path", "lines", "private", "cues", "effects", "stocks", "arrived", "line", "trust", "says", "answers"}
)
"""Fields of events that a program gets as text, or not at all: how far the other trusts is seen in words alone."""


class JsonlGame:
    """A game with programs: one opposite the simulated partner, or one in each chair."""

    def __init__(self, game: Game, source: TextIO, out: TextIO) -> None:
        self.game = game
        self.session = game.session
        self.source = source
        self.out = out
        self.seats = tuple(ProgramSeat(game, chair) for chair in self.session.people)

    def play(self) -> bool:
        """Play on from where the session stands; return whether the game was finished."""
        for seat in self.seats:
            self._send_message(seat.build_start_message(), seat)
        self._send_events()
        while (prompt := self.session.prompt) is not None:
            asked = next(seat for seat in self.seats if seat.chair == prompt.chair)
            self._send_message(
                {
                    "prompt": asked.build_prompt_message(prompt),
                    "view": asked.build_view_message(self.session.build_view(asked.chair)),
                },
                asked,
            )
            line = read_line(self.source, LONGEST)
            if not line:
                self._send_message({"event": "left", "answers": self.game.saved})
                return False
            if line.strip() or _is_truncated(line):
                self._answer_prompt(line, asked)
        self._send_message(self.seats[0].build_year_message())
        return True

    def _answer_prompt(self, line: str, asked: "ProgramSeat") -> None:
        try:
            self.session.answer(*_parse_answer_line(line))
        except RefusedError as refused:
            self._send_message({"event": "refused", "why": str(refused)}, asked)
            return
        try:
            self._send_message({"event": "saved", "answers": self.game.save()})
        except NotSavedError as error:
            self._send_message({"event": "not_saved", "why": str(error)})
        self._send_events()

    def _send_events(self) -> None:
        """Send each seat the events that it may see."""
        for seat in self.seats:
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
            "facts": [{"id": fact.id, "text": join_text(fact.text), "cost": fact.cost} for fact in question.facts],
            "example": question.build_example(),
        }

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


def _parse_answer_line(line: str) -> tuple[str, Mapping[str, object]]:
    """Return the token and the answer in a line; RefusedError where it holds none."""
    if _is_truncated(line):
        raise RefusedError(f"a line has at most {LONGEST:,} characters")
    try:
        message = json.loads(clean_text(line))
    except (ValueError, RecursionError):
        raise RefusedError("that line is not JSON") from None
    match message:
        case {"token": str(token), "answer": dict(answer)}:
            return token, answer
    raise RefusedError('an answer is {"token": "..", "answer": {..}}')


def _is_truncated(line: str) -> bool:
    return len(line) == LONGEST and not line.endswith("\n")


def _build_figure(figure: Figure) -> dict[str, object]:
    return {"stock": figure.stock, "value": figure.value, "change": figure.change, "band": figure.band}


def _list_told_fields(event: e.Event) -> list[str]:
    return [field.name for field in fields(event) if field.name not in _UNTOLD]


def _to_json_value(value: Any) -> object:
    return dict(value) if isinstance(value, Mapping) else value
