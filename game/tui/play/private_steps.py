"""What one chair answers alone, and the lock before it: every answer is one key, and the mark goes on by itself.

The questions stand in a row, the same for both chairs: pick, how sure, guess, then Enter; before them the pledge and
the guess at the other's, where they are due. Once all is answered, the digit of a fact says it, and again keeps it.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from textual.content import Content

from game.engine.stocks import Chair
from game.playthrough.pair import UNLOCKING, PrivateQuestion, PrivateView
from game.playthrough.prompts import Prompt
from game.questions import Choice
from game.questions.pair import LOCK_HELP, PRIVATE_HELP, LabelledText, PrivateForm, build_hand_over
from game.tui.play.pair_steps import PairStep
from game.tui.play.paper import Sheet
from game.tui.play.private_paper import FactSlot, Secret
from game.tui.play.question_steps import render_touches, set_spans
from game.tui.play.reader import ChairReader, PairReader
from game.tui.play.steps import PlayStep
from game.tui.toolkit.choices import ChoiceRow
from game.tui.toolkit.content import NOTHING, join_contents, style_text
from game.tui.toolkit.lines import Paragraph

NARROWEST: Final = 56
"""The cells that a line has at least, where the company stands beside the page."""


class LockStep(PairStep):
    """The chair's own key opens its view, or that of a `teller`, who says something while they talk.

    `closed` tells that a view closed before it was committed.
    """

    keys: tuple[str, ...] = ("unlock", "locked")
    reads = False
    help: tuple[str, ...] = LOCK_HELP

    def __init__(
        self, reader: PairReader, prompt: Prompt, *, closed: bool = False, teller: Chair | None = None
    ) -> None:
        super().__init__(reader)
        self.teller, self.prompt = teller, prompt
        self.chair: Chair = teller or prompt.chair
        self.closed = closed

    def render_key_label(self, action: str) -> str | None:
        """Write the key of the chair that is asked."""
        return UNLOCKING[self.chair] if action == "unlock" else None

    def build_sheet(self) -> Sheet:
        """Return an empty page: the lock has one of its own."""
        return Sheet()

    def render_question(self) -> Content:
        """Return what the scene asks, as both have read it; nothing outside of a scene that asks something."""
        scene = self.reader.session.scenario.scenes.get(self.prompt.scene)
        if scene is None or scene.decision is None or not self.reader.session.in_scene:
            return NOTHING
        return self.reader.render_text(f"{scene.path}.ask", f"bold ${self.prompt.owner}")

    def build_blocks(self) -> Sequence[Sequence[Content]]:
        """Return what stands in the middle of the page."""
        words = build_hand_over(self.reader.voice, self.reader.session, self.chair, closed=self.closed)
        closed = [style_text(words.closed, "$ink")] if words.closed else []
        return [
            [style_text(words.turn, f"bold ${self.chair}")],
            [style_text(words.meanwhile, "$ink")],
            [*closed, style_text(words.opens, "$ink"), style_text(words.closes, "$quiet")],
        ]


class PrivateStep(PlayStep):
    """A private view; nothing of it is anywhere else until it is committed."""

    help: tuple[str, ...] = PRIVATE_HELP

    def __init__(self, reader: ChairReader, private: PrivateView) -> None:
        super().__init__(reader)
        self.form = PrivateForm(reader.voice, private)
        self.prompt, self.asked = private.prompt, self.form.asked
        self.digits: list[int | None] = [None] * len(self.asked)
        self.said: set[int] = set()
        """The places of the facts that are said, from 0."""
        self.current = 0

    # -- keys ----------------------------------------------------------------------------------------------

    @property
    def keys(self) -> tuple[str, ...]:  # type: ignore[override]
        """Digits work as long as something is to be answered or said, and Backspace once something was answered."""
        digits = ("private_digit",) if self.now is not None or self.form.slots else ()
        back = ("take_back",) if self.current else ()
        return (*digits, "private_back", "private_on", *back, "private_commit", "private_lock")

    @property
    def now(self) -> PrivateQuestion | None:
        """What is asked now; None where everything is answered."""
        return self.asked[self.current] if self.current < len(self.asked) else None

    def press_digit(self, number: int) -> None:
        """Answer what is asked now, and go on to the next; once all is answered, say a fact or keep it after all."""
        asked = self.now
        if asked is None:
            self.said ^= {number - 1} & set(range(self.form.slots))
        elif asked.accepts_digit(number):
            self.digits[self.current] = number
            self.current += 1

    def click_row(self, row: int) -> None:
        """Take a click on an option as its digit, where one is asked for."""
        if self.now is not None and self.now.kind in ("pick", "guess"):
            self.press_digit(row + 1)

    def take_back(self) -> None:
        """Take the last answer back: the one before the mark."""
        if self.current:
            self.current -= 1
            self.digits[self.current] = None

    def move_mark(self, by: int) -> None:
        """Go back to an answer, or on, but not past what is not answered yet."""
        known = self.digits.index(None) if None in self.digits else len(self.digits)
        self.current = min(max(0, self.current + by), known)

    def explain_missing(self) -> str:
        """Return that something is not answered yet."""
        return self.form.explain_missing() if None in self.digits else ""

    # -- what is answered ----------------------------------------------------------------------------------

    def commit(self) -> None:
        """Give the session everything at once. RefusedError where it does not take it."""
        self.form.commit(self.reader.session, self.digits, self.said)

    def build_answer(self, prompt: Prompt) -> Mapping[str, object] | None:  # noqa: ARG002
        """Return nothing: a private view is committed whole."""
        return None

    # -- the page ------------------------------------------------------------------------------------------

    def build_sheet(self) -> Sheet:
        """Return the question, the options, and what is asked now; the rest is in the panel."""
        question = self.form.build_question_for(self.now)
        options = question.choices if self.form.has_options else ()
        accent = self.reader.accent_for(question.speaker) if self.form.has_decision else "$ink"
        cue = style_text(self.form.render_cue(self.now), "bold $ink")
        return Sheet(
            ask=set_spans(self.form.title_question(self.now), f"bold {accent}"),
            aside=style_text(question.owner_brief, "$quiet"),
            rows=[self._build_option_row(number, choice) for number, choice in enumerate(options)],
            caret=self._find_given_row("pick"),
            note=join_contents(_fit_one_line(cue), style_text("\n"), _fit_one_line(self._render_progress())),
        )

    def build_secret(self) -> Secret:
        """Return what only this chair reads."""
        title = style_text(self.form.name_chair(), f"bold ${self.reader.chair}")
        return Secret(
            join_contents(title, style_text(f"   {self.form.describe_reader()}", "$quiet")),
            list(self._render_private_lines()),
            list(self._build_slots()),
        )

    def _render_private_lines(self) -> Iterable[Paragraph]:
        """Yield what is new, then what one wants: facts that are asked about have the foot of the panel."""
        if recalled := self.form.recall_pledge():
            yield Paragraph(style_text(recalled, "$ink"))
        held = list(self._render_unsayable_facts())
        yield from [] if self.form.slots else held
        for news in self.form.list_news(self.reader.session.state.count):
            yield _render_labelled_text(news)
        wants = list(self.form.list_wants())
        for number, want in enumerate(wants[:1] if self.form.private.met else wants):
            yield _render_labelled_text(want, close=number > 0)
        yield from held if self.form.slots else []

    def _render_unsayable_facts(self) -> Iterable[Paragraph]:
        """Yield what this chair alone knows and cannot say here."""
        held = list(self.form.list_held_facts(asked=False))
        if held:
            yield Paragraph(style_text(self.form.title_held_facts(), f"bold ${self.reader.chair}"))
        for fact in held:
            yield Paragraph(set_spans(fact, "$ink"), lead=style_text("▪ ", "$quiet"), close=True)

    def _build_slots(self) -> Iterable[FactSlot]:
        for place, slot in enumerate(self.form.list_slots()):
            said = place in self.said if self.now is None else None
            yield FactSlot(set_spans(slot.text, "$ink"), style_text(slot.price, "$quiet"), said)

    def _build_option_row(self, number: int, choice: Choice) -> ChoiceRow:
        blank = style_text(" ") if self._is_hinted() else NOTHING
        return ChoiceRow(set_spans(choice.text), render_touches(choice) or blank, lead=self._render_lead(number))

    def _render_lead(self, number: int) -> Content:
        """Return caret, guess and digit of an option, in as many cells whatever is chosen."""
        mine, guessed = number == self._find_given_row("pick"), number == self._find_given_row("guess")
        accent = f"${self.reader.chair}"
        marks = [
            style_text("▸" if mine else " ", f"bold {accent}"),
            style_text("◇" if guessed else " ", f"${self.reader.other}"),
        ]
        return join_contents(*marks, style_text(f" {number + 1}  ", f"bold {accent}" if mine else "$quiet"))

    def _is_hinted(self) -> bool:
        """Return whether the options that are asked about now have dots."""
        pledging = self.now is not None and self.now.about != self.prompt.kind
        return not pledging and any(choice.hints for choice in self.prompt.choices)

    def _list_given(self) -> list[tuple[PrivateQuestion, int | None]]:
        """Return what is asked along with what is asked now, each with its digit."""
        about = self.prompt.kind if self.now is None else self.now.about
        return [(asked, digit) for asked, digit in zip(self.asked, self.digits, strict=True) if asked.about == about]

    def _find_given_row(self, kind: str) -> int | None:
        """Return the row that was given to the pick or to the guess."""
        given = next((digit for asked, digit in self._list_given() if asked.kind == kind), None)
        return given - 1 if given else None

    def _render_progress(self) -> Content:
        """Return what was answered so far, in as many words whatever it was."""
        told = (
            style_text(
                f"{self.form.name_part(asked)} {'…' if digit is None else digit}",
                "$ink" if asked is self.now else "$quiet",
            )
            for asked, digit in self._list_given()
        )
        return join_contents(*told, between="   ")


def _render_labelled_text(labelled: LabelledText, *, close: bool = False) -> Paragraph:
    lead = style_text(f"{labelled.label}  ", "$quiet") if labelled.label else NOTHING
    return Paragraph(set_spans(labelled.text, "$ink"), lead=lead, close=close)


def _fit_one_line(content: Content) -> Content:
    """Return a text that takes exactly one line, whatever the names in it."""
    return content.truncate(NARROWEST, ellipsis=True) if content.cell_length > NARROWEST else content
