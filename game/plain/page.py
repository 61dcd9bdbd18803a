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
"""Characters of a typed line that are read."""


class PlainPage:
    """Where lines are written, at most `width` cells long; a blank line is never written twice in a row.

    `echo` writes typed lines too, for a transcript of input that no terminal shows; `wipe` is what clears the screen,
    '' where there is none.
    """

    def __init__(self, out: TextIO, width: int = WIDTH, *, echo: bool = False, wipe: str = "") -> None:
        self._out = out
        self._wipe = wipe
        self._width = width
        self._echo = echo
        self._blank = True

    def write(self, *paragraphs: str) -> None:
        """Write paragraphs, each wrapped; a line break within one stays, an empty one is a blank line."""
        for paragraph in paragraphs:
            for line in paragraph.split("\n"):
                self._write_line(line)

    def write_all(self, paragraphs: Iterable[str]) -> None:
        """Write paragraphs that come in a row."""
        self.write(*paragraphs)

    def write_gap(self) -> None:
        """Write a blank line where there is none yet."""
        self._write_line("")

    def clear(self) -> None:
        """Leave nothing to be read of what was written so far; where there is no screen, say where that would be."""
        if self._wipe:
            self._out.write(self._wipe)
            self._out.flush()
            self._blank = True
        else:
            self.write("", render_phrase("cleared"), "")

    def end_line(self) -> None:
        """End a line whose Enter was not shown."""
        self._out.write("\n")

    def ask(self, question: str, source: TextIO, waits: Callable[[], None] = lambda: None) -> str:
        """Write a question, and return the line that is typed behind it once it has come; '' at the end of input."""
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
    """Return a line as rows of at most `width` cells; an indented line and a hanging `3. ` keep their column."""
    text = line.lstrip(" ")
    margin = " " * (len(line) - len(text))
    hanging = margin + " " * _compute_hanging_indent(text)
    rows, row = [], ""
    for word in text.split(" "):
        longer = f"{row} {word}" if row else margin + word
        if row and cell_len(longer) > width:
            rows.append(row)
            row = hanging + word
        else:
            row = longer
    return [*rows, row]


def _compute_hanging_indent(text: str) -> int:
    """How far the rows after the first go in: as far as the text behind `3. ` or `- `."""
    head, mark, _rest = text.partition(" ")
    numbered = head.endswith(".") and head[:-1].isdigit()
    return len(head) + 1 if mark and (numbered or head == "-") else 0


def read_line(source: TextIO, longest: int) -> str:
    """Return the next line, '' at the end of input; of one that is longer than `longest` characters its beginning."""
    line = part = source.readline(longest)
    while len(part) == longest and not part.endswith("\n"):
        part = source.readline(longest)
    return line
