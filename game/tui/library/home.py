"""The home page: continue, play, look back, change settings, and what was found so far in each crisis.

It is painted from the settings alone. The lines of the saves are read after that, what the shelf offers later still:
that takes the reader of YAML. A large page also tells where play was left off, or a new player how it goes; that is
read last, for it takes the rules of play.
"""

import asyncio
import importlib
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar, Final, Protocol

from textual import on, work
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from game.locales import N_, _, ngettext
from game.playthrough.saves import SaveSummary, choose_save_to_continue
from game.tui.app_services import render_save_seats, render_save_time, render_save_title
from game.tui.themes import has_few_colours
from game.tui.toolkit.choices import ChoiceRow, Choices, ListPage
from game.tui.toolkit.content import (
    COLUMN,
    NOTHING,
    add_edge,
    fit_to_width,
    join_columns,
    join_contents,
    render_title,
    style_text,
    wrap_hanging,
    wrap_text,
)
from game.tui.toolkit.lines import DrawnLines, LinesWidget

if TYPE_CHECKING:
    from game.tui.library.offers import CrisisOffer

_LABEL: Final = 15
_MARK: Final = ("▀█▀ ▄▀█ █▄ █", " █▀▄ █▀▀ █▀▄▀█"), (" █  █▀█ █ ▀█", " █▄▀ ██▄ █ ▀ █")

_CARDS: Final = 100
"""The width from which on crises stand side by side, each on a card."""
_ACROSS: Final = 3
_GAP: Final = 2
_MOST_CARDS: Final = 6
_MOST_LINES: Final = 3
_HIGHEST: Final = 46
"""The rows of a terminal from which there are the days so far."""
_MENU: Final = 74
_ASIDE: Final = 14
"""The columns that the rows take on a large page, and how many lines stand beside them."""


class Told(Protocol):
    """What a large page tells beside and under the rows."""

    def render_aside(self, width: int, height: int) -> list[Content]:
        """Return what stands beside the rows, in at most `height` lines."""

    def render_two(self, width: int, *, few_colours: bool, days: bool) -> list[Content]:
        """Return what stands under them: the two, with more of it where there is room (`days`)."""


class Wordmark(LinesWidget):
    """The name of the game, a half in each chair's colour, and what it is."""

    says = True

    def render_rows(self, width: int) -> list[Content]:
        """Return the mark and the line under it."""
        mark = [
            join_contents(style_text("   "), style_text(left, "$ceo"), style_text(right, "$cto"))
            for left, right in _MARK
        ]
        if not self.says:
            return mark
        says = _("Two chairs, one company. Neither knows enough alone.")
        return [*mark, NOTHING, *wrap_hanging(style_text("   "), style_text(says, "$quiet"), width)]


