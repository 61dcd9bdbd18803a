"""The pictures of the play page, as cells: bars from a start, courses, faces, the bridge, the rail of the day."""

from dataclasses import replace
from pathlib import Path

import pytest

from game.content.compiler import load_scenario
from game.tui.toolkit.bridge import (
    BRIDGE_HEIGHT,
    BridgeEnd,
    BridgeState,
    has_room_for_legend,
    render_bridge,
    render_bridge_line,
)
from game.tui.toolkit.canvas import render_sparkline
from game.tui.toolkit.deviation import Trend, measure_columns, render_deviation, render_trend
from game.tui.toolkit.face import FACE_HEIGHT, FACE_WIDTH, render_face
from game.tui.toolkit.rail import RailState, RailStop, render_rail, render_rail_line

PACK = Path(__file__).parents[2] / "scenarios"


def styles_of(content) -> set[str]:
    return {str(span.style) for span in content.spans}


# -- bars ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("points", "bar"),
    [
        (0, "····│····"),
        (1, "····│▖···"),
        (2, "····│▖···"),
        (3, "····│▄···"),
        (16, "····│▄▄▄▄"),
        (17, "····│▄▄▄▸"),
        (-1, "···▗│····"),
        (-7, "··▄▄│····"),
        (-40, "◂▄▄▄│····"),
    ],
)
def test_a_bar_begins_at_the_start_and_says_when_it_is_longer_than_its_room(points, bar):
    assert render_deviation("sales", points).plain == bar


def test_more_is_always_to_the_right_and_strain_that_rises_is_red_there():
    sales, strain = render_deviation("sales", 5), render_deviation("strain", 5)
    assert sales.plain == strain.plain
    assert "$gained" in styles_of(sales)
    assert "$gained" not in styles_of(strain)
    assert "$lost" in styles_of(strain)


def test_the_rows_of_a_table_have_their_start_in_one_column_and_fit_their_width():
    table = [
        Trend("culture", "Culture", "54", -1, (55, 54), "polite"),
        Trend("csat_service", "With service", "7", -44, (51, 30, 7), "close-knit"),
        Trend("cash", "Cash", "1,500 k$", -120, (1620, 1500), "healthy", counted=True),
    ]
    for width in (44, 48, 60):
        columns = measure_columns(table, width)
        culture, service, cash = (render_trend(row, columns).plain for row in table)
        assert culture.index("│") == service.index("│")
        assert "│" not in cash
        assert "▾1 " in culture
        assert "▾44" in service
        assert culture.endswith("polite")
        assert service.endswith("close-knit")
        assert all(len(row) <= width for row in (culture, service, cash))


def test_a_course_rises_and_falls_as_the_figure_did():
    rising, falling = render_sparkline((40, 60), 4, ""), render_sparkline((60, 40), 4, "")
    assert rising.plain[::-1] != rising.plain
    assert (rising.plain[0], rising.plain[-1]) == ("⣀", "⠉")
    assert (falling.plain[0], falling.plain[-1]) == ("⠉", "⣀")
    assert render_sparkline((50,), 4, "").plain == render_sparkline((50, 50, 50), 4, "").plain


# -- faces ---------------------------------------------------------------------------------------------------


def every_portrait():
    people = {}
    for folder in sorted(PACK.iterdir()):
        if folder.is_dir():
            people |= {one.id: one.portrait for one in load_scenario(folder).scenario.cast.values() if one.portrait}
    return people


def test_every_face_of_the_pack_is_six_rows_and_each_mood_looks_different():
    people = every_portrait()
    assert {"ceo", "cto"} <= set(people)
    for person, portrait in people.items():
        seen = [render_face(portrait, mood, chair=person) for mood in ("warm", "calm", "tense")]
        for face in seen:
            assert [row.cell_length for row in face] == [FACE_WIDTH] * FACE_HEIGHT
        assert len({tuple(str(row.spans) for row in face) for face in seen}) == 3, person


@pytest.mark.long
def test_sixteen_colours_have_one_skin_so_that_a_face_stays_a_face():
    for portrait in every_portrait().values():
        used = set().union(*map(styles_of, render_face(portrait, "calm", few_colours=True)))
        tones = {colour for style in used for colour in style.split(" on ")}
        assert not tones & set(portrait.skin)


# -- the bridge ----------------------------------------------------------------------------------------------

BRIDGE = BridgeState(BridgeEnd("ceo", "Hà", 50, 50, "50"), BridgeEnd("cto", "Dũng", 40, 40, "2/5"), 1, 2)


def deck_of(state: BridgeState) -> str:
    return render_bridge(state, 60)[3].plain


