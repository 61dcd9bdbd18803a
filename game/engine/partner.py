"""The simulated partner: its answer to each question, from what it knows and wants (R4 to R7).

Everything is computed from a state and its random draws, so the same question asked again gets the same answer: only
new knowledge or a change in the relationship changes its mind.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import fsum
from typing import Final

from game.engine.consequences import current_decision, iter_option_moves, list_offered_options
from game.engine.events import Ask
from game.engine.moves import MOVES
from game.engine.preferences import (
    Persona,
    Prospect,
    Standing,
    UtilityTerms,
    build_fact_prospects,
    build_prospect,
    build_sit_prospects,
    compute_utility_terms,
    explain_preference,
    rank_prospects,
)
from game.engine.rng import Stream, hash_slot
from game.engine.scenario import PLEDGES, Effect, Option, Pledge
from game.engine.state_draft import StateDraft, find_persona
from game.engine.stocks import INDEX, Chair, other_chair

Answer = Mapping[str, object]

BASE_CARE: Final[dict[str, float]] = {
    **dict.fromkeys(("culture", "structure", "csat_product", "csat_service"), 0.5),
    **dict.fromkeys(("engineering", "product", "marketing", "sales", "finance", "support"), 0.5),
    **dict.fromkeys(("strain", "debt"), -0.5),
}
"""How much every chair cares about stocks that its goal does not mention (R5)."""

PLEDGED_STOCKS: Final[dict[Pledge, tuple[str, ...]]] = {
    "customers": ("csat_product", "csat_service", "customers"),
    "people": ("culture", "strain", "engineering"),
    "cash": ("cash", "sales", "finance"),
}
"""The stocks by which a chair's actions are held against its pledge."""

SURE_FROM: Final = 0.5
"""The lead of its favourite over the runner-up, in units of utility, from which a partner calls itself sure."""

REASONS: Final = ("goal", "treated", "open", "risk", "manners", "habit", "mood")
"""What can drive a partner or hold it back; an author's bias counts as habit."""

REASONS_SHOWN: Final = 3
MOOD_NAMED: Final = 3.0


@dataclass(frozen=True, slots=True)
class WeighedChoice:
    """A choice as the partner weighed it: the prospects, in the order of the file, with their terms and noise."""

    persona: Persona
    prospects: tuple[Prospect, ...]
    terms: tuple[UtilityTerms, ...]
    gumbels: tuple[float, ...]

    @property
    def ranking(self) -> tuple[int, ...]:
        """The indices of the prospects from best to worst; the first is what it chooses."""
        return rank_prospects(self.persona, self.terms, self.gumbels)

    @property
    def picked(self) -> str:
        """The id of the prospect that it chooses."""
        return self.prospects[self.ranking[0]].id

    @property
    def lead(self) -> float:
        """How far the choice is ahead of the runner-up, in units of utility; 0 if there is only one prospect."""
        return fsum(difference for _, difference in self.explain_choice())

    @property
    def runner_up(self) -> str:
        """The id of the second best prospect; of the best, if there is only one."""
        return self.prospects[self.ranking[min(1, len(self.ranking) - 1)]].id

    def explain_choice(self, over: str | None = None, picked: str | None = None) -> tuple[tuple[str, float], ...]:
        """Return why `picked` (by default the choice) beats `over` (the runner-up): term by term, the largest first."""
        best, rival = self.ranking[0], self.ranking[min(1, len(self.ranking) - 1)]
        ids = [prospect.id for prospect in self.prospects]
        best = ids.index(picked) if picked in ids else best
        rival = ids.index(over) if over in ids else rival
        return explain_preference(
            self.terms[best],
            self.terms[rival],
            self.gumbels[best],
            self.gumbels[rival],
            self.persona.precision,
        )


def choose_answer(draft: StateDraft, ask: Ask) -> Answer:
    """Return the partner's answer to a question put to its chair.

    Raises:
        ValueError: for a kind of question that only people are asked.
    """
    chair = ask.chair
    match ask.kind:
        case "pledge" | "still":
            return {"what": draft.state.pledges.get(chair) or _choose_pledge(draft, chair)}
        case "first":
            weighed = weigh_options(draft, chair)
            sure = "sure" if weighed.lead >= SURE_FROM else "leaning"
            return {"option": weighed.picked, "confidence": sure, "guess": _guess_other_pick(draft, chair)}
        case "final":
            return {"option": weigh_options(draft, chair).picked}
        case "say" | "sit_say":
            return {"facts": [fact for fact in ask.facts if will_say_fact(draft, chair, fact)]}
        case "sit":
            return {"accept": _will_sit_down(draft, chair)}
        case "resolve":
            return {"mode": _weigh_modes(draft, chair, ask.choices).picked}
    raise ValueError(f"the partner is never asked {ask.kind!r}")