class ShelfGlance(LinesWidget):
    """The crises of the shelf, and what was found in each: as cards where there is room, else a line each."""

    def __init__(self) -> None:
        super().__init__()
        self.offers: Sequence[CrisisOffer] = ()
        self.roomy = self.tall = False
        """Whether the page is large, so that one of the crises is to be played next, and has room for the premises."""

    def set_room(self, roomy: bool, tall: bool) -> None:
        """Tell how much room the page has."""
        if (roomy, tall) != (self.roomy, self.tall):
            self.roomy, self.tall = roomy, tall
            self.refresh_rows()

    def show_offers(self, offers: "Sequence[CrisisOffer]") -> None:
        """Show what is on the shelf."""
        if offers != self.offers:
            self.offers = offers
            self.refresh_rows()

    def render_rows(self, width: int) -> list[Content]:
        """Return the title over the crises; nothing while the shelf is not read, or empty."""
        if not self.offers:
            return []
        crises = ngettext("{n} crisis", "{n} crises", len(self.offers))
        found = sum(len(offer.found) for offer in self.offers)
        told = ngettext("{n} ending found", "{n} endings found", found)
        title = render_title(_("The shelf"), width, style_text(f"{crises} · {told}", "$quiet"))
        rows = self._render_cards(width) if width >= _CARDS else self._render_lines(width)
        return [title, *rows]

    def _render_lines(self, width: int) -> list[Content]:
        """Return a line for each crisis, or two where its title is too long to leave room for what was made of it."""
        label = max(style_text(offer.title).cell_length for offer in self.offers[:_MOST_LINES]) + 5
        rows = []
        for offer in self.offers[:_MOST_LINES]:
            title = style_text(f"   {offer.title}", _choose_title_style(offer))
            made = style_text(f"{offer.describe_standing()} · {offer.describe_time()}", "$quiet")
            if label + made.cell_length <= width:
                rows.append(join_contents(fit_to_width(title, label), made))
            else:
                rows += [fit_to_width(title, width), *wrap_hanging(style_text("     "), made, width)]
        return [*rows, *self._render_rest(_MOST_LINES)]

    def _render_cards(self, width: int) -> list[Content]:
        shown = self.offers[:_MOST_CARDS]
        each = (width - _GAP * (_ACROSS - 1)) // _ACROSS
        rows: list[Content] = []
        for start in range(0, len(shown), _ACROSS):
            cards = [self._list_card_lines(offer, each - 3) for offer in shown[start : start + _ACROSS]]
            tallest = max(len(head) + len(foot) for head, foot in cards)
            blocks = [
                add_edge(
                    [*head, *[NOTHING] * (tallest - len(head) - len(foot)), *foot],
                    "$gained" if offer.found else "$quiet",
                    each,
                    "$slate",
                )
                for offer, (head, foot) in zip(shown[start:], cards, strict=False)
            ]
            rows += [NOTHING, *join_columns(blocks, _GAP)]
        return [*rows, *self._render_rest(_MOST_CARDS)]

    def _list_card_lines(self, offer: "CrisisOffer", width: int) -> tuple[list[Content], list[Content]]:
        """Return what stands at the top of a card and what at its foot."""
        head, foot = _list_card_lines(offer, width, premise=self.tall)
        if not self.roomy:
            return head, foot
        offers = importlib.import_module("game.tui.library.offers")
        if offer is offers.choose_next(self.offers):
            foot += wrap_text(style_text(f"▸ {offers.explain_next(offer)}", "bold $ink"), width)
        return [row for row in head if row], foot

    def _render_rest(self, shown: int) -> list[Content]:
        rest = len(self.offers) - shown
        return [style_text("   " + ngettext("and {n} more", "and {n} more", rest), "$quiet")] if rest > 0 else []


def _choose_title_style(offer: "CrisisOffer") -> str:
    return "bold $ink" if offer.plays else "$ink"


def _list_card_lines(offer: "CrisisOffer", width: int, *, premise: bool = False) -> tuple[list[Content], list[Content]]:
    """Return what stands at the top of a card, with what it is about if there is room (`premise`), and at its foot."""
    aims = [
        line
        for aim in offer.list_objectives()[: 1 if premise else 2]
        for line in wrap_hanging(style_text("· "), style_text(aim), width)
    ]
    head = [*wrap_text(style_text(offer.title, "bold $ink"), width), NOTHING]
    head += [*wrap_text(style_text(offer.premise, "$ink"), width), NOTHING] if premise else []
    head += [style_text(_("You practise"), "bold $quiet"), *(aim.stylize_before("$quiet") for aim in aims), NOTHING]
    foot = [style_text(offer.describe_endings(), "$gained")] if offer.found else []
    foot += wrap_text(style_text(offer.describe_chairs(), "$ink" if offer.tried else "$quiet"), width)
    foot += wrap_text(style_text(f"{offer.describe_time()} · {offer.describe_languages()}", "$quiet"), width)
    if offer.waiting:
        foot += wrap_text(style_text(_("a game of it goes on"), "$ceo"), width)
    return head, foot


