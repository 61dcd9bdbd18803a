"""Bring a translation file up to date without losing anything that a translator wrote.

The file is taken apart into blocks, an entry each with the comments above it, and put together again. Only lines that
must differ are written anew: the note for translators, the flag of names in braces, a source that has changed. What is
no entry of ours (without a context, with plural forms, doubled, obsolete, a comment at the end) is kept as it stands,
or commented out where it would be in the way. A file that cannot be taken apart is not touched.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import polib

from game import atomic_files
from game.content.outline import Wording
from game.content.safe_input import UnreadableError, clean_text, decode_text, read_bytes, remove_unsafe_characters
from game.content.translations import (
    BRACES,
    HEAD,
    PROJECT,
    UNREADABLE,
    WIDTH,
    build_po_entry,
    map_person_names,
    parse_po,
)

_OBSOLETE: Final = re.compile(r"#~ ?")
_FIELD: Final = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[[^\]]*\])?)\s*(".*")')
_STRING: Final = re.compile(r'".*"')
_FUZZY: Final = "fuzzy"


@dataclass(frozen=True, slots=True)
class TranslationUpdate:
    """The result of updating a translation file: how many texts were kept, added, changed or retired."""

    file: Path
    kept: int
    added: int
    changed: int
    retired: int


@dataclass(frozen=True, slots=True)
class PoBlock:
    """An entry as it stands in a file, with the comments above it; a block without `source` is a comment alone.

    `lines` are without the mark of an obsolete entry. Values are cleaned, so that they compare with a crisis' texts.
    """

    lines: tuple[str, ...]
    context: str | None = None
    source: str | None = None
    text: str = ""
    previous: str = ""
    plural: bool = False
    obsolete: bool = False

    @property
    def path(self) -> str:
        """The path of the text that it translates; '' where it can be of none."""
        return "" if self.plural or not self.source else self.context or ""

    @property
    def flags(self) -> list[str]:
        """Its flags, in their order."""
        listed = [flag.strip() for line in self.lines if line.startswith("#,") for flag in line[2:].split(",")]
        return [flag for flag in listed if flag]

    @property
    def is_worth_keeping(self) -> bool:
        """Whether a translator left something in it."""
        noted = any(re.match(r"#(?:$|[^.,:|~])", line) for line in self.lines)
        return bool(self.text) or noted or self.plural


def update_translation_file(file: Path, language: str, texts: Iterable[Wording]) -> TranslationUpdate:
    """Bring a translation file up to date with the source, in story order; create it if there is none.

    Entries are matched by path; one whose text has moved to another path, since an id was renamed or a line put in,
    goes with its text. No translation is lost: one whose source changed is marked fuzzy and keeps the previous source,
    one whose text is gone is kept as obsolete and comes back with its path or its text.

    Raises:
        UnreadableError: where an existing file cannot be read; nothing is written then.
        OSError: where the new one cannot be written; the old one is left as it was.
    """
    before = _load_text(file)
    header, blocks = split_blocks(before)
    wanted = {wording.path: wording for wording in texts}
    people = map_person_names(wanted.values())
    left = list(blocks)
    matched = _match_blocks(wanted, left)
    counts = {"kept": 0, "added": 0, "changed": 0}
    live: list[tuple[str, ...]] = []
    for wording in wanted.values():
        block = matched.get(wording.path)
        counts["added" if block is None else "kept" if block.source == wording.text else "changed"] += 1
        live.append(_update_block(block, wording, build_po_entry(wording, people)))
    live += [block.lines for block in left if block.source is not None and not block.obsolete and not block.context]
    retired = [block for block in left if block.context and (block.obsolete or block.is_worth_keeping)]
    obsolete = [block for block in left if block in retired or (block.obsolete and not block.context)]
    loose = [block.lines for block in left if block.source is None]
    parts = [_update_header(header, language), *live, *(mark_obsolete(block.lines) for block in obsolete), *loose]
    after = "\n\n".join("\n".join(lines) for lines in parts) + _find_ending(before)
    if "\r\n" in before:
        after = after.replace("\n", "\r\n")
    atomic_files.write_atomically(file, after.encode("utf-8"), atomic_files.SHARED)
    return TranslationUpdate(file, retired=sum(bool(block.text) for block in retired), **counts)


def _find_ending(text: str) -> str:
    """Return the line ends with which a file closes, one where there is none."""
    return "\n" * max(1, len(re.sub("\r\n?", "\n", text)) - len(re.sub("\r\n?", "\n", text).rstrip("\n")))


def _load_text(file: Path) -> str:
    """Return an existing file's text, and '' where there is none; UnreadableError where it cannot be understood."""
    try:
        file.lstat()
    except FileNotFoundError:
        return ""
    text = decode_text(read_bytes(file))
    try:
        known = parse_po(remove_unsafe_characters(text))
        _, blocks = split_blocks(text)
        entries = [block for block in blocks if block.source is not None]
        if len(entries) != len(known) or {block.source for block in entries} != {
            clean_text(one.msgid) for one in known
        }:
            raise ValueError
    except UNREADABLE:
        problem = "the translation cannot be read, so it is not touched"
        raise UnreadableError("L105", problem, "mend the file first; `tandem check` names the line") from None
    return text


