"""The company in words: its stocks, how they stand, and how far a decision touches them."""

from collections.abc import Mapping
from typing import Final

from game.locales import N_, NP_, _, ngettext, pgettext

_STOCKS: Final = {
    "trust": N_("Trust"),
    "safety": N_("Safety"),
    "freedom": N_("Freedom"),
    "gap": N_("Information gap"),
    "clarity": N_("Clarity of roles"),
    "bridge": N_("Bridges"),
    "culture": N_("Culture"),
    "structure": N_("Structure"),
    "strain": N_("Strain"),
    "engineering": N_("Engineering"),
    "debt": N_("Technical debt"),
    "product": N_("Product"),
    "marketing": N_("Marketing"),
    "sales": N_("Sales"),
    "finance": N_("Finance"),
    "support": N_("Support"),
    "csat_product": N_("Satisfaction with the product"),
    "csat_service": N_("Satisfaction with the service"),
    "customers": N_("Customers"),
    "cash": N_("Cash"),
    "between": N_("Between the two of you"),
}

_SHORT_STOCKS: Final = {
    "gap": N_("Gap"),
    "clarity": N_("Clarity"),
    "debt": N_("Debt"),
    "csat_product": N_("Customers, product"),
    "csat_service": N_("Customers, service"),
    "between": N_("You two"),
}

_OF_A_CHAIR: Final = {
    "trust": N_("{name}'s trust in {other}"),
    "safety": N_("How safe {name} feels to speak up"),
    "freedom": N_("{name}'s freedom"),
    "gap": N_("What {name} does not know"),
}

_BANDS: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "trust": (
        NP_("trust", "gone"),
        NP_("trust", "thin"),
        NP_("trust", "careful"),
        NP_("trust", "solid"),
        NP_("trust", "deep"),
    ),
    "safety": (
        NP_("safety", "silent"),
        NP_("safety", "guarded"),
        NP_("safety", "careful"),
        NP_("safety", "frank"),
        NP_("safety", "fearless"),
    ),
    "freedom": (
        NP_("freedom", "watched"),
        NP_("freedom", "on a short leash"),
        NP_("freedom", "some room"),
        NP_("freedom", "free"),
        NP_("freedom", "fully trusted"),
    ),
    "gap": (
        NP_("gap", "gaping"),
        NP_("gap", "wide"),
        NP_("gap", "noticeable"),
        NP_("gap", "narrow"),
        NP_("gap", "hardly any"),
    ),
    "clarity": (
        NP_("clarity", "a muddle"),
        NP_("clarity", "vague"),
        NP_("clarity", "workable"),
        NP_("clarity", "clear"),
        NP_("clarity", "plain as day"),
    ),
    "bridge": (
        NP_("bridge", "none"),
        NP_("bridge", "rare"),
        NP_("bridge", "some"),
        NP_("bridge", "many"),
        NP_("bridge", "everywhere"),
    ),
    "culture": (
        NP_("culture", "bitter"),
        NP_("culture", "wary"),
        NP_("culture", "polite"),
        NP_("culture", "warm"),
        NP_("culture", "close-knit"),
    ),
    "structure": (
        NP_("structure", "tangled"),
        NP_("structure", "loose"),
        NP_("structure", "holding"),
        NP_("structure", "clear"),
        NP_("structure", "firm"),
    ),
    "strain": (
        NP_("strain", "exhausted"),
        NP_("strain", "worn"),
        NP_("strain", "stretched"),
        NP_("strain", "steady"),
        NP_("strain", "rested"),
    ),
    "engineering": (
        NP_("engineering", "breaking"),
        NP_("engineering", "stretched"),
        NP_("engineering", "coping"),
        NP_("engineering", "sound"),
        NP_("engineering", "superb"),
    ),
    "debt": (
        NP_("debt", "crushing"),
        NP_("debt", "heavy"),
        NP_("debt", "noticeable"),
        NP_("debt", "light"),
        NP_("debt", "tidy"),
    ),
    "product": (
        NP_("product", "lost"),
        NP_("product", "dated"),
        NP_("product", "usable"),
        NP_("product", "good"),
        NP_("product", "loved"),
    ),
    "marketing": (
        NP_("marketing", "unheard"),
        NP_("marketing", "faint"),
        NP_("marketing", "heard"),
        NP_("marketing", "vivid"),
        NP_("marketing", "talked of"),
    ),
    "sales": (
        NP_("sales", "stalled"),
        NP_("sales", "slow"),
        NP_("sales", "moving"),
        NP_("sales", "brisk"),
        NP_("sales", "booming"),
    ),
    "finance": (
        NP_("finance", "in the dark"),
        NP_("finance", "tight"),
        NP_("finance", "in order"),
        NP_("finance", "sharp"),
        NP_("finance", "far-sighted"),
    ),
    "support": (
        NP_("support", "swamped"),
        NP_("support", "behind"),
        NP_("support", "coping"),
        NP_("support", "prompt"),
        NP_("support", "a comfort"),
    ),
    "csat_product": (
        NP_("csat_product", "fed up"),
        NP_("csat_product", "let down"),
        NP_("csat_product", "so-so"),
        NP_("csat_product", "content"),
        NP_("csat_product", "delighted"),
    ),
    "csat_service": (
        NP_("csat_service", "abandoned"),
        NP_("csat_service", "waiting"),
        NP_("csat_service", "served"),
        NP_("csat_service", "cared for"),
        NP_("csat_service", "at home"),
    ),
    "customers": (
        NP_("customers", "a handful"),
        NP_("customers", "few"),
        NP_("customers", "enough"),
        NP_("customers", "many"),
        NP_("customers", "a crowd"),
    ),
    "cash": (
        NP_("amount", "alarming"),
        NP_("amount", "thin"),
        NP_("amount", "enough"),
        NP_("amount", "healthy"),
        NP_("amount", "ample"),
    ),
    "seems": (
        NP_("seems", "closed"),
        NP_("seems", "wary"),
        NP_("seems", "reserved"),
        NP_("seems", "open"),
        NP_("seems", "at ease"),
    ),
}
"""How a stock stands, from the worst to the best; `seems` is how the other looks from across the table."""


