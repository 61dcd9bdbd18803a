"""Two people at one terminal: a scene in keys, the lock that closes, picks at once, who gets up, and the same again."""

from pathlib import Path

import pytest
from textual.events import AppBlur

from game.engine import events as e
from game.locales import _, set_language
from game.tui.debrief.ending import EndingPage
from game.tui.play.pair import PairPlayPage
from game.tui.play.pair_steps import PairConsequenceStep, PairFinalsStep, PairRevealStep, SceneBriefStep
from game.tui.play.paper import QuestionBar
from game.tui.play.private_paper import PrivatePanel
from game.tui.play.private_steps import LockStep, PrivateStep
from game.tui.play.solo import SoloPlayPage
from game.tui.toolkit.choices import Choices
from game.tui.toolkit.page import KeysLine, PairSetupRequest
from tests.content.poison import poisoned_folder
from tests.marks import as_long
from tests.tui.stage import (
    PICKED,
    TOGETHER,
    VOWED,
    app,
    crisis,
    opened,
    over,
    painted,
    press,
    settled,
    showing,
    table,
    table_of_two,
)
from tests.tui.test_text import clickable
from tests.tui.two import Hands, agreeing, alone, at_table, differing, quiet, sitting, wait

SECRET = "You promised the sales team a bonus"
"""Something that only the CEO of the small crisis knows."""
WAYS = ("resize", "blur", "suspend", "screenshot", "f1", "ctrl+p", "idle")


@pytest.mark.long
async def test_a_scene_for_two_takes_two_locks_and_about_twenty_keys(tmp_path):
    async with opened(table_of_two(tmp_path)) as pilot:
        await press(pilot, TOGETHER)
        keys = ""
        for row, seen in (
            ("space", "Hà goes next; Dũng looks away."),
            ("open", "Press its digit."),
            ("1", "What will Dũng not sacrifice? A digit, or 0."),
            ("2", "Your pick: press its digit."),
            ("1 2 3", "A fact's digit says it. Enter commits and locks."),
            ("1", "Enter commits and locks."),
            ("enter", "Dũng goes next; Hà looks away."),
            ("open 1 0 1 1 0 enter", "What Hà will not sacrifice"),
            ("space", "They disagree. Hà says why Dũng picked that, until Dũng says yes."),
            ("1", "Was anything told aloud?"),
            ("space", "What happens to the second invoices?"),
        ):
            await press(pilot, row)
            assert seen in showing(pilot.app), row
            keys += f"{row} "
        await wait(pilot, 3)
        await press(pilot, "2 8")
        assert isinstance(at_table(pilot).step, PairConsequenceStep)
        await press(pilot, "space")
        assert 18 <= len(keys.split()) + 3 <= 24, "the pledges among them"
        assert keys.split().count("enter") == 2
        revealed = next(
            event for row in at_table(pilot).session.story for event in row if isinstance(event, e.Revealed)
        )
        assert revealed.confidence == {"ceo": "sure", "cto": "leaning"}
        assert list(revealed.guess) == ["ceo"]
        assert len(revealed.said) == 1


@pytest.mark.long
async def test_both_chairs_press_the_same_keys_and_see_panels_of_the_same_size(tmp_path):
    seen = []
    async with opened(table_of_two(tmp_path)) as pilot:
        await press(pilot, TOGETHER)
        hands = Hands(pilot)
        for keys in (quiet, quiet):
            await hands.first(PrivateStep, joint=True)
            step, page = at_table(pilot).step, at_table(pilot)
            regions = [page.query_one(kind).region for kind in (PrivatePanel, Choices)]
            seen.append((regions, page.query_one("KeysLine").keys, len(keys(step).split())))
            await press(pilot, keys(step))
    assert seen[0] == seen[1]


@pytest.mark.parametrize("way", ["escape", *(pytest.param(way, marks=pytest.mark.long) for way in WAYS)])
async def test_every_way_out_of_a_private_view_leads_to_the_lock_and_keeps_nothing(tmp_path, way):
    async with opened(table_of_two(tmp_path)) as pilot:
        await press(pilot, f"{VOWED} 1 2 0 1")
        assert SECRET in showing(pilot.app)
        assert "pick 1 how sure 2 guess 0" in showing(pilot.app)
        assert "1-9 answer" in showing(pilot.app)
        await leave(pilot, way)
        assert SECRET not in showing(pilot.app)
        await press(pilot, "escape" if way in ("f1", "ctrl+p") else "")
        step = at_table(pilot).step
        assert isinstance(step, LockStep)
        assert "that wasn't committed is lost" in showing(pilot.app)
        assert "Only 1 opens Hà's view." in showing(pilot.app)
        assert step.chair == "ceo"
        await press(pilot, "open")
        assert set(at_table(pilot).step.digits) == {None}
        assert not at_table(pilot).step.said
        assert not at_table(pilot).session.state.now.first


