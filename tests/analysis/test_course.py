"""Where plays stood as each scene opened: taken from the ledger, and the same as playing them again."""

from pathlib import Path

import pytest

from game.analysis.simulation.runs import compute_progress_by_scene, play_seed
from game.content.compiler import load_scenario
from game.engine.events import SceneOpened
from game.engine.model import compute_composite, from_hundredths

SMALL = Path(__file__).parents[1] / "scenarios" / "small"


@pytest.mark.parametrize("bots", [{"ceo": "random", "cto": "random"}, {"ceo": "partner", "cto": "partner"}])
def test_f_is_that_of_the_state_in_which_the_scene_opened(bots):
    loaded = load_scenario(SMALL)
    for seed in range(3):
        session = play_seed(loaded.scenario, loaded.texts, bots, seed)
        stages = {stage.scene: stage.f.median for stage in compute_progress_by_scene(loaded.scenario, [session.state])}
        opened = {}
        for event in (event for row in session.story for event in row if isinstance(event, SceneOpened)):
            opened.setdefault(event.scene, compute_composite(from_hundredths(event.stocks)))
        opened["end"] = compute_composite(from_hundredths(session.state.stocks))
        assert len(stages.keys() & opened.keys()) > 3
        for scene in stages.keys() & opened.keys():
            assert stages[scene] == pytest.approx(opened[scene], abs=0.02)
