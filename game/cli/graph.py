"""`tandem graph`: a crisis as a picture, for Mermaid or Graphviz."""

import argparse
import sys

from game.cli.lookup import load_authored_scenario
from game.content.graph import FORMS, build_graph
from game.content.markup import render_plain
from game.locales import LANGUAGES, _, current_language


def declare_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `tandem graph`."""
    parser.add_argument("scenario", metavar="PATH", help=_("a crisis: its folder, its file, or its id on the shelf"))
    parser.add_argument("--to", choices=["mermaid", "dot"], default="mermaid", help=_("the tool to draw with"))
    parser.add_argument("--lang", choices=list(LANGUAGES), help=_("the language"))
    parser.set_defaults(run=print_graph)


def print_graph(arguments: argparse.Namespace) -> int:
    """Print scenes, options, conditions and endings as a graph."""
    loaded = load_authored_scenario(arguments.scenario)
    names = {
        person.id: loaded.texts.get(f"{person.path}.name", current_language())
        for person in loaded.scenario.cast.values()
    }
    drawn = build_graph(loaded.scenario, lambda path: render_plain(loaded.texts.get(path, current_language()), names))
    sys.stdout.write(FORMS[arguments.to](drawn))
    return 0
