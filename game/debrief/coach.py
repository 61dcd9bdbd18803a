"""The coach's line after a scene, in learner mode: one sentence about something that is in the log."""

from collections.abc import Callable
from typing import Final

from game.engine.state import SceneRecord
from game.engine.stocks import Chair, other_chair
from game.locales import _
from game.playthrough.session import Session


def render_coach_note(session: Session, chair: Chair) -> str:
    """Return what is worth a learner's thought about the scene just played, in the reader's language.

    '' outside learner mode, before the first scene is over, and where the log has nothing to say.
    """
    past = session.state.past
    if session.setup.difficulty != "learner" or not past:
        return ""
    return next((line for rule in _RULES if (line := rule(session, chair, past[-1]))), "")


def _note_changed_mind(session: Session, chair: Chair, scene: SceneRecord) -> str:
    across = other_chair(chair)
    moved = across in scene.final and scene.first.get(across) != scene.final[across]
    said = _list_facts_held_by(session, scene.said, chair)
    if moved and said and scene.final[across] in scene.first.values():
        return _(
            "After “{fact}” was on the table, {name} picked otherwise.",
            fact=_name_fact(session, said[0]),
            name=_name_person(session, across),
        )
    return ""


def _note_guess(session: Session, chair: Chair, scene: SceneRecord) -> str:
    guess, across = scene.guess.get(chair), other_chair(chair)
    if guess is None or across not in scene.first:
        return ""
    name = _name_person(session, across)
    if guess == scene.first[across]:
        return _("Your guess was right: you know what {name} is after.", name=name)
    return _("{name} leaned otherwise than you guessed. A coffee is a good time to ask why.", name=name)


def _note_kept_fact(session: Session, chair: Chair, scene: SceneRecord) -> str:
    kept = _list_facts_held_by(session, scene.kept, chair)
    if not kept:
        return ""
    differed = len(set(scene.first.values())) > 1
    values = {"fact": _name_fact(session, kept[0]), "name": _name_person(session, other_chair(chair))}
    if differed:
        return _("You differed, and {name} did not know: “{fact}”.", **values)
    return _("You kept “{fact}”. {name} chose without it.", **values)


def _note_costly_fact(session: Session, chair: Chair, scene: SceneRecord) -> str:
    said = _list_facts_held_by(session, scene.said, chair)
    costly = [fact for fact in said if session.scenario.facts[fact].cost != "free"]
    if costly:
        return _("You said “{fact}” at a price. It cannot be found out any more.", fact=_name_fact(session, costly[0]))
    return ""


def _note_resolution(_session: Session, _chair: Chair, scene: SceneRecord) -> str:
    if scene.mode == "defer":
        return _("Left to the other and backed: keep it that way, whatever comes of it.")
    if scene.mode == "object":
        return _("The objection is on record; if it proves right, that will be remembered.")
    return ""


def _list_facts_held_by(session: Session, facts: tuple[str, ...], chair: Chair) -> list[str]:
    return [fact for fact in facts if session.scenario.facts[fact].held == chair]


def _name_person(session: Session, person: str) -> str:
    return session.render_text(f"cast.{person}.name")


def _name_fact(session: Session, fact: str) -> str:
    return session.render_text(f"facts.{fact}.label") or session.render_text(f"facts.{fact}.told")


_RULES: Final[tuple[Callable[[Session, Chair, SceneRecord], str], ...]] = (
    _note_changed_mind,
    _note_guess,
    _note_kept_fact,
    _note_costly_fact,
    _note_resolution,
)
