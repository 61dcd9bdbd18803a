"""What the game's own words and signs mean: help explains those that stand on the page it was opened from."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from game.locales import N_, NP_, _, pgettext, vocabulary


@dataclass(frozen=True, slots=True)
class PageWord:
    """A word or a sign as it is written, or several that mean the same, and what that is."""

    term: str
    meaning: str


_DEPARTMENT: Final = N_("how well the department delivers; it follows from the two, the structure and the strain")

_FIGURES: Final = {
    "culture": N_("how people treat each other when something goes wrong; it changes slowly, and much hangs on it"),
    "structure": N_("rules and routines that hold without anybody watching"),
    "clarity": N_("whether everybody knows who decides what"),
    "bridge": N_("whether departments hear of each other in time, because one of the two carries it across"),
    "strain": N_("how tired people are; it slows everything and wears the culture down"),
    "debt": N_("shortcuts in the systems, to be paid for later"),
    "engineering": _DEPARTMENT,
    "product": _DEPARTMENT,
    "marketing": _DEPARTMENT,
    "sales": _DEPARTMENT,
    "finance": _DEPARTMENT,
    "support": _DEPARTMENT,
    "csat_product": N_("how content customers are with what they get; it comes late, from what departments do"),
    "csat_service": N_("how content customers are with how they are treated; it comes late, from what departments do"),
    "customers": N_("how many buy; they follow how content they are"),
    "cash": N_("what is in the bank; with nothing left, the company is over"),
}
"""What each figure of the company means; its names are those of the vocabulary."""

_WORDS: Final = (
    (NP_("words", "trust|trusts"), N_("how far one relies on the other, and so how much of what is said is believed")),
    (NP_("words", "safe to speak up|safe|dares"), N_("whether somebody dares to say what is awkward")),
    (NP_("words", "freedom"), N_("room to decide and to grow, without being second-guessed")),
    (NP_("words", "does not know|gap"), N_("what one should know by now and does not; decisions are the worse for it")),
    (
        NP_("words", "pledged|pledge|will not sacrifice"),
        N_("what somebody gives up for nothing; to decide against one's own costs the other's trust"),
    ),
    (
        NP_("words", "carried out"),
        N_("how well the two carry a decision out: better if they agree, worse if one was run over"),
    ),
    (NP_("words", "leaning"), N_("a first pick that one may be talked out of")),
    (NP_("words", "sure"), N_("a first pick that is meant; it persuades, and is held against one if it goes wrong")),
    (NP_("words", "guess|guessed"), N_("what the other is expected to pick; a right guess helps to carry it out")),
    (NP_("words", "costs face"), N_("it is awkward to say; kept, it may come out by itself, and then costs more")),
    (NP_("words", "told in confidence|in confidence"), N_("somebody trusted that it goes no further")),
    (NP_("words", "sit down together|sit down|sat down"), N_("the two talk it over; it uses up one of few times ◆")),
    (
        NP_("words", "override|overrode|over the other's head"),
        N_("to decide although it is the other's to decide; it costs trust, and a time ◆"),
    ),
    (NP_("words", "objection|objected"), N_("the other decides, and it is noted who warned")),
    (NP_("words", "on its way|on their way"), N_("set going by a decision, and not there yet")),
    (NP_("words", "came out|comes out"), N_("became known, though whoever knew it had not said it")),
)
"""Words of play in all their forms, the one that is shown first, and what they mean."""

_SIGNS: Final = (
    ("◆", N_("a time to sit down together that is left; ◇ is one that is used up")),
    ("╳╳", N_("something between the two that has not been made good")),
    ("●●", N_("how much an option touches something, from one dot to three: much is not the same as good")),
    ("○", N_("beside ●: what is lacking of it; on the line of scenes: one that may still come")),
    ("●━", N_("a scene that is behind you")),
    ("▴", N_("higher than at the moment that the head of the figures names; ▾ is lower")),
    ("··│▄▄", N_("where it stood at first: a bar to the right is more, to the left less")),
    ("⠤⠤", N_("how it has gone so far, from left to right")),
    ("┃", N_("how far trust reached at the beginning")),
    ("◉", N_("where you are now")),
    ("◌", N_("something on its way, of which a sign could be seen")),
    ("✕", N_("something that came out by itself, or a promise that was broken")),
    ("↳", N_("what an earlier decision has led to")),
)
"""Signs, and what they mean."""

_OTHER_FORMS: Final = {
    "▴": ("▴", "▾"),
    "◆": ("◆", "◇"),
    "··│▄▄": ("·│", "│·", "▄│", "│▄"),
    "⠤⠤": ("⠤", "⠉", "⠒"),
}
"""Signs that look otherwise from case to case, each with what it is known by."""


def list_page_words(painted: str) -> tuple[PageWord, ...]:
    """Return the words and signs that stand on a page, each with its meaning, in the current language.

    Args:
        painted: the text of the page; how its lines break does not matter.
    """
    text = " ".join(painted.split())
    return _group_by_meaning((word.term, word.meaning) for word in _list_known_words(text))


def list_all_words() -> tuple[PageWord, ...]:
    """Return every sign and every word of the pages of play with its meaning, the signs first."""
    signs = ((sign, _(meaning)) for sign, meaning in _SIGNS)
    words = ((pgettext(*forms).split("|")[0], _(meaning)) for forms, meaning in _WORDS)
    figures = ((vocabulary.name_stock(stock), _(meaning)) for stock, meaning in _FIGURES.items())
    return _group_by_meaning((*signs, *words, *figures))


def _group_by_meaning(words: Iterable[tuple[str, str]]) -> tuple[PageWord, ...]:
    found: dict[str, list[str]] = {}
    for term, meaning in words:
        found.setdefault(meaning, []).append(term)
    return tuple(PageWord(", ".join(terms), meaning) for meaning, terms in found.items())


def _list_known_words(text: str) -> Iterator[PageWord]:
    for forms, meaning in _WORDS:
        names = pgettext(*forms).split("|")
        if _stands_in(text, names):
            yield PageWord(names[0], _(meaning))
    for stock, meaning in _FIGURES.items():
        namers = (vocabulary.name_stock, vocabulary.name_stock_briefly, vocabulary.name_stock_tersely)
        names = [name(stock) for name in namers]
        if _stands_in(text, names):
            yield PageWord(names[0], _(meaning))
    for sign, meaning in _SIGNS:
        if any(form in text for form in _OTHER_FORMS.get(sign, (sign,))):
            yield PageWord(sign, _(meaning))


def _stands_in(text: str, names: Iterable[str]) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE) for name in names)
