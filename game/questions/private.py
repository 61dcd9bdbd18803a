"""What one of two people answers alone, behind the lock: a row of digits, and what that chair alone may read.

Both chairs are asked the same row in the same words: as many facts are asked about as the chair with more of them
could say, so neither the number of keys nor what stands beside them tells what a chair holds.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from game.engine.stocks import Chair, other_chair
from game.locales import N_, _, vocabulary
from game.narration.lines import Spans, join_text, make_spans
from game.narration.voice import Voice
from game.playthrough.pair import IDLE, THOUGHTS, PrivateView
from game.playthrough.private_answers import (
    PLEDGES,
    SAYS,
    GivenDigits,
    PrivateQuestion,
    build_pick_answer,
    build_private_questions,
    list_said_facts,
)
from game.playthrough.session import Session
from game.questions.kinds import build_question, title_held_facts
from game.questions.question import Question

HELP: Final = (
    N_("The foot of the page asks one thing after the other; each is one digit. Enter commits all of it at once."),
    N_("Up goes back to an answer. The options stand in another order each time the view is opened."),
    N_("What is kept may come out later, and worse. A guess costs nothing and touches no number."),
    N_("● to ●●●: how much it touches something, never whether for good or ill."),
)
"""Help on a private view, as message ids."""
LOCK_HELP: Final = (
    N_("Space opens the view of whoever is named. The other looks away and has a question to think about."),
    N_("Esc closes a private view again, and it closes by itself; what was not committed with Enter is not kept."),
    N_("Until both have committed, nothing on this page depends on what one of them chose."),
)
"""Help on the lock, as message ids."""

_ROW_NAMES: Final = {"pick": N_("pick"), "sure": N_("how sure"), "guess": N_("guess"), "fact": N_("facts")}


@dataclass(frozen=True, slots=True)
class LabelledText:
    """A text with what it is; the label is "" where it needs none."""

    label: str
    text: Spans


@dataclass(frozen=True, slots=True)
class FormSlot:
    """A place for a fact that can be said: empty ones stand there all the same, and take a digit."""

    text: Spans
    label: str
    price: str


class PrivateForm:
    """One look at a private view, with all that it asks.

    Attributes:
        voice: to the chair that is asked.
        private: what waits behind the lock for that chair.
        row: what is asked, in order; a digit answers each.
        slots: how many facts are asked about.
    """

    def __init__(self, voice: Voice, private: PrivateView, slots: int) -> None:
        self.voice, self.private, self.slots = voice, private, slots
        self.row = build_private_questions(private.prompt, slots)

    @property
    def question(self) -> Question:
        """What is asked, in the language of the moment."""
        return build_question(self.voice, self.private.prompt, self.private.facts)

    @property
    def title(self) -> Spans:
        """The question over the view: the scene's own where there is a decision, else that of its kind."""
        if self.private.prompt.kind == "sit_say":
            return make_spans(self.facts_title)
        question = self.question
        return question.about or question.title

    @property
    def facts_title(self) -> str:
        """The question over the facts."""
        sat = self.private.prompt.kind == "sit_say"
        return _("You sit together. What do you say now?") if sat else _("What do you say here?")

    @property
    def has_decision(self) -> bool:
        """Whether a decision is asked about, or a pledge: the title then has a chair's colour."""
        return self.private.prompt.kind != "sit_say"

    @property
    def has_options(self) -> bool:
        """Whether something is picked, and not only said."""
        return self.private.prompt.kind not in SAYS

    def list_pick_row(self) -> tuple[PrivateQuestion, ...]:
        """Return the part of the row that is about the pick."""
        return tuple(asked for asked in self.row if asked.kind != "fact") if self.has_options else ()

    def list_fact_row(self) -> tuple[PrivateQuestion, ...]:
        """Return the part of the row that is about facts."""
        return tuple(asked for asked in self.row if asked.kind == "fact")

    def list_slots(self) -> Iterator[FormSlot]:
        """Yield the facts that are asked about, and a slot for each that the other chair has more."""
        for fact in self.question.facts[: self.slots]:
            yield FormSlot(fact.text, f"{join_text(fact.label)} ({fact.price})", fact.price)
        empty = _("Nothing more to say here; a digit all the same.")
        for _slot in range(self.slots - len(self.private.facts)):
            yield FormSlot(make_spans(empty), empty, "")

    # -- what the chair reads ------------------------------------------------------------------------------

    def name_chair(self) -> str:
        """Return whose view it is, with the chair."""
        chair = self.private.prompt.chair
        return f"{self.voice.name_person(chair)}, {vocabulary.name_chair(chair)}"

    def describe_reader(self) -> str:
        """Return who alone may read it."""
        return _("for {name} alone", name=self.voice.name_person(self.private.prompt.chair))

    def list_wants(self) -> Iterator[LabelledText]:
        """Yield what the chair wants, what is in the way and what is at stake, as far as there are words for it."""
        private = self.private
        for label, path in (
            (_("What you want"), private.goal),
            (_("In the way"), private.obstacle),
            (_("At stake"), private.stake),
        ):
            if path and (text := self.voice.render_spans(path)):
                yield LabelledText(label, text)

    def list_news(self, now: int) -> Iterator[LabelledText]:
        """Yield what came up for this chair since it was last alone; `now` counts the scene of now."""
        for line in self.private.lines:
            if line.kind != "learned":
                label = "" if line.count == now else _("Scene {n}", n=line.count)
                yield LabelledText(label, self.voice.render_spans(line.path))

    def list_held_facts(self, *, asked: bool) -> Iterator[Spans]:
        """Yield the facts that only this chair knows; those that are asked about only where `asked`."""
        there = {fact.id for fact in self.private.facts} if self.slots and not asked else set()
        for fact in self.private.view.facts:
            if fact.status == "unsaid" and fact.id not in there:
                yield self.voice.render_spans(f"{fact.path}.text")

    def title_held_facts(self) -> str:
        """Return the heading over the facts that are not asked about."""
        return _("Only you know, not to be said here") if self.slots else title_held_facts()

    def recall_pledge(self) -> str:
        """Return what the chair pledged at the start, where it is asked again; else ""."""
        before = self.private.view.pledge
        if self.private.prompt.kind != "still" or not before:
            return ""
        return _("You had said: {pledge}.", pledge=vocabulary.name_pledge(before))

    # -- the foot of the page ------------------------------------------------------------------------------

    def render_cue(self, asked: PrivateQuestion | None) -> str:
        """Return what a digit answers now; what Enter does where all is answered."""
        pledge = self.private.prompt.kind in PLEDGES
        name = self.voice.name_other(self.private.prompt.chair)
        match asked.kind if asked else "":
            case "pick":
                return _("Press its digit.") if pledge else _("Your pick: press its digit.")
            case "sure":
                return _("How sure?  1 leaning   2 sure")
            case "guess" if pledge:
                return _("What will {name} not sacrifice? A digit, or 0.", name=name)
            case "guess":
                return _("What will {name} pick? A digit, or 0 for no idea.", name=name)
            case "fact":
                return _("The marked fact:  1 say it   2 keep it")
        return _("Enter commits and locks.")

    def explain_missing(self) -> str:
        """Return what to do where Enter comes too soon."""
        return _("First what is asked at the foot of the page.")

    def name_part(self, asked: PrivateQuestion) -> str:
        """Return a part of the row in a word."""
        return _(_ROW_NAMES[asked.kind])

    # -- the answer ----------------------------------------------------------------------------------------

    def commit(self, session: Session, given: GivenDigits) -> None:
        """Give the session everything at once: `given` has a digit for each part of the row.

        Raises:
            RefusedError: if the session does not take it; nothing is answered then.
        """
        prompt, facts = self.private.prompt, list_said_facts(self.private.facts, self.row, given)
        if self.private.says:
            session.commit_private_view(build_pick_answer(prompt, self.row, given), facts)
        elif prompt.kind in SAYS:
            session.answer(prompt.token, self.question.build_answer(facts=facts))
        else:
            session.answer(prompt.token, build_pick_answer(prompt, self.row, given))


