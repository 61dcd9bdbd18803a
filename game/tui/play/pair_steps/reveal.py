"""The reveal and the talk: both first picks on the table, what was said, and what there is to talk about."""

from collections.abc import Iterable
from typing import Final

from textual.content import Content

from game.engine import events as e
from game.engine.stocks import CHAIRS, Chair, other_chair
from game.locales import N_, _, vocabulary
from game.playthrough.pair import Talk
from game.playthrough.prompts import Prompt
from game.tui.play.pair_steps.onlooker import PairReader
from game.tui.play.pair_steps.reading import PairStep
from game.tui.play.picks import PickCard
from game.tui.play.steps.sheet import Sheet
from game.tui.play.steps.telling import group_paragraphs, render_said_fact
from game.tui.toolkit.choices import ChoiceRow
from game.tui.toolkit.content import NOTHING, join_contents, style_text
from game.tui.toolkit.story import Paragraph

YES: Final = 1


class PairRevealStep(PairStep):
    """Where they agree, one voices the best objection; where they differ, one tells the other's reason until it is so.

    Space then counts down to the final picks.
    """

    reads = False
    help: tuple[str, ...] = (
        N_("Both first picks are on the table. Talk for as long as it is worth it; no clock ends anything."),
        N_("Where they differ, the one named tells why the other picks so; the other says yes with 1, or not yet."),
        N_("Space starts three, two, one. Then both press a key at once, and nothing shows before both are in."),
    )

    def __init__(self, reader: PairReader, prompt: Prompt) -> None:
        super().__init__(reader)
        self.prompt = prompt
        self.talk: Talk | None = reader.session.talk
        self.revealed = next((event for event in reader.session.page if isinstance(event, e.Revealed)), None)
        self.understood = self.talk is None or self.talk.agreed
        self.asked_again = False
        self.timed = False

    @property
    def keys(self) -> tuple[str, ...]:  # type: ignore[override]
        """Yes or not yet, where one restates; then the final picks."""
        longer = ("more_time",) if self.timed else ()
        return ("count_down" if self.understood else "answer", *longer)

    def press_digit(self, number: int) -> None:
        """Say yes, that is the reason; or not quite."""
        if not self.understood:
            self.understood = number == YES
            self.asked_again = number == YES + 1

    def build_sheet(self) -> Sheet:
        """Return the page."""
        return Sheet(
            cards=[self._build_card(self.revealed, chair) for chair in CHAIRS] if self.revealed else [],
            told=[*self._render_said_facts(), *self._render_unsaid_counts()],
            ask=self._render_question(),
            rows=[] if self.understood else self._build_rows(),
            note=self._render_note(),
        )

    def render_key_label(self, action: str) -> str | None:
        """Two answers."""
        return "1-2" if action == "answer" else None

    def _build_card(self, revealed: e.Revealed, chair: Chair) -> PickCard:
        sure = revealed.confidence.get(chair)
        dots = {"sure": " ●●", "leaning": " ●○"}.get(sure or "", "")
        how = vocabulary.describe_confidence(sure).lower() + dots if sure else ""
        if self.reader.session.has_stand_in_pick(chair, "first"):
            how = _("picked by the partner")
        title = join_contents(
            style_text(self.reader.render_name(chair), f"bold ${chair}"), style_text(f"   {how}", "$quiet")
        )
        return PickCard(
            f"${chair}",
            title,
            self.reader.render_option(revealed.scene, revealed.first[chair]),
            self._render_guess(revealed, chair),
        )

    def _render_guess(self, revealed: e.Revealed, chair: Chair) -> Content:
        guess = revealed.guess.get(chair)
        if guess is None:
            return style_text(_("no guess"), "$quiet")
        right = guess == revealed.first[other_chair(chair)]
        verdict = style_text(_("right") if right else _("not this time"), "$gained" if right else "$quiet")
        return join_contents(
            style_text(_("guessed {name}:", name=self.reader.render_name(other_chair(chair))) + " ", "$quiet"), verdict
        )

    def _render_said_facts(self) -> Iterable[Paragraph]:
        told = [event for event in self.reader.session.page if isinstance(event, e.Said)]
        return group_paragraphs([render_said_fact(self.reader, event) for event in told])

    def _render_unsaid_counts(self) -> Iterable[Paragraph]:
        if self.revealed is None or not any(self.revealed.unsaid.values()):
            return
        parts = [
            f"{self.reader.render_name(chair)} {self.revealed.unsaid[chair]}"
            for chair in CHAIRS
            if self.revealed.unsaid.get(chair)
        ]
        yield Paragraph(style_text(" · ".join(parts), "$quiet"), lead=style_text(_("Unsaid") + "  ", "bold $quiet"))

    def _name_roles(self) -> dict[str, str]:
        assert self.talk is not None
        return {
            "speaker": self.reader.render_name(self.talk.speaker),
            "listener": self.reader.render_name(self.talk.listener),
        }

    def _render_question(self) -> Content:
        if self.talk is None:
            return NOTHING
        if not self.talk.agreed and self.understood:
            text = _("They differ, and {listener} has said yes: that is the reason.")
        elif not self.talk.agreed:
            text = _("They differ. {speaker} tells why {listener} picks otherwise, until {listener} says yes.")
        elif self.talk.objection:
            text = _("They agree. {speaker} voices the best objection:")
        else:
            text = _("They agree. {speaker} looks for the best objection and voices it.")
        for name, value in self._name_roles().items():
            text = text.replace(f"{{{name}}}", value)
        return style_text(text, f"bold ${self.talk.speaker}")

    def _build_rows(self) -> list[ChoiceRow]:
        assert self.talk is not None
        listener, accent = self._name_roles()["listener"], f"${self.talk.listener}"
        yes = _("{listener} presses 1: yes, that is my reason", listener=listener)
        no = _("{listener} presses 2: not quite, say it again", listener=listener)
        return [
            ChoiceRow(style_text(text), lead=style_text(f"   {digit}  ", f"bold {accent}"))
            for digit, text in ((1, yes), (2, no))
        ]

    def _render_note(self) -> Content:
        if self.talk is not None and self.talk.objection and self.talk.agreed:
            return self.reader.render_text(self.talk.objection, "$ink")
        if self.understood:
            return style_text(_("Talk for as long as it is worth it. Then both put a hand on their keys."), "$quiet")
        return style_text(_("Once more, in other words."), "$quiet") if self.asked_again else NOTHING
