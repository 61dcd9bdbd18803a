"""What one chair reads alone: exactly as many lines as it was given, and turned from its first to its last."""

import pytest

from game.tui.play.private_paper import FactSlot, LockPanel, PrivatePanel, Secret
from game.tui.toolkit.content import style_text
from game.tui.toolkit.lines import Paragraph

HEIGHT = 8


def panel(lines: int) -> PrivatePanel:
    shown = PrivatePanel()
    shown.show_secret(
        Secret(style_text("Hà, CEO"), [Paragraph(style_text(f"line {n}"), close=True) for n in range(lines)]), "$ceo"
    )
    shown.set_height(HEIGHT)
    return shown


def read(shown: PrivatePanel) -> list[str]:
    rows = [row.plain.strip(" ▌▐│┃") for row in shown.render_rows(40)]
    assert len(rows) == HEIGHT
    return [row for row in rows[1:] if row]


def test_what_fits_is_shown_whole_and_turns_nowhere():
    shown = panel(HEIGHT - 1)
    assert read(shown) == [f"line {n}" for n in range(HEIGHT - 1)]
    assert (shown.long, shown.unread) == (False, False)
    shown.turn_page(1)
    assert read(shown)[0] == "line 0"


def test_what_is_longer_is_turned_to_its_last_line_and_back():
    shown = panel(12)
    assert read(shown) == [f"line {n}" for n in range(HEIGHT - 1)]
    assert (shown.long, shown.unread) == (True, True)
    assert "PgDn" in shown.render_rows(40)[0].plain
    shown.turn_page(1)
    assert read(shown)[0] == "line 3"
    shown.turn_page(1)
    assert read(shown) == [f"line {n}" for n in range(5, 12)], "no further than its end"
    assert not shown.unread
    assert "PgDn" not in shown.render_rows(40)[0].plain
    shown.turn_page(-1)
    shown.turn_page(-1)
    assert read(shown)[0] == "line 0"


def test_another_view_begins_at_its_first_line():
    shown = panel(12)
    read(shown)
    shown.turn_page(1)
    shown.show_secret(Secret(lines=[Paragraph(style_text(f"other {n}"), close=True) for n in range(12)]), "$cto")
    assert read(shown)[0] == "other 0"


SLOTS = (
    FactSlot(style_text("The date is the tenth"), style_text("costs face")),
    FactSlot(style_text("A bonus"), style_text("costs nothing"), said=True),
    FactSlot(style_text("A name"), style_text("costs nothing"), said=False),
)
FACTS = ["1 The date is the tenth  costs face", "2 A bonus  say  costs nothing", "3 A name  keep  costs nothing"]


def rows_of(height: int, lines: int, slots=SLOTS, width: int = 40) -> list[str]:
    """All lines of a panel with so many paragraphs above its facts."""
    shown = PrivatePanel()
    above = [Paragraph(style_text(f"line {number}")) for number in range(lines)]
    shown.show_secret(Secret(style_text("Hà, CEO"), above, slots), "$ceo")
    shown.set_height(height)
    rows = [row.plain.strip(" ▌▐│┃") for row in shown.render_rows(width)]
    assert len(rows) == height
    return rows


@pytest.mark.parametrize(
    ("height", "lines", "rows"),
    [
        (11, 2, ["Hà, CEO", "", "line 0", "", "line 1", "", "Only you know", *FACTS, ""]),
        (10, 2, ["Hà, CEO", "", "line 0", "", "line 1", "", "Only you know", *FACTS]),
        (9, 2, ["Hà, CEO", "line 0", "line 1", "Only you know", *FACTS, "", ""]),
        (7, 2, ["Hà, CEO", "line 0", "line 1", "Only you know", *FACTS]),
        (6, 2, ["Hà, CEO", "line 0", "line 1", *FACTS]),
        (6, 3, ["Hà, CEO                        ▾ PgDn", "line 0", "line 1", *FACTS]),
        (4, 2, ["Hà, CEO                        ▾ PgDn", *FACTS]),
        (1, 1, ["Hà, CEO                        ▾ PgDn"]),
    ],
)
def test_where_room_is_scarce_empty_lines_go_first_then_the_heading_then_the_part_above_the_facts_scrolls(
    height, lines, rows
):
    assert rows_of(height, lines) == rows


def test_what_stands_above_the_facts_is_turned_to_its_last_line_with_the_facts_in_sight():
    lines = [Paragraph(style_text(f"line {n}"), close=True) for n in range(9)]
    shown = PrivatePanel()
    shown.show_secret(Secret(style_text("Hà, CEO"), lines, SLOTS), "$ceo")
    shown.set_height(HEIGHT)
    facts = [row for row in read(shown) if not row.startswith("line")]
    assert (shown.long, shown.unread) == (True, True)
    while shown.unread:
        shown.turn_page(1)
    rows = read(shown)
    assert [row for row in rows if not row.startswith("line")] == facts
    assert [row for row in rows if row.startswith("line")][-1] == "line 8"


def test_where_the_facts_alone_are_too_long_all_of_it_scrolls():
    assert rows_of(3, 1)[1:] == ["line 0", FACTS[0]]


def test_a_fact_too_long_for_its_price_has_it_on_a_line_of_its_own():
    slots = [FactSlot(style_text("x" * 30), style_text("costs nothing"), said=True)]
    assert rows_of(6, 0, slots)[1:] == ["", "Only you know", f"1 {'x' * 30}", "say  costs nothing", ""]
    slots = [FactSlot(style_text("x" * 16), style_text("costs nothing"), said=True)]
    assert f"1 {'x' * 15}" in rows_of(6, 0, slots)[3]


def test_the_same_secret_of_another_chair_is_shown_in_that_chairs_colour():
    shown = panel(2)
    secret = shown.secret
    shown.show_secret(secret, "$cto")
    assert shown.accent == "$cto"
    assert any(span.style == "$cto" for row in shown.render_rows(40) for span in row.spans)


def test_an_answer_within_a_view_leaves_it_turned_where_it_was():
    shown = panel(12)
    read(shown)
    shown.turn_page(1)
    shown.show_secret(Secret(style_text("Hà, CEO"), shown.secret.lines, SLOTS[:1]), "$ceo")
    assert shown.offset_lines == 3


def test_the_digit_of_a_fact_stands_out_once_it_says_the_fact():
    shown = PrivatePanel()
    shown.show_secret(Secret(slots=SLOTS), "$ceo")
    shown.set_height(6)
    marks = {
        row.plain[span.start : span.end].strip(): span.style
        for row in shown.render_rows(40)
        for span in row.spans
        if row.plain[span.start : span.end].strip() in ("1", "2", "3", "say", "keep")
    }
    assert marks == {"1": "$quiet", "2": "bold $ceo", "3": "bold $ceo", "say": "bold $ceo", "keep": "bold $ink"}


def test_at_the_lock_each_line_is_centred_and_two_empty_lines_part_the_blocks():
    lock = LockPanel()
    lock.show_blocks([[style_text("Hà goes next")], [style_text("Think."), style_text("")], [style_text("x" * 70)]])
    rows = [row.plain.rstrip() for row in lock.render_rows(80)]
    assert rows == [
        " " * 34 + "Hà goes next",
        "",
        "",
        " " * 37 + "Think.",
        "",
        "",
        "",
        " " * 7 + "x" * 66,
        " " * 38 + "x" * 4,
    ]
