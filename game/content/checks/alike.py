"""T, continued: what reads the same and should not, and what a text of its kind never says."""

import re
from collections.abc import Iterator
from typing import Final

from game.content.checks.rule import Subject, build_diagnostic
from game.content.checks.spoken import LocalizedText, list_localized_texts
from game.content.diagnostic import Diagnostic, RelatedPlace
from game.content.safe_input import render_excerpt

_SPOKEN: Final = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»")
_YOU: Final = {
    "en": re.compile(r"\b(?:you|your|yours|yourself)\b", re.IGNORECASE),
    "vi": re.compile(r"(?<!người )(?<!những )(?<!các )\bbạn\b(?! (?:bè|hàng|đọc|học|cũ|thân))", re.IGNORECASE),
}
_SHOUTED: Final = re.compile(r"[!?]*![!?]+|\?!+")


def check_text_clarity(subject: Subject) -> Iterator[Diagnostic]:
    """Yield options and people that cannot be told apart, "you" where everybody reads, and marks that shout."""
    options: dict[tuple[str, str, str], LocalizedText] = {}
    people: dict[tuple[str, str], LocalizedText] = {}
    for text in list_localized_texts(subject):
        steps, read = text.path.split("."), " ".join(text.plain.split()).casefold()
        if text.kind == "option":
            yield from _check_duplicate_text(text, options.setdefault((text.language, steps[1], read), text), "T114")
        if steps[0] == "cast" and steps[2:] == ["name"]:
            yield from _check_duplicate_text(text, people.setdefault((text.language, read), text), "T115")
        if steps[0] == "facts" and steps[2:] == ["told"]:
            yield from _check_reader_address(text)
        yield from _check_shouting_marks(text)


def _check_duplicate_text(text: LocalizedText, first: LocalizedText, code: str) -> Iterator[Diagnostic]:
    if text is first:
        return
    own, other = (one.path.split(".")[-2] for one in (text, first))
    what = "read the same" if code == "T114" else "have one name"
    there = first.locate_span()
    related = (RelatedPlace(there, "the first"),)
    message = f"'{render_excerpt(other)}' (line {there.line}) and '{render_excerpt(own)}' {what}"
    yield build_diagnostic(
        code, text.locate_span(0, len(text.text)), message, "nobody can tell them apart", related=related
    )


def _check_reader_address(text: LocalizedText) -> Iterator[Diagnostic]:
    """What everybody hears of a fact tells of people by name; what somebody says in it, in quotes, is his."""
    narrated = _SPOKEN.sub(lambda match: " " * len(match[0]), text.text)
    match = _YOU[text.language].search(narrated) if text.language in _YOU else None
    if match:
        place = text.locate_span(match.start(), len(match[0]))
        yield build_diagnostic(
            "T116", place, f"'{render_excerpt(match[0])}' in 'told', which both read", "name the chair: {ceo} or {cto}"
        )


def _check_shouting_marks(text: LocalizedText) -> Iterator[Diagnostic]:
    match = _SHOUTED.search(text.text)
    if match:
        place = text.locate_span(match.start(), len(match[0]))
        yield build_diagnostic(
            "T117", place, f"'{render_excerpt(match[0])}' shouts", "one mark is enough, and a full stop is calmer"
        )
