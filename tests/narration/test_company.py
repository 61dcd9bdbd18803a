"""How the company stands, in words: the overview, whose doing a figure is, and what moved it after a decision."""

from dataclasses import replace

import pytest

from game.engine import events as e
from game.engine.state import SceneRecord
from game.engine.stocks import CHAIRS, INDEX
from game.narration import cause_web, company
from game.narration.consequence import MoveCause, account_for_changes
from game.narration.voice import Voice
from game.playthrough.cause_web import BETWEEN, WORK, CauseNode
from game.playthrough.hindsight import Hindsight
from tests.playthrough import players


@pytest.fixture
def game():
    return players.session(players.SEATS[1])


def voices(session) -> dict[str, Voice]:
    return {
        "ceo": Voice.to_chair(session, "ceo"),
        "cto": Voice.to_chair(session, "cto"),
        "both": Voice.to_onlookers(session),
    }


def shift(session, **points):
    """Move stocks away from where the company began, by whole points; `ceo_trust` is `ceo.trust`."""
    stocks = list(session.scenario.start)
    for name, by in points.items():
        chair, _, what = name.partition("_")
        stocks[INDEX[f"{chair}.{what}" if chair in CHAIRS else name]] += 100 * by
    session.state = replace(session.state, stocks=tuple(stocks))
    return session


# -- the overview ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tokens", "told"),
    [
        (0, "There is no time left to sit down together."),
        (1, "You can sit down together 1 more time."),
        (2, "You can sit down together 2 more times."),
    ],
)
def test_how_often_one_can_still_sit_down_is_told(game, tokens, told):
    view = replace(game.build_view("ceo"), tokens=tokens)
    assert company.build_overview(Voice.to_chair(game, "ceo"), view).sittings == told


def test_two_who_look_together_read_how_often_they_still_can_of_how_often(game):
    view = replace(game.shared_view, tokens=1)
    overview = company.build_overview(Voice.to_onlookers(game), view)
    assert overview.sittings == "Times left to sit down together: 1 of 2."
    assert (overview.title, overview.relationship) == ("The company, and what both know", None)
    lines = list(company.render_overview(Voice.to_onlookers(game), view))
    assert lines[:3] == ["", "The company, week 0", "Culture: 50, polite."]
    assert lines[-2:] == ["Times left to sit down together: 1 of 2.", ""]


def test_a_figure_is_told_with_its_change_and_without_one_where_there_is_none(game):
    view = game.shared_view
    changed = {"culture": 3, "sales": -2}
    figures = tuple(replace(figure, change=changed.get(figure.stock, 0)) for figure in view.figures)
    lines = list(company.render_overview(Voice.to_onlookers(game), replace(view, figures=figures)))
    assert lines[2:4] == ["Culture: 50, polite, up 3.", "Structure: 48, holding."]
    assert "Sales: 48, moving, down 2." in lines


def test_what_lies_between_the_two_is_told_with_both_pledges_the_readers_first(game):
    players.play(game, until="coffee", pledge="cash")
    view = replace(game.build_view("cto"), seems=3, pledges={"ceo": "cash", "cto": "people"})
    status = company.build_overview(Voice.to_chair(game, "cto"), view).relationship
    assert (status.title, status.trust_label) == ("Between you", "You trust Hà")
    assert status.mood_fifths == "4/5"
    assert status.mood_sentence == f"Hà seems {status.mood}, 4 of 5."
    assert status.pledges == ("You will not sacrifice the people.", "Hà will not sacrifice the cash.")


def test_what_a_chair_has_not_said_is_counted_among_its_facts(game):
    view = game.build_view("ceo")
    status = company.build_overview(Voice.to_chair(game, "ceo"), view).relationship
    assert (status.unsaid_label, status.unsaid) == ("Unsaid", "3 of your 3 facts")
    one = company.build_overview(Voice.to_chair(game, "ceo"), replace(view, unsaid=1)).relationship
    assert one.unsaid == "1 of your 3 facts"


