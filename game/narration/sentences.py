"""Lines as plain sentences, for front ends without a layout: line-by-line play, programs, `demo`.

Where a page has a column for the name, a colour and a sign, a sentence has only words.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from game.engine import events as e
from game.locales import N_, _, vocabulary
from game.narration.events import narrate_events
from game.narration.lines import FigureChange, LineKind, StoryLine, join_text
from game.narration.voice import Voice, capitalize_first

_UNTOLD: Final[frozenset[LineKind]] = frozenset({"outcome"})
"""What only a page tells: line by line, a coffee is told by its name."""

_TEMPLATES: Final[dict[LineKind, str]] = {
    "known": N_("Only {name} knows: {text}"),
    "said": N_("{name} says: {text}"),
    "first": N_("{name} would pick: {text}"),
    "final": N_("{name} settles on: {text}"),
    "agreed": N_("Both settle on: {text}"),
    "done": N_("It is done: {text}"),
    "sign": N_("A sign: {text}"),
    "surfaced": N_("It comes out: {text}"),
    "coffee": N_("{name}: {text}."),
}
"""The sentence around a line's words, by its kind; `{name}` is the speaker's."""


def tell_events(voice: Voice, happened: Iterable[e.Event]) -> Iterator[str]:
    """Yield a row of events as sentences; "" is a pause."""
    return render_sentences(voice, narrate_events(voice, happened))


def render_sentences(voice: Voice, lines: Iterable[StoryLine]) -> Iterator[str]:
    """Yield lines as sentences; "" is a pause."""
    for line in lines:
        if line.kind not in _UNTOLD:
            yield from _render_line(voice, line)


def _render_line(voice: Voice, line: StoryLine) -> Iterator[str]:
    if line.kind == "figure":
        yield from (_render_figure(voice, figure) for figure in line.figures)
    elif line.kind == "surfaced":
        yield _render_words(voice, line)
        yield from filter(None, [join_text(line.note)])
        yield from _render_moved_figures(voice, line.figures)
    else:
        yield _add_brackets(_render_words(voice, line), line)
        yield from _render_moved_figures(voice, line.figures)


def _add_brackets(sentence: str, line: StoryLine) -> str:
    return f"{sentence} ({join_text(line.note)})" if line.note else sentence


def _render_words(voice: Voice, line: StoryLine) -> str:
    name, text = capitalize_first(voice.name_person(line.speaker)), line.text
    if line.kind == "known" and voice.sits_in(line.speaker):
        return _("Only you know: {text}", text=text)
    if line.kind in _TEMPLATES and not line.label:
        return _(_TEMPLATES[line.kind], name=name, text=text)
    if line.kind == "private":
        return _render_private_words(voice, line)
    if line.kind == "speech" and line.label:
        return _("{when}, {name}: {text}", when=line.label, name=name, text=text)
    if line.kind == "speech":
        return _("{name}: {text}", name=name, text=text)
    return f"{line.label}: {text}" if line.label else text


def _render_private_words(voice: Voice, line: StoryLine) -> str:
    if voice.sits_in(line.speaker):
        return _("To you alone: {text}", text=line.text)
    return _("To {name} alone: {text}", name=voice.name_person(line.speaker), text=line.text)


def _render_figure(voice: Voice, figure: FigureChange) -> str:
    values = {"figure": voice.name_figure(figure.stock), "by": _format_size(voice, figure)}
    values["after"] = voice.money.format_figure(figure.stock, figure.after or 0)
    told = _("{figure}: {after}, up {by}.", **values) if figure.by > 0 else _("{figure}: {after}, down {by}.", **values)
    return f"{told} ({_render_parts(voice, figure)})"


def _format_size(voice: Voice, figure: FigureChange) -> str:
    return voice.money.format_points(figure.stock, abs(figure.by))


def _render_parts(voice: Voice, figure: FigureChange) -> str:
    """Return what moved a figure; each with its share where there is more than one."""
    if len(figure.parts) == 1:
        return vocabulary.name_part(figure.parts[0][0])
    return ", ".join(_render_part(voice, figure.stock, part, by) for part, by in figure.parts)


def _render_part(voice: Voice, stock: str, part: str, by: int) -> str:
    values = {"cause": vocabulary.name_part(part), "by": voice.money.format_points(stock, abs(by))}
    return _("{cause} up {by}", **values) if by > 0 else _("{cause} down {by}", **values)


def _render_moved_figures(voice: Voice, figures: tuple[FigureChange, ...]) -> Iterator[str]:
    """Yield the figures that moved with a line as one sentence; nothing where none did."""
    told = []
    for figure in figures:
        values = {"figure": voice.name_figure(figure.stock), "by": _format_size(voice, figure)}
        told.append(_("{figure} up {by}", **values) if figure.by > 0 else _("{figure} down {by}", **values))
    if told:
        yield _("With it: {figures}.", figures=", ".join(told))
