"""Who sits where as a game starts: one or two people, the same play from the other side, or opposite a ghost."""

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING

from game.cli import ProblemsError, UsageError
from game.locales import _, language, set_language

if TYPE_CHECKING:
    from game.content.compiler import Loaded
    from game.playthrough.library import Game
    from game.playthrough.session import Session
    from game.playthrough.setup import Setup


def check(arguments: argparse.Namespace) -> None:
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


def undecided(arguments: argparse.Namespace) -> bool:
    """Whether it must be asked which chair the player takes."""
    return not (arguments.chair or arguments.pair or arguments.swap or arguments.ghost)


def started(arguments: argparse.Namespace) -> "Game":
    """Start the game that was asked for."""
    from game.cli import crises
    from game.playthrough.library import start

    if arguments.swap or arguments.ghost:
        loaded, session, name = _earlier(arguments.swap or arguments.ghost)
        set_language(arguments.lang or session.language)
        setup = _swapped(session) if arguments.swap else _haunted(session, name, arguments.chair)
        return start(loaded, replace(setup, language=language()))
    return start(crises.load(arguments.scenario), _setup(arguments))


def _setup(arguments: argparse.Namespace) -> "Setup":
    from game.content.clean import safe
    from game.playthrough.library import new_seed
    from game.playthrough.setup import Setup

    chairs = ("ceo", "cto")
    seated = chairs if arguments.pair else (arguments.chair or "ceo",)
    names = [safe(name).strip() for name in arguments.names or ()]
    return Setup(
        seats={chair: "human" if chair in seated else "partner" for chair in chairs},  # type: ignore[misc]
        seed=new_seed() if arguments.seed is None else arguments.seed,
        playthrough=arguments.playthrough,
        language=language(),
        difficulty=arguments.mode,
        players=dict(zip(reversed(chairs), names, strict=False)),  # type: ignore[arg-type]
    )


def _earlier(name: str) -> "tuple[Loaded, Session, str]":
    """Return the crisis as it was played in a save, its session, and the save's id."""
    from game.playthrough import journal, stored
    from game.playthrough.library import DivergedError, JournalError, replay
    from game.playthrough.saves import find

    path = find(name)
    if path is None:
        raise UsageError(_("there is no save {name}; tandem saves list shows them", name=repr(name)))
    try:
        contents = journal.read(path)
        loaded = stored.load(path, contents)
        return loaded, replay(contents, loaded), path.stem
    except (JournalError, DivergedError) as error:
        raise ProblemsError(str(error)) from None


def _swapped(session: "Session") -> "Setup":
    from game.playthrough.again import swapped

    return swapped(session.setup)


def _haunted(session: "Session", name: str, chair: "str | None") -> "Setup":
    """Return the setup opposite a ghost; UsageError where the chair is not clear, ProblemsError while it is played."""
    from game.engine.stocks import other
    from game.playthrough.again import haunted

    if session.secret:
        raise ProblemsError(_("two people still play this save; its answers are theirs until the end"))
    people = session.setup.people
    if chair is None and len(people) > 1:
        raise UsageError(_("two people played this save; --as ceo or --as cto takes one chair"))
    taken = "ceo" if (chair or other(people[0])) == "ceo" else "cto"
    if other(taken) not in people:  # type: ignore[arg-type]
        raise UsageError(_("nobody sat across that chair in this save; take the other one"))
    return haunted(session, taken, name)  # type: ignore[arg-type]
