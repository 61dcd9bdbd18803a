"""From YAML to the frozen crisis: what is written arrives, what is not has its default, words do not count as logic."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import strategies as st

from game.content.compiler import compile_scenario, load_scenario
from game.content.diagnostic import ScenarioError
from game.content.outline import list_wordings
from game.engine.scenario import END, Branch, Effect, Line, Move
from game.engine.stocks import INDEX, NEUTRAL
from tests.content.poison import POISONS, poisoned, poisoned_folder
from tests.content.workbench import (
    SMALL,
    SOURCE,
    TEXT,
    at,
    changed,
    dumped,
    edited,
    found_in,
    problems_of,
    small,
    written,
)
from tests.properties import check_property


@pytest.fixture(scope="module")
def loaded():
    return load_scenario(SMALL)


def scenario_of(data):
    text = data if isinstance(data, str) else dumped(data)
    return compile_scenario(text.encode(), {}, SOURCE).scenario


def option(loaded, scene, name):
    return loaded.scenario.scenes[scene].decision.find_option(name)


def test_moves_arrive_with_strength_person_and_fact(loaded):
    assert option(loaded, "standup", "void_tonight").moves == (Move("own"), Move("clarify", 0.5))
    assert option(loaded, "standup", "void_by_hand").moves == (Move("appreciate", 0.5), Move("delegate", 2.0))
    assert option(loaded, "afternoon", "mine").moves == (Move("own"), Move("share", fact="bonus"))
    assert option(loaded, "afternoon", "lan_did_it").moves == (Move("blame", on="lan"),)


def test_effects_arrive_in_order_with_what_explains_them(loaded):
    later = option(loaded, "standup", "void_tonight").later[0]
    assert later.effects == (Effect("finance", -2), Effect("finance", -3, "skipped_review"))
    assert (later.after, later.cued) == (2, True)
    assert option(loaded, "standup", "void_tonight").effects[2] == Effect("finance", 6, "refund_path")
    assert loaded.scenario.facts["discount"].price == (Effect("structure", -4), Effect("culture", -4))


def test_scenes_follow_the_file_unless_told_otherwise(loaded):
    scenes = loaded.scenario.scenes
    assert scenes["morning"].then == (Branch("standup"),)
    assert [branch.to for branch in scenes["afternoon"].then] == ["letter", "fortnight"]
    assert scenes["month_end"].then == (Branch(END),)
    assert option(loaded, "fortnight", "run_by_minh").then == (Branch("month_end"),)
    assert option(loaded, "fortnight", "run_on_time").then == ()


def test_a_scene_opens_all_facts_or_those_named(loaded):
    scenes = loaded.scenario.scenes
    assert scenes["afternoon"].say == tuple(loaded.scenario.facts)
    assert scenes["month_end"].say == ("discount", "retry_bug", "bonus")
    assert scenes["morning"].say == ()


def test_texts_are_lines_by_path_with_their_conditions(loaded):
    morning = loaded.scenario.scenes["morning"]
    assert morning.private["ceo"] == (Line("scenes.morning.private.ceo"),)
    first, second = morning.private["cto"]
    assert (first.path, second.path) == ("scenes.morning.private.cto.0.text", "scenes.morning.private.cto.1.text")
    assert first.when.text == "draw.cause.retry"
    assert second.when.text == "draw.cause.double_click"


def test_the_chairs_have_goals_and_the_rest_of_the_cast_names(loaded):
    ceo, cto = loaded.scenario.cast["ceo"], loaded.scenario.cast["cto"]
    assert [(goal.id, goal.path) for goal in ceo.goals] == [
        ("contract", "cast.ceo.goals.contract.text"),
        ("calm", "cast.ceo.goals.calm.text"),
    ]
    assert [(goal.id, goal.path) for goal in cto.goals] == [("goal", "cast.cto.goal")]
    assert cto.goals[0].cares == {"engineering": 1.0, "strain": -0.6, "csat_product": 0.4}
    assert ceo.reasons["treated"] == ("cast.ceo.reasons.treated.0", "cast.ceo.reasons.treated.1")
    assert loaded.scenario.cast["lan"].goals == ()


def test_the_company_starts_neutral_where_nothing_is_said(loaded):
    start = loaded.scenario.start
    assert start[INDEX["cash"]] == 120_000
    assert start[INDEX["ceo.trust"]] == 4800
    assert start[INDEX["cto.trust"]] == NEUTRAL["cto.trust"]


def test_what_is_left_out_has_its_default():
    bare = changed("", pace=None, tokens=None, echoes=None, voices=None, glossary=None)
    scenario = scenario_of(bare)
    assert (scenario.pace, scenario.tokens, scenario.echoes, scenario.terms) == (1.0, 2, (), ())
    long = small()
    long["tokens"] = None
    del long["tokens"]
    for number in range(6):
        long["scenes"].insert(4, {"id": f"more_{number}", "text": "x"})
    assert scenario_of(long).tokens == 3


def test_every_path_that_the_crisis_names_has_a_text_in_both_languages(loaded):
    english, vietnamese = loaded.texts.tables["en"], loaded.texts.tables["vi"]
    named = set(_paths(loaded.scenario))
    assert named
    assert named <= english.keys() == vietnamese.keys()
    assert loaded.texts.languages == ("en", "vi")
    assert loaded.texts.get("title", "vi") == "Những hóa đơn gửi hai lần"
    assert loaded.texts.get("title", "fr") == "The invoices that went out twice"


def _paths(scenario):
    for scene in scenario.scenes.values():
        yield f"{scene.path}.text"
        yield from [line.path for line in scene.also]
        yield from [line.path for lines in scene.private.values() for line in lines]
        for one in scene.decision.options if scene.decision else ():
            yield f"{one.path}.text"
            yield from [f"{one.path}.objection"] if one.objected else []
            yield from [f"{one.path}.promise.text"] if one.promise else []
            yield from [line.path for line in one.results]
            yield from [line.path for lines in one.private.values() for line in lines]
            for later in one.later:
                yield from [f"{later.path}.text", *([f"{later.path}.cue"] if later.cued else [])]
    for fact in scenario.facts.values():
        yield from [f"{fact.path}.{part}" for part in ("label", "text", "told")]
        yield from [f"{fact.path}.surfaces.text"] if fact.surfaces else []
    for person in scenario.cast.values():
        yield f"{person.path}.name"
        yield from [goal.path for goal in person.goals]
        yield from [path for paths in person.reasons.values() for path in paths]
    yield from [one.path for one in (*scenario.echoes, *scenario.voices, *scenario.questions)]
    yield from [f"{ending.path}.{part}" for ending in scenario.endings for part in ("title", "text")]
    yield from [f"glossary.{number}.{part}" for number in range(len(scenario.terms)) for part in ("term", "text")]
    yield from [f"objectives.{number}" for number in range(scenario.objectives)]


@pytest.mark.parametrize(
    "edit",
    [
        ("title: The invoices that went out twice", "title: Twice"),
        ("minutes: {solo: 6, pair: 12}", "minutes: {solo: 7, pair: 9}"),
        ("principles: [open_flow, no_blame]", "principles: [freedom, no_blame]"),
        ("language: en", "language: vi"),
        ("when: cto.safety >= 50", "when: cto.safety  >=  50"),
        ("text: You could say it in six words.", "text: Six words."),
    ],
)
def test_words_do_not_change_the_hash_of_the_logic(loaded, edit):
    assert scenario_of(edited(*edit)).logic == loaded.scenario.logic


@pytest.mark.parametrize(
    "edit",
    [
        ("sales: -3, culture: +2,", "sales: -3, culture: +1,"),
        ("when: cto.safety >= 50", "when: cto.safety >= 51"),
        ("pace: 2", "pace: 2.5"),
        ("{appreciate: half}, {delegate: double}", "{appreciate: half}, delegate"),
        ("cares: {engineering: 1.0", "cares: {engineering: 0.9"),
        ("board: void_by_hand", "board: void_tonight"),
        ("draw: {cause: [retry, double_click]}", "draw: {cause: [double_click, retry]}"),
    ],
)
def test_what_changes_play_changes_the_hash(loaded, edit):
    assert scenario_of(edited(*edit)).logic != loaded.scenario.logic


def test_the_copy_in_a_save_compiles_to_the_same_crisis(loaded):
    again = compile_scenario(loaded.source, loaded.translations, SOURCE)
    assert again.scenario == loaded.scenario
    assert again.digest == loaded.digest
    assert dict(again.texts.tables["vi"]) == dict(loaded.texts.tables["vi"])


def test_a_crisis_that_cannot_be_played_tells_every_reason(tmp_path):
    text = TEXT.replace("then: month_end\n", "then: monthend\n").replace("cto.safety >= 50", "cto.saftey >= 50")
    with pytest.raises(ScenarioError) as caught:
        load_scenario(written(tmp_path, text))
    assert sorted({one.code for one in caught.value.diagnostics}) == ["G102", "S104"]
    assert "did you mean" not in str(caught.value)
    assert ":139:15: error G102 unknown name 'cto.saftey'" in str(caught.value)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"[]", b"tandem: 2", b"- a", b"null", b"tandem: 2\nscenes: 3\n"])
def test_what_is_no_crisis_is_refused(content):
    with pytest.raises(ScenarioError) as caught:
        compile_scenario(content, {}, SOURCE)
    assert caught.value.diagnostics


def test_a_missing_file_is_told_by_its_name(tmp_path):
    with pytest.raises(ScenarioError, match=r"none\.yaml:1:1: error R101"):
        load_scenario(tmp_path / "none.yaml")


@pytest.mark.parametrize("name", ["x" * 5000, "a\x00b", "x/" * 3000])
def test_a_name_that_no_file_can_have_is_told_politely(name):
    with pytest.raises(ScenarioError, match="R101"):
        load_scenario(Path(name))


def test_a_broken_translation_does_not_keep_a_crisis_from_being_played(tmp_path):
    loaded = load_scenario(written(tmp_path, TEXT, vi='msgid "a"b"', fr=""))
    assert loaded.texts.languages == ("en", "fr", "vi")
    assert loaded.texts.get("title", "vi") == "The invoices that went out twice"


def test_a_poisoned_crisis_loads_and_its_texts_stay_as_they_are_written(tmp_path):
    folder = poisoned_folder(tmp_path)
    loaded = load_scenario(folder)
    for path, text in loaded.texts.tables["en"].items():
        assert text.endswith(POISONS), path
    assert len(loaded.texts.tables["vi"]) == len(loaded.texts.tables["en"])
    told = {one.code for one in found_in(folder)}
    assert told == {"T102", "L118"}, "it plays; {0} names nobody, and the poison of a translation holds other digits"


def test_every_text_of_the_poisoned_crisis_is_poisoned():
    from game.content.yaml.reader import parse_document

    for wording in list_wordings(parse_document(poisoned(), "x").value):
        assert wording.text.endswith(POISONS)


LINES = TEXT.splitlines(keepends=True)
WORDS = """{ } [ ] : - ' " | &a *a !t no 012 # when: null -1 99999999999 {} [] true 1.5 <<: ceo both"""
JUNK = st.sampled_from([*WORDS.split(), "\t", "\n", "e\u0301", "x" * 300, "\u202e", "\x00", "\n---\n"])


