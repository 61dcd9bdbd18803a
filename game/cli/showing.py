"""`tandem demo`: both chairs played by bots; and what a bare `tandem` shows where nobody types."""

import argparse
import sys
from typing import TYPE_CHECKING

from game.cli import UsageError
from game.locales import LANGUAGES, _, language, ngettext, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.analysis.runs import Runs, Spread
    from game.content.compiler import Loaded
    from game.engine.stocks import Chair
    from game.plain.telling import Teller
    from game.playthrough.session import Session

PARTNER = "partner"


def declare_demo(demo: argparse.ArgumentParser) -> None:
    """Declare `tandem demo`."""
    demo.add_argument("scenario", nargs="?", default="", metavar="SCENARIO", help=_("an id on the shelf, or a path"))
    demo.add_argument("--ceo", default=PARTNER, metavar="BOT", help=_("who plays the CEO"))
    demo.add_argument("--cto", default=PARTNER, metavar="BOT", help=_("who plays the CTO"))
    demo.add_argument("--seed", type=int, default=1, metavar="N", help=_("the same seed gives the same luck"))
    demo.add_argument("--runs", type=int, metavar="N", help=_("play N seeds and count what comes of them"))
    demo.add_argument("--lang", choices=list(LANGUAGES), help=_("the language"))
    demo.add_argument("--format", choices=["text", "json"], default="text", help=_("how to print it"))
    demo.set_defaults(run=show)


def show(arguments: argparse.Namespace) -> int:
    """Play, and print the story or, of many plays, the figures."""
    from game.cli import crises

    bots: dict[Chair, str] = {"ceo": _bot(arguments.ceo), "cto": _bot(arguments.cto)}
    loaded = crises.load(arguments.scenario)
    if arguments.runs is not None:
        return _many(loaded, bots, arguments)
    session = _played(loaded, bots, arguments.seed, language())
    if arguments.format == "json":
        _dump(_document(session, bots))
    else:
        _tell(session)
    return 0


def showcase() -> int:
    """Show who finds no terminal what this is: the premise, one play by the simulated pair, how to start a real one."""
    from game.cli import crises

    session = _played(crises.load(""), {"ceo": PARTNER, "cto": PARTNER}, 1, language())
    _tell(session)
    sys.stdout.write("\n" + _("To play it yourself, in a terminal: tandem play {id}", id=session.scenario.id) + "\n")
    return 0


def _bot(name: str) -> str:
    from game.analysis.bots import BOTS
    from game.cli.parser import nearest

    names = [*BOTS, PARTNER]
    if name not in names:
        raise UsageError(_("there is no bot {name}", name=repr(name)) + nearest(name, names))
    return name


def _played(loaded: "Loaded", bots: "dict[Chair, str]", seed: int, speech: str) -> "Session":
    from game.analysis.runs import played

    return played(loaded.scenario, loaded.texts, bots, seed, speech)


def _document(session: "Session", bots: "dict[Chair, str]") -> dict[str, object]:
    from game.analysis.document import document

    return {"bots": bots, **document(session)}


def _dump(document: dict[str, object]) -> None:
    import json

    json.dump(document, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


def _tell(session: "Session") -> None:
    """Tell a whole play to an onlooker."""
    from game.cli import terminal
    from game.plain import lookback
    from game.plain.page import Page
    from game.plain.telling import Teller

    page = Page(sys.stdout, terminal.width())
    teller = Teller(session, None)
    page.say(teller.text("title"), teller.text("premise"), "")
    page.say_all(_cast(teller))
    for happened in session.story:
        page.say_all(teller.tell(happened))
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


def _many(loaded: "Loaded", bots: "dict[Chair, str]", arguments: argparse.Namespace) -> int:
    from game.analysis.document import summary
    from game.analysis.runs import run

    if arguments.runs < 1:
        raise UsageError(_("--runs must be 1 or more"))
    runs = run(loaded.scenario, loaded.texts, bots, range(arguments.seed, arguments.seed + arguments.runs))
    if arguments.format == "json":
        _dump(summary(runs))
    else:
        _tabulate(runs, loaded)
    return 0


def _tabulate(runs: "Runs", loaded: "Loaded") -> None:
    pair = {"ceo": runs.bots["ceo"], "cto": runs.bots["cto"]}
    lines = [ngettext("{n} play, CEO {ceo}, CTO {cto}", "{n} plays, CEO {ceo}, CTO {cto}", runs.count, **pair)]
    titles = {ending.id: loaded.texts.get(f"{ending.path}.title", language()) for ending in loaded.scenario.endings}
    lines += _counts(_("How they ended"), {titles.get(name, name): n for name, n in runs.endings.items()}, runs.count)
    lines += _counts(_("In which tier"), {words.tier(name): n for name, n in runs.tiers.items()}, runs.count)
    resolved = sum(runs.resolutions.values())
    lines += _counts(_("How decisions of both were settled"), dict(runs.resolutions), resolved)
    lines += ["", _("Over the year after: lower quartile, median, upper quartile"), _spread("F", runs.f)]
    lines += [_spread(words.stock(stock), spread) for stock, spread in runs.outcomes.items()]
    sys.stdout.write("\n".join(lines) + "\n")


def _counts(title: str, counts: dict[str, int], total: int) -> list[str]:
    return ["", title, *(f"  {n:5d}  {100 * n / total:5.1f} %  {name}" for name, n in counts.items())]


def _spread(name: str, spread: "Spread") -> str:
    return f"  {spread.lower:8.1f} {spread.median:8.1f} {spread.upper:8.1f}  {name}"


PARSERS = {"demo": declare_demo}
