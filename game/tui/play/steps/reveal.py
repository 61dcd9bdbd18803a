"""Reveal: both first picks, what was said, why the partner leans as it does. Enter keeps yours, a digit changes it."""

from collections.abc import Iterable, Mapping, Sequence

from textual.content import Content

from game.engine import events as e
from game.engine.state import SIT
from game.engine.stocks import CHAIRS, Chair, other_chair
from game.locales import N_, _, ngettext, vocabulary
from game.playthrough.prompts import Prompt, PromptChoice
from game.tui.play.picks import PickCard
from game.tui.play.steps.decide import render_scene_question
from game.tui.play.steps.hints import render_hint_line
from game.tui.play.steps.reader import ChairReader
from game.tui.play.steps.sheet import ChoiceStep, Sheet
from game.tui.play.steps.telling import (
    group_paragraphs,
    render_deliberation,
    render_moved_figures,
    render_partner_reason,
    render_said_fact,
)
from game.tui.toolkit.choices import ChoiceRow
from game.tui.toolkit.content import NOTHING, join_contents, style_text
from game.tui.toolkit.story import Paragraph


class RevealStep(ChoiceStep):
    """The final pick, with both first picks on the table."""

    keys: tuple[str, ...] = ("change", "up", "down", "keep")
    help = (
        N_("Both first picks are on the table. Enter keeps yours; a digit changes it, then Enter confirms."),
        N_("A new fact may change what an option is worth: look at the dots again."),
        N_("Sitting down together costs a token. It may open what neither can see alone, if both say what they know."),
    )

    def __init__(self, reader: ChairReader, prompt: Prompt) -> None:
        super().__init__(reader)
        self.prompt = prompt
        self.revealed = next((event for event in reader.session.page if isinstance(event, e.Revealed)), None)
        mine = self.revealed.first.get(reader.chair) if self.revealed else None
        ids = [choice.id for choice in prompt.choices]
        self.caret = ids.index(mine) if mine in ids else None

    def count_rows(self) -> int:
        """Return how many options there are."""
        return len(self.prompt.choices)

    def explain_missing(self) -> str:
        """A pick is missing."""
        return _("Mark an option first: press its digit.") if self.caret is None else ""

    def build_sheet(self) -> Sheet:
        """Return the page."""
        return Sheet(
            cards=self._build_cards(self.revealed) if self.revealed else [],
            told=[*self._render_said_facts(), *self._render_partner_voice()],
            ask=render_scene_question(self.reader, self.prompt),
            rows=[self._build_option_row(choice) for choice in self.prompt.choices],
            caret=self.caret,
        )

    def build_answer(self, prompt: Prompt) -> Mapping[str, object] | None:
        """Answer the final pick."""
        if prompt.token != self.prompt.token or self.caret is None:
            return None
        return {"option": prompt.choices[self.caret].id}

    def _build_option_row(self, choice: PromptChoice) -> ChoiceRow:
        if choice.id == SIT:
            view = self.reader.session.build_view(self.reader.chair)
            note = ngettext("◆ {n} token left", "◆ {n} tokens left", view.tokens)
            return ChoiceRow(style_text(_("Sit down together first")), note=style_text(note, "$soft"))
        return ChoiceRow(self.reader.render_text(choice.path), render_hint_line(choice, self.reader))

    def _build_cards(self, revealed: e.Revealed) -> list[PickCard]:
        """Return a card a chair; one for both where they lean alike."""
        titles = {chair: self._render_card_title(revealed, chair) for chair in CHAIRS}
        guesses = {chair: self._render_guess(revealed, chair) for chair in CHAIRS}
        if len(set(revealed.first.values())) == 1:
            pick = self.reader.render_option(revealed.scene, revealed.first[self.reader.chair])
            title = join_contents(*titles.values(), *filter(None, guesses.values()), between="    ")
            return [PickCard("$gained", title, pick)]
        return [
            PickCard(
                self.reader.accent_for(chair),
                titles[chair],
                self.reader.render_option(revealed.scene, pick),
                guesses[chair],
            )
            for chair, pick in revealed.first.items()
        ]

    def _render_card_title(self, revealed: e.Revealed, chair: Chair) -> Content:
        sure = revealed.confidence.get(chair)
        dots = {"sure": " ●●", "leaning": " ●○"}.get(sure or "", "")
        name = style_text(self.reader.render_speaker(chair), f"bold {self.reader.accent_for(chair)}")
        return join_contents(
            name,
            style_text("   "),
            style_text((vocabulary.describe_confidence(sure).lower() if sure else "") + dots, "$quiet"),
        )

    def _render_guess(self, revealed: e.Revealed, chair: Chair) -> Content:
        guess = revealed.guess.get(chair)
        if guess is None:
            return NOTHING
        right = guess == revealed.first[other_chair(chair)]
        verdict = style_text(_("right") if right else _("not this time"), "$gained" if right else "$quiet")
        lead = _("your guess") if chair == self.reader.chair else _("guessed you")
        return join_contents(style_text(f"{lead}: ", "$quiet"), verdict)

    def _render_said_facts(self) -> Iterable[Paragraph]:
        told = [event for event in self.reader.session.page if isinstance(event, e.Said)]
        yield from group_paragraphs(
            [render_said_fact(self.reader, event) for event in told if event.chair == self.reader.other]
        )
        if mine := self._render_own_facts([event.fact for event in told if event.chair == self.reader.chair]):
            yield Paragraph(mine, close=True)
        yield from render_deliberation(
            self.reader, [e_ for e_ in self.reader.session.happened if isinstance(e_, e.SatDown)]
        )

    def _render_own_facts(self, facts: Sequence[str]) -> Content:
        """Return what this chair said and what saying it cost, and how much it kept; nothing where it had nothing."""
        kept = self.revealed.unsaid.get(self.reader.chair, 0) if self.revealed else 0
        labels = " · ".join(self.reader.session.render_text(f"facts.{fact}.label") for fact in facts)
        told = _("You said: {facts}.", facts=labels) if labels else _("You said nothing new.") if kept else ""
        more = ngettext("{n} thing is kept.", "{n} things are kept.", kept) if kept else ""
        prices = [price for fact in facts if (price := render_moved_figures(self.reader, f"said:{fact}"))]
        return join_contents(
            *(part for part in (style_text(told, "$quiet"), *prices, style_text(more, "$quiet")) if part), between="  "
        )

    def _render_partner_voice(self) -> Iterable[Paragraph]:
        reader, revealed = self.reader, self.revealed
        if revealed is None:
            return
        yield from render_partner_reason(reader)
        agreed = len(set(revealed.first.values())) == 1
        objection = reader.session.find_objection_path(revealed.first[reader.chair]) if agreed else ""
        if objection:
            name = style_text(reader.render_name(reader.other), f"bold {reader.accent_for(reader.other)}")
            lead = join_contents(name, style_text(" " + _("plays the other side") + "  ", "$quiet"))
            yield Paragraph(join_contents(lead, reader.render_text(objection)))
