"""The game for programs: one JSON object a line out, one a line in (`docs/protocol.md` is the contract).

Out go events as they happen and prompts as they are asked; in come `{"token": .., "answer": {..}}`. A program sits in
one chair and is told what a person there would be told, and nothing more. Where two sit at the table, each message for
one of them alone says so in `for`.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import fields
from typing import Any, Final, TextIO

from game.content.clean import safe
from game.engine import events as e
from game.engine.state import SIT
from game.engine.stocks import Chair, other
from game.locales import words
from game.plain.asking import Question, shown
from game.plain.teller import Teller
from game.plain.telling import tell
from game.plain.typed import typed
from game.playthrough.journal import NotSavedError
from game.playthrough.library import Game
from game.playthrough.prompts import Choice, Figure, Prompt, RefusedError, View

PROTOCOL: Final = 1
LONGEST: Final = 100_000
"""Characters of a line that are read; what is longer is no answer."""

FIELDS: Final = {"final": "option", "talk": "reason", "resolve": "mode"}
"""The one field of an answer that picks a choice; `what` where none is named."""

_PATHS: Final = frozenset({"path", "lines", "private", "cues", "effects", "stocks"})
"""Fields of events that a program reads as text, or not at all."""


class JsonlGame:
    """A table with programs: one in a chair opposite the simulated partner, or one in each chair."""

    def __init__(self, game: Game, source: TextIO, out: TextIO) -> None:
        self.game = game
        self.session = game.session
        self.source = source
        self.out = out
        scene = self.session.prompt.scene if self.session.prompt else ""
        self.seats = tuple(Seat(game, chair, scene) for chair in self.session.people)

    def play(self) -> bool:
        """Play on from where the session stands; return whether play came to its end."""
        for seat in self.seats:
            self._write(seat.started(), seat)
        self._tell()
        while (prompt := self.session.prompt) is not None:
            asked = next(seat for seat in self.seats if seat.chair == prompt.chair)
            self._write({"prompt": asked.asked(prompt), "view": asked.seen(self.session.view(asked.chair))}, asked)
            line = typed(self.source, LONGEST)
            if not line:
                self._write({"event": "left", "answers": self.game.saved})
                return False
            if line.strip() or _cut(line):
                self._take(line, asked)
        self._write(self.seats[0].year())
        return True

    def _take(self, line: str, asked: "Seat") -> None:
        try:
            self.session.answer(*_read(line))
        except RefusedError as refused:
            self._write({"event": "refused", "why": str(refused)}, asked)
            return
        try:
            self._write({"event": "saved", "answers": self.game.save()})
        except NotSavedError as error:
            self._write({"event": "not_saved", "why": str(error)})
        self._tell()

    def _tell(self) -> None:
        """Tell each seat what happened, as far as it is for its ears."""
        for seat in self.seats:
            for event in self.session.happened_to(seat.chair):
                self._write(seat.told(event), seat)

    def _write(self, message: Mapping[str, object], to: "Seat | None" = None) -> None:
        addressed = {"for": to.chair, **message} if to is not None and len(self.seats) > 1 else message
        self.out.write(json.dumps(addressed, ensure_ascii=False) + "\n")
        self.out.flush()


class Seat:
    """What the program in one chair is told."""

    def __init__(self, game: Game, chair: Chair, scene: str) -> None:
        self.session = game.session
        self.chair = chair
        self.teller = Teller(self.session, chair, scene)

    def told(self, event: e.Event) -> dict[str, object]:
        """Return an event as an object: its kind, its ids and numbers, and its sentences."""
        plain = {name: _plain(getattr(event, name)) for name in _names(event) if name not in _PATHS}
        text = [line for line in tell(self.teller, [event]) if line]
        return {"event": kind_of(type(event)), **plain, "text": text}

    def asked(self, prompt: Prompt) -> dict[str, object]:
        """Return a prompt as an object."""
        return {
            "token": prompt.token,
            "chair": prompt.chair,
            "kind": prompt.kind,
            "scene": prompt.scene,
            "text": Question(prompt, self.teller).headline(),
            "owner": prompt.owner,
            "joint": prompt.joint,
            "setting": prompt.setting,
            "choices": [self._choice(prompt, choice) for choice in prompt.choices],
            "facts": [
                {"id": fact.id, "text": self.teller.text(fact.path + ".text"), "cost": fact.cost}
                for fact in prompt.facts
            ],
            "example": example(prompt),
        }

    def _choice(self, prompt: Prompt, choice: Choice) -> dict[str, object]:
        text = self.teller.text(choice.path) if choice.path else self._word(prompt, choice.id)
        hints = [{"outcome": hint.outcome, "dots": hint.dots} for hint in shown(self.teller, choice)]
        return {"id": choice.id, "text": text, "hints": hints}

    def _word(self, prompt: Prompt, choice: str) -> str:
        across = self.teller.name(other(prompt.chair))
        match prompt.kind:
            case "pledge" | "still":
                return words.pledge(choice)
            case "talk":
                return words.term(choice, across)
            case "resolve":
                return words.mode(choice, across)
            case "coffee":
                return words.coffee(choice, across)
        return self.teller.option(prompt.scene, SIT)

    def seen(self, view: View) -> dict[str, object]:
        """Return what a chair sees beside its prompt."""
        return {
            "figures": [_figure(figure) for figure in view.figures],
            "trust": _figure(view.trust),
            "seems": view.seems,
            "facts": [
                {"id": fact.id, "status": fact.status, "text": self.teller.text(fact.path + ".text")}
                for fact in view.facts
            ],
            "shared": [self.teller.text(path + ".told") for path in view.shared],
            "cues": [self.teller.text(path) for path in view.cues],
            "promises": [self.teller.text(path) for path in view.promises],
            "tokens": view.tokens,
            "week": view.week,
            "pledge": view.pledge,
        }

    def started(self) -> dict[str, object]:
        """Return the first message."""
        return {
            "event": "started",
            "protocol": PROTOCOL,
            "scenario": self.session.scenario.id,
            "chair": self.chair,
            "language": self.session.language,
            "answers": len(self.session.records),
            "people": self.teller.people,
            "text": [self.teller.text("title"), self.teller.text("premise")],
        }

    def year(self) -> dict[str, object]:
        """Return the year after play."""
        year = self.session.epilogue
        assert year is not None
        quarters = [
            {"week": quarter.week, "who": quarter.who, "text": self.teller.text(quarter.path)}
            for quarter in year.quarters
            if quarter.path
        ]
        return {"event": "year", "quarters": quarters, "means": year.means, "f": round(year.f, 2)}


def kind_of(event: type) -> str:
    """Return the name that an event goes by: `SceneOpened` is `scene_opened`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", event.__name__).lower()


