"""People on cards: the two side by side, whoever else is there in rows of faces, and lists beside them.

A large page shows these (`Page.is_large`), any other keeps to its rows. `RestOfPage` draws them into what height the
rows leave. Who has no portrait has a card without a face, and is named in words among the others.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from textual.content import Content

from game.engine.scenario import Portrait
from game.engine.stocks import Chair
from game.playthrough.progress import Mood
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
from game.tui.toolkit.face import FACE_HEIGHT, FACE_WIDTH, render_face
from game.tui.toolkit.lines import LEAST, LinesWidget

GAP: Final = 2
"""The cells between two blocks that stand side by side."""
_BESIDE: Final = 28
"""The least cells of a face with its words beside it."""
_UNDER: Final = 18
"""The least cells of a face with its words under it, and the lines of those."""
_CAPTION: Final = 2
LEAST_FACES: Final = FACE_HEIGHT + 1
"""The lines from which people have faces, the title with them."""


@dataclass(frozen=True)
class Item:
    """A line of a list: what stands at its head, and its text, which may wrap."""

    lead: Content
    text: Content


@dataclass(frozen=True)
class ChairCard:
    """One of the two.

    Attributes:
        chair: whose colour the card has.
        name: the name, and what else stands in its line.
        portrait: the face; None where the author drew none.
        beside: paragraphs beside the face.
        items: a list under those.
        foot: the last paragraph, over the whole width.
        mood: what the face shows.
    """

    chair: Chair
    name: Content
    portrait: Portrait | None
    beside: Sequence[Content] = ()
    items: Sequence[Item] = ()
    foot: Content = NOTHING
    mood: Mood = "calm"


@dataclass(frozen=True)
class PersonFace:
    """Somebody beside the two: name and role, and the face where there is one."""

    name: str
    role: str
    portrait: Portrait | None


class RestOfPage(LinesWidget):
    """What a function draws into the lines that the page leaves, given their width and height in cells."""

    DEFAULT_CSS = "RestOfPage { height: 1fr; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- textual's name
        super().__init__(id=id)
        self._draw: Callable[[int, int], list[Content]] = lambda _width, _height: []

    def show_drawing(self, draw: Callable[[int, int], list[Content]]) -> None:
        """Draw with this function from now on."""
        self._draw = draw
        self.refresh_rows()

    def render_rows(self, width: int) -> list[Content]:
        """Return what is drawn, no more lines than there are."""
        return self._draw(max(width, LEAST), self.size.height)[: self.size.height]

    def on_resize(self) -> None:
        """Fill the new height."""
        self.refresh_rows()


# -- the two -------------------------------------------------------------------------------------------------


def render_cards(cards: Sequence[ChairCard], width: int, *, marked: str = "", few_colours: bool) -> list[Content]:
    """Return the cards side by side, of one height; the one of the chair `marked` stands out."""
    each = (width - GAP * (len(cards) - 1)) // len(cards)
    bodies = [_render_card_body(card, each - 3, card.chair == marked, few_colours=few_colours) for card in cards]
    feet = [wrap_text(card.foot, min(each - 3, COLUMN)) if card.foot else [] for card in cards]
    body, foot = max(map(len, bodies)), max(map(len, feet))
    blocks = []
    for card, rows, ends in zip(cards, bodies, feet, strict=True):
        ground = "$caret" if card.chair == marked else "$slate"
        blocks.append(add_edge([*_pad(rows, body), *_pad(ends, foot)], f"${card.chair}", each, ground))
    return join_columns(blocks, GAP)


def _render_card_body(card: ChairCard, width: int, marked: bool, *, few_colours: bool) -> list[Content]:
    room = width if card.portrait is None else width - FACE_WIDTH - GAP
    name = join_contents(style_text("▸ ", f"bold ${card.chair}"), card.name) if marked else card.name
    beside = [fit_to_width(name, room)]
    for paragraph in card.beside:
        beside += [NOTHING, *wrap_text(paragraph, room)]
    beside += render_items(card.items, room)
    if card.portrait is None:
        return beside
    face = render_face(card.portrait, card.mood, chair=card.chair, few_colours=few_colours)
    return join_blocks([(face, FACE_WIDTH), (beside, room)])


def render_items(items: Sequence[Item], width: int) -> list[Content]:
    """Return a list whose texts begin in one column."""
    lead = max((item.lead.cell_length for item in items), default=0) + GAP
    room = min(width, lead + COLUMN)
    return [row for item in items for row in wrap_hanging(fit_to_width(item.lead, lead), item.text, room)]


def render_list(title: str, items: Sequence[Item], width: int, aside: Content = NOTHING) -> list[Content]:
    """Return a list under its title."""
    return [render_title(title, width, aside), *render_items(items, width)]


def number_steps(steps: Sequence[str]) -> list[Item]:
    """Return what happens one after the other, as a numbered list."""
    return [
        Item(style_text(str(number), "bold $ink"), style_text(step, "$quiet"))
        for number, step in enumerate(steps, start=1)
    ]


# -- everybody else ------------------------------------------------------------------------------------------


def render_people(
    title: str, people: Sequence[PersonFace], width: int, height: int, *, few_colours: bool
) -> list[Content]:
    """Return who else is there under a title: as many faces as the height lets in, the rest in words."""
    if not people or height < 2:
        return []
    ordered = sorted(people, key=lambda person: person.portrait is None)
    faced = sum(person.portrait is not None for person in ordered)
    heading, best, most = render_title(title, width), _render_names(ordered, width), 0
    for least, render in ((_BESIDE, _render_beside), (_UNDER, _render_under)):
        across = max(1, width // least)
        for shown in {min(faced, across * number) for number in range(1, 1 + -(-faced // across))}:
            rows = _render_face_rows(ordered[:shown], across, width, render, few_colours)
            rows += _render_names(ordered[shown:], width)
            if shown > most and 1 + len(rows) <= height:
                best, most = rows, shown
    return [heading, *best][:height]


def _render_face_rows(
    people: Sequence[PersonFace],
    across: int,
    width: int,
    render: Callable[[PersonFace, int, bool], list[Content]],
    few_colours: bool,
) -> list[Content]:
    """Return faces in rows of equal length, an empty line between two rows."""
    if not people:
        return []
    number = -(-len(people) // across)
    each_row = -(-len(people) // number)
    cells = width // each_row
    rows: list[Content] = []
    for start in range(0, len(people), each_row):
        here = people[start : start + each_row]
        blocks = [(render(person, cells - GAP, few_colours), cells - GAP) for person in here]
        rows += [*([NOTHING] if rows else []), *join_blocks(blocks)]
    return rows


def _render_beside(person: PersonFace, width: int, few_colours: bool) -> list[Content]:
    room = width - FACE_WIDTH - 1
    words = wrap_text(style_text(person.name, "bold $ink"), room)
    words += wrap_text(style_text(person.role, "$quiet"), room)
    return join_blocks([(_render_face_of(person, few_colours), FACE_WIDTH), (words, room)], space=1)


def _render_under(person: PersonFace, width: int, few_colours: bool) -> list[Content]:
    words = [style_text(person.name, "bold $ink"), style_text(person.role, "$quiet")]
    return [*_render_face_of(person, few_colours), *(fit_to_width(word, width) for word in words)]


def _render_face_of(person: PersonFace, few_colours: bool) -> list[Content]:
    return render_face(person.portrait, "calm", few_colours=few_colours) if person.portrait is not None else []


def _render_names(people: Sequence[PersonFace], width: int) -> list[Content]:
    """Return people in words, wrapped."""
    named = [
        join_contents(style_text(person.name, "bold $ink"), style_text(f" {person.role}".rstrip(), "$quiet"))
        for person in people
    ]
    return wrap_text(join_contents(*named, between=" · "), width) if named else []


# -- side by side --------------------------------------------------------------------------------------------


def join_blocks(blocks: Sequence[tuple[list[Content], int]], space: int = GAP) -> list[Content]:
    """Return blocks side by side, each cut or padded to its width, the shorter ones padded to the tallest."""
    tallest = max((len(rows) for rows, _width in blocks), default=0)
    padded = [[fit_to_width(row, width) for row in _pad(rows, tallest)] for rows, width in blocks]
    return join_columns(padded, space)


def _pad(rows: Sequence[Content], height: int) -> list[Content]:
    return [*rows, *[NOTHING] * (height - len(rows))]
