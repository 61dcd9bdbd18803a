"""Who knew what, when, in words."""

from game.debrief.knowledge import FactHistory, KnowledgeGap
from game.locales import NP_, _, pgettext
from game.narration.debrief.names import DebriefNarrator

COSTS = {
    "free": ("", ""),
    "face": NP_("said", "it cost face"),
    "confidential": NP_("said", "it had been told in confidence"),
}


def render_fact_outcome(teller: DebriefNarrator, course: FactHistory) -> str:
    """Return what became of a fact: who said it when, or through whom it came out."""
    match course.status:
        case "said":
            said = _("said by {name}, scene {n}", name=teller.name_person(course.holder), n=course.out)
            return f"{said} · {pgettext(*COSTS[course.cost])}" if course.cost != "free" else said
        case "surfaced" if course.at_end:
            return _("came out through {name} as play ended", name=teller.name_person(course.through))
        case "surfaced":
            return _("came out through {name}, scene {n}", name=teller.name_person(course.through), n=course.out)
    return _("never said") if course.chance else _("never said; there was no occasion")


def render_fact_holding(teller: DebriefNarrator, course: FactHistory) -> str:
    """Return who knew a fact alone, from when to when; '' where it was never anybody's secret."""
    name = teller.name_person(course.holder)
    since = _("{name} knew it from scene {n}", name=name, n=course.known)
    if course.held > 0:
        since = _(
            "{name} knew it from scene {n} and could have said it in scene {m}",
            name=name,
            n=course.known,
            m=course.chance,
        )
    return since


def render_knowledge_gap(teller: DebriefNarrator, course: KnowledgeGap) -> str:
    """Return how a chair's gap went."""
    return f"{teller.name_person(course.chair)}: {' → '.join(str(points) for points in course.points)}"
