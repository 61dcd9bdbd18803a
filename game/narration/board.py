"""What stands on every page of play beside its story: the two and what is between them, who is there, the days so far.

`build_board` gives the words for the screen, as data; `render_board` the same as sentences, for line-by-line play and
for a screen reader. Nothing here tells what is hidden from its reader or what has not been announced.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from game.engine.scenario import Portrait, Scene
from game.engine.stocks import CHAIRS, Chair
from game.locales import _, ngettext, vocabulary
from game.narration.events import narrate_said_fact
from game.narration.lines import join_text
from game.narration.voice import Voice
from game.playthrough.hindsight import Hindsight
from game.playthrough.progress import ChairStanding, Mood, Progress, TracedScene, trace_progress
from game.playthrough.session import Session
from game.playthrough.visibility import ChairView, Figure, SharedView, list_known_facts

_FIFTHS: Final = 5
_NAMED: Final = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class FigureCourse:
    """A figure and its course: by how much it differs from where it began, and its value from scene to scene."""

    stock: str
    name: str
    value: int
    change: int
    course: tuple[int, ...]
    word: str


@dataclass(frozen=True, slots=True)
class BoardPerson:
    """Somebody whose face is shown: a name, a few words under it, and what a screen reader says instead."""

    id: str
    name: str
    about: str
    mood: Mood
    spoken: str
    portrait: Portrait | None


@dataclass(frozen=True, slots=True)
class BoardChair:
    """One of the two on the bridge.

    Attributes:
        chair: which.
        person: who sits there, with the face.
        trust, start: how far its half of the bridge reaches, 0..100, now and as play began.
        figure: the trust as it is read: a number, or fifths.
        trust_label: what the figure says, before it.
        planks: how many facts it has told.
        broken: whether it bears an open breach.
        wound: what to say of that, "" where there is none.
    """

    chair: Chair
    person: BoardPerson
    trust: int
    start: int
    figure: str
    trust_label: str
    planks: int
    broken: bool
    wound: str


@dataclass(frozen=True, slots=True)
class BoardStop:
    """A scene on the rail."""

    when: str
    state: Literal["over", "now"]
    kind: Literal["over", "landed", "now"]
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class RecapLine:
    """Something that was said or decided: when, by which chair, its name, and the words."""

    when: str
    chair: Chair
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class KnownFact:
    """A fact that the reader knows: its label, the chairs that know it, that in words, and what it says."""

    label: str
    chairs: tuple[Chair, ...]
    word: str
    text: str


@dataclass(frozen=True, slots=True)
class Recap:
    """What may be looked up while one thinks: who knows what, what was said, the words of the crisis, its people."""

    known_title: str
    known: tuple[KnownFact, ...]
    said_title: str
    said: tuple[RecapLine, ...]
    words_title: str
    words: tuple[tuple[str, str], ...]
    people_title: str
    people: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Board:
    """The board in the current language.

    Attributes:
        base: the moment that every change is measured from, for the head of the figures.
        figures: the figures with their courses, in the order in which they are shown.
        between, others, days: titles.
        chairs: the two, the CEO first.
        people: who else the scene names, in the order in which it does.
        legend: how to read the bridge.
        stops: the scenes so far; `ahead` more may follow.
        signs: what has been announced.
        waiting: how many that are; "" where nothing was announced.
        still_ahead: how many scenes may follow, "" where none does.
        tokens, tokens_most: how often the two can still sit down together, and could at the start.
        tokens_label: what a token is for.
        recap: what may be looked up.
    """

    base: str
    figures: tuple[FigureCourse, ...]
    between: str
    others: str
    days: str
    chairs: tuple[BoardChair, BoardChair]
    people: tuple[BoardPerson, ...]
    legend: str
    stops: tuple[BoardStop, ...]
    ahead: int
    signs: tuple[str, ...]
    waiting: str
    still_ahead: str
    tokens: int
    tokens_most: int
    tokens_label: str
    recap: Recap


def build_board(
    voice: Voice, session: Session, view: ChairView | SharedView, scenes: int = 0, then: Hindsight | None = None
) -> Board:
    """Return the board for a reader.

    Args:
        voice: the reader's.
        session: the game.
        view: what the reader may see, as it was at the moment of the page.
        scenes: how many scenes there are at most on this path.
        then: the moment that the page belongs to, if play has gone on since.
    """
    progress = trace_progress(session, voice.chair, then)
    one, two = (_build_chair(voice, standing) for standing in progress.standings)
    signs = tuple(voice.render_text(path) for path in view.cues)
    ahead = max(0, scenes - len(progress.scenes))
    return Board(
        base=_name_base(voice, progress),
        figures=tuple(_build_figure_course(progress, figure) for figure in view.figures),
        between=_("Between the two"),
        others=_("Also there"),
        days=_("The days so far"),
        chairs=(one, two),
        people=tuple(_list_people(session, progress)),
        legend=_("green: what was told · ┃ where trust began"),
        stops=tuple(_list_stops(voice, progress)),
        ahead=ahead,
        signs=signs,
        waiting=ngettext("{n} on its way", "{n} on their way", len(signs)) if signs else "",
        still_ahead=ngettext("at most {n} more scene", "at most {n} more scenes", ahead) if ahead else "",
        tokens=view.tokens,
        tokens_most=view.tokens_most,
        tokens_label=_("sit down together"),
        recap=_build_recap(voice, session, view, progress),
    )


def _name_base(voice: Voice, progress: Progress) -> str:
    """Return when play began: the time of the first scene, where its author gave one."""
    first = voice.game.scenario.scenes[progress.scenes[0].scene] if progress.scenes else None
    return _("since {when}", when=_name_time(voice, first)) if first and first.timed else _("since the start")


def _name_time(voice: Voice, scene: Scene) -> str:
    return voice.render_text(f"{scene.path}.at") if scene.timed else ""


def _build_figure_course(progress: Progress, figure: Figure) -> FigureCourse:
    return FigureCourse(
        figure.stock,
        vocabulary.name_stock_briefly(figure.stock),
        figure.value,
        progress.measure_change(figure.stock, figure.value),
        (*progress.courses[figure.stock], figure.value),
        vocabulary.describe_band(figure.stock, figure.band),
    )


def _build_chair(voice: Voice, standing: ChairStanding) -> BoardChair:
    """Return one of the two; a trust that the reader may not see as a number reaches as far as its fifths."""
    chair, name = standing.chair, voice.name_person(standing.chair)
    seems = vocabulary.describe_band("seems", standing.seems)
    if standing.trust is None or standing.trust_start is None:
        trust, start = ((band + 1) * 100 // _FIFTHS for band in (standing.seems, standing.seems_start))
        figure, label = f"{standing.seems + 1}/{_FIFTHS}", _("{name} seems {word}", name=name, word=seems)
    else:
        trust, start = standing.trust, standing.trust_start
        figure, label = str(trust), _("You trust {name}", name=voice.name_other(chair))
    mine = voice.sits_in(chair)
    title = vocabulary.name_chair(chair)
    wound = ""
    if standing.broken:
        wound = (
            _("You carry something that is not made good yet.")
            if mine
            else _("{name} carries something that is not made good yet.", name=name)
        )
    about = _("you, {chair}", chair=title) if mine else title
    spoken = _("You, {word}.", word=seems) if mine else _("{name}, {word}.", name=name, word=seems)
    portrait = voice.game.scenario.cast[chair].portrait
    person = BoardPerson(chair, name, about, standing.mood, spoken, portrait)
    return BoardChair(chair, person, trust, start, figure, label, standing.planks, standing.broken, wound)


def _list_people(session: Session, progress: Progress) -> Iterator[BoardPerson]:
    """Yield whoever the scene names beside the two, as far as they have a face."""
    if not progress.scenes:
        return
    scenario = session.scenario
    scene = scenario.scenes[progress.scenes[-1].scene]
    paths = [f"{scene.path}.text"]
    if scene.decision is not None:
        paths += [f"{scene.path}.ask", *(f"{option.path}.text" for option in scene.decision.options)]
    texts = (session.texts.get(path, session.texts.source) for path in paths)
    for person_id in dict.fromkeys(name for text in texts for name in _NAMED.findall(text)):
        person = scenario.cast.get(person_id)
        if person is not None and person_id not in CHAIRS and person.portrait is not None:
            name, role = (session.render_text(f"{person.path}.{what}") for what in ("name", "role"))
            spoken = f"{name}, {role}." if role else f"{name}."
            yield BoardPerson(person_id, name, role, progress.others_mood, spoken, person.portrait)


def _list_stops(voice: Voice, progress: Progress) -> Iterator[BoardStop]:
    for played in progress.scenes:
        yield _build_stop(voice, played, here=played is progress.scenes[-1])


def _name_stop(voice: Voice, played: TracedScene) -> str:
    """Return when a scene was played: its time, or its number where its author gave none."""
    scene = voice.game.scenario.scenes[played.scene]
    return _name_time(voice, scene) or ngettext("scene {n}", "scene {n}", played.count)


def _build_stop(voice: Voice, played: TracedScene, *, here: bool) -> BoardStop:
    when = _name_stop(voice, played)
    landed = voice.render_text(played.landed[-1]) if played.landed else ""
    if here:
        label = _("you are here") if voice.chair else _("now")
        return BoardStop(when, "now", "now", label, voice.name_scene(played.scene))
    if landed:
        return BoardStop(when, "over", "landed", _("landed"), landed)
    done = voice.render_option(played.scene, played.option) if played.option else voice.name_scene(played.scene)
    return BoardStop(when, "over", "over", _("over"), done)


def _build_recap(voice: Voice, session: Session, view: ChairView | SharedView, progress: Progress) -> Recap:
    tell = session.render_text
    terms = [f"glossary.{number}" for number in range(len(session.scenario.terms))]
    cast = [person for person in session.scenario.cast.values() if person.id not in CHAIRS]
    return Recap(
        known_title=_("Who knows what"),
        known=tuple(_list_known(voice, view)),
        said_title=_("Said and done so far"),
        said=tuple(_list_said(voice, progress)),
        words_title=_("Words"),
        words=tuple((tell(f"{path}.term"), tell(f"{path}.text")) for path in terms),
        people_title=_("Who is who"),
        people=tuple((tell(f"{person.path}.name"), tell(f"{person.path}.role")) for person in cast),
    )


def _list_known(voice: Voice, view: ChairView | SharedView) -> Iterator[KnownFact]:
    """Yield the facts that the reader knows, those that it alone knows first."""
    if isinstance(view, ChairView):
        for fact in view.facts:
            if fact.status == "unsaid":
                label, text = (voice.render_text(f"{fact.path}.{part}") for part in ("label", "text"))
                yield KnownFact(label, (view.chair,), _("only you"), text)
    for _holder, path in list_known_facts(view):
        label, text = (voice.render_text(f"{path}.{part}") for part in ("label", "told"))
        yield KnownFact(label, CHAIRS, _("both"), text)


def _list_said(voice: Voice, progress: Progress) -> Iterator[RecapLine]:
    """Yield what was said and decided, scene by scene."""
    for played in progress.scenes:
        when = _name_stop(voice, played)
        for chair, fact in played.said:
            line = narrate_said_fact(voice, fact, chair)
            text = join_text(line.spans) if line.speaker else voice.render_text(f"facts.{fact}.told")
            yield RecapLine(when, chair, voice.name_person(chair), text)
        if played.option and played.by is not None:
            text = voice.render_option(played.scene, played.option)
            yield RecapLine(when, played.by, voice.name_person(played.by), text)


# -- as sentences ------------------------------------------------------------------------------------------


def render_board(board: Board) -> Iterator[str]:
    """Yield the board, one thing a line; "" is a pause. Figures and signs are in the company's own sentences."""
    yield board.between
    for chair in board.chairs:
        yield chair.person.spoken
        if chair.planks:
            yield ngettext(
                "{name} has told {n} thing.", "{name} has told {n} things.", chair.planks, name=chair.person.name
            )
        if chair.wound:
            yield chair.wound
    if board.people:
        yield ""
        yield board.others
        yield from (f"- {person.spoken}" for person in board.people)
    if board.stops:
        yield ""
        yield board.days
        for stop in board.stops:
            yield f"- {stop.when}, {stop.label}: {stop.text}"
    yield ""
