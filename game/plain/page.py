"""Where the game is written line by line, and where typed lines are read.

Sentences are wrapped by the width that they take on a terminal, never in the middle of a word.
"""

from collections.abc import Callable, Iterable
from typing import Final, TextIO

from rich.cells import cell_len

from game.content.safe_input import clean_text
from game.questions.sentences import render_phrase

WIDTH: Final = 78
LONGEST: Final = 20_000
"""How many characters of a typed line are read."""


class PlainPage:
    """Writes lines of at most `width` cells, never two blank ones in a row, and asks for typed lines.

    `echo` writes typed lines too, for a transcript of input that no terminal shows. `wipe` is the sequence that clears
    the screen, '' where there is no screen.
    """

    def __init__(self, out: TextIO, width: int = WIDTH, *, echo: bool = False, wipe: str = "") -> None:
        self._out = out
        self._wipe = wipe
        self._width = width
        self._echo = echo
        self._blank = True

    def write(self, *paragraphs: str) -> None:
        """Write paragraphs, each wrapped; line breaks in them are kept, and an empty one is a blank line."""
        for paragraph in paragraphs:
            for line in paragraph.split("\n"):
                self._write_line(line)

    def write_all(self, paragraphs: Iterable[str]) -> None:
        """Write a sequence of paragraphs, as `write`."""
        self.write(*paragraphs)

    def write_gap(self) -> None:
        """Write a blank line, unless there is one already."""
        self._write_line("")

    def clear(self) -> None:
        """Clear everything that was written so far; without a screen, write a line that says so."""
        if self._wipe:
            self._out.write(self._wipe)
            self._out.flush()
            self._blank = True
        else:
            self.write("", render_phrase("cleared"), "")

    def end_line(self) -> None:
        """Break the line after a typed line whose Enter was hidden."""
        self._out.write("\n")

    def ask(self, question: str, source: TextIO, waits: Callable[[], None] = lambda: None) -> str:
        """Write a question and return the line typed after it, '' at the end of input; `waits` is called in between."""
        self._out.write(question + " ")
        self._out.flush()
        waits()
        line = read_line(source, LONGEST)
        if self._echo or not line:
            self._out.write(clean_text(line).strip() + "\n")
        self._blank = False
        return line

    def _write_line(self, line: str) -> None:
        if not line.strip():
            if not self._blank:
                self._out.write("\n")
            self._blank = True
            return
        for part in wrap_line(line, self._width):
            self._out.write(part + "\n")
        self._blank = False
        self._out.flush()


def wrap_line(line: str, width: int) -> list[str]:
    """Wrap a line at `width` cells; what follows an indent or a `3. ` keeps its column."""
    text = line.lstrip(" ")
    margin = " " * (len(line) - len(text))
    hanging = margin + " " * _compute_hanging_indent(text)
    wrapped, row = [], ""
    for word in text.split(" "):
        longer = f"{row} {word}" if row else margin + word
        if row and cell_len(longer) > width:
            wrapped.append(row)
            row = hanging + word
        else:
            row = longer
    return [*wrapped, row]


def _compute_hanging_indent(text: str) -> int:
    """Return how far to indent the lines after the first: to the text after `3. `, `- `, or the `> ` of a chat."""
    head, mark, _rest = text.partition(" ")
    numbered = head.endswith(".") and head[:-1].isdigit()
    return len(head) + 1 if mark and (numbered or head in ("-", ">")) else 0


def read_line(source: TextIO, longest: int) -> str:
    """Return the next line, cut to `longest` characters, or '' at the end of input."""
    line = part = source.readline(longest)
    while len(part) == longest and not part.endswith("\n"):
        part = source.readline(longest)
    return line
