"""The condition language: a small, checked subset of Python's expression syntax (`docs/design/conditions.md`).

`parse` reads a condition and answers the usual mistakes, `tree` is what it means, `evaluate` what it may read in a
state, `intervals` what is certain of it before any state exists, `explain` which of its clauses decide. Author text is
parsed, never run.
"""

from game.engine.conditions.explain import ConditionExplanation, explain_condition
from game.engine.conditions.intervals import Certainty, Interval, judge_condition
from game.engine.conditions.parse import NUMBERS, ConditionError, ConditionVocabulary, parse_condition
from game.engine.conditions.tree import Always, ParsedCondition, Scope, evaluate_condition, list_names

__all__ = [
    "NUMBERS",
    "Always",
    "Certainty",
    "ConditionError",
    "ConditionExplanation",
    "ConditionVocabulary",
    "Interval",
    "ParsedCondition",
    "Scope",
    "evaluate_condition",
    "explain_condition",
    "judge_condition",
    "list_names",
    "parse_condition",
]
