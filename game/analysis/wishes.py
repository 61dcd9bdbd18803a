"""A path that an author wants to read: options by scene that whoever sits there goes for, where they are on offer."""

from collections.abc import Mapping
from dataclasses import dataclass

from game.engine.scenario import Option
from game.engine.state import SIT
from game.playthrough.prompts import Prompt
from game.playthrough.record import Answer
from game.playthrough.session import Session


@dataclass(frozen=True)
class Wishes:
    """Options by scene: both chairs pick them, and for a synthesis sit down and say what it needs."""

    options: Mapping[str, str]

    def answer(self, session: Session) -> Answer | None:
        """Return the answer to the question of now that leads to what is wished for; None where a habit may answer."""
        prompt = session.prompt
        wanted = None if prompt is None else self.options.get(prompt.scene)
        if prompt is None or wanted is None:
            return None
        return _towards(session.option(prompt.scene, wanted), prompt)


def _towards(option: Option, prompt: Prompt) -> Answer | None:
    offered = {choice.id for choice in prompt.choices}
    match prompt.kind:
        case "first" | "final" if option.id in offered:
            return {"option": option.id}
        case "final" if option.synthesis and SIT in offered:
            return {"option": SIT}
        case "sit" if option.synthesis:
            return {"accept": True}
        case "say" | "sit_say" if option.synthesis:
            return {"facts": [fact.id for fact in prompt.facts if fact.id in option.needs]}
    return None


def missed(session: Session, wishes: Wishes) -> list[str]:
    """Return what was wished for and not done, as `scene.option`, with the scenes that were not played."""
    done = {scene.scene: scene.enacted for scene in session.state.past}
    return [f"{scene}.{option}" for scene, option in wishes.options.items() if done.get(scene) != option]
