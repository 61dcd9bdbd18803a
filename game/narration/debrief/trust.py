"""The ledger of trust, and words beside deeds, in words."""

from collections.abc import Mapping
from typing import Final

from game.debrief.pledges import Deed, PledgeRecord
from game.debrief.trust_ledger import TrustChange, TrustLedger, Wound, WoundChange
from game.engine.stocks import other_chair
from game.locales import NP_, _, ngettext, pgettext, vocabulary
from game.narration.debrief.names import DebriefNarrator, render_signed

_CHANNELS: Final = {
    "competence": NP_("channel", "competence"),
    "character": NP_("channel", "character"),
    "integrity": NP_("channel", "integrity"),
}

_TURNS: Final[Mapping[WoundChange, tuple[str, str]]] = {
    "opened": NP_("breach", "a breach opens ({channel})"),
    "deepened": NP_("breach", "the breach gets deeper ({channel})"),
    "mended": NP_("breach", "the breach is mended in part"),
    "closed": NP_("breach", "the breach is closed"),
    "faded": NP_("breach", "the breach has faded with time"),
    "scar": NP_("breach", "a scar stays"),
}


def render_channel(name: str) -> str:
    """Return a channel of trust."""
    return pgettext(*_CHANNELS[name])


def render_trust_heading(teller: DebriefNarrator, ledger: TrustLedger) -> str:
    """Return whose trust it is."""
    return teller.name_stock(f"{ledger.chair}.trust")


def render_trust_change(teller: DebriefNarrator, change: TrustChange) -> str:
    """Return what moved trust: the cause, and the channel where it broke or mended one."""
    cause = teller.render_cause(change.cause)
    if not change.channel:
        return cause
    if change.points < 0:
        return f"{cause} · {render_channel(change.channel)}"
    return _("{cause} · mends {channel}", cause=cause, channel=render_channel(change.channel))


def render_wound(change: Wound) -> str:
    """Return what became of a breach."""
    return pgettext(*_TURNS[change.turned], channel=render_channel(change.kind))


def render_trust_standing(ledger: TrustLedger) -> str:
    """Return what is still open at last, and how high trust can come again; '' where nothing is."""
    parts = [_("still open: a breach of {channel}", channel=render_channel(ledger.breach))] if ledger.breach else []
    if ledger.ceiling < 100:
        parts.append(_("scars: trust can reach {most} again", most=ledger.ceiling))
    return " · ".join(parts)


def render_ledger_entry(teller: DebriefNarrator, change: TrustChange, wounds: tuple[Wound, ...]) -> str:
    """Return one line of the ledger: the scene, the points, the cause, and what it did to the breach."""
    what = "; ".join((render_trust_change(teller, change), *map(render_wound, wounds)))
    return _("scene {n}: {points}, {what}", n=change.count, points=render_signed(change.points), what=what)


def render_pledge_record(teller: DebriefNarrator, said: PledgeRecord) -> str:
    """Return what a chair said it would not sacrifice, and where it changed its word."""
    name, (_since, first), *later = teller.name_person(said.chair), *said.pledges
    text = _("{name} would not sacrifice {pledge}.", name=name, pledge=vocabulary.name_pledge(first))
    for count, what in later:
        text += " " + _("From scene {n} on: {pledge}.", n=count, pledge=vocabulary.name_pledge(what))
    return text + _render_pledge_guess(teller, said)


def _render_pledge_guess(teller: DebriefNarrator, said: PledgeRecord) -> str:
    if said.guess is None:
        return ""
    name = teller.name_person(other_chair(said.chair))
    if said.guess == said.pledges[-1][1]:
        return " " + _("{name} had guessed it.", name=name)
    return " " + _("{name} had taken it to be {pledge}.", name=name, pledge=vocabulary.name_pledge(said.guess))


def render_deed_tally(said: PledgeRecord) -> str:
    """Return how many deeds went with the pledge, and how many against it."""
    went, against = len(said.went_with), len(said.went_against)
    if not went and not against:
        return _("No decision touched it.")
    with_it = ngettext("{n} decision went with it", "{n} decisions went with it", went)
    return _("{went}, {n} against it.", went=with_it, n=against)


def render_deed(teller: DebriefNarrator, done: Deed) -> str:
    """Return one deed: where, what was done, and what it did to the stocks of the pledge in all."""
    totals: dict[str, int] = {}
    for effect in done.effects:
        totals[effect.stock] = totals.get(effect.stock, 0) + effect.points
    effects = ", ".join(
        f"{vocabulary.name_stock_briefly(stock)} {render_signed(points)}" for stock, points in totals.items()
    )
    option = teller.render_option(done.scene, done.option)
    return _("scene {n}: {option} ({effects})", n=done.count, option=option, effects=effects)
