"""What `check` hears in two languages: clipped Vietnamese, quips, names that are words, one word for two things."""

import re
import shutil

import polib
import pytest

from tests.content.workbench import SMALL, TEXT, at, changed, codes, edited, found_in, problems_of, small, written

CRISES = SMALL.parents[2] / "scenarios"


def rewritten(tmp_path, rewrite):
    """What is found at "publish" in a shipped crisis, each text of whose translation was rewritten."""
    shutil.copy(CRISES / "people.yaml", tmp_path)
    shutil.copy(CRISES / "people.vi.po", tmp_path)
    home = tmp_path / "the-third-candidate"
    shutil.copytree(CRISES / "the-third-candidate", home)
    entries = polib.pofile(str(home / "vi.po"))
    for entry in entries:
        entry.msgstr = rewrite(entry)
    entries.save()
    return [one for one in found_in(home, "publish") if one.code in {"L118", "L119", "L120", "T124", "T125", "T126"}]


@pytest.mark.long
def test_a_shipped_crisis_has_none_of_it(tmp_path):
    assert rewritten(tmp_path, lambda entry: entry.msgstr) == []


@pytest.mark.long
def test_vietnamese_without_its_small_words_is_too_sparse(tmp_path):
    small_words = re.compile(r"\b(?:thì|mà|nên|rồi|còn|cái|của|những|các|đã|đang|cũng|vẫn|mới|là|một|cho|với|ở|ạ) ")
    found = rewritten(tmp_path, lambda entry: small_words.sub("", entry.msgstr))
    sparse = [one for one in found if one.code == "L119"]
    assert len(sparse) >= 4
    assert all(re.search(r"'scenes\.\w+' has (?:0\.\d\d|1\.[01]\d) Vietnamese", one.message) for one in sparse)
    assert "fill out the Vietnamese" in sparse[0].hint


@pytest.mark.long
def test_vietnamese_that_says_everything_twice_is_too_wordy(tmp_path):
    found = rewritten(
        tmp_path, lambda entry: f"{entry.msgstr} {entry.msgstr}" if ".the_seat." in entry.msgctxt else entry.msgstr
    )
    (wordy,) = [one for one in found if one.code == "L119"]
    assert wordy.message.startswith("'scenes.the_seat' has 2.")
    assert wordy.hint == "say it in fewer syllables"


@pytest.mark.long
def test_texts_that_all_close_on_a_quip_are_told_once_in_their_language(tmp_path):
    found = rewritten(tmp_path, lambda entry: f"{entry.msgstr} Thế là xong." if "." in entry.msgstr else entry.msgstr)
    (quips,) = [one for one in found if one.code == "T125"]
    assert quips.message.startswith("in vi, ")
    assert quips.message.endswith("texts of several sentences close on 6 syllables or fewer")


@pytest.mark.long
def test_a_term_that_the_texts_call_something_else_is_told_at_the_glossary(tmp_path):
    def call_it_a_purse(entry):
        return "túi" if entry.msgid == "wallet" else entry.msgstr

    (term,) = [one for one in rewritten(tmp_path, call_it_a_purse) if one.code == "L120"]
    assert re.match(r"\d+ of \d+ texts with 'wallet' do not say 'túi': ", term.message)


def test_a_term_that_few_texts_name_is_not_asked_about(tmp_path):
    po = (SMALL / "vi.po").read_text(encoding="utf-8")
    assert sum("SLA" in part for part in po.split("\n\n")) < 3
    changed_term = re.sub(r'(msgctxt "glossary\.0\.term"\nmsgid "SLA"\nmsgstr) "SLA"', r'\1 "cam kết"', po)
    assert changed_term != po
    assert "L120" not in {one.code for one in found_in(written(tmp_path, TEXT, vi=changed_term), "publish")}


def named(tmp_path, name, text):
    """The codes found in the small crisis in Vietnamese, with a name for Mai and the text of one scene."""
    po = (SMALL / "vi.po").read_text(encoding="utf-8")
    po = re.sub(r'(msgctxt "cast\.mai\.name"\nmsgid "Mai"\nmsgstr) ".*"', rf'\1 "{name}"', po)
    po = re.sub(r'(msgctxt "scenes\.letter\.text"\nmsgid (?:".*"\n)+msgstr) (?:".*"\n)+', rf'\1 "{text}"\n', po)
    assert name in po
    assert text in po
    return {one.code for one in found_in(written(tmp_path, TEXT, vi=po), "publish") if one.code in {"T123", "T124"}}


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("Bảo", "Có phong bì trên bàn {cto}. {mai} vào sớm hơn cả nhà.", {"T123"}),
        ("Bảo", "Có phong bì trên bàn {cto}. “Bảo Lan đợi.”", {"T123"}),
        ("Bảo", "Có phong bì trên bàn {cto}. Chị {mai} vào sớm hơn cả nhà.", set()),
        ("Bảo", "Có phong bì trên bàn {cto}, {mai} vào sớm hơn cả nhà.", set()),
        ("Bảo", "Có phong bì trên bàn {cto}. {mai}.", set()),
        ("Thư", "Có phong bì trên bàn {cto}. {mai} vào sớm hơn cả nhà.", {"T123"}),
        ("Mai", "Có phong bì trên bàn {cto}. {mai} vào sớm hơn cả nhà.", set()),
        ("Bảo", "Có phong bì trên bàn {cto}, " + "ai cũng bảo mở, " * 20 + "chẳng ai mở.", {"T124"}),
        ("Bảo", "Có phong bì trên bàn {cto}, " + "ai cũng bảo mở, " * 1 + "chẳng ai mở.", set()),
        ("Linh", "Có phong bì trên bàn {cto}, " + "cái gì linh thế, " * 20 + "chẳng ai mở.", set()),
    ],
)
def test_a_name_that_reads_as_a_word(tmp_path, name, text, told):
    assert named(tmp_path, name, text) == told


def test_two_labels_are_one_name_whatever_their_case_and_spaces():
    data = changed("facts.bonus", label="renewal  DATE")
    (found,) = [one for one in problems_of(data, "play") if one.code == "T126"]
    assert found.message == "two facts are called 'Renewal date' in en"
    assert found.related[0].message == "the first"


def test_a_fact_and_an_ending_may_share_a_name():
    data = small()
    at(data, "endings.0")["title"] = at(data, "facts.bonus")["label"]
    assert "T126" not in codes(data, "play")


def test_two_endings_with_one_title_are_told():
    data = small()
    at(data, "endings.1")["title"] = at(data, "endings.0")["title"]
    assert "T126" in codes(data, "play")


@pytest.mark.parametrize("word", ["KPI", "CRM", "SLA", "API", "ASAP", "OKR"])
def test_words_of_every_office_need_no_explanation(word):
    assert "T110" not in codes(edited("An envelope on", f"The {word}, an envelope on"), "play")
