"""What came of the time for one coffee: what was heard, what the thanks were for, what is clear or agreed now."""

from collections.abc import Iterator

from game.engine import events as e
from game.engine.stocks import other_chair
from game.locales import _, vocabulary
from game.tui.play.steps.reader import ChairReader
from game.tui.toolkit.content import NOTHING, style_text
from game.tui.toolkit.story import Paragraph


def render_coffee(reader: ChairReader, event: e.CoffeeTaken) -> Iterator[Paragraph]:
    """Yield the paragraphs for whoever reads: the one who had the coffee, or both of two."""
    mine = reader.is_mine(event.chair)
    lead = (
        NOTHING
        if mine
        else style_text(f"{reader.render_name(event.chair)}  ", f"bold {reader.accent_for(event.chair)}")
    )
    yield Paragraph(style_text(_render_coffee_result(reader, event)), lead=lead)
    if event.what == "ask":
        yield from _render_goal_told(reader, other_chair(event.chair))


def _render_coffee_result(reader: ChairReader, event: e.CoffeeTaken) -> str:
    name = reader.render_name(other_chair(event.chair))
    match event.what:
        case "ask":
            return _("{name} stirs for a while, and then answers.", name=name)
        case "credit":
            return _render_thanks(reader, event.about, name)
        case "bridge":
            return _("An hour with a department: two lists turn out to be one, in two languages.")
        case "money":
            return _("On a napkin: where the money comes in, and where it goes. {name} keeps the napkin.", name=name)
        case "checkin":
            return _("Agreed: ten minutes a week, three questions. From now on asking is no mistrust.")
    return _("What was left of yesterday is done. The pile gets a little smaller.")


def _render_goal_told(reader: ChairReader, chair: str) -> Iterator[Paragraph]:
    goal, lead = reader.session.scenario.cast[chair].find_drawn_goal(reader.session.state.draw), f"bold ${chair}"
    yield Paragraph(reader.render_text(goal.path), lead=style_text(_("Goal") + "  ", lead))
    if obstacle := reader.render_text(f"cast.{chair}.obstacle"):
        yield Paragraph(obstacle, lead=style_text(_("In the way") + "  ", lead), close=True)


def _render_thanks(reader: ChairReader, about: str, name: str) -> str:
    kind, _colon, what = about.partition(":")
    match kind:
        case "said":
            fact = reader.session.render_text(f"facts.{what}.label")
            return _("Thanks, by name, for saying it when it cost something: “{fact}”.", fact=fact)
        case "kept":
            return _("Thanks, by name, for a promise that was kept.")
        case "move":
            return _("Thanks, by name, for this: {what}.", what=vocabulary.name_move(what))
    return _("“It is going well.” {name} waits for the rest of the sentence.", name=name)
