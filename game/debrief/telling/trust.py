"""The ledger of trust, and words beside deeds, in words."""

from collections.abc import Mapping
from typing import Final

from game.debrief.deeds import Deed, Words
from game.debrief.ledger import Ledger, TrustLine, Turned, Wound
from game.debrief.telling.teller import Teller, signed
from game.engine.stocks import other
from game.locales import NP_, _, ngettext, pgettext, words

_CHANNELS: Final = {
    "competence": NP_("channel", "competence"),
    "character": NP_("channel", "character"),
    "integrity": NP_("channel", "integrity"),
}

_TURNS: Final[Mapping[Turned, tuple[str, str]]] = {
    "opened": NP_("breach", "a breach opens ({channel})"),
    "deepened": NP_("breach", "the breach gets deeper ({channel})"),
    "mended": NP_("breach", "the breach is mended in part"),
    "closed": NP_("breach", "the breach is closed"),
    "faded": NP_("breach", "the breach has faded with time"),
    "scar": NP_("breach", "a scar stays"),
}


def channel(name: str) -> str:
    """Return a channel of trust."""
    return pgettext(*_CHANNELS[name])


def heading(teller: Teller, ledger: Ledger) -> str:
    """Return whose trust it is."""
    return teller.stock(f"{ledger.chair}.trust")


def line(teller: Teller, change: TrustLine) -> str:
    """Return what moved trust: the cause, and the channel where it broke or mended one."""
    cause = teller.cause(change.cause)
    if not change.channel:
        return cause
    if change.points < 0:
        return f"{cause} · {channel(change.channel)}"
    return _("{cause} · mends {channel}", cause=cause, channel=channel(change.channel))


def wound(change: Wound) -> str:
    """Return what became of a breach."""
    return pgettext(*_TURNS[change.turned], channel=channel(change.kind))


def standing(ledger: Ledger) -> str:
    """Return what is still open at last, and how high trust can come again; '' where nothing is."""
    parts = [_("still open: a breach of {channel}", channel=channel(ledger.breach))] if ledger.breach else []
    if ledger.ceiling < 100:
        parts.append(_("scars: trust can reach {most} again", most=ledger.ceiling))
    return " · ".join(parts)


def entry(teller: Teller, change: TrustLine, wounds: tuple[Wound, ...]) -> str:
    """Return one line of the ledger: the scene, the points, the cause, and what it did to the breach."""
    what = "; ".join((line(teller, change), *map(wound, wounds)))
    return _("scene {n}: {points}, {what}", n=change.count, points=signed(change.points), what=what)


def pledged(teller: Teller, said: Words) -> str:
    """Return what a chair said it would not sacrifice, and where it changed its word."""
    name, (_since, first), *later = teller.name(said.chair), *said.pledges
    text = _("{name} would not sacrifice {pledge}.", name=name, pledge=words.pledge_name(first))
    for count, what in later:
        text += " " + _("From scene {n} on: {pledge}.", n=count, pledge=words.pledge_name(what))
    return text + _guessed(teller, said)


def _guessed(teller: Teller, said: Words) -> str:
    if said.guess is None:
        return ""
    name = teller.name(other(said.chair))
    if said.guess == said.pledges[-1][1]:
        return " " + _("{name} had guessed it.", name=name)
    return " " + _("{name} had taken it to be {pledge}.", name=name, pledge=words.pledge_name(said.guess))


def tally(said: Words) -> str:
    """Return how many deeds went with the pledge, and how many against it."""
    went, against = len(said.went_with), len(said.went_against)
    if not went and not against:
        return _("No decision touched it.")
    with_it = ngettext("{n} decision went with it", "{n} decisions went with it", went)
    return _("{went}, {n} against it.", went=with_it, n=against)


def deed(teller: Teller, done: Deed) -> str:
    """Return one deed: where, what was done, and what it did to the stocks of the pledge in all."""
    totals: dict[str, int] = {}
    for effect in done.effects:
        totals[effect.stock] = totals.get(effect.stock, 0) + effect.points
    effects = ", ".join(f"{words.short_stock(stock)} {signed(points)}" for stock, points in totals.items())
    option = teller.option(done.scene, done.option)
    return _("scene {n}: {option} ({effects})", n=done.count, option=option, effects=effects)
