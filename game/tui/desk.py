"""What the screens need from outside: the shelf, the saves, and a game at the table.

Loading a crisis and playing one need the heavy parts of the program; they are imported where they are first used,
so that the home page needs none of them.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from game.engine.stocks import CHAIRS, Chair
from game.locales import _, language, words

if TYPE_CHECKING:
    from game.content.compiler import Loaded
    from game.content.markup import Span
    from game.content.shelf import Shelved
    from game.playthrough.library import Game
    from game.playthrough.prompts import Difficulty, SeatKind
    from game.playthrough.saves import Save
    from game.playthrough.session import Session


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

    def offers(self, first: Path | None = None) -> list[Offer]:
        """Return the crises on the shelves; the one in the folder `first` before them, on a shelf or not."""
        played, heads = self.saves(), self._heads()
        if first is not None:
            from game.content.shelf import read_head

            wanted = read_head(first)
            heads = [*filter(None, [wanted]), *(head for head in heads if wanted is None or head.id != wanted.id)]
        return [_offer(head, played) for head in heads]

    def first(self) -> Crisis | None:
        """Return the crisis for a first run: the launch day, else the first that can be played."""
        offers = sorted(self.offers(), key=lambda offer: offer.head.id != FIRST)
        for offer in offers:
            with suppress(CannotError):
                return offer.open()
        return None

    def _heads(self) -> list["Shelved"]:
        from game.content.shelf import read_head, shelf
        from game.playthrough.saves import own_folder

        if self.shelves is None:
            return shelf(own_folder())
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

    def start_pair(
        self,
        crisis: Crisis,
        players: Mapping[Chair, str],
        difficulty: "Difficulty",
        seed: int | None = None,
        playthrough: int = 0,
    ) -> "Game":
        """Sit two people down to a new game; `players` are their names by chair, where they gave any."""
        from game.playthrough import library
        from game.playthrough.setup import Setup

        seats: dict[Chair, SeatKind] = dict.fromkeys(CHAIRS, "human")
        number = library.new_seed() if seed is None else seed
        setup = Setup(seats, number, playthrough, language(), difficulty, dict(players))
        return library.start(crisis.loaded, setup, self.folder)

    def resume(self, save: "Save") -> "Game":
        """Sit down to a saved game; CannotError with the reason where that cannot be."""
        from game.content.compiler import ScenarioError
        from game.playthrough import library
        from game.playthrough.journal import JournalError
        from game.playthrough.session import DivergedError

        try:
            return library.resume(save.path)
        except JournalError as error:
            raise CannotError(error.why_and_line()) from error  # without its place, which would not fit on one line
        except (DivergedError, ScenarioError) as error:
            raise CannotError(str(error).splitlines()[0]) from error

    def look(self, save: "Save") -> "Session":
        """Return a save's play without sitting down to it; CannotError with the reason where that cannot be."""
        from game.content.compiler import ScenarioError
        from game.playthrough import library

        try:
            return library.look(save.path)
        except (library.JournalError, library.DivergedError, ScenarioError) as error:
            raise CannotError(str(error).splitlines()[0]) from error

    def again(self, path: Path, way: str) -> "Game":
        """Sit down to the same play from another side: `swap`, or the chair taken opposite the answers in a save."""
        from game.content.compiler import ScenarioError
        from game.playthrough import journal, library, stored
        from game.playthrough.again import haunted, swapped

        try:
            contents = journal.read(path)
            loaded = stored.load(path, contents)
            session = library.replay(contents, loaded)
        except (journal.JournalError, library.DivergedError, ScenarioError) as error:
            raise CannotError(str(error).splitlines()[0]) from error
        if session.secret:
            raise CannotError(_("two people still play this save; its answers are theirs until the end"))
        setup = swapped(session.setup) if way == "swap" else haunted(session, _chair(way), path.stem)
        return library.start(loaded, replace(setup, language=language()), self.folder)

    def delete(self, save: "Save") -> None:
        """Remove a save; CannotError where the folder does not allow it."""
        try:
            save.path.unlink(missing_ok=True)
        except OSError as error:
            raise CannotError(error.strerror or str(error)) from error


def title(save: "Save") -> str:
    """Return a save's title in the player's language; its id where it has none."""
    return save.title.get(language()) or next(iter(save.title.values()), save.id)


def seated(save: "Save") -> str:
    """Return who sits where: one person's chair, or both by their names, where they gave any."""
    people = [chair for chair in CHAIRS if save.seats.get(chair) == "human"]
    if len(people) < len(CHAIRS):
        chair = words.chair(people[0] if people else CHAIRS[0])
        return _("as {chair}, opposite earlier answers", chair=chair) if save.ghost else _("as {chair}", chair=chair)
    named = [save.players.get(chair, "") for chair in CHAIRS]
    return _("{one} and {two}", one=named[0], two=named[1]) if all(named) else _("in two")


def _chair(name: str) -> Chair:
    return next(chair for chair in CHAIRS if chair == name)


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