async def leave(pilot, way: str) -> None:
    match way:
        case "resize":
            await pilot.resize_terminal(100, 30)
        case "blur":
            pilot.app.post_message(AppBlur())
        case "suspend":
            pilot.app.app_suspend_signal.publish(pilot.app)
        case "screenshot":
            assert "bonus" not in pilot.app.export_screenshot().replace("&#160;", " ")
        case "idle":
            await wait(pilot, 90)
        case _:
            await press(pilot, way)
    await pilot.pause()


@pytest.mark.long
async def test_the_last_ten_seconds_are_shown_and_any_key_extends_them(tmp_path):
    async with opened(table_of_two(tmp_path)) as pilot:
        await press(pilot, f"{VOWED} 1")
        await wait(pilot, 79)
        assert "closes in" not in showing(pilot.app)
        await wait(pilot, 3)
        assert "closes in 8" in showing(pilot.app)
        await press(pilot, "x")
        await wait(pilot, 1)
        assert "closes in" not in showing(pilot.app)
        await wait(pilot, 88)
        assert "closes in 1" in showing(pilot.app)
        await press(pilot, "f2 f2")
        await wait(pilot, 89)
        assert "closes in 1" in showing(pilot.app)
        await wait(pilot, 1)
        assert isinstance(at_table(pilot).step, LockStep)


@pytest.mark.long
async def test_the_options_stand_in_another_order_at_each_look(tmp_path):
    async with opened(table_of_two(tmp_path)) as pilot:
        await press(pilot, f"{TOGETHER} space")
        looks = []
        for _ in range(6):
            await press(pilot, "open")
            looks.append(tuple(choice.id for choice in at_table(pilot).step.prompt.choices))
            await press(pilot, "escape")
        assert len(set(looks)) > 1
        assert len({frozenset(look) for look in looks}) == 1


@pytest.mark.long
async def test_what_the_first_one_does_changes_nothing_that_the_second_sees_before_it_has_answered(tmp_path):
    seen = []
    for number, keys in enumerate((alone, quiet)):
        async with opened(table_of_two(tmp_path / str(number)), (120, 40)) as pilot:
            await press(pilot, f"{TOGETHER} space open")
            await press(pilot, keys(at_table(pilot).step))
            await settled(pilot)
            locked = painted(pilot.app)
            await press(pilot, "open")
            seen.append((locked, painted(pilot.app), at_table(pilot).step.form.slots))
    assert seen[0] == seen[1]


@pytest.mark.long
async def test_nothing_is_painted_before_both_final_picks_are_in(tmp_path):
    async with opened(table_of_two(tmp_path)) as pilot:
        await press(pilot, f"{PICKED} 1 space")
        await press(pilot, "1 8")
        assert not at_table(pilot).step.picks, "while it counts nothing is taken"
        await wait(pilot, 3)
        now = painted(pilot.app)
        await press(pilot, "8")
        taken = painted(pilot.app)
        assert "Until both are in, another key changes a pick." in showing(pilot.app)
        for said in ("✓ taken", "Until both are in, another key changes a pick."):
            assert said in taken
            assert said not in now
        await press(pilot, "5 9 enter space 7")
        assert painted(pilot.app) == taken, "neither which it is, nor that it was changed"
        await press(pilot, "3")
        finals = next(event for event in at_table(pilot).session.scene_events if isinstance(event, e.Finals))
        assert set(finals.final) == {"ceo", "cto"}


@pytest.mark.long
async def test_esc_takes_the_picks_back_to_the_talk(tmp_path):
    async with opened(table_of_two(tmp_path)) as pilot:
        await press(pilot, f"{PICKED} 1 space")
        await wait(pilot, 3)
        await press(pilot, "1 escape")
        assert isinstance(at_table(pilot).step, PairRevealStep)
        await press(pilot, "1 space" if not at_table(pilot).step.understood else "space")
        await wait(pilot, 3)
        await press(pilot, "0")
        assert isinstance(at_table(pilot).step, PairFinalsStep)


