"""The company as a web: from what lies between the two, over the house and its departments, to the customers.

A thread leads from a stock to another that it pulls at now, against the company as play began; the model says how much.
What a reader may not see as a figure has no node of its own: its threads come from one for all that lies between the
two, or from one for how the work is done.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeVar

from game.engine.causes import FLOWS, LEAST, Parts, compute_contributions, compute_dependencies
from game.engine.model import from_hundredths
from game.engine.state import LedgerEntry, SceneRecord, State, round_half_even
from game.engine.stocks import INDEX, STOCKS, Chair, other_chair
from game.playthrough.hindsight import Hindsight
from game.playthrough.session import Session
from game.playthrough.visibility import is_stock_seen

Key = TypeVar("Key", bound=Hashable)
Mover = Literal["ceo", "cto", "both", "time", "nobody"]
"""Who moved a figure furthest: one of the two, both together, time; `nobody` where nothing has."""

BETWEEN: Final = "between"
WORK: Final = "work"
"""The nodes for what is not seen."""

_COLUMNS: Final = (
    (
        "ceo.trust",
        "cto.trust",
        "ceo.safety",
        "cto.safety",
        "ceo.gap",
        "cto.gap",
        "ceo.freedom",
        "cto.freedom",
        "clarity",
        "bridge",
        BETWEEN,
    ),
    ("culture", "structure", "strain", "debt", WORK, "cash"),
    ("engineering", "product", "support", "marketing", "sales", "finance"),
    ("csat_product", "csat_service", "customers"),
)
_LEAST_LINK: Final = 0.25
"""Points that a stock moves another's target by, as both rise a little, to be named; a tenth of that for flows."""
_THREADS: Final = 2
"""How many threads lead to a node at most: the strongest."""


@dataclass(frozen=True, slots=True)
class CauseNode:
    """A stock in the web, in whole points; `value` is None where it stands for several that are not seen.

    Attributes:
        stock: its id, or `BETWEEN` or `WORK`.
        value, change: how it stands, and by how much that differs from where it began.
        mover: whose doing moved it most.
    """

    stock: str
    value: int | None
    change: int = 0
    mover: Mover = "nobody"


@dataclass(frozen=True, slots=True)
class CauseWeb:
    """All of the web.

    Attributes:
        columns: the nodes, from the two at the left to the customers at the right.
        threads: (from, to) for what pulls from a column further left, the strongest at each node first.
    """

    columns: tuple[tuple[CauseNode, ...], ...]
    threads: tuple[tuple[str, str], ...]

    @property
    def figures(self) -> tuple[str, ...]:
        """The stocks that are seen, column by column."""
        return tuple(node.stock for column in self.columns for node in column if node.value is not None)

    def find_node(self, stock: str) -> CauseNode:
        """Return the node of a stock."""
        return next(node for column in self.columns for node in column if node.stock == stock)


def build_cause_web(
    session: Session, chairs: tuple[Chair, ...], then: Hindsight | None = None, *, whole: bool = False
) -> CauseWeb:
    """Return the web of a game as it stands, or stood `then`.

    Args:
        session: the game.
        chairs: the chairs whose own trust may be seen.
        then: the moment that it is about; now where none is given.
        whole: whether all may be seen, as when play is over.
    """
    stocks = (then and then.stocks) or session.state.stocks
    places = {stock: _place_stock(stock, chairs, whole=whole) for stock in STOCKS}
    shown = set(places.values())
    columns = tuple(
        tuple(_build_node(session, stock, stocks, then) for stock in column if stock in shown) for column in _COLUMNS
    )
    pulls = compute_contributions(from_hundredths(stocks), from_hundredths(session.scenario.start))
    seen = [stock for stock in STOCKS if places[stock] == stock]
    return CauseWeb(columns, tuple(thread for stock in seen for thread in _list_threads(pulls, stock, places)))


def list_cause_chain(
    session: Session, stock: str, chairs: tuple[Chair, ...], then: Hindsight | None = None, *, whole: bool = False
) -> tuple[str, ...]:
    """Return the nodes of a figure's strongest chain of causes, from the figure backwards; arguments as for the web."""
    stocks = (then and then.stocks) or session.state.stocks
    drivers = (cause.driver for cause in session.trace_causes(stock, stocks))
    return tuple(dict.fromkeys((stock, *(_place_stock(driver, chairs, whole=whole) for driver in drivers))))


@dataclass(frozen=True, slots=True)
class Dependency:
    """A node that another depends on, or that depends on it, and whether more of the one is more of the other.

    `sign` is 1 or -1; 0 where the node stands for several that are not seen.
    """

    stock: str
    sign: int


def list_dependencies(
    stock: str, chairs: tuple[Chair, ...], *, whole: bool = False
) -> tuple[tuple[Dependency, ...], tuple[Dependency, ...]]:
    """Return what a stock depends on, and what depends on it, the strongest first; arguments as for the web."""
    parts = compute_dependencies()
    least = _LEAST_LINK / 10 if stock in FLOWS else _LEAST_LINK
    upward = dict(zip(STOCKS, parts[INDEX[stock]], strict=True))
    onward = {
        other: parts[INDEX[other]][INDEX[stock]] * (10 if other in FLOWS else 1) for other in STOCKS if other != stock
    }
    places = {other: _place_stock(other, chairs, whole=whole) for other in STOCKS}
    return _merge_unseen(upward, stock, places, least), _merge_unseen(onward, stock, places, _LEAST_LINK)


