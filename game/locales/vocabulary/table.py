"""The table in words: the chairs, what can be picked, said, pledged and done there."""

from typing import Final

from game.locales import N_, NP_, _, pgettext

_CHAIRS: Final = {"ceo": N_("CEO"), "cto": N_("CTO")}

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
    "override": N_("Overrode"),
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

_REASONS: Final = {
    "goal": N_("“This is what I am here for. I cannot walk past it.”"),
    "treated": N_("“I remember how I have been treated. It counts.”"),
    "open": N_("“How much I put on the table depends on who sits at it.”"),
    "risk": N_("“There is a part of this that I would rather not stand in front of.”"),
    "manners": N_("“One does not do that to a colleague.”"),
    "habit": N_("“It is how I work. You know me.”"),
    "mood": N_("“I cannot give you a better reason than today.”"),
}

_COSTS: Final = {
    "free": N_("costs nothing to say"),
    "face": N_("costs face to say"),
    "confidential": N_("breaks a confidence to say"),
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
    """Return a resolution in one word, as the record has it: what the chair did that answered."""
    return _(_MODE_NAMES[name])


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


def quote_reason(name: str) -> str:
    """Return what a partner says in character for a term of its choice, where the author gave it no line."""
    return _(_REASONS[name])


def describe_fact_cost(name: str) -> str:
    """Return what it costs to say a fact."""
    return _(_COSTS[name])


def name_difficulty(name: str) -> str:
    """Return the name of a mode of play."""
    return pgettext(*_DIFFICULTIES[name])