@pytest.mark.long
async def test_where_they_differ_the_other_has_to_say_yes_first(tmp_path):
    async with opened(table_of_two(tmp_path)) as pilot:
        await press(pilot, f"{PICKED} space")
        assert isinstance(at_table(pilot).step, PairRevealStep)
        await press(pilot, "2")
        assert "Once more, in other words." in showing(pilot.app)
        await press(pilot, "1 space")
        assert isinstance(at_table(pilot).step, PairFinalsStep)


@pytest.mark.long
async def test_the_talk_is_timed_where_it_was_wished_for_and_never_ended(tmp_path):
    async with opened(table_of_two(tmp_path, talk=3)) as pilot:
        await press(pilot, PICKED)
        await wait(pilot, 100)
        assert "1:40 of 3:00" in showing(pilot.app)
        await wait(pilot, 100)
        assert "time is up; take what you need" in showing(pilot.app)
        assert isinstance(at_table(pilot).step, PairRevealStep)
        await press(pilot, "f5")
        assert "3:20 of 4:20" in showing(pilot.app)


@pytest.mark.long
async def test_only_the_called_chairs_own_key_opens_its_lock_and_every_other_says_so(tmp_path):
    async with opened(table_of_two(tmp_path)) as pilot:
        await press(pilot, f"{TOGETHER} space")
        for chair, own, other in (("ceo", "1", "0"), ("cto", "0", "1")):
            assert at_table(pilot).step.chair == chair
            assert f"{own} open the view" in showing(pilot.app)
            for key in ("enter", "space", other, "5"):
                await press(pilot, key)
                assert isinstance(at_table(pilot).step, LockStep), key
                assert showing(pilot.app).count(f"Only {own} opens") == 2, "the lock says it, and the bottom line"
            at_table(pilot).post_message(KeysLine.KeyClicked(own))
            await pilot.pause()
            assert isinstance(at_table(pilot).step, LockStep), "a click opens nothing"
            await press(pilot, own)
            assert at_table(pilot).step.reader.chair == chair
            await press(pilot, quiet(at_table(pilot).step))


@pytest.mark.long
async def test_a_held_key_does_not_run_through_a_lock(tmp_path):
    game = table_of_two(tmp_path)
    game.settle = 0.25
    async with opened(game) as pilot:
        for _ in range(5):
            game.clock.now += 0.04
            await press(pilot, "space")
        assert not isinstance(at_table(pilot).step, (LockStep, PrivateStep))
        game.clock.now += 1
        await press(pilot, "space")
        assert isinstance(at_table(pilot).step, LockStep)
        for tapped in (0.1, 0.3, 0.3, *[0.04] * 30):
            game.clock.now += tapped
            await press(pilot, "1")
            assert isinstance(at_table(pilot).step, LockStep)
            assert "too soon" in showing(pilot.app)
        game.clock.now += 0.3
        await press(pilot, "1")
        assert isinstance(at_table(pilot).step, PrivateStep)


@pytest.mark.long
async def test_what_is_asked_now_stands_out_among_what_was_answered(tmp_path):
    async with opened(table_of_two(tmp_path)) as pilot:
        await press(pilot, f"{VOWED} 1")
        note = at_table(pilot).step.build_sheet().note
        (bright,) = [note.plain[span.start : span.end] for span in note.spans if span.style == "$ink"]
        assert bright.endswith("…")


@pytest.mark.long
async def test_the_scene_is_read_again_from_any_page_and_leads_back_to_it(tmp_path):
    async with opened(table_of_two(tmp_path)) as pilot:
        await press(pilot, TOGETHER)
        before = at_table(pilot).step
        await press(pilot, "escape 2")
        assert isinstance(at_table(pilot).step, SceneBriefStep)
        await press(pilot, "space")
        assert at_table(pilot).step is before


@pytest.mark.long
async def test_a_digit_of_a_private_view_is_taken_back(tmp_path):
    async with opened(table_of_two(tmp_path)) as pilot:
        await press(pilot, f"{VOWED} 1 2 backspace backspace backspace 3")
        assert at_table(pilot).step.digits[:3] == [1, 3, None], "back into the pledge as well"


