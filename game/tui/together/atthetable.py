"""What is asked of one in front of both: a coffee, an answer to a difference, to sit down, the pick that is left."""

from collections.abc import Iterable
from typing import Final

from textual.content import Content

from game.engine import events as e
from game.engine.stocks import CHAIRS, other
from game.locales import N_, _, words
from game.playthrough.prompts import Prompt
from game.tui.content import NOTHING, ink
from game.tui.steps.answers import COFFEE_SAYS, Answer, Sit
from game.tui.steps.decide import question
from game.tui.steps.hints import hint_line
from game.tui.steps.reader import Reader
from game.tui.steps.sheet import Sheet
from game.tui.steps.telling import recount
from game.tui.widgets.choices import Row
from game.tui.widgets.story import Paragraph


class Ours(Answer):
    """A question that both read and one answers."""

    @property
    def names(self) -> dict[str, str]:
        """The names of who is asked and of the other."""
        chair = self.prompt.chair
        return {"name": self.reader.name(chair), "other": self.reader.name(other(chair))}

    def bold(self, text: str) -> Content:
        """Return a question in the colour of who is asked."""
        return ink(text, f"bold ${self.prompt.chair}")


class CoffeeOfOne(Ours):
    """Time for one coffee."""

    help = (N_("There is time for one thing each. What is chosen is seen by both."),)

    def story(self) -> Iterable[Paragraph]:
        """Yield the pause."""
        yield Paragraph(ink(_("A gap between two meetings: time for one coffee each.")))

    def ask(self) -> Content:
        """Return the question."""
        return self.bold(_("What does {name} do with it?", **self.names))

    def words(self, choice: str) -> str:
        """Return a coffee."""
        return words.coffee(choice, self.names["other"])

    def says(self, choice: str) -> Content:
        """Return what may come of it."""
        return ink(_(COFFEE_SAYS[choice], name=self.names["other"]))


class ResolveOfOne(Ours):
    """They differ, and the other decides."""

    field = "mode"
    help = (N_("The owner decides. Backing it counts for much; an objection is on record; the rest leaves marks."),)

    def story(self) -> Iterable[Paragraph]:
        """Yield how it came to this."""
        reached = [event for event in self.reader.session.page if isinstance(event, (e.Finals, e.SatDown))]
        yield from recount(self.reader, reached)
        for chair in CHAIRS:
            if self.reader.session.stood_in(chair, "final"):
                told = _(
                    "{name}'s pick was the simulated partner's; somebody else sits there now.",
                    name=self.reader.name(chair),
                )
                yield Paragraph(ink(told, "$quiet"), close=True)

    def ask(self) -> Content:
        """Return the question."""
        owner = self.reader.name(self.prompt.owner)
        return self.bold(_("They differ, and {owner} decides. What does {name} do?", owner=owner, **self.names))

    def words(self, choice: str) -> str:
        """Return a resolution."""
        return words.mode(choice, self.names["other"])

    def says(self, choice: str) -> Content:
        """Return what it means."""
        return ink(_(MODE_SAYS[choice], **self.names))


MODE_SAYS: Final = {
    "defer": N_("and no word about it afterwards"),
    "object": N_("it is written down who warned"),
    "escalate": N_("the board decides; both will remember"),
    "override": N_("{name}'s way, over {other}'s head"),
}


class SitOfOne(Sit):
    """One asks the other to sit down."""

    def ask(self) -> Content:
        """Return the question."""
        chair = self.prompt.chair
        names = {"asked": self.reader.name(chair), "asking": self.reader.name(other(chair))}
        return ink(_("◇ {asking} asks {asked} to sit down over this first.", **names), f"bold ${chair}")

    def sheet(self) -> Sheet:
        """Return the page."""
        name = self.reader.name(self.prompt.chair)
        no = Row(ink(_("{name}: no, not now", name=name)), self.stands())
        rows = [Row(ink(_("{name}: yes, let us sit down", name=name))), no]
        return Sheet(story=list(self.story()), ask=self.ask(), rows=rows, caret=self.caret)


class PickOfOne(Ours):
    """One decides in front of the other: alone, or after sitting together."""

    field = "option"

    def __init__(self, reader: Reader, prompt: Prompt) -> None:
        super().__init__(reader, prompt)
        self.choices = {choice.id: choice for choice in prompt.choices}

    def story(self) -> Iterable[Paragraph]:
        """Yield what was said before it."""
        yield from recount(self.reader, self.reader.session.happened)

    def ask(self) -> Content:
        """Return the question."""
        return question(self.reader, self.prompt)

    def sheet(self) -> Sheet:
        """Return the page."""
        rows = [Row(self.reader.tell(choice.path), self.says(choice.id)) for choice in self.prompt.choices]
        aside = ink(_("{name} decides", **self.names), "$quiet")
        return Sheet(list(self.story()), ask=self.ask(), aside=aside, rows=rows, caret=self.caret)

    def says(self, choice: str) -> Content:
        """Return the dots of an option."""
        return hint_line(self.choices[choice], self.reader) or NOTHING
