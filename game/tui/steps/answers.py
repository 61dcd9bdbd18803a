"""The short questions, each a row of answers: pledge, coffee, what holds the other back, resolution, sitting down."""

from collections.abc import Iterable, Mapping
from typing import Final

from textual.content import Content

from game.engine import events as e
from game.engine.stocks import other
from game.locales import N_, _, words
from game.playthrough.prompts import Prompt
from game.playthrough.together import stands
from game.tui.content import NOTHING, ink, join
from game.tui.steps.guess import Guess
from game.tui.steps.reader import Reader
from game.tui.steps.sheet import Picking, Sheet
from game.tui.steps.telling import recount
from game.tui.widgets.choices import Row
from game.tui.widgets.story import Paragraph


class Answer(Picking):
    """A question with a row an answer. `field` is the answer's name in the journal."""

    field = "what"

    def __init__(self, reader: Reader, prompt: Prompt) -> None:
        super().__init__(reader)
        self.prompt = prompt

    def count(self) -> int:
        """Return how many answers there are."""
        return len(self.prompt.choices)

    def missing(self) -> str:
        """An answer is missing."""
        return _("Mark an answer first: press its digit.") if self.caret is None else ""

    def sheet(self) -> Sheet:
        """Return the page."""
        rows = [
            Row(ink(self.words(choice.id)), self.says(choice.id), self.mark(index))
            for index, choice in enumerate(self.prompt.choices)
        ]
        return Sheet(story=list(self.story()), ask=self.ask(), rows=rows, caret=self.caret, note=self.note())

    def answer(self, prompt: Prompt) -> Mapping[str, object] | None:
        """Answer with the marked row."""
        if prompt.token != self.prompt.token or self.caret is None:
            return None
        return {self.field: prompt.choices[self.caret].id}

    def story(self) -> Iterable[Paragraph]:
        """Yield what stands over the question."""
        return ()

    def ask(self) -> Content:
        """Return the question."""
        raise NotImplementedError

    def words(self, choice: str) -> str:
        """Return an answer in words."""
        raise NotImplementedError

    def says(self, choice: str) -> Content:  # noqa: ARG002
        """Return the dim line under an answer."""
        return NOTHING

    def mark(self, index: int) -> Content:  # noqa: ARG002
        """Return what stands at the end of a row."""
        return NOTHING

    def note(self) -> Content:
        """Return the line under the rows."""
        return NOTHING


class Pledge(Answer):
    """What one will not sacrifice; later: still?"""

    help = (
        N_("A pledge binds nobody. At the end it stands beside what you did."),
        N_("g, then a digit, guesses what the other will not sacrifice. It costs nothing and touches no number."),
    )

    def __init__(self, reader: Reader, prompt: Prompt) -> None:
        super().__init__(reader, prompt)
        self.guesses = Guess()

    @property
    def keys(self) -> tuple[str, ...]:  # type: ignore[override]
        """The digits answer, or guess."""
        return ("guess_pick" if self.guesses.asking else "answer", "up", "down", "guess", "confirm")

    def digit(self, number: int) -> None:
        """Answer, or guess."""
        if number <= self.count() and not self.guesses.take(number):
            super().digit(number)

    def guess(self) -> None:
        """The next digit is a guess."""
        self.guesses.ask()

    def mark(self, index: int) -> Content:
        """Return the mark of the guess."""
        return self.guesses.mark(index, self.reader) or NOTHING

    def note(self) -> Content:
        """Ask for the guess."""
        if not self.guesses.asking:
            return NOTHING
        name = self.reader.name(self.reader.other)
        return ink(_("What will {name} not sacrifice? Press its digit.", name=name), "$ink")

    def answer(self, prompt: Prompt) -> Mapping[str, object] | None:
        """Answer the pledge, with the guess."""
        given = super().answer(prompt)
        if given is None or self.guesses.index is None:
            return given
        return {**given, "guess": prompt.choices[self.guesses.index].id}

    def story(self) -> Iterable[Paragraph]:
        """Yield what a pledge is."""
        if self.prompt.kind == "still":
            before = self.reader.session.view(self.reader.chair).pledge
            if before:
                yield Paragraph(ink(_("You had said: {pledge}.", pledge=words.pledge_name(before))))
            return
        yield Paragraph(
            ink(
                _(
                    "Something will have to give. {name} is asked the same, and neither hears the other's answer.",
                    name=self.reader.name(self.reader.other),
                )
            )
        )

    def ask(self) -> Content:
        """Return the question."""
        still = self.prompt.kind == "still"
        text = _("What will you not sacrifice? Still the same?") if still else _("What will you not sacrifice?")
        return ink(text, f"bold {self.reader.colour(self.reader.chair)}")

    def words(self, choice: str) -> str:
        """Return a pledge."""
        return words.pledge(choice)


