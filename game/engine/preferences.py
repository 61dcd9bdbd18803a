"""What a simulated CEO or CTO prefers: personas, and a logit choice with the reasons behind it (R5).

Utility is a sum of named terms, so that what is told of a choice is what decided it: goal, treated, open, risk,
manners, habit, bias, regard, heed. The choice is the argmax of `lambda U + g` with Gumbel noise g (McKelvey & Palfrey
1995). Being treated kindly is remembered and returned, and what the other wishes counts by how it stands between the
two (Rabin 1993; Falk & Fischbacher 2006); openness needs trust and safety, risk is what trust is for (Mayer, Davis &
Schoorman 1995); advice is heeded from whom one trusts, the more the surer it is (Sniezek & Van Swol 2001; Bonaccio &
Dalal 2006). Numbers are design choices.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from math import exp, fsum, tanh
from typing import Final, Literal, NamedTuple, get_args

from game.engine.moves import MOVES

MEMORY_SCALE: Final = 10_000
GOAL_SCALE: Final = 10.0
EXPOSURE: Final = {"free": 0.2, "face": 0.8, "confidential": 0.5}
"""What a chair risks by telling a fact, by what that costs."""

FREE_FACT: Final = 0.3
RECEIVED: Final = 0.5
"""The share of a move's kindness that counts where the chair would receive the move."""

PRICE_WEIGHT: Final = 2.0
SIT_FAVOUR: Final = 0.1
"""What speaks for sitting down together beside its moves."""
CONFIDENTIAL_OPENNESS: Final = 0.4
"""What saying a confidential fact counts as openness, of what saying another does."""
FEAR_CENTRE, FEAR_SLOPE = 0.46, 1.5
"""Fear is spread around its usual value, so that it is what the relationship makes of it."""
ADVICE: Final = {"leaning": 0.5, "sure": 1.0}
"""How much of its weight another's first pick has, by how sure they were."""
RELUCTANCE: Final = {"override": -0.5, "escalate": -0.5}
"""What every persona holds against making these moves."""

Cost = Literal["free", "face", "confidential"]
Made = tuple[str, float, bool]
"""A move, its strength, and whether this chair would make it (or else receive it)."""


@dataclass(frozen=True)
class Persona:
    """A kind of partner: the weights of the terms, and how its memory learns.

    Attributes:
        goal, treated, open, risk, manners: weights of the terms.
        learns_good, learns_bad: the share of a surprise, kinder or harsher, that memory takes over.
        forgives: the share of the way back to `warmth` that memory goes each scene.
        warmth: the memory it drifts back to, -1..1.
        dares: what it dares beyond its standing, -1..1.
        regard: the weight of what the other is known to wish for (P-regard).
        heed: the weight of what the other picked first (P-heed).
        precision: lambda of the logit: how sharply it prefers what is better; the same for all (P-noise).
        habits: what it adds to moves it likes or avoids making.
    """

    goal: float = 0.7
    treated: float = 2.6
    open: float = 1.5
    risk: float = 0.8
    manners: float = 0.35
    learns_good: float = 0.15
    learns_bad: float = 0.50
    forgives: float = 0.06
    warmth: float = 0.10
    dares: float = 0.0
    regard: float = 1.2
    heed: float = 1.0
    precision: float = 10.0
    habits: dict[str, float] = field(default_factory=dict)


