"""The shelf of crises that can be played, with details of the marked one; and the workshop, where one's own begin."""

from collections.abc import Iterable, Sequence
from typing import ClassVar, Final

from textual import on, work
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from game.content.safe_input import render_path
from game.engine.scenario import PRINCIPLES
from game.locales import LANGUAGES, N_, _, current_language, ngettext, vocabulary
from game.playthrough.saves import locate_own_scenarios
from game.tui.actions import bind
from game.tui.app_services import NotPossibleError
from game.tui.library.crises import CrisisOffer, LoadedCrisis, list_offers
from game.tui.library.seats import SeatsPage
from game.tui.toolkit.choices import ChoiceRow, Choices, ListPage
from game.tui.toolkit.content import fit_to_width, render_spans, style_text, underlay_style
from game.tui.toolkit.help import ScrollingPage
from game.tui.toolkit.lines import Paragraph, StoryWidget
from game.tui.toolkit.page import Header

STEPS: Final = (
    ("tandem new my-crisis", N_("writes a small crisis that plays, with comments that teach the format")),
    ("tandem preview ./my-crisis", N_("shows it in the game, and comes back to your scene after every save")),
    ("tandem check ./my-crisis --watch", N_("tells all that is wrong with it, with the line and the fix")),
    ("tandem explore ./my-crisis", N_("finds a way to every scene and ending, or proves that there is none")),
    ("tandem demo ./my-crisis --runs 100", N_("lets bots play it, and counts how it ends")),
)
"""An author's commands, in the order in which they are needed."""
_COMMAND: Final = 36


class ShelfPage(ListPage[None], inherit_bindings=True):
    """Crises at the left, details of the marked one at the right; it is loaded in a thread meanwhile."""

    CSS_PATH = "shelf.tcss"
    SCROLLED = "#detail"
    ABOUT: ClassVar[tuple[str, ...]] = (
        N_("The detail shows how long a crisis takes, what it practises, which endings you found."),
        N_("A second game differs: causes, goals and people's tempers are drawn anew."),
    )

    class CrisisLoaded(Message):
        """A crisis was loaded, or can't be (`crisis` is None)."""

        def __init__(self, index: int, crisis: LoadedCrisis | None, problem: str = "") -> None:
            super().__init__()
            self.index, self.crisis, self.problem = index, crisis, problem

    def __init__(self) -> None:
        super().__init__()
        self._offers: list[CrisisOffer] | None = None
        self._crises: dict[int, LoadedCrisis] = {}
        self._problems: dict[int, str] = {}

    @property
    def offers(self) -> list[CrisisOffer]:
        """The crises on the shelf, read once."""
        if self._offers is None:
            self._offers = list_offers(self.tandem.services)
        return self._offers

    def compose_body(self) -> Iterable[Widget]:
        """Yield the list beside the detail."""
        yield Header()
        with Horizontal(id="shelf"):
            with VerticalScroll(id="crises"):
                yield Choices()
            with VerticalScroll(id="detail"):
                yield StoryWidget()

    def update_texts(self) -> None:
        """Show the shelf."""
        number = ngettext("{n} crisis", "{n} crises", len(self.offers))
        self.query_one(Header).show_titles(style_text(_("The shelf"), "bold $ink"), style_text(number, "$quiet"))
        super().update_texts()

    def build_rows(self) -> Sequence[ChoiceRow]:
        """Return a row for each crisis."""
        return [self._build_crisis_row(index, offer) for index, offer in enumerate(self.offers)]

    def follow_caret(self) -> None:
        """Show the marked crisis in detail."""
        story = self.query_one(StoryWidget)
        if not self.offers:
            story.show_paragraphs([Paragraph(style_text(_("The shelf is empty."), "$quiet"))])
            return
        story.show_paragraphs(self._render_detail(self.caret))
        if self.caret not in self._crises and self.caret not in self._problems:
            self._load_crisis(self.caret, self.offers[self.caret])

    def choose_row(self, index: int) -> None:
        """Open the seats of the crisis."""
        try:
            crisis = self._crises.get(index) or self.offers[index].load_crisis()
        except NotPossibleError as error:
            self.tandem.show_notice(str(error))
        else:
            self.open_page(SeatsPage(crisis))

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _load_crisis(self, index: int, offer: CrisisOffer) -> None:
        try:
            self.post_message(self.CrisisLoaded(index, offer.load_crisis()))
        except NotPossibleError as error:
            self.post_message(self.CrisisLoaded(index, None, str(error)))

    @on(CrisisLoaded)
    def show_loaded_crisis(self, event: CrisisLoaded) -> None:
        """Show what only the whole file tells."""
        if event.crisis is None:
            self._problems[event.index] = event.problem
        else:
            self._crises[event.index] = event.crisis
        super().update_texts()

    def _build_crisis_row(self, index: int, offer: CrisisOffer) -> ChoiceRow:
        if index in self._problems:
            return ChoiceRow(_render_offer_title(offer), style_text(_("cannot be played")), greyed=True)
        found = ngettext("{n} ending found", "{n} endings found", len(offer.found))
        return ChoiceRow(
            _render_offer_title(offer), style_text(f"{_render_minutes(offer.head.solo_minutes)} · {found}")
        )

    def _render_detail(self, index: int) -> list[Paragraph]:
        offer, head = self.offers[index], self.offers[index].head
        heading = Paragraph(underlay_style(_render_offer_title(offer), "bold $ink"))
        if index in self._problems:
            return [heading, Paragraph(style_text(self._problems[index], "$lost"))]
        aims = head.objectives.get(current_language()) or head.objectives.get(head.language, ())
        alone, in_two = _render_minutes(head.solo_minutes), _render_minutes(head.pair_minutes)
        return [
            heading,
            Paragraph(render_spans(offer.build_spans(head.premise))),
            _render_labelled_line(_("Time"), _("{solo} alone, {pair} for two", solo=alone, pair=in_two)),
            _render_labelled_line(
                _("Languages"), ", ".join(LANGUAGES.get(name, name) for name in head.languages), close=True
            ),
            _render_labelled_line(_("Endings found"), self._render_endings_found(index), close=True),
            _render_labelled_line(
                _("Chairs tried"), ", ".join(map(vocabulary.name_chair, offer.tried)) or _("none yet"), close=True
            ),
            *_render_list(
                _("You practise"), [render_spans(offer.build_spans({current_language(): aim})) for aim in aims]
            ),
            *_render_list(
                _("Ideas"),
                [style_text(vocabulary.describe_principle(name)) for name in head.principles if name in PRINCIPLES],
            ),
        ]

    def _render_endings_found(self, index: int) -> str:
        found, crisis = len(self.offers[index].found), self._crises.get(index)
        return _("{found} of {all}", found=found, all=len(crisis.scenario.endings)) if crisis else str(found)


