"""How problems look: for people, for programs and for GitHub; and nothing from a file reaches the terminal as it is."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from game.content.checker import collect_findings, load_sources
from game.content.diagnostic import Diagnostic, Place, RelatedPlace, ScenarioError, sort_diagnostics
from game.content.render import render_github, render_json, render_text
from tests.content.workbench import edited, written

PAGE = (Path(__file__).parents[2] / "docs" / "scenario-format.md").read_text(encoding="utf-8")

SLIP = Diagnostic(
    Place("a/scenario.yaml", 2, 9, 5),
    "S104",
    "error",
    "unknown scene 'secnd'",
    "no scene of this id",
    "`then` names a scene; `tandem explain S104`",
    "second",
    (RelatedPlace(Place("a/scenario.yaml", 1, 1, 6), "'second' is declared here"),),
)
TEXT = "second: 1\n  then: secnd   # why\n"


def rendered(diagnostic, text, **how):
    return render_text([diagnostic], {diagnostic.file: text}, **how)


def test_a_problem_looks_as_the_page_about_the_format_shows_it(tmp_path):
    crisis = re.search(r"(?s)```yaml\n(.*?)```", PAGE)[1]
    home = written(tmp_path, crisis.replace("result: A breath", "then: fridey\n          result: A breath"))
    found = [one for one in collect_findings([home]).problems if one.code == "S104"]
    picture = re.search(r"(?s)```\n(scenarios/the-late-parcel/scenario.yaml:\d.*?)```", PAGE)[1]
    assert render_text(found, load_sources(found)).replace(str(home), "scenarios/the-late-parcel") == picture


def test_the_name_that_was_meant_and_its_line_stand_beside_the_carets():
    assert rendered(SLIP, TEXT) == (
        "a/scenario.yaml:2:9: error S104 unknown scene 'secnd'\n"
        "    2 |   then: secnd   # why\n"
        "      |         ^^^^^ did you mean 'second' (line 1)?\n"
        "      = `then` names a scene; `tandem explain S104`\n"
    )


def test_carets_stand_by_cells_not_by_characters():
    text = 'a: "日本 tie\u0302\u0301ng" x'
    slip = Diagnostic(Place("f", 1, text.index("x") + 1, 1), "T101", "error", "m", "here")
    _, line, carets = rendered(slip, text).splitlines()
    assert cell_len(carets.split("^")[0]) == cell_len(line[: line.index("x")])


def test_control_characters_of_a_line_are_never_echoed():
    slip = Diagnostic(Place("f", 1, 8, 2), "R116", "error", "m")
    shown = rendered(slip, "a: \x1b]0;\x07ab\u202e\x9bc\n")
    assert shown.splitlines()[1:] == ["    1 | a: �]0;�ab��c", "      |        ^^"]


def test_a_long_line_is_cut_where_nothing_is_lost():
    line = "a: " + "x" * 300 + " HERE " + "y" * 300
    slip = Diagnostic(Place("f", 1, line.index("HERE") + 1, 4), "S104", "error", "m")
    _, source, carets = rendered(slip, line, width=60).splitlines()
    assert len(source) <= 60
    assert source[carets.index("^") : carets.rindex("^") + 1] == "HERE"


@pytest.mark.long
@given(st.text(max_size=200), st.integers(0, 250), st.integers(1, 40), st.integers(20, 120))
@settings(max_examples=150, deadline=None)
def test_nothing_that_stands_in_a_file_breaks_the_picture(text, start, length, width):
    from game.content.yaml.positions import SourceText

    place = SourceText("f", text).locate_stretch(start, start + length)
    shown = rendered(Diagnostic(place, "S104", "error", "m", "hint"), text, width=width)
    assert shown.isascii() or all(character == "\n" or not "\x7f" <= character <= "\x9f" for character in shown)
    assert all(character >= " " or character == "\n" for character in shown)


def test_colour_is_only_where_it_is_asked_for():
    assert "\x1b" not in rendered(SLIP, TEXT)
    assert "\x1b[1;31merror S104\x1b[0m" in rendered(SLIP, TEXT, colour=True)


def test_a_file_that_cannot_be_shown_leaves_the_line_out():
    assert "^" not in render_text([SLIP], {})
    assert "did you mean" in render_text([SLIP], {})


def test_programs_get_flat_objects():
    (one,) = json.loads(render_json([SLIP]))
    assert one["file"] == "a/scenario.yaml"
    assert (one["line"], one["column"], one["length"], one["code"]) == (2, 9, 5, "S104")
    assert one["hint"] == "did you mean 'second' (line 1)?"
    assert one["related"][0]["line"] == 1
    assert json.loads(render_json([])) == []


def test_github_gets_annotations_that_end_where_they_should():
    assert render_github([SLIP]) == (
        "::error file=a/scenario.yaml,line=2,col=9,endColumn=13,title=S104::"
        "unknown scene 'secnd'. did you mean 'second' (line 1)?\n"
    )
    odd = Diagnostic(Place("a,b:c", 1, 1, 1), "A103", "warning", "50 % more\nlines")
    assert render_github([odd]) == (
        "::warning file=a%2Cb%3Ac,line=1,col=1,endColumn=1,title=A103::50 %25 more%0Alines\n"
    )


def test_problems_come_in_the_order_of_the_file_and_once():
    later = Diagnostic(Place("a/scenario.yaml", 3, 1), "F101", "error", "m")
    assert sort_diagnostics([later, SLIP, later]) == [SLIP, later]


def test_an_error_that_is_raised_says_where_and_what():
    assert str(ScenarioError([SLIP])) == "a/scenario.yaml:2:9: error S104 unknown scene 'secnd'"


@pytest.mark.parametrize("name", ["\x1b[31mred", "a\u202eb", "x\ny"])
def test_a_hostile_file_name_is_shown_harmless(tmp_path, name):
    home = tmp_path / name
    home.mkdir()
    (home / "scenario.yaml").write_text(edited("pace: 2", "pace: 02"), encoding="utf-8")
    shown = render_text(collect_findings([home]).problems, {})
    assert not any(mark in shown for mark in ("\x1b", "\u202e"))
