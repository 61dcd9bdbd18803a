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
from game.locales import _, current_language, vocabulary

if TYPE_CHECKING:
    from game.content.compiler import LoadedScenario
    from game.content.markup import TextSpan
    from game.content.scenario_library import ScenarioSummary
    from game.playthrough.prompts import Difficulty, SeatKind
    from game.playthrough.saves.save_index import SaveSummary
    from game.playthrough.saves.saved_game import Game
    from game.playthrough.session import Session


FIRST: Final = "launch-day-red"
"""The crisis of a first run."""


class NotPossibleError(Exception):
    """Something that a player asked for cannot be done; the message says why, on one line."""


class LoadedCrisis:
    """A crisis that was loaded, as the pages before play read it."""

    def __init__(self, loaded: "LoadedScenario") -> None:
        self.loaded = loaded
        self.scenario = loaded.scenario

    def build_spans(self, path: str) -> "tuple[TextSpan, ...]":
        """Return a text in the player's language with the names of its people in place."""
        from game.content.markup import parse_spans

        texts = self.loaded.texts
        names = {who: texts.get(f"cast.{who}.name", current_language()) for who in self.scenario.cast}
        return parse_spans(texts.get(path, current_language()), names)


@dataclass(frozen=True)
class CrisisOffer:
    """A crisis on the shelf, by what its file begins with; which endings were found and which chairs were tried."""

    head: "ScenarioSummary"
    found: frozenset[str] = frozenset()
    tried: tuple[Chair, ...] = ()

    def build_spans(self, texts: Mapping[str, str]) -> "tuple[TextSpan, ...]":
        """Return one of its texts in the player's language."""
        from game.content.markup import parse_spans

        return parse_spans(texts.get(current_language()) or texts.get(self.head.language, ""), {})

    def load_crisis(self) -> LoadedCrisis:
        """Load it; CannotError with the first reason where it cannot be played."""
        from game.content.compiler import ScenarioError, load_scenario

        try:
            return LoadedCrisis(load_scenario(self.head.folder))
        except ScenarioError as error:
            raise NotPossibleError(str(error).splitlines()[0]) from error


