"""How two people address each other: "chị" and "em", "anh" and "em", or by name where no table says.

A language without such words (English) needs no table. In one with them the elder is what the elder's own kinship word
says and calls the other by the junior's; the junior says that word of itself and calls the elder by its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from game.engine.scenario import AddressTable

_SELF: Final = {"vi": "tôi"}
"""What somebody calls themselves where no table says, by language."""
_JUNIOR: Final = {"vi": "em"}
"""What a junior is called, and calls themselves, by language."""
_PARTICLES: Final[Mapping[str, Mapping[bool, Mapping[str, str]]]] = {
    "vi": {
        True: {"a": " ạ", "da": "Dạ, ", "vang": "Vâng"},
        False: {"a": "", "da": "", "vang": "Ừ"},
    }
}
"""What a junior adds to a sentence, and says for yes, by language and by whether the speaker is one."""
_PLAIN: Final[Mapping[str, str]] = {"a": "", "da": "", "vang": "Vâng"}


@dataclass(frozen=True, slots=True)
class Address:
    """What a speaker calls itself and the listener; `senior` is whether it is the elder, None where no table says."""

    me: str
    you: str
    senior: bool | None
    language: str

    @property
    def words(self) -> Mapping[str, str]:
        """The placeholders of a spoken line with their words; `Me` and `You` begin a sentence."""
        particles = _PLAIN
        if self.senior is not None:
            particles = _PARTICLES.get(self.language, {}).get(not self.senior, _PLAIN)
        capital = {"Me": _capitalize(self.me), "You": _capitalize(self.you)}
        return {"me": self.me, "you": self.you, **capital, **particles}


def choose_address(
    tables: Mapping[str, AddressTable], language: str, speaker: str, listener: str, names: Mapping[str, str]
) -> Address:
    """Return how one person of the cast addresses another in a language.

    Args:
        tables: the tables of the crisis by language.
        language: the language that is spoken.
        speaker: who speaks, an id of the cast.
        listener: whom it speaks to.
        names: the names of the cast by id.
    """
    table, name = tables.get(language), names.get(listener, listener)
    if table is None or not {speaker, listener} <= set(table.order):
        return Address(_SELF.get(language, ""), name, None, language)
    senior = table.order.index(speaker) < table.order.index(listener)
    elder, junior = table.kin.get(speaker if senior else listener, ""), _JUNIOR.get(language, "")
    if not (elder and junior):
        return Address(_SELF.get(language, ""), name, None, language)
    me, you = (elder, junior) if senior else (junior, elder)
    return Address(me, table.pairs.get((speaker, listener), you), senior, language)


def _capitalize(word: str) -> str:
    return word[:1].upper() + word[1:]
