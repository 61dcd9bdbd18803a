"""The ledger of trust, and words beside deeds."""

import pytest

from game.debrief.look_back import look_back
from game.engine.partner import PLEDGED_STOCKS
from game.engine.stocks import WORSE_WHEN_HIGH
from tests.debrief.plays import PLAYS, looked_back, played


@pytest.mark.parametrize("play", PLAYS, ids=str)
def test_the_lines_shown_add_up_from_the_first_figure_to_the_last(play):
    session = played(*play)
    for ledger in looked_back(*play).ledgers:
        running = ledger.start
        for line in ledger.lines:
            assert line.before == running
            assert line.points != 0
            running = line.after
        assert ledger.now == session.state.round_to_points(f"{ledger.chair}.trust")
        assert abs(running - ledger.now) <= 1  # each entry is rounded to a hundredth of a point


@pytest.mark.parametrize("play", PLAYS, ids=str)
def test_every_line_stands_in_the_log(play):
    session = played(*play)
    logged = {(entry.scene, entry.cause) for entry in session.state.ledger}
    for ledger in look_back(session).ledgers:
        assert {(line.count, line.cause) for line in ledger.lines} <= logged


@pytest.mark.parametrize("play", PLAYS, ids=str)
def test_breaches_opened_closed_and_scars_are_those_that_the_chair_carries(play):
    session = played(*play)
    for ledger in looked_back(*play).ledgers:
        carried = session.state.wounds[ledger.chair]
        turns = [wound.turned for wound in ledger.wounds]
        assert turns.count("opened") == carried.opened
        assert turns.count("opened") - turns.count("closed") - turns.count("faded") == (carried.breach is not None)
        assert turns.count("scar") == carried.scars
        assert ledger.ceiling == max(55, 100 - 15 * carried.scars)


def test_what_was_found_out_breaks_integrity_and_leaves_a_scar_with_its_cause():
    """It deepens a breach that is open already (R10), such as that of having been sure of what came otherwise."""
    seen = set()
    for play in PLAYS:
        for ledger in looked_back(*play).ledgers:
            is_open = False
            for line, wounds in ledger.entries:
                turned = [wound.turned for wound in wounds]
                if "scar" in turned and line.cause.startswith("surfaced:"):
                    assert line.channel == "integrity"
                    assert line.points < 0
                    assert turned == ["deepened" if is_open else "opened", "scar"]
                    seen.add(turned[0])
                is_open = (is_open or "opened" in turned) and not {"closed", "faded"} & set(turned)
    assert seen


@pytest.mark.parametrize("play", PLAYS, ids=str)
def test_deeds_are_a_chairs_own_decisions_that_touched_its_pledge(play):
    session = played(*play)
    for words in looked_back(*play).pledges:
        assert words.pledges[0][1] == session.state.pledges[words.chair] or len(words.pledges) > 1
        for deed in words.deeds:
            assert deed.count >= words.pledges[0][0]
            scene = session.state.past[deed.count - 1]
            assert scene.enacted == deed.option
            assert {effect.stock for effect in deed.effects} <= set(PLEDGED_STOCKS[deed.pledge])
            if not scene.sat:
                assert scene.final[words.chair] == deed.option


def test_a_deed_that_cost_what_was_pledged_went_against_it():
    found = 0
    for play in PLAYS:
        for words in looked_back(*play).pledges:
            for deed in words.deeds:
                if len(deed.effects) == 1:
                    (effect,) = deed.effects
                    good = (effect.points > 0) != (effect.stock in WORSE_WHEN_HIGH)
                    assert (deed in words.went_with) == good
                    assert (deed in words.went_against) == (not good)
                    found += 1
    assert found >= 10
