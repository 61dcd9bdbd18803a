"""The debrief on the screen: seven pages, what if, and four questions with room to answer."""

from dataclasses import replace

import pytest
from textual.widgets import TextArea

from game.content.compiler import load_scenario
from game.debrief.earlier_plays import find_earlier_plays
from game.debrief.look_back import look_back
from game.debrief.what_if import BranchComparison, compute_play_outcome
from game.engine import events as e
from game.engine.stocks import CHAIRS
from game.locales.figures import DOLLARS
from game.narration.debrief import moments, outcomes, records, report, scenes
from game.narration.debrief.ending import list_year_differences
from game.narration.voice import Voice
from game.playthrough.saves import saved_game
from game.tui.debrief.page import DebriefPage
from game.tui.debrief.what_if import WhatIfTab
from tests.content.poison import POISONS, poisoned_folder
from tests.marks import as_long
from tests.tui.ink import measure_ink, measure_void
from tests.tui.stage import BOTH, SCENARIOS, SIZES, crisis, opened, over, painted, press, settled, showing, table

PAGES = {
    "moments": "enter",
    "scenes": "enter 2 down",
    "knowledge": "enter 3 down down down",
    "trust": "enter 4",
    "answers": "enter 5 down enter down",
    "what_if": "enter 5 down down enter up up enter",
    "questions": "enter 6 down",
    "causes": "enter 7",
}
TALL = (120, 60)
LOOKED_AT = {"scenes", "knowledge", "what_if", "causes"}
AT_ONCE = {"scenes", "answers"}
"""Pages that are painted in the fast tests; the others are in the long ones."""
OFTEN = ("small", "vi")
EVERY_PAGE = {OFTEN, ("large", "en")}
SHOWN = [
    pytest.param(page, size, lang, marks=() if page in AT_ONCE and (size, lang) == OFTEN else pytest.mark.long)
    for page in PAGES
    for size in SIZES
    for lang in BOTH
    if page in LOOKED_AT or (size, lang) in EVERY_PAGE
]


@pytest.mark.long
@pytest.mark.parametrize(("page", "size", "language"), SHOWN)
def test_page(snap_compare, tmp_path, page, size, language):
    async def there(pilot):
        await pilot.pause()
        await press(pilot, PAGES[page])
        await settled(pilot)

    assert snap_compare(over(tmp_path, language=language), terminal_size=SIZES[size], run_before=there)


@pytest.mark.long
async def test_digits_and_arrows_leaf_through_the_pages_and_escape_goes_back(tmp_path):
    async with opened(over(tmp_path)) as pilot:
        await press(pilot, "enter")
        page = pilot.app.screen
        for digit in "3", "1", "7":
            await press(pilot, digit)
            assert page.shown == int(digit) - 1
        await press(pilot, "right")
        assert page.shown == 0
        await press(pilot, "left left")
        assert page.shown == 5
        await press(pilot, "escape")
        assert type(pilot.app.screen).__name__ == "EndingPage"


@pytest.mark.long
async def test_a_click_on_a_name_opens_that_page(tmp_path):
    async with opened(over(tmp_path)) as pilot:
        await press(pilot, "enter")
        await pilot.click("#tabs", offset=(painted(pilot.app).splitlines()[1].index("Trust"), 0))
        await pilot.pause()
        assert pilot.app.screen.shown == 3


@pytest.mark.long
async def test_the_first_page_tells_the_moments_of_the_log(tmp_path):
    game = over(tmp_path)
    async with opened(game, (120, 40)) as pilot:
        await press(pilot, "enter")
        seen = showing(game)
        assert len(look_back(game.game.session).moments) >= 3
        assert "Hà said “Bonus on invoices”, though it cost face." in seen
        assert "WORDS AND DEEDS" in seen


