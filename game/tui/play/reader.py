"""Who reads the play page, and the story as that reader gets it.

`ChairReader` reads from one chair, `PairReader` for two people who look together: names, texts of the scenario and the
reader's place in the crisis. Below them, the lines of `game.narration` are set as paragraphs: a column for the name, a
colour, a sign, an edge along what is private.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from textual.content import Content

from game.engine import events as e
from game.engine.events import SceneOpened
from game.engine.scenario import END, Scene
from game.engine.state import SIT
from game.engine.stocks import CHAIRS, Chair, other_chair
from game.narration.events import (
    list_moved_figures,
    narrate_event,
    narrate_events,
    narrate_said_fact,
)
from game.narration.introduction import narrate_partner_reason
from game.narration.lines import FigureChange, LineKind, StoryLine
from game.narration.voice import Voice, capitalize_first
from game.playthrough.session import Session
from game.tui.toolkit.content import NOTHING, join_contents, render_spans, style_text
from game.tui.toolkit.face import render_face
from game.tui.toolkit.figures import render_difference
from game.tui.toolkit.lines import Paragraph


class ChairReader:
    """A session seen from one chair: the one named, else that of the person who sits there (the first, of two).

    `voice` has the words; the reader turns them into content, made once a language.
    """

    def __init__(self, session: Session, chair: Chair | None = None) -> None:
        self.session = session
        self.chair: Chair = chair or session.people[0]
        self.other: Chair = other_chair(self.chair)
        self.voice = self.choose_voice()
        self._opened: tuple[int, SceneOpened | None] = (-1, None)
        self._told: dict[tuple[str, str, str], Content] = {}

    def choose_voice(self) -> Voice:
        """Return the voice that the story is told in: to whoever sits in the chair."""
        return Voice.to_chair(self.session, self.chair)

    def render_name(self, person: str) -> str:
        """Return the name of a person of the cast."""
        return self.voice.name_person(person)

    def render_speaker(self, chair: str) -> str:
        """Return how a speaker is called: "You" for the reader, else a name."""
        return self.voice.name_speaker(chair)

    def is_mine(self, chair: str) -> bool:
        """Return whether a chair is the reader's own."""
        return self.voice.sits_in(chair)

    def render_text(self, path: str, style: str = "") -> Content:
        """Return a text of the scenario; each is rendered once for each language."""
        key = (self.session.language, path, style)
        if key not in self._told:
            self._told[key] = render_spans(self.session.render_spans(path), style)
        return self._told[key]

    def render_option(self, scene: str, option: str, style: str = "") -> Content:
        """Return the text of an option; sitting down together is one, too."""
        if option == SIT:
            return style_text(capitalize_first(self.voice.render_option(scene, option)), style)
        return self.render_text(f"scenes.{scene}.options.{option}.text", style)

    def accent_for(self, speaker: str) -> str:
        """Return a speaker's colour: a chair's accent, that of what both did, or a quiet one."""
        if speaker in CHAIRS:
            return f"${speaker}"
        return {"both": "$gained", "board": "$ink"}.get(speaker, "$quiet")

    def find_opening(self) -> SceneOpened | None:
        """Return how the current scene opened, None if it has not; looked for once after each answer."""
        answers = len(self.session.records)
        if self._opened[0] != answers:
            found = (event for event in self.session.scene_events if isinstance(event, SceneOpened))
            self._opened = (answers, next(found, None))
        return self._opened[1]

    @property
    def scene(self) -> Scene | None:
        """The scene that is being played; None before the first one opens."""
        opened = self.find_opening()
        return self.session.scenario.scenes[opened.scene] if opened else None

    def count_scenes(self) -> int:
        """Return how many scenes this path has at most: those played, and the longest way on from here."""
        opened = self.find_opening()
        if opened is None:
            return self._count_longest_path(self.session.scenario.first_scene.id, frozenset())
        return opened.count - 1 + self._count_longest_path(opened.scene, frozenset())

    def _count_longest_path(self, scene_id: str, seen: frozenset[str]) -> int:
        scenes = self.session.scenario.scenes
        if scene_id == END or scene_id in seen:
            return 0
        scene = scenes[scene_id]
        branches = [*scene.then, *(b for o in (scene.decision.options if scene.decision else ()) for b in o.then)]
        order = list(scenes)
        following = order.index(scene_id) + 1
        targets = {branch.to for branch in branches}
        if not scene.then and following < len(order):
            targets.add(order[following])
        return 1 + max((self._count_longest_path(target, seen | {scene_id}) for target in targets), default=0)


