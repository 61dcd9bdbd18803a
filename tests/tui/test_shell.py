"""The way through the pages: home, shelf, seats, settings, saves, help, palette, menu, and out."""

import asyncio
import json
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Event

import pytest

import game.tui.app
from game import user_folders
from game.locales import current_language
from game.playthrough.saves import saved_game
from game.tui.app_services import AppServices
from game.tui.library import pair_seats, seats, shelf
from game.tui.library.home import HomePage
from game.tui.library.offers import LAST_READ
from game.tui.library.pair_seats import PairSetupPage
from game.tui.play.page import PlayPage
from game.tui.toolkit.choices import Choices
from game.tui.toolkit.help import PalettePage, fold_accents, read_painted_text
from tests.marks import as_long
from tests.tui.stage import CALM, SIZES, Clock, app, crisis, opened, over, painted, press, settled, showing, table

PACK = Path(__file__).parents[2] / "scenarios"


def name(pilot) -> str:
    return type(pilot.app.screen).__name__


async def test_the_first_run_asks_for_a_chair_and_one_key_later_play_has_begun(tmp_path):
    async with opened(app(tmp_path, first=True)) as pilot:
        assert "nine hundred merchants hold two invoices each" in showing(pilot.app)
        assert "It's fiction and nobody is graded" in showing(pilot.app)
        await press(pilot, "2")
        assert name(pilot) == "SoloPlayPage"
        assert "You are Dũng, CTO" in showing(pilot.app)
        assert pilot.app.screen.session.setup.difficulty == "learner"
    assert json.loads((tmp_path / "settings.json").read_text())["first_run_done"] is True


async def test_the_first_run_comes_once(tmp_path):
    async with opened(app(tmp_path)) as pilot:
        assert name(pilot) == "HomePage"


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ("vi_VN.UTF-8", "vi"),
        pytest.param("en_US.UTF-8", "en", marks=pytest.mark.long),
        pytest.param("C", "en", marks=pytest.mark.long),
    ],
)
async def test_the_first_language_is_the_systems(tmp_path, monkeypatch, environment, expected):
    monkeypatch.setenv("LANG", environment)
    async with opened(app(tmp_path, first=True, language="")):
        assert current_language() == expected


async def test_from_home_to_a_game_by_digits(tmp_path):
    async with opened(app(tmp_path)) as pilot:
        await press(pilot, "2 1 1")
        assert name(pilot) == "SoloPlayPage"
        assert "You are Hà, CEO" in showing(pilot.app)


@pytest.mark.long
async def test_the_shelf_tells_what_one_would_want_to_know(tmp_path):
    async with opened(app(tmp_path)) as pilot:
        await press(pilot, "2")
        await settled(pilot)
        seen = showing(pilot.app)
        for part in (
            "Say what only you know",
            "6 min alone, 12 min for two",
            "English, Tiếng Việt",
            "0 of",
            "none yet",
        ):
            assert part in seen


def played_through(home, **more):
    """Home after one game of the small crisis that is over and one that goes on, as the other chair."""
    for chair, answers in (("ceo", None), ("cto", 3)):
        played = over(home, chair, answers=answers, seed=CALM)
        played.game.save()
        played.game.close()
    ending = next(save.ending for save in played.services.list_saves() if save.ending)
    return app(home, **more), crisis().texts.get(f"endings.{ending}.title", "en")


@pytest.mark.parametrize("size", SIZES)
async def test_home_tells_of_each_crisis_what_was_found_and_in_which_chairs(tmp_path, size):
    game, _ending = played_through(tmp_path)
    async with opened(game, SIZES[size]) as pilot:
        await settled(pilot)
        seen = showing(pilot.app)
        assert "1 crisis · 1 ending found" in seen
        assert "The invoices that went out twice" in seen
        assert "▪ 1 ending found" in seen
        assert "played as CEO, CTO" in seen
        assert "6 min" in seen
        if size == "large":
            assert "Say what only you know" in seen
            assert "English, Tiếng Việt" in seen
            assert "a game of it goes on" in seen


