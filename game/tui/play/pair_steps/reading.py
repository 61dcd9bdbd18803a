"""Pages that both read: what comes before the first scene, a scene as it opens, what came of a decision."""

from collections.abc import Iterable, Mapping
from typing import Final

from textual.content import Content

from game.engine import events as e
from game.engine.stocks import CHAIRS, other_chair
from game.locales import N_, _, vocabulary
from game.narration.introduction import narrate_pair_contract
from game.playthrough.prompts import Prompt
from game.tui.play.pair_steps.onlooker import PairReader
from game.tui.play.steps.consequence import ConsequenceStep, InterludeStep, IntervalStep, ReadingStep
from game.tui.play.steps.page_sequence import ReadingStepTypes
from game.tui.play.steps.sheet import PlayStep, Sheet
from game.tui.play.steps.telling import group_paragraphs, render_deliberation, render_scene_text
from game.tui.toolkit.content import NOTHING, join_contents, style_text
from game.tui.toolkit.lines import Paragraph


class PairStep(PlayStep):
    """A page that asks nothing: both read it, and Space goes on."""

    keys: tuple[str, ...] = ("read_on",)
    reads = True
    help: tuple[str, ...] = (N_("Read it together. Space goes on when both are ready."),)

    def __init__(self, reader: PairReader) -> None:
        super().__init__(reader)
        self.onlooker = reader

    def build_answer(self, prompt: Prompt) -> Mapping[str, object] | None:  # noqa: ARG002
        """Reading answers nothing."""
        return None


class PrologueStep(PairStep):
    """Before the first scene: the crisis, who sits where, and what two people may expect of each other.

    `cards` tells where the cards were written, '' where nobody asked for them.
    """

    keys = ("read_on", "cards")
    cards = ""

    def build_sheet(self) -> Sheet:
        """Return the page."""
        return Sheet(story=[*self._render_crisis(), *self._render_contract()])

    def _render_crisis(self) -> Iterable[Paragraph]:
        session = self.reader.session
        yield Paragraph(self.reader.render_text("premise", "$ink"))
        yield from group_paragraphs([Paragraph(self._render_seat(number)) for number in range(len(CHAIRS))])
        aims = [self.reader.render_text(f"objectives.{number}") for number in range(session.scenario.objectives)]
        if aims:
            practise = [Paragraph(aim, lead=style_text("· ", "$quiet"), close=True) for aim in aims]
            yield from (Paragraph(style_text(_("To practise"), "bold $quiet")), *practise)

    def _render_seat(self, number: int) -> Content:
        chair = CHAIRS[number]
        name = join_contents(
            style_text(self.reader.render_name(chair), f"bold ${chair}"),
            style_text(f", {vocabulary.name_chair(chair)}"),
        )
        if chair not in self.reader.session.setup.players:
            return name
        return join_contents(name, style_text(f"   {self.onlooker.render_player(chair)}", "$ink"))

    def _render_contract(self) -> Iterable[Paragraph]:
        yield Paragraph(style_text(narrate_pair_contract().text))
        offer = _("On paper or by ear: F4 writes what each chair alone may read, a file a chair.")
        yield Paragraph(style_text(self.cards or offer, "$quiet"), close=True)


class SceneBriefStep(PairStep):
    """A scene as it opens, what will be asked in it, and who has the last word."""

    def __init__(self, reader: PairReader, prompt: Prompt) -> None:
        super().__init__(reader)
        self.prompt = prompt

    def build_sheet(self) -> Sheet:
        """Return the page."""
        scene = self.reader.session.scenario.scenes[self.prompt.scene]
        return Sheet(
            story=render_scene_text(self.reader),
            ask=self.reader.render_text(f"{scene.path}.ask", f"bold ${self.prompt.owner}"),
            note=style_text(self._render_who_decides(), "$quiet"),
        )

    def _render_who_decides(self) -> str:
        owner = self.reader.render_name(self.prompt.owner)
        if not self.prompt.joint:
            return _("{name} decides this alone.", name=owner)
        first = self.reader.session.first_to_speak
        names = {
            "name": owner,
            "first": self.reader.render_name(first),
            "second": self.reader.render_name(other_chair(first)),
        }
        return _("Where they differ, {name} decides. {first} sits down first, then {second}.", **names)


class SatDownStep(PairStep):
    """They sit down together; before the lock, for it was decided just now."""

    def build_sheet(self) -> Sheet:
        """Return the page."""
        told = render_deliberation(self.reader, self.reader.session.happened)
        says = _("Each may say something once more, alone with the screen. Who owns the decision then picks.")
        return Sheet(story=told, note=style_text(says, "$quiet"))


class SynthesisStep(PairStep):
    """They sat down, and what each of them knew opens a way that neither saw alone."""

    def __init__(self, reader: PairReader, enacted: e.Enacted) -> None:
        super().__init__(reader)
        self.enacted = enacted

    def build_sheet(self) -> Sheet:
        """Return the page."""
        session, way = self.reader.session, self.enacted
        reached = [event for event in session.happened if isinstance(event, (e.SatDown, e.Said))]
        facts = [session.scenario.facts[fact] for fact in session.look_up_option(way.scene, way.option).needs]
        known = [
            Paragraph(
                self.reader.render_text(f"{fact.path}.told", "$ink"),
                lead=style_text(f"{self.reader.render_name(fact.held)}  ", f"${fact.held}"),
            )
            for fact in facts
        ]
        opens = style_text(_("What each of the two knew opens a way that was on nobody's list:"), "bold $ink")
        named = {fact.id for fact in facts}
        told = [event for event in reached if not isinstance(event, e.Said) or event.fact not in named]
        return Sheet(
            story=[*render_deliberation(self.reader, told), *group_paragraphs(known)],
            ask=opens,
            note=self.reader.render_option(way.scene, way.option, "bold $gained"),
        )


class PairReadingStep(ReadingStep):
    """A page of solo play that both read: no figure is marked on it."""

    help = PairStep.help

    @property
    def keys(self) -> tuple[str, ...]:  # type: ignore[override]
        """Space goes on."""
        return ("read_on",)

    def render_coach_note(self) -> Content:
        """Nobody is told in front of the other what to learn from it."""
        return NOTHING


class PairConsequenceStep(PairReadingStep, ConsequenceStep):
    """What came of a decision, as both see it."""


class PairInterludeStep(PairReadingStep, InterludeStep):
    """A scene in which nothing is asked, as both see it."""


class PairIntervalStep(PairReadingStep, IntervalStep):
    """What came of coffees and of earlier decisions, as both see it."""


TOLD: Final = ReadingStepTypes(PairConsequenceStep, PairInterludeStep, PairIntervalStep)
"""How both are told what happened."""