# -- taking a file apart -------------------------------------------------------------------------------------


def split_blocks(text: str) -> tuple[PoBlock | None, list[PoBlock]]:
    """Return the header of a translation file, None where it has none, and its other blocks in their order."""
    blocks: list[list[str]] = []
    ended = True
    for line in re.split("\r\n|\r|\n", text):
        bare = _OBSOLETE.sub("", line.strip(), count=1).strip()
        if not bare and (ended or not blocks):
            continue
        if ended and not bare.startswith(('"', "msgstr")):
            blocks.append([])
            ended = False
        if not blocks:
            blocks.append([])
        blocks[-1].append(line)
        ended = ended or bare.startswith("msgstr")
    found = [_build_block(_strip_blank_end(lines)) for lines in blocks]
    header = next((block for block in found if block.source == "" and block.context is None), None)
    return header, [block for block in found if block is not header]


def _strip_blank_end(lines: list[str]) -> list[str]:
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    return lines


def _build_block(lines: Sequence[str]) -> PoBlock:
    obsolete = any(_OBSOLETE.match(line.strip()) and _FIELD.match(_bare(line)) for line in lines)
    bare = tuple(_bare(line) if obsolete and line.strip().startswith("#~") else line.rstrip() for line in lines)
    values = dict(_list_values(bare))
    previous = dict(_list_values(line[2:] for line in bare if line.startswith("#|")))
    return PoBlock(
        bare,
        context=clean_text(values["msgctxt"]) if "msgctxt" in values else None,
        source=clean_text(values["msgid"]) if "msgid" in values else None,
        text=clean_text("".join(value for name, value in values.items() if name.startswith("msgstr"))),
        previous=clean_text(previous.get("msgid", "")),
        plural="msgid_plural" in values,
        obsolete=obsolete,
    )


def _bare(line: str) -> str:
    """Return a line without the mark of an obsolete entry: `#~ msgid` becomes `msgid`, `#~| msgid` `#| msgid`."""
    line = line.strip()
    return f"#{line[2:]}" if line.startswith("#~|") else _OBSOLETE.sub("", line, count=1).strip()


