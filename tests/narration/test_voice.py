"""Who is told the story: what each voice calls people, and whose private parts it may tell."""

from pathlib import Path

import pytest

from game.content.compiler import load_scenario
from game.content.markup import TextSpan
from game.locales import set_language
from game.narration.lines import fill_spans, join_text, make_spans
from game.narration.voice import Voice, extract_first_sentence, label_scene, quote_text
from game.playthrough.session import Session
from game.playthrough.setup import Setup
from game.playthrough.visibility import BETWEEN
from tests.playthrough import players

ROOT = Path(__file__).parents[2]


@pytest.fixture
def game():
    return players.session()


def test_a_reader_in_a_chair_is_you_and_sees_its_own_private_parts_only(game):
    voice = Voice.to_chair(game, "cto")
    assert voice.name_speaker("cto") == "You"
    assert voice.name_speaker("ceo") == game.names["ceo"]
    assert voice.can_see_chair("cto")
    assert not voice.can_see_chair("ceo")
    assert voice.figure_chairs == ("cto",)


def test_onlookers_hear_names_and_nothing_private(game):
    voice = Voice.to_onlookers(game)
    for chair in ("ceo", "cto"):
        assert voice.name_speaker(chair) == game.names[chair]
        assert not voice.can_see_chair(chair)
        assert not voice.sits_in(chair)
    assert voice.figure_chairs == ()


def test_by_name_everything_is_told(game):
    voice = Voice.by_name(game)
    assert voice.name_speaker("ceo") == game.names["ceo"]
    assert voice.can_see_chair("ceo")
    assert voice.can_see_chair("cto")
    assert voice.figure_chairs == ("ceo", "cto")


def test_whoever_bears_a_title_has_it_in_a_language_that_has_one():
    crisis = load_scenario(ROOT / "scenarios" / "launch-day-red")
    for language, named in (("vi", ("chị Vân", "Chị Vân", "Mai")), ("en", ("Vân", "Vân", "Mai"))):
        set_language(language)
        voice = Voice.by_name(Session(crisis.scenario, crisis.texts, Setup(players.SEATS[1], 1, language=language)))
        assert (voice.name_person("van"), voice.name_speaker("van"), voice.name_speaker("mai")) == named
    set_language("en")


def test_both_and_the_board_may_speak(game):
    assert Voice.to_chair(game, "ceo").name_speaker("both") == "Both"
    assert Voice.by_name(game).name_speaker("board") == "The board"


def test_what_lies_between_the_two_is_named_by_who_reads(game):
    both = f"{game.names['ceo']} and {game.names['cto']}"
    assert Voice.to_onlookers(game).name_outcome(BETWEEN) == both
    assert Voice.to_chair(game, "ceo").name_outcome(BETWEEN) != both


def test_sitting_down_is_an_option_of_every_scene(game):
    scene = game.prompt.scene
    assert Voice.by_name(game).render_option(scene, "sit") == "sit down together first"


def test_an_unknown_person_keeps_its_id(game):
    assert Voice.by_name(game).name_person("nobody") == "nobody"


def test_a_filled_message_keeps_the_manner_of_what_is_put_in():
    spans = fill_spans("It is done: {text}!", text=(TextSpan("ship "), TextSpan("now", strong=True)))
    assert join_text(spans) == "It is done: ship now!"
    assert TextSpan("now", strong=True) in spans


def test_a_placeholder_in_what_is_put_in_stays_text():
    assert join_text(fill_spans("{name}: {text}", name="{text}", text="{name}")) == "{text}: {name}"


def test_a_placeholder_without_a_value_stays_as_written():
    assert join_text(fill_spans("{name} {odd}", name="Mai")) == "Mai {odd}"


def test_no_words_are_no_spans():
    assert make_spans("") == ()


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("It holds. Nobody cheers.", "It holds."),
        ("Who rang? Nobody.", "Who rang?"),
        ("Ring them! At once.", "Ring them!"),
        ("No end here\nand a second line", "No end here"),
        ("a" * 91, "a" * 89 + "…"),
        ("a" * 90, "a" * 90),
    ],
)
def test_the_first_sentence_ends_at_any_mark_and_is_never_long(text, first):
    assert extract_first_sentence(text) == first


@pytest.mark.parametrize("own", ["“So?”", "‘So?’", "«So?»", '"So?"', "*So?*"])
def test_a_text_with_marks_of_its_own_gets_no_others(own):
    assert quote_text(f" {own}") == own
    assert quote_text("So?") == "“So?”"


def test_two_who_read_together_are_called_by_their_own_names():
    game = players.session(players={"ceo": "Linh", "cto": "Tuan"})
    together, alone = Voice.to_onlookers(game), Voice.to_chair(game, "ceo")
    assert together.player_names == {"ceo": "Linh", "cto": "Tuan"}
    assert alone.player_names == Voice.by_name(game).player_names == {"ceo": "Hà", "cto": "Dũng"}
    assert (together.name_seat("ceo"), alone.name_seat("ceo")) == ("Hà (Linh)", "Hà")
    assert together.name_both() == "Hà and Dũng"
    assert together.name_both({"cto": "Tuan"}) == "Hà and Dũng (Tuan)"


def test_ones_own_trust_is_your_trust_and_two_hear_whose_it_is(game):
    assert Voice.to_chair(game, "ceo").name_figure_briefly("ceo.trust") == "your trust"
    assert Voice.to_chair(game, "ceo").name_figure_briefly("culture") == "Culture"
    by_name = Voice.by_name(game)
    assert by_name.name_figure_briefly("ceo.trust") == by_name.name_figure("ceo.trust")
    assert "Hà" in by_name.name_figure("ceo.trust")


def test_a_figure_that_moved_is_told_with_its_sign(game):
    assert Voice.by_name(game).render_figure_change("culture", -3) == "Culture −3"
    assert Voice.by_name(game).render_figure_change("culture", 3) == "Culture +3"


def test_a_scene_is_named_by_its_question_or_by_how_it_begins(game):
    voice = Voice.by_name(game)
    assert voice.name_scene("standup") == "What happens to the second invoices?"
    assert voice.name_scene("letter") == "An envelope on Dũng's desk, by hand."
    assert label_scene(3) == "Scene 3"


def test_an_ending_that_no_author_wrote_has_words_of_the_game(game):
    voice = Voice.by_name(game)
    assert voice.name_ending("insolvent") == "Insolvent"
    assert join_text(voice.render_ending_spans("insolvent")) == (
        "The cash is gone. What would have come of the rest, nobody will know."
    )
    assert voice.name_ending("patched") == "Patched, and known"
    assert join_text(voice.render_ending_spans("patched")).startswith("The run is tested where it broke.")


def test_an_option_is_quoted_but_sitting_down_is_nobodys_words(game):
    voice = Voice.by_name(game)
    assert voice.quote_option("standup", "void_tonight") == "“Void them all tonight, by script.”"
    assert voice.quote_option("standup", "sit") == "sit down together first"
