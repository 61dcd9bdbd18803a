"""A dyad without a story: the model, the moves and the partner alone, for what must hold of all three."""

from dataclasses import dataclass, field
from functools import cache

import numpy as np

from game.engine.moves import MOVES, WHOLE, Wounds, age_breach, apply_move
from game.engine.preferences import (
    MEMORY_SCALE,
    PERSONAS,
    Standing,
    build_prospect,
    compute_probabilities,
    compute_utility_terms,
    fade_memory,
    rank_prospects,
    update_memory,
)
from game.engine.rng import Rng, Stream
from game.engine.stocks import INDEX, NEUTRAL
from tests.engine.arrays import from_hundredths, week

MENU = ("share", "joint_solve", "withhold", "blame")


@cache
def equilibrium():
    """Return the neutral company, settled with cash and customers held; read-only, shape (24,)."""
    x = from_hundredths(NEUTRAL.values())
    for _ in range(2000):
        x = week(x)
        x[INDEX["customers"]], x[INDEX["cash"]] = 200, 1500
    x.flags.writeable = False
    return x


@dataclass
class Dyad:
    """A scripted CEO and a simulated CTO.

    `pull` is what the CTO's goals gain by a hostile move. With `owners`, every second decision is the CEO's to
    enact: the CTO then picks between moves that it would receive.
    """

    persona: str = "balanced"
    menu: tuple[str, ...] = MENU
    weeks: int = 2
    owners: bool = False
    pull: float = 0.0
    seed: int = 0
    x: np.ndarray = field(default_factory=lambda: equilibrium().copy())
    wounds: dict = field(default_factory=lambda: dict(WHOLE))
    memory: int = 0
    scenes: int = 0

    def __getitem__(self, stock):
        return float(self.x[INDEX[stock]])

    @property
    def who(self):
        return PERSONAS[self.persona]

    def terms(self):
        """Return the CTO's terms for each move of the menu."""
        mine = not self.owners or self.scenes % 2 == 0
        standing = Standing(self["cto.trust"], self["cto.safety"], self["ceo.gap"], self.memory / MEMORY_SCALE)
        pulls = [self.pull if MOVES[move].kind < 0 else 0.0 for move in self.menu]
        prospects = [
            build_prospect(self.who, move, pull, [(move, 1.0, mine or MOVES[move].both)])
            for move, pull in zip(self.menu, pulls, strict=True)
        ]
        return compute_utility_terms(self.who, standing, prospects)

    def chances(self):
        """Return how likely the CTO picks each move of the menu."""
        return np.array(compute_probabilities(self.who, self.terms()))

    def cooperation(self):
        """Return how likely the CTO picks a kind move."""
        kind = np.array([MOVES[move].kind > 0 for move in self.menu])
        return float(self.chances()[kind].sum())

    def respond(self):
        """Return the move that the CTO draws."""
        rng = Rng(self.seed, "dyad")
        noise = [rng.draw_gumbel(Stream.PICK, self.scenes, 0, slot) for slot in range(len(self.menu))]
        return self.menu[rank_prospects(self.who, self.terms(), noise)[0]]

    def make(self, move, actor, **how):
        """Let a chair make a move."""
        outcome = apply_move(self.x, move, actor, self.wounds, **how)
        self.x, self.wounds = outcome.stocks, outcome.wounds

    def pass_weeks(self, weeks):
        """Let weeks pass."""
        for _ in range(weeks):
            self.x = week(self.x)
            self.wounds = {
                chair: Wounds(age_breach(held.breach), held.opened, held.scars) for chair, held in self.wounds.items()
            }

    def scene(self, move, answered=True):
        """Play one scene: the CEO's move, and the CTO's own where it answers."""
        answer = self.respond() if answered else None
        self.make(move, "ceo")
        self.memory = update_memory(self.memory, self.who, MOVES[move].kind)
        if answer:
            self.make(answer, "cto")
        self.pass_weeks(self.weeks)
        self.memory = fade_memory(self.memory, self.who)
        self.scenes += 1
