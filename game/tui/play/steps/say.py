"""Say or keep, where nothing else is asked: before one chair alone decides, and once more when sitting together."""

from collections.abc import Mapping

from game.locales import N_, _
from game.playthrough.prompts import Prompt
from game.tui.play.steps.decide import FactSelection, build_private_facts, list_sayable_facts
from game.tui.play.steps.reader import ChairReader
from game.tui.play.steps.sheet import PlayStep, Sheet
from game.tui.play.steps.telling import render_deliberation, render_scene_text
from game.tui.toolkit.content import style_text


class SayStep(PlayStep):
    """The facts, each with its mark."""

    keys: tuple[str, ...] = ("up", "down", "say", "commit")
    help = (
        N_("Space says or keeps the marked fact; up and down move the mark. Enter goes on with it."),
        N_("What is kept may come out later, at a worse moment."),
    )

    def __init__(self, reader: ChairReader, prompt: Prompt) -> None:
        super().__init__(reader)
        self.prompt = prompt
        self.facts = FactSelection(reader, list_sayable_facts(reader, prompt))

    def move_mark(self, by: int) -> None:
        """Move the mark."""
        self.facts.move_mark(by)

    def toggle_fact(self, fact: int | None = None) -> None:
        """Say or keep a fact."""
        self.facts.toggle_fact(fact)

    def build_sheet(self) -> Sheet:
        """Return the page."""
        reader = self.reader
        if self.prompt.kind == "sit_say":
            story = [*render_deliberation(reader, reader.session.happened)]
            ask = _("You sit at one table. What do you say now?")
        else:
            story = render_scene_text(reader)
            ask = self._render_question()
        return Sheet(story=story, held=build_private_facts(reader, self.facts), ask=style_text(ask, "bold $ink"))

    def build_answer(self, prompt: Prompt) -> Mapping[str, object] | None:
        """Answer what is said."""
        return self.facts.build_answer(prompt) if prompt.token == self.prompt.token else None

    def _render_question(self) -> str:
        if self.prompt.owner == self.reader.chair:
            return _("The decision is yours. What do you say before it?")
        return _("{name} decides this one. What do you say before?", name=self.reader.render_name(self.prompt.owner))
