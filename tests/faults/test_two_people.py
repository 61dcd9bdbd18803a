"""Two people in a real terminal: a whole game in keys and locks, and what becomes of a view when the program is struck.

The crisis is the launch day, its private texts in letters that tell whose they are (`tests.tui.marked`).
"""

import os
import re
import signal
from collections import Counter
from itertools import takewhile
from pathlib import Path

import pytest

from game.playthrough.saves import list_save_summaries
from tests.cli.test_terminal import Terminal, leave_by_key
from tests.tui.marked import OWN, marked_folder, runs

SHELF = Path(__file__).parents[2] / "scenarios"
NAMES = ("Linh", "Tuấn")
LEADS = {"ceo": "Hà", "cto": "Dũng"}
FOOT = {
    "open the view": "lock",
    "commit": "alone",
    "1-9 answer": "alone",
    "enter confirm": "answer",
    "-2 answer": "restate",
    "answer  l log": "answer",
    "answer  ←": "answer",
    "7-9 final picks": "finals",
    "7-0 final picks": "finals",
    "6-0 final picks": "finals",
    "space final picks": "talk",
    "look back": "over",
    "go on": "read",
}
"""What the bottom line offers, and the kind of page that tells."""
CUES = {"pick: press": "1", "Press its": "1", "How sure": "2", "will": "2", "Enter commits": "\r"}
"""What the foot of a private view asks, and a key that answers it."""
MOST, PLEDGES = 24, 4
"""Keys of a full scene, and how many more both need where they pledge in it, which is twice a game."""
POINTER = b"\x1b]22"
"""Sets the shape of the mouse's pointer."""


@pytest.fixture(scope="module")
def crisis(tmp_path_factory) -> Path:
    return marked_folder(SHELF / "launch-day-red", tmp_path_factory.mktemp("marked") / "launch-day-red")


@pytest.fixture
def home(tmp_path) -> Path:
    return tmp_path


@pytest.fixture
def terminal(home):
    opened = []

    def open_terminal(*arguments: str) -> "Pair":
        opened.append(Pair(Terminal(home, *arguments)))
        return opened[-1]

    yield open_terminal
    for one in opened:
        one.terminal.child.close(force=True)


class Pair:
    """Two people at a terminal, who see what everybody could see."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self.looked = 0
        self.keys: list[tuple[int, str, str]] = []
        """Of each key: the number of its scene, the kind of its page, and the chair whose private page it is."""

    @property
    def page(self) -> str:
        """The kind of page that is seen."""
        return next((kind for words, kind in FOOT.items() if words in self.terminal.text.splitlines()[-1]), "")

    @property
    def alone(self) -> str:
        """The chair whose private view is open, as its heading says."""
        return next((chair for chair, name in LEADS.items() if f"for {name} alone" in self.terminal.text), "")

    def look(self) -> None:
        """Wait until the screen rests; nobody's letters may have come but those of the view that is open then."""
        shown = self.terminal.settle()
        sent = self.terminal.raw[self.looked :].decode("utf-8", "replace")
        self.looked = len(self.terminal.raw)
        if self.page == "over":
            return
        for chair, first in OWN.items():
            leaked = [] if chair == self.alone else runs(sent + shown, first)
            assert not leaked, (chair, leaked, shown)

    def press(self, key: str) -> None:
        """Press a key, and look."""
        found = re.search(r"scene (\d+) of", self.terminal.text)
        self.keys.append((int(found[1]) if found else 0, self.page, self.alone))
        self.terminal.child.send(key)
        self.look()

    def go_on(self) -> None:
        """Press what the page asks for."""
        match self.page:
            case "alone":
                foot = self.foot()
                key = next((key for cue, key in CUES.items() if cue in foot), "")
                assert key, f"nothing is known of this foot:\n{self.terminal.text}"
                self.press(key)
            case "restate":
                self.press("1")
            case "finals":
                self.terminal.wait_for("Now, both at once.")
                self.look()
                self.press("1")
                self.press("9")
            case "lock":
                self.open()
            case "answer":
                if "enter confirm" not in self.terminal.text:
                    self.press("1")
                self.press("\r")
            case _:
                for _ in range(40 if not self.page else 0):  # a page that is slow to come is no page to leave
                    self.look()
                    if self.page:
                        return
                self.press(" ")

    def open(self) -> None:
        """Press the key of who is asked until the view opens: a lock that has just come takes none for a moment."""
        own = "1" if "Only 1 opens" in self.terminal.text else "0"
        self.press(own)
        while "opens" in self.terminal.text and self.page in ("lock", ""):  # "too soon" takes the bottom line
            self.terminal.child.send(own)
            self.look()

    def foot(self) -> str:
        """What a private view asks for now: its last two lines, of which the second may be empty or the first."""
        above, below = self.terminal.text.splitlines()[-3:-1]
        return above if above.strip() else below

    def until(self, *pages: str) -> None:
        """Go on until a page of one of these kinds is there."""
        for _ in range(300):
            if self.page in pages:
                return
            self.go_on()
        raise AssertionError(f"never came to {pages}:\n{self.terminal.text}")


