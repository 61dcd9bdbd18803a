"""YAML from strangers: every guard holds, every problem has its place, and no file makes the reader raise."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.content.safe_input import MOST_BYTES
from game.content.yaml import reader
from game.content.yaml.reader import MOST_CHARACTERS, MOST_DEEP, load_document, parse_document
from tests.content.workbench import SOURCE, TEXT

DOUBTFUL = """
no On YES off y 012 -07 12:30:45 9:07 1_000 0x1F 0o17 0b101 1e3 1. 2026-11-11 2026-99-99 2026-11-11T10:00:00Z
.inf -.INF .NaN =
"""
STRANGE = st.text(
    st.sampled_from("abc:-[]{}'\"|>&*!%@`#?,\n \t<0123456789.~\\\u00e9\u0301\u202e\x1b\x85\u2028"), max_size=60
)


def problems(text):
    return [(one.code, one.line, one.column) for one in parse_document(text, "x.yaml").problems]


def value(text):
    document = parse_document(text, "x.yaml")
    assert document.problems == []
    return document.value


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("+3", 3),
        ("-4", -4),
        ("0", 0),
        ("0.4", 0.4),
        ("-.5", -0.5),
        ("3.10", 3.1),
        ("true", True),
        ("~", None),
        ("", None),
        ('"012"', "012"),
        ("'no'", "no"),
        ("3 days", "3 days"),
        ("nothing", "nothing"),
        ("a-b", "a-b"),
        ("09h07", "09h07"),
        (".5.5", ".5.5"),
    ],
)
def test_a_plain_value_means_what_yaml_1_2_says(written, meant):
    assert value(f"a: {written}\n") == {"a": meant}
    assert type(value(f"a: {written}\n")["a"]) is type(meant)


@pytest.mark.parametrize("doubtful", DOUBTFUL.split())
def test_a_plain_value_with_two_meanings_asks_for_quotes(doubtful):
    document = parse_document(f"a: {doubtful}\n", "x.yaml")
    (problem,) = document.problems
    assert (problem.code, problem.line, problem.column, problem.length) == ("R111", 1, 4, len(doubtful))
    assert problem.hint == f'put it in quotes: "{doubtful}"'
    assert value(f'a: "{doubtful}"\n') == {"a": doubtful}


def test_keys_are_always_text():
    assert value("no: 1\non: 2\n012: 3\n1.5: 4\n") == {"no": 1, "on": 2, "012": 3, "1.5": 4}


@pytest.mark.parametrize("open_one", ["[", "{a: ", "- ", "? "])
def test_deep_nesting_ends_the_reading_before_it_ends_the_process(open_one):
    assert problems(open_one * 100_000)[0][0] in {"R106", "R104", "R113"}
    assert problems("[" * MOST_DEEP + "]" * MOST_DEEP) == []
    assert problems("[" * (MOST_DEEP + 1) + "]" * (MOST_DEEP + 1)) == [("R106", 1, MOST_DEEP + 1)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: &x 1\nb: *x\n", [("R107", 1, 4), ("R107", 2, 4)]),
        ("a: &x [1]\n", [("R107", 1, 4)]),
        ("*x : 1\n", [("R107", 1, 1)]),
        ("<<: {b: 1}\na: 2\n", [("R112", 1, 1)]),
        ("a: !!python/object/apply:os.system [ls]\n", [("R108", 1, 4)]),
        ("a: !t {b: 1}\n", [("R108", 1, 4)]),
        ("a: ! b\n", [("R108", 1, 4)]),
        ("a: 1\n---\nb: 2\n", [("R109", 2, 1)]),
        ("? [a]\n: 1\n", [("R113", 1, 3)]),
        ("a: 1\nb: 2\na: 3\n", [("R110", 3, 1)]),
        ("a:\n\tb: 1\n", [("R104", 2, 1)]),
        ("a: b: c\n", [("R104", 1, 5)]),
        ("a: [1, 2\nb: 3\n", [("R104", 1, 4)]),
        ("a: 1234567890123456\n", [("R117", 1, 4)]),
        ("a: \u200bb\n", [("R116", 1, 4)]),
        ("a: 1\u2028b: 2\n", [("R116", 1, 5)]),
        ("a: \x00\n", [("R116", 1, 4)]),
    ],
)
def test_what_yaml_offers_strangers_is_refused_with_its_place(text, expected):
    assert problems(text) == expected


def test_a_billion_laughs_stay_two_lines():
    bomb = "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*{'a' if n == 0 else f'b{n - 1}'}]\n" for n in range(50))
    document = parse_document(bomb, "x.yaml")
    assert {one.code for one in document.problems} == {"R107"}
    assert document.value["b49"] == [None]


@pytest.mark.parametrize("twin", ["titl\u00e9", "title\u0301"])
def test_a_key_written_twice_shows_both_lines_however_its_accents_are_spelled(twin):
    (problem,) = parse_document(f"titl\u00e9: 1\nb: 2\n{twin}: 3\n", "x.yaml").problems
    assert (problem.code, problem.line) == ("R110", 3)
    assert "line 1" in problem.hint
    assert problem.related[0].place.line == 1


def test_the_first_of_two_equal_keys_counts():
    assert parse_document("a: 1\na: {b: 2}\n", "x.yaml").value == {"a": 1}


def test_an_open_quote_is_told_with_the_line_where_it_was_opened():
    (problem,) = parse_document('a: "one\nb: two\n', "x.yaml").problems
    assert problem.message == "the text that begins here is not closed"
    assert (problem.line, problem.column) == (1, 4)


def test_too_long_a_text_and_too_many_values_end_politely(monkeypatch):
    assert problems(f"a: {'x' * MOST_CHARACTERS}\n") == []
    assert problems(f"a: {'x' * (MOST_CHARACTERS + 1)}\nb: no\n") == [("R114", 1, 4), ("R111", 2, 4)]
    monkeypatch.setattr(reader, "MOST_EVENTS", 50)
    assert problems("- 1\n" * 44) == []
    assert problems("- 1\n" * 49) == [("R115", 49, 3)]


def test_a_file_that_takes_too_long_is_given_up_with_what_was_read_so_far(monkeypatch):
    """Whatever makes it slow: here the clock runs a second further each time somebody looks."""
    seconds = iter(range(1_000))
    monkeypatch.setattr(reader, "thread_time", lambda: float(next(seconds)))
    document = parse_document("- 1\n" * 100_000, "slow.yaml")
    (problem,) = document.problems
    assert (problem.code, problem.message) == ("R115", "the file takes too long to read")
    assert document.unread
    assert 5_000 < len(document.value) < 15_000


def test_a_file_is_opened_only_where_it_is_a_regular_one(tmp_path):
    link, pipe = tmp_path / "link.yaml", tmp_path / "pipe.yaml"
    link.symlink_to(SOURCE)
    os.mkfifo(pipe)
    for path in (link, pipe, tmp_path, tmp_path / "none.yaml", Path("/dev/zero")):
        document, content = load_document(path)
        assert [one.code for one in document.problems] == ["R101"]
        assert content == b""


def test_a_file_is_not_read_beyond_its_cap(tmp_path):
    large = tmp_path / "large.yaml"
    large.write_bytes(b"#" * MOST_BYTES)
    assert load_document(large)[0].problems == []
    large.write_bytes(b"#" * (MOST_BYTES + 1))
    assert [one.code for one in load_document(large)[0].problems] == ["R102"]


@pytest.mark.parametrize(
    ("content", "line", "column"),
    [
        ("a: é".encode("utf-16"), 1, 1),
        ("a: b".encode("utf-16-le"), 1, 1),
        (b"a: b\nc: \xe9\n", 2, 4),
    ],
)
def test_only_utf_8_is_read(content, line, column):
    (problem,) = parse_document(content, "x.yaml").problems
    assert (problem.code, problem.line, problem.column) == ("R103", line, column)


def test_a_byte_order_mark_and_windows_lines_are_no_problem():
    document = parse_document("\ufefftitle: x\r\nb: no\r\n".encode(), "x.yaml")
    assert document.value == {"title": "x", "b": "no"}
    assert [(one.line, one.column) for one in document.problems] == [(2, 4)]


def test_every_key_and_value_keeps_its_place():
    document, _ = load_document(SOURCE)
    lines = TEXT.splitlines()
    for path, where in document.values.items():
        place = document.locate_value(path)
        assert 1 <= place.line <= len(lines)
        if where[2] == "":
            written = lines[place.line - 1][place.column - 1 :][: place.length]
            assert (
                written.removeprefix("+") == str(document.find_value(path))
                or written.rstrip("0") == str(document.find_value(path)).lower()
            )
    for path in document.keys:
        place = document.locate_key(path)
        assert lines[place.line - 1][place.column - 1 :][: place.length] == path[-1]


@pytest.mark.parametrize(
    ("written", "line", "column"),
    [
        ("a: xxx HERE y\n", 1, 8),
        ("a: 'it''s HERE'\n", 1, 11),
        ('a: "t\\u00e9 \\"q\\" HERE"\n', 1, 19),
        ("a: |\n  one\n  two HERE\n", 3, 7),
        ("a: >\n  one\n  two\n\n  HERE x\n", 5, 3),
        ("a:\n  xxx\n  yyy HERE\n", 3, 7),
        ('a: "one\n   two HERE"\n', 2, 8),
        ("- {b: [1, é HERE]}\n", 1, 13),
    ],
)
def test_a_place_within_a_text_is_found_in_every_way_of_writing_it(written, line, column):
    document = parse_document(written, "x.yaml")
    path = next(
        path
        for path in document.values
        if isinstance(document.find_value(path), str) and "HERE" in document.find_value(path)
    )
    place = document.locate_span(path, document.find_value(path).index("HERE"), 4)
    assert (place.line, place.column, place.length) == (line, column, 4)


@given(STRANGE)
@settings(max_examples=300, deadline=None)
def test_nothing_that_is_written_makes_the_reader_raise(text):
    document = parse_document(text, "x.yaml")
    for problem in document.problems:
        assert problem.message.isprintable()
        assert problem.line >= 1


@given(st.binary(max_size=200))
@settings(max_examples=100, deadline=None)
def test_no_bytes_make_the_reader_raise(content):
    parse_document(content, "x.yaml")


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_places_inside_double_quotes_follow_every_escape(data):
    text = data.draw(
        st.text(
            st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff\u2028\u2029"),
            min_size=1,
            max_size=30,
        )
    )
    if any(character in text for character in "\u00a0\u0085"):
        return
    coded = "".join(
        f"\\u{ord(c):04x}"
        if data.draw(st.booleans()) and ord(c) < 65536
        else c.replace("\\", "\\\\").replace('"', '\\"')
        for c in text
    )
    document = parse_document(f'a: "{coded}"\n', "x.yaml")
    if document.problems or document.value["a"] != text:
        return
    for offset in range(len(text)):
        place = document.locate_span(("a",), offset)
        assert place.line == 1
        assert 5 <= place.column <= len(coded) + 4


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("a: b\n".encode("utf-16"), "UTF-16"),
        ("a: b\n".encode("utf-16-le"), "UTF-16"),
        ("a: b\n".encode("utf-16-be"), "UTF-16"),
        (b"\x00\x00\x01\x00\x04\x00\x10\x10", "this is not a text file"),
        (b"\x7fELF\x02\x01\x01" + b"\x00" * 9, "this is not a text file"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "this is not a text file"),
    ],
)
def test_what_is_no_text_is_told_as_what_it_is(content, told):
    (problem,) = parse_document(content, "x.yaml").problems
    assert problem.code == "R103"
    assert told in problem.message
