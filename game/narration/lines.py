"""A line of the story: what is told, who says it and which sign it carries, free of colours, widths and markup.

Front ends lay lines out. Where there is no layout, `sentences` turns each line into one plain sentence.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from game.content.markup import TextSpan

Spans: TypeAlias = tuple[TextSpan, ...]

LineKind: TypeAlias = Literal[
    "break",
    "heading",
    "narration",
    "private",
    "known",
    "speech",
    "said",
    "first",
    "final",
    "agreed",
    "done",
    "promised",
    "sign",
    "landed",
    "surfaced",
    "kept",
    "promise",
    "moved",
    "figure",
    "coffee",
    "outcome",
    "note",
]
"""What a line is, which decides how it is set:

- `break`: nothing is said; a pause between two parts of the story.
- `heading`, `narration`: a title, and the scenario's own text, for everybody.
- `private`, `known`: a text or a fact for the speaker's eyes alone.
- `speech`, `said`: somebody's words, and a fact that somebody tells the other.
- `first`, `final`, `agreed`, `done`: an option as a first pick, as a final pick, as both final picks, as enacted.
- `promised`, `promise`: a promise as it is made, and as it is settled.
- `sign`, `landed`, `surfaced`, `kept`: a hint of something to come, what came of an earlier decision, a fact that came
  out, and who had kept it.
- `moved`, `figure`: the figures that one cause moved, and one figure with its cause; the data is in `figures`.
- `coffee`, `outcome`: how somebody used the time for a coffee, and what it was like.
- `note`: anything else that the narrator says about the two.
"""

LineMark: TypeAlias = Literal["", "↳", "✕", "✓", "◆", "◇", "◌"]
"""The sign before a line: came of something earlier, bad, good, together, offered, on its way."""

_PLACEHOLDER: Final = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure that moved by `by` whole points, never 0; `after` is what it is now, None where that is not told."""

    stock: str
    by: int
    after: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is told.

    Attributes:
        kind: what it is.
        spans: its words; for `speech` and the like only what is said, without the name.
        speaker: the chair or person it belongs to, `both`, `board`, or "" for the narrator.
        mark: the sign before it.
        note: words that explain it, in smaller print or in brackets.
        figures: the figures it tells of, in the order of their weight.
    """

    kind: LineKind
    spans: Spans = ()
    speaker: str = ""
    mark: LineMark = ""
    note: Spans = ()
    figures: tuple[FigureChange, ...] = ()

    @property
    def text(self) -> str:
        """The words without their manner."""
        return join_text(self.spans)


BREAK: Final = Line("break")


def make_spans(text: str) -> Spans:
    """Return words of the interface as spans; nothing in them is a mark."""
    return (TextSpan(text),) if text else ()


def join_text(spans: Spans) -> str:
    """Return spans as text without their manner."""
    return "".join(span.text for span in spans)


def fill_spans(message: str, **values: str | Spans) -> Spans:
    """Return a translated message with each `{name}` replaced; a text that comes in spans keeps its manner.

    A placeholder without a value stays as it is written, as in `game.locales.fill_placeholders`.
    """
    return tuple(_fill_parts(message, values))


def _fill_parts(message: str, values: dict[str, str | Spans]) -> Iterator[TextSpan]:
    start = 0
    for match in _PLACEHOLDER.finditer(message):
        if match[1] not in values:
            continue
        value = values[match[1]]
        yield from make_spans(message[start : match.start()])
        yield from make_spans(value) if isinstance(value, str) else value
        start = match.end()
    yield from make_spans(message[start:])
