"""A running game in a real terminal is sent whatever a terminal, a cat or a broken line may send: it commits nothing.

No digit, Enter or Space is among it as a key, so nothing that is sent may answer a question. Sequences that hold digits
are sent whole or without their ends; pastes may hold anything.
"""

import random

import pytest

from tests.cli.test_terminal import decide, leave_by_key, start
from tests.faults.test_terminals import answers_kept, home, terminal  # noqa: F401 -- fixtures
from tests.tui.test_terminal_input import KEYS, STRAYS

COMMITTING = frozenset(b"0123456789\r\n ")
LEAVING = frozenset(b"\x11")
"""ctrl+q, which is meant to end the game."""
PASTES = [b"1\r2\r3\r", b"1 \r\n" * 50, "Hà\r".encode(), b"\x1b[A\r1\r", b""]
TYPED = [key for key, names in KEYS.items() if not {*names} & {*"0123456789", "enter", "space", "ctrl+q"}]
TYPED += [
    "ề".encode(),
    b"e\xcc\x82\xcc\x81",
    b"a\x7f\xc3\xa1",
    b"\t",
    b"\x1b",
    b"\x03",
    b"\x1b[17~",
    b"\x1b[18~",
    b"\x1b[20~",
]
MOVED = [b"\x1b[<35;%d;%dM" % place for place in ((1, 1), (40, 12), (80, 24), (9999, 9999))] + [b"\x1b[<65;40;12M"]
"""The mouse moving and its wheel turning; a click is as good as a key."""
SENT = [stray for stray in STRAYS.values() if len(stray) < 200 and not {*stray} & {*b"\r\n "}]


def make_stream(luck: random.Random) -> bytes:
    """Return one to four pieces of what nobody should be able to commit anything with."""
    pieces = []
    for _ in range(luck.randrange(1, 5)):
        match luck.randrange(6):
            case 0:
                pieces.append(bytes(set(luck.randbytes(luck.randrange(1, 12))) - COMMITTING - LEAVING))
            case 1:
                pieces.append(luck.choice(SENT))
            case 2:
                pieces.append(luck.choice(SENT)[: luck.randrange(1, 12)])
            case 3:
                pieces.append(b"\x1b[200~" + luck.choice(PASTES) + (b"\x1b[201~" if luck.random() < 0.9 else b""))
            case 4:
                pieces.append(luck.choice(MOVED))
            case _:
                pieces.append(luck.choice(TYPED))
    return b"".join(pieces)


@pytest.mark.long
@pytest.mark.parametrize(("streams", "seed"), [(1_000, 20261129)])
def test_a_thousand_random_streams_end_no_game_and_answer_no_question(terminal, home, streams, seed):  # noqa: F811
    luck = random.Random(seed)
    game = start(terminal)
    decide(game)
    for number in range(streams):
        game.child.send(make_stream(luck))
        while game.read(0):
            pass
        if number % 50 == 0:
            game.settle()
        assert not game.over, number
    game.settle()
    game.child.send(b"\x1b[201~")
    game.settle()
    leave_by_key(game)
    assert game.end() == 0
    assert game.left_clean()
    assert b"Traceback" not in game.raw
    assert b"Paused" in game.raw, "the keys among them were heard"
    assert answers_kept(home) == 1
