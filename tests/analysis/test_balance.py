"""The balance of a crisis: what bots may see, that figures do not hang on processes, and what is measured at all."""

import json
from dataclasses import fields, replace
from pathlib import Path
from random import Random

import pytest

from game.analysis.simulation.forcing import ForcedPlay, force_scenes
from game.analysis.simulation.measures import (
    SECTIONS,
    TINY,
    BalanceRun,
    Bound,
    UnreadableBoundsError,
    find_bound,
    locate_bounds,
    measure_balance,
    read_bounds,
)
from game.analysis.simulation.players import (
    BLIND_PICKS,
    DICE,
    HOSTILE,
    KINDS,
    SKILLED,
    Fixed,
    Habit,
    SeatView,
    SeenChoice,
    SeenFact,
    read_seat_view,
)
from game.analysis.simulation.plays import Plays, build_stage, judge_end, open_laboratory, play_to_end
from game.analysis.simulation.shares import compute_shares, strip_effects
from game.analysis.simulation.statistics import CoMoments, Estimate
from game.content.compiler import load_scenario
from game.engine import rules
from game.engine.state_draft import StateDraft
from game.playthrough.session import Session
from game.playthrough.setup import Setup

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "tests" / "scenarios" / "small"
LAUNCH = ROOT / "scenarios" / "launch-day-red"


@pytest.fixture(scope="module")
def loaded():
    return load_scenario(SMALL)


@pytest.fixture(scope="module")
def stage(loaded):
    return build_stage(loaded.scenario, loaded.texts)


def measure(stage, *sections):
    bounds = read_bounds(locate_bounds())
    with open_laboratory(stage) as laboratory:
        return list(measure_balance(BalanceRun(laboratory, TINY, 3), bounds, sections or tuple(SECTIONS))), bounds


def views_of(stage, seed=5):
    """Every question of a play by dice, as the chair that is asked sees it."""
    seen = []

    def watch(draft, ask, _answer):
        kept = StateDraft(draft.scenario, draft.rng, draft.state)  # the draft itself goes on with the play
        seen.append((kept, ask, read_seat_view(draft, ask, stage.texts)))

    play_to_end(stage, seed, {"ceo": DICE, "cto": DICE}, watch)
    return seen


def test_a_view_holds_what_a_session_shows_and_nothing_else(loaded, stage):
    plain = (str, bool, int, tuple, dict, frozenset, type(None))
    for _, _, view in views_of(stage):
        for part in (view, *view.choices, *view.facts):
            assert type(part) in (SeatView, SeenChoice, SeenFact)
            assert all(isinstance(getattr(part, field.name), plain) for field in fields(part))
    session = Session(loaded.scenario, loaded.texts, Setup({"ceo": "human", "cto": "partner"}, 5))
    while session.prompt is not None and session.prompt.kind != "first":
        session.answer(session.prompt.token, DICE.answer(_view_of(session, stage), Random(1)))
    shown = {choice.id: {hint.outcome: hint.dots for hint in choice.hints} for choice in session.prompt.choices}
    view = _view_of(session, stage)
    assert {choice.id: choice.dots for choice in view.choices} == shown
    assert [choice.id for choice in view.choices] == [choice.id for choice in session.prompt.choices]


def _view_of(session, stage):
    ask = rules.list_asks(session.scenario, session.rng, session.state)[0]
    return read_seat_view(StateDraft(session.scenario, session.rng, session.state), ask, stage.texts)


def test_a_habit_does_not_change_with_what_it_cannot_see(stage):
    """The points of every effect turned round: dots, words and tones are the same, and so is each blind answer."""
    turned = replace(stage, scenario=_turn_signs(stage.scenario))
    habits = [Habit(pick=pick, say="open", sit="differ", differ=("object",)) for pick in BLIND_PICKS] + [HOSTILE]
    asked = 0
    for draft, ask, view in views_of(stage):
        other = read_seat_view(StateDraft(turned.scenario, draft.rng, draft.state), ask, turned.texts)
        assert other == view
        for habit in habits:
            assert habit.answer(view, Random(7)) == habit.answer(other, Random(7))
            rules.validate_answer(ask, habit.answer(view, Random(7)))
            asked += 1
    assert asked > 100


