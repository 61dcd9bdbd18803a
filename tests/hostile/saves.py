"""Hostile saves: their chain is whole, for anybody can compute it; what they say is not."""

import json
import os
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

from game.playthrough.saves import journal_format
from tests.hostile.crisis import SMALL

SOURCE = (SMALL / "scenario.yaml").read_bytes()
ESCAPE = "\x1b]52;c;cm0=\x07\x1b[2J\u202e"


def digest(source: bytes) -> str:
    return sha256(source).hexdigest()


def header(**fields: Any) -> dict[str, Any]:
    """A sound header with some fields set; None takes one away."""
    sound = {
        "format": 1, "engine": "0.1.0", "rules": journal_format.RULES, "scenario": "small",
        "digest": digest(SOURCE), "seed": 7,
        "logic": "0", "title": {"en": "The invoices"}, "playthrough": 0, "seats": {"ceo": "human", "cto": "partner"},
        "language": "en", "difficulty": "standard", "opening": [], "at": "2026-11-23T09:07:00Z",
    }  # fmt: skip
    return {name: value for name, value in {**sound, **fields}.items() if value is not None}


def an_answer(**fields: Any) -> dict[str, Any]:
    """A line that looks like the first answer, with some fields set."""
    sound = {"answer": ["ceo", "final", {"option": "pay_first"}], "partner": [], "state": "0", "at": "2026"}
    return {name: value for name, value in {**sound, **fields}.items() if value is not None}


def rows(*bodies: Any) -> bytes:
    """Lines with a true chain; bytes stand as they are, in the place of a body without its last brace."""
    chain, whole = b"", b""
    for body in bodies:
        start = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()[:-1]
        chain = sha256(chain + b"\n" + start).hexdigest()[:32].encode()
        whole += start + b',"chain":"' + chain + b'"}\n'
    return whole


def written(content: bytes, source: bytes = SOURCE, **beside: bytes) -> Callable[[Path], Path]:
    """A save with the copy of its crisis beside it."""

    def write(folder: Path) -> Path:
        copy = folder / "crises" / digest(source)
        copy.mkdir(parents=True)
        (copy / "scenario.yaml").write_bytes(source)
        for name, text in beside.items():
            (copy / name.replace("_", ".")).write_bytes(text)
        (folder / "save.tandem").write_bytes(content)
        return folder / "save.tandem"

    return write


def _fifo(folder: Path) -> Path:
    os.mkfifo(folder / "save.tandem")
    return folder / "save.tandem"


def _link(folder: Path) -> Path:
    target = written(rows(header()))(folder)
    (folder / "link.tandem").symlink_to(target)
    return folder / "link.tandem"


def _copy_is_a_link(folder: Path) -> Path:
    save = written(rows(header()))(folder)
    copy = folder / "crises" / digest(SOURCE) / "scenario.yaml"
    copy.unlink()
    copy.symlink_to(SMALL / "scenario.yaml")
    return save


def _copy_was_changed(folder: Path) -> Path:
    save = written(rows(header()))(folder)
    (folder / "crises" / digest(SOURCE) / "scenario.yaml").write_bytes(SOURCE + b"# changed\n")
    return save


GHOST = {"chair": "cto", "save": ESCAPE, "given": []}


def sealed(content: bytes) -> bytes:
    """A save with one sealed answer that opens to such bytes."""
    first = rows(header())
    key = first[-35:-3].decode()
    closed = b64encode(journal_format._xor_with_stream(key, "0", content)).decode()
    return rows(header(), an_answer(answer=["ceo", "final", {"sealed": closed}]))


EVIL_CRISIS = b"a: &a [x]\nb: [*a, *a]\n"

