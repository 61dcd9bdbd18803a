"""What is told beside the events: before the first scene, as somebody leaves a chair, and the other's reasons."""

from collections.abc import Iterator, Mapping

from game.engine.stocks import CHAIRS, Chair, other_chair
from game.locales import _, vocabulary
from game.narration.events import narrate_obstacle
from game.narration.lines import BREAK, StoryLine, fill_spans, make_spans
from game.narration.speech import render_reason
from game.narration.voice import Voice
from game.playthrough.session import Session


def narrate_introduction(voice: Voice, chair: Chair) -> Iterator[StoryLine]:
    """Yield what one person reads before the first scene: the crisis, its part in it, whom it plays with."""
    yield from _narrate_crisis(voice)
    yield from narrate_part(voice, chair)
    yield from narrate_aims(voice)
    yield StoryLine("note", make_spans(_("This is a story. Nobody is graded, and failing is fine.")))


def narrate_pair_introduction(voice: Voice, players: Mapping[Chair, str]) -> Iterator[StoryLine]:
    """Yield what two people read together before the first scene; `players` is what they are called."""
    yield from _narrate_crisis(voice)
    for chair in CHAIRS:
        name = voice.name_person(chair)
        seat = f"{name}, {vocabulary.name_chair(chair)}"
        yield StoryLine("note", make_spans(seat if players[chair] == name else f"{seat}: {players[chair]}"), chair)
    yield from narrate_aims(voice)
    advice = _(
        "Two people who work together see most from each other's chair: the CEO in the CTO's, the CTO in the CEO's."
    )
    yield StoryLine("note", make_spans(advice))
    yield narrate_pair_contract()


def narrate_pair_contract() -> StoryLine:
    """Return what two people may expect of a play together."""
    told = _("This is a story. Nobody is graded, failing is fine, and what is said here stays here.")
    return StoryLine("note", make_spans(told))


def _narrate_crisis(voice: Voice) -> Iterator[StoryLine]:
    yield StoryLine("heading", voice.render_spans("title"))
    yield StoryLine("narration", voice.render_spans("premise"))
    yield BREAK


def narrate_part(voice: Voice, chair: Chair) -> Iterator[StoryLine]:
    """Yield to whoever sits in a chair who that is, what it wants, what is in the way and what is at stake."""
    yield StoryLine(
        "note",
        make_spans(
            _("You are {name}, {chair}.", name=voice.name_person(chair), chair=vocabulary.name_chair(chair)),
        ),
    )
    yield StoryLine("wish", voice.render_spans(voice.find_goal_path(chair)), chair, label=_("What you want"))
    yield from narrate_obstacle(voice, chair)
    if stake := voice.render_spans(f"cast.{chair}.stake"):
        yield StoryLine("wish", stake, chair, label=_("At stake"))


def describe_private_part(name: str, other: str) -> str:
    """Return what nobody reads but whoever sits in a chair, in one sentence: of `name`, with `other` opposite."""
    return _("Only whoever sits here reads what {name} wants, and what {other} doesn't know.", name=name, other=other)


def narrate_aims(voice: Voice) -> Iterator[StoryLine]:
    """Yield what the scenario lets one practise, each labelled as such."""
    for number in range(voice.game.scenario.objectives):
        yield StoryLine("wish", voice.render_spans(f"objectives.{number}"), label=_("To practise"))


def narrate_ghost(voice: Voice, chair: Chair) -> Iterator[StoryLine]:
    """Yield to whoever sits in a chair that the other's answers are those of an earlier play."""
    name = voice.name_other(chair)
    told = _("{name} answers as somebody did in an earlier play, wherever the same is asked.", name=name)
    yield StoryLine("note", make_spans(told))
    told = _("Where it is not, the simulated partner answers. Looking back tells which was which.")
    yield StoryLine("note", make_spans(told))


def narrate_empty_seat(voice: Voice, chair: Chair) -> StoryLine:
    """Return to whoever stays, in `chair`, that the simulated partner sits opposite from here on."""
    names = {"name": voice.name_person(chair), "other": voice.name_other(chair)}
    told = _("The simulated partner sits in {other}'s chair. From here on the pages are {name}'s alone.", **names)
    return StoryLine("note", make_spans(told))


def narrate_partner_view(voice: Voice, session: Session, chair: Chair) -> Iterator[StoryLine]:
    """Yield why the simulated partner opposite a chair picks as it does; where both agree, its best objection."""
    other, first = other_chair(chair), session.state.now.first
    if len(set(first.values())) == 1:
        if objection := session.find_objection_path(first[chair]):
            told = _("You agree. {name} argues the other side: {text}")
            yield StoryLine("note", fill_spans(told, name=voice.name_person(other), text=voice.render_spans(objection)))
    else:
        yield from narrate_partner_reason(voice, session, chair)


def narrate_partner_reason(voice: Voice, session: Session, chair: Chair) -> Iterator[StoryLine]:
    """Yield why the simulated partner opposite a chair made its last pick, in character."""
    other, first = other_chair(chair), session.state.now.first.get(chair, "")
    if (reason := session.explain_partner_pick(other)) is not None:
        nearly = reason.runner_up if reason.main == "close" and reason.runner_up != first else ""
        note = _("It was nearly this: {text}")
        text = voice.render_option_spans(session.state.scene, nearly) if nearly else ()
        yield StoryLine("speech", render_reason(voice, reason), other, note=fill_spans(note, text=text) if text else ())
