"""The questions to a player: one `Question` for each kind of prompt, in the words of its reader.

The session asks in data (`game.playthrough.prompts.Prompt`): a kind, ids, paths. Here a prompt becomes a question that
can be shown: a title, choices with what they mean and cost, the facts that may be said with their price, who decides,
help. A front end lays a question out, marks what the player chose, and has `Question.build_answer` put the answer
together. The screen, plain mode and JSONL all do so, and none of them adds a word.

Who is asked decides the voice (`game.narration.voice`):

- `Voice.to_chair`: alone with the screen, or of two behind the lock. The question says "you".
- `Voice.to_onlookers`: two people read it together and one answers. The question says who.

Modules, each above the one before:

- `question`: the data, and how an answer is put together.
- `kinds`: what each kind of prompt asks, and the words around the first picks once they are on the table. A new kind
  of prompt is a builder there; a test tells where one is missing.
- `pair`: what two people are asked together, and what each is asked alone, behind the lock.
- `sentences`: a question read aloud, and a typed line as its answer.
"""

from game.questions.kinds import build_question, explain_dots, list_sayable_facts
from game.questions.question import Answer, Choice, Question, SayableFact, Touch

__all__ = [
    "Answer",
    "Choice",
    "Question",
    "SayableFact",
    "Touch",
    "build_question",
    "explain_dots",
    "list_sayable_facts",
]
