"""The preview: files are edited while it is open, and it follows. Nobody waits: the look at the files is called."""

import re
import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from game.analysis.simulation.bots import BOTS
from game.cli.check import stamp_files
from game.content.checker import collect_findings
from game.playthrough.saves import list_save_summaries
from game.preview.trial import FileWatch, Trial
from game.tui.preview.app import BrokenFilesPage
from game.tui.preview.author_panel import AuthorPanel
from game.tui.preview.play import PreviewEndingPage, PreviewPlayPage
from tests.tui.stage import BOTH, SCENARIOS, SIZES, opened, painted, press, preview, settled, showing

TO_STANDUP = "1 enter enter 1 enter enter"
"""The keys from the beginning to the scene of both chairs."""


class Desk:
    """The author's side: the file, and the look that follows a save."""

    def __init__(self, app) -> None:
        self.app = app
        self.file = app.trial.path / "scenario.yaml"

    def save(self, old: str, new: str) -> None:
        """Change the file as an editor does, and let the preview look."""
        text = self.file.read_text(encoding="utf-8")
        assert old in text
        self.file.write_text(text.replace(old, new), encoding="utf-8")
        assert self.app.check_files_now()

    def line(self, part: str) -> int:
        """The number of the line that says something."""
        lines = self.file.read_text(encoding="utf-8").splitlines()
        return next(number for number, line in enumerate(lines, start=1) if part in line)


def beside(app) -> str:
    """What the panel says, its lines run together."""
    panel = app.screen.query_one(AuthorPanel)
    return " ".join(" ".join(line.plain for line in panel.render_cached_rows(panel.size.width)).split())


@pytest.mark.long
async def test_after_a_save_the_same_page_shows_the_new_words_and_the_lean_stays(tmp_path):
    app = preview(tmp_path)
    async with opened(app) as pilot:
        await press(pilot, f"{TO_STANDUP} 2 space")
        before = showing(app)
        assert "Nine people around a table" in before
        Desk(app).save("Nine people around a table", "Ten people around a table")
        await pilot.pause()
        assert showing(app) == before.replace("Nine people", "Ten people")
        assert not app.check_files_now()


@pytest.mark.long
async def test_a_page_that_is_being_read_stays_open(tmp_path):
    app = preview(tmp_path)
    async with opened(app) as pilot:
        await press(pilot, "1 enter")
        assert "What changed" in showing(app)
        Desk(app).save("What does support say?", "What does support tell them?")
        await pilot.pause()
        assert "What changed" in showing(app)


@pytest.mark.long
async def test_a_choice_that_is_gone_is_named_with_its_scene_and_play_stands_before_it(tmp_path):
    app = preview(tmp_path)
    async with opened(app) as pilot:
        picked = app.screen.session.prompt.choices[0].id
        await press(pilot, TO_STANDUP)
        Desk(app).save(f"- id: {picked}\n", f"- id: {picked}_now\n")
        await pilot.pause()
        assert f"In morning, {picked} is no longer on offer; play stops there." in showing(app)
        assert "What does support say?" in showing(app)
        assert "a choice is gone" in showing(app)
        Desk(app).save(f"- id: {picked}_now\n", f"- id: {picked}\n")
        await pilot.pause()
        assert "Nine people around a table" in showing(app)
        assert "as on the disk" in showing(app)


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
@pytest.mark.long
async def test_a_broken_file_leaves_the_last_good_play_and_shows_what_check_says(tmp_path, size):
    app = preview(tmp_path)
    async with opened(app, size) as pilot:
        await press(pilot, TO_STANDUP)
        desk = Desk(app)
        desk.save("- id: void_tonight", "- idd: void_tonight")
        await pilot.pause()
        assert "Nine people around a table" in showing(app)
        assert "broken file" in showing(app)
        found = collect_findings([desk.file]).problems
        first = app.trial.problems[0]
        assert first in found
        assert f"{first.line}:{first.column} {first.code}" in showing(app)
        await press(pilot, "2 enter")
        assert "broken file" in showing(app)
        desk.save("- idd: void_tonight", "- id: void_tonight")
        await pilot.pause()
        assert "as on the disk" in showing(app)
        assert app._exception is None


@pytest.mark.parametrize("junk", ["", "\t- {", "tandem: 2\n", "\x00\xff", "[" * 50, "tandem: 3\nid: x\n"])
@pytest.mark.long
async def test_no_edit_however_wild_ends_the_preview(tmp_path, junk):
    app = preview(tmp_path)
    async with opened(app) as pilot:
        whole = Desk(app).file.read_text(encoding="utf-8")
        Desk(app).file.write_bytes(junk.encode("latin-1"))
        app.check_files_now()
        await pilot.pause()
        assert "broken file" in showing(app)
        assert "What does support say?" in showing(app)
        Desk(app).file.write_text(whole, encoding="utf-8")
        app.check_files_now()
        await pilot.pause()
        assert "as on the disk" in showing(app)