@dataclass(frozen=True, slots=True)
class HandOver:
    """The words at the lock.

    Attributes:
        turn: who sits down, and who looks away.
        meanwhile: something to think about for the one who waits.
        closed: that a view was closed before it was committed, where one was; else "".
        opens, closes: how the view is opened, and when it closes by itself.
    """

    turn: str
    meanwhile: str
    closed: str
    opens: str
    closes: str


def build_hand_over(voice: Voice, session: Session, chair: Chair, *, closed: bool = False) -> HandOver:
    """Return what both read before the private view of a chair; the two people are called by their own names."""
    players = session.player_names
    name, player, waits = voice.name_person(chair), players[chair], players[other_chair(chair)]
    turn = _("{name}, please; {other} looks away.", name=player, other=waits)
    if player != name:
        turn = _("{player}, please, for {name}; {other} looks away.", player=player, name=name, other=waits)
    thought = vocabulary.phrase_thought(len(session.records) % THOUGHTS, voice.name_other(chair), name)
    return HandOver(
        turn=turn,
        meanwhile=_("Meanwhile, for {other}: {question}", question=thought, other=waits),
        closed=explain_closed_view() if closed else "",
        opens=_("Space opens {name}'s view.", name=name),
        closes=_("It closes by itself after {n} seconds without a key.", n=IDLE),
    )


def explain_closed_view() -> str:
    """Return what has become of a view that was closed too soon."""
    return _("The view was closed; what was not committed is not kept.")