def build_standing(draft: StateDraft, chair: Chair) -> Standing:
    """Return a chair's standing towards the other: trust, safety, what it has kept back, and how it was treated."""
    points = draft.stocks
    return Standing(
        trust=points[INDEX[f"{chair}.trust"]],
        safety=points[INDEX[f"{chair}.safety"]],
        kept_back=points[INDEX[f"{other_chair(chair)}.gap"]],
        memory=draft.state.memory[chair] / 10_000,
    )


def compute_cares(draft: StateDraft, chair: Chair) -> Mapping[str, float]:
    """Return how much a chair cares about each stock, by the goal that was drawn for it."""
    return {**BASE_CARE, **draft.scenario.cast[chair].find_drawn_goal(draft.state.draw).cares}


def weigh_options(draft: StateDraft, chair: Chair) -> WeighedChoice:
    """Weigh the options on offer, with the same draws for the first and the final pick."""
    options = [current_decision(draft).find_option(option) for option in list_offered_options(draft)]
    prospects = tuple(_build_option_prospect(draft, chair, option) for option in options)
    gumbels = tuple(_draw_scene_gumbel(draft, Stream.PICK, chair, option.id) for option in options)
    return _build_weighed_choice(draft, chair, prospects, gumbels)


def _build_weighed_choice(
    draft: StateDraft, chair: Chair, prospects: tuple[Prospect, ...], gumbels: tuple[float, ...]
) -> WeighedChoice:
    persona = find_persona(draft.scenario, draft.state, chair)
    terms = compute_utility_terms(persona, build_standing(draft, chair), prospects)
    return WeighedChoice(persona, prospects, terms, gumbels)


def _draw_scene_gumbel(draft: StateDraft, stream: Stream, *names: str) -> float:
    scene = list(draft.scenario.scenes).index(draft.state.scene)
    visit = draft.state.visits.get(draft.state.scene, 0)
    return draft.rng.draw_gumbel(stream, scene, visit, hash_slot(*names))


def _build_option_prospect(draft: StateDraft, chair: Chair, option: Option) -> Prospect:
    actor = option.actor or current_decision(draft).owner
    made = [(m.name, m.strength, MOVES[m.name].both or m.by == chair) for m in iter_option_moves(draft, option, actor)]
    if option.promise is not None:
        made.append(("promise", 1.0, option.promise.by == chair))
    persona = find_persona(draft.scenario, draft.state, chair)
    goal = _compute_goal_points(draft, chair, list_foreseen_effects(draft, chair, option))
    return build_prospect(persona, option.id, goal, made)


def list_foreseen_effects(draft: StateDraft, chair: Chair, option: Option) -> tuple[Effect, ...]:
    """Return the effects of an option, immediate and later, that a chair can foresee from what it knows (R4)."""
    effects = (*option.effects, *(effect for later in option.later for effect in later.effects))
    return tuple(effect for effect in effects if effect.because is None or _knows_fact(draft, chair, effect.because))


def _knows_fact(draft: StateDraft, chair: Chair, fact: str) -> bool:
    return fact in draft.state.facts and draft.state.knows_fact(chair, fact, draft.scenario.facts[fact].held)


def _compute_goal_points(draft: StateDraft, chair: Chair, effects: Iterable[Effect]) -> float:
    care = compute_cares(draft, chair)
    return fsum(care.get(effect.stock, 0.0) * effect.points for effect in effects)


def _guess_other_pick(draft: StateDraft, chair: Chair) -> str:
    """Return what a chair expects the other to pick: what suits the other's goals best, as far as this chair knows."""
    rival = other_chair(chair)
    options = [current_decision(draft).find_option(option) for option in list_offered_options(draft)]
    return max(
        options, key=lambda option: _compute_goal_points(draft, rival, list_foreseen_effects(draft, chair, option))
    ).id


