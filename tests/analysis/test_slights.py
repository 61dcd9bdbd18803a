"""What the simulated CTO keeps back depends on how it was treated; a right choice on the first page is no slight."""

import pytest

from game.analysis.simulation.measures import SKILLED
from game.analysis.simulation.plays import build_stage, play_to_end
from game.content.compiler import load_scenario
from game.content.scenario_library import find_pack_folder
from game.engine.state import State

PLAYS = 30


@pytest.mark.parametrize(
    ("crisis", "draw", "right", "fact"),
    [
        ("the-third-candidate", ("fit", "thang"), "thang_holds", "margin_notes"),
        ("minh-xin-nghi", ("vi_dau", "mot_minh"), "bo_truc", "so_truc"),
    ],
)
@pytest.mark.long
def test_choosing_rightly_on_the_first_page_slights_nobody(
    crisis: str, draw: tuple[str, str], right: str, fact: str
) -> None:
    """Where each of these was right it second-guessed the CTO, which then kept what it knew in most plays."""
    loaded = load_scenario(find_pack_folder() / crisis)
    stage = build_stage(loaded.scenario, loaded.texts)
    ends = [play_to_end(stage, seed, {"ceo": SKILLED, "cto": None}) for seed in range(PLAYS)]
    there = [end for end in ends if draw in end.draw.items()]
    chosen = [end for end in there if end.past[0].enacted == right]
    assert len(chosen) == len(there) >= PLAYS // 5
    told = [end.facts[fact].status == "said" for end in there]
    assert sum(told) >= 0.9 * len(told)


@pytest.mark.long
def test_whoever_had_the_engine_read_keeps_the_promise_of_a_second_pair_of_eyes() -> None:
    """In the world in which Bảo has read it, letting Thắng finish alone breaks nothing once that was told."""
    loaded = load_scenario(find_pack_folder() / "the-third-candidate")
    stage = build_stage(loaded.scenario, loaded.texts)
    ends = [play_to_end(stage, seed, {"ceo": None, "cto": SKILLED}) for seed in range(PLAYS)]
    alone = [end for end in ends if _has_finished_alone(end) and end.facts["bao_mail"].status == "said"]
    promised = [made for end in alone for made in end.promises if made.id == "second_eye"]
    assert promised
    assert {made.status for made in promised} == {"kept"}


def _has_finished_alone(end: State) -> bool:
    return "bao_mail" in end.facts and any(record.enacted == "finish_tonight" for record in end.past)
