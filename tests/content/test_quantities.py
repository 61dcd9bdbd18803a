"""Numbers, times and weekdays are the same in both languages, however each of them writes them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.content.checks.quantities import find_changed_quantities, list_quantities
from tests.content.workbench import SMALL, TEXT, found_in, written

UNTOLD = ((), ())


def told(english, vietnamese):
    return find_changed_quantities(english, "en", vietnamese, "vi")


@pytest.mark.parametrize(
    ("english", "vietnamese"),
    [
        ("It stopped at 10:41.", "10:41 thì nó dừng."),
        ("It stopped at 10:41.", "10h41 thì nó dừng."),
        ("It stopped at 10:41.", "10 giờ 41 thì nó dừng."),
        ("It stopped at 10:41.", "Mười giờ bốn mốt thì nó dừng."),
        ("Ring me at 3 p.m.", "15 giờ gọi chị nhé."),
        ("Ring me at 3 p.m.", "Ba giờ chiều gọi chị nhé."),
        ("At nine o'clock.", "21h."),
        ("At 9:00.", "Chín giờ."),
        ("Half past three.", "Ba giờ rưỡi."),
        ("1,200 shops", "1.200 cửa hàng"),
        ("2.1 million", "2,1 triệu"),
        ("two hundred and fifty thousand", "250 nghìn"),
        ("2,500,000", "hai triệu năm trăm nghìn"),
        ("a hundred and twenty", "trăm hai"),
        ("a hundred shops", "một trăm cửa hàng"),
        ("hundreds of shops", "hàng trăm cửa hàng"),
        ("two hundred a minute", "hai trăm một phút"),
        ("on 11.11", "hôm 11/11"),
        ("By the 29th.", "Trước đêm 29/4."),
        ("Day one", "Mùng 8"),
        ("Before Tết.", "Đêm 28 Tết."),
        ("In May.", "Hồi tháng Năm."),
        ("last year", "năm ngoái"),
        ("ten years", "mười năm"),
        ("twenty-five", "hai mươi lăm"),
        ("thirty-four", "ba mươi tư"),
        ("On Monday.", "Hôm thứ Hai."),
        ("On Sundays.", "Chủ nhật nào cũng thế."),
        ("The third of them.", "Người thứ ba."),
        ("both of them", "cả hai người"),
        ("All four sit down.", "Cả nhóm ngồi xuống."),
        ("Nobody sits.", "Hai người kia không ngồi."),
        ("a quarter of it", "một phần tư"),
        ("on A4 paper", "trên tờ giấy"),
        ("Not one of them.", "Chẳng ai."),
        ("ten years", "trăm năm có lẻ"),
        ("1" * 5000, "2" * 5000),
    ],
)
def test_the_same_quantity_in_the_manner_of_each_language_is_not_told(english, vietnamese):
    assert told(english, vietnamese) == UNTOLD


@pytest.mark.parametrize(
    ("english", "vietnamese", "lost", "extra"),
    [
        ("It stopped at 10:41.", "10:47 thì nó dừng.", "10:41", "10:47"),
        ("It stopped at 10:41.", "11:41 thì nó dừng.", "10:41", "11:41"),
        ("It stopped at 10:41.", "Nó dừng.", "10:41", None),
        ("At nine o'clock.", "10h.", "nine", "10"),
        ("forty shops", "bốn mươi mốt cửa hàng", "forty", "bốn mươi mốt"),
        ("four shops", "Bốn mươi cửa hàng", "four", "Bốn mươi"),
        ("1,200 shops", "12.000 cửa hàng", "1,200", "12.000"),
        ("2.1 million", "2,1 tỷ", "2.1 million", "2,1 tỷ"),
        ("a hundred shops", "năm trăm cửa hàng", "hundred", "năm trăm"),
        ("Ring me on Monday.", "Thứ Ba gọi chị nhé.", "Monday", "Thứ Ba"),
        ("Ring me on Monday.", "Mai gọi chị nhé.", "Monday", None),
        ("the third of them", "người thứ tư", "third", "thứ tư"),
        ("by the 29th", "trước đêm 28/4", "29", "28"),
    ],
)
def test_another_quantity_is_told_with_both_as_written(english, vietnamese, lost, extra):
    gone, there = told(english, vietnamese)
    assert gone[0] == lost
    assert (there[:1] or (None,))[0] == extra


def test_it_is_asked_in_either_direction():
    assert find_changed_quantities("Bốn cửa hàng.", "vi", "Four shops.", "en") == UNTOLD
    assert find_changed_quantities("Bốn cửa hàng.", "vi", "Five shops.", "en") == (("Bốn",), ("Five",))


def test_of_an_unknown_language_digits_alone_are_compared():
    assert find_changed_quantities("Four shops at 10:41.", "en", "Trois magasins à 10h41.", "fr") == UNTOLD
    assert find_changed_quantities("Four shops at 10:41.", "en", "Trois magasins à 10h47.", "fr") == (
        ("10:41",),
        ("47",),
    )


UNITS = ("", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
# fmt: off
ENGLISH_UNITS = (
    "", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)
ENGLISH_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
WORDS = (
    "hai", "năm", "mươi", "mốt", "trăm", "nghìn", "triệu", "tỷ", "linh", "rưỡi", "12", "1.200", "thứ", "một", "giờ",
    ",", "-", "/",
)
# fmt: on


def spell_vietnamese(number):
    for size, name in ((10**9, "tỷ"), (10**6, "triệu"), (1000, "nghìn"), (100, "trăm")):
        if number >= size:
            rest = number % size
            low = "linh " if size == 100 and 0 < rest < 10 else ""
            return f"{spell_vietnamese(number // size)} {name} {low}{spell_vietnamese(rest)}".strip()
    tens, unit = divmod(number, 10)
    if tens > 1:
        return f"{UNITS[tens]} mươi {({1: 'mốt', 4: 'tư', 5: 'lăm'}).get(unit, UNITS[unit])}".strip()
    return f"mười {'lăm' if unit == 5 else UNITS[unit]}".strip() if tens else UNITS[unit]


def spell_english(number):
    for size, name in ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= size:
            rest = number % size
            join = " and " if 0 < rest < 100 else " "
            return f"{spell_english(number // size)} {name}{join}{spell_english(rest)}".strip()
    if number < 20:
        return ENGLISH_UNITS[number]
    tens, unit = divmod(number, 10)
    return "-".join(filter(None, (ENGLISH_TENS[tens], ENGLISH_UNITS[unit])))


NUMBERS = st.one_of(st.integers(2, 999), st.integers(2, 10**12 - 1)).filter(
    # "hai nghìn năm" is two thousand years: a lone unit behind thousands is said with "không trăm linh"
    lambda number: (
        all(part == 0 or part > 9 for part in (number % 1000, number // 1000 % 1000, number // 10**6 % 1000))
        or number < 1000
    )
)


@given(NUMBERS)
def test_a_number_in_words_has_its_value_in_either_language(number):
    for text, language in ((spell_vietnamese(number), "vi"), (spell_english(number), "en")):
        found = list(list_quantities(f"{text} x", language))
        assert len(found) == 1, (text, found)
        assert Fraction(number) in found[0].values, text


@given(NUMBERS, NUMBERS)
def test_of_two_numbers_the_one_for_the_other_is_told(one, other):
    changed = find_changed_quantities(f"{one} shops", "en", f"{other} cửa hàng", "vi") != UNTOLD
    assert changed == (one != other)


@given(st.text(), st.text(), st.sampled_from(["en", "vi", "fr"]), st.sampled_from(["en", "vi", "fr"]))
def test_any_text_can_be_compared(source, translation, one, other):
    find_changed_quantities(source, one, translation, other)


@given(st.lists(st.sampled_from(WORDS)))
def test_any_row_of_number_words_can_be_read(words):
    for quantity in list_quantities(" ".join(words), "vi"):
        assert quantity.values


def test_check_tells_it_at_the_translation(tmp_path):
    po = (SMALL / "vi.po").read_text(encoding="utf-8")
    assert po.count("chín trăm cửa hàng mỗi nơi") == 1
    changed = po.replace("chín trăm cửa hàng mỗi nơi", "bảy trăm cửa hàng mỗi nơi")
    (found,) = found_in(written(tmp_path, TEXT, vi=changed), "play")
    assert (found.code, found.severity, found.file.rpartition("/")[2]) == ("L118", "warning", "vi.po")
    assert found.message == "the translation of 'premise' has 'bảy trăm' for 'nine hundred'"
