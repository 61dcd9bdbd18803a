"""Every rule of `tandem check`: what it asks, why, and an example that is wrong and one that is right.

`RULES` serves messages and `tandem explain CODE`; `render_rules_page` makes `docs/rules.md` from the same source.
The tests check every example. Each module holds the rules of some families, as named by the letter of their code.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from game.content.checks.rule import Rule
from game.content.checks.rulebook import authoring, reading, story, texts

RULES: Final[dict[str, Rule]] = {rule.code: rule for part in (reading, story, texts, authoring) for rule in part.RULES}
"""All rules by their code."""
FAMILIES: Final = {
    "R": "Reading the file",
    "F": "Fields and their values",
    "S": "Structure: names, ways through the story, time",
    "G": "Conditions",
    "K": "Knowledge: who holds which fact, and when it can be said",
    "L": "Languages",
    "T": "Texts",
    "A": "What makes a good crisis",
}
_LONGEST_LINE: Final = 400
_HEAD: Final = """\
# The rules for crises

Made by `tandem explain --all` from the pages that `tandem explain CODE` prints; the tests try every example.
Behind its name stands from when on a rule is asked (`tandem check --for`): `load`, always, since nothing can be
played without it; `draft`, structure and knowledge; `play`, texts too; `publish`, languages and what makes a good
crisis too. What may be in order once more of a crisis is written is marked as unfinished in a draft.
"""


def render_rules_page() -> str:
    """Return the page."""
    parts = [_HEAD]
    for family, rules in groupby(sorted(RULES.values(), key=_compute_rule_order), key=lambda rule: rule.code[0]):
        parts.append(f"## {FAMILIES[family]}\n")
        parts.extend("\n".join(_render_rule(rule)) for rule in rules)
    return "\n".join(parts)


def _compute_rule_order(rule: Rule) -> tuple[int, str]:
    return list(FAMILIES).index(rule.code[0]), rule.code


def _render_rule(rule: Rule) -> Iterator[str]:
    yield f"### {rule.code}: {rule.title}\n"
    mark = ", unfinished in a draft" if rule.grows else ""
    yield f"{rule.severity}, `{rule.level}`{mark}: {rule.reason}.\n"
    yield f"{rule.why}\n"
    yield from _render_example("Wrong", rule, rule.wrong)
    yield from _render_example("Right", rule, rule.right)


def _render_example(word: str, rule: Rule, example: str) -> Iterator[str]:
    """An example in a fence that is longer than any in it."""
    at = f", at `{rule.at}`" if rule.at else ""
    kind = "text" if not rule.illustrated else "po" if rule.translation else "yaml"
    yield f"{word}{at}:\n"
    yield f"````{kind}\n{_escape_unprintable(example)}\n````\n"


def _shorten_line(line: str) -> str:
    """Return a line as it is, or its beginning and its length in letters."""
    return line if len(line) <= _LONGEST_LINE else f"{line[:60]}... ({len(line):,} letters in all)"


def _escape_unprintable(example: str) -> str:
    """Write what a terminal would obey as its code, and cut lines that nobody reads to their end."""
    text = "\n".join(map(_shorten_line, example.strip("\n").split("\n")))
    return "".join(one if one.isprintable() or one == "\n" else f"\\u{ord(one):04X}" for one in text)
