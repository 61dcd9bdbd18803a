"""Three marks and nothing else: text becomes spans, and what is no mark stays as it was written."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.content.markup import TextSpan, list_persons, list_stray_marks, parse_spans, render_plain

NAMES = {"ceo": "Hà", "lan": "Lan", "trap": "**[/x]** {ceo}"}
MARKED = st.text(st.sampled_from("a *{}ceo\n[/]_"), max_size=40)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        ("plain", (TextSpan("plain"),)),
        ("a **b** c", (TextSpan("a "), TextSpan("b", strong=True), TextSpan(" c"))),
        ("*b*", (TextSpan("b", emphasis=True),)),
        (
            "**a *b* c**",
            (TextSpan("a ", strong=True), TextSpan("b", strong=True, emphasis=True), TextSpan(" c", strong=True)),
        ),
        ("{ceo} and **{lan}**", (TextSpan("Hà and "), TextSpan("Lan", strong=True))),
        ("{nobody} {p.__class__} {0}", (TextSpan("{nobody} {p.__class__} {0}"),)),
        ("2 * 3 * 4", (TextSpan("2 * 3 * 4"),)),
        ("**open", (TextSpan("**open"),)),
        ("*a\n\nb*", (TextSpan("*a\n\nb*"),)),
        ("[b]x[/b] [@click=app.quit]", (TextSpan("[b]x[/b] [@click=app.quit]"),)),
        ("{trap}", (TextSpan("**[/x]** {ceo}"),)),
        ("**a *b**", (TextSpan("a *b", strong=True),)),
    ],
)
def test_marks_become_spans(text, expected):
    assert parse_spans(text, NAMES) == expected


def test_strays_are_the_marks_that_stay():
    assert [(stray.offset, stray.mark) for stray in list_stray_marks("**open *a* x*")] == [(0, "**"), (12, "*")]
    assert list_stray_marks("2 * 3 and **b** and *c*") == ()


def test_persons_are_found_with_their_place():
    assert list_persons("{ceo} {Not} { lan } {lan}") == ((0, "ceo"), (20, "lan"))


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("It says *with notice*, free.", "It says ‘with notice’, free."),
        ("“*Partners*,” writes Vân.", "“‘Partners’,” writes Vân."),
        ("It is **two** of them.", "It is two of them."),
        ("*{ceo}* and 2 * 3 * 4", "‘Hà’ and 2 * 3 * 4"),
        ("an *open end", "an *open end"),
    ],
)
def test_where_there_are_no_styles_emphasis_stands_in_quotation_marks(text, plain):
    assert render_plain(text, {"ceo": "Hà"}) == plain


@given(MARKED)
@settings(max_examples=300, deadline=None)
def test_nothing_but_paired_marks_and_known_names_is_lost(text):
    shown = "".join(span.text for span in parse_spans(text, {}))
    kept = list(shown)
    rest = [character for character in text if not (kept and kept[0] == character and kept.pop(0))]
    assert not kept
    assert set(rest) <= {"*"}
    assert shown.count("*") == sum(len(stray.mark) for stray in list_stray_marks(text)) + _lone(text)
    assert all(span.text for span in parse_spans(text, NAMES))


def _lone(text):
    """Stars that neither open nor close: they are text, and no strays."""
    from game.content.markup import _TOKEN, _can_close, _can_open

    marks = (match for match in _TOKEN.finditer(text) if match[0][0] == "*")
    return sum(len(match[0]) for match in marks if not _can_open(text, match) and not _can_close(text, match))
