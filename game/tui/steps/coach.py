"""The coach's line after a scene, in learner mode: one sentence about something that is in the log."""

from collections.abc import Callable
from typing import Final

from textual.content import Content

from game.engine.state import Played
from game.engine.stocks import Chair
from game.locales import _
from game.tui.content import NOTHING, ink, join
from game.tui.steps.reader import Reader


def note(reader: Reader) -> Content:
    """Return the line for the scene that was just played; nothing outside learner mode, or where there is none."""
    past = reader.session.state.past
    if reader.session.setup.difficulty != "learner" or not past:
        return NOTHING
    for rule in _RULES:
        line = rule(reader, past[-1])
        if line:
            return join(ink("◇ ", "$gained"), ink(line, "$quiet"))
    return NOTHING


def _persuaded(reader: Reader, scene: Played) -> str:
    moved = scene.first.get(reader.other) != scene.final.get(reader.other) and reader.other in scene.final
    said = _of(reader, scene.said, reader.chair)
    if moved and said and scene.final[reader.other] in scene.first.values():
        return _(
            "After “{fact}” was on the table, {name} picked otherwise.",
            fact=_label(reader, said[0]),
            name=reader.name(reader.other),
        )
    return ""


def _guessed(reader: Reader, scene: Played) -> str:
    guess = scene.guess.get(reader.chair)
    if guess is None or reader.other not in scene.first:
        return ""
    name = reader.name(reader.other)
    if guess == scene.first[reader.other]:
        return _("Your guess was right: you know what {name} is after.", name=name)
    return _("{name} leaned otherwise than you guessed. A coffee is a good time to ask why.", name=name)


def _kept(reader: Reader, scene: Played) -> str:
    kept = _of(reader, scene.kept, reader.chair)
    if not kept:
        return ""
    differed = len(set(scene.first.values())) > 1
    values = {"fact": _label(reader, kept[0]), "name": reader.name(reader.other)}
    if differed:
        return _("You differed, and {name} did not know: “{fact}”.", **values)
    return _("You kept “{fact}”. {name} decides without it.", **values)


def _said(reader: Reader, scene: Played) -> str:
    said = _of(reader, scene.said, reader.chair)
    costly = [fact for fact in said if reader.session.scenario.facts[fact].cost != "free"]
    if costly:
        return _("You said “{fact}” at a price. It cannot be found out any more.", fact=_label(reader, costly[0]))
    return ""


def _backed(_reader: Reader, scene: Played) -> str:
    if scene.mode == "defer":
        return _("Left to the other and backed: keep it that way, whatever comes of it.")
    if scene.mode == "object":
        return _("The objection is on record; if it proves right, that will be remembered.")
    return ""


def _of(reader: Reader, facts: tuple[str, ...], chair: Chair) -> list[str]:
    return [fact for fact in facts if reader.session.scenario.facts[fact].held == chair]


def _label(reader: Reader, fact: str) -> str:
    return reader.session.text(f"facts.{fact}.label") or reader.session.text(f"facts.{fact}.told")


_RULES: Final[tuple[Callable[[Reader, Played], str], ...]] = (_persuaded, _guessed, _kept, _said, _backed)
