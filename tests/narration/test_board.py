"""The board beside the story: what it shows of the two, as play goes on and once it is over."""

from dataclasses import replace

import pytest

from game.analysis.simulation.bots import BOTS
from game.analysis.simulation.runs import play_seed
from game.debrief.look_back import look_back
from game.engine.scenario import Portrait
from game.engine.stocks import CHAIRS
from game.narration.board import KnownFact, RecapLine, build_board, render_board
from game.narration.debrief.ending import build_ending_card, list_year_figures, mark_tier
from game.narration.voice import Voice
from tests.debrief.plays import begun, played, small
from tests.engine.crisis import fact, loaded, option, person, scene
from tests.playthrough import players


@pytest.mark.parametrize("chair", CHAIRS)
def test_the_others_trust_is_fifths_while_play_goes_on(chair):
    session = begun(7, chair)
    while session.prompt is not None:
        board = build_board(Voice.to_chair(session, chair), session, session.build_view(chair))
        mine, other = sorted(board.chairs, key=lambda end: end.chair != chair)
        assert mine.figure.isdecimal()
        assert other.figure in {f"{fifths}/5" for fifths in range(1, 6)}
        assert (other.trust % 20, other.start % 20) == (0, 0), "the bridge tells no more than the fifths"
        told = [fact for fact, now in session.state.facts.items() if now.status == "said"]
        assert sum(end.planks for end in board.chairs) == len(told)
        session.answer(session.prompt.token, BOTS["candid"](session))


@pytest.mark.parametrize("seed", [1, 10])
def test_the_title_card_of_an_ending_has_the_two_as_the_last_page_had_them(seed):
    crisis = small()
    session = play_seed(crisis.scenario, crisis.texts, dict.fromkeys(CHAIRS, "partner"), seed, "en")
    voice = Voice.by_name(session)
    board = build_board(voice, session, session.shared_view)
    card = build_ending_card(voice, session, look_back(session))
    assert [(end.person.mood, end.planks, end.broken) for end in board.chairs] == [
        (end.mood, end.told, end.broken) for end in card.chairs
    ]


def board_of(session, chair="ceo", scenes=0, **change):
    """The board of one chair, or of two who look together for None; `change` are fields of what they may see."""
    voice = Voice.to_onlookers(session) if chair is None else Voice.to_chair(session, chair)
    view = session.shared_view if chair is None else session.build_view(chair)
    return build_board(voice, session, replace(view, **change), scenes)


def test_the_days_so_far_end_with_where_one_is_and_tell_what_was_done():
    session = players.play(players.session(players.SEATS[1]), until="coffee", first="pay_first", final="pay_first")
    board = board_of(session, scenes=6)
    assert [(stop.when, stop.state, stop.kind, stop.label, stop.text) for stop in board.stops] == [
        ("08:10", "over", "over", "over", "“Pay the first one, drop the other.”"),
        ("09:30", "now", "now", "you are here", "What happens to the second invoices?"),
    ]
    assert (board.base, board.ahead, board.still_ahead) == ("since 08:10", 4, "at most 4 more scenes")
    assert board_of(session, None).stops[-1].label == "now"
    assert (board_of(session, scenes=3).still_ahead, board_of(session, scenes=2).still_ahead) == (
        "at most 1 more scene",
        "",
    )
    assert board_of(session, scenes=1).ahead == 0


def test_what_landed_stands_in_the_days_in_place_of_what_was_done():
    session = players.play(players.session(players.SEATS[1]))
    landed = [stop for stop in board_of(session).stops if stop.kind == "landed"]
    assert landed
    assert {(stop.state, stop.label) for stop in landed} == {("over", "landed")}


def test_a_scene_without_a_time_is_told_by_its_number():
    session = players.session(players.SEATS[1], crisis=loaded(scene("one"), scene("two")))
    board = board_of(session)
    assert (board.base, [stop.when for stop in board.stops]) == ("since the start", ["scene 1"])


def test_what_is_on_its_way_is_counted():
    session = players.session(players.SEATS[1])
    cue = "scenes.morning.options.pay_first.later.0.cue"
    assert (board_of(session).signs, board_of(session).waiting) == ((), "")
    one, two = board_of(session, cues=(cue,)), board_of(session, cues=(cue, cue))
    assert one.signs == ("Some merchants have paid the second one already.",)
    assert (one.waiting, two.waiting) == ("1 on its way", "2 on their way")


def test_a_figure_has_its_course_and_how_far_it_is_from_where_it_began():
    session = players.play(players.session(players.SEATS[1]), until="coffee")
    (culture, *_more) = board_of(session).figures
    assert (culture.stock, culture.name, culture.word) == ("culture", "Culture", "polite")
    assert culture.course == (50, 50, culture.value)
    assert culture.change == culture.value - 50


def test_each_of_the_two_stands_on_the_bridge_by_what_the_reader_may_see():
    session = players.session(players.SEATS[1])
    me, other = board_of(session).chairs
    assert (me.person.about, me.person.spoken, me.trust_label) == ("you, CEO", "You, reserved.", "You trust Dũng")
    assert (me.figure, me.trust, me.start) == ("48", 48, 48)
    assert (other.person.about, other.person.spoken) == ("CTO", "Dũng, reserved.")
    assert (other.trust_label, other.figure, other.trust, other.start) == ("Dũng seems reserved", "3/5", 60, 60)
    assert (me.wound, other.wound, me.planks) == ("", "", 0)
    for end in board_of(session, None).chairs:
        assert end.figure == "3/5"


