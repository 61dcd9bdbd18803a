"""The condition language: a small, checked subset of Python's expression syntax (`model.md` E).

`tree` is what a condition means and how it is evaluated for one state or for N, `text` reads it (`spelling`
knows the usual mistakes), `reach` tells what is certain of it before any state exists, `why` what it comes to in one
state and which of its clauses decide that. Author text is parsed, never run.
"""

from game.engine.guard.reach import Interval, Verdict, bounds
from game.engine.guard.spelling import GuardError
from game.engine.guard.text import NUMBERS, Vocabulary, parse
from game.engine.guard.tree import Always, Guard, Scope, evaluate, evaluate_many, names
from game.engine.guard.why import Explanation, explain

__all__ = [
    "NUMBERS",
    "Always",
    "Explanation",
    "Guard",
    "GuardError",
    "Interval",
    "Scope",
    "Verdict",
    "Vocabulary",
    "bounds",
    "evaluate",
    "evaluate_many",
    "explain",
    "names",
    "parse",
]
