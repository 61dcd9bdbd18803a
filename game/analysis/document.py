"""A finished playthrough and a summary of many, as plain values for JSON: the same play gives the same bytes."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from game.analysis.lineup import Row
from game.analysis.runs import Runs, tier_of
from game.engine.state import Played
from game.engine.stocks import CHAIRS, STOCKS
from game.playthrough.session import Session


def document(session: Session) -> dict[str, Any]:
    """Return a finished session: seed, language, decisions, the stocks week by week, and the ending."""
    epilogue = session.epilogue
    assert epilogue is not None
    return {
        "scenario": session.scenario.id,
        "seed": session.setup.seed,
        "language": session.language,
        "draw": dict(session.state.draw),
        "decisions": [decision for scene in session.state.past for decision in _decisions(session, scene)],
        "stocks": list(STOCKS),
        "weeks": [[hundredths / 100 for hundredths in week] for week in (session.scenario.start, *session.state.weeks)],
        "ending": {
            "id": session.state.ending,
            "tier": tier_of(session),
            "f": round(epilogue.f, 4),
            "means": epilogue.means,
        },
    }


def _decisions(session: Session, scene: Played) -> list[dict[str, Any]]:
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


def summary(runs: Runs) -> dict[str, Any]:
    """Return the summary of many plays."""
    return asdict(runs)


def compared(seed: int, rows: Iterable[Row]) -> dict[str, Any]:
    """Return every bot's summary over the same seeds, with the share of the top tier that is asked for in percent."""
    return {"seed": seed, "rows": [{"bot": row.bot, "wanted": row.wanted, **summary(row.runs)} for row in rows]}
