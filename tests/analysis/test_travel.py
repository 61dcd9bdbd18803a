"""What is proven of all plays holds in each: no play ever leaves the intervals, whoever sits and whatever is drawn."""

from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.analysis.moment import declared
from game.analysis.travel import travel
from game.content.compiler import load, load_bytes
from game.content.starter import Wishes, files
from game.engine import rules
from game.engine.calendar import year_after
from game.engine.chance import Luck, Stream
from game.engine.scope import Scope
from game.engine.stocks import CHAIRS, STOCKS

ROOT = Path(__file__).parents[2]
READ_IN = ("first", "say", "final", "sit", "sit_say", "pick")
"""The phases of a scene in which the conditions of its options are read."""


def crisis(name):
    if name == "starter":
        return load_bytes(files(Wishes("mine", "en"))["scenario.yaml"].encode(), {}, ROOT / "mine").scenario
    return load(ROOT / name).scenario


NAMES = ("tests/scenarios/small", "starter", "scenarios/launch-day-red")
FOUND = {}


def found(name):
    if name not in FOUND:
        scenario = crisis(name)
        FOUND[name] = (scenario, travel(scenario))
    return FOUND[name]


def answered(ask, choose):
    match ask.kind:
        case "first" | "final" | "pick":
            return {"option": ask.choices[choose(len(ask.choices))]}
        case "say" | "sit_say":
            return {"facts": [fact for fact in ask.facts if choose(2)]}
        case "sit":
            return {"accept": bool(choose(2))}
    field = {"talk": "reason", "resolve": "mode"}.get(ask.kind, "what")
    return {field: ask.choices[choose(len(ask.choices))]}


def walk(scenario, all_plays, seed, partners, choose):
    """Play by these choices; the simulated partner answers as anybody might: nothing of it is taken on trust."""
    luck = Luck(seed, scenario.id, 0)
    state, _events = rules.begin(scenario, luck, partners)
    names = tuple(declared(scenario))
    while asked := rules.asks(scenario, luck, state):
        if state.phase in READ_IN:
            within(all_plays.asked[state.scene], Scope(scenario, state, state.stocks), names, state.scene)
        ask = asked[choose(len(asked))]
        state, _events = rules.step(scenario, luck, state, ask, answered(ask, choose))
    if state.ending != "insolvent":
        within(all_plays.ended, Scope(scenario, state, year_after(state).means), names, "the end")
    return state


def within(known, scope, names, where):
    for name in (*STOCKS, *names, "week", "tokens"):
        low, high = known[name]
        assert low <= scope.value(name) <= high, f"{name} is {scope.value(name)} at {where}, not in {low}..{high}"


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=12, deadline=None)
@given(
    seed=st.integers(0, 2**32),
    partners=st.sampled_from([frozenset(), frozenset(CHAIRS[:1]), frozenset(CHAIRS[1:])]),
    data=st.data(),
)
def test_no_play_leaves_the_intervals(name, seed, partners, data):
    scenario, all_plays = found(name)
    taste = data.draw(st.integers(0, 10**6))
    turn = count()
    walk(scenario, all_plays, seed, partners, lambda n: Luck(taste, "walk", 0).pick(Stream.BOT, n, next(turn)))
