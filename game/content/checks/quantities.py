"""The numbers, times of day and weekdays that a text in English or Vietnamese names.

`find_changed_quantities` compares a translation with its source. Both write numbers in digits or in words, each in its
own way ("1,200" is *1.200*, "3 p.m." *15 giờ*, "twenty-one" *hai mươi mốt*), so what is compared are values.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

Number = int | Fraction
Value = Number | str
"""A number, or the English name of a weekday in small letters."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity as written.

    It may mean any of its `values`: *15 giờ* is fifteen hours and three o'clock. One that is not `certain` explains a
    quantity of the other language and asks for none: "both" may be *hai*, or nothing.
    """

    written: str
    values: frozenset[Value]
    certain: bool = True
    exact: bool = False
    """Written in digits, or the name of a day: no translation leaves it out without a reason."""


def find_changed_quantities(
    source: str, source_language: str, translation: str, language: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what of the source the translation lacks, and what stands there instead, as written.

    Both are empty where nothing is amiss. A number in words that is merely left out or added is style ("all four" is
    *cả nhóm*), and is told only where another stands in its place. Of other languages than `en` and `vi` digits alone
    are compared.
    """
    if not {source_language, language} <= set(_WORDS):
        source_language = language = ""
    asked, given = list(list_quantities(source, source_language)), list(list_quantities(translation, language))
    lost, extra = _list_unmatched(asked, given), _list_unmatched(given, asked)
    if not extra:
        lost = [one for one in lost if one.exact]
    if not lost:
        return (), ()
    return tuple(dict.fromkeys(one.written for one in lost)), tuple(dict.fromkeys(one.written for one in extra))


def _list_unmatched(quantities: Sequence[Quantity], others: Sequence[Quantity]) -> list[Quantity]:
    there = frozenset[Value]().union(*(other.values for other in others))
    return [one for one in quantities if one.certain and there.isdisjoint(one.values)]


_Role = Literal["digits", "unit", "teen", "ten", "tens", "after_tens", "hundred", "scale", "joint"]
"""How a word takes part in a number: 1 to 9, 10 to 19, 20 to 90, times ten, a unit that only stands behind a ten,
times a hundred, times a thousand or more, and what joins two parts."""
_Words = Mapping[str, tuple[_Role, int]]


def _name_in_order(words: str, role: _Role, first: int, step: int = 1) -> dict[str, tuple[_Role, int]]:
    return {word: (role, first + step * place) for place, word in enumerate(words.split())}


_WORDS: Final[Mapping[str, _Words]] = {
    "en": {
        **_name_in_order("one two three four five six seven eight nine", "unit", 1),
        **_name_in_order("third fourth fifth sixth seventh eighth ninth", "unit", 3),
        **_name_in_order("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen", "teen", 10),
        **_name_in_order("tenth eleventh twelfth thirteenth fourteenth fifteenth", "teen", 10),
        **_name_in_order("twenty thirty forty fifty sixty seventy eighty ninety", "ten", 20, 10),
        **_name_in_order("twentieth thirtieth fortieth fiftieth", "ten", 20, 10),
        "hundred": ("hundred", 100), "hundredth": ("hundred", 100), "thousand": ("scale", 10**3), "k": ("scale", 10**3),
        "million": ("scale", 10**6), "billion": ("scale", 10**9), "bn": ("scale", 10**9), "and": ("joint", 0),
    },
    "vi": {
        **_name_in_order("một hai ba bốn năm sáu bảy tám chín", "unit", 1),
        "bẩy": ("unit", 7), "mốt": ("after_tens", 1), "tư": ("after_tens", 4), "lăm": ("after_tens", 5),
        "nhăm": ("after_tens", 5), "mười": ("ten", 10), "mươi": ("tens", 10), "chục": ("tens", 10),
        "trăm": ("hundred", 100), "nghìn": ("scale", 10**3), "ngàn": ("scale", 10**3), "k": ("scale", 10**3),
        "triệu": ("scale", 10**6), "tỷ": ("scale", 10**9), "tỉ": ("scale", 10**9), "linh": ("joint", 0),
        "lẻ": ("joint", 0),
    },
}  # fmt: skip
_MAYBE: Final[Mapping[str, Mapping[str, tuple[int, ...]]]] = {
    "en": {
        "both": (2,), "twice": (2,), "couple": (2,), "pair": (2,), "double": (2,), "second": (2,), "dozen": (12,),
        "quarter": (4, 15), "half": (30,), "noon": (12,), "midday": (12,), "midnight": (12, 24), "fortnight": (2, 14),
        "decade": (10,), "january": (1,), "february": (2,), "march": (3,), "april": (4,), "may": (5,), "june": (6,),
        "july": (7,), "august": (8,), "september": (9,), "october": (10,), "november": (11,), "december": (12,),
    },
    "vi": {"đôi": (2,), "tá": (12,), "rưỡi": (30,), "nửa": (30,), "giêng": (1,), "chạp": (12,), "tư": (4,)},
}  # fmt: skip
"""Words that may be a number, in a month, an hour or a pair of people, and as often are none."""
_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_AFTER_THU: Final = {"hai": 2, "ba": 3, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, **{str(n): n for n in range(2, 8)}}
"""The number of the day or of the place that stands behind *thứ*; the second day is Monday."""
_YEAR_BEFORE: Final = frozenset({
    "mỗi", "cả", "cuối", "đầu", "giữa", "trong", "lâu", "nhiều", "mấy", "vài", "hằng", "hàng", "nửa", "quanh", "từng",
    "các", "những",
})  # fmt: skip
_YEAR_AFTER: Final = frozenset({
    "ngoái", "nay", "sau", "trước", "tới", "này", "ấy", "đó", "qua", "học", "tháng", "nào", "rồi", "liền", "kia",
})  # fmt: skip
"""Beside one of these *năm* is a year, not five."""

