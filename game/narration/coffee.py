"""What came of the time for one coffee: what it was used for, and what was heard over it."""

from collections.abc import Iterator

from game.engine import events as e
from game.engine.stocks import Chair, other_chair
from game.locales import _, vocabulary
from game.narration.lines import Line, Spans, fill_spans, make_spans
from game.narration.voice import Voice


def narrate_coffee(voice: Voice, event: e.CoffeeTaken) -> Iterator[Line]:
    """Yield what a chair did with its time, what that was like, and what it learned or gave thanks for."""
    name = voice.name_other(event.chair)
    yield Line("coffee", make_spans(vocabulary.describe_coffee_choice(event.what, name)), event.chair)
    if outcome := _describe_outcome(event, name):
        yield Line("outcome", make_spans(outcome), event.chair)
    if event.what == "ask":
        yield from narrate_wish(voice, other_chair(event.chair))
    if event.what == "credit":
        yield Line("note", _describe_thanks(voice, event.about), event.chair)


def narrate_wish(voice: Voice, chair: Chair) -> Iterator[Line]:
    """Yield what a chair wants in this play, and what is in its way where the author says so."""
    goal = voice.render_spans(voice.find_goal_path(chair))
    yield Line("wish", goal, chair, label=_("What {name} wants", name=voice.name_person(chair)))
    yield from narrate_obstacle(voice, chair)


def narrate_obstacle(voice: Voice, chair: Chair) -> Iterator[Line]:
    """Yield what is in a chair's way, where the author says so."""
    if obstacle := voice.render_spans(f"cast.{chair}.obstacle"):
        yield Line("wish", obstacle, chair, label=_("In the way"))


def _describe_outcome(event: e.CoffeeTaken, name: str) -> str:
    match event.what:
        case "ask":
            return _("{name} stirs for a while, and then answers.", name=name)
        case "credit":
            return "" if event.about else _("“It is going well.” {name} waits for the rest of the sentence.", name=name)
        case "bridge":
            return _("An hour with a department: two lists turn out to be one, in two languages.")
        case "money":
            return _("On a napkin: where the money comes in, and where it goes. {name} keeps the napkin.", name=name)
        case "checkin":
            return _("Agreed: ten minutes a week, three questions. From now on asking is no mistrust.")
    return _("What was left of yesterday is done. The pile gets a little smaller.")


def _describe_thanks(voice: Voice, about: str) -> Spans:
    """Return what the thanks were for; `about` is `said:<fact>`, `kept:<promise>`, `move:<move>`, or "" where vague."""
    kind, _colon, what = about.partition(":")
    match kind:
        case "said":
            return fill_spans(_("Thanked for saying it: {text}"), text=voice.render_spans(f"facts.{what}.told"))
        case "kept":
            return make_spans(_("Thanked for a promise kept."))
        case "move":
            return make_spans(_("Thanked for this: {what}.", what=vocabulary.name_move(what)))
    return make_spans(_("Thanked kindly, for nothing in particular."))
