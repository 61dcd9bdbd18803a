"""`tandem explain`: what the code of a problem means, with an example."""

import argparse
import sys
import textwrap

from game.cli.errors import UsageError
from game.cli.parser import suggest_name
from game.content.checks.rulebook import RULES, render_rules_page
from game.locales import _


def declare_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `tandem explain`."""
    parser.add_argument("code", nargs="?", metavar="CODE", help=_("a code such as S104"))
    parser.add_argument("--all", action="store_true", help=_("all pages, as Markdown"))
    parser.set_defaults(run=explain_code)


def explain_code(arguments: argparse.Namespace) -> int:
    """Print the page of a code, or all pages."""
    if arguments.all:
        sys.stdout.write(render_rules_page())
        return 0
    if arguments.code is None:
        raise UsageError(_("name a code such as S104, or --all"))
    code = arguments.code.upper()
    if code not in RULES:
        raise UsageError(_("there is no code {code}", code=repr(arguments.code)) + suggest_name(code, list(RULES)))
    rule = RULES[code]
    parts = [
        f"{rule.code} ({rule.severity}): {rule.title}",
        rule.why,
        _("Wrong:") + "\n" + _indent_example(rule.wrong),
        _("Right:") + "\n" + _indent_example(rule.right),
    ]
    sys.stdout.write("\n\n".join(parts) + "\n")
    return 0


def _indent_example(text: str) -> str:
    return textwrap.indent(text.strip("\n"), "    ")
