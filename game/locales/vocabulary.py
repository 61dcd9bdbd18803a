"""The game's vocabulary: words for every id that the engine uses, the same on every front end.

Each function takes an id of `game.engine` (a stock, a mode of play, a pledge) and returns its words in the current
language. Ids are plain strings here, so that this module needs nothing but the message catalogue. Chairs and choices
come first, then the company and its figures, then the record of a game.
"""

from collections.abc import Callable, Mapping
from typing import Final

from game.locales import N_, NP_, _, ngettext, pgettext

_CHAIRS: Final = {"ceo": N_("CEO"), "cto": N_("CTO")}

_CONFIDENCE: Final = {"leaning": NP_("confidence", "leaning"), "sure": NP_("confidence", "sure")}

_MODES: Final = {
    "defer": N_("Leave it to {owner}, and back it"),
    "object": N_("Leave it to {owner}, objection on record"),
    "escalate": N_("Take it to the board"),
    "override": N_("Override"),
    "sit": N_("Ask {owner} to sit down together first"),
}

_MODE_NAMES: Final = {
    "defer": N_("Deferred"),
    "object": N_("Objected"),
    "escalate": N_("Escalated"),
    "override": N_("Overrode"),
    "agreed": N_("Agreed from the start"),
    "sat": N_("Sat down together"),
}

_TONES: Final = {
    "warm": NP_("tone", "warm"),
    "neutral": NP_("tone", "neutral"),
    "hard": NP_("tone", "hard"),
}

_COFFEES: Final = {
    "ask": N_("Ask {other} what's in the way"),
    "credit": N_("Thank {other} for one specific thing"),
    "bridge": N_("Sit with a department and translate"),
    "money": N_("Explain the money"),
    "checkin": N_("Agree on a weekly check-in"),
    "work": N_("Keep working"),
}

_THOUGHTS: Final = (
    N_("What does {other} see from that chair that {name} cannot see?"),
    N_("Which sentence would {name} least like to hear now, and from whom?"),
    N_("What would make {other} change the pick, and what would make {name}?"),
    N_("Who is not in this room and will live with what is decided?"),
    N_("What has {other} done today that {name} hasn't thanked them for?"),
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
    "open": N_("How openly {name} dares to speak"),
    "risk": N_("What could come out about {name}"),
    "manners": N_("Respect for a colleague"),
    "habit": N_("It's how {name} works"),
    "regard": N_("What {name} knows the other wants"),
    "heed": N_("What the other picked, and how sure"),
    "close": N_("It was close"),
    "chance": N_("Not explained"),
}

_COSTS: Final = {
    "free": N_("costs nothing"),
    "face": N_("costs face"),
    "confidential": N_("was told in confidence"),
}

_DIFFICULTIES: Final = {
    "learner": NP_("mode", "Learner"),
    "standard": NP_("mode", "Standard"),
    "expert": NP_("mode", "Expert"),
}


def name_chair(name: str) -> str:
    """Return a chair's title."""
    return _(_CHAIRS[name])


def describe_confidence(name: str) -> str:
    """Return how sure a pick was."""
    return pgettext(*_CONFIDENCE[name])


def describe_resolution(name: str, owner: str) -> str:
    """Return a resolution as the chair that answers would choose it; `owner` is the other's name."""
    return _(_MODES[name], owner=owner)


def name_resolution(name: str) -> str:
    """Return a resolution in few words, as the record has it: what the chair did that answered, or what both did."""
    return _(_MODE_NAMES[name])


def name_tone(name: str) -> str:
    """Return how an option sounds."""
    return pgettext(*_TONES[name])


def describe_coffee_choice(name: str, other: str) -> str:
    """Return what a chair may do with the time for a coffee; `other` is the other's name."""
    return _(_COFFEES[name], other=other)


def phrase_thought(number: int, name: str, other: str) -> str:
    """Return a question to think about for `name`, who waits while `other` is alone with the screen; 0 to 5."""
    return _(_THOUGHTS[number], name=name, other=other)


def describe_pledge(name: str) -> str:
    """Return a pledge as it is chosen."""
    return _(_PLEDGES[name])


def name_pledge(name: str) -> str:
    """Return a pledge within a sentence."""
    return pgettext(*_PLEDGE_NAMES[name])


def describe_term(name: str, person: str) -> str:
    """Return a term of the partner's choice: what is holding `person` back."""
    return _(_TERMS[name], name=person)


def describe_fact_cost(name: str) -> str:
    """Return what it costs to say a fact."""
    return _(_COSTS[name])


def name_difficulty(name: str) -> str:
    """Return the name of a mode of play."""
    return pgettext(*_DIFFICULTIES[name])


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

_ROWS: Final[Mapping[str, str]] = {"csat_product": N_("With product"), "csat_service": N_("With service")}
_TERSE_STOCKS: Final = {
    "engineering": NP_("in two lines", "Tech"),
    "csat_product": NP_("in two lines", "Cust·prod"),
    "csat_service": NP_("in two lines", "Cust·serv"),
}
"""Names for the two lines that hold all figures."""

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
        NP_("freedom", "on a leash"),
        NP_("freedom", "some room"),
        NP_("freedom", "free"),
        NP_("freedom", "trusted"),
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
        NP_("clarity", "very clear"),
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


def name_stock_in_row(name: str) -> str:
    """Return a stock's short name, where the heading above says the other half."""
    return _(_ROWS[name]) if name in _ROWS else name_stock_briefly(name)


