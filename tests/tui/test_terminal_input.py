"""What a terminal sends: keys come through whole and in order, answers that nobody asked for never become keys."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual._xterm_parser import XTermParser

from game.tui.terminal import PASTE_LONGEST, PASTE_PATIENCE, PATIENCE, TerminalInput

STRAYS = {
    "the background colour, late (xterm, OSC 11)": b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\",
    "the same, ended by BEL": b"\x1b]11;rgb:1111/2222/3333\x07",
    "primary device attributes (xterm, DA1)": b"\x1b[?62;4c",
    "secondary device attributes (xterm, DA2)": b"\x1b[>41;390;0c",
    "tertiary device attributes (xterm, DA3)": b"\x1bP!|00010203\x1b\\",
    "the terminal's name (xterm, XTVERSION)": b"\x1bP>|kitty(0.32.1)\x1b\\",
    "a capability (xterm, XTGETTCAP)": b"\x1bP1+r544e=787465726d\x1b\\",
    "the kitty protocol's flags (kitty, CSI ? u)": b"\x1b[?1u",
    "a graphics answer (kitty, APC)": b"\x1b_Gi=31;OK\x1b\\",
    "the clipboard (xterm, OSC 52)": b"\x1b]52;c;MTIzCg==\x07",
    "the cell size (xterm, CSI 16 t)": b"\x1b[6;20;10t",
    "the text area (xterm, CSI 18 t)": b"\x1b[8;24;80t",
    "a mode that nobody asked about (DECRPM)": b"\x1b[?2027;2$y",
    "the colour scheme (CSI ? 997)": b"\x1b[?997;1n",
    "the device is fine (DSR)": b"\x1b[0n",
    "the cursor's place (CPR)": b"\x1b[12;1R",
    "a mouse in the old form, whose bytes are digits (xterm, X10)": b"\x1b[M 12",
    "device attributes in C1 (ECMA-48, 8 bit)": b"\x9b?62;4c",
    "the same, encoded in UTF-8": b"\xc2\x9b?62;4c",
    "a character set (ISO 2022)": b"\x1b(1",
    "a character set without its end, then a colour (synthetic)": b"\x1b(\x1b]11;rgb:1111/1111/1111\x07",
    "an unknown function key (synthetic)": b"\x1b[49~",
    "a key event with its kind, not asked for (kitty)": b"\x1b[49;1:3u",
    "a key beyond Unicode (synthetic)": b"\x1b[9999999;1u",
    "a window of gigabytes (synthetic)": b"\x1b[48;20000;20000;1;1t",
    "a mouse in the old form, far to the right: no UTF-8 (xterm, X10)": b"\x1b[M \xff\xc3",
    "a mouse in the old form, whose bytes look like a letter (xterm, X10)": b"\x1b[M \xc3\xa9",
    "a mouse in decimal digits (rxvt-unicode, 1015)": b"\x1b[32;11;12M",
    "the size, not asked for (in-band resize, mode 2048)": b"\x1b[48;24;80;480;1280t",
    "the size without pixels, then the mouse (synthetic)": b"\x1b[48;24;80;0;0t\x1b[<35;5;5M",
    "reports of the size are there (DECRPM, mode 2048)": b"\x1b[?2048;2$y",
    "a key of the Windows console (win32-input-mode)": b"\x1b[13;28;13;1;0;1_",
    "a key with its modifiers, unknown (xterm, modifyOtherKeys)": b"\x1b[27;9;49~",
    "a setting (xterm, DECRQSS)": b"\x1bP1$r0m\x1b\\",
    "a colour of the palette (xterm, OSC 4)": b"\x1b]4;1;rgb:cdcd/0000/0000\x1b\\",
    "the size of a cell (iTerm2, OSC 1337)": b"\x1b]1337;ReportCellSize=17.00;8.00\x1b\\",
    "the extended place of the cursor (DECXCPR)": b"\x1b[?12;1;1R",
    "an answer handed through (tmux)": b"\x1bPtmux;\x1b\x1b]11;rgb:1111/1111/1111\x07\x1b\\",
    "the end of a paste that never began (synthetic)": b"\x1b[201~",
    "a string that never ends (synthetic)": b"\x1b]11;1234",
    "a sequence that is far too long (synthetic)": b"\x1b[" + b"1;" * 5000 + b"m",
}

KEYS = {
    b"1": ["1"],
    b"\r": ["enter"],
    b"\x7f": ["backspace"],
    b"\x08": ["backspace"],
    b"\x1b[A": ["up"],
    b"\x1bOB": ["down"],
    b"\x1b[1;5C": ["ctrl+right"],
    b"\x1b[6~": ["pagedown"],
    b"\x1b[15~": ["f5"],
    b"\x1b[[A": ["f1"],
    b"\x1bOP": ["f1"],
    b"\x1b[97;5u": ["ctrl+a"],
    b"\x1b[13u": ["enter"],
    b"\x1bx": ["alt+x"],
    b"\x1b[122;5u": ["ctrl+z"],
    b"\x1a": ["ctrl+z"],
    b"\x1b[0;;7873u": ["ề"],
    b"\x1b[0;;72:224u": ["H", "à"],
    "Hà đường".encode(): ["H", "à", "space", "đ", "ư", "ờ", "n", "g"],
}


class Terminal:
    """The input as the driver reads it: bytes, then what Textual makes of what is passed on."""

    def __init__(self) -> None:
        self.stream, self.parser, self.now = TerminalInput(), XTermParser(), 0.0

    def send(self, data: bytes) -> list[events.Event]:
        return list(self.parser.feed(passed)) if (passed := self.stream.feed(data, self.now)) else []

    def wait(self, seconds: float) -> list[events.Event]:
        self.now += seconds
        return list(self.parser.feed(passed)) if (passed := self.stream.expire(self.now)) else []


def keys(told: list[events.Event]) -> list[str]:
    return [event.key for event in told if isinstance(event, events.Key)]


@pytest.mark.parametrize("stray", STRAYS.values(), ids=STRAYS)
def test_an_answer_nobody_asked_for_presses_no_key_and_hides_none(stray):
    terminal = Terminal()
    told = keys(terminal.send(stray)) + keys(terminal.wait(PATIENCE)) + keys(terminal.send(b"2"))
    assert told == ["2"]


@pytest.mark.parametrize("stray", STRAYS.values(), ids=STRAYS)
def test_wherever_an_answer_is_cut_in_two_it_presses_no_key(stray):
    for cut in range(1, min(len(stray), 40)):
        terminal = Terminal()
        told = keys(terminal.send(stray[:cut]))
        told += keys(terminal.send(stray[cut:])) + keys(terminal.wait(PATIENCE))
        assert told == [], cut


@pytest.mark.parametrize(("data", "named"), KEYS.items())
def test_a_key_comes_through_however_its_bytes_are_cut(data, named):
    for cut in range(len(data)):
        terminal = Terminal()
        assert keys(terminal.send(data[:cut])) + keys(terminal.send(data[cut:])) == named


def test_escape_alone_is_a_key_once_nothing_more_has_come():
    terminal = Terminal()
    assert keys(terminal.send(b"\x1b")) == []
    assert keys(terminal.wait(PATIENCE / 2)) == []
    assert keys(terminal.wait(PATIENCE)) == ["escape"]
    assert keys(terminal.send(b"\x1b\x1b[B")) == ["escape", "down"]


LATE_TAILS = {
    "the background colour (xterm, OSC 11)": (b"\x1b]11;rgb:1111/2222/3333\x1b\\", []),
    "device attributes (xterm, DA1)": (b"\x1b[?62;14c", []),
    "the terminal's name (xterm, XTVERSION)": (b"\x1bP>|foot(1.16.2)\x1b\\", []),
    "page down (xterm)": (b"\x1b[6~", ["pagedown"]),
    "ctrl and right (xterm)": (b"\x1b[1;5C", ["ctrl+right"]),
}


@pytest.mark.parametrize(("data", "named"), LATE_TAILS.values(), ids=LATE_TAILS)
def test_a_sequence_that_a_slow_line_cuts_in_two_types_none_of_its_digits(data, named):
    for cut in range(1, len(data) - 2):
        terminal = Terminal()
        told = keys(terminal.send(data[:cut])) + keys(terminal.wait(PATIENCE * 5))
        assert told == (["escape"] if cut == 1 else []), cut
        assert keys(terminal.send(data[cut:])) + keys(terminal.wait(PATIENCE)) == named, cut


def test_a_sequence_of_many_late_reads_types_nothing():
    terminal = Terminal()
    told = []
    for part in (b"\x1b[" + b"1;" * 40, b"1;" * 2000, b"1;" * 2000, b"1;m"):
        told += keys(terminal.send(part)) + keys(terminal.wait(PATIENCE * 5))
    assert told == []


def test_what_is_typed_after_a_sequence_that_never_ended_is_typed():
    for begun in (b"\x1b", b"\x1b[", b"\x1b]", b"\x1b]11;rgb", b"\x1b[1;", b"\x1bO", b"\x1bP"):
        terminal = Terminal()
        terminal.send(begun)
        terminal.wait(PATIENCE)
        assert keys(terminal.send(b"1")) + keys(terminal.send(b"a\x7f\xc3\xa1")) == ["1", "a", "backspace", "á"], begun


def test_a_lone_escape_is_typed_and_an_introducer_alone_is_not():
    for begun in (b"\x1b[", b"\x1b]", b"\x1bO", b"\x1bP", b"\x1b_"):
        terminal = Terminal()
        assert keys(terminal.send(begun)) + keys(terminal.wait(PATIENCE)) == []


def test_a_paste_without_end_takes_no_more_memory_than_the_game_can_use():
    terminal = Terminal()
    assert terminal.send(b"\x1b[200~") == []
    for _ in range(30):
        assert terminal.send(b"1\r" * 4096) == []
    (paste,) = [event for event in terminal.wait(PASTE_PATIENCE) if isinstance(event, events.Paste)]
    assert len(paste.text) == PASTE_LONGEST


def test_keys_in_one_read_stay_in_their_order():
    assert keys(Terminal().send(b"Ha\x7f\xc3\xa0\r\x1b[Bx")) == ["H", "a", "backspace", "à", "enter", "down", "x"]


def test_a_byte_that_is_no_utf8_is_passed_over():
    assert keys(Terminal().send(b"\xe9 a\xff\xfeb\xc3")) == ["space", "a", "b"]


def test_a_letter_that_was_cut_short_hides_no_key_behind_it():
    for cut in (b"\xe1\x9b", b"\xe5\x9f", b"\xf0\x9f\x98", b"\xc3"):
        terminal = Terminal()
        assert keys(terminal.send(cut)) + keys(terminal.send(b"71")) == ["7", "1"], cut


def test_a_paste_is_text_whatever_it_holds():
    terminal = Terminal()
    told = terminal.send(b"\x1b[200~a\x1b]11;1\x07\x1b[2Jb\r\n\xc3\xa0\x00\x1b[201~c")
    (paste,) = [event for event in told if isinstance(event, events.Paste)]
    assert paste.text == "a]11;1[2Jb\r\nà"
    assert keys(told) == ["c"]


def test_a_paste_that_never_ends_is_over_after_a_while():
    terminal = Terminal()
    assert terminal.send(b"\x1b[200~abc") == []
    told = terminal.wait(PASTE_PATIENCE)
    assert [event.text for event in told if isinstance(event, events.Paste)] == ["abc"]
    assert keys(terminal.send(b"d")) == ["d"]


@given(st.lists(st.binary(max_size=40), max_size=4))
def test_whatever_is_sent_and_however_it_is_cut_the_next_key_is_heard(reads):
    terminal = Terminal()
    for read in reads:
        terminal.send(read)
    terminal.wait(PASTE_PATIENCE)
    terminal.wait(PASTE_PATIENCE)
    terminal.send(b"\x18")
    assert keys(terminal.send(b"7"))[-1:] == ["7"]


@pytest.mark.parametrize("number", [3_000, pytest.param(100_000, marks=pytest.mark.long)])
def test_random_streams_crash_nothing_and_the_next_key_is_heard(number):
    luck = random.Random(number)
    pieces = [*STRAYS.values(), *KEYS, b"\x1b", b"\x1b[", b"\x1b]", b"\x1bP", b"\xff", b"\x1b[200~", b"\x1b[201~"]
    terminal = Terminal()
    for _ in range(number):
        stream = b"".join(
            luck.choice(pieces)[: luck.randrange(1, 30)]
            if luck.random() < 0.5
            else luck.randbytes(luck.randrange(1, 8))
            for _ in range(luck.randrange(1, 4))
        )
        terminal.send(stream)
        terminal.wait(luck.choice((0.0, PATIENCE, PASTE_PATIENCE)))
        if luck.random() < 0.1:
            terminal.wait(PASTE_PATIENCE)
            terminal.wait(PASTE_PATIENCE)
            assert keys(terminal.send(b"7"))[-1:] == ["7"], stream


@pytest.mark.parametrize("character", ["\u202e", "\u200b", "\ufeff", "\u2066"])
def test_what_no_text_may_hold_is_neither_typed_nor_pasted(character):
    terminal = Terminal()
    sent = f"a{character}b".encode()
    assert keys(terminal.send(sent)) == ["a", "b"]
    (paste,) = [event for event in terminal.send(b"\x1b[200~" + sent + b"\x1b[201~") if hasattr(event, "text")]
    assert paste.text == "ab"
