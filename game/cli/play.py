"""`tandem play`: start a game, on the screen, line by line or for a program.

It decides who sits where: one or two people, the same game from the other chair, or one person opposite a ghost; and
which front end plays a game, for `tandem continue` too.
"""

import argparse
import sys
from dataclasses import replace

from game import user_folders
from game.cli import terminal
from game.cli.command_table import import_parser, import_screen
from game.cli.errors import ProblemsError, UsageError
from game.cli.lookup import load_scenario, locate_save, locate_scenario, resume_save
from game.content.compiler import LoadedScenario
from game.content.safe_input import clean_text, render_path
from game.engine.stocks import Chair, other_chair
from game.locales import LANGUAGES, _, current_language, set_language, vocabulary
from game.plain.jsonl import MOST_REFUSED, JsonlGame, NoAnswersError
from game.plain.page import PlainPage
from game.plain.pair import play_session
from game.plain.solo import ScreenWantedError
from game.playthrough.record import DivergedError
from game.playthrough.saves import journal, saved_game
from game.playthrough.saves.journal import JournalError
from game.playthrough.saves.saved_game import Game, generate_seed, replay_journal, start_game
from game.playthrough.session import Session, build_ghost_setup
from game.playthrough.setup import Setup, build_swapped_setup
from game.questions.sentences import render_phrase
from game.tui import settings

DIFFICULTIES = ("learner", "standard", "expert")


def declare_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `tandem play`."""
    parser.add_argument("scenario", nargs="?", default="", metavar="SCENARIO", help=_("an id on the shelf, or a path"))
    parser.add_argument("--as", dest="chair", choices=["ceo", "cto"], help=_("the chair that you sit in"))
    parser.add_argument("--pair", action="store_true", help=_("two people at one keyboard"))
    names = _("who leads in real life and who builds; each sits in the other's chair")
    parser.add_argument("--names", nargs=2, metavar=("LEADS", "BUILDS"), help=names)
    parser.add_argument("--swap", metavar="SAVE", help=_("the same play from the other chair, with the same luck"))
    parser.add_argument("--ghost", metavar="SAVE", help=_("opposite the answers that were given in a save"))
    parser.add_argument("--seed", type=int, metavar="N", help=_("the same seed gives the same luck"))
    parser.add_argument("--playthrough", type=int, default=0, metavar="K", help=_("which play with this seed it is"))
    parser.add_argument(
        "--mode", choices=DIFFICULTIES, help=_("how much help is given; on the screen as in the settings")
    )
    declare_front_ends(parser)
    parser.set_defaults(run=play_game)


def play_game(arguments: argparse.Namespace) -> int:
    """Start a game, and play it."""
    _refuse_conflicting_options(arguments)
    on_screen = not (arguments.plain or arguments.jsonl) and terminal.can_show_full_screen()
    arguments.mode = arguments.mode or _choose_default_mode(on_screen)
    if on_screen and arguments.pair:
        return _open_pair_setup(arguments)
    if not arguments.jsonl and not on_screen and _is_chair_undecided(arguments):
        arguments.chair = _ask_chair(load_scenario(arguments.scenario))
        if arguments.chair is None:
            return 0
    return show_game(_start_requested_game(arguments), arguments)


def _choose_default_mode(on_screen: bool) -> str:
    """Return the mode of the settings for the screen, where they can be changed; else the one without comments."""
    if not on_screen:
        return "standard"
    return settings.load_settings(user_folders.locate_settings_folder())[0].difficulty


def _open_pair_setup(arguments: argparse.Namespace) -> int:
    """Open the page on which two people take their seats, filled in as far as it was asked for."""
    crisis = None
    if arguments.scenario:
        load_scenario(arguments.scenario)  # what is wrong with it is told before the page opens
        found = locate_scenario(arguments.scenario)
        crisis = found if found.is_dir() else found.parent
    return import_screen().open_pair_setup(crisis, arguments)


def _ask_chair(loaded: LoadedScenario) -> Chair | None:
    """Ask which chair the player takes; return None at the end of input."""
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


def _refuse_conflicting_options(arguments: argparse.Namespace) -> None:
    """Raise UsageError for options that can't be combined."""
    earlier = [flag for flag in ("swap", "ghost") if getattr(arguments, flag)]
    if len(earlier) > 1:
        raise UsageError(_("--swap and --ghost do not go together"))
    if earlier and (arguments.scenario or arguments.seed is not None or arguments.pair):
        raise UsageError(_("--{flag} takes the crisis, the seats and the luck from the save", flag=earlier[0]))
    if arguments.pair and arguments.chair:
        raise UsageError(_("--pair takes both chairs; --as is for one person"))
    if arguments.names and not arguments.pair:
        raise UsageError(_("--names are the names of two people; add --pair"))


