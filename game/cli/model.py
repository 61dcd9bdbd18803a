"""`tandem model run`: the bare model's trajectory, to be checked against another implementation."""

import argparse
import json
import math
import sys
from typing import Final

from game.cli.errors import UsageError
from game.cli.parser import suggest_name
from game.content.safe_input import parse_whole_number
from game.engine import model
from game.engine.stocks import CUSTOMERS_MOST, INDEX, NEUTRAL, STOCKS
from game.locales import _

MOST_WEEKS: Final = 5200
"""A hundred years."""
LARGEST: Final = 1e12


def declare_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `tandem model`."""
    actions = parser.add_subparsers(metavar=_("COMMAND"), required=True, dest="action")
    run = actions.add_parser("run", help=_("print the stocks week by week, unrounded"))
    run.add_argument("--weeks", type=int, required=True, metavar="N", help=_("how many weeks pass"))
    run.add_argument(
        "--set", action="append", default=[], metavar="NAME=VALUE", help=_("a stock's value before week 0")
    )
    run.add_argument(
        "--jump",
        action="append",
        default=[],
        metavar="WEEK:NAME:DELTA",
        help=_("points added at the start of a week, before its step"),
    )
    run.add_argument("--format", choices=["json"], default="json", help=_("how to print it"))
    run.set_defaults(run=run_model)


def run_model(arguments: argparse.Namespace) -> int:
    """Print `{"stocks": [24 names], "weeks": [[24 numbers], ..]}`, N+1 rows."""
    if not 0 <= arguments.weeks <= MOST_WEEKS:
        raise UsageError(_("--weeks lies between 0 and {most}", most=MOST_WEEKS))
    start = list(model.from_hundredths(NEUTRAL[name] for name in STOCKS))
    for text in arguments.set:
        name, value = _parse_setting(text)
        start[INDEX[name]] = value
    jumps = [_parse_jump(text) for text in arguments.jump]
    for week, name, _delta in jumps:
        if week >= arguments.weeks:
            sys.stderr.write(
                _("the jump of {name} in week {week} comes after the last step", name=name, week=week) + "\n"
            )
    rows = model.simulate_weeks(start, arguments.weeks, jumps)
    json.dump({"stocks": list(STOCKS), "weeks": rows}, sys.stdout)
    sys.stdout.write("\n")
    return 0


def _parse_setting(text: str) -> tuple[str, float]:
    name, equals, value = text.partition("=")
    if not equals:
        raise UsageError(_("--set {text}: a name and a value, as in cto.trust=60", text=text))
    stock, number = _parse_stock(name), _parse_number(value, text)
    most = CUSTOMERS_MOST if stock == "customers" else 100
    if stock != "cash" and not 0 <= number <= most:
        raise UsageError(_("{name} lies between 0 and {most}", name=stock, most=most))
    return stock, number


def _parse_jump(text: str) -> tuple[int, str, float]:
    week, _colon, rest = text.partition(":")
    name, _colon, delta = rest.partition(":")
    number = parse_whole_number(week)
    if number is None:
        raise UsageError(_("--jump {text}: the week must be a whole number, as in 4:debt:+15", text=text))
    return number, _parse_stock(name), _parse_number(delta, text)


def _parse_stock(name: str) -> str:
    if name not in STOCKS:
        raise UsageError(_("there is no stock {name}", name=repr(name)) + suggest_name(name, STOCKS))
    return name


def _parse_number(value: str, text: str) -> float:
    try:
        number = float(value)
    except ValueError:
        number = math.nan
    if not abs(number) <= LARGEST:
        raise UsageError(_("{text}: {value} is not a number", text=text, value=repr(value)))
    return number
