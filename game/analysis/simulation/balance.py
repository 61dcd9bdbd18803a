"""A finished playthrough and a summary of many, as plain values for JSON: the same play gives the same bytes.

How much of a crisis is each chair's: the decisions that are its own, the facts that it holds and what they weigh.

Every bot beside the others over the same seeds: whether a crisis rewards judgement, and nothing that is not.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from game.analysis.simulation.bots import BOTS
from game.analysis.simulation.runs import PARTNER, RunsSummary, find_ending_tier, run_plays
from game.engine.scenario import Scenario, Texts
from game.engine.state import SceneRecord
from game.engine.stocks import CHAIRS, STOCKS, Chair
from game.playthrough.session import Session


@dataclass(frozen=True, slots=True)
class ChairBalance:
    """One chair's share. `owns` are the decisions that it has the last word on, `alone` those nobody else is asked."""

    chair: Chair
    owns: int
    alone: int
    facts: int
    weight: int
    of_decisions: int
    of_facts: int
    of_weight: int

    @property
    def decides(self) -> float:
        """The part of all decisions that this chair has the last word on, 0..1."""
        return self.owns / self.of_decisions if self.of_decisions else 0.0

    @property
    def knows(self) -> float:
        """The part of all that one chair alone knows that this chair holds, by weight, 0..1."""
        return self.weight / self.of_weight if self.of_weight else 0.0


def compute_chair_balance(scenario: Scenario) -> tuple[ChairBalance, ChairBalance]:
    """Return both chairs' shares of a crisis, CEO first."""
    ceo, cto = (_compute_balance_of(scenario, chair) for chair in CHAIRS)
    return ceo, cto


def _compute_balance_of(scenario: Scenario, chair: Chair) -> ChairBalance:
    decisions = [scene.decision for scene in scenario.scenes.values() if scene.decision]
    facts = list(scenario.facts.values())
    held = [fact for fact in facts if fact.held == chair]
    return ChairBalance(
        chair=chair,
        owns=sum(decision.owner == chair for decision in decisions),
        alone=sum(decision.by == chair for decision in decisions),
        facts=len(held),
        weight=sum(fact.weight for fact in held),
        of_decisions=len(decisions),
        of_facts=len(facts),
        of_weight=sum(fact.weight for fact in facts),
    )


NAMES: Final = (*BOTS, PARTNER)


@dataclass(frozen=True, slots=True)
class BotTableRow:
    """What came of one bot."""

    bot: str
    runs: RunsSummary


def build_bot_table(
    scenario: Scenario, texts: Texts, fixed: Mapping[Chair, str], seeds: Sequence[int]
) -> Iterator[BotTableRow]:
    """Yield a row a bot as soon as it has played all seeds: in both chairs, or in the one that is not `fixed`."""
    for name in NAMES:
        bots: dict[Chair, str] = {chair: fixed.get(chair, name) for chair in CHAIRS}
        yield BotTableRow(name, run_plays(scenario, texts, bots, seeds))


def build_session_document(session: Session) -> dict[str, Any]:
    """Return a finished session: seed, language, decisions, the stocks week by week, and the ending."""
    epilogue = session.epilogue
    assert epilogue is not None
    return {
        "scenario": session.scenario.id,
        "seed": session.setup.seed,
        "language": session.language,
        "draw": dict(session.state.draw),
        "decisions": [decision for scene in session.state.past for decision in _list_decisions(session, scene)],
        "stocks": list(STOCKS),
        "weeks": [[hundredths / 100 for hundredths in week] for week in (session.scenario.start, *session.state.weeks)],
        "ending": {
            "id": session.state.ending,
            "tier": find_ending_tier(session),
            "f": round(epilogue.f, 4),
            "means": epilogue.means,
        },
    }


def _list_decisions(session: Session, scene: SceneRecord) -> list[dict[str, Any]]:
    rows = []
    for chair in CHAIRS:
        if chair in scene.final:
            held = {fact.id for fact in session.scenario.facts.values() if fact.held == chair}
            rows.append(
                {
                    "scene": scene.scene,
                    "chair": chair,
                    "options": list(scene.offered),
                    "first": scene.first.get(chair),
                    "final": scene.final[chair],
                    "said": [fact for fact in scene.said if fact in held],
                    "resolution": "sat" if scene.sat else scene.mode,
                    "enacted": scene.enacted,
                }
            )
    return rows


def build_summary_document(runs: RunsSummary) -> dict[str, Any]:
    """Return the summary of many plays."""
    return asdict(runs)


def build_bot_table_document(seed: int, rows: Iterable[BotTableRow]) -> dict[str, Any]:
    """Return every bot's summary over the same seeds."""
    return {
        "seed": seed,
        "rows": [{"bot": row.bot, **build_summary_document(row.runs)} for row in rows],
    }
