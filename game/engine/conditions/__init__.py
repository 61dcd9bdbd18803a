"""The condition language: a small, checked subset of Python's expression syntax (`docs/design/conditions.md`).

`parse` reads a condition and answers the usual mistakes; `tree` is what it means. Author text is parsed, never run.
"""

from game.engine.conditions.parse import NUMBERS, ConditionError, ConditionVocabulary, parse_condition
from game.engine.conditions.tree import (
    Always,
    Certainty,
    ConditionExplanation,
    Interval,
    ParsedCondition,
    Scope,
    evaluate_condition,
    explain_condition,
    judge_condition,
    list_names,
)

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
