"""The record in words: what was done, what became of it, and what moved a figure."""

from collections.abc import Callable
from typing import Final

from game.locales import N_, NP_, _, pgettext

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


def describe_fact_status(name: str) -> str:
    """Return what became of a fact."""
    return pgettext(*_STATUSES[name])


def describe_promise_status(name: str) -> str:
    """Return what became of a promise."""
    return pgettext(*_PROMISES[name])


def describe_ending_tier(name: str) -> str:
    """Return how good an ending is."""
    return pgettext(*_TIERS[name])


def describe_principle(name: str) -> str:
    """Return an idea of the article, as a sentence."""
    return _(_PRINCIPLES[name])


def name_move(name: str) -> str:
    """Return what somebody did, as a noun."""
    return pgettext(*_MOVES[name])


def describe_cause(name: str, text: Callable[[str], str]) -> str:
    """Return what moved a figure, from a cause of the ledger (`move:blame`, `option:scene.id`, `weeks`, ...).

    `text` gives a scenario's text by its path. A later effect is named by the option that set it off.
    """
    kind_of, _colon, what = name.partition(":")
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
        case "coffee":
            return _("work went on")
    return _("time passing")


def name_debrief_question(kind_of: str) -> str:
    """Return the heading of a question of the debrief."""
    return _(_QUESTIONS[kind_of])
