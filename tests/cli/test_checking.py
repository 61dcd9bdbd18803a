"""`tandem check` and `tandem i18n update`: what authors run all day."""

import json
import shutil
from pathlib import Path

import pytest


@pytest.fixture
def crisis(small, tmp_path) -> Path:
    return Path(shutil.copytree(small, tmp_path / "crisis"))


def spoil(crisis: Path) -> None:
    file = crisis / "scenario.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("to: fortnight}", "to: fortnigth}"), encoding="utf-8")


def test_a_sound_crisis_passes_in_silence(tandem, small):
    done = tandem("check", small)
    assert (done.code, done.out) == (0, "")
    assert "1 checked" in done.err


def test_a_wrong_one_is_told_with_its_place_and_the_fix(tandem, crisis):
    spoil(crisis)
    done = tandem("check", str(crisis))
    assert done.code == 1
    assert "scenario.yaml:" in done.out
    assert "S104" in done.out
    assert "did you mean 'fortnight'" in done.out


def test_json_and_github_say_the_same(tandem, crisis):
    spoil(crisis)
    told = json.loads(tandem("check", str(crisis), "--format", "json").out)
    assert [one["code"] for one in told if one["severity"] == "error"] == ["S104"]
    line = tandem("check", str(crisis), "--format", "github").out
    assert f"line={told[0]['line']},col={told[0]['column']}" in line


def test_a_wrong_crisis_is_not_played_and_says_why(tandem, crisis):
    spoil(crisis)
    done = tandem("play", str(crisis), "--plain")
    assert done.code == 1
    assert "S104" in done.err
    assert not done.out


def test_a_translation_is_brought_up_to_date_without_loss(tandem, crisis):
    before = (crisis / "vi.po").read_text(encoding="utf-8")
    done = tandem("i18n", "update", str(crisis))
    assert done.code == 0
    assert "0 new, 0 changed" in done.out
    after = (crisis / "vi.po").read_text(encoding="utf-8")
    assert after.count("msgstr") == before.count("msgstr")
    tandem("i18n", "update", str(crisis))
    assert (crisis / "vi.po").read_text(encoding="utf-8") == after


def test_a_new_language_starts_empty(tandem, crisis):
    assert tandem("i18n", "update", str(crisis), "--to", "de").code == 0
    assert 'msgctxt "title"' in (crisis / "de.po").read_text(encoding="utf-8")
    assert tandem("i18n", "update", str(crisis), "--to", "../x").code == 2
