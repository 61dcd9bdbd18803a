"""`tandem check`: everything that is wrong with crises, what matters most first; once, or again after each save.

Files are watched by their times and sizes: that works on every disk, and needs nothing installed.
"""

import argparse
import shutil
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from game.analysis.reachability.proofs import list_settled_conditions
from game.analysis.static_judgement import judge_scenario
from game.cli.command_table import import_page_measurement
from game.cli.errors import UsageError
from game.content import checker, render
from game.content.checker import ExtraChecks, Findings, list_scenario_files
from game.content.checks.extra import OverfullPage
from game.content.diagnostic import MOST_SHOWN, MOST_TOLD, Diagnostic, select_weightiest, sort_diagnostics
from game.content.safe_input import MOST_BYTES
from game.content.translations import list_po_files
from game.engine.scenario import Scenario, Texts
from game.locales import _, ngettext

LEVELS = ("draft", "play", "publish")
STDIN = Path("-")
EVERY: Final = 0.2
"""Seconds between two looks, so that a change is on the screen within half a second."""

Stamp = tuple[tuple[str, int, int], ...]


def declare_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `tandem check`."""
    where = _("a file, a crisis, or a folder of them; - reads standard input")
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help=where)
    parser.add_argument("--for", dest="level", choices=LEVELS, default="play", help=_("how strict to be"))
    formats = ["text", "json", "github"]
    parser.add_argument("--format", choices=formats, default="text", help=_("how to print what was found"))
    parser.add_argument("--all", action="store_true", help=_("show more than the five that matter most"))
    parser.add_argument("--strict", action="store_true", help=_("warnings count as errors"))
    parser.add_argument("--watch", action="store_true", help=_("look again after every save"))
    parser.set_defaults(run=check_paths)


def check_paths(arguments: argparse.Namespace) -> int:
    """Print what is wrong; return 1 if one of the problems is an error, or with `--strict` a warning."""
    if arguments.watch:
        return _watch_paths(arguments)
    return _check_once(arguments, _build_extra_checks())


def _watch_paths(arguments: argparse.Namespace) -> int:
    if STDIN in arguments.paths:
        raise UsageError(_("standard input cannot be watched; name a file"))

    extra_checks = _build_extra_checks()

    def draw() -> None:
        if sys.stdout.isatty():
            sys.stdout.write("\x1b[H\x1b[2J\x1b[3J")
        _check_once(arguments, extra_checks)
        sys.stdout.flush()

    watch_files(lambda: stamp_files(arguments.paths), draw)
    return 0


def _build_extra_checks() -> ExtraChecks:
    """Return the checks that need more than the content: pages on the screen, proofs, what numbers give away.

    Only a crisis that can be played has pages to measure, so the screen is not loaded for any other.
    """
    build_measurer = cache(lambda: import_page_measurement().PageMeasurer())

    def measure_pages(scenario: Scenario, texts: Texts) -> Iterable[OverfullPage]:
        return build_measurer()(scenario, texts)

    return ExtraChecks(measure_pages, list_settled_conditions, judge_scenario)


def _check_once(arguments: argparse.Namespace, extra_checks: ExtraChecks) -> int:
    found = checker.collect_findings([path for path in arguments.paths if path != STDIN], arguments.level, extra_checks)
    if STDIN in arguments.paths:
        found = found.merge_with(checker.collect_piped_findings(_read_stdin(), arguments.level, extra_checks))
    shown = _print_problems(found, arguments)
    failing = ("error", "warning") if arguments.strict else ("error",)
    _print_totals(found, shown, arguments)
    return 1 if any(problem.severity in failing for problem in found.problems) else 0


def _read_stdin() -> bytes:
    return sys.stdin.buffer.read(MOST_BYTES + 1)


def _print_problems(found: Findings, arguments: argparse.Namespace) -> int:
    """Print the problems that matter most, as many as were asked for; return how many."""
    if arguments.format == "text" and not arguments.all:
        shown: Sequence[object] = select_weightiest(found.problems, MOST_TOLD)
        page = render.render_text(
            select_weightiest(found.problems, MOST_TOLD),
            found.sources,
            _measure_width(),
            sys.stdout.isatty(),
            between="\n",
        )
    else:
        listed = sort_diagnostics(select_weightiest(found.problems, MOST_SHOWN))
        shown = listed
        match arguments.format:
            case "json":
                page = render.render_json(listed)
            case "github":
                page = render.render_github(listed)
            case _:
                page = render.render_text(listed, found.sources, _measure_width(), sys.stdout.isatty())
    sys.stdout.write(page)
    return len(shown)


def _measure_width() -> int:
    return shutil.get_terminal_size((100, 24)).columns


def _print_totals(found: Findings, shown: int, arguments: argparse.Namespace) -> None:
    """Print how many problems there are in all, and what a mark on them means."""
    problems, text = len(found.problems), arguments.format == "text"
    lines = []
    if text and any(problem.unfinished for problem in found.problems):
        lines.append(_("unfinished: it may be in order once more of the crisis is written"))
    if shown < problems:
        more = ngettext("{n} more problem", "{n} more problems", problems - shown)
        everything = arguments.all or not text
        lines.append(_("{more}; fix these first", more=more) if everything else _("{more}; --all shows", more=more))
    lines.append(_("{files} checked: {found}", files=found.files, found=_render_counts(found.problems)))
    sys.stdout.flush()
    sys.stderr.write("\n".join(lines) + "\n")


def _render_counts(problems: Sequence[Diagnostic]) -> str:
    """Return the count of each kind, the most serious first; what is unfinished does not count as an error."""
    kinds = Counter("unfinished" if one.unfinished else one.severity for one in problems)
    told = (
        ngettext("{n} error", "{n} errors", kinds["error"]) if kinds["error"] else "",
        ngettext("{n} warning", "{n} warnings", kinds["warning"]) if kinds["warning"] else "",
        ngettext("{n} note", "{n} notes", kinds["note"]) if kinds["note"] else "",
        _("{n} unfinished", n=kinds["unfinished"]) if kinds["unfinished"] else "",
    )
    return ", ".join(filter(None, told)) or _("nothing found")


def stamp_files(paths: Iterable[Path]) -> Stamp:
    """Return the names, times and sizes of all scenario and translation files under paths."""
    files = (file for path in paths for source in list_scenario_files(path) for file in _list_with_translations(source))
    return tuple(entry for file in files for entry in _read_file_times(file))


def _list_with_translations(source: Path) -> list[Path]:
    return [source, *list_po_files(source)]


def _read_file_times(file: Path) -> list[tuple[str, int, int]]:
    try:
        status = file.stat()
    except OSError:
        return []
    return [(str(file), status.st_mtime_ns, status.st_size)]


def watch_files(
    look: Callable[[], Stamp], draw: Callable[[], None], sleep: Callable[[float], None] = time.sleep
) -> None:
    """Draw now and after every change, until Ctrl-C."""
    try:
        while True:
            seen = look()
            draw()
            while look() == seen:
                sleep(EVERY)
    except KeyboardInterrupt:
        return
