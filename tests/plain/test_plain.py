"""The game line by line: what a person who cannot see a screen relies on."""

import re
import unicodedata

import pytest
from rich.cells import cell_len

from game.playthrough.saves import saved_game

EVERYTHING = ["1"] * 80


def test_no_line_is_wider_than_the_page_in_either_language(sit_down, typed):
    for language in ("en", "vi"):
        told = typed(sit_down(language=language), "s", "?", *EVERYTHING, width=60)
        assert max(map(cell_len, told.splitlines())) <= 60


def test_it_is_words_only(sit_down, typed):
    told = typed(sit_down(language="vi"), "s", *EVERYTHING)
    odd = {c for c in told if unicodedata.category(c) in ("Cc", "So", "Sk", "Co", "Cf") and c not in "\n`"}
    assert not odd


def test_every_figure_comes_with_a_word(sit_down, typed):
    told = typed(sit_down(), "s").split("The company, week")[1].split("Between you")[0]
    figures = [line for line in told.splitlines()[1:] if ":" in line]
    assert len(figures) == 12
    assert all(line.count(",") >= 1 for line in figures)


def test_a_doubled_digit_is_sure_and_a_second_number_guesses(sit_down, typed):
    game = sit_down()
    typed(game, "1", "1", "22 3")
    move = game.session.records[-1].move
    assert move.answer["confidence"] == "sure"
    assert {"option", "guess"} <= move.answer.keys()
    assert move.answer["option"] != move.answer["guess"]


def test_facts_are_said_by_number(sit_down, typed):
    game = sit_down()
    typed(game, "1", "1", "1", "3 1")
    assert game.session.records[-1].move.answer["facts"] == ("bonus", "discount")


def test_zero_keeps_everything(sit_down, typed):
    game = sit_down()
    typed(game, "1", "1", "1", "0")
    assert game.session.records[-1].move.answer["facts"] == ()


def test_enter_keeps_the_first_pick(sit_down, typed):
    game = sit_down()
    typed(game, "1", "1", "1", "0", "")
    picked, kept = game.session.records[-3].move.answer, game.session.records[-1].move.answer
    assert kept["option"] == picked["option"]


def test_what_only_this_chair_knows_is_told_once(sit_down, typed):
    told = typed(sit_down(), *EVERYTHING)
    assert told.count("Only you know: Sen Mart decides") == 1


def test_the_other_chairs_secrets_are_not_told(sit_down, typed):
    told = typed(sit_down("ceo"), "1", "1")
    assert "looks at her shoes" not in told
    assert "approved Lan" not in told


def test_the_language_switches_in_the_middle(sit_down, typed):
    told = typed(sit_down(), "l", "1")
    assert "What does support say?" in told
    assert "CSKH" in told.split("What does support say?", 1)[1]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Words\nSLA: The service level that a contract promises.\nchurn: The share of customers"),
        ("vi", "Từ ngữ\nSLA: Mức dịch vụ cam kết trong hợp đồng.\n"),
    ],
)
def test_help_explains_the_words_of_the_crisis(sit_down, typed, language, words):
    assert words in typed(sit_down(language=language), "?")


def test_leaving_says_how_to_come_back(sit_down, typed):
    game = sit_down()
    told = typed(game, "1", "q")
    assert f"tandem continue {game.path.stem}" in told
    game.close()
    assert len(saved_game.load_session(game.path).records) == 1


def test_leaving_before_anything_is_decided_says_so(sit_down, typed):
    assert "nothing is saved" in typed(sit_down(), "q")


def test_words_to_the_questions_are_kept_with_the_save(sit_down, typed):
    game = sit_down()
    typed(game, *EVERYTHING)
    game.close()
    assert saved_game.load_session(game.path).reflections[0] == "1"


@pytest.mark.parametrize("chair", ["ceo", "cto"])
def test_a_game_is_played_to_its_end_by_digits_alone(sit_down, typed, chair):
    game = sit_down(chair)
    told = typed(game, *EVERYTHING)
    assert game.session.prompt is None
    assert "The year after" in told


def test_the_expert_gets_no_hints(sit_down, typed):
    assert "Affects:" in typed(sit_down(), "1")
    assert "Affects:" not in typed(sit_down(mode="expert"), "1")


@pytest.mark.parametrize("seed", range(4))
def test_the_partner_gives_its_reason_once_though_one_sits_down_and_picks_again(sit_down, typed, seed):
    answers = ["4" if number % 3 == 2 else "1" for number in range(80)]
    told = typed(sit_down(seed=seed), *answers, width=400)
    spoken = [line for line in told.splitlines() if line.startswith("Dũng: “")]
    assert spoken
    assert len(spoken) == len(set(spoken))


def test_the_log_tells_everything_once_more(sit_down, typed):
    before, log = typed(sit_down(), "1", "1", "1", "log").split("What has happened so far")
    for told in (
        "Scene 1 of about 6. 08:10.",
        "Lan's dot in the chat",
        "It is done: “Pay the first one",
        "Scene 2 of",
    ):
        assert before.count(told) == log.count(told) == 1
    assert log.rstrip().count("Numbers to say, 0 for none") == 1, "the question is asked again"


def test_back_tells_what_the_last_answer_led_to_once_more(sit_down, typed):
    told = typed(sit_down(), "1", "1", "1", "back")
    assert told.count("Nine people around a table for six") == 2
    assert told.count("It is done: “Pay the first one") == 1


@pytest.mark.parametrize("word", ["log", "back"])
def test_before_the_first_answer_there_is_only_the_scene_to_go_back_to(sit_down, typed, word):
    told = typed(sit_down(), word)
    assert told.count("Lan's dot in the chat") == told.count("What does support say?") == 2


def test_the_debrief_sets_a_play_beside_an_earlier_one_and_the_first_beside_none(sit_down, typed):
    told = [typed(game := sit_down(seed=seed), *EVERYTHING) for seed in (7, 8)]
    game.close()
    assert ["Beside earlier plays" in one for one in told] == [False, True]
    assert re.search(r"Beside earlier plays\n\d+ \w{3}, \d\d:\d\d · .+: Hà: ", told[1])
