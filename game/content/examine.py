"""Everything that is wrong with a scenario, in one pass; and how strict one is about it.

Each family of rules looks at the file on its own, so that a mistake in one place hides none in another.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from game.content.catalogue import read_catalogue
from game.content.checks import authoring, conditions, format, structure, texts, translations  # noqa: A004
from game.content.checks.rule import LEVELS, Level, Subject
from game.content.checks.rulebook import RULES
from game.content.diagnostic import MOST_SHOWN, Diagnostic, Place, in_order
from game.content.reader import Document, read

SOURCE = "scenario.yaml"


def check(paths: Iterable[Path], level: Level = "play", most: int = MOST_SHOWN) -> list[Diagnostic]:
    """Return all problems of scenarios: files, folders of one, or folders of many; at most `most` of them.

    `level` tells how much is asked: `draft` what must be right for play at all, `play` a whole story,
    `publish` the content rules as well.
    """
    found = [problem for path in paths for file in scenario_files(path) for problem in examine(file, level)[1]]
    return in_order(found)[:most]


def scenario_files(path: Path) -> list[Path]:
    """Return the scenario files that a path means; a path that leads to none is returned as it is, to be reported."""
    if not path.is_dir():
        return [path]
    if (path / SOURCE).exists():
        return [path / SOURCE]
    return sorted(path.glob(f"*/{SOURCE}")) or [path / SOURCE]


def examine(file: Path, level: Level = "play") -> tuple[Subject, list[Diagnostic]]:
    """Read one scenario with the translations beside it; return it with its problems, sorted, with their reasons."""
    document, _ = read(file)
    subject = subject_of(file, document)
    if level != "draft":
        subject.catalogues = {one.stem: read_catalogue(one) for one in sorted(file.parent.glob("*.po"))}
    return subject, problems(subject, level)


def subject_of(file: Path, document: Document) -> Subject:
    """Return a document as something to be examined."""
    return Subject(file, document)


def problems(subject: Subject, level: Level) -> list[Diagnostic]:
    """Return what is wrong with a subject, as strictly as asked; sets its model and guards on the way."""
    return in_order(_judged(_all(subject, level), level))


def _all(subject: Subject, level: Level) -> Iterator[Diagnostic]:
    yield from subject.document.problems
    if subject.document.value is None and subject.document.problems:
        return
    yield from texts.make_safe(subject)
    yield from format.validate(subject)
    yield from format.check(subject)
    yield from structure.references(subject)
    yield from conditions.read_conditions(subject)
    yield from structure.story(subject)
    if level == "draft":
        return
    yield from structure.loose_ends(subject)
    yield from conditions.check(subject)
    yield from texts.check(subject)
    yield from translations.check(subject)
    yield from authoring.check(subject)


def _judged(found: Iterable[Diagnostic], level: Level) -> Iterator[Diagnostic]:
    """Give each problem the severity and the reason of its rule; leave out what is not asked yet."""
    asked = LEVELS[: LEVELS.index(level) + 1]
    for diagnostic in found:
        rule = RULES[diagnostic.code]
        if rule.level in asked:
            reason = f"{rule.reason}; `tandem explain {rule.code}`"
            yield replace(diagnostic, severity=rule.severity, reason=reason)


def sources(diagnostics: Sequence[Diagnostic]) -> dict[str, str]:
    """Return the text of every file that problems point into, for rendering; '' for one that cannot be read."""
    places = [diagnostic.place for diagnostic in diagnostics]
    return {file: _text(file) for file in dict.fromkeys(place.file for place in places)}


def _text(file: str) -> str:
    document, _ = read(Path(file))
    return document.source.text


__all__ = ["Place", "check", "examine", "problems", "scenario_files", "sources", "subject_of"]
