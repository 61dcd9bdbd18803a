"""The third candidate: what the simulated CTO keeps back depends on how it was treated, and not on what was drawn."""

from game.analysis.simulation.measures import SKILLED
from game.analysis.simulation.plays import build_stage, play_to_end
from game.content.compiler import load_scenario
from game.content.scenario_library import find_pack_folder
from game.engine.state import State

PLAYS = 30


def test_choosing_rightly_on_the_first_page_slights_nobody() -> None:
    """Where the lead engineer fits, letting him hold the desk is right. The CTO's notes on him came out in 8 of 22."""
    loaded = load_scenario(find_pack_folder() / "the-third-candidate")
    stage = build_stage(loaded.scenario, loaded.texts)
    ends = [play_to_end(stage, seed, {"ceo": SKILLED, "cto": None}) for seed in range(PLAYS)]
    there = [end for end in ends if end.draw["fit"] == "thang"]
    held = [end for end in there if end.past[0].enacted == "thang_holds"]
    assert len(held) == len(there) >= PLAYS // 5
    told = [end.facts["margin_notes"].status == "said" for end in there]
    assert sum(told) >= 0.9 * len(told)


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
