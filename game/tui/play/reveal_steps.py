"""The step that asks for the final pick, with both first picks on the table, and what every such page shows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from textual.content import Content

from game.engine import events as e
from game.engine.state import SIT
from game.engine.stocks import CHAIRS, Chair, other_chair
from game.narration.reveal import (
    TableFact,
    describe_kept,
    describe_unheard,
    list_pick_reasons,
    list_table_facts,
    name_table,
)
from game.playthrough.prompts import Prompt
from game.questions import Choice
from game.questions.kinds import (
    RevealedPick,
    count_kept_facts,
    describe_said_facts,
    introduce_objection,
    list_revealed_picks,
)
from game.tui.play.paper import Sheet
from game.tui.play.question_steps import DOTS, QuestionStep, render_touches, set_spans
from game.tui.play.reader import (
    ChairReader,
    group_paragraphs,
    render_deliberation,
    render_figure_changes,
    render_moved_figures,
    render_partner_reason,
    render_said_fact,
)
from game.tui.play.reveal import PickCard, RevealedTable, SpreadCard, TableRow, TableSide
from game.tui.toolkit.choices import ChoiceRow
from game.tui.toolkit.content import NOTHING, join_contents, style_text
from game.tui.toolkit.lines import Paragraph


class RevealStep(QuestionStep):
    """The final pick, with both first picks on the table."""

    spread = True

    def __init__(self, reader: ChairReader, prompt: Prompt) -> None:
        super().__init__(reader, prompt)
        self.revealed = find_revealed(reader)
        mine = self.revealed.first.get(reader.chair) if self.revealed else None
        self.caret = self.standing = self.asked.now.find_choice(mine) if mine else None

    @property
    def keys(self) -> tuple[str, ...]:  # type: ignore[override]
        """A digit changes the pick; Enter keeps it, or confirms the other one."""
        enter = "keep" if self.caret is not None and self.caret == self.standing else "confirm"
        return ("change", "up", "down", *self.list_taking_back(), enter)

    def build_sheet(self) -> Sheet:
        """Return the page."""
        return Sheet(
            cards=self._build_cards(self.revealed) if self.revealed else [],
            told=[*self._render_said_facts(), *render_partner_reason(self.reader), *self._render_objection()],
            table=self._build_table(self.revealed) if self.revealed else None,
            ask=self.asked.render_title(),
            rows=[self._build_option_row(choice) for choice in self.asked.now.choices],
            caret=self.caret,
            look=self.look,
            note=self.render_once_more(),
            reminder=style_text(self.asked.now.reminder, "$quiet"),
        )

    def _build_option_row(self, choice: Choice) -> ChoiceRow:
        if choice.id == SIT:
            return ChoiceRow(set_spans(choice.text), note=set_spans(choice.effect, "$quiet"))
        return ChoiceRow(set_spans(choice.text), render_touches(choice))

    def _build_cards(self, revealed: e.Revealed) -> list[PickCard]:
        """Return a card for each chair; one for both if they lean alike."""
        cards = build_pick_cards(self.reader, revealed)
        if len(set(revealed.first.values())) > 1:
            return cards
        parts = [*(card.title for card in cards), *(card.guess for card in cards if card.guess)]
        return [PickCard("$gained", join_contents(*parts, between="    "), cards[0].pick)]

    def _render_said_facts(self) -> Iterable[Paragraph]:
        told = [event for event in self.reader.session.scene_events if isinstance(event, e.Said)]
        yield from group_paragraphs(
            [
                render_said_fact(self.reader, event.fact, event.chair)
                for event in told
                if event.chair == self.reader.other
            ]
        )
        own = [event for event in told if event.chair == self.reader.chair]
        answers = self._render_answers()
        mine = self._render_own_facts(own, answered=bool(answers))
        if answers:
            parts = (*(answer.body for answer in answers), *((mine,) if mine else ()))
            yield replace(answers[0], body=join_contents(*parts, between="  "), close=True)
        elif mine:
            yield Paragraph(mine, close=True)
        sat = [event for event in self.reader.session.happened if isinstance(event, e.SatDown)]
        yield from render_deliberation(self.reader, sat)

    def _render_answers(self) -> list[Paragraph]:
        """Return how the simulated partner answers what this chair has said."""
        events = self.reader.session.scene_events
        return render_deliberation(self.reader, [event for event in events if isinstance(event, e.FactAnswered)])

    def _render_own_facts(self, told: Sequence[e.Said], *, answered: bool) -> Content:
        """Return what saying facts cost this chair, and how much it kept; what it said only where nobody answered."""
        kept = self.revealed.unsaid.get(self.reader.chair, 0) if self.revealed else 0
        labels = [self.reader.voice.render_text(f"facts.{event.fact}.label") for event in told]
        prices = [price for event in told if (price := render_moved_figures(self.reader, event.moved))]
        said, more = describe_said_facts(labels, kept), count_kept_facts(kept)
        parts = (style_text("" if answered else said, "$quiet"), *prices, style_text(more, "$quiet"))
        return join_contents(*(part for part in parts if part), between="  ")

    def _render_objection(self) -> Iterable[Paragraph]:
        """Yield what the partner says against a pick that both made."""
        reader, revealed = self.reader, self.revealed
        agreed = revealed is not None and len(set(revealed.first.values())) == 1
        objection = reader.session.find_objection_path(revealed.first[reader.chair]) if revealed and agreed else ""
        if objection:
            name = style_text(reader.render_name(reader.other), f"bold {reader.accent_for(reader.other)}")
            lead = join_contents(name, style_text(f" {introduce_objection()}  ", "$quiet"))
            yield Paragraph(join_contents(lead, reader.render_text(objection)))

    def _build_table(self, revealed: e.Revealed) -> RevealedTable:
        sat = [event for event in self.reader.session.happened if isinstance(event, e.SatDown)]
        rest = [*render_deliberation(self.reader, sat), *self._render_objection()]
        kept = {self.reader.chair: revealed.unsaid.get(self.reader.chair, 0)}
        return build_revealed_table(self.reader, revealed, kept, rest=rest)


def find_revealed(reader: ChairReader) -> e.Revealed | None:
    """Return the first picks of the current scene, None where they are not on the table."""
    return next((event for event in reader.session.scene_events if isinstance(event, e.Revealed)), None)


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


def build_revealed_table(
    reader: ChairReader,
    revealed: e.Revealed,
    kept: Mapping[Chair, int],
    stand_ins: Sequence[Chair] = (),
    rest: Sequence[Paragraph] = (),
    *,
    explained: bool = True,
) -> RevealedTable:
    """Return the page spread out.

    Args:
        reader: who reads it.
        revealed: both first picks.
        kept: how many facts these chairs have kept.
        stand_ins: the chairs for which the simulated partner had picked.
        rest: what is told beneath.
        explained: whether the reasons stand on the cards; two people find them out first.
    """
    voice = reader.voice
    given = list_pick_reasons(voice, reader.session, revealed) if explained else ()
    reasons = {reason.chair: reason for reason in given}
    cards = []
    for pick in list_revealed_picks(voice, revealed, stand_ins):
        reason, card = reasons.get(pick.chair), _build_card(reader, pick)
        why = (reason.title, set_spans(reason.words), set_spans(reason.note)) if reason else ("", NOTHING, NOTHING)
        cards.append(SpreadCard(pick.chair, card, *why))
    facts = list(list_table_facts(voice, reader.session.scene_events))
    rows = [_build_table_row(reader, fact) for fact in facts]
    rows += [_build_kept_row(reader, chair, number) for chair, number in kept.items() if number > 0]
    return RevealedTable(cards, name_table(), rows, rest)


def _name_end(reader: ChairReader, chair: Chair) -> Content:
    return style_text(reader.voice.name_speaker(chair), f"bold {reader.accent_for(chair)}")


def _build_table_row(reader: ChairReader, fact: TableFact) -> TableRow:
    """Return a fact with its words at one end, and at the other the answer, else what is known there now."""
    told = [set_spans(fact.words, "$ink")]
    if moved := render_figure_changes(reader, fact.figures):
        told.append(moved)
    heard = set_spans(fact.answer, "$ink") if fact.answer else style_text(f"● {fact.label}", "$quiet")
    lines = {fact.holder: told, other_chair(fact.holder): [heard]}
    left, right = (TableSide(_name_end(reader, chair), lines[chair]) for chair in CHAIRS)
    return TableRow(left, right, fact.holder, fact.cost)


def _build_kept_row(reader: ChairReader, chair: Chair, number: int) -> TableRow:
    """Return what a chair has kept: at its end what that is, as far as the reader may know it."""
    said = {
        chair: describe_kept(reader.voice, reader.session, chair, number),
        other_chair(chair): describe_unheard(reader.voice, other_chair(chair)),
    }
    left, right = (TableSide(_name_end(reader, one), [style_text(said[one], "$quiet")]) for one in CHAIRS)
    return TableRow(left, right, chair, kept=True)