def name_stock_tersely(name: str) -> str:
    """Return a stock's name where ten stand in two lines."""
    return pgettext(*_TERSE_STOCKS[name]) if name in _TERSE_STOCKS else name_stock_briefly(name)


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
    "top": NP_("tier", "as good as it gets"),
    "good": NP_("tier", "a good end"),
    "mixed": NP_("tier", "a mixed end"),
    "poor": NP_("tier", "a costly end"),
}

_TIER_NAMES: Final = {
    "top": NP_("tier, in a word", "top"),
    "good": NP_("tier, in a word", "good"),
    "mixed": NP_("tier, in a word", "mixed"),
    "poor": NP_("tier, in a word", "poor"),
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
    "share": NP_("move", "speaking up"),
    "withhold": NP_("move", "holding something back"),
    "ask": NP_("move", "asking and listening"),
    "blame": NP_("move", "blaming the other"),
    "blame_person": NP_("move", "blaming somebody else"),
    "joint_solve": NP_("move", "solving it together"),
    "sit": NP_("move", "sitting down together"),
    "own": NP_("move", "owning the mistake"),
    "deny": NP_("move", "denial"),
    "amends": NP_("move", "making amends"),
    "appreciate": NP_("move", "thanks for something specific"),
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
    "agreed": NP_("move", "wanting the same"),
    "came_round": NP_("move", "coming round to the other's pick"),
    "guessed_right": NP_("move", "guessing right what the other wants"),
    "restated": NP_("move", "saying the other's reason rightly"),
    "borne_out": NP_("move", "being sure, and it came true"),
    "misjudged": NP_("move", "being sure, and it went another way"),
    "unfaithful": NP_("move", "going against a pledge"),
    "defend": NP_("move", "standing up for the other"),
    "promise": NP_("move", "a promise"),
    "kept": NP_("move", "a promise kept"),
    "broken": NP_("move", "a promise broken"),
    "renegotiated": NP_("move", "a promise renegotiated in time"),
    "found_out": NP_("move", "finding out what was held back"),
    "slip": NP_("move", "an honest slip"),
}

_QUESTIONS: Final = {
    "facts": N_("Who knew what, when"),
    "frame": N_("From the other chair"),
    "counterfactual": N_("If it had gone differently"),
    "transfer": N_("On Monday"),
}


def describe_fact_status(name: str) -> str:
    """Return what became of a fact."""
    return pgettext(*_STATUSES[name])


def describe_promise_status(name: str) -> str:
    """Return what became of a promise."""
    return pgettext(*_PROMISES[name])


def describe_ending_tier(name: str) -> str:
    """Return how good an ending is."""
    return pgettext(*_TIERS[name])


def name_ending_tier(name: str) -> str:
    """Return how good an ending is, in a word, for the head of a column."""
    return pgettext(*_TIER_NAMES[name])


def describe_principle(name: str) -> str:
    """Return an idea of the article, as a sentence."""
    return _(_PRINCIPLES[name])


def name_move(name: str) -> str:
    """Return what somebody did, as a noun."""
    return pgettext(*_MOVES[name])


_CAUSES: Final = {
    "carried": N_("how well it was carried out"),
    "coffee": N_("work went on"),
    "weeks": N_("time passing"),
}


_PARTS: Final = {
    "coffee": (N_("coffee"), N_("coffee")),
    "landed": (N_("earlier decisions"), N_("earlier")),
    "said": (N_("what was said"), N_("said")),
    "decision": (N_("this decision"), N_("decision")),
    "time": (N_("time passing"), N_("time")),
    "empty": (N_("the empty chair"), N_("empty chair")),
}
"""What moved a figure from one scene to the next, where it stands alone and where room is scarce."""


def name_part(part: str, *, briefly: bool = False) -> str:
    """Return what moved a figure from one scene to the next, by the parts of a `Changed`."""
    return _(_PARTS[part][briefly])


_CARRIED: Final = 4
"""How many dots tell how well a decision was carried out."""


def count_carried_dots(carried: int) -> int:
    """Return how well a decision was carried out, 0..100 (R17), as dots: 0 to 4."""
    return (carried * _CARRIED + 50) // 100


def describe_carried(carried: int) -> str:
    """Return how well a decision was carried out, 0..100 (R17), in four dots for a page."""
    dots = count_carried_dots(carried)
    return _("carried out {dots}", dots="●" * dots + "○" * (_CARRIED - dots))


def speak_carried(carried: int) -> str:
    """Return how well a decision was carried out, 0..100 (R17), as a sentence."""
    return _("Carried out: {n} of {most}.", n=count_carried_dots(carried), most=_CARRIED)


def describe_cause(name: str, text: Callable[[str], str]) -> str:
    """Return what moved a figure, from a cause of the ledger (`move:blame`, `option:scene.id`, `weeks`, ...).

    `text` gives a scenario's text by its path. A later effect is named by the option that set it off.
    """
    kind_of, _colon, what = name.partition(":")
    if kind_of in _CAUSES:
        return _(_CAUSES[kind_of])
    match kind_of:
        case "move":
            return name_move(what)
        case "said" | "surfaced":
            label = text(f"facts.{what}.label")
            return _("said: {fact}", fact=label) if kind_of == "said" else _("came out: {fact}", fact=label)
        case "option":
            scene, _dot, option = what.partition(".")
            return text(f"scenes.{scene}.options.{option}.text")
        case "later":
            return _("earlier: {decision}", decision=text(what.partition(".later.")[0] + ".text"))
    raise KeyError(name)


def name_debrief_question(kind_of: str) -> str:
    """Return the heading of a question of the debrief."""
    return _(_QUESTIONS[kind_of])
