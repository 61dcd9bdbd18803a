"""What came of the time for one coffee: what was heard, what the thanks were for, what is clear or agreed now."""

from collections.abc import Iterator

from game.engine import events as e
from game.engine.stocks import other
from game.locales import _, words
from game.tui.content import NOTHING, ink
from game.tui.steps.reader import Reader
from game.tui.widgets.story import Paragraph


def coffee(reader: Reader, event: e.CoffeeTaken) -> Iterator[Paragraph]:
    """Yield the paragraphs for whoever reads: the one who had the coffee, or both of two."""
    mine = reader.is_mine(event.chair)
    lead = NOTHING if mine else ink(f"{reader.name(event.chair)}  ", f"bold {reader.colour(event.chair)}")
    yield Paragraph(ink(_told(reader, event)), lead=lead)
    if event.what == "ask":
        yield from _answer(reader, other(event.chair))


def _told(reader: Reader, event: e.CoffeeTaken) -> str:
    name = reader.name(other(event.chair))
    match event.what:
        case "ask":
            return _("{name} stirs for a while, and then answers.", name=name)
        case "credit":
            return _thanks(reader, event.about, name)
        case "bridge":
            return _("An hour with a department: two lists turn out to be one, in two languages.")
        case "money":
            return _("On a napkin: where the money comes in, and where it goes. {name} keeps the napkin.", name=name)
        case "checkin":
            return _("Agreed: ten minutes a week, three questions. From now on asking is no mistrust.")
    return _("What was left of yesterday is done. The pile gets a little smaller.")


def _answer(reader: Reader, chair: str) -> Iterator[Paragraph]:
    goal, lead = reader.session.scenario.cast[chair].goal(reader.session.state.draw), f"bold ${chair}"
    yield Paragraph(reader.tell(goal.path), lead=ink(_("Goal") + "  ", lead))
    if obstacle := reader.tell(f"cast.{chair}.obstacle"):
        yield Paragraph(obstacle, lead=ink(_("In the way") + "  ", lead), close=True)


def _thanks(reader: Reader, about: str, name: str) -> str:
    kind, _colon, what = about.partition(":")
    match kind:
        case "said":
            fact = reader.session.text(f"facts.{what}.label")
            return _("Thanks, by name, for saying it when it cost something: “{fact}”.", fact=fact)
        case "kept":
            return _("Thanks, by name, for a promise that was kept.")
        case "move":
            return _("Thanks, by name, for this: {what}.", what=words.move(what))
    return _("“It is going well.” {name} waits for the rest of the sentence.", name=name)
