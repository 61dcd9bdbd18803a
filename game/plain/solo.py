"""One person at one chair, line by line: tell, ask, read a line, answer, until play is over or the input ends."""

from collections.abc import Callable, Iterable, Iterator
from typing import TextIO

from game.content.safe_input import clean_text
from game.debrief.earlier_plays import find_earlier_plays
from game.engine.events import Enacted, Ended, Event, Revealed, SceneOpened
from game.engine.stocks import CHAIRS, Chair
from game.locales import LANGUAGES, current_language, set_language
from game.narration.board import build_board, render_board
from game.narration.company import render_overview
from game.narration.debrief import moments
from game.narration.debrief.report import render_debrief_report
from game.narration.events import narrate_held_fact
from game.narration.introduction import narrate_empty_seat, narrate_ghost, narrate_introduction, narrate_partner_view
from game.narration.lines import StoryLine
from game.narration.log import name_log, narrate_log, tell_empty_log
from game.narration.sentences import render_sentences, tell_events
from game.narration.voice import Voice
from game.plain.page import PlainPage
from game.playthrough.prompts import Prompt, RefusedError
from game.playthrough.saves.journal import NotSavedError
from game.playthrough.saves.saved_game import Game
from game.playthrough.session import Session
from game.questions.sentences import (
    MisreadError,
    TypedQuestion,
    render_help,
    render_leave_notice,
    render_phrase,
    render_seat_choices,
)


class SeatsChangedError(Exception):
    """Somebody took or left a chair; the game goes on in the loop for the people who sit there now."""


class ScreenWantedError(Exception):
    """The player goes to the full screen, with the game as it is."""


ScreenDoor = Callable[[], str]
"""Returns why there is no full screen now; '' where there is."""

LEAVE = ("q", "quit")


class PlayerLeftError(Exception):
    """The player leaves, or the input ends."""


