"""Family T, the words an author chooses: verdicts, caricature, unexplained terms, misspelt names, pictures.

The word lists, in English and Vietnamese, are short; what they miss a reader finds.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from game.content.checks.rule import Subject, build_diagnostic
from game.content.checks.texts import LocalizedText, count_words, list_localized_texts, split_sentences
from game.content.diagnostic import Diagnostic, RelatedPlace
from game.content.outline import Declaration, as_fields, as_list
from game.content.safe_input import render_excerpt, strip_accents


def _compile_word_pattern(*words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)


VERDICTS: Final = _compile_word_pattern(
    r"(?:correct|wrong|right|good|bad|wise|poor) (?:choice|answer|decision)",
    "well done", "good job", "congratulations", "you failed", "you did well",
    r"you should(?: not|n't|n’t)? have", r"you were (?:right|wrong)", r"you chose (?:well|badly|wisely|poorly)",
    "đúng rồi", "sai rồi", r"(?:lựa chọn|quyết định|câu trả lời) (?:đúng|sai|tốt|tồi|sáng suốt)",
    r"(?:lẽ ra|đáng lẽ) (?:bạn|anh|chị)", "giỏi lắm", "làm tốt lắm", "chúc mừng bạn",
    r"bạn đã (?:chọn|làm) (?:đúng|sai)",
)  # fmt: skip
"""What a narrator says who thinks for the reader."""

_INSULTS: Final = _compile_word_pattern(
    r"idiots?", r"morons?", r"imbeciles?", r"fools?", "stupid", "dumb", "pathetic", "worthless", "incompetent", "lazy",
    r"losers?", r"clowns?", r"cretins?", "shut up",
    "ngu", "ngu ngốc", "ngu xuẩn", "đần", "đần độn", "vô dụng", "bất tài", "lười biếng", "khốn nạn", "mất dạy",
    "câm đi", r"(?:đồ|thằng|con) (?:khốn|ngu|hèn|điên|tồi)",
)  # fmt: skip

_VILLAINY: Final = _compile_word_pattern(
    r"scapegoats?", "take the fall", r"under the bus", "revenge", r"make (?:\S+) pay", r"teach (?:\S+) a lesson",
    r"(?:destroy|crush|ruin|punish|humiliate)(?:s|ed|ing)?", r"get rid of (?:him|her|them|\{\w+\})",
    "trả thù", "thế mạng", "đổ vạ", "trừng trị", "tống khứ", "biết tay", "bẽ mặt", r"cho (?:\S+ ){1,2}một bài học",
)  # fmt: skip
"""Words for an option that blames: nobody who thinks of himself as fair would use them."""

_EVERYDAY: Final = frozenset(
    {
        "CEO", "CTO", "CFO", "COO", "HR", "IT", "PR", "AI", "TV", "OK", "ID", "PC", "SMS", "PDF", "USB", "QR", "VAT",
        "ATM", "GPS", "FAQ", "EU", "UK", "US", "USA", "USD", "VND", "VN", "AM", "PM", "DJ", "VIP", "FM", "SOS", "TODO",
        "KPI", "OKR", "ROI", "CRM", "ERP", "SLA", "API", "ASAP", "FYI", "CMO", "CPO", "CIO", "URL", "CV", "NDA", "ETA",
        "CSKH", "HĐQT", "TP", "HCM", "TPHCM", "TGĐ", "GĐ", "VNĐ", "UBND", "ĐH", "SV", "NV", "HN", "SG",
    }
)  # fmt: skip
"""Abbreviations that need no word of explanation to a manager."""

_READ_AS_WORDS: Final = frozenset({
    "bảo", "thư", "mai", "hiền", "hạnh", "lành", "minh", "phúc", "vân", "hà", "an", "bình", "hòa", "tâm", "nhân",
})  # fmt: skip
"""Vietnamese names that are common words in small letters."""
_READ_AS_VERBS: Final = frozenset({"Bảo", "Thư"})
"""Those that a reader takes for the word where a sentence begins: *Bảo ra* is Bảo who comes, or an order to tell."""
_MOST_OF_A_WORD: Final = 0.002
_LEAST_OF_A_WORD: Final = 5
"""How often the word may stand beside the name: a share of all syllables, and a number that is always allowed."""
_OPENERS: Final = "“‘\"'«*>(– "

_JARGON: Final = _compile_word_pattern(
    "runway", "burn rate", "churn", "covenant", "earn-out", "term sheet", "cap table", "vesting", "due diligence",
    "EBITDA", "upsell", "backlog", "refactoring", "refactor", "rollback", "failover", "hotfix", "regression test",
    "load test", "latency", "throughput", "sharding", "webhook", "microservices?", "kubernetes", "middleware",
    "cron job", "idempotent", "race condition", "deadlock", "garbage collection", "feature flag", "blue-green",
    "canary release", "connection pool", "replication lag", "load balancer", "penetration test", "zero-day",
)  # fmt: skip
"""Words of one trade that the other chair may not know."""

THINGS: Final = _compile_word_pattern(
    r"(?:say|ask|write|read|reply|tell|answer|call|ring|sign|shout|whisper|print)(?:s|es|ies)?", "says", "replies",
    r"mails?", r"letters?", r"notes?", r"tickets?", r"messages?", r"charts?", r"photographs?", r"photos?", r"films?",
    r"minutes of", r"contracts?", r"notices?", r"lists?", r"reports?", r"logs?", r"headlines?", r"posts?", r"papers?",
    "nói", "hỏi", "viết", "đọc", "trả lời", "gọi", "ký", "thư", "giấy", "tin nhắn", "danh sách", "báo cáo", "hợp đồng",
    "ảnh", "biên bản", "thông báo", "bảng", "vé", "sổ",
)  # fmt: skip
"""Somebody speaks, or a thing is there that one could hold up."""


_ACRONYM: Final = re.compile(r"(?<![\w.$/{])[A-ZĐ]{2,5}[0-9]*(?![\w/}])")
_ROMAN: Final = re.compile(r"[IVXLC]+")
_SHOUTED: Final = re.compile(r"(?<!\w)[^\W\d_a-zà-ỹ]{6,}(?!\w)|(?<!\w)[A-ZĐ]{3,}(?:\s+[A-ZĐ]{3,})+(?!\w)")
_PICTURE: Final = re.compile("[\u2600-\u27bf\u2b50\u2b55\U0001f300-\U0001faff]")
_CAPITAL: Final = re.compile(r"(?<=[^\W_]\s)[A-Z][a-z]{2,}(?!\w)")
_FOREIGN_SHARE: Final = 0.04
_FOREIGN_LEAST: Final = 5


def check_word_choice(subject: Subject) -> Iterator[Diagnostic]:
    """Yield words that judge, insult, shout or are not explained, in every language."""
    texts = list(list_localized_texts(subject))
    blaming = {
        f"scenes.{option.scene}.options.{option.id}" for option in subject.outline.options if _is_blaming(option)
    }
    for text in texts:
        yield from _check_verdicts(text)
        yield from _check_caricature(text, blaming)
        yield from _check_pictures(text)
        yield from _check_cast_names(text)
    yield from _check_word_names(texts)
    yield from _check_shared_names(texts)
    terms = _list_glossary_terms(texts)
    yield from _check_acronyms(texts, terms)
    yield from _check_jargon(texts, terms)
    yield from _check_term_density(texts, terms)


def _is_blaming(option: Declaration) -> bool:
    return any(move == "blame" or "blame" in as_fields(move) for move in as_list(option.raw.get("moves")))


def _check_verdicts(text: LocalizedText) -> Iterator[Diagnostic]:
    """Report a consequence, a private line after a decision, or an ending that tells the reader what to think."""
    steps = text.path.split(".")
    told = text.kind == "consequence" or (steps[0] == "scenes" and "private" in steps[4:5]) or steps[0] == "endings"
    for match in VERDICTS.finditer(text.text) if told else ():
        if _is_in_quotes(text.text[: match.start()]):
            continue
        place = text.locate_span(match.start(), len(match[0]))
        hint = "show what happens, and leave the judgement to the reader"
        yield build_diagnostic("T107", place, f"'{render_excerpt(match[0])}' is a verdict", hint)


def _is_in_quotes(before: str) -> bool:
    """Whether the text continues inside a quotation, where a character may say anything."""
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def _check_caricature(text: LocalizedText, blaming: Iterable[str]) -> Iterator[Diagnostic]:
    if text.kind != "option":
        return
    finders = [(_INSULTS, "an insult"), (_SHOUTED, "shouted")]
    if text.path.removesuffix(".text") in blaming:
        finders.append((_VILLAINY, "what only a villain would say"))
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
        yield build_diagnostic("T109", place, f"the picture U+{ord(match[0]):04X} in a text", "use words instead")


def _check_cast_names(text: LocalizedText) -> Iterator[Diagnostic]:
    """Report a name of the cast without its accents; first words of sentences are skipped."""
    capitals = list(_CAPITAL.finditer(text.text))
    if not capitals:
        return
    known = {part for name in text.names.values() for part in name.split()}
    bare = {strip_accents(part): part for part in known if not part.isascii()}
    for match in capitals:
        meant = bare.get(match[0])
        if meant and match[0] not in known:
            place = text.locate_span(match.start(), len(match[0]))
            yield build_diagnostic("T112", place, f"nobody is called '{render_excerpt(match[0])}'", nearest=meant)


def _check_word_names(texts: list[LocalizedText]) -> Iterator[Diagnostic]:
    """Report Vietnamese names of the cast that a reader takes for words, or words for names."""
    vietnamese = [text for text in texts if text.language == "vi"]
    names = {name for text in vietnamese[:1] for name in text.names.values() if name.lower() in _READ_AS_WORDS}
    for name in sorted(names & _READ_AS_VERBS):
        yield from _check_sentence_openings(name, vietnamese)
    syllables = sum(count_words(text.plain) for text in vietnamese)
    for name in sorted(names):
        count = sum(len(re.findall(rf"(?<!\w){name.lower()}(?!\w)", text.plain)) for text in vietnamese)
        if count > max(_LEAST_OF_A_WORD, _MOST_OF_A_WORD * syllables):
            own = [text for text in vietnamese if text.path.endswith(".name") and text.plain == name]
            place = (own or vietnamese)[0].locate_span()
            message = f"'{name}' is a person, and '{name.lower()}' a word of the texts, {count} times"
            yield build_diagnostic("T124", place, message, "another word in some places, or another name")


def _check_sentence_openings(name: str, texts: list[LocalizedText]) -> Iterator[Diagnostic]:
    for text in texts:
        for sentence in split_sentences(text.plain):
            words = sentence.lstrip(_OPENERS)
            if re.match(rf"{name}\s+\w", words):
                message = f"'{render_excerpt(words)}' begins with '{name}', a person or the word"
                hint = f"'anh {name}', 'chị {name}', or other words"
                yield build_diagnostic("T123", text.locate_span(), message, hint)


_NAME: Final = re.compile(r"(glossary|facts|endings)\.\w+\.(?:term|label|title)")
"""The path of what a term, a fact or an ending is called."""


def _check_shared_names(texts: list[LocalizedText]) -> Iterator[Diagnostic]:
    """Report two terms, two facts or two endings that have the same name in a language."""
    first: dict[tuple[str, str, str], LocalizedText] = {}
    for text in texts:
        match = _NAME.fullmatch(text.path)
        if match is None:
            continue
        same = first.setdefault((text.language, match[1], " ".join(text.plain.split()).casefold()), text)
        if same is not text:
            things = "terms" if match[1] == "glossary" else match[1]
            message = f"two {things} are called '{render_excerpt(text.plain)}' in {text.language}"
            there = RelatedPlace(same.locate_span(), "the first")
            hint = "players can't tell them apart"
            yield build_diagnostic("T126", text.locate_span(), message, hint, related=(there,))


Terms = Mapping[str, tuple[str, ...]]


def _list_glossary_terms(texts: list[LocalizedText]) -> Terms:
    """Return the terms of the glossary by language, in lower case; a term counts in every language."""
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
            if name in _EVERYDAY or explained or _ROMAN.fullmatch(name) or (name, text.language) in told:
                continue
            told.add((name, text.language))
            place = text.locate_span(match.start(), len(name))
            yield build_diagnostic("T110", place, f"'{name}' is not explained", "add it to the 'glossary'")


def _check_jargon(texts: list[LocalizedText], terms: Terms) -> Iterator[Diagnostic]:
    told: set[tuple[str, str]] = set()
    for text in texts:
        for match in _JARGON.finditer(text.text):
            name = match[0].lower()
            explained = any(name in term or term in name for term in terms[text.language])
            if explained or (name, text.language) in told:
                continue
            told.add((name, text.language))
            place = text.locate_span(match.start(), len(name))
            yield build_diagnostic("T111", place, f"'{render_excerpt(name)}' is jargon", "add it to the 'glossary'")


def _check_term_density(texts: list[LocalizedText], terms: Terms) -> Iterator[Diagnostic]:
    """Report scenes with too much jargon; both chairs read them."""
    for text in texts:
        if text.kind != "scene":
            continue
        listed = [re.escape(term) for term in terms[text.language] if term]
        own = re.findall(rf"(?<!\w)(?:{'|'.join(listed)})(?!\w)", text.plain.lower()) if listed else []
        count = sum(count_words(term) for term in {*own, *(match[0] for match in _JARGON.finditer(text.plain.lower()))})
        if count >= _FOREIGN_LEAST and count > _FOREIGN_SHARE * count_words(text.plain):
            message = f"{count} of {count_words(text.plain)} words are terms of a trade"
            yield build_diagnostic(
                "T113", text.locate_span(), message, "say some of them in words that both chairs use"
            )