class PairReader(ChairReader):
    """A session as two people read it together, from no chair."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, CHAIRS[0])

    def choose_voice(self) -> Voice:
        """Return the voice for two who read together."""
        return Voice.to_onlookers(self.session)

    def render_both_names(self) -> str:
        """Return both names."""
        return self.voice.name_both()

    def render_player(self, chair: Chair) -> str:
        """Return the name of the person in a chair, if one was given; else the name of the role."""
        return self.session.player_names[chair]


# -- lines as paragraphs -------------------------------------------------------------------------------------

_ARRIVALS: Final = (e.LeavingWarned, e.Landed, e.Surfaced, e.PromiseSettled, e.EchoHeard)
"""The events that bring what earlier decisions led to."""

_SHOWN_ELSEWHERE: Final = (
    *_ARRIVALS,
    *(e.SceneOpened, e.CircumstanceShown, e.Learned, e.Revealed, e.Enacted, e.Changed, e.WeekPassed),
    *(e.CoffeeTaken, e.Pledged, e.ChairEmptied, e.Ended),
)
"""The events that pages show in a place of their own; any other, a new kind too, is part of coming to a decision."""

_BLOCKS: Final = {"sign": "ahead", "promised": "ahead", "wish": "wish"}
"""Kinds of lines that are set without an empty line between them."""

_MARKS: Final = {"": "$ink", "↳": "$quiet", "✕": "$lost", "✓": "$gained", "◆": "$gained", "◇": "$quiet", "◌": "$quiet"}
"""The colour of each sign."""


def introduce_cast(
    reader: ChairReader, *, few_colours: bool = False
) -> Iterator[tuple[Content, Content, list[Content]]]:
    """Yield the name, the role and the face of everybody who has a role in the crisis; no rows for no portrait."""
    for person in reader.session.scenario.cast.values():
        name, role = (
            reader.render_text(f"{person.path}.{what}", style)
            for what, style in (("name", "bold $ink"), ("role", "$ink"))
        )
        chair = person.id if person.id in CHAIRS else ""
        if role and person.portrait is not None:
            yield name, role, render_face(person.portrait, "calm", chair=chair, few_colours=few_colours)
        elif role:
            yield name, role, []


def lay_out_lines(reader: ChairReader, lines: Iterable[StoryLine]) -> list[Paragraph]:
    """Return lines as paragraphs; what a page shows in another way (cards, rows of figures, headings) is left out."""
    paragraphs: list[Paragraph] = []
    before = ""
    for line in lines:
        laid_out = list(_lay_out_line(reader, line))
        block = _BLOCKS.get(line.kind, "")
        if block and block == before:
            laid_out = [replace(paragraph, close=True) for paragraph in laid_out]
        paragraphs += laid_out
        before = block
    return paragraphs


def render_scene_text(reader: ChairReader) -> list[Paragraph]:
    """Return the text of the current scene, as it opened."""
    opened = reader.find_opening()
    if opened is None:
        return []
    weighs = [event for event in reader.session.scene_events if isinstance(event, e.CircumstanceShown)]
    seen = lay_out_lines(reader, narrate_events(reader.voice, weighs))
    return [*render_opening(reader, replace(opened, private={})), *seen]


def render_pledges(reader: ChairReader, happened: Iterable[e.Event]) -> list[Paragraph]:
    """Return both pledges as they are read aloud, on the page that follows them."""
    return _render_block(reader, [event for event in happened if isinstance(event, e.Pledged)])


def render_opening(reader: ChairReader, opened: e.SceneOpened) -> list[Paragraph]:
    """Return the text of a scene, and what the reader alone is told as it opens."""
    return lay_out_lines(reader, narrate_event(reader.voice, opened))


def render_aftermath(reader: ChairReader, happened: Iterable[e.Event]) -> list[Paragraph]:
    """Return what came of earlier decisions, each with its cause."""
    return _render_block(reader, [event for event in happened if isinstance(event, _ARRIVALS)])


def render_deliberation(
    reader: ChairReader, happened: Iterable[e.Event], decision: Iterable[StoryLine] = ()
) -> list[Paragraph]:
    """Return how it came to a decision: facts said, final picks, sitting down, reasons, resolutions.

    A final pick that the lines of the decision below say again, by the same chair, is left out.
    """
    said_below = [(line.speaker, line.spans) for line in decision if line.kind == "done"]
    told = narrate_events(reader.voice, [event for event in happened if not isinstance(event, _SHOWN_ELSEWHERE)])
    kept = (line for line in told if line.kind != "final" or (line.speaker, line.spans) not in said_below)
    return group_paragraphs(lay_out_lines(reader, kept))


def _render_block(reader: ChairReader, told: Iterable[e.Event]) -> list[Paragraph]:
    return group_paragraphs(lay_out_lines(reader, narrate_events(reader.voice, told)))


def group_paragraphs(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Return paragraphs set as one block."""
    return [replace(paragraph, close=number > 0) for number, paragraph in enumerate(paragraphs)]


def render_said_fact(reader: ChairReader, fact: str, chair: Chair) -> Paragraph:
    """Return a fact as the other chair hears it, behind the name of who said it."""
    return lay_out_lines(reader, [narrate_said_fact(reader.voice, fact, chair)])[0]


def render_moved_figures(reader: ChairReader, moved: Mapping[str, int]) -> Content:
    """Return the figures that an event has moved, as far as the reader may see them, in one line."""
    return render_figure_changes(reader, list_moved_figures(reader.voice, moved))