def _render_offer_title(offer: CrisisOffer) -> Content:
    return render_spans(offer.build_spans(offer.head.title))


def _render_list(title: str, items: list[Content]) -> list[Paragraph]:
    heading = Paragraph(style_text(title, "bold $quiet"))
    return [heading, *(Paragraph(item, lead=style_text("· ", "$quiet"), close=True) for item in items)] if items else []


def _render_labelled_line(label: str, value: str, *, close: bool = False) -> Paragraph:
    return Paragraph(style_text(value, "$ink"), lead=fit_to_width(style_text(label, "$quiet"), 16), close=close)


def _render_minutes(number: int) -> str:
    return _("{n} min", n=number)


class WorkshopPage(ScrollingPage, inherit_bindings=False):
    """What an author types, and where the player's own shelf is."""

    CSS_PATH = "../toolkit/help.tcss"
    BINDINGS = bind("back", "close", "up", "down", "scroll_up", "scroll_down")
    ABOUT: ClassVar[tuple[str, ...]] = (
        N_("A crisis is a text file. You need an editor, a terminal and an afternoon."),
    )

    def compose_body(self) -> Iterable[Widget]:
        """Yield the text."""
        yield Header()
        with VerticalScroll(id="help"):
            yield StoryWidget()

    def update_texts(self) -> None:
        """Show the commands."""
        self.query_one(Header).show_titles(style_text(_("Workshop"), "bold $ink"))
        says = Paragraph(
            style_text(_("A crisis is a text file. You need an editor, a terminal and an afternoon."), "$ink")
        )
        steps = [
            Paragraph(
                style_text(_(does), "$quiet"),
                lead=fit_to_width(style_text(command, "bold $ceo"), _COMMAND),
                close=number > 0,
            )
            for number, (command, does) in enumerate(STEPS)
        ]
        own = _("Crises in {folder} show up on the shelf.", folder=render_path(locate_own_scenarios()))
        guide = _("docs/authoring.md takes you all the way, from an empty folder to two languages.")
        self.query_one(StoryWidget).show_paragraphs(
            [says, *steps, Paragraph(style_text(own, "$ink")), Paragraph(style_text(guide, "$ink"), close=True)]
        )
