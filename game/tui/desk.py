"""What the screens need from outside: the shelf, the saves, and a game at the table.

Loading a crisis and playing one need the heavy parts of the program; they are imported where they are first used,
so that the home page needs none of them.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from game.engine.stocks import CHAIRS, Chair
from game.locales import _, language

if TYPE_CHECKING:
    from game.content.compiler import Loaded
    from game.content.markup import Span
    from game.content.shelf import Shelved
    from game.playthrough.library import Game
    from game.playthrough.prompts import Difficulty, SeatKind
    from game.playthrough.saves import Save


FIRST: Final = "launch-day-red"
"""The crisis of a first run."""


class CannotError(Exception):
    """Something that a player asked for cannot be done; the message says why, on one line."""


class Crisis:
    """A crisis that was loaded, as the pages before play read it."""

    def __init__(self, loaded: "Loaded") -> None:
        self.loaded = loaded
        self.scenario = loaded.scenario

    def spans(self, path: str) -> "tuple[Span, ...]":
        """Return a text in the player's language with the names of its people in place."""
        from game.content.markup import spans

        texts = self.loaded.texts
        names = {who: texts.get(f"cast.{who}.name", language()) for who in self.scenario.cast}
        return spans(texts.get(path, language()), names)


@dataclass(frozen=True)
class Offer:
    """A crisis on the shelf, by what its file begins with; which endings were found and which chairs were tried."""

    head: "Shelved"
    found: frozenset[str] = frozenset()
    tried: tuple[Chair, ...] = ()

    def spans(self, texts: Mapping[str, str]) -> "tuple[Span, ...]":
        """Return one of its texts in the player's language."""
        from game.content.markup import spans

        return spans(texts.get(language()) or texts.get(self.head.language, ""), {})

    def open(self) -> Crisis:
        """Load it; CannotError with the first reason where it cannot be played."""
        from game.content.compiler import ScenarioError, load

        try:
            return Crisis(load(self.head.folder))
        except ScenarioError as error:
            raise CannotError(str(error).splitlines()[0]) from error


class Desk:
    """The shelf and the saves. `shelves` are folders of crises (else the game's and the player's own)."""

    def __init__(self, shelves: Sequence[Path] | None = None, folder: Path | None = None) -> None:
        self.shelves = shelves
        self.folder = folder

    def offers(self) -> list[Offer]:
        """Return the crises on the shelves."""
        played = self.saves()
        return [_offer(head, played) for head in self._heads()]

    def first(self) -> Crisis | None:
        """Return the crisis for a first run: the launch day, else the first that can be played."""
        offers = sorted(self.offers(), key=lambda offer: offer.head.id != FIRST)
        for offer in offers:
            with suppress(CannotError):
                return offer.open()
        return None

    def _heads(self) -> list["Shelved"]:
        from game.content.shelf import read_head, shelf
        from game.playthrough.saves import saves_folder

        if self.shelves is None:
            return shelf(saves_folder().parent / "my-scenarios")
        places = [file.parent for folder in self.shelves for file in sorted(folder.glob("*/scenario.yaml"))]
        return [head for place in places if (head := read_head(place)) is not None]

    @property
    def place(self) -> Path:
        """The folder of the saves."""
        from game.playthrough.saves import saves_folder

        return self.folder or saves_folder()

    def folder_of(self, scenario: str) -> Path | None:
        """Return the folder of a crisis on the shelves by its id; None where there is none."""
        return next((head.folder for head in self._heads() if head.id == scenario), None)

    def saves(self) -> "tuple[Save, ...]":
        """Return the saves, the newest first; from the journals' own lines, without loading a crisis."""
        from game.playthrough.saves import saves

        return saves(self.place)

    def start(self, crisis: Crisis, chair: Chair, difficulty: "Difficulty") -> "Game":
        """Sit down to a new game."""
        from game.playthrough import library
        from game.playthrough.setup import Setup

        seats: dict[Chair, SeatKind] = {place: "human" if place == chair else "partner" for place in CHAIRS}
        setup = Setup(seats, library.new_seed(), language=language(), difficulty=difficulty)
        return library.start(crisis.loaded, setup, self.folder)

    def resume(self, save: "Save") -> "Game":
        """Sit down to a saved game; CannotError with the reason where that cannot be.

        A game of two shows what both may see only; its pages are those of the plain game so far.
        """
        from game.content.compiler import ScenarioError
        from game.playthrough import library
        from game.playthrough.journal import JournalError
        from game.playthrough.session import DivergedError

        if not save.ending and all(save.seats.get(chair) == "human" for chair in CHAIRS):
            raise CannotError(_("Two people play this one. Line by line: tandem continue {save} --plain", save=save.id))
        try:
            return library.resume(save.path)
        except (JournalError, DivergedError, ScenarioError) as error:
            raise CannotError(str(error).splitlines()[0]) from error

    def delete(self, save: "Save") -> None:
        """Remove a save; CannotError where the folder does not allow it."""
        try:
            save.path.unlink(missing_ok=True)
        except OSError as error:
            raise CannotError(error.strerror or str(error)) from error


def title(save: "Save") -> str:
    """Return a save's title in the player's language; its id where it has none."""
    return save.title.get(language()) or next(iter(save.title.values()), save.id)


def chair_of(save: "Save") -> Chair:
    """Return the chair that a person sat in."""
    return next((chair for chair in CHAIRS if save.seats.get(chair) == "human"), "ceo")


def when(save: "Save") -> str:
    """Return when a save was last written, in the local time."""
    try:
        return datetime.fromisoformat(save.when).astimezone().strftime("%d/%m %H:%M")
    except ValueError:
        return ""


def _offer(head: "Shelved", played: "Sequence[Save]") -> Offer:
    of_it = [save for save in played if save.scenario == head.id]
    found = frozenset(save.ending for save in of_it if save.ending)
    return Offer(head, found, tuple(chair for chair in CHAIRS if any(s.seats.get(chair) == "human" for s in of_it)))
