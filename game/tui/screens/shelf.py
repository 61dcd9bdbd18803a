"""The shelf: the crises that can be played, and what there is to know of the one that is marked."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on, work
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from game.engine.scenario import PRINCIPLES
from game.locales import LANGUAGES, N_, _, language, ngettext, words
from game.tui.content import ink, painted, prose
from game.tui.desk import CannotError, Crisis, Offer
from game.tui.screens.listing import Listing
from game.tui.typeset import pad
from game.tui.widgets.choices import Choices, Row
from game.tui.widgets.header import Header
from game.tui.widgets.story import Paragraph, Story


class Shelf(Listing[None], inherit_bindings=True):
    """Crises at the left, the marked one in detail at the right; it is loaded while one reads."""

    CSS_PATH = "shelf.tcss"
    SCROLLED = "#detail"
    ABOUT: ClassVar[tuple[str, ...]] = (
        N_("The detail shows how long a crisis takes, what it practises, which endings you found."),
        N_("The second play differs: causes, goals and people's tempers are drawn anew."),
    )

    class Loaded(Message):
        """A crisis was loaded, or cannot be."""

        def __init__(self, index: int, crisis: Crisis | None, problem: str = "") -> None:
            super().__init__()
            self.index, self.crisis, self.problem = index, crisis, problem

    def __init__(self) -> None:
        super().__init__()
        self._offers: list[Offer] | None = None
        self._crises: dict[int, Crisis] = {}
        self._problems: dict[int, str] = {}

    @property
    def offers(self) -> list[Offer]:
        """The crises, read once."""
        if self._offers is None:
            self._offers = self.tandem.desk.offers()
        return self._offers

    def body(self) -> Iterable[Widget]:
        """Yield the list beside the detail."""
        yield Header()
        with Horizontal(id="shelf"):
            with VerticalScroll(id="crises"):
                yield Choices()
            with VerticalScroll(id="detail"):
                yield Story()

    def fill(self) -> None:
        """Show the shelf."""
        number = ngettext("{n} crisis", "{n} crises", len(self.offers))
        self.query_one(Header).show(ink(_("The shelf"), "bold $ink"), ink(number, "$quiet"))
        super().fill()

    def rows(self) -> Sequence[Row]:
        """Return a row a crisis."""
        return [self._row(index, offer) for index, offer in enumerate(self.offers)]

    def moved(self) -> None:
        """Show the marked crisis in detail."""
        story = self.query_one(Story)
        if not self.offers:
            story.show([Paragraph(ink(_("The shelf is empty."), "$quiet"))])
            return
        story.show(self._detail(self.caret))
        if self.caret not in self._crises and self.caret not in self._problems:
            self._load(self.caret, self.offers[self.caret])

    def picked(self, index: int) -> None:
        """Go on to the seats."""
        from game.tui.screens.seats import Seats

        try:
            crisis = self._crises.get(index) or self.offers[index].open()
        except CannotError as error:
            self.tandem.tell(str(error))
        else:
            self.open(Seats(crisis))

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _load(self, index: int, offer: Offer) -> None:
        try:
            self.post_message(self.Loaded(index, offer.open()))
        except CannotError as error:
            self.post_message(self.Loaded(index, None, str(error)))

    @on(Loaded)
    def loaded(self, event: Loaded) -> None:
        """Show what only the whole file tells."""
        if event.crisis is None:
            self._problems[event.index] = event.problem
        else:
            self._crises[event.index] = event.crisis
        super().fill()

    def _row(self, index: int, offer: Offer) -> Row:
        if index in self._problems:
            return Row(_title(offer), ink(_("cannot be played")), greyed=True)
        found = ngettext("{n} ending found", "{n} endings found", len(offer.found))
        return Row(_title(offer), ink(f"{_minutes(offer.head.solo_minutes)} · {found}"))

    def _detail(self, index: int) -> list[Paragraph]:
        offer, head = self.offers[index], self.offers[index].head
        heading = Paragraph(painted(_title(offer), "bold $ink"))
        if index in self._problems:
            return [heading, Paragraph(ink(self._problems[index], "$lost"))]
        aims = head.objectives.get(language()) or head.objectives.get(head.language, ())
        alone, in_two = _minutes(head.solo_minutes), _minutes(head.pair_minutes)
        return [
            heading,
            Paragraph(prose(offer.spans(head.premise))),
            _line(_("Time"), _("{solo} alone, {pair} in two", solo=alone, pair=in_two)),
            _line(_("Languages"), ", ".join(LANGUAGES.get(name, name) for name in head.languages), close=True),
            _line(_("Endings found"), self._found(index), close=True),
            _line(_("Chairs tried"), ", ".join(map(words.chair, offer.tried)) or _("none yet"), close=True),
            *_listed(_("You practise"), [prose(offer.spans({language(): aim})) for aim in aims]),
            *_listed(_("Ideas"), [ink(words.principle(name)) for name in head.principles if name in PRINCIPLES]),
        ]

    def _found(self, index: int) -> str:
        found, crisis = len(self.offers[index].found), self._crises.get(index)
        return _("{found} of {all}", found=found, all=len(crisis.scenario.endings)) if crisis else str(found)


def _title(offer: Offer) -> Content:
    return prose(offer.spans(offer.head.title))


def _listed(title: str, items: list[Content]) -> list[Paragraph]:
    heading = Paragraph(ink(title, "bold $quiet"))
    return [heading, *(Paragraph(item, lead=ink("· ", "$quiet"), close=True) for item in items)] if items else []


def _line(label: str, value: str, *, close: bool = False) -> Paragraph:
    return Paragraph(ink(value, "$ink"), lead=pad(ink(label, "$quiet"), 16), close=close)


def _minutes(number: int) -> str:
    return _("{n} min", n=number)