def test_facts_that_both_know_are_told_to_both_those_of_the_ceo_first(game):
    view = replace(game.shared_view, said=(("cto", "facts.refund_path"), ("ceo", "facts.renewal")))
    known = company.build_overview(Voice.to_onlookers(game), view).known
    assert known == company.TitledTexts("Both know", ("facts.renewal.told", "facts.refund_path.told"))


def test_ones_own_fact_that_was_said_is_known_to_both_and_no_longer_only_ones_own(game):
    view = game.build_view("ceo")
    facts = tuple(replace(one, status="said") if one.id == "renewal" else one for one in view.facts)
    overview = company.build_overview(
        Voice.to_chair(game, "ceo"), replace(view, facts=facts, shared=("facts.refund_path",))
    )
    assert overview.own.paths == ("facts.bonus.text", "facts.discount.text")
    assert overview.told.paths == ("facts.refund_path.told",)
    assert overview.known.paths == ("facts.renewal.told", "facts.refund_path.told")


# -- why a figure is where it is ---------------------------------------------------------------------------


def test_a_figure_that_nothing_has_moved_says_so(game):
    told = company.explain_figure(Voice.to_chair(game, "ceo"), game, "culture")
    assert (told.name, told.value, told.change, told.moved, told.told) == ("Culture", "50", 0, "", "")
    assert (told.chain, told.entries) == ((), ())
    assert told.untouched == "Nothing has moved it yet."


def test_what_pulls_at_a_figure_is_named_where_it_is_seen_and_else_only_where_it_lies(game):
    shift(game, strain=20, culture=-10, support=-20, csat_service=-10, csat_product=5)
    voice = voices(game)["ceo"]
    hidden, seen = (company.explain_figure(voice, game, stock) for stock in ("culture", "csat_service"))
    assert (hidden.value, hidden.change) == ("40", -10)
    assert hidden.told == "What pulls it down most: How the work is done."
    assert seen.told.startswith("What pulls it down most: Support (−20).")
    whole = company.explain_figure(voice, game, "culture", whole=True)
    assert whole.told == "What pulls it down most: Strain (+20)."


def test_what_somebody_does_not_know_pulls_up_by_growing_less(game):
    shift(game, ceo_gap=-30, structure=10)
    told = company.explain_figure(voices(game)["ceo"], game, "structure", whole=True).told
    assert told == "What pulls it up most: What Hà does not know (−30)."


def test_what_lies_between_the_two_pulls_without_a_name(game):
    shift(game, ceo_trust=30, cto_trust=30, culture=10)
    told = company.explain_figure(voices(game)["both"], game, "culture")
    assert told.told.startswith("What pulls it up most: What lies between you.")


def test_the_latest_six_things_that_were_done_to_a_figure_are_told_the_last_first():
    played = players.play(players.session(players.SEATS[1], 3), pledge="people")
    everything = [
        (entry.scene, entry.points) for entry in played.list_ledger_entries("culture") if abs(entry.points) > 50
    ]
    told = company.explain_figure(Voice.to_chair(played, "ceo"), played, "culture")
    assert 0 < len(told.entries) <= 6
    assert [entry.when for entry in told.entries] == [f"scene {count}" for count, _ in everything[::-1]][:6]
    assert all(entry.points and entry.cause for entry in told.entries)


def test_a_figure_is_explained_as_it_stood_at_the_moment_that_a_page_tells_of(game):
    stocks = list(game.scenario.start)
    stocks[INDEX["culture"]] += 700
    told = company.explain_figure(voices(game)["ceo"], game, "culture", Hindsight("morning", 1, tuple(stocks)))
    assert (told.value, told.change) == ("57", 7)
    now = company.explain_figure(voices(game)["ceo"], game, "culture", Hindsight("morning", 1))
    assert (now.value, now.change) == ("50", 0)


