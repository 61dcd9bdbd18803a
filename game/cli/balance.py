"""`tandem balance`: many plays of a crisis, and whether it rewards judgement and the relationship."""

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from game.analysis.simulation.measures import (
    FULL,
    QUICK,
    SECTIONS,
    BalanceRun,
    Bound,
    Measure,
    UnreadableBoundsError,
    locate_bounds,
    measure_balance,
    read_bounds,
)
from game.analysis.simulation.plays import build_stage, open_laboratory
from game.cli.errors import ProblemsError, UsageError
from game.cli.lookup import load_authored_scenario
from game.cli.terminal import print_json
from game.locales import _, ngettext

MOST_LISTED = 18
"""Lines of findings on the first screen."""


def declare_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `tandem balance`."""
    parser.add_argument("scenario", metavar="PATH", help=_("a crisis: its folder, its file, or its id on the shelf"))
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--quick", action="store_true", help=_("a few thousand plays, wide intervals (the default)"))
    size.add_argument("--full", action="store_true", help=_("some tens of thousands of plays"))
    parser.add_argument("--seed", type=int, default=1, metavar="N", help=_("the same seed gives the same luck"))
    parser.add_argument(
        "--only", action="append", choices=list(SECTIONS), help=_("measure this part alone; as often as you like")
    )
    parser.add_argument("--bounds", type=Path, metavar="FILE", help=_("what the figures are held against"))
    parser.add_argument("--processes", type=int, metavar="N", help=_("how many processes play at once"))
    parser.add_argument("--all", action="store_true", help=_("every figure, and not only those with a bound"))
    parser.add_argument("--format", choices=["text", "json"], default="text", help=_("how to print it"))
    parser.set_defaults(run=print_balance)


def _count_processors() -> int:
    """Return how many processors this program may use; where the system does not tell, how many there are."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def print_balance(arguments: argparse.Namespace) -> int:
    """Measure and print; return 1 if a bound that is asked for fails."""
    processes = _count_processors() if arguments.processes is None else arguments.processes
    if processes < 1:
        raise UsageError(_("--processes must be 1 or more"))
    loaded = load_authored_scenario(arguments.scenario)
    try:
        bounds = read_bounds(arguments.bounds or locate_bounds())
    except UnreadableBoundsError as error:
        raise ProblemsError(str(error)) from None
    wanted = tuple(section for section in SECTIONS if not arguments.only or section in arguments.only)
    stage = build_stage(loaded.scenario, loaded.texts)
    with open_laboratory(stage, processes, _ProgressLine()) as laboratory:
        run = BalanceRun(laboratory, FULL if arguments.full else QUICK, arguments.seed)
        measures = list(measure_balance(run, bounds, wanted))
    _clear_progress()
    if arguments.format == "json":
        print_json(build_balance_document(loaded.scenario.id, measures))
    else:
        sys.stdout.write("\n".join(_render_balance(loaded.scenario.id, measures, arguments.all)) + "\n")
    return int(any(is_failure(measure) for measure in measures))


class _ProgressLine:
    """How many pieces of work are done, on one line of a terminal."""

    def __init__(self) -> None:
        self.done = 0

    def __call__(self, pieces: int) -> None:
        self.done += pieces
        if sys.stderr.isatty():
            sys.stderr.write("\r\x1b[K" + ngettext("{n} batch played", "{n} batches played", self.done))
            sys.stderr.flush()


def _clear_progress() -> None:
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")


def is_failure(measure: Measure) -> bool:
    """Tell whether a bound fails that is asked for now."""
    return measure.holds is False and measure.bound is not None and measure.bound.asked


def build_balance_document(crisis: str, measures: Sequence[Measure]) -> dict[str, Any]:
    """Return the measures as plain values: bounds as {"least", "most"}, each end null where it is open."""
    return {"crisis": crisis, "measures": [_build_measure_document(measure) for measure in measures]}


def _build_measure_document(measure: Measure) -> dict[str, Any]:
    estimate, bound = measure.estimate, measure.bound
    return {
        "id": measure.id,
        "value": round(estimate.value, 4),
        "low": round(estimate.low, 4),
        "high": round(estimate.high, 4),
        "bound": None if bound is None else {"least": bound.least, "most": bound.most},
        "holds": measure.holds,
        "n": estimate.n,
    }


def _render_balance(crisis: str, measures: Sequence[Measure], everything: bool) -> Iterator[str]:
    """Yield one screen: the count of verdicts, what fails, what is open; then every figure that is asked for."""
    bounded = [measure for measure in measures if measure.bound is not None]
    failed = [measure for measure in bounded if measure.holds is False]
    unsure = [measure for measure in bounded if measure.holds and not _is_inside(measure)]
    yield _(
        "{crisis}: of {all} bounds {held} hold, {unsure} may, {failed} fail",
        crisis=crisis,
        all=len(bounded),
        held=len(bounded) - len(failed) - len(unsure),
        unsure=len(unsure),
        failed=len(failed),
    )
    yield _("A figure with its 95 % interval; a bound fails only if the whole interval lies outside.")
    if failed:
        yield from ("", _("Fails (+ not yet asked for)"))
        yield from _render_some(failed)
    if unsure:
        yield from ("", _("May hold: the figure lies outside, its interval does not"))
        yield from _render_some(unsure)
    rest = measures if everything else [measure for measure in bounded if measure not in failed + unsure]
    if rest:
        yield from ("", _("All figures") if everything else _("Holds (--all tells the figures without a bound too)"))
        yield from map(_render_measure, rest)


def _render_some(measures: Sequence[Measure]) -> Iterator[str]:
    yield from map(_render_measure, measures[:MOST_LISTED])
    more = len(measures) - MOST_LISTED
    if more > 0:
        yield "  " + _("and {n} more", n=more)


def _is_inside(measure: Measure) -> bool:
    return measure.bound is not None and measure.bound.contains(measure.estimate.value)


def _render_measure(measure: Measure) -> str:
    estimate, bound = measure.estimate, measure.bound
    mark = " " if bound is None or measure.holds is not False else "-" if bound.asked else "+"
    span = f"{estimate.low:.2f}..{estimate.high:.2f}"
    asked = "" if bound is None else _render_bound(bound)
    line = f"{mark} {measure.id:32} {estimate.value:7.2f}  {span:>13}  {asked:12} n {estimate.n:<6}"
    return f"{line} {measure.note}".rstrip()


def _render_bound(bound: Bound) -> str:
    if bound.least is None:
        return f"<= {bound.most:g}"
    return f">= {bound.least:g}" if bound.most is None else f"{bound.least:g}..{bound.most:g}"
