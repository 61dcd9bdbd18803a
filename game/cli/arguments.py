"""What can be written on the command line: which command it names, in which language. It answers `--help` itself."""

import sys

import game
from game import locales
from game.cli.command_table import COMMANDS, HOME, import_parser
from game.locales import _

TYPE_CHECKING = False
if TYPE_CHECKING:  # at run time these would cost a tenth of the start
    from collections.abc import Callable, Sequence


def choose_command(arguments: "list[str]") -> "Callable[[], int]":
    """Return what was asked for, ready to be called. Exits on a command's `--help` and on wrong usage."""
    words, wanted = _split_language(arguments)
    locales.set_language(wanted or locales.detect_system_language())
    if locales.is_catalogue_damaged():
        sys.stderr.write(
            f"tandem: the catalogue of '{locales.current_language()}' is damaged; the interface speaks English\n"
        )
    if not words:
        return import_parser().parse_command(HOME, "", arguments)
    if words[0] in ("-h", "--help"):
        return _print_help
    if words[0] == "--version":
        return _print_version
    if words[0] not in COMMANDS:
        import_parser().exit_with_unknown_command(words[0])
    rest = arguments[arguments.index(words[0]) + 1 :]
    return import_parser().parse_command(words[0], _(COMMANDS[words[0]]), rest)


def _split_language(arguments: "Sequence[str]") -> "tuple[list[str], str | None]":
    """Return the words without a leading `--lang CODE`, and the language that is named anywhere."""
    wanted = None
    for position, word in enumerate(arguments):
        if word == "--lang" and position + 1 < len(arguments):
            wanted = arguments[position + 1]
        elif word.startswith("--lang="):
            wanted = word.partition("=")[2]
    words = list(arguments)
    if words and words[0] == "--lang":
        words = words[2:]
    elif words and words[0].startswith("--lang="):
        words = words[1:]
    return words, wanted


def _print_version() -> int:
    sys.stdout.write(f"Tandem {game.__version__}\n")
    return 0


def _print_help() -> int:
    lines = [
        _("usage: ") + f"tandem [{_('COMMAND')}] [...]",
        "",
        _("A game for two chairs, CEO and CTO, and the company that depends on them."),
        _("Without a command the game opens."),
        "",
        *(f"  {name:10} {_(line)}" for name, line in COMMANDS.items()),
        "",
        _("Every command has a --help of its own. --lang vi speaks Vietnamese; --version tells the version."),
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0
