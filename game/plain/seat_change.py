"""Somebody gets up, or sits down: `c` line by line."""

from collections.abc import Callable, Iterator

from game.engine.stocks import CHAIRS, Chair
from game.locales import _
from game.narration.voice import Voice
from game.playthrough.prompts import RefusedError
from game.playthrough.session import Session


class SeatsChangedError(Exception):
    """Other people sit at the table now: it has to be laid anew."""


def render_seat_choices(session: Session, voice: Voice) -> Iterator[str]:
    """Yield who may get up or sit down, by number."""
    yield ""
    for number, chair in enumerate(CHAIRS, start=1):
        who = {"number": number, "name": voice.name_person(chair)}
        if session.seats[chair] == "human":
            yield _("{number}. {name}'s player leaves; the simulated partner takes the chair.", **who)
        else:
            yield _("{number}. Somebody takes {name}'s chair from the simulated partner.", **who)
    yield _("0. Nobody moves.")


def change_seat(session: Session, line: str, saved: Callable[[], None]) -> None:
    """Do what was chosen. SeatsChangedError once it is done, RefusedError where it cannot be."""
    chosen: dict[str, Chair] = dict(zip(("1", "2"), CHAIRS, strict=True))
    chair = chosen.get(line)
    if chair is None:
        return
    if session.people == (chair,):
        raise RefusedError(_("Somebody must stay at the table; q leaves the game."))
    session.change_seat(chair, "partner" if session.seats[chair] == "human" else "human")
    saved()
    raise SeatsChangedError
