"""What came of a decision: what it did, what time did, and a sum that anybody can check on the screen."""

import re

import pytest

from game.content.compiler import load_scenario
from game.engine.state import round_half_even
from game.engine.stocks import INDEX, OUTCOMES
from game.narration.company import explain_figure
from game.narration.voice import Voice
from game.tui.play.outcome import LEVELS, OutcomeTable
from game.tui.play.steps import ConsequenceStep, ReadingStep
from tests.engine.crisis import later, loaded, option, scene
from tests.tui.ink import measure_ink, measure_void
from tests.tui.stage import CALM, SCENARIOS, SIZES, opened, painted, press, showing, table, table_of_two

SUM = re.compile(r"^[ ▸]*(\S.*?)  +([\d.,−]+) +([+−][\d.,]+|·) +([+−][\d.,]+|·) = +([\d.,−]+)(?= |$)", re.MULTILINE)
SHIPPED = SCENARIOS.parents[1] / "scenarios"


def number(cell: str) -> int:
    """A number as it is painted; a dot is nothing."""
    return 0 if cell == "·" else int(re.sub(r"[.,]", "", cell).replace("−", "-"))


def sums(app) -> list[tuple[str, int, int, int, int]]:
    """The figures that are on the screen: name, before, by the decision, by time, now."""
    return [(name.strip(), *map(number, cells)) for name, *cells in SUM.findall(painted(app))]


async def outcomes(pilot):
    """Play on, always the first choice, and stop at each page on which figures have moved."""
    for _ in range(90):
        if not hasattr(pilot.app.screen, "step"):
            return
        step = pilot.app.screen.step
        if isinstance(step, ReadingStep) and step.changes:
            yield step
        await press(pilot, "enter" if step.reads else "1 enter")


PLAYS = [("ceo", "small", "vi"), ("ceo", "large", "en"), ("cto", "small", "en"), ("cto", "large", "vi")]


@pytest.mark.long
@pytest.mark.parametrize(("chair", "size", "language"), PLAYS)
async def test_before_and_decision_and_time_add_up_to_now(tmp_path, chair, size, language):
    crisis = load_scenario(SHIPPED / "launch-day-red")
    pages = 0
    async with opened(table(tmp_path, chair, language=language, loaded=crisis, mode="standard"), SIZES[size]) as pilot:
        async for step in outcomes(pilot):
            pages += 1
            rows = sums(pilot.app)
            assert len(rows) >= min(3, len(step.changes)), painted(pilot.app)
            for name, before, decided, elapsed, now in rows:
                assert before + decided + elapsed == now, name
            stocks = (step.hindsight and step.hindsight.stocks) or pilot.app.screen.session.state.stocks
            moved = [change.stock for change in step.changes[: len(rows)]]
            money = Voice.by_name(pilot.app.screen.session).money
            shown = [money.format_points(stock, round_half_even(stocks[INDEX[stock]])) for stock in moved]
            assert [row[4] for row in rows] == [number(one) for one in shown]
            (outcome,) = pilot.app.screen.query(OutcomeTable)
            assert "…" not in "".join(row.plain for row in outcome.render_cached_rows(outcome.size.width))
    assert pages > 5


@pytest.mark.long
async def test_where_there_is_room_every_cause_is_told_and_what_has_not_moved_too(tmp_path):
    still = 0
    shipped = load_scenario(SHIPPED / "the-third-candidate")
    async with opened(table(tmp_path, loaded=shipped, mode="standard", seed=3), SIZES["large"]) as pilot:
        async for _step in outcomes(pilot):
            (outcome,) = pilot.app.screen.query(OutcomeTable)
            level, moved = LEVELS[outcome.level], outcome.moved
            told = " ".join(showing(pilot.app).split())
            if level.blocked and len(moved.figures) <= level.most:
                causes = [
                    cause
                    for figure in moved.figures
                    for several in (figure.decided, figure.elapsed)
                    for cause in several
                    if len(several) > 1 or not cause.whole
                ]
                assert all(cause.words.split()[0] in told for cause in causes)
            if level.still:
                assert {one.stock for one in moved.still} | {one.stock for one in moved.figures} >= set(OUTCOMES)
                assert all(f"{one.name} {one.number}" in told for one in moved.still)
                still += bool(moved.still)
    assert still


@pytest.mark.long
async def test_a_decision_and_the_weeks_after_it_stand_apart_each_with_its_causes(tmp_path):
    effects = {"culture": 5, "strain": 9}
    strained = [option(name, effects=effects, later=[later(1, {"structure": -9})]) for name in ("a", "b")]
    crisis = loaded(
        scene("one", by="ceo"),
        scene("two", *strained, by="ceo", weeks=6),
        *(scene(f"more_{n}", by="ceo") for n in range(4)),
    )
    async with opened(table(tmp_path, seed=CALM, loaded=crisis, mode="standard"), (120, 40)) as pilot:
        while not (found := re.findall(r"▌ Your decision +carried out ([●○]{4}) +▌ 6 weeks", painted(pilot.app))):
            await press(pilot, "enter" if pilot.app.screen.step.reads else "1 enter")
        assert found == ["●●○○"]
        told = showing(pilot.app)
        assert "▌ Culture +5" in told
        assert "time passing" not in told
        (row,) = [line for line in painted(pilot.app).splitlines() if re.search(r"▌ from scene 2", line)]
        assert re.search(r"Structure −\d", row)
        assert re.search(r"▌ [a-z]+ (up|down) [A-Z][a-z ]+ −\d", told)


