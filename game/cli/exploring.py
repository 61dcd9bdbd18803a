"""`tandem explore`: for each scene, option and ending a way to it, the proof that there is none, or what was tried."""

import argparse
import json
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from game.cli import ProblemsError, UsageError
from game.locales import _

if TYPE_CHECKING:
    from game.analysis.explorer import Explored, Finding, Way
    from game.engine.scenario import Scenario

PLAYS = 600


def declare_explore(explore: argparse.ArgumentParser) -> None:
    """Declare `tandem explore`."""
    explore.add_argument("scenario", metavar="PATH", help=_("a crisis: its folder, its file, or its id on the shelf"))
    explore.add_argument("--plays", type=int, default=PLAYS, metavar="N", help=_("how many plays to try at most"))
    explore.add_argument(
        "--replay",
        metavar="NAME",
        help=_("walk the way to a scene, an option (scene.option) or an ending, and tell it"),
    )
    explore.add_argument("--format", choices=["text", "json"], default="text", help=_("how to print it"))
    explore.set_defaults(run=explore_crisis)


def explore_crisis(arguments: argparse.Namespace) -> int:
    """Print what is known of every scene, option and ending; 1 where one of them can never be reached."""
    from game.analysis.explorer import explore
    from game.cli import authored

    if arguments.plays < 1:
        raise UsageError(_("--plays must be 1 or more"))
    scenario = authored.load(arguments.scenario).scenario
    explored = explore(scenario, arguments.plays)
    if arguments.replay is not None:
        return _replayed(scenario, explored, arguments.replay, arguments.format)
    if arguments.format == "json":
        _dump({"findings": [_document(one) for one in explored.findings], **_tried(explored)})
    else:
        sys.stdout.write("\n".join(_told(explored)) + "\n")
    return 1 if any(one.status == "impossible" for one in explored.findings) else 0


def _told(explored: "Explored") -> Iterator[str]:
    for one in explored.findings:
        kind, name = one.target
        if one.way:
            what = _("reached in {n} answers", n=len(one.way.steps))
        elif one.proof:
            what = _("can never be reached: {why}", why=one.proof)
        else:
            what = _("not found, not proven: {plays} plays, {steps} answers, {cells} moments", **_tried(explored))
        yield f"{kind} {name}: {what}"


def _tried(explored: "Explored") -> dict[str, int]:
    return {"plays": explored.plays, "steps": explored.steps, "cells": explored.cells}


def _document(one: "Finding") -> dict[str, object]:
    kind, name = one.target
    return {
        "kind": kind,
        "name": name,
        "status": one.status,
        "proof": one.proof,
        "way": _way(one.way) if one.way else None,
    }


def _way(way: "Way") -> dict[str, object]:
    answers = [
        {"scene": step.scene, "chair": step.chair, "kind": step.kind, "answer": dict(step.answer)} for step in way.steps
    ]
    return {"seed": way.seed, "answers": answers}


def _dump(document: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=1) + "\n")


def _replayed(scenario: "Scenario", explored: "Explored", name: str, form: str) -> int:
    """Walk a way once more by the rules of play, and tell its answers."""
    from game.analysis.explorer import replay
    from game.cli.parser import nearest

    found = {one.target[1]: one for one in explored.findings}
    if name not in found:
        raise UsageError(_("there is no scene, option or ending {name}", name=repr(name)) + nearest(name, list(found)))
    one = found[name]
    if one.way is None:
        raise ProblemsError(one.proof or _("no way to {name} was found", name=name))
    assert one.target in replay(scenario, one.way)
    if form == "json":
        _dump(_way(one.way))
    else:
        sys.stdout.write("\n".join(_steps(one.way)) + "\n")
    return 0


def _steps(way: "Way") -> Iterator[str]:
    yield f"seed {way.seed}"
    scene = ""
    for step in way.steps:
        if step.scene != scene:
            scene = step.scene
            yield scene
        given = ", ".join(_value(value) for value in step.answer.values())
        yield f"  {step.chair.upper()} {step.kind}: {given}"


def _value(value: object) -> str:
    if isinstance(value, list | tuple):
        return " ".join(map(str, value)) or "-"
    return str(value)


PARSERS = {"explore": declare_explore}