class Coffee(Answer):
    """Time for one coffee."""

    help = (N_("There is time for one thing. What nobody can see in a figure today may be what holds tomorrow."),)

    def story(self) -> Iterable[Paragraph]:
        """Yield the pause."""
        yield Paragraph(ink(_("A gap between two meetings: time for one coffee.")))

    def ask(self) -> Content:
        """Return the question."""
        return ink(_("What do you do with it?"), f"bold {self.reader.colour(self.reader.chair)}")

    def words(self, choice: str) -> str:
        """Return a coffee."""
        return words.coffee(choice, self.reader.name(self.reader.other))

    def says(self, choice: str) -> Content:
        """Return what may come of it."""
        return ink(_(COFFEE_SAYS[choice], name=self.reader.name(self.reader.other)))


COFFEE_SAYS: Final = {
    "ask": N_("what {name} wants, and what stands in the way"),
    "credit": N_("by name, where there is something to name"),
    "bridge": N_("both gaps close a little; an hour of work is gone"),
    "money": N_("who decides what, and what it costs"),
    "checkin": N_("so that asking how it goes is no mistrust"),
    "work": N_("the pile gets a little smaller"),
}


class Talk(Answer):
    """You differ: what is holding the other back?"""

    field = "reason"
    help = (N_("One of the three weighs most with your partner. Name it and you are both clearer; else you are told."),)

    def story(self) -> Iterable[Paragraph]:
        """Yield where both stand."""
        yield from recount(self.reader, self.reader.session.happened)

    def ask(self) -> Content:
        """Return the question."""
        name = self.reader.name(self.reader.other)
        return ink(
            _("You differ. What is holding {name} back?", name=name), f"bold {self.reader.colour(self.reader.other)}"
        )

    def words(self, choice: str) -> str:
        """Return a reason."""
        return words.term(choice, self.reader.name(self.reader.other))


class Resolve(Answer):
    """You differ and the other decides: how do you answer?"""

    field = "mode"
    help = (
        N_(
            "The decision is the other's. Backing it counts for much; an objection is on record; the rest leaves marks."
        ),
    )

    def story(self) -> Iterable[Paragraph]:
        """Yield how it came to this."""
        finals = [event for event in self.reader.session.page if isinstance(event, e.Finals)]
        yield from recount(self.reader, finals[-1:])
        yield from recount(
            self.reader, [event for event in self.reader.session.page if isinstance(event, e.ReasonGiven)]
        )

    def ask(self) -> Content:
        """Return the question."""
        owner = self.prompt.owner
        return ink(_("{name} decides. And you?", name=self.reader.name(owner)), f"bold {self.reader.colour(owner)}")

    def words(self, choice: str) -> str:
        """Return a resolution."""
        return words.mode(choice, self.reader.name(other(self.reader.chair)))

    def says(self, choice: str) -> Content:
        """Return what it means."""
        return ink(_(MODE_SAYS[choice]))


MODE_SAYS: Final = {
    "defer": N_("and no word about it afterwards"),
    "object": N_("it is written down who warned"),
    "escalate": N_("the board decides; both of you will remember"),
    "override": N_("your way, over the other's head"),
}


class Sit(Answer):
    """The other asks to sit down."""

    help = (N_("Sitting down costs one token. What neither can see alone may open, if both say what they know."),)

    def count(self) -> int:
        """Yes and no."""
        return 2

    def sheet(self) -> Sheet:
        """Return the page."""
        rows = [Row(ink(_("Yes, let us sit down"))), Row(ink(_("No, not now")), self.stands())]
        return Sheet(story=list(self.story()), ask=self.ask(), rows=rows, caret=self.caret)

    def stands(self) -> Content:
        """Return what then becomes of the asker's wish: its first pick stands in place of it."""
        session, name = self.reader.session, self.reader.name(other(self.prompt.chair))
        first = stands(session.state)
        if not first:
            return ink(_("then {name} picks once more", name=name))
        said = ink(_("then {name}'s first pick stands:", name=name) + " ")
        return join(said, self.reader.option(self.prompt.scene, first))

    def story(self) -> Iterable[Paragraph]:
        """Yield where both stand."""
        yield from recount(self.reader, self.reader.session.happened)

    def ask(self) -> Content:
        """Return the question."""
        name = self.reader.name(self.reader.other)
        return ink(
            _("◇ {name} asks: shall we sit down over this?", name=name), f"bold {self.reader.colour(self.reader.other)}"
        )

    def answer(self, prompt: Prompt) -> Mapping[str, object] | None:
        """Accept or decline."""
        if prompt.token != self.prompt.token or self.caret is None:
            return None
        return {"accept": self.caret == 0}
