"""Who is told a game: somebody in a chair, or an onlooker; and the texts as that reader gets them."""

from collections.abc import Iterator, Mapping
from typing import Protocol

from game.engine.scenario import Scenario
from game.engine.state import State
from game.engine.stocks import CHAIRS, Chair
from game.locales import _
from game.playthrough.epilogue import EpilogueReport
from game.playthrough.setup import Setup


class NarratedGame(Protocol):
    """A game as far as telling it needs: a `Session` is one."""

    @property
    def scenario(self) -> Scenario:
        """The crisis."""

    @property
    def state(self) -> State:
        """All that has happened."""

    @property
    def setup(self) -> Setup:
        """How it was set up."""

    @property
    def epilogue(self) -> EpilogueReport | None:
        """The year after, once play is over."""

    def render_text(self, path: str) -> str:
        """A text in the game's language, names filled."""


class Narrator:
    """Tells a game to a reader: whoever sits in `chair`, or an onlooker where it is None."""

    def __init__(self, game: NarratedGame, chair: Chair | None, scene: str = "") -> None:
        self.game = game
        self.chair = chair
        self.scene = scene

    def render_text(self, path: str) -> str:
        """Return a text without its marks."""
        return self.game.render_text(path)

    def name_person(self, person: str) -> str:
        """Return the name of a person of the cast."""
        return self.render_text(f"cast.{person}.name")

    @property
    def people(self) -> Mapping[str, str]:
        """The two names by chair."""
        return {chair: self.name_person(chair) for chair in CHAIRS}

    @property
    def chairs(self) -> tuple[Chair, ...]:
        """The chairs whose trust is a figure for this reader."""
        return CHAIRS if self.chair is None else (self.chair,)

    def can_see_chair(self, chair: Chair) -> bool:
        """Whether the private parts of a chair are for this reader."""
        return self.chair is None or self.chair == chair

    def render_option(self, scene: str, option: str) -> str:
        """Return the text of an option; sitting together is one wherever it may be picked."""
        if option == "sit":
            return _("sit down together first")
        return self.render_text(f"scenes.{scene}.options.{option}.text")

    def render_private_lines(self, lines: Mapping[Chair, tuple[str, ...]]) -> Iterator[str]:
        """Yield what only one chair reads, where this reader may."""
        for chair, paths in lines.items():
            if self.can_see_chair(chair):
                for path in paths:
                    yield self.render_private_line(chair, self.render_text(path))

    def render_private_line(self, chair: Chair, text: str) -> str:
        """Return a line that one chair has to itself."""
        if self.chair == chair:
            return _("To you alone: {text}", text=text)
        return _("To {name} alone: {text}", name=self.name_person(chair), text=text)
