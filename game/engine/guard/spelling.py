"""What Python's parser would say in its own words: the mistakes that authors make, told in theirs."""

import ast
import re
from typing import Final, NoReturn
from warnings import catch_warnings, simplefilter

LENGTH_MOST: Final = 400

_SPELLINGS: Final = (
    (re.compile(r"\b(?:AND|And)\b"), "write 'and', in small letters"),
    (re.compile(r"\b(?:OR|Or)\b"), "write 'or', in small letters"),
    (re.compile(r"\b(?:NOT|Not)\b"), "write 'not', in small letters"),
    (re.compile(r"^\s*else\s*$"), "write 'otherwise'"),
    (re.compile(r"\bbetween\b"), "'between' is not part of conditions; write 20 <= debt <= 40"),
    (re.compile(r"(?<=\d)\s*%"), "leave the '%' out: figures are whole numbers from 0 to 100"),
    (re.compile(r"&&"), "'&&' is not part of conditions; use and"),
    (re.compile(r"\|\|"), "'||' is not part of conditions; use or"),
    (re.compile(r"!(?!=)"), "'!' is not part of conditions; use not"),
    (re.compile(r"=[<>]"), "write <= or >=, the = comes last"),
    (re.compile(r"<>"), "'<>' is not part of conditions; use !="),
    (re.compile(r"(?<![<>=!:])=(?!=)"), "'=' does not compare; use =="),
)
_UNFINISHED: Final = re.compile(r"([-+*/<>=,.(]|\b(and|or|not))\s*$")
_LOOKALIKES: Final = {
    "≥": "use >=", "≤": "use <=", "≠": "use !=", "×": "use *", "–": "use -", "−": "use -", "\xa0": "use a plain space",
    **dict.fromkeys("“”‘’«»", "names stand without quotes"),
}  # fmt: skip
_ANSWERED: Final = re.compile(r"(?<![<>!])(?:==?|\bis)\s*(?:true|false|yes|no)\b", re.IGNORECASE)
_ALIEN: Final = re.compile(r"[^ -~]")
_QUOTE: Final = re.compile(r"[\"'`#\\;{}@$?:]")
_QUOTES: Final = "\"'`"
_KNOWN: Final = "they know names, numbers, comparisons, and or not"
_ODD_NUMBER: Final = re.compile(r"(?<![\w.])(?:\d+(?=[A-Za-z_.])|\.\d)[\w.]*")


class GuardError(ValueError):
    """A condition that cannot be used.

    Attributes:
        message: what is wrong and how to mend it, in one line.
        column: where, as a 0-based offset in the text.
        suggestion: the nearest known name, where one is near.
    """

    def __init__(self, message: str, column: int = 0, suggestion: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.column = column
        self.suggestion = suggestion


def indent_of(text: str) -> int:
    """Return how many blanks stand before the condition: Python's columns do not count them."""
    return len(text) - len(text.lstrip())


def _check_characters(text: str) -> None:
    if not text.strip():
        raise GuardError("a condition is missing here")
    if len(text) > LENGTH_MOST:
        raise GuardError(f"a condition has at most {LENGTH_MOST} characters, this one {len(text)}", LENGTH_MOST)
    if alien := _ALIEN.search(text.rstrip()):
        reason = _LOOKALIKES.get(alien[0], "use plain letters, digits and operators on one line")
        shown = f"'{alien[0]}'" if alien[0].isprintable() else f"{alien[0]!a}"
        raise GuardError(f"{shown} is not part of conditions; {reason}", alien.start())
    if answered := _ANSWERED.search(text):
        raise GuardError("a flag stands alone, as in 'flag.x' or 'not flag.x'", answered.start())
    if quote := _QUOTE.search(text):
        known = "names stand without quotes" if quote[0] in _QUOTES else _KNOWN
        raise GuardError(f"{quote[0]!r} is not part of conditions; {known}", quote.start())
    if odd := _ODD_NUMBER.search(text):
        raise GuardError(f"'{odd[0]}' is not a whole number", odd.start())


def syntax(text: str) -> ast.expr:
    """Return Python's syntax tree of a condition.

    Raises:
        GuardError: where the text is empty, too long or no expression.
    """
    _check_characters(text)
    indent = indent_of(text)
    try:
        with catch_warnings():
            simplefilter("ignore")  # Python would print what it thinks of '.9or' beside our own words
            return ast.parse(text.strip(), mode="eval").body
    except SyntaxError as problem:
        _explain(text, min(indent + max((problem.offset or 1) - 1, 0), len(text)))
    except (ValueError, MemoryError, RecursionError):
        raise GuardError("the condition is too tangled to read", indent) from None


def _explain(text: str, column: int) -> NoReturn:
    for spelling, message in _SPELLINGS:
        if found := spelling.search(text):
            raise GuardError(message, found.start()) from None
    if text.count("(") != text.count(")"):
        more = "(" if text.count("(") > text.count(")") else ")"
        raise GuardError(f"there is a '{more}' too many", text.rfind(more)) from None
    if _UNFINISHED.search(text):
        raise GuardError("something is missing at the end", len(text.rstrip())) from None
    raise GuardError("the condition cannot be read from here on", column) from None
