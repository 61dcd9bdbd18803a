"""Which texts a page is long of, and which of them is soonest shorter: the page is laid out again without them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from textual.content import Content

from game.content.checks.fitting import PagePart
from game.tui.play.facts import HeldFacts
from game.tui.play.steps.sheet import Sheet
from game.tui.toolkit.content import NOTHING, style_text, wrap_text
from game.tui.toolkit.lines import Paragraph

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
class ShorteningHint:
    """The text that is shortest to make shorter: its path, and by how many characters; 0 where that is not enough."""

    path: str
    characters: int


def measure_parts(sheet: Sheet, texts: Mapping[str, str], lines: Lines) -> tuple[PagePart, ...]:
    """Return how many lines each kind of text takes, the most first; what is left, at the end, is the game's own.

    `texts` are all that may stand on the page, by path.
    """
    whole = lines(sheet)
    kinds: dict[str, dict[str, int]] = {}
    for path, text in _list_texts_on(sheet, texts):
        kinds.setdefault(_name_text_kind(path), {})[text] = len(text)
    taken = {name: whole - lines(_cut_sheet(sheet, cuts)) for name, cuts in kinds.items()}
    ordered = sorted(taken.items(), key=lambda one: -one[1])
    own = whole - sum(taken.values())
    return tuple(PagePart(name, count) for name, count in (*ordered, (_OWN, own)) if count > 0)


def find_shortest_cut(sheet: Sheet, texts: Mapping[str, str], lines: Lines, most: int) -> ShorteningHint:
    """Return the text of which the fewest characters are too many for a page of at most so many lines."""
    over = lines(sheet) - most
    there = {
        path: text
        for path, text in _list_texts_on(sheet, texts)
        if lines(_cut_sheet(sheet, {text: len(text)})) < over + most
    }
    found = [
        ShorteningHint(path, cut)
        for path, text in sorted(there.items(), key=lambda one: _estimate_tail(one[1], over))[:_TRIED]
        if (cut := _count_excess_characters(sheet, text, lines, most))
    ]
    longest = max(there, key=lambda path: len(there[path]), default="")
    return min(found, key=lambda one: one.characters, default=ShorteningHint(longest, 0))


def _count_excess_characters(sheet: Sheet, text: str, lines: Lines, most: int) -> int:
    """Return how many characters, in whole words, have to go off the end; 0 where all of them are not enough."""
    words = text.split(" ")
    cuts = [len(" ".join(words[number:])) + 1 for number in range(len(words) - 1, 0, -1)]
    low, high = 0, len(cuts)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if lines(_cut_sheet(sheet, {text: cuts[middle]})) <= most else (middle + 1, high)
    return cuts[low] if low < len(cuts) else 0


def _estimate_tail(text: str, over: int) -> int:
    rows = wrap_text(style_text(text), _WIDTH)
    return sum(row.cell_length for row in rows[-over:]) if len(rows) > over else len(text) + _WIDTH


def _name_text_kind(path: str) -> str:
    return next(name for mark, name in _NAMES if mark in path)


def _list_texts_on(sheet: Sheet, texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the texts that stand on a page, each once."""
    there = [content.plain for content in _list_contents(sheet)]
    held = sheet.held is not None
    seen: set[str] = set()
    for path, text in texts.items():
        other = path.startswith("facts.") and path.endswith(".told" if held else ".text")
        if text and not other and text not in seen and any(plain.endswith(text) for plain in there):
            seen.add(text)
            yield path, text


def _list_contents(sheet: Sheet) -> Iterator[Content]:
    yield from (paragraph.body for paragraph in (*sheet.story, *sheet.told))
    yield from (card.pick for card in sheet.cards)
    if sheet.held is not None:
        yield from (*sheet.held.private, *(fact.text for fact in sheet.held.facts))
    yield sheet.ask
    yield from (row.label for row in sheet.rows)


def _cut_sheet(sheet: Sheet, cuts: Cuts) -> Sheet:
    """Return a page with its texts cut; those of which nothing is left are not on it."""
    rows = [replace(row, label=label) for row in sheet.rows if (label := _cut_content(row.label, cuts))]
    return replace(
        sheet,
        story=_cut_paragraphs(sheet.story, cuts),
        told=_cut_paragraphs(sheet.told, cuts),
        cards=[replace(card, pick=_cut_content(card.pick, cuts)) for card in sheet.cards],
        held=_cut_private_facts(sheet.held, cuts),
        ask=_cut_content(sheet.ask, cuts),
        rows=rows,
        caret=sheet.caret if len(rows) == len(sheet.rows) else None,
    )


def _cut_paragraphs(paragraphs: Sequence[Paragraph], cuts: Cuts) -> list[Paragraph]:
    return [replace(paragraph, body=body) for paragraph in paragraphs if (body := _cut_content(paragraph.body, cuts))]


def _cut_private_facts(held: HeldFacts | None, cuts: Cuts) -> HeldFacts | None:
    if held is None:
        return None
    private = [line for whole in held.private if (line := _cut_content(whole, cuts))]
    facts = [replace(fact, text=text) for fact in held.facts if (text := _cut_content(fact.text, cuts))]
    return replace(held, private=private, facts=facts) if private or facts else None


def _cut_content(content: Content, cuts: Cuts) -> Content:
    for text, characters in cuts.items():
        if content.plain.endswith(text):
            return content[: len(content.plain) - characters] if characters < len(text) else NOTHING
    return content
