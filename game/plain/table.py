"""What two people read together line by line: questions put to one by name, the finals of both, how things stand."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Final, TextIO

from game.engine.state import SIT
from game.engine.stocks import CHAIRS, Chair, other
from game.locales import _, words
from game.plain import figures
from game.plain.asking import Answer, MisreadError, Question, declined, shown
from game.plain.teller import Teller
from game.playthrough.prompts import Choice
from game.playthrough.together import Table, keys
from game.playthrough.view import BETWEEN


class TableQuestion(Question):
    """A question that both read and one answers; it speaks of people by name."""

    def lines(self) -> Iterator[str]:
        """Yield the question and what may be answered."""
        yield ""
        yield from TABLE[self.prompt.kind](self)

    def headline(self) -> str:
        """Return the question itself."""
        return next(TABLE[self.prompt.kind](self))

    def cue(self) -> str:
        """Return the short line that the answer is typed behind."""
        return _("{name}'s number:", name=self.teller.name(self.prompt.chair))

    def option(self, choice: Choice) -> str:
        """Return an option with what it touches."""
        if choice.id == SIT:
            return _("Sit down together first.")
        text = self.teller.text(choice.path)
        touched = [f"{self._outcome(hint.outcome)} {words.dots(hint.dots)}" for hint in shown(self.teller, choice)]
        return _("{text} Touches: {outcomes}.", text=text, outcomes="; ".join(touched)) if touched else text

    def _outcome(self, outcome: str) -> str:
        if outcome == BETWEEN:
            return _("Between {ceo} and {cto}", **self.teller.people)
        return words.stock(outcome)


class Finals(TableQuestion):
    """The final picks of both at once: the CEO's keys from the left of the row, the CTO's up to its right end."""

    def __init__(self, question: Question, waiting: tuple[Chair, ...]) -> None:
        super().__init__(question.prompt, question.teller)
        self.waiting = waiting
        self.keys = {chair: keys(chair, len(self.prompt.choices)) for chair in waiting}

    def lines(self) -> Iterator[str]:
        """Yield the question and both rows of keys."""
        yield ""
        yield _scene_ask(self)
        for number, choice in enumerate(self.prompt.choices):
            yield f"{_(' or ').join(row[number] for row in self.keys.values())}: {self.option(choice)}"
        for chair, row in self.keys.items():
            yield _("{name} presses {keys}.", name=self.teller.name(chair), keys=", ".join(row))

    def cue(self) -> str:
        """Return the short line that the keys are typed behind."""
        if len(self.waiting) > 1:
            return _("Three, two, one: both keys, then Enter:")
        return _("{name}'s key, then Enter:", name=self.teller.name(self.waiting[0]))

    def picks(self, line: str) -> Mapping[Chair, str]:
        """Return what each pressed. MisreadError where one did not, or pressed another key."""
        typed = [key for key in line if not key.isspace()]
        found = {chair: [key for key in typed if key in row] for chair, row in self.keys.items()}
        if len(typed) != len(self.waiting) or any(len(pressed) != 1 for pressed in found.values()):
            raise MisreadError(_("One key of each, please; nothing was taken."))
        return {chair: self.prompt.choices[self.keys[chair].index(key)].id for chair, (key,) in found.items()}

    def read(self, line: str) -> Answer:
        """Take the keys for what they are: `picks` reads them."""
        raise NotImplementedError(line)


def _scene_ask(question: Question) -> str:
    scene = question.teller.game.scenario.scenes[question.prompt.scene]
    return question.teller.text(scene.path + ".ask")


def _final(question: TableQuestion) -> Iterator[str]:
    yield _scene_ask(question)
    yield _("{name} decides.", name=question.teller.name(question.prompt.chair))
    yield from question.numbered([question.option(choice) for choice in question.prompt.choices])


def _sit(question: TableQuestion) -> Iterator[str]:
    asked, asking = question.prompt.chair, other(question.prompt.chair)
    names = {"asking": question.teller.name(asking), "asked": question.teller.name(asked)}
    yield _("{asking} asks {asked} to sit down together before anything is decided.", **names)
    yield from question.numbered([_("Yes, sit down."), declined(question)])


def _resolve(question: TableQuestion) -> Iterator[str]:
    owner, name = question.teller.name(question.prompt.owner), question.teller.name(question.prompt.chair)
    yield _("They differ, and {owner} decides. What does {name} do?", owner=owner, name=name)
    yield from question.numbered([words.mode(choice.id, owner) for choice in question.prompt.choices])


def _coffee(question: TableQuestion) -> Iterator[str]:
    name, across = (question.teller.name(chair) for chair in (question.prompt.chair, other(question.prompt.chair)))
    yield _("There is time for one coffee. What does {name} do with it?", name=name)
    yield from question.numbered([words.coffee(choice.id, across) for choice in question.prompt.choices])


TABLE: Final[Mapping[str, Callable[[TableQuestion], Iterator[str]]]] = {
    "final": _final,
    "sit": _sit,
    "resolve": _resolve,
    "coffee": _coffee,
}
"""What is asked in the open of two people."""


def standing(table: Table, teller: Teller) -> Iterator[str]:
    """Yield how things stand, as far as both may see it."""
    yield ""
    yield _("The company, week {week}", week=table.week)
    for figure in table.figures:
        yield figures.line(words.stock(figure.stock), figure)
    said = [f"{path}.told" for chair in CHAIRS for holder, path in table.said if holder == chair]
    yield from figures.listed(_("Both know"), said, teller)
    yield from figures.listed(_("On its way"), list(table.cues), teller)
    yield from figures.listed(_("Promised"), list(table.promises), teller)
    yield _("Times left to sit down together: {n} of {most}.", n=table.tokens, most=table.tokens_most)
    yield ""


@contextmanager
def unseen(source: TextIO) -> Iterator[bool]:
    """Let what is typed not be shown, where a terminal can do that, and tell whether it is so."""
    try:
        import termios
    except ImportError:  # no terminal of that kind on this system
        yield False
        return
    try:
        descriptor = source.fileno()
        before = termios.tcgetattr(descriptor)
    except (termios.error, OSError, ValueError):
        yield False
        return
    hidden = [*before[:3], before[3] & ~termios.ECHO, *before[4:]]
    try:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, hidden)
        yield True
    finally:
        with suppress(termios.error):
            termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
