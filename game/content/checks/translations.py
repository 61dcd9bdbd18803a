"""L: translations. What is missing, what no longer fits its source, what a translation lost."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from game.content.catalogue import Catalogue
from game.content.checks.rule import Rule, Subject, found
from game.content.clean import excerpt
from game.content.diagnostic import Diagnostic, Place
from game.content.markup import persons, strays
from game.content.wording import Wording

_MOST_NAMED: Final = 3
_SHORTEST: Final = 0.5
_LONGEST: Final = 2.0
_TELLING: Final = 40


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield what is wrong in every translation that lies beside the scenario."""
    for catalogue in subject.catalogues.values():
        yield from catalogue.problems
        yield from _gaps(subject, catalogue)
        for wording in subject.wordings:
            if catalogue.status(wording) == "done":
                yield from _faithful(catalogue, wording)


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
                "L102", _line(catalogue, wording.path, "msgid"), f"the source of '{wording.path}' has changed", _UPDATE
            )
        elif status == "fuzzy":
            yield found("L103", _line(catalogue, wording.path, "msgctxt"), f"'{wording.path}' is marked fuzzy", _LOOK)
    known = {wording.path for wording in subject.wordings}
    for path in catalogue.entries:
        if path not in known:
            yield found("L106", _line(catalogue, path, "msgctxt"), f"there is no text '{excerpt(path)}'", _UPDATE)


def _faithful(catalogue: Catalogue, wording: Wording) -> Iterator[Diagnostic]:
    text = catalogue.entries[wording.path].text
    place = _line(catalogue, wording.path, "msgstr")
    asked, given = (Counter(name for _, name in persons(one)) for one in (wording.text, text))
    if asked.keys() != given.keys():
        lost = ", ".join(f"{{{name}}}" for name in sorted(asked.keys() - given.keys()))
        extra = ", ".join(f"{{{name}}}" for name in sorted(given.keys() - asked.keys()))
        words = " and ".join([*([f"lost {lost}"] if lost else []), *([f"brought in {extra}"] if extra else [])])
        yield found("L104", place, f"the translation of '{wording.path}' {words}", "name the same people")
    for stray in strays(text):
        yield found("T103", place, f"a '{stray.mark}' has no partner", "close it in the same paragraph")
    ratio = len(text) / len(wording.text)
    if len(wording.text) >= _TELLING and not _SHORTEST <= ratio <= _LONGEST:
        message = f"the translation of '{wording.path}' is {ratio:.1f} times as long as its source"
        yield found("L107", place, message, "is anything lost or added?")


def _line(catalogue: Catalogue, path: str, keyword: str) -> Place:
    """The place of an entry's keyword in the PO file."""
    entry = catalogue.entries[path]
    lines = catalogue.text.split("\n")
    for number in range(entry.line, min(entry.line + 400, len(lines) + 1)):
        if lines[number - 1].startswith(keyword):
            return Place(catalogue.file, number, 1, len(keyword))
    return Place(catalogue.file, entry.line)


_UPDATE: Final = "run `tandem i18n update`, then look at it"
_LOOK: Final = "look at it, then take the mark away"

RULES: Final = (
    Rule(
        "L101", "missing translation", "where a translation is missing the player reads the source",
        "A crisis may speak one language. Where a translation lies beside it, it should be whole.",
        wrong='msgstr ""', right='msgstr "Hà"', at="cast.ceo.name", severity="warning", level="play", translation=True,
    ),
    Rule(
        "L102", "stale translation", "a translation counts only for the source it was made from",
        "The source has changed since. Until the translation is looked at again the player reads the source.",
        wrong='msgid "Ha"\nmsgstr "Hà"', right='msgstr "Hà"', at="cast.ceo.name", severity="warning", level="play",
        translation=True,
    ),
    Rule(
        "L103", "fuzzy translation", "a fuzzy translation waits for somebody to look at it",
        "An update marks what it could not be sure of. Until the mark is taken away the player reads the source.",
        wrong='#, fuzzy\nmsgstr "Hà"', right='msgstr "Hà"', at="cast.ceo.name", severity="warning", level="play",
        translation=True,
    ),
    Rule(
        "L104", "people lost in translation", "a translation names the people whom the source names",
        "`{id}` stands for a name in every language. A lost one may hide who does what; an invented one shows "
        "as it is.",
        wrong='msgstr "Bạn nhìn mặt Mai."', right='msgstr "Bạn nhìn mặt {mai}."', at="scenes.morning.private.ceo",
        level="play", translation=True,
    ),
    Rule(
        "L105", "translation that cannot be read", "a translation is a PO file in UTF-8, each text once",
        "The file breaks the rules of PO, holds an unsafe character, or translates one text twice.",
        wrong='msgstr "Hà', right='msgstr "Hà"', at="cast.ceo.name", level="play", translation=True,
    ),
    Rule(
        "L106", "translation of nothing", "the text that this translates is gone",
        "Its scene, option or line has another id now, or another position. An update keeps it as obsolete.",
        wrong='msgctxt "cast.nobody.name"\nmsgstr "Hà"', right='msgstr "Hà"', at="cast.ceo.name",
        severity="warning", level="play", translation=True,
    ),
    Rule(
        "L107", "very different length", "a translation is about as long as its source",
        "Half as long or twice as long often means that a sentence was lost, or a thought was added.",
        wrong='msgstr "Mười."', right='msgstr "Nghiêm, và sai với bốn mươi người. Dù vậy hàng chờ cũng ngắn bớt."',
        at="scenes.morning.options.pay_first.result", severity="warning", level="publish", translation=True,
    ),
)  # fmt: skip
