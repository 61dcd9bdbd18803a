"""What is wrong with a crisis is told all at once, each problem at its place, with the name that was meant."""

import json
from itertools import pairwise

import pytest

from game.content.checker import collect_findings, list_scenario_files, load_sources
from game.content.checks.rule import LEVELS
from game.content.diagnostic import select_weightiest
from game.content.render import render_github, render_json, render_text
from tests.content.workbench import SMALL, TEXT, changed, codes, dumped, edited, found_in, problems_of, small, written

LONG = "knows.ceo.skipped_review"


def only(problems):
    (problem,) = problems
    return problem


def shown(problem, text):
    """The characters that a problem points at."""
    return text.splitlines()[problem.line - 1][problem.column - 1 :][: problem.length]


@pytest.mark.parametrize(
    ("old", "new", "code", "pointed", "meant"),
    [
        ("          then: month_end", "          then: month_edn", "S104", "month_edn", "month_end"),
        ("since: standup", "since: standdown", "S104", "standdown", "standup"),
        ("scene: afternoon,", "scene: afternon,", "S104", "afternon", "afternoon"),
        ("needs: [renewal, refund_path]", "needs: [renewal, refund_pth]", "S102", "refund_pth", "refund_path"),
        ("because: skipped_review}]", "because: skiped_review}]", "S102", "skiped_review", "skipped_review"),
        ("{share: bonus}", "{share: bonuss}", "S102", "bonuss", "bonus"),
        ("say: [discount, retry_bug, bonus]", "say: [discount, retry, bonus]", "S102", "retry", "retry_bug"),
        ("      by: sen_mart", "      by: senmart", "S103", "senmart", "sen_mart"),
        ("who: mai, scene", "who: may, scene", "S103", "may", "mai"),
        ("{on: lan}", "{on: lna}", "S103", "lna", "lan"),
        ("board: lan_did_it", "board: void_by_hand", "S105", "void_by_hand", ""),
        ("board: void_by_hand", "board: credit_note", "S105", "credit_note", ""),
        ("renegotiates: tests", "renegotiates: test", "S106", "test", "tests"),
        ("  - id: letter", "  - id: end", "S107", "end", ""),
        ("when: cto.safety >= 50", "when: cto.safty >= 50", "G102", "cto.safty", "cto.safety"),
        ("when: kept.tests\n", "when: kept.test\n", "G102", "kept.test", "kept.tests"),
        ("when: knows.ceo.skipped_review", "when: knows.ceo.skiped", "G102", "knows.ceo.skiped", LONG),
        ("cause.retry\n          text", "cause.retri\n          text", "G102", "draw.cause.retri", "draw.cause.retry"),
        ("when: cash > 900", "when: cash => 900", "G101", "=", ""),
        ("when: cash > 900", "when: flag.flying_pig", "S110", "flag.flying_pig", ""),
        ("hard\n          effects: {finance: +4", "hart\n          effects: {finance: +4", "F105", "hart", "hard"),
        ("premise: At", "premis: At", "F101", "premis", "premise"),
        ("weight: 6\n    cost: face\n    surfaces:\n      after: 2\n      by: mai", "weight: 60\n    cost: face\n    "
         "surfaces:\n      after: 2\n      by: mai", "F104", "60", ""),
        ("{csat_service: +1}", "{csat_servce: +1}", "F105", "csat_servce", "csat_service"),
        ("{csat_service: +1}", "{csat_service: lots}", "F103", "lots", ""),
        ("moves: [deny]", "moves: [denny]", "F105", "denny", "deny"),
        ("moves: [deny]", "moves: [{deny: hlf}]", "F105", "hlf", "half"),
        ("personas: [guarded]", "personas: [guarded, cold]", "F105", "cold", ""),
        ("by: cto\n      ask", "by: cot\n      ask", "F105", "cot", "cto"),
        ("say: true", "say: everything", "F103", "everything", ""),
        ("say: true", "say: false", "F105", "false", ""),
    ],
)  # fmt: skip
def test_a_slip_is_told_where_it_stands_with_what_was_meant(old, new, code, pointed, meant):
    text = edited(old, new)
    problem = next(one for one in problems_of(text, "draft") if one.code == code)
    assert shown(problem, text) == pointed
    assert problem.nearest == meant