def test_what_is_not_made_good_yet_is_told_to_whoever_carries_it_and_of_the_other_by_name():
    session = played(7, "cto", "blame", answers=5)
    assert session.state.wounds["ceo"].breach
    for reader, told in (
        ("ceo", "You carry something that is not made good yet."),
        ("cto", "Hà carries something that is not made good yet."),
        (None, "Hà carries something that is not made good yet."),
    ):
        board = board_of(session, reader)
        (end,) = [end for end in board.chairs if end.broken]
        assert end.wound == told
        assert told in list(render_board(board))


def test_what_one_knows_stands_before_what_both_know_and_what_was_said_with_who_said_it():
    facts = {"mine": fact("ceo", label="The date", told="It is the tenth."), "theirs": fact("cto", label="The run")}
    crisis = loaded(scene("one", say=["mine"]), scene("two"), facts=facts)
    session = players.session(players.SEATS[1], crisis=crisis)
    assert board_of(session).recap.known == (
        KnownFact("The date", ("ceo",), "only you", session.render_text("facts.mine.text")),
    )
    players.play(session, say=["mine"])
    recap = board_of(session).recap
    assert recap.known[0] == KnownFact("The date", ("ceo", "cto"), "both", "It is the tenth.")
    assert RecapLine("scene 1", "ceo", "Hà", "It is the tenth.") in recap.said
    assert (recap.known_title, recap.said_title) == ("Who knows what", "Said and done so far")
    assert recap.people == (("Lan", ""),)
    assert "Hà has told 1 thing." in list(render_board(board_of(session, None)))


def test_the_words_and_the_people_of_the_crisis_may_be_looked_up():
    recap = board_of(players.session(players.SEATS[1])).recap
    assert (recap.words_title, recap.people_title) == ("Words", "Who is who")
    assert recap.words[0] == ("SLA", "The service level that a contract promises.")
    assert recap.people == (
        ("Lan", "junior engineer"),
        ("Mai", "head of support"),
        ("Sen Mart", "a chain of 300 stores"),
    )


def test_whoever_the_scene_names_stands_beside_the_two_as_far_as_they_have_a_face():
    cast = {
        "ceo": person("Hà"),
        "cto": person("Dũng"),
        "lan": {"name": "Lan", "role": "an engineer"},
        "mai": {"name": "Mai"},
        "minh": {"name": "M"},
    }
    asked = option("a", text="{mai} rings {minh}.")
    crisis = loaded(scene("one", asked, text="{lan} waits for {ceo}. {lan} is late."), scene("two"), cast=cast)
    faces = {
        name: replace(one, portrait=None if name == "minh" else Portrait((), (), ("." * 12,) * 12, {}))
        for name, one in crisis.scenario.cast.items()
    }
    crisis = replace(crisis, scenario=replace(crisis.scenario, cast=faces))
    board = board_of(players.session(players.SEATS[1], crisis=crisis))
    assert [(person.name, person.about, person.spoken) for person in board.people] == [
        ("Lan", "an engineer", "Lan, an engineer."),
        ("Mai", "", "Mai."),
    ]
    assert list(render_board(board)) == [
        "Between the two",
        "You, reserved.",
        "Dũng, reserved.",
        "",
        "Also there",
        "- Lan, an engineer.",
        "- Mai.",
        "",
        "The days so far",
        "- scene 1, you are here: ?",
        "",
    ]


def test_the_title_card_tells_how_it_ended_how_good_that_was_and_what_the_two_did():
    session = played(7, "ceo", "candid")
    card = build_ending_card(Voice.by_name(session), session, look_back(session))
    said = sum(fact.status == "said" for fact in session.state.facts.values())
    out = sum(fact.status == "surfaced" for fact in session.state.facts.values())
    sat = sum(bool(one.sat) for one in session.state.past)
    assert card.title == Voice.by_name(session).name_ending(session.state.ending)
    assert card.tally == f"{said} facts said · {out} came out · sat down {sat} time{'s' * (sat != 1)}"
    assert (card.tokens, card.tokens_most) == (session.state.tokens, 2)
    assert [(end.name, end.role, end.start) for end in card.chairs] == [("Hà", "CEO", 48), ("Dũng", "CTO", 50)]


def test_how_good_an_ending_is_has_four_marks_and_two_are_no_good_one():
    assert [mark_tier(tier) for tier in ("poor", "mixed", "good", "top")] == ["▰▱▱▱", "▰▰▱▱", "▰▰▰▱", "▰▰▰▰"]
    session = played(7, "ceo", "candid")
    insight = look_back(session)
    for tier, good in (("poor", False), ("mixed", False), ("good", True), ("top", True)):
        closing = replace(insight.timeline.closing, tier=tier)
        changed = replace(insight, timeline=replace(insight.timeline, closing=closing))
        assert build_ending_card(Voice.by_name(session), session, changed).good == good


def test_a_figure_of_the_year_after_stands_beside_the_same_had_nothing_happened():
    session = played(7, "ceo", "candid")
    year = session.epilogue
    figures = list(list_year_figures(Voice.by_name(session), year))
    for figure in figures:
        weeks, untouched = year.list_stock_weeks(figure.stock)
        assert figure.change == weeks[-1] - untouched[-1]
        assert (figure.ends, figure.gained) == (weeks[-1], figure.change > 0 if figure.change else None)
        assert figure.aside == f"else {Voice.by_name(session).money.format_points(figure.stock, untouched[-1])}"
    assert any(figure.change for figure in figures)
