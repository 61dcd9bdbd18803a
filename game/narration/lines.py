"""A line of the story: what is told, who says it and which sign it carries, free of colours, widths and markup.

Front ends lay lines out. Where there is no layout, `sentences` turns each line into plain sentences.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from game.content.markup import TextSpan
from game.engine.state import Part

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
    "synthesis",
    "done",
    "promised",
    "sign",
    "landed",
    "surfaced",
    "promise",
    "carried",
    "figure",
    "coffee",
    "outcome",
    "wish",
    "time",
    "departure",
    "note",
]
"""What a line is, which decides how it is set.

- `break`: a pause between two parts of the story; it has no words.
- `heading`, `narration`: a title, and the scenario's own text for everybody.
- `private`, `known`: a text, and a fact, for the speaker's eyes alone.
- `speech`, `said`: somebody's words, and a fact that somebody tells the other.
- `first`, `final`, `agreed`: an option as a first pick, as a final pick, as the final pick of both.
- `synthesis`, `done`: that what both knew opens an option, and the option that was enacted.
- `promised`, `promise`: a promise as it is made, and as it is settled.
- `sign`, `landed`, `surfaced`: a hint of something to come, what came of an earlier decision, a fact that came out.
- `carried`: how well the two carried out what was decided.
- `figure`: a figure of the company that moved, with what moved it.
- `coffee`, `outcome`: how somebody used the time for a coffee, and what that was like.
- `wish`: what somebody wants, what is in the way of it, what is at stake.
- `time`, `departure`: the weeks that pass, and that somebody has left.
- `note`: anything else that the narrator says about the two.
"""

LineMark: TypeAlias = Literal["", "↳", "✕", "✓", "◆", "◇", "◌"]
"""The sign before a line: came of something earlier, bad, good, together, offered, on its way."""

_PLACEHOLDER: Final = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure that moved by `by` whole points; `after` is where it is now, None where that is not told.

    `parts` tells what moved it, by the parts of `Changed`; they add up to `by`.
    """

    stock: str
    by: int
    after: int | None = None
    parts: tuple[tuple[Part, int], ...] = ()


@dataclass(frozen=True, slots=True)
class StoryLine:
    """One thing that is told.

    Attributes:
        kind: what it is.
        spans: its words, without the speaker's name and without the label.
        speaker: the chair or person whose line it is, `both`, `board`, or "" for the narrator.
        mark: the sign before it.
        label: what the words are ("In the way"), where that is not plain from the kind.
        note: what explains it, in smaller print or in brackets.
        figures: the figures that moved with it, the largest move first.
    """

    kind: LineKind
    spans: Spans = ()
    speaker: str = ""
    mark: LineMark = ""
    label: str = ""
    note: Spans = ()
    figures: tuple[FigureChange, ...] = ()

    @property
    def text(self) -> str:
        """The words without their manner."""
        return join_text(self.spans)


BREAK: Final = StoryLine("break")


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
