"""How hard a text is, and which words it uses: in both languages, without a false alarm on fair prose."""

import pytest

from game.content.checks.texts import compute_grade, count_words, split_sentences
from tests.content.workbench import SMALL, TEXT, at, changed, codes, edited, found_in, problems_of, small, written

SCENE = "scenes.letter"


def of_text(text, level="play"):
    return {code for code in codes(changed(SCENE, text=text), level) if code.startswith("T")}


def translated(tmp_path, old, new, level="play"):
    po = (SMALL / "vi.po").read_text(encoding="utf-8")
    assert po.count(old) == 1
    return [one for one in found_in(written(tmp_path, TEXT, vi=po.replace(old, new)), level) if one.code[0] == "T"]


class TestMeasures:
    @pytest.mark.parametrize(
        ("text", "count"),
        [
            ("One two three.", 3),
            ("It's 09:07, isn't it?", 5),
            ("Một câu có bảy âm tiết đây.", 7),
            ("ninety-nine point nine", 3),
            ("“Ten,” says Vân. — Not ten past.", 6),
            ("1,200 carts", 2),
            ("", 0),
        ],
    )
    def test_words_are_counted_as_one_would(self, text, count):
        assert count_words(text) == count

    @pytest.mark.parametrize(
        ("text", "count"),
        [
            ("One. Two! Three? Four…", 4),
            ("“Holding.” He waits. “Still.”", 3),
            ("> one line\n> another", 2),
            ("No end", 1),
            ("...", 0),
        ],
    )
    def test_sentences_end_where_they_are_heard_to_end(self, text, count):
        assert len(split_sentences(text)) == count

    def test_the_grade_is_that_of_flesch_and_kincaid(self):
        assert compute_grade(["The cat sat on the mat. It was a good cat."]) < 1
        assert compute_grade(["The organisational ramifications necessitate interdepartmental deliberation."]) > 20
        sentence = "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature."
        assert compute_grade([sentence]) == pytest.approx(11.3, abs=1.5)
        assert compute_grade([]) == 0


class TestReading:
    def test_a_long_sentence_is_pointed_at(self):
        long = "It rains. " + "He looks at the wall and " * 8 + "waits. It rains again."
        (problem,) = [one for one in problems_of(changed(SCENE, text=long), "play") if one.code == "T104"]
        assert "49 words" in problem.message
        assert problem.place.length == 12

    def test_each_language_has_limits_of_its_own(self, tmp_path):
        (one,) = translated(tmp_path, "Thành bốn dòng.", "mưa " * 41 + "rơi.")
        assert (one.code, one.file.rpartition("/")[2]) == ("T104", "vi.po")

    def test_a_language_without_measures_is_not_measured(self):
        data = changed(SCENE, text="mot " * 200)
        data["language"] = "fr"
        assert not {"T104", "T105", "T106"} & set(codes(data, "play"))

    def test_few_words_tell_nothing_of_a_mean(self):
        assert of_text("Organisational ramifications necessitate interdepartmental deliberation.") == set()


class TestManners:
    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("The DPIA is red.", "T110"),
            ("The DPIA2 is red.", "T110"),
            ("The SLA is red, says the CEO on TV.", None),
            ("World War II is over.", None),
            ("The churn is up.", None),
            ("A failover that never ran.", "T111"),
            ("Everybody looks at Dung.", "T112"),
            ("Dung is what it is.", None),
            ("Everybody looks at Dũng.", None),
            ("It is on the board ✅", "T109"),
            ("▌ → ● … “ok”", None),
        ],
    )
    def test_what_is_not_explained_or_not_said_in_words(self, text, code):
        assert of_text(text) == ({code} if code else set())

    @pytest.mark.parametrize(
        ("option", "text", "told"),
        [
            ("lan_did_it", "“Lan takes the fall for it.”", False),
            ("lan_did_it", "“Let Lan take the fall.”", True),
            ("mine", "“Nobody will take the fall.”", False),
            ("mine", "“It was OUR STUPID run.”", True),
            ("mine", "“IT WAS US ALL.”", False),
            ("mine", "“NOBODY move.”", True),
            ("mine", "“Sen Mart first.”", False),
        ],
    )
    def test_caricature_is_told_in_options(self, option, text, told):
        data = small()
        at(data, f"scenes.afternoon.decide.options.{option}")["text"] = text
        assert ("T108" in codes(data, "play")) is told

    def test_an_insult_is_found_in_a_translation(self, tmp_path):
        old = at(small(), "scenes.afternoon.decide.options.lan_did_it")["text"]
        po = (SMALL / "vi.po").read_text(encoding="utf-8")
        entry = next(one for one in po.split("\n\n") if 'msgctxt "scenes.afternoon.options.lan_did_it.text"' in one)
        assert old in entry
        worse = entry[: entry.index("msgstr")] + 'msgstr "“Đồ ngu nào đẩy lên đấy.”"'
        found = found_in(written(tmp_path, TEXT, vi=po.replace(entry, worse)), "play")
        assert "T108" in {one.code for one in found if one.file.endswith("vi.po")}

    @pytest.mark.parametrize(
        ("result", "told"),
        [
            ("Well done. He nods.", True),
            ("“Well done,” says the chairman.", False),
            ("“Hm,” he says. You should have said it.", True),
            ("It was the right choice.", True),
            ("It was the right door.", False),
        ],
    )
    def test_a_verdict_is_the_narrators_and_not_a_persons(self, result, told):
        data = changed("scenes.month_end.decide.options.all_fine", result=result)
        assert ("T107" in codes(data, "play")) is told

    def test_an_abbreviation_is_told_once_a_language(self):
        text = TEXT.replace("An envelope on", "The DPIA and the DPIA, an envelope on")
        assert [one.code for one in problems_of(text, "play")].count("T110") == 1

    def test_texts_are_not_asked_of_a_draft(self):
        text = edited("result: Eight words. They are all true.", "result: You should have said it.")
        assert codes(text, "draft") == []
        assert codes(text, "play") == ["T107"]
