"""What a save holds, as whoever opens the game may see it: where play stands or how it ended, and the two.

One person reads from the chair that the play gives to them; two who play together read what both may see.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from textual.content import Content

from game.engine.stocks import other_chair
from game.locales import _, current_language, vocabulary
from game.narration.board import Board, RecapLine, build_board
from game.narration.debrief.ending import mark_tier
from game.narration.lines import join_text
from game.playthrough.saves import SaveSummary
from game.playthrough.session import Session
from game.tui.app_services import NotPossibleError, render_save_seats, render_save_time, render_save_title
from game.tui.library.crises import load_session
from game.tui.play.board import render_between, render_days
from game.tui.play.reader import ChairReader, PairReader
from game.tui.toolkit.content import (
    COLUMN,
    NOTHING,
    add_edge,
    fill_up,
    fit_to_width,
    join_columns,
    join_contents,
    render_title,
    style_text,
    wrap_hanging,
    wrap_text,
)
from game.tui.toolkit.figures import render_difference

_HAPPY: Final = ("good", "top")
_MOST_LINES: Final = 2
"""The lines that one of the things said and done may take beside the menu."""
_WHEN: Final = 14
"""The most cells of a moment in a column of them."""
_GAP: Final = 4


class LeftOff:
    """A save that was followed to where it stands."""

    def __init__(self, save: SaveSummary, session: Session) -> None:
        self.save, self.session = save, session
        self.reader = PairReader(session) if session.was_pair else ChairReader(session)
        self._boards: dict[str, Board] = {}

    @property
    def board(self) -> Board:
        """The board in the language of the moment, built once for each."""
        language = self.session.language = current_language()
        if language not in self._boards:
            session, reader = self.session, self.reader
            view = session.shared_view if session.was_pair else session.build_view(reader.chair)
            self._boards[language] = build_board(reader.voice, session, view, reader.count_scenes())
        return self._boards[language]

    @property
    def accent(self) -> str:
        """The colour of whoever reads."""
        return "$ink" if self.session.was_pair else f"${self.reader.chair}"

    # -- the parts of it -----------------------------------------------------------------------------------

    def render_aside(self, width: int, height: int) -> list[Content]:
        """Return in at most `height` lines what it is and where it stands, and the latest of what was said and done."""
        head = [*self._render_place(width - 2), NOTHING, *self._render_who(width - 2)]
        rows = [*head, *self._render_latest(width - 2, height - 1 - len(head))]
        title = _("How it ended last") if self.save.ending else _("Where you left off")
        edge = self._tier_style if self.save.ending else self.accent
        return [render_title(title, width), *add_edge(rows[: height - 1], edge, width, "$slate")]

    def render_two(self, width: int, *, few_colours: bool, days: bool) -> list[Content]:
        """Return the two with the bridge between them, and the days so far where there is room and play goes on."""
        rows = render_between(self.board, width, few_colours=few_colours)
        return [*rows, NOTHING, *self.render_days(width)] if days and not self.save.ending else rows

    def render_days(self, width: int) -> list[Content]:
        """Return the scenes so far, and what is known to be coming."""
        return render_days(self.board, width, self.accent)

    def render_whole(self, width: int, height: int, *, few_colours: bool) -> list[Content]:
        """Return what it is, the two, the scenes or the ending, and of what was said as much as `height` lines hold."""
        left = (width - _GAP) * 2 // 5
        right = width - left - _GAP
        rows = [*render_between(self.board, width, few_colours=few_colours), NOTHING]
        if not self.save.ending:
            rows += [*self.render_days(width), NOTHING]
        about = [*self._render_place(left - 2), NOTHING, *self._render_who(left - 2)]
        about += [NOTHING, *self._render_signs(left - 2), *self._render_enter(left - 2)]
        figures = self._render_figures(left, height - len(rows) - len(about) - 1)
        column = [*add_edge(about, self._edge, left, "$slate"), *figures]
        said = self._render_said(min(COLUMN, right), max(len(column), height - len(rows)))
        tallest = max(len(column), len(said))
        return [*rows, *join_columns([fill_up(column, left, tallest), fill_up(said, right, tallest)], _GAP)]

    # -- lines ---------------------------------------------------------------------------------------------

    @property
    def _tier(self) -> str:
        """How good the ending was; one that only the rules know is a poor one."""
        found = self.session.scenario.find_ending(self.save.ending)
        return found.tier if found else "poor"

    @property
    def _tier_style(self) -> str:
        return "$gained" if self._tier in _HAPPY else "$quiet"

    @property
    def _edge(self) -> str:
        return self._tier_style if self.save.ending else self.accent

    def _render_place(self, width: int) -> list[Content]:
        """Return the crisis, and the scene where it stands with what it asks; of one that is over, its ending."""
        board, voice = self.board, self.reader.voice
        title = wrap_text(style_text(voice.render_text("title"), "bold $ink"), width)
        if self.save.ending:
            tier = f"{mark_tier(self._tier)} {vocabulary.describe_ending_tier(self._tier)}"
            text = style_text(join_text(voice.render_ending_spans(self.save.ending)), "$ink")
            return [
                *title,
                style_text(tier, self._tier_style),
                NOTHING,
                *wrap_text(style_text(voice.name_ending(self.save.ending), "bold $ink"), width),
                *wrap_text(text, width),
            ]
        number = len(board.stops)
        where = _("scene {n} of {all}", n=number, all=number + board.ahead)
        now = board.stops[-1] if board.stops else None
        at = f" · {now.when}" if now and self.reader.scene is not None and self.reader.scene.timed else ""
        asked = wrap_text(style_text(now.text, "$ink"), width) if now else []
        return [*title, style_text(where + at, "$quiet"), NOTHING, *asked]

    def _render_who(self, width: int) -> list[Content]:
        """Return who sits where, and when that was."""
        voice, chair = self.reader.voice, self.reader.chair
        if self.session.was_pair:
            seats = style_text(voice.name_both(self.session.setup.players), "$ink")
        else:
            name = _("You are {name}, {chair}", name=voice.name_person(chair), chair=vocabulary.name_chair(chair))
            seats = join_contents(style_text(name, f"bold ${chair}"), style_text(self._tell_opposite(), "$quiet"))
        when = style_text(_("last played {when}", when=render_save_time(self.save)), "$quiet")
        return [*wrap_text(seats, width), *wrap_text(when, width)]

    def _tell_opposite(self) -> str:
        if self.save.ghost:
            return f" · {render_save_seats(self.save)}"
        return " · " + _("{name} is simulated", name=self.reader.voice.name_person(other_chair(self.reader.chair)))

    def _render_latest(self, width: int, height: int) -> list[Content]:
        """Return the latest of what was said and done, under its title, as much as fits in so many lines."""
        kept: list[Content] = []
        for line in reversed(self.board.recap.said):
            block = _render_said_line(line, width)
            if len(block) > _MOST_LINES:
                block = [*block[: _MOST_LINES - 1], fit_to_width(block[_MOST_LINES - 1] + style_text(" …"), width)]
            if 2 + len(kept) + len(block) > height:
                break
            kept = [*block, *kept]
        return [NOTHING, style_text(self.board.recap.said_title, "bold $quiet"), *kept] if kept else []

    def _render_said(self, width: int, height: int) -> list[Content]:
        """Return the latest of what was said and done that fits whole in `height` lines, under its title."""
        said = self.board.recap.said
        if not said:
            return [style_text(_("Nothing was said or decided yet."), "$quiet")]
        when = max(style_text(line.when).cell_length for line in said)
        name = max(style_text(line.name).cell_length for line in said)
        kept: list[RecapLine] = []
        rows: list[Content] = []
        for line in reversed(said):
            told = _render_table([line, *kept], min(when, _WHEN), name, width)
            if len(told) > height - 1:
                break
            kept, rows = [line, *kept], told
        return [style_text(self.board.recap.said_title, "bold $quiet"), *rows]

    def _render_figures(self, width: int, most: int) -> list[Content]:
        """Return at most so many of the figures that moved furthest since play began, and what each is in a word."""
        rows = [
            join_contents(
                fit_to_width(style_text(figure.name, "$ink"), width // 3),
                fit_to_width(render_difference(figure.stock, figure.change, self.reader.voice.money), width // 4),
                style_text(figure.word, "$quiet"),
            )
            for figure in sorted(self.board.figures, key=lambda figure: -abs(figure.change))[: max(0, most - 1)]
            if figure.change
        ]
        return [NOTHING, style_text(self.board.base, "bold $quiet"), *rows] if rows else []

    def _render_signs(self, width: int) -> list[Content]:
        """Return what has been announced."""
        lead = style_text("◌ ", "$time")
        rows = [row for sign in self.board.signs for row in wrap_hanging(lead, style_text(sign, "$ink"), width)]
        return [*rows, NOTHING] if rows and not self.save.ending else []

    def _render_enter(self, width: int) -> list[Content]:
        """Return what the keys of the page do with it."""
        number = len(self.board.stops)
        keys = (
            (
                ("enter", _("look back: the ending, what moved it, what else could have been")),
                ("F4", _("more: play it again from another chair, verify, export")),
            )
            if self.save.ending
            else (
                ("enter", _("go on at scene {n}", n=number)),
                ("F4", _("more: verify, export, delete")),
            )
        )
        return _render_keys(keys, width)


def _render_table(said: Sequence[RecapLine], when: int, name: int, width: int) -> list[Content]:
    """Return what was said and done with moments and names in columns of so many cells, each moment told once."""
    rows: list[Content] = []
    before = None
    for line in said:
        lead = join_contents(
            fit_to_width(style_text("" if line.when == before else line.when, "$quiet"), when),
            fit_to_width(style_text(line.name, f"bold ${line.chair}"), name),
            style_text(""),
            between="  ",
        )
        rows += wrap_hanging(lead, style_text(line.text, "$ink"), width)
        before = line.when
    return rows


def _render_said_line(line: RecapLine, width: int) -> list[Content]:
    """Return one thing said or done: when, by whom, the words."""
    lead = join_contents(
        style_text(f"{line.when}  ", "$quiet"), style_text(line.name, f"bold ${line.chair}"), style_text("  ")
    )
    return wrap_hanging(lead, style_text(line.text, "$ink"), width)


def follow_save(save: SaveSummary) -> LeftOff | None:
    """Follow a save to where it stands; None where that cannot be."""
    try:
        return LeftOff(save, load_session(save))
    except NotPossibleError:
        return None


def render_damage(save: SaveSummary, width: int) -> list[Content]:
    """Return what is wrong with a save that can't be played on, and what can be done."""
    column = min(COLUMN, width - 2)
    rows = [
        style_text(render_save_title(save), "bold $ink"),
        style_text(_("last played {when}", when=render_save_time(save)), "$quiet"),
        NOTHING,
        *wrap_text(style_text(save.trouble, "$lost"), column),
        *(wrap_text(style_text(save.remedy, "$ink"), column) if save.remedy else []),
        NOTHING,
        *_render_keys((("enter", _("what can be done with it")), ("del", _("delete it"))), column),
    ]
    return add_edge(rows, "$lost", column + 2, "$slate")


def _render_keys(keys: Iterable[tuple[str, str]], width: int) -> list[Content]:
    """Return keys with what each does."""
    return [
        row
        for key, does in keys
        for row in wrap_hanging(fit_to_width(style_text(key, "bold $ink"), 7), style_text(does, "$quiet"), width)
    ]
