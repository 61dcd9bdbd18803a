"""The coach's sentence after a scene, in learner mode."""

from collections.abc import Mapping
from typing import Final

from game.debrief.coach import CoachTopic, find_coach_note
from game.engine.stocks import Chair, other_chair
from game.locales import N_, _
from game.playthrough.session import Session

_SENTENCES: Final[Mapping[CoachTopic, str]] = {
    "changed_mind": N_("After “{fact}” was on the table, {name} picked otherwise."),
    "right_guess": N_("Your guess was right: you know what {name} is after."),
    "wrong_guess": N_("{name} leaned otherwise than you guessed. A coffee is a good time to ask why."),
    "kept_apart": N_("You differed, and {name} did not know: “{fact}”."),
    "kept": N_("You kept “{fact}”. {name} chose without it."),
    "costly_fact": N_("You said “{fact}” at a price. It cannot be found out any more."),
    "deferred": N_("Left to the other and backed: keep it that way, whatever comes of it."),
    "objected": N_("The objection is on record; if it proves right, that will be remembered."),
}


def render_coach_note(session: Session, chair: Chair) -> str:
    """Return what is worth a learner's thought about the scene just played, in the reader's language; "" if nothing."""
    note = find_coach_note(session, chair)
    if note is None:
        return ""
    name = session.render_text(f"cast.{other_chair(chair)}.name")
    return _(_SENTENCES[note.topic], fact=_name_fact(session, note.fact) if note.fact else "", name=name)


def _name_fact(session: Session, fact: str) -> str:
    return session.render_text(f"facts.{fact}.label") or session.render_text(f"facts.{fact}.told")