async def test_home_of_a_new_player_shows_what_there_is_and_nothing_else(tmp_path):
    async with opened(app(tmp_path), SIZES["large"]) as pilot:
        await settled(pilot)
        seen = showing(pilot.app)
        assert "not played yet" in seen
        assert "a game of it goes on" not in seen
        assert seen.count("min ·") == 1


@pytest.mark.long
@pytest.mark.parametrize("size", SIZES)
async def test_the_shelf_names_the_endings_that_were_found_and_hides_the_others(tmp_path, size):
    game, ending = played_through(tmp_path)
    async with opened(game, SIZES[size]) as pilot:
        await press(pilot, "2")
        await settled(pilot)
        assert "▪▫▫▫▫ 1 of 5 · 6 min" in showing(pilot.app)
        assert "played as CEO, CTO" in showing(pilot.app)
        if size == "small":
            await press(pilot, "pagedown")
        seen = showing(pilot.app)
        assert ending in seen
        assert seen.count("not found yet") == 4
        titles = [crisis().texts.get(f"{one.path}.title", "en") for one in crisis().scenario.endings]
        assert [title for title in titles if title in seen] == [ending]


@pytest.mark.long
async def test_the_two_of_a_crisis_look_at_who_looks_at_its_card(tmp_path):
    game = app(tmp_path)
    game.services.shelves = [PACK]
    async with opened(game, SIZES["large"]) as pilot:
        await press(pilot, "2")
        await settled(pilot)
        rows = painted(pilot.app).split("\n")
        faces = [row for row in rows if row.count("▀") == 24]
        assert len(faces) == 6
        assert any("Hà CEO" in row and "Dũng CTO" in row for row in rows)


@pytest.mark.long
async def test_a_crisis_that_cannot_be_played_says_so_and_does_not_stop_the_rest(tmp_path):
    broken = tmp_path / "shelf" / "broken"
    broken.mkdir(parents=True)
    (broken / "scenario.yaml").write_text("tandem: 2\nid: broken\nlanguage: en\ntitle: Broken\nnonsense: 1\n")
    game = app(tmp_path / "home")
    game.services.shelves = [broken.parent, *game.services.shelves]
    async with opened(game) as pilot:
        await press(pilot, "2")
        await settled(pilot)
        assert "cannot be played" in showing(pilot.app)
        await press(pilot, "1")
        assert name(pilot) == "ShelfPage"
        await press(pilot, "2")
        assert name(pilot) == "SeatsPage"


async def test_what_cannot_be_done_yet_is_greyed_with_its_reason_and_opens_nothing(tmp_path):
    async with opened(app(tmp_path)) as pilot:
        assert "no game to continue yet" in showing(pilot.app)
        await press(pilot, "1")
        assert name(pilot) == "HomePage"
        assert "Not possible yet" in showing(pilot.app)


@pytest.mark.long
async def test_the_workshop_tells_what_to_type_and_where_ones_own_crises_lie(tmp_path):
    async with opened(app(tmp_path)) as pilot:
        await press(pilot, "5")
        assert name(pilot) == "WorkshopPage"
        assert "tandem new my-crisis" in showing(pilot.app)
        assert "my-scenarios" in painted(pilot.app).replace("\n", "").replace(" ", "")
        await press(pilot, "enter")
        assert name(pilot) == "HomePage"


@pytest.mark.long
async def test_an_enter_that_was_meant_for_the_page_before_chooses_nothing(tmp_path):
    game = app(tmp_path)
    game.settle, game.clock = 0.25, Clock()
    async with opened(game) as pilot:
        game.clock.now += 1
        await press(pilot, "2 enter")
        assert name(pilot) == "ShelfPage"
        game.clock.now += 1
        await press(pilot, "enter")
        assert name(pilot) == "SeatsPage"


@pytest.mark.long
async def test_two_activations_at_once_open_one_page(tmp_path):
    async with opened(app(tmp_path)) as pilot:
        await pilot.press("6", "6", "enter", "enter")
        await pilot.pause()
        assert [type(screen).__name__ for screen in pilot.app.screen_stack] == ["HomePage", "SettingsPage"]
        await pilot.press("escape", "escape", "escape")
        await pilot.pause()
        assert name(pilot) == "HomePage"


