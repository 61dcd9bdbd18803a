"""Updating a translation loses nothing that a translator wrote, whatever the file looks like."""

import re
from collections import Counter

import polib
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from game.content.outline import Wording
from game.content.safe_input import UnreadableError
from game.content.translation_update import split_blocks, update_translation_file
from game.content.translations import parse_catalogue

HEADER = """# Translated by Hà, with thanks to Lan.
#
# License: as you like.
#, fuzzy
msgid ""
msgstr ""
"Project-Id-Version: Mine 3\\n"
"Last-Translator: Hà <ha@example.org>\\n"
"Language: fr\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"X-Generator: Poedit 3.4\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"
"""
OURS = {"Language", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"}


def said(path: str, text: str) -> Wording:
    return Wording(path, ("title",), text, "note")


def updated(folder, content: str, *wanted: Wording) -> str:
    file = folder / "vi.po"
    file.write_bytes(content.encode())
    update_translation_file(file, "vi", wanted)
    return file.read_bytes().decode()


def test_the_header_keeps_what_translators_and_their_programs_wrote(tmp_path):
    after = updated(tmp_path, HEADER, said("a", "One"))
    for line in HEADER.splitlines():
        assert line.replace("Language: fr", "Language: vi") in after.splitlines()
    assert '"MIME-Version: 1.0\\n"' in after


@pytest.mark.parametrize(
    "foreign",
    [
        'msgid "Menu"\nmsgstr "Thực đơn"',
        'msgid "{n} week"\nmsgid_plural "{n} weeks"\nmsgstr[0] "{n} tuần"',
        '#~ msgid "Gone"\n#~ msgstr "Đã mất"',
        "# a note that belongs to nothing",
        '#~ msgctxt "old"\n#~| msgid "Older"\n#~ msgid "Old"\n#~ msgstr "Cũ"',
    ],
    ids=["no context", "plural", "obsolete without context", "a comment at the end", "obsolete with previous"],
)
def test_what_is_no_entry_of_ours_stays_as_it_is(tmp_path, foreign):
    after = updated(tmp_path, f"{HEADER}\n{foreign}\n", said("a", "One"))
    assert all(line in after for line in foreign.splitlines()), after


def test_of_two_entries_for_one_text_the_second_is_kept_out_of_the_way(tmp_path):
    twice = 'msgctxt "a"\nmsgid "One"\nmsgstr "Một"\n\n# my own try\nmsgctxt "a"\nmsgid "One"\nmsgstr "Một cái"\n'
    after = updated(tmp_path, f"{HEADER}\n{twice}", said("a", "One"))
    assert 'msgstr "Một"\n' in after
    assert '# my own try\n#~ msgctxt "a"\n#~ msgid "One"\n#~ msgstr "Một cái"\n' in after


def test_an_entry_with_plural_forms_in_the_place_of_a_text_is_kept_out_of_the_way(tmp_path):
    plural = 'msgctxt "a"\nmsgid "One"\nmsgid_plural "More"\nmsgstr[0] "Một"\nmsgstr[1] "Nhiều"\n'
    after = updated(tmp_path, f"{HEADER}\n{plural}", said("a", "One"))
    assert '#~ msgid_plural "More"\n#~ msgstr[0] "Một"\n#~ msgstr[1] "Nhiều"' in after


def test_a_check_tells_what_is_of_no_text(tmp_path):
    content = f'{HEADER}\nmsgid "Menu"\nmsgstr "x"\n\nmsgctxt "a"\nmsgid "1"\nmsgid_plural "2"\nmsgstr[0] "x"\n'
    told = [(one.line, one.message) for one in parse_catalogue(content.encode(), "vi", "vi.po").problems]
    assert [line for line, _ in told] == [14, 17]
    assert "no msgctxt" in told[0][1]
    assert "plural forms" in told[1][1]


def test_how_a_translator_wraps_and_quotes_is_left_alone(tmp_path):
    mine = '#. note\nmsgctxt "a"\nmsgid ""\n"One"\nmsgstr ""\n"M"\n"ộ"\n\t"t"\n'
    assert mine in updated(tmp_path, f"{HEADER}\n{mine}", said("a", "One"))


def test_a_file_with_the_line_ends_of_windows_keeps_them(tmp_path):
    content = f'{HEADER}\nmsgctxt "a"\nmsgid "One"\nmsgstr "Một"\n'.replace("\n", "\r\n")
    after = updated(tmp_path, content, said("a", "One"), said("b", "Two"))
    assert "\n" not in after.replace("\r\n", "")
    assert 'msgstr "Một"\r\n' in after


def test_a_translation_whose_letters_are_apart_or_invisible_is_not_cleaned_in_the_file(tmp_path):
    mine = 'msgstr "tie\u0302\u0301ng\u200d"'
    assert mine in updated(tmp_path, f'{HEADER}\nmsgctxt "a"\nmsgid "One"\n{mine}\n', said("a", "One"))


def test_a_file_of_countless_lines_is_refused_at_once(tmp_path):
    countless = HEADER + "#\n" * 400_000
    with pytest.raises(UnreadableError):
        updated(tmp_path, countless, said("a", "One"))
    assert (tmp_path / "vi.po").read_bytes().decode() == countless
    [problem] = parse_catalogue(countless.encode(), "vi", "vi.po").problems
    assert problem.code == "L105"


# -- random files --------------------------------------------------------------------------------------------

PATHS = ["title", "premise", "scenes.a.text", "facts.b.told", "gone.c"]
SOURCES = ["One", "Two", "{ceo} waits.", "One\nand more", 'A "quoted" \\ text']
WORDS = st.text(st.sampled_from('abôđ "\\\n{}#~|,:.%\u2028\u0301'), min_size=1, max_size=12)
QUOTED = WORDS.map(polib.escape)


@st.composite
def strings(draw, text: str) -> str:
    """The lines of a quoted text, in one of the ways there are."""
    escaped = polib.escape(text)
    if draw(st.booleans()):
        return f'"{escaped}"'
    rows = [polib.escape(row) for row in text.splitlines(keepends=True)]
    return "\n".join(['""', *(f'"{row}"' for row in rows)])


@st.composite
def comments(draw) -> list[str]:
    word = st.text("abđ,", min_size=1, max_size=6)
    lines = [f"# {draw(word)}" for _ in range(draw(st.integers(0, 2)))]
    lines += draw(st.sampled_from([[], ["#"], ["#. note"], ["#. other note", "#. in two lines"]]))
    lines += draw(st.sampled_from([[], ["#: a.yaml:3"], ["#: a.yaml:3", "#: b.yaml"]]))
    flags = draw(st.lists(st.sampled_from(["fuzzy", "no-wrap", "python-brace-format", "c-format"]), unique=True))
    return lines + ([f"#, {', '.join(flags)}"] if flags else [])


@st.composite
def entries(draw) -> str:
    """An entry of any kind: ours, doubled, without a context, with plural forms, obsolete, with a previous source."""
    lines = draw(comments())
    context = draw(st.sampled_from([None, *PATHS, *PATHS]))
    source = draw(st.sampled_from(SOURCES))
    translation = draw(st.one_of(st.just(""), WORDS))
    plural = draw(st.integers(0, 5)) == 0
    fields = [f"#| msgid {draw(strings(draw(st.sampled_from(SOURCES))))}"] if draw(st.integers(0, 3)) == 0 else []
    fields = [line if line.startswith("#|") else f"#| {line}" for field in fields for line in field.split("\n")]
    if context is not None:
        fields.append(f"msgctxt {draw(strings(context))}")
    fields.append(f"msgid {draw(strings(source))}")
    if plural:
        fields += [f'msgid_plural "{source[:2]}s"', f"msgstr[0] {draw(strings(translation))}", 'msgstr[1] "x1"']
    else:
        fields.append(f"msgstr {draw(strings(translation))}")
    body = "\n".join(fields).split("\n")
    if draw(st.integers(0, 3)) == 0:
        body = [f"#~{line[1:]}" if line.startswith("#|") else f"#~ {line}" for line in body]
    return "\n".join([*lines, *body])


@st.composite
def files(draw) -> str:
    parts = draw(st.sampled_from([[], [HEADER.rstrip("\n")]])) + draw(st.lists(entries(), max_size=8))
    if draw(st.booleans()):
        parts.append("# the last word\n# in two lines")
    gap = draw(st.sampled_from(["\n\n", "\n\n\n", "\n"]))
    return gap.join(parts) + draw(st.sampled_from(["", "\n", "\n\n"]))


def translations_in(content: str) -> Counter[str]:
    """Every translation of every kind of entry, however it is wrapped."""
    found: Counter[str] = Counter()
    value: str | None = None
    for line in [*re.split("\r\n|\n", content), "end"]:
        bare = re.sub("^#~ ?", "", line.strip())
        field = re.fullmatch(r'msgstr(?:\[\d\])? (".*")', bare)
        if value is not None and not (bare.startswith('"') and line.strip()):
            found[value] += bool(value) and not value.startswith("Project-Id")
            value = None
        if field or (value is not None and bare.startswith('"')):
            value = (value or "") + polib.unescape((field[1] if field else bare)[1:-1])
    return +found


def comments_in(content: str) -> Counter[str]:
    """What translators noted, and every mark that this program does not set itself."""
    lines = [line.strip() for line in re.split("\r\n|\n", content)]
    kept = Counter(line for line in lines if re.match("# .|#:", line))
    for line in lines:
        if line.startswith("#,"):
            flags = [flag.strip() for flag in line[2:].split(",")]
            kept.update(flag for flag in flags if flag in ("no-wrap", "c-format"))
    return kept


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\x85"])
def test_a_separator_within_a_translation_is_told_and_costs_nothing_else(separator):
    said = f'msgctxt "title"\nmsgid "One"\nmsgstr "a{separator}b"\n'
    catalogue = parse_catalogue(f"{HEADER}\n{said}".encode(), "vi", "vi.po")
    assert catalogue.entries["title"].text == "a\nb"
    (problem,) = catalogue.problems
    assert f"U+{ord(separator):04X}" in problem.message
    assert problem.place.line == f"{HEADER}\n{said}".count("\n"), "the line it stands in"


@pytest.mark.parametrize("examples", [10, pytest.param(600, marks=pytest.mark.long)])
def test_no_update_of_any_file_loses_a_translation_a_note_or_a_mark(tmp_path_factory, examples):
    @given(files(), st.lists(st.sampled_from(PATHS), unique=True), st.data())
    @settings(max_examples=examples, deadline=None)
    @example(f"{HEADER}\n", [], None)
    def lose_nothing(content, paths, data):
        wanted = [said(path, data.draw(st.sampled_from(SOURCES))) for path in paths]
        folder = tmp_path_factory.mktemp("po")
        try:
            after = updated(folder, content, *wanted)
        except UnreadableError:
            assert (folder / "vi.po").read_bytes().decode() == content, "what is refused is not touched"
            return
        assert translations_in(after) == translations_in(content)
        noted, before = comments_in(after), comments_in(content)
        empty = [block for block in split_blocks(content)[1] if not block.is_worth_keeping]
        dropped = comments_in("\n".join("\n".join(block.lines) for block in empty))
        assert not before - noted - dropped, "only the marks of entries that nobody has translated may go"
        assert updated(folder, after, *wanted) == after, "once more changes nothing"
        assert_in_order(after, wanted, content)

    lose_nothing()


def assert_in_order(after: str, wanted: list[Wording], before: str) -> None:
    _, blocks = split_blocks(after)
    live = [block for block in blocks if block.source is not None and not block.obsolete]
    assert [block.context for block in live[: len(wanted)]] == [wording.path for wording in wanted]
    assert len({(block.context, block.source) for block in live if block.context}) == len(wanted)
    foreign = [block.lines for block in split_blocks(before)[1] if not block.obsolete and block.context is None]
    assert [block.lines for block in blocks if block.context is None and not block.obsolete] == foreign
    parse_catalogue(after.encode(), "vi", "vi.po")
    table = parse_catalogue(after.encode(), "vi", "vi.po").entries
    first = {block.path: block for block in reversed(split_blocks(before)[1]) if not block.obsolete}
    for wording in wanted:
        block = first.get(wording.path)
        if block and block.source == wording.text and "fuzzy" not in block.flags and block.text.strip():
            assert table[wording.path].text == block.text.strip()
