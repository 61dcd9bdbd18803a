"""A short play to read, which a bare `tandem` shows where there is neither terminal nor input."""

import argparse
import sys

from game.cli.demo import PARTNER, play_bots, print_story
from game.cli.find_scenario import load_scenario
from game.locales import _, current_language


def declare_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare that there are no arguments."""
    parser.set_defaults(run=show_sample_play)


def show_sample_play(_arguments: argparse.Namespace) -> int:
    """Show the premise, one play by the simulated pair, and how to start a real one."""
    session = play_bots(load_scenario(""), {"ceo": PARTNER, "cto": PARTNER}, 1, current_language())
    print_story(session)
    sys.stdout.write("\n" + _("To play it yourself, in a terminal: tandem play {id}", id=session.scenario.id) + "\n")
    return 0
