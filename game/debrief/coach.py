"""The coach's line after a scene, in learner mode: one sentence about something that is in the log."""

from collections.abc import Callable
from typing import Final

from game.engine.state import Played
from game.engine.stocks import Chair, other
from game.locales import _
from game.playthrough.session import Session


def note(session: Session, chair: Chair) -> str:
    """Return what is worth a learner's thought about the scene just played, in the reader's language.

    '' outside learner mode, before the first scene is over, and where the log has nothing to say.
    """
    past = session.state.past
    if session.setup.difficulty != "learner" or not past:
        return ""
    return next((line for rule in _RULES if (line := rule(session, chair, past[-1]))), "")


def _persuaded(session: Session, chair: Chair, scene: Played) -> str:
    across = other(chair)
    moved = across in scene.final and scene.first.get(across) != scene.final[across]
    said = _of(session, scene.said, chair)
    if moved and said and scene.final[across] in scene.first.values():
        return _(
            "After “{fact}” was on the table, {name} picked otherwise.",
            fact=_label(session, said[0]),
            name=_name(session, across),
        )
    return ""


def _guessed(session: Session, chair: Chair, scene: Played) -> str:
    guess, across = scene.guess.get(chair), other(chair)
    if guess is None or across not in scene.first:
        return ""
    name = _name(session, across)
    if guess == scene.first[across]:
        return _("Your guess was right: you know what {name} is after.", name=name)
    return _("{name} leaned otherwise than you guessed. A coffee is a good time to ask why.", name=name)


def _kept(session: Session, chair: Chair, scene: Played) -> str:
    kept = _of(session, scene.kept, chair)
    if not kept:
        return ""
    differed = len(set(scene.first.values())) > 1
    values = {"fact": _label(session, kept[0]), "name": _name(session, other(chair))}
    if differed:
        return _("You differed, and {name} did not know: “{fact}”.", **values)
    return _("You kept “{fact}”. {name} chose without it.", **values)


def _said(session: Session, chair: Chair, scene: Played) -> str:
    said = _of(session, scene.said, chair)
    costly = [fact for fact in said if session.scenario.facts[fact].cost != "free"]
    if costly:
        return _("You said “{fact}” at a price. It cannot be found out any more.", fact=_label(session, costly[0]))
    return ""


def _backed(_session: Session, _chair: Chair, scene: Played) -> str:
    if scene.mode == "defer":
        return _("Left to the other and backed: keep it that way, whatever comes of it.")
    if scene.mode == "object":
        return _("The objection is on record; if it proves right, that will be remembered.")
    return ""


def _of(session: Session, facts: tuple[str, ...], chair: Chair) -> list[str]:
    return [fact for fact in facts if session.scenario.facts[fact].held == chair]


def _name(session: Session, person: str) -> str:
    return session.text(f"cast.{person}.name")


def _label(session: Session, fact: str) -> str:
    return session.text(f"facts.{fact}.label") or session.text(f"facts.{fact}.told")


_RULES: Final[tuple[Callable[[Session, Chair, Played], str], ...]] = (_persuaded, _guessed, _kept, _said, _backed)
