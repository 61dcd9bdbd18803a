"""Two people line by line: a lock made of a cleared screen and a word, everything else read together and by name."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import chain
from typing import TextIO

from game.engine.stocks import CHAIRS, Chair, other_chair
from game.locales import _, vocabulary
from game.narration.sentences import tell_events
from game.narration.voice import Voice
from game.plain.page import PlainPage
from game.plain.pair_questions import (
    DigitsQuestion,
    FinalPicksQuestion,
    SharedQuestion,
    build_digits_questions,
    hide_typed_keys,
    render_shared_view,
)
from game.plain.private_screen import PrivateScreen, ViewClosedError
from game.plain.solo import LEAVE, PlainGame, PlayerLeftError, render_glossary, render_help
from game.plain.solo_questions import MisreadError, PlainQuestion
from game.playthrough.pair import IDLE, THOUGHTS, WARNED, PrivateView, list_player_names
from game.playthrough.private_answers import (
    SAYS,
    GivenDigits,
    PrivateQuestion,
    build_pick_answer,
    build_private_questions,
    count_fact_slots,
    list_said_facts,
)
from game.playthrough.prompts import Prompt, RefusedError
from game.playthrough.saves.saved_game import Game
from game.playthrough.session import Session
from game.playthrough.visibility import PrivateLine


class PlainPairGame(PlainGame):
    """Two people at one keyboard, a line at a time."""

    def __init__(self, game: Game, source: TextIO, page: PlainPage, keeper: PrivateScreen | None = None) -> None:
        super().__init__(game, source, page)
        self.public = Voice.to_onlookers(self.session)
        self.voices = {chair: Voice.to_chair(self.session, chair) for chair in CHAIRS}
        self.voice = self.public
        self.keeper = keeper or PrivateScreen()
        self.behind: PrivateView | None = None
        self._warned = False

    def play(self) -> bool:
        """Play on from where the session stands; what is open is covered whatever ends the program."""
        with self.keeper.watch_signals(self.cover_private_view):
            return super().play()

    def cover_private_view(self) -> bool:
        """Leave nothing of a private view on the screen, at any moment; tell whether one was open."""
        if self.behind is None:
            return False
        self.behind = None
        self.voice = self.public
        with suppress(OSError):  # a terminal that hangs up takes nothing any more
            self.page.clear()
        return True

    def _show_introduction(self) -> None:
        self.page.write_all(render_pair_introduction(self.public, self.session))

    def _play_scenes(self) -> None:
        steps = {"private": self._ask_privately, "at_once": self._ask_final_picks, "open": self._ask_shared_question}
        self.page.write_all(tell_events(self.public, self.session.happened))
        while (prompt := self.session.prompt) is not None:
            steps[prompt.setting](prompt)
            self.page.write_all(tell_events(self.public, self.session.happened))

    def _ask_privately(self, prompt: Prompt) -> None:
        """Let one chair answer all that it is asked alone; a view that was closed before that begins anew."""
        while not self._run_private_view(prompt):
            self.page.write(_("The view was closed; what was not committed is not kept."))
        self.page.write(_("{name} is done.", name=self.public.name_person(prompt.chair)))

    def _run_private_view(self, prompt: Prompt) -> bool:
        """Hand over, show what waits, and take all the answers at once; False where the view was closed before."""
        self._hand_over_screen(prompt.chair)
        try:
            private, slots = self.session.open_private_view(), count_fact_slots(self.session, prompt)
            row = build_private_questions(prompt, slots)
            self.chair, self.voice, self.behind = prompt.chair, self.voices[prompt.chair], private
            self.page.write_all(self._render_private_brief(private))
            given = [
                digit for part in build_digits_questions(private, self.voice, row) for digit in self._read_digits(part)
            ]
        except ViewClosedError:
            return False
        finally:
            self.cover_private_view()
        self._commit_answers(private, row, given)
        return True

    def _read_digits(self, question: DigitsQuestion) -> list[int]:
        """Ask until a line has the digits that are asked for."""
        self.page.write_all(question.render_lines())
        while True:
            line = self._read_line(question.render_cue())
            if self._run_command(line, question) or (self._warned and not line):
                continue
            try:
                return question.parse_digits(line)
            except MisreadError as problem:
                self.page.write(str(problem))

    def _wait_for_line(self) -> None:
        """Behind the lock, wait for a line no longer than a view stays open; ClosedError where none comes."""
        if self.behind is None:
            return
        self._warned = not self.keeper.line_within(IDLE - WARNED)
        if self._warned:
            self.page.write("", _("It closes in {n} seconds; Enter keeps it open.", n=WARNED))
            if not self.keeper.line_within(WARNED):
                raise ViewClosedError

    def _commit_answers(self, private: PrivateView, row: Sequence[PrivateQuestion], given: GivenDigits) -> None:
        facts = list_said_facts(private.facts, row, given)
        if private.says:
            self.session.commit_private_view(build_pick_answer(private.prompt, row, given), facts)
        else:
            own = private.prompt.kind in SAYS
            answer = {"facts": facts} if own else build_pick_answer(private.prompt, row, given)
            self.session.answer(private.prompt.token, answer)
        self._save_game()

    def _hand_over_screen(self, chair: Chair) -> None:
        name, across = self.public.name_person(chair), self.public.name_person(other_chair(chair))
        player, waits = self.players[chair], self.players[other_chair(chair)]
        self.page.write_gap()
        asked = _("{name}, please; {other} looks away.", name=player, other=waits)
        if player != name:
            asked = _("{player}, please, for {name}; {other} looks away.", player=player, name=name, other=waits)
        self.page.write(asked)
        question = vocabulary.phrase_thought(len(self.session.records) % THOUGHTS, across, name)
        self.page.write(_("Meanwhile, for {other}: {question}", question=question, other=waits))
        while (line := self._read_line(_("{name} presses Enter:", name=player))) in (*LEAVE, "c"):
            if line != "c":
                raise PlayerLeftError
            self._change_seats()
        self.page.clear()

    @property
    def players(self) -> Mapping[Chair, str]:
        """What the two people are called."""
        return list_player_names(self.session)

    def _render_private_brief(self, private: PrivateView) -> Iterator[str]:
        """Yield what a chair reads when it is alone: who it is, what came up for it, what it alone knows."""
        chair, voice = private.prompt.chair, self.voice
        if not private.met:
            yield _("You are {name}, {chair}.", name=voice.name_person(chair), chair=vocabulary.name_chair(chair))
            yield _("What you want: {text}", text=voice.render_text(private.goal))
            if obstacle := voice.render_text(private.obstacle):
                yield _("In the way: {text}", text=obstacle)
            if stake := voice.render_text(private.stake):
                yield _("At stake: {text}", text=stake)
        for line in private.lines:
            if line.kind != "learned":
                yield self._render_private_line(line)
        for fact in private.view.facts:
            if fact.status == "unsaid":
                yield _("Only you know: {text}", text=voice.render_text(fact.path + ".text"))

    def _render_private_line(self, line: PrivateLine) -> str:
        text = self.voice.render_text(line.path)
        if line.count == self.session.state.count:
            return _("To you alone: {text}", text=text)
        return _("To you alone, since scene {n}: {text}", n=line.count, text=text)

    def _ask_final_picks(self, prompt: Prompt) -> None:
        """Ask both for their final picks at once; nothing is taken before both are in."""
        self.page.write_all(self._render_talk_prompt())
        asked = FinalPicksQuestion(PlainQuestion(prompt, self.public), self.session.asked)
        self.page.write_all(asked.render_lines())
        while True:
            with hide_typed_keys(self.source) as hidden:
                line = self._read_line(asked.render_cue())
            if hidden:
                self.page.end_line()
            if self._run_command(line, asked):
                continue
            try:
                self.session.settle_final_picks(asked.parse_picks(line))
            except (MisreadError, RefusedError) as problem:
                self.page.write(str(problem))
                continue
            self._save_game()
            return

    def _render_talk_prompt(self) -> Iterator[str]:
        """Yield what there is to talk about before the final picks."""
        talk = self.session.talk
        if talk is None:
            return
        names = {"speaker": self.public.name_person(talk.speaker), "listener": self.public.name_person(talk.listener)}
        yield ""
        yield from self._render_stand_in_notice("first")
        if not talk.agreed:
            yield _("They differ. {speaker} tells why {listener} picks otherwise, until {listener} says yes.", **names)
            yield _("Then both talk, for as long as it is worth it.")
        elif talk.objection:
            text = self.public.render_text(talk.objection)
            yield _("They agree. {speaker} voices the best objection: {text}", text=text, **names)
        else:
            yield _("They agree. {speaker} looks for the best objection and voices it.", **names)

    def _render_stand_in_notice(self, kind: str) -> Iterator[str]:
        """Yield which picks on the table were the simulated partner's, where somebody has sat down since."""
        for chair in CHAIRS:
            if self.session.has_stand_in_pick(chair, kind):
                name = self.public.name_person(chair)
                yield _("{name}'s pick was the simulated partner's; somebody else sits there now.", name=name)

    def _ask_shared_question(self, prompt: Prompt) -> None:
        if prompt.kind == "resolve":
            self.page.write_all(self._render_stand_in_notice("final"))
        asked = SharedQuestion(prompt, self.public)
        self.page.write_all(asked.render_lines())
        self._read_answer(asked)

    def _run_command(self, line: str, question: PlainQuestion) -> bool:
        if self.behind is None and line == "s":
            self.page.write_all(render_shared_view(self.session.table, self.public))
            self.page.write_all(question.render_lines())
            return True
        if self.behind is not None and line == "c":
            return False
        if line == "p":
            self.page.write_all(tell_events(self.public, self.session.page))
            self.page.write_all(question.render_lines())
            return True
        if self.behind is None and line in ("?", "h", "help"):
            self.page.write_all(chain(render_help(), render_pair_help(), render_glossary(self.voice)))
            self.page.write_all(question.render_lines())
            return True
        return super()._run_command(line, question)


