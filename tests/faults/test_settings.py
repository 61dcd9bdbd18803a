"""Settings that are damaged, hostile or cannot be written: the game uses what is good, and keeps the rest aside."""

import json
import os

import pytest

from game.tui import settings
from game.tui.settings import FILE, Settings

DAMAGED = {
    "empty": b"",
    "cut off": b'{"language": "vi", "the',
    "random": bytes(range(256)),
    "utf-16": '{"language": "vi"}'.encode("utf-16"),
    "a list": b'["vi"]',
    "nested": b"[" * 60_000,
    "a number without end": b'{"language": ' + b"9" * 50_000 + b"}",
    "too large": b" " * 3_000_000 + b"{}",
    "an unhashable value": b'{"language": ["vi"]}',
    "nothing of a kind": b'{"animation": 1, "theme": "mauve"}',
}


@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED)
def test_damaged_settings_fall_back_and_are_kept_aside(tmp_path, content):
    (tmp_path / FILE).write_bytes(content)
    loaded, kept = settings.load_settings(tmp_path)
    assert loaded == Settings()
    assert kept is not None
    assert kept.read_bytes() == content
    assert settings.load_settings(tmp_path) == (Settings(), None), "told once"


def test_what_is_good_in_damaged_settings_counts(tmp_path):
    (tmp_path / FILE).write_text(json.dumps({"language": "vi", "theme": "\x1b[2J", "first_run_done": True}))
    loaded, kept = settings.load_settings(tmp_path)
    assert loaded == Settings(language="vi", first_run_done=True)
    assert kept is not None


def test_a_second_damage_does_not_replace_what_was_kept_of_the_first(tmp_path):
    for content in (b"first", b"second"):
        (tmp_path / FILE).write_bytes(content)
        settings.load_settings(tmp_path)
    assert {path.read_bytes() for path in tmp_path.iterdir()} == {b"first", b"second"}


def test_a_pipe_or_a_link_in_the_place_of_the_settings_does_not_stop_the_game(tmp_path):
    os.mkfifo(tmp_path / FILE)
    assert settings.load_settings(tmp_path)[0] == Settings()
    (tmp_path / FILE).symlink_to("/dev/zero")
    assert settings.load_settings(tmp_path)[0] == Settings()


def test_settings_are_written_in_one_step_or_not_at_all(tmp_path):
    assert settings.save_settings(tmp_path / "a" / "b", Settings(language="vi"))
    assert settings.load_settings(tmp_path / "a" / "b") == (Settings(language="vi"), None)
    assert [path.name for path in (tmp_path / "a" / "b").iterdir()] == [FILE]
    (tmp_path / "file").write_text("in the way")
    assert not settings.save_settings(tmp_path / "file", Settings())
