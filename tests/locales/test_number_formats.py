"""Numbers, money, moments and lists are written as each language writes them; Babel is the oracle."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from babel.dates import format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal

from game import locales
from game.engine.stocks import OUTCOMES
from game.locales import vocabulary
from game.locales.figures import DOLLARS, Money, format_moment, format_number, format_signed, join_words

CODE = Path(locales.__file__).parents[1]
NUMBERS = [
    sign * whole + part
    for sign in (1, -1)
    for whole in (0, 7, 45, 999, 1500, 31304, 1234567)
    for part in (0, 0.25, 0.5)
]
DONG = Money({"en": "₫m", "vi": "triệu"}, 26)


@pytest.fixture(params=["en", "vi"])
def language(request):
    locales.set_language(request.param)
    yield request.param
    locales.set_language("en")


@pytest.mark.parametrize("decimals", [0, 1, 2])
def test_numbers_are_babels(language, decimals):
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    wanted = [format_decimal(number, pattern, locale=language).replace("-", "−") for number in NUMBERS]
    assert [format_number(number, decimals) for number in NUMBERS] == wanted


def test_a_sign_stands_before_every_change(language):
    comma = "," if language == "vi" else "."
    assert [format_signed(number, 2) for number in (0.62, -0.62, 0.001)] == [
        f"+0{comma}62",
        f"−0{comma}62",
        f"±0{comma}00",
    ]
    assert [format_signed(number) for number in (3, -3, 0)] == ["+3", "−3", "±0"]


def test_lists_are_babels_without_the_comma_before_and(language):
    for words in (["a"], ["a", "b"], ["a", "b", "c"], ["a", "b", "c", "d"]):
        assert join_words(words) == re.sub(", and ", " and ", format_list(words, locale=language))
    assert join_words([]) == ""


def test_a_day_is_babels(language):
    for day in range(0, 365, 30):
        moment = datetime(2026, 1, 5, 9, 7, tzinfo=UTC) + timedelta(days=day)
        wanted = format_skeleton("Md" if language == "vi" else "MMMd", moment, locale=language)
        if language == "en":
            month, number = wanted.split()
            wanted = f"{number} {month}"
        assert format_moment(moment) == f"{wanted}, 09:07"


def test_money_has_its_unit_and_a_change_of_it_has_none(language):
    wanted = {
        "en": ("39,000 ₫m", "312", "+312", "1,500 k$"),
        "vi": ("39.000 triệu", "312", "+312", "1.500 nghìn đô"),
    }
    shown = (
        DONG.format_figure("cash", 1500),
        DONG.format_points("cash", 12),
        DONG.format_change("cash", 12),
        DOLLARS.format_figure("cash", 1500),
    )
    assert shown == wanted[language]
    assert (DONG.format_figure("trust", 48), DONG.format_change("trust", -3)) == ("48", "−3")


def test_nobody_else_groups_thousands():
    """What people read comes from here; the two others write for programs and authors."""
    grouped = re.compile(r"\{[^{}]*:[^{}]*,[^{}]*\}")
    found = {
        file.relative_to(CODE).as_posix()
        for file in CODE.rglob("*.py")
        for line in file.read_text(encoding="utf-8").splitlines()
        if re.search(r"""f["'].*\{[^{}"']*:,[^{}]*\}""", line) and grouped.search(line)
    }
    assert found <= {"locales/figures.py", "plain/jsonl.py", "content/checks/rulebook/__init__.py"}


def test_a_row_of_figures_has_room_for_every_word(language):
    """11 cells for the word of a band; what is longer would be cut."""
    words = [vocabulary.describe_band(stock, level) for stock in ("trust", *OUTCOMES, "seems") for level in range(5)]
    assert not [word for word in words if len(word) > 11]
