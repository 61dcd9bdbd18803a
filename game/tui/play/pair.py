"""Two people at one terminal: the pages between them, and the lock before each page that is for one of them alone.

What both look at is read by a `PairReader`, who sits in no chair: names, never "you", and nothing private.

Where secrecy lies
- Only `PrivateStep` shows anything private. It is made in one place, `PairPlayPage.unlock_view`, from what
  `Session.open_private_view` gives for that look, and dropped by `PairPlayPage.lock_private_view`, which every way out
  of it calls: Esc, a resize, another page over it, the terminal losing the focus, a suspended program, a screenshot,
  90 seconds without a key (`IdleTimer`).
- What a private page commits goes to the session whole, on Enter; until then it is in the step and nowhere else.
- Both chairs press the same keys: a pick, how sure, a guess, and a key for each of as many facts as the one with more
  of them could say. The panel of what is private takes the lines that the question leaves, whatever it holds.
- `PairFinalsStep` holds the final picks; before both are in it paints that one was taken, never which.
- Time comes from `TandemApp.clock`; `PairPlayPage.poll_clock` looks at it, a few times a second.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar, Final, cast

from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget

from game import atomic_files
from game.content.safe_input import render_path
from game.engine import events as e
from game.handouts import build_handouts, render_html
from game.locales import _, current_language
from game.playthrough.hindsight import Hindsight, see_deliberation
from game.playthrough.pair import UNLOCKING
from game.playthrough.prompts import RefusedError
from game.playthrough.saves.saved_game import Game
from game.playthrough.visibility import ChairView, SharedView
from game.questions.pair import explain_held_key, explain_own_key
from game.tui.actions import Action, bind
from game.tui.play.board import BOARD_MANNERS, NO_BOARD, BoardManner
from game.tui.play.company_page import PairCompanyPage
from game.tui.play.page import PlayPage
from game.tui.play.pair_steps import (
    MINUTE,
    TOLD,
    Countdown,
    IdleTimer,
    PairFinalsStep,
    PairRevealStep,
    PrologueStep,
    SatDownStep,
    SceneBriefStep,
    SynthesisStep,
    TalkTimer,
)
from game.tui.play.pause import PairMenuPage
from game.tui.play.private_paper import ROOMY, LockPanel, LockScene, PairPaper
from game.tui.play.private_steps import LockStep, PrivateStep
from game.tui.play.question_steps import AnswerStep
from game.tui.play.reader import ChairReader, PairReader
from game.tui.play.steps import GameOverStep, PlayStep, build_reading_steps
from game.tui.toolkit.content import style_text
from game.tui.toolkit.still import StillHorizontal

STEP_KEYS: Final = (
    "read_on", "unlock", "locked", "private_digit", "private_back", "private_on", "private_commit", "private_lock",
    "answer", "up", "down", "take_back", "confirm", "tell", "count_down", "more_time", "at_once", "talk_again", "cards",
)  # fmt: skip

LOCKED: Final = (PrivateStep, PairFinalsStep)
"""The steps that Esc locks or takes back."""

NOT_IN: Final[dict[str, tuple[type[PlayStep], ...]]] = {
    "menu": LOCKED,
    "seats": LOCKED,
    "company": (PrivateStep, LockStep, PairFinalsStep),
    "log": (PrivateStep, LockStep, PairFinalsStep),
    "page_back": LOCKED,
}
"""The actions that must wait until nothing private is open, with the steps that block them."""

FRESH: Final = 3.2
"""How many times longer than other pages a new lock ignores keys: a double tap must not open it."""

TICK: Final = 0.2
"""Seconds between two readings of the clock."""


class PairPlayPage(PlayPage, inherit_bindings=False):
    """A game for two on the screen."""

    CSS_PATH = "play.tcss"
    STEP_KEYS: ClassVar[tuple[str, ...]] = STEP_KEYS
    BINDINGS: ClassVar[list[BindingType]] = bind(
        *STEP_KEYS, "scroll_up", "scroll_down", "page_back", "log", "company", "seats", "menu"
    )

    def _build_reader(self) -> ChairReader:
        self.lock_panel = LockPanel(id="lock")
        self.talk: TalkTimer | None = None
        self.idle, self._last_key_at = IdleTimer(0.0), 0.0
        self._was_warning = False
        return PairReader(self.session)

    def _build_paper(self) -> PairPaper:
        return PairPaper()

    def _build_first_steps(self) -> list[PlayStep]:
        return build_first_pair_page_sequence(self.onlooker)

    def _build_steps(self) -> list[PlayStep]:
        return build_pair_page_sequence(self.onlooker)

    @property
    def onlooker(self) -> PairReader:
        """The reader, for two people who look together."""
        return cast("PairReader", self.reader)

    @property
    def pair_paper(self) -> PairPaper:
        """The paper, with the panel for what is private."""
        return cast("PairPaper", self.paper)

    # -- the page ------------------------------------------------------------------------------------------

    def compose_body(self) -> Iterable[Widget]:
        """Yield what both read, and the lock in its place."""
        yield self.header
        with StillHorizontal(id="table"):
            yield self.paper
            yield self.company_panel
            yield self.side_panel
        yield self.lock_panel
        yield self.board_panel
        yield self.company_summary

    def on_mount(self) -> None:
        """Start polling the clock; lock when the program is suspended."""
        self._start_talk_timer(self.step)
        self.set_interval(TICK, self.poll_clock)
        self.app.app_suspend_signal.subscribe(self, lambda _app: self.lock_private_view())

    def _find_view(self) -> ChairView | SharedView:
        view, then = self.session.shared_view, self.step.hindsight
        return view if then is None else then.rebuild_view(self.session.scenario, view)

    def _find_accent(self) -> str:
        return "$ink"

    def _choose_board_manner(self, width: int, height: int) -> BoardManner:
        """Leave the panel of a private view its lines, as many whatever it holds."""
        if not isinstance(self.step, PrivateStep):
            return super()._choose_board_manner(width, height)
        left = height - self.paper.measure_below(width, folded=False, tight=True)
        manners = BOARD_MANNERS if self.is_large else (NO_BOARD,)
        return next((manner for manner in manners if left - manner.lines >= ROOMY), manners[-1])

    def _show_sheet(self) -> None:
        step = self.step
        alone, locked = isinstance(step, PrivateStep), isinstance(step, LockStep)
        accent = f"${step.reader.chair}" if isinstance(step, PrivateStep) else "$ceo"
        self.pair_paper.show_secret(step.build_secret() if isinstance(step, PrivateStep) else None, accent)
        self.paper.show_sheet(step.build_sheet(), accent, self._build_turn_id())
        if isinstance(step, LockStep):
            self.lock_panel.show_blocks(step.build_blocks(), self._build_lock_scene(step))
        else:
            self.lock_panel.show_blocks([])
        self.query_one("#table").display = not locked
        self.lock_panel.display = locked
        self.company_summary.set_class(alone or locked, "-away")
        self.board_panel.display = not locked

    def _build_lock_scene(self, step: LockStep) -> LockScene | None:
        """Return what both see at a lock, of what the page of both showed before it."""
        board, overview = self.board_panel.board, self.company_panel.overview
        if board is None or overview is None:
            return None
        return LockScene(board, overview, step.chair, step.render_question())

    def _render_owner_name(self) -> Content:
        """Return the time that is running, or who plays."""
        told = self._render_clock()
        return style_text(told or self.onlooker.render_both_names(), "$ink" if told else "$quiet")

    def _render_clock(self) -> str:
        """Return the time that is running, as text; '' if none is."""
        now = self.tandem.clock()
        if isinstance(self.step, PrivateStep) and self.idle.is_warning(now):
            return _("closes in {n}", n=self.idle.count_seconds_left(now))
        return self.talk.render_elapsed(now) if self.talk is not None and isinstance(self.step, PairRevealStep) else ""

    def _measure_room(self) -> tuple[int, int]:
        """Return the size of the paper; a private view takes the lines of the company summary as well."""
        width, height = super()._measure_room()
        return width, height + 2 if isinstance(self.step, PrivateStep) and width == self.room.width - 4 else height

    # -- the lock ------------------------------------------------------------------------------------------

    def unlock_view(self) -> None:
        """Open the private view that is waiting: the only place where anything private reaches the screen."""
        prompt, step = self.session.prompt, self.step
        if isinstance(step, LockStep) and step.teller is not None:
            view = self.session.open_telling_view(step.teller)
        elif prompt is not None and prompt.setting == "private":
            view = self.session.open_private_view()
        else:
            return
        self._turn_to_step(PrivateStep(ChairReader(self.session, view.prompt.chair), view))

    def lock_private_view(self) -> bool:
        """Lock the private view and return whether one was open; what was not committed is lost."""
        if isinstance(self.step, PairFinalsStep):
            self._turn_to_step(PairRevealStep(self.onlooker, self.step.prompt))
            return False
        if not isinstance(self.step, PrivateStep):
            return False
        if self.step.form.private.telling:
            self._return_to_talk()
            return True
        self._turn_to_step(build_pair_question_step(self.onlooker, closed=True))
        return True

    def action_lock(self) -> None:
        """Go back to the lock, or from the countdown to the talk."""
        self.lock_private_view()

    def on_screen_suspend(self) -> None:
        """Lock when another page opens over this one."""
        self.lock_private_view()

    def on_resize(self) -> None:
        """Lock: at another size, somebody beside the screen might see more."""
        if self.is_mounted:
            self.lock_private_view()

    def on_key(self, _event: events.Key) -> None:
        """Count any key as a sign of life; the page below remembers it."""
        self._restart_idle_timer()

    def on_click(self) -> None:
        """Count a click as a sign of life."""
        self._restart_idle_timer()

    def refresh_texts(self) -> None:
        """Count a change of language as a sign of life."""
        self._restart_idle_timer()
        super().refresh_texts()

    def _restart_idle_timer(self) -> None:
        self._last_key_at, self.idle.since = self.idle.since, self.tandem.clock()

    # -- the clock -----------------------------------------------------------------------------------------

    def poll_clock(self) -> None:
        """Read the clock: close an idle view, count down, show how long the talk has been going on."""
        now, step = self.tandem.clock(), self.step
        if isinstance(step, PrivateStep):
            if not self.idle.count_seconds_left(now):
                self.lock_private_view()
                return
            if self.idle.is_warning(now) or self._was_warning:
                self._show_header()
            self._was_warning = self.idle.is_warning(now)
        elif isinstance(step, PairFinalsStep):
            if step.advance_countdown(now):
                self._show_sheet()
        elif isinstance(step, PairRevealStep) and self.talk is not None:
            self._show_header()

    # -- keys ----------------------------------------------------------------------------------------------

    def is_shown_in_key_line(self, action: Action) -> bool:
        """Show the pause and the seats in the key line at the lock: whoever waits there may want either."""
        return super().is_shown_in_key_line(action) or (
            isinstance(self.step, LockStep) and action.id in ("menu", "seats")
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Make Esc the menu only where there is nothing to lock; keep the company for both to look at."""
        if isinstance(self.step, NOT_IN.get(action, ())) or (action == "lock" and not isinstance(self.step, LOCKED)):
            return False
        if action == "scroll_page" and isinstance(self.step, PrivateStep):
            return super().check_action("digit", ())  # always: its absence would tell how much there is to read
        return super().check_action(action, parameters)

    def action_unlock(self, key: str) -> None:
        """Open the lock, with the key of the chair that is asked."""
        if not isinstance(self.step, LockStep) or key != UNLOCKING[self.step.chair]:
            self.action_refuse()
        elif self._is_too_soon():
            self.tandem.show_notice(explain_held_key())
        else:
            self.unlock_view()

    def action_refuse(self) -> None:
        """Say at the lock which key opens it."""
        if isinstance(self.step, LockStep):
            self.tandem.show_notice(explain_own_key(self.reader.voice, self.step.chair))

    def press_clicked_key(self, key: str) -> None:
        """Press the key that was clicked; a lock opens by no click."""
        if isinstance(self.step, LockStep) and key in UNLOCKING.values():
            self.action_refuse()
        else:
            super().press_clicked_key(key)

    def action_space(self) -> None:
        """Go on, or start the countdown, whichever is next."""
        if self._is_too_soon():
            return
        if isinstance(self.step, PairRevealStep):
            self._turn_to_step(PairFinalsStep(self.onlooker, self.step.prompt, Countdown(self.tandem.clock())))
        else:
            self.action_enter()

    def _is_too_soon(self) -> bool:
        """Return whether this may be the previous key still held down, which must not run through a lock."""
        now, settle = self.tandem.clock(), self.tandem.settle
        fresh = isinstance(self.step, LockStep) and now - self._turned_at < settle * FRESH
        return fresh or now - self._last_key_at < settle

    def action_digit(self, digit: str) -> None:
        """Hand a digit to the step; of two picks at once, only that they were taken is painted until both are in."""
        if isinstance(self.step, PairRevealStep) and (teller := self.step.find_teller(int(digit))) is not None:
            self._turn_to_step(LockStep(self.onlooker, self.step.prompt, teller=teller))
            return
        if not isinstance(self.step, PairFinalsStep):
            talked = isinstance(self.step, PairRevealStep) and not self.step.understood
            super().action_digit(digit)
            if talked and isinstance(self.step, PairRevealStep) and self.step.understood:
                self._continue_talk()
            return
        self.step.press_digit(int(digit))
        picks = self.step.settled
        if picks is not None:
            self.session.settle_final_picks(picks)
            self._show_outcome()
        else:
            self._show_sheet()

    def action_more_time(self) -> None:
        """Give the talk one more minute."""
        if self.talk is not None:
            self.talk.add_minute(self.tandem.clock())
            self._show_header()

    def action_menu(self) -> None:
        """Open the pause menu."""
        scene = build_scene_brief(self.onlooker) is not None
        self.open_page(PairMenuPage(self, scene=scene), self._run_menu_choice)

    def _run_menu_choice(self, chosen: str | None) -> None:
        if chosen != "scene":
            super()._run_menu_choice(chosen)
        elif brief := build_scene_brief(self.onlooker):
            self._upcoming.insert(0, self.step)
            self._turn_to_step(brief)

    def action_cards(self) -> None:
        """Write the cards of both chairs and show where they are; nothing of their content is shown."""
        if isinstance(self.step, PrologueStep):
            self.step.cards = write_cards(self.game, self.tandem.services.place)
            self._show_sheet()
            self._fit_paper()

    def action_company(self) -> None:
        """Open the company, as both may see it."""
        self.open_page(PairCompanyPage(self.onlooker, self.step.hindsight))

    def open_figure(self, stock: str) -> None:  # noqa: ARG002 -- two people see all figures at once
        """Open the company, as both may see it."""
        self.action_company()

    # -- answering -----------------------------------------------------------------------------------------

    def _commit_answers(self) -> None:
        step = self.step
        if not isinstance(step, PrivateStep):
            super()._commit_answers()
            return
        try:
            step.commit()
        except RefusedError:
            self.lock_private_view()
            return
        if not step.form.private.telling:
            self._show_outcome()
            return
        self._continue_talk()

    def _continue_talk(self) -> None:
        """Show the talk as it is after something that counts, and save that."""
        self._return_to_talk()
        self._start_saving()

    def _return_to_talk(self) -> None:
        """Go back to the talk from a view in which one of the two says something now."""
        assert self.session.prompt is not None
        self._turn_to_step(PairRevealStep(self.onlooker, self.session.prompt))

    def _turn_to_step(self, step: PlayStep) -> None:
        now = self.tandem.clock()
        self._start_talk_timer(step, again=self.talk is not None and self._interrupts_talk(self.step))
        self.idle.since = now
        super()._turn_to_step(step)

    def _interrupts_talk(self, step: PlayStep) -> bool:
        told = isinstance(step, PrivateStep) and step.form.private.telling
        return told or isinstance(step, (PairRevealStep, PairFinalsStep, SceneBriefStep))

    def _start_talk_timer(self, step: PlayStep, *, again: bool = False) -> None:
        """Start timing a talk, if one begins here; with `again`, go on with the timer of before."""
        if isinstance(step, PairRevealStep):
            if self.talk is None or not again:
                self.talk = TalkTimer(self.tandem.clock(), self.tandem.settings.talk * MINUTE)
            step.timer = self.talk


