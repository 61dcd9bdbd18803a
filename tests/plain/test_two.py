"""Two people line by line, and two programs: each is shown its own and nothing of the other's."""

import io
import json
import os
import re
import signal

import pytest

from game.engine.stocks import CHAIRS
from game.plain.jsonl import JsonlGame
from game.plain.page import PlainPage
from game.plain.pair import PlainPairGame, play_session
from game.plain.private_screen import PrivateScreen, TerminalPrivateScreen, hide_typed_keys
from game.playthrough.saves import saved_game
from game.playthrough.setup import Setup
from tests.plain.conftest import CRISIS
from tests.playthrough.players import plain

NAMES = {"ceo": "Hà", "cto": "Dũng"}
SECRETS = {
    "ceo": ["You promised the sales team a bonus", "a third less than any other", "face and think of the board"],
    "cto": ["You approved Lan's change at night", "A friend at the bank told you", "Lan looks at her shoes"],
}
CLEARED = "(Here the screen is cleared.)"


@pytest.fixture
def two(tmp_path):
    def start(seed=7, language="en", **setup):
        from game import locales

        locales.set_language(language)
        seats = {"ceo": "human", "cto": "human"}
        return saved_game.start_game(CRISIS, Setup(seats, seed, language=language, **setup), tmp_path)

    return start


class Hands(io.StringIO):
    """Two people who answer what is asked; `says` tells whether they say each fact, `finals` has a key of each."""

    def __init__(self, says=False, finals="18", first="120"):
        super().__init__()
        self.says, self.finals, self.first = says, finals, first
        self.table = self.part = self.talk = None
        self.asked = 0
        self.views = []
        """Of each private view: its chair, its kind, and how many digits each line took but for facts that are said."""

    def readline(self, _limit=-1):
        prompt = self.table.session.prompt
        self.asked += 1
        assert self.asked < 300, "asked for ever"
        if self.table.behind is not None or (prompt is not None and prompt.setting == "private"):
            return self.alone(prompt) + "\n"
        if prompt is None:
            return "\n"
        if self.talk is not None:
            return "\n" if self.talk.talk.understood else "1\n"
        if prompt.setting == "at_once":
            last = "78906"[: len(prompt.choices)]
            return f"{self.finals[0]} {last[int(self.finals[1]) - 8]}\n"
        return "1\n"

    def alone(self, prompt):
        """Enter at the lock, then what each line of the view asks for."""
        if self.table.behind is None:
            self.views.append((prompt.chair, prompt.kind, []))
            return ""
        digits = {3: self.first, 2: "10", 1: "1", 0: ""}[len(self.part.asked)]
        self.views[-1][2].append(len(digits))
        return digits + "".join(str(fact) for fact in range(1, self.part.slots + 1) if self.says)


def read(game, hands=None, width=78):
    out = io.StringIO()
    hands = hands or Hands()
    table = hands.table = PlainPairGame(game, hands, PlainPage(out, width, echo=True))
    asked = table._read_digits

    def digits(part):
        hands.part = part
        return asked(part)

    talking = table._read_talk_step

    def talk(step):
        hands.talk = step
        try:
            return talking(step)
        finally:
            hands.talk = None

    table._read_digits, table._read_talk_step = digits, talk
    table.play()
    return out.getvalue()


def screens(told):
    return told.split(CLEARED)


