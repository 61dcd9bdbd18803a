"""A scene in keys: what a player presses, and what the page then says."""

import re

import pytest
from textual.content import Content

from game.engine import events as e
from game.narration.introduction import narrate_partner_reason
from game.narration.lines import join_text
from game.narration.sentences import tell_events
from game.tui.play.page import PlayPage
from game.tui.play.question_steps import AnswerStep, DecideStep
from game.tui.play.reveal_steps import RevealStep
from game.tui.play.steps import ConsequenceStep
from game.tui.toolkit.choices import NO_DIGIT, ChoiceRow, Choices
from tests.marks import as_long
from tests.tui.stage import DECIDING, opened, press, settled, showing, table


def play(pilot) -> PlayPage:
    assert isinstance(pilot.app.screen, PlayPage)
    return pilot.app.screen


@pytest.mark.long
async def test_a_scene_of_ones_own_takes_two_keys(tmp_path):
    async with opened(table(tmp_path)) as pilot:
        assert "What does support say? you decide alone" in showing(pilot.app)
        await press(pilot, "1 enter")
        assert "Pay the first one, drop the other." in showing(pilot.app)
        assert "Finance" in showing(pilot.app)
        assert "Your decision" in showing(pilot.app)


@pytest.mark.long
async def test_a_full_scene_takes_four_keys(tmp_path):
    async with opened(table(tmp_path)) as pilot:
        await press(pilot, "1 enter enter 1 enter enter")
        assert isinstance(play(pilot).step, DecideStep)
        await press(pilot, "2 enter enter")
        assert any(isinstance(event, e.Enacted) for event in play(pilot).session.happened)
        await press(pilot, "enter")
        assert "one coffee" in showing(pilot.app)


@pytest.mark.long
async def test_the_same_digit_again_is_sure(tmp_path):
    async with opened(table(tmp_path)) as pilot:
        await press(pilot, "1 enter enter 1 enter enter 2")
        assert "leaning ●○" in showing(pilot.app)
        await press(pilot, "2")
        assert "sure ●●" in showing(pilot.app)
        await press(pilot, "enter")
        revealed = next(event for event in play(pilot).session.happened if isinstance(event, e.Revealed))
        assert revealed.confidence["ceo"] == "sure"


async def test_space_says_the_marked_fact_and_one_enter_commits_both(tmp_path):
    async with opened(table(tmp_path)) as pilot:
        await press(pilot, "1 enter enter 1 enter enter")
        assert "keep costs face" in showing(pilot.app)
        await press(pilot, "down space 2 enter")
        said = [
            event.fact for event in play(pilot).session.happened if isinstance(event, e.Said) and event.chair == "ceo"
        ]
        assert said == ["renewal"]
        (answer,) = (event for event in play(pilot).session.happened if isinstance(event, e.FactAnswered))
        assert (answer.chair, answer.fact) == ("cto", "renewal")
        (told,) = tell_events(play(pilot).reader.voice, [answer])
        assert told.removeprefix("Dũng: ") in showing(pilot.app)
        assert "2 things kept back." in showing(pilot.app)


@pytest.mark.long
async def test_a_guess_is_one_key_taken_back_by_the_same_and_never_needed(tmp_path):
    async with opened(table(tmp_path)) as pilot:
        await press(pilot, "1 enter enter 1 enter enter 2 7")
        assert "7-9 guess" in showing(pilot.app)
        assert "your guess ◇" in showing(pilot.app)
        await press(pilot, "7")
        assert "your guess ◇" not in showing(pilot.app)
        await press(pilot, "9 8 enter")
        revealed = next(event for event in play(pilot).session.happened if isinstance(event, e.Revealed))
        assert revealed.guess["ceo"] == revealed.first["ceo"]


