"""All rules by code, for messages and for `tandem explain`."""

from typing import Final

from game.content.checks.pages import authoring, conditions, format, reading, structure, texts, translations  # noqa: A004
from game.content.checks.rule import Rule

RULES: Final[dict[str, Rule]] = {
    rule.code: rule
    for family in (reading, format, structure, conditions, translations, texts, authoring)
    for rule in family.RULES
}
