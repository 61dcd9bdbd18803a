"""The shortest rule of habits that comes near the best line found: how far one gets without reading a word.

A rule has up to three clauses, each fixing one habit for the whole game: what one picks by, what one says, when one
sits, how one answers a difference, what one does over coffee. All else is left to dice. All rules of one clause are
played; the best few are lengthened by each further clause.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from game.analysis.simulation.players import BLIND_PICKS, DICE, SKILLED, Habit
from game.analysis.simulation.plays import Laboratory, Plays, Tally
from game.analysis.simulation.statistics import Estimate, combine_means

CLAUSES: Final[Mapping[str, Mapping[str, Any]]] = {
    "pick": {pick: pick for pick in BLIND_PICKS if pick != "random"},
    "say": {"all": "all", "open": "open", "free": "free", "none": "none"},
    "sit": {"differ": "differ", "never": "never"},
    "differ": {mode: (mode, "object") for mode in ("defer", "object", "escalate", "override")},
    "coffee": {what: (what, "ask") for what in ("ask", "credit", "checkin", "work")} | {"explain": ("bridge", "money")},
}
"""What each clause may fix, by the word that names it."""

LONGEST: Final = 3
ENOUGH: Final = 0.9
"""The share of the best line's gain over dice from which a rule has reached it."""

Rule = tuple[tuple[str, str], ...]


def build_habit(rule: Rule) -> Habit:
    """Return the habit of a rule: what its clauses fix, and dice for the rest."""
    return replace(DICE, **{clause: CLAUSES[clause][word] for clause, word in rule})


def name_rule(rule: Rule) -> str:
    """Return a rule as one line."""
    return " + ".join(f"{clause} {word}" for clause, word in rule)


def _lengthen(rules: Sequence[Rule]) -> Iterator[Rule]:
    """Yield each rule with one clause more, in every way, each set of clauses once."""
    seen = set()
    for rule in rules:
        taken = {clause for clause, _ in rule}
        for clause, words in CLAUSES.items():
            for word in words if clause not in taken else ():
                longer = tuple(sorted((*rule, (clause, word))))
                if longer not in seen:
                    seen.add(longer)
                    yield longer


@dataclass(frozen=True, slots=True)
class HabitFindings:
    """What was found: F by dice, the best line and its F, and the best rule of each length with its F."""

    dice: Tally
    best: str
    best_f: Tally
    rules: Mapping[int, tuple[Rule, Tally]]

    def estimate_reach(self, length: int) -> Estimate:
        """Return the share of the best line's gain over dice that the best rule of a length has, the gain as known."""
        gain = self.best_f.f.mean - self.dice.f.mean
        ahead = combine_means((self.rules[length][1].f, self.dice.f), (1, -1))
        return ahead.scale(1 / gain) if gain > 0 else ahead.scale(0)

    @property
    def shortest(self) -> int:
        """How many clauses reach the best line; one more than were tried where none do."""
        return next((n for n in self.rules if self.estimate_reach(n).value >= ENOUGH), len(self.rules) + 1)


def search_habits(laboratory: Laboratory, seeds: range, again: range, kept: int) -> HabitFindings:
    """Search for the best rules; both chairs follow the same one.

    Args:
        laboratory: where they are played.
        seeds: what every rule is tried on.
        again: fresh seeds on which the best of each length is played once more, so that luck in the search is no merit.
        kept: how many rules of each length are lengthened.
    """
    dice = laboratory.tally({"dice": Plays(DICE, DICE, again), "skilled": Plays(SKILLED, SKILLED, again)})
    kept_rules: list[Rule] = [()]
    rules: dict[int, tuple[Rule, Tally]] = {}
    for length in range(1, LONGEST + 1):
        longer = {name_rule(rule): rule for rule in _lengthen(kept_rules)}
        habits = {name: build_habit(rule) for name, rule in longer.items()}
        tallies = laboratory.tally({name: Plays(habit, habit, seeds) for name, habit in habits.items()})
        ranked = sorted(longer, key=lambda name, of=tallies: -of[name].f.mean)  # type: ignore[misc]
        kept_rules = [longer[name] for name in ranked[:kept]]
        best = build_habit(kept_rules[0])
        rules[length] = (kept_rules[0], laboratory.tally({"best": Plays(best, best, again)})["best"])
    found = {"skilled": dice["skilled"], **{name_rule(rule): tally for rule, tally in rules.values()}}
    name = max(found, key=lambda line: found[line].f.mean)
    return HabitFindings(dice["dice"], name, found[name], rules)
