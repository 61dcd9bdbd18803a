"""Translations: what counts, what is kept when the source changes, and what a hostile file cannot do."""

import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.content.checker import ExtraChecks, check_file
from game.content.compiler import load_scenario
from game.content.outline import Wording, list_wordings
from game.content.safe_input import UnreadableError
from game.content.scenario_library import load_summary
from game.content.translation_update import update_translation_file
from game.content.translations import load_catalogue, parse_catalogue
from game.content.yaml.reader import parse_document
from game.tui.fit.measure import PageMeasurer
from tests.content.workbench import SMALL, TEXT, edited, found_in, written


def of_languages(home):
    """What is wrong with the translations of a crisis."""
    return [one for one in found_in(home, "publish") if one.code[0] == "L"]


PO = (SMALL / "vi.po").read_text(encoding="utf-8")
TITLE = "The invoices that went out twice"


def texts(source=TEXT):
    return list(list_wordings(parse_document(source, "x").value))


def said(path, text):
    return Wording(path, ("title",), text, "note")


def table(po, *wanted):
    return parse_catalogue(po.encode(), "vi", "vi.po").build_text_table(wanted, ["ceo"])


def entry(context, source, translation, flags=""):
    return f'{flags}msgctxt "{context}"\nmsgid "{source}"\nmsgstr "{translation}"\n\n'


def test_a_translation_counts_while_its_source_stands():
    assert table(entry("a", "One", "Một"), said("a", "One")) == {"a": "Một"}
    assert table(entry("a", "One", "Một"), said("a", "One.")) == {}
    assert table(entry("a", "One", ""), said("a", "One")) == {}
    assert table(entry("a", "One", "Một", "#, fuzzy\n"), said("a", "One")) == {}
    assert table("#~ " + entry("a", "One", "Một").replace("\n", "\n#~ ", 2), said("a", "One")) == {}


def test_a_translation_that_names_a_stranger_does_not_count():
    assert table(entry("a", "One", "{ceo} {nobody}"), said("a", "One")) == {}
    assert table(entry("a", "One", "{ceo} {p.__class__}"), said("a", "One")) == {"a": "{ceo} {p.__class__}"}


def test_a_translation_comes_in_clean_and_in_nfc():
    dirty = entry("a", "One", "tie\u0302\u0301ng\\x1b\u202e\x1b[31m")
    assert table(dirty, said("a", "One")) == {"a": "tiếng\\x1b[31m"}
    problems = parse_catalogue(dirty.encode(), "vi", "vi.po").problems
    assert [(one.code, one.line) for one in problems] == [("L105", 3), ("L105", 3)]


def test_an_accent_behind_an_escape_does_not_become_part_of_it():
    po = 'msgctxt "title"\nmsgid "One"\nmsgstr "Một\\n\u0301Hai e\u0302"\n'
    assert parse_catalogue(po.encode(), "vi", "vi.po").entries["title"].text == "Một\n\u0301Hai ê"


def test_a_text_that_is_translated_twice_is_told_however_its_path_is_composed():
    entry = 'msgctxt "{}"\nmsgid "One"\nmsgstr "Một"\n\n'
    catalogue = parse_catalogue((entry.format("caf\u00e9") + entry.format("cafe\u0301")).encode(), "vi", "vi.po")
    assert ["translated twice" in problem.message for problem in catalogue.problems] == [True]


def test_escapes_that_polib_decodes_are_cleaned_too():
    assert table(entry("a", "One", "x\\ty\\rz\\n"), said("a", "One")) == {"a": "x y\nz"}


@pytest.mark.parametrize("content", ["", "msgstr", 'msgid "a"\nmsgsrt "b"', "\x00", "/etc/passwd", 'msgid "a"b"', "[1"])
def test_what_is_no_po_file_is_told_and_not_raised(content):
    catalogue = parse_catalogue(content.encode(), "vi", "vi.po")
    assert catalogue.entries == {}
    assert {one.code for one in catalogue.problems} <= {"L105"}


def test_a_translation_that_is_no_plain_file_is_told(tmp_path):
    (tmp_path / "vi.po").symlink_to(SMALL / "vi.po")
    (problem,) = load_catalogue(tmp_path / "vi.po").problems
    assert "symbolic link" in problem.message
    (problem,) = parse_catalogue(PO.encode("utf-16"), "vi", "vi.po").problems
    assert "UTF-8" in problem.message


