"""What came of a scene in words: how well it was carried out, what moved which figure, and what weighed on the partner.

The parts of a change and the points of how well a decision was carried out are numbers that add up; see
`game.debrief.changes`.
"""

from collections.abc import Mapping
from typing import Final

from game.debrief.changes import CarriedOut, ChangeSource, ChangeSplit, SureJudgement
from game.debrief.timeline import PlayedScene
from game.engine import events as told
from game.engine.consequences import CarriedReason
from game.engine.preferences import Circumstance
from game.locales import N_, NP_, _, pgettext, vocabulary
from game.locales.figures import Money, format_signed
from game.narration.voice import Voice, quote_text

SHOWN: Final = 3
"""How many figures are told of a scene."""

_CARRIED_REASONS: Final[Mapping[CarriedReason, tuple[str, str]]] = {
    "defer": NP_("carried", "left to the other"),
    "object": NP_("carried", "over an objection"),
    "escalate": NP_("carried", "settled by the board"),
    "override": NP_("carried", "over the other's head"),
    "sat": NP_("carried", "sat down together"),
    "agreed": NP_("carried", "wanted the same from the start"),
    "came_round": NP_("carried", "agreed in the end"),
    "guessed": NP_("carried", "foreseen what the other would pick"),
    "relied": NP_("carried", "a strength that had been named"),
}

_SOURCES_OF_DECISION: Final[Mapping[ChangeSource, tuple[str, str]]] = {
    "decided": NP_("source", "decided"),
    "carried": NP_("source", "carried out"),
    "met": NP_("source", "how the two met"),
}


def name_source(source: ChangeSource) -> str:
    """Return what moved a figure: a part of the decision, or what play calls it."""
    if source in _SOURCES_OF_DECISION:
        return pgettext(*_SOURCES_OF_DECISION[source])
    return vocabulary.name_part(source, briefly=True)


def name_carried_reason(reason: CarriedReason) -> str:
    """Return what made a decision be carried out as it was."""
    return pgettext(*_CARRIED_REASONS[reason])


def render_carried_out(carried: CarriedOut) -> str:
    """Return how well the two carried out a decision, and what made it so."""
    parts = [] if carried.aligned is None else [_("pulling one way {points}", points=carried.aligned)]
    for reason, points in carried.reasons:
        why, by = name_carried_reason(reason), format_signed(points)
        parts += [f"{why} {by}"] if points else []
    if not parts:
        return render_carried_briefly(carried)
    return _("Carried out: {points} of 100 ({parts})", points=carried.points, parts="; ".join(parts))


def render_carried_briefly(carried: CarriedOut) -> str:
    """Return how well the two carried out a decision."""
    return _("Carried out: {points} of 100", points=carried.points)


def render_change_parts(money: Money, change: ChangeSplit) -> str:
    """Return what moved a figure: each part with its points; they add up to the change."""
    parts = ((name_source(source), money.format_change(change.stock, points)) for source, points in change.parts)
    return ", ".join(f"{source} {points}" for source, points in parts)


def render_change(voice: Voice, change: ChangeSplit) -> str:
    """Return how a figure changed in a scene or from start to end, and what moved it."""
    before, after = (voice.money.format_figure(change.stock, value) for value in (change.before, change.after))
    figure = f"{voice.name_figure(change.stock)} {before} → {after}"
    return _("{figure} ({parts})", figure=figure, parts=render_change_parts(voice.money, change))


def name_whole_changes() -> str:
    """Return the heading over what moved each figure from the start of play to its end."""
    return _("What changed, from start to end")


_CIRCUMSTANCES: Final[Mapping[Circumstance, str]] = {
    "slept_badly": N_("{name} had slept badly: what {name} would expose counted twice."),
    "board_rang": N_("The board had rung: what {name} is after counted more than half as much again."),
    "good_news": N_("{name} had good news from home, and dared more."),
    "afraid_for": N_("{name} was afraid for somebody: the strain on people and the culture counted more."),
    "old_hurt": N_("An old hurt had come up again: how {name} had been treated counted twice."),
}


def list_partner_circumstances(voice: Voice, scene: PlayedScene) -> list[str]:
    """Return what weighed on the simulated partner in a scene."""
    return [
        _(_CIRCUMSTANCES[event.what], name=voice.name_person(event.chair))
        for event in scene.partner
        if isinstance(event, told.CircumstanceShown)
    ]


def list_changes_of_mind(voice: Voice, scene: PlayedScene) -> list[str]:
    """Return what made the simulated partner pick otherwise than at first."""
    return [
        _(
            "What changed {name}'s mind: {what}",
            name=voice.name_person(event.chair),
            what=_describe_mind_changer(voice, event),
        )
        for event in scene.partner
        if isinstance(event, told.MindChanged)
    ]


def _describe_mind_changer(voice: Voice, event: told.MindChanged) -> str:
    kind, _colon, what = event.because.partition(":")
    match kind:
        case "fact":
            return quote_text(voice.name_fact(what))
        case "sure":
            return _("how sure {name} was", name=voice.name_other(event.chair))
        case "sat":
            return vocabulary.name_move("sit")
    return vocabulary.describe_term(kind, voice.name_person(event.chair))


def render_sure_judgement(voice: Voice, judged: SureJudgement, origin: PlayedScene) -> str:
    """Return what time made of a pick that a chair had been sure of in the scene `origin`."""
    values = {
        "name": voice.name_person(judged.chair),
        "n": judged.origin,
        "option": voice.quote_option(origin.id, origin.played.enacted),
    }
    if judged.right:
        return _("{name} had been sure in scene {n}, of {option} It turned out that way.", **values)
    return _("{name} had been sure in scene {n}, of {option} It turned out differently.", **values)
