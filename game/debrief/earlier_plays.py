"""One's earlier plays of a crisis, in numbers, from the saves beside a finished one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from game.content.compiler import LoadedScenario
from game.debrief.records import ChairTally, build_fact_histories, build_tallies
from game.debrief.timeline import build_timeline, replay_session
from game.engine.scene_flow import INSOLVENT
from game.engine.stocks import Chair
from game.playthrough.record import DivergedError
from game.playthrough.saves import list_save_summaries
from game.playthrough.saves.journal import load_journal
from game.playthrough.saves.journal_format import JournalContents, JournalError
from game.playthrough.saves.saved_game import load_scenario_copy, replay_journal

MOST: Final = 3
"""How many earlier plays stand beside one; each takes a quarter of a second to be played again."""


@dataclass(frozen=True, slots=True)
class EarlierPlay:
    """An earlier play that came to its end.

    Attributes:
        begun: when it was begun, in UTC, as the save says it.
        ending: the id of its ending; '' where the crisis has it no more.
        tallies: how each chair in which a person sat was played, the CEO first.
        players: the people's own names, by chair, where they gave any.
        written: what was answered to the debrief's questions, by their number; empty where those may be others now.
    """

    begun: str
    ending: str
    tallies: tuple[ChairTally, ...]
    players: Mapping[Chair, str]
    written: Mapping[int, str] = field(default_factory=dict)


def find_earlier_plays(save: Path, loaded: LoadedScenario) -> tuple[EarlierPlay, ...]:
    """Return the latest finished plays of a crisis that were begun before a save, the oldest first.

    A play of two people stands beside plays of two, one person's beside that person's, in whichever chair. Saves that
    cannot be read or played again are passed over.

    Args:
        save: the save that is looked back at, in its folder.
        loaded: the crisis that it was played with.
    """
    try:
        contents = load_journal(save)
    except JournalError:
        return ()
    found = sorted(_list_candidates(save, contents), key=lambda one: str(one[1].header["at"]))
    plays: list[EarlierPlay] = []
    for path, earlier in reversed(found):
        if len(plays) < MOST and (play := _load_play(path, earlier, loaded)) is not None:
            plays.append(play)
    return tuple(reversed(plays))


def _list_candidates(save: Path, contents: JournalContents) -> Iterator[tuple[Path, JournalContents]]:
    for summary in list_save_summaries(save.parent):
        if summary.scenario != contents.header["scenario"] or not summary.ending or summary.trouble:
            continue
        if summary.path.name == save.name:
            continue
        try:
            earlier = load_journal(summary.path)
        except JournalError:
            continue
        if earlier.of_two == contents.of_two and earlier.header["at"] <= contents.header["at"]:
            yield summary.path, earlier


def _load_play(path: Path, contents: JournalContents, loaded: LoadedScenario) -> EarlierPlay | None:
    try:
        same = contents.header["digest"] == loaded.digest
        session = replay_journal(contents, loaded if same else load_scenario_copy(path, contents))
    except (JournalError, DivergedError):
        return None
    replay = replay_session(session)
    timeline = build_timeline(replay)
    tallies = build_tallies(timeline, build_fact_histories(replay, timeline))
    own = tuple(tally for tally in tallies if tally.chair in session.people)
    if not own:
        return None
    ending = timeline.closing.ending
    known = ending == INSOLVENT or loaded.scenario.find_ending(ending) is not None
    written = {number: text for number, text in contents.reflections.items() if same and text}
    return EarlierPlay(str(contents.header["at"]), ending if known else "", own, dict(session.setup.players), written)
