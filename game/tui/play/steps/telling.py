"""What happened, as paragraphs: the scene as it opened, what came of earlier things, how a decision was reached."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from textual.content import Content

from game.engine import events as e
from game.engine.stocks import CHAIRS, other_chair
from game.locales import _, vocabulary
from game.playthrough import visibility
from game.tui.play.steps.reader import ChairReader, render_speech
from game.tui.toolkit.content import NOTHING, join_contents, style_text
from game.tui.toolkit.figures import render_difference
from game.tui.toolkit.story import Paragraph

Event = e.Event


def render_scene_text(reader: ChairReader) -> list[Paragraph]:
    """Return the text of the scene of now, as it opened."""
    opened = reader.find_opening()
    return [Paragraph(reader.render_text(path)) for path in opened.lines] if opened else []


def render_aftermath(reader: ChairReader, happened: Iterable[Event]) -> list[Paragraph]:
    """Return what came of earlier things, each with its cause."""
    return group_paragraphs(
        [paragraph for event in happened for paragraph in _render_arrival(reader, event) if paragraph.body]
    )


def render_deliberation(reader: ChairReader, happened: Iterable[Event]) -> list[Paragraph]:
    """Return how it came to a decision: facts said, finals, sitting, reasons, resolutions."""
    return group_paragraphs(
        [paragraph for event in happened for paragraph in _render_deliberation_event(reader, event)]
    )


def group_paragraphs(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Return paragraphs set as one block."""
    return [replace(paragraph, close=number > 0) for number, paragraph in enumerate(paragraphs)]


def render_said_fact(reader: ChairReader, event: e.Said) -> Paragraph:
    """Return a fact as everybody hears it, behind the name of who said it."""
    lead = style_text(f"{reader.render_speaker(event.chair)}  ", reader.accent_for(event.chair))
    return Paragraph(reader.render_text(f"facts.{event.fact}.told"), lead=lead)


def render_moved_figures(reader: ChairReader, cause: str) -> Content:
    """Return the figures that a cause has moved, as far as the reader may see them, in one line."""
    found = visibility.list_moved_stocks(reader.session.state.ledger, cause, filter(reader.is_mine, CHAIRS))
    return join_contents(*(_render_moved_figure(stock, by) for stock, by in found), between="  ")


def _render_moved_figure(stock: str, by: int) -> Content:
    label = _("your trust") if "." in stock else vocabulary.name_stock_briefly(stock)
    return join_contents(style_text(f"{label} ", "$quiet"), render_difference(stock, by))


def _render_arrival(reader: ChairReader, event: Event) -> Iterator[Paragraph]:
    match event:
        case e.Landed():
            yield Paragraph(reader.render_text(f"{event.path}.text"), lead=style_text("↳ ", "$quiet"))
            decided = join_contents(
                style_text(_("began with") + " ", "$quiet"), reader.render_option(event.scene, event.option, "$quiet")
            )
            yield _render_line_beneath(render_moved_figures(reader, f"later:{event.path}"), decided)
        case e.Surfaced():
            yield Paragraph(reader.render_text(f"facts.{event.fact}.surfaces.text"), lead=style_text("✕ ", "$lost"))
            who = reader.render_name(event.holder)
            kept = _("You had kept it.") if reader.is_mine(event.holder) else _("{name} had kept it.", name=who)
            yield _render_line_beneath(
                render_moved_figures(reader, f"surfaced:{event.fact}"),
                style_text(kept, "$lost") if event.kept else NOTHING,
            )
        case e.PromiseSettled():
            good = event.status != "broken"
            mark = style_text("✓ " if good else "✕ ", "$gained" if good else "$lost")
            status = style_text(f"{vocabulary.describe_promise_status(event.status)}: ", "$gained" if good else "$lost")
            promise = join_contents(
                style_text(_("Promise of {name}", name=reader.render_name(event.by)) + ", "), status
            )
            yield Paragraph(join_contents(promise, reader.render_text(event.path)), lead=mark)
        case e.EchoHeard():
            yield render_speech(reader.render_name(event.who), reader.render_text(event.path), "$quiet")


def _render_line_beneath(*parts: Content) -> Paragraph:
    """Return what stands under a line: what it moved, and how it came."""
    return Paragraph(join_contents(*(part for part in parts if part), between=" · "), lead=style_text("  "))


def _render_deliberation_event(reader: ChairReader, event: Event) -> Iterator[Paragraph]:
    match event:
        case e.Said():
            yield render_said_fact(reader, event)
        case e.Finals():
            yield from _render_final_picks(reader, event)
        case e.ReasonGiven():
            yield Paragraph(_render_reason_result(reader, event))
        case e.SatDown():
            yield Paragraph(style_text(_render_sitting(reader, event), "$gained" if event.accepted else "$quiet"))
        case e.Resolved():
            mode = vocabulary.describe_resolution(event.mode, reader.render_name(other_chair(event.by)))
            yield render_speech(reader.render_speaker(event.by), style_text(mode), reader.accent_for(event.by))


def _render_final_picks(reader: ChairReader, event: e.Finals) -> Iterator[Paragraph]:
    if len(event.final) < 2 or len(set(event.final.values())) == 1:
        return
    for chair, pick in event.final.items():
        yield render_speech(
            reader.render_speaker(chair), reader.render_option(event.scene, pick), reader.accent_for(chair)
        )


def _render_reason_result(reader: ChairReader, event: e.ReasonGiven) -> Content:
    name = reader.render_name(other_chair(event.chair))
    if event.right:
        return style_text(
            _("{name} nods: that is it. Being understood makes the next word easier.", name=name), "$gained"
        )
    truth = vocabulary.describe_term(event.truth, name)
    return style_text(_("{name} shakes the head. What weighs most: {truth}.", name=name, truth=truth), "$ink")


def _render_sitting(reader: ChairReader, event: e.SatDown) -> str:
    if not any(map(reader.is_mine, CHAIRS)):
        return _render_sitting_by_name(reader, event)
    if event.asker is None:
        return _("◆ Both want the same: you sit down together.")
    asker, asked = reader.render_speaker(event.asker), reader.render_name(other_chair(event.asker))
    if event.accepted:
        return _("◆ {name} asked, and you sit down together.", name=asker)
    if event.asker == reader.chair:
        return _("◇ You asked to sit down; {name} has no time for it now.", name=asked)
    return _("◇ {name} asked to sit down; you had no time for it.", name=asker)


def _render_sitting_by_name(reader: ChairReader, event: e.SatDown) -> str:
    if event.asker is None:
        return _("◆ Both want the same: they sit down together.")
    names = {"name": reader.render_name(event.asker), "other": reader.render_name(other_chair(event.asker))}
    if event.accepted:
        return _("◆ {name} asked, and they sit down together.", **names)
    return _("◇ {name} asked to sit down; {other} had no time for it.", **names)


def render_private_lines(reader: ChairReader, paths: Iterable[str]) -> list[Paragraph]:
    """Return lines that only this chair reads, behind its edge."""
    return [Paragraph(reader.render_text(path), edge=reader.accent_for(reader.chair)) for path in paths]


def render_partner_reason(reader: ChairReader) -> Iterator[Paragraph]:
    """Yield the simulated partner's reason for its last pick, in character."""
    reason = reader.session.explain_partner_pick(reader.other)
    if reason is not None:
        line = reader.render_text(reason.path) if reason.path else style_text(vocabulary.quote_reason(reason.main))
        yield render_speech(reader.render_name(reader.other), line, reader.accent_for(reader.other))
