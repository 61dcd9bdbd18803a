"""Two people at one terminal: a scene in keys, the lock that closes, picks at once, who gets up, and the same again."""

from pathlib import Path

import pytest
from textual.events import AppBlur

from game.engine import events as e
from game.locales import _, set_language
from game.playthrough.prompts import RefusedError
from game.tui.debrief.ending import EndingPage
from game.tui.play.company import FigureClicked
from game.tui.play.company_page import PairCompanyPage
from game.tui.play.pair import (
    PairPlayPage,
    build_first_pair_page_sequence,
    build_pair_page_sequence,
    build_scene_brief,
)
from game.tui.play.pair_steps import (
    Countdown,
    IdleTimer,
    PairConsequenceStep,
    PairFinalsStep,
    PairRevealStep,
    PrologueStep,
    SatDownStep,
    SceneBriefStep,
    SynthesisStep,
    TalkTimer,
)
from game.tui.play.paper import QuestionBar
from game.tui.play.private_paper import PrivatePanel
from game.tui.play.private_steps import LockStep, PrivateStep
from game.tui.play.reader import ChairReader, PairReader
from game.tui.play.solo import SoloPlayPage
from game.tui.toolkit.choices import Choices
from game.tui.toolkit.page import KeysLine, PairSetupRequest
from tests.content.poison import poisoned_folder
from tests.engine.crisis import fact, loaded, option, scene
from tests.marks import as_long
from tests.playthrough import players
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
@pytest.mark.long
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


# -- what stands on each page, without a terminal ------------------------------------------------------------


def begun(kind: str = "", *, joint: bool = True, crisis=None, first=None, say=(), sit=False, **setup):
    """A game of two at a kind of question, in a scene that both decide where `joint`; `first` has picks by chair."""
    session = players.session(crisis=crisis, **setup)
    while kind and (prompt := session.prompt) is not None and (prompt.kind != kind or (joint and not prompt.joint)):
        if sit and prompt.setting == "at_once":
            session.settle_final_picks(dict.fromkeys(("ceo", "cto"), "sit"))
        else:
            session.answer(prompt.token, players.plain(prompt, say=say, first=(first or {}).get(prompt.chair)))
    return session


DIFFERING = {"ceo": "void_by_hand", "cto": "void_tonight"}


def talking(session) -> PairRevealStep:
    return PairRevealStep(PairReader(session), session.prompt)


def picking(session) -> PairFinalsStep:
    return PairFinalsStep(PairReader(session), session.prompt, Countdown(0.0))


def looking(session) -> PrivateStep:
    view = session.open_private_view()
    return PrivateStep(ChairReader(session, view.prompt.chair), view)


def read(paragraphs) -> list[str]:
    return [(one.lead.plain if one.lead else "") + one.body.plain for one in paragraphs]


def read_rows(sheet) -> list[str]:
    return [row.lead.plain + row.label.plain for row in sheet.rows]


def kinds_of(steps) -> list[type]:
    return [type(step) for step in steps]


def test_the_first_page_tells_what_happened_who_sits_where_and_what_each_may_expect():
    session = players.session(players={"ceo": "Linh"})
    read_page = read(PrologueStep(PairReader(session)).build_sheet().story)
    assert read_page[1:5] == [
        "Hà, CEO   Linh",
        "Dũng, CTO",
        "To practise",
        "· Say what only you know before somebody else says it.",
    ]
    assert read_page[-2:] == [
        "This is a story. Nobody is graded, failing is fine, and what is said here stays here.",
        "On paper or by ear: F4 writes what each chair alone may read, a file a chair.",
    ]


@pytest.mark.parametrize(
    ("joint", "ask", "decides"),
    [
        (True, "What happens to the second invoices?", "If they disagree, Dũng decides. Hà goes first, then Dũng."),
        (False, "What does support say?", "Hà decides this alone."),
    ],
)
def test_as_a_scene_opens_both_read_its_question_and_who_has_the_last_word(joint, ask, decides):
    session = begun("first") if joint else begun("final", joint=False)
    sheet = SceneBriefStep(PairReader(session), session.prompt).build_sheet()
    assert (sheet.ask.plain, sheet.note.plain) == (ask, decides)