class AppServices:
    """The shelf and the saves. `shelves` are folders of crises (else the game's and the player's own)."""

    def __init__(self, shelves: Sequence[Path] | None = None, folder: Path | None = None) -> None:
        self.shelves = shelves
        self.folder = folder

    def list_offers(self, first: Path | None = None) -> list[CrisisOffer]:
        """Return the crises on the shelves; the one in the folder `first` before them, on a shelf or not."""
        played, heads = self.list_saves(), self._list_heads()
        if first is not None:
            from game.content.scenario_library import load_summary

            wanted = load_summary(first)
            heads = [*filter(None, [wanted]), *(head for head in heads if wanted is None or head.id != wanted.id)]
        return [_build_offer(head, played) for head in heads]

    def find_first_crisis(self) -> LoadedCrisis | None:
        """Return the crisis for a first run: the launch day, else the first that can be played."""
        offers = sorted(self.list_offers(), key=lambda offer: offer.head.id != FIRST)
        for offer in offers:
            with suppress(NotPossibleError):
                return offer.load_crisis()
        return None

    def _list_heads(self) -> list["ScenarioSummary"]:
        from game.content.scenario_library import list_scenarios, load_summary
        from game.playthrough.saves.save_index import locate_own_scenarios

        if self.shelves is None:
            return list_scenarios(locate_own_scenarios())
        places = [file.parent for folder in self.shelves for file in sorted(folder.glob("*/scenario.yaml"))]
        return [head for place in places if (head := load_summary(place)) is not None]

    @property
    def place(self) -> Path:
        """The folder of the saves."""
        from game.playthrough.saves.save_index import locate_saves_folder

        return self.folder or locate_saves_folder()

    def find_scenario_folder(self, scenario: str) -> Path | None:
        """Return the folder of a crisis on the shelves by its id; None where there is none."""
        return next((head.folder for head in self._list_heads() if head.id == scenario), None)

    def list_saves(self) -> "tuple[SaveSummary, ...]":
        """Return the saves, the newest first; from the journals' own lines, without loading a crisis."""
        from game.playthrough.saves.save_index import list_save_summaries

        return list_save_summaries(self.place)

    def start_solo_game(self, crisis: LoadedCrisis, chair: Chair, difficulty: "Difficulty") -> "Game":
        """Sit down to a new game."""
        from game.playthrough.saves import saved_game
        from game.playthrough.setup import Setup

        seats: dict[Chair, SeatKind] = {place: "human" if place == chair else "partner" for place in CHAIRS}
        setup = Setup(seats, saved_game.generate_seed(), language=current_language(), difficulty=difficulty)
        return saved_game.start_game(crisis.loaded, setup, self.folder)

    def start_pair_game(
        self,
        crisis: LoadedCrisis,
        players: Mapping[Chair, str],
        difficulty: "Difficulty",
        seed: int | None = None,
        playthrough: int = 0,
    ) -> "Game":
        """Sit two people down to a new game; `players` are their names by chair, where they gave any."""
        from game.playthrough.saves import saved_game
        from game.playthrough.setup import Setup

        seats: dict[Chair, SeatKind] = dict.fromkeys(CHAIRS, "human")
        number = saved_game.generate_seed() if seed is None else seed
        setup = Setup(seats, number, playthrough, current_language(), difficulty, dict(players))
        return saved_game.start_game(crisis.loaded, setup, self.folder)

    def resume_game(self, save: "SaveSummary") -> "Game":
        """Sit down to a saved game; CannotError with the reason where that cannot be."""
        from game.content.compiler import ScenarioError
        from game.playthrough.saves import saved_game
        from game.playthrough.saves.journal import JournalError
        from game.playthrough.session import DivergedError

        try:
            return saved_game.resume_game(save.path)
        except JournalError as error:
            raise NotPossibleError(
                error.describe_with_line()
            ) from error  # without its place, which would not fit on one line
        except (DivergedError, ScenarioError) as error:
            raise NotPossibleError(str(error).splitlines()[0]) from error

    def load_session(self, save: "SaveSummary") -> "Session":
        """Return a save's play without sitting down to it; CannotError with the reason where that cannot be."""
        from game.content.compiler import ScenarioError
        from game.playthrough.saves import saved_game

        try:
            return saved_game.load_session(save.path)
        except (saved_game.JournalError, saved_game.DivergedError, ScenarioError) as error:
            raise NotPossibleError(str(error).splitlines()[0]) from error

    def start_replay(self, path: Path, way: str) -> "Game":
        """Sit down to the same play from another side: `swap`, or the chair taken opposite the answers in a save."""
        from game.content.compiler import ScenarioError
        from game.playthrough.replay_setup import build_ghost_setup, build_swapped_setup
        from game.playthrough.saves import journal, saved_game, scenario_copy

        try:
            contents = journal.load_journal(path)
            loaded = scenario_copy.load_scenario_copy(path, contents)
            session = saved_game.replay_journal(contents, loaded)
        except (journal.JournalError, saved_game.DivergedError, ScenarioError) as error:
            raise NotPossibleError(str(error).splitlines()[0]) from error
        if session.secret:
            raise NotPossibleError(_("two people still play this save; its answers are theirs until the end"))
        setup = (
            build_swapped_setup(session.setup)
            if way == "swap"
            else build_ghost_setup(session, _parse_chair(way), path.stem)
        )
        return saved_game.start_game(loaded, replace(setup, language=current_language()), self.folder)

    def delete_save(self, save: "SaveSummary") -> None:
        """Remove a save; CannotError where the folder does not allow it."""
        try:
            save.path.unlink(missing_ok=True)
        except OSError as error:
            raise NotPossibleError(error.strerror or str(error)) from error


def render_save_title(save: "SaveSummary") -> str:
    """Return a save's title in the player's language; its id where it has none."""
    return save.title.get(current_language()) or next(iter(save.title.values()), save.id)


def render_save_seats(save: "SaveSummary") -> str:
    """Return who sits where: one person's chair, or both by their names, where they gave any."""
    people = [chair for chair in CHAIRS if save.seats.get(chair) == "human"]
    if len(people) < len(CHAIRS):
        chair = vocabulary.name_chair(people[0] if people else CHAIRS[0])
        return _("as {chair}, opposite earlier answers", chair=chair) if save.ghost else _("as {chair}", chair=chair)
    named = [save.players.get(chair, "") for chair in CHAIRS]
    return _("{one} and {two}", one=named[0], two=named[1]) if all(named) else _("in two")


def _parse_chair(name: str) -> Chair:
    return next(chair for chair in CHAIRS if chair == name)


def render_save_time(save: "SaveSummary") -> str:
    """Return when a save was last written, in the local time."""
    try:
        return datetime.fromisoformat(save.when).astimezone().strftime("%d/%m %H:%M")
    except ValueError:
        return ""


def _build_offer(head: "ScenarioSummary", played: "Sequence[SaveSummary]") -> CrisisOffer:
    of_it = [save for save in played if save.scenario == head.id]
    found = frozenset(save.ending for save in of_it if save.ending)
    return CrisisOffer(
        head, found, tuple(chair for chair in CHAIRS if any(s.seats.get(chair) == "human" for s in of_it))
    )
