"""Reveal: both first picks, what was said, why the partner leans as it does. Enter keeps yours, a digit changes it."""

from collections.abc import Iterable, Mapping, Sequence

from textual.content import Content

from game.engine import events as e
from game.engine.state import SIT
from game.engine.stocks import CHAIRS, Chair, other
from game.locales import N_, _, ngettext, words
from game.playthrough.prompts import Choice, Prompt
from game.tui.content import NOTHING, ink, join
from game.tui.steps.decide import question
from game.tui.steps.hints import hint_line
from game.tui.steps.reader import Reader
from game.tui.steps.sheet import Picking, Sheet
from game.tui.steps.telling import close, moved, recount, said, voice
from game.tui.widgets.choices import Row
from game.tui.widgets.picks import Card
from game.tui.widgets.story import Paragraph


class Reveal(Picking):
    """The final pick, with both first picks on the table."""

    keys: tuple[str, ...] = ("change", "up", "down", "keep")
    help = (
        N_("Both first picks are on the table. Enter keeps yours; a digit changes it, then Enter confirms."),
        N_("A new fact may change what an option is worth: look at the dots again."),
        N_("Sitting down together costs a token. It may open what neither can see alone, if both say what they know."),
    )

    def __init__(self, reader: Reader, prompt: Prompt) -> None:
        super().__init__(reader)
        self.prompt = prompt
        self.revealed = next((event for event in reader.session.page if isinstance(event, e.Revealed)), None)
        mine = self.revealed.first.get(reader.chair) if self.revealed else None
        ids = [choice.id for choice in prompt.choices]
        self.caret = ids.index(mine) if mine in ids else None

    def count(self) -> int:
        """Return how many options there are."""
        return len(self.prompt.choices)

    def missing(self) -> str:
        """A pick is missing."""
        return _("Mark an option first: press its digit.") if self.caret is None else ""

    def sheet(self) -> Sheet:
        """Return the page."""
        return Sheet(
            cards=self._cards(self.revealed) if self.revealed else [],
            told=[*self._said(), *self._voice()],
            ask=question(self.reader, self.prompt),
            rows=[self._row(choice) for choice in self.prompt.choices],
            caret=self.caret,
        )

    def answer(self, prompt: Prompt) -> Mapping[str, object] | None:
        """Answer the final pick."""
        if prompt.token != self.prompt.token or self.caret is None:
            return None
        return {"option": prompt.choices[self.caret].id}

    def _row(self, choice: Choice) -> Row:
        if choice.id == SIT:
            view = self.reader.session.view(self.reader.chair)
            note = ngettext("◆ {n} token left", "◆ {n} tokens left", view.tokens)
            return Row(ink(_("Sit down together first")), note=ink(note, "$soft"))
        return Row(self.reader.tell(choice.path), hint_line(choice, self.reader))

    def _cards(self, revealed: e.Revealed) -> list[Card]:
        """Return a card a chair; one for both where they lean alike."""
        titles = {chair: self._title(revealed, chair) for chair in CHAIRS}
        guesses = {chair: self._guess(revealed, chair) for chair in CHAIRS}
        if len(set(revealed.first.values())) == 1:
            pick = self.reader.option(revealed.scene, revealed.first[self.reader.chair])
            title = join(*titles.values(), *filter(None, guesses.values()), between="    ")
            return [Card("$gained", title, pick)]
        return [
            Card(self.reader.colour(chair), titles[chair], self.reader.option(revealed.scene, pick), guesses[chair])
            for chair, pick in revealed.first.items()
        ]

    def _title(self, revealed: e.Revealed, chair: Chair) -> Content:
        sure = revealed.confidence.get(chair)
        dots = {"sure": " ●●", "leaning": " ●○"}.get(sure or "", "")
        name = ink(self.reader.who(chair), f"bold {self.reader.colour(chair)}")
        return join(name, ink("   "), ink((words.confidence(sure).lower() if sure else "") + dots, "$quiet"))

    def _guess(self, revealed: e.Revealed, chair: Chair) -> Content:
        guess = revealed.guess.get(chair)
        if guess is None:
            return NOTHING
        right = guess == revealed.first[other(chair)]
        verdict = ink(_("right") if right else _("not this time"), "$gained" if right else "$quiet")
        lead = _("your guess") if chair == self.reader.chair else _("guessed you")
        return join(ink(f"{lead}: ", "$quiet"), verdict)

    def _said(self) -> Iterable[Paragraph]:
        told = [event for event in self.reader.session.page if isinstance(event, e.Said)]
        yield from close([said(self.reader, event) for event in told if event.chair == self.reader.other])
        if mine := self._mine([event.fact for event in told if event.chair == self.reader.chair]):
            yield Paragraph(mine, close=True)
        yield from recount(self.reader, [e_ for e_ in self.reader.session.happened if isinstance(e_, e.SatDown)])

    def _mine(self, facts: Sequence[str]) -> Content:
        """Return what this chair said and what saying it cost, and how much it kept; nothing where it had nothing."""
        kept = self.revealed.unsaid.get(self.reader.chair, 0) if self.revealed else 0
        labels = " · ".join(self.reader.session.text(f"facts.{fact}.label") for fact in facts)
        told = _("You said: {facts}.", facts=labels) if labels else _("You said nothing new.") if kept else ""
        more = ngettext("{n} thing is kept.", "{n} things are kept.", kept) if kept else ""
        prices = [price for fact in facts if (price := moved(self.reader, f"said:{fact}"))]
        return join(*(part for part in (ink(told, "$quiet"), *prices, ink(more, "$quiet")) if part), between="  ")

    def _voice(self) -> Iterable[Paragraph]:
        reader, revealed = self.reader, self.revealed
        if revealed is None:
            return
        yield from voice(reader)
        agreed = len(set(revealed.first.values())) == 1
        objection = reader.session.objection(revealed.first[reader.chair]) if agreed else ""
        if objection:
            name = ink(reader.name(reader.other), f"bold {reader.colour(reader.other)}")
            lead = join(name, ink(" " + _("plays the other side") + "  ", "$quiet"))
            yield Paragraph(join(lead, reader.tell(objection)))
