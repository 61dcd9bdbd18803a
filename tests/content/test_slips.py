"""One slip of an author gives one message, at its place, with the fix; tried on what `tandem new` writes."""

import pytest

from game.content import schema, starter
from game.content.checker import collect_piped_findings
from game.content.compiler import ScenarioError, compile_scenario
from game.content.render import render_suggestion
from game.content.yaml import reader
from tests.content.workbench import SOURCE

STARTER = starter.build_starter_files(starter.StarterRequest("the-brochure", "en"))["scenario.yaml"]
SAY = "    say: true                      #"
TOLD = 'told: "{ceo} signed a brochure with a date in it, without showing it to engineering."'


def slipped(old, new):
    assert STARTER.count(old) == 1, f"{old!r} stands {STARTER.count(old)} times"
    return STARTER.replace(old, new)


def problems(text, level="play"):
    return list(collect_piped_findings(text.encode(), level).problems)


def only(old, new, level="play"):
    text = slipped(old, new)
    (problem,) = problems(text, level)
    pointed = text.splitlines()[problem.line - 1][problem.column - 1 :][: problem.length]
    return problem, pointed


def test_what_a_new_author_starts_from_has_no_problem():
    assert problems(STARTER) == []


@pytest.mark.parametrize(
    ("old", "new", "code", "pointed", "told"),
    [
        ("told: The customer has a second", "told: They said: a second", "R104", ":", "put it in quotes"),
        ("structure: -2} ", "structure: -2 ", "R104", "{", "close it with '}'"),
        ("  - id: the_plan", "\t- id: the_plan", "R104", "\t", "indent with spaces"),
        ("ask: What does the customer hear?", 'ask: "What does the customer hear?', "R104", '"', 'close it with "'),
        ("text: All of it, with everybody on it.", 'text: "All of it, with all.”', "R104", '"',
         "not with a curly quote"),
        (TOLD, "told: {ceo} signed a brochure", "R104", "{", "put the whole text in quotes"),
        (TOLD, "told: {ceo}", "F103", "told", "put the whole text in quotes"),
        ("ask: What do we build by Friday?", 'ask: "Half" until Friday', "R104", '"', "single quotes around the whole"),
        ("ask: What do we build by Friday?", "ask: 'It's half'", "R104", "'", "'' for an apostrophe"),
        ("when: not chose.the_call", "when: !chose.the_call", "R108", "!chose.the_call.say_what_is",
         "write 'not chose.the_call.say_what_is'"),
        ("  - id: the_plan", "  -id: the_plan", "R104", "-", "write '- '"),
        ("weight: 6                      #", "weight:6                      #", "R104", "w", "write 'weight: 6'"),
        ("points: -4, because: half_built", "points:-4, because: half_built", "F110", "points:-4",
         "write 'points: -4'"),
        ("        - id: paper_only", "          id: paper_only", "R110", "id", "is a '- ' missing before it?"),
        ("label: Half of it exists", "label: - Half of it exists", "R104", "-", "put it in quotes if it is a text"),
        ("cue: Engineering was not asked", "cue: Engineering, was not asked", "F110", "was not asked about Friday.",
         "a text that has a comma goes in quotes"),
        ("    weeks: 0                       #", "\u00a0   weeks: 0                      #", "R116", "\u00a0",
         "write a plain space"),
        ("    weeks: 0                       #", "    weeks:\u2003 0                      #", "R116", "\u2003",
         "write a plain space"),
        ("coffee: true", "coffee: yes", "R111", "yes", "write true"),
        ("coffee: true", "coffee: off", "R111", "off", "remove the field"),
        ("coffee: true", "coffee: 'true'", "F105", "'true'", "write true"),
        (SAY, "    say: yes #", "R111", "yes", "write true"),
        (SAY, "    say: all #", "F103", "all", "write true for all facts"),
        (SAY, "    say: half_built #", "F103", "half_built", "write [half_built]"),
        (SAY, "    say: logs #", "F103", "logs", "as in [a_fact]"),
        ("options:                     # three", "optoins:                     # three", "F101", "optoins",
         "did you mean 'options'?"),
        ("endings:\n", "endigns:\n", "F101", "endigns", "did you mean 'endings'?"),
        ("language: en ", "language: English ", "F106", "English", "did you mean 'en'?"),
        ("language: en ", "language: Klingon ", "F106", "Klingon", "a code such as en or vi"),
        ("language: en ", "language: vn ", "F106", "vn", "did you mean 'vi'?"),
        ("needs: [signed_date, slow_week]", "needs: signed_date, slow_week", "F103", "signed_date, slow_week",
         "write [signed_date, slow_week]"),
        ("needs: [signed_date, slow_week]", "needs: [signed_dat, slow_week]", "S102", "signed_dat",
         "did you mean 'signed_date' (line 48)?"),
        ("needs: [signed_date, slow_week]", "needs: [a_letter, slow_week]", "S102", "a_letter", "no fact of this id"),
        (SAY, "    say: [half_bilt, signed_date, slow_week, other_offer] #", "S102", "half_bilt", "'half_built'"),
        (SAY, "    say: [evenings, signed_date, slow_week, other_offer] #", "S102", "evenings", "no fact of this id"),
        ("then: friday", "then: frday", "S104", "frday", "'friday'"),
        ("then: friday", "then: next_week", "S104", "next_week", "no scene of this id"),
        ("then: friday", "then: Friday", "F106", "Friday", "did you mean 'friday'?"),
        ("set: [friday_promised]", "set: [Friday_promised]", "F106", "Friday_promised", "'friday_promised'"),
        ("set: [friday_promised]", "set: [friday_promise]", "G102", "flag.friday_promised", "'flag.friday_promise'"),
        ("set: [friday_promised]", "set: friday_promised", "F103", "friday_promised", "write [friday_promised]"),
        ("moves: [withhold]", "moves: withhold", "F103", "withhold", "write [withhold]"),
        ("minutes: {solo: 8, pair: 15}", "minutes: 15", "F103", "15", "such as {solo: 8, pair: 16}"),
        ("weight: 6                      #", "weight: '6'                      #", "F103", "'6'",
         "remove the quotes"),
        ("{blame: {on: mai}}", "{blame: mai}", "F105", "mai", "write {blame: {on: mai}}"),
        ("cost: face                     #", "cost: secret                     #", "F105", "secret",
         "one of: free, face, confidential"),
        ("      by: both                     #", "      by: everyone                     #", "F105", "everyone",
         "one of: both, ceo, cto"),
        ("  - id: lans_door", "  - id: Lans Door", "F106", "Lans Door", "did you mean 'lans_door'?"),
        ("because: half_built}}\n                 ", "because: half_bilt}}\n                 ", "S102", "half_bilt",
         "'half_built'"),
        ("surfaces: {after: 2, by: mai", "surfaces: {after: 2, by: may", "S103", "may", "'mai'"),
        ("then: friday", "thne: friday", "F101", "thne", "did you mean 'then'?"),
        ("  lan:\n    name: Lan", "  Lan:\n    name: Lan", "F106", "Lan", "did you mean 'lan'?"),
        ("{quarter: 4, who", "{quarter: 5, who", "F104", "5", ""),
        ("when: otherwise", "when: else", "G101", "else", ""),
        ("    cares: {engineering: 1.0, strain: -0.6}", "    cares: [engineering, strain]", "F103", "cares",
         "such as {sales: 0.6, culture: 1.0}"),
        ("effects: {sales: +4, structure: -2} ", "effects: {sales: 4%, structure: -2} ", "F103", "4%", "such as +4"),
        ("weeks: 6", "weeks: six", "F103", "six", "such as 2"),
        ("tandem: 2 ", "tandem:2 ", "R104", "t", "write 'tandem: 2'"),
        ("  - Ask for a plan", "    - Ask for a plan", "R118", "-", "indent it like the entry above"),
        ("      - {when: flag.friday_promised", "        {when: flag.friday_promised", "F103", "also", "put a '- '"),
        ("  lan:\n    name: Lan", "  lân:\n    name: Lan", "F106", "lân", "did you mean 'lan'?"),
        ("tandem: 2 ", "tandem: 99 ", "F109", "99", "update Tandem"),
        ("tandem: 2 ", "tandem: true ", "F109", "true", "write 'tandem: 2'"),
        ("tandem: 2 ", "tandem: 2.0 ", "F109", "2.0", "write 'tandem: 2'"),
        ('at: "Mon 09:00"', 'at: Mon 09:00"', "T103", '"', "put quotes around the whole text"),
        ("text: \"“I would have said it, but nobody asked,” says Lan to the machine.\"",
         "text: “I would have said it, but nobody asked,” says Lan to the machine.\"", "F110", "but nobody asked",
         "between braces a text that has a comma goes in quotes"),
    ],
)  # fmt: skip
def test_one_slip_gives_one_message_that_tells_how_to_mend_it(old, new, code, pointed, told):
    problem, where = only(old, new)
    assert (problem.code, where) == (code, pointed)
    assert told in render_suggestion(problem)


