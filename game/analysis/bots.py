"""Scripted players: each sits in a chair with one habit, so that a crisis can be seen from the side.

A bot knows what its chair knows (effects whose `because` fact it has not heard are hidden from it, R4) and answers
every question that a person is asked. Its luck comes from the playthrough, so the same seed gives the same game.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from game.analysis.wishes import Wishes
from game.engine.chance import Stream, slot_of
from game.engine.conduct import foreseen
from game.engine.moves import MOVES
from game.engine.scenario import Effect, Fact, Option
from game.engine.state import SIT
from game.engine.stocks import Chair, other
from game.engine.turn import Turn
from game.playthrough.prompts import Prompt
from game.playthrough.record import Answer
from game.playthrough.session import Session

YEAR: Final[Mapping[str, float]] = {
    "culture": 0.15,
    "structure": 0.11,
    "engineering": 0.10,
    "debt": -0.06,
    "product": 0.04,
    "support": 0.035,
    "csat_product": 0.015,
    "csat_service": 0.015,
    "sales": 0.008,
    "marketing": 0.008,
    "finance": 0.008,
    "strain": -0.02,
    "clarity": 0.05,
    "bridge": 0.03,
}
"""What one point now is worth in F over the year after play: the sizing guide's figures (`docs/model.md`)."""

MOVE_WORTH: Final[Mapping[str, float]] = {
    "joint_solve": 1.6,
    "clarify": 1.6,
    "bridge": 1.2,
    "share": 0.9,
    "ask": 0.8,
    "contribute": 0.6,
    "delegate": 0.5,
    "amends": 0.3,
    "appreciate": 0.2,
    "own": 0.1,
    "insist": -0.1,
    "withhold": -0.3,
    "deny": -0.3,
    "second_guess": -0.4,
    "override": -0.85,
    "blame": -1.6,
}
"""What a move at full strength is worth in F, from the same guide."""

NOW: Final = frozenset({"csat_product", "csat_service", "sales", "marketing", "finance", "support", "product"})
"""The stocks on which a gain is seen on the day."""

HOSTILE: Final = ("blame", "override", "second_guess", "deny", "insist")
WARM: Final = {"warm": 2, "neutral": 1, "hard": 0}


@dataclass(frozen=True, slots=True)
class Habit:
    """How a bot plays: what it picks, which facts it tells, how it answers a difference, over coffee, about sitting."""

    pick: Callable[[Session, Chair, Option], float]
    tells: Callable[[Session, Fact], bool]
    modes: tuple[str, ...]
    coffee: tuple[str, ...]
    sits: bool = False
    accepts: bool = True


def habitual(habit: Habit, session: Session) -> Answer:
    """Return the answer of a habit to the session's prompt.

    Raises:
        ValueError: if play is over.
    """
    prompt = session.prompt
    if prompt is None:
        raise ValueError("play is over")
    match prompt.kind:
        case "first":
            return {"option": _best(habit, session, prompt), "confidence": "sure"}
        case "final":
            return {"option": _final(habit, session, prompt)}
        case "say" | "sit_say":
            facts = [session.scenario.facts[fact.id] for fact in prompt.facts]
            return {"facts": [fact.id for fact in facts if habit.tells(session, fact)]}
        case "sit":
            return {"accept": habit.accepts}
    field, liked = {
        "resolve": ("mode", habit.modes),
        "coffee": ("what", habit.coffee),
        "talk": ("reason", _ids(prompt)),
    }.get(prompt.kind, ("what", _ids(prompt)))
    return {field: next(choice for choice in liked if choice in _ids(prompt))}


def _final(habit: Habit, session: Session, prompt: Prompt) -> str:
    if habit.sits and SIT in _ids(prompt) and _worth_sitting(session, prompt):
        return SIT
    return _best(habit, session, prompt)


def _ids(prompt: Prompt) -> tuple[str, ...]:
    return tuple(choice.id for choice in prompt.choices)


def _best(habit: Habit, session: Session, prompt: Prompt) -> str:
    options = [session.option(prompt.scene, choice) for choice in _ids(prompt) if choice != SIT]
    return max(options, key=lambda option: habit.pick(session, prompt.chair, option)).id


def _worth_sitting(session: Session, prompt: Prompt) -> bool:
    """Sit down where both did not lean the same way at first."""
    first = session.state.now.first
    return first.get(prompt.chair) != first.get(other(prompt.chair))


