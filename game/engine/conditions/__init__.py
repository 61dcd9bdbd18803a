"""The condition language: a small, checked subset of Python's expression syntax (`docs/design/conditions.md`).

`tree` is what a condition means and how it is evaluated for one state or for N, `text` reads it (`spelling`
knows the usual mistakes), `reach` tells what is certain of it before any state exists, `why` what it comes to in one
state and which of its clauses decide that. Author text is parsed, never run.
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
