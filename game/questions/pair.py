"""What two people are asked: together, over both first picks and the final ones, and alone, behind the lock.

Alone, both chairs answer the same row of digits in the same words. A fact is kept unless its own digit says it, so the
keys of a chair that keeps one are those of a chair that holds none.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from game.engine.state import SIT
from game.engine.stocks import CHAIRS, Chair, other_chair
from game.locales import N_, _, vocabulary
from game.narration.lines import Spans, join_text, make_spans
from game.narration.voice import Voice
from game.playthrough.pair import (
    IDLE,
    SAYS,
    THOUGHTS,
    UNLOCKING,
    GivenDigits,
    PrivateQuestion,
    PrivateView,
    Talk,
    build_pick_answer,
    build_private_questions,
    list_pick_keys,
)
from game.playthrough.prompts import PLEDGE_KINDS, Prompt
from game.playthrough.session import Session
from game.questions.kinds import build_question, title_held_facts
from game.questions.question import NO, YES, Choice, Question

TALK_HELP: Final = (
    N_("Both first picks are on the table. Talk for as long as it helps; no clock cuts you off."),
    N_("Where you disagree, the one named says why the other picked that; the other presses 1 for yes, 2 for not yet."),
    N_("Space counts three, two, one. Then both press a key at once; nothing shows until both are in."),
)
FINALS_HELP: Final = (
    N_("Three, two, one, then both press a key at once: the CEO's are on the left, the CTO's on the right."),
    N_(
        "✓ tells that a pick was taken, not which, until both are in; each one's last key "
        "counts. Esc goes back to the talk."
    ),
)
"""Help on the talk and on the final picks, as message ids."""


@dataclass(frozen=True, slots=True)
class FinalPicks:
    """The final picks of two people, a row of keys each: the CEO's from the left, the CTO's up to the right end."""

    question: Question
    waiting: tuple[Chair, ...]

    @property
    def keys(self) -> Mapping[Chair, str]:
        """The keys of each chair that has not picked yet, in the order of the choices."""
        return {chair: list_pick_keys(chair, len(self.question.choices)) for chair in self.waiting}

    def choose(self, chair: Chair, key: str) -> str:
        """Return the id of the choice that a chair picks with a key of its row."""
        return self.question.choices[self.keys[chair].index(key)].id

    def call_both(self) -> str:
        """Return the call for both to press their keys."""
        return _("Now, both at once.")

    def ask_once_more(self, voice: Voice, chairs: Iterable[Chair]) -> str:
        """Return, for the chairs that would sit down, that the same key again is the yes."""
        names = _(" and ").join(map(voice.name_player, chairs))
        return _(
            "Sit down together, {names}? It takes a token ◆. The same key again: yes. Another key: no.", names=names
        )

    def mark_taken(self) -> str:
        """Return the sign that a chair's pick has been taken; it is the same whatever was picked."""
        return _("✓ taken")

    def explain_change(self) -> str:
        """Return that a pick may still be changed."""
        return _("Until both are in, another key changes a pick.")


TELLERS: Final[Mapping[Chair, int]] = {"ceo": 3, "cto": 4}
"""The digit with which a chair says something in the talk."""


@dataclass(frozen=True, slots=True)
class TalkQuestion:
    """What there is to talk about between the first picks and the final ones.

    Attributes:
        about: the scene's own question, and who decides where they go on disagreeing.
        unpicked: the options that neither picked first.
        title: what is to be done, and by whom; once the listener has said yes, what is left to do.
        speaker: who speaks.
        listener: who says whether it was right.
        objection: the best objection, where they agree and the author wrote one.
        choices: how the listener answers, where they differ and it has not said yes.
        tellers: the chairs that may say something now; empty where neither can.
        telling: that they may, behind their names.
        understood: what is left to do where they agree.
        again: what to do where it was not right yet.
    """

    about: Spans
    unpicked: tuple[Spans, ...]
    title: Spans
    speaker: Chair
    listener: Chair
    objection: Spans
    choices: tuple[Choice, ...]
    tellers: tuple[Chair, ...]
    telling: str
    understood: str
    again: str