@pytest.mark.long
async def test_the_reveal_tells_why_the_partner_leans_so_and_enter_keeps_yours(tmp_path):
    async with opened(table(tmp_path)) as pilot:
        await press(pilot, "1 enter enter 1 enter enter 2 enter")
        step = play(pilot).step
        assert isinstance(step, RevealStep)
        assert "Dũng" in showing(pilot.app)
        assert "argues the other side" in showing(pilot.app)
        mine = step.prompt.choices[step.caret].id
        await press(pilot, "enter")
        finals = next(event for event in play(pilot).session.happened if isinstance(event, e.Finals))
        assert finals.final["ceo"] == mine


@pytest.mark.long
async def test_where_they_differ_the_reason_is_given_and_then_the_resolution_asked_for(tmp_path):
    async with opened(table(tmp_path)) as pilot:
        await press(pilot, "1 enter enter 1 enter enter 2 enter 3 enter")
        given = join_text(next(narrate_partner_reason(play(pilot).reader.voice, play(pilot).session, "ceo")).spans)
        assert given in showing(pilot.app)
        assert "You disagree, and Dũng decides. What do you do?" in showing(pilot.app)
        await press(pilot, "2 enter")
        resolved = next(event for event in play(pilot).session.happened if isinstance(event, e.Resolved))
        assert resolved.mode == "object"
        assert "You leave it to Dũng, with your objection on record." in showing(pilot.app)


@pytest.mark.long
async def test_sitting_down_costs_a_token_and_opens_the_table_once_more(tmp_path):
    async with opened(table(tmp_path, "cto")) as pilot:
        await press(pilot, "enter enter 1 enter enter 1 enter 4 enter")
        assert "It takes one of 2 tokens ◆. Enter again: yes." in showing(pilot.app)
        await press(pilot, "enter")
        assert "they sit down together" in showing(pilot.app)
        assert "sit ◆◇" in showing(pilot.app)
        assert "say it now?" in showing(pilot.app)
        await press(pilot, "down space enter")
        assert any(isinstance(event, e.Said) for event in play(pilot).session.scene_events)


@pytest.mark.long
@pytest.mark.parametrize("key", ["1", "backspace", "4"])
async def test_sitting_down_is_asked_once_more_and_a_digit_takes_it_back(tmp_path, key):
    async with opened(table(tmp_path, "cto")) as pilot:
        await press(pilot, "enter enter 1 enter enter 1 enter 4 enter")
        assert "Enter again: yes." in showing(pilot.app)
        await press(pilot, key)
        assert "Enter again: yes." not in showing(pilot.app)
        assert "sit ◆◆" in showing(pilot.app)
        await press(pilot, "enter")
        assert not any(isinstance(event, e.SatDown) for event in play(pilot).session.scene_events)


@pytest.mark.parametrize("back", ["1", *as_long("backspace")])
async def test_an_answer_is_taken_back_by_its_digit_or_by_backspace(tmp_path, back):
    async with opened(table(tmp_path)) as pilot:
        before = showing(pilot.app)
        assert "enter commit" not in before, "the line of keys tells of keys that work"
        await press(pilot, "1")
        assert "bksp take back" in showing(pilot.app)
        assert "enter commit" in showing(pilot.app)
        await press(pilot, back)
        assert showing(pilot.app) == before
        await press(pilot, "enter")
        assert not play(pilot).session.records


@pytest.mark.long
async def test_the_third_press_of_a_digit_takes_a_first_pick_back(tmp_path):
    async with opened(table(tmp_path)) as pilot:
        await press(pilot, f"{DECIDING} 2")
        for pick, sure in ((1, False), (1, True), (None, False), (1, False)):
            assert (play(pilot).step.caret, play(pilot).step.sure) == (pick, sure)
            await press(pilot, "2")


@pytest.mark.long
async def test_arrows_look_and_pick_nothing(tmp_path):
    async with opened(table(tmp_path)) as pilot:
        await press(pilot, f"{DECIDING} down down down down down")
        assert play(pilot).step.caret is None
        await press(pilot, "enter")
        assert "press its digit" in showing(pilot.app)
        await press(pilot, "2 up up down")
        assert play(pilot).step.caret == 1
        await press(pilot, "enter down up up enter")
        finals = next(event for event in play(pilot).session.scene_events if isinstance(event, e.Finals))
        revealed = next(event for event in play(pilot).session.scene_events if isinstance(event, e.Revealed))
        assert finals.final["ceo"] == revealed.first["ceo"]


