"""What the coach could point out after a scene, in learner mode: one thing that is in the log."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from game.engine.state import SceneRecord
from game.engine.stocks import Chair, other_chair
from game.playthrough.session import Session

CoachTopic = Literal[
    "changed_mind", "right_guess", "wrong_guess", "kept_apart", "kept", "costly_fact", "deferred", "objected"
]
"""`kept_apart` is a fact that was kept while the two differed."""


@dataclass(frozen=True, slots=True)
class CoachNote:
    """One thing worth a learner's thought: its topic, the chair that it is for, the fact that it is about or ""."""

    topic: CoachTopic
    chair: Chair
    fact: str = ""


def find_coach_note(session: Session, chair: Chair) -> CoachNote | None:
    """Return what is worth a learner's thought about the scene just played.

    None outside learner mode, before the first scene is over, and where the log has nothing to say.
    """
    past = session.state.past
    if session.setup.difficulty != "learner" or not past:
        return None
    return next((note for rule in _RULES if (note := rule(session, chair, past[-1]))), None)


def _note_changed_mind(session: Session, chair: Chair, scene: SceneRecord) -> CoachNote | None:
    other = other_chair(chair)
    moved = other in scene.final and scene.first.get(other) != scene.final[other]
    said = _list_facts_held_by(session, scene.said, chair)
    if moved and said and scene.final[other] in scene.first.values():
        return CoachNote("changed_mind", chair, said[0])
    return None


def _note_guess(_session: Session, chair: Chair, scene: SceneRecord) -> CoachNote | None:
    guess, other = scene.guess.get(chair), other_chair(chair)
    if guess is None or other not in scene.first:
        return None
    return CoachNote("right_guess" if guess == scene.first[other] else "wrong_guess", chair)


def _note_kept_fact(session: Session, chair: Chair, scene: SceneRecord) -> CoachNote | None:
    kept = _list_facts_held_by(session, scene.kept, chair)
    if not kept:
        return None
    return CoachNote("kept_apart" if len(set(scene.first.values())) > 1 else "kept", chair, kept[0])


def _note_costly_fact(session: Session, chair: Chair, scene: SceneRecord) -> CoachNote | None:
    said = _list_facts_held_by(session, scene.said, chair)
    costly = [fact for fact in said if session.scenario.facts[fact].cost != "free"]
    return CoachNote("costly_fact", chair, costly[0]) if costly else None


def _note_resolution(_session: Session, chair: Chair, scene: SceneRecord) -> CoachNote | None:
    if scene.mode == "defer":
        return CoachNote("deferred", chair)
    return CoachNote("objected", chair) if scene.mode == "object" else None


def _list_facts_held_by(session: Session, facts: tuple[str, ...], chair: Chair) -> list[str]:
    return [fact for fact in facts if session.scenario.facts[fact].held == chair]


_RULES: Final[tuple[Callable[[Session, Chair, SceneRecord], CoachNote | None], ...]] = (
    _note_changed_mind,
    _note_guess,
    _note_kept_fact,
    _note_costly_fact,
    _note_resolution,
)
