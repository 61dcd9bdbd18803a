"""The game's vocabulary: a word for every id that the engine speaks of, the same on every front end.

Each function takes an id of `game.engine` (a stock, a mode) and answers in the language of the moment.
The ids are plain text here, so that this module needs nothing but the catalogue.
"""

from collections.abc import Callable, Mapping
from typing import Final

from game.locales import N_, NP_, _, ngettext, pgettext

_CHAIRS: Final = {"ceo": N_("CEO"), "cto": N_("CTO")}

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
    "level": (
        NP_("level", "failing"),
        NP_("level", "weak"),
        NP_("level", "fair"),
        NP_("level", "sound"),
        NP_("level", "strong"),
    ),
    "mood": (
        NP_("customers", "angry"),
        NP_("customers", "unhappy"),
        NP_("customers", "so-so"),
        NP_("customers", "content"),
        NP_("customers", "delighted"),
    ),
    "strain": (
        NP_("strain", "exhausted"),
        NP_("strain", "worn"),
        NP_("strain", "stretched"),
        NP_("strain", "steady"),
        NP_("strain", "rested"),
    ),
    "debt": (
        NP_("debt", "crushing"),
        NP_("debt", "heavy"),
        NP_("debt", "noticeable"),
        NP_("debt", "light"),
        NP_("debt", "tidy"),
    ),
    "gap": (
        NP_("gap", "gaping"),
        NP_("gap", "wide"),
        NP_("gap", "noticeable"),
        NP_("gap", "narrow"),
        NP_("gap", "hardly any"),
    ),
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
    "amount": (
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

_BAND_OF: Final = {
    "trust": "trust",
    "safety": "safety",
    "freedom": "freedom",
    "gap": "gap",
    "strain": "strain",
    "debt": "debt",
    "csat_product": "mood",
    "csat_service": "mood",
    "customers": "amount",
    "cash": "amount",
    "seems": "seems",
}

_CONFIDENCE: Final = {"leaning": NP_("confidence", "leaning"), "sure": NP_("confidence", "sure")}

_MODES: Final = {
    "defer": N_("Leave it to {owner}, and back it"),
    "object": N_("Leave it to {owner}, objection logged"),
    "escalate": N_("Take it to the board"),
    "override": N_("Override"),
}

_MODE_NAMES: Final = {
    "defer": N_("Deferred"),
    "object": N_("Objected"),
    "escalate": N_("Escalated"),
    "override": N_("Overridden"),
}

_COFFEES: Final = {
    "ask": N_("Ask {other} what is in the way"),
    "credit": N_("Credit {other} for something that was done"),
    "bridge": N_("Sit with a department and translate"),
    "money": N_("Explain the money"),
    "checkin": N_("Agree a check-in"),
    "work": N_("Keep working"),
}

_THOUGHTS: Final = (
    N_("What does {other} see from that chair that {name} cannot see?"),
    N_("Which sentence would {name} least like to hear now, and from whom?"),
    N_("What would make {other} change the pick, and what would make {name}?"),
    N_("Who is not in this room and will live with what is decided?"),
    N_("What has {other} done today that {name} has not given thanks for?"),
    N_("What will be hard to say tomorrow if it is not said now?"),
)

_PLEDGES: Final = {
    "customers": N_("What we promised the customers"),
    "people": N_("The people in the team"),
    "cash": N_("The cash that keeps us alive"),
}

_PLEDGE_NAMES: Final = {
    "customers": NP_("pledge", "the customers"),
    "people": NP_("pledge", "the people"),
    "cash": NP_("pledge", "the cash"),
}

_TERMS: Final = {
    "goal": N_("What {name} is after"),
    "treated": N_("How {name} has been treated"),
    "open": N_("Whether {name} dares to be open"),
    "risk": N_("What {name} would expose"),
    "manners": N_("What one does not do to a colleague"),
    "habit": N_("Habit: that is how {name} works"),
    "mood": N_("The mood of the day"),
}

_COSTS: Final = {
    "free": N_("costs nothing to say"),
    "face": N_("costs face to say"),
    "confidential": N_("breaks a confidence to say"),
}

_STATUSES: Final = {
    "unsaid": NP_("fact", "unsaid"),
    "said": NP_("fact", "said"),
    "surfaced": NP_("fact", "surfaced"),
}

_PROMISES: Final = {
    "open": NP_("promise", "open"),
    "kept": NP_("promise", "kept"),
    "broken": NP_("promise", "broken"),
    "renegotiated": NP_("promise", "renegotiated in time"),
}

_TIERS: Final = {
    "top": NP_("tier", "the best that was within reach"),
    "good": NP_("tier", "a good end"),
    "mixed": NP_("tier", "a mixed end"),
    "poor": NP_("tier", "a costly end"),
}

_DIFFICULTIES: Final = {
    "learner": NP_("mode", "Learner"),
    "standard": NP_("mode", "Standard"),
    "expert": NP_("mode", "Expert"),
}

_PRINCIPLES: Final = {
    "hire_for_business": N_("Choose a CTO who understands the business, not only technology"),
    "respect_roles": N_("Know and respect each other's roles and strengths"),
    "shared_goals": N_("Know each other's goals and obstacles, and overcome them together"),
    "beyond_tech": N_("The CTO contributes beyond technology"),
    "open_flow": N_("Information flows; no gap is left open"),
    "bridge_gaps": N_("Where there is a gap, the CTO builds the bridge"),
    "no_blame": N_("No blame: sit down and solve it together"),
    "appreciate": N_("The CEO appreciates what the CTO contributes"),
    "freedom": N_("Give freedom; do not second-guess"),
    "on_track": N_("Work side by side and keep the company on track"),
}

_MOVES: Final = {
    "share": NP_("move", "saying what one knows"),
    "withhold": NP_("move", "keeping something back"),
    "ask": NP_("move", "asking and listening"),
    "blame": NP_("move", "blame"),
    "blame_person": NP_("move", "blame on somebody else"),
    "joint_solve": NP_("move", "solving it together"),
    "sit": NP_("move", "sitting down together"),
    "own": NP_("move", "owning the mistake"),
    "deny": NP_("move", "denial"),
    "amends": NP_("move", "making amends"),
    "appreciate": NP_("move", "credit given"),
    "second_guess": NP_("move", "second-guessing"),
    "delegate": NP_("move", "giving a free hand"),
    "contribute": NP_("move", "contributing beyond the role"),
    "clarify": NP_("move", "making roles clear"),
    "override": NP_("move", "overriding"),
    "bridge": NP_("move", "translating for a department"),
    "defer": NP_("move", "leaving the decision to the other"),
    "object": NP_("move", "an objection on record"),
    "insist": NP_("move", "insisting over an objection"),
    "vindicated": NP_("move", "an objection that proved right"),
    "escalate": NP_("move", "going to the board"),
    "understood": NP_("move", "understanding the other's reason"),
    "promise": NP_("move", "a promise"),
    "kept": NP_("move", "a promise kept"),
    "broken": NP_("move", "a promise broken"),
    "renegotiated": NP_("move", "a promise renegotiated in time"),
    "found_out": NP_("move", "finding out what was kept back"),
    "slip": NP_("move", "an honest slip"),
}

_QUESTIONS: Final = {
    "facts": N_("Who knew what, when"),
    "frame": N_("From the other chair"),
    "counterfactual": N_("Had it gone otherwise"),
    "transfer": N_("On Monday"),
}


def chair(name: str) -> str:
    """Return a chair's title."""
    return _(_CHAIRS[name])


def kind(stock: str) -> str:
    """Return a stock's name without its chair: `cto.trust` is `trust`."""
    return stock.rpartition(".")[2]


def stock(name: str) -> str:
    """Return a stock's name in full, without the chair that it belongs to."""
    return _(_STOCKS[kind(name)])


def short_stock(name: str) -> str:
    """Return a stock's name where room is scarce."""
    return _(_SHORT_STOCKS.get(kind(name), _STOCKS[kind(name)]))


def stock_of(name: str, people: Mapping[str, str]) -> str:
    """Return a stock's name with the person it belongs to; `people` are the two names by chair."""
    owner, dot, what = name.rpartition(".")
    if not dot:
        return stock(name)
    other = "cto" if owner == "ceo" else "ceo"
    return _(_OF_A_CHAIR[what], name=people[owner], other=people[other])


def band(stock_name: str, level: int) -> str:
    """Return the word for a level of a stock, 0 (worst) .. 4 (best), or of how the other `seems`."""
    return pgettext(*_BANDS[_BAND_OF.get(kind(stock_name), "level")][level])


def confidence(name: str) -> str:
    """Return how sure a pick was."""
    return pgettext(*_CONFIDENCE[name])


def mode(name: str, owner: str) -> str:
    """Return a resolution as the chair that answers would choose it; `owner` is the other's name."""
    return _(_MODES[name], owner=owner)


def mode_name(name: str) -> str:
    """Return a resolution in one word, as the record has it."""
    return _(_MODE_NAMES[name])


def coffee(name: str, other: str) -> str:
    """Return what a chair may do with the time for a coffee; `other` is the other's name."""
    return _(_COFFEES[name], other=other)


def thought(number: int, name: str, other: str) -> str:
    """Return a question to think about for `name`, who waits while `other` is alone with the screen; 0 to 5."""
    return _(_THOUGHTS[number], name=name, other=other)


def pledge(name: str) -> str:
    """Return a pledge as it is chosen."""
    return _(_PLEDGES[name])


def pledge_name(name: str) -> str:
    """Return a pledge within a sentence."""
    return pgettext(*_PLEDGE_NAMES[name])


def term(name: str, person: str) -> str:
    """Return a term of the partner's choice: what is holding `person` back."""
    return _(_TERMS[name], name=person)


def cost(name: str) -> str:
    """Return what it costs to say a fact."""
    return _(_COSTS[name])


def fact_status(name: str) -> str:
    """Return what became of a fact."""
    return pgettext(*_STATUSES[name])


def promise_status(name: str) -> str:
    """Return what became of a promise."""
    return pgettext(*_PROMISES[name])


def tier(name: str) -> str:
    """Return how good an ending is."""
    return pgettext(*_TIERS[name])


def difficulty(name: str) -> str:
    """Return the name of a mode of play."""
    return pgettext(*_DIFFICULTIES[name])


def principle(name: str) -> str:
    """Return an idea of the article, as a sentence."""
    return _(_PRINCIPLES[name])


def move(name: str) -> str:
    """Return what somebody did, as a noun."""
    return pgettext(*_MOVES[name])


def cause(name: str, text: Callable[[str], str]) -> str:
    """Return what moved a figure, from a cause of the ledger (`move:blame`, `option:scene.id`, `weeks`, ...).

    `text` gives a scenario's text by its path. A later effect is named by the option that set it off.
    """
    kind_of, _colon, what = name.partition(":")
    match kind_of:
        case "move":
            return move(what)
        case "said" | "surfaced":
            label = text(f"facts.{what}.label")
            return _("said: {fact}", fact=label) if kind_of == "said" else _("came out: {fact}", fact=label)
        case "option":
            scene, _dot, option = what.partition(".")
            return text(f"scenes.{scene}.options.{option}.text")
        case "later":
            return _("earlier: {decision}", decision=text(what.partition(".later.")[0] + ".text"))
        case "coffee":
            return _("work went on")
    return _("time passing")


def question(kind_of: str) -> str:
    """Return the heading of a question of the debrief."""
    return _(_QUESTIONS[kind_of])


def dots(number: int) -> str:
    """Return in words how much an option touches an outcome: one to three."""
    return (_("a little"), _("clearly"), _("a great deal"))[min(max(number, 1), 3) - 1]


def weeks(number: int) -> str:
    """Return a span of weeks in words."""
    return ngettext("{n} week", "{n} weeks", number)