@pytest.mark.long
async def test_a_scene_tells_what_each_chair_knew_picked_and_guessed(tmp_path):
    game = over(tmp_path, bot="random")
    session = game.game.session
    voice, scene = Voice.by_name(session), look_back(session).timeline.scenes[1]
    async with opened(game, TALL) as pilot:
        await press(pilot, "enter 2 down")
        seen = showing(pilot.app)
        await press(pilot, "pagedown")
        seen += showing(pilot.app)
        for chair in CHAIRS:
            for fact in scene.knew.alone[chair]:
                assert f"{scenes.render_disclosure(voice, scene, fact) or '·'} {voice.name_fact(fact)}" in seen
            for pick in scenes.list_picks(voice, scene, chair):
                assert pick.label in seen
        assert ("✓ right" if scene.is_guess_right("cto") else "✗ missed") in seen
        assert all(text in seen for text in scenes.render_meeting(voice, scene))
        await press(pilot, "pagedown")
        assert f"Why Dũng against {voice.quote_option(scene.id, scene.find_weighed_pick('cto').over)}" in showing(
            pilot.app
        )


@pytest.mark.long
async def test_a_scene_tells_how_well_it_was_carried_out_and_what_moved_in_parts_that_add_up(tmp_path):
    game = over(tmp_path, bot="random")
    outcome = look_back(game.game.session).outcomes[1]
    async with opened(game, TALL) as pilot:
        await press(pilot, "enter 2 down")
        seen = showing(pilot.app)
        assert f"Carried out: {outcome.carried.points} of 100" in seen
        for change in outcome.changes[:3]:
            mark = "▴" if change.points > 0 else "▾"
            assert f"{mark}{abs(change.points)} {outcomes.render_change_parts(DOLLARS, change)}" in seen


@pytest.mark.long
async def test_on_a_large_screen_a_scene_shows_which_facts_crossed_the_table(tmp_path):
    game = over(tmp_path, loaded=load_scenario(SCENARIOS.parents[1] / "scenarios/launch-day-red"), mode="standard")
    insight, session = look_back(game.game.session), game.game.session
    async with opened(game, (120, 60)) as pilot:
        await press(pilot, "enter 2")
        for scene in insight.timeline.scenes:
            rows = painted(pilot.app).splitlines()
            for fact in (*scene.played.said, *scene.played.kept):
                label, holder = session.render_text(f"facts.{fact}.label"), session.scenario.facts[fact].held
                (row,) = [row for row in rows if label in row and ("●" in row)]
                assert ("╳" in row) == (fact in scene.played.kept)
                assert ("▶" in row) == (fact in scene.played.said and holder == "ceo")
                assert ("◀" in row) == (fact in scene.played.said and holder == "cto")
            assert f"{len(scene.played.said)} of " in "".join(rows) or not (scene.played.said or scene.played.kept)
            for ledger in insight.ledgers:
                assert f"{ledger.start} → {ledger.now}" in painted(pilot.app)
            await press(pilot, "down")
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        assert "Trust, scene by scene" not in showing(pilot.app)


@pytest.mark.long
async def test_the_first_page_tells_what_moved_from_start_to_end(tmp_path):
    game = over(tmp_path)
    whole = look_back(game.game.session).whole
    async with opened(game, (120, 40)) as pilot:
        await press(pilot, "enter")
        seen = " ".join(" ".join(row.plain for row in pilot.app.screen.tab.render_tab(116, 40)).split())
        assert "WHAT CHANGED, FROM START TO END" in seen
        assert all(outcomes.render_change_parts(DOLLARS, change) in seen for change in whole)


def ended_with(home, *wanted):
    """A game played to its end in which facts became of all that is wanted."""
    for number in range(20):
        game = over(home / str(number), bot="random", seed=number)
        if set(wanted) <= {history.status for history in look_back(game.game.session).histories}:
            return game
    raise AssertionError(f"twenty seeds and never {wanted}")


