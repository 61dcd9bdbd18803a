"""A way that was found, walked once more as a game of two people: to be told, and to be saved and played on."""

from collections.abc import Iterator

from game.analysis.shortest import Step, Way
from game.content.compiler import Loaded
from game.playthrough.session import Session
from game.playthrough.setup import Setup


def seated(loaded: Loaded, way: Way, language: str = "") -> Session:
    """Return a game of two people at its beginning, with the luck of a way."""
    speech = language or loaded.scenario.language
    return Session(loaded.scenario, loaded.texts, Setup({"ceo": "human", "cto": "human"}, way.seed, language=speech))


def rehearsed(session: Session, way: Way) -> Iterator[Step]:
    """Give the answers of a way, each as it is asked, and yield each once it is given.

    Raises:
        LookupError: if something else is asked.
        RefusedError: if an answer is not on offer.
    """
    left = list(way.steps)
    while left:
        prompt = session.prompt
        if prompt is None:
            raise LookupError("play is over before the way is")
        step = next((one for one in left if (one.chair, one.kind) == (prompt.chair, prompt.kind)), None)
        if step is None:
            raise LookupError(f"{prompt.chair} is asked {prompt.kind}, and the way has no answer to it")
        session.answer(prompt.token, step.answer)
        left.remove(step)
        yield step
