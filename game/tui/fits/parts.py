"""Which texts a page is long of, and which of them is soonest shorter: the page is laid out again without them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from textual.content import Content

from game.content.checks.fitting import Part
from game.tui.content import NOTHING, ink
from game.tui.steps.sheet import Sheet
from game.tui.typeset import wrap
from game.tui.widgets.facts import Held
from game.tui.widgets.story import Paragraph

_OWN: Final = "the game's own"
_NAMES: Final = (
    (".also.", "also"),
    (".private.", "private"),
    (".ask", "question"),
    (".objection", "objection"),
    (".result", "result"),
    (".cue", "cues"),
    (".told", "facts said"),
    (".reasons.", "reason"),
    (".options.", "options"),
    ("facts.", "facts"),
    ("scenes.", "scene"),
)
"""What a text is to its author, by what stands in its path; the first that does."""
_TRIED: Final = 2
_WIDTH: Final = 68
"""Only the texts that seem soonest shorter, set in a column of this width, are shortened to see."""

Cuts = Mapping[str, int]
"""How many characters are taken off the end of each text; off a whole text all of them."""
Lines = Callable[[Sheet], int]


@dataclass(frozen=True)
class Shorter:
    """The text that is shortest to make shorter: its path, and by how many characters; 0 where that is not enough."""

    path: str
    characters: int


def parts(sheet: Sheet, texts: Mapping[str, str], lines: Lines) -> tuple[Part, ...]:
    """Return how many lines each kind of text takes, the most first; what is left, at the end, is the game's own.

    `texts` are all that may stand on the page, by path.
    """
    whole = lines(sheet)
    kinds: dict[str, dict[str, int]] = {}
    for path, text in _on(sheet, texts):
        kinds.setdefault(_name(path), {})[text] = len(text)
    taken = {name: whole - lines(_without(sheet, cuts)) for name, cuts in kinds.items()}
    ordered = sorted(taken.items(), key=lambda one: -one[1])
    own = whole - sum(taken.values())
    return tuple(Part(name, count) for name, count in (*ordered, (_OWN, own)) if count > 0)


def shortest(sheet: Sheet, texts: Mapping[str, str], lines: Lines, most: int) -> Shorter:
    """Return the text of which the fewest characters are too many for a page of at most so many lines."""
    over = lines(sheet) - most
    there = {path: text for path, text in _on(sheet, texts) if lines(_without(sheet, {text: len(text)})) < over + most}
    found = [
        Shorter(path, cut)
        for path, text in sorted(there.items(), key=lambda one: _tail(one[1], over))[:_TRIED]
        if (cut := _too_many(sheet, text, lines, most))
    ]
    longest = max(there, key=lambda path: len(there[path]), default="")
    return min(found, key=lambda one: one.characters, default=Shorter(longest, 0))


def _too_many(sheet: Sheet, text: str, lines: Lines, most: int) -> int:
    """Return how many characters, in whole words, have to go off the end; 0 where all of them are not enough."""
    words = text.split(" ")
    cuts = [len(" ".join(words[number:])) + 1 for number in range(len(words) - 1, 0, -1)]
    low, high = 0, len(cuts)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if lines(_without(sheet, {text: cuts[middle]})) <= most else (middle + 1, high)
    return cuts[low] if low < len(cuts) else 0


def _tail(text: str, over: int) -> int:
    rows = wrap(ink(text), _WIDTH)
    return sum(row.cell_length for row in rows[-over:]) if len(rows) > over else len(text) + _WIDTH


def _name(path: str) -> str:
    return next(name for mark, name in _NAMES if mark in path)


def _on(sheet: Sheet, texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the texts that stand on a page, each once."""
    there = [content.plain for content in _contents(sheet)]
    held = sheet.held is not None
    seen: set[str] = set()
    for path, text in texts.items():
        other = path.startswith("facts.") and path.endswith(".told" if held else ".text")
        if text and not other and text not in seen and any(plain.endswith(text) for plain in there):
            seen.add(text)
            yield path, text


def _contents(sheet: Sheet) -> Iterator[Content]:
    yield from (paragraph.body for paragraph in (*sheet.story, *sheet.told))
    yield from (card.pick for card in sheet.cards)
    if sheet.held is not None:
        yield from (*sheet.held.private, *(fact.text for fact in sheet.held.facts))
    yield sheet.ask
    yield from (row.label for row in sheet.rows)


def _without(sheet: Sheet, cuts: Cuts) -> Sheet:
    """Return a page with its texts cut; those of which nothing is left are not on it."""
    rows = [replace(row, label=label) for row in sheet.rows if (label := _cut(row.label, cuts))]
    return replace(
        sheet,
        story=_paragraphs(sheet.story, cuts),
        told=_paragraphs(sheet.told, cuts),
        cards=[replace(card, pick=_cut(card.pick, cuts)) for card in sheet.cards],
        held=_held(sheet.held, cuts),
        ask=_cut(sheet.ask, cuts),
        rows=rows,
        caret=sheet.caret if len(rows) == len(sheet.rows) else None,
    )


def _paragraphs(paragraphs: Sequence[Paragraph], cuts: Cuts) -> list[Paragraph]:
    return [replace(paragraph, body=body) for paragraph in paragraphs if (body := _cut(paragraph.body, cuts))]


def _held(held: Held | None, cuts: Cuts) -> Held | None:
    if held is None:
        return None
    private = [line for whole in held.private if (line := _cut(whole, cuts))]
    facts = [replace(fact, text=text) for fact in held.facts if (text := _cut(fact.text, cuts))]
    return replace(held, private=private, facts=facts) if private or facts else None


def _cut(content: Content, cuts: Cuts) -> Content:
    for text, characters in cuts.items():
        if content.plain.endswith(text):
            return content[: len(content.plain) - characters] if characters < len(text) else NOTHING
    return content
