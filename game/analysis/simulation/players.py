"""The players of the balance: bots with habits that see what a person sees, a skilled one that judges, fixed policies.

A `Habit` is a rule of play that somebody could follow without judging: what it picks by, what it says, when it sits
down, how it answers a difference, what it does over coffee. It is asked with a `SeatView` alone: the options in the
order shown, their words, tones and dots, the facts; no weights, no signs, no draws. `Skilled` has the effects of
options before it, as far as its chair can foresee them, and stands for somebody who reads well. `Fixed` answers by
where it is asked and nothing else: many of them show what each kind of answer, and each chair, is worth.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from random import Random
from typing import Final, Literal, get_args

from game.analysis.static_judgement import MOVE_WORTH, YEAR
from game.engine.consequences import current_decision, list_foreseen_effects
from game.engine.events import Ask
from game.engine.rng import hash_slot
from game.engine.scenario import Cost, Option, Tone
from game.engine.state import SIT
from game.engine.state_draft import StateDraft
from game.engine.stocks import Chair, Phase, other_chair
from game.playthrough.prompts import PICKS, build_choices
from game.playthrough.record import Answer


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


Pick = Literal[
    "random",
    "first",
    "last",
    "longest",
    "shortest",
    "warm",
    "neutral",
    "hard",
    "least_today",
    "fewest_dots",
    "most_dots",
    "hostile",
]
Say = Literal["random", "all", "open", "free", "none"]
Sit = Literal["random", "differ", "never"]
LastPick = Literal["own", "agree", "stage"]

TODAY: Final = frozenset({"customers", "sales", "marketing", "finance", "product", "support"})
"""The outcomes whose gains are seen on the day: what an option that gains little today has few dots on."""

ANSWER_FIELDS: Final = {"first": "option", "final": "option", "pick": "option", "resolve": "mode"}
"""The field of an answer by kind of question; every other kind has `what`."""

SITS_AT_RANDOM: Final = 1 / 3


def _count_today(choice: SeenChoice) -> int:
    return sum(count for outcome, count in (choice.dots or {}).items() if outcome in TODAY)


def _count_dots(choice: SeenChoice) -> int:
    return sum((choice.dots or {}).values())


HOSTILE_ACTS: Final = frozenset({"blame", "second_guess", "deny", "withhold", "insist"})


def _score_hostility(choice: SeenChoice) -> float:
    """Score first what hurts, then how hard it sounds, then what shows at once."""
    tone = {"warm": 0, "neutral": 1, "hard": 2}[choice.tone]
    return 100 * len(choice.acts & HOSTILE_ACTS) + 10 * tone + 0.1 * _count_today(choice)


_SCORES: Final[Mapping[str, Callable[[int, SeenChoice], float]]] = {
    "random": lambda _place, _choice: 0.0,
    "first": lambda place, _choice: -place,
    "last": lambda place, _choice: place,
    "longest": lambda _place, choice: len(choice.text),
    "shortest": lambda _place, choice: -len(choice.text),
    "warm": lambda _place, choice: {"warm": 2, "neutral": 1, "hard": 0}[choice.tone],
    "neutral": lambda _place, choice: choice.tone == "neutral",
    "hard": lambda _place, choice: {"warm": 0, "neutral": 1, "hard": 2}[choice.tone],
    "least_today": lambda _place, choice: -_count_today(choice),
    "fewest_dots": lambda _place, choice: -_count_dots(choice),
    "most_dots": lambda _place, choice: _count_dots(choice),
    "hostile": lambda _place, choice: _score_hostility(choice),
}

BLIND_PICKS: Final[tuple[Pick, ...]] = tuple(pick for pick in get_args(Pick) if pick != "hostile")
"""The ways to pick without reading a word; equals are drawn."""


@dataclass(frozen=True, slots=True)
class Habit:
    """A rule of play for somebody who sees a `SeatView`; the defaults answer everything by dice.

    Attributes:
        pick: what an option is picked by.
        say: which facts are said: `open` are all but confidential ones.
        sit: when it asks to sit down, and whether it accepts.
        differ: how a difference is answered, what comes first if it is on offer; empty for dice.
        coffee: likewise over coffee.
        stay: what a CTO who may go answers; empty for dice.
        final: the last pick of a chair that does not own the decision: its own, the other's (`agree`), or one that
            it does not mean, to defer afterwards (`stage`).
    """

    pick: Pick = "random"
    say: Say = "random"
    sit: Sit = "random"
    differ: tuple[str, ...] = ()
    coffee: tuple[str, ...] = ()
    stay: tuple[str, ...] = ()
    final: LastPick = "own"

    @property
    def counts_dots(self) -> bool:
        """Whether it looks at the dots of options."""
        return self.pick in ("least_today", "fewest_dots", "most_dots", "hostile")

    def answer(self, view: SeatView, rng: Random) -> Answer:
        """Return the answer to a question."""
        match view.kind:
            case "first":
                sure = "leaning" if self.pick == "random" and rng.random() < 0.5 else "sure"
                return {"option": self._choose_option(view, rng), "confidence": sure}
            case "final":
                sits = view.may_sit and self._will_sit(view, rng)
                return {"option": SIT if sits else self._choose_final(view, rng)}
            case "say" | "sit_say":
                return {"facts": [fact.id for fact in view.facts if self._will_say(fact.cost, rng)]}
            case "sit":
                return {"accept": rng.random() < 0.5 if self.sit == "random" else self.sit != "never"}
        liked = {"resolve": self.differ, "coffee": self.coffee, "stay": self.stay}.get(view.kind, ())
        offered = [choice.id for choice in view.choices]
        named = next((choice for choice in liked if choice in offered), None)
        return {ANSWER_FIELDS.get(view.kind, "what"): named or rng.choice(offered)}

    def _choose_option(self, view: SeatView, rng: Random) -> str:
        score = _SCORES[self.pick]
        scored = [(score(place, choice), rng.random(), choice.id) for place, choice in enumerate(view.choices)]
        return max(scored)[2]

    def _choose_final(self, view: SeatView, rng: Random) -> str:
        theirs = [choice.id for choice in view.choices if choice.named]
        others = [choice.id for choice in view.choices if not choice.named]
        if self.final != "own" and theirs and not view.owns:
            return theirs[0] if self.final == "agree" or not others else others[0]
        return self._choose_option(view, rng)

    def _will_sit(self, view: SeatView, rng: Random) -> bool:
        if self.sit == "random":
            return rng.random() < SITS_AT_RANDOM
        return self.sit == "differ" and view.differ

    def _will_say(self, cost: str, rng: Random) -> bool:
        if self.say == "random":
            return rng.random() < 0.5
        return cost in {"all": ("free", "face", "confidential"), "open": ("free", "face"), "free": ("free",)}.get(
            self.say, ()
        )


DICE: Final = Habit()
GOOD_MANNERS: Final = Habit(say="open", sit="differ", differ=("object",), coffee=("ask",), stay=("stay",))
HOSTILE: Final = Habit("hostile", "none", "never", ("override", "escalate", "object"), ("work",))
NICE: Final = Habit("warm", "free", "never", ("defer",), ("credit",), ("stay",))
AGREES: Final = replace(GOOD_MANNERS, sit="never", final="agree")
STAGES: Final = replace(AGREES, differ=("defer",), final="stage")


@dataclass(frozen=True, slots=True)
class Skilled:
    """Somebody who reads well: picks by what an option will do over the year, as far as its chair can foresee it.

    Attributes:
        manners: how it sits, answers a difference and has coffee.
        pools: whether it reckons with what the other has said; else only with what it knew itself.
        temper: a name for its own leanings; '' for none. Two with different names value options a little differently.
        swing: how far leanings go, in F.
        silent: whether it says nothing at all.
    """

    manners: Habit = field(default=Habit(sit="differ", differ=("object", "defer"), coffee=("ask",), stay=("stay",)))
    pools: bool = True
    temper: str = ""
    swing: float = 1.0
    silent: bool = False

    def answer(self, draft: StateDraft, ask: Ask, view: SeatView, rng: Random) -> Answer:
        """Return the answer to a question, with the whole draft to judge by."""
        match ask.kind:
            case "first":
                return {"option": self._choose_option(draft, ask), "confidence": "sure"}
            case "final" if not (view.may_sit and view.differ and self.manners.sit == "differ"):
                return {"option": self._choose_option(draft, ask)}
            case "say" | "sit_say":
                return {"facts": [] if self.silent else [fact for fact in ask.facts if _is_worth_saying(draft, fact)]}
        return self.manners.answer(view, rng)

    def _choose_option(self, draft: StateDraft, ask: Ask) -> str:
        decision = current_decision(draft)
        options = [decision.find_option(choice) for choice in ask.choices if choice != SIT]
        return max(options, key=lambda option: self._score_option(draft, ask.chair, option)).id

    def _score_option(self, draft: StateDraft, chair: Chair, option: Option) -> float:
        facts = draft.scenario.facts
        effects = list_foreseen_effects(draft, chair, option)
        known = [e for e in effects if self.pools or e.because is None or facts[e.because].held == chair]
        value = sum(YEAR.get(effect.stock, 0.0) * effect.points for effect in known)
        value += sum(MOVE_WORTH.get(move.name, 0.0) * move.strength for move in option.moves)
        leaning = draw_by_name(self.temper, draft.state.scene, option.id) - 0.5 if self.temper else 0.0
        return value + self.swing * leaning


def _is_worth_saying(draft: StateDraft, fact_id: str) -> bool:
    """Tell whether a fact is no confidence, or something in this scene turns on it."""
    if draft.scenario.facts[fact_id].cost != "confidential":
        return True
    return any(
        fact_id in option.needs
        or any(e.because == fact_id for e in (*option.effects, *(x for later in option.later for x in later.effects)))
        for option in current_decision(draft).options
    )


def draw_by_name(*names: str) -> float:
    """Return a number of 0..1 that belongs to names: the same each time."""
    return hash_slot(*names) / 2.0**64


KINDS: Final = (
    "first",
    "final",
    "say",
    "ask_sit",
    "sit",
    "resolve",
    "coffee",
    "pledge",
    "confidence",
    "guess",
)
"""The kinds of answer of which each has a share of the outcome."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """A policy that is a function of where it is asked: the same place, the same answer, whatever was said or felt.

    Attributes:
        name: its name; another name is another partner.
        other: a kind of answer that it draws anew, as another policy would: what that kind alone is worth.
    """

    name: str
    other: str = ""

    def answer(self, ask: Ask) -> Answer:
        """Return the answer to a question."""
        match ask.kind:
            case "say" | "sit_say":
                return {"facts": [fact for fact in ask.facts if self._draw("say", fact) < 0.5]}
            case "sit":
                return {"accept": self._draw("sit", ask.scene) < 0.5}
            case "final" if SIT in ask.choices and self._draw("ask_sit", ask.scene) < SITS_AT_RANDOM:
                return {"option": SIT}
        kind = {"still": "pledge"}.get(ask.kind, ask.kind)
        choices = [choice for choice in ask.choices if choice != SIT]
        answer = {ANSWER_FIELDS.get(ask.kind, "what"): self._choose(kind, ask.scene, choices)}
        if ask.kind == "first":
            answer["confidence"] = "sure" if self._draw("confidence", ask.scene) < 0.5 else "leaning"
            if self._draw("guess", ask.scene) < 0.6:
                answer["guess"] = self._choose("guess", ask.scene, choices)
        return answer

    def _choose(self, kind: str, scene: str, choices: list[str]) -> str:
        return max(choices, key=lambda choice: self._draw(kind, scene, choice))

    def _draw(self, kind: str, *names: str) -> float:
        return draw_by_name(self.name, "anew" if kind == self.other else "", kind, *names)


Player = Habit | Skilled | Fixed
SKILLED: Final = Skilled()
