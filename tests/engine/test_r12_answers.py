"""R12: an answer is a few fields of authored ids; whatever else is refused with a reason, and nothing has changed."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.engine import rules
from game.engine.state import hash_state
from tests.engine.crisis import Table, crisis, fact, option, scene

STORY = crisis(
    scene("one", option("c", needs=["f", "g"]), say=["f", "g"], board="a"),
    scene("two", coffee=True),
    *(scene(f"s{n}") for n in range(4)),
    facts={"f": fact("ceo"), "g": fact("cto")},
)

LEGAL = [
    ("first", {"option": "a"}),
    ("first", {"option": "b", "confidence": "sure", "guess": "a"}),
    ("first", {"option": "b", "guess": None}),
    ("say", {"facts": []}),
    ("say", {"facts": ["f", "f"]}),
    ("final", {"option": "sit"}),
    ("sit", {"accept": False}),
    ("sit_say", {"facts": ["f"]}),
    ("resolve", {"mode": "escalate"}),
    ("pledge", {"what": "people"}),
    ("pledge", {"what": "people", "guess": "cash"}),
    ("coffee", {"what": "ask"}),
    ("still", {"what": "cash"}),
    ("stay", {"what": "stay"}),
    ("stay", {"what": "go"}),
]

ILLEGAL = [
    ("first", {}, "None is not on offer"),
    ("first", {"option": "c"}, "'c' is not on offer"),
    ("first", {"option": "sit"}, "'sit' is not on offer"),
    ("first", {"option": 1}, "1 is not on offer"),
    ("first", {"option": ["a"]}, "not on offer"),
    ("first", {"option": "a", "confidence": "very"}, "'very' is not on offer"),
    ("first", {"option": "a", "guess": "c"}, "'c' is not on offer"),
    ("first", {"option": "a", "facts": []}, "unknown field 'facts'"),
    ("say", {}, "must be a list"),
    ("say", {"facts": "f"}, "must be a list"),
    ("say", {"facts": {"f": True}}, "must be a list"),
    ("say", {"facts": ["g"]}, "'g' is not on offer"),
    ("say", {"facts": [["f"]]}, "not on offer"),
    ("final", {"option": "c"}, "'c' is not on offer"),
    ("final", {"option": "a", "confidence": "sure"}, "unknown field"),
    ("sit", {"accept": 1}, "true or false"),
    ("sit", {"accept": "yes"}, "true or false"),
    ("sit", {}, "true or false"),
    ("sit_say", {"facts": ["g"]}, "'g' is not on offer"),
    ("resolve", {"mode": "vote"}, "'vote' is not on offer"),
    ("resolve", {"mode": "defer", 7: 7}, "unknown field 7"),
    ("pledge", {"what": "profit"}, "'profit' is not on offer"),
    ("pledge", {"what": "people", "guess": "profit"}, "'profit' is not on offer"),
    ("pledge", {"what": "people", "mode": "cash"}, "unknown field"),
    ("coffee", {"what": "bridge"}, "'bridge' is not on offer"),
    ("still", {"pledge": "cash"}, "unknown field"),
    ("stay", {"what": "wait"}, "'wait' is not on offer"),
    ("stay", {"stay": True}, "unknown field"),
    *(
        (kind, junk, "group of fields")
        for kind in ("first", "say", "sit", "coffee")
        for junk in (None, [], "a", 3, True)
    ),
]


COLD = crisis(scene("one"), dyad={"cto.trust": 25, "cto.freedom": 25})


def chair_asked(kind):
    """Return the chair that the answers below are given for: only the CTO is ever asked to stay."""
    return "cto" if kind == "stay" else "ceo"


def asked(kind):
    """Return a table at which that chair is asked this."""
    if kind == "stay":
        return Table(COLD)
    table = Table(STORY)
    while table.asks[0].kind != kind:
        table.play("a", "b", final={"cto": "sit"} if kind.startswith("sit") else {}, until=kind)
    return table


@pytest.mark.parametrize(("kind", "answer"), LEGAL, ids=str)
def test_what_may_be_answered(kind, answer):
    table = asked(kind)
    before, ask = table.state, table.ask(kind, chair_asked(kind))
    table.state, _ = rules.apply_answer(table.scenario, table.rng, table.state, ask, answer)
    assert table.state != before


@pytest.mark.parametrize(("kind", "answer", "why"), ILLEGAL, ids=str)
def test_what_may_not(kind, answer, why):
    table = asked(kind)
    before, ask = table.state, table.ask(kind, chair_asked(kind))
    with pytest.raises(rules.IllegalAnswerError, match=why):
        rules.apply_answer(table.scenario, table.rng, table.state, ask, answer)
    assert table.state == before


def test_nothing_is_asked_that_was_answered():
    table = Table(STORY).give("first", "ceo", option="a")
    assert [ask.kind for ask in table.asks if ask.chair == "ceo"] == ["say"]


def drawn_answer(seed, ask, state):
    """Return an answer that is drawn from what is asked and of whom, not from when."""
    luck = Random(f"{seed} {ask} {state.count} {state.week}")
    match ask.kind:
        case "first":
            sure = {"confidence": luck.choice(rules.CONFIDENCES), "guess": luck.choice(ask.choices)}
            return {"option": luck.choice(ask.choices), **sure}
        case "final":
            return {"option": luck.choice(ask.choices)}
        case "say" | "sit_say":
            return {"facts": [fact for fact in ask.facts if luck.random() < 0.5]}
        case "sit":
            return {"accept": luck.random() < 0.5}
        case "resolve":
            return {"mode": luck.choice(ask.choices)}
    return {"what": luck.choice(ask.choices)}


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from([STORY, COLD]))
def test_the_same_answers_lead_to_the_same_state_whoever_gives_them_first(seed, story):
    tables = [Table(story, order=order) for order in (("ceo", "cto"), ("cto", "ceo"))]
    while tables[0].asks:
        phase, count = tables[0].state.phase, tables[0].state.count
        for table in tables:
            while (asks := table.asks) and (table.state.phase, table.state.count) == (phase, count):
                table.give(asks[0].kind, asks[0].chair, **drawn_answer(seed, asks[0], table.state))
        one, other = (table.state for table in tables)
        assert one == other
        assert hash_state(one) == hash_state(other)


def test_one_answer_tells_the_other_chair_nothing():
    one, other = (Table(STORY).give("first", "ceo", option=pick) for pick in ("a", "b"))
    assert one.ask("first", "cto") == other.ask("first", "cto")
    assert (one.told, one.state.stocks) == (other.told, other.state.stocks) == ((), STORY.start)
