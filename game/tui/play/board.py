"""The board that stands on every page of play: the two and what is between them, who is there, the days so far.

It is a picture of up to 19 lines at the foot of a large terminal, folded step by step where a page needs the room, and
two lines over the company of a small one. The words are those of `game.narration.board`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from textual.content import Content

from game.engine.stocks import Chair
from game.narration.board import Board, BoardChair, BoardPerson, BoardStop
from game.tui.themes import has_few_colours
from game.tui.toolkit.bridge import (
    BRIDGE_HEIGHT,
    BridgeEnd,
    BridgeState,
    has_room_for_legend,
    render_bridge,
    render_bridge_line,
)
from game.tui.toolkit.content import (
    NOTHING,
    align_ends,
    centre_row,
    fit_to_width,
    join_columns,
    join_contents,
    style_text,
)
from game.tui.toolkit.face import FACE_WIDTH, LARGE_FACE_HEIGHT, LARGE_FACE_WIDTH, render_face, render_large_face
from game.tui.toolkit.lines import LinesWidget
from game.tui.toolkit.rail import RailState, RailStop, render_rail, render_rail_line

_GAP: Final = 2
_PERSON: Final = 18
"""The cells of somebody beside the two."""
_LEAST_BRIDGE: Final = 40
_MARKS: Final = {"over": ("✓ ", "$quiet"), "landed": ("↳ ", "$ink"), "now": ("", "")}


@dataclass(frozen=True)
class BoardManner:
    """How much room the board takes.

    Attributes:
        lines: how many.
        faces: whether there are faces and the picture of the bridge, else the bridge is one line.
        rail: the lines of text under the stops of the rail; 0 for the rail in one line.
        airy: whether the titles have empty lines around them.
    """

    lines: int
    faces: bool = False
    rail: int = 0
    airy: bool = False


LARGEST: Final = BoardManner(19, faces=True, rail=3, airy=True)
BOARD_MANNERS: Final = (
    BoardManner(15, faces=True, rail=2),
    BoardManner(8, rail=2),
    BoardManner(7, rail=1),
    BoardManner(2),
)
"""The manners at the foot of a large terminal, the roomiest first."""
NO_BOARD: Final = BoardManner(0)
LINE_MANNERS: Final = (BoardManner(2), BoardManner(1), NO_BOARD)
"""The manners of a small terminal."""


class BoardPanel(LinesWidget):
    """The board in one of its manners."""

    DEFAULT_CSS = "BoardPanel { height: auto; padding: 0 2; }"

    def __init__(self) -> None:
        super().__init__()
        self.board: Board | None = None
        self.accent = "$ink"
        self.explained = True
        self.manner = BOARD_MANNERS[0]

    def show_board(self, board: Board, accent: str, *, explained: bool = True) -> None:
        """Show another moment, for a reader whose colour is `accent`; `explained` says what the signs mean."""
        if (board, accent, explained) != (self.board, self.accent, self.explained):
            self.board, self.accent, self.explained = board, accent, explained
            self.refresh_rows()

    def set_manner(self, manner: BoardManner) -> None:
        """Take so much room from now on."""
        if manner != self.manner:
            self.manner = manner
            self.refresh_rows()

    def list_faces(self) -> frozenset[str]:
        """Return the names of those whose faces the manner of now has room for."""
        if self.board is None or not self.manner.faces:
            return frozenset()
        return frozenset(person.name for person in (*(end.person for end in self.board.chairs), *self.board.people[:1]))

    def render_rows(self, width: int) -> list[Content]:
        """Return the lines, as many as the manner has."""
        board, manner = self.board, self.manner
        if board is None or not manner.lines:
            return []
        bridge, rail = build_bridge_state(board), build_rail_state(board, self.accent)
        if not manner.rail:
            lines = [render_bridge_line(bridge, width), render_rail_line(rail, width)]
            return lines[: manner.lines]
        few = has_few_colours(self.app.console.color_system)
        air = [NOTHING] if manner.airy else []
        upper = (
            _render_faces(board, width, air, few_colours=few, explained=self.explained)
            if manner.faces
            else [
                _render_title(
                    board.between,
                    width,
                    _render_wounds(board) or (_render_legend(board) if self.explained else NOTHING),
                ),
                *air,
                render_bridge_line(bridge, width),
            ]
        )
        day = _render_title(board.days, width)
        return [*upper, *air, day, *air, *render_rail(rail, width, manner.rail)]


def build_bridge_state(board: Board) -> BridgeState:
    """Return the bridge of a board."""
    one, two = (
        BridgeEnd(end.chair, end.person.name, end.trust, end.start, end.figure, end.planks, end.broken)
        for end in board.chairs
    )
    return BridgeState(one, two, board.tokens, board.tokens_most)


def build_rail_state(board: Board, accent: str) -> RailState:
    """Return the rail of a board, for a reader whose colour is `accent`."""
    landed = [("↳", "$quiet", (stop.text,)) for stop in board.stops if stop.kind == "landed"]
    first = [("◌", "$time", (board.signs[0], board.waiting))] if board.signs else []
    return RailState(
        (*map(_build_stop, board.stops), *[RailStop("", "ahead")] * board.ahead),
        board.waiting or board.still_ahead,
        board.signs,
        (*first, *landed[-1:]),
        accent,
    )


def render_between(board: Board, width: int, *, few_colours: bool) -> list[Content]:
    """Return the bridge between the faces of the two under its title, and whoever else there is room for."""
    return _render_faces(board, width, [], few_colours=few_colours, explained=True)


def render_days(board: Board, width: int, accent: str, text_lines: int = 2) -> list[Content]:
    """Return the days so far under their title, for a reader whose colour is `accent`."""
    return [_render_title(board.days, width), *render_rail(build_rail_state(board, accent), width, text_lines)]


def _build_stop(stop: BoardStop) -> RailStop:
    mark, style = _MARKS[stop.kind]
    return RailStop(stop.when, stop.state, mark + stop.label, style, stop.text)


# -- the picture ---------------------------------------------------------------------------------------------


def _render_faces(board: Board, width: int, air: list[Content], *, few_colours: bool, explained: bool) -> list[Content]:
    """Return the bridge between two faces, whoever else is there, and lines under them."""
    room = width - 2 * (FACE_WIDTH + _GAP) - _LEAST_BRIDGE - 2 * _GAP
    people = board.people[: max(0, room // _PERSON)]
    beside = len(people) * _PERSON + 2 * _GAP if people else 0
    left = width - beside
    blocks = [_render_portrait(end.person, few_colours=few_colours) for end in board.chairs]
    span = left - sum(FACE_WIDTH + _GAP for block in blocks if block)
    caption = (f"◆ {board.tokens_label}",)
    shown = caption if has_room_for_legend(caption, span) else ()
    legend = style_text(board.legend, "$quiet") if shown else _render_legend(board)
    unsaid = legend if explained else NOTHING
    middle = [fit_to_width(row, span) for row in render_bridge(build_bridge_state(board), span, shown)]
    main = join_columns([block for block in (blocks[0], middle, blocks[1]) if block], _GAP)
    wounds = _render_wounds(board)
    main = [*main, _render_captions(board.chairs, left), fit_to_width(wounds or unsaid, left)]
    title = _render_title(board.between, left, unsaid + style_text(" ") if wounds and unsaid else NOTHING)
    if not people:
        return [title, *air, *main]
    others = _render_people(people, few_colours=few_colours)
    gap = style_text(" " * (2 * _GAP))
    title += _render_title(board.others, beside)
    return [title, *air, *(row + gap + other for row, other in zip(main, others, strict=True))]


def render_across_table(
    board: Board, chair: Chair, words: Sequence[Content], width: int, *, few_colours: bool
) -> list[Content]:
    """Return the two as they sit across a table, their faces large, with the bridge between them.

    Args:
        board: who sits there, and how far each trusts the other.
        chair: who goes next; the other's face is grey.
        words: up to five lines over the bridge, centred.
        width: the cells of it all.
        few_colours: whether the terminal has 16 colours only.
    """
    faces = [
        render_large_face(
            end.person.portrait, end.person.mood, chair=end.chair, few_colours=few_colours, grey=end.chair != chair
        )
        if end.person.portrait is not None
        else []
        for end in board.chairs
    ]
    span = width - sum(LARGE_FACE_WIDTH + _GAP for face in faces if face)
    caption = (f"◆ {board.tokens_label}",)
    shown = caption if has_room_for_legend(caption, span) else ()
    said = [centre_row(word, span) for word in words]
    said = [NOTHING] * (len(said) < LARGE_FACE_HEIGHT - BRIDGE_HEIGHT - 1) + said
    above = [*said, *[NOTHING] * LARGE_FACE_HEIGHT][: LARGE_FACE_HEIGHT - BRIDGE_HEIGHT]
    middle = [fit_to_width(row, span) for row in (*above, *render_bridge(build_bridge_state(board), span, shown))]
    rows = join_columns([block for block in (faces[0], middle, faces[1]) if block], _GAP)
    told = _render_wounds(board) or (style_text(board.legend, "$quiet") if shown else _render_legend(board))
    return [*rows, _render_captions(board.chairs, width), centre_row(told, width)]


def _render_title(text: str, width: int, aside: Content = NOTHING) -> Content:
    """Return a title in a line across the page, with words at its right end."""
    title = join_contents(style_text("─ ", "$faint"), style_text(text.upper(), "bold $quiet"), style_text(" "))
    end = join_contents(style_text(" "), aside) if aside and title.cell_length + aside.cell_length < width else NOTHING
    return title + style_text("─" * max(0, width - title.cell_length - end.cell_length), "$faint") + end


def _render_portrait(person: BoardPerson, *, few_colours: bool) -> list[Content]:
    """Return a face; no rows for somebody without one."""
    if person.portrait is None:
        return []
    return render_face(person.portrait, person.mood, chair=person.id, few_colours=few_colours)


def _render_captions(chairs: tuple[BoardChair, BoardChair], width: int) -> Content:
    one, two = chairs
    left = join_contents(_render_name(one), style_text(f" {one.person.about}   ", "$quiet"), _render_trust(one))
    right = join_contents(_render_trust(two), style_text(f"   {two.person.about} ", "$quiet"), _render_name(two))
    if left.cell_length + right.cell_length >= width:
        left = join_contents(_render_name(one), style_text("  "), _render_trust(one))
        right = join_contents(_render_trust(two), style_text("  "), _render_name(two))
    return align_ends(left, right, width)


def _render_name(end: BoardChair) -> Content:
    return style_text(end.person.name, f"bold ${end.chair}")


def _render_trust(end: BoardChair) -> Content:
    return join_contents(style_text(f"{end.trust_label} ", "$quiet"), style_text(end.figure, f"bold ${end.chair}"))


def _render_wounds(board: Board) -> Content:
    """Return the words that tell what is broken."""
    wounds = [end.wound for end in board.chairs if end.wound]
    told = (join_contents(style_text("╳╳ ", "$lost"), style_text(wound, "$ink")) for wound in wounds)
    return join_contents(*told, between=" " * _GAP)


def _render_legend(board: Board) -> Content:
    """Return how to read the bridge."""
    tokens = join_contents(style_text("◆ ", "$gained"), style_text(board.tokens_label, "$quiet"))
    return tokens + style_text(f" · {board.legend}", "$quiet")


def _render_people(people: Sequence[BoardPerson], *, few_colours: bool) -> list[Content]:
    blocks = []
    for person in people:
        face = _render_portrait(person, few_colours=few_colours)
        words = [style_text(person.name, "bold $ink"), style_text(person.about, "$quiet")]
        blocks.append(
            [fit_to_width(row, _PERSON) for row in [*face, *(fit_to_width(word, _PERSON - 1) for word in words)]]
        )
    assert all(len(block) == BRIDGE_HEIGHT + 2 for block in blocks)
    return join_columns(blocks, 0)
