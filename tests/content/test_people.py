"""The people of a pack: borrowed by crises, translated with them, whole in every copy."""

import json
from argparse import ArgumentParser
from hashlib import sha256
from pathlib import Path

import pytest

from game.cli import i18n
from game.content.checker import collect_findings
from game.content.compiler import ScenarioError, compile_scenario, load_scenario
from game.content.people import compute_digest
from game.content.scenario_library import find_pack_folder
from game.content.yaml.reader import parse_document
from tests.engine.crisis import file, option, scene

FACE = "\n".join(["....hhhhh..."] * 12)
PACK = {
    "tandem": 2,
    "language": "en",
    "people": {
        "ha": {
            "name": "Hà",
            "role": "head of all",
            "strengths": {"rooms": "hears what nobody says"},
            "portrait": {"cloth": ["#ffaf5f", "#af875f"], "skin": ["#ffd7af", "#d7af87"], "face": FACE},
        },
        "dung": {"name": "Dũng", "role": "CTO", "voice": {"wants": "to be asked"}},
        "minh": {"name": "Minh"},
    },
    "address": {"vi": {"order": ["ha", "dung"], "kin": {"ha": "chị"}, "pairs": {"dung>ha": "chị Hà"}}},
}
PEOPLE_PO = """
msgctxt "people.ha.role"
msgid "head of all"
msgstr "người lo mọi việc"
"""


def borrowing(**fields):
    whole = file(scene("one", option("a", relies_on="rooms", when="not named.ceo.rooms")), **fields)
    whole["cast"]["ceo"] = {"person": "ha", "goal": "g"}
    whole["cast"]["cto"] = {"person": "dung", "role": "boss of code", "goal": "g"}
    return whole


@pytest.fixture
def pack(tmp_path):
    """Return the folder of a crisis that borrows its two people."""
    folder = tmp_path / "rules"
    folder.mkdir()
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in borrowing().items()]
    (folder / "scenario.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "vi.po").write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n', encoding="utf-8")
    (tmp_path / "people.yaml").write_text(json.dumps(PACK, ensure_ascii=False), encoding="utf-8")
    (tmp_path / "people.vi.po").write_text(PEOPLE_PO, encoding="utf-8")
    return folder


@pytest.fixture
def tandem_i18n():
    """Return a way to run `tandem i18n`."""

    def run(*arguments):
        parser = ArgumentParser()
        i18n.declare_arguments(parser)
        given = parser.parse_args(arguments)
        return given.run(given)

    return run


def test_the_cast_has_the_texts_of_the_people_it_is_unless_it_has_its_own(pack):
    texts = load_scenario(pack).texts
    assert texts.get("cast.ceo.name", "en") == "Hà"
    assert texts.get("cast.ceo.role", "en") == "head of all"
    assert texts.get("cast.ceo.strengths.rooms", "en") == "hears what nobody says"
    assert (texts.get("cast.cto.role", "en"), texts.get("cast.cto.voice.wants", "en")) == (
        "boss of code",
        "to be asked",
    )
    assert texts.get("cast.lan.name", "en") == "Lan"


def test_their_translations_come_with_them(pack):
    texts = load_scenario(pack).texts
    assert texts.get("cast.ceo.role", "vi") == "người lo mọi việc"
    assert texts.get("cast.cto.voice.wants", "vi") == "to be asked"


def test_a_crisis_in_another_language_has_them_in_its_own(pack):
    source = (pack / "scenario.yaml").read_text(encoding="utf-8").replace('language: "en"', 'language: "vi"')
    (pack / "scenario.yaml").write_text(source, encoding="utf-8")
    (pack / "vi.po").rename(pack / "en.po")
    texts = load_scenario(pack).texts
    assert [texts.get("cast.ceo.role", language) for language in ("vi", "en")] == ["người lo mọi việc", "head of all"]


def test_strengths_portrait_and_address_are_frozen_by_the_ids_of_the_cast(pack):
    scenario = load_scenario(pack).scenario
    assert scenario.cast["ceo"].strengths == ("rooms",)
    assert scenario.cast["ceo"].portrait.face == tuple(FACE.splitlines())
    assert scenario.address["vi"].order == ("ceo", "cto")
    assert scenario.address["vi"].pairs == {("cto", "ceo"): "chị Hà"}


def test_a_copy_is_whole_by_itself_and_holds_nobody_else(pack):
    loaded = load_scenario(pack)
    assert loaded.digest == sha256(loaded.source).hexdigest() == compute_digest(pack / "scenario.yaml")
    assert "Minh" not in loaded.source.decode()
    copy = compile_scenario(loaded.source, loaded.translations, Path("elsewhere/scenario.yaml"))
    assert copy.scenario == loaded.scenario
    assert copy.texts.get("cast.ceo.role", "vi") == "người lo mọi việc"


def test_both_hashes_follow_the_people(pack):
    before = load_scenario(pack)
    changed = {
        **PACK,
        "people": {**PACK["people"], "ha": {**PACK["people"]["ha"], "strengths": {"rooms": "x", "y": "z"}}},
    }
    (pack.parent / "people.yaml").write_text(json.dumps(changed, ensure_ascii=False), encoding="utf-8")
    after = load_scenario(pack)
    assert (before.digest != after.digest, before.scenario.logic != after.scenario.logic) == (True, True)


def test_somebody_who_is_not_there_is_reported(pack):
    (pack.parent / "people.yaml").unlink()
    with pytest.raises(ScenarioError) as refused:
        load_scenario(pack)
    assert {problem.code for problem in refused.value.diagnostics} >= {"S128"}


def test_the_texts_of_the_pack_are_not_asked_of_the_crisis(pack):
    found = collect_findings([pack], "publish").problems
    assert not [problem for problem in found if "people." in problem.message]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"people": {"ha": {"role": "no name"}}}, "name"),
        ({"people": {"ha": {**PACK["people"]["ha"], "strengths": {"a": "a", "b": "b", "c": "c"}}}}, "strengths"),
        (
            {"people": {"ha": {"name": "x", "portrait": {**PACK["people"]["ha"]["portrait"], "face": "hh"}}}},
            "12 rows",
        ),
    ],
)
def test_faults_in_the_people_are_found_in_their_file(pack, change, told):
    (pack.parent / "people.yaml").write_text(json.dumps({**PACK, **change}, ensure_ascii=False), encoding="utf-8")
    found = [problem for problem in collect_findings([pack], "load").problems if problem.code == "F112"]
    assert found
    assert all(problem.file.endswith("people.yaml") for problem in found)
    assert any(told in problem.message for problem in found)