def _seen(session: Session, chair: Chair, option: Option) -> tuple[Effect, ...]:
    return foreseen(Turn(session.scenario, session.luck, session.state), chair, option)


def _lasting(session: Session, chair: Chair, option: Option) -> float:
    effects = sum(YEAR.get(effect.stock, 0.0) * effect.points for effect in _seen(session, chair, option))
    return effects + sum(MOVE_WORTH.get(move.name, 0.0) * move.strength for move in option.moves)


def _at_once(_: Session, __: Chair, option: Option) -> float:
    return sum(effect.points for effect in option.effects if effect.stock in NOW and effect.because is None)


def _warmth(session: Session, chair: Chair, option: Option) -> float:
    kindness = sum(MOVES[move.name].kind for move in option.moves)
    return 10 * WARM[option.tone] + kindness + 0.01 * _at_once(session, chair, option)


def _hostility(session: Session, chair: Chair, option: Option) -> float:
    hostile = [len(HOSTILE) - HOSTILE.index(move.name) for move in option.moves if move.name in HOSTILE]
    return 100 * max(hostile, default=0) + _at_once(session, chair, option)


def _secrecy(session: Session, chair: Chair, option: Option) -> float:
    hidden = any(move.name in ("withhold", "deny") for move in option.moves)
    open_ = any(move.name in ("share", "own", "clarify", "ask") for move in option.moves)
    return 100 * (hidden - open_) + _at_once(session, chair, option)


def _luck(session: Session, *names: str) -> float:
    return session.luck.uniform(Stream.BOT, len(session.records), 0, slot_of(*names))


def _needed(session: Session, fact: Fact) -> bool:
    """Tell whether something in this scene turns on the fact: an option is worth more or less, or opens, by it."""
    decision = session.scenario.scenes[session.state.scene].decision
    if decision is None:
        return False
    for option in decision.options:
        effects = (*option.effects, *(effect for later in option.later for effect in later.effects))
        if fact.id in option.needs or any(effect.because == fact.id for effect in effects):
            return True
    return False


def _all(_: Session, __: Fact) -> bool:
    return True


def _none(_: Session, __: Fact) -> bool:
    return False


def _free(_: Session, fact: Fact) -> bool:
    return fact.cost == "free"


def _needed_or_open(session: Session, fact: Fact) -> bool:
    return fact.cost != "confidential" or _needed(session, fact)


def haphazard(session: Session) -> Answer:
    """Return an answer drawn evenly from everything that may be answered.

    Raises:
        ValueError: if play is over.
    """
    prompt = session.prompt
    if prompt is None:
        raise ValueError("play is over")
    if prompt.kind in ("say", "sit_say"):
        return {"facts": [fact.id for fact in prompt.facts if _luck(session, "say", fact.id) < 0.5]}
    if prompt.kind == "sit":
        return {"accept": _luck(session, "sit") < 0.5}
    chosen = max(_ids(prompt), key=lambda choice: _luck(session, prompt.kind, choice))
    field = {"first": "option", "final": "option", "talk": "reason", "resolve": "mode"}.get(prompt.kind, "what")
    return {field: chosen}


_JUDGING: Final = (("object", "defer"), ("ask", "bridge", "money"))

BOTS: Final[Mapping[str, Callable[[Session], Answer]]] = {
    "random": haphazard,
    "candid": partial(habitual, Habit(_lasting, _needed_or_open, *_JUDGING, sits=True)),
    "share_all": partial(habitual, Habit(_lasting, _all, *_JUDGING, sits=True)),
    "nice": partial(habitual, Habit(_warmth, _free, ("defer",), ("credit",))),
    "blame": partial(habitual, Habit(_hostility, _none, ("override", "object"), ("work",), accepts=False)),
    "withhold": partial(habitual, Habit(_secrecy, _none, ("defer",), ("work",), accepts=False)),
    "greedy": partial(habitual, Habit(_at_once, _free, ("override", "object"), ("work",))),
}
"""The bots by name. `partner`, the simulated partner itself, is a seat and not one of them."""


def play(session: Session, bots: Mapping[Chair, str], wishes: Wishes | None = None) -> None:
    """Let bots answer every question of a session until play is over, and go for what is wished for on the way.

    Raises:
        KeyError: if there is no bot of that name.
    """
    while (prompt := session.prompt) is not None:
        wished = wishes.answer(session) if wishes else None
        session.answer(prompt.token, wished or BOTS[bots[prompt.chair]](session))
