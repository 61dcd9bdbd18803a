"""`tandem i18n`: the texts of a crisis for translators, translations kept up to date, and what is still to be done."""

import argparse
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from game import atomic_files
from game.cli.errors import ProblemsError, UsageError
from game.content import checker
from game.content.checks.rule import Subject
from game.content.checks.translations import TranslationCoverage, compute_coverage
from game.content.outline import as_fields
from game.content.people import PEOPLE
from game.content.safe_input import UnreadableError, is_device_name, render_path
from game.content.translation_update import update_translation_file
from game.content.translations import Catalogue, list_translation_files, load_catalogue, render_translation_file
from game.locales import LANGUAGES, _

_MOST_NAMED: Final = 10


def declare_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `tandem i18n`."""
    actions = parser.add_subparsers(metavar=_("COMMAND"), required=True, dest="action")
    extract = actions.add_parser("extract", help=_("write all texts for a translator, in the order of the story"))
    update = actions.add_parser("update", help=_("bring translation files up to date; nothing is lost"))
    check = actions.add_parser("check", help=_("tell how much of what a player can reach is translated"))
    for action in (extract, update, check):
        action.add_argument("paths", nargs="+", type=Path, metavar="PATH", help=_("a crisis, or a folder of them"))
    for action in (update, check):
        action.add_argument("--to", metavar="CODE", help=_("one language; else all that lie beside the crisis"))
    extract.set_defaults(run=extract_texts)
    update.set_defaults(run=update_translations)
    check.set_defaults(run=check_translations)


def extract_texts(arguments: argparse.Namespace) -> int:
    """Write `scenario.pot` beside each crisis: every text with its path and what a translator should know."""
    for file, subject in _load_subjects(arguments.paths):
        template = file.with_suffix(".pot")
        try:
            content = render_translation_file("", subject.wordings, {}).encode()
            atomic_files.write_atomically(template, content, atomic_files.SHARED)
        except OSError as error:
            raise _build_write_error(template, error) from None
        sys.stdout.write(_("{file}: {n} texts", file=render_path(template), n=len(subject.wordings)) + "\n")
    return 0


def update_translations(arguments: argparse.Namespace) -> int:
    """Update the translations of each crisis, and print what changed."""
    if arguments.to is not None:
        _require_language_code(arguments.to)
    for file, subject in _load_subjects(arguments.paths):
        for language in _list_languages(file, subject, arguments.to):
            _update_translation(file, subject, language)
    return 0


def _list_languages(file: Path, subject: Subject, wanted: str | None) -> list[str]:
    """Return the languages to update: the one that is wanted, else all that lie beside, else the game's other one."""
    source = as_fields(subject.document.value).get("language")
    if wanted is not None and wanted == source:
        raise ProblemsError(_("{file} is written in {code}; there is nothing to translate", file=file, code=wanted))
    beside = [one.language for one in _load_catalogues(file, None)]
    return [wanted] if wanted is not None else beside or [code for code in LANGUAGES if code != source][-1:]


def _update_translation(file: Path, subject: Subject, language: str) -> None:
    place = _locate_translation(file, language)
    try:
        done = update_translation_file(place, language, subject.wordings)
    except UnreadableError as problem:
        raise ProblemsError(f"{place}: {problem.message}; {problem.hint}") from None
    except OSError as error:
        raise _build_write_error(place, error) from None
    counts = {"kept": done.kept, "added": done.added, "changed": done.changed, "retired": done.retired}
    told = _("{kept} kept, {added} new, {changed} changed, {retired} no longer used", **counts)
    sys.stdout.write(f"{render_path(done.file)}: {told}\n")


def _build_write_error(path: Path, error: OSError) -> ProblemsError:
    reason = atomic_files.explain_os_error(error)
    return ProblemsError(_("{path} cannot be written: {reason}", path=path, reason=reason))


def check_translations(arguments: argparse.Namespace) -> int:
    """Print how much is translated; return 1 if something that a player can reach is not."""
    if arguments.to is not None:
        _require_language_code(arguments.to)
    whole = True
    for file, subject in _load_subjects(arguments.paths):
        for catalogue in _load_catalogues(file, arguments.to):
            found = compute_coverage(subject, catalogue)
            sys.stdout.write("\n".join(_render_coverage(catalogue, found)) + "\n")
            whole = whole and not found.open and not catalogue.problems
    return 0 if whole else 1


def _load_subjects(paths: list[Path]) -> Iterator[tuple[Path, Subject]]:
    for file in (file for path in paths for file in _list_files(path)):
        subject, problems = checker.check_file(file, "draft")
        if subject.document.value is None or subject.document.unread:
            reason = problems[0].message if problems else ""
            raise ProblemsError(
                _("{file} cannot be read ({reason}); tandem check tells more", file=file, reason=reason)
            )
        yield file, subject


def _list_files(path: Path) -> list[Path]:
    """Return the files with texts that a path stands for: of a pack its people, and then its crises."""
    people = path / PEOPLE
    return [*([people] if os.path.isfile(people) else []), *checker.list_scenario_files(path)]  # noqa: PTH113 -- raises on a long name


def _locate_translation(file: Path, language: str) -> Path:
    """Return where the translation of a crisis lies, or that of a pack's people."""
    return file.parent / (f"people.{language}.po" if file.name == PEOPLE else f"{language}.po")


def _load_catalogues(file: Path, language: str | None) -> list[Catalogue]:
    beside = sorted(file.parent.glob("people.*.po")) if file.name == PEOPLE else list_translation_files(file)
    files = beside if language is None else [_locate_translation(file, language)]
    return [load_catalogue(one) for one in files]


def _render_coverage(catalogue: Catalogue, found: TranslationCoverage) -> Iterator[str]:
    share = 100 * found.done // found.reached if found.reached else 100
    line = _(
        "{done} of {reached} texts that a player can reach ({share} %)",
        done=found.done,
        reached=found.reached,
        share=share,
    )
    counts = {
        "missing": found.count_with_status("missing"),
        "stale": found.count_with_status("stale"),
        "fuzzy": found.count_with_status("fuzzy"),
    }
    rest = _("{missing} missing, {stale} stale, {fuzzy} fuzzy", **counts)
    unreachable = _("; {n} more that no player can reach", n=found.unreachable) if found.unreachable else ""
    yield f"{render_path(catalogue.file)}: {line}; {rest}{unreachable}"
    yield from (f"  {problem}" for problem in catalogue.problems)
    for wording, status in found.open[:_MOST_NAMED]:
        entry = catalogue.entries.get(wording.path)
        yield f"  {render_path(catalogue.file)}:{entry.line if entry else 1}: {status} {wording.path}"
    if len(found.open) > _MOST_NAMED:
        yield "  " + _("and {n} more", n=len(found.open) - _MOST_NAMED)


def _require_language_code(code: str) -> None:
    if not re.fullmatch(r"[a-z]{2,3}(_[A-Z]{2})?", code) or is_device_name(code):
        raise UsageError(_("{code} is no code of a language, such as vi", code=repr(code)))
