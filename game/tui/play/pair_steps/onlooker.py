"""The game as both read it together: everybody by name, nobody is "you"."""

from typing import TYPE_CHECKING

from game.engine.stocks import CHAIRS, Chair
from game.locales import _, vocabulary
from game.playthrough.pair import list_player_names
from game.playthrough.visibility import BETWEEN
from game.tui.play.steps.reader import ChairReader

if TYPE_CHECKING:
    from game.playthrough.session import Session


class PairReader(ChairReader):
    """A session seen from no chair."""

    def __init__(self, session: "Session") -> None:
        super().__init__(session, CHAIRS[0])

    def is_mine(self, chair: str) -> bool:  # noqa: ARG002 -- nobody who reads this sits anywhere
        """Whoever reads sits in no chair."""
        return False

    def render_speaker(self, chair: Chair) -> str:
        """Return a name."""
        return self.render_name(chair)

    def render_outcome(self, name: str) -> str:
        """Return what an option touches, by name."""
        if name == BETWEEN:
            return _("{one} and {two}", one=self.render_name("ceo"), two=self.render_name("cto"))
        return vocabulary.name_outcome(name)

    def render_both_names(self) -> str:
        """Return both names."""
        return _("{one} and {two}", one=self.render_name("ceo"), two=self.render_name("cto"))

    def render_player(self, chair: Chair) -> str:
        """Return who is spoken to: the person in the chair where a name was given, else the chair's own name."""
        return list_player_names(self.session)[chair]