def test_a_game_of_two_begins_with_the_crisis_and_the_scene_and_goes_on_with_the_scene():
    assert kinds_of(build_pair_page_sequence(PairReader(players.session()))) == [PrologueStep, SceneBriefStep, LockStep]
    later = begun("say")
    assert kinds_of(build_pair_page_sequence(PairReader(later))) == [LockStep]
    assert kinds_of(build_first_pair_page_sequence(PairReader(later))) == [SceneBriefStep, LockStep]


def test_between_two_scenes_there_is_no_scene_to_read_again():
    assert build_scene_brief(PairReader(begun("final"))) is not None
    between = begun("coffee", joint=False)
    assert build_scene_brief(PairReader(between)) is None
    assert SceneBriefStep not in kinds_of(build_first_pair_page_sequence(PairReader(between)))


def test_once_both_ask_to_sit_down_they_read_what_follows_before_the_lock():
    session = begun("sit_say", sit=True)
    steps = build_pair_page_sequence(PairReader(session))
    assert kinds_of(steps) == [SatDownStep, LockStep]
    sheet = steps[0].build_sheet()
    assert read(sheet.story) == ["◆ Both ask to sit down together."]
    assert sheet.note.plain == (
        "Whoever has kept something may say it now, alone with the screen. Then whoever owns the decision picks."
    )


def test_a_way_that_both_their_facts_open_is_read_with_these_facts_before_what_came_of_it():
    session = begun("sit_say", sit=True)
    while session.prompt.kind == "sit_say":
        session.answer(session.prompt.token, players.plain(session.prompt, say=["renewal", "refund_path", "bonus"]))
    steps = build_pair_page_sequence(PairReader(session))
    assert kinds_of(steps)[:2] == [SynthesisStep, PairConsequenceStep]
    sheet = steps[0].build_sheet()
    assert [line.split(": ")[0] for line in read(sheet.story)] == ["Hà brings it up"] * 2 + ["Dũng brings it up"]
    assert sheet.ask.plain == "Put together, what the two knew opens a way that was on nobody's list:"
    assert sheet.note.plain == "One credit note for all, dated before the twentieth, over both your names."


def test_a_fact_that_came_out_through_somebody_else_opens_a_way_as_it_is_told():
    way = option("c", needs=["kept", "said"], moves=["joint_solve"])
    comes_out = {"after": 1, "by": "lan", "text": "x", "effects": {"culture": -1}}
    facts = {"kept": fact("ceo", told="It is dark.", surfaces=comes_out), "said": fact("cto", told="It is late.")}
    first = scene("one", say=["kept", "said"])
    session = players.session(crisis=loaded(first, scene("two", way, say=["kept", "said"]), facts=facts))
    while session.state.count < 2 or session.prompt.setting != "at_once":
        session.answer(session.prompt.token, players.plain(session.prompt, say=["said"]))
    assert session.state.facts["kept"].status == "surfaced"
    session.settle_final_picks(dict.fromkeys(("ceo", "cto"), "sit"))
    (step,) = [one for one in build_pair_page_sequence(PairReader(session)) if isinstance(one, SynthesisStep)]
    assert read(step.build_sheet().story)[-2:] == ["It is dark.", "Dũng brings it up: It is late."]


def test_reading_answers_nothing():
    session = begun("first")
    for step in (talking(begun("final")), looking(session), LockStep(PairReader(session), session.prompt)):
        assert step.build_answer(session.prompt) is None


def test_where_they_differ_the_talk_asks_for_the_others_reason_and_names_whose_digits_answer():
    step = talking(begun("final", first=DIFFERING))
    sheet = step.build_sheet()
    assert (step.understood, step.keys, step.render_key_label("answer")) == (False, ("answer",), "1-4")
    assert read(sheet.story) == ["What happens to the second invoices?"]
    assert sheet.ask.plain == "They disagree. Hà says why Dũng picked that, until Dũng says yes."
    assert read_rows(sheet) == [
        "   1  Dũng presses 1: yes, that's my reason",
        "   2  Dũng presses 2: not quite, say it again",
        "   3  Hà   4  Dũng:  say something now, alone with the screen",
    ]
    assert read(sheet.told) == [
        "Picked by neither  Wait until the bank has closed its batch.",
        "Unsaid  Hà 3 · Dũng 3",
    ]
    assert sheet.note.plain == ""
    assert [card.pick.plain for card in sheet.cards] == [
        "Void them by hand, merchant by merchant.",
        "Void them all tonight, by script.",
    ]


