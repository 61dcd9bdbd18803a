"""The settings: language, theme, motion, mode of play. Each holds at once and is kept."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget

from game.locales import LANGUAGES, N_, _, language, words
from game.tui.actions import bind
from game.tui.content import ink, join
from game.tui.screens.listing import Listing
from game.tui.screens.seats import MODE_SAYS, MODES
from game.tui.themes import THEMES
from game.tui.widgets.choices import Choices, Row
from game.tui.widgets.header import Header
from game.tui.widgets.story import Paragraph, Story

THEME_NAMES = {"dark": N_("Dark"), "light": N_("Light"), "contrast": N_("High contrast")}


class Preferences(Listing[None], inherit_bindings=True):
    """A row a setting; Enter or the arrows change it."""

    CSS_PATH = "preferences.tcss"
    BINDINGS = bind("less", "more")
    ABOUT: ClassVar[tuple[str, ...]] = (
        N_("Left and right change the marked setting. It holds at once and is kept for the next time."),
        N_("TANDEM_HOME names the folder of settings and saves; NO_COLOR=1 takes the colours away, and no meaning."),
    )

    def body(self) -> Iterable[Widget]:
        """Yield the rows over the place where they are kept."""
        yield Header()
        with Vertical(id="preferences"):
            yield Choices()
            yield Story()

    def fill(self) -> None:
        """Show every setting with its value."""
        self.query_one(Header).show(ink(_("Settings"), "bold $ink"))
        self.query_one(Story).show([Paragraph(ink(_("Kept in {folder}", folder=self.tandem.folder), "$quiet"))])
        super().fill()

    def rows(self) -> Sequence[Row]:
        """Return a row a setting."""
        now = self.tandem.settings
        motion = _("on") if now.animation else _("off")
        return [
            Row(ink(_("Language")), ink(_("F2 changes it anywhere")), _value(LANGUAGES[language()])),
            Row(
                ink(_("Theme")), ink(_("colours always come with a mark or a word")), _value(_(THEME_NAMES[now.theme]))
            ),
            Row(ink(_("Motion")), ink(_("bars that walk to their new value")), _value(motion)),
            Row(ink(_("Mode of play")), ink(_(MODE_SAYS[now.difficulty])), _value(words.difficulty(now.difficulty))),
        ]

    def picked(self, index: int) -> None:  # noqa: ARG002
        """Change the marked setting."""
        self.action_right()

    def action_left(self) -> None:
        """The value before."""
        self._turn(-1)

    def action_right(self) -> None:
        """The next value."""
        self._turn(1)

    def _turn(self, by: int) -> None:
        (self._language, self._theme, self._motion, self._mode)[self.caret](by)
        self.refill()

    def _language(self, by: int) -> None:
        self.tandem.speak(_next(list(LANGUAGES), language(), by))

    def _theme(self, by: int) -> None:
        self.tandem.change(theme=_next([theme.name for theme in THEMES], self.tandem.settings.theme, by))

    def _motion(self, by: int) -> None:  # noqa: ARG002
        self.tandem.change(animation=not self.tandem.settings.animation)

    def _mode(self, by: int) -> None:
        self.tandem.change(difficulty=_next(list(MODES), self.tandem.settings.difficulty, by))


def _next(values: list[str], now: str, by: int) -> str:
    return values[(values.index(now) + by) % len(values)]


def _value(text: str) -> Content:
    return join(ink("◂ ", "$soft"), ink(text, "bold $ink"), ink(" ▸", "$soft"))
