"""Everything that is wrong with a scenario, found in one pass, as strictly as asked.

Each family of rules looks at the file independently, so that a mistake in one place does not hide another.
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Final

from game.content.checks import (
    authoring,
    conditions,
    extra,
    fields,
    knowledge,
    person_ids,
    speech,
    structure,
    texts,
    translations,
    weighing,
    word_choice,
)
from game.content.checks.foreign_files import find_foreign_file
from game.content.checks.rule import LEVELS, Level, Subject
from game.content.checks.rulebook import RULES
from game.content.diagnostic import Diagnostic, RelatedPlace, sort_diagnostics
from game.content.people import borrow_people, find_people_file
from game.content.safe_input import MOST_BYTES, UnreadableError, clean_text, find_similar_name
from game.content.translations import list_po_files, load_catalogue
from game.content.yaml.positions import Document, build_file_diagnostic
from game.content.yaml.reader import load_document, parse_document

SOURCE: Final = "scenario.yaml"
PIPE: Final = "<stdin>"
"""The name in messages of a scenario that is read from standard input."""

_OF_THE_SYSTEM: Final = frozenset({"lost+found", "System Volume Information"})
"""Folders that lie on every disk and that nobody may read."""
_MOST_OF_A_FAMILY: Final = 200
_UNREAD: Final = "the rest is looked at once this is mended"
_OF_CONDITIONS: Final = ("G103", "K105", "S123")


@dataclass(frozen=True, slots=True)
class ExtraChecks:
    """Checks by parts of the game that content does not import.

    `measure` finds pages that do not fit a small screen; `prove` finds conditions that no play or every play
    satisfies; `judge` finds what options give away when they are weighed in every world.
    """

    measure: extra.Measure | None = None
    prove: extra.Prove | None = None
    judge: extra.Judge | None = None


PLAIN: Final = ExtraChecks()
"""Nothing else."""


@dataclass(frozen=True, slots=True)
class Findings:
    """All problems of some files, sorted; the text of each file that one points into, by name; how many files."""

    problems: tuple[Diagnostic, ...]
    sources: Mapping[str, str]
    files: int

    def merge_with(self, other: "Findings") -> "Findings":
        """Return both together."""
        problems = tuple(sort_diagnostics((*self.problems, *other.problems)))
        return Findings(problems, {**self.sources, **other.sources}, self.files + other.files)


def collect_findings(paths: Iterable[Path], level: Level = "play", extra_checks: ExtraChecks = PLAIN) -> Findings:
    """Return everything that is wrong with scenarios: files, folders of one, or folders of many."""
    files = [file for path in paths for file in list_scenario_files(path)]
    examined = [check_file(file, level, extra_checks) for file in files]
    people = [one for one in dict.fromkeys(map(find_people_file, files)) if one.exists()]
    examined += [check_people_file(one) for one in people]
    together = _apply_rules(authoring.check_pack_principles([subject for subject, _ in examined[: len(files)]]), level)
    problems = tuple(sort_diagnostics([*(problem for _, found in examined for problem in found), *together]))
    return Findings(problems, load_sources(problems), len(files))


def collect_piped_findings(content: bytes, level: Level = "play", extra_checks: ExtraChecks = PLAIN) -> Findings:
    """Return everything that is wrong with a scenario from standard input, which has no translations."""
    if len(content) > MOST_BYTES:
        problem = UnreadableError("R102", f"the input is larger than {MOST_BYTES // 1024} KB", "shorten the crisis")
        return Findings((build_file_diagnostic(PIPE, problem),), {PIPE: ""}, 1)
    document = parse_document(content, PIPE)
    found = check_subject(build_subject(Path(PIPE), document), level, extra_checks)
    return Findings(tuple(found), {PIPE: document.source.text}, 1)


def list_scenario_files(path: Path) -> list[Path]:
    """Return the scenario files that a path stands for; a path without any is returned as it is, to be reported."""
    if not os.path.isdir(path):  # noqa: PTH112 -- Path.is_dir raises on a name that is too long
        return [path]
    if _may_exist(path / SOURCE):
        return [path / SOURCE]
    try:
        inside = sorted(path.iterdir())
    except PermissionError:
        return [path]
    visible = [one for one in inside if not one.name.startswith(".") and one.name not in _OF_THE_SYSTEM]
    return [folder / SOURCE for folder in visible if _is_meant_as_crisis(folder)] or [path / SOURCE]


def _is_meant_as_crisis(folder: Path) -> bool:
    """Whether a folder among others holds a scenario, be it under a name that is not quite the right one."""
    return _may_exist(folder / SOURCE) or bool(find_similar_name(folder / SOURCE))


def _may_exist(file: Path) -> bool:
    """Whether there is a file, or a folder that hides from us whether there is: then reading it tells why."""
    try:
        file.lstat()
    except PermissionError:
        return True
    except OSError:
        return False
    return True


def check_file(
    file: Path, level: Level = "play", extra_checks: ExtraChecks = PLAIN
) -> tuple[Subject, list[Diagnostic]]:
    """Read one scenario with the translations beside it; return it with its problems, sorted, with their reasons."""
    document, content = load_document(file)
    files = list_po_files(file) if LEVELS.index(level) >= LEVELS.index("play") else []
    whole = borrow_people(file, content, {one.stem: b"" for one in files})
    if whole.lent:
        document = parse_document(whole.source, document.source.name)
    subject = build_subject(file, document)
    subject.lent_texts = whole.lent
    subject.catalogues = {one.stem: load_catalogue(one) for one in files}
    return subject, check_subject(subject, level, extra_checks)


def check_people_file(file: Path) -> tuple[Subject, list[Diagnostic]]:
    """Read the people of a pack; return them with their problems, sorted, with their reasons."""
    document, _ = load_document(file)
    subject = build_subject(file, document)
    found = [*document.problems, *([] if document.unread else [*texts.clean_texts(subject)])]
    if not document.unread:
        found += fields.report_odd_version(subject)
        check = fields.report_other_format if fields.is_other_format(subject) else fields.check_people_fields
        found += check(subject)
    return subject, sort_diagnostics(_apply_rules(found, "load"))


def build_subject(file: Path, document: Document) -> Subject:
    """Return the subject of the checks for a document."""
    return Subject(file, document)


def check_subject(subject: Subject, level: Level, extra_checks: ExtraChecks = PLAIN) -> list[Diagnostic]:
    """Return what is wrong with a subject, as strictly as asked; sets its model and guards as a side effect.

    Extra checks run only on a crisis that can be played.
    """
    found = list(_apply_rules(_run_check_families(subject, level), level))
    if subject.document.unread:
        return sort_diagnostics(replace(one, reason=f"{one.reason}; {_UNREAD}") for one in found)
    playable = not any(problem.severity == "error" and problem.late == 0 for problem in found)
    if playable and LEVELS.index(level) >= LEVELS.index("play"):
        found += _apply_rules(_run_extra_checks(subject, extra_checks, found), level)
        if extra_checks.judge is not None and level == "publish":
            found += _apply_rules(extra.check_static_judgement(subject, extra_checks.judge), level)
    return sort_diagnostics(found)


def _run_extra_checks(subject: Subject, extra_checks: ExtraChecks, found: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """Run the checks of other parts of the game; skip conditions that already have a problem."""
    if extra_checks.measure is not None:
        yield from extra.check_page_fit(subject, extra_checks.measure)
    if extra_checks.prove is not None:
        told = {problem.place.line for problem in found if problem.code in _OF_CONDITIONS}
        yield from (
            one for one in extra.check_settled_conditions(subject, extra_checks.prove) if one.place.line not in told
        )


def _run_check_families(subject: Subject, level: Level) -> Iterator[Diagnostic]:
    """Run one family after another, with a limit each: a hostile file could make one report forever."""
    for family in _list_check_families(subject, level):
        yield from islice(family, _MOST_OF_A_FAMILY)


def _list_check_families(subject: Subject, level: Level) -> Iterator[Iterator[Diagnostic]]:
    if foreign := find_foreign_file(subject):
        yield iter((foreign,))
        return
    yield iter(subject.document.problems)
    if subject.document.unread or (subject.document.value is None and subject.document.problems):
        return
    yield fields.report_odd_version(subject)
    if fields.is_other_format(subject):
        yield fields.report_other_format(subject)
        return
    yield texts.clean_texts(subject)
    yield person_ids.check_person_ids(subject)
    yield fields.check_schema(subject)
    yield fields.check_field_values(subject)
    yield structure.check_references(subject)
    yield conditions.parse_conditions(subject)
    yield structure.check_story_flow(subject)
    yield knowledge.check_syntheses(subject)
    yield knowledge.check_causes(subject)
    if level == "load":
        return
    yield structure.check_loose_ends(subject)
    if "then" not in subject.unresolved:
        yield structure.check_timing(subject)
    yield conditions.check_constant_conditions(subject)
    yield conditions.check_shadowed_cases(subject)
    if not subject.unresolved & {"then", "say", "share", "needs"}:
        yield knowledge.check_fact_knowledge(subject)
        yield knowledge.check_reasons(subject)
    if level == "draft":
        return
    yield texts.check_markup(subject)
    yield texts.check_text_clarity(subject)
    yield texts.check_readability(subject)
    yield word_choice.check_word_choice(subject)
    if "cast" not in subject.unresolved:
        yield translations.check_translation_files(subject)
    yield speech.check_speech(subject)
    if level == "publish":
        yield authoring.check_crisis_design(subject)
        yield weighing.check_option_tradeoffs(subject)
        yield knowledge.check_shown_draws(subject)
        yield authoring.check_information_sharing(subject)


def _apply_rules(found: Iterable[Diagnostic], level: Level) -> Iterator[Diagnostic]:
    """Give each problem the severity and the reason of its rule; leave out rules above the level."""
    asked = LEVELS[: LEVELS.index(level) + 1]
    for diagnostic in found:
        rule = RULES[diagnostic.code]
        if rule.level in asked:
            reason = f"{rule.reason}; `tandem explain {rule.code}`"
            late = LEVELS.index(rule.level)
            unfinished = rule.grows and level == "draft"
            yield _clean_diagnostic(
                replace(diagnostic, severity=rule.severity, reason=reason, late=late, unfinished=unfinished)
            )


def _clean_diagnostic(diagnostic: Diagnostic) -> Diagnostic:
    """Make everything that a message quotes from a file safe to print."""
    return replace(
        diagnostic,
        message=_clean_line(diagnostic.message),
        hint=_clean_line(diagnostic.hint),
        nearest=_clean_line(diagnostic.nearest),
        related=tuple(RelatedPlace(related.place, _clean_line(related.message)) for related in diagnostic.related),
    )


def _clean_line(text: str) -> str:
    return text if text.isprintable() and text.isascii() else clean_text(text).replace("\n", " ")


def load_sources(diagnostics: Sequence[Diagnostic]) -> dict[str, str]:
    """Return the text of every file that problems point into, for rendering; '' for one that cannot be read."""
    return {file: _load_source_text(file) for file in dict.fromkeys(diagnostic.file for diagnostic in diagnostics)}


def _load_source_text(file: str) -> str:
    document, _ = load_document(Path(file))
    return document.source.text