# -- the pages that follow an answer -------------------------------------------------------------------------


def build_pair_page_sequence(reader: PairReader) -> list[PlayStep]:
    """Return the pages up to the current question, which comes last; a private one is behind its lock."""
    session = reader.session
    first = [] if session.records else [PrologueStep(reader)]
    told = build_reading_steps(reader, TOLD)
    return [
        *first,
        *_build_synthesis_steps(reader),
        *told,
        *_build_fresh_scene_brief(reader),
        *_build_sat_down_steps(reader),
        build_pair_question_step(reader),
    ]


def build_first_pair_page_sequence(reader: PairReader) -> list[PlayStep]:
    """Return the pages that two begin with: those who resume in the middle of a scene read it again."""
    found, scene = build_pair_page_sequence(reader), build_scene_brief(reader)
    told = scene is None or any(isinstance(page, SceneBriefStep) for page in found)
    return found if told or scene is None else [*found[:-1], scene, found[-1]]


def _build_synthesis_steps(reader: PairReader) -> list[PlayStep]:
    """Return the page of an option that both their facts opened; it comes before its consequence."""
    session = reader.session
    done = next((event for event in session.happened if isinstance(event, e.Enacted)), None)
    if done is None or not session.look_up_option(done.scene, done.option).synthesis:
        return []
    page = SynthesisStep(reader, done)
    page.hindsight = _see_synthesis(reader, done)
    return [page]


