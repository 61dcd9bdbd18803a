"""Random draws without a generator: each one is a pure function of the place in the game that asks for it.

Philox4x64-10 (Salmon, Moraes, Dror & Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3") turns a key
and a counter into four words of 64 bits. The key is the seed and the scenario, the counter the place in the
game. So there is no state to save, draws do not depend on the order in which they are made, and a what-if
keeps every draw that it does not touch.
"""

from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache
from hashlib import blake2b
from math import log
from typing import Final

_WORD: Final = (1 << 64) - 1
_HALF: Final = (1 << 32) - 1
_KEY_STEPS: Final = (0x9E3779B97F4A7C15, 0xBB67AE8584CAA73B)
_ROUNDS: Final = 10

Words = tuple[int, int, int, int]


class Stream(IntEnum):
    """What a draw is for. The numbers are part of every save: add new ones at the end, never renumber."""

    DRAW = 1
    PERSONA = 2
    GOAL = 3
    PICK = 4
    SAY = 5
    SIT = 6
    RESOLVE = 7
    COFFEE = 8
    PLEDGE = 9
    GUESS = 10
    BOT = 11
    REASON = 12
    ORDER = 13
    CIRCUMSTANCE = 14


@lru_cache(maxsize=4096)
def compute_philox_block(counter: Words, key: tuple[int, int]) -> Words:
    """Return the block of four 64-bit words that belongs to a counter and a key of 64-bit words."""
    a, b, c, d = counter
    for first, second in _list_round_keys(key):
        left, right = 0xD2E7470EE14C6C93 * a, 0xCA5A826395121157 * c
        a, b, c, d = (right >> 64) ^ b ^ first, right & _WORD, (left >> 64) ^ d ^ second, left & _WORD
    return a, b, c, d


@lru_cache(maxsize=64)
def _list_round_keys(key: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    """Return the two words of the key for each round."""
    first, second = key
    steps = range(_ROUNDS)
    return tuple(((first + _KEY_STEPS[0] * step) & _WORD, (second + _KEY_STEPS[1] * step) & _WORD) for step in steps)


@lru_cache(maxsize=4096)
def hash_slot(*names: str) -> int:
    """Return a 64-bit number for authored ids, so that editing one option leaves the draws of the others alone."""
    return int.from_bytes(blake2b("\0".join(names).encode(), digest_size=8).digest(), "little")


@dataclass(frozen=True)
class Rng:
    """The random draws of one playthrough of one scenario (`docs/design/r13-luck.md`).

    Attributes:
        seed: any integer; only the lowest 64 bits count.
        scenario_id: the scenario's id, so that two crises with the same seed differ.
        playthrough: 0, 1, 2, ..: which play with this seed it is.
    """

    seed: int
    scenario_id: str
    playthrough: int = 0
    _key: tuple[int, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_key", (self.seed & _WORD, hash_slot(self.scenario_id)))

    def draw_bits(self, stream: Stream, scene: int = 0, visit: int = 0, slot: int = 0) -> int:
        """Return 64 random bits for a place in the game.

        Args:
            stream: what the draw is for.
            scene: the scene's index in the scenario, 0..2**32-1.
            visit: how many times that scene was entered before, 0..2**32-1.
            slot: which draw of that kind, 0..2**64-1: an index, or the `hash_slot` of some ids.
        """
        place = (scene & _HALF) << 32 | visit & _HALF
        return compute_philox_block((slot & _WORD, int(stream), place, self.playthrough & _WORD), self._key)[0]

    def draw_uniform(self, stream: Stream, scene: int = 0, visit: int = 0, slot: int = 0) -> float:
        """Return a number strictly between 0 and 1: the middle of one of 2**52 equal cells."""
        return ((self.draw_bits(stream, scene, visit, slot) >> 12) + 0.5) * 2.0**-52

    def draw_gumbel(self, stream: Stream, scene: int = 0, visit: int = 0, slot: int = 0) -> float:
        """Return a standard Gumbel variate: the noise that makes an argmax a logit choice."""
        return -log(-log(self.draw_uniform(stream, scene, visit, slot)))

    def draw_index(self, stream: Stream, n: int, scene: int = 0, visit: int = 0, slot: int = 0) -> int:
        """Return one of 0..n-1, all equally likely.

        Raises:
            ValueError: if there is nothing to pick from.
        """
        if n < 1:
            raise ValueError(f"cannot pick one of {n}")
        return self.draw_bits(stream, scene, visit, slot) * n >> 64