def render_pair_introduction(voice: Voice, session: Session) -> Iterator[str]:
    """Yield what two people read together before the first scene."""
    scenario = session.scenario
    called = list_player_names(session)
    yield voice.render_text("title")
    yield voice.render_text("premise")
    yield ""
    for chair in CHAIRS:
        seat = f"{voice.name_person(chair)}, {vocabulary.name_chair(chair)}"
        yield f"{seat}: {called[chair]}" if called[chair] != voice.name_person(chair) else seat
    for number in range(scenario.objectives):
        yield _("To practise: {text}", text=voice.render_text(f"objectives.{number}"))
    yield _("Two who work together see most from the other's chair: the CEO in the CTO's, the CTO in the CEO's.")
    yield _("This is a story. Nobody is graded, failing is fine, and what is said here stays at this table.")
    cards = f"tandem cards {scenario.id} --seed {session.setup.seed}"
    yield _("On paper or by ear: {command} prints what each chair alone may read.", command=cards)
    yield _("Answer with a number and Enter. ? helps, s tells the figures, p reads the page again, q leaves.")


def render_pair_help() -> Iterator[str]:
    """Yield how two people share one keyboard."""
    yield _("p: what happened since the scene began, once more.")
    yield _("Before a private view the screen is cleared, and after it. Who waits looks away.")
    yield _("At the final picks both press a key before Enter; where the terminal can, keys are not shown.")
