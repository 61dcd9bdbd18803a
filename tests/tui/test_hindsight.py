"""A page is read once play has gone on: it stands in its own scene, beside the company as it then was."""

import pytest

from game.engine import events as e
from game.narration.sentences import tell_events
from tests.engine.crisis import fact, later, loaded, option, scene
from tests.tui.stage import CALM, opened, press, showing, table

LATE = [later(1, {"structure": -9}, text="The lease ends.")]


def same(**fields):
    """Two options that do the same, so that it does not matter which lies first."""
    return [option(name, **fields) for name in ("a", "b")]


def alone(*middle, **fields):
    """A play of scenes that the CEO decides alone, with the figures of the second one in sight."""
    scenes = [scene("one", by="ceo"), *middle, *(scene(f"more_{n}", by="ceo") for n in range(4))]
    return loaded(*scenes, **fields)


@pytest.mark.long
async def test_a_consequence_keeps_its_scene_and_its_figures_until_the_next_page(tmp_path):
    two = scene("two", *same(effects={"culture": 5}, later=LATE), by="ceo")
    async with opened(table(tmp_path, seed=CALM, loaded=alone(two), mode="standard")) as pilot:
        await press(pilot, "1 enter enter 1 enter enter 1 enter")
        told = showing(pilot.app)
        assert "scene 2 of 6" in told
        assert "Culture 52 +5 · = 57" in told
        assert "▌ Culture +5 " in told
        assert "↳ The lease ends. Structure ▾9 · It began with" in told
        await press(pilot, "enter")
        assert "scene 3 of 6" in showing(pilot.app)
        assert "= 57" not in showing(pilot.app)


@pytest.mark.long
async def test_what_landed_is_not_called_the_work_of_the_decision_that_follows(tmp_path):
    two = scene("two", *same(later=LATE), by="ceo")
    three = scene("three", *same(effects={"structure": 3}), by="ceo")
    async with opened(table(tmp_path, seed=CALM, loaded=alone(two, three), mode="standard")) as pilot:
        await press(pilot, "1 enter enter 1 enter enter 1 enter")
        assert "▌ from scene 2 Structure −9" in showing(pilot.app)
        await press(pilot, "enter 1 enter")
        told = showing(pilot.app)
        assert "▌ Structure +3 " in told
        assert "+3 · =" in told
        assert "from scene" not in told


async def test_a_promise_is_seen_as_it_is_made(tmp_path):
    promise = {"by": "ceo", "text": "Every change, before the stores.", "due": 2, "kept": "week >= 0"}
    one = scene("one", *(option(name, promise={"id": name, **promise}) for name in ("a", "b")), by="ceo")
    crisis = loaded(one, scene("two", by="ceo"), scene("three", by="ceo"))
    async with opened(table(tmp_path, seed=CALM, loaded=crisis)) as pilot:
        await press(pilot, "1 enter")
        assert "◇ Hà promises Every change, before the stores." in showing(pilot.app)


@pytest.mark.long
async def test_what_the_board_chose_is_the_boards(tmp_path):
    options = [option("a", text="A name."), option("b", text="A plan."), option("c", text="A fine.")]
    crisis = loaded(scene("one", *options, plain=(), board="c", owner="cto"), scene("two", by="ceo"))
    async with opened(table(tmp_path, seed=CALM, loaded=crisis)) as pilot:
        session = pilot.app.game.session
        while session.prompt.kind != "resolve":
            kind, theirs = session.prompt.kind, session.state.now.first.get("cto")
            rows = [choice.id for choice in session.prompt.choices]
            wanted = next((n for n, one in enumerate(rows, 1) if one not in (theirs, "c")), 1)
            await press(pilot, f"{wanted if kind == 'final' else 1} enter")
        modes = [choice.id for choice in session.prompt.choices]
        await press(pilot, f"{modes.index('escalate') + 1} enter")
        assert "The board A fine." in showing(pilot.app)


@pytest.mark.long
async def test_saying_a_confidence_shows_its_price_as_both_picks_are_revealed(tmp_path):
    secret = fact("ceo", cost="confidential", price={"culture": -4}, label="The letter")
    crisis = loaded(scene("one", say=["f"]), scene("two", by="ceo"), facts={"f": secret})
    async with opened(table(tmp_path, seed=CALM, loaded=crisis)) as pilot:
        await press(pilot, "space 1 enter")
        (line,) = [event for event in pilot.app.screen.session.happened if isinstance(event, e.FactAnswered)]
        (told,) = tell_events(pilot.app.screen.reader.voice, [line])
        assert f"{told.removeprefix('Dũng: ')} Culture ▾4" in showing(pilot.app)


@pytest.mark.long
async def test_every_coffee_is_answered(tmp_path):
    crisis = loaded(scene("one", by="ceo"), scene("two", by="ceo", coffee=True), scene("three", by="ceo"))
    answers = ("stirs", "waits for the rest", "napkin", "Agreed:", "leftovers")
    for digit, heard in zip("12345", answers, strict=True):
        async with opened(table(tmp_path / digit, seed=CALM, loaded=crisis)) as pilot:
            await press(pilot, f"1 enter enter 1 enter enter {digit} enter")
            assert heard in showing(pilot.app), digit
