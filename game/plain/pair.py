"""Two people line by line, and the loop that plays a game for whoever sits there.

A private view is locked by a cleared screen and a typed line; everything else is read together, and by name.
"""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TextIO

from game.engine.stocks import CHAIRS, Chair
from game.narration.board import build_board, render_board
from game.narration.company import render_overview
from game.narration.introduction import narrate_pair_introduction
from game.narration.sentences import tell_events
from game.narration.voice import Voice
from game.plain.page import PlainPage
from game.plain.private_screen import PrivateScreen, ViewClosedError, hide_typed_keys
from game.plain.solo import PlainGame, ScreenDoor, SeatsChangedError
from game.playthrough.pair import IDLE, WARNED, PrivateView
from game.playthrough.prompts import Prompt, RefusedError
from game.playthrough.saves.saved_game import Game
from game.questions.pair import PrivateForm, build_hand_over, explain_closed_view, list_stand_in_notices
from game.questions.sentences import (
    GivenPart,
    MisreadError,
    TalkStep,
    TypedDigits,
    TypedFinalPicks,
    TypedQuestion,
    TypedTalk,
    build_typed_digits,
    render_phrase,
    render_private_brief,
)


class PlainPairGame(PlainGame):
    """Two people at one keyboard, a line at a time."""

    def __init__(
        self,
        game: Game,
        source: TextIO,
        page: PlainPage,
        keeper: PrivateScreen | None = None,
        to_screen: ScreenDoor | None = None,
    ) -> None:
        super().__init__(game, source, page, to_screen)
        self.public = Voice.to_onlookers(self.session)
        self.voices = {chair: Voice.to_chair(self.session, chair) for chair in CHAIRS}
        self.voice = self.public
        self.keeper = keeper or PrivateScreen()
        self.behind: PrivateForm | None = None
        self._warned = False

    def play(self) -> bool:
        """Play on from where the session stands; an open view is covered however the program ends."""
        with self.keeper.watch_signals(self.cover_private_view):
            return super().play()

    def cover_private_view(self) -> bool:
        """Clear an open private view from the screen, at any moment; return whether one was open."""
        if self.behind is None:
            return False
        self.behind = None
        self.voice = self.public
        with suppress(OSError):  # a terminal that hangs up takes nothing any more
            self.page.clear()
        return True

    def _show_introduction(self) -> None:
        self._write_lines(narrate_pair_introduction(self.public, self.session.player_names))
        cards = f"tandem cards {self.session.scenario.id} --seed {self.session.setup.seed}"
        self.page.write(
            render_phrase("cards", command=cards),
            render_phrase("keys of two"),
        )

    def _play_scenes(self) -> None:
        steps = {"private": self._ask_privately, "at_once": self._ask_final_picks, "open": self._ask_shared_question}
        self.page.write_all(tell_events(self.public, self.session.happened))
        while (prompt := self.session.prompt) is not None:
            steps[prompt.setting](prompt)
            self.page.write_all(tell_events(self.public, self.session.happened))

    def _ask_privately(self, prompt: Prompt) -> None:
        """Let one chair answer what it is asked alone; a view that is closed before that starts over."""
        while not self._run_private_view(prompt.chair, self.session.open_private_view):
            self.page.write(explain_closed_view())
        self.page.write(render_phrase("done", name=self.public.name_player(prompt.chair)))

    def _run_private_view(self, chair: Chair, open_view: Callable[[], PrivateView]) -> bool:
        """Hand over the screen, show the view, and take all answers at once; False if it was closed before that."""
        self._hand_over_screen(chair)
        try:
            form = PrivateForm(self.voices[chair], open_view())
            self.chair, self.voice, self.behind = chair, form.voice, form
            self.page.write_all(render_private_brief(form, self.session.state.count))
            parts = [self._read_digits(part) for part in build_typed_digits(form)]
        except ViewClosedError:
            return False
        finally:
            self.cover_private_view()
        form.commit(self.session, [digit for part in parts for digit in part.digits], parts[-1].said)
        self._save_game()
        return True

    def _read_digits(self, question: TypedDigits) -> GivenPart:
        """Ask until a line has the digits asked for."""
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
        """In a private view, wait only as long as it stays open; ViewClosedError if no line comes."""
        if self.behind is None:
            return
        self._warned = not self.keeper.line_within(IDLE - WARNED)
        if self._warned:
            self.page.write("", render_phrase("closing", n=WARNED))
            if not self.keeper.line_within(WARNED):
                raise ViewClosedError

    def _hand_over_screen(self, chair: Chair) -> None:
        words = build_hand_over(self.public, self.session, chair)
        self.page.write_gap()
        self.page.write(words.turn, words.meanwhile)
        self._wait_for_player(self.session.player_names[chair])
        self.page.clear()

    def _ask_final_picks(self, prompt: Prompt) -> None:
        """Let both talk, then ask for their final picks at once; neither is taken before both are in."""
        self.page.write_all(list_stand_in_notices(self.public, self.session, "first"))
        prompt = self._talk(prompt)
        asked = TypedFinalPicks(self.public, prompt, self.session.asked_chairs)
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

    def _talk(self, prompt: Prompt) -> Prompt:
        """Let one restate the other's reason, and both say what they kept; return the prompt for the final picks."""
        tries = 1
        while (talk := self.session.talk) is not None:
            asked = TypedTalk(self.public, prompt, self.session, talk, tries)
            self.page.write_all(asked.render_lines())
            step = "on" if asked.ends else self._read_talk_step(asked)
            if step == "on":
                break
            if step == "again":
                tries += 1
                continue
            if step == "yes":
                self.session.restate_reason(tries)
                self._save_game()
            elif not self._run_private_view(step, partial(self.session.open_telling_view, step)):
                self.page.write(explain_closed_view())
                continue
            self.page.write_all(tell_events(self.public, self.session.happened))
            prompt = self.session.prompt or prompt
        return prompt

    def _read_talk_step(self, asked: TypedTalk) -> TalkStep:
        while True:
            line = self._read_line(asked.render_cue())
            if self._run_command(line, asked):
                continue
            try:
                return asked.parse_step(line)
            except MisreadError as problem:
                self.page.write(str(problem))

    def _ask_shared_question(self, prompt: Prompt) -> None:
        if prompt.kind == "resolve":
            self.page.write_all(list_stand_in_notices(self.public, self.session, "final"))
        asked = TypedQuestion(self.public, prompt)
        self.page.write_all(asked.render_lines())
        self._read_answer(asked)

    def _run_command(self, line: str, question: TypedQuestion) -> bool:
        if self.behind is None and line == "s":
            view = self.session.shared_view
            self.page.write_all(render_overview(self.public, view))
            self.page.write_all(render_board(build_board(self.public, self.session, view)))
            self.page.write_all(question.render_lines())
            return True
        if self.behind is not None and line == "c":
            return False
        if line == "p":
            self.page.write_all(tell_events(self.public, self.session.scene_events))
            self.page.write_all(question.render_lines())
            return True
        return super()._run_command(line, question)


def play_session(
    game: Game,
    source: TextIO,
    page: PlainPage,
    keeper: PrivateScreen | None = None,
    to_screen: ScreenDoor | None = None,
) -> bool:
    """Play on from where the session stands, in the loop for one or for two; return whether it was finished.

    ScreenWantedError where the player goes to the full screen, which `to_screen` allows.
    """
    while True:
        pair = game.session.pair
        try:
            if pair:
                return PlainPairGame(game, source, page, keeper, to_screen).play()
            with (keeper or PrivateScreen()).watch_ends():
                return PlainGame(game, source, page, to_screen).play()
        except SeatsChangedError:
            page.clear() if game.session.pair else page.write_gap()  # whoever sits down reads nothing of the other's
