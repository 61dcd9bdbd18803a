"""What one chair reads alone: exactly as many lines as it was given, and turned from its first to its last."""

from game.tui.play.private_paper import PrivatePanel, Secret
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