@pytest.mark.long
async def test_who_would_sit_down_is_asked_once_more_and_the_others_pick_stays_hidden(tmp_path):
    async with opened(table_of_two(tmp_path)) as pilot:
        await press(pilot, f"{PICKED} 1 space")
        await wait(pilot, 3)
        await press(pilot, "4 8")
        asked = painted(pilot.app)
        assert "Sit down together, Hà? It takes a token" in showing(pilot.app)
        await press(pilot, "9 0 enter")
        assert painted(pilot.app) == asked, "who is not asked presses in vain"
        await press(pilot, "1")
        finals = next(event for event in at_table(pilot).session.scene_events if isinstance(event, e.Finals))
        assert "sit" not in finals.final.values()


@pytest.mark.long
async def test_sitting_down_gives_each_a_private_word_and_the_owner_decides_in_front_of_both(tmp_path):
    async with opened(table_of_two(tmp_path)) as pilot:
        hands = Hands(pilot, private=quiet, finals=sitting)
        await hands.first(PairFinalsStep)
        await hands.on()
        assert "Hà wants to sit down with Dũng before anything is decided." in showing(pilot.app)
        assert "Hà's first pick stands: Void" in showing(pilot.app)
        await press(pilot, "1 enter open")
        assert "You're sitting down together. What do you say now?" in showing(pilot.app)
        assert "sit ◆◇" in showing(pilot.app)


@pytest.mark.long
@pytest.mark.parametrize("chair", ["ceo", "cto"])
async def test_one_gets_up_the_partner_takes_the_chair_and_gives_it_back(tmp_path, chair):
    async with opened(table_of_two(tmp_path)) as pilot:
        await press(pilot, f"{TOGETHER} space")
        await press(pilot, f"f6 {2 if chair == 'ceo' else 3}")
        await settled(pilot)
        page = pilot.app.screen
        assert type(page) is SoloPlayPage
        assert page.reader.chair == ("cto" if chair == "ceo" else "ceo")
        assert page.session.seats[chair] == "partner"
        assert "Whoever stopped playing looks away now." in showing(pilot.app)
        assert page.game.saved == len(page.session.records)
        await press(pilot, "escape 5 2")
        await settled(pilot)
        assert isinstance(pilot.app.screen, PairPlayPage)
        assert isinstance(at_table(pilot).step, (SceneBriefStep, LockStep))


@pytest.mark.long
async def test_where_all_is_said_sitting_down_opens_at_once_what_each_of_them_knew(tmp_path):
    async with opened(table_of_two(tmp_path)) as pilot:
        hands = Hands(pilot, private=alone, finals=sitting)
        await hands.first(PairFinalsStep)
        await hands.on()
        await press(pilot, "1 enter")
        told = showing(pilot.app)
        assert "Put together, what the two knew opens a way that was on nobody's list:" in told
        assert "One credit note for all" in told
        assert "decides about next year on the twentieth" in told
        await press(pilot, "space")
        assert isinstance(at_table(pilot).step, PairConsequenceStep)


@pytest.mark.parametrize(
    ("players", "asked"),
    [
        ({"ceo": "Linh", "cto": "Linh"}, "Linh (CEO) goes next, as Hà; Linh (CTO) looks away."),
        *(
            pytest.param(*case, marks=pytest.mark.long)
            for case in (
                ({"ceo": "Lan", "cto": "Tuấn"}, "Lan (CEO) goes next, as Hà; Tuấn looks away."),
                ({"ceo": "Hà", "cto": "Dũng"}, "Hà goes next; Dũng looks away."),
            )
        ),
    ],
)
@pytest.mark.long
async def test_a_name_that_could_mean_somebody_else_has_its_chair_added(tmp_path, players, asked):
    async with opened(table_of_two(tmp_path, players=players)) as pilot:
        await press(pilot, "space space")
        assert asked in showing(pilot.app)


@pytest.mark.long
async def test_opposite_earlier_answers_the_first_page_says_so_once(tmp_path):
    async with opened(over(tmp_path)) as pilot:
        await settled(pilot)
        pilot.app.game.save()
        await press(pilot, "f7 2")
        assert "Hà answers as somebody did in an earlier play" in showing(pilot.app)
        await press(pilot, "enter")
        assert "in an earlier play" not in showing(pilot.app)


