"""What a theme looks like: a made-up moment of play, drawn with the signs and colours of every page.

Names, faces and premise are those of a crisis, as far as the shelf tells them; all figures are made up.
"""

import re
from collections.abc import Sequence
from typing import Final

from textual.content import Content
from textual.theme import Theme

from game.engine.stocks import CHAIRS, Chair
from game.locales import _, vocabulary
from game.tui.actions import ACTIONS
from game.tui.library.crises import LoadedCrisis
from game.tui.themes import THEME_NAMES, THEMES, has_few_colours, list_theme_names
from game.tui.toolkit.bridge import BridgeEnd, BridgeState, render_bridge
from game.tui.toolkit.content import (
    COLUMN,
    NOTHING,
    add_edge,
    align_ends,
    fill_background,
    fit_to_width,
    join_columns,
    join_contents,
    render_spans,
    render_title,
    restyle_content,
    style_text,
    underlay_style,
    wrap_text,
)
from game.tui.toolkit.deviation import Trend, measure_columns, render_trend
from game.tui.toolkit.face import FACE_WIDTH, render_face

_GAP: Final = 2
_TRUST: Final = {"ceo": (64, 50, 2), "cto": (42, 50, 1)}
"""How far each trusts the other, how far as play began, and how many facts it has told."""
_FIGURES: Final = (
    ("culture", 62, 10, (52, 55, 58, 62), 3),
    ("sales", 38, -9, (47, 45, 41, 38), 1),
    ("strain", 56, 9, (47, 47, 52, 56), 2),
    ("support", 53, 0, (53, 53, 53, 53), 2),
)
"""Stock, value, change, course, and which of its words."""
_OPTIONS: Final = (("culture", 3, "sales", 1), ("engineering", 2, "finance", 2))
"""What each option touches, and how much."""
_COLOUR: Final = re.compile(r"\$(\w+)")
_KEYS: Final = ("commit", "company", "menu", "help")


def render_sample(
    crisis: LoadedCrisis | None, kept: Sequence[str], width: int, height: int, colours: str | None
) -> list[Content]:
    """Return a moment of play in the theme of now, then something in each theme there is, then where all is kept.

    Args:
        crisis: whose people it shows; without one it names the chairs.
        kept: where settings and games are kept.
        width: the cells of a line.
        height: the lines there are; with many, each theme shows more of itself.
        colours: the colours of the terminal, as rich names them.
    """
    column = min(width, COLUMN)
    parts = (
        _render_bridge(crisis, column, few_colours=has_few_colours(colours)),
        _render_story(crisis, column),
        _render_options(crisis, column),
        _render_figures(column),
        [_render_keys(column)],
    )
    rows = [render_title(_("A moment of play, made up"), column)]
    for part in parts:
        rows += [*part, NOTHING] if part else []
    below = [NOTHING, *(row for one in kept for row in wrap_text(style_text(one, "$quiet"), column))]
    themes = [theme for theme in THEMES if theme.name in list_theme_names(colours)]
    title = render_title(_("The themes side by side"), column)
    for line in (False, True):
        shown = [row for theme in themes for row in _render_theme(theme, crisis, column, line=line)]
        if len(rows) + 1 + len(shown) + len(below) <= height:
            break
    return [*rows, title, *shown, *below]


def _render_name(crisis: LoadedCrisis | None, chair: Chair) -> str:
    if crisis is None:
        return vocabulary.name_chair(chair)
    return "".join(span.text for span in crisis.build_spans(f"cast.{chair}.name"))


def _render_bridge(crisis: LoadedCrisis | None, width: int, *, few_colours: bool) -> list[Content]:
    ends, faces = [], []
    for chair in CHAIRS:
        trust, start, planks = _TRUST[chair]
        ends.append(BridgeEnd(chair, _render_name(crisis, chair), trust, start, str(trust), planks))
        portrait = crisis.scenario.cast[chair].portrait if crisis is not None else None
        faces.append(render_face(portrait, "calm", chair=chair, few_colours=few_colours) if portrait else [])
    span = width - sum(FACE_WIDTH + _GAP for face in faces if face)
    bridge = [fit_to_width(row, span) for row in render_bridge(BridgeState(ends[0], ends[1], 1, 2), span)]
    rows = join_columns([block for block in (faces[0], bridge, faces[1]) if block], _GAP)
    left, right = (
        join_contents(
            style_text(end.name, f"bold ${end.chair}"),
            style_text(f" {vocabulary.name_chair(end.chair)}  ", "$quiet"),
            style_text(end.figure, f"bold ${end.chair}"),
        )
        for end in ends
    )
    return [*rows, align_ends(left, right, width)]


