"""What conditions can never mean together, and which case is hidden by one before it: proofs, not guesses."""

import pytest

from game.content.checks.logic import ONCE, find_constant_truth, is_shadowed
from game.engine.conditions import NUMBERS, ConditionVocabulary, parse_condition
from tests.content.workbench import changed, problems_of

NAMES = """
draw.x.a draw.x.b pledge.ceo.cash pledge.ceo.people kept.p broken.p said.f surfaced.f knows.ceo.f flag.x flag.y
chose.s.a chose.s.b chose.t.a
"""
WORDS = ConditionVocabulary(frozenset(NAMES.split()))
KNOWN = {**NUMBERS, "draw.x.a": (0, 1), "draw.x.b": (0, 1), ONCE: (1, 1)}


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("draw.x.a and draw.x.b", False),
        ("not draw.x.a and not draw.x.b", False),
        ("draw.x.a or draw.x.b", True),
        ("draw.x.a or flag.x", None),
        ("pledge.ceo.cash and pledge.ceo.people", False),
        ("kept.p and broken.p", False),
        ("not kept.p and not broken.p", None),
        ("said.f and surfaced.f", False),
        ("flag.x or not flag.x", True),
        ("flag.x and (flag.y or not flag.x)", None),
        ("flag.x and not (flag.x or flag.y)", False),
        ("chose.s.a and chose.s.b", False),
        ("chose.s.a and chose.t.a", None),
        ("culture + structure >= 150 and structure + culture < 140", False),
        ("culture - structure > 3 and structure - culture > -4", False),
        ("culture - structure > 3 and structure - culture > -5", None),
        ("culture * 2 > 101 and culture <= 50", False),
        ("2 * culture - 2 * debt >= 3 and culture - debt <= 1", False),
        ("abs(culture - structure) >= 3 and abs(culture - structure) < 3", False),
        ("culture >= 50 or culture < 60", True),
        ("culture != 3 or culture <= 3", True),
        ("20 <= debt < 40 and debt == 41", False),
        ("not 20 <= debt < 40 and debt == 30", False),
        ("culture >= 60 and structure >= 60 and culture + structure < 120", False),
        ("culture >= 60 and structure >= 60 and culture + structure < 121", None),
        ("culture // 2 >= 20 and culture < 30", None),
    ],
)
def test_a_condition_that_its_own_parts_settle(text, holds):
    assert find_constant_truth(parse_condition(text, WORDS), KNOWN) is holds


def test_where_scenes_may_come_again_two_options_of_one_may_both_have_been_chosen():
    known = {name: interval for name, interval in KNOWN.items() if name != ONCE}
    assert find_constant_truth(parse_condition("chose.s.a and chose.s.b", WORDS), known) is None
    assert find_constant_truth(parse_condition("draw.x.a and draw.x.b", WORDS), known) is False


def test_too_many_cases_are_not_tried():
    many = " and ".join(f"(culture != {number} or flag.x)" for number in range(9))
    assert find_constant_truth(parse_condition(many, WORDS), KNOWN) is None


@pytest.mark.parametrize(
    ("later", "earlier", "never"),
    [
        ("culture + structure >= 150", "culture + structure >= 140", True),
        ("culture + structure >= 150", "structure + culture > 149", True),
        ("culture + structure >= 150", "culture + structure >= 151", False),
        ("flag.x", "flag.x", True),
        ("flag.x and culture >= 50", "culture >= 40", True),
        ("flag.x and flag.y", "flag.y and flag.x", True),
        ("flag.x", "flag.x and flag.y", False),
        ("flag.x", "flag.x or flag.y", True),
        ("draw.x.a", "not draw.x.b", True),
        ("culture >= 75 and structure >= 75", "culture + structure >= 150", True),
        ("min(culture, structure) >= 60", "min(culture, structure) >= 50", True),
        ("culture > 50", "culture >= 50 and not flag.x", False),
    ],
)
def test_a_case_is_hidden_by_one_that_holds_wherever_it_does(later, earlier, never):
    assert is_shadowed(parse_condition(later, WORDS), parse_condition(earlier, WORDS), KNOWN) is never


ENDING = {"tier": "good", "title": "x", "text": "x"}
VOICE = {"quarter": 1, "who": "mai", "text": "x"}
OPTION = "scenes.morning.decide.options.pay_first"


def told(path, **fields):
    return [one for one in problems_of(changed(path, **fields)) if one.code == "S124"]


class TestNeverWins:
    def test_the_message_names_the_case_that_holds_first_and_its_line(self):
        (problem,) = told(
            "",
            endings=[
                {"id": "good", "when": "culture + structure >= 140", **ENDING},
                {"id": "best", "when": "culture + structure >= 150", **ENDING},
                {"id": "last", "when": "otherwise", **ENDING},
            ],
        )
        there = problem.related[0].place.line
        told_first = f"'culture + structure >= 140' (line {there}) holds first"
        assert problem.message == f"the ending 'best' never wins: whenever it holds, {told_first}"

    def test_an_ending_that_all_before_it_leave_nothing_to(self):
        cases = [("a", "culture >= 50"), ("b", "culture < 50"), ("c", "otherwise")]
        (problem,) = told("", endings=[{"id": name, "when": when, **ENDING} for name, when in cases])
        assert problem.message == "the ending 'c' never wins: whenever it holds, one before it holds first"

    def test_voices_are_compared_within_their_quarter(self):
        cases = [(1, "sales >= 50"), (2, "sales >= 60")]
        voices = [{**VOICE, "quarter": quarter, "when": when} for quarter, when in cases]
        assert not told("", voices=voices)
        assert told("", voices=[*voices, {**VOICE, "when": "sales >= 60"}])

    def test_variants_and_ways(self):
        cases = [{"when": "debt >= 30", "text": "x"}, {"when": "debt >= 40", "text": "x"}, {"text": "x"}]
        assert told(OPTION, result=cases)
        ways = [{"when": "debt >= 30", "to": "letter"}, {"when": "debt >= 40", "to": "fortnight"}, {"to": "end"}]
        assert told("scenes.afternoon", then=ways)
        assert not told("scenes.afternoon", then=[ways[1], ways[0], ways[2]])

    def test_paragraphs_of_which_all_that_hold_show_are_left_alone(self):
        lines = [{"when": "debt >= 30", "text": "x"}, {"when": "debt >= 40", "text": "x"}]
        assert not told("scenes.morning", also=lines, private={"ceo": lines})