def build_talk_question(voice: Voice, session: Session, talk: Talk) -> TalkQuestion:
    """Return what two people talk about.

    Args:
        voice: to onlookers.
        session: the game, which knows what is decided and who may say something now.
        talk: what the talk is about.
    """
    names = {"speaker": voice.name_player(talk.speaker), "listener": voice.name_player(talk.listener)}
    tellers = session.tellers
    understood = _("Talk for as long as it helps. Then each puts a hand on their keys.")
    if tellers:
        understood = _("Was anything told aloud? Say it on the screen too: only that counts.")
    answers = (
        Choice(YES, make_spans(_("{listener} presses 1: yes, that's my reason", **names))),
        Choice(NO, make_spans(_("{listener} presses 2: not quite, say it again", **names))),
    )
    return TalkQuestion(
        voice.render_spans(f"{session.scenario.scenes[session.state.scene].path}.ask"),
        tuple(_list_unpicked(voice, session, talk)),
        make_spans(understood if talk.understood and not talk.agreed else _title_talk(voice, talk)),
        talk.speaker,
        talk.listener,
        voice.render_spans(talk.objection) if talk.objection else (),
        choices=() if talk.understood else answers,
        tellers=tellers,
        telling=_("say something now, alone with the screen"),
        understood=understood if talk.agreed else "",
        again=_("Once more, in other words."),
    )


def _title_talk(voice: Voice, talk: Talk) -> str:
    names = {"speaker": voice.name_player(talk.speaker), "listener": voice.name_player(talk.listener)}
    if talk.agreed and talk.objection:
        return _("They agree. {speaker} makes the best case against it: {text}", **names, text="").rstrip()
    if talk.agreed:
        return _("They agree. {speaker} makes the best case against it.", **names)
    return _("They disagree. {speaker} says why {listener} picked that, until {listener} says yes.", **names)


def _list_unpicked(voice: Voice, session: Session, talk: Talk) -> Iterator[Spans]:
    choices = session.prompt.choices if session.prompt is not None else ()
    picked = {*talk.picks.values(), SIT}
    return (voice.render_spans(choice.path) for choice in choices if choice.id not in picked)


def title_unpicked() -> str:
    """Return the label before the options that neither picked first."""
    return _("Picked by neither")


def explain_who_decides(voice: Voice, session: Session, prompt: Prompt) -> str:
    """Return, as a scene opens before two people, who has the last word in it and who sits down first."""
    owner = voice.name_player(prompt.owner)
    if not prompt.joint:
        return _("{name} decides this alone.", name=owner)
    first = session.first_to_speak
    names = {"name": owner, "first": voice.name_player(first), "second": voice.name_player(other_chair(first))}
    return _("If they disagree, {name} decides. {first} goes first, then {second}.", **names)


def explain_sitting() -> str:
    """Return what follows once two people sit down together."""
    return _("Whoever has kept something may say it now, alone with the screen. Then whoever owns the decision picks.")


def list_stand_in_notices(voice: Voice, session: Session, kind: str) -> Iterator[str]:
    """Yield which picks of a kind on the table are the simulated partner's, where somebody has sat down since."""
    for chair in CHAIRS:
        if session.has_stand_in_pick(chair, kind):
            name = voice.name_player(chair)
            yield _("{name}'s pick was the simulated partner's; a person sits there now.", name=name)


PRIVATE_HELP: Final = (
    N_("The foot of the page asks one thing after another; each takes one digit. Enter commits everything at once."),
    N_("A fact is kept unless you press its digit; the same digit again keeps it after all."),
    N_("Up goes back to an answer. The options are in a different order each time the view is opened."),
    N_("What you keep may come out later, and do more harm. A wrong guess costs nothing."),
    N_("● to ●●●: how much it affects something, never whether for better or worse."),
)
"""Help on a private view, as message ids."""
LOCK_HELP: Final = (
    N_("Only the key of whoever is named opens the view: 1 for the CEO, 0 for the CTO; not Enter, Space or a click."),
    N_("The other looks away and has a question to think about."),
    N_("Esc closes a private view again, and it closes by itself; anything not committed with Enter is lost."),
    N_("Until both have committed, this page shows nothing of what either chose."),
)
"""Help on the lock, as message ids."""

_ROW_NAMES: Final = {"pick": N_("pick"), "sure": N_("how sure"), "guess": N_("guess")}


@dataclass(frozen=True, slots=True)
class LabelledText:
    """A text and its label; the label is "" if it needs none."""

    label: str
    text: Spans


@dataclass(frozen=True, slots=True)
class FormSlot:
    """A fact that can be said, what it says of the cost, and the label with both."""

    text: Spans
    label: str
    price: str