def test_a_deck_is_as_long_as_the_trust_of_its_chair():
    deck = deck_of(BRIDGE)
    assert (deck.index("·"), len(deck) - 1 - deck.rindex("·")) == (15, 12)
    more = deck_of(replace(BRIDGE, left=replace(BRIDGE.left, trust=80)))
    assert more.index("·") == 24


def test_a_fact_that_was_told_lays_a_plank_and_a_breach_cuts_the_deck():
    told = replace(BRIDGE, left=replace(BRIDGE.left, planks=2))
    assert deck_of(told).index("·") > deck_of(BRIDGE).index("·")
    broken = deck_of(replace(BRIDGE, right=replace(BRIDGE.right, broken=True)))
    assert "╳╳" in broken[30:]
    assert "╳" not in deck_of(BRIDGE)


@pytest.mark.parametrize("legend", [("◆ a time to sit down", "green: told · ┃ the start"), ("◆", "x" * 46)])
def test_a_legend_is_never_written_across_the_cable(legend):
    fitting = [width for width in range(30, 161) if has_room_for_legend(legend, width)]
    assert fitting
    assert not has_room_for_legend(legend, 30)
    for width in fitting:
        bare, told = (render_bridge(BRIDGE, width, lines) for lines in ((), legend))
        for row, text in enumerate(legend):
            begin = told[row].plain.index(text)
            assert not bare[row].plain[begin - 1 : begin + len(text) + 1].strip(" \u2800")


def test_the_tokens_stand_in_the_middle_whatever_the_trust():
    for trust in (0, 50, 100):
        state = replace(BRIDGE, left=replace(BRIDGE.left, trust=trust), right=replace(BRIDGE.right, trust=trust))
        deck = deck_of(state)
        assert deck.count("◆") == deck.count("◇") == 1
        assert len(render_bridge(state, 60)) == BRIDGE_HEIGHT
        assert all(row.cell_length == 60 for row in render_bridge(state, 60))


def test_the_bridge_in_one_line_has_both_names_and_figures_and_the_same_signs():
    line = render_bridge_line(replace(BRIDGE, left=replace(BRIDGE.left, broken=True)), 76)
    assert line.cell_length == 76
    assert line.plain.startswith("Hà 50 ▄")
    assert line.plain.endswith("▄ 2/5 Dũng")
    assert "╳╳" in line.plain
    assert "◆ ◇" in line.plain.replace("·", " ")


# -- the rail ------------------------------------------------------------------------------------------------

RAIL = RailState(
    (
        RailStop("09:07", "over", "✓ over", "$quiet", "The wall turns red."),
        RailStop("09:12", "over", "▾ landed", "$lost", "Support rings four times, and then four times more."),
        RailStop("09:17", "now", "you are here", "", "What does Hà tell Vân?"),
        *[RailStop("", "ahead")] * 5,
    ),
    "on its way",
    ("Four minutes in which nobody types.",),
    (
        ("▾", "$lost", ("Support rings four times",)),
        ("◌", "$time", ("Four minutes in which nobody types.", "1 on its way")),
    ),
)


def test_the_rail_has_a_stop_for_every_scene_and_says_of_those_ahead_what_was_announced():
    rows = [row.plain for row in render_rail(RAIL, 116)]
    assert len(rows) == 5
    assert (rows[1].count("●"), rows[1].count("◉"), rows[1].count("○")) == (2, 1, 5)
    assert rows[1].index("◉") == rows[0].index("09:17") == rows[2].index("you are here")
    assert rows[3].endswith("◌ Four minutes in which nobody types.".ljust(len(rows[3]) - rows[3].index("◌")))
    assert all(len(row) == 116 for row in rows)


def test_scenes_further_back_keep_their_time_only():
    stops = tuple(RailStop(f"09:0{n}", "over", "✓ over", "", f"Text {n}.") for n in range(6))
    rows = "\n".join(row.plain for row in render_rail(RailState((*stops, RailStop("10:00", "now"))), 116))
    assert "09:00" in rows
    assert "Text 3." not in rows
    assert "Text 4." in rows


def test_the_rail_in_one_line_cuts_nothing():
    assert render_rail_line(RAIL, 120).plain.endswith("nobody types.")
    for width in (40, 60, 76):
        line = render_rail_line(RAIL, width)
        assert line.cell_length <= width
        assert line.plain.startswith("◉ 09:17")
        assert "…" not in line.plain
    assert "Support rings four times" in render_rail_line(RAIL, 60).plain
    assert "1 on its way" in render_rail_line(RAIL, 60).plain