@pytest.mark.long
async def test_who_knew_what_marks_what_was_said_and_what_came_out(tmp_path):
    game = ended_with(tmp_path, "said", "surfaced", "unsaid")
    session = game.game.session
    histories = look_back(session).histories
    async with opened(game) as pilot:
        await press(pilot, "enter 3")
        rows = painted(pilot.app).splitlines()
        for history in histories:
            row = next(row for row in rows if session.render_text(f"facts.{history.fact}.label") in row)
            match history.status:
                case "said":
                    assert "◆━" in row or row.rstrip().endswith("◆")
                case "surfaced":
                    assert "×━" in row or row.rstrip().endswith("×")
                case "unsaid":
                    assert "━" not in row
        came_out = next(number for number, history in enumerate(histories) if history.status == "surfaced")
        await press(pilot, "down " * came_out)
        text = session.render_text(f"facts.{histories[came_out].fact}.surfaces.text")
        assert " ".join(text.split()) in showing(pilot.app)


@pytest.mark.long
async def test_the_ledger_names_causes_breaches_and_scars(tmp_path):
    game = over(tmp_path, bot="blame")
    session = game.game.session
    voice, ledgers = Voice.by_name(session), look_back(session).ledgers
    async with opened(game, TALL) as pilot:
        await press(pilot, "enter 4")
        seen = "\n".join(row.plain for row in pilot.app.screen.tab.render_tab(114, TALL[1]))
        for ledger in ledgers:
            assert f"{ledger.start} → {ledger.now}" in seen
            for change, wounds in ledger.entries:
                assert records.render_trust_change(voice, change).split(" · ")[0][:30] in seen
                assert all(records.render_wound(wound)[:30] in seen for wound in wounds)
        turned = {wound.turned for ledger in ledgers for wound in ledger.wounds}
        assert {"opened", "scar"} <= turned


@pytest.mark.long
async def test_what_if_shows_both_lines_and_says_where_the_model_answered(tmp_path):
    game = over(tmp_path)
    async with opened(game, (120, 40)) as pilot:
        await press(pilot, "enter 5")
        assert "alone knew" in showing(game), "what each knew when it was decided stands below what it did"
        await press(pilot, "down down enter")
        for _ in range(12):
            if "Hà chooses “A junior pushed a bad change.”" not in marked(game):
                await press(pilot, "down")
        await press(pilot, "enter")
        await settled(pilot)
        seen = showing(game)
        assert "as played 1" in seen
        assert "╰3" in seen
        assert "The company as a whole" in seen
        assert "╌" in seen
        assert "the simulated partner's model" in seen
        await press(pilot, "escape")
        assert "A junior pushed a bad change" in marked(game)
        await press(pilot, "escape escape")
        assert type(pilot.app.screen).__name__ == "EndingPage"


def marked(game) -> str:
    """The line of the page that the mark stands on."""
    return next((row for row in painted(game).splitlines() if "▸" in row[20:]), "")


@pytest.mark.long
async def test_what_if_touches_nothing_of_the_game_that_was_played(tmp_path):
    game = over(tmp_path)
    state, records = game.game.session.state, list(game.game.session.records)
    async with opened(game) as pilot:
        await press(pilot, "enter 5 enter enter")
        await settled(pilot)
        assert game.game.session.state == state
        assert game.game.session.records == records


@pytest.mark.long
async def test_what_is_written_is_cleaned_kept_and_saved(tmp_path):
    game = over(tmp_path)
    path = game.game.path
    async with opened(game) as pilot:
        await press(pilot, "enter 6 down down down enter")
        area = pilot.app.screen.query_one(TextArea)
        assert area.has_focus
        area.insert("Noi som hon\x1b[31m, no\u0301i thật\u202e 6")
        await press(pilot, "1 left right")
        await press(pilot, "escape")
        await settled(pilot)
        seen = showing(game)
        assert "Noi som hon[31m, nói thật 61" in seen
        assert "saved ✓" in seen
        assert pilot.app.screen.shown == 5
        assert game.game.session.reflections == {3: "Noi som hon[31m, nói thật 61"}
        await press(pilot, "escape escape")
    assert saved_game.load_session(path).reflections == {3: "Noi som hon[31m, nói thật 61"}


