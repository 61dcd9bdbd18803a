"""`tandem cards`: what each chair alone may read, on paper: Markdown, or a page of HTML that prints a sheet a scene."""

import argparse
import sys
from collections.abc import Iterator

from game.analysis.simulation.balance import compute_chair_balance
from game.cli.lookup import load_scenario
from game.content.compiler import LoadedScenario
from game.handouts import build_handouts, render_html, render_markdown
from game.locales import LANGUAGES, _, current_language, vocabulary


def declare_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `tandem cards`."""
    parser.add_argument("scenario", nargs="?", default="", metavar="SCENARIO", help=_("an id on the shelf, or a path"))
    parser.add_argument("--as", dest="chair", choices=["ceo", "cto"], help=_("one chair's pack alone"))
    parser.add_argument("--shares", action="store_true", help=_("how much each chair decides and knows, and no pack"))
    parser.add_argument("--seed", type=int, default=1, metavar="N", help=_("the luck of the play that they are for"))
    parser.add_argument("--playthrough", type=int, default=0, metavar="K", help=_("which play with this seed it is"))
    parser.add_argument("--lang", choices=list(LANGUAGES), help=_("the language"))
    parser.add_argument("--format", choices=["md", "html"], default="md", help=_("how to print it"))
    parser.set_defaults(run=print_cards)


def print_cards(arguments: argparse.Namespace) -> int:
    """Print one chair's pack, or both one after the other."""
    loaded = load_scenario(arguments.scenario)
    if arguments.shares:
        sys.stdout.writelines(line + "\n" for line in _render_chair_balance(loaded))
        return 0
    both = build_handouts(loaded, current_language(), arguments.seed, arguments.playthrough)
    wanted = [pack for pack in both if arguments.chair in (None, pack.chair)]
    sys.stdout.write(render_html(wanted) if arguments.format == "html" else render_markdown(wanted))
    return 0


def _render_chair_balance(loaded: LoadedScenario) -> Iterator[str]:
    """Yield what each chair has the last word on, and what it alone knows: 40 to 60 in 100 is even."""
    for share in compute_chair_balance(loaded.scenario):
        yield _(
            "{chair}: {owns} of {decisions} decisions ({decides} %), {facts} of {all} facts ({knows} % by weight)",
            chair=vocabulary.name_chair(share.chair),
            owns=share.owns,
            decisions=share.of_decisions,
            decides=round(100 * share.decides),
            facts=share.facts,
            all=share.of_facts,
            knows=round(100 * share.knows),
        )
