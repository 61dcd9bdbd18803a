"""What happened, as paragraphs: the scene as it opened, what came of earlier things, how a decision was reached."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from textual.content import Content

from game.engine import events as e
from game.engine.stocks import CHAIRS, other
from game.locales import _, words
from game.playthrough import secrecy
from game.tui.content import NOTHING, ink, join
from game.tui.steps.reader import Reader, spoken
from game.tui.widgets.figures import difference
from game.tui.widgets.story import Paragraph

Event = e.Event


def scene_text(reader: Reader) -> list[Paragraph]:
    """Return the text of the scene of now, as it opened."""
    opened = reader.opened()
    return [Paragraph(reader.tell(path)) for path in opened.lines] if opened else []


def since(reader: Reader, happened: Iterable[Event]) -> list[Paragraph]:
    """Return what came of earlier things, each with its cause."""
    return close([paragraph for event in happened for paragraph in _came(reader, event) if paragraph.body])


def recount(reader: Reader, happened: Iterable[Event]) -> list[Paragraph]:
    """Return how it came to a decision: facts said, finals, sitting, reasons, resolutions."""
    return close([paragraph for event in happened for paragraph in _reached(reader, event)])


def close(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Return paragraphs set as one block."""
    return [replace(paragraph, close=number > 0) for number, paragraph in enumerate(paragraphs)]


def said(reader: Reader, event: e.Said) -> Paragraph:
    """Return a fact as everybody hears it, behind the name of who said it."""
    lead = ink(f"{reader.who(event.chair)}  ", reader.colour(event.chair))
    return Paragraph(reader.tell(f"facts.{event.fact}.told"), lead=lead)


def moved(reader: Reader, cause: str) -> Content:
    """Return the figures that a cause has moved, as far as the reader may see them, in one line."""
    found = secrecy.moved(reader.session.state.ledger, cause, filter(reader.is_mine, CHAIRS))
    return join(*(_figure(stock, by) for stock, by in found), between="  ")


def _figure(stock: str, by: int) -> Content:
    label = _("your trust") if "." in stock else words.short_stock(stock)
    return join(ink(f"{label} ", "$quiet"), difference(stock, by))


def _came(reader: Reader, event: Event) -> Iterator[Paragraph]:
    match event:
        case e.Landed():
            yield Paragraph(reader.tell(f"{event.path}.text"), lead=ink("↳ ", "$quiet"))
            decided = join(ink(_("began with") + " ", "$quiet"), reader.option(event.scene, event.option, "$quiet"))
            yield _beneath(moved(reader, f"later:{event.path}"), decided)
        case e.Surfaced():
            yield Paragraph(reader.tell(f"facts.{event.fact}.surfaces.text"), lead=ink("✕ ", "$lost"))
            who = reader.name(event.holder)
            kept = _("You had kept it.") if reader.is_mine(event.holder) else _("{name} had kept it.", name=who)
            yield _beneath(moved(reader, f"surfaced:{event.fact}"), ink(kept, "$lost") if event.kept else NOTHING)
        case e.PromiseSettled():
            good = event.status != "broken"
            mark = ink("✓ " if good else "✕ ", "$gained" if good else "$lost")
            status = ink(f"{words.promise_status(event.status)}: ", "$gained" if good else "$lost")
            promise = join(ink(_("Promise of {name}", name=reader.name(event.by)) + ", "), status)
            yield Paragraph(join(promise, reader.tell(event.path)), lead=mark)
        case e.EchoHeard():
            yield spoken(reader.name(event.who), reader.tell(event.path), "$quiet")


def _beneath(*parts: Content) -> Paragraph:
    """Return what stands under a line: what it moved, and how it came."""
    return Paragraph(join(*(part for part in parts if part), between=" · "), lead=ink("  "))


def _reached(reader: Reader, event: Event) -> Iterator[Paragraph]:
    match event:
        case e.Said():
            yield said(reader, event)
        case e.Finals():
            yield from _finals(reader, event)
        case e.ReasonGiven():
            yield Paragraph(_understood(reader, event))
        case e.SatDown():
            yield Paragraph(ink(_sat(reader, event), "$gained" if event.accepted else "$quiet"))
        case e.Resolved():
            mode = words.mode(event.mode, reader.name(other(event.by)))
            yield spoken(reader.who(event.by), ink(mode), reader.colour(event.by))


def _finals(reader: Reader, event: e.Finals) -> Iterator[Paragraph]:
    if len(event.final) < 2 or len(set(event.final.values())) == 1:
        return
    for chair, pick in event.final.items():
        yield spoken(reader.who(chair), reader.option(event.scene, pick), reader.colour(chair))


def _understood(reader: Reader, event: e.ReasonGiven) -> Content:
    name = reader.name(other(event.chair))
    if event.right:
        return ink(_("{name} nods: that is it. Being understood makes the next word easier.", name=name), "$gained")
    truth = words.term(event.truth, name)
    return ink(_("{name} shakes the head. What weighs most: {truth}.", name=name, truth=truth), "$ink")


def _sat(reader: Reader, event: e.SatDown) -> str:
    if not any(map(reader.is_mine, CHAIRS)):
        return _sat_by_name(reader, event)
    if event.asker is None:
        return _("◆ Both want the same: you sit down together.")
    asker, asked = reader.who(event.asker), reader.name(other(event.asker))
    if event.accepted:
        return _("◆ {name} asked, and you sit down together.", name=asker)
    if event.asker == reader.chair:
        return _("◇ You asked to sit down; {name} has no time for it now.", name=asked)
    return _("◇ {name} asked to sit down; you had no time for it.", name=asker)


def _sat_by_name(reader: Reader, event: e.SatDown) -> str:
    if event.asker is None:
        return _("◆ Both want the same: they sit down together.")
    names = {"name": reader.name(event.asker), "other": reader.name(other(event.asker))}
    if event.accepted:
        return _("◆ {name} asked, and they sit down together.", **names)
    return _("◇ {name} asked to sit down; {other} had no time for it.", **names)


def private(reader: Reader, paths: Iterable[str]) -> list[Paragraph]:
    """Return lines that only this chair reads, behind its edge."""
    return [Paragraph(reader.tell(path), edge=reader.colour(reader.chair)) for path in paths]


def voice(reader: Reader) -> Iterator[Paragraph]:
    """Yield the simulated partner's reason for its last pick, in character."""
    reason = reader.session.reason(reader.other)
    if reason is not None:
        line = reader.tell(reason.path) if reason.path else ink(words.reason(reason.main))
        yield spoken(reader.name(reader.other), line, reader.colour(reader.other))