def test_the_reason_is_said_once_more_until_the_other_says_yes_and_every_try_counts():
    session = begun("final", first=DIFFERING)
    step = talking(session)
    step.press_digit(3)
    assert (step.timer.tries, step.build_sheet().note.plain) == (1, "")
    step.press_digit(2)
    assert step.timer.tries == 2
    assert step.build_sheet().note.plain == "Once more, in other words."
    step.press_digit(1)
    assert step.understood
    assert [event for event in session.scene_events if isinstance(event, e.Restated)] == [e.Restated("ceo", 2, {})]
    sheet = step.build_sheet()
    assert (step.keys, sheet.note.plain) == (("tell", "count_down"), "")
    assert sheet.ask.plain == "Was anything told aloud? Say it on the screen too: only that counts."
    assert read_rows(sheet) == ["   3  Hà   4  Dũng:  say something now, alone with the screen"]
    assert read(sheet.told)[1].startswith("It took Hà 2 tries to say why Dũng picked that; then Dũng said yes.")
    tries = step.timer.tries
    step.press_digit(2)
    assert step.timer.tries == tries, "once understood, there is nothing left to answer"


def test_where_they_agree_the_best_case_against_it_is_made_and_then_both_may_pick():
    step = talking(begun("final", first=dict.fromkeys(("ceo", "cto"), "void_tonight")))
    sheet = step.build_sheet()
    assert (step.understood, step.keys) == (True, ("tell", "count_down"))
    assert sheet.ask.plain == "They agree. Hà makes the best case against it:"
    assert sheet.note.plain == "Tonight nobody is awake who has read the run to its end."
    bare = begun("final", crisis=loaded(scene("one"), scene("two")), first=dict.fromkeys(("ceo", "cto"), "a"))
    sheet = talking(bare).build_sheet()
    assert sheet.ask.plain == "They agree. Hà makes the best case against it."
    assert sheet.note.plain == "Talk for as long as it helps. Then each puts a hand on their keys."
    assert (sheet.rows, read(sheet.told)) == ([], ["Picked by neither  b"])


def test_before_anything_is_revealed_there_is_nothing_to_talk_about_and_nothing_is_counted():
    step = talking(begun("final", first=DIFFERING, say=["renewal"]))
    step.talk = step.revealed = None
    sheet = step.build_sheet()
    assert (step.understood, sheet.ask.plain, list(sheet.rows)) == (True, "", [])
    assert [line.startswith("Hà brings it up: Sen Mart decides") for line in read(sheet.told)] == [True]


def test_what_each_has_told_in_the_talk_is_no_longer_counted_as_unsaid():
    session = begun("final", first=DIFFERING, say=["bonus"])
    assert read(talking(session).build_sheet().told)[-1] == "Unsaid  Hà 2 · Dũng 3"
    session.restate_reason(1)
    session.tell_facts("cto", [fact.id for fact in session.open_telling_view("cto").facts][:2])
    told = read(talking(session).build_sheet().told)
    assert told[-1] == "Unsaid  Hà 2 · Dũng 1"
    assert sum("brings it up" in line for line in told) == 3


def test_only_the_digit_of_who_may_say_something_opens_a_lock_of_that_chair():
    step = talking(begun("final", first=DIFFERING))
    assert [step.find_teller(number) for number in (1, 2, 3, 4, 5)] == [None, None, "ceo", "cto", None]
    lock = LockStep(step.reader, step.prompt, teller="cto")
    assert (lock.chair, lock.render_key_label("unlock"), lock.render_key_label("locked")) == ("cto", "0", None)
    assert lock.build_blocks()[0][0].plain == "Dũng goes next; Hà looks away."


