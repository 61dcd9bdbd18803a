"""`tandem check`: what authors run all day."""

import json
import shutil
from pathlib import Path

import pytest

from game.cli.check import stamp_files, watch_files

SCENARIOS = Path(__file__).parents[2] / "scenarios"
SOUND = Path(__file__).parents[2] / "docs" / "authoring" / "forty-rooms"


@pytest.fixture
def crisis(small, tmp_path) -> Path:
    return Path(shutil.copytree(small, tmp_path / "crisis"))


def spoil(crisis: Path) -> None:
    file = crisis / "scenario.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("to: fortnight}", "to: fortnigth}"), encoding="utf-8")


def test_a_sound_crisis_passes_without_a_word(tandem, small):
    done = tandem("check", str(SOUND), "--all")
    assert (done.code, done.out) == (0, "")
    assert "1 checked" in done.err
    assert tandem("check", small, "--for", "draft", "--all").out == ""


@pytest.mark.long
def test_the_pages_of_a_crisis_that_do_not_fit_are_told(tandem, small):
    done = tandem("check", small, "--all")
    assert done.code == 0, "a page that scrolls is no error"
    told = done.out.splitlines()
    assert {line.split()[2] for line in told if line.startswith(str(small))} == {"T122", "G104", "G105"}


@pytest.mark.long
def test_a_threshold_that_no_play_reaches_is_told_with_its_place_and_what_proves_it(tandem, crisis):
    file = crisis / "scenario.yaml"
    text = file.read_text(encoding="utf-8").replace("when: cto.safety >= 50\n", "when: cto.safety >= 95\n", 1)
    file.write_text(text, encoding="utf-8")
    line = next(number for number, one in enumerate(text.splitlines(), 1) if ">= 95" in one)
    told = [one for one in json.loads(tandem("check", str(crisis), "--format", "json").out) if one["line"] == line]
    assert [(one["code"], one["column"], one["message"]) for one in told] == [
        ("G104", 15, "'cto.safety >= 95' can never hold here: cto.safety is 50")
    ]


@pytest.mark.long
def test_the_first_crisis_is_fit_to_be_published(tandem):
    done = tandem("check", str(SCENARIOS / "launch-day-red"), "--for", "publish")
    assert (done.code, " error " in done.out) == (0, False)


@pytest.mark.long
def test_all_crises_that_come_with_the_game_pass(tandem):
    done = tandem("check", str(SCENARIOS), "--all")
    assert (done.code, " error " in done.out) == (0, False)
    assert f"{len(list(SCENARIOS.glob('*/scenario.yaml')))} checked" in done.err


def test_a_wrong_one_is_told_with_its_place_and_the_fix(tandem, crisis):
    spoil(crisis)
    done = tandem("check", str(crisis))
    assert done.code == 1
    assert "scenario.yaml:" in done.out
    assert "S104" in done.out
    assert "did you mean 'fortnight'" in done.out


def test_json_and_github_say_the_same(tandem, crisis):
    spoil(crisis)
    told = json.loads(tandem("check", str(crisis), "--format", "json").out)
    assert [one["code"] for one in told if one["severity"] == "error"] == ["S104"]
    line = tandem("check", str(crisis), "--format", "github").out
    assert f"line={told[0]['line']},col={told[0]['column']}" in line


def test_a_wrong_crisis_is_not_played_and_says_why(tandem, crisis):
    spoil(crisis)
    done = tandem("play", str(crisis), "--plain")
    assert done.code == 1
    assert "S104" in done.err
    assert not done.out


def ruin(crisis: Path, times: int) -> None:
    """Rename a target, and give one option after another a field that there is none of."""
    spoil(crisis)
    file = crisis / "scenario.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace("          tone: ", "          mood: {a: 1}\n          tone: ", times), encoding="utf-8"
    )


def test_the_first_screen_shows_the_five_that_matter_most_and_how_many_more(tandem, crisis):
    ruin(crisis, 9)
    done = tandem("check", str(crisis))
    assert sum(line.startswith(str(crisis)) for line in done.out.splitlines()) == 5
    assert "S104" in done.out
    assert "6 more problems; --all shows" in done.err
    assert len(done.out.splitlines() + done.err.splitlines()) <= 24


@pytest.mark.long
def test_all_shows_all_up_to_the_cap_and_counts_the_rest(tandem, crisis):
    ruin(crisis, 9)
    done = tandem("check", str(crisis), "--all")
    assert sum(line.startswith(str(crisis)) for line in done.out.splitlines()) == 11
    assert "more" not in done.err
    copies = [Path(shutil.copytree(crisis, crisis.parent / f"copy{number}")) for number in range(6)]
    many = tandem("check", *map(str, copies), "--all")
    assert many.out.count(" error ") == 50
    assert "more problems; fix these first" in many.err
    assert len(json.loads(tandem("check", *map(str, copies), "--format", "json").out)) == 50


def test_errors_come_before_warnings_and_five_times_the_same_hides_nothing(tandem, crisis):
    ruin(crisis, 9)
    found = [line for line in tandem("check", str(crisis)).out.splitlines() if line.startswith(str(crisis))]
    assert {line.split()[2] for line in found[:2]} == {"F101", "S104"}