@pytest.mark.long
async def test_space_goes_on_from_the_ending_too(tmp_path):
    async with opened(over(tmp_path)) as pilot:
        await press(pilot, "space")
        assert not isinstance(pilot.app.screen, EndingPage)
        assert "Moments" in showing(pilot.app)


async def test_a_save_that_another_window_plays_is_told_of_on_one_line(tmp_path):
    game = table_of_two(tmp_path)
    play_on = game.game.session
    play_on.answer(play_on.prompt.token, {"option": play_on.prompt.choices[0].id})
    game.game.save()
    async with opened(app(tmp_path)) as pilot:
        await press(pilot, "1")
        assert "another window is playing this save; go on there, or close it first" in showing(pilot.app)


@pytest.mark.long
async def test_the_company_of_two_offers_nothing_to_choose(tmp_path):
    async with opened(table_of_two(tmp_path)) as pilot:
        await press(pilot, f"{PICKED} f3")
        assert "choose" not in showing(pilot.app)
        assert pilot.app.screen.query_one(Choices).caret is None
        before = painted(pilot.app)
        await press(pilot, "down 2 enter f2 f2")
        assert painted(pilot.app) == before


@pytest.mark.long
async def test_after_the_yes_the_reveal_says_what_is_left_to_do(tmp_path):
    async with opened(table_of_two(tmp_path)) as pilot:
        await press(pilot, PICKED)
        assert "Dũng presses 1: yes, that's my reason" in showing(pilot.app)
        await press(pilot, "1")
        assert "They disagree. " not in showing(pilot.app)
        assert "Dũng presses 1" not in showing(pilot.app)
        assert "Was anything told aloud?" in showing(pilot.app), "what is left to do"


@pytest.mark.long
@pytest.mark.parametrize("answers", ["", "enter 1 enter"])
async def test_a_save_in_which_one_has_got_up_opens_at_a_page_that_shows_nothing_of_either(tmp_path, answers):
    async with opened(table_of_two(tmp_path)) as pilot:
        await press(pilot, f"{TOGETHER} space f6 3 {answers}")
        await settled(pilot)
        pilot.app.game.close()
    async with opened(app(tmp_path)) as pilot:
        await press(pilot, "1")
        assert "Whoever stopped playing looks away now." in showing(pilot.app)
        assert SECRET not in showing(pilot.app)
        await press(pilot, "enter enter")
        assert pilot.app.screen.step is not None
        assert "Whoever stopped playing looks away now." not in showing(pilot.app)


@pytest.mark.long
async def test_who_sits_down_again_sees_which_pick_was_the_partners_and_makes_the_final_one(tmp_path):
    async with opened(table_of_two(tmp_path)) as pilot:
        await press(pilot, f"{TOGETHER} space f6 3 enter 1 enter enter 1 enter")
        await press(pilot, "f6 2")
        await settled(pilot)
        await press(pilot, "space")
        assert "Dũng picked by the partner" in showing(pilot.app)
        assert showing(pilot.app).count("picked by the partner") == 1
        await press(pilot, "1 space")
        assert list(at_table(pilot).step.keys_by_chair) == ["ceo", "cto"]


@pytest.mark.long
async def test_a_finished_save_is_played_again_and_let_go_of_where_nobody_does(tmp_path):
    game = over(tmp_path)
    game.game.save()
    game.game.close()
    async with opened(app(tmp_path)) as pilot:
        await press(pilot, "4 f4")
        assert "Play it again from another chair" in showing(pilot.app)
        await press(pilot, "2 escape 1")
        assert isinstance(pilot.app.screen, EndingPage)
        await press(pilot, "escape 4 f4 2 2")
        assert isinstance(pilot.app.screen, SoloPlayPage)
        assert pilot.app.screen.session.setup.ghost is not None


@pytest.mark.long
async def test_somebody_must_stay_at_the_table(tmp_path):
    async with opened(table(tmp_path, "cto")) as pilot:
        await press(pilot, "f6")
        assert "Somebody takes Hà's chair" in showing(pilot.app)
        assert "Dũng's player stops" not in showing(pilot.app)


