"""Speaking a language: switching, falling back to English, and filling names safely."""

from inspect import unwrap
from pathlib import Path

import pytest

from game import locales
from game.locales import _, fill_placeholders, ngettext, pgettext, vocabulary

COMPILED = Path(locales.FOLDER) / "vi" / "LC_MESSAGES" / "tandem.mo"


@pytest.fixture(autouse=True)
def _back_to_english():
    yield
    locales.set_language("en")


def test_the_language_switches_at_once():
    assert _("Culture") == "Culture"
    locales.set_language("vi")
    assert (locales.current_language(), _("Culture")) == ("vi", "Văn hóa")


def test_an_unknown_language_is_english():
    locales.set_language("tlh")
    assert (locales.current_language(), _("Culture")) == ("en", "Culture")


@pytest.mark.parametrize("keep", [0, 3, 20, 60, -7])
def test_a_damaged_catalogue_falls_back_to_english_and_is_told(tmp_path, monkeypatch, keep):
    folder = tmp_path / "vi" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "tandem.mo").write_bytes(COMPILED.read_bytes()[:keep])
    monkeypatch.setattr(locales, "FOLDER", str(tmp_path))
    locales.set_language("vi")
    assert (_("Culture"), locales.is_catalogue_damaged()) == ("Culture", True)
    locales.set_language("en")
    assert not locales.is_catalogue_damaged()


@pytest.mark.parametrize(
    ("environment", "code"),
    [
        ({"LANG": "vi_VN.UTF-8"}, "vi"),
        ({"LANG": "vi_VN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LC_MESSAGES": "vi", "LANG": "en_US"}, "vi"),
        ({"LANG": "de_DE"}, "en"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "vi"}, "vi"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "fr:vi_VN:en"}, "vi"),
        ({"LANG": "vi_VN.UTF-8", "LANGUAGE": "en_GB:en"}, "en"),
        ({"LANG": "vi_VN.UTF-8", "LANGUAGE": ""}, "vi"),
        ({"LANG": "C", "LANGUAGE": "vi"}, "en"),
        ({"LANG": "C.UTF-8", "LANGUAGE": "vi"}, "vi"),
        ({"LANG": "vi_VN@euro"}, "vi"),
        ({"LANG": "vie_VN"}, "en"),
        ({"LANG": "\udcff"}, "en"),
        ({}, "en"),
    ],
)
def test_the_environment_says_the_first_language(monkeypatch, environment, code):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert locales.detect_system_language() == code


def test_only_given_names_are_filled():
    fill = unwrap(fill_placeholders)  # as the game has it: in tests a name without a value fails
    assert fill("{a} {b:>1500000000} {a.__class__} {c}", {"a": "x{c}"}) == "x{c} {b:>1500000000} {a.__class__} {c}"


def test_counting_and_context():
    assert ngettext("{n} week", "{n} weeks", 1) == "1 week"
    assert ngettext("{n} week", "{n} weeks", 3) == "3 weeks"
    locales.set_language("vi")
    assert ngettext("{n} week", "{n} weeks", 3) == "3 tuần"
    assert pgettext("trust", "careful") != pgettext("safety", "careful")


def test_there_is_a_word_for_every_stock_and_level():
    from game.engine.stocks import STOCKS

    people = {"ceo": "Hà", "cto": "Dũng"}
    for stock in STOCKS:
        assert vocabulary.name_stock(stock)
        assert vocabulary.name_stock_of_person(stock, people)
        assert len({vocabulary.describe_band(stock, level) for level in range(5)}) == 5


def test_a_stock_of_a_chair_names_its_owner():
    assert vocabulary.name_stock_of_person("cto.trust", {"ceo": "Hà", "cto": "Dũng"}) == "Dũng's trust in Hà"


def test_there_is_a_word_for_every_id_of_the_engine():
    from typing import get_args

    from game.engine import scenario, state

    for pledge in scenario.PLEDGES:
        assert vocabulary.describe_pledge(pledge)
        assert vocabulary.name_pledge(pledge)
    for tier in scenario.TIERS:
        assert vocabulary.describe_ending_tier(tier)
    for principle in scenario.PRINCIPLES:
        assert vocabulary.describe_principle(principle)
    for mode in get_args(state.Mode):
        assert vocabulary.describe_resolution(mode, "Hà")
        assert vocabulary.name_resolution(mode)
    for coffee in get_args(state.Coffee):
        assert vocabulary.describe_coffee_choice(coffee, "Hà")
    for status in get_args(state.FactStatus):
        assert vocabulary.describe_fact_status(status)
    for cost in get_args(scenario.Cost):
        assert vocabulary.describe_fact_cost(cost)