def _see_synthesis(reader: PairReader, done: e.Enacted) -> Hindsight:
    """Return the moment at which an option that both their facts opened lay there, and nothing had come of it yet."""
    story = [event for answered in reader.session.story for event in answered]
    at = max(number for number, event in enumerate(story) if isinstance(event, e.Enacted) and event.scene == done.scene)
    opened = next(event for event in reversed(story[:at]) if isinstance(event, e.SceneOpened))
    told = story[story.index(opened) : at]
    return see_deliberation(opened, (event for event in told if isinstance(event, e.Said)), story[at:])


def build_scene_brief(reader: PairReader) -> SceneBriefStep | None:
    """Return the page of the current scene; None if none is open."""
    prompt = reader.session.prompt
    return SceneBriefStep(reader, prompt) if prompt is not None and reader.session.in_scene else None


def _build_fresh_scene_brief(reader: PairReader) -> list[PlayStep]:
    """Return the page of a scene that has just opened."""
    opened = any(isinstance(event, e.SceneOpened) for event in reader.session.happened)
    scene = build_scene_brief(reader) if opened else None
    return [scene] if scene is not None else []


def _build_sat_down_steps(reader: PairReader) -> list[PlayStep]:
    """Return the page that says both wanted to sit down, before each is asked alone."""
    prompt, happened = reader.session.prompt, reader.session.happened
    sat = any(isinstance(event, e.SatDown) and event.asker is None for event in happened)
    return [SatDownStep(reader)] if sat and prompt is not None and prompt.kind == "sit_say" else []


