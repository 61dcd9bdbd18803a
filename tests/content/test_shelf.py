"""The shelf lists what can be played, at once, in both languages, and is not upset by what it finds in a folder."""

import os
import subprocess
import sys

import pytest

from game.content import scenario_library as shelving
from game.content.scenario_library import find_scenario_folders, list_scenarios, load_summary
from tests.content.workbench import SMALL, TEXT, written


@pytest.fixture
def own(tmp_path):
    written(tmp_path, TEXT, vi=(SMALL / "vi.po").read_text(encoding="utf-8"))
    return tmp_path


@pytest.fixture(autouse=True)
def _no_pack(monkeypatch, tmp_path_factory):
    empty = tmp_path_factory.mktemp("pack")
    monkeypatch.setattr(shelving, "find_pack_folder", lambda: empty)


def test_a_scenario_shows_its_head_in_every_language(own):
    (one,) = list_scenarios(own)
    assert (one.id, one.language, one.languages, one.own) == ("small", "en", ("en", "vi"), True)
    assert one.title == {"en": "The invoices that went out twice", "vi": "Những hóa đơn gửi hai lần"}
    assert one.premise["vi"].startswith("Tám giờ sáng")
    assert len(one.objectives["en"]) == len(one.objectives["vi"]) == 2
    assert (one.solo_minutes, one.pair_minutes) == (6, 12)
    assert one.principles == ("open_flow", "no_blame")
    assert one.file == own / "small" / "scenario.yaml"


def test_only_the_head_of_a_file_is_read(own):
    broken = TEXT[: TEXT.index("cast:")] + "cast: {ceo: [\n"
    written(own, broken)
    assert load_summary(own / "small").title["en"] == "The invoices that went out twice"


def test_the_head_may_stand_anywhere_in_the_file(own):
    head = TEXT[: TEXT.index("pace:")]
    written(own, TEXT[TEXT.index("pace:") :] + head)
    assert load_summary(own / "small").solo_minutes == 6


def test_a_text_without_a_translation_is_shown_in_the_source_language(own):
    written(own, TEXT, vi="")
    assert load_summary(own / "small").title["vi"] == "The invoices that went out twice"


@pytest.mark.parametrize("content", ["", "[]", "tandem: 2", "{", "title: [x]\nid: {}\nlanguage: 3\n", "&a [*a]"])
def test_what_is_no_scenario_is_left_out_or_harmless(own, content):
    written(own, content)
    assert list_scenarios(own) == []


def test_links_and_pipes_are_passed_over(own):
    for name in ("link", "pipe", "folder"):
        (own / name).mkdir()
    (own / "link" / "scenario.yaml").symlink_to(SMALL / "scenario.yaml")
    os.mkfifo(own / "pipe" / "scenario.yaml")
    (own / "folder" / "scenario.yaml").mkdir()
    assert [one.id for one in list_scenarios(own)] == ["small"]


def test_hostile_text_is_cleaned(own):
    hostile = r'title: "\e]0;x\aThe \u202einvoices"'
    written(own, TEXT.replace("title: The invoices that went out twice", hostile))
    assert load_summary(own / "small").title["en"] == "]0;xThe invoices"


def test_a_scenario_is_found_by_folder_or_id(own):
    assert find_scenario_folders("small", own) == [own / "small"]
    (own / "small").rename(own / "renamed")
    assert find_scenario_folders("small", own) == find_scenario_folders("renamed", own) == [own / "renamed"]
    assert find_scenario_folders("other", own) == []
    assert find_scenario_folders("../renamed", own) == []
    assert list_scenarios(own / "nowhere") == []


@pytest.mark.parametrize("folder", ["small", "mine"])
def test_an_own_scenario_with_the_id_of_one_of_the_pack_stands_beside_it(own, monkeypatch, tmp_path_factory, folder):
    pack = tmp_path_factory.mktemp("shelf")
    written(pack, TEXT)
    monkeypatch.setattr(shelving, "find_pack_folder", lambda: pack)
    (own / "small").rename(own / folder)
    assert [(one.id, one.own, one.folder) for one in list_scenarios(own)] == [
        ("small", False, pack / "small"),
        ("small", True, own / folder),
    ]
    assert find_scenario_folders("small", own) == [pack / "small", own / folder]


def test_listing_needs_neither_numpy_nor_pydantic():
    heavy = ("numpy", "pydantic", "textual", "rich")
    code = f"import game.content.scenario_library, sys; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_pack_lies_in_the_checkout_or_in_the_package(monkeypatch):
    monkeypatch.undo()
    assert (shelving.find_pack_folder() / "scenario.schema.json").exists()
