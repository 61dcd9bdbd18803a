"""The game's vocabulary: a word for every id that the engine speaks of, the same on every front end.

Each function takes an id of `game.engine` (a stock, a mode) and answers in the language of the moment.
The ids are plain text here, so that this needs nothing but the catalogue.
"""

from game.locales.words.company import band, dots, kind, outcome, short_stock, stock, stock_of, weeks
from game.locales.words.record import cause, fact_status, move, principle, promise_status, question, tier
from game.locales.words.table import (
    chair,
    coffee,
    confidence,
    cost,
    difficulty,
    mode,
    mode_name,
    pledge,
    pledge_name,
    reason,
    term,
    thought,
)

__all__ = [
    "band",
    "cause",
    "chair",
    "coffee",
    "confidence",
    "cost",
    "difficulty",
    "dots",
    "fact_status",
    "kind",
    "mode",
    "mode_name",
    "move",
    "outcome",
    "pledge",
    "pledge_name",
    "principle",
    "promise_status",
    "question",
    "reason",
    "short_stock",
    "stock",
    "stock_of",
    "term",
    "thought",
    "tier",
    "weeks",
]
