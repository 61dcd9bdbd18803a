"""Whether a save still leads where it led: with the crisis as it was stored, or with one that was edited since."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from game.content.checker import list_scenario_files
from game.content.compiler import LoadedScenario
from game.content.compiler import load_scenario as load_crisis
from game.content.diagnostic import ScenarioError
from game.content.scenario_library import load_summary
from game.locales import _, vocabulary
from game.playthrough.record import DivergedError
from game.playthrough.saves import journal, list_save_summaries, saved_game
from game.playthrough.saves.journal import JournalContents, JournalError

Outcome = Literal["same", "moved", "refused"]


@dataclass(frozen=True, slots=True)
class SaveVerdict:
    """What became of one save.

    Attributes:
        path: the save.
        outcome: `same`: every answer can be followed to the same states; `moved`: it parts after `followed` answers;
            `refused`: it is damaged, too new, of another crisis, or its crisis cannot be played.
        answers: how many answers the save holds; 0 where it cannot be read.
        followed: how many of them can be followed.
        chair: who gives the answer at which they part, `kind` and `scene` which question it is; '' where none is.
        why: the reason; '' where all is the same.
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
    """Return the crises that a path means, by id: a file, a folder of one, or a folder of many."""
    found: dict[str, LoadedScenario | ScenarioError] = {}
    for file in list_scenario_files(path):
        try:
            loaded = load_crisis(file)
            found[loaded.scenario.id] = loaded
        except ScenarioError as error:
            head = load_summary(file.parent)
            found[head.id if head else file.parent.name] = error
    return found


def verify_all_saves(folder: Path | None = None, against: Path | None = None) -> tuple[SaveVerdict, ...]:
    """Return the verdict on every save of a folder, the newest first; `against` as in `load_scenarios_at`."""
    crises = load_scenarios_at(against) if against else None
    return tuple(verify_save(save.path, crises) for save in list_save_summaries(folder))


def verify_save(path: Path, crises: "Mapping[str, LoadedScenario | ScenarioError] | None" = None) -> SaveVerdict:
    """Return the verdict on one save: with its stored crisis, or with the one of its id among `crises`."""
    contents = None
    try:
        contents = journal.load_journal(path)
        loaded = (
            saved_game.load_scenario_copy(path, contents)
            if crises is None
            else _select_edited_scenario(path, contents, crises)
        )
        return _follow_save(path, contents, loaded)
    except JournalError as error:
        return SaveVerdict(path, "refused", len(contents.records) if contents else 0, why=error.describe_with_line())


def _select_edited_scenario(
    path: Path, contents: JournalContents, crises: "Mapping[str, LoadedScenario | ScenarioError]"
) -> LoadedScenario:
    scenario = contents.header["scenario"]
    match crises.get(scenario):
        case None:
            raise JournalError(path, _("this save is of another crisis: {id}", id=scenario))
        case ScenarioError() as error:
            raise JournalError(path, _("the edited crisis cannot be played: {why}", why=error.diagnostics[0]))
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
    """Return at which answer a save and a crisis part, and why."""
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
