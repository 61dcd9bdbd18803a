"""What can be written on the command line. Light: the families only declare themselves here."""

import argparse
import gettext
import os
import sys
from collections.abc import Iterable, Sequence

import game
from game import locales
from game.cli import authoring, modelling, playing, saving, showing
from game.locales import N_, _

TYPE_CHECKING = False
if TYPE_CHECKING:  # typing itself would cost a tenth of the start
    from typing import NoReturn

ARGPARSE = (
    N_("usage: "),
    N_("options"),
    N_("positional arguments"),
    N_("show this help message and exit"),
    N_("show program's version number and exit"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("expected one argument"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("invalid %(type)s value: %(value)r"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("not allowed with argument %s"),
)
"""The sentences that argparse looks up by itself, so that they are translated with ours."""


class Parser(argparse.ArgumentParser):
    """An argument parser that ends in one line and names what may have been meant."""

    def error(self, message: str) -> "NoReturn":
        """Say what is wrong and where help is; exit with 2."""
        sys.stderr.write(f"tandem: {message}\n")
        sys.stderr.write(_("Try: {command} --help", command=self.prog) + "\n")
        sys.exit(2)

    def _check_value(self, action: argparse.Action, value: object) -> None:
        choices: Iterable[object] | None = action.choices
        if choices is None or value in choices:
            return
        names = [str(choice) for choice in choices]
        raise argparse.ArgumentError(action, _("there is no {name}", name=repr(value)) + nearest(str(value), names))


def nearest(name: str, names: Sequence[str]) -> str:
    """Return the end of a message about an unknown name: the one that may have been meant, else all."""
    import difflib

    close = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
    if close:
        return _("; did you mean {name}?", name=close[0])
    return _(" (there are: {names})", names=", ".join(names)) if names else ""


def parse(arguments: list[str]) -> argparse.Namespace:
    """Return what was asked for: `run` is the command to call. Exits by itself on `--help` and on wrong usage."""
    _choose_language(arguments)
    return build().parse_args(arguments)


def build() -> Parser:
    """Return the whole parser, in the language of the moment."""
    parser = Parser(
        prog="tandem",
        description=_("A game for two chairs, CEO and CTO, and the company that depends on them."),
        epilog=_("Without a command the game opens."),
    )
    parser.add_argument("--version", action="version", version=f"Tandem {game.__version__}")
    parser.set_defaults(run=playing.open_game)
    commands = parser.add_subparsers(title=_("commands"), metavar=_("COMMAND"), parser_class=Parser)
    for family in (playing, showing, saving, authoring, modelling):
        family.declare(commands)
    return parser


def _choose_language(arguments: Sequence[str]) -> None:
    """Speak the language that `--lang` names, else that of the environment, from the first word of help on."""
    wanted = locales.system_language()
    for position, word in enumerate(arguments):
        if word == "--lang" and position + 1 < len(arguments):
            wanted = arguments[position + 1]
        elif word.startswith("--lang="):
            wanted = word.partition("=")[2]
    locales.set_language(wanted)
    # argparse asks the module gettext, which reads the language from the environment.
    os.environ["LANGUAGE"] = locales.language()
    gettext.bindtextdomain(locales.DOMAIN, locales.FOLDER)
    gettext.textdomain(locales.DOMAIN)
