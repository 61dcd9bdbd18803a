"""F: the shape of the file."""

from typing import Final

from game.content.checks.rule import Rule

RULES: Final = (
    Rule(
        "F100", "no scenario", "a scenario is a group of fields, the first of which is `tandem: 1`",
        "The file holds a list or a single text. A scenario is written as fields, one a line, each with its value.",
        wrong="- a list\n", right="tandem: 1\nid: my-crisis\n", whole=True,
    ),
    Rule(
        "F101", "unknown field", "a field that is not known would be passed over in silence",
        "A misspelt field would do nothing, and nobody would notice. So every field must be one of the format's.",
        wrong="titel: Launch day\n", right="title: Launch day\n",
    ),
    Rule(
        "F102", "missing field", "play needs this field",
        "Some fields have no sensible default: the author must say what is meant.",
        wrong="""\
decide:
  by: both
  ask: What now?
  options:
    - {id: a, text: Run it., result: They nod.}
    - {id: b, text: Stop it., result: They nod.}
""",
        right="""\
decide:
  by: both
  owner: ceo
  ask: What now?
  options:
    - {id: a, text: Run it., result: They nod.}
    - {id: b, text: Stop it., result: They nod.}
""",
        at="scenes.month_end",
    ),
    Rule(
        "F103", "wrong kind of value", "each field has one kind of value",
        "A number stands where a text belongs, a text where a list belongs, and so on. Nothing is converted in "
        "silence.",
        wrong="title: 1984\n", right='title: "1984"\n',
    ),
    Rule(
        "F104", "out of range", "points and numbers have limits, so that no single line upsets the model",
        "Stocks run from 0 to 100 and one effect moves at most 50 points; counts of scenes and weeks have limits too.",
        wrong="weeks: 30\n", right="weeks: 13\n", at="scenes.month_end",
    ),
    Rule(
        "F105", "not one of the known words", "this field knows a fixed set of words",
        "Tones, tiers, moves, stocks, personas and principles come from fixed lists.",
        wrong="tone: angry\n", right="tone: hard\n", at="scenes.morning.decide.options.pay_first",
    ),
    Rule(
        "F106", "not an id", "ids are read by conditions and name texts for translators",
        "An id is small ASCII letters, digits and `_`, begins with a letter, and is no word that conditions know.",
        wrong="set: [Told Late]\n", right="set: [told_late]\n", at="scenes.morning.decide.options.pay_first",
    ),
    Rule(
        "F107", "too few or too many", "lists and texts have limits",
        "A decision needs at least two options, a list that is written down at least one entry.",
        wrong="objectives: []\n", right="objectives: [Say it early.]\n",
    ),
    Rule(
        "F108", "does not go together", "some fields exclude each other",
        "`owner` goes with `by: both`, `price` with `cost: confidential`, `goal` excludes `goals`, a move "
        "stands alone.",
        wrong="price: {structure: -2}\n", right="weight: 4\n", at="facts.renewal",
    ),
    Rule(
        "F109", "another version of the format", "this program reads version 1",
        "The first field names the version of the format, so that a later program can still read the file.",
        wrong="tandem: 2\n", right="tandem: 1\n",
    ),
    Rule(
        "F110", "empty field", "an empty field could mean anything",
        "A field was named and not filled. Write its value, or take the field out.",
        wrong="premise:\n", right="premise: Checkout stops at seven past nine.\n",
    ),
)  # fmt: skip
