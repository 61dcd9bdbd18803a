"""Why a condition holds in a state, or why it does not: each of its parts with the values that it reads now."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from game.engine.guard.tree import Guard, Junction, Not, Scope, Truth, evaluate, names
from game.engine.guard.wording import written

Word = Literal["", "not", "and", "or"]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A condition or a part of one, and what it comes to in a state.

    Attributes:
        text: the part in the condition language.
        holds: whether it holds.
        values: the names that it reads, in the order they are written, with what each stands for now: a whole number,
            or yes or no. Only where it has no parts of its own.
        word: how its parts are joined; '' where there are none.
        parts: the parts.
    """

    text: str
    holds: bool
    values: tuple[tuple[str, int | bool], ...] = ()
    word: Word = ""
    parts: tuple["Explanation", ...] = ()

    def decisive(self) -> Iterator["Explanation"]:
        """Yield the clauses without parts that make it what it is: as long as they stay so, it does.

        Where it fails, each of them has to turn for it to hold; of an `or` that fails, any one of them.
        """
        if not self.parts:
            yield self
            return
        told = (part for part in self.parts if self.word == "not" or part.holds == self.holds)
        for part in told:
            yield from part.decisive()


def explain(guard: Guard, scope: Scope) -> Explanation:
    """Return why a condition holds in a state, or why not; `holds` is what `evaluate` says."""
    return _explained(guard.tree, scope)


def _explained(node: Truth, scope: Scope) -> Explanation:
    match node:
        case Not(of):
            inner = _explained(of, scope)
            return Explanation(written(node), not inner.holds, word="not", parts=(inner,))
        case Junction(word, of):
            parts = tuple(_explained(part, scope) for part in of)
            holds = all(part.holds for part in parts) if word == "and" else any(part.holds for part in parts)
            return Explanation(written(node), holds, word=word, parts=parts)
    text = written(node)
    values = tuple((name, scope.value(name)) for name in sorted(names(node), key=lambda name: _first(text, name)))
    return Explanation(text, evaluate(Guard(text, node), scope), values)


def _first(text: str, name: str) -> int:
    """Return where a name first stands by itself."""
    at = text.find(name)
    while at > 0 and (text[at - 1].isalnum() or text[at - 1] in "_."):
        at = text.find(name, at + 1)
    return at
