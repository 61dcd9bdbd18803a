"""Family T: unsafe characters, names in braces, marks without a partner, look-alikes, and how hard a text is to read.

`list_localized_texts` yields the texts as players read them, in every language, each with its place; `word_choice`
builds on it. Words are counted in English, syllables in Vietnamese. The limits:
`docs/design/checks.md#how-hard-a-text-is-to-read`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby
from typing import Any, Final, Literal

from game.content.checks.rule import Subject, build_diagnostic, find_nearest_name
from game.content.diagnostic import Diagnostic, Place, RelatedPlace
from game.content.markup import LiteralBrace, list_odd_braces, list_persons, list_stray_marks, render_plain
from game.content.outline import Wording, as_fields, list_wordings
from game.content.safe_input import clean_and_report, render_excerpt
from game.content.translations import Catalogue
from game.content.yaml.positions import Path

Kind = Literal["scene", "option", "consequence", "other"]


@dataclass(frozen=True)
class LocalizedText:
    """A text in one language; `names` are the names of the cast in that language, by id."""

    subject: Subject
    wording: Wording
    language: str
    text: str
    names: dict[str, str]
    catalogue: Catalogue | None = None

    @property
    def path(self) -> str:
        """The stable path of the text."""
        return self.wording.path

    @cached_property
    def plain(self) -> str:
        """The text without its marks, with the names in place."""
        return render_plain(self.text, self.names)

    @cached_property
    def kind(self) -> Kind:
        """What kind of text it is: a scene, an option, a consequence, or anything else."""
        steps = self.path.split(".")
        if steps[0] != "scenes":
            return "other"
        if "options" not in steps:
            return "scene" if steps[2:] == ["text"] else "other"
        if steps[4:] == ["text"]:
            return "option"
        return "consequence" if steps[4:5] == ["result"] or (steps[4:5] + steps[-1:] == ["later", "text"]) else "other"

    @property
    def part(self) -> str:
        """The part of the crisis that it belongs to: its scene, or `facts`, `endings` and so on."""
        steps = self.path.split(".")
        return ".".join(steps[:2]) if steps[0] == "scenes" else steps[0]

    def locate_span(self, offset: int = 0, length: int = 1) -> Place:
        """Return the place of a stretch of the text; in a translation, the place of the whole text."""
        if self.catalogue is not None:
            return self.catalogue.locate_keyword(self.path, "msgstr")
        return self.subject.document.locate_span(self.wording.at, offset, length)


def list_localized_texts(subject: Subject) -> Iterator[LocalizedText]:
    """Yield every text in the source language, then the valid texts of each translation."""
    source = as_fields(subject.document.value).get("language")
    own = {wording.path: wording.text for wording in list_wordings(subject.document.value)}
    names = subject.list_names(own)
    for wording in subject.wordings:
        yield LocalizedText(subject, wording, str(source), wording.text, names)
    for catalogue in subject.catalogues.values():
        table = catalogue.build_text_table(subject.wordings, names)
        called = subject.list_names({**own, **subject.lent_texts.get(catalogue.language, {}), **table})
        for wording in subject.wordings:
            if wording.path in table:
                yield LocalizedText(subject, wording, catalogue.language, table[wording.path], called, catalogue)


_ID: Final = "in braces stands the id of a person, in small letters"


def clean_texts(subject: Subject) -> Iterator[Diagnostic]:
    """Clean every text of the document in place, and yield what had to be removed."""
    if not subject.document.harmless:
        yield from _clean_value(subject, subject.document.value, ())


def check_markup(subject: Subject) -> Iterator[Diagnostic]:
    """Yield unknown names in braces, and unmatched marks."""
    people = {person.id: person.at for person in subject.outline.people}
    for wording in subject.wordings:
        for offset, name in list_persons(wording.text):
            if name not in people:
                place = subject.document.locate_span(wording.at, offset, len(name) + 2)
                yield build_diagnostic(
                    "T102", place, f"nobody is called '{name}'", nearest=find_nearest_name(name, people)
                )
        for brace in list_odd_braces(wording.text):
            yield report_bad_brace(brace, subject.document.locate_span(wording.at, brace.offset, brace.length), people)
        lost = _find_unpaired_quote(wording.text)
        if lost is not None:
            place = subject.document.locate_span(wording.at, lost)
            yield build_diagnostic(
                "T103", place, "this '\"' has no counterpart", "put quotes around the whole text, or remove it"
            )
        for stray in list_stray_marks(wording.text):
            place = subject.document.locate_span(wording.at, stray.offset, len(stray.mark))
            yield build_diagnostic(
                "T103", place, f"this '{stray.mark}' has no counterpart", "close it in the same paragraph"
            )


def _find_unpaired_quote(text: str) -> int | None:
    """Return the offset of an unmatched quote at the beginning or end of a text; None if there is none."""
    if text.count('"') % 2 == 0 or not (text.startswith('"') or text.endswith('"')):
        return None
    return 0 if text.startswith('"') else len(text) - 1


def report_bad_brace(brace: LiteralBrace, place: Place, people: Mapping[str, object]) -> Diagnostic:
    """Report a brace that names nobody; suggest the intended person if that is clear."""
    name = render_excerpt(brace.name)
    if not brace.closed:
        hint = f"write {{{name}}}" if brace.name in people else "close it with '}', or leave it out"
        return build_diagnostic("T102", place, f"the brace before '{name}' is not closed", hint)
    meant = re.sub(r"\W+", "_", brace.name).lower()
    close = meant if meant in people else find_nearest_name(meant, people)
    return build_diagnostic("T102", place, f"'{{{name}}}' names nobody", _ID if not close else "", nearest=close)


def _clean_value(subject: Subject, value: Any, path: Path) -> Iterator[Diagnostic]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in pairs:
        if isinstance(key, str) and not (key.isascii() and key.isprintable()):
            for fault in clean_and_report(key).faults:
                yield build_diagnostic(
                    "T101", subject.document.locate_key((*path, key)), f"{fault.what} ({fault.code})", "remove it"
                )
        if isinstance(part, str):
            if part.isascii() and part.isprintable():
                continue
            result = clean_and_report(part)
            for fault in result.faults:
                place = subject.document.locate_span((*path, key), fault.offset)
                yield build_diagnostic("T101", place, f"{fault.what} ({fault.code}) in a text", "remove it")
            value[key] = result.text
        else:
            yield from _clean_value(subject, part, (*path, key))


SPEECH: Final = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»")
YOU: Final = {
    "en": re.compile(r"\b(?:you|your|yours|yourself)\b", re.IGNORECASE),
    "vi": re.compile(
        r"(?<!người )(?<!những )(?<!các )(?<!hai )(?<!ba )(?<!mấy )(?<!vài )(?<!một )"
        r"\bbạn\b(?! (?:bè|hàng|đọc|học|cũ|thân))",
        re.IGNORECASE,
    ),
}
_SHOUTED: Final = re.compile(r"[!?]*![!?]+|\?!+")


def check_text_clarity(subject: Subject) -> Iterator[Diagnostic]:
    """Yield indistinguishable options and people, "you" in texts that both read, and shouting punctuation."""
    options: dict[tuple[str, str, str], LocalizedText] = {}
    people: dict[tuple[str, str], LocalizedText] = {}
    for text in list_localized_texts(subject):
        steps, read = text.path.split("."), " ".join(text.plain.split()).casefold()
        if text.kind == "option":
            yield from _check_duplicate_text(text, options.setdefault((text.language, steps[1], read), text), "T114")
        if steps[0] == "cast" and steps[2:] == ["name"]:
            yield from _check_duplicate_text(text, people.setdefault((text.language, read), text), "T115")
        if steps[0] == "facts" and steps[2:] == ["told"]:
            yield from _check_reader_address(text)
        yield from _check_shouting_marks(text)


def _check_duplicate_text(text: LocalizedText, first: LocalizedText, code: str) -> Iterator[Diagnostic]:
    if text is first:
        return
    own, other = (one.path.split(".")[-2] for one in (text, first))
    what = "read the same" if code == "T114" else "have the same name"
    there = first.locate_span()
    related = (RelatedPlace(there, "the first"),)
    message = f"'{render_excerpt(other)}' (line {there.line}) and '{render_excerpt(own)}' {what}"
    yield build_diagnostic(
        code, text.locate_span(0, len(text.text)), message, "players can't tell them apart", related=related
    )


def _check_reader_address(text: LocalizedText) -> Iterator[Diagnostic]:
    """Check that `told` addresses nobody as "you"; quoted speech may."""
    narrated = SPEECH.sub(lambda match: " " * len(match[0]), text.text)
    match = YOU[text.language].search(narrated) if text.language in YOU else None
    if match:
        place = text.locate_span(match.start(), len(match[0]))
        yield build_diagnostic(
            "T116", place, f"'{render_excerpt(match[0])}' in 'told', which both read", "name the chair: {ceo} or {cto}"
        )


def _check_shouting_marks(text: LocalizedText) -> Iterator[Diagnostic]:
    match = _SHOUTED.search(text.text)
    if match:
        place = text.locate_span(match.start(), len(match[0]))
        yield build_diagnostic(
            "T117", place, f"'{render_excerpt(match[0])}' shouts", "one mark is enough, and a full stop is calmer"
        )


_WORD: Final = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
_END: Final = re.compile(r"(?<=[.!?…])[”’\"»)*]*\s+|\n+")
_VOWELS: Final = re.compile(r"[aeiouy]+")
_SILENT: Final = re.compile(r"[^aeiouyl]es?$|[^aeioutdy]ed$")
_TELLING: Final = 100
"""The number of words from which an average is meaningful."""
_CLOSING: Final = {"en": 4, "vi": 6}
"""The most words, or syllables, of a last sentence that comes as a quip."""
_MOST_CLOSINGS: Final = 0.3
_TEXTS_TO_JUDGE: Final = 100
"""The number of texts with two sentences or more from which their share is meaningful."""


@dataclass(frozen=True)
class _ProseLimits:
    """The limits of a language: words per kind of text, per sentence, and per sentence on average."""

    unit: str
    most: dict[Kind, int]
    sentence: int
    mean: int
    grade: float | None = None


_LIMITS: Final = {
    "en": _ProseLimits("words", {"scene": 120, "option": 25, "consequence": 60}, 35, 18, 9.0),
    "vi": _ProseLimits("syllables", {"scene": 160, "option": 35, "consequence": 80}, 40, 22),
}
"""The grade is the Flesch-Kincaid grade: 0.39 words a sentence + 11.8 syllables a word - 15.59; English only."""


def check_readability(subject: Subject) -> Iterator[Diagnostic]:
    """Yield texts and sentences that are too long, and parts that are hard to read."""
    texts = [text for text in list_localized_texts(subject) if text.language in _LIMITS]
    for text in texts:
        yield from _check_text_length(text, _LIMITS[text.language])
    for language in _LIMITS:
        yield from _check_closing_lines(language, [text for text in texts if text.language == language])
    in_parts = sorted(texts, key=lambda text: (text.language, text.part))
    for (language, part), group in groupby(in_parts, key=lambda text: (text.language, text.part)):
        yield from _check_part_readability(part, list(group), _LIMITS[language])


@lru_cache(maxsize=4096)
def count_words(text: str) -> int:
    """Return how many words a text has; in Vietnamese, how many syllables."""
    return len(_WORD.findall(text))


@lru_cache(maxsize=2048)
def split_sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a text; a line break ends one, too."""
    return tuple(sentence for sentence in _END.split(text) if count_words(sentence))


