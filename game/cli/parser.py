"""The argument parser of a command, in the player's language; wrong usage gets one line with a suggestion."""

import argparse
import difflib
import gettext
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import NoReturn

from game import locales
from game.cli.command_table import COMMANDS, import_command
from game.content.safe_input import clean_text
from game.locales import N_, _

ARGPARSE = (
    N_("usage: "),
    N_("options"),
    N_("positional arguments"),
    N_("show this help message and exit"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("expected one argument"),
    N_("expected at least one argument"),
    N_("invalid %(type)s value: %(value)r"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("not allowed with argument %s"),
)
"""Messages that argparse looks up itself, listed here to be translated with ours."""


class CommandParser(argparse.ArgumentParser):
    """An argument parser that reports wrong usage in one line."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where help is; exit with 2."""
        exit_with_usage_error(message, self.prog)

    def _check_value(self, action: argparse.Action, value: object) -> None:
        choices: Iterable[object] | None = action.choices
        if choices is None or value in choices:
            return
        names = [str(choice) for choice in choices]
        message = _("there is no {name}", name=repr(value)) + suggest_name(str(value), names)
        raise argparse.ArgumentError(action, message)


def parse_command(command: str, line: str, arguments: Sequence[str], language: str | None = None) -> Callable[[], int]:
    """Return a command ready to be called with its arguments parsed. Exits on `--help` and on wrong usage.

    Args:
        command: its name.
        line: the first line of its help.
        arguments: the words after the command.
        language: what `--lang` before the command asked for; it holds where the command's own `--lang` is not given.
    """
    with _translated_argparse():
        parser = CommandParser(prog=f"tandem {command}", description=f"{line[:1].upper()}{line[1:]}.")
        import_command(command).declare_arguments(parser)
        given = parser.parse_args(arguments)
    if language in locales.LANGUAGES and getattr(given, "lang", "") is None:
        given.lang = language
    return lambda: int(given.run(given))


@contextmanager
def _translated_argparse() -> Iterator[None]:
    """Make argparse use our language: it asks the module gettext, which reads the environment."""
    before = os.environ.get("LANGUAGE")
    os.environ["LANGUAGE"] = locales.current_language()
    gettext.bindtextdomain(locales.DOMAIN, locales.FOLDER)
    gettext.textdomain(locales.DOMAIN)
    try:
        yield
    finally:
        if before is None:
            del os.environ["LANGUAGE"]
        else:
            os.environ["LANGUAGE"] = before


def exit_with_unknown_command(name: str) -> NoReturn:
    """Print that there is no such command and which one may be meant; exit with 2."""
    exit_with_usage_error(
        _("there is no command {name}", name=repr(name)) + suggest_name(name, list(COMMANDS)), "tandem"
    )


def exit_with_usage_error(message: str, command: str) -> NoReturn:
    """Print a line that says what is wrong and one that says where help is; exit with 2."""
    sys.stderr.write(f"tandem: {clean_text(message)}\n")
    sys.stderr.write(_("Try: {command} --help", command=command) + "\n")
    sys.exit(2)


def suggest_name(name: str, names: Sequence[str]) -> str:
    """Return the end of a message about an unknown name: the name that may have been meant, else all names."""
    close = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
    if close:
        return _("; did you mean {name}?", name=close[0])
    return _(" (there are: {names})", names=", ".join(names)) if names else ""
