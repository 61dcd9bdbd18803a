"""`tandem config`: what it says is where things really are, and what it sets is what the game then does."""

import json
from pathlib import Path

import pytest

from game import user_folders
from game.cli.config import list_places
from game.tui.settings import ALLOWED, load_settings


@pytest.mark.parametrize("language", ["en", "vi"])
def test_it_tells_every_place_and_every_setting(tandem, home, language):
    done = tandem("--lang", language, "config")
    assert (done.code, done.err) == (0, "")
    for told in (home / "saves", home / "my-scenarios", home / "settings.json", "tandem.log", "TANDEM_HOME", *ALLOWED):
        assert str(told) in done.out
    assert ("Where things are" in done.out) == (language == "en")


def test_a_game_and_its_settings_lie_where_it_says(tandem, home, small):
    tandem("play", small, "--as", "ceo", "--plain", typed="1\n")
    tandem("config", "theme", "light")
    places = json.loads(tandem("config", "--json").out)["places"]
    assert [path.suffix for path in Path(places["saves"]["path"]).iterdir() if path.is_file()] == [".tandem"]
    assert Path(places["settings"]["path"]).is_file()
    assert (Path(places["crises"]["path"]) / "launch-day-red").is_dir()
    assert places["saves"]["moved_by"][0] == "TANDEM_HOME"


def test_each_variable_moves_what_it_is_said_to_move(monkeypatch, tmp_path):
    """Each named variable, set to another folder, moves that place there, and TANDEM_HOME alone moves no log."""
    monkeypatch.delenv("TANDEM_HOME")
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "usual"))
    for name, place in list_places().items():
        for variable in place.moved_by:
            with monkeypatch.context() as patched:
                patched.setenv(variable, str(tmp_path / "moved"))
                assert str(list_places()[name].path).startswith(str(tmp_path / "moved")), (name, variable)
    assert list_places()["log"].path.parent == user_folders.locate_log_folder()
    assert not list_places()["crises"].moved_by


@pytest.mark.parametrize(("name", "value"), [(name, value) for name in ALLOWED for value in ALLOWED[name]])
def test_every_setting_can_be_set_to_every_value(tandem, home, name, value):
    written = "system" if value == "" else str(value).lower()
    done = tandem("config", name, written)
    assert (done.code, done.out, done.err) == (0, f"{written}\n", "")
    assert tandem("config", name).out == f"{written}\n"
    assert json.loads(tandem("config", name, "--format", "json").out) == {name: value}
    assert getattr(load_settings(home)[0], name) == value


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [
        (("theme", "pink"), "dark, light, contrast"),
        (("thme",), "did you mean theme"),
        (("animation", "1"), "true, false"),
        (("talk", "4"), "0, 3, 5"),
        (("language", "fr"), "system, en, vi"),
        (("theme", "\x1b]52;c;\x07"), "dark"),
    ],
)
def test_a_wrong_value_is_one_message_and_changes_nothing(tandem, home, wrong, meant):
    tandem("config", "talk", "5")
    before = (home / "settings.json").read_bytes()
    done = tandem("config", *wrong)
    assert (done.code, done.out) == (2, "")
    assert meant in done.err
    assert "\x1b" not in done.err
    assert len(done.err.splitlines()) == 1
    assert (home / "settings.json").read_bytes() == before


def test_settings_that_cannot_be_kept_are_not_said_to_be(tandem, home):
    home.write_text("a file lies where the folder should be")
    done = tandem("config", "theme", "light")
    assert (done.code, done.out) == (1, "")
    assert "could not be saved" in done.err
    assert str(home) in done.err


def test_damaged_settings_are_said_and_kept_aside(tandem, home):
    home.mkdir()
    (home / "settings.json").write_text("{broken")
    done = tandem("config", "talk", "3")
    assert (done.code, done.out) == (0, "3\n")
    assert "settings.json.damaged" in done.err
    assert load_settings(home)[0].talk == 3
