"""Tiny crises, one rule at a time, and a table at which both chairs are played by hand."""

from functools import cache
from json import dumps
from pathlib import Path

from game.content.compiler import compile_scenario
from game.engine import rules
from game.engine.partner import choose_answer
from game.engine.rng import Rng
from game.engine.state_draft import StateDraft
from game.engine.stocks import CHAIRS, INDEX

BETWEEN = ("pledge", "still", "stay", "coffee")


def option(name, **fields):
    """Return an option of the file."""
    return {"id": name, "text": name, "result": f"{name} happens", **fields}


def scene(name, *options, by="both", owner="cto", weeks=0, plain=("a", "b"), **fields):
    """Return a scene of the file: plain options beside those that are given, and no decision for `by=None`."""
    whole = {"id": name, "text": name, "weeks": weeks, **fields}
    if by is None:
        return whole
    listed = [*options, *(option(name) for name in plain if name not in {o["id"] for o in options})]
    whole["decide"] = {"by": by, "ask": "?", "options": listed, **({"owner": owner} if by == "both" else {})}
    if "board" in fields:
        whole["decide"]["board"] = whole.pop("board")
    return whole


def later(after=1, effects=None, **fields):
    """Return a later effect of the file, with a cue: one point on sales where nothing else is said."""
    return {"after": after, "cue": "x", "text": "x", "effects": effects or {"sales": 1}, **fields}


def fact(held="ceo", cost="free", weight=4, **fields):
    """Return a fact of the file."""
    return {"held": held, "cost": cost, "weight": weight, "label": "x", "text": "x", "told": "x", **fields}


def person(name, **fields):
    """Return a chair's person of the file, balanced and with no cares beyond everybody's."""
    aim = {} if "goals" in fields else {"goal": "g", "cares": {}}
    return {"name": name, "role": name, "personas": ["balanced"], **aim, **fields}


def file(*scenes, **fields):
    """Return a whole file; `ceo` and `cto` change these two people."""
    return {
        "tandem": 2,
        "id": "rules",
        "language": "en",
        "title": "T",
        "premise": "P",
        "objectives": ["a", "b"],
        "minutes": {"solo": 1, "pair": 1},
        "principles": ["open_flow", "no_blame"],
        "pace": 1,
        "cast": {
            "ceo": person("Hà", **fields.pop("ceo", {})),
            "cto": person("Dũng", **fields.pop("cto", {})),
            "lan": {"name": "Lan"},
        },
        "scenes": list(scenes),
        "endings": [{"id": "over", "tier": "mixed", "title": "t", "text": "t"}],
        **fields,
    }


def loaded(*scenes, **fields):
    """Return a crisis with its texts, compiled as a player's would be."""
    return _compiled(dumps(file(*scenes, **fields)))


def crisis(*scenes, **fields):
    """Return a compiled crisis."""
    return loaded(*scenes, **fields).scenario


@cache
def _compiled(text):
    # JSON is YAML, so the loader reads it as it is
    return compile_scenario(text.encode(), {}, Path("rules/scenario.yaml"))


class Table:
    """A playthrough of the rules alone. Chairs in `partners` answer by themselves, as the simulated partner does.

    What is asked between two scenes is answered with the least: a pledge to the customers, to stay, to check in.
    """

    def __init__(self, scenario, seed=1, partners=(), order=CHAIRS):
        self.scenario = scenario
        self.rng = Rng(seed, scenario.id)
        self.order = order
        self.pledges = {}
        self.state, self.told = rules.begin_play(scenario, self.rng, frozenset(partners))
        self.story = list(self.told)

    def __getitem__(self, stock):
        return self.state.stocks[INDEX[stock]] / 100

    @property
    def asks(self):
        """What is asked now, in the order in which this table answers."""
        asks = rules.list_asks(self.scenario, self.rng, self.state)
        return sorted(asks, key=lambda ask: self.order.index(ask.chair))

    @property
    def draft(self):
        """The state as the rules look at it."""
        return StateDraft(self.scenario, self.rng, self.state)

    def ask(self, kind, chair):
        """Return what is asked of a chair; fails where it is not."""
        return next(ask for ask in self.asks if (ask.kind, ask.chair) == (kind, chair))

    def give(self, kind, chair, **answer):
        """Answer one question."""
        self.state, self.told = rules.apply_answer(self.scenario, self.rng, self.state, self.ask(kind, chair), answer)
        self.story += self.told
        return self

    def play(self, ceo="a", cto=None, until=None, **how):
        """Play to the end of this scene, and through what is asked before the next one; or until a kind of question.

        Args:
            ceo: the CEO's pick; the CTO picks the same where nothing else is said.
            cto: the CTO's pick.
            until: stop as soon as this is asked, or in this phase.
            how: `final` by chair, `say` facts, `sit_say` facts, `accept`, `mode`, `stay`, `coffee`, `pledge`, which
                holds from here on.
        """
        picks = {"ceo": ceo, "cto": cto or ceo}
        self.pledges = how.get("pledge", self.pledges)
        self._go_on(picks, how, until, self._comes_between)
        count = self.state.count
        self._go_on(picks, how, until, lambda ask: self.state.count == count or self._comes_between(ask))
        return self

    def _comes_between(self, ask):
        """Whether a question comes between two scenes; two people pledge with the first picks of the next."""
        return ask.kind in BETWEEN and self.state.phase != "first"

    def _go_on(self, picks, how, until, still):
        while (asks := self.asks) and until not in (asks[0].kind, self.state.phase) and still(asks[0]):
            self.give(asks[0].kind, asks[0].chair, **self._answer(asks[0], picks, how))

    def _answer(self, ask, picks, how):
        if ask.chair in self.state.partners:
            return choose_answer(self.draft, ask)
        match ask.kind:
            case "first":
                return {"option": picks[ask.chair]}
            case "final":
                final = how.get("final", {}).get(ask.chair)
                return {"option": final if final in ask.choices else picks[ask.chair]}
            case "say" | "sit_say":
                return {"facts": [fact for fact in ask.facts if fact in how.get(ask.kind, ())]}
            case "sit":
                return {"accept": how.get("accept", True)}
            case "stay":
                return {"what": how.get("stay", "stay")}
            case "resolve":
                return {"mode": how.get("mode", "defer")}
            case "coffee":
                return {"what": how.get("coffee", {}).get(ask.chair, "checkin")}
        return {"what": self.pledges.get(ask.chair, "customers")}

    def all(self, kind):
        """Return every event of a kind so far."""
        return [event for event in self.story if isinstance(event, kind)]

    def last(self, kind):
        """Return the last event of a kind."""
        return self.all(kind)[-1]