@given(st.data())
@settings(max_examples=80, deadline=None)
def test_no_broken_po_file_makes_the_reading_raise(data):
    start = data.draw(st.integers(0, 3000))
    junk = data.draw(st.text(st.sampled_from('abc"\\\n#~|, msgidstrctxt\x0b\x1c[]{}0'), max_size=30))
    cut = data.draw(st.integers(0, 200))
    sample = PO[:4000]
    parse_catalogue((sample[:start] + junk + sample[start + cut :]).encode(), "vi", "vi.po")


def test_an_update_makes_a_file_in_story_order_with_notes(tmp_path):
    done = update_translation_file(tmp_path / "fr.po", "fr", texts())
    entries = list(polib.pofile(str(tmp_path / "fr.po")))
    assert done.added == len(entries) == len(texts())
    assert [one.msgctxt for one in entries] == [wording.path for wording in texts()]
    assert entries[0].msgid == TITLE
    assert all(one.comment for one in entries)


def test_an_update_without_a_change_changes_nothing(tmp_path):
    (tmp_path / "vi.po").write_text(PO, encoding="utf-8")
    done = update_translation_file(tmp_path / "vi.po", "vi", texts())
    assert (done.added, done.changed, done.retired) == (0, 0, 0)
    assert (tmp_path / "vi.po").read_text(encoding="utf-8") == PO


def test_a_changed_source_keeps_its_translation_as_fuzzy_with_the_old_source(tmp_path):
    file = tmp_path / "vi.po"
    file.write_text(PO, encoding="utf-8")
    changed = texts(edited(f"title: {TITLE}", "title: The invoices that came twice"))
    assert update_translation_file(file, "vi", changed).changed == 1
    entry = polib.pofile(str(file))[0]
    assert (entry.msgid, entry.previous_msgid) == ("The invoices that came twice", TITLE)
    assert entry.msgstr == "Những hóa đơn gửi hai lần"
    assert entry.fuzzy
    update_translation_file(file, "vi", changed)
    assert polib.pofile(str(file))[0].fuzzy
    update_translation_file(file, "vi", texts())
    assert file.read_text(encoding="utf-8") == PO


def test_a_text_that_goes_and_comes_back_has_its_translation_again(tmp_path):
    file = tmp_path / "vi.po"
    file.write_text(PO, encoding="utf-8")
    without = [wording for wording in texts() if not wording.path.startswith("echoes.")]
    assert update_translation_file(file, "vi", without).retired == 3
    assert 'msgctxt "echoes.0.text"' not in file.read_text(encoding="utf-8").replace("#~ msgctxt", "")
    assert update_translation_file(file, "vi", texts()).retired == 0
    assert file.read_text(encoding="utf-8") == PO


def test_a_text_that_moves_takes_its_translation_along(tmp_path):
    file = tmp_path / "vi.po"
    file.write_text(PO, encoding="utf-8")
    more = "echoes:\n  - {who: mai, text: Mai opens a window.}\n"
    before = polib.pofile(str(file))
    changed = texts(edited("echoes:\n", more))
    done = update_translation_file(file, "vi", changed)
    assert (done.added, done.changed, done.retired) == (1, 0, 0)
    after = {one.msgctxt: one for one in polib.pofile(str(file))}
    for one in before:
        if one.msgctxt.startswith("echoes."):
            moved = after[f"echoes.{int(one.msgctxt.split('.')[1]) + 1}.text"]
            assert (moved.msgid, moved.msgstr, moved.fuzzy) == (one.msgid, one.msgstr, False)
    assert after["echoes.0.text"].msgstr == ""


def test_a_renamed_scene_keeps_its_translations(tmp_path):
    file = tmp_path / "vi.po"
    file.write_text(PO, encoding="utf-8")
    done = update_translation_file(file, "vi", texts(TEXT.replace("id: letter\n", "id: envelope\n")))
    assert (done.added, done.changed, done.retired) == (0, 0, 0)
    assert 'msgctxt "scenes.envelope.text"' in file.read_text(encoding="utf-8")


def test_a_text_that_stands_twice_keeps_its_own_translations(tmp_path):
    wanted = [said("a", "Yes."), said("b", "Yes.")]
    file = tmp_path / "vi.po"
    file.write_text(entry("a", "Yes.", "Vâng.") + entry("b", "Yes.", "Có."), encoding="utf-8")
    update_translation_file(file, "vi", wanted)
    assert [one.msgstr for one in polib.pofile(str(file))] == ["Vâng.", "Có."]


