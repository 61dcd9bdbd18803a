"""Translations of a scenario: gettext PO files whose msgctxt is the stable path of a text.

A translation counts only while its msgid equals the source. One whose source has changed is kept in
the file, marked fuzzy with the previous source, and the player reads the source until it is reviewed.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Literal

import polib

from game.content.diagnostic import Diagnostic, Place
from game.content.markup import list_persons
from game.content.outline import Wording
from game.content.safe_input import (
    UnreadableError,
    clean_and_report,
    clean_text,
    decode_text,
    find_garbled_text,
    read_bytes,
    remove_unsafe_characters,
    render_excerpt,
)

Status = Literal["done", "missing", "stale", "fuzzy"]

MOST_ENTRIES: Final = 20_000
MOST_LINES: Final = 200_000
"""Ten for each entry; more take seconds to parse, and no translator writes them."""
_LONGEST_ENTRY: Final = 400
"""Lines within which the keywords of an entry are looked for."""
WIDTH: Final = 100
_MOST_FAULTS: Final = 200
_SEPARATORS: Final = dict.fromkeys((0x85, 0x2028, 0x2029), r"\n")
"""As ends of lines, which they are in a text, these would leave the quotation mark before them open."""
_LANGUAGE: Final = re.compile("[a-z]{2,3}(?:_[A-Z]{2})?")
BRACES: Final = "python-brace-format"
PROJECT: Final = {"Project-Id-Version": "Tandem"}
HEAD: Final = {
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
}


@dataclass(frozen=True, slots=True)
class TranslationEntry:
    """An entry of a translation file: the source it was made from, the translation, its line."""

    path: str
    source: str
    text: str
    fuzzy: bool
    line: int


@lru_cache(maxsize=2)
def _split_lines(text: str) -> list[str]:
    """Return the lines of a file, cut once: a large one is asked for thousands of places."""
    return text.split("\n")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A translation file: its entries by path, its lines, and what is wrong with the file itself."""

    language: str
    file: str
    text: str = ""
    entries: Mapping[str, TranslationEntry] = field(default_factory=dict)
    problems: tuple[Diagnostic, ...] = ()

    def compute_status(self, wording: Wording) -> Status:
        """Return whether a text is translated, and if not, why."""
        entry = self.entries.get(wording.path)
        if entry is None or not entry.text:
            return "missing"
        if entry.source != wording.text:
            return "stale"
        return "fuzzy" if entry.fuzzy else "done"

    def locate_keyword(self, path: str, keyword: str) -> Place:
        """Return the place of a keyword (`msgid`, `msgstr`) of an entry."""
        first = self.entries[path].line
        lines = _split_lines(self.text)
        for number in range(first, min(first + _LONGEST_ENTRY, len(lines) + 1)):
            if lines[number - 1].startswith(keyword):
                return Place(self.file, number, 1, len(keyword))
        return Place(self.file, first)

    def build_text_table(self, texts: Iterable[Wording], people: Iterable[str]) -> dict[str, str]:
        """Return the valid translations by path; one that names an unknown person in braces is left out."""
        known = frozenset(people)
        return {
            wording.path: self.entries[wording.path].text
            for wording in texts
            if self.compute_status(wording) == "done"
            and known.issuperset(name for _, name in list_persons(self.entries[wording.path].text))
        }


def list_po_files(file: Path) -> list[Path]:
    """Return every PO file beside a scenario file, also one with a wrong name, which is to be told.

    Hidden files are none: editors keep locks (`.#vi.po`) and macOS keeps notes (`._vi.po`) beside the files.
    """
    return sorted(one for one in file.parent.glob("*.po") if not one.name.startswith("."))


def list_translation_files(file: Path) -> list[Path]:
    """Return the translation files beside a scenario file, by language; other names are left out."""
    return [one for one in list_po_files(file) if _LANGUAGE.fullmatch(one.stem)]


def load_catalogue(path: Path, name: str | None = None) -> Catalogue:
    """Read `<language>.po`, or `people.<language>.po`. Problems are returned in `problems`, never raised."""
    shown = clean_text(name or str(path))
    language = path.stem.removeprefix("people.")
    if not _LANGUAGE.fullmatch(language):
        wrong = _build_problem(
            Place(shown), f"'{render_excerpt(path.stem)}' is not a language code", "such as vi.po or pt_BR.po"
        )
        return Catalogue("", shown, problems=(wrong,))
    try:
        return parse_catalogue(read_bytes(path), language, shown)
    except UnreadableError as problem:
        return Catalogue(language, shown, problems=(_build_problem(Place(shown), problem.message, problem.hint),))


