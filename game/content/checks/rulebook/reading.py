"""The rules for reading a file (R) and for its fields (F)."""

from typing import Final

from game.content.checks.rule import Rule

RULES: Final = (
    # R: reading. `yaml/reader.py` and `safe_input.py` find these problems.
    Rule(
        "R101", "file cannot be opened", "a scenario must be a regular, readable file",
        "Links, pipes and devices are not followed: a stranger's folder could point anywhere.",
        wrong="(scenario.yaml is a link to another file)", right="(scenario.yaml is a plain file)", illustrated=False,
    ),
    Rule(
        "R102", "file too large", "no crisis is larger than 2 MB",
        "The limit keeps a broken or hostile file from filling the memory.",
        wrong="(a file of 3 MB)", right="(a file of 300 KB)", illustrated=False,
    ),
    Rule(
        "R103", "not UTF-8", "files are in UTF-8",
        "Save the file as UTF-8; other encodings lose Vietnamese letters or are read as something else.",
        wrong="(a file saved as UTF-16 or Windows-1258)", right="(the same file saved as UTF-8)", illustrated=False,
    ),
    Rule(
        "R104", "not YAML", "the file can't be read as YAML from here on",
        "Most often a text contains `: ` or a quote and needs quotes around it, or a line is indented wrongly.",
        wrong="title: Day: red\n", right='title: "Day: red"\n', whole=True,
    ),
    Rule(
        "R106", "nested too deep", "deep nesting can crash a reader",
        "A scenario needs a dozen levels; 32 are allowed.",
        wrong="[" * 33 + "]" * 33 + "\n", right="[a]\n", whole=True,
    ),
    Rule(
        "R107", "anchor or alias", "anchors and aliases can make a small file expand without limit",
        "`&name` and `*name` have a meaning in YAML. If they are text, put them in quotes; otherwise write the "
        "value out.",
        wrong="title: *red\n", right='title: "*red*"\n', whole=True,
    ),
    Rule(
        "R108", "tag", "tags can run code in other readers",
        "`!name` has a meaning in YAML. If it is text, put it in quotes.",
        wrong="title: !red day\n", right='title: "!red day"\n', whole=True,
    ),
    Rule(
        "R109", "second document", "a file holds one scenario",
        "`---` on a line of its own begins another document, which would be ignored.",
        wrong="tandem: 2\n---\ntandem: 2\n", right="tandem: 2\n", whole=True,
    ),
    Rule(
        "R110", "key written twice", "one of two equal keys would be lost silently",
        "Every key may appear only once in a group of fields, however its accents are encoded.",
        wrong="title: One\ntitle: Two\n", right="title: One\n", whole=True,
    ),
    Rule(
        "R111", "value with two meanings", "YAML readers disagree about what this means",
        "Some readers take `no`, `on`, `012`, `1_000`, `12:30` and `2026-11-11` as text, others as numbers, dates "
        "or false.",
        wrong="at: 09:07\n", right='at: "09:07"\n', whole=True,
    ),
    Rule(
        "R112", "merge key", "merge keys hide where a value comes from",
        "`<<` would copy fields from elsewhere. Write them out.",
        wrong="<<: {title: A}\n", right="title: A\n", whole=True,
    ),
    Rule(
        "R113", "key that is not a text", "a key is one word before a colon",
        "YAML allows a list or a group as a key; a scenario has no use for it.",
        wrong="? [a, b]\n: c\n", right="a: c\n", whole=True,
    ),
    Rule(
        "R114", "text too long", "one text has at most 20,000 characters",
        "No screen can hold more; the limit keeps a hostile file harmless.",
        wrong="title: " + "a" * 20_001 + "\n", right="title: a\n", whole=True,
    ),
    Rule(
        "R115", "too many values", "one file has at most 200,000 values and brackets",
        "The limit keeps a hostile file harmless.",
        wrong="(a file with 200,001 values)", right="(a file with a few thousand)", illustrated=False,
    ),
    Rule(
        "R116", "unsafe character in the file", "what can't be seen can't be checked",
        "A file may not contain control characters, invisible characters or characters that change the direction of "
        "text.",
        wrong="title: a\u200bb\n", right="title: ab\n", whole=True,
    ),
    Rule(
        "R117", "number too large", "numbers have at most 15 digits",
        "No stock is that large.",
        wrong="pace: 1234567890123456\n", right="pace: 2\n", whole=True,
    ),
    Rule(
        "R118", "entry of a list inside a text", "a line that is indented deeper continues the text above",
        "A text without quotes continues on the next line if that is indented deeper. A `- ` there no longer begins "
        "a list entry, so two entries have become one.",
        wrong="objectives:\n  - Say it.\n    - Ask for it.\n", right="objectives:\n  - Say it.\n  - Ask for it.\n",
        whole=True,
    ),
    Rule(
        "R119", "text cut off at a '#'", "a '#' after a space begins a comment, which is not read",
        "A text without quotes ends before ` #`. If the `#` belongs to it, as in a number of a ticket, put the text in "
        "quotes. A comment has a space behind its `#`, and is not told.",
        wrong="title: Ticket #12\n", right='title: "Ticket #12"\n', whole=True, severity="warning",
    ),
    Rule(
        "R120", "letters in a wrong encoding", "a file in UTF-8 that was read as something else has letters torn apart",
        "Some program took the bytes of each letter for letters of their own and saved them so. The file is valid, and "
        "players would read `Giao tiáº¿p`.",
        wrong="title: Giao tiáº¿p\npremise: Viá»‡t Nam\n", right="title: Giao tiếp\npremise: Việt Nam\n", whole=True,
        severity="warning",
    ),
    # F: the shape of the file.
    Rule(
        "F100", "not a scenario", "a scenario is a group of fields, the first of which is `tandem: 2`",
        "The file holds a list or a single text. A scenario is written as fields, one a line, each with its value.",
        wrong="- a list\n", right="tandem: 2\nid: my-crisis\n", whole=True,
    ),
    Rule(
        "F101", "unknown field", "an unknown field would be ignored silently",
        "A misspelt field would do nothing, and nobody would notice. So every field must be one of the format's.",
        wrong="titel: Launch day\n", right="title: Launch day\n",
    ),
    Rule(
        "F102", "missing field", "this field is required",
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
        "For example, there is a number where a text belongs, or a text where a list belongs. Nothing is converted "
        "silently.",
        wrong="title: 1984\n", right='title: "1984"\n',
    ),
    Rule(
        "F104", "out of range", "points and numbers have limits, so that no single line upsets the model",
        "Stocks run from 0 to 100 and one effect moves at most 50 points; counts of scenes and weeks have limits too.",
        wrong="weeks: 30\n", right="weeks: 13\n", at="scenes.month_end",
    ),
    Rule(
        "F105", "not one of the known words", "this field takes one of a fixed set of words",
        "Tones, tiers, moves, stocks, personas and principles come from fixed lists.",
        wrong="tone: angry\n", right="tone: hard\n", at="scenes.morning.decide.options.pay_first",
    ),
    Rule(
        "F106", "not an id", "conditions read ids, and translations are matched by them",
        "An id is small ASCII letters, digits and `_`, begins with a letter, and is not a reserved word of conditions.",
        wrong="set: [Told Late]\n", right="set: [told_late]\n", at="scenes.morning.decide.options.pay_first",
    ),
    Rule(
        "F107", "too few or too many", "lists and texts have limits",
        "A decision needs at least two options, and a list needs at least one entry.",
        wrong="objectives: []\n", right="objectives: [Say it early.]\n",
    ),
    Rule(
        "F108", "does not go together", "some fields exclude each other",
        "`owner` goes with `by: both`, `price` with `cost: confidential`, `goal` excludes `goals`, a move "
        "stands alone.",
        wrong="price: {structure: -2}\n", right="weight: 4\n", at="facts.renewal",
    ),
    Rule(
        "F109", "another version of the format", "this program reads version 2",
        "The first field names the version of the format. In version 2 an effect with `because` happens only where "
        "that fact is true, so its fact may ask for draws alone, and `reasons` have no `mood`.",
        wrong="tandem: 1\n", right="tandem: 2\n",
    ),
    Rule(
        "F110", "empty field", "an empty field could mean anything",
        "The field has a name but no value. Write the value, or remove the field.",
        wrong="premise:\n", right="premise: Checkout stops at seven past nine.\n",
    ),
    Rule(
        "F111", "portrait that cannot be drawn", "a face is twelve rows of twelve letters",
        "A portrait is drawn from letters, one for each part of a face; a mood replaces whole rows by number.",
        wrong="""\
people:
  an: {name: An, portrait: {cloth: ['#111111', '#222222'], skin: ['#333333', '#444444'], face: hh}}
""",
        right="people: {an: {name: An}}\n",
    ),
    Rule(
        "F112", "people that cannot be read", "`people.yaml` holds `tandem`, `language`, `people` and `address`",
        "Who people are stands once for a pack, beside its folders. Until it can be read no crisis can borrow them.",
        wrong="people.yaml without `people`\n", right="people.yaml with `tandem: 2`, `language: en` and `people`\n",
        illustrated=False,
    ),
    Rule(
        "F113", "curly quotes around a title or a name", "YAML knows straight quotes alone",
        "Curly quotes are letters like any other: they become part of the text, and players see them.",
        wrong="tandem: 2\ntitle: “The invoices”\n", right="tandem: 2\ntitle: The invoices\n",
        severity="warning", whole=True,
    ),
)  # fmt: skip