def compute_grade(texts: Iterable[str]) -> float:
    """Return the Flesch-Kincaid grade of English texts; 0 if there are none."""
    every = [sentence for text in texts for sentence in split_sentences(text)]
    listed = [word for sentence in every for word in _WORD.findall(sentence)]
    if not listed:
        return 0.0
    return 0.39 * len(listed) / len(every) + 11.8 * sum(map(_count_syllables, listed)) / len(listed) - 15.59


@lru_cache(maxsize=4096)
def _count_syllables(word: str) -> int:
    """Count groups of vowels, without silent endings."""
    low = word.lower()
    return max(1, len(_VOWELS.findall(low)) - bool(_SILENT.search(low)))


def _check_text_length(text: LocalizedText, limits: _ProseLimits) -> Iterator[Diagnostic]:
    count, most = count_words(text.plain), limits.most.get(text.kind)
    if most is not None and count > most:
        message = f"'{render_excerpt(text.path)}' has {count} {limits.unit}"
        yield build_diagnostic("T106", text.locate_span(), message, f"at most {most} for a text of this kind")
    longest = max(split_sentences(text.plain), key=count_words, default="")
    if count_words(longest) > limits.sentence:
        place = text.locate_span(max(0, text.text.find(longest[:12])), 12)
        message = f"a sentence of {count_words(longest)} {limits.unit}"
        yield build_diagnostic("T104", place, message, f"split it: at most {limits.sentence}")


