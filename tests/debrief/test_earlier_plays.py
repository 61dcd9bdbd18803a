"""A play beside one's earlier plays of the crisis: which saves count, and what they say."""

import shutil
from pathlib import Path

import pytest

from game.analysis.simulation.bots import BOTS
from game.content.compiler import load_scenario
from game.debrief.earlier_plays import MOST, find_earlier_plays
from game.debrief.look_back import look_back
from game.locales import set_language
from game.narration.debrief.records import list_earlier_lines
from game.narration.debrief.report import render_debrief_text
from game.narration.voice import Voice
from game.playthrough.saves import saved_game
from game.playthrough.saves.journal import Journal
from game.playthrough.setup import Setup
from tests.debrief.plays import SMALL, small

PACK = Path(__file__).parents[2] / "scenarios"


class Folder:
    """A folder of saves in which every game is begun a minute after the one before."""

    def __init__(self, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.place, self.minute = place, 0
        create = Journal.create.__func__
        begin = classmethod(lambda cls, path, header, **more: create(cls, path, header, self, **more))
        monkeypatch.setattr(Journal, "create", begin)

    def __call__(self) -> str:
        return f"2026-11-29T10:{self.minute:02}:00Z"

    def play(self, loaded=None, bot="random", seed=7, chairs=("ceo",), answers=None, players=None):
        """Play a game with a bot, to its end or for so many answers, and return it."""
        self.minute += 1
        seats = {chair: "human" if chair in chairs else "partner" for chair in ("ceo", "cto")}
        game = saved_game.start_game(loaded or small(), Setup(seats, seed, players=players or {}), self.place)
        session = game.session
        while session.prompt is not None and (answers is None or len(session.records) < answers):
            session.answer(session.prompt.token, BOTS[bot](session))
        game.save()
        game.close()
        return game


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Folder:
    return Folder(tmp_path, monkeypatch)


def own_tallies(game):
    return tuple(tally for tally in look_back(game.session).tallies if tally.chair in game.session.people)


def test_the_latest_finished_plays_begun_before_count_the_oldest_first_in_either_chair(folder):
    games = [
        folder.play(seed=seed, chairs=(chair,)) for seed, chair in ((1, "ceo"), (2, "cto"), (3, "ceo"), (4, "cto"))
    ]
    found = find_earlier_plays(games[3].path, small())
    assert MOST == 3
    assert [play.tallies for play in found] == [own_tallies(game) for game in games[:3]]
    assert [play.ending for play in found] == [game.session.state.ending for game in games[:3]]
    fifth = folder.play(seed=5)
    assert [play.begun[14:16] for play in find_earlier_plays(fifth.path, small())] == ["02", "03", "04"]
    assert find_earlier_plays(games[0].path, small()) == ()


def test_what_is_unfinished_damaged_of_two_or_another_crisis_does_not_count(folder):
    folder.play(answers=3)
    folder.play(chairs=("ceo", "cto"), bot="candid")
    damaged = folder.play()
    damaged.path.write_bytes(damaged.path.read_bytes().replace(b'"guess"', b'"guesz"', 1)[:-9])
    other = folder.play(load_scenario(PACK / "launch-day-red"), bot="candid")
    last = folder.play()
    assert find_earlier_plays(last.path, small()) == ()
    assert find_earlier_plays(other.path, other.loaded) == ()


def test_a_play_of_two_stands_beside_plays_of_two_with_the_peoples_own_names(folder):
    first = folder.play(chairs=("ceo", "cto"), players={"ceo": "Linh", "cto": "Nam"})
    folder.play()
    last = folder.play(chairs=("ceo", "cto"))
    found = find_earlier_plays(last.path, small())
    assert [play.tallies for play in found] == [own_tallies(first)]
    lines = list_earlier_lines(Voice.by_name(last.session), found)
    assert [("Linh:" in line, "Nam:" in line) for line in lines] == [(True, False), (False, True)]


def test_a_play_of_another_edition_is_played_in_its_own(folder, tmp_path):
    first = folder.play(seed=1)
    edited = shutil.copytree(SMALL, tmp_path / "edited" / "small")
    file = edited / "scenario.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "\n# another edition\n", encoding="utf-8")
    last = folder.play(load_scenario(edited), seed=2)
    assert last.loaded.digest != small().digest
    assert [play.tallies for play in find_earlier_plays(last.path, last.loaded)] == [own_tallies(first)]


def test_the_sentence_has_the_time_the_ending_and_the_numbers(folder):
    first, last = folder.play(seed=1), folder.play(seed=2)
    found = find_earlier_plays(last.path, small())
    text = render_debrief_text(last.session, "en", found)
    (tally,) = own_tallies(first)
    (line,) = [line for line in text.splitlines() if line.startswith("29 Nov, ")]
    assert Voice.by_name(last.session).name_ending(first.session.state.ending) in line
    assert f"{tally.in_time} of {tally.facts} fact" in line
    assert "Beside earlier plays" in text
    assert "Beside earlier plays" not in render_debrief_text(
        first.session, "en", find_earlier_plays(first.path, small())
    )


@pytest.mark.long
@pytest.mark.parametrize("code", ["en", "vi"])
@pytest.mark.parametrize("crisis", ["launch-day-red", "the-third-candidate"])
def test_at_most_800_words_stand_before_the_first_question_beside_as_many_plays_as_are_shown(folder, crisis, code):
    loaded = load_scenario(PACK / crisis)
    folder.play(loaded, seed=1, bot="candid", chairs=("ceo", "cto"))
    last = folder.play(loaded, seed=2, bot="candid", chairs=("ceo", "cto"))
    found = find_earlier_plays(last.path, loaded) * MOST
    assert len(found) == MOST
    before, _, _after = render_debrief_text(last.session, code, found).partition("\n1. ")
    set_language("en")
    assert 150 < len(before.split()) <= 800
