"""L: translations. What is missing, what no longer fits its source, what a translation lost."""

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from game.content.catalogue import Catalogue
from game.content.checks.rule import Subject, found
from game.content.clean import excerpt
from game.content.diagnostic import Diagnostic
from game.content.markup import persons, strays
from game.content.wording import Wording

_MOST_NAMED: Final = 3
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
        if catalogue.entries or not catalogue.problems:
            yield from _gaps(subject, catalogue)
        for wording in subject.wordings:
            if catalogue.status(wording) == "done":
                yield from _faithful(catalogue, wording)
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


def _faithful(catalogue: Catalogue, wording: Wording) -> Iterator[Diagnostic]:
    text = catalogue.entries[wording.path].text
    asked, given = ({name for _, name in persons(one)} for one in (wording.text, text))
    if asked != given:
        lost, extra = (", ".join(f"{{{name}}}" for name in sorted(names)) for names in (asked - given, given - asked))
        words = " and ".join([*([f"lost {lost}"] if lost else []), *([f"brought in {extra}"] if extra else [])])
        message = f"the translation of '{wording.path}' {words}"
        yield found("L104", catalogue.place(wording.path, "msgstr"), message, "name the same people")
    for stray in strays(text):
        place = catalogue.place(wording.path, "msgstr")
        yield found("T103", place, f"a '{stray.mark}' has no partner", "close it in the same paragraph")
    ratio = len(text) / len(wording.text)
    if len(wording.text) >= _TELLING and not _SHORTEST <= ratio <= _LONGEST:
        message = f"the translation of '{wording.path}' is {ratio:.1f} times as long as its source"
        yield found("L107", catalogue.place(wording.path, "msgstr"), message, "is anything lost or added?")


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