def test_the_talk_may_be_made_longer_only_where_it_has_an_end():
    step = talking(begun("final", first=DIFFERING))
    step.timer = TalkTimer(0.0, 60)
    assert step.keys == ("answer", "more_time")
    step.press_digit(1)
    assert step.keys == ("tell", "count_down", "more_time")


@pytest.mark.parametrize(
    ("seconds", "now", "told"),
    [
        (0, 500.0, ""),
        (180, 0.0, "0:00 of 3:00"),
        (180, 69.9, "1:09 of 3:00"),
        (180, 179.9, "2:59 of 3:00"),
        (180, 180.0, "time is up; take what you need"),
    ],
)
def test_the_time_of_the_talk_is_told_until_it_is_up(seconds, now, told):
    assert TalkTimer(0.0, seconds).render_elapsed(now) == told


def test_a_minute_more_counts_from_the_end_or_from_now_where_the_time_is_up():
    for now, seconds in ((30.0, 240), (180.0, 240), (200.5, 260)):
        timer = TalkTimer(0.0, 180)
        timer.add_minute(now)
        assert timer.seconds == seconds


@pytest.mark.parametrize(
    ("now", "left", "warns"), [(0.0, 90, False), (79.9, 11, False), (80.0, 10, True), (89.5, 1, True), (95.0, 0, True)]
)
def test_a_view_that_nobody_touches_warns_ten_seconds_before_it_closes(now, left, warns):
    timer = IdleTimer(0.0)
    assert (timer.count_seconds_left(now), timer.is_warning(now)) == (left, warns)


def test_three_two_one_and_then_both_may_press():
    assert [Countdown(5.0).compute_shown_number(now) for now in (5.0, 6.0, 6.5, 7.9, 8.0, 9.0)] == [3, 2, 2, 1, 0, 0]
    step = picking(begun("final", first=DIFFERING))
    assert (step.shown, step.advance_countdown(0.5), step.advance_countdown(1.0), step.shown) == (3, False, True, 2)
    assert read(step.build_sheet().story) == ["      ▀▀█", "      █▀▀", "      █▄▄"]
    step.press_digit(1)
    assert not step.picks, "while it counts nothing is taken"
    step.advance_countdown(3.0)
    assert read(step.build_sheet().story) == ["      ", "      Now, both at once.", "      "]
    step.press_digit(5)
    assert not step.picks, "that key is nobody's"
    step.press_digit(1)
    assert list(step.picks) == ["ceo"]


def test_final_picks_show_both_rows_of_keys_and_who_has_picked_and_never_which():
    session = begun("final", first=DIFFERING)
    step = picking(session)
    step.advance_countdown(3.0)
    assert step.render_key_label("at_once") == "1-4 · 7-0"
    assert step.render_key_label("talk_again") is None
    assert [row.lead.plain for row in step.build_sheet().rows] == [
        "   1  7   ",
        "   2  8   ",
        "   3  9   ",
        "   4  0   ",
    ]
    keys, reminder = step.build_sheet().note.plain.split("\n")
    assert keys == "Hà  1 2 3 4      Dũng  7 8 9 0"
    assert reminder.startswith("Pledged – ")
    step.press_digit(8)
    assert step.build_sheet().note.plain == (
        "Hà  1 2 3 4      Dũng  7 8 9 0  ✓ taken\nUntil both are in, another key changes a pick."
    )
    step.press_digit(2)
    choices = [choice.id for choice in session.prompt.choices]
    assert step.settled == {"ceo": choices[1], "cto": choices[1]}


@pytest.mark.parametrize(("again", "settled"), [(4, True), (1, True)])
def test_who_would_sit_down_says_so_twice_or_picks_something_else(again, settled):
    step = picking(begun("final", first=DIFFERING))
    step.advance_countdown(3.0)
    step.press_digit(4)
    assert step.asked_once_more == (), "nobody is asked before both are in"
    step.press_digit(8)
    assert (step.asked_once_more, step.settled) == (("ceo",), None)
    assert step.build_sheet().note.plain.split("\n")[1] == (
        "Sit down together, Hà? It takes a token ◆. The same key again: yes. Another key: no."
    )
    before = dict(step.picks)
    step.press_digit(9)
    assert step.picks == before, "who is not asked presses in vain"
    step.press_digit(again)
    assert (step.settled is not None) == settled
    assert (step.picks["ceo"] == "sit") == (again == 4)


