"""What the known words of the format mean, one line each: an editor shows it over the word and as it completes."""

from collections.abc import Iterable, Mapping
from typing import Final

from game.content.schema.effects import MoveWithSchema

_CHAIRS: Final = {"both": "Both chairs.", "ceo": "The chief executive.", "cto": "The chief technology officer."}

STOCKS: Final = {
    "ceo.trust": "How far the CEO trusts the CTO, 0 to 100.",
    "cto.trust": "How far the CTO trusts the CEO, 0 to 100.",
    "ceo.safety": "How safe it feels for the CEO to bring the CTO bad news, 0 to 100.",
    "cto.safety": "How safe it feels for the CTO to bring the CEO bad news, 0 to 100.",
    "ceo.freedom": "How free the CEO feels from being second-guessed, 0 to 100.",
    "cto.freedom": "How free the CTO feels from being second-guessed, 0 to 100.",
    "ceo.gap": "What the CTO knows, matters, and the CEO does not, 0 to 100; high is bad.",
    "cto.gap": "What the CEO knows, matters, and the CTO does not, 0 to 100; high is bad.",
    "clarity": "Both know who decides what, the goals and the obstacles, 0 to 100.",
    "bridge": "What the CTO gives to marketing, finance and sales, 0 to 100.",
    "culture": "How people deal with each other, 0 to 100; slow.",
    "structure": "How decisions are made, 0 to 100; slow.",
    "strain": "Overload, 0 to 100; high is bad.",
    "engineering": "What engineering is able to do, 0 to 100; slow.",
    "debt": "Technical debt, 0 to 100; high is bad.",
    "product": "What the product department gets done, 0 to 100.",
    "marketing": "What marketing gets done, 0 to 100.",
    "sales": "What sales gets done, 0 to 100.",
    "finance": "What finance gets done, 0 to 100.",
    "support": "What support gets done, 0 to 100.",
    "csat_product": "How satisfied customers are with the product, 0 to 100.",
    "csat_service": "How satisfied customers are with the service, 0 to 100.",
    "customers": "How many customers there are, 0 to 2000.",
    "cash": "Cash in thousand dollars; below 0 the company is insolvent.",
}

_PRINCIPLES: Final = {
    "hire_for_business": "Choose a CTO who understands the business, not only technology.",
    "respect_roles": "Know and respect each other's roles and strengths.",
    "shared_goals": "Know each other's goals and obstacles, and overcome them together.",
    "beyond_tech": "The CTO contributes beyond technology.",
    "open_flow": "Information flows; no gap is left open.",
    "bridge_gaps": "Where there is a gap, the CTO builds the bridge.",
    "no_blame": "No blame: sit down and solve it together.",
    "appreciate": "The CEO appreciates what the CTO contributes.",
    "freedom": "Give freedom; do not second-guess.",
    "on_track": "Work side by side and keep the company on track.",
}

_PERSONAS: Final = {
    "balanced": "No term weighs more than usual.",
    "guarded": "Keeps back, is slow to forgive, and fears to expose itself.",
    "warm": "Trusts early, forgives soon, likes to give credit.",
    "driven": "Puts its own goals first; overrides and second-guesses more easily.",
}

_TONES: Final = {
    "warm": "Sounds kind.",
    "neutral": "Sounds matter-of-fact.",
    "hard": "Sounds harsh.",
}

_COSTS: Final = {
    "free": "Saying it costs nothing.",
    "face": "Saying it costs the other's trust and its holder's safety a little, but it can never be found out.",
    "confidential": "Saying it breaks a confidence and costs the `price`.",
}

_TIERS: Final = {
    "top": "As good as it gets; rare.",
    "good": "Worth playing for.",
    "mixed": "Something gained, something lost.",
    "poor": "Lost.",
}

_STRENGTHS: Final = {"half": "Half as strong as usual.", "double": "Twice as strong as usual."}

_KINDS: Final = {
    "facts": "What was known, by whom, and when.",
    "frame": "How each chair saw it.",
    "counterfactual": "What would have happened otherwise.",
    "transfer": "Where this happens in one's own company.",
}

_MOVES: Final = {name: field.description or "" for name, field in MoveWithSchema.model_fields.items()}

_TABLES: Final = (_CHAIRS, STOCKS, _PRINCIPLES, _PERSONAS, _TONES, _COSTS, _TIERS, _STRENGTHS, _KINDS, _MOVES)


def explain_words(words: Iterable[str]) -> Mapping[str, str]:
    """Return what each word of an enumeration means.

    Raises:
        LookupError: if no table knows them all.
    """
    wanted = list(words)
    for table in _TABLES:
        if all(word in table for word in wanted):
            return {word: table[word] for word in wanted}
    raise LookupError(f"nothing tells what {', '.join(wanted)} mean")