def render_partner_reason(reader: ChairReader) -> list[Paragraph]:
    """Return the simulated partner's reason for its last pick, in character."""
    return lay_out_lines(reader, narrate_partner_reason(reader.voice, reader.session, reader.chair))


def _lay_out_line(reader: ChairReader, line: StoryLine) -> Iterator[Paragraph]:
    style = _STYLES.get(line.kind)
    if style is None:
        return
    edge = reader.accent_for(line.speaker) if style.edge else ""
    yield Paragraph(style.body(line, style.colour), lead=style.lead(reader, line), edge=edge)
    parts = (render_figure_changes(reader, line.figures), render_spans(line.note, _MARKS[line.mark]))
    if beneath := join_contents(*(part for part in parts if part), between=" · "):
        yield Paragraph(beneath, lead=style_text("  "))


def render_figure_changes(reader: ChairReader, figures: Iterable[FigureChange]) -> Content:
    """Return changes of figures in one line; nothing where there are none."""
    told = (
        join_contents(
            style_text(f"{reader.voice.name_figure_briefly(figure.stock)} ", "$quiet"),
            render_difference(figure.stock, figure.by, reader.voice.money),
        )
        for figure in figures
    )
    return join_contents(*told, between="  ")


# -- how each kind of line is set ----------------------------------------------------------------------------


def _set_words(line: StoryLine, colour: str) -> Content:
    return render_spans(line.spans, colour)


def _set_capital(line: StoryLine, colour: str) -> Content:
    """Set an option that begins its line: sitting down together is written small elsewhere."""
    first, *rest = line.spans
    return render_spans((replace(first, text=capitalize_first(first.text)), *rest), colour)


def _set_label_before(line: StoryLine, colour: str) -> Content:
    return join_contents(style_text(f"{line.label}: ", _MARKS[line.mark]), render_spans(line.spans, colour))


def _set_note(line: StoryLine, _colour: str) -> Content:
    """Set a note in the colour of its sign; one about somebody in particular as running text."""
    sign = style_text(f"{line.mark} " if line.mark else "", _MARKS[line.mark])
    return join_contents(sign, render_spans(line.spans, "" if line.speaker else _MARKS[line.mark]))


def _lead_nothing(_reader: ChairReader, _line: StoryLine) -> Content:
    return NOTHING


def _lead_mark(_reader: ChairReader, line: StoryLine) -> Content:
    return style_text(f"{line.mark} ", _MARKS[line.mark])


def _lead_name(reader: ChairReader, line: StoryLine) -> Content:
    return style_text(f"{reader.render_speaker(line.speaker)}  ", reader.accent_for(line.speaker))


def _lead_bold_name(reader: ChairReader, line: StoryLine) -> Content:
    return style_text(f"{reader.render_speaker(line.speaker)}  ", f"bold {reader.accent_for(line.speaker)}")


def _lead_other_name(reader: ChairReader, line: StoryLine) -> Content:
    """Lead with the name of whose line it is, unless it is the reader's own or the narrator's."""
    mine = line.speaker not in CHAIRS or reader.is_mine(line.speaker)
    return NOTHING if mine else _lead_bold_name(reader, line)


def _lead_label(reader: ChairReader, line: StoryLine) -> Content:
    return style_text(f"{line.label}  ", f"bold {reader.accent_for(line.speaker)}")


def _lead_marked_label(reader: ChairReader, line: StoryLine) -> Content:
    return style_text(f"{line.mark} {line.label}  ", reader.accent_for(line.speaker))


@dataclass(frozen=True)
class _LineStyle:
    """How a kind of line is set: the colour of its words, how they are set, what hangs before them, an edge."""

    colour: str = ""
    lead: Callable[[ChairReader, StoryLine], Content] = _lead_nothing
    body: Callable[[StoryLine, str], Content] = _set_words
    edge: bool = False


_STYLES: Final[dict[LineKind, _LineStyle]] = {
    "narration": _LineStyle(),
    "private": _LineStyle(edge=True),
    "said": _LineStyle(lead=_lead_name),
    "speech": _LineStyle("$ink", _lead_bold_name),
    "final": _LineStyle("$ink", _lead_bold_name, _set_capital),
    "done": _LineStyle("bold $ink", _lead_bold_name),
    "sign": _LineStyle("$quiet", _lead_mark),
    "promised": _LineStyle(lead=_lead_marked_label),
    "promise": _LineStyle(lead=_lead_mark, body=_set_label_before),
    "landed": _LineStyle(lead=_lead_mark),
    "surfaced": _LineStyle(lead=_lead_mark),
    "outcome": _LineStyle(lead=_lead_other_name),
    "wish": _LineStyle(lead=_lead_label),
    "time": _LineStyle("$quiet"),
    "departure": _LineStyle("$lost"),
    "note": _LineStyle(lead=_lead_other_name, body=_set_note),
}
"""The style of each kind of line; a page shows the other kinds elsewhere: as cards, as rows of figures, as a title."""