@pytest.mark.parametrize(
    ("old", "new", "pointed"),
    [
        ("when: cto.safety >= 50", "when: 'cto.safety >= 50 and cto.safty > 3'", "cto.safty"),
        ("when: cto.safety >= 50", 'when: "cto.safety >= 50 and\\x20cto.safty > 3"', "cto.safty"),
        ("when: cto.safety >= 50", "when: >-\n          cto.safety >= 50\n          and cto.safty > 3", "cto.safty"),
        ("when: cto.safety >= 50", "when: cto.safety >= 50 and\n          cto.safty > 3", "cto.safty"),
        ("when: cash > 900", "when: cash > 900 and (csh > 3)", "csh"),
    ],
)
def test_the_column_of_a_condition_is_that_of_the_file_however_it_is_quoted(old, new, pointed):
    text = edited(old, new)
    assert shown(only(problems_of(text, "draft")), text) == pointed


def test_all_problems_are_told_in_one_run():
    text = edited("tone: hard\n          effects: {finance: +4", "tone: hart\n          effects: {finance: +4")
    text = text.replace("when: cto.safety >= 50", "when: cto.safty >= 50")
    text = text.replace("then: month_end\n    then: month_end", "then: monthend\n    then: month_end", 1)
    text = text.replace("pace: 2", "pace: 2\npac: 3").replace("title: Twice again", "title: '{nobody} **twice again'")
    text = text.replace("          then: month_end\n", "          then: monthend\n")
    assert set(codes(text, "play")) >= {"F105", "G102", "F101", "S104", "T102", "T103"}


def test_a_problem_of_reading_hides_no_other():
    text = edited("pace: 2", "pace: 02").replace("when: cto.safety >= 50", "when: cto.safty >= 50")
    assert {"R111", "G102"} <= set(codes(text))


def test_duplicates_show_both_places():
    problem = next(one for one in problems_of(edited("  - id: letter", "  - id: morning")) if one.code == "S101")
    assert shown(problem, edited("  - id: letter", "  - id: morning")) == "morning"
    assert problem.related[0].place.line < problem.line
    assert str(problem.related[0].place.line) in problem.hint


def test_an_unknown_target_points_to_the_line_of_the_name_that_was_meant():
    problem = only(one for one in problems_of(edited("to: fortnight}", "to: fortnite}")) if one.code == "S104")
    assert problem.nearest == "fortnight"
    assert "id: fortnight" in TEXT.splitlines()[problem.related[0].place.line - 1]