def start(terminal, crisis: Path) -> Pair:
    pair = terminal("play", str(crisis), "--pair", "--names", *NAMES, "--seed", "7")
    pair.terminal.wait_for("Begin")
    pair.look()
    assert not pair.keys
    pair.terminal.child.send("\r")
    pair.terminal.wait_for("go on")
    pair.look()
    return pair


def full_scenes(pair: Pair) -> list[list[tuple[int, str, str]]]:
    """The keys of each scene that both decided, from its brief to what came of it; no coffee."""
    keys, found = pair.keys, []
    for number in sorted({scene for scene, kind, _chair in keys if kind == "finals"}):
        start = next(at for at, (scene, kind, _) in enumerate(keys) if (scene, kind) == (number, "lock"))
        final = next(at for at, (scene, kind, _) in enumerate(keys) if (scene, kind) == (number, "finals"))
        decided = len([*takewhile(lambda key: key[1] in ("finals", "answer"), keys[final:])])
        found.append(keys[start - 1 : final + decided + 1])
    return found


@pytest.mark.long
def test_a_whole_game_of_two_takes_two_locks_a_scene_and_few_keys_of_both(terminal, home, crisis):
    pair = start(terminal, crisis)
    pair.until("over")
    (save,) = list_save_summaries(home / "saves")
    assert save.ending
    scenes = full_scenes(pair)
    print([len(keys) for keys in scenes])
    assert len(scenes) >= 5
    *usual, _pledged, longest = sorted(map(len, scenes))
    assert usual[-1] <= MOST
    assert longest <= MOST + PLEDGES
    for keys in scenes:
        kinds = Counter(kind for _, kind, _ in keys)
        assert (keys[0][1], keys[-1][1]) == ("read", "read"), "the brief, and what came of it"
        assert kinds["lock"] == 2
        private = Counter(chair for _, kind, chair in keys if kind == "alone")
        assert min(private.values()) > 0
        assert abs(private["ceo"] - private["cto"]) <= 1, "whoever holds something is asked whether to say it"
    game = pair.terminal
    game.child.send("\r")
    for _ in range(12):
        if "The two at the table" in game.settle():
            break
        game.child.send("\x1b[6~")
    assert all(name in game.text for name in NAMES)
    leave_by_key(game)
    assert game.end() == 0
    assert game.left_clean()
    assert b"Traceback" not in game.raw
    assert set(re.findall(rb"\x1b\]\d+", game.raw)) <= {POINTER}, "no title, no clipboard, no link"


def at_a_view(terminal, crisis: Path) -> Pair:
    """Two people, one of them alone with the screen in the middle of an answer."""
    pair = start(terminal, crisis)
    pair.until("alone")
    assert pair.alone == "ceo"
    pair.press("1")
    assert runs(pair.terminal.text, OWN["ceo"])
    return pair


def goes_on_at_the_lock(pair: Pair) -> None:
    """What continues after a private view was open shows nothing of it and asks for Space."""
    pair.terminal.wait_for("go on", "open the view")
    pair.look()
    assert not pair.alone
    pair.until("lock", "alone")
    assert pair.page == "lock"
    pair.open()
    assert pair.alone == "ceo"
    assert "pick …" in pair.terminal.text, "what was not committed is not kept"
    leave_by_key(pair.terminal)
    assert pair.terminal.end() == 0


@pytest.mark.long
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
def test_a_program_that_dies_with_a_view_open_goes_on_at_the_lock(terminal, crisis, number):
    pair = at_a_view(terminal, crisis)
    pair.terminal.child.kill(number)
    pair.terminal.end()
    last = pair.terminal.raw[pair.looked :].decode("utf-8", "replace")
    assert not runs(last, OWN["ceo"])
    assert number == signal.SIGKILL or pair.terminal.left_clean()
    goes_on_at_the_lock(terminal("continue"))


@pytest.mark.long
@pytest.mark.parametrize("number", [signal.SIGTSTP, signal.SIGSTOP])
def test_a_program_that_was_put_to_sleep_wakes_up_at_the_lock(terminal, crisis, number):
    pair = at_a_view(terminal, crisis)
    pair.terminal.child.kill(number)
    os.waitpid(pair.terminal.child.pid, os.WUNTRACED)
    pair.terminal.child.kill(signal.SIGCONT)
    pair.terminal.settle()
    pair.look()
    goes_on_at_the_lock(pair)
