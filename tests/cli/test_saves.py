"""`tandem saves` and `tandem continue --edited`: seen, verified, carried, rescued, tried with an edited crisis."""

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from game.content.safe_input import is_safe
from game.locales.figures import format_saved_date

SMALL = Path(__file__).parents[1] / "scenarios" / "small"


@pytest.fixture
def save(tandem, small) -> str:
    """The id of a save with three answers."""
    done = tandem("play", small, "--plain", "--as", "ceo", "--seed", "7", typed="1\n1\n1\n")
    return done.out.rsplit("tandem continue ", 1)[1].strip()


@pytest.fixture
def file(save, home) -> Path:
    return home / "saves" / f"{save}.tandem"


@pytest.fixture
def edited(tmp_path):
    """Write the small crisis with one stretch of text replaced, and return its folder."""

    def write(old: str, new: str) -> str:
        folder = tmp_path / "edited" / "small"
        folder.mkdir(parents=True)
        text = (SMALL / "scenario.yaml").read_text(encoding="utf-8")
        assert old in text
        (folder / "scenario.yaml").write_text(text.replace(old, new), encoding="utf-8")
        return str(folder)

    return write


def test_the_list_tells_title_chair_scene_when_and_state(tandem, save):
    (entry,) = json.loads(tandem("saves", "list", "--format", "json").out)
    assert entry["id"] == save
    assert entry["title"] == "The invoices that went out twice"
    assert (entry["chair"], entry["scene"], entry["state"], entry["answers"]) == ("ceo", "standup", "open", 3)
    line = tandem("saves", "list").out
    assert all(
        part in line for part in (save, entry["title"], format_saved_date(entry["when"]), "CEO", "standup", "3 answers")
    )


def test_the_newest_save_comes_first(tandem, small, save, file):
    older = file.read_bytes()
    again = tandem("play", small, "--plain", "--as", "cto", typed="2\n").out.rsplit("tandem continue ", 1)[1].strip()
    file.with_name("00000000-000000-old.tandem").write_bytes(older)
    listed = [entry["id"] for entry in json.loads(tandem("saves", "list", "--format", "json").out)]
    assert listed.index(again) == 0 or set(listed[:2]) == {again, save}
    assert listed[-1] == "00000000-000000-old"


def test_show_holds_the_header_and_every_answer(tandem, save):
    shown = json.loads(tandem("saves", "show", save, "--format", "json").out)
    assert shown["header"]["seed"] == 7
    assert [answer["kind"] for answer in shown["answers"]] == ["final", "pledge", "first"]
    assert shown["complete"] is False
    assert "pay_first" in tandem("saves", "show", save).out


def test_verify_says_the_same_of_a_whole_save_and_refuses_a_damaged_one(tandem, save, file):
    assert tandem("saves", "verify").code == 0
    file.write_bytes(file.read_bytes().replace(b"customers", b"custumers"))
    done = tandem("saves", "verify", save)
    assert done.code == 1
    assert "refused: line 3: damaged" in done.out


def test_texts_that_were_edited_change_nothing_for_a_save(tandem, save, edited):
    folder = edited("title: The invoices that went out twice", "title: The invoices")
    done = tandem("saves", "verify", "--against", folder)
    assert (done.code, "same: all 3 answers" in done.out) == (0, True)


def test_a_crisis_that_was_changed_parts_from_the_save_at_a_named_answer(tandem, save, edited):
    folder = edited("id: pay_first", "id: pay_at_once")
    (verdict,) = json.loads(tandem("saves", "verify", "--against", folder, "--format", "json").out)
    assert (verdict["outcome"], verdict["followed"], verdict["answers"]) == ("moved", 0, 3)
    assert "pay_first" in verdict["why"]


def test_an_effect_that_was_changed_is_never_mixed_in_silently(tandem, save, edited):
    text = (SMALL / "scenario.yaml").read_text(encoding="utf-8")
    old = next(line for line in text.splitlines() if line.startswith("company:"))
    done = tandem("saves", "verify", "--against", edited(old, "company: {culture: 20}"))
    assert done.code == 1
    assert "moved: they part at answer 1 of 3" in done.out


def test_a_save_of_another_crisis_is_refused_by_name(tandem, save):
    done = tandem("saves", "verify", "--against", str(SMALL.parents[2] / "scenarios"))
    assert done.code == 1
    assert "another crisis: small" in done.out


def test_continue_plays_the_stored_copy_and_the_edited_one_only_when_asked(tandem, save, edited, file):
    folder = edited("id: pay_first", "id: pay_at_once")
    before = file.read_bytes()
    stored = tandem("continue", save, "--plain", typed="")
    assert "not" not in stored.err
    done = tandem("continue", save, "--edited", folder, "--plain", typed="")
    assert done.code == 0
    assert "they part at answer 1 of 3 (CEO, final, scene morning)" in done.err
    assert "new save" in done.err
    assert file.read_bytes() == before


