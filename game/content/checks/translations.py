"""L: translations. What is missing, what no longer fits its source, what a translation lost."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Final

from game.content.catalogue import Catalogue
from game.content.checks.rule import Subject, found
from game.content.checks.texts import misnamed
from game.content.clean import excerpt
from game.content.diagnostic import Diagnostic
from game.content.markup import odd_braces, persons, plain, spans, strays
from game.content.wording import Wording

_MOST_NAMED: Final = 3
_WORDS: Final = 6
"""Words from which a text that is the same in both languages, or has no accent, is no accident."""
_MARKS: Final = {"**strong** words": "strong", "*emphasis*": "emphasis"}
_QUOTES: Final = str.maketrans("", "", "“”‘’…–—×·°€")
_SHORTEST: Final = 0.5
_LONGEST: Final = 2.0
_TELLING: Final = 40
_SHORTER: Final = 0.8
_LONGER: Final = 1.6
_WHOLE: Final = 300
"""Characters of source from which a whole part tells how long a translation is."""


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield what is wrong in every translation that lies beside the scenario."""
    for catalogue in subject.catalogues.values():
        yield from catalogue.problems
        yield from _summed(_compared(subject, catalogue))


def _compared(subject: Subject, catalogue: Catalogue) -> Iterator[Diagnostic]:
    if catalogue.entries or not catalogue.problems:
        yield from _gaps(subject, catalogue)
    people = {person.id: person.at for person in subject.outline.people}
    for wording in subject.wordings:
        if catalogue.status(wording) == "done":
            yield from _faithful(catalogue, wording, people)
            yield from _translated(catalogue, wording)
    yield from _measured(subject, catalogue)


def _gaps(subject: Subject, catalogue: Catalogue) -> Iterator[Diagnostic]:
    missing = [wording for wording in subject.wordings if catalogue.status(wording) == "missing"]
    if missing:
        names = ", ".join(excerpt(wording.path) for wording in missing[:_MOST_NAMED])
        more = "" if len(missing) <= _MOST_NAMED else f" and {len(missing) - _MOST_NAMED} more"
        place = subject.document.place(missing[0].at)
        message = (
            f"{len(missing)} of {len(subject.wordings)} texts are not in {excerpt(catalogue.language)}: {names}{more}"
        )
        yield found("L101", place, message, f"add them to {excerpt(catalogue.file)}")
    for wording in subject.wordings:
        status = catalogue.status(wording)
        if status == "stale":
            yield found(
                "L102", catalogue.place(wording.path, "msgid"), f"the source of '{wording.path}' has changed", _UPDATE
            )
        elif status == "fuzzy":
            yield found("L103", catalogue.place(wording.path, "msgctxt"), f"'{wording.path}' is marked fuzzy", _LOOK)
    known = {wording.path for wording in subject.wordings}
    for path in catalogue.entries:
        if path not in known:
            yield found("L106", catalogue.place(path, "msgctxt"), f"there is no text '{excerpt(path)}'", _UPDATE)


_TOLD_EACH: Final = 10
"""So many of a kind are told one by one; of more it is told how many there are."""
_SUMMED: Final = {
    "L102": "the source of {n} texts has changed",
    "L103": "{n} texts are marked fuzzy",
    "L106": "{n} translations are of texts that are gone",
    "L109": "{n} translations lost emphasis",
    "L110": "{n} translations are the source itself",
    "L111": "{n} translations have no accents",
}


def _summed(problems: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield problems of one file, those of a kind as one where there are too many to be told each."""
    by_code: dict[str, list[Diagnostic]] = {}
    for problem in problems:
        by_code.setdefault(problem.code, []).append(problem)
    for code, same in by_code.items():
        if code not in _SUMMED or len(same) <= _TOLD_EACH:
            yield from same
            continue
        first = same[0]
        names = ", ".join(_named(problem) for problem in same[:_MOST_NAMED])
        message = f"{_SUMMED[code].format(n=len(same))}: {names} and {len(same) - _MOST_NAMED} more"
        yield found(code, first.place, message, first.hint)


def _named(problem: Diagnostic) -> str:
    return problem.message.partition("'")[2].partition("'")[0]


def _faithful(catalogue: Catalogue, wording: Wording, people: Mapping[str, object]) -> Iterator[Diagnostic]:
    text = catalogue.entries[wording.path].text
    asked, given = ({name for _, name in persons(one)} for one in (wording.text, text))
    if asked != given:
        lost, extra = (", ".join(f"{{{name}}}" for name in sorted(names)) for names in (asked - given, given - asked))
        words = " and ".join([*([f"lost {lost}"] if lost else []), *([f"brought in {extra}"] if extra else [])])
        message = f"the translation of '{wording.path}' {words}"
        yield found("L104", catalogue.place(wording.path, "msgstr"), message, "name the same people")
    for brace in odd_braces(text):
        yield misnamed(brace, catalogue.place(wording.path, "msgstr"), people)
    for stray in strays(text):
        place = catalogue.place(wording.path, "msgstr")
        yield found("T103", place, f"a '{stray.mark}' has no partner", "close it in the same paragraph")
    ratio = len(text) / len(wording.text)
    if len(wording.text) >= _TELLING and not _SHORTEST <= ratio <= _LONGEST:
        message = f"the translation of '{wording.path}' is {ratio:.1f} times as long as its source"
        yield found("L107", catalogue.place(wording.path, "msgstr"), message, "is anything lost or added?")


def _translated(catalogue: Catalogue, wording: Wording) -> Iterator[Diagnostic]:
    """What only looks like a translation: the source once more, Vietnamese without its accents, a mark that is gone."""
    text, place = catalogue.entries[wording.path].text, catalogue.place(wording.path, "msgstr")
    path, letters = excerpt(wording.path), plain(text, {})
    if len(wording.text.split()) >= _WORDS and text == wording.text:
        yield found("L110", place, f"the translation of '{path}' is the source itself", "translate it")
    elif catalogue.language == "vi" and len(letters.split()) >= _WORDS and letters.translate(_QUOTES).isascii():
        yield found("L111", place, f"the translation of '{path}' has no accents", "write it with its accents")
    lost = [name for name, kind in _MARKS.items() if _marked(wording.text, kind) and not _marked(text, kind)]
    if lost:
        message = f"the translation of '{path}' lost its {' and its '.join(lost)}"
        yield found("L109", place, message, "mark the same words, in this language")


def _marked(text: str, kind: str) -> bool:
    return any(getattr(span, kind) for span in spans(text, {}))


def _measured(subject: Subject, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Compare whole scenes: single lines differ for good reasons, a whole scene does so when something is amiss."""
    done = [wording for wording in subject.wordings if catalogue.status(wording) == "done"]
    for part, group in groupby(done, key=_part):
        texts = list(group)
        before = sum(len(wording.text) for wording in texts)
        ratio = sum(len(catalogue.entries[wording.path].text) for wording in texts) / before
        if before >= _WHOLE and not _SHORTER <= ratio <= _LONGER:
            message = f"in all, '{excerpt(part)}' is {ratio:.1f} times as long as its source"
            yield found("L108", catalogue.place(texts[0].path, "msgid"), message, "is anything lost or added?")


def _part(wording: Wording) -> str:
    steps = wording.path.split(".")
    return ".".join(steps[:2]) if steps[0] == "scenes" else steps[0]


_UPDATE: Final = "run `tandem i18n update`, then look at it"
_LOOK: Final = "look at it, then take the mark away"
