"""The log of a play: everything that the reader was told so far, scene by scene, as sentences."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from game.engine import events as e
from game.locales import _
from game.narration.events import narrate_events
from game.narration.lines import FigureChange
from game.narration.sentences import render_sentences, tell_events
from game.narration.voice import Voice
from game.playthrough.session import Session


@dataclass(frozen=True, slots=True)
class LogLine:
    """A sentence with whose it is, "" for the narrator's, and the figures that moved with it; "" for figures alone."""

    speaker: str
    text: str
    figures: tuple[FigureChange, ...] = ()


@dataclass(frozen=True, slots=True)
class LogPart:
    """A scene as it was told, under the line that says which one it is; "" before the first.

    Attributes:
        title: which scene it is.
        lines: what was told, as sentences.
        told: the same with the figures apart from the sentences, for a page that has a column for them.
        about: what the scene asked, or how it began.
    """

    title: str
    lines: tuple[str, ...]
    told: tuple[LogLine, ...] = ()
    about: str = ""


def name_log() -> str:
    """Return what the log is called."""
    return _("What has happened so far")


def tell_empty_log() -> str:
    """Return what the log says before anything has happened."""
    return _("Nothing has happened yet.")


def narrate_log(voice: Voice, session: Session, *, unread: bool = False) -> Iterator[LogPart]:
    """Yield what was told so far; for two people, what both may see.

    `unread` leaves out what the last answer led to: its pages are still to be read.
    """
    answered = session.story[:-1] if unread else session.story
    for events in _split_by_scene([event for row in answered for event in row]):
        lines = tuple(line for line in tell_events(voice, events) if line)
        told = tuple(_list_lines(voice, events))
        if isinstance(events[0], e.SceneOpened):
            yield LogPart(lines[0], lines[1:], told[1:], voice.name_scene(events[0].scene))
        elif lines:
            yield LogPart("", lines, told)


def _list_lines(voice: Voice, events: Sequence[e.Event]) -> Iterator[LogLine]:
    """Yield what happened line by line, the figures of each apart from its words."""
    for line in narrate_events(voice, events):
        bare = [] if line.kind == "figure" else [replace(line, figures=())]
        text = "\n".join(sentence for sentence in render_sentences(voice, bare) if sentence)
        if text or line.figures:
            yield LogLine(line.speaker, text, line.figures)


def _split_by_scene(events: Sequence[e.Event]) -> Iterator[list[e.Event]]:
    part: list[e.Event] = []
    for event in events:
        if isinstance(event, e.SceneOpened) and part:
            yield part
            part = []
        part.append(event)
    if part:
        yield part
