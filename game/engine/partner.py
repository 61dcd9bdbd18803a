"""The simulated partner's answer to each question, from what it knows and wants and how it was treated (R4 to R7).

Everything is recomputed from a state and its rng, so the same question asked again gets the same answer:
only knowledge or the relationship changes its mind.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import fsum
from typing import Final

from game.engine.conditions import ParsedCondition
from game.engine.consequences import (
    PLEDGED_STOCKS,
    current_decision,
    iter_option_moves,
    list_foreseen_effects,
    list_offered_options,
    list_option_effects,
)
from game.engine.events import Ask
from game.engine.moves import MOVES
from game.engine.preferences import (
    ADVICE,
    AFRAID,
    Circumstance,
    Made,
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
    weigh_circumstance,
)
from game.engine.rng import Stream, hash_slot
from game.engine.scenario import PLEDGES, Effect, Option, Pledge
from game.engine.scene_flow import CREDIT, find_creditable_act
from game.engine.speech import name_persona
from game.engine.state import SIT, Coffee, State, condition_holds
from game.engine.state_draft import StateDraft, find_circumstance, find_persona
from game.engine.stocks import INDEX, Chair, Phase, other_chair

Answer = Mapping[str, object]

BASE_CARE: Final[dict[str, float]] = {
    **dict.fromkeys(("culture", "structure", "csat_product", "csat_service"), 0.5),
    **dict.fromkeys(("engineering", "product", "marketing", "sales", "finance", "support"), 0.5),
    **dict.fromkeys(("strain", "debt"), -0.5),
}
"""How much every chair cares about stocks that its goal does not mention (R5)."""

PLEDGED_CARE: Final[dict[str, float]] = {"strain": -1.0, "cash": 0.05, "customers": 0.05}
"""What a known pledge makes of each of its stocks to who knows it; 1 where it is not named here."""

SURE_FROM: Final = 0.5
"""The lead of its favourite over the runner-up, in units of utility, from which a partner calls itself sure."""

REASONS: Final = ("goal", "treated", "open", "risk", "manners", "habit", "regard", "heed", "close")
"""What a partner gives as its reason; an author's bias counts as habit. `close`: nothing spoke for it, it was close."""

ASK_TO_SIT: Final = -0.5
"""What speaks against asking the other to sit down, beside what speaks for sitting."""
NOT_OWNING: Final = 0.3
"""What more speaks for asking where the other would have the last word."""
CREDIT_FROM, ASK_FROM = 0.1, -0.1
"""From which regard a partner thanks the other over its coffee, and from which it asks or explains."""
BREAKING: Final = "broken"
"""The move that a broken promise is."""


@dataclass(frozen=True, slots=True)
class WeighedChoice:
    """The partner's choice as it saw it: prospects with their terms and rng, best first."""

    persona: Persona
    prospects: tuple[Prospect, ...]
    terms: tuple[UtilityTerms, ...]
    gumbels: tuple[float, ...]
    ranking: tuple[int, ...]
    """The indices of the prospects from best to worst; the first is what it chooses."""

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
        return self.compare(best, rival)

    def compare(self, here: int, there: int) -> tuple[tuple[str, float], ...]:
        """Return the differences of the terms between two prospects, by index, largest first."""
        terms, gumbels = self.terms, self.gumbels
        return explain_preference(terms[here], terms[there], gumbels[here], gumbels[there], self.persona.precision)


def choose_answer(draft: StateDraft, ask: Ask) -> Answer:
    """Return the partner's answer to a question put to its chair."""
    if ask.kind not in _ANSWERS:
        raise ValueError(f"the partner is never asked {ask.kind!r}")
    return _ANSWERS[ask.kind](draft, ask)


def _answer_pledge(draft: StateDraft, ask: Ask) -> Answer:
    return {"what": draft.state.pledges.get(ask.chair) or _choose_pledge(draft, ask.chair)}


def _answer_coffee(draft: StateDraft, ask: Ask) -> Answer:
    what = _choose_coffee(draft, ask.chair)
    theirs = draft.scenario.cast[other_chair(ask.chair)].strengths
    named = (f"{CREDIT}{strength}" for strength in theirs if f"{CREDIT}{strength}" in ask.choices)
    return {"what": next(named, what) if what == "credit" else what}