@pytest.mark.parametrize(
    ("path", "fields", "code"),
    [
        ("cast.ceo", {"goal": "x"}, "F108"),
        ("cast.cto", {"goal": None}, "F108"),
        ("cast.ceo", {"cares": {"sales": 1}}, "F108"),
        ("facts.renewal", {"price": {"sales": -1}}, "F108"),
        ("scenes.morning.decide", {"owner": "ceo"}, "F108"),
        ("scenes.standup.decide", {"owner": None}, "F102"),
        ("scenes.morning.decide.options.pay_first", {"moves": [{"own": "half", "deny": "half"}]}, "F108"),
        ("scenes.morning.decide.options.pay_first", {"effects": {"sales": 51}}, "F104"),
        ("scenes.morning.decide.options.pay_first", {"effects": {"sales": 0}}, "F104"),
        ("scenes.morning.decide.options.pay_first", {"effects": {"cash": -900}}, None),
        ("scenes.morning.decide.options.pay_first", {"effects": {"sales": True}}, "F103"),
        ("scenes.morning.decide.options.pay_first", {"effects": {"sales": 1.5}}, "F103"),
        ("scenes.morning.decide.options.pay_first", {"id": "and"}, "F106"),
        ("scenes.morning.decide.options.pay_first", {"set": ["class"]}, "F106"),
        ("", {"company": {"culture": 101}}, "F104"),
        ("", {"company": {"customers": 2000, "cash": 5000}}, None),
        ("", {"company": {"clarity": 50}}, "F105"),
        ("", {"dyad": {"clarity": -1}}, "F104"),
        ("", {"id": "con"}, "F106"),
        ("", {"id": "Launch Day"}, "F106"),
        ("", {"id": "a--b"}, "F106"),
        ("", {"language": "english"}, "F106"),
        ("", {"pace": 4}, "F104"),
        ("", {"pace": "2"}, "F103"),
        ("", {"tandem": 1}, "F109"),
        ("", {"tandem": 3}, "F109"),
        ("", {"title": ""}, "F110"),
        ("", {"scenes": []}, "F107"),
        ("draw", {"cause": ["one"]}, "F107"),
        ("draw", {"ceo_goal": ["a", "b"]}, "S107"),
        ("facts", {"half": {}}, "S107"),
        ("draw", {"if": ["a", "b"]}, "F106"),
        ("cast", {"Bad Id": {"name": "x"}}, "F106"),
        ("scenes.morning.decide.options.pay_first", {"id": "sit"}, "S107"),
        ("scenes.letter", {"weeks": -1}, "F104"),
        ("scenes.fortnight.decide.options.run_on_time", {"promise": {"id": "p", "by": "ceo", "text": "x", "due": 0,
                                                                      "kept": "week > 3"}}, "F104"),
    ],
)  # fmt: skip
def test_what_the_format_does_not_allow(path, fields, code):
    found = codes(changed(path, **fields))
    assert (code in found) if code else not [one for one in found if one[0] == "F"]


def test_one_mistake_gives_one_message():
    """Fields that may be written in two ways do not answer twice."""
    for path, fields in [
        ("scenes.morning.decide.options.pay_first", {"effects": {"sales": {"points": 3, "because": 4}}}),
        ("scenes.morning.decide.options.pay_first", {"result": 3}),
        ("scenes.morning", {"private": {"ceo": [3]}}),
        ("scenes.afternoon.decide.options.mine", {"moves": [3]}),
        ("scenes.afternoon.decide.options.lan_did_it", {"moves": [{"blame": {"on": 3}}]}),
    ]:
        assert len([code for code in codes(changed(path, **fields)) if code[0] == "F"]) == 1


def test_a_number_where_a_text_belongs_asks_for_quotes():
    problem = only(problems_of(edited("title: Twice again", "title: 1984")))
    assert (problem.message, problem.hint) == ("this should be a text", "put it in quotes")


def test_a_wrong_person_among_thousands_of_mistakes_stays_quick():
    data = small()
    data["facts"] = {f"f{number}": {"weight": "x"} for number in range(2000)}
    assert len(problems_of(data)) > 100


