"""Strict values and exact places from YAML, straight from libyaml's events.

`yaml.load` crashes the process on deep nesting, expands aliases without end, runs tags, lets the last of two equal
keys win in silence and turns `no`, `012` and `12:30:45` into something else. Here the events are read one by one:
values are the core ones of YAML 1.2, keys are text, what could be meant in two ways is an error that says so, and
every value keeps its place. Several problems are found in one pass; what is wrong is left out of the value.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any, Final
from unicodedata import is_normalized, normalize

import yaml

from game.content.clean import excerpt, safe, unsafe
from game.content.diagnostic import Diagnostic, Place, Related
from game.content.document import Document, file_diagnostic
from game.content.files import UnreadableError, decode, read_bytes
from game.content.scalars import DOUBTFUL, MOST_DIGITS, TOO_LONG, core, truth
from game.content.source import Path, Source, Stretch
from game.content.syntax import Slip, explain, odd_blank

MOST_DEEP: Final = 32
MOST_CHARACTERS: Final = 20_000
MOST_EVENTS: Final = 200_000
_MOST_PROBLEMS: Final = 200
_QUOTE: Final = "put it in quotes"
TRUTHS: Final = frozenset({"coffee", "rare", "say", "trap"})
"""Fields that say true: `yes` there is no text that lost its quotes."""
_ENTRY: Final = re.compile(r"\n *-(?= )")
_CONDITIONS: Final = frozenset({"kept", "when"})


def read(path: FilePath, name: str | None = None) -> tuple[Document, bytes]:
    """Read a YAML file. Whatever is wrong is told in the document's `problems`, never raised."""
    shown = safe(name or str(path))
    try:
        content = read_bytes(path)
    except UnreadableError as problem:
        return Document(Source(shown, ""), problems=[file_diagnostic(shown, problem)]), b""
    return read_text(content, shown), content


def read_text(content: bytes | str, name: str, wanted: frozenset[str] = frozenset()) -> Document:
    """Read YAML from bytes or text; `name` stands for the file in messages. Never raises for what is in the file.

    Where top-level keys are `wanted`, reading ends once all of them are known.
    """
    try:
        text = decode(content) if isinstance(content, bytes) else content
    except UnreadableError as problem:
        return Document(Source(name, problem.before), problems=[file_diagnostic(name, problem)])
    reading = _Reading(Document(Source(name, text)), wanted)
    if not reading.characters_pass():
        return reading.document
    reading.document.harmless = "\t" not in text and "\\" not in text and is_normalized("NFC", text)
    try:
        reading.run()
    except _StopReadingError:
        reading.document.unread = bool(reading.document.problems)
    except yaml.YAMLError as error:
        reading.syntax(error)
    return reading.document


class _StopReadingError(Exception):
    """Reading on would be dangerous or pointless."""


@dataclass(slots=True)
class _Frame:
    """A mapping or list that is being filled; `key` is the key whose value comes next."""

    container: Any
    path: Path
    mapping: bool
    key: Any = None
    key_at: Stretch | None = None
    seen: dict[str, Stretch] = field(default_factory=dict)