def build_pair_question_step(reader: PairReader, *, closed: bool = False) -> PlayStep:
    """Return the page of the current question; `closed`: a private view closed before it was committed."""
    prompt = reader.session.prompt
    if prompt is None:
        return GameOverStep(reader)
    if prompt.setting == "private":
        return LockStep(reader, prompt, closed=closed)
    if prompt.setting == "at_once":
        return PairRevealStep(reader, prompt)
    return AnswerStep(reader, prompt)


# -- cards on paper ------------------------------------------------------------------------------------------

CARDS: Final = "cards"


def write_cards(game: Game, saves: Path) -> str:
    """Write the cards of both chairs as HTML; return where they are, or why they could not be written."""
    setup, folder = game.session.setup, saves / CARDS
    names = []
    try:
        atomic_files.make_folder(folder)
        for pack in build_handouts(game.loaded, current_language(), setup.seed, setup.playthrough):
            names.append(f"{pack.scenario}-{pack.seed}-{pack.playthrough}-{pack.chair}.html")
            atomic_files.write_atomically(folder / names[-1], render_html([pack]).encode())
    except OSError as error:
        return _("The cards cannot be written: {why}", why=atomic_files.explain_os_error(error))
    return _(
        "Written, a file a chair: {ceo} and {cto} in {folder}.", ceo=names[0], cto=names[1], folder=render_path(folder)
    )
