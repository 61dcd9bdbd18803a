"""Solo play: one person in one chair, the simulated partner or earlier answers in the other.

The page of solo play, and which pages follow an answer: what it led to (`steps.build_reading_steps`), then the
current question.
"""

from collections.abc import Callable
from typing import ClassVar, Final

from textual.binding import BindingType

from game.playthrough.prompts import Prompt
from game.tui.actions import bind
from game.tui.play.page import PlayPage
from game.tui.play.question_steps import (
    AnswerStep,
    DecideStep,
    LookBackPromptStep,
    SayStep,
    find_first_exposed_fact,
)
from game.tui.play.reader import ChairReader
from game.tui.play.reveal_steps import RevealStep
from game.tui.play.steps import (
    GameOverStep,
    GhostNoticeStep,
    PlayStep,
    SeatChangeNoticeStep,
    build_reading_steps,
)

SOLO_KEYS: Final = (
    "lean", "answer", "change", "guess", "fact", "say", "take_back", "commit", "keep", "confirm", "turn", "why",
    "up", "down",
)  # fmt: skip
"""The keys of the steps of one person."""


class SoloPlayPage(PlayPage, inherit_bindings=False):
    """A game of one person on the screen."""

    CSS_PATH = "play.tcss"
    STEP_KEYS: ClassVar[tuple[str, ...]] = SOLO_KEYS
    BINDINGS: ClassVar[list[BindingType]] = bind(
        *SOLO_KEYS, "scroll_up", "scroll_down", "page_back", "log", "company", "seats", "menu"
    )

    def _build_first_steps(self) -> list[PlayStep]:
        return build_first_page_sequence(self.reader, self.is_explanation_due())

    def _build_steps(self) -> list[PlayStep]:
        return build_page_sequence(self.reader, self.is_explanation_due())


# -- the pages that follow an answer -------------------------------------------------------------------------

_ANSWERS: Final[dict[str, Callable[[ChairReader, Prompt], PlayStep]]] = {
    "pledge": AnswerStep,
    "still": AnswerStep,
    "coffee": AnswerStep,
    "stay": AnswerStep,
    "resolve": AnswerStep,
    "sit": AnswerStep,
    "say": SayStep,
    "sit_say": SayStep,
}


def build_first_page_sequence(reader: ChairReader, explain: bool) -> list[PlayStep]:
    """Return the pages as one person sits down: first who sits opposite, where that is not as usual."""
    session = reader.session
    left_alone = session.secret and not session.pair
    opposite_ghost = session.setup.ghost is not None and not session.records
    return [
        *([SeatChangeNoticeStep(reader)] if left_alone else []),
        *([GhostNoticeStep(reader)] if opposite_ghost else []),
        *build_page_sequence(reader, explain),
    ]


def build_page_sequence(reader: ChairReader, explain: bool) -> list[PlayStep]:
    """Return the pages that lead to the current question, which comes last; `explain`: whether to explain dots."""
    return [*build_reading_steps(reader), *_build_look_back_prompt(reader), _build_question_step(reader, explain)]


def _build_look_back_prompt(reader: ChairReader) -> list[PlayStep]:
    """For a learner, once: what was kept has come out. Two people look back at the end only."""
    session = reader.session
    if session.secret:
        return []
    fact = (
        find_first_exposed_fact(reader) if session.setup.difficulty == "learner" and session.prompt is not None else ""
    )
    return [LookBackPromptStep(reader, fact)] if fact else []


def _build_question_step(reader: ChairReader, explain: bool) -> PlayStep:
    prompt = reader.session.prompt
    if prompt is None:
        return GameOverStep(reader)
    if prompt.kind in _ANSWERS:
        return _ANSWERS[prompt.kind](reader, prompt)
    if prompt.kind == "final" and prompt.joint:
        return RevealStep(reader, prompt)
    return DecideStep(reader, prompt, explain)
