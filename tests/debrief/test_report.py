"""The debrief as text: whole, in both languages, with names and without a verdict."""

import re
from pathlib import Path

import pytest

from game.analysis.simulation.runs import play_seed
from game.content.compiler import load_scenario
from game.debrief.look_back import look_back
from game.locales import current_language, set_language
from game.narration.debrief.report import render_debrief_text
from tests.debrief.plays import PLAYS, begun, by_hand, played
from tests.engine.crisis import later, loaded, option, scene
from tests.marks import as_long

VERDICTS = re.compile(
    r"\b(correct|wrong|well done|you|your|should have|score|rank\w*|winner|loser)\b|đúng rồi|lẽ ra|giỏi lắm",
    re.IGNORECASE,
)


def own_words(session, text: str) -> str:
    """The report without what the author wrote."""
    for table in session.texts.tables.values():
        for words in sorted(table.values(), key=len, reverse=True):
            for line in words.splitlines():
                text = text.replace(line, "")
    for path in session.texts.tables["en"]:
        for code in ("en", "vi"):
            session.language = code
            text = text.replace(session.render_text(path), "")
    return text


@pytest.mark.parametrize("code", ["en", "vi"])
@pytest.mark.parametrize("play", PLAYS[::2], ids=str)
def test_no_verdict_no_rank_and_names_instead_of_you(play, code):
    session = played(*play)
    text = own_words(session, render_debrief_text(session, code))
    assert not VERDICTS.search(text), VERDICTS.search(text)


@pytest.mark.parametrize("code", ["en", "vi"])
def test_every_part_is_told_and_the_language_of_the_moment_stays(code):
    session = played.__wrapped__(7, "ceo", "candid")
    session.add_reflection(3, "Nói sớm hơn.")
    set_language("vi")
    try:
        text = render_debrief_text(session, code)
        assert current_language() == "vi"
    finally:
        set_language("en")
    heads = {
        "en": ["Looking back:", "Moments", "Words and deeds", "Scene by scene", "Who knew what, when", "The ledger"],
        "vi": ["Nhìn lại:", "Bước ngoặt", "Nói và làm", "Từng cảnh", "Ai biết gì, từ lúc nào", "Sổ lòng tin"],
    }
    for head in heads[code]:
        assert f"\n{head}" in f"\n{text}"
    assert "Nói sớm hơn." in text
    assert session.records
    assert text.endswith("\n")
    assert "{" not in text


@pytest.mark.parametrize("code", ["en", "vi"])
@pytest.mark.parametrize("bot", ["candid", "blame"])
@pytest.mark.parametrize("crisis", ["launch-day-red", *as_long("the-third-candidate")])
def test_at_most_800_words_stand_before_the_first_question(crisis, bot, code):
    loaded = load_scenario(Path(__file__).parents[2] / "scenarios" / crisis)
    session = play_seed(loaded.scenario, loaded.texts, {"ceo": bot, "cto": "partner"}, 3, code)
    text = render_debrief_text(session, code)
    assert "\n1. " in text
    before, _, after = text.partition("\n1. ")
    assert 150 < len(before.split()) <= 800
    heads = {"en": ("Moments", "In numbers", "Scene by scene"), "vi": ("Bước ngoặt", "Tính bằng con số", "Từng cảnh")}
    first, numbers, reference = (f"\n{head}\n" for head in heads[code])
    assert before.index(first) < before.index(numbers)
    assert reference in after
    assert reference not in before


def test_the_numbers_are_those_of_the_log():
    for seed in (3, 7):
        session = played(seed, "cto", "random")
        for tally in look_back(session).tallies:
            past, other = session.state.past, {"ceo": "cto", "cto": "ceo"}[tally.chair]
            guessed = [scene for scene in past if tally.chair in scene.guess]
            assert tally.guesses == len(guessed)
            assert tally.right == sum(scene.guess[tally.chair] == scene.first[other] for scene in guessed)
            said = {fact for scene in past for fact in scene.said}
            own = {fact.id for fact in session.scenario.facts.values() if fact.held == tally.chair}
            assert tally.in_time <= len(said & own) <= tally.facts
            owners = [session.scenario.scenes[scene.scene].decision.owner for scene in past if scene.mode == "override"]
            assert tally.overrides == owners.count(other)


def test_vietnamese_leaves_no_english_of_the_interface():
    english = render_debrief_text(played(7, "ceo", "candid"), "en")
    vietnamese = render_debrief_text(played(7, "ceo", "candid"), "vi")
    for words in ("scene", "said", "kept", "trust", "decides", "alone", "breach", "question"):
        assert words in english.lower()
        assert not re.search(rf"\b{words}\b", vietnamese.lower())


def test_the_same_game_gives_the_same_text():
    again = played.__wrapped__(3, "cto", "random")
    assert render_debrief_text(played(3, "cto", "random"), "en") == render_debrief_text(again, "en")


def test_a_game_that_goes_on_says_so():
    assert "Play is not over yet." in render_debrief_text(begun(), "en")


def test_shown_reasons_add_up():
    text = render_debrief_text(played(7, "ceo", "candid"), "en")
    rows = re.findall(r"reasons, compared with .*?: (.* = [+−±][\d.]+)$", text, re.MULTILINE)
    assert rows
    for row in rows:
        numbers = [float(number.replace("−", "-").replace("±", "")) for number in re.findall(r"[+−±]\d+\.\d\d", row)]
        assert sum(numbers[:-1]) == pytest.approx(numbers[-1], abs=1e-9)


@pytest.mark.parametrize("code", ["en", "vi"])
@pytest.mark.parametrize("answers", [0, 6, 12])
def test_half_way_the_report_gives_nothing_of_the_partner_and_no_hidden_figure_away(code, answers):
    session = played(7, "ceo", "candid", answers)
    text = render_debrief_text(session, code)
    assert session.prompt is not None
    assert len(text.splitlines()) == 3
    assert session.names["cto"] in text.splitlines()[-1]
    assert not any(digit.isdigit() for digit in "".join(text.splitlines()[1:]))


def test_what_still_came_as_play_ended_stands_behind_the_last_scene():
    crisis = loaded(scene("one", option("a", later=[later(9, {"sales": 4}, text="The order comes.")])), scene("two"))
    lines = render_debrief_text(by_hand(crisis), "en").splitlines()
    at = lines.index("As play ended")
    assert lines[at + 1].startswith("  The order comes. (set off in scene 1 by “a”: Sales +")
    assert "Scene 2" in "".join(lines[:at])


def test_where_nothing_came_as_play_ended_nothing_is_said_of_it():
    assert "As play ended" not in render_debrief_text(by_hand(loaded(scene("one"), scene("two"))), "en")
