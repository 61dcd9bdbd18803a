"""`tandem demo`: both chairs played by bots; and what a bare `tandem` shows where nobody types."""

import argparse
import sys
from collections.abc import Iterator

from game.analysis.simulation.balance import build_session_document
from game.analysis.simulation.bots import BOTS, PathChoices, list_missed_choices
from game.analysis.simulation.runs import play_seed
from game.cli import demo_runs, find_scenario, terminal
from game.cli.errors import UsageError
from game.cli.output import print_json
from game.cli.parser import suggest_name
from game.content.compiler import LoadedScenario
from game.engine.stocks import CHAIRS, Chair
from game.locales import LANGUAGES, _, current_language, vocabulary
from game.narration.debrief.report import render_debrief_lines
from game.narration.events import narrate_held_fact
from game.narration.sentences import render_sentences, tell_events
from game.narration.voice import Voice
from game.plain.page import PlainPage
from game.playthrough.session import Session

PARTNER = "partner"
CHOOSING = "candid"
"""Who sits in both chairs where a path is chosen and nobody was named."""


def declare_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `tandem demo`."""
    parser.add_argument("scenario", nargs="?", default="", metavar="SCENARIO", help=_("an id on the shelf, or a path"))
    parser.add_argument("--ceo", metavar="BOT", help=_("who plays the CEO"))
    parser.add_argument("--cto", metavar="BOT", help=_("who plays the CTO"))
    parser.add_argument("--seed", type=int, default=1, metavar="N", help=_("the same seed gives the same luck"))
    parser.add_argument("--runs", type=int, metavar="N", help=_("play N seeds and count what comes of them"))
    parser.add_argument("--bots", choices=["all"], help=_("a row for each bot, in both chairs or in the one left free"))
    parser.add_argument(
        "--choose",
        action="append",
        default=[],
        metavar="SCENE.OPTION",
        help=_("both chairs go for this option where it is on offer; as often as you like"),
    )
    parser.add_argument("--lang", choices=list(LANGUAGES), help=_("the language"))
    parser.add_argument("--format", choices=["text", "json"], default="text", help=_("how to print it"))
    parser.set_defaults(run=run_demo)


def run_demo(arguments: argparse.Namespace) -> int:
    """Play, and print the story or, of many plays, the figures."""
    given: dict[Chair, str | None] = {"ceo": arguments.ceo, "cto": arguments.cto}
    fixed = {chair: _parse_bot(name) for chair, name in given.items() if name is not None}
    loaded = find_scenario.load_scenario(arguments.scenario)
    if arguments.bots:
        return demo_runs.print_bot_table(loaded, fixed, arguments)
    usual = CHOOSING if arguments.choose else PARTNER
    bots: dict[Chair, str] = {"ceo": usual, "cto": usual, **fixed}
    if arguments.choose and arguments.runs is not None:
        raise UsageError(_("--choose reads one path; --runs counts many"))
    if arguments.runs is not None:
        return demo_runs.print_runs(loaded, bots, arguments)
    wishes = _parse_path_choices(loaded, arguments.choose, bots)
    session = play_bots(loaded, bots, arguments.seed, current_language(), wishes)
    if arguments.format == "json":
        print_json(_build_demo_document(session, bots))
    else:
        print_story(session)
    return _report_missed_choices(session, wishes)


def _parse_path_choices(loaded: LoadedScenario, chosen: list[str], bots: dict[Chair, str]) -> PathChoices:
    """Return what is to be gone for; UsageError names what is not there."""
    scenes = loaded.scenario.scenes.values()
    there = [f"{scene.id}.{option.id}" for scene in scenes if scene.decision for option in scene.decision.options]
    for name in chosen:
        if name not in there:
            raise UsageError(_("there is no option {name}", name=repr(name)) + suggest_name(name, there))
    if chosen and PARTNER in bots.values():
        raise UsageError(_("the simulated partner chooses for itself; --choose needs a bot in both chairs"))
    return PathChoices(dict(name.split(".", 1) for name in chosen))


def _report_missed_choices(session: Session, wishes: PathChoices) -> int:
    """Say which wishes did not come true; the exit code is 1 where there are any."""
    left = list_missed_choices(session, wishes)
    if left:
        told = _("not done on this path: {options}; tandem explore tells how to get there", options=", ".join(left))
        sys.stderr.write(told + "\n")
    return int(bool(left))


def _parse_bot(name: str) -> str:
    names = [*BOTS, PARTNER]
    if name not in names:
        raise UsageError(_("there is no bot {name}", name=repr(name)) + suggest_name(name, names))
    return name


def play_bots(
    loaded: LoadedScenario, bots: dict[Chair, str], seed: int, speech: str, wishes: PathChoices | None = None
) -> Session:
    """Return a whole play by bots."""
    return play_seed(loaded.scenario, loaded.texts, bots, seed, speech, wishes=wishes)


def _build_demo_document(session: Session, bots: dict[Chair, str]) -> dict[str, object]:
    return {"bots": bots, **build_session_document(session)}


def print_story(session: Session) -> None:
    """Tell a whole play to an onlooker."""
    page = PlainPage(sys.stdout, terminal.measure_line_width())
    voice = Voice.by_name(session)
    page.write(voice.render_text("title"), voice.render_text("premise"), "")
    page.write_all(_render_cast(voice))
    for happened in session.story:
        page.write_all(tell_events(voice, happened))
    page.write_all(render_debrief_lines(session))


def _render_cast(voice: Voice) -> Iterator[str]:
    """Yield for an onlooker what each of the two wants, and what only one of them knows as it begins."""
    scenario = voice.game.scenario
    for chair in CHAIRS:
        name = voice.name_person(chair)
        wants = voice.render_text(voice.find_goal_path(chair))
        yield _("{name}, {chair}. Wants: {text}", name=name, chair=vocabulary.name_chair(chair), text=wants)
        known = [fact for fact, status in voice.game.state.facts.items() if status.known == 1]
        held = (fact for fact in known if scenario.facts[fact].held == chair)
        yield from render_sentences(voice, (narrate_held_fact(voice, chair, fact) for fact in held))
