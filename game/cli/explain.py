"""For authors: `tandem explain`, `schema`."""

import argparse
import sys

from game.cli import UsageError
from game.locales import _


def declare_explain(explain: argparse.ArgumentParser) -> None:
    """Declare `tandem explain`."""
    explain.add_argument("code", nargs="?", metavar="CODE", help=_("a code such as S104"))
    explain.add_argument("--all", action="store_true", help=_("all pages, as Markdown"))
    explain.set_defaults(run=explain_code)


def declare_schema(schema: argparse.ArgumentParser) -> None:
    """Declare `tandem schema`."""
    schema.set_defaults(run=print_schema)


def explain_code(arguments: argparse.Namespace) -> int:
    """Print the page of a code."""
    from game.cli.parser import suggest_name
    from game.content.checks.handbook import render_rules_page
    from game.content.checks.rulebook import RULES

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
    import textwrap

    return textwrap.indent(text.strip("\n"), "    ")


def print_schema(_arguments: argparse.Namespace) -> int:
    """Print the JSON Schema."""
    import json

    from game.content.schema import build_json_schema

    sys.stdout.write(json.dumps(build_json_schema(), indent=2, ensure_ascii=False) + "\n")
    return 0


PARSERS = {"explain": declare_explain, "schema": declare_schema}