@pytest.mark.long
async def test_a_letter_or_space_on_it_says_a_fact_and_keeps_it_again(tmp_path):
    async with opened(table(tmp_path)) as pilot:
        await press(pilot, DECIDING)
        step = play(pilot).step
        for keys, said in (("b", [1]), ("a", [0, 1]), ("â", [1]), ("up up space", [0, 1]), ("down space", [0])):
            await press(pilot, keys)
            assert step.facts.said == {step.facts.ids[number] for number in said}, keys
        await press(pilot, "down down down space")
        assert len(step.facts.said) == 1, "Space on an option says nothing"


@pytest.mark.long
async def test_enter_where_it_is_still_the_same_is_a_yes(tmp_path):
    async with opened(table(tmp_path)) as pilot:
        while play(pilot).session.prompt.kind != "still" or not isinstance(play(pilot).step, AnswerStep):
            step = play(pilot).step
            await press(pilot, "enter" if not step.explain_missing() else "3 enter")
        assert "Still the same?" in showing(pilot.app)
        await press(pilot, "enter")
        assert play(pilot).session.records[-1].move.answer["what"] == "cash"


@pytest.mark.long
async def test_space_goes_on_where_only_going_on_is_possible(tmp_path):
    async with opened(table(tmp_path)) as pilot:
        await press(pilot, "space")
        assert not play(pilot).session.records
        await press(pilot, "1 enter down")
        assert "enter why" in showing(pilot.app)
        await press(pilot, "space")
        assert "what will you not sacrifice" in showing(pilot.app)
        await press(pilot, "space")
        assert len(play(pilot).session.records) == 1


@pytest.mark.long
async def test_a_scene_that_the_other_decides_is_read_and_then_its_consequence(tmp_path):
    async with opened(table(tmp_path, "cto")) as pilot:
        assert "Mai stands in the door" in showing(pilot.app)
        await press(pilot, "enter")
        assert "Hà “Pay" in showing(pilot.app)
        await press(pilot, "enter")
        assert "what will you not sacrifice, whatever happens?" in showing(pilot.app)


@pytest.mark.long
async def test_asking_over_coffee_reveals_what_the_other_wants(tmp_path):
    async with opened(table(tmp_path)) as pilot:
        await press(pilot, "1 enter enter 1 enter enter 2 enter enter enter 1 enter")
        assert "Win a week to put the billing run under test." in showing(pilot.app)
        assert "Nobody but Minh has ever read the whole billing run." in showing(pilot.app)


@pytest.mark.long
async def test_what_lands_names_the_decision_it_began_with(tmp_path):
    async with opened(table(tmp_path)) as pilot:
        await press(pilot, "2 enter")
        assert "Kind, and empty." in showing(pilot.app) or "adds one line of fact" in showing(pilot.app)
        await press(pilot, "enter 1 enter")
        assert "They ring again." in showing(pilot.app)
        assert "It began with: “We are looking into it, thank you.”" in showing(pilot.app)


@pytest.mark.long
async def test_a_figure_opens_its_causes_by_keys_and_by_mouse(tmp_path):
    async with opened(table(tmp_path), (120, 40)) as pilot:
        await press(pilot, "1 enter down enter")
        assert "why it is there" in showing(pilot.app)
        assert "What was done to it" in showing(pilot.app)
        await press(pilot, "escape up enter")
        await pilot.click("CompanyPanel", offset=(4, 3))
        await pilot.pause()
        assert "Structure" in showing(pilot.app).split("why it is there")[0]