class TestLines:
    @pytest.mark.parametrize("language", ["en", "vi"])
    @pytest.mark.parametrize("seed", range(3))
    def test_a_game_for_two_is_played_to_its_end(self, two, seed, language):
        game = two(seed, language)
        told = read(game)
        assert game.session.prompt is None
        assert game.session.state.ending
        assert "{" not in told

    def test_who_is_alone_with_the_screen_reads_its_own_and_nothing_of_the_others(self, two):
        game = two()
        hands = Hands()
        for number, screen in enumerate(screens(read(game, hands))):
            mine = [chair for chair in CHAIRS if f"You are {NAMES[chair]}" in screen]
            secrets = [chair for chair in CHAIRS for secret in SECRETS[chair] if secret in " ".join(screen.split())]
            if number % 2 == 0:
                last = "The year after" in screen
                assert last or not secrets, screen
            else:
                assert len(set(secrets)) <= 1
                assert set(secrets) <= set(mine) or not mine

    @pytest.mark.parametrize("seed", range(3))
    def test_both_answer_alone_with_as_many_digits_in_as_many_lines(self, two, seed):
        hands = Hands()
        read(two(seed), hands)
        joint = [view for view in hands.views if view[1] not in ("final", "say", "sit_say")]
        pairs = list(zip(joint[::2], joint[1::2], strict=True))
        assert len(pairs) >= 4
        for one, other in pairs:
            assert one[0] != other[0]
            assert one[1:] == other[1:]
        assert [2, 3] in [digits for _chair, _kind, digits in hands.views], "the pledge and the pick behind one lock"

    @pytest.mark.parametrize("typed", ["12", "1200", "1204", "920", "130", "12x", "1 2", "", "0 1 1", "²²²"])
    def test_another_shape_is_no_answer(self, two, typed):
        out = io.StringIO()
        game = two()
        PlainPairGame(game, io.StringIO(f"\n1\n\n10\n{typed}\n"), PlainPage(out, echo=True)).play()
        last = screens(out.getvalue())[-2]
        assert any(told in last for told in ("3 digits, please.", "Digit ", "There are 3 facts to say."))
        assert len(game.session.records) == 1

    def test_the_digits_are_the_pick_how_sure_a_guess_and_each_fact(self, two):
        game = two()
        PlainPairGame(game, io.StringIO("\n1\n\n10\n3 2 1 2\n"), PlainPage(io.StringIO())).play()
        first, say = (dict(record.move.answer) for record in game.session.records[-2:])
        assert first["confidence"] == "sure"
        assert first["guess"] != first["option"]
        assert len(say["facts"]) == 1

    def test_the_screen_is_cleared_before_and_after_every_private_view(self, two):
        game = two()
        told = read(game)
        views = [r for r in game.session.records if r.sealed and r.move.kind not in ("final", "say")]
        alone = sum(r.sealed and r.move.kind == "final" and r.move.chair == "ceo" for r in game.session.records)
        assert told.count(CLEARED) % 2 == 0
        assert told.count(CLEARED) >= 2 * len(views)
        assert alone

    def test_what_both_read_speaks_of_people_by_name(self, two):
        game = two()
        public = " ".join(" ".join(screens(read(game))[::2]).split("The year after", maxsplit=1)[0].split())
        texts = {" ".join(game.session.render_text(path).split()) for path in game.session.texts.tables["en"]}
        for text in sorted(texts - {""}, key=len, reverse=True):
            public = public.replace(text, "")
        assert not re.findall(r".{20}\b[Yy]ou\b.{20}|.{20}\b[Yy]our\b.{20}", public)

    def test_who_leaves_in_a_private_view_leaves_a_clear_screen(self, two):
        game = two()
        out = io.StringIO()
        assert not PlainPairGame(game, io.StringIO("\nq\n"), PlainPage(out, echo=True)).play()
        assert not [s for s in SECRETS["ceo"] if s in screens(out.getvalue())[-1]]

    def test_the_end_of_input_in_a_private_view_clears_too(self, two):
        out = io.StringIO()
        PlainPairGame(two(), io.StringIO("\n"), PlainPage(out, wipe="<wiped>")).play()
        assert out.getvalue().count("<wiped>") == 2

    def test_whatever_breaks_behind_the_lock_it_is_locked_first(self, two):
        class Broken(io.StringIO):
            def readline(self, limit=-1):
                if self.tell():
                    raise RuntimeError("broken")
                return super().readline(limit)

        out = io.StringIO()
        with pytest.raises(RuntimeError):
            PlainPairGame(two(), Broken("\n1\n"), PlainPage(out, wipe="<wiped>")).play()
        assert out.getvalue().endswith("<wiped>")

    def test_a_view_in_which_nobody_types_closes_and_keeps_nothing(self, two):
        out, waited = io.StringIO(), []

        def nobody(seconds):
            waited.append(seconds)
            return len(waited) == 1

        game = two()
        typed = io.StringIO("\n?\n\n1\n")
        PlainPairGame(game, typed, PlainPage(out, wipe="<wiped>", echo=True), PrivateScreen(nobody)).play()
        assert waited[:3] == [80, 80, 10]
        warned, closed = out.getvalue().split("It closes in 10 seconds; Enter keeps it open.")[:2]
        assert "You are Hà" in warned
        assert closed.lstrip().startswith("<wiped>Closed. Anything that wasn't committed is lost.")
        assert not game.session.records

    def test_enter_keeps_a_view_open(self, two):
        patience = iter([False, True, True])
        out, game = io.StringIO(), two()
        typed = io.StringIO("\n\n1\n")
        PlainPairGame(game, typed, PlainPage(out, echo=True), PrivateScreen(lambda _seconds: next(patience))).play()
        assert len(game.session.records) == 1
        assert "digit, please" not in out.getvalue()

    @pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGQUIT"])
    def test_a_signal_that_ends_the_program_wipes_the_view_first(self, two, name):
        class Struck(io.StringIO):
            def readline(self, limit=-1):
                if self.tell():
                    os.kill(os.getpid(), getattr(signal, name))
                return super().readline(limit)

        out, before = io.StringIO(), signal.getsignal(signal.SIGTERM)
        game = PlainPairGame(two(), Struck("\n1\n"), PlainPage(out, wipe="<wiped>"), TerminalPrivateScreen())
        with pytest.raises(SystemExit) as ended:
            game.play()
        assert ended.value.code == 128 + getattr(signal, name)
        assert out.getvalue().endswith("<wiped>")
        assert signal.getsignal(signal.SIGTERM) == before

    def test_names_are_those_of_the_people(self, two):
        told = " ".join(read(two(players={"ceo": "Linh", "cto": "Tuấn"})).split())
        assert "Hà, CEO: Linh Dũng, CTO: Tuấn" in told
        assert "Linh goes next, as Hà; Tuấn looks away." in told
        assert "Meanwhile, for Tuấn: What does Hà see from that chair" in told
        assert "Linh presses Enter:" in told

    @pytest.mark.parametrize(
        ("players", "said"),
        [
            ({"ceo": "Linh", "cto": "linh"}, "Linh (CEO) goes next, as Hà; linh (CTO) looks away."),
            ({"ceo": "Dũng", "cto": "Tuấn"}, "Dũng (CEO) goes next, as Hà; Tuấn looks away."),
            ({"ceo": "Mai", "cto": "Dũng"}, "Mai (CEO) goes next, as Hà; Dũng looks away."),
        ],
    )
    def test_a_name_that_could_mean_somebody_else_has_its_chair_added(self, two, players, said):
        assert said in " ".join(read(two(players=players), io.StringIO("")).split())

    def test_going_on_begins_at_the_lock(self, two):
        game = two()
        PlainPairGame(game, io.StringIO("\n1\n\n10\n120\n\n10\n"), PlainPage(io.StringIO())).play()
        chairs = [record.move.chair for record in game.session.records if record.move.kind == "pledge"]
        assert chairs == ["ceo"], "what was not committed is not kept"
        game.close()
        again = saved_game.resume_game(game.path)
        told = read(again, io.StringIO(""))
        assert not [s for there in SECRETS.values() for s in there if s in told]
        assert "presses Enter:" in told

    def test_final_picks_need_one_key_of_each(self, two):
        game = two()
        hands = Hands()
        lines = iter(["1", "8", "1 2", "8 9", "1 8 9", "x", ""])
        plain = hands.readline

        def clumsy(limit=-1):
            prompt = game.session.prompt
            if prompt is not None and prompt.setting == "at_once" and hands.talk is None:
                return next(lines, None) or plain(limit)
            return plain(limit)

        hands.readline = clumsy
        told = read(game, hands)
        assert told.count("One key of each, please") >= 6
        assert game.session.state.ending

    def test_nothing_of_the_finals_is_shown_before_both_are_in(self, two):
        told = read(two())
        before, after = told.split("Three, two, one: both keys, then Enter:", 1)
        assert "settle" not in before
        assert "settle" in after

    def test_who_is_asked_to_sit_down_reads_what_stands_otherwise(self, two):
        told = " ".join(read(two(), Hands(finals="48")).split())
        assert "2. No, decide now; Hà's first pick stands: " in told

    def test_where_all_is_said_nobody_is_asked_again_and_what_opened_the_way_is_told(self, two):
        hands = Hands(says=True, finals="48")
        told = " ".join(read(two(), hands).split())
        assert "Put together, what the two knew opens a way: Renewal date; Refunds in one night." in told
        assert not [view for view in hands.views if view[1] == "sit_say"]

    def test_what_there_is_to_talk_about_follows_from_the_first_picks(self, two):
        told = " ".join(read(two()).split())
        agreed = told.count("They agree. Hà makes the best case against it") + told.count("They agree. Dũng makes")
        differ = told.count("They disagree. Hà says why Dũng picked") + told.count("They disagree. Dũng says why Hà")
        assert agreed + differ == 3

    def test_in_the_talk_either_says_something_more_alone_with_the_screen(self, two):
        game, hands = two(), Hands()
        plain, typed = hands.readline, iter(["1", "5", "4"])

        def talking(limit=-1):
            return f"{line}\n" if hands.talk is not None and (line := next(typed, None)) else plain(limit)

        def alone(prompt):
            behind = hands.table.behind
            return "123" if behind is not None and behind.private.telling else quiet(prompt)

        quiet, hands.readline, hands.alone = hands.alone, talking, alone
        told = read(game, hands)
        (tell,) = [record.move for record in game.session.records if record.move.kind == "tell"]
        assert (tell.chair, len(tell.told)) == ("cto", 3)
        assert "There is no 5; there are 3, 4." in told
        public = " ".join(" ".join(screens(told)[::2]).split())
        assert "3 Hà, 4 Dũng: say something now, alone with the screen." in public
        assert all(game.session.render_text(f"facts.{fact}.told") in public for fact in tell.told)

    def test_saying_the_others_reason_rightly_counts_and_so_does_how_often_it_took(self, two):
        game, hands = two(players={"ceo": "Linh", "cto": "Tuấn"}), Hands()
        plain, typed = hands.readline, iter(["2", "2", "1"])

        def talking(limit=-1):
            return f"{line}\n" if hands.talk is not None and (line := next(typed, None)) else plain(limit)

        hands.readline = talking
        told = " ".join(read(game, hands).split())
        moves = [record.move for record in game.session.records if record.move.kind == "restate"]
        assert moves[0].tries == 3
        speaker, listener = ("Linh", "Tuấn") if moves[0].chair == "ceo" else ("Tuấn", "Linh")
        assert f"They disagree. {speaker} says why {listener} picked that, until {listener} says yes." in told
        assert told.count("Once more, in other words.") == 2
        assert f"It took {speaker} 3 tries to say why {listener} picked that; then {listener} said yes." in told

    def test_the_one_who_waits_has_something_to_think_about(self, two):
        told = read(two())
        assert told.count("Meanwhile, for Dũng:") >= 2
        assert told.count("Meanwhile, for Hà:") >= 2

    def test_the_figures_of_the_table_are_those_of_both(self, two):
        told = read(two(), io.StringIO("\n1\ns\n"))
        assert "Only you know" not in screens(told)[-1]

    def test_one_leaves_the_partner_takes_the_chair_and_gives_it_back(self, two):
        game = two()
        out = io.StringIO()
        typed = "\n1\n" + "c\n2\n" + "\n1\n" + "c\n2\n" + "\n"
        assert not play_session(game, io.StringIO(typed), PlainPage(out, echo=True))
        moves = [(r.move.chair, r.move.answer["who"]) for r in game.session.records if r.move.kind == "seat"]
        assert moves == [("cto", "partner"), ("cto", "human")]
        assert game.session.pair
        told = out.getvalue()
        assert "Somebody takes Dũng's chair from the simulated partner." in told
        assert not [s for s in SECRETS["cto"] if s in told]

    def test_who_is_left_alone_goes_on_behind_a_word_each_time(self, two):
        game = two()
        play_session(game, io.StringIO("\n1\nc\n2\n\n\n"), PlainPage(io.StringIO()))
        assert game.session.people == ("ceo",)
        game.close()
        out = io.StringIO()
        play_session(saved_game.resume_game(game.path), io.StringIO(""), PlainPage(out, echo=True))
        told = " ".join(out.getvalue().split())
        assert "Whoever stopped playing looks away now." in told
        assert not [s for s in SECRETS["ceo"] if s in told]

    def test_who_sits_down_again_sees_a_cleared_screen(self, two):
        out = io.StringIO()
        play_session(two(), io.StringIO("\n1\nc\n2\n\nc\n2\n"), PlainPage(out, echo=True, wipe="<wiped>"))
        assert "What" not in out.getvalue().rpartition("<wiped>")[2].split("presses Enter:")[0]

    def test_the_last_one_at_the_table_cannot_get_up(self, two):
        game = two()
        out = io.StringIO()
        play_session(game, io.StringIO("c\n2\n\nc\n1\n"), PlainPage(out, echo=True))
        assert "Somebody has to keep playing" in " ".join(out.getvalue().split())
        assert game.session.people == ("ceo",)

    def test_nobody_gets_up_in_a_private_view(self, two):
        game = two()
        play_session(game, io.StringIO("\nc\n2\n"), PlainPage(io.StringIO()))
        assert game.session.pair

    def test_keys_are_not_shown_where_the_terminal_can_hide_them(self):
        with hide_typed_keys(io.StringIO()):
            pass  # a pipe has no echo to take away

    def test_no_line_is_wider_than_the_page(self, two):
        from rich.cells import cell_len

        for language in ("en", "vi"):
            assert max(map(cell_len, read(two(language=language), width=60).splitlines())) <= 60