def _answer_first(draft: StateDraft, ask: Ask) -> Answer:
    weighed = weigh_options(draft, ask.chair)
    sure = "sure" if weighed.lead >= SURE_FROM else "leaning"
    return {"option": weighed.picked, "confidence": sure, "guess": _guess_other_pick(draft, ask.chair)}


def _answer_final(draft: StateDraft, ask: Ask) -> Answer:
    picked = weigh_options(draft, ask.chair).picked
    return {"option": SIT if SIT in ask.choices and _asks_to_sit(draft, ask.chair, picked) else picked}


def _answer_facts(draft: StateDraft, ask: Ask) -> Answer:
    picked = weigh_options(draft, ask.chair).picked if ask.facts else ""
    return {"facts": [fact for fact in ask.facts if will_say_fact(draft, ask.chair, fact, picked)]}


def _answer_sit(draft: StateDraft, ask: Ask) -> Answer:
    return {"accept": _will_sit_down(draft, ask.chair)}


def _answer_difference(draft: StateDraft, ask: Ask) -> Answer:
    return {"mode": _weigh_modes(draft, ask.chair, ask.choices).picked}


_ANSWERS: Final[dict[Phase, Callable[[StateDraft, Ask], Answer]]] = {
    "pledge": _answer_pledge,
    "still": _answer_pledge,
    "coffee": _answer_coffee,
    "first": _answer_first,
    "final": _answer_final,
    "say": _answer_facts,
    "sit_say": _answer_facts,
    "sit": _answer_sit,
    "resolve": _answer_difference,
}


def build_standing(draft: StateDraft, chair: Chair) -> Standing:
    """Return a chair's standing towards the other: trust, safety, what it has kept back, and how it was treated."""
    points = draft.stocks
    return Standing(
        trust=points[INDEX[f"{chair}.trust"]],
        safety=points[INDEX[f"{chair}.safety"]],
        kept_back=points[INDEX[f"{other_chair(chair)}.gap"]],
        memory=draft.state.memory[chair] / 10_000,
    )


def _find_circumstance(draft: StateDraft, chair: Chair) -> Circumstance | None:
    """Return what weighs on a chair: looked up at each question, drawn once a week."""
    name = "circumstance", chair, draft.state.week
    return draft.recall_from(draft.state.partners, name, lambda: find_circumstance(draft.rng, draft.state, chair))


def compute_cares(draft: StateDraft, chair: Chair) -> Mapping[str, float]:
    """Return how much a chair cares for each stock, by the goal that was drawn for it and its circumstance."""
    care = {**BASE_CARE, **draft.scenario.cast[chair].find_drawn_goal(draft.state.draw).cares}
    if _find_circumstance(draft, chair) == "afraid_for":
        care["strain"] = care.get("strain", 0.0) - AFRAID
        care["culture"] = care.get("culture", 0.0) + AFRAID
    return care