class TestStory:
    def test_a_scene_that_nothing_leads_to(self):
        branch = "      - {when: chose.afternoon.lan_did_it or broken.tests, to: letter}\n"
        assert "S108" in codes(edited(branch, ""), "play")

    def test_a_story_that_cannot_end(self):
        data = changed("scenes.month_end", then="fortnight")
        data["scenes"][-1]["decide"]["options"][-1].pop("then")
        assert "S112" in codes(data)

    def test_a_circle_in_which_time_passes_is_fine(self):
        data = changed("scenes.month_end", then=[{"when": "week < 40", "to": "fortnight"}, {"to": "end"}])
        assert codes(data) == []

    def test_a_circle_in_which_no_time_passes_is_not(self):
        data = changed("scenes.afternoon", then=[{"when": "week < 40", "to": "standup"}, {"to": "fortnight"}])
        problem = next(one for one in problems_of(data) if one.code == "S112")
        assert "standup → afternoon → standup" in problem.message

    def test_a_circle_is_told_at_the_then_that_closes_it(self):
        text = edited("      - {when: chose.afternoon.lan_did_it or broken.tests, to: letter}",
                      "      - {when: week < 40, to: standup}")  # fmt: skip
        problem = next(one for one in problems_of(text) if one.code == "S112")
        assert shown(problem, text) == "standup"
        assert "to: standup" in text.splitlines()[problem.line - 1]

    def test_a_circle_in_which_nothing_is_asked_is_not_either(self):
        data = changed("scenes.letter", then=[{"when": "week < 40", "to": "letter"}, {"to": "fortnight"}])
        problem = next(one for one in problems_of(data) if one.code == "S112")
        assert "nothing is asked: letter → letter" in problem.message

    def test_a_branch_behind_one_that_always_holds_is_told_at_its_place(self):
        branches = [{"to": "letter"}, {"to": "fortnight"}]
        data = changed("scenes.afternoon", then=branches)
        (problem,) = [one for one in problems_of(data) if one.code == "S113"]
        assert "never reached" in problem.message
        assert "fortnight" in dumped(data).splitlines()[problem.line - 1]
        branches[0]["when"] = "week < 40"
        assert "S113" not in codes(changed("scenes.afternoon", then=branches))

    def test_a_last_branch_that_may_fail_is_told_at_its_condition(self):
        data = changed("scenes.afternoon", then=[{"when": "week < 40", "to": "letter"}])
        (problem,) = [one for one in problems_of(data) if one.code == "S113"]
        assert "no case is left" in problem.message
        assert "week < 40" in dumped(data).splitlines()[problem.line - 1]

    @pytest.mark.parametrize(("after", "late"), [(1, False), (2, True)])
    def test_what_is_due_after_the_last_scene(self, after, late):
        data = small()
        data["scenes"][4]["decide"]["options"][1]["later"][0]["after"] = after
        assert ("S118" in codes(data, "play")) is late

    def test_the_longest_way_counts_for_what_is_due(self):
        data = small()
        data["scenes"][2]["decide"]["options"][2]["later"][0]["after"] = 3
        assert "S118" not in codes(data, "play")
        data["scenes"][2]["decide"]["options"][2]["later"][0]["after"] = 4
        assert "S118" in codes(data, "play")

    def test_a_fact_that_is_learned_after_the_last_chance_to_say_it(self):
        data = changed("facts.retry_bug", since="month_end")
        data["scenes"][-1]["say"] = ["discount"]
        options = data["scenes"][-1]["decide"]["options"]
        options[0]["moves"] = ["clarify"]
        assert "K104" in codes(data, "play")
        options[0]["moves"] = [{"share": "retry_bug"}]
        assert "K104" not in codes(data, "play")

    @pytest.mark.parametrize(("after", "late"), [(4, False), (5, True)])
    def test_a_fact_that_would_come_out_after_the_end(self, after, late):
        data = small()
        data["facts"]["bank_cutoff"]["surfaces"]["after"] = after
        assert ("S118" in codes(data, "play")) is late

    def test_flags_are_for_reading(self):
        assert codes(edited("set: [firm]", "set: [firm, bold]"), "play") == ["S109"]

    def test_a_synthesis_needs_a_scene_where_two_can_sit(self):
        assert "K109" in codes(changed("scenes.standup", say=None))


