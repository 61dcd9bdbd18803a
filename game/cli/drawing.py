"""`tandem graph`: a crisis as a picture, for Mermaid or Graphviz."""

import argparse
import sys

from game.locales import LANGUAGES, _, language


def declare_graph(graph: argparse.ArgumentParser) -> None:
    """Declare `tandem graph`."""
    graph.add_argument("scenario", metavar="PATH", help=_("a crisis: its folder, its file, or its id on the shelf"))
    graph.add_argument("--to", choices=["mermaid", "dot"], default="mermaid", help=_("for which tool"))
    graph.add_argument("--lang", choices=list(LANGUAGES), help=_("the language"))
    graph.set_defaults(run=draw)


def draw(arguments: argparse.Namespace) -> int:
    """Print scenes, options, conditions and endings as a graph."""
    from game.cli import authored
    from game.content.graph import FORMS, graph
    from game.content.markup import plain

    loaded = authored.load(arguments.scenario)
    names = {person.id: loaded.texts.get(f"{person.path}.name", language()) for person in loaded.scenario.cast.values()}
    drawn = graph(loaded.scenario, lambda path: plain(loaded.texts.get(path, language()), names))
    sys.stdout.write(FORMS[arguments.to](drawn))
    return 0


PARSERS = {"graph": declare_graph}