def compute_known_cares(draft: StateDraft, chair: Chair) -> Mapping[str, float]:
    """Return what a chair knows that the other cares for: its pledge, and its goal once asked over coffee."""
    other = other_chair(chair)
    care: dict[str, float] = {}
    if other in draft.state.obstacles:
        care.update(draft.scenario.cast[other].find_drawn_goal(draft.state.draw).cares)
    pledge = draft.state.pledges.get(other)
    if pledge is not None:
        care.update({stock: PLEDGED_CARE.get(stock, 1.0) for stock in PLEDGED_STOCKS[pledge]})
    return care


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a chair weighs options by.

    Attributes:
        persona: its persona as it is now.
        drawn: the name of the persona that was drawn.
        cares: how much it cares for each stock.
        known_cares: how much the other does, as far as it knows.
        told: the facts that it was only told.
        belief: what those count, 0.5..1.5: as much as it trusts who told them (P-heed).
    """

    persona: Persona
    drawn: str
    cares: Mapping[str, float]
    known_cares: Mapping[str, float]
    told: frozenset[str | None]
    belief: float


def build_outlook(draft: StateDraft, chair: Chair) -> Outlook:
    """Return what a chair weighs options by now."""
    return draft.recall(("outlook", chair), lambda: _build_outlook(draft, chair))


def _build_outlook(draft: StateDraft, chair: Chair) -> Outlook:
    persona = find_persona(draft.scenario, draft.state, chair)
    return Outlook(
        weigh_circumstance(persona, _find_circumstance(draft, chair)),
        name_persona(draft.scenario, draft.state.draw, chair),
        compute_cares(draft, chair),
        compute_known_cares(draft, chair),
        _list_facts_told(draft, chair),
        0.5 + draft.stocks[INDEX[f"{chair}.trust"]] / 100,
    )


def weigh_options(draft: StateDraft, chair: Chair) -> WeighedChoice:
    """Weigh the options on offer, with the same rng for the first and the final pick.

    From the final pick on the other's first pick is advice, the stronger the surer it was (P-heed).
    """
    return draft.recall(("weighed", chair), lambda: _weigh_options(draft, chair))


def _weigh_options(draft: StateDraft, chair: Chair) -> WeighedChoice:
    decision = current_decision(draft)
    offered = list_offered_options(draft)
    options = [option for option in decision.options if option.id in offered]
    outlook = build_outlook(draft, chair)
    prospects = [_build_option_prospect(draft, chair, outlook, option) for option in options]
    if draft.state.phase != "first":
        theirs = draft.state.now.first.get(other_chair(chair))
        advised = ADVICE[draft.state.now.confidence.get(other_chair(chair), "leaning")]
        prospects = [replace(seen, advised=advised) if seen.id == theirs else seen for seen in prospects]
    gumbels = _draw_scene_gumbels(draft, Stream.PICK, [(chair, option.id) for option in options])
    return _build_weighed_choice(draft, chair, outlook.persona, tuple(prospects), gumbels)


def _build_weighed_choice(
    draft: StateDraft, chair: Chair, persona: Persona, prospects: tuple[Prospect, ...], gumbels: tuple[float, ...]
) -> WeighedChoice:
    terms = compute_utility_terms(persona, build_standing(draft, chair), prospects)
    return WeighedChoice(persona, prospects, terms, gumbels, rank_prospects(persona, terms, gumbels))


def _draw_scene_gumbels(draft: StateDraft, stream: Stream, names: Sequence[tuple[str, ...]]) -> tuple[float, ...]:
    """Return the luck of each of some things to choose from, by their names, in this scene as it is played now."""
    scene = list(draft.scenario.scenes).index(draft.state.scene)
    visit = draft.state.visits.get(draft.state.scene, 0)
    return draft.recall_from(
        draft.rng,
        (stream, scene, visit, *names),
        lambda: tuple([draft.rng.draw_gumbel(stream, scene, visit, hash_slot(*slot)) for slot in names]),
    )


def _build_option_prospect(draft: StateDraft, chair: Chair, outlook: Outlook, option: Option) -> Prospect:
    goal, wished = _compute_option_points(draft, chair, outlook, option)
    breaks = _would_break_own_promise(draft, chair, option)
    seen = None if breaks else _recall_prospect(draft, chair, outlook, option)
    if seen is not None:
        return Prospect(option.id, goal, seen.kind, seen.open, seen.expose, seen.habit, seen.bias, wished)
    made = _list_moves_seen(draft, chair, option)
    if breaks:
        made.append((BREAKING, 1.0, True))
        goal += MOVES[BREAKING].trust
    return build_prospect(outlook.persona, option.id, goal, made, wished=wished)


def _recall_prospect(draft: StateDraft, chair: Chair, outlook: Outlook, option: Option) -> Prospect | None:
    """Return how a chair sees an option but for what it gains by it; None where its moves hang on the state."""
    seen = draft.settled.seen
    name = option.path, chair, outlook.drawn
    kept = seen.get(name)
    if kept is None or kept[0] is not option:
        hangs = any(move.fact is not None or move.name == "second_guess" for move in option.moves)
        made = [] if hangs else _list_moves_seen(draft, chair, option)
        kept = seen[name] = option, None if hangs else build_prospect(outlook.persona, option.id, moves=made)
    prospect: Prospect | None = kept[1]
    return prospect


def _list_moves_seen(draft: StateDraft, chair: Chair, option: Option) -> list[Made]:
    """Return the moves that an option makes, each with its strength and whether this chair would make it."""
    actor = option.actor or current_decision(draft).owner
    made = [(m.name, m.strength, MOVES[m.name].both or m.by == chair) for m in iter_option_moves(draft, option, actor)]
    return made if option.promise is None else [*made, ("promise", 1.0, option.promise.by == chair)]


def _compute_option_points(draft: StateDraft, chair: Chair, outlook: Outlook, option: Option) -> tuple[float, float]:
    """Return an option's foreseen points times what the chair cares for, and times what it knows the other does."""
    effects, known = list_foreseen_effects(draft, chair, option), outlook.known_cares
    wished = fsum([known.get(effect.stock, 0.0) * effect.points for effect in effects]) if known else 0.0
    return _compute_goal_points(outlook, effects), wished