def _render_story(crisis: LoadedCrisis | None, width: int) -> list[Content]:
    """Return the premise as a page tells a story, then as it stands beside an edge."""
    if crisis is None:
        return []
    return wrap_text(render_spans(crisis.build_spans("premise"), "$ink"), width)


def _render_options(crisis: LoadedCrisis | None, width: int) -> list[Content]:
    names = {chair: _render_name(crisis, chair) for chair in CHAIRS}
    rows = [style_text(_("A question for {name}", name=names["ceo"]), "bold $ceo")]
    texts = (_("The option that is marked"), _("Another option"))
    for number, (text, (one, much, two, little)) in enumerate(zip(texts, _OPTIONS, strict=True)):
        style = "bold $ceo" if number == 0 else "$quiet"
        label = style_text(text, "bold $ink" if number == 0 else "$ink")
        touches = join_contents(_render_touch(one, much), _render_touch(two, little), between="  ")
        lead = style_text(f" {'▸' if number == 0 else ' '} {number + 1}  ", style)
        block = [lead + label, style_text(" " * lead.cell_length) + touches]
        rows += [fill_background(fit_to_width(row, width), width, "$caret" if number == 0 else "") for row in block]
    known = style_text(_("What only {name} knows stands at an edge.", name=names["cto"]), "$ink")
    return [*rows, *add_edge(wrap_text(known, width - 2), "$cto", width, "$slate")]


def _render_touch(stock: str, dots: int) -> Content:
    return style_text(f"{vocabulary.name_stock_briefly(stock).lower()} {'●' * dots}", "$quiet")


def _render_figures(width: int) -> list[Content]:
    trends = [
        Trend(
            stock,
            vocabulary.name_stock_briefly(stock),
            str(value),
            change,
            course,
            vocabulary.describe_band(stock, word),
        )
        for stock, value, change, course, word in _FIGURES
    ]
    columns = measure_columns(trends, width)
    return [render_trend(trend, columns) for trend in trends]


def _render_keys(width: int) -> Content:
    keys = (
        join_contents(
            style_text(f"{ACTIONS[key].label} ", "bold $ink"), style_text(_(ACTIONS[key].description), "$quiet")
        )
        for key in _KEYS
    )
    return fill_background(fit_to_width(join_contents(style_text(" "), *keys, between="  "), width), width, "$slate")


def _render_theme(theme: Theme, crisis: LoadedCrisis | None, width: int, *, line: bool) -> list[Content]:
    """Return the names and signs of a page in the colours of a theme, in a line or with an option and figures."""
    longest = max(style_text(_(name)).cell_length for name in THEME_NAMES.values())
    names = (style_text(_render_name(crisis, chair), f"bold ${chair}") for chair in CHAIRS)
    signs = (style_text("▴8", "$gained"), style_text("▾5", "$lost"), style_text("⠤⠤⠒⠒", "$time"))
    name = fit_to_width(style_text(" " + _(THEME_NAMES[theme.name]), "bold $ink"), longest + 2)
    rows = [join_contents(name, *names, *signs, style_text(_("quiet words"), "$quiet"), between="  ")]
    if not line:
        rows += [*_render_options(crisis, width)[1:3], *_render_figures(width)[:2]]
    return [_repaint(fit_to_width(row, width), theme) for row in rows]


def _repaint(row: Content, theme: Theme) -> Content:
    """Return a row in the colours of a theme, whichever is on."""
    shades = theme.variables
    repainted = restyle_content(row, lambda style: _COLOUR.sub(lambda found: shades[found[1]], style))
    return underlay_style(repainted, f"{shades['ink']} on {shades['paper']}")
