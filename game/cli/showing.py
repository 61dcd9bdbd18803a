"""`tandem demo`: both chairs played by bots; and what a bare `tandem` shows where nobody types."""

import argparse
import sys
from typing import TYPE_CHECKING

from game.cli import UsageError
from game.locales import LANGUAGES, _, language, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.analysis.wishes import Wishes
    from game.content.compiler import Loaded
    from game.engine.stocks import Chair
    from game.plain.teller import Teller
    from game.playthrough.session import Session

PARTNER = "partner"
CHOOSING = "candid"
"""Who sits in both chairs where a path is chosen and nobody was named."""


def declare_demo(demo: argparse.ArgumentParser) -> None:
    """Declare `tandem demo`."""
    demo.add_argument("scenario", nargs="?", default="", metavar="SCENARIO", help=_("an id on the shelf, or a path"))
    demo.add_argument("--ceo", metavar="BOT", help=_("who plays the CEO"))
    demo.add_argument("--cto", metavar="BOT", help=_("who plays the CTO"))
    demo.add_argument("--seed", type=int, default=1, metavar="N", help=_("the same seed gives the same luck"))
    demo.add_argument("--runs", type=int, metavar="N", help=_("play N seeds and count what comes of them"))
    demo.add_argument("--bots", choices=["all"], help=_("a row for each bot, in both chairs or in the one left free"))
    demo.add_argument(
        "--choose",
        action="append",
        default=[],
        metavar="SCENE.OPTION",
        help=_("both chairs go for this option where it is on offer; as often as you like"),
    )
    demo.add_argument("--lang", choices=list(LANGUAGES), help=_("the language"))
    demo.add_argument("--format", choices=["text", "json"], default="text", help=_("how to print it"))
    demo.set_defaults(run=show)


def show(arguments: argparse.Namespace) -> int:
    """Play, and print the story or, of many plays, the figures."""
    from game.cli import counting, crises

    given: dict[Chair, str | None] = {"ceo": arguments.ceo, "cto": arguments.cto}
    fixed = {chair: _bot(name) for chair, name in given.items() if name is not None}
    loaded = crises.load(arguments.scenario)
    if arguments.bots:
        return counting.line_up(loaded, fixed, arguments)
    usual = CHOOSING if arguments.choose else PARTNER
    bots: dict[Chair, str] = {"ceo": usual, "cto": usual, **fixed}
    if arguments.choose and arguments.runs is not None:
        raise UsageError(_("--choose reads one path; --runs counts many"))
    if arguments.runs is not None:
        return counting.count(loaded, bots, arguments)
    wishes = _wishes(loaded, arguments.choose, bots)
    session = _played(loaded, bots, arguments.seed, language(), wishes)
    if arguments.format == "json":
        dump(_document(session, bots))
    else:
        _tell(session)
    return _told_what_is_missing(session, wishes)


def showcase() -> int:
    """Show who finds no terminal what this is: the premise, one play by the simulated pair, how to start a real one."""
    from game.cli import crises

    session = _played(crises.load(""), {"ceo": PARTNER, "cto": PARTNER}, 1, language())
    _tell(session)
    sys.stdout.write("\n" + _("To play it yourself, in a terminal: tandem play {id}", id=session.scenario.id) + "\n")
    return 0


def _wishes(loaded: "Loaded", chosen: list[str], bots: "dict[Chair, str]") -> "Wishes":
    """Return what is to be gone for; UsageError names what is not there."""
    from game.analysis.wishes import Wishes
    from game.cli.parser import nearest

    scenes = loaded.scenario.scenes.values()
    there = [f"{scene.id}.{option.id}" for scene in scenes if scene.decision for option in scene.decision.options]
    for name in chosen:
        if name not in there:
            raise UsageError(_("there is no option {name}", name=repr(name)) + nearest(name, there))
    if chosen and PARTNER in bots.values():
        raise UsageError(_("the simulated partner chooses for itself; --choose needs a bot in both chairs"))
    return Wishes(dict(name.split(".", 1) for name in chosen))


def _told_what_is_missing(session: "Session", wishes: "Wishes") -> int:
    """Say which wishes did not come true; the exit code is 1 where there are any."""
    from game.analysis.wishes import missed

    left = missed(session, wishes)
    if left:
        told = _("not done on this path: {options}; tandem explore tells how to get there", options=", ".join(left))
        sys.stderr.write(told + "\n")
    return int(bool(left))


def _bot(name: str) -> str:
    from game.analysis.bots import BOTS
    from game.cli.parser import nearest

    names = [*BOTS, PARTNER]
    if name not in names:
        raise UsageError(_("there is no bot {name}", name=repr(name)) + nearest(name, names))
    return name


def _played(
    loaded: "Loaded", bots: "dict[Chair, str]", seed: int, speech: str, wishes: "Wishes | None" = None
) -> "Session":
    from game.analysis.runs import played

    return played(loaded.scenario, loaded.texts, bots, seed, speech, wishes=wishes)


def _document(session: "Session", bots: "dict[Chair, str]") -> dict[str, object]:
    from game.analysis.document import document

    return {"bots": bots, **document(session)}


def dump(document: dict[str, object]) -> None:
    """Print a document as JSON."""
    import json

    json.dump(document, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


def _tell(session: "Session") -> None:
    """Tell a whole play to an onlooker."""
    from game.cli import terminal
    from game.plain import lookback
    from game.plain.page import Page
    from game.plain.teller import Teller
    from game.plain.telling import tell

    page = Page(sys.stdout, terminal.width())
    teller = Teller(session, None)
    page.say(teller.text("title"), teller.text("premise"), "")
    page.say_all(_cast(teller))
    for happened in session.story:
        page.say_all(tell(teller, happened))
    page.say_all(lookback.told(session))


def _cast(teller: "Teller") -> "Iterator[str]":
    """Yield for an onlooker what each of the two wants, and what only one of them knows as it begins."""
    from game.engine.stocks import CHAIRS
    from game.plain.telling import goal, held

    scenario = teller.game.scenario
    for chair in CHAIRS:
        name = teller.name(chair)
        wants = teller.text(goal(teller, chair))
        yield _("{name}, {chair}. Wants: {text}", name=name, chair=words.chair(chair), text=wants)
        known = [fact for fact, status in teller.game.state.facts.items() if status.known == 1]
        yield from (held(teller, chair, fact) for fact in known if scenario.facts[fact].held == chair)


PARSERS = {"demo": declare_demo}