@pytest.mark.long
@pytest.mark.parametrize("place", ["Choices", "FactsWidget"])
async def test_the_mouse_does_what_keys_do(tmp_path, place):
    async with opened(table(tmp_path)) as pilot:
        await press(pilot, "1 enter enter 1 enter enter")
        if place == "Choices":
            await pilot.click("Choices", offset=(8, 0))
            await pilot.pause()
            assert "leaning ●○" in showing(pilot.app)
        else:
            await pilot.click("FactsWidget", offset=(8, 2))
            await pilot.pause()
            assert "say costs face" in showing(pilot.app)


@pytest.mark.long
async def test_keys_on_the_bottom_line_can_be_clicked(tmp_path):
    async with opened(table(tmp_path)) as pilot:
        await press(pilot, "1")
        at = showing(pilot.app)
        assert "enter commit" in at
        line = pilot.app.screen.query_one("KeysLine")
        column = line.render_cached_rows(line.size.width)[0].plain.index("enter")
        await pilot.click("KeysLine", offset=(column + 2, 0))
        await pilot.pause()
        assert "What changed" in showing(pilot.app)


async def test_a_second_enter_before_the_page_has_settled_does_nothing(tmp_path):
    game = table(tmp_path)
    game.settle = 3600
    async with opened(game) as pilot:
        play(pilot)._turned_at = -3600.0
        await pilot.press("1", "enter", "enter", "enter")
        await pilot.pause()
        assert len(play(pilot).session.records) == 1
        assert "What changed" in showing(pilot.app)


@pytest.mark.long
async def test_a_click_meant_for_another_turn_is_refused(tmp_path):
    from game.tui.toolkit.choices import Choices

    async with opened(table(tmp_path)) as pilot:
        choices = play(pilot).query_one(Choices)
        stale = Choices.RowClicked(choices, 0, choices.turn)
        await press(pilot, "1 enter enter")
        play(pilot).post_message(stale)
        await pilot.pause()
        assert play(pilot).step.caret is None


@pytest.mark.long
async def test_enter_without_a_pick_says_what_is_missing_until_it_is_given(tmp_path):
    async with opened(table(tmp_path)) as pilot:
        await press(pilot, "enter")
        assert "press its digit" in showing(pilot.app)
        assert not play(pilot).session.records
        await press(pilot, "down")
        assert "press its digit" in showing(pilot.app)
        await press(pilot, "1")
        assert "press its digit" not in showing(pilot.app)


async def test_every_answer_is_on_disk_before_the_page_says_saved(tmp_path):
    async with opened(table(tmp_path)) as pilot:
        assert "saved" not in showing(pilot.app)
        await press(pilot, "1 enter")
        await settled(pilot)
        assert "saved ✓" in showing(pilot.app)
        assert play(pilot).game.saved == 1


@pytest.mark.long
async def test_a_save_that_fails_is_told(tmp_path, monkeypatch):
    from game.playthrough.saves.journal import NotSavedError

    game = table(tmp_path)

    def full():
        raise NotSavedError("No space left on device")

    monkeypatch.setattr(game.game, "save", full)
    async with opened(game) as pilot:
        await press(pilot, "1 enter")
        await settled(pilot)
        assert "not saved ✕" in showing(pilot.app)
        assert "No space left on device" in showing(pilot.app)


@pytest.mark.long
async def test_the_learner_is_told_what_dots_mean_once(tmp_path):
    async with opened(table(tmp_path)) as pilot:
        assert "● to ●●●" in showing(pilot.app)
        await press(pilot, "1 enter enter 1 enter enter")
        assert "● to ●●●" not in showing(pilot.app)


@pytest.mark.long
async def test_the_learner_gets_a_note_that_cites_the_log_and_the_others_none(tmp_path):
    keys = "1 enter enter 1 enter enter 2 enter enter"
    async with opened(table(tmp_path / "learner")) as pilot:
        await press(pilot, keys)
        assert "“Bonus on invoices”" in showing(pilot.app)
    async with opened(table(tmp_path / "standard", mode="standard")) as pilot:
        await press(pilot, keys)
        assert "“Bonus on invoices”" not in showing(pilot.app)