def test_one_misspelt_declaration_is_told_once_with_how_often_it_is_missed():
    found = problems(slipped("  half_built:\n", "  half_buitl:\n"))
    assert [one.message for one in found if one.code == "S102"] == ["unknown fact 'half_built', here and 2 times more"]


def test_a_draw_that_is_no_list_is_told_once():
    text = slipped("when: flag.friday_promised", "when: draw.cause.sensor and flag.friday_promised")
    (problem,) = problems(text.replace("language: en ", "draw: {cause: sensor}\nlanguage: en "))
    assert (problem.code, render_suggestion(problem)) == ("F103", "write [sensor]")


def test_of_a_file_that_is_not_read_to_its_end_the_rest_is_promised_for_later():
    problem, _ = only("  - id: the_plan", "\t- id: the_plan")
    assert "the rest is looked at once this is mended" in problem.reason


def test_what_comes_before_the_place_where_reading_stops_is_told_too():
    text = slipped("weeks: 0                       #", "weeks: 010                       #")
    found = problems(text.replace("  - id: the_plan", "  -id: the_plan"))
    assert [one.code for one in found] == ["R111", "R104"]


def test_a_file_that_cannot_be_read_is_not_played_and_says_why_alone():
    with pytest.raises(ScenarioError) as refused:
        compile_scenario(slipped("  - id: the_plan", "\t- id: the_plan").encode(), {}, SOURCE)
    assert [one.code for one in refused.value.diagnostics] == ["R104"]


