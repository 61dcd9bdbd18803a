"""What happened is told true: the figures of each page add up to what its bars show, in every front end.

Each telling begins where the one before ended: a coffee and what lands are told as they come, and what a scene moved
counts from there. Whatever is told of a figure on a page adds up to the change beside its bar, and over a play every
point is told once.
"""

import io
import json
import re
from collections import Counter
from itertools import takewhile
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from game.engine import events as e
from game.engine.state import round_half_even
from game.engine.stocks import CHAIRS, INDEX, OUTCOMES
from game.locales import vocabulary
from game.narration.sentences import tell_events
from game.narration.voice import Voice
from game.plain.jsonl import JsonlGame
from game.playthrough.visibility import filter_events_for, filter_public_events, is_stock_seen
from game.tui.play.pair import build_pair_page_sequence
from game.tui.play.reader import ChairReader, PairReader
from game.tui.play.steps import ReadingStep, build_reading_steps
from tests.playthrough.players import FIELDS, SEATS, crises, session
from tests.properties import check_property

PLAYS = settings(
    deadline=None,
    phases=(Phase.generate,),  # a seed has nothing to shrink
    suppress_health_check=[HealthCheck.too_slow],
)
WHO = st.sampled_from(SEATS)
CRISES = st.sampled_from(["launch-day-red", "the-third-candidate"])
SEEDS = st.integers(0, 2**31 - 1)
MOVING = (e.CoffeeTaken, e.Landed, e.Surfaced, e.PromiseSettled, e.Said)
BEFORE = (e.CoffeeTaken, e.SceneOpened, e.CircumstanceShown, e.Landed, e.Surfaced, e.PromiseSettled)
"""What comes before a scene has opened and everything due has landed."""


def add_moves(events):
    """Return by how much each stock moved with these events."""
    total = Counter()
    for event in events:
        if isinstance(event, MOVING):
            total.update(event.moved)
    return total


def since_the_scene_had_opened(game):
    """Return what has happened since the base of the bars: a scene was left, or had opened and all due had landed."""
    events = [event for answered in game.history.by_answer for event in answered]
    base = (*BEFORE, e.Enacted, e.WeekPassed, e.Changed)
    told = [number for number, event in enumerate(events) if isinstance(event, base)]
    return events[told[-1] + 1 :] if told else events


def find_crisis(name):
    return next(loaded for loaded in crises() if loaded.scenario.id == name)


def choose_at_random(dice, prompt):
    """Return any answer that may be given to a prompt."""
    ids = [choice.id for choice in prompt.choices]
    match prompt.kind:
        case "say" | "sit_say":
            return {"facts": [fact.id for fact in prompt.facts if dice.random() < 0.5]}
        case "first":
            confidence = dice.choice(["leaning", "sure"])
            return {"option": dice.choice(ids), "confidence": confidence, "guess": dice.choice(ids)}
        case "sit":
            return {"accept": dice.random() < 0.5}
    return {FIELDS.get(prompt.kind, "option"): dice.choice(ids)}


def list_prompts(seed, seats, crisis):
    """Play to the end with any answers; yield the game at each question, and once it is over."""
    game, dice = session(seats, seed, find_crisis(crisis)), Random(seed)
    while game.prompt is not None:
        yield game
        game.answer(game.prompt.token, choose_at_random(dice, game.prompt))
    yield game


@check_property(SEEDS, WHO, CRISES, few=4, many=12, under=PLAYS)
def test_what_each_event_moved_adds_up_to_the_bar_at_every_question(seed, seats, crisis):
    for game in list_prompts(seed, seats, crisis):
        told = add_moves(since_the_scene_had_opened(game))
        for figure in game.shared_view.figures if game.prompt is not None else ():
            assert figure.change == told[figure.stock], figure.stock