@pytest.mark.long
async def test_while_one_writes_no_digit_turns_the_page_and_letters_are_letters(tmp_path):
    game = over(tmp_path)
    async with opened(game) as pilot:
        await press(pilot, "enter 6 enter r s f x j 2 question_mark")
        area = pilot.app.screen.query_one(TextArea)
        assert area.text == "rsfxj2?"
        assert pilot.app.screen.shown == 5
        assert "esc done writing" in showing(game)
        assert "page" not in painted(game).splitlines()[-1]


@pytest.mark.long
async def test_an_answer_can_be_gone_on_with(tmp_path):
    game = over(tmp_path)
    async with opened(game) as pilot:
        await press(pilot, "enter 6 enter a b escape enter c escape")
        await settled(pilot)
        assert game.game.session.reflections == {0: "abc"}


@pytest.mark.long
@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
async def test_in_the_middle_of_a_game_one_moment_can_be_looked_back_at_and_secrets_stay(tmp_path, size):
    game = over(tmp_path, answers=8)
    session = game.game.session
    async with opened(game, size) as pilot:
        await game.push_screen(DebriefPage(game.game, (WhatIfTab,)))
        await pilot.pause()
        assert "Moments" not in painted(game)
        for _ in range(4):
            await press(pilot, "enter down enter")
            await settled(pilot)
            for fact, status in session.state.facts.items():
                if session.scenario.facts[fact].held == "cto" and status.status == "unsaid":
                    assert session.render_text(f"facts.{fact}.label") not in painted(game)
            assert "Dũng trusts Hà" not in painted(game)
            assert "alone knew" not in painted(game)
            assert "The company as a whole" not in painted(game)
            await press(pilot, "escape escape down")
            if type(game.screen).__name__ != "DebriefPage":
                break


@pytest.mark.long
async def test_a_page_that_is_longer_than_the_screen_says_so(tmp_path):
    async with opened(over(tmp_path)) as pilot:
        await press(pilot, "enter 2 down")
        assert "PgDn more text" in showing(pilot.app)
        await press(pilot, "pagedown")
        assert "Hà: objected" in showing(pilot.app)
        await press(pilot, "5")
        await pilot.pause()
        assert "PgDn" not in painted(pilot.app)


@pytest.mark.long
async def test_a_poisoned_crisis_does_nothing_on_any_page_of_the_debrief(tmp_path):
    poison = crisis(poisoned_folder(tmp_path / "poison"))
    game = over(tmp_path / "home", loaded=poison, bot="random")
    seen = ""
    async with opened(game, (120, 40)) as pilot:
        for keys in ["enter", "2", "down", "down", "3", "4", "5", "enter", "enter", "escape", "6", "down"]:
            await press(pilot, keys)
            await settled(pilot)
            seen += painted(game)
            strips = game.screen._compositor.render_strips()
            assert not any("@click" in (s.style.meta if s.style else {}) for strip in strips for s in strip)
        assert game._exception is None
    assert "\x1b" not in seen
    assert sum(text in " ".join(seen.split()) for text in POISONS) >= 3


@pytest.mark.long
async def test_the_first_time_that_something_kept_comes_out_a_learner_may_look_back_at_that_moment(tmp_path):
    game = table(tmp_path)
    session = game.game.session
    async with opened(game) as pilot:
        for _ in range(20):
            if "look back at one moment?" in showing(game):
                break
            await press(pilot, "1 enter")
        assert "“Bonus on invoices” is out." in showing(game)
        answers = len(session.records)
        await press(pilot, "2 enter")
        assert type(game.screen).__name__ == "DebriefPage"
        assert "Hà says “Bonus on invoices”" in marked(game)
        await press(pilot, "enter")
        await settled(pilot)
        assert "as things stand" in showing(game)
        await press(pilot, "escape escape escape")
        assert type(game.screen).__name__ == "SoloPlayPage"
        await press(pilot, "enter")
        assert "look back at one moment?" not in showing(game)
        assert len(session.records) == answers


