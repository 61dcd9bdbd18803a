"""What the screens need from outside: the shelf, the saves, and a game at the table.

Loading a crisis and playing one need the heavy parts of the program; they are imported where they are first used,
so that the home page needs none of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from game.content.markup import Span, plain, spans
from game.engine.scenario import Scenario, Texts
from game.engine.stocks import CHAIRS, Chair
from game.locales import language
from game.playthrough.prompts import Difficulty
from game.playthrough.saves import Save, saves, saves_folder

if TYPE_CHECKING:
    from game.content.compiler import Loaded
    from game.playthrough.library import Game


class CannotError(Exception):
    """Something that a player asked for cannot be done; the message says why, on one line."""


@dataclass(frozen=True)
class Offer:
    """A crisis on the shelf; `problem` says why it cannot be played (then there is nothing but its id)."""

    id: str
    loaded: "Loaded | None" = None
    found: frozenset[str] = frozenset()
    tried: tuple[Chair, ...] = ()
    problem: str = ""

    @property
    def scenario(self) -> Scenario:
        """Its logic; only of an offer without a problem."""
        assert self.loaded is not None
        return self.loaded.scenario

    @property
    def texts(self) -> Texts:
        """Its texts; only of an offer without a problem."""
        assert self.loaded is not None
        return self.loaded.texts

    def spans(self, path: str) -> tuple[Span, ...]:
        """Return a text in the player's language with the names of its people in place."""
        names = {who: self.texts.get(f"cast.{who}.name", language()) for who in self.scenario.cast}
        return spans(self.texts.get(path, language()), names)

    def text(self, path: str) -> str:
        """Return a text without its marks."""
        return plain(self.texts.get(path, language()), {})


class Desk:
    """The shelf and the saves. `shelves` are folders of crises, `folder` the one of the saves."""

    def __init__(self, shelves: Sequence[Path] | None = None, folder: Path | None = None) -> None:
        self.shelves = list(shelves) if shelves is not None else [*default_shelves()]
        self.folder = folder

    def offers(self) -> list[Offer]:
        """Return the crises on the shelves, in the order of their folders' names."""
        played = self.saves()
        return [_offer(path, played) for shelf in self.shelves for path in _crises(shelf)]

    def first(self) -> Offer | None:
        """Return the crisis for a first run: the launch day, else whatever can be played."""
        offers = [offer for offer in self.offers() if offer.loaded is not None]
        return next((offer for offer in offers if offer.id == "launch-day-red"), offers[0] if offers else None)

    def saves(self) -> tuple[Save, ...]:
        """Return the saves, the newest first; from the journals' own lines, without loading a crisis."""
        return saves(self.folder or saves_folder())

    def start(self, offer: Offer, chair: Chair, difficulty: Difficulty) -> "Game":
        """Sit down to a new game; CannotError where the crisis cannot be played."""
        from game.playthrough import library
        from game.playthrough.setup import Setup

        if offer.loaded is None:
            raise CannotError(offer.problem)
        seats: dict[Chair, Any] = {place: "human" if place == chair else "partner" for place in CHAIRS}
        setup = Setup(seats, library.new_seed(), language=language(), difficulty=difficulty)
        return library.start(offer.loaded, setup, self.folder)

    def resume(self, save: Save) -> "Game":
        """Sit down to a saved game; CannotError with the reason where that cannot be."""
        from game.content.compiler import ScenarioError
        from game.playthrough import library
        from game.playthrough.journal import JournalError
        from game.playthrough.session import DivergedError

        try:
            return library.resume(save.path)
        except (JournalError, DivergedError, ScenarioError) as error:
            raise CannotError(str(error).splitlines()[0]) from error

    def delete(self, save: Save) -> None:
        """Remove a save; CannotError where the folder does not allow it."""
        try:
            save.path.unlink(missing_ok=True)
        except OSError as error:
            raise CannotError(error.strerror or str(error)) from error


def default_shelves() -> Iterator[Path]:
    """Yield the folder of the crises that come with the game, then the player's own beside the saves."""
    package = Path(__file__).parents[1]
    inside, checkout = package / "scenarios", package.parent / "scenarios"
    yield inside if inside.is_dir() else checkout
    yield saves_folder().parent / "my-scenarios"


def title(save: Save) -> str:
    """Return a save's title in the player's language; its id where it has none."""
    return save.title.get(language()) or next(iter(save.title.values()), save.id)


def chair_of(save: Save) -> Chair:
    """Return the chair that a person sat in."""
    return next((chair for chair in CHAIRS if save.seats.get(chair) == "human"), "ceo")


def when(save: Save) -> str:
    """Return when a save was last written, in the local time."""
    try:
        return datetime.fromisoformat(save.when).astimezone().strftime("%d/%m %H:%M")
    except ValueError:
        return ""


def _crises(shelf: Path) -> list[Path]:
    if not shelf.is_dir():
        return []
    return sorted(path for path in shelf.iterdir() if (path / "scenario.yaml").is_file())


def _offer(path: Path, played: Sequence[Save]) -> Offer:
    from game.content.compiler import ScenarioError, load

    try:
        loaded = load(path)
    except ScenarioError as error:
        return Offer(path.name, problem=str(error).splitlines()[0])
    of_it = [save for save in played if save.scenario == loaded.scenario.id]
    return Offer(
        loaded.scenario.id,
        loaded,
        found=frozenset(save.ending for save in of_it if save.ending),
        tried=tuple(chair for chair in CHAIRS if any(save.seats.get(chair) == "human" for save in of_it)),
    )
