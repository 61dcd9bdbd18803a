"""T: what stands in texts. Characters that a terminal would obey, names of strangers, marks without a partner."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from game.content.checks.rule import Subject, build_diagnostic, find_nearest_name
from game.content.diagnostic import Diagnostic, Place
from game.content.markup import LiteralBrace, list_odd_braces, list_persons, list_stray_marks
from game.content.safe_input import clean_and_report, render_excerpt
from game.content.yaml.positions import Path

_ID: Final = "in braces stands the id of a person, in small letters"


def clean_texts(subject: Subject) -> Iterator[Diagnostic]:
    """Clean every text of the document in place, and yield what had to be taken out."""
    if not subject.document.harmless:
        yield from _clean_value(subject, subject.document.value, ())


def check_markup(subject: Subject) -> Iterator[Diagnostic]:
    """Yield names in braces that are nobody's, and marks that open or close nothing."""
    people = {person.id: person.at for person in subject.outline.people}
    for wording in subject.wordings:
        for offset, name in list_persons(wording.text):
            if name not in people:
                place = subject.document.locate_span(wording.at, offset, len(name) + 2)
                yield build_diagnostic(
                    "T102", place, f"nobody is called '{name}'", nearest=find_nearest_name(name, people)
                )
        for brace in list_odd_braces(wording.text):
            yield report_bad_brace(brace, subject.document.locate_span(wording.at, brace.offset, brace.length), people)
        lost = _find_unpaired_quote(wording.text)
        if lost is not None:
            place = subject.document.locate_span(wording.at, lost)
            yield build_diagnostic(
                "T103", place, "this '\"' has no partner", "put quotes around the whole text, or take it out"
            )
        for stray in list_stray_marks(wording.text):
            place = subject.document.locate_span(wording.at, stray.offset, len(stray.mark))
            yield build_diagnostic(
                "T103", place, f"this '{stray.mark}' has no partner", "close it in the same paragraph"
            )


def _find_unpaired_quote(text: str) -> int | None:
    """Return where a text begins or ends with a quote that has no partner: one of the two around it was lost."""
    if text.count('"') % 2 == 0 or not (text.startswith('"') or text.endswith('"')):
        return None
    return 0 if text.startswith('"') else len(text) - 1


def report_bad_brace(brace: LiteralBrace, place: Place, people: Mapping[str, object]) -> Diagnostic:
    """Tell of a brace that names nobody as it is written; the person who was meant is named where that is clear."""
    name = render_excerpt(brace.name)
    if not brace.closed:
        hint = f"write {{{name}}}" if brace.name in people else "close it with '}', or leave it out"
        return build_diagnostic("T102", place, f"the brace before '{name}' is not closed", hint)
    meant = re.sub(r"\W+", "_", brace.name).lower()
    close = meant if meant in people else find_nearest_name(meant, people)
    return build_diagnostic("T102", place, f"'{{{name}}}' names nobody", _ID if not close else "", nearest=close)


def _clean_value(subject: Subject, value: Any, path: Path) -> Iterator[Diagnostic]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in pairs:
        if isinstance(key, str) and not (key.isascii() and key.isprintable()):
            for fault in clean_and_report(key).faults:
                yield build_diagnostic(
                    "T101", subject.document.locate_key((*path, key)), f"{fault.what} ({fault.code})", "take it out"
                )
        if isinstance(part, str):
            if part.isascii() and part.isprintable():
                continue
            result = clean_and_report(part)
            for fault in result.faults:
                place = subject.document.locate_span((*path, key), fault.offset)
                yield build_diagnostic("T101", place, f"{fault.what} ({fault.code}) in a text", "take it out")
            value[key] = result.text
        else:
            yield from _clean_value(subject, part, (*path, key))
