"""Conditions that are settled: told where every play that is followed agrees, and for no other."""

import pytest

from game.analysis.reachability.proofs import list_settled_conditions
from game.content.compiler import compile_scenario
from tests.content.workbench import SOURCE, at, dumped, small

ONE = (False, "of a scene that is played once only one option is chosen")

APART = "its parts exclude each other"
NOT_YET = "'month_end' is not played before this"


def told(path, when):
    """What is told of a condition put at a path: nothing, or that it never or always holds, and why."""
    data = small()
    first = at(data, "scenes.morning.decide.options.pay_first")
    first["later"] = [{"after": 1, "text": "x", "effects": {"sales": 1}}]
    first["result"] = [{"when": "cto.trust >= 50", "text": "x"}, {"text": "y"}]
    at(data, path)["when"] = when
    scenario = compile_scenario(dumped(data).encode(), {}, SOURCE).scenario
    here = at(data, path)
    return next(
        ((one.holds, one.why) for one in list_settled_conditions(scenario) if _at(data, one.at[:-1]) is here), None
    )


def _at(part, path):
    for step in path:
        part = part[step]
    return part


@pytest.mark.parametrize(
    ("path", "when", "found"),
    [
        ("scenes.morning.also.0", "cto.trust >= 51", (False, "cto.trust is 50")),
        ("scenes.standup.decide.options.void_by_hand", "chose.morning.pay_first and chose.morning.pay_neither", ONE),
        ("scenes.morning.decide.options.pay_first.later.0", "chose.month_end.all_fine", (False, NOT_YET)),
        # a person in the CTO's chair may go before the second scene, at week 0 (R23)
        ("voices.0", "week >= 20", (False, "week lies in 0..15")),
        ("endings.0", "kept.tests", (False, "kept.tests is never so")),
        *(
            pytest.param(*row, marks=pytest.mark.long)
            for row in (
                ("scenes.month_end.also.0", "cto.trust >= 80", None),
                (
                    "scenes.morning.decide.options.pay_first.later.0",
                    "said.retry_bug",
                    (False, "said.retry_bug is never so"),
                ),
                ("scenes.month_end.also.0", "draw.cause.retry and draw.cause.double_click", (False, APART)),
                ("scenes.month_end.also.0", "knows.ceo.renewal", (True, "knows.ceo.renewal is always so")),
                ("scenes.afternoon.then.0", "chose.month_end.all_fine", (False, NOT_YET)),
                ("scenes.morning.decide.options.pay_first.result.0", "chose.month_end.all_fine", (False, NOT_YET)),
                ("facts.bank_cutoff", "chose.month_end.all_fine", (False, NOT_YET)),
                ("scenes.standup.decide.options.void_by_hand.later.0", "said.bonus", None),
                ("scenes.month_end.also.0", "draw.cause.retry or draw.cause.double_click", (True, "")),
                ("scenes.month_end.also.0", "pledge.ceo.cash and pledge.ceo.people", (False, APART)),
                ("scenes.month_end.also.0", "said.bonus and surfaced.bonus", (False, APART)),
                ("scenes.morning.also.0", "cto.trust >= 51 or draw.cause.retry", None),
                ("scenes.month_end.also.0", "cto.freedom >= 80", (False, "cto.freedom lies in 16..77")),
                ("scenes.month_end.also.0", "week >= 6", (True, "week lies in 6..7")),
                ("scenes.afternoon.then.0", "chose.afternoon.lan_did_it", None),
                ("echoes.0", "week >= 20", (False, "week lies in 0..7")),
                ("voices.0", "debt >= 5", (True, "debt lies in 15..73")),
                ("voices.0", "debt >= 50", None),
                ("endings.0", "broken.tests", None),
            )
        ),
    ],
)
def test_what_is_settled_is_told_with_what_proves_it(path, when, found):
    assert told(path, when) == found