async def test_settings_hold_at_once_and_are_kept(tmp_path):
    async with opened(app(tmp_path)) as pilot:
        await press(pilot, "6 2 3 4")
        assert pilot.app.theme == "light"
        assert pilot.app.animation_level == "full"
    kept = json.loads((tmp_path / "settings.json").read_text())
    assert (kept["theme"], kept["animation"], kept["difficulty"]) == ("light", True, "standard")


@pytest.mark.long
async def test_left_goes_back_where_right_went(tmp_path):
    async with opened(app(tmp_path)) as pilot:
        await press(pilot, "6 down right left left")
        assert pilot.app.theme == "contrast"


@pytest.mark.long
async def test_a_save_is_deleted_only_after_one_more_question(tmp_path):
    async with opened(table(tmp_path)) as pilot:
        await press(pilot, "1 enter")
        await settled(pilot)
        await press(pilot, "escape 6 4 delete")
        assert "Delete “The invoices that went out twice”" in showing(pilot.app)
        await press(pilot, "enter")
        assert len(pilot.app.services.list_saves()) == 1
        await press(pilot, "delete 2")
        assert pilot.app.services.list_saves() == ()


@pytest.mark.long
async def test_a_save_that_is_damaged_is_listed_with_its_reason(tmp_path):
    (tmp_path / "saves").mkdir()
    (tmp_path / "saves" / "bad.tandem").write_text("nonsense\n")
    async with opened(app(tmp_path)) as pilot:
        await press(pilot, "4")
        assert "line 1: this is not a Tandem save" in showing(pilot.app)
        await press(pilot, "1")
        assert name(pilot) == "SaveActionsPage"
        assert "move bad.tandem out of the folder of saves" in showing(pilot.app)


class Held:
    """A function that is called in a thread and waits there, as at a slow disk, until it is let go."""

    def __init__(self, monkeypatch, owner, name):
        self._asked, self._let_go, work = Event(), Event(), getattr(owner, name)

        def wait_and_work(*given, **more):
            self._asked.set()
            assert self._let_go.wait(30), "the screen waits for the disk"
            return work(*given, **more)

        monkeypatch.setattr(owner, name, wait_and_work)

    async def called(self):
        assert await asyncio.to_thread(self._asked.wait, 30)

    def let_go(self):
        self._let_go.set()


@pytest.mark.long
async def test_a_shelf_that_takes_its_time_is_read_beside_the_screen(tmp_path, monkeypatch):
    reading = Held(monkeypatch, shelf, "list_offers")
    async with opened(app(tmp_path)) as pilot:
        LAST_READ.clear()
        await pilot.press("2")
        await pilot.pause()
        assert name(pilot) == "ShelfPage"
        assert "The shelf is empty" not in showing(pilot.app)
        await pilot.press("escape")
        await pilot.pause()
        assert name(pilot) == "HomePage", "keys are heard meanwhile"
        await pilot.press("2")
        reading.let_go()
        await settled(pilot)
        assert "The invoices that went out" in showing(pilot.app)


@pytest.mark.long
async def test_a_name_can_be_written_while_the_shelf_is_read(tmp_path, monkeypatch):
    reading = Held(monkeypatch, pair_seats, "list_offers")
    async with opened(app(tmp_path)) as pilot:
        for key in "3H":
            pilot.app.simulate_key(key)
        await reading.called()
        reading.let_go()
        await settled(pilot)
        await press(pilot, "à enter A n enter")
        assert [pilot.app.screen.query_one(f"#name-{chair}").value for chair in ("ceo", "cto")] == ["Hà", "An"]
        assert "The invoices that went out" in showing(pilot.app)


async def test_the_first_run_finds_its_crisis_beside_the_screen(tmp_path, monkeypatch):
    async with opened_at_a_slow_disk(
        app(tmp_path, first=True), Held(monkeypatch, seats, "find_first_crisis"), "2"
    ) as pilot:
        assert "You are Dũng, CTO" in showing(pilot.app)


