"""K, continued: where two people can sit down together, and what can be said there."""

from collections.abc import Iterator
from typing import Any

from game.content.checks.rule import Subject, build_diagnostic
from game.content.diagnostic import Diagnostic
from game.content.outline import as_fields, as_list
from game.engine.stocks import CHAIRS


def list_synthesis_needs(subject: Subject) -> dict[str, set[str]]:
    """Return by scene in which one can sit down what the syntheses there need."""
    scenes = {scene.id: scene.raw for scene in subject.outline.scenes}
    seats: dict[str, set[str]] = {}
    for option in subject.outline.options:
        if option.raw.get("needs") and not _suggest_seating(subject, scenes[option.scene]):
            needs = (name for name in as_list(option.raw.get("needs")) if isinstance(name, str))
            seats.setdefault(option.scene, set()).update(needs)
    return seats


def _suggest_seating(subject: Subject, scene: dict[str, Any]) -> str:
    """Return how to let two people sit down in a scene; '' where they can."""
    if as_fields(subject.document.value).get("tokens") == 0:
        return "take 'tokens: 0' out, or give it more"
    by = as_fields(scene.get("decide")).get("by")
    return "give the scene 'say' and 'by: both'" if not scene.get("say") or by in CHAIRS else ""


def check_syntheses(subject: Subject) -> Iterator[Diagnostic]:
    """Yield syntheses in scenes where nobody can sit down together."""
    scenes = {scene.id: scene.raw for scene in subject.outline.scenes}
    for option in subject.outline.options:
        hint = _suggest_seating(subject, scenes[option.scene]) if option.raw.get("needs") else ""
        if hint:
            place = subject.document.locate_value((*option.at, "needs"))
            yield build_diagnostic(
                "K109", place, "a synthesis opens by sitting together, which nobody can do here", hint
            )
