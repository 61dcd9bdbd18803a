"""The crises on the shelves, and how a game of one begins: new, from a save, or again from another side."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from game.content.compiler import LoadedScenario, ScenarioError, load_scenario
from game.content.markup import TextSpan, parse_spans
from game.content.safe_input import render_path
from game.engine.stocks import CHAIRS, Chair
from game.locales import _, current_language
from game.playthrough.record import DivergedError
from game.playthrough.saves import SaveSummary, journal, saved_game
from game.playthrough.saves.journal import JournalError
from game.playthrough.saves.saved_game import Game
from game.playthrough.session import Session, build_ghost_setup
from game.playthrough.setup import Difficulty, SeatKind, Setup, build_swapped_setup
from game.tui.app_services import AppServices, NotPossibleError
from game.tui.library.offers import CrisisOffer, list_heads, list_offers
from game.tui.toolkit.page import Page

FIRST: Final = "launch-day-red"
"""The crisis of a first run."""


class LoadedCrisis:
    """A crisis that was loaded, as the pages before play read it."""

    def __init__(self, loaded: LoadedScenario) -> None:
        self.loaded = loaded
        self.scenario = loaded.scenario

    def build_spans(self, path: str) -> tuple[TextSpan, ...]:
        """Return a text in the player's language with the names of its people in place."""
        texts = self.loaded.texts
        names = {who: texts.get(f"cast.{who}.name", current_language()) for who in self.scenario.cast}
        return parse_spans(texts.get(path, current_language()), names)


def load_crisis(offer: CrisisOffer) -> LoadedCrisis:
    """Load a crisis; NotPossibleError with the first reason where it cannot be played."""
    try:
        return LoadedCrisis(load_scenario(offer.head.folder))
    except ScenarioError as error:
        raise NotPossibleError(str(error).splitlines()[0]) from error


def find_first_crisis(services: AppServices) -> LoadedCrisis | None:
    """Return the crisis for a first run: the launch day, else the first that can be played."""
    offers = sorted(list_offers(services), key=lambda offer: offer.head.id != FIRST)
    for offer in offers:
        with suppress(NotPossibleError):
            return load_crisis(offer)
    return None


def find_scenario_folders(services: AppServices, scenario: str) -> list[Path]:
    """Return the folders of the crises on the shelves that have an id."""
    return [head.folder for head in list_heads(services) if head.id == scenario]


def start_solo_game(services: AppServices, crisis: LoadedCrisis, chair: Chair, difficulty: Difficulty) -> Game:
    """Sit down to a new game."""
    seats: dict[Chair, SeatKind] = {place: "human" if place == chair else "partner" for place in CHAIRS}
    setup = Setup(seats, saved_game.generate_seed(), language=current_language(), difficulty=difficulty)
    return saved_game.start_game(crisis.loaded, setup, services.folder)


def start_pair_game(
    services: AppServices,
    crisis: LoadedCrisis,
    players: Mapping[Chair, str],
    difficulty: Difficulty,
    *,
    seed: int | None = None,
    playthrough: int = 0,
) -> Game:
    """Sit two people down to a new game; `players` are their names by chair, where they gave any."""
    seats: dict[Chair, SeatKind] = dict.fromkeys(CHAIRS, "human")
    number = saved_game.generate_seed() if seed is None else seed
    setup = Setup(seats, number, playthrough, current_language(), difficulty, dict(players))
    return saved_game.start_game(crisis.loaded, setup, services.folder)


def resume_game(save: SaveSummary) -> Game:
    """Sit down to a saved game; NotPossibleError with the reason where that cannot be."""
    try:
        return saved_game.resume_game(save.path)
    except JournalError as error:
        raise NotPossibleError(
            error.describe_with_line()
        ) from error  # without its place, which would not fit on one line
    except (DivergedError, ScenarioError) as error:
        raise NotPossibleError(str(error).splitlines()[0]) from error


def load_session(save: SaveSummary) -> Session:
    """Return a save's play without sitting down to it; NotPossibleError with the reason where that cannot be."""
    try:
        return saved_game.load_session(save.path)
    except (JournalError, DivergedError, ScenarioError) as error:
        raise NotPossibleError(str(error).splitlines()[0]) from error


def start_replay(services: AppServices, path: Path, way: str) -> Game:
    """Sit down to the same play from another side: `swap`, or the chair taken opposite the answers in a save."""
    try:
        contents = journal.load_journal(path)
        loaded = saved_game.load_scenario_copy(path, contents)
        session = saved_game.replay_journal(contents, loaded)
    except (JournalError, DivergedError, ScenarioError) as error:
        raise NotPossibleError(str(error).splitlines()[0]) from error
    if session.secret:
        raise NotPossibleError(_("two people still play this save; its answers are theirs until the end"))
    setup = (
        build_swapped_setup(session.setup)
        if way == "swap"
        else build_ghost_setup(session, _parse_chair(way), render_path(path.stem))
    )
    return saved_game.start_game(loaded, replace(setup, language=current_language()), services.folder)


def _parse_chair(name: str) -> Chair:
    return next(chair for chair in CHAIRS if chair == name)


def open_game(page: Page[Any], start: Callable[[], Game]) -> None:
    """Start or resume a game and open its page; what prevents it is told on the bottom line."""
    if page.is_current:
        page.work_beside_screen(start, lambda game: show_game(page, game))


def show_game(page: Page[Any], game: Game) -> None:
    """Open the page of a game, unless the page it was asked for on is gone."""
    if page.is_current:
        page.app.push_screen(page.tandem.pages.build_game_page(game))
    else:
        game.close()
