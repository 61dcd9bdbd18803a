"""A, continued: what a pack of crises teaches together."""

from collections.abc import Iterator, Sequence
from typing import Final, get_args

from game.content import schema
from game.content.checks.rule import Subject, build_diagnostic
from game.content.diagnostic import Diagnostic

LEAST_CRISES: Final = 8
"""Crises from which a few folders are a pack: ten principles, thrice each, two to four a crisis."""
_TAUGHT_LEAST: Final = 3


def check_pack_principles(subjects: Sequence[Subject]) -> Iterator[Diagnostic]:
    """Yield principles that too few crises teach, at the first crisis of a pack."""
    sound = [(subject, subject.model) for subject in subjects if subject.model is not None]
    if len(sound) < LEAST_CRISES:
        return
    place = sound[0][0].document.locate_value(("principles",))
    for principle in get_args(schema.Principle):
        taught = sum(principle in model.principles for _, model in sound)
        if taught < _TAUGHT_LEAST:
            message = f"'{principle}' is taught in {taught} of {len(sound)} crises"
            yield build_diagnostic(
                "A127", place, message, f"in {_TAUGHT_LEAST} at least: each surface story shows another side"
            )
