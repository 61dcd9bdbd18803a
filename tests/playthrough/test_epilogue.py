"""The year after play: four quarters with one voice each, beside the company as it was."""

import pytest

from game.engine.model import compute_composite, compute_means, from_hundredths, simulate_weeks
from game.engine.scene_flow import summarize_epilogue
from game.engine.state import round_half_even
from game.engine.stocks import INDEX
from tests.engine.carrying import counted
from tests.engine.crisis import loaded, option, scene
from tests.playthrough.players import plain, play, session

VOICES = [
    {"quarter": quarter, "who": "lan", **when, "text": "x"}
    for quarter in (1, 2, 3, 4)
    for when in ({"when": "csat_service >= 60"}, {"when": "flag.up"}, {})
]


def ended(option_fields=None, pick="a", **fields):
    options = (option("a", **(option_fields or {})), option("c", set=["up"]))
    story = loaded(scene("one", *options), voices=VOICES, **fields)
    game = session(crisis=story)
    while game.prompt is not None:
        game.answer(game.prompt.token, plain(game.prompt, first=pick, final=pick))
    return game


def test_there_is_none_while_play_goes_on():
    game = session()
    assert game.epilogue is None
    assert play(game).epilogue is not None


def test_it_is_fifty_three_rows_of_whole_points_from_the_end_of_play():
    epilogue = ended().epilogue
    assert len(epilogue.played) == len(epilogue.as_it_was) == 53
    assert all(len(row) == 24 and all(type(points) is int for points in row) for row in epilogue.played)


def test_it_starts_where_play_ended_and_follows_the_model():
    game = play(session(seed=2))
    epilogue = game.epilogue
    assert epilogue.played[0] == tuple(game.state.round_to_points(stock) for stock in INDEX)
    year = summarize_epilogue(game.state)
    assert epilogue.means == {stock: round(mean / 100) for stock, mean in zip(INDEX, year.means, strict=True)}
    assert epilogue.f == year.composite


def test_as_it_was_is_the_company_the_crisis_found_had_nobody_done_anything():
    game = play(session(seed=2))
    scenario = game.scenario
    through_play = simulate_weeks(from_hundredths(scenario.start), game.state.week, pace=scenario.pace)[-1]
    expected = simulate_weeks(through_play, 52)
    got = game.epilogue.as_it_was
    for week in (0, 26, 52):
        assert got[week] == tuple(round_half_even(round(points * 100)) for points in expected[week])
    assert game.epilogue.f_as_it_was == pytest.approx(float(compute_composite(compute_means(expected))))


def test_one_course_is_shown_beside_the_other():
    """Ten points of culture, as well as the two carried them out (R17)."""
    game = ended({"effects": {"culture": 10}})
    (scene_played,) = game.state.past
    played, as_it_was = game.epilogue.list_stock_weeks("culture")
    assert (played[0], as_it_was[0]) == (52 + counted(10, scene_played.carried, "culture"), 52)
    assert played[52] > as_it_was[52]


def test_in_each_quarter_the_first_voice_speaks_whose_condition_holds_at_its_end():
    quarters = ended({"effects": {"csat_service": 16}}).epilogue.quarters
    assert [(quarter.number, quarter.week, quarter.who) for quarter in quarters] == [
        (1, 13, "lan"), (2, 26, "lan"), (3, 39, "lan"), (4, 52, "lan"),
    ]  # fmt: skip
    # satisfaction with the service falls back to where the company carries it, and the voices change
    assert quarters[0].path in ("voices.0.text", "voices.2.text")
    assert quarters[3].path == "voices.11.text"


def test_voices_can_read_what_was_done():
    paths = [quarter.path for quarter in ended({"set": ["up"]}).epilogue.quarters]
    assert paths == ["voices.1.text", "voices.4.text", "voices.7.text", "voices.10.text"]
    plain_paths = [quarter.path for quarter in ended({"set": ["up"]}, pick="b").epilogue.quarters]
    assert plain_paths == ["voices.2.text", "voices.5.text", "voices.8.text", "voices.11.text"]


def test_a_crisis_without_voices_has_silent_quarters():
    game = session(crisis=loaded(scene("one")))
    assert [quarter.path for quarter in play(game).epilogue.quarters] == ["", "", "", ""]