PERSONAS: Final[dict[str, Persona]] = {
    "balanced": Persona(),
    "guarded": Persona(
        open=2.0,
        risk=1.3,
        learns_good=0.12,
        learns_bad=0.55,
        forgives=0.03,
        warmth=0.0,
        habits={"withhold": 0.10},
    ),
    "warm": Persona(
        treated=3.0,
        risk=0.4,
        learns_good=0.21,
        learns_bad=0.62,
        forgives=0.10,
        warmth=0.30,
        habits={"appreciate": 0.10, "blame": -0.30},
    ),
    "driven": Persona(
        goal=1.25,
        treated=1.7,
        risk=0.5,
        learns_bad=0.55,
        habits={"override": 0.15, "second_guess": 0.10},
    ),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How a chair stands towards the other: its trust, its safety, and what it has kept back (the other's gap).

    All three are 0..100; `memory` of how it was treated is -1..1.
    """

    trust: float
    safety: float
    kept_back: float
    memory: float

    @property
    def regard(self) -> float:
        """How much the other's wishes count with it, -1..1: against it where they stand badly (P-regard)."""
        return 0.5 * (self.trust - 50) / 50 + 0.5 * self.memory

    @property
    def faith(self) -> float:
        """How much it believes what it is told, -1..1."""
        return (self.trust - 50) / 50


Circumstance = Literal["slept_badly", "board_rang", "good_news", "afraid_for", "old_hurt"]
"""What may weigh on the partner until weeks pass (P-circumstance)."""

CIRCUMSTANCES: Final[tuple[Circumstance, ...]] = get_args(Circumstance)
GOOD_NEWS: Final = 0.35
"""What good news from home adds to what one dares, -1..1."""
AFRAID: Final = 0.7
"""What fear for somebody takes from the care for strain and adds to that for culture."""


def weigh_circumstance(persona: Persona, circumstance: Circumstance | None) -> Persona:
    """Return a persona as it is under a circumstance: its weights, and what it dares beyond its standing."""
    match circumstance:
        case "slept_badly":
            return replace(persona, risk=2.0 * persona.risk)
        case "board_rang":
            return replace(persona, goal=1.6 * persona.goal)
        case "good_news":
            return replace(persona, dares=GOOD_NEWS)
        case "old_hurt":
            return replace(persona, treated=2.0 * persona.treated)
    return persona


@dataclass(frozen=True, slots=True)
class Prospect:
    """One of the things to choose from, as a chair sees it.

    Attributes:
        id: the option's.
        goal: points on what the chair cares about, each times its care, that it can foresee.
        kind, open, expose: of the moves, -1..1.
        habit, bias: added as they are.
        wished: points on what the other is known to care about, each times its care, that this chair can foresee.
        advised: how strongly the other has spoken for it, 0..1.
    """

    id: str
    goal: float = 0.0
    kind: float = 0.0
    open: float = 0.0
    expose: float = 0.0
    habit: float = 0.0
    bias: float = 0.0
    wished: float = 0.0
    advised: float = 0.0


class UtilityTerms(NamedTuple):
    """What makes an option attractive: the parts of its utility."""

    goal: float
    treated: float
    open: float
    risk: float
    manners: float
    habit: float
    bias: float
    regard: float
    heed: float

    @property
    def utility(self) -> float:
        """The sum of the terms, in their order."""
        goal, treated, openness, risk, manners, habit, bias, regard, heed = self
        return goal + treated + openness + risk + manners + habit + bias + regard + heed


def build_prospect(
    persona: Persona,
    name: str,
    goal: float = 0.0,
    moves: Iterable[Made] = (),
    *,
    bias: float = 0.0,
    wished: float = 0.0,
) -> Prospect:
    """Return how a chair sees an option.

    Kind, open, expose and habit count the moves that it would make; one that it would receive adds half its kindness.

    Args:
        persona: whose habits count.
        name: the option's id.
        goal: as in `Prospect`.
        moves: each move with its strength and whether this chair makes it.
        bias: the author's, for or against this option.
        wished: as in `Prospect`.
    """
    kind = openness = expose = habit = 0.0
    for move, strength, made in moves:
        row, scale = MOVES[move], 0.5 + 0.5 * strength
        if not made:
            kind += RECEIVED * scale * row.kind
            continue
        kind += scale * row.kind
        openness += scale * row.open
        expose += scale * row.expose
        habit += persona.habits.get(move, 0.0)
        bias += RELUCTANCE.get(move, 0.0)
    kind, openness, expose = _clip_to_unit(kind), _clip_to_unit(openness), _clip_to_unit(expose)
    return Prospect(name, goal, kind, openness, expose, habit, bias, wished)


def build_sit_prospects(persona: Persona) -> tuple[Prospect, Prospect]:
    """Return what there is to choose from when asked to sit down together: do it, or leave it (utility 0)."""
    return build_prospect(persona, "sit", moves=[("sit", 1.0, True)], bias=SIT_FAVOUR), Prospect("decline")


def build_fact_prospects(persona: Persona, cost: Cost, goal: float, price: float = 0.0) -> tuple[Prospect, Prospect]:
    """Return the choice about a fact: to tell it, or to keep it.

    Args:
        persona: whose habits count.
        cost: what telling the fact costs.
        goal: points times care by which telling it speaks for this chair's favourite option.
        price: points times care of a confidential fact's price (negative where it hurts); it counts twice.
    """
    share, withhold = MOVES["share"], MOVES["withhold"]
    habits = persona.habits
    say = Prospect(
        "share",
        goal + (PRICE_WEIGHT * price if cost == "confidential" else 0.0),
        share.kind,
        share.open * (CONFIDENTIAL_OPENNESS if cost == "confidential" else 1.0),
        EXPOSURE[cost],
        habits.get("share", 0.0),
        FREE_FACT if cost == "free" else 0.0,
    )
    keep = Prospect("withhold", 0.0, withhold.kind, withhold.open, withhold.expose, habits.get("withhold", 0.0))
    return say, keep


def compute_utility_terms(
    persona: Persona, standing: Standing, prospects: Sequence[Prospect]
) -> tuple[UtilityTerms, ...]:
    """Return the terms of each prospect, in order."""
    dares = ((standing.trust + standing.safety) / 2 - 50) / 50 + persona.dares
    fears = (1 - standing.trust / 100) * (0.6 + 0.8 * standing.kept_back / 100)
    fears = max(0.0, FEAR_CENTRE + FEAR_SLOPE * (fears - FEAR_CENTRE))
    regard, faith = persona.regard * standing.regard, persona.heed * standing.faith
    return tuple(
        [
            UtilityTerms(
                persona.goal * tanh(seen.goal / GOAL_SCALE),
                persona.treated * seen.kind * standing.memory,
                persona.open * seen.open * dares,
                -persona.risk * seen.expose * fears,
                -persona.manners * max(0.0, -seen.kind),
                seen.habit,
                seen.bias,
                regard * tanh(seen.wished / GOAL_SCALE),
                faith * seen.advised,
            )
            for seen in prospects
        ]
    )


def rank_prospects(persona: Persona, terms: Sequence[UtilityTerms], gumbels: Sequence[float]) -> tuple[int, ...]:
    """Return the indices from best to worst by lambda U + g; the first is the choice."""
    scores = [-(persona.precision * part.utility + noise) for part, noise in zip(terms, gumbels, strict=True)]
    return tuple(sorted(range(len(scores)), key=scores.__getitem__))


def compute_probabilities(persona: Persona, terms: Sequence[UtilityTerms]) -> tuple[float, ...]:
    """Return how likely each choice is before the draw; the probabilities add up to 1."""
    best = max(part.utility for part in terms)
    weights = [exp(persona.precision * (part.utility - best)) for part in terms]
    total = fsum(weights)
    return tuple(weight / total for weight in weights)


def explain_preference(
    chosen: UtilityTerms, instead: UtilityTerms, gumbel: float, gumbel_instead: float, precision: float
) -> tuple[tuple[str, float], ...]:
    """Return why one option was chosen instead of another: (term, difference), the largest first.

    `chance` is the noise over lambda, the remainder that no reason explains; all differences together are exactly
    what one option was ahead of the other.
    """
    differences = [
        (term, here - there) for term, here, there in zip(UtilityTerms._fields, chosen, instead, strict=True)
    ]
    differences.append(("chance", (gumbel - gumbel_instead) / precision))
    return tuple(sorted(differences, key=lambda pair: -pair[1]))


def update_memory(memory: int, persona: Persona, kind: float) -> int:
    """Return a memory, in 1/10000 of -1..1, after being treated with a kindness of -1..1."""
    received = kind * MEMORY_SCALE
    learns = persona.learns_good if received > memory else persona.learns_bad
    return round(memory + learns * (received - memory))


def fade_memory(memory: int, persona: Persona) -> int:
    """Return a memory, in 1/10000 of -1..1, a scene later: it drifts back to the persona's warmth."""
    return round(memory + persona.forgives * (persona.warmth * MEMORY_SCALE - memory))


def _clip_to_unit(value: float) -> float:
    return min(max(value, -1.0), 1.0)