def _turn_signs(scenario):
    def turn_option(option):
        later = tuple(
            replace(one, effects=tuple(replace(e, points=-e.points) for e in one.effects)) for one in option.later
        )
        return replace(option, effects=tuple(replace(e, points=-e.points) for e in option.effects), later=later)

    def turn_scene(scene):
        if scene.decision is None:
            return scene
        return replace(scene, decision=replace(scene.decision, options=tuple(map(turn_option, scene.decision.options))))

    return replace(scenario, scenes={name: turn_scene(scene) for name, scene in scenario.scenes.items()})


def test_a_play_is_the_same_by_session_and_by_the_rules_alone(loaded, stage):
    for seed in range(2):
        seats = {"ceo": Fixed("one"), "cto": None}
        session = Session(loaded.scenario, loaded.texts, Setup({"ceo": "human", "cto": "partner"}, seed))
        while session.prompt is not None:
            ask = next(
                ask for ask in rules.list_asks(loaded.scenario, session.rng, session.state) if ask.chair == "ceo"
            )
            session.answer(session.prompt.token, seats["ceo"].answer(ask))
        state = play_to_end(stage, seed, seats)
        assert state == session.state
        assert judge_end(stage, state).ending == session.state.ending


def test_a_fixed_policy_draws_one_kind_of_answer_anew_and_leaves_the_others(stage):
    views = [ask for _, ask, _ in views_of(stage, 9)]
    for kind in KINDS:
        changed = {ask.kind for ask in views if Fixed("a").answer(ask) != Fixed("a", kind).answer(ask)}
        allowed = {"say": {"say", "sit_say"}, "ask_sit": {"final"}, "pledge": {"pledge", "still"}}
        assert changed <= allowed.get(kind, {"confidence": {"first"}, "guess": {"first"}}.get(kind, {kind}))


@pytest.mark.long
def test_figures_do_not_hang_on_the_number_of_processes(stage):
    plays = {"a": Plays(DICE, None, range(4)), "b": Plays(SKILLED, SKILLED, range(3, 6))}
    with open_laboratory(stage, 1) as one, open_laboratory(stage, 2) as two:
        assert one.tally(plays) == two.tally(plays)


def test_a_tally_is_small_however_many_plays_it_counts(stage):
    with open_laboratory(stage) as laboratory:
        few = laboratory.tally({"": Plays(DICE, None, range(4))})[""]
        many = laboratory.tally({"": Plays(DICE, None, range(12))})[""]
    assert many.n == 12
    assert len(many.f_counts) <= 1000
    assert few.f.__sizeof__() == many.f.__sizeof__()


FAST = ("partner", "relationship", "quarrels", "chairs", "reading")


@pytest.mark.parametrize("section", FAST)
def test_a_section_measures_and_every_figure_lies_in_its_interval(stage, section):
    found, _ = measure(stage, section)
    ids = [one.id for one in found]
    assert ids
    assert len(ids) == len(set(ids))
    assert all(one.estimate.low <= one.estimate.value <= one.estimate.high for one in found)


def test_a_forced_scene_is_the_same_play_but_for_the_option(stage):
    states = force_scenes(stage, ForcedPlay("dice", 4))
    assert [state.scene for state in states][:1] == [stage.scenario.first_scene.id]
    assert states == force_scenes(stage, ForcedPlay("dice", 4))
    forced = [state for state in states if len(state.f) > 1]
    assert any(len(set(state.f.values())) > 1 for state in forced)
    assert all(state.f[state.best] == max(state.f.values()) for state in forced)