@pytest.mark.long
async def test_the_expert_sees_no_dots(tmp_path):
    async with opened(table(tmp_path, mode="expert")) as pilot:
        await press(pilot, "1 enter enter 1 enter enter 1")
        assert "finance ●" not in showing(pilot.app)


@pytest.mark.long
async def test_a_whole_game_ends_at_home_with_its_save(tmp_path):
    async with opened(table(tmp_path)) as pilot:
        for _ in range(60):
            if not isinstance(pilot.app.screen, PlayPage):
                break
            await press(pilot, "1 enter")
        await settled(pilot)
        assert pilot.app.screen.__class__.__name__ == "EndingPage"
        await press(pilot, "escape")
        assert pilot.app.screen.__class__.__name__ == "HomePage"
        (save,) = pilot.app.services.list_saves()
        assert save.ending


@pytest.mark.long
async def test_continue_opens_the_same_page(tmp_path):
    async with opened(table(tmp_path)) as pilot:
        await press(pilot, "1 enter enter 1 enter enter 2 space enter")
        await settled(pilot)
        before = showing(pilot.app)
        play(pilot).leave_game()
        await pilot.pause()
        assert "The invoices that went out twice" in showing(pilot.app)
        await press(pilot, "1")
        assert showing(pilot.app) == before


@pytest.mark.long
async def test_a_long_page_is_read_to_its_end_before_enter_goes_on(tmp_path):
    from dataclasses import replace

    from game.tui.toolkit.content import style_text
    from game.tui.toolkit.lines import Paragraph

    async with opened(table(tmp_path)) as pilot:
        await press(pilot, "1 enter")
        page, step = play(pilot), play(pilot).step
        whole = step.build_sheet()
        step.build_sheet = lambda: replace(
            whole, story=[Paragraph(style_text(f"Sentence {number}.")) for number in range(30)]
        )
        page.update_texts()
        await pilot.pause()
        assert page.paper.unread
        presses = 0
        while page.paper.unread:
            assert page.step is step
            await press(pilot, "enter")
            presses += 1
        assert 0 < presses < 20
        await press(pilot, "enter")
        assert page.step is not step


@pytest.mark.long
async def test_before_the_other_has_decided_the_company_stands_as_it_did(tmp_path):
    async with opened(table(tmp_path, "cto"), (120, 40)) as pilot:
        assert "▴" not in showing(pilot.app)
        assert "▾" not in showing(pilot.app)
        await press(pilot, "enter")
        assert re.search(r"▌ Finance −\d", showing(pilot.app))


def test_what_ends_a_row_stands_whole_under_it_where_there_is_no_room():
    row = ChoiceRow(Content("Customers, service 52"), tail=Content("earlier ▾5 decision ▾3"), digit=NO_DIGIT)
    choices = Choices()
    choices.options = [row]
    texts = [[line.plain.strip() for line in choices.render_foldable_rows(width, False)] for width in (72, 40)]
    assert texts == [
        ["Customers, service 52earlier ▾5 decision ▾3"],
        ["Customers, service 52", "earlier ▾5 decision ▾3"],
    ]


@pytest.mark.long
async def test_a_pick_that_was_decided_is_told_once_on_its_page(tmp_path):
    async with opened(table(tmp_path, "cto")) as pilot:
        for _ in range(40):
            finals = [event for event in play(pilot).session.happened if isinstance(event, e.Finals)]
            if finals and len(finals[0].final) > 1 and isinstance(play(pilot).step, ConsequenceStep):
                break
            await press(pilot, "1 enter")
        (enacted,) = (event for event in play(pilot).session.happened if isinstance(event, e.Enacted))
        assert finals[0].final[enacted.decider] == enacted.option != finals[0].final["ceo"]
        for pick in finals[0].final.values():
            assert showing(pilot.app).count(play(pilot).reader.voice.render_option(enacted.scene, pick)) == 1