@pytest.mark.long
@pytest.mark.parametrize("mode", ["standard", "expert"])
async def test_only_a_learner_is_asked_whether_to_look_back(tmp_path, mode):
    game = table(tmp_path, mode=mode)
    async with opened(game) as pilot:
        for _ in range(14):
            assert "look back at one moment?" not in showing(game)
            await press(pilot, "1 enter")


async def test_while_play_goes_on_the_other_line_shows_only_figures_that_a_player_sees(tmp_path):
    game = over(tmp_path, answers=8)
    session, width = game.game.session, 90
    tab = WhatIfTab(session, look_back(session))
    fact = e.Surfaced("bonus", "ceo", "mai", True, (), {"strain": 7, "cto.trust": -9, "ceo.trust": 2, "culture": -3})
    told = scenes.render_surfaced_fact(tab.voice, fact)
    assert [word in told for word in ("−9", "+7", "+2", "−3")] == [False, False, True, True]
    shown = compute_play_outcome(session)
    other = replace(shown, figures={stock: value + 5 for stock, value in shown.figures.items()})
    comparison = BranchComparison(shown, other, (), (), 1)
    seen = "\n".join(row.plain for row in tab._render_figures(comparison, width, 6))
    assert "Hà" in tab.voice.name_figure("ceo.trust")
    assert tab.voice.name_figure_briefly("ceo.trust") in seen
    assert tab.voice.name_figure_briefly("cto.trust") not in seen


@pytest.mark.parametrize("size", [(120, 40), *as_long((80, 24))])
async def test_the_first_page_sets_the_numbers_beside_those_of_an_earlier_play(tmp_path, size):
    earlier = over(tmp_path, "cto", bot="random", seed=3).game
    earlier.save()
    earlier.close()
    (tally,) = [one for one in look_back(earlier.session).tallies if one.chair == "cto"]
    async with opened(over(tmp_path, bot="random"), size) as pilot:
        await press(pilot, "enter")
        await settled(pilot)
        rows = [row.plain for row in pilot.app.screen.tab.render_tab(size[0] - 6, size[1])]
        text = " ".join(
            " ".join(rows[next(n for n, row in enumerate(rows) if "Beside earlier plays" in row) :]).split()
        )
        ending = pilot.app.screen.tab.voice.name_ending(earlier.session.state.ending)
        assert ending in text
        assert (f"{tally.in_time}/{tally.facts}" if size[0] > 100 else f"{tally.in_time} of {tally.facts}") in text
        assert ("this play" in text) == (size[0] > 100)


@pytest.mark.long
async def test_a_first_play_is_set_beside_nothing(tmp_path):
    async with opened(over(tmp_path)) as pilot:
        await press(pilot, "enter")
        await settled(pilot)
        assert "Beside" not in "\n".join(row.plain for row in pilot.app.screen.tab.render_tab(74, 24))


@pytest.mark.long
async def test_on_a_large_screen_all_lines_of_a_scene_stand_below_its_answers_and_retry_is_said(tmp_path):
    game = over(tmp_path, bot="random")
    async with opened(game, (120, 60)) as pilot:
        await press(pilot, "enter 5 down down")
        assert "HAD IT GONE OTHERWISE" not in showing(game)
        assert "F8 Play on from this scene yourself" in showing(game)
        await press(pilot, "enter")
        await settled(pilot)
        tab = game.screen.tab
        assert tab.stage == "answer"
        assert "HAD IT GONE OTHERWISE" in showing(game)
        river = painted(game).split("HAD IT GONE OTHERWISE")[1]
        for asked in tab.asked:
            line = tab.find_line(asked)
            assert line is not None
            assert scenes.render_outcome_name(tab.voice, line.comparison.otherwise) in river
        assert river.count("╰") == len(tab.asked)
        assert f"Carried out: {tab.insight.outcomes[2].carried.points} of 100" in showing(game)
        await press(pilot, "enter")
        assert tab.stage == "compared"
        first, figures = (showing(game).index(words) for words in ("Scene 3", "The company as a whole"))
        assert first < figures < showing(game).index("as played 1")


