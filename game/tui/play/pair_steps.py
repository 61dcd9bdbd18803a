"""The steps that two people look at together: what they read, and what they are asked at once.

Nothing private is here; what one of the two answers alone is in `private_steps`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

from textual.content import Content

from game.engine import events as e
from game.engine.scenario import Fact
from game.engine.state import SIT
from game.engine.stocks import CHAIRS, Chair
from game.locales import N_, _, vocabulary
from game.narration.events import introduce_synthesis
from game.narration.introduction import narrate_aims, narrate_pair_contract
from game.playthrough.pair import IDLE, WARNED, Talk
from game.playthrough.prompts import Prompt
from game.questions import Choice
from game.questions.kinds import title_unsaid
from game.questions.pair import (
    FINALS_HELP,
    TALK_HELP,
    TELLERS,
    FinalPicks,
    TalkQuestion,
    build_talk_question,
    explain_sitting,
    explain_who_decides,
    title_unpicked,
)
from game.tui.play.paper import Sheet
from game.tui.play.question_steps import (
    AskedQuestion,
    render_key_range,
    render_touches,
    set_spans,
)
from game.tui.play.reader import PairReader, group_paragraphs, render_deliberation, render_said_fact, render_scene_text
from game.tui.play.reveal_steps import build_pick_cards, build_revealed_table, find_revealed
from game.tui.play.steps import ConsequenceStep, InterludeStep, IntervalStep, PlayStep, ReadingStep, ReadingStepTypes
from game.tui.toolkit.choices import ChoiceRow
from game.tui.toolkit.content import COLUMN, NOTHING, join_contents, render_spans, style_text
from game.tui.toolkit.lines import Paragraph


class PairStep(PlayStep):
    """A page that both read and that asks nothing; Space goes on."""

    keys: tuple[str, ...] = ("read_on",)
    reads = True
    help: tuple[str, ...] = (N_("Read it together. Space goes on when both are ready."),)

    def __init__(self, reader: PairReader) -> None:
        super().__init__(reader)
        self.onlooker = reader

    def build_answer(self, prompt: Prompt) -> Mapping[str, object] | None:  # noqa: ARG002
        """Reading answers nothing."""
        return None


# -- what both read ------------------------------------------------------------------------------------------


class PrologueStep(PairStep):
    """Before the first scene: the crisis, who sits where, and what two people may expect of each other.

    `cards` tells where the cards were written, '' where nobody asked for them.
    """

    keys = ("read_on", "cards")
    cards = ""

    def build_sheet(self) -> Sheet:
        """Return the page."""
        return Sheet(story=[*self._render_crisis(), *self._render_contract()])

    def _render_crisis(self) -> Iterable[Paragraph]:
        yield Paragraph(self.reader.render_text("premise", "$ink"))
        yield from group_paragraphs([Paragraph(self._render_seat(number)) for number in range(len(CHAIRS))])
        aims = list(narrate_aims(self.reader.voice))
        if aims:
            yield Paragraph(style_text(aims[0].label, "bold $quiet"))
        for aim in aims:
            yield Paragraph(render_spans(aim.spans), lead=style_text("· ", "$quiet"), close=True)

    def _render_seat(self, number: int) -> Content:
        chair = CHAIRS[number]
        name = join_contents(
            style_text(self.reader.render_name(chair), f"bold ${chair}"),
            style_text(f", {vocabulary.name_chair(chair)}"),
        )
        if chair not in self.reader.session.setup.players:
            return name
        return join_contents(name, style_text(f"   {self.onlooker.render_player(chair)}", "$ink"))

    def _render_contract(self) -> Iterable[Paragraph]:
        yield Paragraph(style_text(narrate_pair_contract().text))
        offer = _("On paper or by ear: F4 writes what each chair alone may read, a file a chair.")
        yield Paragraph(style_text(self.cards or offer, "$quiet"), close=True)


class SceneBriefStep(PairStep):
    """A scene as it opens, what will be asked in it, and who has the last word."""

    def __init__(self, reader: PairReader, prompt: Prompt) -> None:
        super().__init__(reader)
        self.prompt = prompt

    def build_sheet(self) -> Sheet:
        """Return the page."""
        scene = self.reader.session.scenario.scenes[self.prompt.scene]
        return Sheet(
            story=render_scene_text(self.reader),
            ask=self.reader.render_text(f"{scene.path}.ask", f"bold ${self.prompt.owner}"),
            note=style_text(explain_who_decides(self.reader.voice, self.reader.session, self.prompt), "$quiet"),
        )


class SatDownStep(PairStep):
    """The two have just agreed to sit down; this comes before the lock."""

    def build_sheet(self) -> Sheet:
        """Return the page."""
        told = render_deliberation(self.reader, self.reader.session.happened)
        return Sheet(story=told, note=style_text(explain_sitting(), "$quiet"))


class SynthesisStep(PairStep):
    """The two sat down, and what each knew opens an option that neither saw alone."""

    def __init__(self, reader: PairReader, enacted: e.Enacted) -> None:
        super().__init__(reader)
        self.enacted = enacted

    def build_sheet(self) -> Sheet:
        """Return the page."""
        session, way = self.reader.session, self.enacted
        reached = [event for event in session.happened if isinstance(event, (e.SatDown, e.Said))]
        facts = [session.scenario.facts[fact] for fact in session.look_up_option(way.scene, way.option).needs]
        known = [self._render_known_fact(fact) for fact in facts]
        opens = style_text(introduce_synthesis(), "bold $ink")
        named = {fact.id for fact in facts}
        told = [event for event in reached if not isinstance(event, e.Said) or event.fact not in named]
        return Sheet(
            story=[*render_deliberation(self.reader, told), *group_paragraphs(known)],
            ask=opens,
            note=self.reader.render_option(way.scene, way.option, "bold $gained"),
        )

    def _render_known_fact(self, fact: Fact) -> Paragraph:
        """Return a fact that the way needs: as it was said, or as it came out through somebody else."""
        if self.reader.session.state.facts[fact.id].status == "said":
            return render_said_fact(self.reader, fact.id, fact.held)
        return Paragraph(self.reader.render_text(f"{fact.path}.told", "$ink"))


class PairReadingStep(ReadingStep):
    """A page of solo play as both read it: no figure can be marked."""

    help = PairStep.help

    @property
    def keys(self) -> tuple[str, ...]:  # type: ignore[override]
        """Space goes on."""
        return ("read_on",)

    def render_coach_note(self) -> Content:
        """Return nothing: nobody is coached in front of the other."""
        return NOTHING


class PairConsequenceStep(PairReadingStep, ConsequenceStep):
    """What came of a decision, as both see it."""


class PairInterludeStep(PairReadingStep, InterludeStep):
    """A scene in which nothing is asked, as both see it."""


class PairIntervalStep(PairReadingStep, IntervalStep):
    """What came of coffees and of earlier decisions, as both see it."""


TOLD: Final = ReadingStepTypes(PairConsequenceStep, PairInterludeStep, PairIntervalStep)
"""The pages that tell both what happened."""


# -- time: a private view closes by itself, the talk has an end, the picks a beginning -----------------------

COUNTED: Final = 3
"""Seconds that are counted before the final picks."""

MINUTE: Final = 60


@dataclass
class IdleTimer:
    """Time since the last key."""

    since: float

    def count_seconds_left(self, now: float) -> int:
        """Return the whole seconds until the view closes; 0 when it must close."""
        return max(0, ceil(self.since + IDLE - now))

    def is_warning(self, now: float) -> bool:
        """Return whether to show the seconds that are left."""
        return self.count_seconds_left(now) <= WARNED


@dataclass
class TalkTimer:
    """The time to talk: `seconds` of it, 0 for no limit; `tries` counts how often a reason has been restated."""

    began: float
    seconds: int
    tries: int = 1

    def add_minute(self, now: float) -> None:
        """Add a minute, counted from now if the time is up."""
        self.seconds = max(self.seconds, int(now - self.began)) + MINUTE

    def render_elapsed(self, now: float) -> str:
        """Return how much time has passed; nothing ends when it is up."""
        gone = int(now - self.began)
        if not self.seconds:
            return ""
        if gone >= self.seconds:
            return _("time is up; take what you need")
        return _("{gone} of {all}", gone=_render_minutes(gone), all=_render_minutes(self.seconds))


@dataclass
class Countdown:
    """The countdown to the final picks."""

    began: float

    def compute_shown_number(self, now: float) -> int:
        """Return the number that is shown; 0 once both may pick."""
        return max(0, ceil(self.began + COUNTED - now))


def _render_minutes(seconds: int) -> str:
    return f"{seconds // MINUTE}:{seconds % MINUTE:02}"


# -- what both are asked at once -----------------------------------------------------------------------------

YES: Final = 1
_GAP: Final = 6
_LEAST_GAP: Final = 3
"""Cells between whose keys are whose: fewer where both rows would not fit on a line once both picks are taken."""
_BIG: Final = {
    3: ("▀▀█", " ▀█", "▄▄█"),
    2: ("▀▀█", "█▀▀", "█▄▄"),
    1: ("▀█ ", " █ ", "▄█▄"),
}


class PairRevealStep(PairStep):
    """The talk: if they agree, one voices the best objection; if not, one says why the other picks otherwise.

    Space then counts down to the final picks.
    """

    reads = False
    spread = True
    help: tuple[str, ...] = TALK_HELP

    def __init__(self, reader: PairReader, prompt: Prompt) -> None:
        super().__init__(reader)
        self.prompt = prompt
        self.talk: Talk | None = reader.session.talk
        self.revealed = find_revealed(reader)
        self.timer = TalkTimer(0.0, 0)

    @property
    def keys(self) -> tuple[str, ...]:  # type: ignore[override]
        """The listener answers yes or not yet; then the final picks are counted down to."""
        longer = ("more_time",) if self.timer.seconds else ()
        if not self.understood:
            return ("answer", *longer)
        return (*(("tell",) if self.tellers else ()), "count_down", *longer)

    @property
    def understood(self) -> bool:
        """Whether the listener has said yes, or there is nothing to be restated."""
        return self.talk is None or self.talk.understood

    @property
    def tellers(self) -> tuple[Chair, ...]:
        """Who may say something now."""
        return self.reader.session.tellers

    def find_teller(self, number: int) -> Chair | None:
        """Return who says something now with this digit; None where it is none of these."""
        return next((chair for chair in self.tellers if TELLERS[chair] == number), None)

    def press_digit(self, number: int) -> None:
        """Take the listener's answer: yes, that is the reason, which counts for both; or not quite."""
        if self.understood:
            return
        if number == YES:
            self.reader.session.restate_reason(self.timer.tries)
            self.talk = self.reader.session.talk
        elif number == YES + 1:
            self.timer.tries += 1

    def build_sheet(self) -> Sheet:
        """Return the page."""
        told = [*self._render_said_facts(), *self._render_unsaid_counts()]
        if self.talk is None:
            return Sheet(told=told)
        asked = build_talk_question(self.reader.voice, self.reader.session, self.talk)
        unpicked = list(self._render_unpicked(asked))
        cards, table = [], None
        if self.revealed is not None:
            session = self.reader.session
            stand_ins = [chair for chair in CHAIRS if session.has_stand_in_pick(chair, "first")]
            cards = build_pick_cards(self.reader, self.revealed, stand_ins)
            table = build_revealed_table(
                self.reader,
                self.revealed,
                self._count_unsaid(self.revealed),
                stand_ins,
                [*unpicked, *self._render_restating()],
                explained=self.understood,
            )
        if asked.objection:
            note = set_spans(asked.objection, "$ink")
        else:
            again = asked.again if self.timer.tries > 1 and not self.understood else ""
            note = style_text(asked.understood or again, "$quiet")
        accent = f"bold ${asked.listener}"
        return Sheet(
            story=[Paragraph(set_spans(asked.about, f"bold ${self.prompt.owner}"))],
            cards=cards,
            told=[*unpicked, *told],
            table=table,
            ask=set_spans(asked.title, f"bold ${asked.speaker}"),
            rows=[
                *(
                    ChoiceRow(set_spans(choice.text), lead=style_text(f"   {digit}  ", accent))
                    for digit, choice in enumerate(asked.choices, start=YES)
                ),
                *self._build_telling_row(asked),
            ],
            note=note,
        )

    def _render_unpicked(self, asked: TalkQuestion) -> Iterable[Paragraph]:
        if asked.unpicked:
            texts = join_contents(*(set_spans(text, "$quiet") for text in asked.unpicked), between="  ·  ")
            yield Paragraph(texts, lead=style_text(f"{title_unpicked()}  ", "bold $quiet"))

    def _build_telling_row(self, asked: TalkQuestion) -> Iterable[ChoiceRow]:
        """Return the row with the keys of both who may say something now."""
        if not asked.tellers:
            return
        parts = [
            join_contents(style_text(f"{digit}  ", f"bold ${chair}"), style_text(self.reader.voice.name_player(chair)))
            for digit, chair in ((TELLERS[chair], chair) for chair in asked.tellers)
        ]
        label = join_contents(join_contents(*parts, between="   "), style_text(asked.telling), between=":  ")
        yield ChoiceRow(label, lead=style_text("   "))

    def render_key_label(self, action: str) -> str | None:
        """Return the digits that answer."""
        digits = (YES, YES + 1, *(TELLERS[chair] for chair in self.tellers))
        return render_key_range("".join(map(str, digits))) if action == "answer" else None

    def _render_said_facts(self) -> Iterable[Paragraph]:
        events = self.reader.session.scene_events
        told = [render_said_fact(self.reader, event.fact, event.chair) for event in events if isinstance(event, e.Said)]
        return group_paragraphs([*told, *self._render_restating()])

    def _render_restating(self) -> list[Paragraph]:
        events = self.reader.session.scene_events
        return render_deliberation(self.reader, [event for event in events if isinstance(event, e.Restated)])

    def _count_unsaid(self, revealed: e.Revealed) -> Mapping[Chair, int]:
        """Return how many facts each chair has not said, less those that it has told in the talk."""
        told = [event for event in self.reader.session.scene_events if isinstance(event, e.Said)]
        since = [event.chair for event in told if event.fact not in revealed.said]
        return {chair: revealed.unsaid.get(chair, 0) - since.count(chair) for chair in CHAIRS}

    def _render_unsaid_counts(self) -> Iterable[Paragraph]:
        if self.revealed is None:
            return
        left = self._count_unsaid(self.revealed)
        parts = [f"{self.reader.render_name(chair)} {left[chair]}" for chair in CHAIRS if left[chair] > 0]
        if not parts:
            return
        yield Paragraph(style_text(" · ".join(parts), "$quiet"), lead=style_text(f"{title_unsaid()}  ", "bold $quiet"))