def test_many_of_a_kind_are_told_as_one(tmp_path):
    stale = PO.replace('msgid "', 'msgid "Now ').replace('msgid "Now "', 'msgid ""', 1)
    found = of_languages(written(tmp_path, TEXT, vi=stale))
    (problem,) = [one for one in found if one.code == "L102"]
    assert "texts has changed: title, " in problem.message
    assert "more" in problem.message


@pytest.mark.long
def test_a_page_that_is_long_in_both_languages_for_want_of_a_translation_is_told_once(tmp_path):
    long = "text: " + "The board's paper has one line about billing. " * 20
    text = edited("text: The board's paper has one line about billing. It is still empty.", long)
    stale = written(tmp_path, text, vi=PO) / "scenario.yaml"
    _, found = check_file(stale, "play", ExtraChecks(PageMeasurer()))
    pages = [one.message for one in found if one.code in {"T121", "T122"} and "'month_end'" in one.message]
    assert any(" in en:" in one for one in pages)
    assert not any(" in vi:" in one for one in pages)


def test_what_a_translator_noted_is_kept(tmp_path):
    file = tmp_path / "vi.po"
    file.write_text(PO.replace("#. title\n", "# mind the tone\n#. title\n"), encoding="utf-8")
    update_translation_file(file, "vi", texts())
    assert "# mind the tone" in file.read_text(encoding="utf-8")


def test_a_file_that_cannot_be_read_is_not_touched(tmp_path):
    file = tmp_path / "vi.po"
    file.write_text(PO + 'msgid "a"b"\n', encoding="utf-8")
    before = file.read_bytes()
    with pytest.raises(UnreadableError):
        update_translation_file(file, "vi", texts())
    assert file.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["vi.po"]


def test_what_is_missing_is_told_once_and_what_is_stale_by_its_line(tmp_path):
    home = written(tmp_path, edited(f"title: {TITLE}", "title: Twice"), vi=PO.replace('msgstr "Hà"', 'msgstr ""'))
    found = of_languages(home)
    assert [one.code for one in found] == ["L101", "L102"]
    assert "1 of 196 texts are not in vi: cast.ceo.name" in found[0].message
    line = (home / "vi.po").read_text(encoding="utf-8").splitlines()[found[1].line - 1]
    assert line == f'msgid "{TITLE}"'


def test_the_head_that_a_translator_filled_in_is_kept(tmp_path):
    file = tmp_path / "vi.po"
    file.write_text(PO.replace('"Language: vi\\n"', '"Language: vi\\n"\n"Last-Translator: Mai\\n"'), encoding="utf-8")
    update_translation_file(file, "vi", texts())
    assert "Last-Translator: Mai" in file.read_text(encoding="utf-8")


def test_an_update_keeps_the_file_readable_for_others_and_leaves_nothing_beside_it(tmp_path):
    file = tmp_path / "vi.po"
    update_translation_file(file, "vi", texts())
    assert file.stat().st_mode & 0o444 == 0o444
    assert [one.name for one in tmp_path.iterdir()] == ["vi.po"]


def test_a_file_that_is_named_after_no_language_is_told_and_not_offered(tmp_path):
    home = written(tmp_path, TEXT, **{"vi-VN": PO, "x\u202e": PO})
    assert load_scenario(home).texts.languages == ("en",)
    assert load_summary(home).languages == ("en",)
    assert [one.code for one in of_languages(home)] == ["L105", "L105"]


def test_a_translation_that_waits_to_be_looked_at_stays_with_its_text(tmp_path):
    file = tmp_path / "vi.po"
    file.write_text(
        'msgid ""\nmsgstr ""\n\n' + entry("a", "Two", "Một", '#, fuzzy\n#| msgid "One"\n'), encoding="utf-8"
    )
    done = update_translation_file(file, "vi", [said("a", "Three"), said("b", "Two")])
    found = {one.msgctxt: one for one in polib.pofile(str(file))}
    assert (done.added, done.changed) == (1, 1)
    assert found["b"].msgstr == ""
    assert (found["a"].msgstr, found["a"].fuzzy, found["a"].previous_msgid) == ("Một", True, "One")


def test_a_text_that_has_moved_takes_its_translation_along(tmp_path):
    file = tmp_path / "vi.po"
    file.write_text('msgid ""\nmsgstr ""\n\n' + entry("a", "One", "Một"), encoding="utf-8")
    done = update_translation_file(file, "vi", [said("b", "One")])
    assert (done.added, done.kept, done.retired) == (0, 1, 0)
    assert [(one.msgctxt, one.msgstr) for one in polib.pofile(str(file))] == [("b", "Một")]
