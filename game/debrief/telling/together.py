"""How two people played, in words that judge neither."""

from collections.abc import Iterator

from game.debrief.telling.teller import Teller
from game.debrief.together import Across, Part, Together
from game.locales import _, ngettext


def lines(teller: Teller, played: Together) -> Iterator[str]:
    """Yield how two people played, both in the same words."""
    yield ngettext("Decided together: {n} scene.", "Decided together: {n} scenes.", played.scenes)
    for part in played.parts:
        yield f"{teller.name(part.chair)}: {'; '.join(_counts(part))}."


def _counts(part: Part) -> Iterator[str]:
    yield ngettext("spoke first {n} time", "spoke first {n} times", part.spoke_first)
    yield _("scenes in which both settled on that first pick: {n}", n=part.stood)
    yield ngettext("said {n} fact, kept {m}", "said {n} facts, kept {m}", part.said, m=part.kept)
    if part.guesses:
        yield _("guessed right {n} of {m}", n=part.right, m=part.guesses)


def ghost(teller: Teller, moves: tuple[Across, ...]) -> Iterator[str]:
    """Yield which answers across the table were a person's of then, and which the model's."""
    if not moves:
        return
    own = sum(move.own for move in moves)
    name = teller.name(moves[0].chair)
    yield _(
        "{name} answered {n} of {m} times as in the earlier play, else as the model would.",
        name=name,
        n=own,
        m=len(moves),
    )
    elsewhere = dict.fromkeys(move.count for move in moves if not move.own)
    if elsewhere:
        yield _("The model answered in scene {scenes}.", scenes=", ".join(map(str, elsewhere)))