class PairFinalsStep(PairStep):
    """Both pick at once. `picks` has the last key of each, which counts until both are in.

    Whoever would sit down is then asked once more, and only who is asked may still press; `meant` has who said yes.
    """

    keys: tuple[str, ...] = ("at_once", "talk_again")
    reads = False
    help: tuple[str, ...] = FINALS_HELP

    def __init__(self, reader: PairReader, prompt: Prompt, countdown: Countdown) -> None:
        super().__init__(reader)
        self.prompt = prompt
        self.asked = AskedQuestion(reader, prompt)
        self.countdown = countdown
        self.shown = countdown.compute_shown_number(countdown.began)
        self.waiting = reader.session.asked_chairs
        self.keys_by_chair = FinalPicks(self.asked.now, self.waiting).keys
        self.picks: dict[Chair, str] = {}
        """The last pick of each, which no page tells before both are in."""
        self.meant: set[Chair] = set()

    def advance_countdown(self, now: float) -> bool:
        """Advance the countdown and return whether another number is shown."""
        before, self.shown = self.shown, self.countdown.compute_shown_number(now)
        return before != self.shown

    def press_digit(self, number: int) -> None:
        """Take a key for the chair it belongs to, once the countdown is over."""
        finals = FinalPicks(self.asked.now, self.waiting)
        asked = self.asked_once_more
        for chair, row in finals.keys.items():
            if not self.shown and str(number) in row and (not asked or chair in asked):
                picked = finals.choose(chair, str(number))
                self.meant |= {chair} if chair in asked and picked == SIT else set()
                self.picks[chair] = picked

    def click_row(self, row: int) -> None:
        """Ignore a click: the other would see it."""

    @property
    def settled(self) -> Mapping[Chair, str] | None:
        """The picks of both; None until both are in, and whoever would sit down has said so twice."""
        return self.picks if self._are_in and not self.asked_once_more else None

    @property
    def _are_in(self) -> bool:
        return all(chair in self.picks for chair in self.waiting)

    @property
    def asked_once_more(self) -> tuple[Chair, ...]:
        """The chairs that would sit down and have not said so twice, once both picks are in."""
        asked = (chair for chair in self.waiting if self.picks.get(chair) == SIT and chair not in self.meant)
        return tuple(asked) if self._are_in else ()

    def render_key_label(self, action: str) -> str | None:
        """Return both rows of keys."""
        return " · ".join(map(render_key_range, self.keys_by_chair.values())) if action == "at_once" else None

    def build_sheet(self) -> Sheet:
        """Return the page."""
        finals = FinalPicks(self.asked.now, self.waiting)
        number: Sequence[str] = _BIG.get(self.shown, ("", finals.call_both(), ""))
        choices = finals.question.choices
        return Sheet(
            story=[Paragraph(style_text(line, "bold $ink"), lead=style_text("      "), close=True) for line in number],
            ask=self.asked.render_title(),
            rows=[self._build_option_row(number, choice) for number, choice in enumerate(choices)],
            note=self._render_key_owners(finals) + self._render_footnote(finals),
        )

    def _render_footnote(self, finals: FinalPicks) -> Content:
        """Return what was pledged and promised; then that a pick may be changed, or the question who would sit down."""
        asked = self.asked_once_more
        if asked:
            return style_text("\n" + finals.ask_once_more(self.reader.voice, asked), "bold $ink")
        reminder = "" if self.picks else finals.question.reminder
        return style_text(f"\n{reminder or finals.explain_change()}", "$quiet")

    def _build_option_row(self, number: int, choice: Choice) -> ChoiceRow:
        keys = self.keys_by_chair
        marks = [style_text(keys[chair][number], f"bold ${chair}") for chair in CHAIRS if chair in keys]
        lead = join_contents(style_text("   "), join_contents(*marks, between="  "), style_text("   "))
        detail = set_spans(choice.effect) if choice.id == SIT else render_touches(choice)
        return ChoiceRow(set_spans(choice.text), detail, lead=lead)

    def _render_key_owners(self, finals: FinalPicks) -> Content:
        """Return whose keys are whose, and whose pick has been taken."""
        longest = [self._render_key_owner(finals, chair, taken=True).cell_length for chair in self.keys_by_chair]
        gap = max(_LEAST_GAP, min(_GAP, COLUMN - sum(longest)))
        shown = (self._render_key_owner(finals, chair, taken=chair in self.picks) for chair in self.keys_by_chair)
        return join_contents(*shown, between=" " * gap)

    def _render_key_owner(self, finals: FinalPicks, chair: Chair, *, taken: bool) -> Content:
        name = style_text(self.reader.voice.name_seat(chair), f"bold ${chair}")
        taken_mark = f"  {finals.mark_taken()}" if taken else ""
        return join_contents(name, style_text("  " + " ".join(self.keys_by_chair[chair]) + taken_mark, "$ink"))
