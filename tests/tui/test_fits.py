"""What the check says of a page's length is what the game shows: at 80 by 24, laid out by the same widgets."""

import random
from dataclasses import replace
from pathlib import Path

import pytest

from game.content.compiler import load_scenario
from game.engine import events as e
from game.engine.scenario import Texts
from game.tui.fit.measure import HEIGHT, WIDTH, MeasuringPaper, PageMeasurer
from game.tui.play.page import PlayPage
from game.tui.play.question_steps import DecideStep, SayStep
from game.tui.play.reveal_steps import RevealStep
from game.tui.play.steps import ConsequenceStep, InterludeStep
from tests.marks import as_long
from tests.tui.stage import crisis, opened, press, showing, table

ROOT = Path(__file__).parents[2]
KINDS = {
    DecideStep: "decide",
    SayStep: "say",
    InterludeStep: "read",
    RevealStep: "reveal",
    ConsequenceStep: "consequence",
}
SPOKEN = (e.Said, e.FactAnswered, e.MindChanged, e.SitAsked, e.SatDown, e.Resolved)
OPENS = (e.SceneOpened, e.CircumstanceShown)
CAME = (e.Landed, e.Surfaced, e.PromiseSettled, e.EchoHeard)


def measured(loaded):
    """The lines of every page, by its kind, its text, its language and who reads it."""
    pages = PageMeasurer().measure_pages(loaded.scenario, loaded.texts)
    return {(page.page, page.path, page.language, page.chair): page.lines for page in pages}


def known(step):
    """The kind of a page and the text it belongs to; nothing where more stands on it than is measured."""
    if type(step) is ConsequenceStep:
        enacted = next(event for event in step.happened if isinstance(event, e.Enacted))
        more = any(isinstance(event, (*CAME, *SPOKEN)) for event in step.happened)
        return None if more else ("consequence", f"scenes.{enacted.scene}.options.{enacted.option}.text")
    opened = step.opened if type(step) is InterludeStep else step.reader.find_opening()
    more = type(step) is InterludeStep and any(type(event) not in OPENS for event in step.happened)
    sat = type(step) is SayStep and step.prompt.kind == "sit_say"
    if type(step) not in KINDS or opened is None or more or sat or "guess" in str(step.keys[:1]) or adds(step):
        return None
    return KINDS[type(step)], f"scenes.{opened.scene}.text"


def adds(step):
    """Whether what no author writes is on the page: the partner remembers an act, or it is asked whether to sit."""
    if type(step) is not RevealStep:
        return False
    if step.once_more:
        return True
    reason = step.reader.session.explain_partner_pick(step.reader.other)
    return reason is not None and bool(reason.act or not reason.path)


async def pages_of_a_play(pilot, luck):
    """Play by chance and yield each page of the play as it stands."""
    for _ in range(120):
        screen = pilot.app.screen
        if not isinstance(screen, PlayPage):
            return
        yield screen
        if screen.step.explain_missing():
            await pilot.press(str(luck.randint(1, max(1, screen.step.count_rows()))))
        if "say" in screen.step.keys and luck.random() < 0.5:
            await pilot.press("space")
        await pilot.pause()
        yield screen
        await pilot.press("enter")
        await pilot.pause()


async def compare(home, loaded, chair, language, seed):
    lines = measured(loaded)
    seen = set()
    async with opened(table(home, chair, language=language, seed=seed, mode="standard", loaded=loaded)) as pilot:
        async for screen in pages_of_a_play(pilot, random.Random(seed)):
            room = HEIGHT + 2 * screen.step.whole
            assert screen._measure_room() == (WIDTH, room)
            needed, _fixed = MeasuringPaper().measure_lines(screen.step.build_sheet())
            assert screen.paper.long == (needed > room)
            kind = known(screen.step)
            if kind is not None:
                seen.add(kind[0])
                assert needed <= lines[(*kind, language, chair)], kind
    return seen


@pytest.mark.long
@pytest.mark.parametrize(
    ("name", "chair", "language"),
    [("small", "ceo", "en"), ("small", "cto", "vi"), ("launch-day-red", "ceo", "vi"), ("launch-day-red", "cto", "en")],
)
async def test_no_page_of_a_real_play_is_longer_than_the_measure_says(tmp_path, name, chair, language):
    loaded = crisis() if name == "small" else load_scenario(ROOT / "scenarios" / name)
    seen = set()
    for seed in (1, 5):
        seen |= await compare(tmp_path / str(seed), loaded, chair, language, seed)
    assert {"decide", "reveal", "consequence"} <= seen


LONG = {
    ("reveal", f"scenes.{name}.text", language, chair)
    for name in ("afternoon", "standup")
    for language in ("en", "vi")
    for chair in ("ceo", "cto")
}
"""With everything said and answered, in the longest words."""


