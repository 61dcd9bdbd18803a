"""Say or keep, where nothing else is asked: before one chair alone decides, and once more when sitting together."""

from collections.abc import Mapping

from game.locales import N_, _
from game.playthrough.prompts import Prompt
from game.tui.content import ink
from game.tui.steps.decide import Facts, held, sayable
from game.tui.steps.reader import Reader
from game.tui.steps.sheet import Sheet, Step
from game.tui.steps.telling import recount, scene_text


class Say(Step):
    """The facts, each with its mark."""

    keys: tuple[str, ...] = ("up", "down", "say", "commit")
    help = (
        N_("Space says or keeps the marked fact; up and down move the mark. Enter goes on with it."),
        N_("What is kept may come out later, at a worse moment."),
    )

    def __init__(self, reader: Reader, prompt: Prompt) -> None:
        super().__init__(reader)
        self.prompt = prompt
        self.facts = Facts(reader, sayable(reader, prompt))

    def move(self, by: int) -> None:
        """Move the mark."""
        self.facts.move(by)

    def toggle(self, fact: int | None = None) -> None:
        """Say or keep a fact."""
        self.facts.toggle(fact)

    def sheet(self) -> Sheet:
        """Return the page."""
        reader = self.reader
        if self.prompt.kind == "sit_say":
            story = [*recount(reader, reader.session.happened)]
            ask = _("You sit at one table. What do you say now?")
        else:
            story = scene_text(reader)
            ask = self._before()
        return Sheet(story=story, held=held(reader, self.facts), ask=ink(ask, "bold $ink"))

    def answer(self, prompt: Prompt) -> Mapping[str, object] | None:
        """Answer what is said."""
        return self.facts.answer(prompt) if prompt.token == self.prompt.token else None

    def _before(self) -> str:
        if self.prompt.owner == self.reader.chair:
            return _("The decision is yours. What do you say before it?")
        return _("{name} decides this one. What do you say before?", name=self.reader.name(self.prompt.owner))
