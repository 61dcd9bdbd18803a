"""How much of a crisis speaks a language, counted on what a player can reach."""

from collections.abc import Iterator
from dataclasses import dataclass

from game.content.checks.paths import SceneGraph
from game.content.checks.rule import Subject
from game.content.outline import Wording
from game.content.translations import Catalogue, Status
from game.content.yaml.positions import Path
from game.engine.conditions import NUMBERS, judge_condition


@dataclass(frozen=True, slots=True)
class TranslationCoverage:
    """The texts of one language by what became of them; `beyond` counts those that no player can reach."""

    language: str
    reached: int
    open: tuple[tuple[Wording, Status], ...]
    beyond: int

    @property
    def done(self) -> int:
        """How many texts that can be reached are translated."""
        return self.reached - len(self.open)

    def count_with_status(self, status: Status) -> int:
        """Return how many texts that can be reached have a status."""
        return self.done if status == "done" else sum(one == status for _wording, one in self.open)


def compute_coverage(subject: Subject, catalogue: Catalogue) -> TranslationCoverage:
    """Return what is translated; the subject's conditions must have been read (`check_file` does)."""
    closed = tuple(_list_unreachable_paths(subject))
    reached = [wording for wording in subject.wordings if not any(_is_below(wording.at, at) for at in closed)]
    statuses = [(wording, catalogue.compute_status(wording)) for wording in reached]
    waiting = tuple((wording, status) for wording, status in statuses if status != "done")
    return TranslationCoverage(catalogue.language, len(reached), waiting, len(subject.wordings) - len(reached))


def _is_below(at: Path, whole: Path) -> bool:
    return at[: len(whole)] == whole


def _list_unreachable_paths(subject: Subject) -> Iterator[Path]:
    """Yield where nobody comes: scenes that nothing leads to, and whatever has a condition that can never hold."""
    paths = SceneGraph(subject.outline)
    for scene_id, scene in paths.scenes.items():
        if scene_id not in paths.reached:
            yield scene.at
    for condition in subject.outline.conditions:
        guard = subject.guards.get(condition.text)
        never = guard is not None and judge_condition(guard, NUMBERS).holds is False
        if never and condition.at[-1] == "when":
            yield condition.at[:-1]