class TestContent:
    def test_verdicts_are_found_in_both_languages(self, tmp_path):
        po = (SMALL / "vi.po").read_text(encoding="utf-8").replace("Thành bốn dòng.", "Giỏi lắm.")
        text = edited("result: Eight words. They are all true.", "result: You should have said it.")
        found = [one for one in found_in(written(tmp_path, text, vi=po), "publish") if one.code == "T107"]
        assert [one.file.rpartition("/")[2] for one in found] == ["scenario.yaml", "vi.po"]

    def test_harm_in_strain_and_debt_is_growth(self):
        data = changed("scenes.fortnight.decide.options.run_with_tests",
                       later=[{"after": 1, "text": "x", "effects": {"debt": 4}}])  # fmt: skip
        assert "A108" in codes(data, "publish")
        data = changed("scenes.fortnight.decide.options.run_with_tests",
                       later=[{"after": 1, "text": "x", "effects": {"debt": -4}}])  # fmt: skip
        assert "A108" not in codes(data, "publish")

    def test_the_longest_option_is_the_one_that_is_marked(self):
        text = edited("text: What broke, who paid, what is still open.", "text: What broke, who paid for it on that"
                      " morning, and what of all this is still open today, word by word.")  # fmt: skip
        problem = next(one for one in problems_of(text, "publish") if one.code in {"A103", "A104"})
        assert shown(problem, text) == "W"
        assert "What broke" in text.splitlines()[problem.line - 1]

    @pytest.mark.parametrize(("owners", "told"), [("ceo cto ceo", False), ("ceo ceo ceo", True), ("ceo cto", False),
                                                  ("ceo cto ceo ceo ceo", True), ("ceo", False)])  # fmt: skip
    def test_of_three_decisions_one_is_enough_for_a_chair(self, owners, told):
        data = small()
        scenes = [scene for scene in data["scenes"] if scene.get("decide")]
        for scene, owner in zip(scenes, owners.split(), strict=False):
            scene["decide"]["by"] = owner
            scene["decide"].pop("owner", None)
        for scene in scenes[len(owners.split()) :]:
            scene.pop("decide")
        for scene in data["scenes"]:
            for option in (scene.get("decide") or {}).get("options", []):
                for field in ("needs", "when", "then", "promise", "renegotiates", "later"):
                    option.pop(field, None)
            for field in ("also", "private", "then"):
                scene.pop(field, None)
        data["echoes"] = []
        for ending in data["endings"][:-1]:
            ending["when"] = f"culture >= {99 - len(ending['id'])}"
        found = problems_of(data, "publish")
        assert ("A112" in {one.code for one in found}) is told, [str(one) for one in found if one.code[0] in "FSG"]

    def test_marks_do_not_count_as_length(self):
        options = [{"id": "a", "text": "**Say it**.", "result": "x"}, {"id": "b", "text": "Say it.", "result": "x"}]
        assert "A103" not in codes(changed("scenes.month_end.decide", options=options), "publish")


class TestFolders:
    def test_a_folder_of_crises_is_checked_in_one_run(self, tmp_path):
        for name in ("one", "two"):
            home = tmp_path / name
            home.mkdir()
            (home / "scenario.yaml").write_text(dumped(changed("", id=name, title=None)), encoding="utf-8")
        found = collect_findings([tmp_path], "draft")
        assert [(one.file.split("/")[-2], one.code) for one in found.problems] == [("one", "F102"), ("two", "F102")]
        assert set(found.sources) == {one.file for one in found.problems}
        assert found.files == 2

    def test_a_folder_without_a_crisis_says_so(self, tmp_path):
        assert [one.code for one in collect_findings([tmp_path]).problems] == ["R101"]
        assert list_scenario_files(tmp_path / "x.yaml") == [tmp_path / "x.yaml"]


class TestHostile:
    @pytest.mark.parametrize("where", ["facts", "cast", "draw", "company", "glossary", ""])
    def test_no_name_from_a_file_reaches_a_message_as_it_is(self, where, tmp_path):
        data = changed(where, **{"a\x1b]0;x\x07\u202eb": {"when": "\x1b[31m", "text": "x"}})
        home = written(tmp_path, dumped(data), vi='msgctxt "\x1b[1m\u202e"\nmsgid "a"\nmsgstr "b"\n')
        found = found_in(home, "publish")
        assert found
        shown = render_text(found, load_sources(found)) + render_json(found) + render_github(found)
        assert not any(mark in shown for mark in ("\x1b", "\x07", "\u202e"))
        assert "\\u001b" not in shown

    @pytest.mark.parametrize(
        ("part", "entry", "many"),
        [
            ("facts", "  f{}: {{held: ceo, since: nowhere{}}}\n", 3000),
            ("scenes", "  - {{id: s{}, text: x, then: t{}}}\n", 3000),
            ("echoes", "  - {{who: x{}, when: cto.safty{} > 3, text: y}}\n", 3000),
            ("cast", "  p{}: {{nmae: x{}}}\n", 3000),
        ],
    )
    def test_a_flood_of_mistakes_is_heard_so_long_and_no_longer(self, part, entry, many):
        flood = f"{part}:\n" + "".join(entry.format(number, number) for number in range(many))
        assert 0 < len(problems_of(flood, "publish")) < 2500


