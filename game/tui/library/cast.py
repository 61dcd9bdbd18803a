"""The people of a crisis as the pages before play show them: only what anybody may know before the first scene.

What a chair wants, what is in its way, what it knows and what the other may praise it for is learned in play.
"""

from collections.abc import Mapping, Sequence

from textual.content import Content

from game.engine.stocks import CHAIRS, Chair, other_chair
from game.locales import _, ngettext, vocabulary
from game.tui.library.crises import LoadedCrisis
from game.tui.toolkit.cards import (
    GAP,
    ChairCard,
    Item,
    PersonFace,
    join_blocks,
    number_steps,
    render_items,
    render_list,
    render_people,
)
from game.tui.toolkit.content import COLUMN, NOTHING, join_contents, render_spans, render_title, style_text, wrap_text

_BREAK_CHOICE: Mapping[Chair, str] = {"ceo": "money", "cto": "bridge"}
"""What only one of the two can do over a coffee."""


def render_chair_name(crisis: LoadedCrisis, chair: Chair) -> Content:
    """Return who sits in a chair, and as what."""
    return join_contents(
        render_spans(crisis.build_spans(f"cast.{chair}.name"), f"bold ${chair}"),
        style_text(f", {vocabulary.name_chair(chair)}"),
    )


def build_chair_card(
    crisis: LoadedCrisis, chair: Chair, *, player: str = "", says: str = "", foot: str = ""
) -> ChairCard:
    """Return the card of a chair: who that is and who plays it, what it decides and may do.

    To one person it tells what is at stake, too, which helps to choose; of two, each reads that alone.
    """
    person, title = crisis.scenario.cast[chair], vocabulary.name_chair(chair)
    role = read_text(crisis, f"{person.path}.role")
    named = render_chair_name(crisis, chair)
    if player:
        named = join_contents(style_text(f"{player}  →  ", "bold $ink"), named)
    elif role not in ("", title):
        named = join_contents(named, style_text(f" · {role}"))
    told = style_text(says, "$ink") if says else render_spans(crisis.build_spans(f"{person.path}.stake"), "$ink")
    return ChairCard(
        chair=chair,
        name=named,
        portrait=person.portrait,
        beside=[told] if told else [],
        items=[_build_item(label, text) for label, text in list_powers(crisis, chair)],
        foot=style_text(foot, "$quiet"),
    )


def _build_item(label: str, text: str) -> Item:
    return Item(style_text(label, "$quiet"), style_text(text, "$ink"))


def list_powers(crisis: LoadedCrisis, chair: Chair) -> list[tuple[str, str]]:
    """Return what a chair decides, and what it may do that the other may not, each with a label."""
    other = read_text(crisis, f"cast.{other_chair(chair)}.name")
    may = {
        "ceo": _("override {other}, at a price", other=other),
        "cto": _("leave, if trust has run out"),
    }
    coffee = vocabulary.describe_coffee_choice(_BREAK_CHOICE[chair], other)
    decides = _count_decisions(crisis, chair)
    return [
        *([(_("Decides"), decides)] if decides else []),
        (_("May"), may[chair]),
        (_("Coffee"), coffee[:1].lower() + coffee[1:]),
    ]


def _count_decisions(crisis: LoadedCrisis, chair: Chair) -> str:
    """Return how many decisions are the chair's; '' where not every play meets the same ones."""
    if crisis.scenario.forks:
        return ""
    decisions = [scene.decision for scene in crisis.scenario.scenes.values() if scene.decision is not None]
    shared = [decision for decision in decisions if decision.joint]
    alone = sum(decision.owner == chair for decision in decisions if not decision.joint)
    mine = sum(decision.owner == chair for decision in shared)
    return _("{n} alone, {mine} of {shared} if you differ", n=alone, mine=mine, shared=len(shared))


