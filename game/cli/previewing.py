"""`tandem preview`: a crisis in the game while it is being written, anew after every save of its files."""

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from game.cli import UsageError
from game.locales import LANGUAGES, _

if TYPE_CHECKING:
    from game.content.compiler import Loaded
    from game.engine.premise import Premise
    from game.engine.stocks import Chair
    from game.tui.preview.trial import Trial

MANY = "append"


def declare_preview(preview: argparse.ArgumentParser) -> None:
    """Declare `tandem preview`."""
    preview.add_argument("scenario", metavar="PATH", help=_("a crisis: its folder, its file, or its id on the shelf"))
    preview.add_argument("--as", dest="chair", choices=["ceo", "cto"], default="ceo", help=_("the chair you begin in"))
    preview.add_argument("--seed", type=int, default=1, metavar="N", help=_("the same seed gives the same luck"))
    preview.add_argument("--at", metavar="SCENE", help=_("begin at this scene; what came before is assumed"))
    preview.add_argument("--set", action=MANY, default=[], metavar="NAME=VALUE", help=_("assume a figure, or a draw"))
    preview.add_argument("--flag", action=MANY, default=[], metavar="NAME", help=_("assume that a flag was raised"))
    preview.add_argument(
        "--knows", action=MANY, default=[], metavar="CHAIR:FACT", help=_("assume a chair knows a fact")
    )
    preview.add_argument("--chose", action=MANY, default=[], metavar="SCENE.OPTION", help=_("assume a decision"))
    preview.add_argument("--lang", choices=list(LANGUAGES), help=_("the language"))
    preview.set_defaults(run=preview_crisis)


def preview_crisis(arguments: argparse.Namespace) -> int:
    """Open the preview until it is left."""
    from game.cli import terminal
    from game.cli.screen import open_preview
    from game.cli.watching import stamp
    from game.tui.preview.trial import Watch

    path = _path(arguments.scenario)
    if not terminal.full_screen():
        raise UsageError(_("the preview needs a terminal; tandem check {path} --watch does without", path=path))
    watch = Watch(lambda: stamp([path]))
    return open_preview(_trial(path, arguments), watch, arguments.lang)


def _path(name: str) -> Path:
    from game.cli import crises
    from game.content.examine import SOURCE

    found = Path(name) if os.path.exists(name) else crises.find(name)  # noqa: PTH110 -- Path.exists raises on long names
    if found.is_dir() and not (found / SOURCE).exists():
        raise UsageError(_("there is no {file} in {path}", file=SOURCE, path=found))
    return found


def _trial(path: Path, arguments: argparse.Namespace) -> "Trial":
    from game.content.manuscript import look
    from game.tui.preview.trial import Trial

    found = look(path)
    premise = _premise(arguments, found.loaded)
    trial = Trial(path, arguments.chair, arguments.seed, premise)
    trial.take(found)
    return trial


def _premise(arguments: argparse.Namespace, loaded: "Loaded | None") -> "Premise | None":
    """Return what is assumed; None where nothing is. UsageError for what the crisis does not have."""
    from game.engine.premise import Premise, unknown

    if not (arguments.at or arguments.set or arguments.flag or arguments.knows or arguments.chose):
        return None
    if not arguments.at and loaded is None:
        raise UsageError(_("name the scene with --at: the crisis cannot be read yet"))
    scene = arguments.at or (loaded.scenario.first_scene.id if loaded else "")
    figures = [_pair("--set", word, "=") for word in arguments.set]
    premise = Premise(
        scene,
        {name: _number(name, value) for name, value in figures if not name.startswith("draw.")},
        frozenset(arguments.flag),
        frozenset(_known(word) for word in arguments.knows),
        dict(_pair("--chose", word, ".") for word in arguments.chose),
        {name.removeprefix("draw."): value for name, value in figures if name.startswith("draw.")},
    )
    for kind, name in unknown(loaded.scenario, premise) if loaded else ():
        raise UsageError(_refused(loaded, kind, name))
    return premise


def _pair(flag: str, word: str, between: str) -> tuple[str, str]:
    name, found, value = word.rpartition(between) if between == "." else word.partition(between)
    if not (name and found and value):
        form = {"=": "NAME=VALUE", ".": "SCENE.OPTION", ":": "CHAIR:FACT"}[between]
        raise UsageError(_("{flag} takes {form}, not {word}", flag=flag, form=form, word=repr(word)))
    return name, value


def _number(name: str, value: str) -> int:
    from game.cli.parser import nearest
    from game.engine.guard import NUMBERS
    from game.engine.premise import range_of

    within = range_of(name)
    if within is None:
        raise UsageError(_("there is no figure {name}", name=repr(name)) + nearest(name, list(NUMBERS)))
    try:
        number = int(value)
    except ValueError:
        number = within[0] - 1
    if not within[0] <= number <= within[1]:
        low, high = within
        raise UsageError(_("{name} is a whole number from {low} to {high}", name=name, low=low, high=high))
    return number


def _known(word: str) -> "tuple[Chair, str]":
    chair, fact = _pair("--knows", word, ":")
    if chair not in ("ceo", "cto"):
        raise UsageError(_("{flag} takes {form}, not {word}", flag="--knows", form="CHAIR:FACT", word=repr(word)))
    return ("ceo" if chair == "ceo" else "cto"), fact


def _refused(loaded: "Loaded | None", kind: str, name: str) -> str:
    from game.cli.parser import nearest
    from game.engine.premise import flags_of

    assert loaded is not None
    scenario = loaded.scenario
    decisions = ((scene.id, scene.decision) for scene in scenario.scenes.values() if scene.decision)
    there = {
        "scene": list(scenario.scenes),
        "flag": list(flags_of(scenario)),
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
    return told[kind] + nearest(name, there[kind])


PARSERS = {"preview": declare_preview}
