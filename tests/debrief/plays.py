"""Played games for the tests of the debrief: the small crisis with bots in the people's chairs, tiny ones by hand."""

from functools import cache
from pathlib import Path

from game.analysis.simulation.bots import BOTS
from game.content.compiler import LoadedScenario, load_scenario
from game.debrief.look_back import Insight, look_back
from game.playthrough.session import Session
from game.playthrough.setup import Setup

SMALL = Path(__file__).parents[1] / "scenarios" / "small"
PLAYS = [(seed, chair, bot) for seed in (3, 7) for chair in ("ceo", "cto") for bot in ("candid", "blame", "random")]
"""(seed, chair, bot) that differ in who owned what, what was said and how it ended."""


@cache
def small() -> LoadedScenario:
    return load_scenario(SMALL)


def begun(seed: int = 7, chair: str = "ceo", *, pair: bool = False) -> Session:
    """A session of the small crisis at its first question."""
    seats = {place: "human" if pair or place == chair else "partner" for place in ("ceo", "cto")}
    return Session(small().scenario, small().texts, Setup(seats, seed))


@cache
def played(seed: int = 7, chair: str = "ceo", bot: str = "candid", answers: int | None = None, *, pair: bool = False):
    """A session played by a bot, to its end or for so many answers; played once, for nothing here touches it."""
    session = begun(seed, chair, pair=pair)
    while session.prompt is not None and (answers is None or len(session.records) < answers):
        session.answer(session.prompt.token, BOTS[bot](session))
    return session


@cache
def looked_back(seed: int, chair: str, bot: str) -> Insight:
    """The insight into such a session."""
    return look_back(played(seed, chair, bot))


def by_hand(loaded: LoadedScenario, **choices) -> Session:
    """A crisis played by two to its end: the first choice and the least, where `choices` do not say otherwise.

    A choice is an answer's value by the kind of question, or by chair and kind (`cto_first`), or a function of the
    session that gives it.
    """
    session = Session(loaded.scenario, loaded.texts, Setup(dict.fromkeys(("ceo", "cto"), "human"), 1))
    fields = {"say": "facts", "sit_say": "facts", "sit": "accept", "first": "option", "final": "option"}
    while (prompt := session.prompt) is not None:
        kind = prompt.kind
        usual = {"say": [], "sit_say": [], "sit": True, "coffee": "work"}
        given = choices.get(f"{prompt.chair}_{kind}", choices.get(kind))
        value = given(session) if callable(given) else given
        if value is None:
            value = usual[kind] if kind in usual else prompt.choices[0].id
        field = fields.get(kind, "mode" if kind == "resolve" else "what")
        session.answer(prompt.token, {field: value})
    return session