class TestLevels:
    """What is asked of a crisis grows: structure and knowledge, then texts, then languages and content."""

    WRONG = (
        ("to: fortnight}", "to: fortnigth}"),
        ("set: [firm]", "set: [firm, bold]"),
        ("needs: [renewal, refund_path]", "needs: [renewal, retry_bug]"),
        ("result: Eight words. They are all true.", "result: You should have said it."),
        ("minutes: {solo: 6", "minutes: {solo: 7"),
        ("principles: [open_flow, no_blame]", "principles: [open_flow]"),
    )

    def wrong(self, tmp_path):
        text = TEXT
        for old, new in self.WRONG:
            assert text.count(old) == 1
            text = text.replace(old, new)
        po = (SMALL / "vi.po").read_text(encoding="utf-8").replace('msgstr "Bạn nhìn', 'msgstr ""\n# "Bạn nhìn')
        po = po.replace('msgid "It happens again in spring.', 'msgid "It happened again in spring.')
        return written(tmp_path, text, vi=po)

    @pytest.mark.parametrize(
        ("level", "families"),
        [("load", "S"), ("draft", "KS"), ("play", "KST"), ("publish", "AKLST")],
    )
    def test_each_level_asks_its_families(self, level, families, tmp_path):
        found = {one.code for one in found_in(self.wrong(tmp_path), level)}
        assert "".join(sorted({code[0] for code in found})) == families
        assert ("S109" in found) is (level != "load")

    def test_no_level_forgets_what_an_earlier_one_asks(self, tmp_path):
        home = self.wrong(tmp_path)
        found = [{(one.code, one.place) for one in found_in(home, level)} for level in LEVELS]
        assert all(fewer < more for fewer, more in pairwise(found))

    def test_what_keeps_a_crisis_from_being_played_is_told_first_then_errors_then_warnings(self, tmp_path):
        found = found_in(self.wrong(tmp_path), "publish")
        first = select_weightiest(found, 50)
        ranks = [(one.severity != "error", one.late) for one in {one.code: one for one in reversed(first)}.values()]
        assert sorted(ranks) == list(reversed(ranks))
        assert first[0].code == "S104"
        assert [one.code for one in first[:5]] == ["S104", "S109", "K101", "T107", "A121"]

    def test_five_codes_stand_before_a_second_of_the_same(self):
        text = TEXT.replace("          tone: ", "          mood: {a: 1}\n          tone: ").replace(
            "to: fortnight}", "to: x}"
        )
        text = text.replace("set: [firm]", "set: [firm, bold]").replace("when: cash > 900", "when: week > 20000")
        found = problems_of(text, "publish")
        assert [one.code for one in found].count("F101") > 5
        assert [one.code for one in select_weightiest(found, 5)] == ["F101", "S104", "S109", "F101", "F101"]

    def test_every_format_tells_every_family(self, tmp_path):
        found = found_in(self.wrong(tmp_path), "publish")
        told = json.loads(render_json(found))
        assert [one["code"] for one in told] == [one.code for one in found]
        assert all(one["hint"] and one["reason"] and one["line"] and one["column"] for one in told)
        lines = render_github(found).splitlines()
        assert [line.split("title=")[1].split("::")[0] for line in lines] == [one.code for one in found]
        text = render_text(found, load_sources(found))
        assert all(f"{one.severity} {one.code} " in text for one in found)