@pytest.mark.long
async def test_a_line_of_the_river_ends_where_the_same_line_ends_beside_the_played_one(tmp_path):
    game = over(tmp_path, bot="random")
    async with opened(game, (120, 60)) as pilot:
        await press(pilot, "enter 5 down down enter")
        await settled(pilot)
        line = game.screen.tab.find_line(game.screen.tab.asked[0])
    game = over(tmp_path / "again", bot="random")
    async with opened(game, (80, 24)) as pilot:
        await press(pilot, "enter 5 down down enter enter")
        await settled(pilot)
        assert game.screen.tab.list_unplayed_lines() == []
        assert game.screen.tab.result.comparison.otherwise == line.comparison.otherwise


@pytest.mark.long
async def test_while_play_goes_on_there_is_no_river(tmp_path):
    game = over(tmp_path, answers=8)
    async with opened(game, (120, 60)) as pilot:
        await game.push_screen(DebriefPage(game.game, (WhatIfTab,)))
        await pilot.pause()
        await press(pilot, "enter")
        await settled(pilot)
        assert "HAD IT GONE OTHERWISE" not in showing(game)
        assert "F8" not in showing(game)


@pytest.mark.long
async def test_on_a_large_screen_the_scene_of_a_question_stands_beside_it_and_below_what_one_writes(tmp_path):
    game = over(tmp_path, bot="random")
    async with opened(game, (120, 60)) as pilot:
        await press(pilot, "enter 6")
        tab = game.screen.tab
        for _ in range(tab.count_rows()):
            for count in tab._list_cited_scenes()[:2]:
                assert f"SCENE {count} " in painted(game)
                for label in (
                    pick.label for pick in scenes.list_picks(tab.voice, tab.insight.timeline.scenes[count - 1], "ceo")
                ):
                    assert label in showing(game)
            await press(pilot, "down")
        count = tab._list_cited_scenes()[0]
        question, scene = (row_with(game, text) for text in (tab._render_question(30)[0].plain, f"SCENE {count} "))
        assert question <= scene < question + 12
        await press(pilot, "enter")
        assert row_with(game, f"SCENE {count} ") > row_with(game, tab._render_question(30)[0].plain)


def row_with(game, text: str) -> int:
    """The number of the first row that holds a text."""
    return next(number for number, row in enumerate(painted(game).splitlines()) if text in row)


BIG = SCENARIOS.parents[1] / "scenarios"


@pytest.mark.long
@pytest.mark.parametrize(("crisis", "language"), [("launch-day-red", "en"), ("minh-xin-nghi", "vi")])
async def test_no_page_of_the_look_back_is_mostly_empty(tmp_path, crisis, language):
    game = over(tmp_path, loaded=load_scenario(BIG / crisis), mode="standard", language=language, seed=7)
    async with opened(game, (120, 40)) as pilot:
        await press(pilot, "enter")
        for keys, ink, void in (
            ("1", 0.34, 400),
            ("2 down", 0.30, 400),
            ("3", 0.34, 300),
            ("4", 0.28, 300),
            ("5 down enter", 0.30, 400),
            ("6", 0.30, 450),
            ("7", 0.25, 400),
        ):
            await press(pilot, keys)
            await settled(pilot)
            assert measure_ink(game) >= ink, keys
            assert measure_void(game) <= void, keys


@pytest.mark.long
async def test_on_a_large_screen_a_moment_stands_beside_what_came_of_it(tmp_path):
    game = over(tmp_path, loaded=load_scenario(BIG / "launch-day-red"), mode="standard")
    insight = look_back(game.game.session)
    voice = Voice.by_name(game.game.session)
    led = [one for moment in insight.moments for one in insight.list_consequences(moment.count)]
    assert led
    async with opened(game, (120, 40)) as pilot:
        await press(pilot, "enter")
        tab = pilot.app.screen.tab
        rows = [row.plain for row in tab.render_tab(114, 40)]
        for one in led:
            _when, text = moments.render_consequence(voice, one)
            assert any(" ".join(text.split()[:2]) in row for row in rows)
        assert sum("▀" in row for row in rows) >= 6 * len(insight.moments)
        assert sum(row.strip().startswith("◆") or " ◆ " in row for row in rows) >= len(insight.moments)
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        assert "▀" not in painted(game)


