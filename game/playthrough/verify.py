"""Whether a save still leads where it led: with the crisis as it was stored, or with one that was edited since."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from game.content.compiler import Loaded
from game.content.compiler import load as load_crisis
from game.content.diagnostic import ScenarioError
from game.content.examine import scenario_files
from game.content.shelf import read_head
from game.locales import _, words
from game.playthrough import journal, library, stored
from game.playthrough.journal import Contents, JournalError
from game.playthrough.saves import saves
from game.playthrough.session import DivergedError

Outcome = Literal["same", "moved", "refused"]


@dataclass(frozen=True, slots=True)
class Verdict:
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


def crises_at(path: Path) -> dict[str, "Loaded | ScenarioError"]:
    """Return the crises that a path means, by id: a file, a folder of one, or a folder of many."""
    found: dict[str, Loaded | ScenarioError] = {}
    for file in scenario_files(path):
        try:
            loaded = load_crisis(file)
            found[loaded.scenario.id] = loaded
        except ScenarioError as error:
            head = read_head(file.parent)
            found[head.id if head else file.parent.name] = error
    return found


def verify_all(folder: Path | None = None, against: Path | None = None) -> tuple[Verdict, ...]:
    """Return the verdict on every save of a folder, the newest first; `against` as in `crises_at`."""
    crises = crises_at(against) if against else None
    return tuple(verify(save.path, crises) for save in saves(folder))


def verify(path: Path, crises: "Mapping[str, Loaded | ScenarioError] | None" = None) -> Verdict:
    """Return the verdict on one save: with its stored crisis, or with the one of its id among `crises`."""
    contents = None
    try:
        contents = journal.read(path)
        loaded = stored.load(path, contents) if crises is None else _of(path, contents, crises)
        return _followed(path, contents, loaded)
    except JournalError as error:
        return Verdict(path, "refused", len(contents.records) if contents else 0, why=error.why_and_line())


def _of(path: Path, contents: Contents, crises: "Mapping[str, Loaded | ScenarioError]") -> Loaded:
    scenario = contents.header["scenario"]
    match crises.get(scenario):
        case None:
            raise JournalError(path, _("this save is of another crisis: {id}", id=scenario))
        case ScenarioError() as error:
            raise JournalError(path, _("the edited crisis cannot be played: {why}", why=error.diagnostics[0]))
        case found:
            return found


def _followed(path: Path, contents: Contents, loaded: Loaded) -> Verdict:
    records = contents.records
    scene = str(contents.header.get("scene", ""))
    try:
        library.replay(contents, loaded)
    except DivergedError as error:
        n = error.answers
        if n >= len(records):
            return Verdict(path, "moved", len(records), n, scene=scene, why=str(error))
        move = records[n].move
        scene = records[n - 1].scene if n else scene
        return Verdict(path, "moved", len(records), n, move.chair, move.kind, scene, str(error))
    return Verdict(path, "same", len(records), len(records))


def told(verdict: Verdict) -> str:
    """Return a verdict in a sentence."""
    match verdict.outcome:
        case "same":
            return _("same: all {n} answers lead where they led", n=verdict.answers)
        case "moved":
            return _("moved: {where}", where=parting(verdict))
        case _:
            return _("refused: {why}", why=verdict.why)


def parting(verdict: Verdict) -> str:
    """Return at which answer a save and a crisis part, and why."""
    if not verdict.chair:
        return verdict.why
    return _(
        "they part at answer {n} of {answers} ({chair}, {kind}, scene {scene}): {why}",
        n=verdict.followed + 1,
        answers=verdict.answers,
        chair=words.chair(verdict.chair),
        kind=verdict.kind,
        scene=verdict.scene,
        why=verdict.why,
    )
