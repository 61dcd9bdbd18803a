"""The web of causes: on a large screen drawn, in play and in the debrief, else told; nothing hidden is in it."""

from dataclasses import replace

import pytest

from game.engine.state import LedgerEntry, SceneRecord
from game.engine.stocks import CHAIRS, OUTCOMES
from game.narration.cause_web import describe_node, name_node
from game.narration.company import explain_figure
from game.narration.debrief.report import render_debrief_text
from game.narration.voice import Voice
from game.playthrough.cause_web import build_cause_web, find_entry_mover, list_cause_chain
from game.tui.play.company_page import CausesPage
from tests.tui.stage import DECIDING, opened, over, painted, press, showing, table

BRAILLE = {chr(code) for code in range(0x2801, 0x2900)}
LARGE, SMALL = (120, 40), (80, 24)


def count_dots(game) -> int:
    return sum(sign in BRAILLE for sign in painted(game))


@pytest.mark.long
async def test_the_debrief_draws_all_figures_and_opens_the_chain_of_the_marked_one(tmp_path):
    async with opened(over(tmp_path, bot="random"), LARGE) as pilot:
        await press(pilot, "enter 7")
        tab = pilot.app.screen.tab
        session, voice = pilot.app.screen.session, tab.voice
        seen = showing(pilot.app)
        assert "WHO MOVED IT" in seen.upper()
        assert len(tab.web.figures) == 24
        for node in map(tab.web.find_node, tab.web.figures):
            assert str(abs(node.change)) in seen or not node.change
        assert count_dots(pilot.app) > 150
        for _ in range(3):
            told = explain_figure(voice, session, tab.stock, whole=True)
            assert told.name.upper() in showing(pilot.app)
            assert f"▸ {name_node(voice, tab.web.find_node(tab.stock))}" in painted(pilot.app)
            assert all(sentence in showing(pilot.app) for sentence in (told.told, told.moved) if sentence)
            await press(pilot, "down")


@pytest.mark.long
async def test_the_chain_that_is_open_is_drawn_in_the_ink(tmp_path):
    async with opened(over(tmp_path, bot="random"), LARGE) as pilot:
        await press(pilot, "enter 7")
        ink = pilot.app.current_theme.variables["ink"]
        tab = pilot.app.screen.tab
        for _ in range(len(tab.web.figures)):
            chain = list_cause_chain(pilot.app.screen.session, tab.stock, CHAIRS, whole=True)
            white = sum(
                any(sign in BRAILLE for sign in part.text) and part.style.color.triplet.hex == ink.lower()
                for strip in pilot.app.screen._compositor.render_strips()
                for part in strip
                if part.style and part.style.color and part.style.color.triplet
            )
            assert (white > 0) == (len(chain) > 1)
            await press(pilot, "down")


@pytest.mark.long
async def test_at_80_by_24_the_debrief_lists_the_figures_and_tells_the_chain_in_sentences(tmp_path):
    async with opened(over(tmp_path, bot="random"), SMALL) as pilot:
        await press(pilot, "enter 7")
        tab = pilot.app.screen.tab
        told = explain_figure(tab.voice, pilot.app.screen.session, tab.stock, whole=True)
        rows = " ".join(" ".join(row.plain for row in tab.render_tab(54, 24)).split())
        assert told.told in rows
        assert told.moved in rows
        assert told.moved.split()[0] in showing(pilot.app)
        assert not count_dots(pilot.app)


@pytest.mark.long
async def test_in_play_the_web_has_what_one_sees_and_one_node_for_what_one_does_not(tmp_path):
    game = table(tmp_path)
    async with opened(game, LARGE) as pilot:
        await press(pilot, f"{DECIDING} 2 enter 3 enter f3 enter")
        assert isinstance(game.screen, CausesPage)
        web = game.screen.web
        assert set(web.figures) == {"ceo.trust", *OUTCOMES}
        assert {thread[0] for thread in web.threads} <= {*web.figures, "between", "work"}
        seen = showing(game)
        assert "What lies between you" in seen
        assert "How the work is done" in seen
        assert "Dũng trusts Hà" not in seen
        assert "Strain" not in seen
        first = game.screen.stock
        await press(pilot, "down")
        assert game.screen.stock != first
        assert explain_figure(
            game.screen.reader.voice, game.screen.reader.session, game.screen.stock
        ).name.upper() in showing(game)
        await pilot.resize_terminal(*SMALL)
        await pilot.pause()
        assert not count_dots(game)