async def test_what_is_typed_while_a_page_is_built_is_written_on_it(tmp_path, monkeypatch):
    """The page takes longer than a key waits for the one before it."""
    monkeypatch.setattr(game.tui.app, "KEY_PATIENCE", 0.001)
    compose = PairSetupPage._compose

    async def compose_late(page):
        for _turn_of_the_loop in range(2000):
            await asyncio.sleep(0)
        await compose(page)

    monkeypatch.setattr(PairSetupPage, "_compose", compose_late)
    async with opened(app(tmp_path)) as pilot:
        for key in "3Hà":
            pilot.app.simulate_key(key)
        await settled(pilot)
        assert pilot.app.screen.query_one("#name-ceo").value == "Hà"


@asynccontextmanager
async def opened_at_a_slow_disk(game, reading, *keys):
    """Run the game, and press keys while it is read what the first page needs."""

    async def press_while_it_is_read():
        await reading.called()
        for key in keys:
            game.simulate_key(key)
        reading.let_go()

    meanwhile = asyncio.create_task(press_while_it_is_read())
    async with opened(game) as pilot:
        await meanwhile
        await settled(pilot)
        yield pilot


def keep_a_game(home):
    """Leave a game of three answers in the folder of saves."""
    game = over(home, answers=3).game
    game.save()
    game.close()


async def test_enter_while_home_reads_the_saves_continues_the_game(tmp_path, monkeypatch):
    keep_a_game(tmp_path)
    async with opened_at_a_slow_disk(app(tmp_path), Held(monkeypatch, AppServices, "list_saves"), "enter") as pilot:
        assert name(pilot) == "SoloPlayPage"


@pytest.mark.parametrize(
    ("owner", "function"), [(AppServices, "list_saves"), (saved_game, "resume_game")], ids=["list", "open"]
)
@pytest.mark.long
async def test_a_save_is_listed_and_opened_beside_the_screen(tmp_path, monkeypatch, owner, function):
    keep_a_game(tmp_path)
    async with opened(app(tmp_path)) as pilot:
        reading = Held(monkeypatch, owner, function)
        pilot.app.simulate_key("4")
        pilot.app.simulate_key("1")
        await reading.called()
        assert name(pilot) == "SavesPage"
        assert "0 saves" not in showing(pilot.app)
        reading.let_go()
        await settled(pilot)
        assert name(pilot) == "SoloPlayPage"
        assert len(pilot.app.screen.session.records) == 3


@pytest.mark.long
async def test_another_crisis_for_two_is_read_beside_the_screen(tmp_path, monkeypatch):
    game = app(tmp_path)
    game.services.shelves = [PACK]
    async with opened(game) as pilot:
        await press(pilot, "3 enter enter down down")
        reading = Held(monkeypatch, pair_seats, "load_crisis")
        pilot.app.simulate_key("right")
        await reading.called()
        reading.let_go()
        await settled(pilot)
        assert "Minh resigns after Tết" in showing(pilot.app)
        assert not pilot.app.screen.query_one(Choices).options[0].greyed


async def test_home_says_that_saves_cannot_be_read(tmp_path):
    """And what to do, with the reason where no other game is left to go on with."""
    (tmp_path / "saves").mkdir()
    for name_of_save in ("bad", "worse"):
        (tmp_path / "saves" / f"{name_of_save}.tandem").write_text("nonsense\n")
    async with opened(app(tmp_path)) as pilot:
        shown = showing(pilot.app)
        assert "2 saves can't be read: see what to do" in shown
        assert "the last game can't be continued: line 1: this is not a Tandem save" in shown


async def test_damaged_settings_fall_back_with_a_notice_and_are_kept_aside(tmp_path):
    game = app(tmp_path)
    (tmp_path / "settings.json").write_text('{"theme": "mauve", "language": "vi", "first_run_done": true}')
    from game.tui.app import TandemApp

    async with opened(TandemApp(game.services, folder=tmp_path)) as pilot:
        assert current_language() == "vi"
        assert pilot.app.theme == "dark"
        assert "settings.json.damaged" in showing(pilot.app)
    assert "mauve" in (tmp_path / "settings.json.damaged").read_text()


