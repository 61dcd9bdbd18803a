"""The lines of the story as paragraphs: a column for the name, a colour, a sign, an edge along what is private."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from textual.content import Content

from game.engine import events as e
from game.engine.stocks import CHAIRS
from game.locales import vocabulary
from game.narration.events import list_moved_figures, narrate_event, narrate_events, narrate_private_lines
from game.narration.lines import FigureChange, LineKind, StoryLine
from game.tui.play.steps.reader import ChairReader, capitalize_first, render_speech
from game.tui.toolkit.content import NOTHING, join_contents, render_spans, style_text
from game.tui.toolkit.figures import render_difference
from game.tui.toolkit.lines import Paragraph

_ARRIVALS: Final = (e.Landed, e.Surfaced, e.PromiseSettled, e.EchoHeard)
"""The events that bring what earlier decisions led to."""

_SHOWN_ELSEWHERE: Final = (
    *_ARRIVALS,
    *(e.SceneOpened, e.Learned, e.Revealed, e.Enacted, e.Changed, e.WeekPassed),
    *(e.CoffeeTaken, e.Pledged, e.ChairEmptied, e.Ended),
)
"""The events that pages show in a place of their own; any other, a new kind too, is part of coming to a decision."""

_MARKS: Final = {"": "$ink", "↳": "$quiet", "✕": "$lost", "✓": "$gained", "◆": "$gained", "◇": "$quiet", "◌": "$quiet"}
"""The colour of each sign."""

_BLOCKS: Final = {"sign": "ahead", "promised": "ahead", "wish": "wish"}
"""Kinds of lines that are set without an empty line between them."""


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
    """Return the text of the scene of now, as it opened."""
    opened = reader.find_opening()
    return render_opening(reader, replace(opened, private={})) if opened else []


def render_opening(reader: ChairReader, opened: e.SceneOpened) -> list[Paragraph]:
    """Return the text of a scene, and what the reader alone is told as it opens."""
    return lay_out_lines(reader, narrate_event(reader.voice, opened))


def render_aftermath(reader: ChairReader, happened: Iterable[e.Event]) -> list[Paragraph]:
    """Return what came of earlier things, each with its cause."""
    return _render_block(reader, [event for event in happened if isinstance(event, _ARRIVALS)])


def render_deliberation(reader: ChairReader, happened: Iterable[e.Event]) -> list[Paragraph]:
    """Return how it came to a decision: facts said, final picks, sitting down, reasons, resolutions."""
    return _render_block(reader, [event for event in happened if not isinstance(event, _SHOWN_ELSEWHERE)])


def _render_block(reader: ChairReader, told: Iterable[e.Event]) -> list[Paragraph]:
    return group_paragraphs(lay_out_lines(reader, narrate_events(reader.voice, told)))


def group_paragraphs(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Return paragraphs set as one block."""
    return [replace(paragraph, close=number > 0) for number, paragraph in enumerate(paragraphs)]


def render_said_fact(reader: ChairReader, event: e.Said) -> Paragraph:
    """Return a fact as everybody hears it, behind the name of who said it."""
    return lay_out_lines(reader, narrate_event(reader.voice, event))[0]


def render_private_lines(reader: ChairReader, paths: Iterable[str]) -> list[Paragraph]:
    """Return lines that only this chair reads, behind its edge."""
    return lay_out_lines(reader, narrate_private_lines(reader.voice, {reader.chair: tuple(paths)}))


def render_moved_figures(reader: ChairReader, cause: str) -> Content:
    """Return the figures that a cause has moved, as far as the reader may see them, in one line."""
    return _render_figures(reader, list_moved_figures(reader.voice, cause))


def render_partner_reason(reader: ChairReader) -> Iterator[Paragraph]:
    """Yield the simulated partner's reason for its last pick, in character."""
    reason = reader.session.explain_partner_pick(reader.other)
    if reason is not None:
        line = reader.render_text(reason.path) if reason.path else style_text(vocabulary.quote_reason(reason.main))
        yield render_speech(reader.render_name(reader.other), line, reader.accent_for(reader.other))


def _lay_out_line(reader: ChairReader, line: StoryLine) -> Iterator[Paragraph]:
    style = _STYLES.get(line.kind)
    if style is None:
        return
    edge = reader.accent_for(line.speaker) if style.edge else ""
    yield Paragraph(style.body(line, style.colour), lead=style.lead(reader, line), edge=edge)
    parts = (_render_figures(reader, line.figures), render_spans(line.note, _MARKS[line.mark]))
    if beneath := join_contents(*(part for part in parts if part), between=" · "):
        yield Paragraph(beneath, lead=style_text("  "))


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
    "understood": _LineStyle("$gained"),
    "outcome": _LineStyle(lead=_lead_other_name),
    "wish": _LineStyle(lead=_lead_label),
    "time": _LineStyle("$quiet"),
    "departure": _LineStyle("$lost"),
    "note": _LineStyle(lead=_lead_other_name, body=_set_note),
}
"""The style of each kind of line; a page shows the other kinds elsewhere: as cards, as rows of figures, as a title."""


def _render_figures(reader: ChairReader, figures: Iterable[FigureChange]) -> Content:
    told = (
        join_contents(
            style_text(f"{reader.voice.name_figure_briefly(figure.stock)} ", "$quiet"),
            render_difference(figure.stock, figure.by),
        )
        for figure in figures
    )
    return join_contents(*told, between="  ")
