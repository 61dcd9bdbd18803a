"""R23: a CTO who is neither trusting nor free says so, and goes once nothing has changed; a person is asked."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.engine.events import ChairEmptied, Ended, LeavingWarned, SceneOpened, StayAnswered
from game.engine.scene_flow import summarize_epilogue
from game.engine.stocks import STOCKS
from tests.engine.crisis import Table, crisis, option, scene

COLD = {"cto.trust": 12, "cto.freedom": 12, "ceo.trust": 12}
FREEZE = option("a", effects={"cto.trust": -40, "cto.freedom": -40, "ceo.trust": -40})


def table(*weeks, dyad=None, partners=("cto",), options=(), **fields):
    scenes = [scene(f"s{n}", *options, by="ceo", weeks=w) for n, w in enumerate(weeks)]
    return Table(crisis(*scenes, dyad=COLD if dyad is None else dyad, **fields), partners=partners)


def order(played, *kinds):
    return [type(event).__name__ for event in played.story if isinstance(event, kinds)]


class TestTheWarning:
    @pytest.mark.parametrize(
        ("trust", "freedom", "warns"), [(29, 29, True), (30, 29, False), (29, 30, False), (10, 60, False)]
    )
    def test_it_comes_where_trust_and_freedom_are_both_under_thirty(self, trust, freedom, warns):
        played = table(0, 0, dyad={"cto.trust": trust, "cto.freedom": freedom})
        assert bool(played.all(LeavingWarned)) == warns

    def test_it_comes_before_the_scene_opens_and_once_a_game(self):
        played = table(0, 0, 0, 0).play().play()
        assert order(played, LeavingWarned, SceneOpened) == ["LeavingWarned", *["SceneOpened"] * 3]

    def test_it_comes_before_the_first_scene_that_finds_them_so(self):
        played = table(0, 0, 0, dyad={}, options=[FREEZE]).play("b").play("a")
        assert order(played, LeavingWarned, SceneOpened)[-2:] == ["LeavingWarned", "SceneOpened"]
        assert played.state.warned == 3


class TestLeaving:
    def test_the_cto_goes_after_four_cold_weeks(self):
        played = table(9, 1).play()
        assert played.all(ChairEmptied)[0].week == 4
        assert played.state.phase == "over"

    def test_never_before_a_scene_was_played_since_the_warning(self):
        """Cold for eight weeks at once, the CTO only then says so; it goes in the next scene's first week."""
        played = table(8, 1, 1, dyad={}, options=[FREEZE]).play("a")
        assert played.all(ChairEmptied) == []
        assert len(played.all(LeavingWarned)) == 1
        played.play("b")
        assert [event.week for event in played.all(ChairEmptied)] == [9]

    def test_where_no_weeks_pass_the_clock_stands(self):
        played = table(0, 0, 0, 0, 0).play().play().play().play()
        assert played.all(ChairEmptied) == []
        assert played.state.cold_weeks == 0

    def test_who_is_won_back_after_the_warning_stays(self):
        thaw = option("a", effects={"cto.trust": 50, "cto.freedom": 50, "ceo.trust": 50})
        played = table(3, 9, 9, options=[thaw]).play("b").play("a")
        assert played.all(ChairEmptied) == []

    @settings(max_examples=40, deadline=None)
    @given(st.lists(st.integers(0, 6), min_size=1, max_size=4), st.integers(5, 45), st.integers(5, 45))
    def test_nobody_ever_leaves_unwarned(self, weeks, trust, freedom):
        played = table(*weeks, dyad={"cto.trust": trust, "cto.freedom": freedom}, options=[FREEZE])
        while played.state.phase != "over":
            played.play("a")
        events = order(played, LeavingWarned, SceneOpened, ChairEmptied)
        if "ChairEmptied" in events:
            assert events.count("ChairEmptied") == 1
            assert "SceneOpened" in events[events.index("LeavingWarned") : events.index("ChairEmptied")]


class TestTheYearAfter:
    def test_who_has_warned_may_still_go(self):
        played = table(0).play()
        assert played.all(ChairEmptied)[0].week == 4

    def test_who_has_not_stays(self):
        """The last scene breaks what there was: nothing was said, no scene played since."""
        played = table(0, dyad={}, options=[FREEZE]).play("a")
        assert (played.state.phase, played["cto.trust"] < 20, played["cto.freedom"] < 20) == ("over", True, True)
        assert played.all(ChairEmptied) == []
        assert summarize_epilogue(played.state).leaving == 0

    def test_a_person_who_stayed_stays(self):
        played = table(0, partners=()).play()
        assert played.all(ChairEmptied) == []
        assert summarize_epilogue(played.state).leaving == 0


class TestAPersonInThatChair:
    def test_is_asked_and_nobody_else(self):
        asked = table(9, 9, partners=())
        assert [(ask.kind, ask.chair, ask.choices) for ask in asked.asks] == [("stay", "cto", ("stay", "go"))]
        assert [(ask.kind, ask.chair) for ask in table(9, 9, partners=("ceo",)).asks] == [("stay", "cto")]

    def test_who_stays_is_warned_and_never_made_to_leave(self):
        played = table(9, 9, 9, partners=()).play().play()
        assert [event.stays for event in played.all(StayAnswered)] == [True]
        assert order(played, LeavingWarned, StayAnswered) == ["LeavingWarned", "StayAnswered"]
        assert played.all(ChairEmptied) == []
        assert played.state.cold_weeks == 18

    def test_who_goes_ends_the_game(self):
        endings = [
            {"id": "gone", "tier": "poor", "when": "flag.chair_empty", "title": "t", "text": "t"},
            {"id": "over", "tier": "mixed", "title": "t", "text": "t"},
        ]
        asked = table(9, 9, partners=(), endings=endings)
        asked.give("stay", "cto", what="go")
        assert order(asked, StayAnswered, ChairEmptied, Ended) == ["StayAnswered", "ChairEmptied", "Ended"]
        assert (asked.state.ending, asked.state.empty_weeks, asked.state.week) == ("gone", 26, 0)
        assert summarize_epilogue(asked.state).leaving == 0

    def test_an_empty_chair_costs_the_same_whoever_sat_in_it(self):
        gone = table(9, 9, partners=()).give("stay", "cto", what="go")
        before = dict(zip(STOCKS, gone.scenario.start, strict=True))
        for gap in ("ceo.gap", "cto.gap"):
            assert gone[gap] == before[gap] / 100 + 25
        assert gone["bridge"] == 0
        assert [row.bridge for row in summarize_epilogue(gone.state).weeks[:26]] == [0] * 26