def strip_chair(stock: str) -> str:
    """Return a stock's name without its chair: `cto.trust` is `trust`."""
    return stock.rpartition(".")[2]


def name_stock(name: str) -> str:
    """Return a stock's name in full, without the chair that it belongs to."""
    return _(_STOCKS[strip_chair(name)])


def name_stock_briefly(name: str) -> str:
    """Return a stock's name where room is scarce."""
    return _(_SHORT_STOCKS.get(strip_chair(name), _STOCKS[strip_chair(name)]))


def name_outcome(name: str) -> str:
    """Return a stock's short name as it stands within a line: in small letters, initials but for those of initials."""
    word = name_stock_briefly(name)
    return word if word[:2].isupper() else word.lower()


def name_stock_of_person(name: str, people: Mapping[str, str]) -> str:
    """Return a stock's name with the person it belongs to; `people` are the two names by chair."""
    owner, dot, what = name.rpartition(".")
    if not dot:
        return name_stock(name)
    other = "cto" if owner == "ceo" else "ceo"
    return _(_OF_A_CHAIR[what], name=people[owner], other=people[other])


def describe_band(stock_name: str, level: int) -> str:
    """Return the word for a level of a stock, 0 (worst) .. 4 (best), or of how the other `seems`."""
    return pgettext(*_BANDS[strip_chair(stock_name)][level])


def describe_dots(number: int) -> str:
    """Return in words how much an option touches an outcome: one to three."""
    return (_("a little"), _("clearly"), _("a great deal"))[min(max(number, 1), 3) - 1]


def describe_weeks(number: int) -> str:
    """Return a span of weeks in words."""
    return ngettext("{n} week", "{n} weeks", number)