@pytest.mark.long
async def test_three_times_enter_begins_and_each_sits_in_the_others_chair(tmp_path):
    async with opened(app(tmp_path)) as pilot:
        await press(pilot, "3 L i n h enter T u a n")
        assert "Tuan → Hà, CEO" in showing(pilot.app)
        assert "Linh → Dũng, CTO" in showing(pilot.app)
        await press(pilot, "enter enter")
        assert at_table(pilot).session.setup.players == {"ceo": "Tuan", "cto": "Linh"}
        assert "Nobody is graded" in showing(pilot.app)
        await press(pilot, "space space")
        assert "Tuan goes next, as Hà;" in showing(pilot.app)
        await press(pilot, "escape 7")
        assert "Tuan and Linh" in showing(pilot.app)
        await press(pilot, "1")
        assert isinstance(pilot.app.screen, PairPlayPage)


@pytest.mark.long
async def test_the_command_line_opens_the_same_page_filled_in(tmp_path):
    game = app(tmp_path)
    small = Path(__file__).parents[1] / "scenarios" / "small"
    game.request = PairSetupRequest(("Linh", "Tuấn"), small, 11, 2, "expert")
    async with opened(game) as pilot:
        told = showing(pilot.app)
        assert "Tuấn → Hà, CEO" in told
        assert "Linh → Dũng, CTO" in told
        assert "The invoices that went out twice" in told
        await press(pilot, "enter")
        setup = at_table(pilot).session.setup
        assert (setup.seed, setup.playthrough, setup.difficulty) == (11, 2, "expert")
        assert setup.players == {"ceo": "Tuấn", "cto": "Linh"}


@pytest.mark.parametrize("language", [*as_long("en"), "vi"])
async def test_the_first_page_writes_the_cards_of_both_and_shows_nothing_of_them(tmp_path, language):
    game = table_of_two(tmp_path, language=language)
    async with opened(game) as pilot:
        await press(pilot, "f4")
        told = showing(pilot.app).replace(" ", "")
        files = sorted((tmp_path / "saves" / "cards").glob("*.html"))
        assert [file.name for file in files] == ["small-7-0-ceo.html", "small-7-0-cto.html"]
        assert all(file.name in told for file in files)
        secrets = [game.game.session.render_text(f"facts.{fact}.text") for fact in ("bonus", "skipped_review")]
        for file, own, other in zip(files, secrets, reversed(secrets), strict=True):
            page = file.read_text(encoding="utf-8").replace("&#x27;", "'")
            assert own in page
            assert other not in page
        assert not [secret for secret in secrets if secret[:30].replace(" ", "") in told]
        await press(pilot, "space")
        assert isinstance(at_table(pilot).step, SceneBriefStep)
        assert "F4" not in showing(pilot.app)


async def test_the_cards_that_cannot_be_written_are_told_of(tmp_path):
    async with opened(table_of_two(tmp_path)) as pilot:
        (tmp_path / "saves" / "cards").write_text("in the way")
        await press(pilot, "f4")
        assert "The cards cannot be written" in showing(pilot.app)


@pytest.mark.long
async def test_while_a_name_is_written_enter_is_told_of_and_a_digit_is_a_letter_of_it(tmp_path):
    async with opened(app(tmp_path)) as pilot:
        await press(pilot, "3 L 2")
        assert "enter go on" in showing(pilot.app)
        assert "2 keeps" not in showing(pilot.app)
        await press(pilot, "enter T enter")
        assert "L2 → Dũng, CTO" in showing(pilot.app)
        await press(pilot, "2")
        assert "L2 → Hà, CEO" in showing(pilot.app)


@pytest.mark.long
async def test_the_first_run_has_a_way_to_two_players(tmp_path):
    async with opened(app(tmp_path, first=True)) as pilot:
        assert "3 Two people at this keyboard" in showing(pilot.app)
        await press(pilot, "3 enter enter 1")
        assert isinstance(pilot.app.screen, PairPlayPage)
        assert pilot.app.settings.first_run_done


@pytest.mark.long
async def test_one_key_keeps_ones_own_chair_and_names_are_no_must(tmp_path):
    async with opened(app(tmp_path)) as pilot:
        await press(pilot, "3 L i n h enter T u a n enter 2 4 4")
        assert "Linh → Hà, CEO" in showing(pilot.app)
        assert "5 min" in showing(pilot.app)
        await press(pilot, "1")
        assert at_table(pilot).session.setup.players == {"ceo": "Linh", "cto": "Tuan"}
        assert pilot.app.settings.talk == 5
    async with opened(app(tmp_path / "unnamed")) as pilot:
        await press(pilot, "3 enter enter enter")
        assert not at_table(pilot).session.setup.players


