"""Which crisis or save a command means, by an id or a path, and opening a save to continue it.

An author's command prefers the file or folder of that name in the current folder to a crisis on the shelf.
"""

import os
import sys
from pathlib import Path

from game.cli.errors import ProblemsError, UsageError
from game.cli.parser import suggest_name
from game.content import scenario_library
from game.content.checker import SOURCE
from game.content.compiler import LoadedScenario
from game.content.compiler import load_scenario as load_path
from game.content.diagnostic import ScenarioError
from game.content.people import compute_digest
from game.content.safe_input import UnreadableError, render_path
from game.locales import _
from game.playthrough.record import DivergedError
from game.playthrough.saves import (
    SaveSummary,
    choose_save_to_continue,
    explain_folder_trouble,
    find_save,
    journal,
    list_save_summaries,
    locate_own_scenarios,
    verify,
)
from game.playthrough.saves.journal import JournalError
from game.playthrough.saves.saved_game import Game, resume_game, retry_save


def locate_scenario(name: str) -> Path:
    """Return the folder or file of a crisis; without a name the first on the shelf.

    A name that is not on the shelf may be a folder where one stands, as `tandem new` makes it.

    Raises:
        UsageError: if there is none, with the name that may have been meant.
    """
    if name and (os.sep in name or Path(name).suffix):
        if os.path.exists(name):  # noqa: PTH110 -- Path.exists raises on a name that is too long
            return Path(name)
        raise UsageError(_("there is no file {path}", path=name))
    ids = [shelved.id for shelved in scenario_library.list_scenarios(locate_own_scenarios())]
    folders = scenario_library.find_scenario_folders(name or next(iter(ids), ""), locate_own_scenarios())
    found = next(iter(folders), None)
    for other in folders[1:]:
        told = _("There is another crisis of this id: tandem play {path}", path=render_path(other))
        sys.stderr.write(told + "\n")
    if found is None and name and os.path.isfile(Path(name) / SOURCE):  # noqa: PTH113 -- as above
        return Path(name)
    if found is None:
        raise UsageError(_("there is no crisis {name}", name=repr(name)) + suggest_name(name, ids))
    return found


def load_scenario(name: str) -> LoadedScenario:
    """Load a crisis to play it.

    Raises:
        UsageError: if there is none of that name.
        ProblemsError: if it cannot be played, with what is wrong.
    """
    try:
        return load_path(locate_scenario(name))
    except ScenarioError as error:
        why = _("this crisis can't be played; tandem check tells why")
        raise ProblemsError(f"{why}\n{error}") from None


def load_authored_scenario(name: str) -> LoadedScenario:
    """Load a crisis.

    Raises:
        UsageError: if there is none of that name.
        ProblemsError: if it cannot be played, with what is wrong.
    """
    here = os.path.join(".", name)  # noqa: PTH118 -- a Path would lose the dot, which tells a path from an id
    return load_scenario(here if os.path.exists(name) and os.sep not in name else name)  # noqa: PTH110


def resume_save(name: str, edited: str | None = None) -> Game:
    """Return a saved game, opened to continue it; with the crisis named by `edited` ('' for its own) as it is now.

    Raises:
        UsageError: if there is no such save.
        ProblemsError: if it can't be continued.
    """
    path = locate_save(name)
    try:
        if edited is not None:
            return _resume_with_edited(path, edited)
        game = resume_game(path)
    except JournalError as error:
        raise ProblemsError(_("this save can't be continued: {why}", why=error)) from None
    except DivergedError as error:
        parted = _("this version of the game plays answer {n} differently: {why}", n=error.answers + 1, why=error)
        raise ProblemsError(_("this save can't be continued: {why}", why=parted)) from None
    for line in _list_notices(game, path):
        sys.stderr.write(line + "\n")
    return game


def locate_save(name: str) -> Path:
    """Return the path of a save by its id or file, by default the newest unfinished; UsageError if there is none."""
    if not name:
        return _locate_newest_save()
    path = find_save(name)
    if path is None:
        raise UsageError(_("there is no save {name}; tandem saves list shows them", name=repr(name)))
    return path


def _locate_newest_save() -> Path:
    """Return the newest unfinished save; say of each newer one that cannot be read what to do about it.

    Raises:
        UsageError: if there is none at all.
        ProblemsError: if there is none that can be continued.
    """
    if trouble := explain_folder_trouble():
        raise ProblemsError(trouble)
    saves = list_save_summaries()
    found = choose_save_to_continue(saves)
    troubled = saves[: saves.index(found)] if found else saves
    told = [_render_troubled_save(save) for save in troubled if save.trouble]
    if found is None and told:
        raise ProblemsError("\n".join((_("there is no game that can be continued:"), *told)))
    if found is None:
        raise UsageError(_("there is no game to continue; tandem play starts one"))
    if told:
        newer = _("Newer than the game that is continued:")
        sys.stderr.write("\n".join((newer, *told)) + "\n")
    return found.path


def _render_troubled_save(save: SaveSummary) -> str:
    return "  " + "; ".join(filter(None, (f"{save.id}: {save.trouble}", save.remedy)))


def _resume_with_edited(path: Path, edited: str) -> Game:
    contents = journal.load_journal(path)
    loaded = load_scenario(edited or contents.header["scenario"])
    verdict = verify.verify_save(path, {loaded.scenario.id: loaded})
    if verdict.outcome == "refused":
        raise ProblemsError(_("this save can't be continued: {why}", why=verdict.why))
    game, parted = retry_save(path, loaded)
    where = verify.render_divergence(verdict) if parted else _("all {n} answers lead where they led", n=verdict.answers)
    sys.stderr.write(_("With the crisis as it is now: {where}.", where=where) + "\n")
    sys.stderr.write(_("This is a new save; {save} is as it was.", save=render_path(path.stem)) + "\n")
    return game


def _list_notices(game: Game, path: Path) -> list[str]:
    lines = []
    if game.torn is not None:
        lines.append(
            _("The last line of this save was cut off; it is kept in {file}.", file=render_path(game.torn.name))
        )
    if _is_edited_since(game):
        command = f"tandem continue {render_path(path.stem)} --edited"
        lines.append(_("The crisis was edited since; you play it as it was. {command} tries it.", command=command))
    return lines


def _is_edited_since(game: Game) -> bool:
    """Whether the crisis on the shelf differs from the copy that is played."""
    folders = scenario_library.find_scenario_folders(game.session.scenario.id, locate_own_scenarios())
    try:
        digests = [compute_digest(folder / scenario_library.SOURCE) for folder in folders]
    except UnreadableError:
        return False
    return bool(digests) and game.digest not in digests
