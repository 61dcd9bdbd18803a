"""A crisis of the shelf over the width of a large page: the two, what it is about, how it can end, the others."""

from collections.abc import Sequence
from typing import Final

from textual.content import Content

from game.engine.scenario import PRINCIPLES, TIERS, Person
from game.engine.stocks import CHAIRS
from game.locales import _, current_language, vocabulary
from game.narration.debrief.ending import mark_tier
from game.tui.app_services import render_save_seats, render_save_time
from game.tui.library.crises import LoadedCrisis
from game.tui.library.offers import CrisisOffer, explain_next
from game.tui.toolkit.content import (
    COLUMN,
    NOTHING,
    add_edge,
    fill_up,
    fit_to_width,
    join_columns,
    join_contents,
    render_spans,
    render_title,
    style_text,
    underlay_style,
    wrap_hanging,
    wrap_text,
)
from game.tui.toolkit.face import FACE_HEIGHT, FACE_WIDTH, render_face

_SPACE: Final = 2
_GAP: Final = 4
_TWO: Final = 2 * FACE_WIDTH + _SPACE
"""The cells of the two side by side."""
_PERSON: Final = 14
_ROLE_LINES: Final = 2
"""The least cells of somebody else, and the most lines of what they do."""
_MOST_PLAYS: Final = 2


