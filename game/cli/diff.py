"""`tandem diff`: what changed in a crisis for its players."""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import asdict

from game.cli.lookup import load_authored_scenario
from game.cli.terminal import print_json
from game.content.differences import ScenarioDifference, count_changed_texts, list_differences, list_renames
from game.locales import _, ngettext


def declare_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `tandem diff`."""
    parser.add_argument("old", metavar="OLD", help=_("a crisis: its folder, its file, or its id on the shelf"))
    parser.add_argument("new", metavar="NEW", help=_("the same crisis as it is now"))
    parser.add_argument("--format", choices=["text", "json"], default="text", help=_("how to print it"))
    parser.set_defaults(run=compare_scenarios)


def compare_scenarios(arguments: argparse.Namespace) -> int:
    """Print what was added, removed or changed, and how many texts differ."""
    old, new = load_authored_scenario(arguments.old), load_authored_scenario(arguments.new)
    names = list_renames(old.scenario, new.scenario, old.texts, new.texts)
    found = list_differences(old.scenario, new.scenario, names)
    texts = count_changed_texts(old.texts, new.texts, names)
    if arguments.format == "json":
        print_json({"changes": [asdict(one) for one in found], "texts": texts})
    else:
        sys.stdout.write("\n".join([*_render_differences(found), *_render_text_counts(texts)]) + "\n")
    return 0


def _render_differences(found: tuple[ScenarioDifference, ...]) -> Iterator[str]:
    if not found:
        yield _("Play is the same.")
    last = ""
    for one in found:
        if one.what != last:
            yield f"{one.sign} {one.what}"
            last = one.what
        if one.sign == "~":
            yield f"    {one.field}: {one.old or '-'} -> {one.new or '-'}"


def _render_text_counts(texts: dict[str, int]) -> Iterator[str]:
    for name, number in texts.items():
        if number:
            yield f"{name}: " + ngettext("{n} text differs", "{n} texts differ", number)
