"""T: what stands in texts."""

from typing import Final

from game.content.checks.rule import Rule

RULES: Final = (
    Rule(
        "T101", "unsafe character", "a terminal would obey this character instead of showing it",
        "Control characters, invisible characters and those that change the direction of text have no place in "
        "a story. "
        "Tabs are written as spaces.",
        wrong='title: "Launch \\e]0;day"\n', right="title: Launch day\n",
    ),
    Rule(
        "T102", "unknown person in a text", "`{id}` stands for the name of somebody in the cast",
        "In braces stands the id of a person. Anything else would be shown as it is written.",
        wrong="text: '{lann} looks up.'\n", right="text: '{lan} looks up.'\n", at="scenes.letter", level="play",
    ),
    Rule(
        "T103", "mark without a partner", "`**strong**` and `*emphasis*` are closed where they end",
        "A mark that is opened and not closed in the same paragraph is shown as a star.",
        wrong='text: "**An envelope."\n', right='text: "**An** envelope."\n', at="scenes.letter", level="play",
    ),
)  # fmt: skip
