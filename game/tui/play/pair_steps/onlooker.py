"""The game as both read it together: everybody by name, nobody is "you"."""

from game.engine.stocks import CHAIRS, Chair
from game.narration.voice import Voice
from game.playthrough.session import Session
from game.tui.play.steps.reader import ChairReader


class PairReader(ChairReader):
    """A session seen from no chair."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, CHAIRS[0])

    def choose_voice(self) -> Voice:
        """Return the voice for two who read together."""
        return Voice.to_onlookers(self.session)

    def render_both_names(self) -> str:
        """Return both names."""
        return self.voice.name_both()

    def render_player(self, chair: Chair) -> str:
        """Return who is spoken to: the person in the chair where a name was given, else the chair's own name."""
        return self.session.player_names[chair]