_TOKEN: Final = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_GROUPED: Final = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,3}(?:\.\d{3})+")
_DECIMAL: Final = re.compile(r"\d+(?:[.,]\d+)?")
_GLUE: Final = re.compile(r"[\s-]*")
_HOUR: Final = re.compile(r"\s*(?:giờ|h(?![^\W\d])|o['’]clock|[ap]\.?m\b|:\d\d)", re.IGNORECASE)
_DATE: Final = re.compile(r"\d\d\.\d\d")
_MOST_DIGITS: Final = 30
_MOST_SCALED: Final = 10**9
"""What is longer, or is multiplied once more, is no number anybody reads."""
_CLOCK: Final = re.compile(r"(?<!\d)\d{1,2}:\d\d")
_HALF_DAY: Final = 12


@dataclass(frozen=True, slots=True)
class _Token:
    word: str
    start: int
    end: int


def list_quantities(text: str, language: str) -> Iterator[Quantity]:
    """Yield the quantities of a text in its order; of a language other than `en` and `vi` those in digits alone."""
    tokens = [_Token(match[0].lower(), match.start(), match.end()) for match in _TOKEN.finditer(text)]
    place = 0
    while place < len(tokens):
        found, read = _read_weekday(text, tokens[place : place + 2], language), 2 if language == "vi" else 1
        if found is None:
            found, read = _read_number(text, tokens, place, language)
        if found is not None:
            yield found
        place += max(1, read)


def _read_weekday(text: str, tokens: Sequence[_Token], language: str) -> Quantity | None:
    token = tokens[0]
    if language == "en":
        day = token.word.removesuffix("s")
        return Quantity(text[token.start : token.end], frozenset({day}), exact=True) if day in _DAYS else None
    if language != "vi" or len(tokens) == 1:
        return None
    after = tokens[1].word
    written = text[token.start : tokens[1].end]
    if (token.word, after) == ("chủ", "nhật"):
        return Quantity(written, frozenset({"sunday"}), exact=True)
    if token.word != "thứ" or after not in _AFTER_THU:
        return None
    number = _AFTER_THU[after]
    is_day = text[tokens[1].start].isupper()
    return Quantity(written, frozenset({_DAYS[number - 2], number}), exact=is_day)


def _read_number(text: str, tokens: Sequence[_Token], place: int, language: str) -> tuple[Quantity | None, int]:
    """Return the number that begins with a token, and of how many tokens it is made."""
    words = _WORDS.get(language, {})
    total, end = _Sum(), place
    while end < len(tokens) and (end == place or _is_glued(text, tokens[end - 1], tokens[end])):
        part = _classify(tokens, end, words)
        if part is None or not total.add(*part):
            break
        end += 1
    if total.last == "joint":
        end -= 1
    written = text[tokens[place].start : tokens[max(place, end - 1)].end]
    if end == place:
        maybe = _MAYBE.get(language, {}).get(tokens[place].word, ())
        return (Quantity(written, frozenset(maybe), certain=False) if maybe else None), 1
    exact = written[0].isdecimal()
    after_article = place > 0 and tokens[place - 1].word == "a"
    certain = (exact and total.value != 0) or (total.value > 1 and (not total.is_bare or after_article))
    certain = certain and not _is_part_of_a_name(text, tokens, place, end)
    values = set(total.list_values(clipped=language == "vi"))
    if _DATE.fullmatch(written):
        values |= {int(part) for part in written.split(".")}
    if _HOUR.match(text, tokens[end - 1].end):
        values |= {value + _HALF_DAY for value in values if value <= _HALF_DAY}
        values |= {value - _HALF_DAY for value in values if _HALF_DAY < value <= 2 * _HALF_DAY}
    return Quantity(_find_clock_time(text, tokens[place]) or written, frozenset(values), certain, exact), end - place


def _find_clock_time(text: str, token: _Token) -> str:
    """Return the whole of a time of day, such as "10:41", of which a token is one half; "" if it is none."""
    starts = (token.start, *(token.start - back for back in (2, 3) if token.start >= back))
    times = (match for match in (_CLOCK.match(text, start) for start in starts) if match)
    return next((match[0] for match in times if token.start < match.end()), "")


