"""`tandem i18n`: translations of a crisis, from the first empty file to a whole one."""

import shutil
import subprocess
from pathlib import Path

import polib
import pytest


@pytest.fixture
def crisis(small, tmp_path) -> Path:
    return Path(shutil.copytree(small, tmp_path / "crisis"))


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


def test_what_lies_beside_a_crisis_is_updated_and_its_own_language_never(tandem, crisis):
    (crisis / "vi.po").rename(crisis / "en.po")
    text = (crisis / "scenario.yaml").read_text(encoding="utf-8")
    (crisis / "scenario.yaml").write_text(text.replace("language: en\n", "language: vi\n", 1), encoding="utf-8")
    assert "en.po" in tandem("i18n", "update", str(crisis)).out
    done = tandem("i18n", "update", str(crisis), "--to", "vi")
    assert (done.code, "is written in vi" in done.err) == (1, True)
    (crisis / "en.po").unlink()
    assert "en.po" in tandem("i18n", "update", str(crisis)).out
    assert not (crisis / "vi.po").exists()


def gettext_reads(file: Path) -> None:
    """GNU gettext's own compiler checks the file, the names in braces too."""
    if shutil.which("msgfmt") is None:
        pytest.skip("GNU gettext is not installed")
    done = subprocess.run(["msgfmt", "-c", "-o", "/dev/null", str(file)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_texts_are_extracted_in_story_order_with_what_a_translator_should_know(tandem, crisis):
    assert "texts" in tandem("i18n", "extract", str(crisis)).out
    entries = list(polib.pofile(str(crisis / "scenario.pot")))
    order = [entry.msgctxt for entry in entries]
    for first, then in (
        ("title", "cast.ceo.name"),
        ("facts.bonus.text", "scenes.morning.text"),
        ("scenes.morning.ask", "scenes.morning.options.pay_neither.text"),
        ("scenes.morning.options.we_are_looking.text", "scenes.standup.text"),
        ("scenes.fortnight.text", "endings"),
    ):
        assert order.index(first) < next(n for n, path in enumerate(order) if path.startswith(then))
    told = {entry.msgctxt: entry for entry in entries}
    assert told["scenes.morning.private.ceo"].comment == "only the CEO reads this; {mai} is Mai"
    assert told["scenes.morning.private.ceo"].flags == ["python-brace-format"]
    assert not told["title"].flags
    gettext_reads(crisis / "scenario.pot")


def test_an_updated_translation_passes_gettexts_own_checks(tandem, crisis):
    tandem("i18n", "update", str(crisis))
    gettext_reads(crisis / "vi.po")


def test_gettext_catches_a_name_that_a_translation_lost(tandem, crisis):
    if shutil.which("msgfmt") is None:
        pytest.skip("GNU gettext is not installed")
    tandem("i18n", "update", str(crisis))
    file = polib.pofile(str(crisis / "vi.po"))
    entry = next(one for one in file if one.msgctxt == "scenes.morning.private.ceo")
    entry.msgstr = entry.msgstr.replace("{mai}", "{may}")
    file.save()
    done = subprocess.run(["msgfmt", "-c", "-o", "/dev/null", file.fpath], capture_output=True, check=False)
    assert done.returncode == 1


def test_a_whole_translation_is_told_as_whole(tandem, crisis):
    done = tandem("i18n", "check", str(crisis))
    assert done.code == 0
    assert "196 of 196 texts that a player can reach (100 %)" in done.out


def test_what_is_stale_or_gone_is_kept_and_what_waits_is_named(tandem, crisis):
    file = crisis / "scenario.yaml"
    text = file.read_text(encoding="utf-8")
    text = text.replace("An envelope on {cto}'s desk, by hand.", "A white envelope on {cto}'s desk.")
    file.write_text(text.replace("title: The invoices that went out twice", "title: Twice"), encoding="utf-8")
    before = tandem("i18n", "check", str(crisis))
    assert before.code == 1
    assert "0 missing, 2 stale, 0 fuzzy" in before.out
    tandem("i18n", "update", str(crisis))
    after = tandem("i18n", "check", str(crisis))
    assert "0 missing, 0 stale, 2 fuzzy" in after.out
    assert "fuzzy scenes.letter.text" in after.out
    kept = {entry.msgctxt: entry for entry in polib.pofile(str(crisis / "vi.po"))}
    assert kept["title"].msgstr == "Những hóa đơn gửi hai lần"
    assert kept["title"].previous_msgid == "The invoices that went out twice"
    assert "python-brace-format" in kept["scenes.letter.text"].flags
    gettext_reads(crisis / "vi.po")


def test_what_no_player_reaches_is_not_waited_for(tandem, crisis):
    file = crisis / "scenario.yaml"
    text = file.read_text(encoding="utf-8")
    cut = text.replace("- {when: chose.afternoon.lan_did_it or broken.tests, to: letter}", "- {to: fortnight}")
    cut = cut.replace("      - {to: fortnight}\n      - {to: fortnight}\n", "      - {to: fortnight}\n")
    file.write_text(cut.replace("when: cto.safety >= 50", "when: cto.safety >= 150"), encoding="utf-8")
    catalogue = polib.pofile(str(crisis / "vi.po"))
    gone = [entry for entry in catalogue if entry.msgctxt.startswith(("scenes.letter.", "scenes.morning.also.0"))]
    assert len(gone) == 3
    for entry in gone:
        entry.msgstr = ""
    catalogue.save()
    done = tandem("i18n", "check", str(crisis))
    assert done.code == 0
    assert "193 of 193 texts" in done.out
    assert "3 more that no player can reach" in done.out


def test_a_language_that_is_not_there_is_all_missing(tandem, crisis):
    done = tandem("i18n", "check", str(crisis), "--to", "de")
    assert done.code == 1
    assert "0 of 196" in done.out


def test_of_a_file_that_breaks_off_no_translation_is_touched(tandem, crisis):
    file = crisis / "scenario.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("  - id: letter\n", "\t- id: letter\n", 1), encoding="utf-8")
    before = (crisis / "vi.po").read_bytes()
    done = tandem("i18n", "update", str(crisis), "--to", "vi")
    assert (done.code, "cannot be read" in done.err) == (1, True)
    assert (crisis / "vi.po").read_bytes() == before
