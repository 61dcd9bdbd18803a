"""Paper packs: well formed, a page a scene, and nothing of the other chair's on a chair's pages."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from game.analysis.simulation.balance import compute_chair_balance
from game.cli import main
from game.content.compiler import load_scenario
from game.handouts import build_handouts
from game.playthrough.session import Session
from game.playthrough.setup import Setup
from tests.marks import as_long

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "tests" / "scenarios" / "small"
CRISES = [SMALL, *sorted(path.parent for path in (ROOT / "scenarios").glob("*/scenario.yaml"))]


def printed(capsys, *arguments, crisis=SMALL):
    assert main(["cards", str(crisis), *arguments]) == 0
    return capsys.readouterr().out


def private_texts(loaded, chair, language):
    """Every text that only one chair may read, whatever is drawn, as a session would tell it."""
    session = Session(loaded.scenario, loaded.texts, Setup({"ceo": "human", "cto": "human"}, 1, language=language))
    scenario = loaded.scenario
    paths = [f"{fact.path}.text" for fact in scenario.facts.values() if fact.held == chair]
    for scene in scenario.scenes.values():
        paths += [line.path for line in scene.private.get(chair, ())]
        for option in scene.decision.options if scene.decision else ():
            paths += [line.path for line in option.private.get(chair, ())]
    paths += [goal.path for goal in scenario.cast[chair].goals] + [f"{scenario.cast[chair].path}.stake"]
    return {" ".join(text.split()) for path in paths if (text := session.render_text(path))}


@pytest.mark.parametrize("crisis", [CRISES[0], *as_long(*CRISES[1:])], ids=lambda path: path.name)
@pytest.mark.parametrize("language", [*as_long("en"), "vi"])
@pytest.mark.parametrize("form", ["md", *as_long("html")])
def test_a_pack_holds_nothing_that_only_the_other_chair_may_read(capsys, crisis, language, form):
    loaded = load_scenario(crisis)
    for chair, across in (("ceo", "cto"), ("cto", "ceo")):
        told = printed(capsys, "--as", chair, "--lang", language, "--format", form, crisis=crisis)
        told = " ".join(re.sub(r"<[^>]*>", " ", told).replace("\\", "").replace("&#x27;", "'").split())
        theirs = private_texts(loaded, across, language) - private_texts(loaded, chair, language)
        assert not [text for text in theirs if text in told]
        mine = [text for text in private_texts(loaded, chair, language) if text in told]
        assert len(mine) > len(loaded.scenario.facts) / 4


@pytest.mark.parametrize("seed", range(4))
def test_what_is_drawn_is_what_a_play_with_that_seed_draws(capsys, seed):
    loaded = load_scenario(SMALL)
    game = Session(loaded.scenario, loaded.texts, Setup({"ceo": "human", "cto": "human"}, seed))
    told = printed(capsys, "--as", "ceo", "--seed", str(seed))
    other = {"contract": "public apology", "calm": "Keep Sen Mart's contract"}[game.state.draw["ceo_goal"]]
    assert other not in told
    log = printed(capsys, "--as", "cto", "--seed", str(seed))
    retried = game.state.draw["cause"] == "retry"
    assert ("It was the retry" in log) == retried
    assert ("The log shows one run, started twice" in log) == retried


def test_the_page_is_well_formed_and_needs_nothing_from_outside(capsys):
    page = printed(capsys, "--format", "html", "--lang", "vi")
    tree = ElementTree.fromstring(page.replace("<!DOCTYPE html>", ""))
    assert tree.attrib["lang"] == "vi"
    scenes = len(load_scenario(SMALL).scenario.scenes)
    kinds = [section.attrib["class"] for section in tree.iter("section")]
    assert kinds == ["cover", *["scene"] * scenes] * 2
    assert not {element.tag for element in tree.iter()} & {"script", "img", "link", "iframe", "object"}
    assert not re.findall(r"(?:src|href)=|url\(|@import|https?:", page)
    assert "break-after: page" in page


def test_text_from_a_file_is_text(tmp_path, capsys):
    source = (SMALL / "scenario.yaml").read_text(encoding="utf-8")
    nasty = '<script>alert(1)</script> # not a heading [link](x) & "'
    folder = tmp_path / "small"
    folder.mkdir()
    assert "Lan looks at her shoes." in source
    changed = source.replace("cto: Lan looks at her shoes.", f"cto: '{nasty}'")
    (folder / "scenario.yaml").write_text(changed, encoding="utf-8")
    page = printed(capsys, "--format", "html", "--as", "cto", crisis=folder)
    assert "<script" not in page
    assert ElementTree.fromstring(page.replace("<!DOCTYPE html>", "")) is not None
    marked = printed(capsys, "--as", "cto", crisis=folder)
    assert "\\<script\\>" in marked
    assert "\\[link\\](x)" in marked


def letters(page):
    return re.findall(r"^- ([A-Z])  ?(.*)$", page, re.MULTILINE)


def test_a_page_asks_what_the_screen_asks_with_letters_and_boxes(capsys):
    pages = printed(capsys, "--as", "cto").split("\n---\n")
    standup = next(page for page in pages if "What happens to the second invoices?" in page)
    assert [letter for letter, _text in letters(standup)] == ["A", "B", "C"]
    assert "Void them all tonight, by script." in standup
    assert "One credit note for all" not in "".join(pages), "what only two who sit together find is on no page"
    assert standup.count("☐") == 3
    assert "First pick (its letter), and how sure:" in standup


def test_the_pledges_are_asked_where_the_screen_asks_them(capsys):
    pages = printed(capsys, "--as", "ceo").split("\n---\n")
    asked = [number for number, page in enumerate(pages) if "what will you not sacrifice?" in page]
    assert asked == [1, 3]
    assert "Still the same?" in pages[3]
    assert pages[1].count("☐") == 6


def test_a_fact_that_cannot_be_said_here_has_no_box(capsys):
    first = printed(capsys, "--as", "ceo").split("\n---\n")[1]
    assert "You promised the sales team a bonus" in first
    assert "☐ You promised" not in first


def test_both_packs_come_one_after_the_other_and_say_which_play_they_are_for(capsys):
    told = printed(capsys, "--seed", "5")
    assert told.index("Hà, CEO") < told.index("Dũng, CTO")
    assert told.count("tandem play small --pair --seed 5") == 2


def test_the_screen_is_named_where_more_may_come():
    ceo, cto = build_handouts(load_scenario(SMALL), "en", 1)
    more = {pack.chair: [card.more for card in pack.scenes] for pack in (ceo, cto)}
    assert more["ceo"][:2] == [False, False]
    assert more["ceo"][2]  # what the CEO reads in the afternoon depends on what was said
    assert more["cto"][2]  # and what Dũng sees of the lists on what was decided


def test_each_chairs_share_of_a_crisis():
    for crisis in CRISES:
        ceo, cto = compute_chair_balance(load_scenario(crisis).scenario)
        assert ceo.owns + cto.owns == ceo.of_decisions == cto.of_decisions
        assert ceo.facts + cto.facts == ceo.of_facts
        assert ceo.knows + cto.knows == pytest.approx(1)
    small = compute_chair_balance(load_scenario(SMALL).scenario)
    assert [(share.owns, share.alone, share.facts, share.weight) for share in small] == [(3, 1, 3, 15), (2, 1, 4, 19)]


@pytest.mark.parametrize("crisis", CRISES[1:], ids=lambda path: path.name)
def test_on_the_shelf_nobody_decides_much_more_than_the_other(crisis):
    for share in compute_chair_balance(load_scenario(crisis).scenario):
        assert 0.4 <= share.decides <= 0.6
        assert 0.4 <= share.knows <= 0.6


def test_the_shares_are_printed(capsys):
    told = printed(capsys, "--shares").splitlines()
    assert told == [
        "CEO: 3 of 5 decisions (60 %), 3 of 7 facts (44 % by weight)",
        "CTO: 2 of 5 decisions (40 %), 4 of 7 facts (56 % by weight)",
    ]