def will_say_fact(draft: StateDraft, chair: Chair, fact_id: str) -> bool:
    """Tell whether the partner tells a fact; one pair of draws decides about each fact for the whole playthrough."""
    fact = draft.scenario.facts[fact_id]
    persona = find_persona(draft.scenario, draft.state, chair)
    favour, price = _compute_fact_favour(draft, chair, fact_id), _compute_goal_points(draft, chair, fact.price)
    prospects = build_fact_prospects(persona, fact.cost, favour, price)
    gumbels = tuple(draft.rng.draw_gumbel(Stream.SAY, slot=hash_slot(fact_id, prospect.id)) for prospect in prospects)
    return _build_weighed_choice(draft, chair, prospects, gumbels).picked == "share"


def _compute_fact_favour(draft: StateDraft, chair: Chair, fact_id: str) -> float:
    favourite = current_decision(draft).find_option(weigh_options(draft, chair).picked)
    effects = (*favourite.effects, *(effect for later in favourite.later for effect in later.effects))
    return _compute_goal_points(draft, chair, (effect for effect in effects if effect.because == fact_id))


def _will_sit_down(draft: StateDraft, chair: Chair) -> bool:
    persona = find_persona(draft.scenario, draft.state, chair)
    prospects = build_sit_prospects(persona)
    gumbels = tuple(_draw_scene_gumbel(draft, Stream.SIT, chair, prospect.id) for prospect in prospects)
    return _build_weighed_choice(draft, chair, prospects, gumbels).picked == "sit"


def _weigh_modes(draft: StateDraft, chair: Chair, modes: tuple[str, ...]) -> WeighedChoice:
    decision = current_decision(draft)
    final = draft.state.now.final
    persona = find_persona(draft.scenario, draft.state, chair)
    outcome = {"escalate": decision.board, "override": final[chair]}
    prospects = []
    for mode in modes:
        option = decision.find_option(outcome.get(mode) or final[decision.owner])
        goal = _compute_goal_points(draft, chair, list_foreseen_effects(draft, chair, option))
        prospects.append(build_prospect(persona, mode, goal, [(mode, 1.0, True)]))
    gumbels = tuple(_draw_scene_gumbel(draft, Stream.RESOLVE, chair, mode) for mode in modes)
    return _build_weighed_choice(draft, chair, tuple(prospects), gumbels)


def _choose_pledge(draft: StateDraft, chair: Chair) -> Pledge:
    """Return what a chair will not sacrifice: what it cares about more than everybody does, with a little noise."""
    care = compute_cares(draft, chair)

    def value_pledge(pledge: Pledge) -> float:
        beyond = fsum(
            abs(care[stock]) - abs(BASE_CARE.get(stock, 0.0)) for stock in PLEDGED_STOCKS[pledge] if stock in care
        )
        return beyond + 0.3 * draft.rng.draw_gumbel(Stream.PLEDGE, slot=hash_slot(chair, pledge))

    return max(PLEDGES, key=value_pledge)


def determine_holdback_reason(draft: StateDraft, chair: Chair) -> str:
    """Return the largest term that keeps the partner from the other chair's final pick."""
    final = draft.state.now.final
    return name_main_reason(weigh_options(draft, chair).explain_choice(final[other_chair(chair)], final[chair]))


def name_main_reason(why: Iterable[tuple[str, float]]) -> str:
    """Return the reason that a person would name: the largest of the (term, size) pairs.

    People give a reason before they admit to a mood, so `mood` is named only if it outweighs every other term
    `MOOD_NAMED` times.
    """
    return map_term_to_reason(max(why, key=lambda part: part[1] / MOOD_NAMED if part[0] == "mood" else part[1])[0])


def map_term_to_reason(term: str) -> str:
    """Return the reason that a person would name for a term."""
    return "habit" if term == "bias" else term


def list_shown_reasons(draft: StateDraft, chair: Chair) -> tuple[str, ...]:
    """Return three reasons in random order, the partner's main one among them."""
    truth = determine_holdback_reason(draft, chair)
    others = sorted(
        (term for term in REASONS if term != truth),
        key=lambda term: _draw_scene_gumbel(draft, Stream.REASON, chair, term),
    )
    shown = (truth, *others[: REASONS_SHOWN - 1])
    return tuple(sorted(shown, key=lambda term: _draw_scene_gumbel(draft, Stream.REASON, "order", term)))