def _is_chair_undecided(arguments: argparse.Namespace) -> bool:
    """Whether the player must be asked which chair to take."""
    return not (arguments.chair or arguments.pair or arguments.swap or arguments.ghost)


def _start_requested_game(arguments: argparse.Namespace) -> Game:
    if arguments.swap or arguments.ghost:
        loaded, session, name = _load_earlier_play(arguments.swap or arguments.ghost)
        set_language(arguments.lang or session.language)
        setup = _build_swapped_setup(session) if arguments.swap else _build_ghost_setup(session, name, arguments.chair)
        return start_game(loaded, replace(setup, language=current_language()))
    return start_game(load_scenario(arguments.scenario), _build_setup(arguments))


def _build_setup(arguments: argparse.Namespace) -> Setup:
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


def _load_earlier_play(name: str) -> tuple[LoadedScenario, Session, str]:
    """Return the crisis as it was played in a save, its session, and the save's id."""
    path = locate_save(name)
    try:
        contents = journal.load_journal(path)
        loaded = saved_game.load_scenario_copy(path, contents)
        return loaded, replay_journal(contents, loaded), render_path(path.stem)
    except (JournalError, DivergedError) as error:
        raise ProblemsError(str(error)) from None


def _build_swapped_setup(session: Session) -> Setup:
    return build_swapped_setup(session.setup)


def _build_ghost_setup(session: Session, name: str, chair: str | None) -> Setup:
    """Return the setup opposite a ghost; UsageError if the chair is unclear, ProblemsError if it is still played."""
    if session.secret:
        raise ProblemsError(_("two people still play this save; its answers are theirs until the end"))
    people = session.setup.people
    if chair is None and len(people) > 1:
        raise UsageError(_("two people played this save; --as ceo or --as cto takes one chair"))
    taken = "ceo" if (chair or other_chair(people[0])) == "ceo" else "cto"
    if other_chair(taken) not in people:  # type: ignore[arg-type]
        raise UsageError(_("nobody sat across that chair in this save; take the other one"))
    return build_ghost_setup(session, taken, name)  # type: ignore[arg-type]


def declare_front_ends(parser: argparse.ArgumentParser) -> None:
    """Add `--lang`, `--plain` and `--jsonl`."""
    parser.add_argument("--lang", choices=list(LANGUAGES), help=_("the language"))
    front_end = parser.add_mutually_exclusive_group()
    front_end.add_argument("--plain", action="store_true", help=_("line by line, for screen readers and pipes"))
    front_end.add_argument("--jsonl", action="store_true", help=_("one JSON object a line, for programs"))


def show_game(game: Game, arguments: argparse.Namespace) -> int:
    """Play a game in the requested front end, line by line if there is no screen; close it at the end."""
    if not (arguments.jsonl or arguments.plain) and terminal.can_show_full_screen():
        return import_screen().open_game_page(game, arguments.lang)
    try:
        if arguments.jsonl:
            JsonlGame(game, sys.stdin, sys.stdout).play()
        else:
            play_session(game, sys.stdin, _build_plain_page(), terminal.build_keeper())
    except NoAnswersError:
        raise ProblemsError(_("{n} lines in a row were no answers", n=MOST_REFUSED)) from None
    finally:
        game.close()
    return int(bool(game.not_saved))


def play_in_lines(game: Game | None) -> int:
    """Go on line by line with a game from the screen, and back to the screen where the player asks for it.

    Without a game, go on with the newest save, or start the first crisis of the shelf where there is none.
    """
    if game is None:
        try:
            game = resume_save("", None)
        except UsageError:
            return import_parser().parse_command("play", "", ["--plain"])()
    page = _build_plain_page()
    page.write(render_phrase("to lines"))
    try:
        play_session(game, sys.stdin, page, terminal.build_keeper(), terminal.explain_small_window)
    except ScreenWantedError:
        return import_screen().open_game_page(game, current_language())
    except BaseException:
        game.close()
        raise
    game.close()
    return int(bool(game.not_saved))


def _build_plain_page() -> PlainPage:
    echo = not sys.stdin.isatty()
    return PlainPage(sys.stdout, terminal.measure_line_width(), echo=echo, wipe=terminal.build_wipe_sequence())
