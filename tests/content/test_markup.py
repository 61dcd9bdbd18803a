"""Three marks and nothing else: text becomes spans, and what is no mark stays as it was written."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.content.markup import Span, persons, plain, spans, strays

NAMES = {"ceo": "Hà", "lan": "Lan", "trap": "**[/x]** {ceo}"}
MARKED = st.text(st.sampled_from("a *{}ceo\n[/]_"), max_size=40)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        ("plain", (Span("plain"),)),
        ("a **b** c", (Span("a "), Span("b", strong=True), Span(" c"))),
        ("*b*", (Span("b", emphasis=True),)),
        ("**a *b* c**", (Span("a ", strong=True), Span("b", strong=True, emphasis=True), Span(" c", strong=True))),
        ("{ceo} and **{lan}**", (Span("Hà and "), Span("Lan", strong=True))),
        ("{nobody} {p.__class__} {0}", (Span("{nobody} {p.__class__} {0}"),)),
        ("2 * 3 * 4", (Span("2 * 3 * 4"),)),
        ("**open", (Span("**open"),)),
        ("*a\n\nb*", (Span("*a\n\nb*"),)),
        ("[b]x[/b] [@click=app.quit]", (Span("[b]x[/b] [@click=app.quit]"),)),
        ("{trap}", (Span("**[/x]** {ceo}"),)),
        ("**a *b**", (Span("a *b", strong=True),)),
    ],
)
def test_marks_become_spans(text, expected):
    assert spans(text, NAMES) == expected


def test_strays_are_the_marks_that_stay():
    assert [(stray.offset, stray.mark) for stray in strays("**open *a* x*")] == [(0, "**"), (12, "*")]
    assert strays("2 * 3 and **b** and *c*") == ()


def test_persons_are_found_with_their_place():
    assert persons("{ceo} {Not} { lan } {lan}") == ((0, "ceo"), (20, "lan"))


@given(MARKED)
@settings(max_examples=300, deadline=None)
def test_nothing_but_paired_marks_and_known_names_is_lost(text):
    shown = plain(text, {})
    kept = list(shown)
    rest = [character for character in text if not (kept and kept[0] == character and kept.pop(0))]
    assert not kept
    assert set(rest) <= {"*"}
    assert shown.count("*") == sum(len(stray.mark) for stray in strays(text)) + _lone(text)
    assert all(span.text for span in spans(text, NAMES))


def _lone(text):
    """Stars that neither open nor close: they are text, and no strays."""
    from game.content.markup import _TOKEN, _closes, _opens

    marks = (match for match in _TOKEN.finditer(text) if match[0][0] == "*")
    return sum(len(match[0]) for match in marks if not _opens(text, match) and not _closes(text, match))