@pytest.mark.long
async def test_the_figures_have_the_room_that_the_company_had_beside_them(tmp_path):
    async with opened(table(tmp_path), (120, 40)) as pilot:
        await press(pilot, "1 enter")
        screen = pilot.app.screen
        assert sums(pilot.app)
        assert not screen.query_one("CompanyPanel").display
        await press(pilot, "enter")
        assert screen.query_one("CompanyPanel").display


@pytest.mark.long
async def test_a_page_of_what_came_of_it_explains_no_signs_and_names_nobody_twice(tmp_path):
    crisis = load_scenario(SHIPPED / "launch-day-red")
    async with opened(table(tmp_path, loaded=crisis), (120, 40)) as pilot:
        assert "where trust began" in showing(pilot.app)
        await press(pilot, "1 enter")
        told = showing(pilot.app)
        assert pilot.app.screen.step.changes
        assert "where trust began" not in told
        beside = told.split("BETWEEN THE TWO")[0]
        assert "WHO IS WHO" in beside
        seen = pilot.app.screen.board_panel.list_faces()
        assert seen
        assert not [name for name in seen if re.search(rf"{name} +[a-z]", beside.split("WHO IS WHO")[1])]


@pytest.mark.long
async def test_beside_the_story_of_a_large_page_stand_the_two_and_what_is_on_its_way(tmp_path):
    crisis = load_scenario(SHIPPED / "launch-day-red")
    async with opened(table(tmp_path, loaded=crisis, mode="standard"), (120, 40)) as pilot:
        async for step in outcomes(pilot):
            seen, told = painted(pilot.app), showing(pilot.app)
            faces = seen.count("▀" * 12) >= 12
            assert faces or len(step.changes) > 5, "where there is room the two have faces"
            assert "▄" * 12 in seen, "what is between the two is always there, if only in one line"
            assert measure_ink(pilot.app) >= 0.28
            assert measure_void(pilot.app) <= 560
            if isinstance(step, ConsequenceStep) and step.hindsight is not None:
                view = pilot.app.screen.session.build_view("ceo")
                then = step.hindsight.rebuild_view(crisis.scenario, view)
                signs = [pilot.app.screen.session.render_text(path) for path in then.cues]
                assert all(" ".join(["◌", *sign.split()[:4]]) in told for sign in signs)
            if len(step.changes) > 9:
                break
        await pilot.resize_terminal(160, 50)
        await pilot.pause()
        assert "from scene to scene" in showing(pilot.app)
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert "▀" not in painted(pilot.app)


@pytest.mark.long
async def test_a_figure_that_is_marked_is_in_sight_and_a_click_opens_what_moved_it(tmp_path):
    crisis = load_scenario(SHIPPED / "launch-day-red")
    async with opened(table(tmp_path, loaded=crisis, mode="standard")) as pilot:
        async for step in outcomes(pilot):
            if len(step.changes) > 9:
                break
        last = len(step.changes)
        await press(pilot, " ".join(["down"] * last))
        marked = [line for line in painted(pilot.app).splitlines() if line.strip().startswith("▸")]
        assert len(marked) == 1
        await press(pilot, "down")
        (outcome,) = pilot.app.screen.query(OutcomeTable)
        await pilot.click(OutcomeTable, offset=(6, outcome.size.height - 1))
        await pilot.pause()
        assert "What was done to it" in showing(pilot.app)


@pytest.mark.long
async def test_behind_a_figure_its_causes_are_told_as_sentences(tmp_path):
    crisis = load_scenario(SHIPPED / "launch-day-red")
    async with opened(table(tmp_path, loaded=crisis, mode="standard"), (120, 40)) as pilot:
        async for step in outcomes(pilot):
            if len(step.changes) > 9:
                break
        session, voice = pilot.app.screen.session, pilot.app.screen.reader.voice
        stock = next(change.stock for change in step.changes if change.stock == "support")
        await press(pilot, " ".join(["down"] * (1 + [change.stock for change in step.changes].index(stock))) + " enter")
        told = explain_figure(voice, session, stock, step.hindsight)
        first, *behind = (f"{cause.name} ({cause.change})" if cause.change else cause.name for cause in told.chain)
        way = "up" if told.chain[0].points > 0 else "down"
        sentences = " ".join(" ".join(row[:76] for row in painted(pilot.app).split("\n")).split())
        assert f"What pulls it {way} most: {first}." in sentences
        assert behind
        assert all(f"Behind that: {cause}." in sentences for cause in behind)


@pytest.mark.long
async def test_two_who_read_together_are_told_no_cause_that_one_of_them_kept(tmp_path):
    crisis = loaded(scene("one", by="ceo", weeks=8), *(scene(f"more_{n}", by="ceo") for n in range(3)))
    async with opened(table_of_two(tmp_path, seed=CALM, loaded=crisis)) as pilot:
        for _ in range(40):
            if pilot.app.game.session.records:
                break
            await press(pilot, "1 space 2 enter")
        for _ in range(4):
            if sums(pilot.app):
                break
            await press(pilot, "space")
        assert sums(pilot.app)
        assert "lies between" not in showing(pilot.app)
        assert "trust" not in showing(pilot.app)
