"""Files that mean harm, or were made by somebody careless: each is written by its name into a folder of its own.

A case says what it is given to (a check of a crisis, an import, going on with a save) and whether it is harmless: such
a file loads and must do nothing. All others must be refused. `python -m tests.hostile.corpus FOLDER` writes them all.
"""

import os
import socket
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tests.hostile import parcels, saves
from tests.hostile.crisis import SMALL, TEXT, condition, entitled, folder_of, po, replaced

Kind = Literal["check", "import", "continue"]
Write = Callable[[Path], Path]

ESCAPE = "\x1b]52;c;cm0gLXJmIH4=\x07\x1b[2J"
LAUGHS = "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(9))


@dataclass(frozen=True)
class Case:
    """One file."""

    name: str
    kind: Kind
    write: Write
    harmless: bool = False


def text(content: str | bytes) -> Write:
    """A file with such a content."""

    def write(folder: Path) -> Path:
        file = folder / "scenario.yaml"
        file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
        return file

    return write


YAML: dict[str, str | bytes] = {
    "accents-in-a-tower": entitled("a" + "\u0301\u0323" * 500),
    "billion-laughs": 'a: &a ["lol"]\n' + LAUGHS,
    "aliases-without-number": "a: &a [x]\nb: [" + "*a, " * 100_000 + "]\n",
    "merge-bomb": "a: &a {k: 1}\nb: &b {<<: *a}\nc: {<<: [" + "*b, " * 50_000 + "]}\n",
    "merge-key": TEXT + "<<: {title: x}\n",
    "anchor-unused": entitled("&here A title"),
    "alias-to-nothing": entitled("*nothing"),
    "brackets-deep": "title: " + "[" * 200_000,
    "braces-deep": "title: " + "{a: " * 200_000,
    "dashes-deep": "- " * 100_000,
    "indents-deep": "".join(f"{' ' * n}k:\n" for n in range(1500)),
    "question-marks": "? " * 300_000,
    "key-twice": TEXT + "title: again\n",
    "key-twice-in-other-accents": TEXT.replace("company:", "company: {caf\u00e9: 1, cafe\u0301: 2}\nrest:", 1),
    "key-number": TEXT + "7: x\n",
    "key-boolean": TEXT + "true: x\n",
    "key-null": TEXT + "~: x\n",
    "key-list": TEXT + "? [a, b]\n: x\n",
    "key-mapping": TEXT + "? {a: b}\n: x\n",
    "tag-python": entitled("!!python/object/apply:os.system ['id']"),
    "tag-python-new": "!!python/object/new:subprocess.Popen [['id']]\n",
    "tag-binary": entitled("!!binary aGVsbG8="),
    "tag-own": entitled("!Title x"),
    "tag-set": entitled("!!set {a, b}"),
    "second-document": TEXT + "---\nid: other\n",
    "utf-16": TEXT.encode("utf-16"),
    "latin-1": TEXT.encode("utf-8").replace("H\u00e0".encode(), b"H\xe0"),
    "overlong-utf-8": TEXT.encode().replace(b"The invoices", b"The \xc0\xaf invoices", 1),
    "nul-bytes": TEXT.encode().replace(b"The invoices", b"The\0invoices", 1),
    "escape-raw": entitled(f"Quiet {ESCAPE}"),
    "escape-written-out": entitled('"Quiet \\e]52;c;cm0=\\a \\x1b[2J"'),
    "c1-raw": entitled("Quiet \x9b2J"),
    "c1-written-out": entitled('"Quiet \\x9b2J \\u009d0;title\\x9c"'),
    "bidi-raw": entitled("All is \u202ellew"),
    "bidi-written-out": entitled('"All is \\u202ellew \\u2066x\\u2069"'),
    "zero-width": entitled('"Tan\\u200bdem \\ufeff"'),
    "invisible-tags": entitled("Tandem \U000e0041\U000e0042"),
    "half-a-character": entitled('"\\ud800"'),
    "no-character": entitled('"\\uffff"'),
    "line-separator": entitled("One\u2028Two"),
    "tab-indent": TEXT.replace("  ceo:", "\tceo:", 1),
    "quote-open": TEXT + 'note: "never closed\n' + "x\n" * 2_000,
    "empty": b"",
    "comment-only": "# nothing\n",
    "a-word": "tandem",
    "a-list": "- tandem\n- 1\n",
    "null-only": "~\n",
    "random-bytes": bytes((n * 197 + n // 7) % 256 for n in range(50_000)),
    "too-large": "# " + "x" * 3_000_000,
    "one-long-text": entitled("x" * 1_900_000),
    "one-long-line-of-keys": "{" + "a: 1, " * 150_000 + "}",
    "too-many-values": "x: [" + "1, " * 500_000 + "]\n",
    "hashes": "#" * 1_900_000,
    "newlines": "\n" * 1_900_000,
    "quotes": "'" * 1_900_000,
    "double-quotes": '"' * 1_900_000,
    "stars": "*" * 1_000_000,
    "ampersands": "&a " * 500_000,
    "colons": ": " * 500_000,
    "pipes": "|\n" * 400_000,
    "spaces-and-dash": " " * 1_000_000 + "-",
    "unknown-keys": TEXT + "".join(f"extra_{n}: {n}\n" for n in range(20_000)),
    "scenes-of-nothing": TEXT.partition("scenes:")[0] + "scenes:\n" + "  - {}\n" * 20_000,
    "endings-unlike": TEXT.partition("endings:")[0] + "endings:\n" + "  - [1, x, {a: ~}]\n" * 5_000,
    "whole-number-too-long": replaced("pace: 2", "pace: " + "9" * 5_000),
    "decimal-too-long": replaced("pace: 2", "pace: 0." + "1" * 5_000),
    "infinity": replaced("pace: 2", "pace: .inf"),
    "not-a-number": replaced("pace: 2", "pace: .nan"),
    "exponent": replaced("pace: 2", "pace: 1e999"),
    "octal": replaced("tokens: 2", "tokens: 012"),
    "sexagesimal": replaced("tokens: 2", "tokens: 12:30:45"),
    "underscores": replaced("tokens: 2", "tokens: 1_000"),
    "no-such-date": replaced("tokens: 2", "tokens: 2026-99-99"),
    "boolean-for-number": replaced("tokens: 2", "tokens: true"),
    "yes-for-text": entitled("yes"),
    "weight-beyond": replaced("weight: 6", "weight: 999999999999"),
    "id-climbs": replaced("id: small", "id: ../../../etc/passwd"),
    "id-absolute": replaced("id: small", "id: /dev/sda"),
    "id-device": replaced("id: small", "id: con"),
    "id-dots": replaced("id: small", 'id: ".."'),
    "id-long": replaced("id: small", "id: " + "a" * 5_000),
    "id-markup": replaced("id: small", "id: '[@click=app.quit]x[/]'"),
    "language-climbs": replaced("language: en", "language: ../../en"),
    "person-keyword": replaced("  mai: {name", "  class: {name"),
    "person-dunder": replaced("  mai: {name", "  __class__: {name"),
    "person-look-alike": replaced("  mai: {name", "  m\u0430i: {name"),
    "stranger-in-braces": entitled("Ask {nobody} and {ceo.__class__}"),
}

HARMLESS: dict[str, str | bytes] = {
    "directive": "%TAG ! tag:evil.example,2026:\n---\n" + TEXT,
    "ground": TEXT,
    "markup": entitled("'[@click=app.quit]x[/] [/nope] [/ [A] [TODO] [link=https://e.example]y[/]'"),
    "screenshot-action": entitled("\"[@click=app.screenshot('x','/tmp')]here[/]\""),
    "format-signs": entitled("'100 %(x)s %n $HOME `id` $(id)'"),
    "html": entitled("'<script>alert(1)</script> &amp; <img src=x onerror=y>'"),
    "accents-apart": entitled("Giao tie\u0302\u0301p giu\u031b\u0303a hai ghe\u0302\u0301"),
    "right-to-left-letters": entitled("\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627"),
    "emoji": entitled("\U0001f525 \U0001f1fb\U0001f1f3"),
    "byte-order-mark": b"\xef\xbb\xbf" + TEXT.encode(),
    "windows-line-ends": TEXT.replace("\n", "\r\n"),
    "quoted-everything": entitled('"The \\"invoices\\" \\u2014 \\x41"'),
}

NOBODY = frozenset({"po-walks-attributes", "po-takes-memory"})
"""Translations whose braces name nobody: an error at its place."""

CONDITIONS = {
    "condition-import": "__import__('os').system('id')",
    "condition-dunder": "said.__class__.__mro__",
    "condition-flag-dunder": "flag.__init__",
    "condition-lambda": "(lambda: 1)()",
    "condition-comprehension": "[x for x in said]",
    "condition-walrus": "(x := 1)",
    "condition-power": "9 ** 9 ** 9 ** 9 > 1",
    "condition-shift": "1 << 999999999 > 1",
    "condition-huge-number": "cash > " + "9" * 4_000,
    "condition-huger-number": "cash > " + "9" * 10_000,
    "condition-parentheses": "(" * 3_000 + "cash" + ")" * 3_000,
    "condition-nots": "not " * 5_000 + "flag.x",
    "condition-minuses": "cash > " + "-" * 9_000 + "1",
    "condition-chain": "cash" + " < cash" * 4_000,
    "condition-ands": " and ".join(["cash > 1"] * 3_000),
    "condition-text": "'cash'",
    "condition-format": "f'{cash}'",
    "condition-divides-by-nought": "cash // 0 > 1",
    "condition-statement": "cash > 1; cash > 2",
    "condition-newline": '"cash > 1\\nimport os"',
    "condition-unfinished": "cash > (",
    "condition-nothing": "''",
    "condition-subscript": "cash[0] > 1",
    "condition-call": "max(cash, 1)()",
    "condition-star": "max(*cash)",
    "condition-comment": "'cash > 1 # or is it'",
    "condition-look-alike": "'c\u0430sh > 1'",
    "condition-wide-letters": "'\uff43\uff41\uff53\uff48 > 1'",
    "condition-brackets-mixed": "'" + "([{" * 2_000 + "'",
}

ENTRY = 'msgctxt "title"\nmsgid "The invoices that went out twice"\nmsgstr '
CATALOGUES: dict[str, str | bytes] = {
    "po-stranger": po(ENTRY + '"Hỏi {nobody}"\n'),
    "po-no-keyword": po(ENTRY + '"x"\nevil "y"\n'),
    "po-twice": po(ENTRY + '"một"\n\n' + ENTRY + '"hai"\n'),
    "po-escape-raw": po(ENTRY + f'"Im lặng {ESCAPE}"\n'),
    "po-bidi": po(ENTRY + '"All is \u202ellew"\n'),
    "po-utf-16": po(ENTRY + '"x"\n').encode("utf-16"),
    "po-latin-1": po(ENTRY + '"Những"\n').encode("utf-8").replace(b"\xe1\xbb\xaf", b"\xe1"),
    "po-is-a-path": "/etc/passwd",
    "po-empty-strings": 'msgid\nmsgstr\nmsgid ""\n' * 2_000,
    "po-quotes-only": '"' * 1_000_000,
    "po-random": bytes((n * 91 + n // 3) % 256 for n in range(60_000)),
    "po-too-large": po(ENTRY + '"' + "x" * 3_000_000 + '"\n'),
    "po-charset-lies": 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-7\\n"\n\n' + ENTRY + '"+ADw-"\n{',
    "po-plural-runs": po('msgctxt "title"\nmsgid "a"\nmsgid_plural "b"\nmsgstr[999999999999] "x"\nmsgstr[x] "y"\n'),
}

HARMLESS_CATALOGUES: dict[str, str | bytes] = {
    "po-lines-without-number": po("".join(f'msgctxt "a.{n}"\nmsgid "x"\nmsgstr "y"\n\n' for n in range(40_000))),
    "po-walks-attributes": po(ENTRY + '"{ceo.__class__.__init__.__globals__}"\n'),
    "po-takes-memory": po(ENTRY + '"{ceo:>1500000000} {0}"\n'),
    "po-quote-open": po(ENTRY + '"never closed\n'),
    "po-plural-forms-run": po("").replace("Language: vi", "Plural-Forms: nplurals=2; plural=__import__('os')")
    + ENTRY
    + '"x"\n',
    "po-markup": po(ENTRY + '"[@click=app.quit]x[/] [/nope] %(x)s"\n'),
    "po-escape-written-out": po(ENTRY + r'"Im \e]52;c;x\a \x1b[2J \033[2J"' + "\n"),
    "po-entries-of-nobody": po("".join(f'msgctxt "no.such.{n}"\nmsgid "x"\nmsgstr "y"\n\n' for n in range(3_000))),
}


def _translated(content: str | bytes) -> Write:
    def write(folder: Path) -> Path:
        return folder_of(folder, TEXT, content)

    return write


def _fifo(folder: Path) -> Path:
    os.mkfifo(folder / "scenario.yaml")
    return folder / "scenario.yaml"


def _fifo_beside(folder: Path) -> Path:
    home = folder_of(folder, TEXT)
    os.mkfifo(home / "vi.po")
    return home


def _link(folder: Path) -> Path:
    (folder / "scenario.yaml").symlink_to(SMALL / "scenario.yaml")
    return folder / "scenario.yaml"


def _link_beside(folder: Path) -> Path:
    home = folder_of(folder, TEXT)
    (home / "vi.po").symlink_to("/etc/passwd")
    return home


def _link_to_itself(folder: Path) -> Path:
    (folder / "scenario.yaml").symlink_to(folder / "scenario.yaml")
    return folder / "scenario.yaml"


def _socket(folder: Path) -> Path:
    before = Path.cwd()
    os.chdir(folder)  # the name of a socket may not be long
    try:
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind("scenario.yaml")
    finally:
        os.chdir(before)
    return folder / "scenario.yaml"


def _folder_as_file(folder: Path) -> Path:
    (folder / "scenario.yaml").mkdir()
    return folder / "scenario.yaml"


def _folder_in_place(folder: Path) -> Path:
    (folder / "small" / "scenario.yaml").mkdir(parents=True)
    return folder / "small"


def _named_to_clear_the_screen(folder: Path) -> Path:
    file = folder / "evil\x1b[2J\x1b]0;owned\x07\u202e.yaml"
    file.write_text("title: [")
    return file


def _named_in_two_lines(folder: Path) -> Path:
    file = folder / "one\ntwo: error R101 all is well.yaml"
    file.write_text("title: [")
    return file


FILES: dict[str, Write] = {
    "fifo": _fifo,
    "fifo-as-translation": _fifo_beside,
    "symlink": _link,
    "symlink-as-translation": _link_beside,
    "symlink-to-itself": _link_to_itself,
    "socket": _socket,
    "folder-for-a-file": _folder_as_file,
    "folder-in-its-place": _folder_in_place,
    "device-without-end": lambda _folder: Path("/dev/zero"),
    "device-of-the-terminal": lambda _folder: Path("/dev/tty"),
    "nowhere": lambda folder: folder / "nowhere.yaml",
    "name-too-long": lambda folder: folder / ("x" * 5_000),
    "name-clears-the-screen": _named_to_clear_the_screen,
    "name-in-two-lines": _named_in_two_lines,
}


def cases() -> Iterator[Case]:
    """Yield every case."""
    for name, content in YAML.items():
        yield Case(name, "check", text(content))
    for name, content in HARMLESS.items():
        yield Case(name, "check", text(content), harmless=True)
    for name, written in CONDITIONS.items():
        yield Case(name, "check", text(condition(written)))
    for name, content in CATALOGUES.items():
        yield Case(name, "check", _translated(content))
    for name, content in HARMLESS_CATALOGUES.items():
        yield Case(name, "check", _translated(content), harmless=name not in NOBODY)
    for name, write in FILES.items():
        yield Case(name, "check", write)
    for name, write in parcels.CASES.items():
        yield Case(name, "import", write)
    for name, write in saves.CASES.items():
        yield Case(name, "continue", write)
    for name, write in saves.HARMLESS.items():
        yield Case(name, "continue", write, harmless=True)


def main(folder: str) -> None:
    """Write every case into a folder of its own below `folder`, but for those that are a place on this machine."""
    for case in cases():
        place = Path(folder) / case.name
        place.mkdir(parents=True)
        sys.stdout.write(f"{case.kind:9s} {ascii(str(case.write(place)))[:200]}\n")


if __name__ == "__main__":
    main(sys.argv[1])
