"""What the shelves offer, by what crises' files begin with and what was played: nothing that needs a whole crisis."""

from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from weakref import WeakKeyDictionary

from game.content.markup import TextSpan, parse_spans
from game.content.scenario_library import ScenarioSummary, list_scenarios, load_summary
from game.engine.stocks import CHAIRS, Chair
from game.locales import LANGUAGES, _, current_language, ngettext, vocabulary
from game.playthrough.saves import SaveSummary, choose_save_to_continue, locate_own_scenarios
from game.tui.app_services import AppServices


@dataclass(frozen=True)
class CrisisOffer:
    """A crisis on the shelf: what its file begins with, and what was made of it.

    Attributes:
        head: the first fields of its file.
        found: the ids of the endings that were found.
        tried: the chairs that people sat in.
        plays: how many games of it were begun.
        waiting: the newest game of it that is not over.
        saves: the games of it that can be read, the newest first.
    """

    head: ScenarioSummary
    found: frozenset[str] = frozenset()
    tried: tuple[Chair, ...] = ()
    plays: int = 0
    waiting: SaveSummary | None = None
    saves: tuple[SaveSummary, ...] = ()

    def build_spans(self, texts: Mapping[str, str]) -> tuple[TextSpan, ...]:
        """Return one of its texts in the player's language."""
        return parse_spans(texts.get(current_language()) or texts.get(self.head.language, ""), {})

    @property
    def title(self) -> str:
        """Its title as plain text."""
        return "".join(span.text for span in self.build_spans(self.head.title))

    @property
    def premise(self) -> str:
        """What it is about, as plain text."""
        return "".join(span.text for span in self.build_spans(self.head.premise))

    def list_objectives(self) -> tuple[str, ...]:
        """Return what one practises in it, in the player's language."""
        aims = self.head.objectives
        return aims.get(current_language()) or aims.get(self.head.language, ())

    def describe_endings(self, number: int = 0) -> str:
        """Return how many endings were found, of `number` where that is known, with a mark for each."""
        found = len(self.found)
        if number:
            return _("{marks} {found} of {all}", marks="▪" * found + "▫" * (number - found), found=found, all=number)
        said = ngettext("{n} ending found", "{n} endings found", found)
        return f"{'▪' * found} {said}" if found else said

    def describe_chairs(self) -> str:
        """Return in which chairs people sat, or that nobody has."""
        if not self.tried:
            return _("not played yet") if not self.plays else _("begun")
        return _("played as {chairs}", chairs=", ".join(map(vocabulary.name_chair, self.tried)))

    def describe_standing(self) -> str:
        """Return what was made of it: the endings found, if it was ever begun, and the chairs."""
        return f"{self.describe_endings()} · {self.describe_chairs()}" if self.plays else self.describe_chairs()

    def describe_time(self) -> str:
        """Return how long it takes one person."""
        return _("{n} min", n=self.head.solo_minutes)

    def describe_languages(self) -> str:
        """Return the languages that it can be read in."""
        return ", ".join(LANGUAGES.get(name, name) for name in self.head.languages)


def list_offers(services: AppServices, first: Path | None = None) -> list[CrisisOffer]:
    """Return the crises on the shelves; the one in the folder `first` before them, on a shelf or not."""
    played, heads = services.list_saves(), list_heads(services)
    if first is not None:
        wanted = load_summary(first)
        heads = [*filter(None, [wanted]), *(head for head in heads if wanted is None or head.id != wanted.id)]
    offers = [_build_offer(head, played) for head in heads]
    if first is None:
        LAST_READ[services] = offers
    return offers


LAST_READ: Final[MutableMapping[AppServices, Sequence[CrisisOffer]]] = WeakKeyDictionary()
"""What the shelves offered when they were last read: a page shows it while it reads them anew."""


def choose_next(offers: Sequence[CrisisOffer]) -> CrisisOffer | None:
    """Return what to play next: what is unplayed, else another chair, else another ending; None while a game goes on.

    A crisis that comes after others waits until those were played to an end.
    """
    ended = {offer.head.id for offer in offers if offer.found}
    ready = [offer for offer in offers if ended.issuperset(offer.head.after)]
    if any(offer.waiting for offer in offers) or not ready:
        return None
    return min(ready, key=lambda offer: (offer.plays > 0, len(offer.tried), len(offer.found)))


def explain_next(offer: CrisisOffer) -> str:
    """Return why a crisis is the one to play next."""
    if not offer.plays:
        return _("next: you haven't played it yet")
    untried = [chair for chair in CHAIRS if chair not in offer.tried]
    if untried:
        return _("next: the {chair}'s chair is new to you", chair=vocabulary.name_chair(untried[0]))
    return _("next: it can end in other ways")


def list_heads(services: AppServices) -> list[ScenarioSummary]:
    """Return what the files of the crises on the shelves begin with."""
    if services.shelves is None:
        return list_scenarios(locate_own_scenarios())
    places = [file.parent for folder in services.shelves for file in sorted(folder.glob("*/scenario.yaml"))]
    return [head for place in places if (head := load_summary(place)) is not None]


def _build_offer(head: ScenarioSummary, played: Sequence[SaveSummary]) -> CrisisOffer:
    of_it = [save for save in played if save.scenario == head.id]
    return CrisisOffer(
        head,
        frozenset(save.ending for save in of_it if save.ending),
        tuple(chair for chair in CHAIRS if any(save.seats.get(chair) == "human" for save in of_it)),
        len(of_it),
        choose_save_to_continue(of_it),
        tuple(save for save in of_it if save.intact),
    )
