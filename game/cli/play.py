"""`tandem`, `tandem play`, `tandem continue`: opening a game, on the screen, line by line or for a program.

Who sits where as a game starts: one or two people, the same play from the other side, or opposite a ghost.
"""

import argparse
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from game.cli import ProblemsError, UsageError
from game.locales import LANGUAGES, _, current_language, set_language, vocabulary

if TYPE_CHECKING:
    from game.content.compiler import LoadedScenario
    from game.engine.stocks import Chair
    from game.playthrough.saves.saved_game import Game
    from game.playthrough.session import Session
    from game.playthrough.setup import Setup


def refuse_conflicting_options(arguments: argparse.Namespace) -> None:
    """Refuse wishes that do not go together; UsageError says which."""
    earlier = [flag for flag in ("swap", "ghost") if getattr(arguments, flag)]
    if len(earlier) > 1:
        raise UsageError(_("--swap and --ghost do not go together"))
    if earlier and (arguments.scenario or arguments.seed is not None or arguments.pair):
        raise UsageError(_("--{flag} takes the crisis, the seats and the luck from the save", flag=earlier[0]))
    if arguments.pair and arguments.chair:
        raise UsageError(_("--pair takes both chairs; --as is for one person"))
    if arguments.names and not arguments.pair:
        raise UsageError(_("--names are the names of two people; add --pair"))


def is_chair_undecided(arguments: argparse.Namespace) -> bool:
    """Whether it must be asked which chair the player takes."""
    return not (arguments.chair or arguments.pair or arguments.swap or arguments.ghost)


def start_requested_game(arguments: argparse.Namespace) -> "Game":
    """Start the game that was asked for."""
    from game.cli import find_scenario
    from game.playthrough.saves.saved_game import start_game

    if arguments.swap or arguments.ghost:
        loaded, session, name = _load_earlier_play(arguments.swap or arguments.ghost)
        set_language(arguments.lang or session.language)
        setup = _build_swapped_setup(session) if arguments.swap else _build_ghost_setup(session, name, arguments.chair)
        return start_game(loaded, replace(setup, language=current_language()))
    return start_game(find_scenario.load_scenario(arguments.scenario), _build_setup(arguments))


def _build_setup(arguments: argparse.Namespace) -> "Setup":
    from game.content.safe_text import clean_text
    from game.playthrough.saves.saved_game import generate_seed
    from game.playthrough.setup import Setup

    chairs = ("ceo", "cto")
    seated = chairs if arguments.pair else (arguments.chair or "ceo",)
    names = [clean_text(name).strip() for name in arguments.names or ()]
    return Setup(
        seats={chair: "human" if chair in seated else "partner" for chair in chairs},  # type: ignore[misc]
        seed=generate_seed() if arguments.seed is None else arguments.seed,
        playthrough=arguments.playthrough,
        language=current_language(),
        difficulty=arguments.mode,
        players=dict(zip(reversed(chairs), names, strict=False)),  # type: ignore[arg-type]
    )


def _load_earlier_play(name: str) -> "tuple[LoadedScenario, Session, str]":
    """Return the crisis as it was played in a save, its session, and the save's id."""
    from game.playthrough.saves import journal, scenario_copy
    from game.playthrough.saves.save_index import find_save
    from game.playthrough.saves.saved_game import DivergedError, JournalError, replay_journal

    path = find_save(name)
    if path is None:
        raise UsageError(_("there is no save {name}; tandem saves list shows them", name=repr(name)))
    try:
        contents = journal.load_journal(path)
        loaded = scenario_copy.load_scenario_copy(path, contents)
        return loaded, replay_journal(contents, loaded), path.stem
    except (JournalError, DivergedError) as error:
        raise ProblemsError(str(error)) from None


def _build_swapped_setup(session: "Session") -> "Setup":
    from game.playthrough.replay_setup import build_swapped_setup

    return build_swapped_setup(session.setup)


def _build_ghost_setup(session: "Session", name: str, chair: "str | None") -> "Setup":
    """Return the setup opposite a ghost; UsageError where the chair is not clear, ProblemsError while it is played."""
    from game.engine.stocks import other_chair
    from game.playthrough.replay_setup import build_ghost_setup

    if session.secret:
        raise ProblemsError(_("two people still play this save; its answers are theirs until the end"))
    people = session.setup.people
    if chair is None and len(people) > 1:
        raise UsageError(_("two people played this save; --as ceo or --as cto takes one chair"))
    taken = "ceo" if (chair or other_chair(people[0])) == "ceo" else "cto"
    if other_chair(taken) not in people:  # type: ignore[arg-type]
        raise UsageError(_("nobody sat across that chair in this save; take the other one"))
    return build_ghost_setup(session, taken, name)  # type: ignore[arg-type]


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

    if terminal.can_show_full_screen():
        from game.cli.screen import open_home

        return open_home(wanted)
    if not terminal.has_typed_input():
        from game.cli.demo import show_sample_play

        return show_sample_play()
    from game.cli import find_scenario

    return _start_plain_game(find_scenario.load_scenario(""), None, None, 0, "standard")