@pytest.mark.long
async def test_a_save_of_two_goes_on_at_the_lock_and_never_behind_it(tmp_path):
    async with opened(table_of_two(tmp_path)) as pilot:
        await press(pilot, f"{VOWED} 1 2 0 1 enter open 1")
        await settled(pilot)
        pilot.app.game.close()
    async with opened(app(tmp_path)) as pilot:
        await press(pilot, "1")
        assert isinstance(at_table(pilot).step, SceneBriefStep), "whoever goes on reads the scene once more"
        await press(pilot, "space")
        assert isinstance(at_table(pilot).step, LockStep)
        assert at_table(pilot).step.chair == "cto"
        assert "esc menu" in showing(pilot.app)
        assert "F6 seats" in showing(pilot.app)
        await press(pilot, "escape 2")
        assert "What happens to the second invoices?" in showing(pilot.app)
        await press(pilot, "space open")
        assert "At stake" in showing(pilot.app), "the CTO has committed nothing alone with the screen yet"


@pytest.mark.long
@pytest.mark.parametrize(("keys", "seats"), [("f7 1", ["cto"]), ("f7 2", ["cto"])])
async def test_a_finished_game_is_played_again_from_the_other_chair(tmp_path, keys, seats):
    async with opened(over(tmp_path)) as pilot:
        await settled(pilot)
        pilot.app.game.save()
        await press(pilot, keys)
        page = pilot.app.screen
        assert isinstance(page, SoloPlayPage)
        assert list(page.session.people) == seats
        assert page.session.setup.seed == 7
        assert (page.session.setup.ghost is not None) == keys.endswith("2")


FULL = {
    "SceneBriefStep",
    "LockStep",
    "PrivateStep",
    "PairRevealStep",
    "PairFinalsStep",
    "AnswerStep resolve",
    "PairConsequenceStep",
}


def full_scene(pressed: list[str]) -> int:
    """The keys of a scene from its brief to its consequence, without a coffee or a pledge after it."""
    after = pressed.index("PairConsequenceStep") if "PairConsequenceStep" in pressed else len(pressed)
    return sum(page in FULL for page in pressed[: after + 1])


def whole(page: PairPlayPage) -> bool:
    """Whether all that is to be decided is seen: no part but the story is cut, and no fact is behind the edge."""
    paper = page.query_one("#page")
    parts = [part for part in paper.children if part.display and part.id != "story"]
    return paper.max_scroll_y == 0 and all(paper.region.contains_region(part.region) for part in parts)


def panel(page: PairPlayPage) -> list[tuple]:
    """The size of everything on a private page of a scene that both decide, and what its bottom line says."""
    if not isinstance(page.step, PrivateStep) or page.step.prompt.kind != "first":
        return []
    sizes = [page.query_one(kind).region for kind in (PrivatePanel, Choices, QuestionBar)]
    return [(*sizes, page.query_one("#note").region, page.query_one("KeysLine").keys)]


@pytest.mark.long
@pytest.mark.parametrize(
    ("language", "size", "private", "finals"),
    [
        ("en", (80, 24), alone, differing),
        ("vi", (80, 24), alone, agreeing),
        ("en", (120, 40), quiet, sitting),
        ("vi", (120, 40), quiet, differing),
    ],
)
async def test_launch_day_red_is_played_by_two_to_its_end(tmp_path, launch_day, language, size, private, finals):
    set_language(language)
    async with opened(table_of_two(tmp_path, language=language, loaded=launch_day), size) as pilot:
        hands = Hands(pilot, private, finals)
        panels = []
        while isinstance(pilot.app.screen, PairPlayPage):
            assert whole(at_table(pilot)), type(at_table(pilot).step)
            panels += panel(at_table(pilot))
            await hands.on()
        await settled(pilot)
        assert panels[::2] == panels[1::2], "both chairs see panels of the same size"
        session = pilot.app.screen.session
        firsts = [lock for lock in hands.locks if lock[0] == "first"]
        assert len(firsts) == 2 * sum(bool(played.first) for played in session.state.past) >= 10
        for one, two in zip(firsts[::2], firsts[1::2], strict=True):
            assert {one[1], two[1]} == {"ceo", "cto"}
            assert one[2] == two[2], "both chairs press as many keys"
        counts = [
            full_scene(scene) for scene in hands.scenes if "PairFinalsStep" in scene and "AnswerStep sit" not in scene
        ]
        assert all(15 <= count <= 29 for count in counts), "a few keys more where they pledge or sit down"
        await press(pilot, "enter")
        told = "\n".join(row.plain for row in pilot.app.screen.tab.render_tab(100, 40))
        assert _("The two at the table") in told


