"""The short questions, each a row of answers: pledge, coffee, what holds the other back, resolution, sitting down."""

from collections.abc import Iterable, Mapping
from typing import Final

from textual.content import Content

from game.engine import events as e
from game.engine.stocks import other_chair
from game.locales import N_, _, vocabulary
from game.playthrough.pair import find_standing_pick
from game.playthrough.prompts import Prompt
from game.tui.play.steps.guess import GuessInput
from game.tui.play.steps.reader import ChairReader
from game.tui.play.steps.sheet import ChoiceStep, Sheet
from game.tui.play.steps.telling import render_deliberation
from game.tui.toolkit.choices import ChoiceRow
from game.tui.toolkit.content import NOTHING, join_contents, style_text
from game.tui.toolkit.story import Paragraph


class AnswerStep(ChoiceStep):
    """A question with a row an answer. `field` is the answer's name in the journal."""

    field = "what"

    def __init__(self, reader: ChairReader, prompt: Prompt) -> None:
        super().__init__(reader)
        self.prompt = prompt

    def count_rows(self) -> int:
        """Return how many answers there are."""
        return len(self.prompt.choices)

    def explain_missing(self) -> str:
        """An answer is missing."""
        return _("Mark an answer first: press its digit.") if self.caret is None else ""

    def build_sheet(self) -> Sheet:
        """Return the page."""
        rows = [
            ChoiceRow(
                style_text(self.render_choice(choice.id)),
                self.render_choice_detail(choice.id),
                self.render_row_mark(index),
            )
            for index, choice in enumerate(self.prompt.choices)
        ]
        return Sheet(
            story=list(self.render_story()),
            ask=self.render_question(),
            rows=rows,
            caret=self.caret,
            note=self.render_note(),
        )

    def build_answer(self, prompt: Prompt) -> Mapping[str, object] | None:
        """Answer with the marked row."""
        if prompt.token != self.prompt.token or self.caret is None:
            return None
        return {self.field: prompt.choices[self.caret].id}

    def render_story(self) -> Iterable[Paragraph]:
        """Yield what stands over the question."""
        return ()

    def render_question(self) -> Content:
        """Return the question."""
        raise NotImplementedError

    def render_choice(self, choice: str) -> str:
        """Return an answer in words."""
        raise NotImplementedError

    def render_choice_detail(self, choice: str) -> Content:  # noqa: ARG002
        """Return the dim line under an answer."""
        return NOTHING

    def render_row_mark(self, index: int) -> Content:  # noqa: ARG002
        """Return what stands at the end of a row."""
        return NOTHING

    def render_note(self) -> Content:
        """Return the line under the rows."""
        return NOTHING


class PledgeStep(AnswerStep):
    """What one will not sacrifice; later: still?"""

    help = (
        N_("A pledge binds nobody. At the end it stands beside what you did."),
        N_("g, then a digit, guesses what the other will not sacrifice. It costs nothing and touches no number."),
    )

    def __init__(self, reader: ChairReader, prompt: Prompt) -> None:
        super().__init__(reader, prompt)
        self.guesses = GuessInput()

    @property
    def keys(self) -> tuple[str, ...]:  # type: ignore[override]
        """The digits answer, or guess."""
        return ("guess_pick" if self.guesses.asking else "answer", "up", "down", "guess", "confirm")

    def press_digit(self, number: int) -> None:
        """Answer, or guess."""
        if number <= self.count_rows() and not self.guesses.take_digit(number):
            super().press_digit(number)

    def toggle_guessing(self) -> None:
        """The next digit is a guess."""
        self.guesses.toggle_asking()

    def render_row_mark(self, index: int) -> Content:
        """Return the mark of the guess."""
        return self.guesses.render_mark(index, self.reader) or NOTHING

    def render_note(self) -> Content:
        """Ask for the guess."""
        if not self.guesses.asking:
            return NOTHING
        name = self.reader.render_name(self.reader.other)
        return style_text(_("What will {name} not sacrifice? Press its digit.", name=name), "$ink")

    def build_answer(self, prompt: Prompt) -> Mapping[str, object] | None:
        """Answer the pledge, with the guess."""
        given = super().build_answer(prompt)
        if given is None or self.guesses.index is None:
            return given
        return {**given, "guess": prompt.choices[self.guesses.index].id}

    def render_story(self) -> Iterable[Paragraph]:
        """Yield what a pledge is."""
        if self.prompt.kind == "still":
            before = self.reader.session.build_view(self.reader.chair).pledge
            if before:
                yield Paragraph(style_text(_("You had said: {pledge}.", pledge=vocabulary.name_pledge(before))))
            return
        yield Paragraph(
            style_text(
                _(
                    "Something will have to give. {name} is asked the same, and neither hears the other's answer.",
                    name=self.reader.render_name(self.reader.other),
                )
            )
        )

    def render_question(self) -> Content:
        """Return the question."""
        still = self.prompt.kind == "still"
        text = _("What will you not sacrifice? Still the same?") if still else _("What will you not sacrifice?")
        return style_text(text, f"bold {self.reader.accent_for(self.reader.chair)}")

    def render_choice(self, choice: str) -> str:
        """Return a pledge."""
        return vocabulary.describe_pledge(choice)