def test_both_who_would_sit_down_are_asked_by_name():
    step = picking(begun("final", first=DIFFERING))
    step.advance_countdown(3.0)
    step.press_digit(4)
    step.press_digit(0)
    assert "Sit down together, Hà and Dũng?" in step.build_sheet().note.plain
    step.press_digit(0)
    assert step.asked_once_more == ("ceo",)
    step.press_digit(4)
    assert step.settled == {"ceo": "sit", "cto": "sit"}


def test_at_the_lock_both_read_who_goes_next_and_what_the_other_may_think_about():
    session = begun("first", players={"ceo": "Linh", "cto": "Tuan"})
    blocks = LockStep(PairReader(session), session.prompt, closed=True).build_blocks()
    assert [text.plain for text in blocks[0]] == ["Linh goes next, as Hà; Tuan looks away."]
    assert blocks[1][0].plain.startswith("Meanwhile, for Tuan: ")
    assert [text.plain for text in blocks[2]] == [
        "Closed. Anything that wasn't committed is lost.",
        "Only 1 opens Hà's view.",
        "It closes by itself after 90 seconds without a key.",
    ]
    opened_first = LockStep(PairReader(session), session.prompt).build_blocks()
    assert [text.plain for text in opened_first[2]] == [text.plain for text in blocks[2]][1:]


def test_alone_one_answers_by_digits_and_then_says_facts_by_theirs():
    step = looking(begun("first"))
    assert "take_back" not in step.keys
    for number, digits in ((4, [None, None, None]), (1, [1, None, None]), (3, [1, None, None]), (2, [1, 2, None])):
        step.press_digit(number)
        assert step.digits == digits
    assert "take_back" in step.keys
    assert step.explain_missing() == "First answer what the foot of the page asks."
    step.press_digit(0)
    assert (step.digits, step.now, step.explain_missing()) == ([1, 2, 0], None, "")
    for number, said in ((3, {2}), (1, {0, 2}), (3, {0}), (4, {0}), (0, {0})):
        step.press_digit(number)
        assert step.said == said


@pytest.mark.parametrize(("kind", "sit", "style"), [("first", False, "bold $c"), ("sit_say", True, "bold $ink")])
def test_a_question_has_the_colour_of_whose_decision_it_is_and_none_where_nothing_is_decided(kind, sit, style):
    step = looking(begun(kind, first=DIFFERING if sit else None, sit=sit))
    styles = {str(span.style) for span in step.build_sheet().ask.spans}
    assert styles
    assert all(one.startswith(style) for one in styles)


def test_ones_picks_are_marked_among_the_options_and_below_them():
    step = looking(begun("first"))
    assert step.build_sheet().caret is None
    assert step.build_sheet().note.plain == "Your pick: press its digit.\npick …   how sure …   guess …"
    for number in (2, 1, 3):
        step.press_digit(number)
    sheet = step.build_sheet()
    assert [row.lead.plain for row in sheet.rows] == ["   1  ", "▸  2  ", " ◇ 3  "]
    assert sheet.caret == 1
    assert sheet.note.plain == "A fact's digit says it. Enter commits and locks.\npick 2   how sure 1   guess 3"


def test_one_goes_back_to_an_answer_and_no_further_on_than_was_answered():
    step = looking(begun("first"))
    step.take_back()
    assert (step.current, step.digits) == (0, [None, None, None])
    step.press_digit(1)
    for by, current in ((1, 1), (-1, 0), (-1, 0), (2, 1)):
        step.move_mark(by)
        assert step.current == current
    step.take_back()
    assert (step.current, step.digits) == (0, [None, None, None])
    for number in (1, 1, 0):
        step.press_digit(number)
    step.move_mark(-2)
    step.move_mark(9)
    assert step.current == 3