CASES: dict[str, Callable[[Path], Path]] = {
    "save-empty": written(b""),
    "save-newlines": written(b"\n" * 100_000),
    "save-random": written(bytes((n * 89 + n // 5) % 256 for n in range(40_000))),
    "save-of-another-program": written(b'{"version": 3, "player": "x"}\n'),
    "save-too-large": written(rows(header()) + b"x" * 3_000_000),
    "save-one-endless-line": written(b"x" * 1_900_000),
    "save-lines-of-nothing": written(rows(header()) + b"{}\n" * 200_000),
    "save-nested": written(rows(header(), b'{"answer":' + b"[" * 200_000 + b"]" * 200_000)),
    "save-nested-maps": written(rows(header(), b'{"a":' * 100_000 + b"1" + b"}" * 99_999)),
    "save-number-endless": written(rows(header(), b'{"reflect":' + b"9" * 100_000 + b',"text":"x"')),
    "save-chain-cut": written(rows(header())[:-20] + b"\n"),
    "save-chain-of-another": written(rows(header(seed=8))[:-40] + rows(header())[-40:]),
    "save-header-list": written(rows(b'[{"format":1')),
    "save-format-text": written(rows(header(format="1"))),
    "save-format-true": written(rows(header(format=True))),
    "save-format-infinite": written(rows(b'{"format":1e999')),
    "save-format-newer": written(rows({"format": 7, "all": "different"}, {"what": "ever"})),
    "save-format-newer-later": written(rows(header(), {"format": 2, "at": "2026"}, {"what": "ever"})),
    "save-digest-climbs": written(rows(header(digest="../../../../etc"))),
    "save-digest-of-nothing": written(rows(header(digest="0" * 64))),
    "save-title-list": written(rows(header(title=["x"]))),
    "save-title-number": written(rows(header(title={"en": 3}))),
    "save-seats-of-nobody": written(rows(header(seats={"ceo": "cat", "cto": "partner"}))),
    "save-seats-missing": written(rows(header(seats={"ceo": "human"}))),
    "save-seed-text": written(rows(header(seed="seven"))),
    "save-seed-missing": written(rows(header(seed=None))),
    "save-difficulty": written(rows(header(difficulty="impossible"))),
    "save-opening-invented": written(rows(header(opening=[["cto", "final", {"option": "x"}]]))),
    "save-opening-nonsense": written(rows(header(opening=[3]))),
    "save-answer-nonsense": written(rows(header(), an_answer(answer="yes"))),
    "save-answer-of-nobody": written(rows(header(), an_answer(answer=["cfo", "final", {}]))),
    "save-answer-of-no-kind": written(rows(header(), an_answer(answer=["ceo", "shoot", {}]))),
    "save-answer-not-on-offer": written(rows(header(), an_answer(answer=["ceo", "final", {"option": "fly"}]))),
    "save-answer-an-object": written(rows(header(), an_answer(answer=["ceo", "final", {"option": {"$ne": 1}}]))),
    "save-answer-a-list": written(rows(header(), an_answer(answer=["ceo", "final", {"option": [["x"]]}]))),
    "save-answer-clears-the-screen": written(rows(header(), an_answer(answer=["ceo", "final", {"option": ESCAPE}]))),
    "save-partner-invented": written(rows(header(), an_answer(partner=[["cto", "pledge", {"what": "gold"}]]))),
    "save-partner-of-a-person": written(rows(header(), an_answer(partner=[["ceo", "pledge", {"what": "cash"}]]))),
    "save-state-invented": written(rows(header(), an_answer(state="ffffffffffffffff"))),
    "save-state-missing": written(rows(header(), an_answer(state=None))),
    "save-reflection-of-a-list": written(rows(header(), {"reflect": [1], "text": "x", "at": "2026"})),
    "save-line-of-no-kind": written(rows(header(), {"evil": 1, "at": "2026"})),
    "save-sealed-nonsense": written(rows(header(), an_answer(answer=["ceo", "final", {"sealed": "%%%"}]))),
    "save-sealed-nested": written(sealed(b'{"a":' + b"[" * 150_000 + b"]" * 150_000 + b"}")),
    "save-sealed-list": written(sealed(b"[1]")),
    "save-sealed-not-on-offer": written(sealed(json.dumps({"option": ESCAPE}).encode())),
    "save-seat-of-a-cat": written(rows(header(), an_answer(answer=["ceo", "seat", {"who": "cat"}]))),
    "save-players-list": written(rows(header(players=["x"]))),
    "save-ghost-number": written(rows(header(ghost=3))),
    "save-ghost-invented": written(rows(header(ghost={**GHOST, "given": [["morning", 1, "x"]]}))),
    "save-in-utf-16": written(rows(header()).decode().encode("utf-16")),
    "save-fifo": _fifo,
    "save-symlink": _link,
    "save-folder": lambda folder: (folder / "save.tandem").mkdir() or folder / "save.tandem",
    "save-device": lambda _folder: Path("/dev/zero"),
    "save-crisis-is-a-link": _copy_is_a_link,
    "save-crisis-was-changed": _copy_was_changed,
    "save-crisis-hostile": written(rows(header(digest=digest(EVIL_CRISIS))), EVIL_CRISIS),
}

HARMLESS: dict[str, Callable[[Path], Path]] = {
    "save-players-clear-the-screen": written(rows(header(players={"ceo": ESCAPE}, ghost=GHOST))),
    "save-title-clears-the-screen": written(rows(header(title={"en": f"x {ESCAPE}", "vi": "[@click=app.quit]y[/]"}))),
    "save-language-unknown": written(rows(header(language=f"../../{ESCAPE}"))),
    "save-seed-immense": written(rows(header(seed=10**4000))),
    "save-seed-negative": written(rows(header(seed=-(10**30), playthrough=-(10**30)))),
    "save-reflection-clears-the-screen": written(rows(header(), {"reflect": -5, "text": ESCAPE, "at": ESCAPE})),
    "save-engine-clears-the-screen": written(rows(header(engine=ESCAPE, logic=ESCAPE, at=ESCAPE))),
    "save-translation-hostile": written(rows(header(language="vi")), vi_po=b'msgid "\nmsgstr {x:>99999999}'),
}
