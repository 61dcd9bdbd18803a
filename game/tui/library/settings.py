"""The settings: language, theme, motion, mode of play. Each takes effect at once and is saved.

On a large page every value is explained under the rows, and beside them stands what the theme looks like.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar

from textual import work
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget

from game.content.safe_input import render_path
from game.locales import LANGUAGES, N_, _, current_language, vocabulary
from game.tui.actions import bind
from game.tui.library.crises import LoadedCrisis, find_first_crisis
from game.tui.library.seats import MODE_SAYS, MODES
from game.tui.library.theme_sample import render_sample
from game.tui.themes import THEME_NAMES, list_theme_names
from game.tui.toolkit.choices import ChoiceRow, Choices, ListPage
from game.tui.toolkit.content import (
    COLUMN,
    NOTHING,
    add_edge,
    fit_to_width,
    join_contents,
    style_text,
    wrap_hanging,
    wrap_text,
)
from game.tui.toolkit.lines import DrawnLines, Paragraph, StoryWidget
from game.tui.toolkit.page import Header

_FRAME = 4
"""The lines of a page that its head, its keys and the margins take."""
_THEME_SAYS = {
    "dark": N_("light letters on a dark page"),
    "light": N_("dark letters on a white page, for a bright room"),
    "contrast": N_("white on black, and every colour stronger"),
}
_MOTION_SAYS = {True: N_("bars move to their new values"), False: N_("bars are at their new values at once")}


class SettingsPage(ListPage[None], inherit_bindings=True):
    """A row for each setting; Enter or the arrows change it."""

    CSS_PATH = "settings.tcss"
    BINDINGS = bind("less", "more")
    ABOUT: ClassVar[tuple[str, ...]] = (
        N_("Left and right change the marked setting. It takes effect at once and is remembered."),
        N_("TANDEM_HOME names the folder of settings and saves; NO_COLOR=1 takes the colours away, and no meaning."),
    )

    def __init__(self) -> None:
        super().__init__()
        self._crisis: LoadedCrisis | None = None
        self._looked_for_crisis = False

    def compose_body(self) -> Iterable[Widget]:
        """Yield the rows, under them the values and where all is kept; at their right the sample."""
        yield Header()
        with Horizontal(id="settings"):
            with Vertical(id="preferences"):
                yield Choices()
                yield DrawnLines(id="values")
                yield StoryWidget()
            yield DrawnLines(id="sample")

    def update_texts(self) -> None:
        """Show every setting with its value."""
        self.query_one(Header).show_titles(style_text(_("Settings"), "bold $ink"))
        self.query_one(StoryWidget).show_paragraphs([Paragraph(style_text(self._tell_where_kept(), "$quiet"))])
        super().update_texts()
        self._show_sample()

    def follow_caret(self) -> None:
        """Mark the setting that the caret is on among the explained ones."""
        self._show_values()

    def on_resize(self) -> None:
        """Explain the values and show the sample where there is room."""
        if self.is_mounted:
            self.update_texts()

    # -- what a large page shows beside the rows -----------------------------------------------------------

    def _show_sample(self) -> None:
        self.set_class(self.is_large, "-large")
        self._show_values()
        if self.is_large:
            self._look_for_crisis()
            crisis, colours = self._crisis, self.app.console.color_system
            kept = [self._tell_where_kept(), _("Games in {folder}", folder=render_path(self.tandem.services.place))]
            height = self.room.height - _FRAME
            self.query_one("#sample", DrawnLines).show_drawing(
                lambda width: render_sample(crisis, kept, width, height, colours)
            )

    def _tell_where_kept(self) -> str:
        return _("Kept in {folder}", folder=render_path(self.tandem.folder))

    def _show_values(self) -> None:
        values = list(self._list_values()) if self.is_large else []
        marked = self.caret
        self.query_one("#values", DrawnLines).show_drawing(lambda width: _render_values(values, marked, width))

    def _look_for_crisis(self) -> None:
        """Take the people of the sample from the open game, else from the crisis of a first run."""
        if self._looked_for_crisis:
            return
        self._looked_for_crisis = True
        if self.tandem.game is not None:
            self._crisis = LoadedCrisis(self.tandem.game.loaded)
        else:
            self._load_crisis()

    @work(thread=True, exit_on_error=False)
    def _load_crisis(self) -> None:
        """Load the crisis in a thread: keys work meanwhile."""
        crisis = find_first_crisis(self.tandem.services)
        self.app.call_from_thread(self._seat_at_crisis, crisis)

    def _seat_at_crisis(self, crisis: LoadedCrisis | None) -> None:
        self._crisis = crisis
        if self.is_mounted:
            self._show_sample()

    def _list_values(self) -> Iterator["_SettingValues"]:
        """Yield each setting with all of its values."""
        now = self.tandem.settings
        yield (
            _("Language"),
            _("Pages, keys and crises speak it. A crisis that lacks it is told in the language it was written in."),
            [(name, "", code == current_language()) for code, name in LANGUAGES.items()],
        )
        yield (
            _("Theme"),
            "",
            [
                (_(THEME_NAMES[theme]), _(_THEME_SAYS[theme]), theme == self.app.theme)
                for theme in list_theme_names(self.app.console.color_system)
            ],
        )
        motions = [(_("on"), True), (_("off"), False)]
        yield (
            _("Motion"),
            "",
            [(name, _(_MOTION_SAYS[moves]), moves == now.animation) for name, moves in motions],
        )
        yield (
            _("Mode of play"),
            _("It holds for games that you begin from now on; a game keeps the mode that it began in."),
            [(vocabulary.name_difficulty(mode), _(MODE_SAYS[mode]), mode == now.difficulty) for mode in MODES],
        )

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


_SettingValues = tuple[str, str, Sequence[tuple[str, str, bool]]]
"""A setting: its name, what holds of it, and its values, each with what it means and whether it is the one of now."""


def _render_values(settings: Sequence[_SettingValues], marked: int, width: int) -> list[Content]:
    """Return every setting with all of its values explained, the marked one on a surface."""
    column = min(width, COLUMN)
    rows: list[Content] = []
    for number, (title, says, values) in enumerate(settings):
        here = number == marked
        longest = max(style_text(name).cell_length for name, _meaning, _now in values)
        block = [style_text(title.upper(), "bold $ink" if here else "bold $quiet")]
        for name, meaning, now in values:
            mark = style_text("● " if now else "○ ", "$ink" if now else "$quiet")
            lead = mark + fit_to_width(style_text(name, "bold $ink" if now else "$ink"), longest) + style_text("  ")
            block += wrap_hanging(lead, style_text(meaning, "$quiet"), column - 2) if meaning else [lead]
        block += wrap_text(style_text(says, "$quiet"), column - 2) if says else []
        rows += [NOTHING] if rows else []
        rows += add_edge(block, "$ink", column, "$slate") if here else [style_text("  ") + row for row in block]
    return rows
