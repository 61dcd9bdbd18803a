"""Pages that both read: what comes before the first scene, a scene as it opens, what came of a decision."""

from collections.abc import Iterable, Mapping
from typing import Final

from textual.content import Content

from game.engine import events as e
from game.engine.stocks import CHAIRS, other
from game.locales import N_, _, words
from game.playthrough.prompts import Prompt
from game.tui.content import NOTHING, ink, join
from game.tui.steps.consequence import Consequence, Interlude, Interval, Reading
from game.tui.steps.course import Told
from game.tui.steps.sheet import Sheet, Step
from game.tui.steps.telling import close, recount, scene_text
from game.tui.together.onlooker import Onlooker
from game.tui.widgets.story import Paragraph


class Shared(Step):
    """A page that asks nothing: both read it, and Space goes on."""

    keys: tuple[str, ...] = ("read_on",)
    reads = True
    help: tuple[str, ...] = (N_("Read it together. Space goes on when both are ready."),)

    def __init__(self, reader: Onlooker) -> None:
        super().__init__(reader)
        self.onlooker = reader

    def answer(self, prompt: Prompt) -> Mapping[str, object] | None:  # noqa: ARG002
        """Reading answers nothing."""
        return None


class Prologue(Shared):
    """Before the first scene: the crisis, who sits where, and what two people may expect of each other.

    `cards` tells where the cards were written, '' where nobody asked for them.
    """

    keys = ("read_on", "cards")
    cards = ""

    def sheet(self) -> Sheet:
        """Return the page."""
        return Sheet(story=[*self._crisis(), *self._contract()])

    def _crisis(self) -> Iterable[Paragraph]:
        session = self.reader.session
        yield Paragraph(self.reader.tell("premise", "$ink"))
        yield from close([Paragraph(self._seat(number)) for number in range(len(CHAIRS))])
        aims = [self.reader.tell(f"objectives.{number}") for number in range(session.scenario.objectives)]
        if aims:
            practise = [Paragraph(aim, lead=ink("· ", "$quiet"), close=True) for aim in aims]
            yield from (Paragraph(ink(_("To practise"), "bold $quiet")), *practise)

    def _seat(self, number: int) -> Content:
        chair = CHAIRS[number]
        name = join(ink(self.reader.name(chair), f"bold ${chair}"), ink(f", {words.chair(chair)}"))
        if chair not in self.reader.session.setup.players:
            return name
        return join(name, ink(f"   {self.onlooker.player(chair)}", "$ink"))

    def _contract(self) -> Iterable[Paragraph]:
        yield Paragraph(
            ink(_("This is a story. Nobody is graded, failing is fine, and what is said here stays at this table."))
        )
        offer = _("On paper or by ear: F4 writes what each chair alone may read, a file a chair.")
        yield Paragraph(ink(self.cards or offer, "$quiet"), close=True)


class Brief(Shared):
    """A scene as it opens, what will be asked in it, and who has the last word."""

    def __init__(self, reader: Onlooker, prompt: Prompt) -> None:
        super().__init__(reader)
        self.prompt = prompt

    def sheet(self) -> Sheet:
        """Return the page."""
        scene = self.reader.session.scenario.scenes[self.prompt.scene]
        return Sheet(
            story=scene_text(self.reader),
            ask=self.reader.tell(f"{scene.path}.ask", f"bold ${self.prompt.owner}"),
            note=ink(self._who(), "$quiet"),
        )

    def _who(self) -> str:
        owner = self.reader.name(self.prompt.owner)
        if not self.prompt.joint:
            return _("{name} decides this alone.", name=owner)
        first = self.reader.session.first_to_speak
        names = {"name": owner, "first": self.reader.name(first), "second": self.reader.name(other(first))}
        return _("Where they differ, {name} decides. {first} sits down first, then {second}.", **names)


class SatDown(Shared):
    """They sit down together; before the lock, for it was decided just now."""

    def sheet(self) -> Sheet:
        """Return the page."""
        told = recount(self.reader, self.reader.session.happened)
        says = _("Each may say something once more, alone with the screen. Who owns the decision then picks.")
        return Sheet(story=told, note=ink(says, "$quiet"))


class Opened(Shared):
    """They sat down, and what each of them knew opens a way that neither saw alone."""

    def __init__(self, reader: Onlooker, enacted: e.Enacted) -> None:
        super().__init__(reader)
        self.enacted = enacted

    def sheet(self) -> Sheet:
        """Return the page."""
        session, way = self.reader.session, self.enacted
        reached = [event for event in session.happened if isinstance(event, (e.SatDown, e.Said))]
        facts = [session.scenario.facts[fact] for fact in session.option(way.scene, way.option).needs]
        known = [
            Paragraph(
                self.reader.tell(f"{fact.path}.told", "$ink"),
                lead=ink(f"{self.reader.name(fact.held)}  ", f"${fact.held}"),
            )
            for fact in facts
        ]
        opens = ink(_("What each of the two knew opens a way that was on nobody's list:"), "bold $ink")
        named = {fact.id for fact in facts}
        told = [event for event in reached if not isinstance(event, e.Said) or event.fact not in named]
        return Sheet(
            story=[*recount(self.reader, told), *close(known)],
            ask=opens,
            note=self.reader.option(way.scene, way.option, "bold $gained"),
        )


class ReadByBoth(Reading):
    """A page of solo play that both read: no figure is marked on it."""

    help = Shared.help

    @property
    def keys(self) -> tuple[str, ...]:  # type: ignore[override]
        """Space goes on."""
        return ("read_on",)

    def coach(self) -> Content:
        """Nobody is told in front of the other what to learn from it."""
        return NOTHING


class AfterDecision(ReadByBoth, Consequence):
    """What came of a decision, as both see it."""


class SceneWithout(ReadByBoth, Interlude):
    """A scene in which nothing is asked, as both see it."""


class BetweenScenes(ReadByBoth, Interval):
    """What came of coffees and of earlier decisions, as both see it."""


TOLD: Final = Told(AfterDecision, SceneWithout, BetweenScenes)
"""How both are told what happened."""
