"""Family T, how hard a text is to read: words are counted in English, syllables in Vietnamese.

The limits: `docs/design/checks.md#how-hard-a-text-is-to-read`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from game.content.checks.rule import Subject, build_diagnostic
from game.content.checks.spoken import Kind, LocalizedText, list_localized_texts
from game.content.diagnostic import Diagnostic
from game.content.safe_input import render_excerpt

_WORD: Final = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
_END: Final = re.compile(r"(?<=[.!?…])[”’\"»)*]*\s+|\n+")
_VOWELS: Final = re.compile(r"[aeiouy]+")
_SILENT: Final = re.compile(r"[^aeiouyl]es?$|[^aeioutdy]ed$")
_TELLING: Final = 100
"""Words from which a mean says something."""


@dataclass(frozen=True)
class ProseLimits:
    """What a language asks of its texts: the most words of each kind, of a sentence, of sentences in the mean."""

    unit: str
    most: dict[Kind, int]
    sentence: int
    mean: int
    grade: float | None = None


LIMITS: Final = {
    "en": ProseLimits("words", {"scene": 120, "option": 25, "consequence": 60}, 35, 18, 9.0),
    "vi": ProseLimits("syllables", {"scene": 160, "option": 35, "consequence": 80}, 40, 22),
}
"""The grade is Flesch and Kincaid's: 0.39 words a sentence + 11.8 syllables a word - 15.59. Vietnamese has none."""


def check_readability(subject: Subject) -> Iterator[Diagnostic]:
    """Yield texts that are too long, sentences that are, and parts that are hard to read."""
    texts = [text for text in list_localized_texts(subject) if text.language in LIMITS]
    for text in texts:
        yield from _check_text_length(text, LIMITS[text.language])
    in_parts = sorted(texts, key=lambda text: (text.language, text.part))
    for (language, part), group in groupby(in_parts, key=lambda text: (text.language, text.part)):
        yield from _check_part_readability(part, list(group), LIMITS[language])


def count_words(text: str) -> int:
    """Return how many words a text has; in Vietnamese these are syllables."""
    return len(_WORD.findall(text))


def split_sentences(text: str) -> list[str]:
    """Return the sentences of a text; a line of its own is one."""
    return [sentence for sentence in _END.split(text) if count_words(sentence)]


def compute_grade(texts: Iterable[str]) -> float:
    """Return the school grade of English texts after Flesch and Kincaid; 0 where there are none."""
    every = [sentence for text in texts for sentence in split_sentences(text)]
    listed = [word for sentence in every for word in _WORD.findall(sentence)]
    if not listed:
        return 0.0
    return 0.39 * len(listed) / len(every) + 11.8 * sum(map(_count_syllables, listed)) / len(listed) - 15.59


def _count_syllables(word: str) -> int:
    """Count groups of vowels, without the ends that are not spoken."""
    low = word.lower()
    return max(1, len(_VOWELS.findall(low)) - bool(_SILENT.search(low)))


def _check_text_length(text: LocalizedText, limits: ProseLimits) -> Iterator[Diagnostic]:
    count, most = count_words(text.plain), limits.most.get(text.kind)
    if most is not None and count > most:
        message = f"'{render_excerpt(text.path)}' has {count} {limits.unit}"
        yield build_diagnostic("T106", text.locate_span(), message, f"at most {most} for a text of this kind")
    longest = max(split_sentences(text.plain), key=count_words, default="")
    if count_words(longest) > limits.sentence:
        place = text.locate_span(max(0, text.text.find(longest[:12])), 12)
        message = f"a sentence of {count_words(longest)} {limits.unit}"
        yield build_diagnostic("T104", place, message, f"part it: at most {limits.sentence}")


def _check_part_readability(part: str, texts: list[LocalizedText], limits: ProseLimits) -> Iterator[Diagnostic]:
    prose = [text.plain for text in texts]
    every = [sentence for text in prose for sentence in split_sentences(text)]
    count = sum(map(count_words, every))
    if count < _TELLING:
        return
    place, where = texts[0].locate_span(), f"'{render_excerpt(part)}', in {texts[0].language}"
    mean = count / len(every)
    if mean > limits.mean:
        message = f"{where}: sentences have {mean:.0f} {limits.unit} in the mean"
        yield build_diagnostic("T105", place, message, f"at most {limits.mean}")
    if limits.grade is not None and (level := compute_grade(prose)) > limits.grade:
        message = f"{where}: it reads like a text for grade {level:.0f}"
        yield build_diagnostic("T105", place, message, f"grade {limits.grade:.0f} at most: shorter words and sentences")
