"""How two people played, in words that judge neither."""

from collections.abc import Iterator

from game.debrief.pair_play import OpponentMove, PairPlay, PersonTally
from game.locales import _, ngettext
from game.narration.debrief.names import DebriefNarrator


def render_pair_play(teller: DebriefNarrator, played: PairPlay) -> Iterator[str]:
    """Yield how two people played, both in the same words."""
    yield ngettext("Decided together: {n} scene.", "Decided together: {n} scenes.", played.scenes)
    for part in played.parts:
        yield f"{teller.name_person(part.chair)}: {'; '.join(_render_person_tally(part))}."


def _render_person_tally(part: PersonTally) -> Iterator[str]:
    yield ngettext("spoke first {n} time", "spoke first {n} times", part.spoke_first)
    yield _("scenes in which both settled on that first pick: {n}", n=part.stood)
    yield ngettext("said {n} fact, kept {m}", "said {n} facts, kept {m}", part.said, m=part.kept)
    if part.guesses:
        yield _("guessed right {n} of {m}", n=part.right, m=part.guesses)


def render_opponent_moves(teller: DebriefNarrator, moves: tuple[OpponentMove, ...]) -> Iterator[str]:
    """Yield which answers across the table were a person's of then, and which the model's."""
    if not moves:
        return
    own = sum(move.own for move in moves)
    name = teller.name_person(moves[0].chair)
    yield _(
        "{name} answered {n} of {m} times as in the earlier play, else as the model would.",
        name=name,
        n=own,
        m=len(moves),
    )
    elsewhere = dict.fromkeys(move.count for move in moves if not move.own)
    if elsewhere:
        yield _("The model answered in scene {scenes}.", scenes=", ".join(map(str, elsewhere)))
