"""Text from outside is harmless once it has been cleaned, whatever it was."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.content.safe_input import clean_and_report, clean_text, render_excerpt

ANYTHING = st.text(st.characters(exclude_categories=[]), max_size=80)
ALLOWED = {"Cn", "Co", "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Zs"}


@pytest.mark.parametrize(
    ("text", "cleaned", "codes"),
    [
        ("plain", "plain", []),
        ("hai\ndòng", "hai\ndòng", []),
        ("a\r\nb\rc", "a\nb\nc", []),
        ("\x1b]52;c;x\x07", "]52;c;x", ["U+001B", "U+0007"]),
        ("a\tb", "a b", ["U+0009"]),
        ("a\x00\x7f\x9bb", "ab", ["U+0000", "U+007F", "U+009B"]),
        ("a\u202egnp.exe", "agnp.exe", ["U+202E"]),
        ("a\u2066b\u2069", "ab", ["U+2066", "U+2069"]),
        ("a\u200b\ufeffb\u2060", "ab", ["U+200B", "U+FEFF", "U+2060"]),
        ("a\u2028b\x85c", "a\nb\nc", ["U+2028", "U+0085"]),
        ("a\ud800b", "ab", ["U+D800"]),
        ("❤\ufe0f", "❤", ["U+FE0F"]),
        ("tie\u0302\u0301ng", "tiếng", []),
        ("[@click=app.quit]x[/]", "[@click=app.quit]x[/]", []),
    ],
)
def test_what_a_terminal_would_obey_is_taken_out_and_told(text, cleaned, codes):
    result = clean_and_report(text)
    assert result.text == cleaned == clean_text(text)
    assert [fault.code for fault in result.faults] == codes
    assert all(text[fault.offset] == chr(int(fault.code.replace("U+", "0x"), 0)) for fault in result.faults)


@given(ANYTHING)
@settings(max_examples=300, deadline=None)
def test_cleaned_text_is_nfc_without_anything_that_controls(text):
    result = clean_text(text)
    assert clean_text(result) == result
    assert clean_and_report(result).faults == ()
    assert unicodedata.is_normalized("NFC", result)
    result.encode("utf-8")
    for character in result.replace("\n", ""):
        category = unicodedata.category(character)
        assert category in ALLOWED or category[0] in "PS" or category == "Cf"
        assert not 0x202A <= ord(character) <= 0x202E


@given(ANYTHING)
@settings(max_examples=100, deadline=None)
def test_an_excerpt_stays_on_one_short_line(text):
    shown = render_excerpt(text, 20)
    assert len(shown) <= 20
    assert "\n" not in shown
