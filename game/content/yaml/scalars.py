"""What a plain value means: the core schema of YAML 1.2, and what cannot be told for sure.

YAML 1.1 readers turn `no` into false, `012` into 10 and `12:30:45` into 45045; newer ones do not. Such values are
doubtful: the author is asked for quotes instead of being surprised.
"""

import re
from typing import Final

MOST_DIGITS: Final = 15

_CORE_WORDS: Final[dict[str, object]] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_DOUBTFUL_WORDS: Final = frozenset({"y", "n", "yes", "no", "on", "off"})
_INTEGER: Final = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_DECIMAL: Final = re.compile(r"[-+]?(?:\.[0-9]+|(?:0|[1-9][0-9]*)\.[0-9]+)")
_DOUBTFUL: Final = re.compile(
    r"[-+]?(?:0[0-9_]+|[0-9][0-9_]*_[0-9_]*|0[xX][0-9a-fA-F_]+|0o[0-7_]+|0b[01_]+"
    r"|[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"
    r"|(?:[0-9][0-9_]*)?\.?[0-9_]*[eE][-+]?[0-9]+|[0-9_]+\.[0-9_]*|\.(?:inf|Inf|INF))"
    r"|\.(?:nan|NaN|NAN)|=|<<"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt \t].*)?"
)
_NUMBER_START: Final = frozenset("0123456789.+-=<")

DOUBTFUL: Final = object()
"""Stands for a value that different readers understand differently."""
TOO_LONG: Final = object()
"""Stands for a number with too many digits."""


def parse_scalar(text: str) -> object:
    """Return what a plain scalar says: None, a truth, a number or its text; or DOUBTFUL or TOO_LONG."""
    if text in _CORE_WORDS:
        return _CORE_WORDS[text]
    if text[0] in _NUMBER_START:
        return _parse_number(text)
    return DOUBTFUL if len(text) < 4 and text.lower() in _DOUBTFUL_WORDS else text


def parse_legacy_bool(text: str) -> bool | None:
    """Return what an older reader would take a word for: true, false, or neither."""
    word = text.lower()
    return word in {"y", "yes", "on"} if word in _DOUBTFUL_WORDS else None


def _parse_number(text: str) -> object:
    whole = _INTEGER.fullmatch(text)
    if whole or _DECIMAL.fullmatch(text):
        if len(text) > MOST_DIGITS:
            return TOO_LONG
        return int(text) if whole else float(text)
    return DOUBTFUL if _DOUBTFUL.fullmatch(text) else text