class _Reading:
    """One pass over the events of a text."""

    def __init__(self, document: Document, wanted: frozenset[str]) -> None:
        self.document = document
        self.wanted = wanted
        self.frames: list[_Frame] = []
        self.documents = 0
        self.last: Stretch = (0, 0, "")

    def run(self) -> None:
        """Go through the events; _StopReadingError or a YAMLError ends it early."""
        steps: dict[type, Callable[[Any], None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._open,
            yaml.SequenceStartEvent: self._open,
            yaml.MappingEndEvent: self._close,
            yaml.SequenceEndEvent: self._close,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }
        parser = yaml.CSafeLoader(self.document.source.text)
        for number, event in enumerate(iter(parser.get_event, None)):
            if number > MOST_EVENTS:
                place = self._at(_stretch(event))
                self._report("R115", place, "the file holds too many values", "no crisis is that large")
                return
            step = steps.get(type(event))
            if step is not None:
                step(event)

    def characters_pass(self) -> bool:
        """Report characters that may not stand in a file as they are; False where there are any."""
        source = self.document.source
        faults = [fault for fault in unsafe(source.text) if fault.what != "a tab"]
        for fault in faults[: _MOST_PROBLEMS - 1]:
            message = f"{fault.what} ({fault.code}) stands in the file"
            self._report("R116", source.place(fault.offset), message, "take it out; it cannot be seen")
        return not faults

    def syntax(self, error: yaml.YAMLError) -> None:
        """Report what libyaml could not read."""
        self._slip(explain(error, self.document.source.text, self.last))

    def _slip(self, slip: Slip) -> None:
        """Report what keeps the file from being read on."""
        source = self.document.source
        related = (Related(source.place(slip.began), "it began here"),) if slip.began >= 0 else ()
        self.document.unread = True
        self._report(slip.code, source.place(slip.at), slip.message, slip.hint, related)

    def _document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            self._report("R109", self._at(_stretch(event)), "a second document begins here", "take out '---'")
            raise _StopReadingError

    def _scalar(self, event: Any) -> None:
        value, style = event.value, event.style
        where = self.last = (event.start_mark.index, event.end_mark.index, style)
        if event.anchor is not None or event.tag is not None:
            self._refuse(event)
        if len(value) > MOST_CHARACTERS:
            self._report("R114", self._at(where), "this text is too long", f"at most {MOST_CHARACTERS} characters")
            value = value[:MOST_CHARACTERS]
        frame = self.frames[-1] if self.frames else None
        if frame is not None and frame.mapping and frame.key is None:
            self._key(frame, value, where)
        else:
            self._whole(where)
            self._put(value if style else self._core(value, where), where)

    def _whole(self, where: Stretch) -> None:
        """Report an entry of a list that is indented so far that it belongs to the text above."""
        swallowed = _ENTRY.search(self.document.source.text, where[0], where[1]) if not where[2] else None
        if swallowed:
            place = self.document.source.place(swallowed.end() - 1)
            hint = "indent it like the entry above; in a text that goes on so, put the text in quotes"
            self._report("R118", place, "this '-' is read as part of the text above", hint)

    def _key(self, frame: _Frame, key: str, where: Stretch) -> None:
        if self.wanted and len(self.frames) == 1 and self.wanted <= frame.container.keys():
            raise _StopReadingError
        frame.key, frame.key_at = key, where
        self._readable(key, where)
        if key == "<<":
            self._report("R112", self._at(where), "merge keys ('<<') are not used", "write the fields out")
        same = key if key.isascii() else normalize("NFC", key)
        first = frame.seen.setdefault(same, where)
        if first is not where:
            self._twice(frame, key, where, first)

    def _readable(self, key: str, where: Stretch) -> None:
        """What only looks like a key, since a blank before it is missing or is none, ends the reading."""
        odd = odd_blank(self.document.source.text[: where[1]], where[0])
        if odd is not None and not where[2]:
            self._slip(odd)
            raise _StopReadingError
        if key[:1] == "-" and key[1:2].isalpha() and not where[2]:
            self._slip(Slip(where[0], "a blank is missing after the '-'", f"write '- {excerpt(key[1:])}:'"))
            raise _StopReadingError

    def _twice(self, frame: _Frame, key: str, where: Stretch, first: Stretch) -> None:
        """Report a key that was there before; where it begins an entry of a list anew, its dash is missing."""
        there = self._at(first)
        related = (Related(there, "first written here"),)
        message, hint = f"the key '{excerpt(key)}' stands twice", f"it was first written in line {there.line}"
        anew = next(iter(frame.seen.values())) is first and frame.path[-1:] and isinstance(frame.path[-1], int)
        self._report("R110", self._at(where), message, hint + "; is a '- ' missing before it?" * bool(anew), related)
        if anew:
            raise _StopReadingError

    def _put(self, value: object, where: Stretch) -> None:
        """Set a value where it belongs. A key's second value is left out, as is what a merge key brings."""
        if not self.frames:
            self.document.value = value
            self.document.values[()] = where
            return
        frame = self.frames[-1]
        if not frame.mapping:
            path = (*frame.path, len(frame.container))
            frame.container.append(value)
        else:
            key, frame.key = frame.key, None
            path = (*frame.path, key)
            if path in self.document.keys or key == "<<":
                return
            frame.container[key] = value
            if frame.key_at is not None:
                self.document.keys[path] = frame.key_at
        self.document.values[path] = where

    def _open(self, event: Any) -> None:
        where = _stretch(event)
        if event.anchor is not None or event.tag is not None:
            self._refuse(event)
        mapping = type(event) is yaml.MappingStartEvent
        if len(self.frames) >= MOST_DEEP:
            self._report("R106", self._at(where), f"nested deeper than {MOST_DEEP} levels", "a scenario is flatter")
            raise _StopReadingError
        parent = self.frames[-1] if self.frames else None
        if parent is not None and parent.mapping and parent.key is None:
            self._report("R113", self._at(where), "a key is not a text", "a key is one word before a colon")
            raise _StopReadingError
        path = self._next()
        container: Any = {} if mapping else []
        self._put(container, where)
        self.frames.append(_Frame(container, path, mapping))

    def _close(self, event: Any) -> None:
        frame = self.frames.pop()
        start, end = self.document.values.get(frame.path, self.last)[0], event.end_mark.index
        if event.start_mark.index < end:  # a bracket closes; where lines end a group there is nothing to see
            self.last = (start, end, None)

    def _alias(self, event: Any) -> None:
        where = _stretch(event)
        self._report(
            "R107", self._at(where), "aliases ('*name') are not used", "quote it if it is text, else write it out"
        )
        frame = self.frames[-1] if self.frames else None
        if frame is not None and frame.mapping and frame.key is None:
            raise _StopReadingError
        self.document.told.add(self._next())
        self._put(None, where)

    def _next(self) -> Path:
        """Return the path of the value that comes next."""
        if not self.frames:
            return ()
        frame = self.frames[-1]
        return (*frame.path, frame.key if frame.mapping else len(frame.container))

    def _refuse(self, event: Any) -> None:
        """Tell what a value may not carry; `! 'text'`, a plain text by another name, is let pass."""
        place = self._at(_stretch(event))
        if event.anchor is not None:
            self._report("R107", place, "anchors ('&name') are not used", _QUOTE + " if it is text")
        if event.tag is not None and not (event.tag == "!" and getattr(event, "style", None)):
            asks = bool(self.frames) and self.frames[-1].key in _CONDITIONS and event.tag[1:2].isalpha()
            hint = f"write 'not {excerpt(event.tag[1:])}'" if asks else _QUOTE + " if it is text"
            self._report("R108", place, "tags ('!name') are not used", hint)
        self.document.told.add(self._next())

    def _core(self, text: str, where: Stretch) -> object:
        value = core(text)
        if value is DOUBTFUL:
            return self._doubted(text, where)
        if value is TOO_LONG:
            self._report("R117", self._at(where), "this number is too long", f"at most {MOST_DIGITS} digits")
            return 0
        return value

    def _doubted(self, text: str, where: Stretch) -> object:
        """Report a value with two meanings; of a field that says true, `yes` is told to be that."""
        self.document.told.add(self._next())
        message = f"'{excerpt(text)}' can be read in two ways"
        meant = truth(text)
        if meant is None or not self.frames or self.frames[-1].key not in TRUTHS:
            self._report("R111", self._at(where), message, f'{_QUOTE}: "{excerpt(text)}"')
            return text
        self._report("R111", self._at(where), message, "write true" if meant else "take the field out")
        return meant

    def _at(self, where: Stretch) -> Place:
        return self.document.source.place(where[0], where[1])

    def _report(self, code: str, place: Place, message: str, hint: str, related: tuple[Related, ...] = ()) -> None:
        self.document.problems.append(Diagnostic(place, code, "error", message, hint, related=related))
        if len(self.document.problems) >= _MOST_PROBLEMS:
            raise _StopReadingError


def _stretch(event: Any) -> Stretch:
    return event.start_mark.index, event.end_mark.index, None
