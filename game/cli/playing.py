"""`tandem`, `tandem play`, `tandem continue`: opening a game, on the screen, line by line or for a program."""

import argparse
import sys
from typing import TYPE_CHECKING

from game.locales import LANGUAGES, _, language, set_language, words

if TYPE_CHECKING:
    from game.content.compiler import Loaded
    from game.engine.stocks import Chair
    from game.playthrough.library import Game

DIFFICULTIES = ("learner", "standard", "expert")


def declare_play(play: argparse.ArgumentParser) -> None:
    """Declare `tandem play`."""
    play.add_argument("scenario", nargs="?", default="", metavar="SCENARIO", help=_("an id on the shelf, or a path"))
    play.add_argument("--as", dest="chair", choices=["ceo", "cto"], help=_("the chair that you sit in"))
    play.add_argument("--pair", action="store_true", help=_("two people at one keyboard"))
    names = _("who leads in real life and who builds; each sits in the other's chair")
    play.add_argument("--names", nargs=2, metavar=("LEADS", "BUILDS"), help=names)
    play.add_argument("--swap", metavar="SAVE", help=_("the same play from the other chair, with the same luck"))
    play.add_argument("--ghost", metavar="SAVE", help=_("opposite the answers that were given in a save"))
    play.add_argument("--seed", type=int, metavar="N", help=_("the same seed gives the same luck"))
    play.add_argument("--playthrough", type=int, default=0, metavar="K", help=_("which play with this seed it is"))
    play.add_argument(
        "--mode", choices=DIFFICULTIES, help=_("how much help is given; on the screen as in the settings")
    )
    _declare_front_ends(play)
    play.set_defaults(run=play_game)


def declare_continue(go_on: argparse.ArgumentParser) -> None:
    """Declare `tandem continue`."""
    go_on.add_argument("save", nargs="?", default="", metavar="SAVE", help=_("its id or file; else the newest"))
    go_on.add_argument(
        "--edited",
        nargs="?",
        const="",
        metavar="SCENARIO",
        help=_("with the crisis as it is now, as far as the answers lead; the save itself stays"),
    )
    _declare_front_ends(go_on)
    go_on.set_defaults(run=continue_game)


def _declare_front_ends(command: argparse.ArgumentParser) -> None:
    command.add_argument("--lang", choices=list(LANGUAGES), help=_("the language"))
    front_end = command.add_mutually_exclusive_group()
    front_end.add_argument("--plain", action="store_true", help=_("line by line, for screen readers and pipes"))
    front_end.add_argument("--jsonl", action="store_true", help=_("one JSON object a line, for programs"))


def open_game(wanted: str | None = None) -> int:
    """Open the game as the place allows: the screen, line by line, or a demonstration where nobody types."""
    from game.cli import terminal

    if terminal.full_screen():
        from game.cli.screen import open_home

        return open_home(wanted)
    if not terminal.somebody_types():
        from game.cli.showing import showcase

        return showcase()
    from game.cli import crises

    return _start_lines(crises.load(""), None, None, 0, "standard")


def play_game(arguments: argparse.Namespace) -> int:
    """Start a game of a crisis."""
    from game.cli import seating, terminal

    seating.check(arguments)
    on_screen = not (arguments.plain or arguments.jsonl) and terminal.full_screen()
    arguments.mode = arguments.mode or _usual_mode(on_screen)
    if not arguments.jsonl and not on_screen and seating.undecided(arguments):
        from game.cli import crises

        chosen = (None, arguments.seed, arguments.playthrough, arguments.mode)
        return _start_lines(crises.load(arguments.scenario), *chosen)
    if on_screen and arguments.pair:
        return _seats(arguments)
    game = seating.started(arguments)
    return _program(game) if arguments.jsonl else _shown(game, arguments.plain, arguments.lang)


def _usual_mode(on_screen: bool) -> str:
    """Return the mode of the settings, which the screen has, else the one without comments."""
    if not on_screen:
        return "standard"
    from game.tui import settings

    return settings.load(settings.folder())[0].difficulty


def _seats(arguments: argparse.Namespace) -> int:
    """Open the page on which two people take their seats, filled in as far as it was asked for."""
    from game.cli import crises
    from game.cli.screen import open_seats
    from game.tui.together.seats import Wish

    crisis = None
    if arguments.scenario:
        crises.load(arguments.scenario)  # what is wrong with it is told before the page opens
        found = crises.find(arguments.scenario)
        crisis = found if found.is_dir() else found.parent
    names = tuple(arguments.names or ())
    return open_seats(Wish(names, crisis, arguments.seed, arguments.playthrough, arguments.mode), arguments.lang)


def _shown(game: "Game", plain: bool, wanted: str | None) -> int:
    """Open a game on the screen, or line by line where that was asked for or is all that there is."""
    from game.cli import terminal

    if plain or not terminal.full_screen():
        return _lines(game)
    from game.cli.screen import open_table

    return open_table(game, wanted)


def continue_game(arguments: argparse.Namespace) -> int:
    """Go on with a saved game at the question where it was left."""
    from game.cli.resuming import resumed

    game = resumed(arguments.save, arguments.edited)
    set_language(arguments.lang or game.session.language)
    game.session.language = language()
    if arguments.jsonl:
        return _program(game)
    return _shown(game, arguments.plain, arguments.lang)


def _game(loaded: "Loaded", chair: "Chair", seed: int | None, playthrough: int, mode: str) -> "Game":
    from game.engine.stocks import other
    from game.playthrough.library import new_seed, start
    from game.playthrough.setup import Setup

    seats = {chair: "human", other(chair): "partner"}
    number = new_seed() if seed is None else seed
    return start(loaded, Setup(seats, number, playthrough, language(), mode))  # type: ignore[arg-type]


def _start_lines(loaded: "Loaded", chair: "Chair | None", seed: int | None, playthrough: int, mode: str) -> int:
    seat = chair or _ask_chair(loaded)
    return 0 if seat is None else _lines(_game(loaded, seat, seed, playthrough, mode))


def _ask_chair(loaded: "Loaded") -> "Chair | None":
    """Ask which chair the player takes; None at the end of input."""
    names = [loaded.texts.get(f"cast.{chair}.name", language()) for chair in ("ceo", "cto")]
    sys.stdout.write(loaded.texts.get("title", language()) + "\n")
    for number, name, chair in zip((1, 2), names, ("ceo", "cto"), strict=True):
        sys.stdout.write(f"{number}. {name}, {words.chair(chair)}\n")
    while True:
        sys.stdout.write(_("Which chair is yours, 1 or 2?") + " ")
        sys.stdout.flush()
        line = sys.stdin.readline()
        if not line or line.strip().lower() == "q":
            sys.stdout.write("\n")
            return None
        if line.strip() in ("1", "2"):
            return "ceo" if line.strip() == "1" else "cto"


def _lines(game: "Game") -> int:
    from game.cli import terminal
    from game.plain import laid
    from game.plain.page import Page

    page = Page(sys.stdout, terminal.width(), echo=not sys.stdin.isatty(), wipe=terminal.wipe())
    try:
        laid.play(game, sys.stdin, page, terminal.keeper())
    finally:
        game.close()
    return 0


def _program(game: "Game") -> int:
    from game.plain.jsonl import JsonlGame

    try:
        JsonlGame(game, sys.stdin, sys.stdout).play()
    finally:
        game.close()
    return 0


PARSERS = {"play": declare_play, "continue": declare_continue}