class CoffeeStep(AnswerStep):
    """Time for one coffee."""

    help = (N_("There is time for one thing. What nobody can see in a figure today may be what holds tomorrow."),)

    def render_story(self) -> Iterable[Paragraph]:
        """Yield the pause."""
        yield Paragraph(style_text(_("A gap between two meetings: time for one coffee.")))

    def render_question(self) -> Content:
        """Return the question."""
        return style_text(_("What do you do with it?"), f"bold {self.reader.accent_for(self.reader.chair)}")

    def render_choice(self, choice: str) -> str:
        """Return a coffee."""
        return vocabulary.describe_coffee_choice(choice, self.reader.render_name(self.reader.other))

    def render_choice_detail(self, choice: str) -> Content:
        """Return what may come of it."""
        return style_text(_(COFFEE_SAYS[choice], name=self.reader.render_name(self.reader.other)))


COFFEE_SAYS: Final = {
    "ask": N_("what {name} wants, and what stands in the way"),
    "credit": N_("by name, where there is something to name"),
    "bridge": N_("both gaps close a little; an hour of work is gone"),
    "money": N_("who decides what, and what it costs"),
    "checkin": N_("so that asking how it goes is no mistrust"),
    "work": N_("the pile gets a little smaller"),
}


class TalkStep(AnswerStep):
    """You differ: what is holding the other back?"""

    field = "reason"
    help = (N_("One of the three weighs most with your partner. Name it and you are both clearer; else you are told."),)

    def render_story(self) -> Iterable[Paragraph]:
        """Yield where both stand."""
        yield from render_deliberation(self.reader, self.reader.session.happened)

    def render_question(self) -> Content:
        """Return the question."""
        name = self.reader.render_name(self.reader.other)
        return style_text(
            _("You differ. What is holding {name} back?", name=name),
            f"bold {self.reader.accent_for(self.reader.other)}",
        )

    def render_choice(self, choice: str) -> str:
        """Return a reason."""
        return vocabulary.describe_term(choice, self.reader.render_name(self.reader.other))


class ResolveStep(AnswerStep):
    """You differ and the other decides: how do you answer?"""

    field = "mode"
    help = (
        N_(
            "The decision is the other's. Backing it counts for much; an objection is on record; the rest leaves marks."
        ),
    )

    def render_story(self) -> Iterable[Paragraph]:
        """Yield how it came to this."""
        finals = [event for event in self.reader.session.page if isinstance(event, e.Finals)]
        yield from render_deliberation(self.reader, finals[-1:])
        yield from render_deliberation(
            self.reader, [event for event in self.reader.session.page if isinstance(event, e.ReasonGiven)]
        )

    def render_question(self) -> Content:
        """Return the question."""
        owner = self.prompt.owner
        return style_text(
            _("{name} decides. And you?", name=self.reader.render_name(owner)), f"bold {self.reader.accent_for(owner)}"
        )

    def render_choice(self, choice: str) -> str:
        """Return a resolution."""
        return vocabulary.describe_resolution(choice, self.reader.render_name(other_chair(self.reader.chair)))

    def render_choice_detail(self, choice: str) -> Content:
        """Return what it means."""
        return style_text(_(MODE_SAYS[choice]))


MODE_SAYS: Final = {
    "defer": N_("and no word about it afterwards"),
    "object": N_("it is written down who warned"),
    "escalate": N_("the board decides; both of you will remember"),
    "override": N_("your way, over the other's head"),
}


class SitStep(AnswerStep):
    """The other asks to sit down."""

    help = (N_("Sitting down costs one token. What neither can see alone may open, if both say what they know."),)

    def count_rows(self) -> int:
        """Yes and no."""
        return 2

    def build_sheet(self) -> Sheet:
        """Return the page."""
        rows = [
            ChoiceRow(style_text(_("Yes, let us sit down"))),
            ChoiceRow(style_text(_("No, not now")), self.render_refusal_outcome()),
        ]
        return Sheet(story=list(self.render_story()), ask=self.render_question(), rows=rows, caret=self.caret)

    def render_refusal_outcome(self) -> Content:
        """Return what then becomes of the asker's wish: its first pick stands in place of it."""
        session, name = self.reader.session, self.reader.render_name(other_chair(self.prompt.chair))
        first = find_standing_pick(session.state)
        if not first:
            return style_text(_("then {name} picks once more", name=name))
        said = style_text(_("then {name}'s first pick stands:", name=name) + " ")
        return join_contents(said, self.reader.render_option(self.prompt.scene, first))

    def render_story(self) -> Iterable[Paragraph]:
        """Yield where both stand."""
        yield from render_deliberation(self.reader, self.reader.session.happened)

    def render_question(self) -> Content:
        """Return the question."""
        name = self.reader.render_name(self.reader.other)
        return style_text(
            _("◇ {name} asks: shall we sit down over this?", name=name),
            f"bold {self.reader.accent_for(self.reader.other)}",
        )

    def build_answer(self, prompt: Prompt) -> Mapping[str, object] | None:
        """Accept or decline."""
        if prompt.token != self.prompt.token or self.caret is None:
            return None
        return {"accept": self.caret == 0}
