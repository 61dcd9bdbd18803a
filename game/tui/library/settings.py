"""The settings: language, theme, motion, mode of play. Each takes effect at once and is saved."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget

from game.content.safe_input import render_path
from game.locales import LANGUAGES, N_, _, current_language, vocabulary
from game.tui.actions import bind
from game.tui.library.seats import MODE_SAYS, MODES
from game.tui.themes import THEME_NAMES, list_theme_names
from game.tui.toolkit.choices import ChoiceRow, Choices, ListPage
from game.tui.toolkit.content import join_contents, style_text
from game.tui.toolkit.lines import Paragraph, StoryWidget
from game.tui.toolkit.page import Header


class SettingsPage(ListPage[None], inherit_bindings=True):
    """A row for each setting; Enter or the arrows change it."""

    CSS_PATH = "settings.tcss"
    BINDINGS = bind("less", "more")
    ABOUT: ClassVar[tuple[str, ...]] = (
        N_("Left and right change the marked setting. It takes effect at once and is remembered."),
        N_("TANDEM_HOME names the folder of settings and saves; NO_COLOR=1 takes the colours away, and no meaning."),
    )

    def compose_body(self) -> Iterable[Widget]:
        """Yield the rows, and under them the folder of the settings."""
        yield Header()
        with Vertical(id="preferences"):
            yield Choices()
            yield StoryWidget()

    def update_texts(self) -> None:
        """Show every setting with its value."""
        self.query_one(Header).show_titles(style_text(_("Settings"), "bold $ink"))
        self.query_one(StoryWidget).show_paragraphs(
            [Paragraph(style_text(_("Kept in {folder}", folder=render_path(self.tandem.folder)), "$quiet"))]
        )
        super().update_texts()

    def build_rows(self) -> Sequence[ChoiceRow]:
        """Return a row for each setting."""
        now = self.tandem.settings
        motion = _("on") if now.animation else _("off")
        return [
            ChoiceRow(
                style_text(_("Language")),
                style_text(_("F2 changes it anywhere")),
                _render_setting_value(LANGUAGES[current_language()]),
            ),
            ChoiceRow(
                style_text(_("Theme")),
                style_text(_("colours always come with a mark or a word")),
                _render_setting_value(_(THEME_NAMES[self.app.theme])),
            ),
            ChoiceRow(
                style_text(_("Motion")),
                style_text(_("animated bars")),
                _render_setting_value(motion),
            ),
            ChoiceRow(
                style_text(_("Mode of play")),
                style_text(_(MODE_SAYS[now.difficulty])),
                _render_setting_value(vocabulary.name_difficulty(now.difficulty)),
            ),
        ]

    def choose_row(self, index: int) -> None:  # noqa: ARG002
        """Change the marked setting."""
        self.action_right()

    def action_left(self) -> None:
        """Change to the value before."""
        self._change_setting(-1)

    def action_right(self) -> None:
        """Change to the next value."""
        self._change_setting(1)

    def _change_setting(self, by: int) -> None:
        (self._change_language, self._change_theme, self._toggle_motion, self._change_mode)[self.caret](by)
        self.refresh_texts()

    def _change_language(self, by: int) -> None:
        self.tandem.switch_language(_find_neighbour(tuple(LANGUAGES), current_language(), by))

    def _change_theme(self, by: int) -> None:
        self.tandem.change_settings(
            theme=_find_neighbour(list_theme_names(self.app.console.color_system), self.app.theme, by)
        )

    def _toggle_motion(self, by: int) -> None:  # noqa: ARG002
        self.tandem.change_settings(animation=not self.tandem.settings.animation)

    def _change_mode(self, by: int) -> None:
        self.tandem.change_settings(difficulty=_find_neighbour(tuple(MODES), self.tandem.settings.difficulty, by))


def _find_neighbour(values: tuple[str, ...], now: str, by: int) -> str:
    return values[(values.index(now) + by) % len(values)]


def _render_setting_value(text: str) -> Content:
    return join_contents(style_text("◂ ", "$quiet"), style_text(text, "bold $ink"), style_text(" ▸", "$quiet"))
