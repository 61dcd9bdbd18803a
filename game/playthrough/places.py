"""Where a question stands in a play, so that its answer is found again in another line of play, or after an edit."""

from typing import Final

from game.engine.state import Phase
from game.engine.stocks import Chair
from game.playthrough.prompts import Prompt
from game.playthrough.session import Session

PLEDGES: Final = ("pledge", "still")

Where = tuple[str, int, Phase, Chair]
"""Where a question stands: scene, visit, kind, chair."""
Place = tuple[str, int, Phase, Chair, int]
"""The same, and how often it was asked there before."""


def where_of(session: Session, prompt: Prompt) -> Where:
    """What is asked between two scenes belongs to the visit that follows; a pledge belongs to no scene."""
    if prompt.kind in PLEDGES:
        return "", 0, prompt.kind, prompt.chair
    visit = session.state.visits.get(prompt.scene, 0) + (prompt.kind == "coffee")
    return prompt.scene, visit, prompt.kind, prompt.chair
