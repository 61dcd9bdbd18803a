"""`tandem new`: from an empty folder to a crisis that can be played."""

import argparse
import re
import sys
from pathlib import Path
from typing import Final

from game import atomic_files
from game.cli.errors import ProblemsError, UsageError
from game.content import starter
from game.content.safe_input import clean_text, is_device_name
from game.content.starter import StarterRequest
from game.locales import LANGUAGES, _, current_language

_ID: Final = re.compile(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*")
_LONGEST_ID: Final = 40
_LONGEST_ANSWER: Final = 60


def declare_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `tandem new`."""
    parser.add_argument("id", metavar="ID", help=_("the name of the crisis and of its folder, such as the-late-parcel"))
    parser.add_argument("--lang", dest="written", choices=list(LANGUAGES), help=_("the language it is written in"))
    parser.add_argument("--both", action="store_true", default=None, help=_("with a translation to the other language"))
    parser.add_argument("--title", metavar="TEXT", help=_("its title"))
    parser.add_argument("--ceo", metavar="NAME", help=_("who plays the CEO"))
    parser.add_argument("--cto", metavar="NAME", help=_("who plays the CTO"))
    parser.set_defaults(run=write_new_scenario)


def write_new_scenario(arguments: argparse.Namespace) -> int:
    """Write a new crisis into a folder of its name in the current folder, and say how to go on."""
    _require_valid_id(arguments.id)
    folder = Path(arguments.id)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(
            _("there is something named {name} here already; choose another name", name=repr(arguments.id))
        )
    made = starter.build_starter_files(_collect_request(arguments))
    try:
        atomic_files.make_folder(folder)
        for name, text in made.items():
            atomic_files.write_atomically(folder / name, text.encode(), atomic_files.SHARED)
    except OSError as error:
        raise ProblemsError(
            _("{path} cannot be written: {reason}", path=folder, reason=atomic_files.explain_os_error(error))
        ) from None
    sys.stdout.write("".join(f"{folder / name}\n" for name in made))
    lines = (
        _("Play it: tandem play ./{id}", id=folder),
        _("See it while you write: tandem preview ./{id}", id=folder),
        _("Check it after every save: tandem check ./{id} --watch", id=folder),
    )
    sys.stderr.write("\n".join(lines) + "\n")
    return 0


def _require_valid_id(name: str) -> None:
    if not _ID.fullmatch(name) or len(name) > _LONGEST_ID:
        raise UsageError(
            _(
                "{name} is no name for a crisis; it begins with a letter and has small letters, digits and hyphens",
                name=repr(name),
            )
        )
    if is_device_name(name):
        raise UsageError(_("{name} is a device on some systems; choose another name", name=repr(name)))


def _collect_request(arguments: argparse.Namespace) -> StarterRequest:
    """Return what the flags say; for the rest, ask at a terminal, and take the defaults elsewhere."""
    speech = arguments.written or _ask_choice(list(LANGUAGES), _("Language of the texts"), current_language())
    default = starter.choose_default_title(speech)
    title = _choose_text(arguments.title, _("Title"), default)
    names = {
        "ceo": _choose_text(arguments.ceo, _("The CEO's name"), starter.choose_default_name("ceo")),
        "cto": _choose_text(arguments.cto, _("The CTO's name"), starter.choose_default_name("cto")),
    }
    for name in names.values():
        if set(name) & set("{}"):
            raise UsageError(_("a name has no braces in it: {name}", name=repr(name)))
    both = arguments.both
    if both is None:
        both = _ask_choice([_("yes"), _("no")], _("In both languages"), _("no")) == _("yes")
    return starter.StarterRequest(arguments.id, speech, both, "" if title == default else title, names)


def _choose_text(flag: str | None, question: str, default: str) -> str:
    answer = flag if flag is not None else _ask_line(f"{question} [{default}]: ")
    return " ".join(clean_text(answer).split())[:_LONGEST_ANSWER] or default


def _ask_choice(choices: list[str], question: str, default: str) -> str:
    """Ask until the answer is one of the choices or the beginning of one."""
    while answer := _ask_line(f"{question}, {' / '.join(choices)} [{default}]: ").strip().casefold():
        for choice in choices:
            if choice.startswith(answer):
                return choice
    return default


def _ask_line(prompt: str) -> str:
    """Return a line typed at a terminal; '' if stdin is none, or at the end of input."""
    if not _is_person_typing():
        return ""
    sys.stderr.write(prompt)
    sys.stderr.flush()
    return sys.stdin.readline()


def _is_person_typing() -> bool:
    return sys.stdin.isatty()
