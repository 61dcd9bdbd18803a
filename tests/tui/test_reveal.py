"""The page on which both first picks are opened, where there is room: faces, reasons, and what crossed the table."""

import re
from pathlib import Path

import pytest

from game.content.compiler import load_scenario
from game.tui.play.pair_steps import PairRevealStep
from game.tui.play.reveal_steps import RevealStep
from tests.tui.ink import measure_ink, measure_void
from tests.tui.stage import BOTH, PICKED, SIZES, opened, painted, press, showing, table, table_of_two
from tests.tui.two import Hands, quiet

PACK = Path(__file__).parents[2] / "scenarios"
ARROW = {"ceo": re.compile("●━+▶"), "cto": re.compile("◀━+●")}


async def at_reveal(pilot, *, said: bool = True) -> RevealStep:
    """Play a crisis of the pack until both first picks are on the table in a scene where there is something to say."""
    for _ in range(60):
        step = pilot.app.screen.step
        if isinstance(step, RevealStep) and step.revealed.scene != "war_room":
            return step
        facts = " ".join("abcde"[: len(step.facts.ids)]) if said and hasattr(step, "facts") else ""
        await press(pilot, f"1 {facts} enter" if hasattr(step, "prompt") else "enter")
    raise AssertionError("both never picked")


def launch_day(home, **more):
    return table(home, loaded=load_scenario(PACK / "launch-day-red"), mode="standard", **more)


@pytest.mark.long
async def test_with_room_each_card_has_a_face_and_the_partner_says_why_in_its_own_words(tmp_path):
    async with opened(launch_day(tmp_path), SIZES["large"]) as pilot:
        step = await at_reveal(pilot)
        rows = painted(pilot.app).split("\n")
        assert len([row for row in rows if row.count("▀" * 12) == 2]) == 6
        assert sum("WHY, IN DŨNG'S WORDS" in row for row in rows) == 1
        session = step.reader.session
        reason = session.explain_partner_pick("cto")
        assert reason is not None
        assert "WHAT YOUR CHAIR MAY SAY" in showing(pilot.app)


@pytest.mark.long
async def test_a_fact_goes_from_one_to_the_other_and_its_answer_stands_at_the_other_end(tmp_path):
    async with opened(launch_day(tmp_path), SIZES["large"]) as pilot:
        step = await at_reveal(pilot)
        said = [event for event in step.reader.session.scene_events if type(event).__name__ == "Said"]
        rows = painted(pilot.app).split("\n")
        assert any("─ WHAT CROSSED THE TABLE" in row for row in rows)
        for chair, arrow in ARROW.items():
            assert sum(bool(arrow.search(row)) for row in rows) == [event.chair for event in said].count(chair)
        own = next(row for row in rows if ARROW["ceo"].search(row))
        told, answered = ARROW["ceo"].split(own)
        assert "“" in told
        assert re.match(r" +Dũng +“", answered)


@pytest.mark.long
async def test_what_one_kept_is_broken_off_and_of_the_other_one_learns_nothing(tmp_path):
    async with opened(launch_day(tmp_path), SIZES["large"]) as pilot:
        step = await at_reveal(pilot, said=False)
        kept = [row for row in painted(pilot.app).split("\n") if "╳" in row and "━╳" in row]
        assert len(kept) == 1
        assert f"keep {step.revealed.unsaid['ceo']} thing" in kept[0]
        own = pilot.app.screen.session.list_kept_facts("ceo")
        assert all(pilot.app.screen.reader.voice.name_fact(fact).split()[0] in showing(pilot.app) for fact in own)
        assert "does not know it" in kept[0]


@pytest.mark.long
@pytest.mark.parametrize("language", BOTH)
async def test_the_page_is_full_and_nothing_of_it_is_cut(tmp_path, language):
    async with opened(launch_day(tmp_path, language=language), SIZES["large"]) as pilot:
        await at_reveal(pilot)
        seen = painted(pilot.app)
        assert measure_ink(pilot.app) >= 0.30
        assert measure_void(pilot.app) <= 480
        assert not pilot.app.screen.paper.long
        assert "…" not in seen.split("─ ")[0]


@pytest.mark.long
@pytest.mark.parametrize("size", [(120, 40), (160, 50)])
async def test_with_room_all_figures_stand_beside_the_choices_and_nothing_stands_twice(tmp_path, size):
    async with opened(launch_day(tmp_path), size) as pilot:
        page = pilot.app.screen
        for _ in range(60):
            if isinstance(page.step, RevealStep) and page.has_company_beside:
                break
            await press(pilot, "1 enter" if hasattr(page.step, "prompt") else "enter")
        rows = painted(pilot.app).split("\n")
        first = next(number for number, row in enumerate(rows) if "THE COMPANY" in row)
        assert page.step.asked.render_title().plain in rows[first]
        beside = rows[first].index("THE COMPANY")
        names = [row[beside:].split("  ")[0].split(" ·")[0].strip() for row in rows[first : first + 15]]
        figures = ["Culture", "Structure", "Engineering", "Product", "Marketing", "Sales", "Finance", "Support"]
        assert names[1:9] == figures
        assert names[names.index("CUSTOMERS") + 1 :][:2] == ["With product", "With service"]
        told = showing(pilot.app)
        titles = ("THE COMPANY", "WHO IS WHO", "WHO KNOWS WHAT", "SAID AND DONE SO FAR")
        assert not [title for title in titles if told.count(title) > 1]
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert "THE COMPANY" not in showing(pilot.app)


@pytest.mark.long
async def test_on_a_small_page_the_same_is_told_in_lines(tmp_path):
    async with opened(launch_day(tmp_path), SIZES["small"]) as pilot:
        await at_reveal(pilot)
        assert "▀" not in painted(pilot.app)
        await pilot.resize_terminal(*SIZES["large"])
        await pilot.pause()
        assert "▀" * 12 in painted(pilot.app)


@pytest.mark.long
async def test_two_people_find_each_others_reason_out_before_they_read_it(tmp_path):
    game = table_of_two(tmp_path, loaded=load_scenario(PACK / "launch-day-red"))
    async with opened(game, SIZES["large"]) as pilot:
        await Hands(pilot, private=quiet).first(PairRevealStep)
        step = pilot.app.screen.step
        while len(set(step.revealed.first.values())) == 1:
            await Hands(pilot, private=quiet).until(PairRevealStep)
            step = pilot.app.screen.step
        assert "MAY SAY" not in showing(pilot.app)
        await press(pilot, "1")
        assert "WHAT HÀ MAY SAY" in showing(pilot.app)
        assert "WHAT DŨNG MAY SAY" in showing(pilot.app)


@pytest.mark.long
async def test_both_read_how_much_each_has_kept(tmp_path):
    async with opened(table_of_two(tmp_path), SIZES["large"]) as pilot:
        await press(pilot, PICKED)
        step = pilot.app.screen.step
        for chair, number in step.revealed.unsaid.items():
            name = step.reader.render_name(chair)
            assert bool(re.search(rf"{name} +keeps {number} thing", showing(pilot.app))) == (number > 0)