@pytest.mark.long
async def test_a_file_that_is_broken_from_the_start_opens_once_it_is_mended(tmp_path):
    app = preview(tmp_path, lambda text: text.replace("- id: standup", "- idd: standup"))
    async with opened(app) as pilot:
        assert isinstance(app.screen, BrokenFilesPage)
        assert app.trial.problems[0].code in showing(app)
        Desk(app).save("- idd: standup", "- id: standup")
        await pilot.pause()
        assert isinstance(app.screen, PreviewPlayPage)
        assert "What does support say?" in showing(app)


@pytest.mark.long
async def test_a_translation_that_is_edited_is_followed_too(tmp_path):
    app = preview(tmp_path, language="vi")
    async with opened(app) as pilot:
        catalogue = app.trial.path / "vi.po"
        text = catalogue.read_text(encoding="utf-8")
        before = "Những hóa đơn gửi hai lần"
        assert before in showing(app)
        catalogue.write_text(text.replace(before, "Hóa đơn hai lần"), encoding="utf-8")
        assert app.check_files_now()
        await pilot.pause()
        assert "Hóa đơn hai lần" in showing(app)


@pytest.mark.long
async def test_why_not_names_the_condition_its_line_and_the_clause_that_fails_with_its_value(tmp_path):
    app = preview(tmp_path, wish={"scene": "afternoon", "numbers": {"ceo.trust": 31}})
    async with opened(app) as pilot:
        desk = Desk(app)
        await press(pilot, "1 enter f5")
        shown = showing(app)
        condition = "ceo.trust >= 40 and tokens >= 1"
        assert f"when: {condition} line {desk.line(condition)}" in shown
        # Over the coffee before, the partner has asked in its turn, and being asked is worth three points of trust.
        assert "✕ ceo.trust >= 40: it is 34" in shown
        assert "· tokens >= 1: it is 2" in shown
        assert "✕ tell_me_how" in shown
        desk.save(condition, "ceo.trust >= 30 and tokens >= 1")
        await pilot.pause()
        assert "✓ tell_me_how" in showing(app)
        await press(pilot, "f5 enter")
        assert "“Ask us how, and we will show you.”" in showing(app)


@pytest.mark.long
async def test_a_synthesis_tells_what_it_waits_for(tmp_path):
    app = preview(tmp_path)
    async with opened(app, (120, 40)) as pilot:
        await press(pilot, f"{TO_STANDUP} f5")
        assert "✕ renewal: known to CEO" in showing(app)
        assert "✕ refund_path: known to CTO" in showing(app)


@pytest.mark.long
async def test_play_begins_at_a_picked_scene_with_typed_figures(tmp_path):
    app = preview(tmp_path)
    async with opened(app, (120, 40)) as pilot:
        await press(pilot, "f7 3 enter down down 7 1 down right")
        assert "cto.trust" in showing(app)
        await press(pilot, "enter")
        assert app.trial.premise.scene == "afternoon"
        assert app.trial.premise.numbers == {"cto.trust": 71, "ceo.safety": 51}
        assert "one coffee" in showing(app)
        assert "What came before is assumed" in beside(app)
        assert "cto.trust 71, ceo.safety 51" in beside(app)
        await press(pilot, "f7")
        page = app.screen
        page.move_caret(0)
        await press(pilot, "enter")
        assert app.trial.premise is None
        assert "What does support say?" in showing(app)


@pytest.mark.long
async def test_a_figure_left_alone_and_a_flag_and_a_fact_that_was_heard(tmp_path):
    app = preview(tmp_path)
    async with opened(app, (120, 40)) as pilot:
        await press(pilot, "f7 3 enter down 9 backspace")
        page = app.screen
        flag = 1 + 26 + page.flags.index("told_late")
        fact = 1 + 26 + len(page.flags) + page.facts.index("skipped_review")
        page.move_caret(flag)
        await press(pilot, "enter")
        page.move_caret(fact)
        await press(pilot, "enter")
        page.move_caret(0)
        await press(pilot, "enter")
        premise = app.trial.premise
        assert (premise.numbers, premise.flags) == ({}, frozenset({"told_late"}))
        assert premise.knows == frozenset({("ceo", "skipped_review")})
        state = app.trial.session.state
        assert "told_late" in state.flags
        assert state.facts["skipped_review"].status == "said"