def test_what_was_done_later_than_a_page_is_not_told_on_it():
    played = players.play(players.session(players.SEATS[1], 3), pledge="people")
    voice = Voice.to_chair(played, "ceo")
    later = tuple(event for row in played.story for event in row if isinstance(event, e.Enacted) and event.scene != "x")
    first = Hindsight("morning", 1, later=later[:1])
    whole, then = (company.explain_figure(voice, played, "culture", moment) for moment in (None, first))
    assert whole.entries
    assert then.entries == (), "its own scene was not decided yet"
    last = company.explain_figure(voice, played, "culture", Hindsight("month_end", played.state.count))
    assert last.entries == whole.entries, "nothing has happened since"


# -- whose doing it was ------------------------------------------------------------------------------------


def test_in_the_web_what_lies_between_the_two_says_whose_it_is(game):
    named = {
        stock: cause_web.name_in_web(voices(game)["both"], stock)
        for stock in ("culture", "ceo.trust", "cto.trust", "cto.safety", "ceo.gap", "cto.autonomy")
    }
    assert named == {
        "culture": "Culture",
        "ceo.trust": "Hà trusts Dũng",
        "cto.trust": "Dũng trusts Hà",
        "cto.safety": "Dũng dares to speak",
        "ceo.gap": "Hà is in the dark",
        "cto.autonomy": "Dũng feels free",
    }


def test_a_node_for_what_nobody_sees_says_where_it_lies(game):
    names = [cause_web.name_node(voices(game)["ceo"], CauseNode(stock, None)) for stock in (BETWEEN, WORK, "sales")]
    assert names == ["What lies between you", "How the work is done", "Sales"]


def test_the_columns_of_the_web_have_titles():
    assert cause_web.name_columns() == ["Between the two", "The house", "Six departments", "Customers"]
    assert cause_web.name_movers() == "Who moved it"


def test_whose_doing_a_figure_is_has_a_name_and_a_sentence(game):
    voice = voices(game)["ceo"]
    assert cause_web.list_movers(voice) == [("ceo", "Hà"), ("cto", "Dũng"), ("both", "both"), ("time", "time")]
    assert cause_web.name_mover(voice, "nobody") == cause_web.tell_mover(voice, "nobody") == ""
    assert [cause_web.tell_mover(voice, mover) for mover in ("cto", "both", "time")] == [
        "Dũng moved it most.",
        "The two together moved it most.",
        "Time moved it most.",
    ]


# -- what came of a decision -------------------------------------------------------------------------------


def account(voice, session, happened, stock="culture", **parts):
    """What is told of one figure that moved by these parts."""
    change = e.Changed(stock, 50, 50 + sum(parts.values()), parts)
    return account_for_changes(voice, session, happened, [change], None)


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (e.PromiseSettled("tests", "cto", "kept", "x", {"culture": 4}), "a promise kept"),
        (e.PromiseSettled("tests", "cto", "broken", "x", {"culture": 4}), "a promise broken"),
        (e.Landed("x", "morning", "pay_first", (), 1, {"culture": 4}), "from scene 1"),
        (e.Surfaced("bonus", "ceo", "mai", kept=True, effects=(), moved={"culture": 4}), "came out: Bonus on invoices"),
    ],
)
def test_what_arrived_and_moved_a_figure_is_named(game, event, words):
    (figure,) = account(voices(game)["ceo"], game, [event], landed=4).figures
    assert figure.elapsed == (MoveCause(words, 4, "earlier"),)
    assert (figure.decided, figure.by_decision, figure.by_time) == ((), 0, 4)
    (other,) = account(voices(game)["ceo"], game, [event], "sales", landed=4).figures
    assert other.elapsed == (MoveCause("earlier", 4, "earlier"),), "what moved another figure has no part in it"


