"""R: reading. These problems are found by `reader` and `files`; here stand their reasons."""

from typing import Final

from game.content.checks.rule import Rule

RULES: Final = (
    Rule(
        "R101", "file cannot be opened", "a scenario is a regular file that may be read",
        "Links, pipes and devices are not followed: a stranger's folder could point anywhere.",
        wrong="(scenario.yaml is a link to another file)", right="(scenario.yaml is a plain file)", told=True,
    ),
    Rule(
        "R102", "file too large", "no crisis is larger than 2 MB",
        "The limit keeps a broken or hostile file from filling the memory.",
        wrong="(a file of 3 MB)", right="(a file of 300 KB)", told=True,
    ),
    Rule(
        "R103", "not UTF-8", "files are in UTF-8",
        "Save the file as UTF-8; other encodings lose Vietnamese letters or are read as something else.",
        wrong="(a file saved as UTF-16 or Windows-1258)", right="(the same file saved as UTF-8)", told=True,
    ),
    Rule(
        "R104", "not YAML", "from here on the file cannot be read as YAML",
        "Most often a `: ` or a quote stands in a text without quotes around it, or a line is indented wrongly.",
        wrong="title: Day: red\n", right='title: "Day: red"\n', whole=True,
    ),
    Rule(
        "R106", "nested too deep", "deep nesting is how a file crashes a reader",
        "A scenario needs a dozen levels; 32 are allowed.",
        wrong="[" * 33 + "]" * 33 + "\n", right="[a]\n", whole=True,
    ),
    Rule(
        "R107", "anchor or alias", "anchors and aliases can swell a small file without end",
        "`&name` and `*name` mean something in YAML. In a text put them in quotes; else write the value out.",
        wrong="title: *red\n", right='title: "*red*"\n', whole=True,
    ),
    Rule(
        "R108", "tag", "tags can run code in other readers",
        "`!name` means something in YAML. In a text put it in quotes.",
        wrong="title: !red day\n", right='title: "!red day"\n', whole=True,
    ),
    Rule(
        "R109", "second document", "a file holds one scenario",
        "`---` on a line of its own begins another document, which nobody would read.",
        wrong="tandem: 1\n---\ntandem: 1\n", right="tandem: 1\n", whole=True,
    ),
    Rule(
        "R110", "key written twice", "of two equal keys one would be lost in silence",
        "Within one group of fields every key stands once, however its accents are spelled.",
        wrong="title: One\ntitle: Two\n", right="title: One\n", whole=True,
    ),
    Rule(
        "R111", "value with two meanings", "YAML readers differ in what this is",
        "`no`, `on`, `012`, `1_000`, `12:30`, `2026-11-11` are texts to some readers and numbers, dates or "
        "false to others.",
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
        wrong="(a file with 200,001 values)", right="(a file with a few thousand)", told=True,
    ),
    Rule(
        "R116", "unsafe character in the file", "what cannot be seen cannot be checked",
        "Control characters, invisible characters and those that change the direction of text may not stand in a file.",
        wrong="title: a\u200bb\n", right="title: ab\n", whole=True,
    ),
    Rule(
        "R117", "number too large", "numbers have at most 15 digits",
        "No stock is that large.",
        wrong="pace: 1234567890123456\n", right="pace: 2\n", whole=True,
    ),
    Rule(
        "R118", "entry of a list inside a text", "what is indented deeper than its text goes on with it",
        "A text without quotes goes on in the next line where that is indented deeper. A `- ` there begins no entry of "
        "a list any more: two entries have become one.",
        wrong="objectives:\n  - Say it.\n    - Ask for it.\n", right="objectives:\n  - Say it.\n  - Ask for it.\n",
        whole=True,
    ),
)  # fmt: skip
