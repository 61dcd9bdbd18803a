"""Scripted players: each sits in a chair with one habit, so that a crisis can be seen from the side.

A bot knows what its chair knows (effects whose `because` fact it has not heard are hidden from it, R4) and answers
every question that a person is asked. Its luck comes from the playthrough, so the same seed gives the same game.

A path that an author wants to read: options by scene that whoever sits there goes for, where they are on offer.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from game.analysis.static_judgement import MOVE_WORTH, YEAR
from game.engine.consequences import list_foreseen_effects
from game.engine.moves import MOVES
from game.engine.rng import Stream, hash_slot
from game.engine.scenario import Effect, Fact, Option
from game.engine.state import SIT
from game.engine.stocks import Chair, other_chair
from game.playthrough.prompts import Prompt
from game.playthrough.record import Answer
from game.playthrough.session import Session


@dataclass(frozen=True)
class PathChoices:
    """Options by scene: both chairs pick them, and for a synthesis sit down and say what it needs."""

    options: Mapping[str, str]

    def find_answer(self, session: Session) -> Answer | None:
        """Return the answer to the question of now that leads to what is wished for; None where a habit may answer."""
        prompt = session.prompt
        wanted = None if prompt is None else self.options.get(prompt.scene)
        if prompt is None or wanted is None:
            return None
        return _find_answer_towards(session.look_up_option(prompt.scene, wanted), prompt)


def _find_answer_towards(option: Option, prompt: Prompt) -> Answer | None:
    offered = {choice.id for choice in prompt.choices}
    match prompt.kind:
        case "first" | "final" if option.id in offered:
            return {"option": option.id}
        case "final" if option.synthesis and SIT in offered:
            return {"option": SIT}
        case "sit" if option.synthesis:
            return {"accept": True}
        case "say" | "sit_say" if option.synthesis:
            return {"facts": [fact.id for fact in prompt.facts if fact.id in option.needs]}
    return None


def list_missed_choices(session: Session, wishes: PathChoices) -> list[str]:
    """Return what was wished for and not done, as `scene.option`, with the scenes that were not played."""
    done = {scene.scene: scene.enacted for scene in session.state.past}
    return [f"{scene}.{option}" for scene, option in wishes.options.items() if done.get(scene) != option]


NOW: Final = frozenset({"csat_product", "csat_service", "sales", "marketing", "finance", "support", "product"})
"""The stocks on which a gain is seen on the day."""

HOSTILE: Final = ("blame", "override", "second_guess", "deny", "insist")
WARM: Final = {"warm": 2, "neutral": 1, "hard": 0}


@dataclass(frozen=True, slots=True)
class BotHabit:
    """How a bot plays: what it picks, which facts it tells, how it answers a difference, over coffee, about sitting."""

    pick: Callable[[Session, Chair, Option], float]
    tells: Callable[[Session, Fact], bool]
    modes: tuple[str, ...]
    coffee: tuple[str, ...]
    sits: bool = False
    accepts: bool = True


def answer_by_habit(habit: BotHabit, session: Session) -> Answer:
    """Return the answer of a habit to the session's prompt.

    Raises:
        ValueError: if play is over.
    """
    prompt = session.prompt
    if prompt is None:
        raise ValueError("play is over")
    match prompt.kind:
        case "first":
            return {"option": _choose_best_option(habit, session, prompt), "confidence": "sure"}
        case "final":
            return {"option": _choose_final(habit, session, prompt)}
        case "say" | "sit_say":
            facts = [session.scenario.facts[fact.id] for fact in prompt.facts]
            return {"facts": [fact.id for fact in facts if habit.tells(session, fact)]}
        case "sit":
            return {"accept": habit.accepts}
    field, liked = {
        "resolve": ("mode", habit.modes),
        "coffee": ("what", habit.coffee),
    }.get(prompt.kind, ("what", _list_choice_ids(prompt)))
    return {field: next(choice for choice in liked if choice in _list_choice_ids(prompt))}


def _choose_final(habit: BotHabit, session: Session, prompt: Prompt) -> str:
    if habit.sits and SIT in _list_choice_ids(prompt) and _is_worth_sitting(session, prompt):
        return SIT
    return _choose_best_option(habit, session, prompt)


def _list_choice_ids(prompt: Prompt) -> tuple[str, ...]:
    return tuple(choice.id for choice in prompt.choices)


def _choose_best_option(habit: BotHabit, session: Session, prompt: Prompt) -> str:
    options = [session.look_up_option(prompt.scene, choice) for choice in _list_choice_ids(prompt) if choice != SIT]
    return max(options, key=lambda option: habit.pick(session, prompt.chair, option)).id


def _is_worth_sitting(session: Session, prompt: Prompt) -> bool:
    """Sit down where both did not lean the same way at first."""
    first = session.state.now.first
    return first.get(prompt.chair) != first.get(other_chair(prompt.chair))


def _list_foreseen_effects(session: Session, chair: Chair, option: Option) -> tuple[Effect, ...]:
    return list_foreseen_effects(session.draft, chair, option)


def _score_lasting_value(session: Session, chair: Chair, option: Option) -> float:
    effects = sum(
        YEAR.get(effect.stock, 0.0) * effect.points for effect in _list_foreseen_effects(session, chair, option)
    )
    return effects + sum(MOVE_WORTH.get(move.name, 0.0) * move.strength for move in option.moves)


def _score_immediate_gain(_: Session, __: Chair, option: Option) -> float:
    return sum(effect.points for effect in option.effects if effect.stock in NOW and effect.because is None)


def _score_warmth(session: Session, chair: Chair, option: Option) -> float:
    kindness = sum(MOVES[move.name].kind for move in option.moves)
    return 10 * WARM[option.tone] + kindness + 0.01 * _score_immediate_gain(session, chair, option)


def _score_hostility(session: Session, chair: Chair, option: Option) -> float:
    hostile = [len(HOSTILE) - HOSTILE.index(move.name) for move in option.moves if move.name in HOSTILE]
    return 100 * max(hostile, default=0) + _score_immediate_gain(session, chair, option)


def _score_secrecy(session: Session, chair: Chair, option: Option) -> float:
    hidden = any(move.name in ("withhold", "deny") for move in option.moves)
    open_ = any(move.name in ("share", "own", "clarify", "ask") for move in option.moves)
    return 100 * (hidden - open_) + _score_immediate_gain(session, chair, option)


def _draw_uniform(session: Session, *names: str) -> float:
    return session.rng.draw_uniform(Stream.BOT, len(session.records), 0, hash_slot(*names))


def _is_fact_needed(session: Session, fact: Fact) -> bool:
    """Tell whether something in this scene turns on the fact: an option is worth more or less, or opens, by it."""
    decision = session.scenario.scenes[session.state.scene].decision
    if decision is None:
        return False
    for option in decision.options:
        effects = (*option.effects, *(effect for later in option.later for effect in later.effects))
        if fact.id in option.needs or any(effect.because == fact.id for effect in effects):
            return True
    return False


def _tells_everything(_: Session, __: Fact) -> bool:
    return True


def _tells_nothing(_: Session, __: Fact) -> bool:
    return False


def _tells_free_facts(_: Session, fact: Fact) -> bool:
    return fact.cost == "free"


def _tells_needed_or_open(session: Session, fact: Fact) -> bool:
    return fact.cost != "confidential" or _is_fact_needed(session, fact)


def answer_at_random(session: Session) -> Answer:
    """Return an answer drawn evenly from everything that may be answered.

    Raises:
        ValueError: if play is over.
    """
    prompt = session.prompt
    if prompt is None:
        raise ValueError("play is over")
    if prompt.kind in ("say", "sit_say"):
        return {"facts": [fact.id for fact in prompt.facts if _draw_uniform(session, "say", fact.id) < 0.5]}
    if prompt.kind == "sit":
        return {"accept": _draw_uniform(session, "sit") < 0.5}
    chosen = max(_list_choice_ids(prompt), key=lambda choice: _draw_uniform(session, prompt.kind, choice))
    field = {"first": "option", "final": "option", "resolve": "mode"}.get(prompt.kind, "what")
    return {field: chosen}


_JUDGING: Final = (("object", "defer"), ("ask", "bridge", "money"))

BOTS: Final[Mapping[str, Callable[[Session], Answer]]] = {
    "random": answer_at_random,
    "candid": partial(answer_by_habit, BotHabit(_score_lasting_value, _tells_needed_or_open, *_JUDGING, sits=True)),
    "share_all": partial(answer_by_habit, BotHabit(_score_lasting_value, _tells_everything, *_JUDGING, sits=True)),
    "nice": partial(answer_by_habit, BotHabit(_score_warmth, _tells_free_facts, ("defer",), ("credit",))),
    "blame": partial(
        answer_by_habit, BotHabit(_score_hostility, _tells_nothing, ("override", "object"), ("work",), accepts=False)
    ),
    "withhold": partial(
        answer_by_habit, BotHabit(_score_secrecy, _tells_nothing, ("defer",), ("work",), accepts=False)
    ),
    "greedy": partial(
        answer_by_habit, BotHabit(_score_immediate_gain, _tells_free_facts, ("override", "object"), ("work",))
    ),
}
"""The bots by name. `partner`, the simulated partner itself, is a seat and not one of them."""


def play_with_bots(session: Session, bots: Mapping[Chair, str], wishes: PathChoices | None = None) -> None:
    """Let bots answer every question of a session until play is over, and go for what is wished for on the way.

    Raises:
        KeyError: if there is no bot of that name.
    """
    while (prompt := session.prompt) is not None:
        wished = wishes.find_answer(session) if wishes else None
        session.answer(prompt.token, wished or BOTS[bots[prompt.chair]](session))
