"""What two people are asked at once: the talk over both first picks, then three, two, one, and the final picks."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from textual.content import Content

from game.engine import events as e
from game.engine.state import SIT
from game.engine.stocks import CHAIRS, Chair
from game.playthrough.pair import Talk
from game.playthrough.prompts import Prompt
from game.questions import Choice
from game.questions.kinds import title_unsaid
from game.questions.pair import FINALS_HELP, TALK_HELP, FinalPicks, build_talk_question
from game.tui.play.pair_steps.clock import Countdown
from game.tui.play.pair_steps.onlooker import PairReader
from game.tui.play.pair_steps.reading import PairStep
from game.tui.play.steps.questions import AskedQuestion, render_touches, set_spans
from game.tui.play.steps.reveal import build_pick_cards, find_revealed
from game.tui.play.steps.sheet import Sheet
from game.tui.play.steps.telling import group_paragraphs, render_said_fact
from game.tui.toolkit.choices import ChoiceRow
from game.tui.toolkit.content import NOTHING, join_contents, style_text
from game.tui.toolkit.lines import Paragraph

YES: Final = 1

_BIG: Final = {
    3: ("▀▀█", " ▀█", "▄▄█"),
    2: ("▀▀█", "█▀▀", "█▄▄"),
    1: ("▀█ ", " █ ", "▄█▄"),
}


class PairRevealStep(PairStep):
    """Where they agree, one voices the best objection; where they differ, one tells the other's reason until it is so.

    Space then counts down to the final picks.
    """

    reads = False
    help: tuple[str, ...] = TALK_HELP

    def __init__(self, reader: PairReader, prompt: Prompt) -> None:
        super().__init__(reader)
        self.prompt = prompt
        self.talk: Talk | None = reader.session.talk
        self.revealed = find_revealed(reader)
        self.understood = self.talk is None or self.talk.agreed
        self.asked_again = False
        self.timed = False

    @property
    def keys(self) -> tuple[str, ...]:  # type: ignore[override]
        """Yes or not yet, where one restates; then the final picks."""
        longer = ("more_time",) if self.timed else ()
        return ("count_down" if self.understood else "answer", *longer)

    def press_digit(self, number: int) -> None:
        """Say yes, that is the reason; or not quite."""
        if not self.understood:
            self.understood = number == YES
            self.asked_again = number == YES + 1

    def build_sheet(self) -> Sheet:
        """Return the page."""
        told = [*self._render_said_facts(), *self._render_unsaid_counts()]
        cards = []
        if self.revealed is not None:
            session = self.reader.session
            stand_ins = [chair for chair in CHAIRS if session.has_stand_in_pick(chair, "first")]
            cards = build_pick_cards(self.reader, self.revealed, stand_ins)
        if self.talk is None:
            return Sheet(cards=cards, told=told)
        asked = build_talk_question(self.reader.voice, self.talk, understood=self.understood)
        if asked.objection:
            note = set_spans(asked.objection, "$ink")
        elif self.understood:
            note = style_text(asked.understood, "$quiet")
        else:
            note = style_text(asked.again, "$quiet") if self.asked_again else NOTHING
        accent = f"bold ${asked.listener}"
        rows = [
            ChoiceRow(set_spans(choice.text), lead=style_text(f"   {digit}  ", accent))
            for digit, choice in enumerate(asked.choices, start=1)
        ]
        return Sheet(
            cards=cards,
            told=told,
            ask=set_spans(asked.title, f"bold ${asked.speaker}"),
            rows=[] if self.understood else rows,
            note=note,
        )

    def render_key_label(self, action: str) -> str | None:
        """Return the two digits that answer."""
        return "1-2" if action == "answer" else None

    def _render_said_facts(self) -> Iterable[Paragraph]:
        told = [event for event in self.reader.session.page if isinstance(event, e.Said)]
        return group_paragraphs([render_said_fact(self.reader, event) for event in told])

    def _render_unsaid_counts(self) -> Iterable[Paragraph]:
        if self.revealed is None or not any(self.revealed.unsaid.values()):
            return
        parts = [
            f"{self.reader.render_name(chair)} {self.revealed.unsaid[chair]}"
            for chair in CHAIRS
            if self.revealed.unsaid.get(chair)
        ]
        yield Paragraph(style_text(" · ".join(parts), "$quiet"), lead=style_text(f"{title_unsaid()}  ", "bold $quiet"))


class PairFinalsStep(PairStep):
    """Both keys. `picks` are what was pressed: the last key of each counts until both are in."""

    keys: tuple[str, ...] = ("at_once", "talk_again")
    reads = False
    help: tuple[str, ...] = FINALS_HELP

    def __init__(self, reader: PairReader, prompt: Prompt, countdown: Countdown) -> None:
        super().__init__(reader)
        self.prompt = prompt
        self.asked = AskedQuestion(reader, prompt)
        self.countdown = countdown
        self.shown = countdown.compute_shown_number(countdown.began)
        self.waiting = reader.session.asked
        self.rows_of = FinalPicks(self.asked.now, self.waiting).keys
        self.picks: dict[Chair, str] = {}

    def advance_countdown(self, now: float) -> bool:
        """Count; tell whether another number is shown."""
        before, self.shown = self.shown, self.countdown.compute_shown_number(now)
        return before != self.shown

    def press_digit(self, number: int) -> None:
        """Take a key for whom it belongs to, once the counting is over."""
        finals = FinalPicks(self.asked.now, self.waiting)
        for chair, row in finals.keys.items():
            if not self.shown and str(number) in row:
                self.picks[chair] = finals.choose(chair, str(number))

    def click_row(self, row: int) -> None:
        """Pick nothing: a click would be seen."""

    @property
    def settled(self) -> Mapping[Chair, str] | None:
        """What both picked; None before both are in."""
        return self.picks if all(chair in self.picks for chair in self.waiting) else None

    def render_key_label(self, action: str) -> str | None:
        """Return both rows of keys."""
        return " · ".join(f"{row[0]}-{row[-1]}" for row in self.rows_of.values()) if action == "at_once" else None

    def build_sheet(self) -> Sheet:
        """Return the page."""
        finals = FinalPicks(self.asked.now, self.waiting)
        number: Sequence[str] = _BIG.get(self.shown, ("", finals.call_both(), ""))
        choices = finals.question.choices
        return Sheet(
            story=[Paragraph(style_text(line, "bold $ink"), lead=style_text("      "), close=True) for line in number],
            ask=self.asked.render_title(),
            rows=[self._build_option_row(number, choice) for number, choice in enumerate(choices)],
            note=self._render_key_owners() + style_text(f"\n{finals.explain_change()}", "$quiet"),
        )

    def _build_option_row(self, number: int, choice: Choice) -> ChoiceRow:
        marks = [style_text(self.rows_of[chair][number], f"bold ${chair}") for chair in CHAIRS if chair in self.rows_of]
        lead = join_contents(style_text("   "), join_contents(*marks, between="  "), style_text("   "))
        detail = set_spans(choice.effect) if choice.id == SIT else render_touches(choice)
        return ChoiceRow(set_spans(choice.text), detail, lead=lead)

    def _render_key_owners(self) -> Content:
        parts = [
            join_contents(
                style_text(self.reader.render_name(chair), f"bold ${chair}"), style_text("  " + " ".join(row), "$ink")
            )
            for chair, row in self.rows_of.items()
        ]
        return join_contents(*parts, between="      ")
