"""`tandem explore`: for each scene, option and ending a path to it, a proof that there is none, or what was tried."""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator

from game.analysis.reachability.search import (
    AnswerPath,
    ExplorationResult,
    PathAnswer,
    TargetFinding,
    begin_pair_session,
    explore_scenario,
    replay_path,
)
from game.cli import terminal
from game.cli.errors import ProblemsError, UsageError
from game.cli.lookup import load_authored_scenario
from game.cli.parser import suggest_name
from game.cli.terminal import print_json
from game.content.compiler import LoadedScenario
from game.locales import _, current_language, ngettext
from game.narration.sentences import tell_events
from game.narration.voice import Voice
from game.plain.page import PlainPage
from game.playthrough.saves.journal import NotSavedError
from game.playthrough.saves.saved_game import Game, choose_save_path
from game.playthrough.session import Session

PLAYS = 600


def declare_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `tandem explore`."""
    parser.add_argument("scenario", metavar="PATH", help=_("a crisis: its folder, its file, or its id on the shelf"))
    parser.add_argument("--plays", type=int, default=PLAYS, metavar="N", help=_("how many plays to try at most"))
    parser.add_argument(
        "--replay",
        metavar="NAME",
        help=_("walk the way to a scene, an option (scene.option) or an ending, and tell it"),
    )
    parser.add_argument(
        "--save", action="store_true", help=_("with --replay: keep that play, to go on from where it leads")
    )
    parser.add_argument("--format", choices=["text", "json"], default="text", help=_("how to print it"))
    parser.set_defaults(run=print_exploration)


def print_exploration(arguments: argparse.Namespace) -> int:
    """Print what is known of every scene, option and ending; return 1 if one of them can never be reached."""
    if arguments.plays < 1:
        raise UsageError(_("--plays must be 1 or more"))
    if arguments.save and arguments.replay is None:
        raise UsageError(_("--save goes with --replay NAME"))
    loaded = load_authored_scenario(arguments.scenario)
    explored = explore_scenario(loaded.scenario, arguments.plays)
    if arguments.replay is not None:
        return _print_replay(loaded, explored, arguments)
    if arguments.format == "json":
        print_json({"findings": [_build_finding_document(one) for one in explored.findings], **_count_tried(explored)})
    else:
        sys.stdout.write("\n".join((*_render_findings(explored), "", _render_summary(explored))) + "\n")
    return 1 if any(one.status == "impossible" for one in explored.findings) else 0


def _render_findings(explored: ExplorationResult) -> Iterator[str]:
    """Yield the findings, those that need action first: what is out of reach, then what is not proven."""
    order = ("impossible", "open", "reached")
    for one in sorted(explored.findings, key=lambda found: order.index(found.status)):
        kind, name = one.target
        yield f"{kind} {name}: {_render_finding(one, explored)}"


def _render_finding(one: TargetFinding, explored: ExplorationResult) -> str:
    if one.path:
        answers = ngettext("{n} answer", "{n} answers", len(one.path.steps))
        if one.shortest:
            return _("reached in {answers}, no way is shorter", answers=answers)
        return _("reached in {answers}, the shortest way found; none has fewer than {n}", answers=answers, n=one.least)
    if one.proof:
        return _("can never be reached: {why}", why=one.proof)
    tried = _("not found, not proven: {plays} plays, {steps} answers, {cells} moments", **_count_tried(explored))
    return tried + (". " + _("To be met: {conditions}", conditions=one.doubts) if one.doubts else "")


def _render_summary(explored: ExplorationResult) -> str:
    known = Counter(one.status for one in explored.findings)
    return _(
        "{all} looked for: {reached} reached ({shortest} by a shortest way), {closed} out of reach, {open} not proven.",
        all=len(explored.findings),
        reached=known["reached"],
        shortest=sum(one.shortest for one in explored.findings),
        closed=known["impossible"],
        open=known["open"],
    )


def _count_tried(explored: ExplorationResult) -> dict[str, int]:
    return {"plays": explored.plays, "steps": explored.steps, "cells": explored.cells}


def _build_finding_document(one: TargetFinding) -> dict[str, object]:
    kind, name = one.target
    return {
        "kind": kind,
        "name": name,
        "status": one.status,
        "proof": one.proof,
        "doubts": one.doubts,
        "least": one.least,
        "way": _build_path_document(one.path) if one.path else None,
    }


def _build_path_document(path: AnswerPath) -> dict[str, object]:
    answers = [
        {"scene": step.scene, "chair": step.chair, "kind": step.kind, "answer": dict(step.answer)}
        for step in path.steps
    ]
    return {"seed": path.seed, "answers": answers}


def _print_replay(loaded: LoadedScenario, explored: ExplorationResult, arguments: argparse.Namespace) -> int:
    """Replay a path by the rules, and print its answers and what each led to."""
    name = arguments.replay
    found = {one.target[1]: one for one in explored.findings}
    if name not in found:
        raise UsageError(
            _("there is no scene, option or ending {name}", name=repr(name)) + suggest_name(name, list(found))
        )
    one = found[name]
    if one.path is None:
        raise ProblemsError(f"{name}: {_render_finding(one, explored)}")
    session = _play_path(loaded, one.path, silent=arguments.format == "json")
    if arguments.format == "json":
        print_json(_build_path_document(one.path))
    else:
        sys.stdout.write(f"\n{one.target[0]} {name}: {_render_finding(one, explored)}\n")
    if arguments.save:
        _save_play(loaded, session)
    return 0


def _play_path(loaded: LoadedScenario, path: AnswerPath, silent: bool) -> Session:
    """Play a path as a game of two people, and print it as an onlooker sees it."""
    session = begin_pair_session(loaded, path, current_language())
    page, voice = PlainPage(sys.stdout, terminal.measure_line_width()), Voice.by_name(session)
    rows = iter(session.history.by_answer)
    if not silent:
        page.write(_("With seed {n}:", n=path.seed))
        page.write_all(tell_events(voice, next(rows)))
    for step in replay_path(session, path):
        if not silent:
            page.write("", _render_answer(step), "")
            page.write_all(tell_events(voice, session.history.by_answer[-1]))
    return session


def _render_answer(step: PathAnswer) -> str:
    given = ", ".join(_render_value(value) for value in step.answer.values())
    return f"> {step.scene}: {step.chair.upper()} {step.kind} {given}"


def _render_value(value: object) -> str:
    if isinstance(value, list | tuple):
        return " ".join(map(str, value)) or "-"
    return str(value)


def _save_play(loaded: LoadedScenario, session: Session) -> None:
    """Save a game that was played."""
    game = Game(loaded, session, choose_save_path(loaded, None))
    try:
        game.save()
    except NotSavedError as error:
        raise ProblemsError(_("the play cannot be saved: {why}", why=error)) from None
    finally:
        game.close()
    assert game.path is not None
    sys.stderr.write(_("Play on from there: tandem continue {save}", save=game.path.stem) + "\n")
