"""What is asked of one in front of both: a coffee, an answer to a difference, to sit down, the pick that is left."""

from collections.abc import Iterable
from typing import Final

from textual.content import Content

from game.engine import events as e
from game.engine.stocks import CHAIRS, other_chair
from game.locales import N_, _, vocabulary
from game.playthrough.prompts import Prompt
from game.tui.play.steps.answers import COFFEE_SAYS, AnswerStep, SitStep
from game.tui.play.steps.decide import render_scene_question
from game.tui.play.steps.hints import render_hint_line
from game.tui.play.steps.reader import ChairReader
from game.tui.play.steps.sheet import Sheet
from game.tui.play.steps.telling import render_deliberation
from game.tui.toolkit.choices import ChoiceRow
from game.tui.toolkit.content import NOTHING, style_text
from game.tui.toolkit.story import Paragraph


class PairAnswerStep(AnswerStep):
    """A question that both read and one answers."""

    @property
    def names(self) -> dict[str, str]:
        """The names of who is asked and of the other."""
        chair = self.prompt.chair
        return {"name": self.reader.render_name(chair), "other": self.reader.render_name(other_chair(chair))}

    def render_bold(self, text: str) -> Content:
        """Return a question in the colour of who is asked."""
        return style_text(text, f"bold ${self.prompt.chair}")


class PairCoffeeStep(PairAnswerStep):
    """Time for one coffee."""

    help = (N_("There is time for one thing each. What is chosen is seen by both."),)

    def render_story(self) -> Iterable[Paragraph]:
        """Yield the pause."""
        yield Paragraph(style_text(_("A gap between two meetings: time for one coffee each.")))

    def render_question(self) -> Content:
        """Return the question."""
        return self.render_bold(_("What does {name} do with it?", **self.names))

    def render_choice(self, choice: str) -> str:
        """Return a coffee."""
        return vocabulary.describe_coffee_choice(choice, self.names["other"])

    def render_choice_detail(self, choice: str) -> Content:
        """Return what may come of it."""
        return style_text(_(COFFEE_SAYS[choice], name=self.names["other"]))


class PairResolveStep(PairAnswerStep):
    """They differ, and the other decides."""

    field = "mode"
    help = (N_("The owner decides. Backing it counts for much; an objection is on record; the rest leaves marks."),)

    def render_story(self) -> Iterable[Paragraph]:
        """Yield how it came to this."""
        reached = [event for event in self.reader.session.page if isinstance(event, (e.Finals, e.SatDown))]
        yield from render_deliberation(self.reader, reached)
        for chair in CHAIRS:
            if self.reader.session.has_stand_in_pick(chair, "final"):
                told = _(
                    "{name}'s pick was the simulated partner's; somebody else sits there now.",
                    name=self.reader.render_name(chair),
                )
                yield Paragraph(style_text(told, "$quiet"), close=True)

    def render_question(self) -> Content:
        """Return the question."""
        owner = self.reader.render_name(self.prompt.owner)
        return self.render_bold(_("They differ, and {owner} decides. What does {name} do?", owner=owner, **self.names))

    def render_choice(self, choice: str) -> str:
        """Return a resolution."""
        return vocabulary.describe_resolution(choice, self.names["other"])

    def render_choice_detail(self, choice: str) -> Content:
        """Return what it means."""
        return style_text(_(MODE_SAYS[choice], **self.names))


MODE_SAYS: Final = {
    "defer": N_("and no word about it afterwards"),
    "object": N_("it is written down who warned"),
    "escalate": N_("the board decides; both will remember"),
    "override": N_("{name}'s way, over {other}'s head"),
}


class PairSitStep(SitStep):
    """One asks the other to sit down."""

    def render_question(self) -> Content:
        """Return the question."""
        chair = self.prompt.chair
        names = {"asked": self.reader.render_name(chair), "asking": self.reader.render_name(other_chair(chair))}
        return style_text(_("◇ {asking} asks {asked} to sit down over this first.", **names), f"bold ${chair}")

    def build_sheet(self) -> Sheet:
        """Return the page."""
        name = self.reader.render_name(self.prompt.chair)
        no = ChoiceRow(style_text(_("{name}: no, not now", name=name)), self.render_refusal_outcome())
        rows = [ChoiceRow(style_text(_("{name}: yes, let us sit down", name=name))), no]
        return Sheet(story=list(self.render_story()), ask=self.render_question(), rows=rows, caret=self.caret)


class PairPickStep(PairAnswerStep):
    """One decides in front of the other: alone, or after sitting together."""

    field = "option"

    def __init__(self, reader: ChairReader, prompt: Prompt) -> None:
        super().__init__(reader, prompt)
        self.choices = {choice.id: choice for choice in prompt.choices}

    def render_story(self) -> Iterable[Paragraph]:
        """Yield what was said before it."""
        yield from render_deliberation(self.reader, self.reader.session.happened)

    def render_question(self) -> Content:
        """Return the question."""
        return render_scene_question(self.reader, self.prompt)

    def build_sheet(self) -> Sheet:
        """Return the page."""
        rows = [
            ChoiceRow(self.reader.render_text(choice.path), self.render_choice_detail(choice.id))
            for choice in self.prompt.choices
        ]
        aside = style_text(_("{name} decides", **self.names), "$quiet")
        return Sheet(list(self.render_story()), ask=self.render_question(), aside=aside, rows=rows, caret=self.caret)

    def render_choice_detail(self, choice: str) -> Content:
        """Return the dots of an option."""
        return render_hint_line(self.choices[choice], self.reader) or NOTHING