@pytest.mark.long
async def test_a_node_of_the_web_says_why_it_moved_or_that_it_stands_still(tmp_path):
    game = table(tmp_path)
    async with opened(game, LARGE) as pilot:
        await press(pilot, "1 enter down enter")
        web, session = game.screen.web, game.screen.reader.session
        moved = [node for column in web.columns for node in column if node.change]
        assert moved
        for node in moved:
            why = describe_node(game.screen.reader.voice, session, web, node, game.screen.then)
            assert why
            assert why[:12] in painted(game)
        assert painted(game).count("stands still") == len(web.figures) - len(moved)


@pytest.mark.long
async def test_a_large_company_page_tells_of_the_marked_figure_and_a_small_one_when_asked(tmp_path):
    game = table(tmp_path)
    async with opened(game, LARGE) as pilot:
        await press(pilot, f"{DECIDING} 2 enter 3 enter f3")
        page = game.screen
        come = {one.stock: abs(one.change) for one in page.board.figures if one.stock not in ("customers", "cash")}
        assert come[page.view.figures[page.caret].stock] == max(come.values()) > 0
        for _ in range(4):
            stock = page.view.figures[page.caret].stock
            told = explain_figure(page.reader.voice, page.reader.session, stock)
            assert told.name.upper() in showing(game)
            assert told.depends.split(",")[0] in showing(game)
            assert all(entry.cause.split()[0] in showing(game) for entry in told.entries)
            await press(pilot, "down")
        assert "WHO IS WHO" in showing(game)
        await pilot.resize_terminal(*SMALL)
        await pilot.pause()
        assert "Depends on" not in showing(game)
        assert "WHO IS WHO" not in showing(game)
        await press(pilot, "enter")
        assert "Depends on" in showing(game)


def test_whose_doing_it_was_is_by_the_points_of_the_ledger(tmp_path):
    session = over(tmp_path, bot="random").game.session
    web = build_cause_web(session, CHAIRS, whole=True)
    movers = set()
    for stock in web.figures:
        entries, mover = session.list_ledger_entries(stock), web.find_node(stock).mover
        moved = sum(entry.points for entry in entries)
        weeks = sum(entry.points for entry in entries if entry.cause == "weeks")
        movers.add(mover)
        if not entries:
            assert mover == "nobody"
        elif moved and weeks * moved <= 0:
            assert mover in (*CHAIRS, "both")
        elif moved and all(entry.cause == "weeks" for entry in entries):
            assert mover == "time"
    assert {"both", "time"} < movers


@pytest.mark.parametrize(
    ("final", "mode", "mover"),
    [({"ceo": "a", "cto": "a"}, None, "both"), ({"ceo": "b", "cto": "a"}, None, "cto"), ({"cto": "a"}, None, "cto")],
)
def test_a_decision_is_whose_pick_was_done_and_boths_where_both_picked_it(tmp_path, final, mode, mover):
    session = over(tmp_path, bot="random").game.session
    scene = next(s for s in session.scenario.scenes.values() if s.decision and s.decision.owner == "cto")
    done = scene.decision.options[0].id
    other = scene.decision.options[1].id
    picks = {chair: done if pick == "a" else other for chair, pick in final.items()}
    played = SceneRecord(scene.id, 1, final=picks, enacted=done, mode=mode)
    session.state = replace(session.state, past=(played,), now=SceneRecord("", 2))
    entry = LedgerEntry(1, "culture", 300, f"option:{scene.id}.{done}")
    later = LedgerEntry(2, "culture", 300, f"later:scenes.{scene.id}.options.{done}.later.0")
    assert [find_entry_mover(session, one) for one in (entry, later)] == [mover, mover]


def test_the_report_tells_why_each_figure_that_moved_stands_there(tmp_path):
    session = over(tmp_path, bot="random").game.session
    voice = Voice.by_name(session)
    text = render_debrief_text(session, "en")
    _, _, after = text.partition("\nWhy the figures stand there\n")
    part = after.partition("\n\n")[0]
    for stock in build_cause_web(session, CHAIRS, whole=True).figures:
        told = explain_figure(voice, session, stock, whole=True)
        assert (f"{told.name} {told.value} (" in part) == bool(told.change)
        assert told.told in part or not told.change


@pytest.mark.long
@pytest.mark.parametrize("language", ["en", "vi"])
async def test_at_its_least_size_no_name_of_the_web_is_cut(tmp_path, language):
    async with opened(over(tmp_path, bot="random", language=language), (110, 34)) as pilot:
        await press(pilot, "enter 7")
        web, voice = pilot.app.screen.tab.web, pilot.app.screen.tab.voice
        assert all(name_node(voice, node) in painted(pilot.app) for column in web.columns for node in column)
