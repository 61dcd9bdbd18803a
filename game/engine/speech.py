"""What the simulated partner says of its own accord, without a word of it.

The engine names the kind of line that is called for (its *bank*), counts how often that kind was said before in this
play, and draws where the bank begins: whoever has the words takes the next line that was not said yet, and begins anew
only once all were (`pick_line`). The same play says the same lines. A person is never spoken for.
"""

from collections.abc import Mapping, Sequence
from typing import Final, TypeVar

from game.engine.events import Utterance
from game.engine.preferences import Prospect
from game.engine.rng import Rng, Stream, hash_slot
from game.engine.scenario import Cost, Scenario
from game.engine.state import State
from game.engine.state_draft import StateDraft
from game.engine.stocks import INDEX, Chair

T = TypeVar("T")

FIRST_LINES: Final = 60
"""The places where a bank may begin; a multiple of the usual sizes, so that each line is as likely to be the first."""

TRUSTING: Final = 60.0
"""From which trust a fact that was hard to tell is answered warmly."""
CONFIDING: Final = 50.0
"""From which trust a confidence is taken as one."""
WARY: Final = 45.0
"""Below which trust a fact is answered coldly."""
COOL: Final = 48.0
"""Below which trust, which begins at 50, what has a cold bank too is said from that."""
COLD: Final = ".cold"
TWO_TONED: Final = frozenset(
    {
        *(f"changed.{because}" for because in ("fact", "heed", "sat", "goal", "regard", "close", "told", "standing")),
        *(f"reason.{reason}" for reason in ("goal", "habit", "close", "close.yours", "regard.for")),
        *(f"resolve.{mode}" for mode in ("defer", "object", "override")),
        *("sit.yes", "coffee.ask", "coffee.strength", "answer.thanked", "answer.named"),
    }
)
"""The banks that have a cold one beside them: without it one could not hear how the partner has been treated."""


def choose_tone(bank: str, trust: float) -> str:
    """Return the bank that fits how far the speaker trusts the other (0..100): itself, or the cold one beside it."""
    return bank + COLD if bank in TWO_TONED and trust < COOL else bank


def speak(draft: StateDraft, chair: Chair, bank: str) -> Utterance | None:
    """Return the next line of a bank, in the tone that fits, and note that it is said; None where a person sits."""
    if chair not in draft.state.partners:
        return None
    bank = choose_tone(bank, draft.stocks[INDEX[f"{chair}.trust"]])
    said = draft.state.spoken.get(bank, 0)
    draft.replace_fields(spoken={**draft.state.spoken, bank: said + 1})
    return Utterance(bank, said, draw_first_line(draft.rng, bank))


def draw_first_line(rng: Rng, bank: str) -> int:
    """Return the place where a bank begins in this play."""
    return rng.draw_index(Stream.REASON, FIRST_LINES, slot=hash_slot(bank))


def pick_line(says: Utterance, lines: Sequence[T]) -> T:
    """Return the line that is said of those of a bank: each once, beginning at the drawn place, and then again."""
    return lines[(says.first + says.said) % len(lines)]


def choose_answer_bank(cost: Cost, trust: float, persona: str) -> str:
    """Return how a fact is answered: by its cost, the listener's trust before it was said (0..100), its persona."""
    if cost == "confidential":
        return "heard.confidential.taken" if trust >= CONFIDING else "heard.confidential.doubted"
    if cost == "free":
        return "heard.free.cold" if trust < WARY else "heard.free"
    if trust >= TRUSTING:
        return f"heard.face.warm.{persona}" if persona in ("driven", "guarded") else "heard.face.warm"
    if trust >= WARY:
        return "heard.face.plain"
    return "heard.face.cold.guarded" if persona == "guarded" else "heard.face.cold"


def choose_change_bank(because: str, *, told: bool, away: bool = False) -> str:
    """Return how a change of mind is put, by what changed it (`MindChanged`).

    `told` is whether the other said anything in this scene: then it may also have changed how the two stand. `away` is
    whether the new pick is not what the other first picked: advice that is distrusted drives away from it.
    """
    match because.partition(":")[0]:
        case "sure" | "heed" if away:
            return "changed.unheeded"
        case "fact" | "sat" | "goal" | "regard" | "close" as named:
            return f"changed.{named}"
        case "sure" | "heed":
            return "changed.heed"
    return "changed.told" if told else "changed.standing"


def choose_reason_bank(reason: str, chosen: Prospect, instead: Prospect, *, yours: bool) -> str:
    """Return how a reason is put: a term may speak for being kind, open or helpful, or against it.

    Args:
        reason: one of `partner.REASONS`.
        chosen: what the partner picks.
        instead: what the reason sets it against.
        yours: whether the runner-up is the other's pick, for a choice that was close.
    """
    match reason:
        case "treated":
            return "reason.treated.well" if chosen.kind > instead.kind else "reason.treated.ill"
        case "open":
            return "reason.open.more" if chosen.open > instead.open else "reason.open.less"
        case "regard":
            return "reason.regard.for" if chosen.wished > instead.wished else "reason.regard.against"
        case "close":
            return "reason.close.yours" if yours else "reason.close"
    return f"reason.{reason}"


def name_persona(scenario: Scenario, draw: Mapping[str, str], chair: Chair) -> str:
    """Return the name of the persona that was drawn for a chair."""
    return draw.get(f"{chair}_persona", scenario.cast[chair].personas[0])


def find_remembered_act(state: State, chair: Chair, *, kind: bool) -> tuple[str, str]:
    """Return what a chair remembers of how the other treated it: a move's name and the scene's id; ('', '') if nothing.

    It is what moved its trust most, up where `kind`, else down; of equals the latest.
    """
    scenes = {record.count: record.scene for record in (*state.past, state.now)}
    best, found = 0, ("", "")
    for entry in state.ledger:
        move = entry.cause.removeprefix("move:")
        if entry.stock != f"{chair}.trust" or move == entry.cause or entry.by == chair:
            continue
        size = entry.points if kind else -entry.points
        if size > 0 and size >= best and entry.scene in scenes:
            best, found = size, (move, scenes[entry.scene])
    return found
