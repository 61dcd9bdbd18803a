"""The shelf of crises that can be played, with details of the marked one; and the workshop, where one's own begin."""

from collections.abc import Iterable, Sequence
from typing import ClassVar, Final

from textual import on, work
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.worker import get_current_worker

from game.content.safe_input import render_path
from game.engine.scenario import PRINCIPLES, TIERS
from game.engine.stocks import CHAIRS
from game.locales import N_, _, current_language, ngettext, vocabulary
from game.narration.debrief.ending import mark_tier
from game.playthrough.saves import locate_own_scenarios
from game.tui.actions import bind
from game.tui.app_services import NotPossibleError
from game.tui.library.crises import LoadedCrisis, load_crisis
from game.tui.library.crisis_card import render_crisis
from game.tui.library.offers import LAST_READ, CrisisOffer, choose_next, list_offers
from game.tui.library.seats import SeatsPage
from game.tui.themes import has_few_colours
from game.tui.toolkit.choices import ChoiceRow, Choices, ListPage, set_on_one_line
from game.tui.toolkit.content import (
    NOTHING,
    fit_to_width,
    join_contents,
    render_spans,
    style_text,
    underlay_style,
)
from game.tui.toolkit.help import ScrollingPage
from game.tui.toolkit.lines import DrawnLines, Paragraph, StoryWidget
from game.tui.toolkit.page import WIDE, Header

