"""Lines that are typed or sent: one at a time, however long it is."""

from typing import TextIO


def read_line(source: TextIO, longest: int) -> str:
    """Return the next line, '' at the end of input; of one that is longer than `longest` characters its beginning."""
    line = part = source.readline(longest)
    while len(part) == longest and not part.endswith("\n"):
        part = source.readline(longest)
    return line
