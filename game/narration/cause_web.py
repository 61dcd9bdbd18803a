"""The web of causes in words: titles over its columns, names of its nodes, whose doing moved them."""

from collections.abc import Iterable, Mapping
from typing import Final

from game.engine.stocks import CHAIRS
from game.locales import N_, _, vocabulary
from game.narration.voice import Voice
from game.playthrough.cause_web import BETWEEN, WORK, CauseNode, CauseWeb, Dependency, Mover, find_strongest_cause
from game.playthrough.hindsight import Hindsight
from game.playthrough.session import Session

_COLUMNS: Final = (N_("Between the two"), N_("The house"), N_("Six departments"), N_("Customers"))
_UNSEEN: Final[Mapping[str, str]] = {BETWEEN: N_("What lies between you"), WORK: N_("How the work is done")}
_UNSEEN_WITHIN: Final[Mapping[str, str]] = {BETWEEN: N_("what lies between you"), WORK: N_("how the work is done")}
_HOLDS: Final[Mapping[str, str]] = {BETWEEN: N_("trust, candour"), WORK: N_("strain, debt")}
"""What the nodes of what is not seen stand for."""


def name_columns() -> list[str]:
    """Return the titles over the four columns."""
    return [_(title) for title in _COLUMNS]


def name_node(voice: Voice, node: CauseNode) -> str:
    """Return what a node is called, as briefly as is clear."""
    if node.stock in _UNSEEN:
        return _(_UNSEEN[node.stock])
    return name_in_web(voice, node.stock) if "." in node.stock else vocabulary.name_stock_in_row(node.stock)


def name_in_web(voice: Voice, stock: str) -> str:
    """Return a stock's name in the web: what lies between the two says whose it is."""
    owner, dot, what = stock.rpartition(".")
    if not dot:
        return vocabulary.name_stock_briefly(stock)
    name = voice.name_person(owner)
    other = voice.name_other("ceo" if owner == "ceo" else "cto")
    match what:
        case "trust":
            return _("{name} trusts {other}", name=name, other=other)
        case "safety":
            return _("{name} dares to speak", name=name)
        case "gap":
            return _("{name} is in the dark", name=name)
    return _("{name} feels free", name=name)


def name_dependencies(voice: Voice, found: Iterable[Dependency]) -> str:
    """Return what a figure depends on, or what depends on it: more of one marked − is less of the other."""
    return ", ".join(f"{_name_dependency(voice, one.stock)}{' (−)' if one.sign < 0 else ''}" for one in found)


def _name_dependency(voice: Voice, node: str) -> str:
    if node in _UNSEEN:
        return _(_UNSEEN_WITHIN[node])
    if "." not in node:
        return vocabulary.name_outcome(node)
    name = voice.name_figure(node)
    return name if name.startswith(tuple(voice.chair_names.values())) else name[:1].lower() + name[1:]


def describe_node(voice: Voice, session: Session, web: CauseWeb, node: CauseNode, then: Hindsight | None) -> str:
    """Return what moved a node furthest, in a few words: what was done, or what pulled at it as time passed.

    Args:
        voice: whom it is told.
        session: the game.
        web: the web, for what pulls at the node.
        node: the node.
        then: the moment that it is about; now where none is given.
    """
    if node.stock in _HOLDS:
        return _(_HOLDS[node.stock])
    if not node.change:
        return _("stands still")
    cause = find_strongest_cause(session, node.stock, then)
    source = next((source for source, target in web.threads if target == node.stock), "")
    if cause == "weeks" and source:
        return _("follows: {figure}", figure=name_node(voice, web.find_node(source)))
    return voice.render_cause(cause) if cause else ""


def name_mover(voice: Voice, mover: Mover) -> str:
    """Return whose doing something is: a name, both, time; "" where nothing has moved it."""
    match mover:
        case "both":
            return _("both")
        case "time":
            return _("time")
        case "nobody":
            return ""
    return voice.name_person(mover)


def tell_mover(voice: Voice, mover: Mover) -> str:
    """Return whose doing moved a figure most, as a sentence; "" where nothing has."""
    match mover:
        case "both":
            return _("The two together moved it most.")
        case "time":
            return _("Time moved it most.")
        case "nobody":
            return ""
    return _("{name} moved it most.", name=voice.name_person(mover))


def list_movers(voice: Voice) -> list[tuple[Mover, str]]:
    """Return what the colours of the nodes stand for."""
    movers: tuple[Mover, ...] = (*CHAIRS, "both", "time")
    return [(mover, name_mover(voice, mover)) for mover in movers]


def name_movers() -> str:
    """Return the heading over what the colours stand for."""
    return _("Who moved it")


def name_chain_part() -> str:
    """Return what stands beside a figure's name over its causes."""
    return _("how it came to this")
