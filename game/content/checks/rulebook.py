"""All rules by code, for messages and for `tandem explain`."""

from typing import Final

from game.content.checks.pages import (
    authoring,
    conditions,
    format,  # noqa: A004
    knowledge,
    reading,
    structure,
    texts,
    translations,
)
from game.content.checks.rule import Rule

RULES: Final[dict[str, Rule]] = {
    rule.code: rule
    for family in (reading, format, structure, knowledge, conditions, translations, texts, authoring)
    for rule in family.RULES
}