@pytest.mark.long
async def test_a_scene_that_is_assumed_and_taken_away_keeps_the_play_and_is_named(tmp_path):
    app = preview(tmp_path, wish={"scene": "month_end"})
    async with opened(app) as pilot:
        before = app.trial.session
        file = Desk(app).file
        file.write_text(file.read_text(encoding="utf-8").replace("month_end", "month_over"), encoding="utf-8")
        app.check_files_now()
        await pilot.pause()
        assert app.trial.session is before
        assert "names the scene month_end: there is none now" in showing(app)


@pytest.mark.long
async def test_the_other_chair_sees_the_same_scene_and_a_choice_can_be_taken_back(tmp_path):
    app = preview(tmp_path)
    async with opened(app) as pilot:
        await press(pilot, TO_STANDUP)
        assert "You are Hà, CEO" in showing(app)
        await press(pilot, "f8")
        assert "You are Dũng, CTO" in showing(app)
        assert "Lan looks at her shoes" in showing(app)
        assert app.trial.session.prompt.scene == "standup"
        Desk(app).save("Lan looks at her shoes", "Lan looks at the floor")
        await pilot.pause()
        assert "Lan looks at the floor" in showing(app)
        await press(pilot, "f9")
        assert "You are Hà, CEO" in showing(app)
        await press(pilot, "f9")
        assert "what will you not sacrifice, whatever happens?" in showing(app)
        await press(pilot, "f9")
        assert "What does support say?" in showing(app)
        assert not app.trial.session.taken


@pytest.mark.long
async def test_a_whole_play_with_edits_at_every_page_ends_and_leaves_nothing_behind(tmp_path):
    app = preview(tmp_path)
    async with opened(app) as pilot:
        for number in range(60):
            if isinstance(app.screen, PreviewEndingPage):
                break
            Desk(app).save(
                "This title" if number else "title: The invoices", "This title" if number else "title: This title"
            )
            await press(pilot, "1 enter")
        assert isinstance(app.screen, PreviewEndingPage)
        await press(pilot, "f5")
        assert "ENDINGS, IF PLAY WERE OVER NOW" in showing(app)
        await press(pilot, "escape")
        Desk(app).save("title: This title", "title: That title")
        await settled(pilot)
        for _ in range(20):  # the page is opened anew, which may take more than one turn of the loop
            if isinstance(app.screen, PreviewEndingPage) and "That title" in showing(app):
                break
            await settled(pilot)
        assert isinstance(app.screen, PreviewEndingPage)
        assert "That title" in showing(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, PreviewPlayPage)
        assert app._exception is None
    assert list_save_summaries(tmp_path / "saves") == ()
    assert not list(tmp_path.rglob("*.jsonl"))
    assert {path.name for path in tmp_path.iterdir()} == {"settings.json", "small"}


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
@pytest.mark.long
async def test_the_panel_tells_flags_facts_and_figures_as_conditions_read_them(tmp_path, size):
    app = preview(tmp_path)
    async with opened(app, size) as pilot:
        await press(pilot, f"{TO_STANDUP}" + (" f4" if size == SIZES["small"] else ""))
        state = app.trial.session.state
        assert "renewal CEO ● CTO ○ unsaid" in beside(app)
        assert "○ told_late" in painted(app)
        assert f"culture {state.round_to_points('culture')}" in beside(app)
        await press(pilot, "f4")
        assert "told_late" not in painted(app)


def test_the_watch_tells_a_change_once_and_gives_a_file_that_is_gone_a_second_look(tmp_path):
    crisis = tmp_path / "one"
    shutil.copytree(SCENARIOS / "small", crisis)
    watch = FileWatch(lambda: stamp_files([crisis]))
    assert not watch.has_changed()
    file = crisis / "scenario.yaml"
    content = file.read_bytes()
    file.write_bytes(content + b"# more\n")
    assert watch.has_changed()
    assert not watch.has_changed()
    file.unlink()
    assert not watch.has_changed()
    file.write_bytes(content)
    assert watch.has_changed()
    file.unlink()
    assert [watch.has_changed(), watch.has_changed(), watch.has_changed()] == [False, True, False]


