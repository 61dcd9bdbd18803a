"""What reads the same, "you" where both read, braces that name nobody, marks that shout; in both languages."""

import pytest

from tests.content.workbench import SMALL, TEXT, changed, edited, found_in, problems_of, written

PO = (SMALL / "vi.po").read_text(encoding="utf-8")
ENVELOPE = "An envelope on {cto}'s desk"


def of(data, code, level="play"):
    return [one for one in problems_of(data, level) if one.code == code]


def of_translation(tmp_path, old, new):
    assert PO.count(old) == 1
    return [one for one in found_in(written(tmp_path, TEXT, vi=PO.replace(old, new)), "publish") if "vi.po" in one.file]


@pytest.mark.parametrize(
    ("brace", "meant", "hint"),
    [
        ("{Cto}", "cto", ""),
        ("{sen mart}", "sen_mart", ""),
        ("{Sen-Mart}", "sen_mart", ""),
        ("{0}", "", "the id of a person"),
        ("{cto's", "", "write {cto}"),
        ("{nobody at all", "", "close it"),
    ],
)
def test_a_brace_that_names_nobody_as_it_is_written(brace, meant, hint):
    (problem,) = of(edited(ENVELOPE, f"An envelope on {brace} desk"), "T102")
    assert (problem.nearest, hint in problem.hint) == (meant, True)


def test_a_brace_without_a_name_is_a_brace():
    assert not of(edited(ENVELOPE, "An envelope { on a desk"), "T102")


def test_a_translation_is_looked_at_for_braces_too(tmp_path):
    found = of_translation(tmp_path, "Một phong bì trên bàn {cto}", "Một phong bì trên bàn {Cto}")
    assert [(one.code, one.nearest) for one in found if one.code == "T102"] == [("T102", "cto")]


def test_two_options_with_one_text_name_each_other():
    (problem,) = of(edited("text: That the month closed without a loss.", 'text: "What broke, who paid, what is still'
                           ' open."'), "T114")  # fmt: skip
    assert "'whole_story'" in problem.message
    assert "'all_fine'" in problem.message
    assert problem.related[0].place.line < problem.line


def test_what_is_said_in_quotes_may_say_you():
    assert of(changed("facts.bonus", told="You promised a bonus."), "T116")
    assert not of(changed("facts.bonus", told="{ceo} said: “You promised a bonus.”"), "T116")


def test_vietnamese_knows_friends_from_you(tmp_path):
    data = changed("facts.bonus", told="{ceo} kể cho một người bạn.")
    data["language"] = "vi"
    assert not of(data, "T116")
    data["facts"]["bonus"]["told"] = "Bạn đã hứa thưởng."
    assert of(data, "T116")


@pytest.mark.parametrize("mark", ["!!", "?!", "!?", "!!!"])
def test_marks_that_shout(mark):
    assert of(edited(ENVELOPE, f"An envelope{mark} It is on {{cto}}'s desk"), "T117")


PROMISE = {"id": "call_back", "by": "cto", "text": "x", "due": 1, "kept": "flag.firm"}


class TestPromises:
    def test_a_promise_wants_to_be_remembered(self):
        option = "scenes.morning.decide.options.pay_first"
        data = changed(option, promise=PROMISE)
        assert of(data, "S125", "draft")
        data["scenes"][-1]["also"] = [{"when": "broken.call_back", "text": "x"}]
        assert not of(data, "S125", "draft")

    def test_one_that_is_talked_over_is_remembered(self):
        data = changed("scenes.morning.decide.options.pay_first", promise=PROMISE)
        data["scenes"][-1]["decide"]["options"][0]["renegotiates"] = "call_back"
        assert not of(data, "S125", "draft")


def test_an_option_may_not_be_called_end():
    assert of(edited("        - id: all_fine", "        - id: end"), "S107", "load")