def test_an_edited_crisis_that_follows_is_played_on_in_a_save_of_its_own(tandem, save, edited):
    folder = edited("title: The invoices that went out twice", "title: The invoices")
    done = tandem("continue", save, "--edited", folder, "--plain", typed="q\n")
    assert "all 3 answers lead where they led" in done.err
    entries = json.loads(tandem("saves", "list", "--format", "json").out)
    assert {entry["title"] for entry in entries} == {"The invoices", "The invoices that went out twice"}
    assert [entry["answers"] for entry in entries] == [3, 3]


def test_a_save_travels_with_its_crisis(tandem, save, file, tmp_path, monkeypatch):
    parcel = tmp_path / "for-the-trainer.zip"
    assert tandem("saves", "export", save, str(parcel)).code == 0
    assert "exists already" in tandem("saves", "export", save, str(parcel)).err
    monkeypatch.setenv("TANDEM_HOME", str(tmp_path / "trainer"))
    assert tandem("saves", "import", str(parcel)).out.strip() == save
    assert tandem("saves", "import", str(parcel)).out.strip() == save, "a second time changes nothing"
    assert (tmp_path / "trainer" / "saves" / file.name).read_bytes() == file.read_bytes()
    assert "same: all 3" in tandem("saves", "verify").out
    assert tandem("continue", save, "--plain").code == 0


def test_a_parcel_whose_parts_do_not_belong_together_is_refused(tandem, save, tmp_path, home):
    parcel, other = tmp_path / "a.zip", tmp_path / "b.zip"
    tandem("saves", "export", save, str(parcel))
    with zipfile.ZipFile(parcel) as source, zipfile.ZipFile(other, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content.replace(b"invoices", b"envoices") if name == "scenario.yaml" else content)
    done = tandem("saves", "import", str(other))
    assert done.code == 1
    assert "do not belong together" in done.err


def test_what_stands_before_the_damage_is_rescued(tandem, save, file):
    file.write_bytes(file.read_bytes().replace(b"void_tonight", b"void_tomight"))
    refused = tandem("continue", save, "--plain")
    assert f"tandem saves rescue {save}" in refused.err
    copy = tandem("saves", "rescue", save).out.strip()
    assert len(json.loads(tandem("saves", "show", copy, "--format", "json").out)["answers"]) == 1
    assert tandem("continue", copy, "--plain").code == 0


def test_a_line_that_was_cut_off_is_told(tandem, save, file):
    file.write_bytes(file.read_bytes()[:-9])
    done = tandem("continue", save, "--plain")
    assert f"kept in {file.name}.torn" in done.err
    assert "2 answers" in tandem("saves", "list").out


def test_deleting_asks(tandem, save, file):
    assert tandem("saves", "delete", save, typed="no\n").code == 1
    assert file.exists()
    assert tandem("saves", "delete", save, typed="yes\n").code == 0
    assert not file.exists()


@pytest.mark.parametrize("action", ["show", "verify", "rescue", "delete"])
def test_a_save_that_is_not_there_is_said_in_one_line(tandem, action):
    done = tandem("saves", action, "nowhere\x1b[2J")
    assert done.code == 2
    assert done.err.count("\n") == 1
    assert "\x1b" not in done.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("play", "/x\x1b[2J.yaml"),
        ("saves", "verify", "--against", "/x\x1b]0;y\x07"),
        ("saves", "import", "/x\x9b2J.zip"),
    ],
)
def test_a_name_that_would_command_the_terminal_is_not_echoed_as_it_is(tandem, arguments):
    done = tandem(*arguments)
    assert done.code in (1, 2)
    assert not {"\x1b", "\x07", "\x9b"} & set(done.err)


def test_a_name_that_is_too_long_is_only_a_name_that_is_not_there(tandem):
    assert tandem("play", "x/" * 3000).code == 2
    assert tandem("saves", "show", "x" * 9000).code == 2
    assert tandem("check", "x" * 9000).code == 1
    assert tandem("saves", "import", "x" * 9000).code == 1
    assert tandem("saves", "verify", "--against", "x" * 9000).code == 2


HOSTILE = "ok\x1b[2J\u202eend"
"""A name that clears the screen and turns text around, as a stranger may give it to a file."""


@pytest.mark.long
def test_files_with_hostile_names_are_named_as_text(tandem, save, file, home, tmp_path):
    copy = home / "saves" / f"{HOSTILE}.tandem"
    copy.write_bytes(file.read_bytes() + b'{"answer"')
    folder = tmp_path / HOSTILE
    shutil.copytree(SMALL, folder)
    for arguments in (
        ["saves", "list"],
        ["saves", "verify"],
        ["continue", str(copy), "--plain"],
        ["saves", "export", str(copy), str(tmp_path / f"{HOSTILE}.zip")],
        ["saves", "delete", str(copy)],
        ["i18n", "extract", str(folder)],
        ["i18n", "update", str(folder)],
        ["i18n", "check", str(folder)],
        ["check", str(folder)],
        ["play", f"--{HOSTILE}"],
    ):
        done = tandem(*arguments)
        assert is_safe((done.out + done.err).replace("\t", "")), arguments