def test_several_things_that_arrived_share_the_points_the_largest_first(game):
    happened = [
        e.Landed("x", "morning", "pay_first", (), 1, {"culture": 2}),
        e.Landed("y", "standup", "void_tonight", (), 2, {"culture": -5}),
        e.Landed("z", "morning", "pay_first", (), 1, {"culture": 1}),
    ]
    (figure,) = account(voices(game)["ceo"], game, happened, landed=-2).figures
    assert figure.elapsed == (MoveCause("from scene 2", -5, "earlier"), MoveCause("from scene 1", 3, "earlier"))


def test_what_was_said_and_decided_stands_apart_from_time(game):
    weeks = [e.WeekPassed(number, ()) for number in (1, 2)]
    told = account(voices(game)["ceo"], game, weeks, said=1, decision=-3, time=2)
    (figure,) = told.figures
    assert figure.decided == (MoveCause("decision", -3, "decision"), MoveCause("said", 1, "said"))
    assert figure.elapsed == (MoveCause("settling", 2, "time"),)
    assert (figure.before, figure.now, figure.by_decision, figure.by_time) == (50, 50, -2, 2)
    assert (told.title, told.elapsed_title, told.course_title) == ("What changed", "2 weeks", "from scene to scene")
    assert told.columns == ("before", "decision", "time", "now")


def test_where_nothing_was_decided_nobody_is_named(game):
    told = account(voices(game)["ceo"], game, [], landed=1)
    assert (told.decider, told.decided_title, told.carried, told.reasons) == ("", "", "", ())
    assert told.elapsed_title == "Meanwhile"


@pytest.mark.parametrize(
    ("resolved", "final", "titles"),
    [
        (None, {"cto": "void_tonight"}, ("Dũng's decision", "Your decision", "Dũng's decision")),
        (None, {"ceo": "void_tonight", "cto": "void_tonight"}, ("Decided by both",) * 3),
        ("escalate", {"ceo": "void_by_hand", "cto": "void_tonight"}, ("Board's decision",) * 3),
        (
            "object",
            {"ceo": "void_by_hand", "cto": "void_tonight"},
            ("Dũng's decision", "Your decision", "Dũng's decision"),
        ),
    ],
)
def test_whose_decision_it_was_stands_over_it(game, resolved, final, titles):
    happened = [
        e.Finals("standup", final),
        *([e.Resolved("ceo", resolved)] if resolved else []),
        e.Enacted("standup", "void_tonight", "cto", "cto", (), {}, ()),
    ]
    told = [account(voice, game, happened, decision=1) for voice in voices(game).values()]
    assert tuple(one.decided_title for one in told) == titles
    assert {one.carried for one in told} == {""}, "nothing came of it at once"


@pytest.mark.parametrize(
    ("points", "stock", "by", "words"),
    [
        ({"sales": 20}, "customers", 2, "sales up"),
        ({"sales": -20}, "customers", -2, "sales down"),
        ({"sales": -20}, "csat_product", 2, "sales down"),
        ({"sales": 20}, "customers", -2, "settling"),
        ({"strain": 20}, "culture", -2, "how the work is done"),
        ({"ceo_trust": 20}, "culture", 2, "what lies between you"),
    ],
)
def test_what_pulled_a_figure_over_the_weeks_is_told_to_a_reader_in_a_chair(game, points, stock, by, words):
    shift(game, **points)
    (figure,) = account(voices(game)["ceo"], game, [], stock, time=by).figures
    assert figure.elapsed == (MoveCause(words, by, "time"),)


@pytest.mark.parametrize(
    ("points", "stock", "by", "words"),
    [
        ({"sales": 20}, "customers", 2, "sales up"),
        ({"strain": 20}, "culture", -2, "settling"),
        ({"ceo_trust": 20}, "culture", 2, "settling"),
    ],
)
def test_two_who_read_together_are_not_told_of_a_pull_that_one_alone_may_know(game, points, stock, by, words):
    shift(game, **points)
    (figure,) = account(voices(game)["both"], game, [], stock, time=by).figures
    assert figure.elapsed == (MoveCause(words, by, "time"),)