@check_property(st.data(), few=12, many=150)
def test_no_mutation_of_a_crisis_gives_anything_but_problems(data):
    lines = list(LINES)
    for _ in range(data.draw(st.integers(1, 4))):
        where = data.draw(st.integers(0, len(lines) - 1))
        line = lines[where]
        column = data.draw(st.integers(0, len(line)))
        match data.draw(st.integers(0, 4)):
            case 0:
                lines[where] = line[:column] + data.draw(JUNK) + line[column:]
            case 1:
                lines[where] = line[: line.find(":") + 1] + " " + data.draw(JUNK) + "\n"
            case 2:
                del lines[where]
            case 3:
                lines[where], lines[where - 1] = lines[where - 1], lines[where]
            case _:
                lines[where] = line[:column] + "\n"
        if not lines:
            return
    text = "".join(lines)
    found = problems_of(text, "publish")
    assert all(one.line <= text.count("\n") + 1 for one in found)
    assert all(one.message.isprintable() and one.hint.isprintable() for one in found)
    with suppress(ScenarioError):
        compile_scenario(text.encode("utf-8", "replace"), {}, SOURCE)


def test_the_way_to_a_part_is_by_ids():
    assert at(small(), "scenes.standup.decide.options.credit_note")["tone"] == "warm"
