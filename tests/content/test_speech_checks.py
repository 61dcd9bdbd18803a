"""Speech as the checker hears it: in quotation marks, without one's own name, with the words of the table."""

import pytest

from game.content.checker import collect_findings
from tests.content.workbench import SMALL, TEXT, found_in, written

ROOT = SMALL.parents[2]
TABLE = """\
address:
  vi: {order: [ceo, cto], kin: {ceo: chị, cto: anh}, told: {ceo: chị, cto: anh}}
"""
BEFORE = '    told: "{cto} approved {lan}\'s change at night without reading it."\n'
SPOKEN = 'msgctxt "facts.skipped_review.spoken"\nmsgid "“I approved it at night.”"\nmsgstr "{}"\n'


def speaking(tmp_path, says, *, source="“I approved it at night.”", table=TABLE):
    """The codes of family L that are found where the CTO says a fact in Vietnamese."""
    text = TEXT.replace(BEFORE, f"{BEFORE}    spoken: {source}\n") + table
    assert text.count("spoken:") == 1
    vietnamese = (SMALL / "vi.po").read_text(encoding="utf-8") + "\n" + SPOKEN.format(says)
    found = found_in(written(tmp_path, text, vi=vietnamese), "publish")
    return [one for one in found if one.code in {f"L{number}" for number in range(112, 118)}]


def codes_of_speech(tmp_path, says, **fields):
    return {one.code for one in speaking(tmp_path, says, **fields)} - {"L114"}


@pytest.mark.parametrize(
    ("says", "codes"),
    [
        ("“Nửa đêm em duyệt chị ạ.”", set()),
        ("Nửa đêm em duyệt chị ạ.", {"L112"}),
        ("“Nửa đêm tôi duyệt.”", {"L116"}),
        ("“Nửa đêm em duyệt. Em bảo ‘tôi duyệt’ ạ.”", set()),
        ("“Nửa đêm em nhắn cho mấy người bạn cũ chị ạ.”", set()),
        ("“Nửa đêm hai bạn trong tổ nhờ em duyệt chị ạ.”", set()),
        ("“Nửa đêm bạn nhờ em duyệt.”", {"L116"}),
        ("“Nửa đêm em duyệt. Em chưa đọc.”", {"L117"}),
        ("“Nửa đêm em duyệt. Em chưa đọc chị ạ.”", set()),
        ("“Nửa đêm em duyệt.”", set()),
    ],
)
def test_vietnamese_speech_uses_the_words_of_the_table(tmp_path, says, codes):
    assert codes_of_speech(tmp_path, says) == codes


def test_without_a_table_nothing_is_asked_of_the_words(tmp_path):
    assert not speaking(tmp_path, "“Nửa đêm tôi duyệt. Tôi chưa đọc.”", table="")


def test_a_private_text_that_says_you_is_found_where_there_is_a_table(tmp_path):
    found = [one for one in speaking(tmp_path, "“Nửa đêm em duyệt ạ.”") if one.code == "L114"]
    assert "'facts.bonus.text'" in found[0].message
    assert found[0].message.endswith("in vi")


def test_a_town_that_begins_with_a_name_is_no_name(tmp_path):
    said = "“Dũng Quất called, and I approved it.”"
    assert "L113" not in {one.code for one in speaking(tmp_path, "“Nửa đêm em duyệt ạ.”", source=said)}


@pytest.mark.parametrize("who", ["{cto}", "Dũng"])
def test_whoever_speaks_does_not_name_themselves(tmp_path, who):
    found = speaking(tmp_path, "“Nửa đêm em duyệt ạ.”", source=f"“{who} approved it at night.”")
    assert "L113" in {one.code for one in found}


def test_the_other_may_be_named(tmp_path):
    found = speaking(tmp_path, "“Nửa đêm em duyệt ạ.”", source="“{ceo}, I approved it at night.”")
    assert "L113" not in {one.code for one in found}


def test_an_objection_names_neither_chair(tmp_path):
    text = TEXT.replace("    objection: ", "    objection: “{ceo} would never.” # ", 1)
    assert text != TEXT
    assert "L113" in {one.code for one in found_in(written(tmp_path, text), "play")}


@pytest.mark.long
@pytest.mark.parametrize("crisis", ["launch-day-red", "the-third-candidate"])
def test_the_crises_of_the_pack_speak(crisis):
    found = collect_findings([ROOT / "scenarios" / crisis], "publish").problems
    assert not [one for one in found if "L112" <= one.code <= "L117"]


@pytest.mark.parametrize("crisis", ["launch-day-red", "the-third-candidate"])
def test_every_fact_of_the_pack_is_spoken(crisis):
    text = (ROOT / "scenarios" / crisis / "scenario.yaml").read_text(encoding="utf-8")
    facts = text.split("\nfacts:\n")[1].split("\nscenes:\n")[0]
    assert facts.count("\n    spoken: ") == facts.count("\n    told: ")
