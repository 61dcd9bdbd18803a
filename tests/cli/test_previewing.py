"""`tandem preview`: what it refuses, and the real command in a real terminal while its file is edited."""

import shutil

import pytest

from tests.cli.conftest import SMALL
from tests.cli.test_terminal import Terminal


def test_without_a_terminal_it_says_what_does_without(tandem, small):
    done = tandem("preview", small)
    assert done.code == 2
    assert "needs a terminal" in done.err
    assert "--watch" in done.err


def test_a_folder_without_a_crisis_is_told(tandem, tmp_path):
    done = tandem("preview", str(tmp_path))
    assert done.code == 2
    assert "there is no scenario.yaml in" in done.err


@pytest.fixture
def asked(tandem, small, monkeypatch):
    """What is opened, or what is said instead."""
    opened = []
    monkeypatch.setattr("game.cli.terminal.can_show_full_screen", lambda: True)
    monkeypatch.setattr("game.cli.preview.open_preview", lambda trial, _watch, _wanted: opened.append(trial) or 0)

    def ask(*arguments):
        done = tandem("preview", small, *arguments)
        return opened.pop() if opened else done

    return ask


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--at", "standapp"), "there is no scene 'standapp'; did you mean standup?"),
        (("--at", "standup", "--set", "cto.trst=4"), "there is no figure 'cto.trst'; did you mean cto.trust?"),
        (("--set", "cto.trust=140"), "cto.trust is a whole number from 0 to 100"),
        (("--set", "cto.trust=much"), "cto.trust is a whole number from 0 to 100"),
        (("--set", "cto.trust"), "--set takes NAME=VALUE, not 'cto.trust'"),
        (("--set", "draw.cause=moon"), "nothing is drawn that is called 'cause.moon'"),
        (("--flag", "told_lat"), "there is no flag 'told_lat'; did you mean told_late?"),
        (("--knows", "bonus"), "--knows takes CHAIR:FACT, not 'bonus'"),
        (("--knows", "cfo:bonus"), "--knows takes CHAIR:FACT, not 'cfo:bonus'"),
        (("--knows", "cto:bonuss"), "there is no fact 'bonuss'; did you mean bonus?"),
        (("--chose", "morning.pay_noone"), "there is no option 'morning.pay_noone'"),
    ],
)
def test_what_cannot_be_assumed_is_refused_in_a_sentence(asked, arguments, told):
    done = asked(*arguments)
    assert done.code == 2
    assert told in done.err


def test_what_is_assumed_holds_in_the_play_that_opens(asked):
    trial = asked(
        "--at", "afternoon", "--as", "cto", "--set", "cto.trust=71", "--set", "draw.cause=retry", "--flag", "told_late",
        "--knows", "cto:bonus", "--chose", "morning.pay_first",
    )  # fmt: skip
    state = trial.session.state
    assert trial.session.prompt.scene == "afternoon"
    assert trial.session.chair == "cto"
    assert state.round_to_points("cto.trust") == 71
    assert state.draw["cause"] == "retry"
    assert {"told_late", "firm"} <= state.flags
    assert state.facts["bonus"].status == "said"


@pytest.mark.long
def test_in_a_real_terminal_it_follows_the_file_and_leaves_nothing_behind(tmp_path):
    copy = shutil.copytree(SMALL, tmp_path / "small")
    file = copy / "scenario.yaml"
    text = file.read_text(encoding="utf-8")
    terminal = Terminal(tmp_path / "home", "preview", str(copy))
    try:
        terminal.wait_for("What does support say?")
        file.write_text(text.replace("What does support say?", "What does support tell them?"), encoding="utf-8")
        terminal.wait_for("What does support tell them?")
        file.write_text(text.replace("- id: standup", "- idd: standup"), encoding="utf-8")
        terminal.wait_for("broken file")
        assert "What does support tell them?" in terminal.text
        file.write_text(text, encoding="utf-8")
        terminal.wait_for("as on the disk")
        terminal.wait_for("What does support say?")
        terminal.child.sendcontrol("q")
        assert terminal.end() == 0
        assert terminal.left_clean()
    finally:
        terminal.child.close(force=True)
    assert "Traceback" not in terminal.raw.decode("utf-8", "replace")
    assert not list((tmp_path / "home").rglob("*.jsonl"))
