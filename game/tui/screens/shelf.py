"""The shelf: the crises that can be played, and what there is to know of the one that is marked."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget

from game.locales import LANGUAGES, N_, _, ngettext, words
from game.tui.content import ink, painted, prose
from game.tui.desk import Offer
from game.tui.screens.listing import Listing
from game.tui.typeset import pad
from game.tui.widgets.choices import Choices, Row
from game.tui.widgets.header import Header
from game.tui.widgets.story import Paragraph, Story


class Shelf(Listing[None], inherit_bindings=True):
    """Crises at the left, the marked one in detail at the right."""

    CSS_PATH = "shelf.tcss"
    ABOUT: ClassVar[tuple[str, ...]] = (
        N_("The detail shows how long a crisis takes, what it practises, which endings you found."),
        N_("The second play differs: causes, goals and people's tempers are drawn anew."),
    )

    def body(self) -> Iterable[Widget]:
        """Yield the list beside the detail."""
        yield Header()
        with Horizontal(id="shelf"):
            with VerticalScroll(id="crises"):
                yield Choices()
            with VerticalScroll(id="detail"):
                yield Story()

    def fill(self) -> None:
        """Read the shelf once, and show it."""
        if not hasattr(self, "_offers"):
            self._offers = self.tandem.desk.offers()
        self.query_one(Header).show(
            ink(_("The shelf"), "bold $ink"), ink(ngettext("{n} crisis", "{n} crises", len(self._offers)), "$quiet")
        )
        super().fill()

    def rows(self) -> Sequence[Row]:
        """Return a row a crisis."""
        return [self._row(offer) for offer in self._offers]

    def moved(self) -> None:
        """Show the marked crisis in detail."""
        shown = (
            detail(self._offers[self.caret]) if self._offers else [Paragraph(ink(_("The shelf is empty."), "$quiet"))]
        )
        self.query_one(Story).show(shown)

    def picked(self, index: int) -> None:
        """Go on to the seats."""
        from game.tui.screens.seats import Seats

        offer = self._offers[index]
        if offer.problem:
            self.tandem.tell(_("This crisis cannot be played; `tandem check` says why."))
        else:
            self.open(Seats(offer))

    def _row(self, offer: Offer) -> Row:
        if offer.loaded is None:
            return Row(title(offer), ink(_("cannot be played")), greyed=True)
        scenario = offer.scenario
        found = _("{found} of {all} endings", found=len(offer.found), all=len(scenario.endings))
        hint = f"{found} · {_minutes(scenario.solo_minutes)}"
        return Row(title(offer), ink(hint))


def title(offer: Offer) -> Content:
    """Return a crisis' title; its id where it has none."""
    return prose(offer.spans("title")) if offer.loaded else ink(offer.id)


def detail(offer: Offer) -> list[Paragraph]:
    """Return all there is to know of a crisis before it is played."""
    heading = painted(title(offer), "bold $ink")
    if offer.problem:
        return [Paragraph(heading), Paragraph(ink(offer.problem, "$lost"))]
    scenario = offer.scenario
    tried = ", ".join(words.chair(chair) for chair in offer.tried) or _("none yet")
    spoken = ", ".join(LANGUAGES.get(name, name) for name in offer.texts.languages)
    found = _("{found} of {all}", found=len(offer.found), all=len(scenario.endings))
    aims = [offer.spans(f"objectives.{number}") for number in range(scenario.objectives)]
    return [
        Paragraph(heading),
        Paragraph(prose(offer.spans("premise"))),
        *_listed(_("You practise"), [prose(aim) for aim in aims]),
        *_listed(_("Ideas"), [ink(words.principle(name)) for name in scenario.principles]),
        _line(
            _("Time"),
            _(
                "{solo} alone, {pair} in two",
                solo=_minutes(scenario.solo_minutes),
                pair=_minutes(scenario.pair_minutes),
            ),
        ),
        _line(_("Languages"), spoken, close=True),
        _line(_("Endings found"), found, close=True),
        _line(_("Chairs tried"), tried, close=True),
    ]


def _listed(title: str, items: list[Content]) -> list[Paragraph]:
    heading = Paragraph(ink(title, "bold $quiet"))
    return [heading, *(Paragraph(item, lead=ink("· ", "$quiet"), close=True) for item in items)] if items else []


def _line(label: str, value: str, *, close: bool = False) -> Paragraph:
    return Paragraph(ink(value, "$ink"), lead=pad(ink(label, "$quiet"), 16), close=close)


def _minutes(number: int) -> str:
    return _("{n} min", n=number)
