"""The reveal and the talk: both first picks on the table, what was said, and what there is to talk about."""

from collections.abc import Iterable
from typing import Final

from textual.content import Content

from game.engine import events as e
from game.engine.stocks import CHAIRS, Chair, other
from game.locales import N_, _, words
from game.playthrough.prompts import Prompt
from game.playthrough.together import Talk
from game.tui.content import NOTHING, ink, join
from game.tui.steps.sheet import Sheet
from game.tui.steps.telling import close, said
from game.tui.together.onlooker import Onlooker
from game.tui.together.reading import Shared
from game.tui.widgets.choices import Row
from game.tui.widgets.picks import Card
from game.tui.widgets.story import Paragraph

YES: Final = 1


class Reveal(Shared):
    """Where they agree, one voices the best objection; where they differ, one tells the other's reason until it is so.

    Space then counts down to the final picks.
    """

    reads = False
    help: tuple[str, ...] = (
        N_("Both first picks are on the table. Talk for as long as it is worth it; no clock ends anything."),
        N_("Where they differ, the one named tells why the other picks so; the other says yes with 1, or not yet."),
        N_("Space starts three, two, one. Then both press a key at once, and nothing shows before both are in."),
    )

    def __init__(self, reader: Onlooker, prompt: Prompt) -> None:
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

    def digit(self, number: int) -> None:
        """Say yes, that is the reason; or not quite."""
        if not self.understood:
            self.understood = number == YES
            self.asked_again = number == YES + 1

    def sheet(self) -> Sheet:
        """Return the page."""
        return Sheet(
            cards=[self._card(self.revealed, chair) for chair in CHAIRS] if self.revealed else [],
            told=[*self._said(), *self._unsaid()],
            ask=self._ask(),
            rows=[] if self.understood else self._rows(),
            note=self._note(),
        )

    def label(self, action: str) -> str | None:
        """Two answers."""
        return "1-2" if action == "answer" else None

    def _card(self, revealed: e.Revealed, chair: Chair) -> Card:
        sure = revealed.confidence.get(chair)
        dots = {"sure": " ●●", "leaning": " ●○"}.get(sure or "", "")
        how = words.confidence(sure).lower() + dots if sure else ""
        if self.reader.session.stood_in(chair, "first"):
            how = _("picked by the partner")
        title = join(ink(self.reader.name(chair), f"bold ${chair}"), ink(f"   {how}", "$quiet"))
        return Card(
            f"${chair}", title, self.reader.option(revealed.scene, revealed.first[chair]), self._guess(revealed, chair)
        )

    def _guess(self, revealed: e.Revealed, chair: Chair) -> Content:
        guess = revealed.guess.get(chair)
        if guess is None:
            return ink(_("no guess"), "$quiet")
        right = guess == revealed.first[other(chair)]
        verdict = ink(_("right") if right else _("not this time"), "$gained" if right else "$quiet")
        return join(ink(_("guessed {name}:", name=self.reader.name(other(chair))) + " ", "$quiet"), verdict)

    def _said(self) -> Iterable[Paragraph]:
        told = [event for event in self.reader.session.page if isinstance(event, e.Said)]
        return close([said(self.reader, event) for event in told])

    def _unsaid(self) -> Iterable[Paragraph]:
        if self.revealed is None or not any(self.revealed.unsaid.values()):
            return
        parts = [
            f"{self.reader.name(chair)} {self.revealed.unsaid[chair]}"
            for chair in CHAIRS
            if self.revealed.unsaid.get(chair)
        ]
        yield Paragraph(ink(" · ".join(parts), "$quiet"), lead=ink(_("Unsaid") + "  ", "bold $quiet"))

    def _names(self) -> dict[str, str]:
        assert self.talk is not None
        return {"speaker": self.reader.name(self.talk.speaker), "listener": self.reader.name(self.talk.listener)}

    def _ask(self) -> Content:
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
        for name, value in self._names().items():
            text = text.replace(f"{{{name}}}", value)
        return ink(text, f"bold ${self.talk.speaker}")

    def _rows(self) -> list[Row]:
        assert self.talk is not None
        listener, accent = self._names()["listener"], f"${self.talk.listener}"
        yes = _("{listener} presses 1: yes, that is my reason", listener=listener)
        no = _("{listener} presses 2: not quite, say it again", listener=listener)
        return [Row(ink(text), lead=ink(f"   {digit}  ", f"bold {accent}")) for digit, text in ((1, yes), (2, no))]

    def _note(self) -> Content:
        if self.talk is not None and self.talk.objection and self.talk.agreed:
            return self.reader.tell(self.talk.objection, "$ink")
        if self.understood:
            return ink(_("Talk for as long as it is worth it. Then both put a hand on their keys."), "$quiet")
        return ink(_("Once more, in other words."), "$quiet") if self.asked_again else NOTHING
