"""What two people are asked together: both first picks on the table, what to talk about, the final picks at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from game.engine.stocks import CHAIRS, Chair
from game.locales import N_, _
from game.narration.lines import Spans, make_spans
from game.narration.voice import Voice
from game.playthrough.pair import Talk, list_pick_keys
from game.playthrough.session import Session
from game.questions.question import NO, YES, Choice, Question

TALK_HELP: Final = (
    N_("Both first picks are on the table. Talk for as long as it is worth it; no clock ends anything."),
    N_("Where they differ, the one named tells why the other picks so; the other says yes with 1, or not yet."),
    N_("Space starts three, two, one. Then both press a key at once, and nothing shows before both are in."),
)
FINALS_HELP: Final = (
    N_("Three, two, one, then both press a key at once: the CEO's lie at the left, the CTO's at the right."),
    N_("Nothing on the page changes before both are in; the last key of each counts. Esc goes back to the talk."),
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
        """Return the call to press."""
        return _("Now, both at once.")

    def explain_change(self) -> str:
        """Return that a pick may still be changed."""
        return _("Until both are in, another key of one's own changes it.")


@dataclass(frozen=True, slots=True)
class TalkQuestion:
    """What there is to talk about between the first picks and the final ones.

    Attributes:
        title: what is to be done, and by whom.
        speaker: who speaks.
        listener: who says whether it was right.
        objection: the best objection, where they agree and the author wrote one.
        choices: how the listener answers, where they differ.
        understood: what to do once the listener has said yes, or where they agree.
        again: what to do where it was not right yet.
    """

    title: Spans
    speaker: Chair
    listener: Chair
    objection: Spans
    choices: tuple[Choice, ...]
    understood: str
    again: str


def build_talk_question(voice: Voice, talk: Talk, *, understood: bool = False) -> TalkQuestion:
    """Return what two people talk about; `understood` tells that the listener has said yes."""
    names = {"speaker": voice.name_person(talk.speaker), "listener": voice.name_person(talk.listener)}
    objection = voice.render_spans(talk.objection) if talk.objection else ()
    if talk.agreed and objection:
        title = _("They agree. {speaker} voices the best objection: {text}", **names, text="").rstrip()
    elif talk.agreed:
        title = _("They agree. {speaker} looks for the best objection and voices it.", **names)
    elif understood:
        title = _("They differ, and {listener} has said yes: that is the reason.", **names)
    else:
        title = _("They differ. {speaker} tells why {listener} picks otherwise, until {listener} says yes.", **names)
    return TalkQuestion(
        make_spans(title),
        talk.speaker,
        talk.listener,
        objection,
        choices=(
            Choice(YES, make_spans(_("{listener} presses 1: yes, that is my reason", **names))),
            Choice(NO, make_spans(_("{listener} presses 2: not quite, say it again", **names))),
        ),
        understood=_("Talk for as long as it is worth it. Then both put a hand on their keys."),
        again=_("Once more, in other words."),
    )


def list_stand_in_notices(voice: Voice, session: Session, kind: str) -> Iterator[str]:
    """Yield which picks of a kind on the table are the simulated partner's, where somebody has sat down since."""
    for chair in CHAIRS:
        if session.has_stand_in_pick(chair, kind):
            name = voice.name_person(chair)
            yield _("{name}'s pick was the simulated partner's; somebody else sits there now.", name=name)
