"""The names that a condition may read, looked up in a state (`docs/design/conditions.md`)."""

from dataclasses import dataclass

from game.engine.conditions import ParsedCondition, evaluate_condition
from game.engine.scenario import Line, Scenario
from game.engine.state import State, round_half_even
from game.engine.stocks import INDEX


@dataclass(frozen=True, slots=True)
class StateScope:
    """The names of conditions in a state; `stocks` in hundredths (its own, or the means over the epilogue)."""

    scenario: Scenario
    state: State
    stocks: tuple[int, ...]

    def look_up(self, name: str) -> int | bool:
        """Return what a dotted name stands for: whole points for a stock, yes or no for a flag."""
        if name in INDEX:
            return round_half_even(self.stocks[INDEX[name]])
        head, _, rest = name.partition(".")
        match head:
            case "tokens":
                return self.state.tokens
            case "week":
                return self.state.week
        return self._look_up_flag(head, rest)

    def _look_up_flag(self, head: str, rest: str) -> bool:
        state = self.state
        match head:
            case "flag":
                return rest in state.flags
            case "said" | "surfaced":
                return rest in state.facts and state.facts[rest].status == head
            case "kept" | "broken":
                return any(promise.id == rest and promise.status == head for promise in state.promises)
            case "draw":
                drawn, _, value = rest.partition(".")
                return state.draw.get(drawn) == value
        return self._look_up_chair_or_scene(head, *rest.split("."))

    def _look_up_chair_or_scene(self, head: str, *rest: str) -> bool:
        state = self.state
        match head, rest:
            case "knows", (("ceo" | "cto") as chair, fact):
                return fact in state.facts and state.knows_fact(chair, fact, self.scenario.facts[fact].held)
            case "pledge", (("ceo" | "cto") as chair, what):
                return state.pledges.get(chair) == what
            case "chose", (scene, option):
                return any(p.scene == scene and p.enacted == option for p in (*state.past, state.now))
            case "picked", (("ceo" | "cto") as chair, scene, option):
                return any(
                    p.scene == scene and (p.first.get(chair) or p.final.get(chair)) == option
                    for p in (*state.past, state.now)
                )
        raise KeyError(".".join((head, *rest)))


def condition_holds(
    guard: ParsedCondition | None, scenario: Scenario, state: State, stocks: tuple[int, ...] | None = None
) -> bool:
    """Tell whether a condition holds in a state (always, where there is none)."""
    if guard is None:
        return True
    return bool(evaluate_condition(guard, StateScope(scenario, state, stocks if stocks is not None else state.stocks)))


def list_shown_lines(lines: tuple[Line, ...], scenario: Scenario, state: State) -> tuple[str, ...]:
    """Return the paths of all lines whose condition holds."""
    return tuple(line.path for line in lines if condition_holds(line.when, scenario, state))


def list_first_shown_line(lines: tuple[Line, ...], scenario: Scenario, state: State) -> tuple[str, ...]:
    """Return the path of the first line whose condition holds, alone in a tuple; empty where none does."""
    return list_shown_lines(lines, scenario, state)[:1]
