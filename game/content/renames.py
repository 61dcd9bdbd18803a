"""Which ids of a crisis have only been renamed between two versions: everything else of the thing is the same."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

Parts = Mapping[str, Mapping[str, str]]
"""Everything with a name in a crisis, and its fields as they can be read; a field that says nothing is ''."""
_PLACES: Final = {"scene": "scenes", "fact": "facts", "person": "cast", "ending": "endings", "option": "scenes"}
"""Kinds of things with an id, and where their texts are; scenes come first, since options are named after them."""


@dataclass(frozen=True, slots=True)
class Rename:
    """An id that is another one now: `kind` and both names, an option's with its scene before the dot."""

    kind: str
    old: str
    new: str

    def applied(self, text: str) -> str:
        """Return a text about the old version as it would stand in the new one."""
        old, new = (name.rpartition(".")[2] for name in (self.old, self.new))
        return re.sub(rf"(?<!\w){re.escape(old)}(?!\w)", new, text)

    def moved(self, path: str) -> str:
        """Return the path of a text in the new version."""
        before, after = _place(self.kind, self.old), _place(self.kind, self.new)
        return after + path[len(before) :] if path.startswith(f"{before}.") else path


def renames(old: Parts, new: Parts, old_texts: Mapping[str, str], new_texts: Mapping[str, str]) -> tuple[Rename, ...]:
    """Return what was renamed, each where one thing only can be meant; texts are those of the source, by path."""
    found: list[Rename] = []
    for kind in _PLACES:
        parts, texts = renamed_parts(old, found), moved_texts(old_texts, found)
        gone, came = (_only_in(one, other, kind) for one, other in ((parts, new), (new, parts)))
        for name in gone:
            same = [Rename(kind, name, other) for other in came if name.rpartition(".")[0] == other.rpartition(".")[0]]
            same = [one for one in same if _same(one, parts, new) and _same_texts(one, texts, new_texts)]
            found += same if len(same) == 1 else []
    return tuple(found)


def renamed_parts(parts: Parts, renamed: "list[Rename] | tuple[Rename, ...]") -> Parts:
    """Return the things of the old version with the names of the new one."""
    for one in renamed:
        parts = {
            one.applied(what): {name: one.applied(told) for name, told in fields.items()}
            for what, fields in parts.items()
        }
    return parts


def moved_texts(texts: Mapping[str, str], renamed: "list[Rename] | tuple[Rename, ...]") -> Mapping[str, str]:
    """Return the texts of the old version by the paths of the new one."""
    for one in renamed:
        texts = {one.moved(path): text for path, text in texts.items()}
    return texts


def _only_in(parts: Parts, others: Parts, kind: str) -> list[str]:
    return [what.partition(" ")[2] for what in parts if what.startswith(f"{kind} ") and what not in others]


def _same(one: Rename, old: Parts, new: Parts) -> bool:
    before = {name: one.applied(told) for name, told in old[f"{one.kind} {one.old}"].items()}
    return before == new[f"{one.kind} {one.new}"]


def _same_texts(one: Rename, old: Mapping[str, str], new: Mapping[str, str]) -> bool:
    before = {one.moved(path): text for path, text in _below(old, _place(one.kind, one.old))}
    return bool(before) and before == dict(_below(new, _place(one.kind, one.new)))


def _below(texts: Mapping[str, str], place: str) -> Iterator[tuple[str, str]]:
    return ((path, text) for path, text in texts.items() if path.startswith(f"{place}."))


def _place(kind: str, name: str) -> str:
    return f"{_PLACES[kind]}.{name.replace('.', '.options.', 1)}"
