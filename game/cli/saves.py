"""`tandem saves`: list, show, verify, export, import, rescue and delete saves."""

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from game import atomic_files
from game.cli.errors import ProblemsError, UsageError
from game.cli.terminal import print_json, print_line
from game.content.safe_input import render_excerpt, render_path
from game.locales import _, current_language, vocabulary
from game.locales.figures import format_saved_date
from game.playthrough.record import ChairMove, Record
from game.playthrough.saves import SaveSummary, explain_folder_trouble, find_save, list_save_summaries, verify
from game.playthrough.saves.archive import ArchiveError, pack_archive, unpack_archive
from game.playthrough.saves.journal import JournalError, NotSavedError, rescue_journal
from game.playthrough.saves.journal_format import JournalContents, load_journal
from game.playthrough.saves.verify import SaveVerdict, render_verdict
from game.playthrough.visibility import ALONE


def declare_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `tandem saves`."""
    actions = parser.add_subparsers(metavar=_("COMMAND"), required=True, dest="action")
    listing = _add_action(actions, "list", _("list the saved games, the newest first"), list_saves)
    showing = _add_action(actions, "show", _("show every answer of a save"), show_save, save=True)
    verifying = _add_action(actions, "verify", _("check that saves replay as they were played"), verify_saves)
    verifying.add_argument("save", nargs="?", default="", metavar="SAVE", help=_("its id or file; else all of them"))
    verifying.add_argument("--against", type=Path, metavar="PATH", help=_("a crisis that was edited, or a folder"))
    for one in (listing, showing, verifying):
        one.add_argument("--format", choices=["text", "json"], default="text", help=_("how to print it"))
    _declare_moving(actions)


def _declare_moving(actions: Any) -> None:
    exporting = _add_action(actions, "export", _("pack a save and its crisis into one zip"), export_save, save=True)
    exporting.add_argument("file", type=Path, metavar="FILE", help=_("the zip to write"))
    importing = _add_action(actions, "import", _("import a save that was exported"), import_save)
    importing.add_argument("file", type=Path, metavar="FILE", help=_("the zip to read"))
    _add_action(actions, "rescue", _("copy everything before the damage to a new save"), rescue_save, save=True)
    deleting = _add_action(actions, "delete", _("delete a save"), delete_save, save=True)
    deleting.add_argument("--yes", action="store_true", help=_("don't ask for confirmation"))


def _add_action(
    actions: Any, name: str, told: str, run: Callable[[argparse.Namespace], int], save: bool = False
) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = actions.add_parser(name, help=told)
    command.set_defaults(run=run)
    if save:
        command.add_argument("save", metavar="SAVE", help=_("its id or file"))
    return command


def list_saves(arguments: argparse.Namespace) -> int:
    """Print the saves: id, when, crisis, chair, scene, state."""
    found = list_save_summaries()
    if not found and (trouble := explain_folder_trouble()):
        raise ProblemsError(trouble)
    if arguments.format == "json":
        print_json([_build_entry(save) for save in found])
        return 0
    for save in found:
        sys.stdout.write(_render_row(save) + "\n")
    if not found:
        sys.stderr.write(_("No game is saved yet; tandem play starts one.") + "\n")
    return 0


def _build_entry(save: SaveSummary) -> dict[str, object]:
    return {
        "id": save.id,
        "file": str(save.path),
        "scenario": save.scenario,
        "title": _choose_title(save),
        "chair": ", ".join(_list_human_chairs(save)),
        "players": dict(save.players),
        "ghost": save.ghost,
        "scene": save.scene,
        "when": save.when,
        "state": _judge_state(save),
        "answers": save.answers,
        "ending": save.ending,
        "trouble": save.trouble,
        "remedy": save.remedy,
    }


def _render_row(save: SaveSummary) -> str:
    when = format_saved_date(save.when)
    if not save.intact:
        return "  ".join((save.id, when, f"{save.trouble}; {save.remedy}" if save.remedy else save.trouble))
    chairs = ", ".join(_render_seat(save, chair) for chair in _list_human_chairs(save))
    done = _("played to its end") if save.ending else _("{n} answers", n=save.answers)
    told = (save.id, when, _choose_title(save), chairs, save.scene.replace("_", " "), done, save.trouble)
    return "  ".join(told if save.trouble else told[:-1])


def _choose_title(save: SaveSummary) -> str:
    return save.title.get(current_language()) or next(iter(save.title.values()), save.scenario)


def _render_seat(save: SaveSummary, chair: str) -> str:
    name = save.players.get(chair)
    return f"{vocabulary.name_chair(chair)} {name}" if name else vocabulary.name_chair(chair)


def _list_human_chairs(save: SaveSummary) -> list[str]:
    return [chair for chair in ("ceo", "cto") if save.seats.get(chair) == "human"]


def _judge_state(save: SaveSummary) -> str:
    if save.trouble:
        return "other rules" if save.intact else "damaged"
    return "over" if save.ending else "open"


def show_save(arguments: argparse.Namespace) -> int:
    """Print what a save holds."""
    contents = _load_contents(_locate_given_save(arguments.save))
    if arguments.format == "json":
        print_json(_build_save_document(contents))
        return 0
    header = contents.header
    title = header["title"].get(current_language(), header["scenario"])
    print_line(_("{title}, {at}, seed {seed}", title=title, at=format_saved_date(header["at"]), seed=header["seed"]))
    ending = next((record.ending for record in contents.records if record.ending), "")
    own = contents.of_two and not ending
    for number, record in enumerate(contents.records, start=1):
        for move in (record.move, *record.partner):
            given = ", ".join(_render_value(value) for value in move.answer.values())
            shown = _("sealed") if own and _is_private_move(record, move) else given
            print_line(f"{number:4d}  {vocabulary.name_chair(move.chair):4s} {move.kind:8s} {shown}")
    print_line(_("The end: {ending}", ending=ending) if ending else _("Play is not over yet."))
    return 0


def _is_private_move(record: Record, move: ChairMove) -> bool:
    """Whether a move in a game of two must stay secret until the end; every move of the partner's must."""
    return move is not record.move or record.sealed or move.kind in ALONE or move.kind == "final"