@pytest.mark.parametrize("content", ["", "[" * 5000, *as_long("[]", "{", "\x00", "9" * 5000)])
async def test_settings_that_are_no_settings_do_no_harm(tmp_path, content):
    from game.tui import settings

    (tmp_path / "settings.json").write_text(content)
    found, aside = settings.load_settings(tmp_path)
    assert found == settings.Settings()
    assert aside is not None


async def test_settings_go_where_tandem_home_says(tmp_path, monkeypatch):
    monkeypatch.setenv("TANDEM_HOME", str(tmp_path / "elsewhere"))
    assert user_folders.locate_settings_folder() == tmp_path / "elsewhere"


@pytest.mark.long
async def test_help_names_every_key_that_works_here_and_explains_the_words_of_the_crisis(tmp_path):
    from game.tui.actions import list_working_actions

    async with opened(table(tmp_path), (120, 60)) as pilot:
        await press(pilot, "1 enter enter 1 enter enter")
        labels = {
            pilot.app.screen.render_key_label(action.id)
            for action, _ in list_working_actions(pilot.app.screen.active_bindings)
        }
        await press(pilot, "question_mark")
        seen = showing(pilot.app)
        assert {"a-c space", "7-9", "F1", "F2", "F3", "ctrl+q", "1-3"} <= labels
        assert all(label in seen for label in labels)
        await pilot.resize_terminal(80, 50)  # in one column, where a sentence stands in one piece
        await pilot.pause()
        told = " ".join(read_painted_text(pilot.app.screen).split())
        assert "Words SLA The service level that a contract promises. churn The share" in told
        await press(pilot, "f2")
        assert "Từ ngữ SLA Mức dịch vụ cam kết trong hợp đồng." in " ".join(read_painted_text(pilot.app.screen).split())


@pytest.mark.long
async def test_the_palette_finds_without_accents_and_does_what_it_found(tmp_path):
    async with opened(app(tmp_path, language="vi")) as pilot:
        await press(pilot, "ctrl+p")
        assert isinstance(pilot.app.screen, PalettePage)
        await pilot.press(*"tuong phan")
        await pilot.pause()
        assert "Giao diện: Tương phản cao" in showing(pilot.app)
        await press(pilot, "enter")
        assert pilot.app.theme == "contrast"
        assert isinstance(pilot.app.screen, HomePage)


def test_accents_fold_and_so_does_the_barred_d():
    assert fold_accents("Đổi ghế, Ngồi LẠI") == "doi ghe, ngoi lai"
    assert fold_accents("Giao tiếp") == fold_accents("Giao tiếp") == "giao tiep"


@pytest.mark.long
async def test_the_palette_says_when_nothing_matches(tmp_path):
    async with opened(app(tmp_path)) as pilot:
        await press(pilot, "ctrl+p z z z enter")
        assert "Nothing is called that here." in showing(pilot.app)


async def test_escape_in_a_game_pauses_and_nothing_is_lost(tmp_path):
    async with opened(table(tmp_path)) as pilot:
        await press(pilot, "2 escape")
        assert "Paused" in showing(pilot.app)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, PlayPage)
        assert pilot.app.screen.step.caret == 1


@pytest.mark.long
async def test_the_menu_leads_everywhere(tmp_path):
    async with opened(table(tmp_path)) as pilot:
        for digit, expected in (("2", "CompanyPage"), ("3", "SettingsPage"), ("4", "HelpPage")):
            await press(pilot, f"escape {digit}")
            assert name(pilot) == expected
            await press(pilot, "escape")
            assert name(pilot) == "SoloPlayPage"
        await press(pilot, "escape 5")
        assert name(pilot) == "SeatChangePage"
        await press(pilot, "escape escape 6")
        assert name(pilot) == "HomePage"


@pytest.mark.parametrize("keys", ["", "2", *as_long("2 1", "6", "f1", "ctrl+p")])
async def test_ctrl_q_leaves_from_anywhere(tmp_path, keys):
    async with opened(app(tmp_path)) as pilot:
        await press(pilot, keys)
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert pilot.app._exit


async def test_ctrl_c_only_says_how_to_leave(tmp_path):
    async with opened(app(tmp_path)) as pilot:
        await press(pilot, "ctrl+c")
        assert "ctrl+q leaves the game" in showing(pilot.app)
        assert not pilot.app._exit
