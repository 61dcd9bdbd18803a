"""T: what stands in texts."""

from typing import Final

from game.content.checks.rule import Rule


def _options(text: str) -> str:
    rows = (f"  - {{id: {option}, text: {text.strip()}, result: They nod.}}\n" for option in "abcd")
    return "options:\n" + "".join(rows)


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
    Rule(
        "T121", "decision that does not fit", "a screen of 80 by 24 shows the options, and some lines of the scene",
        "Each page is laid out as the game draws it, in each language, for each chair, whatever its conditions let "
        "show. Facts, question and options stay in place while the scene scrolls above them; here they leave it "
        "fewer than three lines.",
        wrong=_options("Wait for the night and ask them all once more. " * 6),
        right=_options("Wait for the night and ask them all once more."),
        at="scenes.month_end.decide", level="play", laid_out=True,
    ),
    Rule(
        "T122", "page longer than the screen", "a page is read best without turning it",
        "On a screen of 80 by 24 this page scrolls: it can be played, but one part of it is out of sight while the "
        "rest is weighed. What lands of earlier decisions is not counted.",
        wrong="text: " + "The board's paper has one line about billing. " * 20 + "\n",
        right="text: The board's paper has one line about billing.\n",
        at="scenes.month_end", severity="warning", level="play", laid_out=True,
    ),
)  # fmt: skip
