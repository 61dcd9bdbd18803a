"""The game as both read it together: everybody by name, nobody is "you"."""

from typing import TYPE_CHECKING

from game.engine.stocks import CHAIRS, Chair
from game.locales import _, words
from game.playthrough.together import players
from game.playthrough.view import BETWEEN
from game.tui.steps.reader import Reader

if TYPE_CHECKING:
    from game.playthrough.session import Session


class Onlooker(Reader):
    """A session seen from no chair."""

    def __init__(self, session: "Session") -> None:
        super().__init__(session, CHAIRS[0])

    def is_mine(self, chair: str) -> bool:  # noqa: ARG002 -- nobody who reads this sits anywhere
        """Whoever reads sits in no chair."""
        return False

    def who(self, chair: Chair) -> str:
        """Return a name."""
        return self.name(chair)

    def outcome(self, name: str) -> str:
        """Return what an option touches, by name."""
        if name == BETWEEN:
            return _("{one} and {two}", one=self.name("ceo"), two=self.name("cto"))
        return words.outcome(name)

    def both(self) -> str:
        """Return both names."""
        return _("{one} and {two}", one=self.name("ceo"), two=self.name("cto"))

    def player(self, chair: Chair) -> str:
        """Return who is spoken to: the person in the chair where a name was given, else the chair's own name."""
        return players(self.session)[chair]
