"""T, continued: the words that are chosen. Verdicts, caricature, terms that nobody explains, names, pictures."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from game.content.checks.lexicon import EVERYDAY, INSULTS, JARGON, VERDICTS, VILLAINY
from game.content.checks.prose import count_words
from game.content.checks.rule import Subject, build_diagnostic
from game.content.checks.spoken import LocalizedText, list_localized_texts
from game.content.diagnostic import Diagnostic
from game.content.outline import Declaration, as_fields, as_list
from game.content.safe_input import render_excerpt

_ACRONYM: Final = re.compile(r"(?<![\w.$/{])[A-ZĐ]{2,5}[0-9]*(?![\w/}])")
_ROMAN: Final = re.compile(r"[IVXLC]+")
_SHOUTED: Final = re.compile(r"(?<!\w)[^\W\d_a-zà-ỹ]{6,}(?!\w)|(?<!\w)[A-ZĐ]{3,}(?:\s+[A-ZĐ]{3,})+(?!\w)")
_PICTURE: Final = re.compile("[\u2600-\u27bf\u2b50\u2b55\U0001f300-\U0001faff]")
_CAPITAL: Final = re.compile(r"(?<=[^\W_]\s)[A-Z][a-z]{2,}(?!\w)")
_FOREIGN_SHARE: Final = 0.04
_FOREIGN_LEAST: Final = 5


def check_word_choice(subject: Subject) -> Iterator[Diagnostic]:
    """Yield words that judge, insult, shout or stay unexplained, in every language."""
    texts = list(list_localized_texts(subject))
    blaming = {
        f"scenes.{option.scene}.options.{option.id}" for option in subject.outline.options if _is_blaming(option)
    }
    for text in texts:
        yield from _check_verdicts(text)
        yield from _check_caricature(text, blaming)
        yield from _check_pictures(text)
        yield from _check_cast_names(text)
    terms = _list_glossary_terms(texts)
    yield from _check_acronyms(texts, terms)
    yield from _check_jargon(texts, terms)
    yield from _check_term_density(texts, terms)


def _is_blaming(option: Declaration) -> bool:
    return any(move == "blame" or "blame" in as_fields(move) for move in as_list(option.raw.get("moves")))


def _check_verdicts(text: LocalizedText) -> Iterator[Diagnostic]:
    """A consequence, a private line after a decision, or an ending that says what to think of it."""
    steps = text.path.split(".")
    told = text.kind == "consequence" or (steps[0] == "scenes" and "private" in steps[4:5]) or steps[0] == "endings"
    for match in VERDICTS.finditer(text.text) if told else ():
        if _is_in_quotes(text.text[: match.start()]):
            continue
        place = text.locate_span(match.start(), len(match[0]))
        hint = "show what happens, and leave the judgement to the reader"
        yield build_diagnostic("T107", place, f"'{render_excerpt(match[0])}' is a verdict", hint)


def _is_in_quotes(before: str) -> bool:
    """Whether what follows is said by somebody of the story, who may think what he likes."""
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def _check_caricature(text: LocalizedText, blaming: Iterable[str]) -> Iterator[Diagnostic]:
    if text.kind != "option":
        return
    finders = [(INSULTS, "an insult"), (_SHOUTED, "shouted")]
    if text.path.removesuffix(".text") in blaming:
        finders.append((VILLAINY, "what only a villain would say"))
    for finder, what in finders:
        for match in finder.finditer(text.text):
            place = text.locate_span(match.start(), len(match[0]))
            yield build_diagnostic(
                "T108", place, f"'{render_excerpt(match[0])}' is {what}", "let it be what a reasonable person would say"
            )


def _check_pictures(text: LocalizedText) -> Iterator[Diagnostic]:
    match = _PICTURE.search(text.text)
    if match:
        place = text.locate_span(match.start(), 1)
        yield build_diagnostic("T109", place, f"the picture U+{ord(match[0]):04X} stands in a text", "say it in words")


def _check_cast_names(text: LocalizedText) -> Iterator[Diagnostic]:
    """A name of the cast that has lost its accents; first words of sentences may be anything."""
    known = {part for name in text.names.values() for part in name.split()}
    bare = {_strip_accents(part): part for part in known if not part.isascii()}
    for match in _CAPITAL.finditer(text.text):
        meant = bare.get(match[0])
        if meant and match[0] not in known:
            place = text.locate_span(match.start(), len(match[0]))
            yield build_diagnostic("T112", place, f"nobody is called '{render_excerpt(match[0])}'", nearest=meant)


def _strip_accents(name: str) -> str:
    parts = unicodedata.normalize("NFD", name.replace("Đ", "D").replace("đ", "d"))
    return "".join(part for part in parts if not unicodedata.combining(part))


Terms = Mapping[str, tuple[str, ...]]


def _list_glossary_terms(texts: list[LocalizedText]) -> Terms:
    """Return the terms of the glossary by language, in small letters; a term counts in every language."""
    found: dict[str, list[str]] = {}
    for text in texts:
        if text.path.startswith("glossary.") and text.path.endswith(".term"):
            found.setdefault(text.language, []).append(text.plain.lower())
    every = [term for terms in found.values() for term in terms]
    return {text.language: tuple(every) for text in texts}


def _check_acronyms(texts: list[LocalizedText], terms: Terms) -> Iterator[Diagnostic]:
    told: set[tuple[str, str]] = set()
    for text in texts:
        for match in _ACRONYM.finditer(text.text):
            name = match[0]
            explained = any(name.lower() in term for term in terms[text.language])
            if name in EVERYDAY or explained or _ROMAN.fullmatch(name) or (name, text.language) in told:
                continue
            told.add((name, text.language))
            place = text.locate_span(match.start(), len(name))
            yield build_diagnostic("T110", place, f"'{name}' is not explained", "add it to the 'glossary'")


def _check_jargon(texts: list[LocalizedText], terms: Terms) -> Iterator[Diagnostic]:
    told: set[tuple[str, str]] = set()
    for text in texts:
        for match in JARGON.finditer(text.text):
            name = match[0].lower()
            explained = any(name in term or term in name for term in terms[text.language])
            if explained or (name, text.language) in told:
                continue
            told.add((name, text.language))
            place = text.locate_span(match.start(), len(name))
            yield build_diagnostic(
                "T111", place, f"'{render_excerpt(name)}' is a word of one trade", "add it to the 'glossary'"
            )


def _check_term_density(texts: list[LocalizedText], terms: Terms) -> Iterator[Diagnostic]:
    """Terms of a trade are for the chair that knows them; too many of them in a scene that both read part the two."""
    for text in texts:
        if text.kind != "scene":
            continue
        listed = [re.escape(term) for term in terms[text.language] if term]
        own = re.findall(rf"(?<!\w)(?:{'|'.join(listed)})(?!\w)", text.plain.lower()) if listed else []
        count = sum(count_words(term) for term in {*own, *(match[0] for match in JARGON.finditer(text.plain.lower()))})
        if count >= _FOREIGN_LEAST and count > _FOREIGN_SHARE * count_words(text.plain):
            message = f"{count} of {count_words(text.plain)} words are terms of a trade"
            yield build_diagnostic(
                "T113", text.locate_span(), message, "say some of them in words that both chairs use"
            )
