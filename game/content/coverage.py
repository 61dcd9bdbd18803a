"""How much of a crisis speaks a language, counted on what a player can reach."""

from collections.abc import Iterator
from dataclasses import dataclass

from game.content.catalogue import Catalogue, Status
from game.content.checks.paths import Paths
from game.content.checks.rule import Subject
from game.content.source import Path
from game.content.wording import Wording
from game.engine.guard import NUMBERS, bounds


@dataclass(frozen=True, slots=True)
class Coverage:
    """The texts of one language by what became of them; `beyond` counts those that no player can reach."""

    language: str
    reached: int
    open: tuple[tuple[Wording, Status], ...]
    beyond: int

    @property
    def done(self) -> int:
        """How many texts that can be reached are translated."""
        return self.reached - len(self.open)

    def count(self, status: Status) -> int:
        """Return how many texts that can be reached have a status."""
        return self.done if status == "done" else sum(one == status for _wording, one in self.open)


def coverage(subject: Subject, catalogue: Catalogue) -> Coverage:
    """Return what is translated; the subject's conditions must have been read (`examine` does)."""
    closed = tuple(_closed(subject))
    reached = [wording for wording in subject.wordings if not any(_within(wording.at, at) for at in closed)]
    statuses = [(wording, catalogue.status(wording)) for wording in reached]
    waiting = tuple((wording, status) for wording, status in statuses if status != "done")
    return Coverage(catalogue.language, len(reached), waiting, len(subject.wordings) - len(reached))


def _within(at: Path, whole: Path) -> bool:
    return at[: len(whole)] == whole


def _closed(subject: Subject) -> Iterator[Path]:
    """Yield where nobody comes: scenes that nothing leads to, and whatever has a condition that can never hold."""
    paths = Paths(subject.outline)
    for scene_id, scene in paths.scenes.items():
        if scene_id not in paths.reached:
            yield scene.at
    for condition in subject.outline.conditions:
        guard = subject.guards.get(condition.text)
        never = guard is not None and bounds(guard, NUMBERS).holds is False
        if never and condition.at[-1] == "when":
            yield condition.at[:-1]
