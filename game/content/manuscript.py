"""An author's files as they stand on the disk at one look: what can be played of them, and what is wrong."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from game.content.checker import check_file, list_scenario_files
from game.content.checks.rule import Level, Subject
from game.content.compiler import LoadedScenario, load_scenario
from game.content.diagnostic import Diagnostic, ScenarioError, sort_diagnostics
from game.content.outline import Declaration, as_list
from game.content.yaml import positions


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A look at a crisis that is being written.

    Attributes:
        loaded: what can be played; None where it is too broken for that.
        problems: everything that `tandem check` says of it, sorted.
        lines: the lines of the conditions by what they stand at: the path of an option or an ending, or the path of an
            option or a scene with `.then.<number>` for the ways on from there.
    """

    loaded: LoadedScenario | None
    problems: tuple[Diagnostic, ...]
    lines: Mapping[str, int]


def load_manuscript(path: Path, level: Level = "play") -> Manuscript:
    """Read a crisis from its file or its folder, as strictly as asked; whatever is wrong is told, never raised."""
    file = list_scenario_files(path)[0]
    subject, problems = check_file(file, level)
    try:
        return Manuscript(load_scenario(file), tuple(problems), dict(_list_condition_lines(subject)))
    except ScenarioError as error:
        return Manuscript(None, tuple(sort_diagnostics((*problems, *error.diagnostics))), {})


def _list_condition_lines(subject: Subject) -> Iterator[tuple[str, int]]:
    outline = subject.outline
    owners = [(f"scenes.{scene.id}", scene) for scene in outline.scenes]
    owners += [(f"scenes.{option.scene}.options.{option.id}", option) for option in outline.options]
    owners += [(f"endings.{ending.id}", ending) for ending in outline.endings]
    for path, owner in owners:
        for name, at in _list_condition_paths(path, owner):
            if isinstance(subject.document.find_value(at), str):
                yield name, subject.document.locate_value(at).line


def _list_condition_paths(path: str, owner: Declaration) -> Iterator[tuple[str, positions.Path]]:
    yield path, (*owner.at, "when")
    for number, _branch in enumerate(as_list(owner.raw.get("then"))):
        yield f"{path}.then.{number}", (*owner.at, "then", number, "when")