@pytest.mark.long
def test_a_decision_is_measured_with_what_weighs_on_the_partner():
    loaded = load_scenario(ROOT / "scenarios" / "launch-day-red")
    english = loaded.texts.tables["en"]
    told = "It is told at length, and not once but twice. " * 3
    paths = [path for path in english if path.startswith("cast.cto.circumstances.")]
    longer = {**english, **dict.fromkeys(paths, told)}
    before, after = (measured(replace(loaded, texts=Texts("en", {"en": table}))) for table in (english, longer))
    here = [page for page in before if page[0] == "decide" and page[3] == "ceo"]
    assert here
    assert all(after[page] > before[page] for page in here)


@pytest.mark.long
async def test_pledges_are_read_aloud_on_a_page_of_their_own(tmp_path):
    """Beside a whole scene there is no room for them at 80 by 24."""
    async with opened(table(tmp_path, "ceo", language="en", seed=1, mode="standard")) as pilot:
        await press(pilot, "1 enter enter 1 enter")
        assert "You will not sacrifice" in showing(pilot.app)
        await press(pilot, "enter")
        assert "You will not sacrifice" not in showing(pilot.app)
        assert isinstance(pilot.app.screen.step, DecideStep)


@pytest.mark.long
def test_the_pages_of_the_small_crisis_that_are_too_long_are_named():
    loaded = crisis()
    told = PageMeasurer()(loaded.scenario, loaded.texts)
    assert {(page.page, page.path, page.language, page.chair) for page in told} == LONG


@pytest.mark.parametrize("name", as_long("launch-day-red", "minh-xin-nghi"))
def test_no_page_of_a_crisis_scrolls_on_the_smallest_screen(name):
    loaded = load_scenario(ROOT / "scenarios" / name)
    assert not list(PageMeasurer()(loaded.scenario, loaded.texts))


@pytest.mark.long
async def test_no_page_scrolls_that_was_not_told_to_be_too_long(tmp_path):
    found = set()
    for seed in range(6):
        async with opened(table(tmp_path / str(seed), "ceo", language="vi", seed=seed, mode="standard")) as pilot:
            async for screen in pages_of_a_play(pilot, random.Random(seed)):
                kind = known(screen.step)
                if kind is not None and screen.paper.long:
                    found.add((*kind, "vi", "ceo"))
    assert found <= LONG


@pytest.mark.long
def test_the_parts_of_a_long_page_add_up_and_the_cut_that_is_named_makes_it_fit():
    loaded, measure = load_scenario(ROOT / "scenarios" / "launch-day-red"), PageMeasurer()
    path = "scenes.two_ways.private.ceo"
    long = edited(loaded, path, "It is told at length, and not once but twice. " * 3)
    pages = list(measure(loaded.scenario, long))
    assert all(sum(part.lines for part in page.parts) == (page.fixed if page.unfit else page.lines) for page in pages)
    page = next(page for page in pages if page.characters and page.language == "en")
    cut = edited(loaded, page.shorten, long.get(page.shorten, "en")[: -page.characters])
    named = {(one.page, one.path, one.chair) for one in measure(loaded.scenario, Texts("en", {"en": cut.tables["en"]}))}
    assert (page.page, page.path, page.chair) not in named


def test_a_decision_that_does_not_fit_is_told_by_what_stays_in_place():
    loaded = crisis()
    texts = edited(loaded, "scenes.month_end.options.all_fine.text", "It is fine, and it will be. " * 40)
    page = next(one for one in PageMeasurer()(loaded.scenario, texts) if one.unfit)
    assert page.shorten == "scenes.month_end.options.all_fine.text"
    assert sum(part.lines for part in page.parts) == page.fixed
    assert page.parts[0].name == "options"
    assert "scene" not in {part.name for part in page.parts}


def test_a_language_that_is_missing_is_not_measured():
    loaded = crisis()
    texts = Texts("en", {"en": loaded.texts.tables["en"]})
    assert {page.language for page in PageMeasurer().measure_pages(loaded.scenario, texts)} == {"en"}


def edited(loaded, path, text):
    """The texts of a crisis with one of them replaced."""
    english = {**loaded.texts.tables["en"], path: text}
    return Texts("en", {**loaded.texts.tables, "en": english})


@pytest.mark.long
@pytest.mark.parametrize(
    "path",
    [
        "scenes.month_end.text",
        "scenes.month_end.options.all_fine.text",
        "scenes.morning.private.ceo",
        "facts.retry_bug.text",
        "cast.mai.name",
    ],
)
def test_what_is_remembered_of_a_crisis_follows_every_edit(path):
    loaded, measure = crisis(), PageMeasurer()
    before = list(measure.measure_pages(loaded.scenario, loaded.texts))
    texts = edited(loaded, path, "A text that goes on and on. " * 12)
    after = list(measure.measure_pages(loaded.scenario, texts))
    assert after == list(PageMeasurer().measure_pages(loaded.scenario, texts))
    assert after != before
    assert list(measure.measure_pages(loaded.scenario, loaded.texts)) == before
