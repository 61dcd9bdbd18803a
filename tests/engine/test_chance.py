"""R13: luck is a pure function of the place in the game, and it is good luck."""

from math import exp

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from game.engine.rng import Rng, Stream, compute_philox_block, hash_slot

word = st.integers(0, 2**64 - 1)
edge = st.sampled_from([0, 1, 2**32 - 1, 2**32, 2**63, 2**64 - 1]) | word


@settings(max_examples=200)
@given(st.tuples(edge, edge, edge, edge), st.tuples(edge, edge))
def test_philox_agrees_with_numpy_bit_for_bit(counter, key):
    number = sum(value << 64 * place for place, value in enumerate(counter))
    before = (number - 1) % 2**256  # numpy steps its counter before each block
    reference = np.random.Philox(counter=before, key=np.array(key, dtype=np.uint64))
    assert compute_philox_block(counter, key) == tuple(reference.random_raw(4).tolist())


def test_luck_is_keyed_as_documented():
    rng = Rng(seed=7, scenario_id="launch-day-red", playthrough=2)
    counter = 5 | (int(Stream.PICK) << 64) | ((3 << 32 | 1) << 128) | (2 << 192)
    reference = np.random.Philox(counter=counter - 1, key=np.array([7, hash_slot("launch-day-red")], dtype=np.uint64))
    assert rng.draw_bits(Stream.PICK, scene=3, visit=1, slot=5) == int(reference.random_raw())


@given(edge, edge, edge)
def test_draws_stay_inside_their_range(seed, scene, slot):
    rng = Rng(seed, "any")
    assert 0 < rng.draw_uniform(Stream.SAY, scene, 0, slot) < 1
    assert abs(rng.draw_gumbel(Stream.SAY, scene, 0, slot)) < 40
    assert 0 <= rng.draw_index(Stream.DRAW, 3, scene, 0, slot) < 3


def test_the_extreme_words_are_still_strictly_inside():
    for bits in (0, 2**64 - 1):
        assert 0 < ((bits >> 12) + 0.5) * 2.0**-52 < 1


def test_no_two_places_share_a_draw():
    draws = {
        Rng(seed, scenario, playthrough).draw_bits(stream, scene, visit, slot)
        for seed in (0, 1)
        for scenario in ("a", "b")
        for playthrough in (0, 1)
        for stream in Stream
        for scene in range(4)
        for visit in range(3)
        for slot in range(5)
    }
    assert len(draws) == 2 * 2 * 2 * len(Stream) * 4 * 3 * 5


def test_asking_again_gives_the_same_luck_in_any_order():
    first, second = Rng(3, "x"), Rng(3, "x")
    places = [(scene, slot) for scene in range(5) for slot in range(5)]
    forward = [first.draw_gumbel(Stream.PICK, scene, 0, slot) for scene, slot in places]
    backward = [second.draw_gumbel(Stream.PICK, scene, 0, slot) for scene, slot in reversed(places)]
    assert forward == backward[::-1]


def test_gumbel_noise_makes_an_argmax_a_logit_choice():
    rng, utilities, plays = Rng(11, "logit"), (0.0, 0.5, 1.5), 6000
    noise = [[rng.draw_gumbel(Stream.PICK, play, 0, slot) for slot in range(3)] for play in range(plays)]
    winners = np.argmax(np.array(noise) + np.array(utilities), axis=1)
    expected = np.array([exp(u) for u in utilities]) / sum(exp(u) for u in utilities)
    spread = np.sqrt(expected * (1 - expected) / plays)
    assert (abs(np.bincount(winners) / plays - expected) < 4 * spread).all()


def test_picking_is_even():
    rng, plays = Rng(5, "even"), 6000
    counts = np.bincount([rng.draw_index(Stream.DRAW, 6, slot=slot) for slot in range(plays)], minlength=6)
    assert ((counts - 1000) ** 2 / 1000).sum() < 25  # chi-square, five degrees of freedom: p about 1e-4
