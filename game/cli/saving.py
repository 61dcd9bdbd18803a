"""`tandem saves`: what was played, kept, checked, carried to another machine."""

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from game.cli import ProblemsError, UsageError
from game.locales import _, language, words

if TYPE_CHECKING:
    from game.playthrough.lines import Contents
    from game.playthrough.record import Move, Record
    from game.playthrough.saves import Save
    from game.playthrough.verify import Verdict

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def declare_saves(saves: argparse.ArgumentParser) -> None:
    """Declare `tandem saves`."""
    actions = saves.add_subparsers(metavar=_("COMMAND"), required=True, dest="action")
    listing = _action(actions, "list", _("list the saved games, the newest first"), list_saves)
    showing = _action(actions, "show", _("show every answer of a save"), show_save, save=True)
    verifying = _action(actions, "verify", _("see whether saves still lead where they led"), verify_saves)
    verifying.add_argument("save", nargs="?", default="", metavar="SAVE", help=_("its id or file; else all of them"))
    verifying.add_argument("--against", type=Path, metavar="PATH", help=_("a crisis that was edited, or a folder"))
    for one in (listing, showing, verifying):
        one.add_argument("--format", choices=["text", "json"], default="text", help=_("how to print it"))
    _declare_moving(actions)


def _declare_moving(actions: "Commands") -> None:
    exporting = _action(actions, "export", _("pack a save and its crisis into one zip"), export_save, save=True)
    exporting.add_argument("file", type=Path, metavar="FILE", help=_("the zip to write"))
    importing = _action(actions, "import", _("take in a save that was exported"), import_save)
    importing.add_argument("file", type=Path, metavar="FILE", help=_("the zip to read"))
    _action(actions, "rescue", _("copy all that stands before the damage to a new save"), rescue_save, save=True)
    deleting = _action(actions, "delete", _("delete a save"), delete_save, save=True)
    deleting.add_argument("--yes", action="store_true", help=_("do not ask"))


def _action(
    actions: Any, name: str, told: str, run: Callable[[argparse.Namespace], int], save: bool = False
) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = actions.add_parser(name, help=told)
    command.set_defaults(run=run)
    if save:
        command.add_argument("save", metavar="SAVE", help=_("its id or file"))
    return command


def list_saves(arguments: argparse.Namespace) -> int:
    """Print the saves: id, when, crisis, chair, scene, state."""
    from game.playthrough.saves import saves

    found = saves()
    if arguments.format == "json":
        _dump([_entry(save) for save in found])
        return 0
    for save in found:
        sys.stdout.write(_row(save) + "\n")
    if not found:
        sys.stderr.write(_("No game is saved yet; tandem play starts one.") + "\n")
    return 0


def _entry(save: "Save") -> dict[str, object]:
    return {
        "id": save.id,
        "file": str(save.path),
        "scenario": save.scenario,
        "title": _title(save),
        "chair": ", ".join(_chairs(save)),
        "players": dict(save.players),
        "ghost": save.ghost,
        "scene": save.scene,
        "when": save.when,
        "state": _state(save),
        "answers": save.answers,
        "ending": save.ending,
        "trouble": save.trouble,
    }


def _row(save: "Save") -> str:
    if save.trouble:
        return f"{save.id}  {save.trouble}"
    chairs = ", ".join(_seated(save, chair) for chair in _chairs(save))
    done = _("played to its end") if save.ending else _("{n} answers", n=save.answers)
    return "  ".join((save.id, save.when, _title(save), chairs, save.scene.replace("_", " "), done))


def _title(save: "Save") -> str:
    return save.title.get(language()) or next(iter(save.title.values()), save.scenario)


def _seated(save: "Save", chair: str) -> str:
    name = save.players.get(chair)
    return f"{words.chair(chair)} {name}" if name else words.chair(chair)


def _chairs(save: "Save") -> list[str]:
    return [chair for chair in ("ceo", "cto") if save.seats.get(chair) == "human"]


def _state(save: "Save") -> str:
    return "damaged" if save.trouble else "over" if save.ending else "open"


def show_save(arguments: argparse.Namespace) -> int:
    """Print what a save holds."""
    contents = _read(_path(arguments.save))
    if arguments.format == "json":
        _dump(_document(contents))
        return 0
    header = contents.header
    _say(f"{header['title'].get(language(), header['scenario'])}, {header['at']}, {_('seed')} {header['seed']}")
    ending = next((record.ending for record in contents.records if record.ending), "")
    own = contents.of_two and not ending
    for number, record in enumerate(contents.records, start=1):
        for move in (record.move, *record.partner):
            given = ", ".join(_given(value) for value in move.answer.values())
            shown = _("sealed") if own and _is_own(record, move) else given
            _say(f"{number:4d}  {words.chair(move.chair):4s} {move.kind:8s} {shown}")
    _say(_("The end: {ending}", ending=ending) if ending else _("It is not over yet."))
    return 0


def _is_own(record: "Record", move: "Move") -> bool:
    """Whether a move of a play of two is not for both before the end: of the partner's in either chair none is."""
    from game.playthrough.secrecy import ALONE

    return move is not record.move or record.sealed or move.kind in ALONE or move.kind == "final"


def _given(value: object) -> str:
    match value:
        case True:
            return _("yes")
        case False:
            return _("no")
        case list():
            return " ".join(str(one) for one in value) or "-"
    return str(value)


