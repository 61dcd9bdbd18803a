"""The home page: go on, play, look back, settle things. It reads the headers of the saves and nothing heavier."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget

from game.locales import N_, _
from game.tui.content import NOTHING, ink, join
from game.tui.desk import seated, title, when
from game.tui.screens.listing import Listing
from game.tui.typeset import hang, pad
from game.tui.widgets.choices import Choices, Row
from game.tui.widgets.lines import Lines

if TYPE_CHECKING:
    from game.playthrough.saves import Save

_LABEL: Final = 15
_MARK: Final = ("▀█▀ ▄▀█ █▄ █", " █▀▄ █▀▀ █▀▄▀█"), (" █  █▀█ █ ▀█", " █▄▀ ██▄ █ ▀ █")


class Wordmark(Lines):
    """The name of the game, a half in each chair's colour, and what it is."""

    says = True

    def rows(self, width: int) -> list[Content]:
        """Return the mark and the line under it."""
        mark = [join(ink("   "), ink(left, "$ceo"), ink(right, "$cto")) for left, right in _MARK]
        if not self.says:
            return mark
        says = _("Two chairs, one company. Neither knows enough alone.")
        return [*mark, NOTHING, *hang(ink("   "), ink(says, "$quiet"), width)]


class Home(Listing[None], inherit_bindings=True):
    """The first page after the first run."""

    CSS_PATH = "home.tcss"
    ABOUT: ClassVar[tuple[str, ...]] = (
        N_("From here you go on with a game, start one, look back at one, or settle how the game behaves."),
        N_("A game is saved after every decision; leave whenever you like."),
        N_("In a scene you read, lean to an option with its digit, say or keep what only you know, and press Enter."),
        N_("Then both first picks are on the table. Keep yours or change it; where you differ, you answer the other."),
        N_("What follows is told with its causes, some of it scenes later. Then a year passes, and you look back."),
    )

    READ_AFTER = 0.04
    """Seconds after the paint in which the saves are read: what reads them takes as long to load as the page itself."""

    def __init__(self) -> None:
        super().__init__()
        self._saves: Sequence[Save] | None = None

    def body(self) -> Iterable[Widget]:
        """Yield the wordmark over the rows."""
        with Vertical(id="home"):
            yield Wordmark()
            yield Choices()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is nowhere to go back to."""
        return action != "back" and super().check_action(action, parameters)

    def fill(self) -> None:
        """Show the rows."""
        self.query_one(Wordmark).changed()
        super().fill()

    def on_screen_resume(self) -> None:
        """Read the saves once the page is on the screen, and anew whenever one comes back to it."""
        super().on_screen_resume()
        self.set_timer(self.READ_AFTER, self._read) if self.READ_AFTER else self.call_after_refresh(self._read)

    def _read(self) -> None:
        fresh = self._saves is None
        self._saves = self.tandem.desk.saves()
        if fresh and self._last() is None and self.caret == 0:
            self.caret = 1
        self.fill()

    def rows(self) -> Sequence[Row]:
        """Return the rows; what cannot be done yet is greyed and says why."""
        last = self._last()
        waiting = _going_on(last) if last else _("no game waits for you yet") if self._saves is not None else ""
        return [
            _row(_("Continue"), waiting, greyed=last is None),
            _row(_("Play alone"), _("one chair is yours, the partner is simulated")),
            _row(_("Play in two"), _("two people at this keyboard, in each other's chair")),
            _row(_("Look back"), _("saves and debriefs"), gap=True),
            _row(_("Workshop"), _("write a crisis, and see it as you write")),
            _row(_("Settings"), _("language, theme, motion, mode of play"), gap=True),
            _row(_("Help"), _("the keys, and how a scene is played")),
        ]

    def picked(self, index: int) -> None:
        """Open what was chosen."""
        (self._go_on, self._play, self._in_two, self._look_back, self._workshop, self._settings, self._help)[index]()

    def _last(self) -> "Save | None":
        return next((save for save in self._saves or () if not save.ending and not save.trouble), None)

    def _go_on(self) -> None:
        from game.tui.screens.table import sit_down

        last = self._last()
        if last is None:
            self._greyed()
        else:
            sit_down(self, lambda: self.tandem.desk.resume(last))

    def _play(self) -> None:
        from game.tui.screens.shelf import Shelf

        self.open(Shelf())

    def _in_two(self) -> None:
        from game.tui.together.seats import SeatsOfTwo

        self.open(SeatsOfTwo())

    def _look_back(self) -> None:
        from game.tui.screens.saves import Saves

        self.open(Saves())

    def _workshop(self) -> None:
        from game.tui.screens.workshop import Workshop

        self.open(Workshop())

    def _settings(self) -> None:
        from game.tui.screens.preferences import Preferences

        self.open(Preferences())

    def _help(self) -> None:
        self.tandem.action_help()

    def _greyed(self) -> None:
        self.tandem.tell(_("That cannot be done yet: the line beside it says why."))


def _row(label: str, says: str, *, greyed: bool = False, gap: bool = False) -> Row:
    return Row(join(pad(ink(label), _LABEL), ink(says, "not bold $soft")), greyed=greyed, gap=gap)


def _going_on(save: "Save") -> str:
    return _("{title} · {who} · {when}", title=title(save), who=seated(save), when=when(save))