def _is_part_of_a_name(text: str, tokens: Sequence[_Token], place: int, end: int) -> bool:
    """Whether it is the month of *29/4*, part of a name like *A4*, or a day of the lunar calendar.

    Other languages have no short name for such a day.
    """
    before = tokens[place - 1].word if place else ""
    after = tokens[end].word if end < len(tokens) else ""
    if before != "h" and place and tokens[place - 1].end == tokens[place].start:
        return True
    is_month = before[:1].isdecimal() and text[tokens[place].start - 1] == "/"
    return is_month or before in {"mùng", "mồng"} or after == "tết"


def _is_glued(text: str, before: _Token, token: _Token) -> bool:
    return _GLUE.fullmatch(text, before.end, token.start) is not None


def _classify(tokens: Sequence[_Token], place: int, words: _Words) -> tuple[_Role, Number] | None:
    """Return how a token takes part in a number, and its value; None if it is no number."""
    word = tokens[place].word
    if word[0].isdecimal():
        return ("digits", _parse_digits(word)) if len(word) <= _MOST_DIGITS else None
    if word not in words or (word == "năm" and _is_year(tokens, place, words)):
        return None
    if word == "một" and place and not _is_multiplied(tokens, place, words):
        before = words.get(tokens[place - 1].word)
        if before is not None and before[0] in {"hundred", "scale"}:
            return None  # a price "a month"; as the end of a number it would be "mốt"
    return words[word]


def _parse_digits(written: str) -> Number:
    """Parse a number whose thousands and decimals are marked in either language's way; "1.2.3" is its first number."""
    if _GROUPED.fullmatch(written):
        return int(re.sub("[.,]", "", written))
    if written.isdecimal():
        return int(written)
    match = _DECIMAL.match(written)
    assert match is not None
    return Fraction(match[0].replace(",", "."))


def _is_multiplied(tokens: Sequence[_Token], place: int, words: _Words) -> bool:
    after = words.get(tokens[place + 1].word) if place + 1 < len(tokens) else None
    return after is not None and after[0] in {"tens", "hundred", "scale"}


def _is_year(tokens: Sequence[_Token], place: int, words: _Words) -> bool:
    before = tokens[place - 1].word if place else ""
    after = tokens[place + 1].word if place + 1 < len(tokens) else ""
    if _is_multiplied(tokens, place, words):
        return False
    counted = before[:1].isdecimal() or (before in words and words[before][0] != "joint")
    return counted or before in _YEAR_BEFORE or after in _YEAR_AFTER or after[:1].isdecimal()


_FOLLOWS: Final[Mapping[_Role, frozenset[_Role | None]]] = {
    "digits": frozenset({None}),
    "unit": frozenset({None, "ten", "hundred", "scale", "joint"}),
    "teen": frozenset({None, "hundred", "scale", "joint"}),
    "ten": frozenset({None, "hundred", "scale", "joint"}),
    "tens": frozenset({None, "unit", "digits"}),
    "after_tens": frozenset({"ten", "unit"}),
    "hundred": frozenset({None, "unit", "teen", "digits"}),
    "scale": frozenset({None, "digits", "unit", "teen", "ten", "after_tens", "hundred", "scale"}),
    "joint": frozenset({"hundred", "scale"}),
}
"""Behind which part another may stand; None is the beginning."""


@dataclass(slots=True)
class _Sum:
    """A number as it is read, word by word: whole thousands, and what has been read since."""

    thousands: Number = 0
    rest: Number = 0
    last: _Role | None = None
    is_bare: bool = False
    """It begins with a word like "hundred", which alone is a hundred or any number of hundreds."""
    clipped: Number = 0
    """What is to be added if the last word was clipped: *trăm hai* is a hundred and twenty."""

    @property
    def value(self) -> Number:
        return self.thousands + self.rest

    def list_values(self, *, clipped: bool) -> Iterator[Number]:
        yield self.value
        if clipped and self.clipped:
            yield self.value + self.clipped

    def add(self, role: _Role, value: Number) -> bool:
        """Add a word, and return whether it belonged to the number."""
        if self.last not in _FOLLOWS[role] or (role == self.last and self.thousands >= _MOST_SCALED):
            return False
        self.is_bare = self.is_bare or (self.last is None and role in {"tens", "hundred", "scale"})
        self.clipped = 0
        if role == "scale":
            self._multiply_by_scale(value)
        elif role == "tens" and self.last == "unit":
            self.rest += 9 * (self.rest % 10)
        elif role in {"tens", "hundred"}:
            self.rest = (self.rest or 1) * value
        elif role == "after_tens" and self.last == "unit":
            self.rest += 9 * (self.rest % 10) + value
        else:
            self._note_clipped(role, value)
            self.rest += value
        self.last = "ten" if role == "tens" else role
        return True

    def _multiply_by_scale(self, scale: Number) -> None:
        if self.last == "scale":
            self.thousands *= scale
        else:
            self.thousands += (self.rest or 1) * scale
        self.rest = 0

    def _note_clipped(self, role: _Role, value: Number) -> None:
        if role == "unit" and self.last == "hundred":
            self.clipped = 9 * value
        elif role == "unit" and self.last == "scale":
            scale = next(one for one in (10**9, 10**6, 10**3) if self.thousands % one == 0)
            self.clipped = value * scale // 10 - value