class PrivateForm:
    """One look at a private view, with all that it asks.

    Attributes:
        voice: to the chair that is asked.
        private: what waits behind the lock for that chair.
        asked: what is asked, in order; a digit answers each.
        slots: how many facts may be said.
    """

    def __init__(self, voice: Voice, private: PrivateView) -> None:
        self.voice, self.private = voice, private
        self.slots = len(private.facts)
        self.asked = build_private_questions(private.prompt, private.pledge)

    @property
    def question(self) -> Question:
        """What is asked, in the current language."""
        return build_question(self.voice, self.private.prompt, self.private.facts)

    def build_question_for(self, asked: PrivateQuestion | None) -> Question:
        """Return the question that a digit belongs to: about the pledge, or the view's own."""
        pledge = self.private.pledge
        if pledge is not None and asked is not None and asked.about == pledge.kind:
            return build_question(self.voice, pledge)
        return self.question

    def title_question(self, asked: PrivateQuestion | None) -> Spans:
        """Return the question over the view: the scene's own where there is a decision, else that of its kind."""
        if not self.has_options:
            return make_spans(self.facts_title)
        question = self.build_question_for(asked)
        return question.about or question.title

    @property
    def facts_title(self) -> str:
        """The question over the facts."""
        if not self.slots:
            return _("There is nothing for you to say here. Read this, then Enter.")
        sat = self.private.prompt.kind == "sit_say"
        return _("You're sitting down together. What do you say now?") if sat else _("What do you say here?")

    @property
    def has_decision(self) -> bool:
        """Whether a decision is asked about, or a pledge: the title then has a chair's colour."""
        return self.private.prompt.kind != "sit_say"

    @property
    def has_options(self) -> bool:
        """Whether something is picked, and not only said."""
        return self.private.prompt.kind not in SAYS

    def list_parts(self) -> tuple[tuple[PrivateQuestion, ...], ...]:
        """Return what is asked, in order, by the question that it belongs to."""
        kinds = dict.fromkeys(asked.about for asked in self.asked)
        return tuple(tuple(asked for asked in self.asked if asked.about == kind) for kind in kinds)

    def list_slots(self) -> Iterator[FormSlot]:
        """Yield the facts that may be said."""
        for fact in self.question.facts[: self.slots]:
            yield FormSlot(fact.text, f"{join_text(fact.label)} ({fact.price})", fact.price)

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
        """Yield what came up for this chair since it was last alone; `now` counts the current scene."""
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
        if "still" not in {asked.about for asked in self.asked} or not before:
            return ""
        return _("Last time you said: {pledge}.", pledge=vocabulary.name_pledge(before))

    # -- the foot of the page ------------------------------------------------------------------------------

    def render_cue(self, asked: PrivateQuestion | None) -> str:
        """Return what a digit answers now; what Enter does where all is answered."""
        pledge = asked is not None and asked.about in PLEDGE_KINDS
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
        if self.slots:
            return _("A fact's digit says it. Enter commits and locks.")
        return _("Enter commits and locks.")

    def explain_missing(self) -> str:
        """Return what to do where Enter comes too soon."""
        return _("First answer what the foot of the page asks.")

    def name_part(self, asked: PrivateQuestion) -> str:
        """Return a part of what is asked, in a word."""
        return _(_ROW_NAMES[asked.kind])

    # -- the answer ----------------------------------------------------------------------------------------

    def commit(self, session: Session, given: GivenDigits, said: Collection[int] = ()) -> None:
        """Give the session everything at once.

        Args:
            session: the game.
            given: a digit for each thing that is asked.
            said: the places of the facts that are said, from 0.

        Raises:
            RefusedError: if the session does not take it; nothing is answered then.
        """
        prompt, pledge = self.private.prompt, self.private.pledge
        facts = [fact.id for place, fact in enumerate(self.private.facts) if place in said]
        if pledge is not None:
            session.answer(pledge.token, build_pick_answer(pledge, self.asked, given))
        if self.private.telling:
            if facts:
                session.tell_facts(prompt.chair, facts)
        elif self.private.says:
            session.commit_private_view(prompt.token, build_pick_answer(prompt, self.asked, given), facts)
        elif prompt.kind in SAYS:
            session.answer(prompt.token, self.question.build_answer(facts=facts))
        else:
            session.answer(prompt.token, build_pick_answer(prompt, self.asked, given))


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
    turn = _("{name} goes next; {other} looks away.", name=player, other=waits)
    if player != name:
        turn = _("{player} goes next, as {name}; {other} looks away.", player=player, name=name, other=waits)
    thought = vocabulary.phrase_thought(len(session.records) % THOUGHTS, voice.name_other(chair), name)
    return HandOver(
        turn=turn,
        meanwhile=_("Meanwhile, for {other}: {question}", question=thought, other=waits),
        closed=explain_closed_view() if closed else "",
        opens=explain_own_key(voice, chair),
        closes=_("It closes by itself after {n} seconds without a key.", n=IDLE),
    )


def explain_own_key(voice: Voice, chair: Chair) -> str:
    """Return which key opens the private view of a chair."""
    return _("Only {key} opens {name}'s view.", key=UNLOCKING[chair], name=voice.name_person(chair))


def explain_held_key() -> str:
    """Return why the right key has not opened a private view."""
    return _("That came too soon, or the key was held. Let it go, then press it once.")


def explain_closed_view() -> str:
    """Return what has become of a view that was closed too soon."""
    return _("Closed. Anything that wasn't committed is lost.")
