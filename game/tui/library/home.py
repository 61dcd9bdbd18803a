"""The home page: continue, play, look back, change settings. It reads the lines of the saves and nothing heavier."""

from collections.abc import Iterable, Sequence
from typing import ClassVar, Final

from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget

from game.locales import N_, _
from game.playthrough.saves import SaveSummary
from game.tui.app_services import render_save_seats, render_save_time, render_save_title
from game.tui.toolkit.choices import ChoiceRow, Choices, ListPage
from game.tui.toolkit.content import NOTHING, fit_to_width, join_contents, style_text, wrap_hanging
from game.tui.toolkit.lines import LinesWidget

_LABEL: Final = 15
_MARK: Final = ("▀█▀ ▄▀█ █▄ █", " █▀▄ █▀▀ █▀▄▀█"), (" █  █▀█ █ ▀█", " █▄▀ ██▄ █ ▀ █")


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

    def __init__(self) -> None:
        super().__init__()
        self._saves: Sequence[SaveSummary] | None = None

    def compose_body(self) -> Iterable[Widget]:
        """Yield the wordmark over the rows."""
        with Vertical(id="home"):
            yield Wordmark()
            yield Choices()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable Esc: there is no page below."""
        return action != "back" and super().check_action(action, parameters)

    def update_texts(self) -> None:
        """Show the rows."""
        self.query_one(Wordmark).refresh_rows()
        super().update_texts()

    def on_screen_resume(self) -> None:
        """Read the saves once the page is painted, and again whenever the player comes back to it."""
        super().on_screen_resume()
        self.set_timer(self.READ_AFTER, self._read_saves) if self.READ_AFTER else self.call_after_refresh(
            self._read_saves
        )

    def _read_saves(self) -> None:
        fresh = self._saves is None
        self._saves = self.tandem.services.list_saves()
        if fresh and self._find_last_save() is None and self.caret == 0:
            self.caret = 1
        self.update_texts()

    def build_rows(self) -> Sequence[ChoiceRow]:
        """Return the rows; what can't be done yet is greyed and says why."""
        last = self._find_last_save()
        waiting = (
            _render_waiting_save(last) if last else _("no game to continue yet") if self._saves is not None else ""
        )
        return [
            _build_home_row(_("Continue"), waiting, greyed=last is None),
            _build_home_row(_("Play alone"), _("one chair is yours, the partner is simulated")),
            _build_home_row(_("Play together"), _("two people at this keyboard, in each other's chair")),
            _build_home_row(_("Look back"), _("saves and debriefs"), gap=True),
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
        return next((save for save in self._saves or () if not save.ending and not save.trouble), None)

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