@pytest.fixture
def launch_day():
    return crisis(Path(__file__).parents[2] / "scenarios" / "launch-day-red")


@pytest.mark.long
@pytest.mark.parametrize(("language", "size"), [("vi", (80, 24)), ("en", (120, 40))])
async def test_a_poisoned_crisis_is_played_by_two_and_does_nothing(tmp_path, language, size):
    poison = crisis(poisoned_folder(tmp_path / "poison"))
    async with opened(table_of_two(tmp_path, language=language, loaded=poison), size) as pilot:
        hands = Hands(pilot, alone, differing)
        for _ in range(200):
            if not isinstance(pilot.app.screen, PairPlayPage):
                break
            assert not clickable(pilot.app)
            assert "\x1b" not in painted(pilot.app)
            await hands.on()
        assert isinstance(pilot.app.screen, EndingPage)
        assert pilot.app._exception is None


@pytest.mark.long
async def test_once_all_is_answered_the_bottom_line_offers_no_digit(tmp_path):
    async with opened(table_of_two(tmp_path)) as pilot:
        await press(pilot, "space space open")
        assert "1-9 answer" in showing(pilot.app)
        await press(pilot, "2")
        assert "1-9" not in showing(pilot.app)
        await press(pilot, "enter space space open 1 2 1 2 0")
        assert "1-9 answer" in showing(pilot.app), "a digit says a fact"


@pytest.mark.long
async def test_a_fact_is_kept_unless_its_digit_says_it_and_the_same_digit_takes_that_back(tmp_path):
    async with opened(table_of_two(tmp_path)) as pilot:
        await press(pilot, f"{VOWED} 1 2 0")
        await press(pilot, "1 3 1 9")
        assert at_table(pilot).step.said == {2}
        fact = at_table(pilot).step.form.private.facts[2].id
        await press(pilot, "enter open 1 2 1 1 2 enter")
        assert at_table(pilot).session.state.now.said == (fact,)


@pytest.mark.long
async def test_nobody_opens_a_lock_who_has_nothing_to_say_as_they_sit_down(tmp_path):
    async with opened(table_of_two(tmp_path)) as pilot:
        hands = Hands(
            pilot, private=lambda step: (alone if step.reader.chair == "ceo" else quiet)(step), finals=sitting
        )
        await hands.first(PrivateStep, asked="sit_say")
        while at_table(pilot).session.prompt.kind == "sit_say":
            await hands.on()
        assert [chair for kind, chair, _keys in hands.locks if kind == "sit_say"] == ["cto"]


@pytest.mark.long
async def test_in_the_talk_either_says_a_fact_alone_with_the_screen_and_the_talk_goes_on(tmp_path):
    async with opened(table_of_two(tmp_path)) as pilot:
        hands = Hands(pilot, private=quiet)
        await hands.first(PairRevealStep)
        game, talk = at_table(pilot).session, at_table(pilot).step
        assert "3 Hà 4 Dũng: say something now, alone with the screen" in showing(pilot.app)
        assert "Was anything told aloud?" in showing(pilot.app) or not talk.understood
        await press(pilot, "3")
        lock = at_table(pilot).step
        assert (type(lock), lock.chair) == (LockStep, "ceo")
        at_table(pilot).unlock_view()
        await pilot.pause()
        step = at_table(pilot).step
        assert isinstance(step, PrivateStep)
        answers = len(game.records)
        await press(pilot, "escape")
        assert (type(at_table(pilot).step), len(game.records)) == (PairRevealStep, answers), "Esc says nothing"
        await press(pilot, "3")
        at_table(pilot).unlock_view()
        await pilot.pause()
        assert not at_table(pilot).step.asked
        await press(pilot, "1 enter")
        assert isinstance(at_table(pilot).step, PairRevealStep)
        assert [record.move.kind for record in game.records[answers:]] == ["tell"]
        said = game.state.now.said
        assert len(said) == 1
        assert game.render_text(f"facts.{said[0]}.told")[:20] in " ".join(showing(pilot.app).split())
