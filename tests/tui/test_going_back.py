"""A page back while one reads, the log of the play, and a decision made again from the debrief."""

import pytest

from game.engine.stocks import CHAIRS
from game.playthrough.saves.saved_game import load_session
from game.tui.play.log_page import LogPage
from game.tui.play.pair_steps import PairRevealStep, SceneBriefStep
from game.tui.play.private_steps import LockStep
from game.tui.play.question_steps import DecideStep
from game.tui.play.steps import ConsequenceStep
from tests.tui.stage import DECIDING, TOGETHER, opened, over, press, settled, showing, table, table_of_two
from tests.tui.two import Hands, at_table, quiet


@pytest.mark.long
async def test_left_reads_the_page_before_once_more_and_the_question_keeps_its_pick(tmp_path):
    async with opened(table(tmp_path)) as pilot:
        page = pilot.app.screen
        await press(pilot, "1 left")
        assert page.step.caret == 0, "there is no page before the first"
        await press(pilot, "enter enter 2")
        assert "← page back" in showing(pilot.app)
        await press(pilot, "left")
        assert isinstance(page.step, ConsequenceStep)
        assert "← page back" not in showing(pilot.app)
        await press(pilot, "space enter")
        assert page.session.records[-1].move.answer["what"] == "people"
        assert len(page.session.records) == 2


@pytest.mark.long
async def test_two_read_back_what_both_may_see_and_never_a_private_page(tmp_path):
    async with opened(table_of_two(tmp_path)) as pilot:
        await press(pilot, f"{TOGETHER} space")
        assert isinstance(at_table(pilot).step, LockStep)
        await press(pilot, "left")
        assert isinstance(at_table(pilot).step, SceneBriefStep)
        await press(pilot, "space open 1 left")
        assert at_table(pilot).step.digits[0] == 1, "nothing is left by an arrow behind the lock"
        await press(pilot, "2 0 1 2 2 enter")
        assert isinstance(at_table(pilot).step, LockStep)
        await press(pilot, "left")
        assert isinstance(at_table(pilot).step, LockStep), "the private page is gone"


@pytest.mark.long
async def test_the_log_tells_what_was_read_so_far_and_no_more(tmp_path):
    async with opened(table(tmp_path), (120, 60)) as pilot:
        await press(pilot, "1 enter l")
        assert isinstance(pilot.app.screen, LogPage)
        assert "Mai stands in the door" in showing(pilot.app)
        assert "Pay the first one" not in showing(pilot.app), "its page is still to be read"
        await press(pilot, "l")
        assert isinstance(pilot.app.screen.step, ConsequenceStep)
        await press(pilot, "enter f9")
        assert "It is done: “Pay the first one, drop the other.”" in showing(pilot.app)
        await press(pilot, "escape")
        assert not isinstance(pilot.app.screen, LogPage)


async def test_the_log_says_that_nothing_has_happened_before_the_first_scene(tmp_path):
    async with opened(table_of_two(tmp_path)) as pilot:
        await press(pilot, "l")
        assert isinstance(pilot.app.screen, LogPage)
        assert "Nothing has happened yet." in showing(pilot.app)


@pytest.mark.long
@pytest.mark.parametrize("language", ["en", "vi"])
async def test_the_log_of_two_shows_what_both_may_see(tmp_path, language):
    async with opened(table_of_two(tmp_path, language=language), (120, 60)) as pilot:
        await press(pilot, f"{TOGETHER} space")
        page = at_table(pilot)
        await press(pilot, "l")
        assert at_table(pilot) is page, "not at the lock"
        await Hands(pilot, private=quiet).first(PairRevealStep)
        session = page.session
        await press(pilot, "l")
        log = showing(pilot.app)
        held = [fact for chair in CHAIRS for fact in session.build_view(chair).facts if fact.status == "unsaid"]
        assert session.render_text("scenes.standup.text")[:30] in log
        assert held
        assert not [fact.id for fact in held if session.render_text(f"{fact.path}.text")[:30] in log]


@pytest.mark.long
async def test_a_decision_is_made_again_in_a_new_game_with_the_same_luck_and_the_old_save_stays(tmp_path):
    async with opened(over(tmp_path)) as pilot:
        game = pilot.app.game
        game.save()
        before = game.path.read_bytes()
        await press(pilot, "enter 2 down")
        assert "F8 decide again" in showing(pilot.app)
        await press(pilot, "f8")
        await settled(pilot)
        page = pilot.app.screen
        assert isinstance(page.step, DecideStep) or page._upcoming
        assert page.session.state.count == 2
        assert page.session.setup == game.session.setup
        answered = [record.move for record in page.session.records]
        assert answered == [record.move for record in game.session.records[: len(answered)]]
        assert game.path.read_bytes() == before
        assert page.game.path != game.path
        assert load_session(page.game.path).state == page.session.state


@pytest.mark.long
async def test_two_decide_again_in_front_of_the_lock(tmp_path):
    async with opened(table_of_two(tmp_path)) as pilot:
        hands = Hands(pilot)
        while type(pilot.app.screen).__name__ != "EndingPage":
            await hands.on()
        await settled(pilot)
        await press(pilot, "enter 2 down f8")
        await settled(pilot)
        page = at_table(pilot)
        assert page.session.state.count == 2
        assert page.session.pair
        await Hands(pilot).first(LockStep)


@pytest.mark.long
async def test_while_play_goes_on_no_decision_is_made_again(tmp_path):
    async with opened(table(tmp_path)) as pilot:
        await press(pilot, f"{DECIDING} f8")
        assert len(pilot.app.screen.session.records) == 2