def _list_values(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the fields of an entry with their values, continued lines joined."""
    name, value = "", ""
    for line in lines:
        stripped = line.strip()
        if field := _FIELD.fullmatch(stripped):
            if name:
                yield name, value
            name, value = field[1], polib.unescape(field[2][1:-1])
        elif name and _STRING.fullmatch(stripped):
            value += polib.unescape(stripped[1:-1])
    if name:
        yield name, value


# -- which block is of which text ----------------------------------------------------------------------------


def _match_blocks(wanted: Mapping[str, Wording], left: list[PoBlock]) -> dict[str, PoBlock]:
    """Match each text with a block and take it out of `left`: by path and text, else by text, else by path."""
    matched: dict[str, PoBlock] = {}

    def match(fits: Callable[[PoBlock], tuple[str, ...]], key: Callable[[Wording], tuple[str, ...]]) -> None:
        offered: dict[tuple[str, ...], list[PoBlock]] = {}
        for block in sorted(left, key=lambda one: one.obsolete):
            if block.path and (named := fits(block)):
                offered.setdefault(named, []).append(block)
        taken = set()
        for path, wording in wanted.items():
            if path not in matched and offered.get(key(wording)):
                matched[path] = offered[key(wording)].pop(0)
                taken.add(id(matched[path]))
        left[:] = [block for block in left if id(block) not in taken]

    match(lambda block: (block.path, block.source or ""), lambda wording: (wording.path, wording.text))
    match(
        lambda block: (block.source or "",) if block.text and _FUZZY not in block.flags else (),
        lambda wording: (wording.text,),
    )
    match(lambda block: (block.path,), lambda wording: (wording.path,))
    return matched


# -- putting it together again -------------------------------------------------------------------------------


def _update_block(block: PoBlock | None, wording: Wording, fresh: Any) -> tuple[str, ...]:
    """Return the lines of a text's entry: those of its block with what differs written anew."""
    made = tuple(fresh.__unicode__(WIDTH).rstrip("\n").split("\n"))
    if block is None:
        return made
    previous, fuzzy = block.previous, _FUZZY in block.flags
    if block.source != wording.text and block.text:
        previous, fuzzy = previous or block.source or "", True
    if previous == wording.text:
        previous, fuzzy = "", False
    others = [flag for flag in block.flags if flag not in (BRACES, _FUZZY)]
    flags = [*fresh.flags, *others, *([_FUZZY] if fuzzy else [])]
    lines = _replace_comments(block.lines, "#.", [line for line in made if line.startswith("#.")])
    if sorted(flags) != sorted(block.flags):
        lines = _replace_comments(lines, "#,", [f"#, {', '.join(flags)}"] if flags else [])
    if previous != block.previous:
        lines = _replace_comments(lines, "#|", _render_field("#| msgid", previous) if previous else [])
    if block.context != wording.path:
        lines = _replace_field(lines, "msgctxt", wording.path)
    if block.source != wording.text:
        lines = _replace_field(lines, "msgid", wording.text)
    return tuple(lines)


_ORDER: Final = ("#.", "#:", "#,", "#|")
"""In which order comments stand above an entry, after the translator's own."""


def _replace_comments(lines: Sequence[str], mark: str, comments: list[str]) -> list[str]:
    """Return the lines with the comments of a kind replaced, at their place or at the usual one."""
    present = [number for number, line in enumerate(lines) if line.startswith(mark)]
    if [lines[number] for number in present] == comments:
        return list(lines)
    later = _ORDER[_ORDER.index(mark) + 1 :]
    usual = next(number for number, line in enumerate(lines) if line.startswith((*later, "msg")))
    place = present[0] if present else usual
    kept = [(number, line) for number, line in enumerate(lines) if number not in present]
    return [
        *(line for number, line in kept if number < place),
        *comments,
        *(line for number, line in kept if number >= place),
    ]


def _replace_field(lines: Sequence[str], name: str, value: str) -> list[str]:
    """Return the lines with another value of a field."""
    first = next(number for number, line in enumerate(lines) if re.match(rf'{name}\s*"', line.strip()))
    end = first + 1
    while end < len(lines) and (_STRING.fullmatch(lines[end].strip()) or not lines[end].strip()):
        end += 1
    return [*lines[:first], *_render_field(name, value), *lines[end:]]


def _render_field(name: str, value: str) -> list[str]:
    """Return the lines of a field as polib wraps them."""
    entry = {
        "msgctxt": polib.POEntry(msgctxt=value, msgid="x"),
        "msgid": polib.POEntry(msgid=value),
        "msgstr": polib.POEntry(msgid="x", msgstr=value),
        "#| msgid": polib.POEntry(msgid="x", previous_msgid=value),
    }[name]
    lines = entry.__unicode__(WIDTH).rstrip("\n").split("\n")
    first = next(number for number, line in enumerate(lines) if line.startswith(f"{name} "))
    more = next(
        (n for n in range(first + 1, len(lines)) if not lines[n].removeprefix("#| ").startswith('"')), len(lines)
    )
    return lines[first:more]


def mark_obsolete(lines: Sequence[str]) -> tuple[str, ...]:
    """Return the lines of an entry as those of an obsolete one; its comments stay."""
    marked = []
    for line in lines:
        if line.startswith("#|"):
            marked.append(f"#~{line[1:]}")
        else:
            marked.append(line if line.startswith("#") or not line.strip() else f"#~ {line}")
    return tuple(marked)


def _update_header(header: PoBlock | None, language: str) -> tuple[str, ...]:
    """Return the header with the language and the encoding set; all else a translator put there stays."""
    if header is None:
        file = polib.POFile(wrapwidth=WIDTH)
        file.metadata = {**PROJECT, "Language": language, **HEAD}
        return tuple(str(file).rstrip("\n").split("\n"))
    rows = [row for row in header.text.split("\n") if row]
    needed = {"Language": language, **HEAD}
    rows = [f"{name}: {needed.pop(name)}" if (name := row.partition(":")[0]) in needed else row for row in rows]
    text = "".join(f"{row}\n" for row in [*rows, *(f"{name}: {value}" for name, value in needed.items())])
    if text == header.text:
        return header.lines
    first = next(number for number, line in enumerate(header.lines) if line.strip().startswith("msgstr"))
    quoted = [f'"{polib.escape(row)}\\n"' for row in text.rstrip("\n").split("\n")]
    return (*header.lines[:first], 'msgstr ""', *quoted)