@pytest.mark.long
def test_a_crisis_is_read_from_standard_input(tandem, small):
    assert tandem("check", "-", typed=(SOUND / "scenario.yaml").read_text(encoding="utf-8")).code == 0
    text = (Path(small) / "scenario.yaml").read_text(encoding="utf-8")
    done = tandem("check", "-", typed=text.replace("to: fortnight}", "to: fortnigth}"))
    assert done.code == 1
    assert done.out.startswith("<stdin>:")
    assert "did you mean 'fortnight'" in done.out
    assert "to: fortnigth}" in done.out
    assert "R102" in tandem("check", "-", typed="#" * (2 * 1024 * 1024 + 1)).out


def test_a_draft_tells_what_may_only_be_unfinished_after_what_is_wrong(tandem, crisis):
    file = crisis / "scenario.yaml"
    text = file.read_text(encoding="utf-8").replace("set: [firm]", "set: [firm, angry]", 1)
    file.write_text(text.replace("to: fortnight}", "to: fortnigth}"), encoding="utf-8")
    draft = tandem("check", str(crisis), "--for", "draft")
    kinds = [line.split()[1:3] for line in draft.out.splitlines() if line.startswith(str(crisis))]
    assert kinds == [["error", "S104"], ["warning", "S120"], ["unfinished", "S109"]]
    assert "unfinished: it may be in order once more of the crisis is written\n" in draft.err
    assert "1 checked: 1 error, 1 warning, 1 unfinished\n" in draft.err
    told = json.loads(tandem("check", str(crisis), "--for", "draft", "--format", "json").out)
    assert {one["code"]: one["severity"] for one in told}["S109"] == "error"
    assert "error S109" in tandem("check", str(crisis)).out


def test_what_is_unfinished_is_told_line_by_line(tandem, crisis):
    file = crisis / "scenario.yaml"
    text = file.read_text(encoding="utf-8").replace("set: [firm]", "set: [firm, angry, bold]", 1)
    text = text.replace("  renewal:\n", "  lost_key: {held: cto, label: x, text: x, told: x, weight: 4, cost: free}\n"
                        "  renewal:\n", 1)  # fmt: skip
    file.write_text(text, encoding="utf-8")
    out = tandem("check", str(crisis), "--for", "draft").out
    lines = [int(line.split(":")[1]) for line in out.splitlines() if ": unfinished " in line]
    assert len(lines) == 3
    assert lines == sorted(lines)


def test_a_folder_without_a_crisis_is_told_as_that(tandem, tmp_path):
    assert "there is no scenario.yaml in this folder" in tandem("check", str(tmp_path)).out
    assert "there is no scenario.yaml in this folder" in tandem("play", f"{tmp_path}/").err


def test_a_slip_of_yaml_is_told_alone_by_all_that_read_a_crisis(tandem, crisis):
    file = crisis / "scenario.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("premise: At eight", "premise: So: at eight", 1), encoding="utf-8")
    assert tandem("check", str(crisis)).err == "1 checked: 1 error\n"
    for command in ("play", "graph", "explore"):
        told = tandem(command, str(crisis)).err
        assert told.count("scenario.yaml:") == 1
        assert "R104" in told


def test_a_crisis_that_is_only_unfinished_still_fails(tandem, crisis):
    file = crisis / "scenario.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("set: [firm]", "set: [firm, angry]", 1), encoding="utf-8")
    assert tandem("check", str(crisis), "--for", "draft").code == 1


@pytest.mark.long
def test_strict_fails_on_a_warning(tandem, tmp_path):
    crisis = shutil.copytree(SOUND, tmp_path / "crisis")
    done = tandem("check", str(crisis))
    assert "warning S120" in done.out
    assert done.code == 0
    assert tandem("check", str(crisis), "--strict").code == 1


class Editor:
    """Stands in for the clock: saves a file while the watch sleeps, and ends it with Ctrl-C."""

    def __init__(self, file: Path, after: float) -> None:
        self.file = file
        self.after = after
        self.slept = 0.0
        self.drawn: list[float] = []

    def sleep(self, seconds: float) -> None:
        before, self.slept = self.slept, self.slept + seconds
        if before < self.after <= self.slept:
            self.file.write_text(self.file.read_text(encoding="utf-8") + "# saved\n", encoding="utf-8")
        if self.slept > self.after + 2:
            raise KeyboardInterrupt


@pytest.mark.parametrize("name", ["scenario.yaml", "vi.po"])
def test_a_watch_draws_again_within_half_a_second_of_a_save_and_not_else(crisis, name):
    editor = Editor(crisis / name, after=3)
    watch_files(lambda: stamp_files([crisis]), lambda: editor.drawn.append(editor.slept), editor.sleep)
    assert len(editor.drawn) == 2
    assert editor.drawn[1] - editor.after <= 0.5


def test_a_file_that_goes_and_comes_back_is_watched_on(crisis):
    file, drawn = crisis / "scenario.yaml", []
    turns = iter([file.unlink, lambda: shutil.copy(crisis / "vi.po", file)])

    def sleep(_seconds: float) -> None:
        next(turns, interrupted)()

    def interrupted() -> None:
        raise KeyboardInterrupt

    watch_files(lambda: stamp_files([crisis]), lambda: drawn.append(file.exists()), sleep)
    assert drawn == [True, False, True]


def test_watch_draws_what_check_finds(tandem, crisis, monkeypatch):
    spoil(crisis)
    monkeypatch.setattr("game.cli.check.watch_files", lambda _look, draw: draw())
    assert "S104" in tandem("check", str(crisis), "--watch").out
    assert tandem("check", "-", "--watch").code == 2
