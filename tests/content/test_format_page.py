"""The page about the format is whole: every field and code is on it, its crisis plays, its schema is current."""

import json
import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from game.content import schema
from game.content.checks.rulebook import RULES
from game.content.compiler import compile_scenario
from game.content.schema import build_json_schema, build_people_json_schema, list_all_fields, list_known_fields
from game.content.yaml.reader import parse_document
from game.engine.scenario import PRINCIPLES
from game.engine.stocks import STOCKS
from tests.content.workbench import found_in, small, written

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "scenario-format.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"(?ms)^### (\w+)\n(.*?)(?=^##)", PAGE))


@pytest.mark.parametrize(("group", "name", "told"), list_all_fields())
def test_every_field_is_described_in_the_schema_and_on_the_page(group, name, told):
    assert len(told) > 10
    inherited = group == "ChairPerson" and name in schema.PersonSchema.model_fields
    section = SECTIONS["Person" if inherited else group]
    assert f"| `{name}` |" in section
    assert told.replace("|", "/") in section


EXAMPLES = {
    group: re.findall(r"(?ms)^```yaml example\n(.*?)^```$", section)
    for group, section in SECTIONS.items()
    if group != "Scenario"
}
TYPES = {
    part.__name__.removesuffix("Schema"): part
    for module in (schema, schema.story, schema.fields)
    for part in vars(module).values()
    if isinstance(part, type) and issubclass(part, BaseModel)
}


@pytest.mark.parametrize("group", EXAMPLES)
def test_the_examples_of_a_group_load_and_show_each_of_its_fields(group):
    shown = set()
    assert len(EXAMPLES[group]) == 1
    for example in re.split(r"(?m)^# .*\n", EXAMPLES[group][0]):
        document = parse_document(example, "example")
        assert not document.problems
        for fields in document.value if isinstance(document.value, list) else [document.value]:
            TYPES[group].model_validate(fields)
            shown |= fields.keys()
    assert shown >= TYPES[group].model_fields.keys()


def test_the_page_tells_of_no_field_that_is_not_there():
    there = {(group, name) for group, name, _ in list_all_fields()}
    for group, section in SECTIONS.items():
        for name in re.findall(r"(?m)^\| `(\w+)` \|", section):
            assert (group, name) in there


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_code_is_on_the_page(rule):
    assert f"| {rule.code} | {rule.severity} | {rule.level} | {rule.title}: {rule.reason} |" in PAGE


def test_the_crisis_on_the_page_can_be_played_and_published(tmp_path):
    text = re.search(r"(?s)```yaml\n(.*?)```", PAGE)[1]
    loaded = compile_scenario(text.encode(), {}, tmp_path / "the-late-parcel" / "scenario.yaml")
    assert list(loaded.scenario.scenes) == ["noon", "friday"]
    assert [one.code for one in found_in(written(tmp_path, text), "play")] == ["S120"]


@pytest.mark.parametrize(("name", "build"), [("scenario", build_json_schema), ("people", build_people_json_schema)])
def test_the_schemas_for_editors_are_those_of_the_types(name, build):
    file = ROOT / "scenarios" / f"{name}.schema.json"
    assert json.loads(file.read_text(encoding="utf-8")) == build(), "run `make generated`"


def test_the_schema_of_people_has_the_parts_of_the_format():
    whole, people = build_json_schema(), build_people_json_schema()
    assert people["required"] == ["tandem", "language", "people"]
    assert people["additionalProperties"] is False
    for name in ("people", "address"):
        inner = people["properties"][name]["additionalProperties"]
        assert inner == whole["properties"][name]["additionalProperties"]
    for part in ("Profile", "Manner", "Portrait", "Address"):
        assert people["$defs"][part] == whole["$defs"][part]


def test_the_schema_knows_every_field_and_refuses_all_others():
    groups = {"Scenario": build_json_schema(), **build_json_schema()["$defs"]}
    for group, name, told in list_all_fields():
        assert groups[group]["properties"][name]["description"] == told
    assert all(part.get("additionalProperties") is not None for part in groups.values() if part.get("type") == "object")


def test_the_format_names_the_stocks_and_principles_of_the_engine():
    assert schema.Stock.__args__ == STOCKS
    assert schema.DyadStock.__args__ + schema.CompanyStock.__args__ == STOCKS
    assert schema.Principle.__args__ == PRINCIPLES


def test_the_fields_that_may_stand_at_a_place_are_known():
    assert "solo" in list_known_fields(small(), ("minutes",))
    assert "because" in list_known_fields(small(), ("scenes", 1, "decide", "options", 0, "effects", "finance"))
    assert "wants" in list_known_fields(small(), ("cast", "lan", "voice"))
    assert "obstacle" in list_known_fields(small(), ("cast", "ceo"))
    assert "obstacle" not in list_known_fields(small(), ("cast", "lan"))