def _would_break_own_promise(draft: StateDraft, chair: Chair, option: Option) -> bool:
    """Tell whether a promise of this chair that could still be kept no longer could, once the option is enacted."""
    promises = draft.state.promises
    own = promises and [made for made in promises if made.by == chair and made.status == "open"]
    return any(_turns_false(draft, made.kept, option) for made in own if made.id != option.renegotiates)


def _turns_false(draft: StateDraft, condition: ParsedCondition, option: Option) -> bool:
    enacted: State = replace(
        draft.state,
        now=replace(draft.state.now, enacted=option.id),
        flags=draft.state.flags | set(option.flags),
    )
    return draft.holds(condition) and not condition_holds(condition, draft.scenario, enacted)


def _compute_goal_points(outlook: Outlook, effects: Iterable[Effect]) -> float:
    cares, told, belief = outlook.cares, outlook.told, outlook.belief
    return fsum(
        [
            cares.get(effect.stock, 0.0) * effect.points * (belief if effect.because in told else 1.0)
            for effect in effects
        ]
    )


def _list_facts_told(draft: StateDraft, chair: Chair) -> frozenset[str | None]:
    """Return the facts that a chair was only told."""
    states, facts = draft.state.facts, draft.scenario.facts
    return frozenset([fact for fact, now in states.items() if now.status == "said" and facts[fact].held != chair])


def _guess_other_pick(draft: StateDraft, chair: Chair) -> str:
    """Return what a chair expects the other to pick: what suits the other's goals best, as far as this chair knows."""
    outlook = build_outlook(draft, other_chair(chair))

    def weigh_option(option: Option) -> float:
        return _compute_goal_points(outlook, list_foreseen_effects(draft, chair, option))

    options = [current_decision(draft).find_option(option) for option in list_offered_options(draft)]
    return max(options, key=weigh_option).id


def will_say_fact(draft: StateDraft, chair: Chair, fact_id: str, picked: str = "") -> bool:
    """Tell whether the partner tells a fact; one pair of draws decides about each fact for the whole playthrough.

    `picked` is the option that it would pick now, where that has been weighed already.
    """
    fact = draft.scenario.facts[fact_id]
    outlook = build_outlook(draft, chair)
    persona = outlook.persona
    favourite = current_decision(draft).find_option(picked or weigh_options(draft, chair).picked)
    favour = _compute_fact_points(outlook, fact_id, favourite)
    price = _compute_goal_points(outlook, fact.price)
    prospects = build_fact_prospects(persona, fact.cost, favour, price)
    gumbels = tuple(draft.rng.draw_gumbel(Stream.SAY, slot=hash_slot(fact_id, prospect.id)) for prospect in prospects)
    return _build_weighed_choice(draft, chair, persona, prospects, gumbels).picked == "share"


def _compute_fact_points(outlook: Outlook, fact: str, option: Option) -> float:
    """Return how many points times care a fact speaks for an option with a chair."""
    return _compute_goal_points(outlook, [effect for effect in list_option_effects(option) if effect.because == fact])


def _asks_to_sit(draft: StateDraft, chair: Chair, picked: str) -> bool:
    """Tell whether a partner asks to sit down where the other's first pick is not what it would pick now."""
    if draft.state.now.first.get(other_chair(chair)) == picked:
        return False
    persona = build_outlook(draft, chair).persona
    sit, leave = build_sit_prospects(persona)
    losing = NOT_OWNING if current_decision(draft).owner != chair else 0.0
    sit = replace(sit, bias=sit.bias + ASK_TO_SIT + losing)
    return _prefers_to_sit(draft, chair, persona, (sit, leave), "asks")


def _will_sit_down(draft: StateDraft, chair: Chair) -> bool:
    persona = build_outlook(draft, chair).persona
    return _prefers_to_sit(draft, chair, persona, build_sit_prospects(persona))


def _prefers_to_sit(
    draft: StateDraft, chair: Chair, persona: Persona, prospects: tuple[Prospect, Prospect], *slot: str
) -> bool:
    gumbels = _draw_scene_gumbels(draft, Stream.SIT, [(*slot, chair, seen.id) for seen in prospects])
    return _build_weighed_choice(draft, chair, persona, prospects, gumbels).picked == "sit"


