"""What the screen says of the save and of what is on its way is never ahead of the game."""

from asyncio import to_thread
from threading import Event

import pytest

from game.engine.events import Enacted
from game.playthrough.hindsight import Hindsight
from game.playthrough.saves import saved_game
from game.tui.play.steps import ConsequenceStep, InterludeStep
from tests.engine.crisis import later, loaded, option, scene
from tests.playthrough.players import play, session
from tests.tui.stage import CALM, opened, press, settled, showing, table


async def test_saved_is_not_said_while_the_last_answer_is_only_in_memory(tmp_path, monkeypatch):
    async with opened(table(tmp_path)) as pilot:
        game, writing, go_on = pilot.app.game, Event(), Event()
        real = game.save

        def save_slowly():
            done = real()
            writing.set()
            go_on.wait(20)
            return done

        monkeypatch.setattr(game, "save", save_slowly)
        page = pilot.app.screen
        game.session.answer(game.session.prompt.token, {"option": game.session.prompt.choices[0].id})
        page._start_saving()
        await to_thread(writing.wait, 20)
        game.session.answer(game.session.prompt.token, {"what": "cash"})
        page._start_saving()
        assert page.saved == "saving"
        assert "saved ✓" not in showing(pilot.app)
        assert game.saved == 1
        said = []
        monkeypatch.setattr(page, "show_keys", lambda: said.append((page.saved, game.saved)))
        go_on.set()
        await settled(pilot)
        await settled(pilot)
        assert game.saved == len(game.session.records) == 2
        assert ("saved", 1) not in said
        assert said[-1] == ("saved", 2)
        assert len(saved_game.load_session(game.path).records) == 2


async def test_what_a_table_has_not_saved_yet_is_saved_as_its_page_opens(tmp_path):
    app = table(tmp_path)
    play(app.game.session, until="pledge")
    async with opened(app) as pilot:
        await settled(pilot)
        assert app.game.saved == len(app.game.session.records) == 1
        assert "saved ✓" in showing(app)


def test_looking_back_shows_no_cue_of_a_decision_that_came_later():
    crisis = loaded(scene("one", option("a", later=[later(3)])), scene("two"), scene("three"))
    game = play(session(crisis=crisis), until="pledge")
    view = game.build_view("ceo")
    assert view.cues
    before = Hindsight(
        "one", 1, later=tuple(event for row in game.story for event in row if isinstance(event, Enacted))
    )
    assert Hindsight("one", 1).rebuild_view(game.scenario, view).cues == view.cues
    assert before.rebuild_view(game.scenario, view).cues == ()
    assert game.shared_view.cues
    assert before.rebuild_view(game.scenario, game.shared_view).cues == ()


@pytest.mark.long
async def test_a_page_shows_no_cue_of_what_the_other_decided_after_it(tmp_path):
    theirs = [option(name, later=[later(4, cue="A cue of theirs.")]) for name in ("a", "b")]
    scenes = [scene("one", by="ceo"), scene("mine", by="ceo"), scene("theirs", *theirs, by="cto")]
    crisis = loaded(*scenes, *(scene(f"more_{n}", by="ceo") for n in range(3)))
    async with opened(table(tmp_path, seed=CALM, loaded=crisis, mode="standard"), (120, 40)) as pilot:
        seen = []
        await press(pilot, "1 enter enter 1 enter enter 1 enter")
        for _page in range(3):
            step = pilot.app.screen.step
            seen.append((type(step), step.hindsight.scene, "A cue of theirs." in showing(pilot.app)))
            await press(pilot, "enter")
    assert seen == [
        (ConsequenceStep, "mine", False),
        (InterludeStep, "theirs", False),
        (ConsequenceStep, "theirs", True),
    ]