def render_others(crisis: LoadedCrisis, width: int, height: int, *, few_colours: bool) -> list[Content]:
    """Return everybody beside the two, in at most so many lines."""
    people = [
        PersonFace(read_text(crisis, f"{person.path}.name"), read_text(crisis, f"{person.path}.role"), person.portrait)
        for person in crisis.scenario.cast.values()
        if person.id not in CHAIRS
    ]
    return render_people(_("Also there"), people, width, height, few_colours=few_colours)


def render_lookup(crisis: LoadedCrisis, width: int, height: int, *, few_colours: bool) -> list[Content]:
    """Return who else is there, and under them as many of the words that the crisis explains as have room."""
    people = render_others(crisis, width, height, few_colours=few_colours)
    words = [
        Item(
            render_spans(crisis.build_spans(f"glossary.{number}.term"), "bold $ink"),
            render_spans(crisis.build_spans(f"glossary.{number}.text"), "$quiet"),
        )
        for number in range(len(crisis.scenario.terms))
    ]
    for shown in range(len(words), 1, -1):
        below = _render_words(words[:shown], width)
        if len(people) + len(below) <= height:
            return [*people, *below]
    return people


def _render_words(words: Sequence[Item], width: int) -> list[Content]:
    """Return words with what they mean, in two columns under a title."""
    half, middle = (width - GAP) // 2, -(-len(words) // 2)
    columns = [(render_items(part, half), half) for part in (words[:middle], words[middle:])]
    return [NOTHING, render_title(_("Words"), width), *join_blocks(columns)]


def render_crisis(crisis: LoadedCrisis, width: int, minutes: int, *, aims: bool) -> list[Content]:
    """Return what has happened and how long a play takes, with its `aims` also what one practises, as lines."""
    number = len(crisis.scenario.scenes)
    length = _("{n} min", n=minutes) + " · " + ngettext("at most {n} scene", "at most {n} scenes", number)
    premise = wrap_text(render_spans(crisis.build_spans("premise"), "$ink"), min(width, COLUMN))
    rows = render_list(_("The crisis"), [], width, style_text(length, "$quiet"))
    practised = render_aims(crisis, width) if aims else []
    return [*rows, *premise, *([NOTHING, *practised] if practised else [])]


def render_aims(crisis: LoadedCrisis, width: int) -> list[Content]:
    """Return what one practises in a crisis, as lines; none where its author says nothing of it."""
    dot = style_text("·", "$quiet")
    aims = [
        Item(dot, render_spans(crisis.build_spans(f"objectives.{number}"), "$quiet"))
        for number in range(crisis.scenario.objectives)
    ]
    return render_list(_("You practise"), aims, width) if aims else []


def render_solo_scene(width: int) -> list[Content]:
    """Return how a scene goes for one person, step by step."""
    steps = (
        _("The story, and under it what only you know."),
        _("You pick, guess the other's pick, and say or keep."),
        _("Both picks are turned over, and either may change."),
        _("Still apart? The owner decides, or you sit down."),
        _("What came of it, each figure with its cause."),
    )
    return render_list(_("How a scene goes"), number_steps(steps), width)


def render_pair_scene(names: Mapping[Chair, str], width: int) -> list[Content]:
    """Return how a scene goes for two people of these names, step by step, and when who looks away."""
    one, two = (names[chair] for chair in CHAIRS)
    steps = (
        _("Together: read what happens. Space goes on."),
        _(
            "{one} alone with the screen, then {two}, or the other way round. Whoever waits looks away.",
            one=one,
            two=two,
        ),
        _("Each picks, and says or keeps what only that chair knows. Keeping takes no key, so nobody hears it."),
        _("Together: both picks are turned over, and you talk."),
        _("Three, two, one: both press a key, {one} at the left of the row, {two} at the right.", one=one, two=two),
        _("Together: what came of it, each figure with its cause."),
    )
    return render_list(_("How you take turns"), number_steps(steps), width)


def read_text(crisis: LoadedCrisis, path: str) -> str:
    """Return a text of a crisis without its marks; '' where there is none."""
    return "".join(span.text for span in crisis.build_spans(path))