def _merge_unseen(
    points: Mapping[str, float], stock: str, places: Mapping[str, str], least: float
) -> tuple[Dependency, ...]:
    """Return nodes by how strong they are together; a stock that is not seen goes into the node of its kind."""
    found: dict[str, float] = {}
    for other, by in points.items():
        if other != stock and abs(by) >= least:
            found[places[other]] = found.get(places[other], 0.0) + abs(by)
    ranked = sorted(found, key=lambda node: -found[node])
    return tuple(Dependency(node, 0 if node in (BETWEEN, WORK) else 1 if points[node] > 0 else -1) for node in ranked)


def _place_stock(stock: str, chairs: tuple[Chair, ...], *, whole: bool) -> str:
    """Return the node of a stock: its own, or the one for all of its kind."""
    if whole or is_stock_seen(stock, chairs):
        return stock
    return BETWEEN if INDEX[stock] < INDEX["culture"] else WORK


def _build_node(session: Session, stock: str, stocks: tuple[int, ...], then: Hindsight | None) -> CauseNode:
    if stock not in INDEX:
        return CauseNode(stock, None)
    value, start = round_half_even(stocks[INDEX[stock]]), round_half_even(session.scenario.start[INDEX[stock]])
    return CauseNode(stock, value, value - start, find_mover(session, stock, then))


def _find_column(node: str) -> int:
    return next(number for number, column in enumerate(_COLUMNS) if node in column)


def _list_threads(pulls: Parts, stock: str, places: Mapping[str, str]) -> list[tuple[str, str]]:
    drawn: dict[str, float] = {}
    for driver, points in zip(STOCKS, pulls[INDEX[stock]], strict=True):
        if _find_column(places[driver]) < _find_column(stock):
            drawn[places[driver]] = drawn.get(places[driver], 0.0) + points
    least = LEAST / 10 if stock in FLOWS else LEAST
    strong = sorted((one for one in drawn.items() if abs(one[1]) >= least), key=lambda one: -abs(one[1]))
    return [(driver, stock) for driver, _points in strong[:_THREADS]]


# -- who moved it --------------------------------------------------------------------------------------------


def find_mover(session: Session, stock: str, then: Hindsight | None = None) -> Mover:
    """Return who moved a stock furthest the way that it went, by the points that the ledger gives to each.

    Where it stands as it began, whoever moved it furthest either way; `nobody` where nothing has.
    """
    moved = _add_up_entries(session, stock, then, lambda entry: find_entry_mover(session, entry))
    return _find_furthest(moved) if moved else "nobody"


def find_strongest_cause(session: Session, stock: str, then: Hindsight | None = None) -> str:
    """Return the cause of the ledger that moved a stock furthest the way that it went; "" where nothing has."""
    moved = _add_up_entries(session, stock, then, lambda entry: entry.cause)
    return _find_furthest(moved) if moved else ""


def _add_up_entries(
    session: Session, stock: str, then: Hindsight | None, find_key: Callable[[LedgerEntry], Key]
) -> dict[Key, int]:
    """Return the points that the ledger gives a stock until a moment, by a key of its lines."""
    moved: dict[Key, int] = {}
    for entry in session.list_ledger_entries(stock):
        if then is None or then.can_tell_entry(entry):
            key = find_key(entry)
            moved[key] = moved.get(key, 0) + entry.points
    return moved


def _find_furthest(moved: Mapping[Key, int]) -> Key:
    way = sum(moved.values())
    return max(moved, key=lambda key: moved[key] * way if way else abs(moved[key]))


def find_entry_mover(session: Session, entry: LedgerEntry) -> Mover:
    """Return whose doing a line of the ledger is: of a decision, whoever decided it, or both where both wanted it.

    A move that has no one author is both's; weeks, and what comes out by itself, are time's.
    """
    kind, _colon, what = entry.cause.partition(":")
    if kind in ("option", "carried"):
        scene, _dot, option = what.partition(".")
    elif kind == "later":
        _scenes, scene, _options, option, *_rest = what.split(".")
    else:
        return entry.by or ("both" if kind == "move" else "time")
    return _find_decider(session, _find_decided_scene(session.state, scene, option))


def _find_decided_scene(state: State, scene: str, option: str) -> SceneRecord | None:
    played = (one for one in (state.now, *reversed(state.past)) if (one.scene, one.enacted) == (scene, option))
    return next(played, None)


def _find_decider(session: Session, played: SceneRecord | None) -> Mover:
    if played is None:
        return "time"
    decision = session.scenario.scenes[played.scene].decision
    assert decision is not None
    if len(played.final) < 2:
        return next(iter(played.final), decision.owner)
    if played.sat or len(set(played.final.values())) == 1:
        return "both"
    if played.final.get(decision.owner) == played.enacted:
        return decision.owner
    return other_chair(decision.owner)