def test_without_effects_only_moves_are_left(stage):
    bare = strip_effects(stage.scenario)
    options = [o for scene in bare.scenes.values() if scene.decision for o in scene.decision.options]
    assert not any(option.effects or any(later.effects for later in option.later) for option in options)
    assert any(option.moves for option in options)


def test_the_shares_of_a_sum_are_those_of_its_parts():
    rng = Random(2)
    moments = CoMoments()
    for _ in range(4000):
        direct, relationship = rng.gauss(0, 2), rng.gauss(0, 1)
        moments.add([50 + direct + relationship, direct, relationship])
    assert compute_shares(moments) == pytest.approx((0.8, 0.2), abs=0.03)


def test_a_bound_fails_only_if_the_whole_interval_lies_outside():
    bound = Bound(0.1, 0.3)
    assert bound.admits(Estimate(0.4, 0.25, 0.5, 9))
    assert not bound.admits(Estimate(0.4, 0.31, 0.5, 9))
    assert Bound(most=0).admits(Estimate(0, 0, 0, 0))
    assert not Bound(least=0.5).admits(Estimate(0.4, 0.2, 0.49, 9))


def test_bounds_are_found_by_id_before_patterns(tmp_path):
    file = tmp_path / "balance.yaml"
    file.write_text("bounds:\n  a.*: {least: 1}\n  a.b: {most: 2}\nnot_yet: [a.b, a.c]\n", encoding="utf-8")
    bounds = read_bounds(file)
    assert find_bound(bounds, "a.b") == Bound(None, 2, asked=False)
    assert find_bound(bounds, "a.c") == Bound(1, None, asked=False)
    assert find_bound(bounds, "a.d") == Bound(1, None)
    assert find_bound(bounds, "b") is None


@pytest.mark.parametrize(
    "text", ["bounds: [", "bounds: 3", "bounds: {a: {lowest: 1}}", "bounds: {a: {least: high}}", "bounds: {a: {}}"]
)
def test_bounds_that_cannot_be_read_are_refused(tmp_path, text):
    file = tmp_path / "balance.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableBoundsError, match=r"balance\.yaml"):
        read_bounds(file)


def test_json_tells_every_measure(tmp_path, monkeypatch, capsys):
    from game.cli import main

    monkeypatch.setenv("TANDEM_HOME", str(tmp_path))
    monkeypatch.setattr("game.cli.balance.QUICK", TINY)
    bounds = tmp_path / "bounds.yaml"
    bounds.write_text("bounds: {endings.unread: {most: 0}, stocks.unread: {least: 0}}\n", encoding="utf-8")
    command = ["balance", str(SMALL), "--only", "reading", "--processes", "1", "--bounds", str(bounds)]
    assert main([*command, "--format", "json"]) == 1
    document = json.loads(capsys.readouterr().out)
    assert document["crisis"] == "small"
    assert set(document["measures"][0]) == {"id", "value", "low", "high", "bound", "holds", "n"}
    held = {one["id"]: one["holds"] for one in document["measures"]}
    assert held == {"endings.unread": False, "stocks.unread": True, "conditions.never_flip": None}
    bounds.write_text("bounds: {endings.unread: {most: 0}}\nnot_yet: [endings.unread]\n", encoding="utf-8")
    assert main(command) == 0
    assert "+ endings.unread" in capsys.readouterr().out


@pytest.mark.long
def test_launch_day_red_is_measured_whole_and_every_bound_is_that_of_a_measure():
    loaded = load_scenario(LAUNCH)
    found, bounds = measure(build_stage(loaded.scenario, loaded.texts))
    ids = [one.id for one in found]
    assert len(ids) == len(set(ids))
    assert all(one.estimate.low <= one.estimate.value <= one.estimate.high for one in found)
    used = {id(one.bound) for one in found}
    assert [name for name, bound in bounds.items() if id(bound) not in used] == []
    drawn = [name for name in ids if name.startswith("forced.flipped_by.cause.")]
    assert len(drawn) == len(loaded.scenario.draw["cause"])