def _render_value(value: object) -> str:
    match value:
        case True:
            return _("yes")
        case False:
            return _("no")
        case list():
            return " ".join(str(one) for one in value) or "-"
    return str(value)


def _build_save_document(contents: JournalContents) -> dict[str, object]:
    rows = [line for line in contents.lines if "answer" in line]
    over = any(row.get("ending") for row in rows)
    own = contents.of_two and not over
    answers = [
        {
            "n": number,
            "chair": record.move.chair,
            "kind": record.move.kind,
            "answer": _build_answer(record.move, row["answer"][2], own and _is_private_move(record, record.move)),
            "partner": [
                [there.chair, there.kind, _build_answer(there, written[2], own)]
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


def _build_answer(move: ChairMove, written: dict[str, object], own: bool) -> dict[str, object]:
    """Return an answer; if it is secret, as it is sealed in the file."""
    if own:
        return written if "sealed" in written else {"sealed": ""}
    return dict(move.answer)


def verify_saves(arguments: argparse.Namespace) -> int:
    """Print for each save whether it still leads where it led; return 1 if one does not."""
    if arguments.against is not None and not os.path.exists(arguments.against):  # noqa: PTH110 -- a name too long
        raise UsageError(_("there is no file {path}", path=arguments.against))
    if arguments.save:
        crises = verify.load_scenarios_at(arguments.against) if arguments.against else None
        verdicts: tuple[SaveVerdict, ...] = (verify.verify_save(_locate_given_save(arguments.save), crises),)
    else:
        verdicts = verify.verify_all_saves(against=arguments.against)
    if arguments.format == "json":
        print_json([_build_verdict_document(verdict) for verdict in verdicts])
    else:
        _print_verdicts(verdicts)
    return 0 if all(verdict.outcome == "same" for verdict in verdicts) else 1


def _build_verdict_document(verdict: SaveVerdict) -> dict[str, object]:
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


def _print_verdicts(verdicts: tuple[SaveVerdict, ...]) -> None:
    for verdict in verdicts:
        print_line(f"{verdict.path.stem}  {render_verdict(verdict)}")
    counts = {kind: sum(one.outcome == kind for one in verdicts) for kind in ("same", "moved", "refused")}
    sys.stderr.write(_("{same} the same, {moved} moved, {refused} refused", **counts) + "\n")


def export_save(arguments: argparse.Namespace) -> int:
    """Write a save and its crisis to a zip."""
    try:
        pack_archive(_locate_given_save(arguments.save), arguments.file)
    except (JournalError, ArchiveError) as error:
        raise ProblemsError(str(error)) from None
    print_line(_("{file} holds the save and its crisis; tandem saves import imports it.", file=arguments.file))
    return 0


def import_save(arguments: argparse.Namespace) -> int:
    """Import a zip, and print the save's id."""
    try:
        save = unpack_archive(arguments.file)
    except (NotSavedError, ArchiveError) as error:
        raise ProblemsError(f"{render_path(arguments.file)}: {error}") from None
    print_line(save.stem)
    return 0


def rescue_save(arguments: argparse.Namespace) -> int:
    """Copy what comes before the damage to a new save, and print its id."""
    try:
        copy = rescue_journal(_locate_given_save(arguments.save))
    except (JournalError, NotSavedError) as error:
        raise ProblemsError(str(error)) from None
    print_line(copy.stem)
    return 0


def delete_save(arguments: argparse.Namespace) -> int:
    """Delete a save once the user has said yes."""
    path = _locate_given_save(arguments.save)
    if not arguments.yes:
        sys.stderr.write(_("Delete {save}? It cannot be brought back. Type yes:", save=render_path(path.stem)) + " ")
        sys.stderr.flush()
        if sys.stdin.readline(100).strip().lower() not in ("yes", "y", _("yes")):
            sys.stderr.write(_("Nothing was deleted.") + "\n")
            return 1
    try:
        path.unlink()
    except OSError as error:
        raise ProblemsError(f"{path}: {atomic_files.explain_os_error(error)}") from None
    return 0


def _load_contents(path: Path) -> JournalContents:
    try:
        return load_journal(path)
    except JournalError as error:
        raise ProblemsError(str(error)) from None


def _locate_given_save(name: str) -> Path:
    path = find_save(name)
    if path is None:
        raise UsageError(_("there is no save {name}; tandem saves list shows them", name=repr(render_excerpt(name))))
    return path
