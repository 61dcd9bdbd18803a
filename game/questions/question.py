"""A question as data: its title, its choices, the facts that may be said, and how an answer is put together.

Words come as spans, free of colours and widths. Whatever shows a question marks what the player chose and passes it
to `Question.build_answer`; no front end knows the fields of an answer.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from game.engine.scenario import Cost
from game.engine.state import Confidence
from game.engine.stocks import Chair
from game.narration.lines import Spans, join_text
from game.playthrough.prompts import Prompt

Answer: TypeAlias = Mapping[str, object]

Part = Literal["choice", "confidence", "guess", "facts"]
"""What an answer may consist of."""

YES: Final = "yes"
NO: Final = "no"
"""The choices of a question that is answered yes or no."""

_FIELDS: Final = {"first": "option", "final": "option", "resolve": "mode"}
"""The field of an answer that holds the choice; `what` where a kind is not named."""


@dataclass(frozen=True, slots=True)
class Touch:
    """An outcome that a choice touches: its id, its name in full and in short, and how much, one to three dots."""

    outcome: str
    name: str
    brief: str
    dots: int


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that can be picked.

    Attributes:
        id: what the session calls it.
        text: what it is.
        effect: what it means or costs, in a few words; empty where the text says it all.
        touches: the outcomes it touches, the largest first; none for an expert.
    """

    id: str
    text: Spans
    effect: Spans = ()
    touches: tuple[Touch, ...] = ()


@dataclass(frozen=True, slots=True)
class SayableFact:
    """A fact that can be said now, as its holder reads it: in full, by its label, and what saying it costs."""

    id: str
    text: Spans
    label: Spans
    cost: Cost
    price: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question to one chair.

    Attributes:
        prompt: what the session asks; its token goes back with the answer.
        title: the question itself.
        speaker: the chair whose question it is: the owner of a decision, else whom it is about or who is asked.
        about: the scene's own question, where there is a decision to be made.
        owner: who decides, in a sentence; "" where nothing is decided.
        owner_brief: the same in a few words, to stand beside the title.
        intro: what there is to know first.
        reminder: what the two have pledged and promised, in a few words; "" where nothing is decided or nothing was.
        choices: what can be picked; two of a question that is answered yes or no.
        facts: what can be said.
        mine: the choice that the reader made first, "" where there is none; it can be kept.
        parts: what an answer may consist of.
        help: what to know about this kind of question, as message ids: whoever shows them translates them.
    """

    prompt: Prompt
    title: Spans
    speaker: Chair
    about: Spans = ()
    owner: str = ""
    owner_brief: str = ""
    intro: tuple[Spans, ...] = ()
    reminder: str = ""
    choices: tuple[Choice, ...] = ()
    facts: tuple[SayableFact, ...] = ()
    mine: str = ""
    parts: tuple[Part, ...] = ("choice",)
    help: tuple[str, ...] = ()

    @property
    def headline(self) -> str:
        """The title without its manner."""
        return join_text(self.title)

    def find_choice(self, choice: str) -> int | None:
        """Return the place of a choice, None where it is not on offer."""
        return next((place for place, there in enumerate(self.choices) if there.id == choice), None)

    def build_answer(
        self,
        choice: str = "",
        *,
        confidence: Confidence = "leaning",
        guess: str = "",
        facts: Iterable[str] = (),
    ) -> Answer:
        """Return what the session takes; parts that this kind of question does not have are left out."""
        kind = self.prompt.kind
        if "choice" not in self.parts:
            said = set(facts)
            return {"facts": [fact.id for fact in self.prompt.facts if fact.id in said]}
        if kind == "sit":
            return {"accept": choice == YES}
        answer: dict[str, object] = {_FIELDS.get(kind, "what"): choice}
        if "confidence" in self.parts:
            answer["confidence"] = confidence
        if "guess" in self.parts and guess:
            answer["guess"] = guess
        return answer

    def build_example(self) -> Answer:
        """Return one valid answer: the first choice, with whatever else can be given; facts that cost nothing."""
        if "choice" not in self.parts:
            return self.build_answer(facts=[fact.id for fact in self.facts if fact.cost == "free"])
        first = self.choices[0].id
        return self.build_answer(first, guess=first if "confidence" in self.parts else "")