def parse_catalogue(content: bytes, language: str, name: str) -> Catalogue:
    """Read a translation from bytes, as `load_catalogue` does from a file."""
    try:
        raw = decode_text(content)
    except UnreadableError as problem:
        place = Place(name, problem.before.count("\n") + 1)
        return Catalogue(language, name, problems=(_build_problem(place, problem.message, problem.hint),))
    found = clean_and_report(raw).faults
    text = remove_unsafe_characters(raw.translate(_SEPARATORS))
    problems = [
        _build_problem(Place(name, raw.count("\n", 0, fault.offset) + 1), f"{fault.what} ({fault.code}) in the file")
        for fault in found[:_MOST_FAULTS]
        if fault.what != "a tab"
    ]
    if garbled := find_garbled_text(raw):
        wrong = f"letters were saved in a wrong encoding: '{garbled.shown}' was '{garbled.meant}'"
        place = Place(name, raw.count("\n", 0, garbled.offset) + 1)
        problems.append(_build_problem(place, wrong, "take the text from where it was right, and save it as UTF-8"))
    try:
        file = parse_po(text)
    except UNREADABLE as error:
        return Catalogue(language, name, text, problems=(*problems, _report_po_error(name, error)))
    entries, doubled = _build_entries(file, name)
    return Catalogue(language, name, text, entries, (*problems, *doubled))


def render_translation_file(language: str, texts: Iterable[Wording], translations: Mapping[str, str]) -> str:
    """Return a translation file with the given translations by path; texts without one are left empty."""
    file = polib.POFile(wrapwidth=WIDTH)
    file.metadata = {**PROJECT, "Language": language, **HEAD}
    listed = list(texts)
    people = map_person_names(listed)
    for wording in listed:
        entry = build_po_entry(wording, people)
        entry.msgstr = translations.get(wording.path, "")
        file.append(entry)
    return str(file) + "\n"


UNREADABLE: Final = (OSError, ValueError, LookupError, AttributeError, TypeError)


def parse_po(text: str) -> Any:
    """Parse the text of a translation file; raises one of `UNREADABLE`.

    Polib accepts a path or content; content that begins with a newline is never mistaken for a path.
    """
    if text.count("\n") > MOST_LINES:
        raise ValueError(f"more than {MOST_LINES} lines (line {MOST_LINES + 2})")
    return polib.pofile("\n" + text, wrapwidth=WIDTH)


def _build_entries(file: Any, name: str) -> tuple[dict[str, TranslationEntry], list[Diagnostic]]:
    entries: dict[str, TranslationEntry] = {}
    problems: list[Diagnostic] = []
    for entry in list(file)[:MOST_ENTRIES]:
        line = max(1, int(entry.linenum or 1) - 1)
        if not entry.obsolete and (not entry.msgctxt or entry.msgid_plural):
            lacking = "has plural forms" if entry.msgctxt else "has no msgctxt"
            message = f"'{render_excerpt(entry.msgid)}' {lacking}, so it is the translation of no text"
            problems.append(
                _build_problem(Place(name, line), message, "`tandem i18n update` keeps it; remove it by hand")
            )
        if entry.obsolete or not entry.msgctxt or entry.msgid_plural:
            continue
        path, text = clean_text(entry.msgctxt), clean_text(entry.msgstr).strip()
        if path in entries:
            message = f"'{render_excerpt(path)}' is translated twice"
            hint = f"it was first translated on line {entries[path].line}"
            problems.append(_build_problem(Place(name, line), message, hint))
            continue
        entries[path] = TranslationEntry(path, clean_text(entry.msgid), text, bool(entry.fuzzy), line)
    return entries, problems


def _build_problem(place: Place, message: str, hint: str = "") -> Diagnostic:
    return Diagnostic(place, "L105", "error", message, hint)


def _report_po_error(name: str, error: BaseException) -> Diagnostic:
    words = str(error)
    digits = "".join(filter(str.isdigit, words.partition("(line ")[2].partition(")")[0]))
    place = Place(name, max(1, int(digits or 1) - 1))
    return _build_problem(place, "this is not a PO file from here on", "check the quotes and keywords of this entry")


def map_person_names(texts: Iterable[Wording]) -> dict[str, str]:
    """Return the names of the cast by id, taken from the texts."""
    parts = ((wording.path.split("."), wording.text) for wording in texts)
    return {path[1]: text for path, text in parts if path[0] == "cast" and path[2:] == ["name"]}


def _render_translator_note(wording: Wording, people: Mapping[str, str]) -> str:
    """Return the note for translators: what the text is, and who the names in braces are."""
    named = dict.fromkeys(name for _, name in list_persons(wording.text))
    return "; ".join([wording.note, *(f"{{{name}}} is {people[name]}" for name in named if name in people)])


def _list_format_flags(wording: Wording) -> list[str]:
    """Return the flag that makes gettext's tools check names in braces; a lone brace would confuse them."""
    found = list_persons(wording.text)
    return [BRACES] if found and wording.text.count("{") == wording.text.count("}") == len(found) else []


def build_po_entry(wording: Wording, people: Mapping[str, str]) -> Any:
    """Return the entry of a text that is not translated yet, with what a translator should know."""
    entry = polib.POEntry(msgctxt=wording.path, msgid=wording.text, comment=_render_translator_note(wording, people))
    entry.flags = _list_format_flags(wording)
    return entry
