"""For authors: `tandem explain`, `schema`, `i18n update`."""

import argparse
import sys
from pathlib import Path

from game.cli import ProblemsError, UsageError
from game.locales import _


def declare_explain(explain: argparse.ArgumentParser) -> None:
    """Declare `tandem explain`."""
    explain.add_argument("code", nargs="?", metavar="CODE", help=_("a code such as S104"))
    explain.add_argument("--all", action="store_true", help=_("all pages, as Markdown"))
    explain.set_defaults(run=explain_code)


def declare_schema(schema: argparse.ArgumentParser) -> None:
    """Declare `tandem schema`."""
    schema.set_defaults(run=print_schema)


def declare_i18n(translating: argparse.ArgumentParser) -> None:
    """Declare `tandem i18n`."""
    actions = translating.add_subparsers(metavar=_("COMMAND"), required=True, dest="action")
    update = actions.add_parser("update", help=_("bring translation files up to date; nothing is lost"))
    update.add_argument("paths", nargs="+", type=Path, metavar="PATH", help=_("a crisis, or a folder of them"))
    update.add_argument("--to", default="vi", metavar="CODE", help=_("the language to translate to"))
    update.set_defaults(run=update_translations)


def explain_code(arguments: argparse.Namespace) -> int:
    """Print the page of a code."""
    from game.cli.parser import nearest
    from game.content.checks.handbook import page
    from game.content.checks.rulebook import RULES

    if arguments.all:
        sys.stdout.write(page())
        return 0
    if arguments.code is None:
        raise UsageError(_("name a code such as S104, or --all"))
    code = arguments.code.upper()
    if code not in RULES:
        raise UsageError(_("there is no code {code}", code=repr(arguments.code)) + nearest(code, list(RULES)))
    rule = RULES[code]
    parts = [
        f"{rule.code} ({rule.severity}): {rule.title}",
        rule.why,
        _("Wrong:") + "\n" + _indented(rule.wrong),
        _("Right:") + "\n" + _indented(rule.right),
    ]
    sys.stdout.write("\n\n".join(parts) + "\n")
    return 0


def _indented(text: str) -> str:
    import textwrap

    return textwrap.indent(text.strip("\n"), "    ")


def print_schema(_arguments: argparse.Namespace) -> int:
    """Print the JSON Schema."""
    import json

    from game.content.schema import json_schema

    sys.stdout.write(json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n")
    return 0


def update_translations(arguments: argparse.Namespace) -> int:
    """Bring the translation of each crisis up to date, and tell what changed."""
    from game.content import catalogue, examine
    from game.content.files import UnreadableError

    _known_language(arguments.to)
    for file in (file for path in arguments.paths for file in examine.scenario_files(path)):
        subject, _problems = examine.examine(file, "draft")
        if subject.document.value is None:
            raise ProblemsError(_("{file} cannot be read; tandem check tells why", file=file))
        try:
            done = catalogue.update(file.parent / f"{arguments.to}.po", arguments.to, subject.wordings)
        except UnreadableError as problem:
            raise ProblemsError(f"{file.parent}/{arguments.to}.po: {problem.message}; {problem.hint}") from None
        counts = {"kept": done.kept, "added": done.added, "changed": done.changed, "retired": done.retired}
        told = _("{kept} kept, {added} new, {changed} changed, {retired} no longer used", **counts)
        sys.stdout.write(f"{done.file}: {told}\n")
    return 0


def _known_language(code: str) -> None:
    import re

    if not re.fullmatch(r"[a-z]{2,3}(_[A-Z]{2})?", code):
        raise UsageError(_("{code} is no code of a language, such as vi", code=repr(code)))


PARSERS = {"explain": declare_explain, "schema": declare_schema, "i18n": declare_i18n}
