"""The log of a play: everything that the reader was told so far, scene by scene, as sentences."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from game.engine import events as e
from game.locales import _
from game.narration.sentences import tell_events
from game.narration.voice import Voice
from game.playthrough.session import Session


@dataclass(frozen=True, slots=True)
class LogPart:
    """A scene as it was told, under the line that says which one it is; "" before the first."""

    title: str
    lines: tuple[str, ...]


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
        if isinstance(events[0], e.SceneOpened):
            yield LogPart(lines[0], lines[1:])
        elif lines:
            yield LogPart("", lines)


def _split_by_scene(events: Sequence[e.Event]) -> Iterator[list[e.Event]]:
    part: list[e.Event] = []
    for event in events:
        if isinstance(event, e.SceneOpened) and part:
            yield part
            part = []
        part.append(event)
    if part:
        yield part