def play_game(arguments: argparse.Namespace) -> int:
    """Start a game of a crisis."""
    from game.cli import terminal

    refuse_conflicting_options(arguments)
    on_screen = not (arguments.plain or arguments.jsonl) and terminal.can_show_full_screen()
    arguments.mode = arguments.mode or _choose_default_mode(on_screen)
    if not arguments.jsonl and not on_screen and is_chair_undecided(arguments):
        from game.cli import find_scenario

        chosen = (None, arguments.seed, arguments.playthrough, arguments.mode)
        return _start_plain_game(find_scenario.load_scenario(arguments.scenario), *chosen)
    if on_screen and arguments.pair:
        return _open_pair_setup(arguments)
    game = start_requested_game(arguments)
    return _play_jsonl(game) if arguments.jsonl else _show_game(game, arguments.plain, arguments.lang)


def _choose_default_mode(on_screen: bool) -> str:
    """Return the mode of the settings, which the screen has, else the one without comments."""
    if not on_screen:
        return "standard"
    from game.tui import settings

    return settings.load_settings(settings.locate_settings_folder())[0].difficulty


def _open_pair_setup(arguments: argparse.Namespace) -> int:
    """Open the page on which two people take their seats, filled in as far as it was asked for."""
    from game.cli import find_scenario
    from game.cli.screen import open_pair_setup
    from game.tui.library.pair_seats import PairSetupRequest

    crisis = None
    if arguments.scenario:
        find_scenario.load_scenario(arguments.scenario)  # what is wrong with it is told before the page opens
        found = find_scenario.locate_scenario(arguments.scenario)
        crisis = found if found.is_dir() else found.parent
    names = tuple(arguments.names or ())
    return open_pair_setup(
        PairSetupRequest(names, crisis, arguments.seed, arguments.playthrough, arguments.mode), arguments.lang
    )


def _show_game(game: "Game", plain: bool, wanted: str | None) -> int:
    """Open a game on the screen, or line by line where that was asked for or is all that there is."""
    from game.cli import terminal

    if plain or not terminal.can_show_full_screen():
        return _play_plain(game)
    from game.cli.screen import open_game_page

    return open_game_page(game, wanted)


def continue_game(arguments: argparse.Namespace) -> int:
    """Go on with a saved game at the question where it was left."""
    from game.cli.resume_save import resume_save

    game = resume_save(arguments.save, arguments.edited)
    set_language(arguments.lang or game.session.language)
    game.session.language = current_language()
    if arguments.jsonl:
        return _play_jsonl(game)
    return _show_game(game, arguments.plain, arguments.lang)


def _start_solo_game(loaded: "LoadedScenario", chair: "Chair", seed: int | None, playthrough: int, mode: str) -> "Game":
    from game.engine.stocks import other_chair
    from game.playthrough.saves.saved_game import generate_seed, start_game
    from game.playthrough.setup import Setup

    seats = {chair: "human", other_chair(chair): "partner"}
    number = generate_seed() if seed is None else seed
    return start_game(loaded, Setup(seats, number, playthrough, current_language(), mode))  # type: ignore[arg-type]


def _start_plain_game(
    loaded: "LoadedScenario", chair: "Chair | None", seed: int | None, playthrough: int, mode: str
) -> int:
    seat = chair or _ask_chair(loaded)
    return 0 if seat is None else _play_plain(_start_solo_game(loaded, seat, seed, playthrough, mode))


def _ask_chair(loaded: "LoadedScenario") -> "Chair | None":
    """Ask which chair the player takes; None at the end of input."""
    names = [loaded.texts.get(f"cast.{chair}.name", current_language()) for chair in ("ceo", "cto")]
    sys.stdout.write(loaded.texts.get("title", current_language()) + "\n")
    for number, name, chair in zip((1, 2), names, ("ceo", "cto"), strict=True):
        sys.stdout.write(f"{number}. {name}, {vocabulary.name_chair(chair)}\n")
    while True:
        sys.stdout.write(_("Which chair is yours, 1 or 2?") + " ")
        sys.stdout.flush()
        line = sys.stdin.readline()
        if not line or line.strip().lower() == "q":
            sys.stdout.write("\n")
            return None
        if line.strip() in ("1", "2"):
            return "ceo" if line.strip() == "1" else "cto"


def _play_plain(game: "Game") -> int:
    from game.cli import terminal
    from game.plain import session_loop
    from game.plain.page import PlainPage

    page = PlainPage(
        sys.stdout, terminal.measure_line_width(), echo=not sys.stdin.isatty(), wipe=terminal.build_wipe_sequence()
    )
    try:
        session_loop.play_session(game, sys.stdin, page, terminal.build_keeper())
    finally:
        game.close()
    return 0


def _play_jsonl(game: "Game") -> int:
    from game.plain.jsonl import JsonlGame

    try:
        JsonlGame(game, sys.stdin, sys.stdout).play()
    finally:
        game.close()
    return 0


PARSERS = {"play": declare_play, "continue": declare_continue}
