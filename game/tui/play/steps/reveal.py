"""Reveal: both first picks, what was said, why the partner leans as it does. Enter keeps yours, a digit changes it."""

from collections.abc import Iterable, Sequence

from textual.content import Content

from game.engine import events as e
from game.engine.state import SIT
from game.engine.stocks import Chair
from game.playthrough.prompts import Prompt
from game.questions import Choice
from game.questions.kinds import (
    RevealedPick,
    count_kept_facts,
    describe_said_facts,
    introduce_objection,
    list_revealed_picks,
)
from game.tui.play.picks import PickCard
from game.tui.play.steps.questions import DOTS, QuestionStep, render_touches, set_spans
from game.tui.play.steps.reader import ChairReader
from game.tui.play.steps.sheet import Sheet
from game.tui.play.steps.telling import (
    group_paragraphs,
    render_deliberation,
    render_moved_figures,
    render_partner_reason,
    render_said_fact,
)
from game.tui.toolkit.choices import ChoiceRow
from game.tui.toolkit.content import NOTHING, join_contents, style_text
from game.tui.toolkit.lines import Paragraph


class RevealStep(QuestionStep):
    """The final pick, with both first picks on the table."""

    keys: tuple[str, ...] = ("change", "up", "down", "keep")

    def __init__(self, reader: ChairReader, prompt: Prompt) -> None:
        super().__init__(reader, prompt)
        self.revealed = find_revealed(reader)
        mine = self.revealed.first.get(reader.chair) if self.revealed else None
        self.caret = self.asked.now.find_choice(mine) if mine else None

    def build_sheet(self) -> Sheet:
        """Return the page."""
        return Sheet(
            cards=self._build_cards(self.revealed) if self.revealed else [],
            told=[*self._render_said_facts(), *self._render_partner_voice()],
            ask=self.asked.render_title(),
            rows=[self._build_option_row(choice) for choice in self.asked.now.choices],
            caret=self.caret,
        )

    def _build_option_row(self, choice: Choice) -> ChoiceRow:
        if choice.id == SIT:
            return ChoiceRow(set_spans(choice.text), note=set_spans(choice.effect, "$soft"))
        return ChoiceRow(set_spans(choice.text), render_touches(choice))

    def _build_cards(self, revealed: e.Revealed) -> list[PickCard]:
        """Return a card a chair; one for both where they lean alike."""
        cards = build_pick_cards(self.reader, revealed)
        if len(set(revealed.first.values())) > 1:
            return cards
        parts = [*(card.title for card in cards), *(card.guess for card in cards if card.guess)]
        return [PickCard("$gained", join_contents(*parts, between="    "), cards[0].pick)]

    def _render_said_facts(self) -> Iterable[Paragraph]:
        told = [event for event in self.reader.session.page if isinstance(event, e.Said)]
        yield from group_paragraphs(
            [render_said_fact(self.reader, event) for event in told if event.chair == self.reader.other]
        )
        if mine := self._render_own_facts([event.fact for event in told if event.chair == self.reader.chair]):
            yield Paragraph(mine, close=True)
        sat = [event for event in self.reader.session.happened if isinstance(event, e.SatDown)]
        yield from render_deliberation(self.reader, sat)

    def _render_own_facts(self, facts: Sequence[str]) -> Content:
        """Return what this chair said and what saying it cost, and how much it kept; nothing where it had nothing."""
        kept = self.revealed.unsaid.get(self.reader.chair, 0) if self.revealed else 0
        labels = [self.reader.voice.render_text(f"facts.{fact}.label") for fact in facts]
        prices = [price for fact in facts if (price := render_moved_figures(self.reader, f"said:{fact}"))]
        said, more = describe_said_facts(labels, kept), count_kept_facts(kept)
        parts = (style_text(said, "$quiet"), *prices, style_text(more, "$quiet"))
        return join_contents(*(part for part in parts if part), between="  ")

    def _render_partner_voice(self) -> Iterable[Paragraph]:
        reader, revealed = self.reader, self.revealed
        if revealed is None:
            return
        yield from render_partner_reason(reader)
        agreed = len(set(revealed.first.values())) == 1
        objection = reader.session.find_objection_path(revealed.first[reader.chair]) if agreed else ""
        if objection:
            name = style_text(reader.render_name(reader.other), f"bold {reader.accent_for(reader.other)}")
            lead = join_contents(name, style_text(f" {introduce_objection()}  ", "$quiet"))
            yield Paragraph(join_contents(lead, reader.render_text(objection)))


def find_revealed(reader: ChairReader) -> e.Revealed | None:
    """Return the first picks of the scene of now, None where they are not on the table."""
    return next((event for event in reader.session.page if isinstance(event, e.Revealed)), None)


def build_pick_cards(reader: ChairReader, revealed: e.Revealed, stand_ins: Sequence[Chair] = ()) -> list[PickCard]:
    """Return a card for the first pick of each chair; the partner picked for `stand_ins`."""
    return [_build_card(reader, pick) for pick in list_revealed_picks(reader.voice, revealed, stand_ins)]


def _build_card(reader: ChairReader, pick: RevealedPick) -> PickCard:
    accent = reader.accent_for(pick.chair)
    manner = pick.manner + (DOTS[pick.confidence] if pick.confidence else "")
    title = join_contents(style_text(pick.name, f"bold {accent}"), style_text(f"   {manner}", "$quiet"))
    guess = NOTHING
    if pick.verdict:
        verdict = style_text(pick.verdict, "$gained" if pick.right else "$quiet")
        guess = join_contents(style_text(f"{pick.guess} ", "$quiet"), verdict)
    elif pick.guess:
        guess = style_text(pick.guess, "$quiet")
    return PickCard(accent, title, set_spans(pick.pick), guess)
