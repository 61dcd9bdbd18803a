"""What can be written on the command line. `--help` and a command's name cost no more than this page.

Each command is declared by its family only when it is called; that module then brings argparse and what it needs.
"""

import sys

import game
from game import locales
from game.locales import N_, _

TYPE_CHECKING = False
if TYPE_CHECKING:  # typing itself would cost a tenth of the start
    import argparse
    from collections.abc import Callable, Sequence

COMMANDS = {
    "play": ("play", N_("start a game")),
    "continue": ("play", N_("go on with a saved game")),
    "demo": ("demo", N_("let bots play both chairs")),
    "cards": ("cards", N_("print what each chair alone may read, for paper")),
    "saves": ("saves", N_("what was played")),
    "debrief": ("debrief", N_("look back at a saved game")),
    "new": ("new", N_("begin a crisis of your own")),
    "check": ("check", N_("find everything that is wrong with crises")),
    "explain": ("explain", N_("explain the code of a problem")),
    "preview": ("preview", N_("see a crisis in the game while you write it, anew after every save")),
    "explore": ("explore", N_("find a way to every scene, option and ending, or prove that there is none")),
    "graph": ("graph", N_("draw scenes, options, conditions and endings")),
    "diff": ("diff", N_("tell what changed in a crisis for whoever plays it")),
    "schema": ("explain", N_("print the JSON Schema of the scenario format")),
    "i18n": ("i18n", N_("translate a crisis")),
    "model": ("model", N_("run the bare model of the company")),
}
"""Each command with its family, which declares it in `PARSERS`, and a line of help."""


def choose_command(arguments: "list[str]") -> "Callable[[], int]":
    """Return what was asked for, ready to be called. Exits by itself on `--help` and on wrong usage."""
    words, wanted = _split_language(arguments)
    locales.set_language(wanted or locales.detect_system_language())
    if locales.is_catalogue_damaged():
        sys.stderr.write(
            f"tandem: the catalogue of '{locales.current_language()}' is damaged; the interface speaks English\n"
        )
    if not words:
        from game.cli import play

        return lambda: play.open_game(wanted)
    if words[0] in ("-h", "--help"):
        return _print_help
    if words[0] == "--version":
        return _print_version
    if words[0] not in COMMANDS:
        from game.cli.parser import exit_with_usage_error, suggest_name

        exit_with_usage_error(
            _("there is no command {name}", name=repr(words[0])) + suggest_name(words[0], list(COMMANDS)), "tandem"
        )
    from game.cli.parser import parse_command

    family, line = COMMANDS[words[0]]
    given: argparse.Namespace = parse_command(words[0], family, _(line), arguments[arguments.index(words[0]) + 1 :])
    return lambda: given.run(given)


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
        *(f"  {name:10} {_(line)}" for name, (_family, line) in COMMANDS.items()),
        "",
        _("Every command has a --help of its own. --lang vi speaks Vietnamese; --version tells the version."),
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0
