"""Developer tool: gather the interface's messages from the code, and compile the catalogues.

`python -m game.locales.messages update` brings every `tandem.po` up to the code, which Babel reads: a
translation stays with its sentence, and one whose sentence is gone is kept at the end as obsolete.
`python -m game.locales.messages compile` writes each `tandem.mo` that is missing or not of its source's age.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import polib

FOLDER: Final = Path(__file__).parent
CODE: Final = FOLDER.parent
KEYWORDS: Final = {
    "_": None,
    "N_": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "NP_": ((1, "c"), 2),
}
"""The functions whose arguments are messages, in Babel's format."""


def list_catalogues() -> Iterator[Path]:
    """Yield the path of each language's catalogue."""
    yield from sorted(FOLDER.glob("*/LC_MESSAGES/tandem.po"))


def compile_catalogues() -> None:
    """Write the `.mo` of each catalogue that is out of date, atomically, since others may be reading it."""
    for source in list_catalogues():
        target, written = source.with_suffix(".mo"), source.stat().st_mtime_ns
        if target.exists() and target.stat().st_mtime_ns == written:
            continue
        draft = target.with_suffix(f".{os.getpid()}.tmp")
        polib.pofile(str(source)).save_as_mofile(str(draft))
        os.utime(draft, ns=(written, written))
        draft.replace(target)


def gather_messages() -> polib.POFile:
    """Return all messages of the code in file order, each with the files that use it."""
    from babel.messages.extract import extract_from_dir

    messages = polib.POFile(wrapwidth=110)
    found: dict[tuple[str, str | None], polib.POEntry] = {}  # polib's own search takes any context for none
    for file, _line, message, _comments, context in extract_from_dir(str(CODE), keywords=KEYWORDS):
        one, many = (message, "") if isinstance(message, str) else (message[0], message[1])
        entry = found.get((one, context or None))
        if entry is None and one:
            entry = polib.POEntry(msgid=one, msgid_plural=many, msgctxt=context or None)
            if "{" in one + many:
                entry.flags.append("python-brace-format")
            messages.append(entry)
            found[one, context or None] = entry
        if entry is not None and (file, "") not in entry.occurrences:
            entry.occurrences.append((file, ""))
    return messages


def update_catalogues() -> None:
    """Bring every catalogue up to the code; no translation is lost, none is guessed."""
    messages = gather_messages()
    for path in list_catalogues():
        catalogue = polib.pofile(str(path), wrapwidth=110)
        catalogue.merge(messages)
        catalogue.save()
        waiting = len(catalogue.untranslated_entries())
        sys.stderr.write(f"{path.relative_to(CODE.parent)}: {len(catalogue)} messages, {waiting} to translate\n")


def main() -> int:
    """Run `update` or `compile`; without an argument, both."""
    wanted = sys.argv[1:] or ["update", "compile"]
    if "update" in wanted:
        update_catalogues()
    if "compile" in wanted:
        compile_catalogues()
    return 0


if __name__ == "__main__":
    sys.exit(main())