@pytest.mark.long
async def test_a_poisoned_crisis_does_nothing_on_any_page_of_the_preview(tmp_path):
    from game.engine.start_midway import Premise
    from game.tui.preview.app import PreviewApp
    from tests.content.poison import poisoned_folder

    folder = poisoned_folder(tmp_path / "crisis")
    for scene in Trial(folder).load_manuscript().loaded.scenario.scenes:
        trial = Trial(folder, premise=Premise(scene))
        trial.apply_manuscript(trial.load_manuscript())
        app = PreviewApp(trial, FileWatch(lambda: stamp_files([folder])), every=None, folder=tmp_path)
        async with opened(app, (120, 40)) as pilot:
            for keys in ("f4", "f4", "f5", "escape", "f7", "enter", "escape escape", "f8", "f9", "1 enter"):
                await press(pilot, keys)
                assert "\x1b" not in painted(app)
                strips = app.screen._compositor.render_strips()
                assert not any(
                    "@click" in (part.style.meta if part.style else {}) for strip in strips for part in strip
                )
        assert app._exception is None


VIEWS = {
    "play": ("1 enter enter 1 enter enter 2", None),
    "panel": ("1 enter enter 1 enter enter f4", None),
    "why": ("1 enter enter 1 enter enter f5", None),
    "broken": ("1 enter enter 1 enter enter", ("to: letter", "to: lettre")),
    "gone": ("1 enter enter 1 enter enter", ("- id: pay_", "- id: paid_")),
    "scenes": ("f7", None),
    "assume": ("f7 3 enter down down 7 1", None),
}


@pytest.mark.long
@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize("view", VIEWS)
def test_how_it_looks(snap_compare, tmp_path, view, size, language):
    keys, edit = VIEWS[view]
    app = preview(tmp_path, language=language)

    async def there(pilot):
        await pilot.pause()
        await press(pilot, keys)
        if edit is not None:
            Desk(app).save(*edit)
        await settled(pilot)

    assert snap_compare(app, terminal_size=size, run_before=there)


def spoilt(text: str, data) -> str:
    """The file after a slip of the author's hand or two."""
    lines = text.splitlines()
    for _ in range(data.draw(st.integers(1, 2))):
        at = data.draw(st.integers(0, len(lines) - 1))
        slip = data.draw(st.sampled_from(["drop", "twice", "cut", "digit", "word", "indent", "swap"]))
        line = lines[at]
        match slip:
            case "drop":
                del lines[at]
            case "twice":
                lines.insert(at, line)
            case "cut":
                lines[at] = line[: data.draw(st.integers(0, len(line)))]
            case "digit":
                lines[at] = re.sub(r"\d", str(data.draw(st.integers(0, 9))), line)
            case "word":
                lines[at] = re.sub(r"\b[a-z_]{4,}\b", "other", line, count=1)
            case "indent":
                lines[at] = " " + line
            case "swap":
                other = data.draw(st.integers(0, len(lines) - 1))
                lines[at], lines[other] = lines[other], lines[at]
    return "\n".join(lines)


@pytest.mark.long
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), answers=st.integers(0, 30), bot=st.sampled_from(["candid", "random", "withhold"]))
def test_whatever_slips_into_the_file_there_is_a_play_and_a_reason(tmp_path, data, answers, bot):
    folder = tmp_path / "small"
    shutil.copytree(SCENARIOS / "small", folder, dirs_exist_ok=True)
    trial = Trial(folder)
    trial.apply_manuscript(trial.load_manuscript())
    while trial.session.prompt is not None and len(trial.session.records) < answers:
        trial.session.answer(trial.session.prompt.token, BOTS[bot](trial.session))
    before = trial.session
    text = (folder / "scenario.yaml").read_text(encoding="utf-8")
    (folder / "scenario.yaml").write_text(spoilt(text, data), encoding="utf-8")
    trial.apply_manuscript(trial.load_manuscript())
    if trial.stale:
        assert trial.session is before
        assert any(problem.severity == "error" for problem in trial.problems)
    else:
        assert (
            trial.parted or trial.session.prompt is None or trial.session.here == before.here or before.prompt is None
        )
        trial.offers  # noqa: B018 -- judged without an error
    (folder / "scenario.yaml").write_text(text, encoding="utf-8")
    trial.apply_manuscript(trial.load_manuscript())
    assert not trial.stale


@pytest.mark.long
async def test_beside_the_authors_panel_every_page_has_its_width(tmp_path):
    async with opened(preview(tmp_path), (120, 40)) as pilot:
        steps = set()
        for _ in range(12):
            page = pilot.app.screen
            steps.add(type(page.step).__name__)
            assert page.paper.size.width >= 68, steps
            assert not page.company_panel.display
            assert page.beside.region.right == 120
            await press(pilot, "1 enter" if page.step.explain_missing() else "enter")
        assert {"ConsequenceStep", "RevealStep"} <= steps