class HomePage(ListPage[None], inherit_bindings=True):
    """The first page after the first run."""

    CSS_PATH = "home.tcss"
    ABOUT: ClassVar[tuple[str, ...]] = (
        N_("Continue a game, start one, look back at one, or change the settings."),
        N_("A game is saved after every decision; leave whenever you like."),
        N_("In a scene you read, pick an option with its digit, say or keep what only you know, and press Enter."),
        N_(
            "Then both first picks are on the table. Keep yours or change it; where you disagree, you answer the other."
        ),
        N_("What follows is told with its causes, some of it scenes later. Then a year passes, and you look back."),
    )

    READ_AFTER = 0.04
    """Seconds between the first paint and reading the saves, which must not delay it."""

    GLANCE_AFTER = 0.5
    """Seconds between the first paint and reading the shelf."""

    class GlanceRead(Message):
        """What the shelf offers was read."""

        def __init__(self, offers: "Sequence[CrisisOffer]") -> None:
            super().__init__()
            self.offers = offers

    class ToldRead(Message):
        """What a large page tells of a save, or of none, was read."""

        def __init__(self, save: SaveSummary | None, told: Told | None) -> None:
            super().__init__()
            self.save, self.told = save, told

    def __init__(self) -> None:
        super().__init__()
        self._saves: Sequence[SaveSummary] | None = None
        self._trouble = ""
        self._told: tuple[SaveSummary | None, Told | None] | None = None
        """What a large page tells, and of which save; None while it is not read."""

    def compose_body(self) -> Iterable[Widget]:
        """Yield the wordmark over the rows, and the shelf under them."""
        with Vertical(id="home"):
            yield DrawnLines(id="aside")
            yield Wordmark()
            yield Choices()
            yield DrawnLines(id="two")
            yield ShelfGlance()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable Esc: there is no page below."""
        return action != "back" and super().check_action(action, parameters)

    def update_texts(self) -> None:
        """Show the rows."""
        self.query_one(Wordmark).refresh_rows()
        self.query_one(ShelfGlance).refresh_rows()
        self._draw_told()
        super().update_texts()

    def on_screen_resume(self) -> None:
        """Read the saves once the page is painted, and again whenever the player comes back to it."""
        super().on_screen_resume()
        for seconds, read in ((self.READ_AFTER, self._read_saves), (self.GLANCE_AFTER, self._read_shelf)):
            self.set_timer(seconds, read) if seconds else self.call_after_refresh(read)

    def on_resize(self) -> None:
        """Take the room that there is; what only a large page tells is read once there is one."""
        self.set_class(self.is_large, "-roomy")
        self.query_one("#aside").styles.width = max(1, min(self.room.width - _MENU - 4, COLUMN))
        self.query_one(ShelfGlance).set_room(self.is_large, self.is_large and self.room.height >= _HIGHEST)
        self._draw_told()
        if self._saves is not None:
            self._start_reading_told()

    def _start_reading_told(self) -> None:
        """Read what a large page tells, where it is not known yet, beside the screen and after the shelf."""
        if self.is_large and (self._told is None or self._told[0] != self._find_save_to_tell()):
            if self.GLANCE_AFTER:
                self.set_timer(self.GLANCE_AFTER, self._read_told)
            else:
                self.call_after_refresh(self._read_told)

    def _find_save_to_tell(self) -> SaveSummary | None:
        """Return the game to continue, else the newest that is over."""
        return self._find_last_save() or next((save for save in self._saves or () if not save.trouble), None)

    @work(thread=True, group="told", exclusive=True, exit_on_error=False)
    def _read_told(self) -> None:
        save, told = self._find_save_to_tell(), None
        if save is not None:
            told = importlib.import_module("game.tui.library.left_off").follow_save(save)
        elif not self._saves:
            told = importlib.import_module("game.tui.library.welcome").prepare_welcome(self.tandem.services)
        self.post_message(self.ToldRead(save, told))

    @on(ToldRead)
    def show_told(self, event: ToldRead) -> None:
        """Show where play was left off, or how it goes."""
        self._told = event.save, event.told
        self._draw_told()

    def _draw_told(self) -> None:
        """Draw what a large page tells, in the language of the moment."""
        told = self._told[1] if self._told and self.is_large else None
        few, days = has_few_colours(self.app.console.color_system), self.room.height >= _HIGHEST
        self.query_one("#aside", DrawnLines).show_drawing(
            lambda width: told.render_aside(width, _ASIDE) if told else [],
        )
        self.query_one("#two", DrawnLines).show_drawing(
            lambda width: told.render_two(width, few_colours=few, days=days) if told else []
        )

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _read_shelf(self) -> None:
        offers = importlib.import_module("game.tui.library.offers").list_offers(self.tandem.services)
        self.post_message(self.GlanceRead(offers))

    @on(GlanceRead)
    def show_shelf(self, event: GlanceRead) -> None:
        """Show what was found in each crisis."""
        self.query_one(ShelfGlance).show_offers(event.offers)

    async def _read_saves(self) -> None:
        """Read the saves beside the screen; what is pressed meanwhile is meant for the rows as they will be."""
        fresh, services = self._saves is None, self.tandem.services
        self._saves = await asyncio.to_thread(services.list_saves)
        self._trouble = "" if self._saves else await asyncio.to_thread(services.explain_saves_trouble)
        if fresh and self._find_last_save() is None and self.caret == 0:
            self.caret = 1
        self.update_texts()
        self._start_reading_told()

    def build_rows(self) -> Sequence[ChoiceRow]:
        """Return the rows; what can't be done yet is greyed and says why."""
        last = self._find_last_save()
        waiting = _render_waiting_save(last) if last else self._explain_nothing_waits()
        return [
            _build_home_row(_("Continue"), waiting, greyed=last is None),
            _build_home_row(_("Play alone"), _("one chair is yours, the partner is simulated")),
            _build_home_row(_("Play together"), _("two people at this keyboard, in each other's chair")),
            _build_home_row(_("Look back"), self._describe_saves(), gap=True),
            _build_home_row(_("Workshop"), _("write a crisis, and see it as you write")),
            _build_home_row(_("Settings"), _("language, theme, motion, mode of play"), gap=True),
            _build_home_row(_("Help"), _("the keys, and how a scene is played")),
        ]

    def choose_row(self, index: int) -> None:
        """Open what was chosen."""
        (
            self._continue_game,
            self._open_shelf,
            self._open_pair_setup,
            self._open_saves,
            self._open_workshop,
            self._open_settings,
            self._open_help,
        )[index]()

    def _find_last_save(self) -> SaveSummary | None:
        return choose_save_to_continue(self._saves or ())

    def _explain_nothing_waits(self) -> str:
        """Return why no game can be continued; '' while the saves are not read."""
        if self._saves is None:
            return ""
        newest = next((save for save in self._saves if save.trouble), None)
        if newest is None:
            return self._trouble or _("no game to continue yet")
        return _("the last game can't be continued: {why}", why=newest.trouble)

    def _describe_saves(self) -> str:
        unread = sum(not save.intact for save in self._saves or ())
        if not unread:
            return _("saves and debriefs")
        return ngettext("a save can't be read: see what to do", "{n} saves can't be read: see what to do", unread)

    def _continue_game(self) -> None:
        last = self._find_last_save()
        if last is None:
            self._explain_greyed_row()
        else:
            self.tandem.pages.resume_game(self, last)

    def _open_shelf(self) -> None:
        self.open_page(self.tandem.pages.build_page("shelf"))

    def _open_pair_setup(self) -> None:
        self.open_page(self.tandem.pages.build_page("pair_setup"))

    def _open_saves(self) -> None:
        self.open_page(self.tandem.pages.build_page("saves"))

    def _open_workshop(self) -> None:
        self.open_page(self.tandem.pages.build_page("workshop"))

    def _open_settings(self) -> None:
        self.open_page(self.tandem.pages.build_page("settings"))

    def _open_help(self) -> None:
        self.tandem.action_help()

    def _explain_greyed_row(self) -> None:
        self.tandem.show_notice(_("Not possible yet; the line beside it says why."))


def _build_home_row(label: str, says: str, *, greyed: bool = False, gap: bool = False) -> ChoiceRow:
    return ChoiceRow(
        join_contents(fit_to_width(style_text(label), _LABEL), style_text(says, "not bold $quiet")),
        greyed=greyed,
        gap=gap,
    )


def _render_waiting_save(save: SaveSummary) -> str:
    return _(
        "{title} · {who} · {when}",
        title=render_save_title(save),
        who=render_save_seats(save),
        when=render_save_time(save),
    )
