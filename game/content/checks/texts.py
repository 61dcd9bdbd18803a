"""T: what stands in texts. Characters that a terminal would obey, names of strangers, marks without a partner."""

from collections.abc import Iterator
from typing import Any

from game.content.checks.rule import Subject, found, nearest
from game.content.clean import clean
from game.content.diagnostic import Diagnostic
from game.content.markup import persons, strays
from game.content.source import Path


def make_safe(subject: Subject) -> Iterator[Diagnostic]:
    """Clean every text of the document in place, and yield what had to be taken out."""
    if not subject.document.harmless:
        yield from _cleaned(subject, subject.document.value, ())


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield names in braces that are nobody's, and marks that open or close nothing."""
    people = {person.id: person.at for person in subject.outline.people}
    for wording in subject.wordings:
        for offset, name in persons(wording.text):
            if name not in people:
                place = subject.document.inside(wording.at, offset, len(name) + 2)
                yield found("T102", place, f"nobody is called '{name}'", nearest=nearest(name, people))
        for stray in strays(wording.text):
            place = subject.document.inside(wording.at, stray.offset, len(stray.mark))
            yield found("T103", place, f"this '{stray.mark}' has no partner", "close it in the same paragraph")


def _cleaned(subject: Subject, value: Any, path: Path) -> Iterator[Diagnostic]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in pairs:
        if isinstance(key, str) and not (key.isascii() and key.isprintable()):
            for fault in clean(key).faults:
                yield found(
                    "T101", subject.document.key_place((*path, key)), f"{fault.what} ({fault.code})", "take it out"
                )
        if isinstance(part, str):
            if part.isascii() and part.isprintable():
                continue
            result = clean(part)
            for fault in result.faults:
                place = subject.document.inside((*path, key), fault.offset)
                yield found("T101", place, f"{fault.what} ({fault.code}) in a text", "take it out")
            value[key] = result.text
        else:
            yield from _cleaned(subject, part, (*path, key))