def _check_closing_lines(language: str, texts: list[LocalizedText]) -> Iterator[Diagnostic]:
    several = [(text, ends) for text in texts if len(ends := split_sentences(text.plain)) > 1]
    short = [text for text, ends in several if count_words(ends[-1]) <= _CLOSING[language]]
    if len(several) >= _TEXTS_TO_JUDGE and len(short) > _MOST_CLOSINGS * len(several):
        most, unit = _CLOSING[language], _LIMITS[language].unit
        message = (
            f"in {language}, {len(short)} of {len(several)} texts of several sentences close on {most} {unit} or fewer"
        )
        hint = f"join some to the sentence before: at most {_MOST_CLOSINGS:.0%}"
        yield build_diagnostic("T125", short[0].locate_span(), message, hint)


def _check_part_readability(part: str, texts: list[LocalizedText], limits: _ProseLimits) -> Iterator[Diagnostic]:
    prose = [text.plain for text in texts]
    every = [sentence for text in prose for sentence in split_sentences(text)]
    count = sum(map(count_words, every))
    if count < _TELLING:
        return
    place, where = texts[0].locate_span(), f"'{render_excerpt(part)}', in {texts[0].language}"
    mean = count / len(every)
    if mean > limits.mean:
        message = f"{where}: sentences have {mean:.0f} {limits.unit} on average"
        yield build_diagnostic("T105", place, message, f"at most {limits.mean}")
    if limits.grade is not None and (level := compute_grade(prose)) > limits.grade:
        message = f"{where}: it reads like a text for grade {level:.0f}"
        yield build_diagnostic("T105", place, message, f"grade {limits.grade:.0f} at most: shorter words and sentences")