def test_of_two_pulls_the_stronger_is_named(game):
    shift(game, sales=5, csat_product=30)
    (figure,) = account(voices(game)["ceo"], game, [], "customers", time=3).figures
    assert figure.elapsed == (MoveCause("customers, product up", 3, "time"),)


def test_customers_are_named_briefly_at_the_head_of_a_row_and_trust_by_whom_it_is_in(game):
    names = [company.name_row(voices(game)["ceo"], s) for s in ("csat_product", "csat_service", "culture")]
    assert names == ["With product", "With service", "Culture"]
    assert company.name_row(voices(game)["ceo"], "ceo.trust") == "You trust Dũng"
    assert company.name_row(voices(game)["cto"], "cto.trust") == "You trust Hà"


def test_what_made_a_decision_be_carried_out_as_it_was_is_told_and_whether_it_helped(game):
    picks = {"ceo": "void_tonight", "cto": "void_tonight"}
    enacted = e.Enacted("standup", "void_tonight", "cto", "cto", (), {}, (), 75, ("something",))
    agreed = SceneRecord("standup", 1, first=picks, final=picks, enacted="void_tonight")
    game.state = replace(game.state, past=(agreed,))
    told = account(voices(game)["ceo"], game, [enacted], decision=1)
    assert told.reasons == (("wanted the same from the start", True),)
    assert told.carried == "carried out ●●●○"
    overridden = replace(agreed, first={**picks, "ceo": "void_by_hand"}, final={**picks, "ceo": "x"}, mode="override")
    game.state = replace(game.state, past=(overridden,))
    assert account(voices(game)["ceo"], game, [enacted], decision=1).reasons == (("over the other's head", False),)
    assert account(voices(game)["ceo"], game, [replace(enacted, effects=())], decision=1).reasons == ()


def test_a_page_that_is_read_later_tells_the_reasons_of_its_own_scene(game):
    picks = {"ceo": "void_tonight", "cto": "void_tonight"}
    enacted = e.Enacted("standup", "void_tonight", "cto", "cto", (), {}, (), 75, ("something",))
    agreed = SceneRecord("standup", 1, first=picks, final=picks, enacted="void_tonight")
    game.state = replace(game.state, past=(agreed, replace(agreed, count=2, mode="override")))
    change = [e.Changed("culture", 50, 51, {"decision": 1})]
    then = account_for_changes(voices(game)["ceo"], game, [enacted], change, Hindsight("standup", 1))
    assert then.reasons == (("wanted the same from the start", True),)


def test_what_the_decision_itself_did_is_told_apart_from_how_it_was_carried_out():
    session = players.play(players.session(players.SEATS[1]), until="coffee", first="void_by_hand", final="pay_first")
    (row,) = [row for row in session.story if any(isinstance(one, e.Enacted) and one.scene == "morning" for one in row)]
    changes = [one for one in row if isinstance(one, e.Changed) and one.stock == "finance"]
    then = Hindsight("morning", 1)
    (figure,) = account_for_changes(voices(session)["ceo"], session, row, changes, then).figures
    assert "decided" in [cause.words for cause in figure.decided]
    assert figure.by_decision == sum(changes[0].parts.get(part, 0) for part in ("said", "decision"))


def test_what_a_figure_depends_on_is_told_and_what_nobody_sees_by_where_it_lies(game):
    voice = voices(game)["ceo"]
    played, over = (company.explain_figure(voice, game, "product", whole=whole) for whole in (False, True))
    assert played.depends.startswith("Depends on what lies between you, engineering, ")
    assert over.depends.startswith("Depends on engineering, ")
    assert "debt" not in played.depends
    assert "what Hà does not know (−)" in over.depends
    assert "debt (−)" in over.depends
    assert "sales" in played.feeds
    assert company.explain_figure(voice, game, "cash").feeds == ""
    assert company.explain_figure(voice, game, "ceo.trust").depends == ""