def test_a_click_on_an_option_answers_where_one_is_asked_for():
    step = looking(begun("first"))
    step.click_row(1)
    assert step.digits == [2, None, None]
    step.click_row(0)
    assert step.digits == [2, None, None], "how sure one is stands in no row"
    step.press_digit(1)
    step.click_row(2)
    assert step.digits == [2, 1, 3]
    step.click_row(0)
    assert not step.said, "a row is no fact"


def test_a_private_view_reads_from_whose_it_is_to_the_facts_that_can_be_said():
    first = looking(begun("final", joint=False)).build_secret()
    assert first.heading.plain == "Hà, CEO   for Hà alone"
    assert [line.split(".")[0] for line in read(first.lines)] == [
        "Only you know",
        "▪ You promised the sales team a bonus on invoices sent this month",
        "▪ Sen Mart decides about next year on the twentieth",
        "▪ In confidence, Sen Mart pays a third less than any other merchant",
        "You see Mai's face and think of the board",
        "What you want  Keep Sen Mart's contract, whatever the month costs",
        "In the way  The board reads the month's invoices on the fifth",
        "At stake  She told the board that billing was safe",
    ]
    assert first.slots == []
    step = looking(begun("first"))
    later = step.build_secret()
    assert [line.split(".")[0] for line in read(later.lines)] == [
        "What you want  Keep Sen Mart's contract, whatever the month costs"
    ]
    assert [slot.cost.plain for slot in later.slots] == ["costs face", "costs nothing", "was told in confidence"]
    assert [slot.said for slot in later.slots] == [None, None, None], "nothing is said before all is answered"
    for number in (1, 1, 0, 2):
        step.press_digit(number)
    assert [slot.said for slot in step.build_secret().slots] == [False, True, False]


def test_sitting_down_one_only_says_facts_and_picks_nothing():
    step = looking(begun("sit_say", sit=True))
    sheet = step.build_sheet()
    assert (step.now, step.form.slots, sheet.rows) == (None, 3, [])
    assert sheet.ask.plain == "You're sitting down together. What do you say now?"
    step.press_digit(2)
    assert step.said == {1}
    step.click_row(0)
    assert step.said == {1}


@pytest.mark.long
async def test_whatever_cannot_be_committed_leads_back_to_the_lock(tmp_path, monkeypatch):
    async with opened(table_of_two(tmp_path)) as pilot:
        await press(pilot, f"{VOWED} 1 2 0")

        def refuse(*_given) -> None:
            raise RefusedError("asked otherwise by now")

        monkeypatch.setattr(at_table(pilot).step, "commit", refuse)
        await press(pilot, "enter")
        assert isinstance(at_table(pilot).step, LockStep)
        assert SECRET not in showing(pilot.app)


@pytest.mark.long
async def test_a_click_is_a_sign_of_life_and_a_key_that_is_clicked_is_pressed(tmp_path):
    async with opened(table_of_two(tmp_path)) as pilot:
        await press(pilot, f"{TOGETHER} space open")
        for _ in range(2):
            await wait(pilot, 85)
            await pilot.click("#page")
        assert isinstance(at_table(pilot).step, PrivateStep)
        at_table(pilot).post_message(KeysLine.KeyClicked("escape"))
        await pilot.pause()
        assert isinstance(at_table(pilot).step, LockStep)


@pytest.mark.long
async def test_a_click_on_a_figure_opens_the_company_of_both_once_and_nothing_behind_a_lock(tmp_path):
    async with opened(table_of_two(tmp_path), (150, 46)) as pilot:
        await press(pilot, TOGETHER)
        pages = len(pilot.app.screen_stack)
        for stock in ("culture", ""):
            at_table(pilot).post_message(FigureClicked(stock))
            await settled(pilot)
            assert [type(page) for page in pilot.app.screen_stack[pages:]] == [PairCompanyPage]
            await press(pilot, "escape")
        await press(pilot, "space open 1")
        pick = painted(pilot.app)
        at_table(pilot).post_message(FigureClicked("culture"))
        await settled(pilot)
        assert painted(pilot.app) == pick
