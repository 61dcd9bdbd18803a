"""Does a save still lead where it led, in the stored scenario, or in one that was edited since?"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from game.content.checker import list_scenario_files
from game.content.compiler import LoadedScenario, load_scenario
from game.content.diagnostic import ScenarioError
from game.content.scenario_library import load_summary
from game.locales import _, vocabulary
from game.playthrough.record import DivergedError
from game.playthrough.saves import journal, journal_format, list_save_summaries, saved_game
from game.playthrough.saves.journal import JournalContents, JournalError

Outcome = Literal["same", "moved", "refused"]


@dataclass(frozen=True, slots=True)
class SaveVerdict:
    """How one save fared.

    Attributes:
        path: the save.
        outcome: `same`: every answer leads to the recorded state; `moved`: it parts from the scenario after `followed`
            answers; `refused`: it is damaged, too new, played under other rules, of another scenario, or its scenario
            cannot be played.
        answers: how many answers the save holds; 0 where it cannot be read.
        followed: how many of them can be replayed.
        chair: who gave the answer at which they part; '' where none is.
        kind: the kind of the question it answers.
        scene: the scene of that question.
        why: the reason; '' where nothing has changed.
    """

    path: Path
    outcome: Outcome
    answers: int = 0
    followed: int = 0
    chair: str = ""
    kind: str = ""
    scene: str = ""
    why: str = ""


def load_scenarios_at(path: Path) -> dict[str, "LoadedScenario | ScenarioError"]:
    """Return the scenarios that a path names, by id: a file, a folder of one, or a folder of many."""
    found: dict[str, LoadedScenario | ScenarioError] = {}
    for file in list_scenario_files(path):
        try:
            loaded = load_scenario(file)
            found[loaded.scenario.id] = loaded
        except ScenarioError as error:
            head = load_summary(file.parent)
            found[head.id if head else file.parent.name] = error
    return found


def verify_all_saves(folder: Path | None = None, against: Path | None = None) -> tuple[SaveVerdict, ...]:
    """Return the verdict on every save of a folder, newest first; `against` is a path as in `load_scenarios_at`."""
    scenarios = load_scenarios_at(against) if against else None
    return tuple(verify_save(save.path, scenarios) for save in list_save_summaries(folder))


def verify_save(path: Path, scenarios: "Mapping[str, LoadedScenario | ScenarioError] | None" = None) -> SaveVerdict:
    """Return the verdict on one save, in its stored scenario, or in the one of its id among `scenarios`."""
    contents = None
    try:
        contents = journal.load_journal(path)
        journal_format.refuse_other_rules(path, contents)
        loaded = (
            saved_game.load_scenario_copy(path, contents)
            if scenarios is None
            else _select_edited_scenario(path, contents, scenarios)
        )
        return _follow_save(path, contents, loaded)
    except JournalError as error:
        return SaveVerdict(path, "refused", len(contents.records) if contents else 0, why=error.describe_with_line())


def _select_edited_scenario(
    path: Path, contents: JournalContents, scenarios: "Mapping[str, LoadedScenario | ScenarioError]"
) -> LoadedScenario:
    scenario = contents.header["scenario"]
    match scenarios.get(scenario):
        case None:
            raise JournalError(path, _("this save is of another crisis: {id}", id=scenario))
        case ScenarioError() as error:
            raise JournalError(path, _("the edited crisis can't be played: {why}", why=error.diagnostics[0]))
        case found:
            return found


def _follow_save(path: Path, contents: JournalContents, loaded: LoadedScenario) -> SaveVerdict:
    records = contents.records
    scene = str(contents.header.get("scene", ""))
    try:
        saved_game.replay_journal(contents, loaded)
    except DivergedError as error:
        n = error.answers
        if n >= len(records):
            return SaveVerdict(path, "moved", len(records), n, scene=scene, why=str(error))
        move = records[n].move
        scene = records[n - 1].scene if n else scene
        return SaveVerdict(path, "moved", len(records), n, move.chair, move.kind, scene, str(error))
    return SaveVerdict(path, "same", len(records), len(records))


def render_verdict(verdict: SaveVerdict) -> str:
    """Return a verdict in a sentence."""
    match verdict.outcome:
        case "same":
            return _("same: all {n} answers lead where they led", n=verdict.answers)
        case "moved":
            return _("moved: {where}", where=render_divergence(verdict))
        case _:
            return _("refused: {why}", why=verdict.why)


def render_divergence(verdict: SaveVerdict) -> str:
    """Return at which answer a save and a scenario part, and why."""
    if not verdict.chair:
        return verdict.why
    return _(
        "they part at answer {n} of {answers} ({chair}, {kind}, scene {scene}): {why}",
        n=verdict.followed + 1,
        answers=verdict.answers,
        chair=vocabulary.name_chair(verdict.chair),
        kind=verdict.kind,
        scene=verdict.scene,
        why=verdict.why,
    )