def example(prompt: Prompt) -> dict[str, object]:
    """Return one valid answer to a prompt."""
    match prompt.kind:
        case "say" | "sit_say":
            return {"facts": [fact.id for fact in prompt.facts if fact.cost == "free"]}
        case "sit":
            return {"accept": True}
        case "first":
            pick = prompt.choices[0].id
            return {"option": pick, "confidence": "leaning", "guess": pick}
    return {FIELDS.get(prompt.kind, "what"): prompt.choices[0].id}


def _read(line: str) -> tuple[str, Mapping[str, object]]:
    """Return token and answer from a line. RefusedError where it holds none."""
    if _cut(line):
        raise RefusedError(f"a line has at most {LONGEST:,} characters")
    try:
        message = json.loads(safe(line))
    except (ValueError, RecursionError):
        raise RefusedError("that line is not JSON") from None
    match message:
        case {"token": str(token), "answer": dict(answer)}:
            return token, answer
    raise RefusedError('an answer is {"token": "..", "answer": {..}}')


def _cut(line: str) -> bool:
    return len(line) == LONGEST and not line.endswith("\n")


def _figure(figure: Figure) -> dict[str, object]:
    return {"stock": figure.stock, "value": figure.value, "change": figure.change, "band": figure.band}


def _names(event: e.Event) -> list[str]:
    return [field.name for field in fields(event)]


def _plain(value: Any) -> object:
    return dict(value) if isinstance(value, Mapping) else value