class Program:
    """A program that knows the protocol and one chair: it hears what is for it, and answers each prompt's example."""

    def __init__(self, chair):
        self.chair = chair
        self.heard = []
        self.asked = None

    def hear(self, message):
        self.heard.append(message)
        if "prompt" in message:
            self.asked = message["prompt"]
            assert self.asked["chair"] == self.chair

    def answer(self):
        prompt, self.asked = self.asked, None
        return {"token": prompt["token"], "answer": prompt["example"]}


class Post(io.StringIO):
    """Carries each message to the programs it is for, and back the answer of the first in `order` that was asked."""

    def __init__(self, programs, order=CHAIRS):
        super().__init__()
        self.programs, self.order = programs, order

    def write(self, text):
        for line in filter(None, text.split("\n")):
            message = json.loads(line)
            for chair, program in self.programs.items():
                if message.get("for", chair) == chair:
                    program.hear(message)
        return len(text)

    def readline(self, _limit=-1):
        asked = next(self.programs[chair] for chair in self.order if self.programs[chair].asked)
        return json.dumps(asked.answer()) + "\n"


class TestTwoPrograms:
    def play(self, game, order=CHAIRS):
        programs = {chair: Program(chair) for chair in CHAIRS}
        post = Post(programs, order)
        assert JsonlGame(game, post, post).play()
        return programs

    @pytest.mark.parametrize("seed", range(3))
    def test_whoever_answers_first_the_same_game_is_played(self, two, seed):
        one, other = two(seed), two(seed)
        self.play(one)
        self.play(other, CHAIRS[::-1])
        assert [r.move.chair for r in one.session.records] != [r.move.chair for r in other.session.records]
        assert one.session.state == other.session.state

    def test_before_the_final_picks_a_program_tells_what_it_kept(self, two):
        class Teller(Program):
            told = ()

            def answer(self):
                prompt, self.asked = self.asked, None
                if held := [fact["id"] for fact in prompt.get("tell", [])]:
                    self.told = (*self.told, held[0])
                    return {"token": prompt["token"], "tell": {"facts": held[:1]}}
                quiet = {"facts": []} if "facts" in prompt["example"] else prompt["example"]
                return {"token": prompt["token"], "answer": quiet}

        game = two()
        programs = {chair: Teller(chair) for chair in CHAIRS}
        post = Post(programs)
        assert JsonlGame(game, post, post).play()
        moves = [record.move for record in game.session.records if record.move.kind == "tell"]
        assert {move.chair for move in moves} == set(CHAIRS)
        for chair, program in programs.items():
            assert program.told == tuple(fact for move in moves if move.chair == chair for fact in move.told)
            heard = {message["fact"] for message in program.heard if message.get("event") == "said"}
            assert heard >= {fact for move in moves for fact in move.told}, "both hear what is told"
            assert "refused" not in [message.get("event") for message in program.heard]

    @pytest.mark.parametrize("told", [{"facts": ["nothing"]}, {"facts": []}, {"facts": [3]}, {"what": []}, {}])
    def test_what_cannot_be_told_is_refused(self, two, told):
        game = two()
        while game.session.prompt.setting != "at_once":
            game.session.answer(game.session.prompt.token, plain(game.session.prompt))
        line = json.dumps({"token": game.session.prompt.token, "tell": told})
        out, before = io.StringIO(), len(game.session.records)
        JsonlGame(game, io.StringIO(line + "\n"), out).play()
        kinds = [json.loads(row).get("event") for row in out.getvalue().splitlines()]
        assert (kinds.count("refused"), len(game.session.records)) == (1, before)

    @pytest.mark.parametrize("seed", range(4))
    def test_two_programs_play_a_whole_game_each_by_what_it_was_told(self, two, seed):
        programs = self.play(two(seed))
        for program in programs.values():
            kinds = [message.get("event") for message in program.heard]
            assert "refused" not in kinds
            assert kinds.count("ended") == 1
            assert kinds[-1] == "year"

    def test_each_is_told_its_own_private_parts_only(self, two):
        programs = self.play(two())
        for chair, program in programs.items():
            across = "cto" if chair == "ceo" else "ceo"
            kinds = [message.get("event") for message in program.heard]
            told = json.dumps(program.heard[: kinds.index("ended")], ensure_ascii=False)
            assert SECRETS[chair][2].split()[-1] in told
            assert not [secret for secret in SECRETS[across] if secret in told]
            assert {m["chair"] for m in program.heard if m.get("event") == "learned"} <= {chair}
            assert {m["chair"] for m in program.heard if m.get("event") == "pledged"} == {"ceo", "cto"}
            assert not [m for m in program.heard if str(m.get("stock", "")).startswith(f"{across}.")]
            assert {m["prompt"]["chair"] for m in program.heard if "prompt" in m} == {chair}

    def test_until_the_reveal_nothing_tells_what_the_other_picked(self, two):
        programs = self.play(two())
        for program in programs.values():
            since = [n for n, m in enumerate(program.heard) if m.get("prompt", {}).get("kind") == "first"]
            for start in since:
                end = next(n for n, m in enumerate(program.heard) if n > start and m.get("event") == "revealed")
                between = program.heard[start + 1 : end]
                assert {m.get("event", "prompt") for m in between} <= {"saved", "prompt", "said", "pledged"}

    def test_a_refusal_goes_to_the_one_who_answered(self, two):
        game = two()
        out = io.StringIO()
        JsonlGame(game, io.StringIO("nonsense\n"), out).play()
        told = [json.loads(line) for line in out.getvalue().splitlines()]
        assert [message["for"] for message in told if message.get("event") == "refused"] == ["ceo"]

    def test_it_is_the_game_that_two_people_play_line_by_line(self, two):
        """The same answers by authored ids lead to the same end, whoever reads them out."""
        game = two(3)
        self.play(game)
        again = game.session.build_restart()
        for record in game.session.records:
            again.follow_record(record)
        assert again.state == game.session.state