def test_a_key_that_is_no_id_is_told_with_the_one_that_is_meant(pack):
    text = json.dumps({**PACK, "people": {"hà": PACK["people"]["ha"]}}, ensure_ascii=False)
    (pack.parent / "people.yaml").write_text(text, encoding="utf-8")
    (found,) = [one for one in collect_findings([pack], "load").problems if one.file.endswith("people.yaml")]
    assert (found.code, found.message, found.nearest) == ("F106", "'hà' is not a valid id", "ha")


def test_the_people_are_translated_in_a_file_of_their_own(pack, tandem_i18n):
    (pack.parent / "people.vi.po").unlink()
    assert tandem_i18n("update", str(pack.parent / "people.yaml"), "--to", "vi") == 0
    text = (pack.parent / "people.vi.po").read_text(encoding="utf-8")
    assert 'msgctxt "people.dung.voice.wants"' in text
    assert tandem_i18n("update", str(pack), "--to", "vi") == 0
    assert "people." not in (pack / "vi.po").read_text(encoding="utf-8").split("msgid", 2)[2].replace("people.yaml", "")


def test_a_pack_is_translated_with_its_people(pack, tandem_i18n, capsys):
    """A path to a pack stands for its people, too; `check` fails while a text of theirs is open."""
    assert tandem_i18n("check", str(pack.parent), "--to", "vi") == 1
    assert "people.vi.po: 1 of 7 texts" in capsys.readouterr().out


def test_the_people_of_the_game_are_whole_in_both_languages(tandem_i18n):
    """Everybody has a role and a voice, the chairs two strengths, and somebody's place in the order of age."""
    people = parse_document(find_pack_folder().joinpath("people.yaml").read_text(encoding="utf-8"), "people").value
    for name, person in people["people"].items():
        assert {"name", "role", "voice"} <= person.keys(), name
        assert name in people["address"]["vi"]["order"]
        assert {name} <= people["address"]["vi"]["kin"].keys() & people["address"]["vi"]["told"].keys()
    assert [len(people["people"][chair]["strengths"]) for chair in ("ha", "dung")] == [2, 2]
    assert tandem_i18n("check", str(find_pack_folder() / "people.yaml")) == 0


@pytest.mark.parametrize("crisis", ["launch-day-red", "minh-xin-nghi", "the-third-candidate"])
def test_the_crises_of_the_game_rely_on_a_strength_of_each_chair(crisis):
    scenario = load_scenario(find_pack_folder() / crisis).scenario
    options = [one for scene in scenario.scenes.values() if scene.decision for one in scene.decision.options]
    relied_on = {option.relies_on for option in options if option.relies_on}
    assert all(relied_on & set(scenario.cast[chair].strengths) for chair in ("ceo", "cto"))
