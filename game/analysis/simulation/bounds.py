"""What the figures of a crisis are held against: `scenarios/balance.yaml`.

The file stands beside the crises, so that a change in what is asked for can be seen like any other.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Final

from game.analysis.simulation.statistics import Estimate
from game.content.scenario_library import find_pack_folder
from game.content.yaml.reader import load_document

FILE: Final = "balance.yaml"


@dataclass(frozen=True, slots=True)
class Bound:
    """What a figure must not leave: from `least` to `most`, either may be open.

    `asked` is False for one that is measured and told, and not yet asked for.
    """

    least: float | None = None
    most: float | None = None
    asked: bool = True

    def admits(self, estimate: Estimate) -> bool:
        """Tell whether some of a figure's interval lies inside."""
        above = self.least is None or estimate.high >= self.least
        return above and (self.most is None or estimate.low <= self.most)

    def contains(self, value: float) -> bool:
        """Tell whether a value lies inside."""
        return self.admits(Estimate(value, value, value, 0))


class UnreadableBoundsError(Exception):
    """A file of bounds that cannot be read; the message says where and why."""


def find_bound(bounds: Mapping[str, Bound], name: str) -> Bound | None:
    """Return the bound of a measure: that of its own id, else of the first pattern that fits."""
    return bounds.get(name) or next((bound for pattern, bound in bounds.items() if fnmatchcase(name, pattern)), None)


def locate_bounds() -> Path:
    """Return the file of bounds that comes with the game."""
    return find_pack_folder() / FILE


def read_bounds(path: Path) -> dict[str, Bound]:
    """Read the bounds by id or pattern.

    Raises:
        UnreadableBoundsError: if the file is missing, no YAML, or not of this form.
    """
    document, _ = load_document(path)
    if document.problems:
        problem = document.problems[0]
        raise UnreadableBoundsError(f"{problem.place.file}:{problem.place.line}: {problem.message}")
    written, later = document.find_value(("bounds",)), document.find_value(("not_yet",)) or []
    if not isinstance(written, dict) or not isinstance(later, list):
        raise UnreadableBoundsError(f"{path}: 'bounds' must be a group and 'not_yet' a list")
    bounds = {name: _read_bound(path, name, value) for name, value in written.items()}
    # What is named in the list may be one of several that a pattern stands for; so its own bound is added, and first.
    waiting = {name: replace(found, asked=False) for name in later if (found := find_bound(bounds, str(name)))}
    return {**waiting, **{name: bound for name, bound in bounds.items() if name not in waiting}}


def _read_bound(path: Path, name: str, value: Any) -> Bound:
    ends = value if isinstance(value, dict) else {}
    numbers = all(isinstance(end, int | float) and not isinstance(end, bool) for end in ends.values())
    if not ends or not numbers or not set(ends) <= {"least", "most"}:
        raise UnreadableBoundsError(f"{path}: {name}: write {{least: 0.1, most: 0.9}}, or one of the two")
    return Bound(ends.get("least"), ends.get("most"))
