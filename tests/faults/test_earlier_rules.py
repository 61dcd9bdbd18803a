"""Saves made under earlier rules: listed by name, shown, exported, and never played on."""

import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest

from game.content.compiler import load_scenario
from game.playthrough.saves import find_save, list_save_summaries, saved_game, verify
from game.playthrough.saves.archive import ArchiveError, pack_archive, unpack_archive
from game.playthrough.saves.journal import Journal, load_journal
from game.playthrough.saves.journal_format import RULES, OtherRulesError
from game.playthrough.setup import Setup
from game.tui.library.saves import SaveActionsPage
from tests.saves.make import name_folder

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "tests" / "saves"
EARLIER = range(1, RULES)
NAMES = sorted(path.stem for path in (CORPUS / name_folder(1, 1)).glob("*.tandem"))


@pytest.fixture(params=EARLIER)
def rules(request):
    """Return an earlier version of the rules of play."""
    return request.param


@pytest.fixture
def folder(tmp_path, rules):
    """Return a folder of saves as it lay on a player's disk."""
    return shutil.copytree(CORPUS / name_folder(1, rules), tmp_path / "saves")


@pytest.fixture(params=NAMES)
def save(request, folder):
    """Return one of these saves."""
    return folder / f"{request.param}.tandem"


def test_it_is_listed_with_its_crisis_and_told_as_what_it_is(folder):
    found = list_save_summaries(folder)
    assert sorted(one.id for one in found) == NAMES
    for one in found:
        assert one.title
        assert one.intact
        assert "earlier rules" in one.trouble
        assert not one.rescuable, "there is no damage to copy anything from"


def test_it_is_never_what_continue_picks(folder):
    assert find_save("", folder) is None


def test_it_is_never_played_on_and_not_touched(save):
    before = save.read_bytes()
    for attempt in (saved_game.resume_game, saved_game.load_session, Journal.open):
        with pytest.raises(OtherRulesError, match="earlier rules"):
            attempt(save)
    with pytest.raises(OtherRulesError):
        saved_game.retry_save(save, load_scenario(ROOT / "tests" / "scenarios" / "small"))
    assert save.read_bytes() == before
    assert not list(save.parent.glob("*.torn"))


def test_every_answer_of_it_can_be_looked_at(save, rules):
    contents = load_journal(save)
    assert contents.rules == rules
    assert len(contents.records) == sum("answer" in line for line in contents.lines)


def test_it_is_exported_whole_and_not_taken_in(save, tmp_path):
    archive = tmp_path / "one.zip"
    pack_archive(save, archive)
    with ZipFile(archive) as zipped:
        assert zipped.read(save.name) == save.read_bytes()
        assert "scenario.yaml" in zipped.namelist()
    with pytest.raises(ArchiveError, match="earlier rules"):
        unpack_archive(archive, tmp_path / "elsewhere")


@pytest.mark.parametrize("edited", [False, True])
def test_verifying_says_why(save, edited):
    scenarios = {load_journal(save).header["scenario"]: load_scenario(ROOT / "tests" / "scenarios" / "small")}
    verdict = verify.verify_save(save, scenarios if edited else None)
    assert verdict.outcome == "refused"
    assert "earlier rules" in verdict.why


def test_a_save_of_today_says_its_rules_and_is_played_on(tmp_path):
    loaded = load_scenario(ROOT / "tests" / "scenarios" / "small")
    game = saved_game.start_game(loaded, Setup({"ceo": "human", "cto": "partner"}, 7), tmp_path)
    game.close()
    assert load_journal(game.path).rules == RULES == 3
    saved_game.resume_game(game.path).close()


def test_its_page_offers_only_what_can_be_done(folder):
    for one in list_save_summaries(folder):
        assert [way for way, _words in SaveActionsPage(one, None).list_actions()] == ["export", "delete"]