def show_outcomes(stocks):
    """Return the company's figures as the screen shows them; `stocks` in hundredths."""
    return Counter({stock: round_half_even(stocks[INDEX[stock]]) for stock in OUTCOMES})


@check_property(SEEDS, WHO, CRISES, few=4, many=12, under=PLAYS)
def test_over_a_play_each_point_is_told_once_and_the_parts_of_a_change_add_up(seed, seats, crisis):
    *_, game = list_prompts(seed, seats, crisis)
    events = [event for answered in game.history.by_answer for event in answered]
    now, said, before = show_outcomes(events[0].stocks), Counter(), []
    for number, event in enumerate(events):
        if isinstance(event, e.SceneOpened):
            assert show_outcomes(event.stocks) == now
            before += takewhile(lambda later: isinstance(later, (*BEFORE, e.Learned)), events[number + 1 :])
            arrived = Counter(now)
            arrived.update({stock: by for stock, by in add_moves(before).items() if stock in OUTCOMES})
            now = show_outcomes(event.arrived)
            assert arrived == now or not event.lines, "what came before is told by its own events"
            said, before = Counter(), []
        elif isinstance(event, e.CoffeeTaken):
            before.append(event)
        elif isinstance(event, e.Said):
            said.update(event.moved)
        elif isinstance(event, (e.Landed, e.Surfaced, e.PromiseSettled)):
            said = Counter()  # what lands after the last decision counts from there
        elif isinstance(event, e.Changed):
            assert sum(event.parts.values()) == event.after - event.before
            assert all(event.parts.values())
            assert "coffee" not in event.parts
            if event.stock in OUTCOMES:
                assert event.parts.get("said", 0) == said[event.stock]
                assert now[event.stock] == event.before
                now[event.stock] = event.after


def check_page(step, view, own):
    """Check that the rows of a page, and what its lines say moved, are what its bars show."""
    bars = {figure.stock: figure.change for figure in view.figures}
    bars.update({view.trust.stock: view.trust.change} if own else {})
    for change in step.changes:
        assert sum(change.parts.values()) == change.after - change.before == bars[change.stock], change
    if not any(isinstance(event, e.Changed) for event in step.happened):
        told = add_moves(step.happened)
        assert all(told[stock] == by for stock, by in bars.items() if stock in OUTCOMES)
        return
    changed = {event.stock: event for event in step.happened if isinstance(event, e.Changed)}
    for stock in OUTCOMES:
        assert (changed[stock].after - changed[stock].before if stock in changed else 0) == bars[stock], stock


@check_property(SEEDS, st.sampled_from(SEATS[1:]), CRISES, few=4, many=12, under=PLAYS)
def test_on_the_screen_of_one_the_rows_and_lines_of_each_page_add_up_to_its_bars(seed, seats, crisis):
    for game in list_prompts(seed, seats, crisis):
        reader = ChairReader(game)
        for step in build_reading_steps(reader):
            assert isinstance(step, ReadingStep)
            view = game.build_view(reader.chair)
            check_page(step, step.hindsight.rebuild_view(game.scenario, view) if step.hindsight else view, True)


@check_property(SEEDS, CRISES, few=4, many=12, under=PLAYS)
def test_on_the_screen_of_two_the_rows_and_lines_of_each_page_add_up_to_its_bars(seed, crisis):
    for game in list_prompts(seed, SEATS[0], crisis):
        for step in build_pair_page_sequence(PairReader(game)):
            if isinstance(step, ReadingStep):
                view = game.shared_view
                check_page(step, step.hindsight.rebuild_view(game.scenario, view) if step.hindsight else view, False)


ROW = re.compile(r"^(?P<name>.+): (?P<after>-?\d+), (?P<way>up|down) (?P<by>\d+)\. \((?P<parts>.+)\)$")
PART = re.compile(r"(?:up|down) \d+")


def read_signed(words):
    way, by = words.split()
    return int(by) if way == "up" else -int(by)


