"""Answers that the other person has not seen, as they rest in a save: not to be read by accident.

The key of a playthrough follows from the first line of its save, so whoever has the file and this page can open them.
This guards against a glance into the file, a list, a log; it is no protection from somebody who wants to know.
"""

from base64 import b64decode, b64encode
from collections.abc import Iterator
from hashlib import blake2b
from json import dumps, loads
from typing import Any, Final

from game.playthrough.record import Answer

BLOCK: Final = 512
"""Answers are filled up to so many bytes, so that how long one is tells nothing."""


def place_of(state: str, number: int) -> str:
    """Return the place of a move of the partner, by its number among those that followed one answer."""
    return f"{state}.{number}"


def seal(key: str, place: str, answer: Answer) -> str:
    """Return an answer sealed with the key of its playthrough; `place` is a text that no other answer there has."""
    plain = dumps(dict(answer), ensure_ascii=False, separators=(",", ":")).encode()
    return b64encode(_mixed(key, place, plain + b" " * (-len(plain) % BLOCK))).decode()


def unseal(key: str, place: str, sealed: str) -> dict[str, Any]:
    """Return the answer again; ValueError where it is none."""
    try:
        answer = loads(_mixed(key, place, b64decode(sealed, validate=True)))
    except RecursionError:
        raise ValueError("not a sealed answer") from None
    if not isinstance(answer, dict):
        raise ValueError("not a sealed answer")
    return answer


def _mixed(key: str, place: str, data: bytes) -> bytes:
    return bytes(byte ^ other for byte, other in zip(data, _stream(key, place), strict=False))


def _stream(key: str, place: str) -> Iterator[int]:
    number = 0
    while True:
        yield from blake2b(f"{place}:{number}".encode(), key=key.encode()).digest()
        number += 1