STEPS: Final = (
    ("tandem new my-crisis", N_("writes a small crisis that plays, with comments that teach the format")),
    ("tandem preview ./my-crisis", N_("shows it in the game, and comes back to your scene after every save")),
    ("tandem check ./my-crisis --watch", N_("tells all that is wrong with it, with the line and the fix")),
    ("tandem explore ./my-crisis", N_("finds a way to every scene and ending, or proves that there is none")),
    ("tandem demo ./my-crisis --runs 100", N_("lets bots play it, and counts how it ends")),
)
"""An author's commands, in the order in which they are needed."""
_COMMAND: Final = 36
_HIGHEST: Final = 46
"""The rows of a terminal from which there are words of the crisis, too."""


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

    class ShelfRead(Message):
        """The shelf was read."""

        def __init__(self, offers: Sequence[CrisisOffer]) -> None:
            super().__init__()
            self.offers = offers

    def __init__(self) -> None:
        super().__init__()
        self._offers: Sequence[CrisisOffer] | None = None
        self._crises: dict[int, LoadedCrisis] = {}
        self._problems: dict[int, str] = {}

    @property
    def offers(self) -> Sequence[CrisisOffer]:
        """The crises on the shelf, as they were last read; nothing before that."""
        return self._offers or ()

    def on_mount(self) -> None:
        """Show what is known of the shelf, and read it anew beside the screen: a folder may hold whatever it wants."""
        self._offers = LAST_READ.get(self.tandem.services)
        self._read_shelf()

    @work(thread=True, group="shelf", exclusive=True, exit_on_error=False)
    def _read_shelf(self) -> None:
        self.post_message(self.ShelfRead(list_offers(self.tandem.services)))

    @on(ShelfRead)
    def show_shelf(self, event: ShelfRead) -> None:
        """Show what is on the shelf; what was loaded of it is loaded again where its places have changed."""
        if [one.head.folder for one in event.offers] != [one.head.folder for one in self.offers]:
            self._crises, self._problems = {}, {}
        self._offers = event.offers
        self.refresh_texts()

    def compose_body(self) -> Iterable[Widget]:
        """Yield the list beside the detail."""
        yield Header()
        with Horizontal(id="shelf"):
            with VerticalScroll(id="crises"):
                yield Choices()
            with VerticalScroll(id="detail"):
                yield DrawnLines()
                yield StoryWidget()

    def update_texts(self) -> None:
        """Show the shelf."""
        self.set_class(self.is_large, "-roomy")
        self.query_one(Choices).spread = self.is_large
        number = ngettext("{n} crisis", "{n} crises", len(self.offers))
        self.query_one(Header).show_titles(style_text(_("The shelf"), "bold $ink"), style_text(number, "$quiet"))
        super().update_texts()

    def build_rows(self) -> Sequence[ChoiceRow]:
        """Return a row for each crisis."""
        rows = [self._build_crisis_row(index, offer) for index, offer in enumerate(self.offers)]
        return set_on_one_line(rows) if self.is_large else rows

    def follow_caret(self) -> None:
        """Show the marked crisis in detail."""
        story = self.query_one(StoryWidget)
        if not self.offers:
            told = [] if self._offers is None else [Paragraph(style_text(_("The shelf is empty."), "$quiet"))]
            story.show_paragraphs(told)
            return
        drawn = self.is_large and self.caret not in self._problems
        self.query_one(DrawnLines).show_drawing(self._draw_crisis if drawn else lambda _width: [])
        story.show_paragraphs([] if drawn else self._render_detail(self.caret))
        if self.caret not in self._crises and self.caret not in self._problems:
            self._load_crises(self.caret)

    def on_resize(self) -> None:
        """Set the list over the details or beside them, as there is room."""
        self.refresh_texts()

    def choose_row(self, index: int) -> None:
        """Open the seats of the crisis."""
        try:
            crisis = self._crises.get(index) or load_crisis(self.offers[index])
        except NotPossibleError as error:
            self.tandem.show_notice(str(error))
        else:
            self.open_page(SeatsPage(crisis))

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _load_crises(self, first: int) -> None:
        """Load every crisis that is not loaded yet, the one that is looked at before the others."""
        worker = get_current_worker()
        for index in sorted(range(len(self.offers)), key=lambda index: index != first):
            if worker.is_cancelled or index in self._crises or index in self._problems:
                continue
            try:
                self.post_message(self.CrisisLoaded(index, load_crisis(self.offers[index])))
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
        hint = f"{self._describe_endings(index)} · {offer.describe_time()}"
        if offer.head.own:
            hint += " · " + _("your own")
        if self.is_large:
            return ChoiceRow(_render_offer_title(offer), style_text(f"{hint} · {offer.describe_chairs()}"))
        return ChoiceRow(
            _render_offer_title(offer),
            style_text(f"{hint}\n{offer.describe_chairs()}"),
            gap=index > 0 and self.room.width >= WIDE,
        )

    def _describe_endings(self, index: int) -> str:
        """Return how many endings were found, and of how many once the crisis is loaded."""
        crisis = self._crises.get(index)
        return self.offers[index].describe_endings(len(crisis.scenario.endings) if crisis else 0)

    def _draw_crisis(self, width: int) -> list[Content]:
        """Return the marked crisis over the width of a large page."""
        offer, few = self.offers[self.caret], has_few_colours(self.app.console.color_system)
        return render_crisis(
            offer,
            self._crises.get(self.caret),
            width,
            few_colours=few,
            next_up=offer is choose_next(self.offers),
            words=self.room.height >= _HIGHEST,
        )

    def _render_detail(self, index: int) -> list[Paragraph]:
        offer, head = self.offers[index], self.offers[index].head
        heading = Paragraph(underlay_style(_render_offer_title(offer), "bold $ink"))
        if index in self._problems:
            return [heading, Paragraph(style_text(self._problems[index], "$lost"))]
        alone, in_two = offer.describe_time(), _("{n} min", n=head.pair_minutes)
        return [
            heading,
            Paragraph(render_spans(offer.build_spans(head.premise))),
            _render_labelled_line(_("Time"), _("{solo} alone, {pair} for two", solo=alone, pair=in_two)),
            _render_labelled_line(_("Languages"), offer.describe_languages(), close=True),
            _render_labelled_line(_("Chairs tried"), self._render_chairs(offer), close=True),
            *self._list_people(index),
            *_render_list(
                _("You practise"),
                [render_spans(offer.build_spans({current_language(): aim})) for aim in offer.list_objectives()],
            ),
            *self._list_endings(index),
            *_render_list(
                _("Ideas"),
                [style_text(vocabulary.describe_principle(name)) for name in head.principles if name in PRINCIPLES],
            ),
        ]

    def _render_chairs(self, offer: CrisisOffer) -> str:
        chairs = ", ".join(map(vocabulary.name_chair, offer.tried)) or _("none yet")
        waiting = _("a game of it goes on")
        return f"{chairs} · {waiting}" if offer.waiting else chairs

    def _list_people(self, index: int) -> list[Paragraph]:
        """Return who else is there, once the crisis is loaded."""
        crisis = self._crises.get(index)
        if crisis is None:
            return []
        others = [who for who in crisis.scenario.cast if who not in CHAIRS]
        names = ["".join(span.text for span in crisis.build_spans(f"cast.{who}.name")) for who in others]
        return [_render_labelled_line(_("Also there"), ", ".join(names), close=True)] if names else []

    def _list_endings(self, index: int) -> list[Paragraph]:
        """Return the endings, best first: those that were found by name, the others as not found yet."""
        crisis, offer = self._crises.get(index), self.offers[index]
        title = join_contents(
            style_text(_("Endings found"), "bold $quiet"), style_text(f"  {self._describe_endings(index)}", "$quiet")
        )
        rows = [Paragraph(title)]
        for ending in sorted(crisis.scenario.endings, key=lambda one: TIERS.index(one.tier)) if crisis else ():
            found = ending.id in offer.found
            mark = style_text(f"{mark_tier(ending.tier)}  ", "$gained" if found else "$quiet")
            name = render_spans(crisis.build_spans(f"{ending.path}.title")) if found and crisis else NOTHING
            rows.append(Paragraph(name or style_text(_("not found yet"), "$quiet"), lead=mark, close=True))
        return rows


def _render_offer_title(offer: CrisisOffer) -> Content:
    return render_spans(offer.build_spans(offer.head.title))


def _render_list(title: str, items: list[Content]) -> list[Paragraph]:
    heading = Paragraph(style_text(title, "bold $quiet"))
    return [heading, *(Paragraph(item, lead=style_text("· ", "$quiet"), close=True) for item in items)] if items else []


def _render_labelled_line(label: str, value: str, *, close: bool = False) -> Paragraph:
    return Paragraph(style_text(value, "$ink"), lead=fit_to_width(style_text(label, "$quiet"), 16), close=close)


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