@check_property(SEEDS, WHO, CRISES, few=4, many=12, under=PLAYS)
def test_line_by_line_each_figure_is_where_its_parts_take_it(seed, seats, crisis):
    names = {vocabulary.name_stock(stock): stock for stock in OUTCOMES}
    for game in list_prompts(seed, seats, crisis):
        voice = Voice.to_onlookers(game) if game.pair else Voice.to_chair(game, game.people[0])
        changed = {event.stock: event for event in game.happened if isinstance(event, e.Changed)}
        for row in filter(None, map(ROW.match, tell_events(voice, game.happened))):
            by = read_signed(f"{row['way']} {row['by']}")
            parts = [read_signed(part) for part in PART.findall(row["parts"])]
            assert not parts or sum(parts) == by, row[0]
            if row["name"] in names and len([one for one in game.happened if isinstance(one, e.Enacted)]) == 1:
                event = changed[names[row["name"]]]
                assert (event.after, event.after - event.before) == (int(row["after"]), by)


BASE = ("changed", "week_passed", "enacted", "scene_opened", "landed", "surfaced", "promise_settled", "coffee_taken")
"""The messages after which the bars of a view count anew."""


class Program(io.StringIO):
    """Answers at random what it has heard being asked; where both are asked, one after the other."""

    def __init__(self, heard, game, dice):
        super().__init__()
        self.heard, self.game, self.dice = heard, game, dice

    def readline(self, _limit=-1):
        said = self.heard.getvalue()
        assert '"event": "refused"' not in said
        asked = self.game.prompt
        assert f'"token": "{asked.token}"' in said
        return json.dumps({"token": asked.token, "answer": choose_at_random(self.dice, asked)}) + "\n"


class Unsaved:
    """A game that is not saved."""

    def __init__(self, played):
        self.session, self.saved, self.trouble = played, 0, ""

    def save(self):
        return 0


@check_property(SEEDS, WHO, CRISES, few=4, many=12, under=PLAYS)
def test_for_programs_what_moved_adds_up_to_the_view_and_hidden_stocks_are_in_no_message(seed, seats, crisis):
    game, heard, dice = session(seats, seed, find_crisis(crisis)), io.StringIO(), Random(seed)
    JsonlGame(Unsaved(game), Program(heard, game, dice), heard).play()
    told = {chair: Counter() for chair in CHAIRS}
    for line in map(json.loads, heard.getvalue().splitlines()):
        chair = line.get("for", game.setup.people[0] if len(game.setup.people) == 1 else None)
        if line.get("event") in BASE:
            told[chair].clear()
        for stock in [*line.get("moved", {}), *([line["stock"]] if "stock" in line else [])]:
            assert is_stock_seen(stock, (chair,)), line
        if chair and line.get("event") not in BASE:
            told[chair].update(line.get("moved", {}))
        if line.get("event") == "changed":
            assert sum(line["parts"].values()) == line["after"] - line["before"]
        for figure in line["view"]["figures"] if "view" in line else ():
            assert figure["change"] == told[chair][figure["stock"]], figure


@pytest.mark.parametrize("chair", CHAIRS)
def test_of_the_two_only_ones_own_trust_is_a_figure(chair):
    moved = {"culture": 1, "strain": 2, "debt": 3, "clarity": 4, "bridge": 5, "ceo.trust": 6, "cto.trust": 7}
    events = [
        e.Landed("p", "s", "o", (), 1, moved),
        *(e.Changed(stock, 0, by, {"time": by}) for stock, by in moved.items()),
    ]
    seen = {"culture": 1, f"{chair}.trust": moved[f"{chair}.trust"]}
    landed, *changed = filter_events_for(chair, events)
    assert (landed.moved, {event.stock: event.after for event in changed}) == (seen, seen)
    landed, *changed = filter_public_events(events)
    assert (landed.moved, [event.stock for event in changed]) == ({"culture": 1}, ["culture"])