class PlainGame:
    """One person at one chair, a line at a time; with `to_screen`, `f` goes to the full screen."""

    def __init__(self, game: Game, source: TextIO, page: PlainPage, to_screen: ScreenDoor | None = None) -> None:
        self.game = game
        self.to_screen = to_screen
        self.session = game.session
        self.chair: Chair = game.session.people[0]
        self.source = source
        self.page = page
        self.voice = Voice.to_chair(self.session, self.chair)
        self.known: set[str] = set()

    def play(self) -> bool:
        """Play on from where the session stands; return whether the game was finished."""
        try:
            self._play_to_end()
        except (PlayerLeftError, KeyboardInterrupt):
            self._leave_game()
            return False
        return True

    def _leave_game(self) -> None:
        self.page.write_gap()
        self._save_game()
        self.page.write(render_leave_notice(self.game))

    def _play_to_end(self) -> None:
        if self.game.trouble:
            self.page.write(render_phrase("never saved", why=self.game.trouble))
        for sentence in self.game.lacking:
            self.page.write(sentence)
        if not self.session.records:
            self._show_introduction()
        if self.session.secret and not self.session.pair:
            self._show_seat_change_notice()
        self._play_scenes()
        self._show_debrief()

    def _show_introduction(self) -> None:
        self._write_lines(narrate_introduction(self.voice, self.chair))
        self.page.write(render_phrase("keys"))
        if self.session.setup.ghost is not None:
            self._write_lines(narrate_ghost(self.voice, self.chair))

    def _write_lines(self, lines: Iterable[StoryLine]) -> None:
        self.page.write_all(render_sentences(self.voice, lines))

    def _show_seat_change_notice(self) -> None:
        """Hide everything of the one who stays until whoever got up looks away."""
        self._write_lines([narrate_empty_seat(self.voice, self.chair)])
        self.page.write(render_phrase("empty seat"))
        self._wait_for_player(self.voice.name_person(self.chair))

    def _wait_for_player(self, name: str) -> None:
        """Wait until a player confirms with Enter to be alone with the screen."""
        while (line := self._read_line(render_phrase("player alone", name=name))) in (*LEAVE, "c", "f"):
            if line in LEAVE:
                raise PlayerLeftError
            if line == "c":
                self._change_seats()
            elif not self._go_to_screen():
                return

    def _play_scenes(self) -> None:
        """Tell what happens and ask questions until play is over."""
        happened = self.session.happened
        while True:
            self._show_events(happened)
            prompt = self.session.prompt
            if prompt is None:
                return
            self._write_lines(self._list_new_facts())
            if prompt.kind == "final" and any(isinstance(event, Revealed) for event in happened):
                self._write_lines(narrate_partner_view(self.voice, self.session, self.chair))
            happened = self._ask_prompt(prompt)

    def _show_events(self, happened: tuple[Event, ...]) -> None:
        """Tell what happened, with the coach's note where a scene is over."""
        decided = any(isinstance(event, Enacted) for event in happened)
        over = next((n for n, event in enumerate(happened) if isinstance(event, SceneOpened | Ended)), len(happened))
        over = over if decided else 0
        self.page.write_all(tell_events(self.voice, happened[:over]))
        if decided and (note := moments.render_coach_note(self.session, self.chair)):
            self.page.write(render_phrase("thought", text=note))
        self.page.write_all(tell_events(self.voice, happened[over:]))

    def _list_new_facts(self) -> Iterator[StoryLine]:
        """Yield the facts that only this chair holds and that were not told yet."""
        for fact in self.session.build_view(self.chair).facts:
            if fact.status == "unsaid" and fact.id not in self.known:
                yield narrate_held_fact(self.voice, self.chair, fact.id)
            self.known.add(fact.id)

    def _ask_prompt(self, prompt: Prompt) -> tuple[Event, ...]:
        """Ask until a line answers the prompt; return what follows."""
        question = TypedQuestion(self.voice, prompt)
        self.page.write_all(question.render_lines())
        return self._read_answer(question)

    def _read_answer(self, question: TypedQuestion) -> tuple[Event, ...]:
        while True:
            line = self._read_line(question.render_cue())
            if self._run_command(line, question):
                continue
            try:
                happened = self.session.answer(question.prompt.token, question.parse_answer(line))
            except (MisreadError, RefusedError) as problem:
                self.page.write(str(problem))
                continue
            self._save_game()
            return happened

    def _read_line(self, cue: str) -> str:
        line = self.page.ask(cue, self.source, self._wait_for_line)
        if not line:
            raise PlayerLeftError
        return clean_text(line).strip().lower()

    def _wait_for_line(self) -> None:
        """Wait for a line to be typed; one person may take any time."""

    def _save_game(self) -> None:
        """Save, and mention it only if saving has begun to fail or to work again."""
        before = self.game.trouble
        try:
            self.game.save()
        except NotSavedError as error:
            if str(error) != before:
                self.page.write(render_phrase("not saved", why=error))
            return
        if before:
            self.page.write(render_phrase("saved again"))

    def _run_command(self, line: str, question: TypedQuestion) -> bool:
        """Run a command, such as help; return whether the line was one."""
        if line in LEAVE:
            raise PlayerLeftError
        if line in ("?", "h", "help"):
            self.page.write_all(render_help(self.voice, screen=self.to_screen is not None))
            self.page.write_all(question.render_lines())
        elif line == "s":
            view = self.session.build_view(self.chair)
            self.page.write_all(render_overview(self.voice, view))
            self.page.write_all(render_board(build_board(self.voice, self.session, view)))
            self.page.write_all(question.render_lines())
        elif line in ("log", "back"):
            self._show_log() if line == "log" else self._show_page_before()
            self.page.write_all(question.render_lines())
        elif line == "l":
            self._switch_language()
            self.page.write_all(question.render_lines())
        elif line == "c":
            self._change_seats()
            self.page.write_all(question.render_lines())
        elif line == "f":
            return self._go_to_screen()
        else:
            return False
        return True

    def _show_log(self) -> None:
        """Tell everything that was told so far once more, scene by scene."""
        self.page.write("", name_log())
        parts = list(narrate_log(self.voice, self.session))
        for part in parts:
            self.page.write(*(("", part.title) if part.title else ()), *part.lines)
        if not parts:
            self.page.write(tell_empty_log())

    def _show_page_before(self) -> None:
        """Tell what the last answer that led to something led to, once more."""
        told = (list(tell_events(self.voice, events)) for events in reversed(self.session.story))
        self.page.write("", *next((lines for lines in told if any(lines)), [tell_empty_log()]))

    def _go_to_screen(self) -> bool:
        """Leave for the full screen by ScreenWantedError, or say why there is none now; False where there never is."""
        if self.to_screen is None:
            return False
        obstacle = self.to_screen()
        if not obstacle:
            raise ScreenWantedError
        self.page.write(obstacle)
        return True

    def _change_seats(self) -> None:
        """Let somebody leave or take a chair; SeatsChangedError if they do."""
        self.page.write_all(render_seat_choices(self.session, self.voice))
        try:
            change_seat(self.session, self._read_line(render_phrase("number")), self._save_game)
        except RefusedError as problem:
            self.page.write(str(problem))

    def _switch_language(self) -> None:
        codes = list(LANGUAGES)
        set_language(codes[(codes.index(current_language()) + 1) % len(codes)])
        self.session.language = current_language()

    def _show_debrief(self) -> None:
        """Tell what is to be talked about, ask the questions, and tell the rest; the answers are kept in the save."""
        self.page.write_gap()
        while (line := self._read_line(render_phrase("debrief"))) == "f" and self._go_to_screen():
            pass
        if line in LEAVE:
            raise PlayerLeftError
        path = self.game.path
        earlier = find_earlier_plays(path, self.game.loaded) if path is not None else ()
        report = render_debrief_report(self.session, earlier)
        self.page.write_all(report.ahead)
        for number, lines in report.questions:
            self.page.write_gap()
            self.page.write_all(lines)
            line = self.page.ask(render_phrase("reflection"), self.source)
            if not line:
                self.page.write_all(report.reference)
                raise PlayerLeftError
            if line.strip():
                self.session.add_reflection(number, clean_text(line).strip())
                self._save_game()
        self.page.write_all(report.reference)


def change_seat(session: Session, line: str, saved: Callable[[], None]) -> None:
    """Change a seat as chosen.

    Raises:
        SeatsChangedError: once it is done.
        RefusedError: if nobody would be left.
    """
    chosen: dict[str, Chair] = dict(zip(("1", "2"), CHAIRS, strict=True))
    chair = chosen.get(line)
    if chair is None:
        return
    if session.people == (chair,):
        raise RefusedError(render_phrase("last seat"))
    session.change_seat(chair, "partner" if session.seats[chair] == "human" else "human")
    saved()
    raise SeatsChangedError