def _document(contents: "Contents") -> dict[str, object]:
    rows = [line for line in contents.lines if "answer" in line]
    over = any(row.get("ending") for row in rows)
    own = contents.of_two and not over
    answers = [
        {
            "n": number,
            "chair": record.move.chair,
            "kind": record.move.kind,
            "answer": _answer(record.move, row["answer"][2], own and _is_own(record, record.move)),
            "partner": [
                [there.chair, there.kind, _answer(there, written[2], own)]
                for there, written in zip(record.partner, row["partner"], strict=True)
            ],
            "state": row["state"],
            "at": row["at"],
        }
        for number, (row, record) in enumerate(zip(rows, contents.records, strict=True), start=1)
    ]
    ending = next((row["ending"] for row in rows if row.get("ending")), "")
    return {
        "header": contents.header,
        "answers": answers,
        "reflections": {str(question): text for question, text in contents.reflections.items()},
        "complete": bool(ending),
        "ending": ending,
        "torn": contents.torn,
    }


def _answer(move: "Move", written: dict[str, object], own: bool) -> dict[str, object]:
    """Return an answer; one that is not for both as it lies in the file, where it is sealed there."""
    if own:
        return written if "sealed" in written else {"sealed": ""}
    return dict(move.answer)


def verify_saves(arguments: argparse.Namespace) -> int:
    """Print for each save whether it still leads where it led; 1 where one does not."""
    from game.playthrough import verify

    if arguments.against is not None and not os.path.exists(arguments.against):  # noqa: PTH110 -- a name too long
        raise UsageError(_("there is no file {path}", path=arguments.against))
    if arguments.save:
        crises = verify.crises_at(arguments.against) if arguments.against else None
        verdicts: tuple[Verdict, ...] = (verify.verify(_path(arguments.save), crises),)
    else:
        verdicts = verify.verify_all(against=arguments.against)
    if arguments.format == "json":
        _dump([_judged(verdict) for verdict in verdicts])
    else:
        _tell(verdicts)
    return 0 if all(verdict.outcome == "same" for verdict in verdicts) else 1


def _judged(verdict: "Verdict") -> dict[str, object]:
    return {
        "id": verdict.path.stem,
        "outcome": verdict.outcome,
        "answers": verdict.answers,
        "followed": verdict.followed,
        "chair": verdict.chair,
        "kind": verdict.kind,
        "scene": verdict.scene,
        "why": verdict.why,
    }


def _tell(verdicts: "tuple[Verdict, ...]") -> None:
    from game.playthrough.verify import told

    for verdict in verdicts:
        _say(f"{verdict.path.stem}  {told(verdict)}")
    counts = {kind: sum(one.outcome == kind for one in verdicts) for kind in ("same", "moved", "refused")}
    sys.stderr.write(_("{same} the same, {moved} moved, {refused} refused", **counts) + "\n")


def export_save(arguments: argparse.Namespace) -> int:
    """Write a zip with a save and its crisis."""
    from game.playthrough.journal import JournalError
    from game.playthrough.parcel import ParcelError, pack

    try:
        pack(_path(arguments.save), arguments.file)
    except (JournalError, ParcelError) as error:
        raise ProblemsError(str(error)) from None
    _say(_("{file} holds the save and its crisis; tandem saves import takes it in.", file=arguments.file))
    return 0


def import_save(arguments: argparse.Namespace) -> int:
    """Take a zip in, and print the save's id."""
    from game.content.clean import safe
    from game.playthrough.journal import NotSavedError
    from game.playthrough.parcel import ParcelError, unpack

    try:
        save = unpack(arguments.file)
    except (NotSavedError, ParcelError) as error:
        raise ProblemsError(f"{safe(str(arguments.file))}: {error}") from None
    _say(save.stem)
    return 0


def rescue_save(arguments: argparse.Namespace) -> int:
    """Copy what stands before the damage, and print the copy's id."""
    from game.playthrough.journal import JournalError, NotSavedError, rescue

    try:
        copy = rescue(_path(arguments.save))
    except (JournalError, NotSavedError) as error:
        raise ProblemsError(str(error)) from None
    _say(copy.stem)
    return 0


def delete_save(arguments: argparse.Namespace) -> int:
    """Delete a save once the user has said yes."""
    path = _path(arguments.save)
    if not arguments.yes:
        sys.stderr.write(_("Delete {save}? It cannot be brought back. Type yes:", save=path.stem) + " ")
        sys.stderr.flush()
        if sys.stdin.readline(100).strip().lower() not in ("yes", "y", _("yes")):
            sys.stderr.write(_("Nothing was deleted.") + "\n")
            return 1
    try:
        path.unlink()
    except OSError as error:
        raise ProblemsError(f"{path}: {error.strerror}") from None
    return 0


def _read(path: Path) -> "Contents":
    from game.playthrough.journal import JournalError, read

    try:
        return read(path)
    except JournalError as error:
        raise ProblemsError(str(error)) from None


def _path(name: str) -> Path:
    from game.content.clean import excerpt
    from game.playthrough.saves import find

    path = find(name)
    if path is None:
        raise UsageError(_("there is no save {name}; tandem saves list shows them", name=repr(excerpt(name))))
    return path


def _say(line: str) -> None:
    from game.content.clean import safe

    sys.stdout.write(safe(line) + "\n")


def _dump(document: object) -> None:
    import json

    json.dump(document, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


PARSERS = {"saves": declare_saves}
