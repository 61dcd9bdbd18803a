"""`tandem new`: what it writes is whole, playable and clean, in one language or both."""

import json

import pytest

from game.analysis.reachability.search import explore_scenario
from game.analysis.simulation.runs import play_seed
from game.content.compiler import load_scenario
from game.content.starter import StarterRequest, build_starter_files
from tests.marks import as_long


@pytest.fixture(autouse=True)
def desk(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_it_writes_five_scenes_that_pass_the_check(tandem, desk):
    done = tandem("new", "my-crisis")
    assert (done.code, done.err.count("tandem play ./my-crisis")) == (0, 1)
    assert tandem("check", "my-crisis", "--strict").code == 0
    assert len(load_scenario(desk / "my-crisis").scenario.scenes) == 5
    schema = json.loads((desk / "my-crisis" / "scenario.schema.json").read_text(encoding="utf-8"))
    assert "scenes" in schema["properties"]


@pytest.mark.parametrize("language", [*as_long("en"), "vi"])
@pytest.mark.long
def test_in_both_languages_it_can_be_published(tandem, desk, language):
    assert tandem("new", "mine", "--lang", language, "--both").code == 0
    assert tandem("check", "mine", "--for", "publish", "--strict").code == 0
    loaded = load_scenario(desk / "mine")
    assert loaded.texts.languages == (language, "vi" if language == "en" else "en")
    assert loaded.texts.get("endings.page_four.title", "vi") == "Trang bốn"


def test_both_languages_are_one_crisis(desk):
    logic = set()
    for language in ("en", "vi"):
        for name, text in build_starter_files(StarterRequest("mine", language)).items():
            (desk / "mine").mkdir(exist_ok=True)
            (desk / "mine" / name).write_text(text, encoding="utf-8")
        logic.add(load_scenario(desk / "mine").scenario.logic)
    assert len(logic) == 1


def test_it_can_be_played_to_more_than_one_end(tandem, desk):
    tandem("new", "mine")
    loaded = load_scenario(desk / "mine")
    pairs = [("candid", "candid"), ("blame", "withhold"), ("nice", "greedy")]
    ends = {
        play_seed(loaded.scenario, loaded.texts, {"ceo": ceo, "cto": cto}, seed).state.ending
        for ceo, cto in pairs
        for seed in range(2)
    }
    assert len(ends) > 1
    assert ends <= {ending.id for ending in loaded.scenario.endings}
    assert "Only Hà knows" in tandem("demo", "./mine", "--seed", "3").out


@pytest.mark.long
def test_flags_name_it_and_quotes_do_no_harm(tandem, desk):
    tandem("new", "mine", "--both", "--title", 'Who said "now": # x', "--ceo", "An", "--cto", "Bình")
    texts = load_scenario(desk / "mine").texts
    assert texts.get("title", "en") == 'Who said "now": # x'
    assert (texts.get("cast.ceo.name", "en"), texts.get("cast.cto.name", "vi")) == ("An", "Bình")
    assert tandem("check", "mine", "--for", "publish").code == 0


def test_at_a_terminal_it_asks_for_what_was_not_given(tandem, desk, monkeypatch):
    monkeypatch.setattr("game.cli.new._is_person_typing", lambda: True)
    done = tandem("new", "mine", "--cto", "Bình", typed="xx\nvi\nMột tiêu đề\n\ny\n")
    assert done.code == 0
    assert "The CEO's name [Hà]" in done.err
    assert "The CTO's name" not in done.err
    texts = load_scenario(desk / "mine").texts
    assert texts.languages == ("vi", "en")
    assert texts.get("title", "vi") == "Một tiêu đề"


def test_nothing_that_is_there_is_written_over(tandem, desk):
    (desk / "mine").mkdir()
    (desk / "mine" / "notes.txt").write_text("mine", encoding="utf-8")
    assert tandem("new", "mine").code == 2
    assert [one.name for one in (desk / "mine").iterdir()] == ["notes.txt"]


@pytest.mark.parametrize("name", ["../up", "Big", "a b", "", "x" * 60, "con/x", "-x"])
def test_a_name_that_is_none_is_refused(tandem, desk, name):
    assert tandem("new", "--", name).code == 2
    assert not list(desk.glob("*/scenario.yaml"))


def test_a_name_that_begins_with_a_figure_is_told_how_one_begins(tandem, desk):
    assert "begins with a letter" in tandem("new", "2day").err


def test_a_name_of_a_person_has_no_braces(tandem, desk):
    done = tandem("new", "mine", "--ceo", "{x}")
    assert (done.code, "braces" in done.err, (desk / "mine").exists()) == (2, True, False)


@pytest.mark.long
def test_every_scene_option_and_ending_of_it_can_be_reached(tandem, desk):
    tandem("new", "mine")
    findings = explore_scenario(load_scenario(desk / "mine").scenario, 150).findings
    assert {one.target: one.status for one in findings if one.status != "reached"} == {}
