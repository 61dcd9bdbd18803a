"""The schema in an editor: the real yaml-language-server over stdio, beside what `tandem check` says of the same file.

`make test-all` installs the server with npm, as tests/editor/package-lock.json says. Where there is no npm these tests
are skipped; in CI they must run.
"""

import json
import os
import re
import shutil
from pathlib import Path

import pytest

from game.content.starter import StarterRequest, build_starter_files
from tests.editor.language_server import LanguageServer

pytestmark = pytest.mark.long
PEOPLE = Path(__file__).parents[2] / "scenarios" / "people.yaml"
PROGRAM = Path(__file__).parent / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
CRISIS = {language: build_starter_files(StarterRequest("mine", language)) for language in ("en", "vi")}
TEXT = CRISIS["en"]["scenario.yaml"]
BARE = re.sub(r"(?m)(?<!^)\s+# .*$", "", TEXT)
"""The starter without its comments at the ends of lines: a server completes nothing before one."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    folder = tmp_path_factory.mktemp("desk") / "mine"
    folder.mkdir()
    for name, text in CRISIS["en"].items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def server(desk):
    node = shutil.which("node")
    if node is None or not PROGRAM.exists():
        missing = "Node" if node is None else "yaml-language-server (npm ci --prefix tests/editor)"
        assert not os.environ.get("CI"), f"{missing} is not here, and CI must have it"
        pytest.skip(f"{missing} is not installed")
    with LanguageServer([node, str(PROGRAM), "--stdio"], desk) as running:
        yield running


MISTAKES = {
    "an unknown field": ("    obstacle: Sales", "    obstacel: Sales"),
    "an unknown field of the file": ("glossary:\n", "glosary:\n"),
    "an unknown field of an option": ("then: friday", "thn: friday"),
    "a field that is missing": ("    cost: face ", "    #           "),
    "a field that is missing on one line": ("{id: sold, tier: mixed", "{tier: mixed"),
    "an empty field": ("title: The feature in the brochure\n", "title:\n"),
    "a number for a text": ("title: The feature in the brochure\n", "title: 7\n"),
    "a text for a number": ("pace: 2 ", "pace: fast "),
    "a quoted number": ("weight: 6 ", 'weight: "6" '),
    "a fraction": ("weight: 6 ", "weight: 6.5 "),
    "a word for a list": ("[open_flow, no_blame]", "open_flow"),
    "a word for a list of moves": ("moves: [insist]", "moves: insist"),
    "too large": ("pace: 2 ", "pace: 9 "),
    "too large a weight": ("weight: 6 ", "weight: 99 "),
    "too large a care": ("cares: {sales: 0.5", "cares: {sales: 5"),
    "too small": ("solo: 8", "solo: 0"),
    "another version": ("tandem: 2 ", "tandem: 3 "),
    "an unknown persona": ("personas: [driven, guarded]", "personas: [driven, gaurded]"),
    "an unknown principle": ("[open_flow, no_blame]", "[open_flow, no_blam]"),
    "an unknown chair": ("held: ceo ", "held: boss "),
    "an unknown tone": ("tone: warm ", "tone: wram "),
    "an unknown tier": ("tier: top ", "tier: best "),
    "an unknown move": ("moves: [insist]", "moves: [insists]"),
    "an unknown move with more": ("{share: half_built}", "{shares: half_built}"),
    "two moves in one": ("{share: half_built}", "{share: half_built, own: half}"),
    "an unknown strength": ("{clarify: half}", "{clarify: strong}"),
    "blame of nobody": ("{blame: {on: mai}}", "{blame: {at: mai}}"),
    "an unknown stock": ("{strain: 44", "{strian: 44"),
    "an unknown stock in effects": ("effects: {culture: -2}}", "effects: {cultur: -2}}"),
    "an effect that is no number": ("effects: {culture: -2}}", "effects: {culture: much}}"),
    "an effect with an unknown field": ("effects: {culture: -2}}", "effects: {culture: {point: 3}}}"),
    "one effect of several": ("effects: {culture: -2}}", "effects: {culture: [1, x]}}"),
    "neither true nor a list": ("    say: true", "    say: maybe"),
    "a number for a way": ("then: friday", "then: 3"),
    "a way with an unknown field": ("then: friday", "then: [{t: friday}]"),
    "no id": ("  other_offer:", "  Other-Offer:"),
    "no id of a scenario": ("id: mine", "id: My Crisis"),
    "no language": ("language: en ", "language: English "),
}
SHAPES = frozenset("RF")
"""Families of codes that tell of shapes; what refers to nothing, and all else, no schema can know."""


@pytest.mark.parametrize(("right", "wrong"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_marked_where_the_check_marks_it(server, desk, tandem, right, wrong):
    assert right in TEXT
    file = desk / "mistake.yaml"
    file.write_text(TEXT.replace(right, wrong, 1), encoding="utf-8")
    marks = {(one.line, one.column) for one in server.diagnostics(file)}
    told = json.loads(tandem("check", str(file), "--for", "draft", "--format", "json").out)
    problems = {(one["line"], one["column"]) for one in told if one["code"][0] in SHAPES}
    assert marks == problems
    assert marks


def test_of_a_misspelt_field_the_check_tells_only_that_it_is_misspelt(server, desk, tandem):
    """The editor also marks the field that is then missing."""
    file = desk / "mistake.yaml"
    file.write_text(TEXT.replace("    held: ceo ", "    hled: ceo ", 1), encoding="utf-8")
    marks = {(one.line, one.column) for one in server.diagnostics(file)}
    told = json.loads(tandem("check", str(file), "--for", "draft", "--format", "json").out)
    problems = {(one["line"], one["column"]) for one in told if one["code"][0] in SHAPES}
    assert problems < marks
    assert len(problems) == 1


def test_an_empty_list_is_marked_on_the_same_line(server, desk, tandem):
    file = desk / "mistake.yaml"
    file.write_text(TEXT.replace("[open_flow, no_blame]", "[]"), encoding="utf-8")
    (mark,) = server.diagnostics(file)
    problem = json.loads(tandem("check", str(file), "--for", "draft", "--format", "json").out)[0]
    assert (mark.line, mark.message) == (problem["line"], "Array has too few items. Expected 1 or more.")


@pytest.mark.parametrize("wrong", ["{shares: half_built}", "{blame: {at: mai}}", "{clarify: strong}", "insists"])
def test_of_a_field_with_two_ways_only_what_was_meant_is_told(server, desk, wrong):
    file = desk / "mistake.yaml"
    file.write_text(TEXT.replace("moves: [insist]", f"moves: [{wrong}]"), encoding="utf-8")
    assert not [one for one in server.diagnostics(file) if "Incorrect type" in one.message]


@pytest.mark.parametrize("language", ["en", "vi"])
def test_what_new_writes_finds_its_schema_and_is_clean(server, desk, language):
    file = desk / f"{language}.yaml"
    file.write_text(CRISIS[language]["scenario.yaml"], encoding="utf-8")
    assert server.diagnostics(file) == []
    assert "How fast the company reacts" in server.hover(file, *place(file, "pace: "))


def test_the_crises_of_the_pack_and_its_people_are_clean(server):
    pack = [PEOPLE, *sorted(PEOPLE.parent.glob("*/scenario.yaml"))]
    assert len(pack) > 1
    assert {str(file): server.diagnostics(file) for file in pack} == {str(file): [] for file in pack}


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("    role: CFO", "    rolle: CFO"), ("order: [khai", "ordre: [khai"), ("        warm: {", "        wram: {")],
)
def test_a_mistake_in_the_people_of_a_pack_is_marked_where_it_is(server, desk, right, wrong):
    file = desk / "people.yaml"
    file.write_text(PEOPLE.read_text(encoding="utf-8").replace(right, wrong, 1), encoding="utf-8")
    (desk / "people.schema.json").write_text(PEOPLE.with_name("people.schema.json").read_text(encoding="utf-8"))
    marked = {one.line for one in server.diagnostics(file)}
    assert place(file, wrong.strip())[0] in marked


@pytest.mark.parametrize(
    ("stretch", "told"),
    [
        ("fears: the silence", "What the person fears."),
        ("keeps_word:", "One or two strengths by id"),
        ("cloth: [", "The colours of `c` and `v`"),
        ("order: [khai", "Everybody by id, the senior first"),
    ],
)
def test_over_a_field_of_the_people_stands_what_it_means(server, stretch, told):
    line, column = place(PEOPLE, stretch)
    server.diagnostics(PEOPLE)
    assert told in server.hover(PEOPLE, line - (stretch == "keeps_word:"), column + 1)


HOVERS = {
    "a field of the file": ("pace: 2", "How fast the company reacts during play."),
    "a group": ("minutes: {", "How long it takes to play."),
    "a field on one line": ("solo: 8", "Minutes for one player."),
    "a list": ("objectives:", "what is practised, as behaviours"),
    "a chair": ("cto:\n", "The chief technology officer."),
    "a person": ("lan:\n", "Somebody of the cast."),
    "a text": ("goal: Sign", "What this chair wants in this crisis; or `goals`.\n\nA text: `{ceo}` or `{lan}`"),
    "a stock of the company": ("strain: 44", "Overload, 0 to 100; high is bad."),
    "a stock of the dyad": ("ceo.trust: 48", "How far the CEO trusts the CTO"),
    "a care": ("sales: 0.5", "What sales gets done"),
    "a fact": ("signed_date:\n", "A piece of knowledge held by one chair."),
    "a number": ("weight: 6", "4 small, 6 normal, 8 central"),
    "a known word": ("face\n", "* `face`: Saying it costs the other's trust"),
    "a principle": ("no_blame]", "* `no_blame`: No blame: sit down and solve it together."),
    "a persona": ("guarded]", "* `guarded`: Keeps back"),
    "how a fact surfaces": ("surfaces: {", "without this it never does"),
    "a scene": ("at: ", "A short label of time"),
    "facts opened": ("say: true", "Opens facts to be said or kept: `true` for all"),
    "a decision": ("decide:\n", "a scene without one is only read"),
    "an option": ("tone: warm", "How it sounds, which says nothing about what it does."),
    "a move": ("insist]", "* `insist`: Go on against a logged objection."),
    "a move with its strength": ("clarify: half", "Settle who decides what"),
    "a strength": ("half}", "* `half`: Half as strong as usual."),
    "who is blamed": ("on: mai", "The person of the cast who is blamed."),
    "an effect": ("sales: -2, csat", "What sales gets done"),
    "a later effect": ("later: [", "Effects that land in a later scene."),
    "a way": ("then: friday", "The scene that follows, `end`, or branches"),
    "a condition": ("when: otherwise", "A condition: `cto.trust >= 40"),
    "a tier": ("tier: top", "* `top`: As good as it gets"),
    "a voice": ("quarter: 1", "The quarter of the year after."),
    "a question": ("kind: facts", "What it asks about"),
}


@pytest.mark.parametrize(("stretch", "told"), HOVERS.values(), ids=HOVERS)
def test_over_a_field_of_each_kind_stands_what_it_means(server, desk, stretch, told):
    file = desk / "bare.yaml"
    file.write_text(BARE, encoding="utf-8")
    server.diagnostics(file)
    line, column = place(file, stretch)
    shown = server.hover(file, line, column + 1)
    assert told in shown
    assert not shown.startswith("####"), "a title made of a type's name"


COMPLETIONS = {
    "fields of the file": ("\nfacts:", "\n¦\nfacts:", {"tokens": "tokens: ${1:0}", "draw": None}),
    "fields of a fact": (
        "    cost: face\n",
        "    ¦\n    cost: face\n",
        {"price": None, "since": "since: ", "when": None},
    ),
    "words of a field": ("    cost: face\n", "    cost: ¦\n", dict.fromkeys(("free", "face", "confidential"))),
    "tones": ("tone: warm\n", "tone: ¦\n", dict.fromkeys(("warm", "neutral", "hard"))),
    "tiers": ("tier: top\n", "tier: ¦\n", dict.fromkeys(("top", "good", "mixed", "poor"))),
    "chairs": ("held: ceo\n", "held: ¦\n", {"ceo": "ceo", "cto": "cto"}),
    "principles": ("[open_flow, no_blame]", "[open_flow, ¦]", {"shared_goals": "shared_goals"}),
    "personas": ("[driven, guarded]", "[driven, g¦]", {"guarded": "guarded"}),
    "moves": ("moves: [insist]", "moves: [¦]", {"own": "own", "joint_solve": "joint_solve"}),
    "moves, a line each": (
        "moves: [insist]",
        "moves:\n            - ¦",
        {"own": "own", "share: a fact": "{share: $1}", "blame: a person": "{blame: {on: $1}}"},
    ),
    "strengths": ("{clarify: half}", "{clarify: ¦}", {"half": "half", "double": "double"}),
    "stocks": ("company: {strain: 44, debt: 50}", "company:\n  ¦", {"culture": "culture: ${1:0}", "cash": None}),
    "stocks of effects": (
        "effects: {sales: -2, csat_product: +3}",
        "effects:\n            ¦",
        {"culture": "culture: ${1:0}", "ceo.trust": None},
    ),
    "an effect's parts": (
        "effects: {sales: -2, csat_product: +3}",
        "effects:\n            sales:\n              ¦",
        {"points": None, "because": None},
    ),
    "fields of a scene": (
        "    say: true\n",
        "    ¦\n",
        {"say": "say: ${1:true}", "coffee": "coffee: true", "then": "then: "},
    ),
    "what opens facts": ("    say: true\n", "    say: ¦\n", {"true": "true"}),
    "ways": ("then: friday", "then:\n            - ¦", {"to": "to: ", "when": "when: "}),
}


@pytest.mark.parametrize(("old", "new", "offered"), COMPLETIONS.values(), ids=COMPLETIONS)
def test_fields_and_known_words_are_completed(server, desk, old, new, offered):
    file, text = desk / "completed.yaml", BARE.replace(old, new, 1)
    assert text != BARE
    file.write_text(text, encoding="utf-8")
    where = place(file, "¦")
    file.write_text(text.replace("¦", ""), encoding="utf-8")
    server.diagnostics(file)
    found = server.completions(file, *where)
    for label, insert in offered.items():
        assert found[label].get("documentation") or label == "true"
        assert insert is None or found[label]["insertText"] == insert
    assert "false" not in found


def place(file, stretch):
    """The line and column, from 1, at which a stretch of a file's text begins."""
    text = file.read_text(encoding="utf-8")
    offset = text.index(stretch)
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
