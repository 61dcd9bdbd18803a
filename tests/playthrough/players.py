"""Players that answer anything that may be answered, for what must hold however people play."""

from functools import cache
from pathlib import Path

from hypothesis import strategies as st

from game.content.compiler import load_scenario
from game.playthrough.session import Session
from game.playthrough.setup import Setup

SMALL = Path(__file__).parents[1] / "scenarios" / "small"
SHELF = Path(__file__).parents[2] / "scenarios"
SEATS = (
    {"ceo": "human", "cto": "human"},
    {"ceo": "human", "cto": "partner"},
    {"ceo": "partner", "cto": "human"},
)
"""Two people, and one person on either side of the simulated partner."""

FIELDS = {"resolve": "mode", "coffee": "what", "pledge": "what", "still": "what", "stay": "what"}


@cache
def small():
    """Return the small crisis with its texts."""
    return load_scenario(SMALL)


@cache
def crises():
    """Return the small crisis and every crisis on the shelf."""
    return (small(), *(load_scenario(file.parent) for file in sorted(SHELF.glob("*/scenario.yaml"))))


def session(seats=SEATS[0], seed=1, crisis=None, **setup):
    """Return a new playthrough of a crisis, the small one where none is given."""
    loaded = crisis or small()
    return Session(loaded.scenario, loaded.texts, Setup(seats, seed, **setup))


def answers(prompt):
    """Return a strategy for every answer that may be given to a prompt."""
    ids = [choice.id for choice in prompt.choices]
    match prompt.kind:
        case "say" | "sit_say":
            facts = [fact.id for fact in prompt.facts]
            subset = st.lists(st.sampled_from(facts), unique=True) if facts else st.just([])
            return st.fixed_dictionaries({"facts": subset})
        case "first":
            extra = {"confidence": st.sampled_from(["leaning", "sure"]), "guess": st.sampled_from([*ids, None])}
            return st.fixed_dictionaries({"option": st.sampled_from(ids)}, optional=extra)
        case "sit":
            return st.fixed_dictionaries({"accept": st.booleans()})
    return st.fixed_dictionaries({FIELDS.get(prompt.kind, "option"): st.sampled_from(ids)})


def plain(prompt, say=(), **wanted):
    """Return the first thing that may be answered, or what is wanted where it is on offer: kind=value."""
    match prompt.kind:
        case "say" | "sit_say":
            return {"facts": [fact.id for fact in prompt.facts if fact.id in say]}
        case "sit":
            return {"accept": wanted.get("sit", True)}
    ids = [choice.id for choice in prompt.choices]
    given = wanted.get(prompt.kind)
    return {FIELDS.get(prompt.kind, "option"): given if given in ids else min(ids)}


def play(game, until=None, **wanted):
    """Play on to the end, or until a kind of question is asked; of two people both pledge before either picks."""
    while game.prompt is not None and (prompt := find_pledge(game) or game.prompt).kind != until:
        game.answer(prompt.token, plain(prompt, **wanted))
    return game


def find_pledge(game):
    """Return the next question about a pledge; None where nobody is asked for one."""
    return next((prompt for prompt in game.prompts.values() if prompt.kind in ("pledge", "still")), None)
