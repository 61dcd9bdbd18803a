"""How a playthrough is set up: who sits where, with which luck, in which language, how much help."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from game.engine.start_midway import Premise
from game.engine.stocks import CHAIRS, Chair
from game.playthrough.ghost import Ghost
from game.playthrough.prompts import Difficulty, SeatKind


@dataclass(frozen=True, slots=True)
class Setup:
    """What is decided before the first scene; it goes into the journal's header.

    Attributes:
        seats: who sits in each chair.
        seed: any integer.
        playthrough: which play with this seed it is, 0, 1, ...
        language: the language of the texts at the start.
        difficulty: how much help is given.
        players: the names of the people in the chairs, where they gave any.
        ghost: whose earlier answers are played back across the table, where any are.
        premise: where play begins and what is assumed there, for trying a crisis out; no journal knows of it.
    """

    seats: Mapping[Chair, SeatKind]
    seed: int
    playthrough: int = 0
    language: str = "en"
    difficulty: Difficulty = "standard"
    players: Mapping[Chair, str] = field(default_factory=dict)
    ghost: Ghost | None = None
    premise: Premise | None = None

    @property
    def partners(self) -> frozenset[Chair]:
        """The chairs that the simulated partner sits in."""
        return frozenset(chair for chair in CHAIRS if self.seats[chair] == "partner")

    @property
    def people(self) -> tuple[Chair, ...]:
        """The chairs that people (or programs in their place) sit in, CEO first."""
        return tuple(chair for chair in CHAIRS if self.seats[chair] == "human")
