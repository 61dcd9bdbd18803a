"""`tandem preview`: a crisis in the game while it is being written, updated after every save of its files."""

import argparse
import os
from pathlib import Path

from game.cli import terminal
from game.cli.check import stamp_files
from game.cli.errors import UsageError
from game.cli.lookup import locate_scenario
from game.cli.parser import suggest_name
from game.cli.screen import QuietApp, run_app
from game.content.checker import SOURCE
from game.content.compiler import LoadedScenario, load_manuscript
from game.content.safe_input import parse_whole_number
from game.engine.conditions import NUMBERS
from game.engine.start_midway import Premise, find_number_range, list_flags, list_unknown_names
from game.engine.stocks import Chair
from game.locales import LANGUAGES, _
from game.preview.trial import FileWatch, Trial
from game.tui.preview.app import PreviewApp

MANY = "append"


class QuietPreviewApp(QuietApp, PreviewApp):
    """The preview, keeping an error for the command line."""


def declare_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `tandem preview`."""
    parser.add_argument("scenario", metavar="PATH", help=_("a crisis: its folder, its file, or its id on the shelf"))
    parser.add_argument("--as", dest="chair", choices=["ceo", "cto"], default="ceo", help=_("the chair you begin in"))
    parser.add_argument("--seed", type=int, default=1, metavar="N", help=_("the same seed gives the same luck"))
    parser.add_argument("--at", metavar="SCENE", help=_("begin at this scene; what came before is assumed"))
    parser.add_argument("--set", action=MANY, default=[], metavar="NAME=VALUE", help=_("assume a figure, or a draw"))
    parser.add_argument("--flag", action=MANY, default=[], metavar="NAME", help=_("assume that a flag was raised"))
    parser.add_argument("--knows", action=MANY, default=[], metavar="CHAIR:FACT", help=_("assume a chair knows a fact"))
    parser.add_argument("--chose", action=MANY, default=[], metavar="SCENE.OPTION", help=_("assume a decision"))
    parser.add_argument("--lang", choices=list(LANGUAGES), help=_("the language"))
    parser.set_defaults(run=preview_crisis)


def preview_crisis(arguments: argparse.Namespace) -> int:
    """Run the preview."""
    path = _locate_manuscript(arguments.scenario)
    if not terminal.can_show_full_screen():
        raise UsageError(_("the preview needs a terminal; tandem check {path} --watch does without", path=path))
    watch = FileWatch(lambda: stamp_files([path]))
    return open_preview(_build_trial(path, arguments), watch, arguments.lang)


def open_preview(trial: Trial, watch: FileWatch, wanted: str | None) -> int:
    """Run the preview of a trial, watching its files; return the exit code."""
    return run_app(QuietPreviewApp(trial, watch), wanted)


def _locate_manuscript(name: str) -> Path:
    found = Path(name) if os.path.exists(name) else locate_scenario(name)  # noqa: PTH110 -- Path.exists raises on long names
    if found.is_dir() and not (found / SOURCE).exists():
        raise UsageError(_("there is no {file} in {path}", file=SOURCE, path=found))
    return found


def _build_trial(path: Path, arguments: argparse.Namespace) -> Trial:
    found = load_manuscript(path)
    premise = _parse_premise(arguments, found.loaded)
    trial = Trial(path, arguments.chair, arguments.seed, premise)
    trial.apply_manuscript(found)
    return trial


def _parse_premise(arguments: argparse.Namespace, loaded: LoadedScenario | None) -> Premise | None:
    """Return what is assumed, None if nothing is; UsageError for what the crisis does not have."""
    if not (arguments.at or arguments.set or arguments.flag or arguments.knows or arguments.chose):
        return None
    if not arguments.at and loaded is None:
        raise UsageError(_("name the scene with --at: the crisis cannot be read yet"))
    scene = arguments.at or (loaded.scenario.first_scene.id if loaded else "")
    figures = [_split_pair("--set", word, "=") for word in arguments.set]
    premise = Premise(
        scene,
        {name: _parse_figure(name, value) for name, value in figures if not name.startswith("draw.")},
        frozenset(arguments.flag),
        frozenset(_parse_known_fact(word) for word in arguments.knows),
        dict(_split_pair("--chose", word, ".") for word in arguments.chose),
        {name.removeprefix("draw."): value for name, value in figures if name.startswith("draw.")},
    )
    for kind, name in list_unknown_names(loaded.scenario, premise) if loaded else ():
        raise UsageError(_render_unknown_name(loaded, kind, name))
    return premise


def _split_pair(flag: str, word: str, between: str) -> tuple[str, str]:
    name, found, value = word.rpartition(between) if between == "." else word.partition(between)
    if not (name and found and value):
        form = {"=": "NAME=VALUE", ".": "SCENE.OPTION", ":": "CHAIR:FACT"}[between]
        raise UsageError(_("{flag} takes {form}, not {word}", flag=flag, form=form, word=repr(word)))
    return name, value


def _parse_figure(name: str, value: str) -> int:
    within = find_number_range(name)
    if within is None:
        raise UsageError(_("there is no figure {name}", name=repr(name)) + suggest_name(name, list(NUMBERS)))
    digits = parse_whole_number(value.removeprefix("-"))
    number = within[0] - 1 if digits is None else -digits if value.startswith("-") else digits
    if not within[0] <= number <= within[1]:
        low, high = within
        raise UsageError(_("{name} is a whole number from {low} to {high}", name=name, low=low, high=high))
    return number


def _parse_known_fact(word: str) -> tuple[Chair, str]:
    chair, fact = _split_pair("--knows", word, ":")
    if chair not in ("ceo", "cto"):
        raise UsageError(_("{flag} takes {form}, not {word}", flag="--knows", form="CHAIR:FACT", word=repr(word)))
    return ("ceo" if chair == "ceo" else "cto"), fact


def _render_unknown_name(loaded: LoadedScenario | None, kind: str, name: str) -> str:
    assert loaded is not None
    scenario = loaded.scenario
    decisions = ((scene.id, scene.decision) for scene in scenario.scenes.values() if scene.decision)
    there = {
        "scene": list(scenario.scenes),
        "flag": list(list_flags(scenario)),
        "fact": list(scenario.facts),
        "option": [f"{scene}.{option.id}" for scene, decision in decisions for option in decision.options],
        "draw": [f"{draw}.{value}" for draw, values in scenario.draw.items() for value in values],
    }
    told = {
        "scene": _("there is no scene {name}", name=repr(name)),
        "flag": _("there is no flag {name}", name=repr(name)),
        "fact": _("there is no fact {name}", name=repr(name)),
        "option": _("there is no option {name}", name=repr(name)),
        "draw": _("nothing is drawn that is called {name}", name=repr(name)),
    }
    return told[kind] + suggest_name(name, there[kind])