@pytest.mark.long
async def test_on_a_large_screen_every_fact_stands_with_what_it_says_and_the_marked_one_whole(tmp_path):
    game = over(tmp_path, loaded=load_scenario(BIG / "launch-day-red"), mode="standard")
    session = game.game.session
    insight = look_back(session)
    async with opened(game, (120, 40)) as pilot:
        await press(pilot, "enter 3")
        tab = pilot.app.screen.tab
        for number, history in enumerate(insight.histories):
            seen = showing(game)
            assert session.render_text(f"facts.{history.fact}.told").split()[0] in seen
            told = [row.plain for row in tab.render_tab(114, 40)]
            marked = "".join(told[tab._marked : tab._marked + tab.count_marked_lines()])
            for word in session.render_text(f"facts.{history.fact}.told").split():
                assert word in marked
            assert records.render_fact_holding(tab.voice, history).split()[0] in marked
            assert painted(game).count("▸") == 1, number
            await press(pilot, "down")
        assert insight.histories


@pytest.mark.long
async def test_on_a_large_screen_trust_runs_as_a_curve_over_the_scenes_with_the_question_of_each(tmp_path):
    game = over(tmp_path, loaded=load_scenario(BIG / "launch-day-red"), mode="standard")
    async with opened(game, (120, 40)) as pilot:
        await press(pilot, "enter 4")
        tab = pilot.app.screen.tab
        rows = [row.plain for row in tab.render_tab(114, 40)]
        assert sum(any("\u2800" < sign < "\u28ff" for sign in row) for row in rows) >= 6
        for ledger in tab.insight.ledgers:
            assert any(row.split()[:2] == list(map(str, ledger.by_scene[:2])) for row in rows if row.split()) or any(
                all(str(value) in row for value in ledger.by_scene) for row in rows
            )
            for change in ledger.lines:
                scene = tab.insight.timeline.find_scene(change.count)
                assert any(tab.voice.name_scene(scene.id) in row for row in rows)


@pytest.mark.long
async def test_both_lines_show_their_year_beside_each_other_on_a_large_screen_only(tmp_path):
    game = over(tmp_path, bot="random")
    async with opened(game, (120, 60)) as pilot:
        await press(pilot, "enter 5 down down enter enter")
        await settled(pilot)
        tab = game.screen.tab
        assert tab.stage == "compared"
        played, otherwise = game.game.session.epilogue, tab.result.branch.session.epilogue
        figures = list_year_differences(tab.voice, played, otherwise)
        assert ("THE YEAR AFTER" in showing(game)) == bool(figures)
        assert all(figure.ends == otherwise.list_stock_weeks(figure.stock)[0][-1] for figure in figures)
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        assert tab.stage == "compared"
        assert "THE YEAR AFTER" not in showing(game)


@pytest.mark.long
async def test_what_was_written_in_an_earlier_play_stands_under_its_question(tmp_path):
    earlier = over(tmp_path, "cto", bot="random", seed=3).game
    earlier.session.add_reflection(1, "Ask Lan before nine.")
    earlier.save()
    earlier.close()
    game = over(tmp_path, bot="random")
    async with opened(game, (120, 40)) as pilot:
        await press(pilot, "enter")
        await settled(pilot)
        await press(pilot, "6")
        assert "Ask Lan before nine." not in showing(game)
        await press(pilot, "down")
        assert "Written in earlier plays" in showing(game)
        assert "Ask Lan before nine." in showing(game)
        session = game.game.session
    plays = find_earlier_plays(game.game.path, game.game.loaded)
    assert "Ask Lan before nine." in report.render_debrief_text(session, "en", plays)
    asked = report.render_debrief_report(session, plays).questions
    assert ["Ask Lan" in " ".join(lines) for _number, lines in asked] == [number == 1 for number, _lines in asked]
