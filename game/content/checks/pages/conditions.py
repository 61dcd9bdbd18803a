"""G: conditions."""

from typing import Final

from game.content.checks.rule import Rule

RULES: Final = (
    Rule(
        "G101", "condition cannot be read", "conditions are comparisons and flags joined by and, or, not",
        "Conditions are a small part of Python's expressions: names, whole numbers, `< <= == != >= >`, `+ - * //`, "
        "`and or not`, `min max abs`.",
        wrong="when: cto.safety = 50\n", right="when: cto.safety == 50\n", at="scenes.morning.also.0",
    ),
    Rule(
        "G102", "unknown name in a condition", "a condition may read stocks and what this file declares",
        "Names are the 24 stocks, `said.fact`, `surfaced.fact`, `knows.ceo.fact`, `chose.scene.option`, "
        "`picked.ceo.scene.option`, `kept.promise`, `broken.promise`, `flag.name`, `pledge.ceo.people`, "
        "`draw.name.value`, `tokens` and `week`.",
        wrong="when: cto.saftey >= 50\n", right="when: cto.safety >= 50\n", at="scenes.morning.also.0",
    ),
    Rule(
        "G103", "condition is settled beforehand", "a condition should be able to hold and not to hold",
        "The range of the numbers shows that this condition always holds, or never does. Either way it asks nothing.",
        wrong="when: cto.safety >= 120\n", right="when: cto.safety >= 50\n", at="scenes.morning.also.0",
        severity="warning", level="draft",
    ),
    Rule(
        "G104", "condition out of reach", "a condition should be able to hold where it is read",
        "All plays are followed at once, whatever is picked, said and drawn: how far each stock can have moved by "
        "then, and what can have been chosen, said and set. The message tells what proves that this never holds here. "
        "Of what is not told, no proof was found; `tandem explore` looks for a play.",
        wrong="when: cto.trust >= 95\n", right="when: cto.trust >= 50\n", at="scenes.afternoon.private.ceo.0",
        severity="warning", level="play", proven=True,
    ),
    Rule(
        "G105", "condition without a case", "a condition should be able not to hold where it is read",
        "All plays are followed at once, whatever is picked, said and drawn. In each of them this holds here, so that "
        "the condition asks nothing, and whatever stands for the other case is never seen.",
        wrong="when: cto.trust >= 15\n", right="when: cto.trust >= 50\n", at="scenes.afternoon.private.ceo.0",
        severity="warning", level="play", proven=True,
    ),
)  # fmt: skip