def _weigh_modes(draft: StateDraft, chair: Chair, modes: tuple[str, ...]) -> WeighedChoice:
    decision = current_decision(draft)
    final = draft.state.now.final
    outlook = build_outlook(draft, chair)
    outcome = {"escalate": decision.board, "override": final[chair]}
    prospects = []
    for mode in modes:
        option = decision.find_option(outcome.get(mode) or final[decision.owner])
        goal, wished = _compute_option_points(draft, chair, outlook, option)
        prospects.append(build_prospect(outlook.persona, mode, goal, [(mode, 1.0, True)], wished=wished))
    gumbels = _draw_scene_gumbels(draft, Stream.RESOLVE, [(chair, mode) for mode in modes])
    return _build_weighed_choice(draft, chair, outlook.persona, tuple(prospects), gumbels)


def _choose_coffee(draft: StateDraft, chair: Chair) -> Coffee:
    """Return what a partner does with its coffee: thanks, asks, explains, or works, by its regard for the other."""
    regard = build_standing(draft, chair).regard
    if regard > CREDIT_FROM and find_creditable_act(draft, other_chair(chair)):
        return "credit"
    if regard <= ASK_FROM:
        return "work"
    if other_chair(chair) not in draft.state.obstacles:
        return "ask"
    return "bridge" if chair == "cto" else "money"


def _choose_pledge(draft: StateDraft, chair: Chair) -> Pledge:
    """Return what a chair will not sacrifice: what it cares for beyond what everybody does, with a little rng."""
    care = build_outlook(draft, chair).cares

    def weigh_pledge(pledge: Pledge) -> float:
        beyond = fsum(
            abs(care[stock]) - abs(BASE_CARE.get(stock, 0.0)) for stock in PLEDGED_STOCKS[pledge] if stock in care
        )
        return beyond + 0.3 * draft.rng.draw_gumbel(Stream.PLEDGE, slot=hash_slot(chair, pledge))

    return max(PLEDGES, key=weigh_pledge)


def name_main_reason(why: Iterable[tuple[str, float]]) -> str:
    """Return the reason that a person would name: the largest term that spoke for it, never chance (P-noise).

    `close` where no term did: then chance decided between two that were as good.
    """
    term, size = max((part for part in why if part[0] != "chance"), key=lambda part: part[1])
    return map_term_to_reason(term) if size > 0 else "close"


def map_term_to_reason(term: str) -> str:
    """Return the reason that a person would name for a term."""
    return "habit" if term == "bias" else term


def explain_change_of_mind(draft: StateDraft, chair: Chair, was: str, now: str) -> str:
    """Return what changed a partner's mind since its first pick: `fact:<id>`, `sure`, `sat`, or a reason.

    `sure` where it would not have changed without the other's advice; else the fact it was told in this scene that
    moved most between the two options; else that they sat down; else the term that is largest now.
    """
    weighed = weigh_options(draft, chair)
    ids = [seen.id for seen in weighed.prospects]
    if was not in ids or now not in ids:
        return "sat" if draft.state.now.sat else name_main_reason(weighed.explain_choice(picked=now))
    before, after = ids.index(was), ids.index(now)
    ahead = fsum(size for _, size in weighed.compare(after, before))
    heeded = weighed.terms[after].heed - weighed.terms[before].heed
    if weighed.prospects[after].advised and ahead <= heeded:
        return "sure"
    moved = {fact: _compute_fact_pull(draft, chair, fact, was, now) for fact in draft.state.now.said}
    heard = {fact: pull for fact, pull in moved.items() if draft.scenario.facts[fact].held != chair and pull > 0}
    if heard:
        return f"fact:{max(heard, key=lambda fact: heard[fact])}"
    if draft.state.now.sat:
        return "sat"
    return name_main_reason(weighed.explain_choice(was, now))


def _compute_fact_pull(draft: StateDraft, chair: Chair, fact: str, was: str, now: str) -> float:
    """Return how many points times care a fact moved a chair from one option towards another."""
    outlook = build_outlook(draft, chair)

    def weigh_option(name: str) -> float:
        return _compute_fact_points(outlook, fact, current_decision(draft).find_option(name))

    return weigh_option(now) - weigh_option(was)
