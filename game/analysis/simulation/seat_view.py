"""What a person in a chair sees of a question: the options in the order shown, how they sound, their dots, the facts.

A bot that plays as a person does is given this and nothing else, so it cannot look at what lies behind: no weights,
no signs, no draws. What somebody who reads the words understands by them (that this one blames) is named too; the
bots that read no word leave it alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from game.engine.consequences import current_decision
from game.engine.events import Ask
from game.engine.scenario import Cost, Tone
from game.engine.state import SIT
from game.engine.state_draft import StateDraft
from game.engine.stocks import Chair, Phase, other_chair
from game.playthrough.prompts import PICKS, build_choices


@dataclass(frozen=True, slots=True)
class SeenChoice:
    """Something on offer. An option has its words, its tone and its dots by outcome; a mode or a coffee has only an id.

    `acts` are the moves that its words make, by name alone, for those who read them. `named` tells whether this is
    what the other chair picked first, once both picks are on the table.
    """

    id: str
    text: str = ""
    tone: Tone = "neutral"
    dots: Mapping[str, int] | None = None
    acts: frozenset[str] = frozenset()
    named: bool = False


@dataclass(frozen=True, slots=True)
class SeenFact:
    """A fact that may be said now, and what saying it costs."""

    id: str
    cost: Cost


@dataclass(frozen=True, slots=True)
class SeatView:
    """One question as it stands before one chair.

    Attributes:
        kind: the kind of question.
        chair: who is asked.
        choices: what may be picked, in the order shown; sitting down together is no choice but `may_sit`.
        facts: what may be said.
        owns: whether this chair has the last word here.
        differ: whether both first picks are known and are not the same.
        may_sit: whether sitting down together is on offer.
    """

    kind: Phase
    chair: Chair
    choices: tuple[SeenChoice, ...] = ()
    facts: tuple[SeenFact, ...] = ()
    owns: bool = False
    differ: bool = False
    may_sit: bool = False


def read_seat_view(draft: StateDraft, ask: Ask, texts: Mapping[str, str], *, dotted: bool = True) -> SeatView:
    """Return what the chair that is asked sees; `texts` holds the words of options by path.

    Who does not look at dots need not be given them.
    """
    facts = tuple(SeenFact(fact, draft.scenario.facts[fact].cost) for fact in ask.facts)
    if ask.kind not in PICKS:
        choices = tuple(SeenChoice(choice) for choice in ask.choices)
        return SeatView(ask.kind, ask.chair, choices, facts)
    decision, first = current_decision(draft), draft.state.now.first
    theirs = first.get(other_chair(ask.chair))
    seen = []
    for choice in build_choices(draft, ask, hinted=dotted):
        if choice.id != SIT:
            option = decision.find_option(choice.id)
            dots = {hint.outcome: hint.dots for hint in choice.hints}
            acts = frozenset(move.name for move in option.moves)
            words = texts.get(choice.path, "")
            seen.append(SeenChoice(choice.id, words, option.tone, dots, acts, choice.id == theirs))
    differ = theirs is not None and first.get(ask.chair) != theirs
    return SeatView(ask.kind, ask.chair, tuple(seen), facts, decision.owner == ask.chair, differ, SIT in ask.choices)