def test_the_fields_that_say_true_are_those_of_the_format():
    found = set()
    for part in (schema.SceneSchema, schema.OptionSchema, schema.EndingSchema):
        found |= {name for name, field in part.model_fields.items() if field.annotation is bool}
    assert found | {"coffee", "say"} == reader.TRUTHS


@pytest.mark.parametrize(
    ("condition", "told", "mend"),
    [
        ("sales ≥ 50", "'≥' is not part of conditions", "use >="),
        ("flag.friday_promised AND sales > 3", "write 'and', in small letters", ""),
        ("NOT flag.friday_promised", "write 'not', in small letters", ""),
        ("said(half_built)", "only min, max and abs can be called", "write 'said.half_built', with a dot"),
        ("chose.the_call == come_friday", "a value is part of the name", "write 'chose.the_call.come_friday'"),
        ("chose.the_call != come_friday", "a value is part of the name", "write 'not chose.the_call.come_friday'"),
        ("flag.friday_promised == true", "a flag stands alone, as in 'flag.x' or 'not flag.x'", ""),
        ("flag.friday_promised is true", "a flag stands alone, as in 'flag.x' or 'not flag.x'", ""),
        ("sales > 50%", "leave the '%' out: figures are whole numbers from 0 to 100", ""),
        ("“flag.friday_promised”", "'“' is not part of conditions", "names stand without quotes"),
        ("pledge.ceo == 'cash'", '"\'" is not part of conditions', "names stand without quotes"),
        ("20 between 3 and 5", "'between' is not part of conditions", "write 20 <= debt <= 40"),
    ],
)
def test_a_condition_in_another_language_is_told_how_to_say_it(condition, told, mend):
    found = problems(slipped("when: flag.friday_promised", f"when: {condition}"))
    (problem,) = [one for one in found if one.code != "S109"]
    assert (problem.code, problem.message, problem.hint) == ("G101", told, mend)


def test_a_time_in_a_text_above_is_no_key_that_lost_its_blank():
    text = slipped("      Mai has her hand on the mute key and looks at {ceo}.", "      09:07 it says.\n   oops")
    assert [one.message for one in problems(text)] != ["a space is missing after the ':'"]
