"""What an author sees beside the lists of a beginning: what a scene is, and what assumptions make of the start.

Nothing is hidden from an author. Conditions, flags and facts stand there by their ids, as the files have them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from textual.content import Content

from game.engine.scenario import Effect, Option, Scene
from game.engine.start_midway import Premise, apply_premise, list_earlier_scenes, list_following_scenes
from game.engine.state import State
from game.engine.stocks import CHAIRS, STOCKS, Chair
from game.locales import _, ngettext, vocabulary
from game.playthrough.visibility import build_figure
from game.preview.rehearsal import Rehearsal
from game.preview.trial import OfferStatus, judge_offers
from game.tui.toolkit.content import (
    COLUMN,
    NOTHING,
    add_edge,
    join_contents,
    render_title,
    style_text,
    wrap_hanging,
    wrap_text,
)
from game.tui.toolkit.deviation import Trend, measure_columns, render_trend
from game.tui.toolkit.figures import COUNTED, choose_change_style

_MOST_EFFECTS: Final = 6
_JOINT: Final = "both"
_INDENT: Final = style_text("  ")


# -- a scene -------------------------------------------------------------------------------------------------


def render_scene(session: Rehearsal, scene: Scene, width: int) -> list[Content]:
    """Return a scene as it is read, then its question with everything that its options do."""
    column = min(width, COLUMN)
    rows = [render_title(scene.id, column), *_render_texts(session, scene, column)]
    if scene.decision is None:
        return [*rows, NOTHING, style_text(_("Nothing is asked here."), "$quiet")]
    asked = style_text(session.render_text(f"{scene.path}.ask"), f"bold ${scene.decision.owner}")
    rows += [NOTHING, render_title(_("Question"), column), *wrap_text(asked, column)]
    rows.append(style_text(_tell_who_decides(session, scene.decision.by, scene.decision.owner), "$quiet"))
    for option in scene.decision.options:
        rows += [NOTHING, *_render_option(session, option, column)]
    return rows


def _render_texts(session: Rehearsal, scene: Scene, width: int) -> Iterator[Content]:
    if scene.timed:
        yield style_text(session.render_text(f"{scene.path}.at"), "bold $quiet")
    for paragraph in session.render_text(f"{scene.path}.text").split("\n\n"):
        yield from wrap_text(style_text(" ".join(paragraph.split()), "$ink"), width)
    for line in scene.also:
        told = style_text(" ".join(session.render_text(line.path).split()), "$ink")
        yield from wrap_hanging(style_text("· ", "$quiet"), told, width)
        if line.when is not None:
            yield from wrap_hanging(_INDENT, style_text(f"when: {line.when.text}", "$quiet"), width)
    for chair in CHAIRS:
        for line in scene.private.get(chair, ()):
            told = style_text(" ".join(session.render_text(line.path).split()), "$ink")
            yield from add_edge(wrap_text(told, width - 2), f"${chair}", width, "$slate")


def _tell_who_decides(session: Rehearsal, by: str, owner: Chair) -> str:
    name = session.names[owner]
    if by == _JOINT:
        return _("Both decide; where they disagree, it is {name}'s.", name=name)
    return _("{name} decides alone.", name=name)


def _render_option(session: Rehearsal, option: Option, width: int) -> Iterator[Content]:
    lead = join_contents(style_text(option.id, "bold $ink"), style_text("  "))
    text = style_text(session.render_text(f"{option.path}.text"), "$ink")
    yield from wrap_text(lead + text, width)
    if option.effects:
        yield from wrap_hanging(_INDENT, _render_effects(option.effects), width)
    for later in option.later:
        when = ngettext("in {n} scene", "in {n} scenes", later.after)
        yield from wrap_hanging(_INDENT, style_text(f"{when}: ", "$time") + _render_effects(later.effects), width)
    notes = [f"when: {option.when.text}"] if option.when is not None else []
    notes += [f"needs: {', '.join(option.needs)}"] if option.needs else []
    notes += [f"flag.{flag}" for flag in option.flags]
    if notes:
        yield from wrap_hanging(_INDENT, style_text(" · ".join(notes), "$quiet"), width)
    for line in option.results[:1]:
        told = style_text(" ".join(session.render_text(line.path).split()), "italic $quiet")
        yield from wrap_hanging(_INDENT, told, width)


def _render_effects(effects: tuple[Effect, ...]) -> Content:
    return join_contents(*map(_render_effect, effects[:_MOST_EFFECTS]), between="  ")


def _render_effect(effect: Effect) -> Content:
    sign = "+" if effect.points > 0 else "−"
    size = style_text(
        f"{sign}{abs(effect.points):g}", choose_change_style(effect.stock, 1 if effect.points > 0 else -1)
    )
    return style_text(f"{effect.stock} ", "$quiet") + size


def render_scene_place(session: Rehearsal, scene: Scene, width: int) -> list[Content]:
    """Return where a scene stands in the crisis: what leads to it, where it leads, what may be said there, by whom."""
    column = min(width, COLUMN)
    scenario = session.scenario
    order = list(scenario.scenes)
    earlier = sorted(list_earlier_scenes(scenario, scene.id), key=order.index)
    following = sorted(list_following_scenes(scenario, scene.id), key=order.index)
    facts = (scenario.facts[fact] for fact in scene.say)
    lists = (
        (_("Comes after"), [style_text(one, "$ink") for one in earlier] or [style_text(_("the beginning"), "$ink")]),
        (_("Leads to"), [style_text(one, "$ink") for one in following] or [style_text(_("the end of play"), "$ink")]),
    )
    rows: list[Content] = []
    for title, parts in lists:
        rows += [NOTHING] if rows else []
        rows += [render_title(title, column), *wrap_text(join_contents(*parts, between=", "), column)]
    said = [
        line
        for fact in facts
        for line in wrap_hanging(
            style_text("● ", f"${fact.held}"),
            style_text(f"{fact.id}  ", "bold $ink") + style_text(session.render_text(f"{fact.path}.label"), "$quiet"),
            column,
        )
    ]
    weeks = ngettext("{n} week passes afterwards", "{n} weeks pass afterwards", scene.weeks)
    rows += [NOTHING, render_title(_("May be said here"), column), *(said or [style_text(_("nothing"), "$quiet")])]
    return [*rows, NOTHING, style_text(weeks if scene.weeks else _("No time passes afterwards."), "$quiet")]


def render_beginning(session: Rehearsal, width: int) -> list[Content]:
    """Return the crisis as it begins, with all of its figures."""
    column = min(width, COLUMN)
    rows = [render_title(session.render_text("title"), column)]
    rows += wrap_text(style_text(" ".join(session.render_text("premise").split()), "$ink"), column)
    return [*rows, NOTHING, *_render_figures(session, session.scenario.start, column)]


def render_people(session: Rehearsal, width: int) -> list[Content]:
    """Return who is in the crisis."""
    column = min(width, COLUMN)
    rows = [render_title(_("Who is who"), column)]
    for person in session.scenario.cast.values():
        style = f"bold ${person.id}" if person.id in CHAIRS else "bold $ink"
        role = style_text(session.render_text(f"{person.path}.role"), "$quiet")
        rows += wrap_hanging(style_text(f"{session.render_text(f'{person.path}.name')}  ", style), role, column)
    return rows


# -- what is assumed -----------------------------------------------------------------------------------------


def render_assumed(session: Rehearsal, premise: Premise, width: int) -> list[Content]:
    """Return every figure as a play would begin with it, and which options its first scene would offer."""
    column = min(width, COLUMN)
    state = _build_state(session, premise)
    scene = session.scenario.scenes[premise.scene]
    rows = _render_figures(session, state.stocks, column)
    rows += [NOTHING, render_title(_("What {scene} would offer", scene=scene.id), column)]
    if scene.decision is None:
        return [*rows, style_text(_("Nothing is asked here."), "$quiet")]
    offers = judge_offers(session.scenario, state).options
    return [*rows, *(row for offer in offers for row in _render_offer(session, offer, column))]


def _build_state(session: Rehearsal, premise: Premise) -> State:
    """Return the state of the rehearsal as if play began with a premise; what was drawn stays."""
    scenario = session.scenario
    begun = replace(
        session.state, stocks=scenario.start, flags=frozenset(), week=0, tokens=scenario.tokens, scene=premise.scene
    )
    return apply_premise(scenario, begun, premise)


def _render_offer(session: Rehearsal, offer: OfferStatus, width: int) -> Iterable[Content]:
    mark = style_text("✓ " if offer.open else "✕ ", "$gained" if offer.open else "bold $lost")
    text = style_text(f"{offer.id}  ", "bold $ink") + style_text(session.render_text(f"{offer.path}.text"), "$ink")
    yield from wrap_hanging(mark, text, width)
    if offer.condition and not offer.open:
        yield from wrap_hanging(_INDENT, style_text(f"when: {offer.condition}", "$quiet"), width)


def _render_figures(session: Rehearsal, stocks: Iterable[int], width: int) -> list[Content]:
    """Return all figures, each with how far it is from the start of the crisis."""
    state = replace(session.state, stocks=tuple(stocks), opening=session.scenario.start)
    trends = [_build_trend(session, state, stock) for stock in STOCKS]
    columns = measure_columns(trends, width)
    title = render_title(_("Figures against the start of the crisis"), width)
    return [title, *(render_trend(trend, columns) for trend in trends)]


def _build_trend(session: Rehearsal, state: State, stock: str) -> Trend:
    figure = build_figure(state, stock)
    start = figure.value - figure.change
    return Trend(
        stock,
        vocabulary.name_stock_of_person(stock, session.names),
        str(figure.value),
        figure.change,
        (start, figure.value),
        vocabulary.describe_band(stock, figure.band),
        counted=stock in COUNTED,
    )