def render_crisis(
    offer: CrisisOffer,
    crisis: LoadedCrisis | None,
    width: int,
    *,
    few_colours: bool,
    next_up: bool = False,
    words: bool = False,
) -> list[Content]:
    """Return a crisis as rows of `width` cells; what only its whole file tells stays out until it is loaded.

    Args:
        offer: what its file begins with, and what was made of it.
        crisis: the whole of it, once it is loaded.
        width: the cells, at least 106.
        few_colours: whether the terminal has 16 colours only.
        next_up: whether it is the one to play next.
        words: whether there is room for the words that the crisis explains, and for air.
    """
    free = width - _TWO - 2 * _GAP
    middle = min(COLUMN, free * 5 // 9)
    right = min(COLUMN, free - middle)
    ends = add_edge(_render_outcome(offer, crisis, right - 2, next_up=next_up), "$quiet", right, "$slate")
    columns = (
        (_TWO, [*_render_two(crisis, few_colours=few_colours), *_render_frame(offer, _TWO)]),
        (middle, [*_render_matter(offer, middle), *_render_stakes(crisis, middle)]),
        (right, [*ends, *_render_ideas(offer, right), *_render_plays(offer, crisis, right)]),
    )
    tallest = max(len(rows) for _room, rows in columns)
    blocks = [fill_up(rows, room, tallest) for room, rows in columns]
    air = [NOTHING] if words else []
    rows = [render_title(offer.title, width), *air, *join_columns(blocks, _GAP), *air]
    if crisis is None:
        return rows
    more = [render_cast(crisis, width, few_colours=few_colours), _render_words(crisis, width) if words else []]
    return [*rows, *(row for block in more if block for row in (NOTHING, block[0], *air, *block[1:]))]


def render_cast(crisis: LoadedCrisis, width: int, *, few_colours: bool) -> list[Content]:
    """Return who is there beside the two, with their faces; in a line those who have none, or no room."""
    others = [person for who, person in crisis.scenario.cast.items() if who not in CHAIRS]
    if not others:
        return []
    across = max(1, width // _PERSON)
    shown = [person for person in others if person.portrait is not None][:across]
    named = [person for person in others if person not in shown]
    told = [join_contents(_render_name(crisis, person), _render_role(crisis, person)) for person in named]
    beside = join_contents(*told, between=" · ")
    title = _("Also there")
    if beside.cell_length > width - style_text(title).cell_length - 5:
        rows, below = [render_title(title, width)], wrap_text(beside, width)
    else:
        rows, below = [render_title(title, width, beside)], []
    if shown:
        each = min(width // len(shown), 2 * FACE_WIDTH)
        rows += join_columns([_render_person(crisis, person, each, few_colours=few_colours) for person in shown], 0)
    return [*rows, *below]


def _render_person(crisis: LoadedCrisis, person: Person, width: int, *, few_colours: bool) -> list[Content]:
    """Return somebody as a face over name and role."""
    face = render_face(person.portrait, "calm", few_colours=few_colours) if person.portrait else []
    role = wrap_text(render_spans(crisis.build_spans(f"{person.path}.role"), "$quiet"), width - 1)
    if len(role) > _ROLE_LINES:
        role = [*role[: _ROLE_LINES - 1], fit_to_width(role[_ROLE_LINES - 1] + style_text(" …", "$quiet"), width - 1)]
    words = [_render_name(crisis, person), *role]
    return fill_up([*face, *words], width, FACE_HEIGHT + 1 + _ROLE_LINES)


def _render_name(crisis: LoadedCrisis, person: Person) -> Content:
    return render_spans(crisis.build_spans(f"{person.path}.name"), "bold $ink")


def _render_role(crisis: LoadedCrisis, person: Person) -> Content:
    role = render_spans(crisis.build_spans(f"{person.path}.role"), "$quiet")
    return style_text(", ", "$quiet") + role if role else NOTHING


# -- the columns ---------------------------------------------------------------------------------------------


def _render_two(crisis: LoadedCrisis | None, *, few_colours: bool) -> list[Content]:
    """Return the faces of the two over their names; their names alone where they have none."""
    if crisis is None:
        return [NOTHING] * (FACE_HEIGHT + 1)
    blocks = []
    for chair in CHAIRS:
        portrait = crisis.scenario.cast[chair].portrait
        face = render_face(portrait, "calm", chair=chair, few_colours=few_colours) if portrait else []
        name = render_spans(crisis.build_spans(f"cast.{chair}.name"), f"bold ${chair}")
        caption = join_contents(name, style_text(f" {vocabulary.name_chair(chair)}", "$quiet"))
        blocks.append([*face, fit_to_width(caption, FACE_WIDTH)])
    tallest = max(map(len, blocks))
    return join_columns([fill_up(block, FACE_WIDTH, tallest) for block in blocks], _SPACE)


def _render_frame(offer: CrisisOffer, width: int) -> list[Content]:
    """Return how long it takes, in which languages it can be read, and which chairs were tried."""
    alone, in_two = offer.describe_time(), _("{n} min", n=offer.head.pair_minutes)
    tried = ", ".join(map(vocabulary.name_chair, offer.tried)) or _("none yet")
    told = (
        (_("Time"), _("{solo} alone, {pair} for two", solo=alone, pair=in_two)),
        (_("Languages"), offer.describe_languages()),
        (_("Chairs tried"), tried),
    )
    rows: list[Content] = []
    for label, value in told:
        rows += [NOTHING, style_text(label, "bold $quiet"), *wrap_text(style_text(value, "$ink"), width)]
    return rows


def _render_matter(offer: CrisisOffer, width: int) -> list[Content]:
    """Return what it is about, and what one practises in it."""
    premise = underlay_style(render_spans(offer.build_spans(offer.head.premise)), "$ink")
    aims = [render_spans(offer.build_spans({current_language(): aim}), "$ink") for aim in offer.list_objectives()]
    return [*wrap_text(premise, width), *_render_list(_("You practise"), aims, width)]


def _render_stakes(crisis: LoadedCrisis | None, width: int) -> list[Content]:
    """Return what is at stake for each of the two, as the page says it on which a chair is taken."""
    rows: list[Content] = []
    for chair in CHAIRS if crisis else ():
        if crisis and (stake := render_spans(crisis.build_spans(f"cast.{chair}.stake"), "$ink")):
            name = render_spans(crisis.build_spans(f"cast.{chair}.name"), f"bold ${chair}")
            rows += wrap_hanging(join_contents(name, style_text("  ")), stake, width)
    return [NOTHING, style_text(_("At stake"), "bold $quiet"), *rows] if rows else []


def _render_ideas(offer: CrisisOffer, width: int) -> list[Content]:
    names = [name for name in offer.head.principles if name in PRINCIPLES]
    return _render_list(_("Ideas"), [style_text(vocabulary.describe_principle(name), "$ink") for name in names], width)


def _render_plays(offer: CrisisOffer, crisis: LoadedCrisis | None, width: int) -> list[Content]:
    """Return the latest games of it: when, in which chair, and how good the ending was."""
    rows = []
    for save in offer.saves[:_MOST_PLAYS]:
        ending = crisis.scenario.find_ending(save.ending) if crisis else None
        marks = mark_tier(ending.tier if ending else "poor") if save.ending else "◌"
        lead = fit_to_width(style_text(marks, "$quiet"), 6)
        told = f"{render_save_time(save)} · {render_save_seats(save)}"
        rows.append(fit_to_width(join_contents(lead, style_text(told, "$ink")), width))
    return [NOTHING, style_text(_("Last played"), "bold $quiet"), *rows] if rows else []


def _render_words(crisis: LoadedCrisis, width: int) -> list[Content]:
    """Return the words that the crisis explains, in two columns."""
    each = (width - _GAP) // 2
    numbers = range(len(crisis.scenario.terms))
    words = [
        wrap_hanging(
            render_spans(crisis.build_spans(f"glossary.{number}.term"), "bold $ink") + style_text("  "),
            render_spans(crisis.build_spans(f"glossary.{number}.text"), "$quiet"),
            each,
        )
        for number in numbers
    ]
    half = (len(words) + 1) // 2
    columns = [[row for word in part for row in word] for part in (words[:half], words[half:])]
    tallest = max(map(len, columns))
    blocks = [fill_up(rows, each, tallest) for rows in columns]
    return [render_title(_("Words"), width), *join_columns(blocks, _GAP)] if words else []


def _render_list(title: str, items: Sequence[Content], width: int) -> list[Content]:
    rows = [row for item in items for row in wrap_hanging(style_text("· ", "$quiet"), item, width)]
    return [NOTHING, style_text(title, "bold $quiet"), *rows] if rows else []


def _render_outcome(offer: CrisisOffer, crisis: LoadedCrisis | None, width: int, *, next_up: bool) -> list[Content]:
    """Return how it can end, and what Enter does."""
    number = len(crisis.scenario.endings) if crisis else 0
    heading = style_text(_("Endings found"), "bold $quiet")
    rows = [join_contents(heading, style_text(f"  {offer.describe_endings(number)}", "$quiet"))]
    for ending in sorted(crisis.scenario.endings, key=lambda one: TIERS.index(one.tier)) if crisis else ():
        found = ending.id in offer.found
        mark = style_text(f"{mark_tier(ending.tier)}  ", "$gained" if found else "$quiet")
        name = render_spans(crisis.build_spans(f"{ending.path}.title"), "$ink") if found and crisis else NOTHING
        rows += wrap_hanging(mark, name or style_text(_("not found yet"), "$quiet"), width)
    told = [explain_next(offer)] if next_up else []
    told += [_("a game of it goes on")] if offer.waiting else []
    rows += [NOTHING]
    for says in told:
        rows += wrap_text(style_text(f"▸ {says}", "bold $ink"), width)
    enter = fit_to_width(style_text("enter", "bold $ink"), 7)
    return [*rows, *wrap_hanging(enter, style_text(_("choose your chair"), "$quiet"), width)]
