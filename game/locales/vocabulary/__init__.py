"""The game's vocabulary: a word for every id that the engine speaks of, the same on every front end.

Each function takes an id of `game.engine` (a stock, a mode) and answers in the language of the moment.
The ids are plain text here, so that this needs nothing but the catalogue.
"""

from game.locales.vocabulary.company import (
    describe_band,
    describe_dots,
    describe_weeks,
    name_outcome,
    name_stock,
    name_stock_briefly,
    name_stock_of_person,
    strip_chair,
)
from game.locales.vocabulary.record import (
    describe_cause,
    describe_ending_tier,
    describe_fact_status,
    describe_principle,
    describe_promise_status,
    name_debrief_question,
    name_move,
)
from game.locales.vocabulary.table import (
    describe_coffee_choice,
    describe_confidence,
    describe_fact_cost,
    describe_pledge,
    describe_resolution,
    describe_term,
    name_chair,
    name_difficulty,
    name_pledge,
    name_resolution,
    phrase_thought,
    quote_reason,
)

__all__ = [
    "describe_band",
    "describe_cause",
    "describe_coffee_choice",
    "describe_confidence",
    "describe_dots",
    "describe_ending_tier",
    "describe_fact_cost",
    "describe_fact_status",
    "describe_pledge",
    "describe_principle",
    "describe_promise_status",
    "describe_resolution",
    "describe_term",
    "describe_weeks",
    "name_chair",
    "name_debrief_question",
    "name_difficulty",
    "name_move",
    "name_outcome",
    "name_pledge",
    "name_resolution",
    "name_stock",
    "name_stock_briefly",
    "name_stock_of_person",
    "phrase_thought",
    "quote_reason",
    "strip_chair",
]
