"""The words of the preview: what became of a replay, what is assumed, why something is not on offer."""

from collections.abc import Iterator, Mapping
from typing import Final

from textual.content import Content

from game.content.diagnostic import Diagnostic
from game.content.render import render_suggestion
from game.engine.conditions import ConditionExplanation
from game.engine.start_midway import Premise
from game.engine.stocks import Chair
from game.locales import N_, _, ngettext, vocabulary
from game.preview.offers import OfferStatus, SynthesisNeed
from game.preview.rehearsal import ReplayStop
from game.preview.trial import Trial
from game.tui.toolkit.content import join_contents, style_text
from game.tui.toolkit.lines import Paragraph

_COLOURS: Final = {"error": "$lost", "warning": "$ceo", "note": "$quiet"}
_ASKED: Final = {
    "pledge": N_("the pledge"),
    "still": N_("the pledge, once more"),
    "coffee": N_("the coffee"),
    "first": N_("the first pick"),
    "say": N_("what is said"),
    "final": N_("the final pick"),
    "sit": N_("sitting down"),
    "sit_say": N_("what is said when they sit"),
    "talk": N_("what holds the other back"),
    "resolve": N_("the answer to the difference"),
}
"""Questions as an author calls them."""


def render_problem(one: Diagnostic, main: str) -> Paragraph:
    """Return a problem: its place, code and message as `tandem check` words them, and what was meant."""
    name = one.file.replace("\\", "/").rpartition("/")[2]
    where = f"{one.line}:{one.column}" if name == main else f"{name}:{one.line}:{one.column}"
    lead = join_contents(
        style_text(f"{where} ", "bold $ink"), style_text(f"{one.code} ", f"bold {_COLOURS[one.severity]}")
    )
    hint = f" ({render_suggestion(one)})" if render_suggestion(one) else ""
    return Paragraph(join_contents(style_text(one.message, "$ink"), style_text(hint, "$quiet")), lead=lead, close=True)


def render_problems(trial: Trial) -> Iterator[Paragraph]:
    """Yield the problems that matter most, and how many more there are."""
    main = trial.path.name if trial.path.suffix else "scenario.yaml"
    yield from (render_problem(one, main) for one in trial.problems)
    if trial.more:
        told = _("… and {n} more: tandem check {path} --all", n=trial.more, path=trial.path)
        yield Paragraph(style_text(told, "$quiet"), close=True)


def render_standing(trial: Trial) -> Content:
    """Return in a few words how the play stands to the files."""
    if trial.stale:
        return style_text(_("✕ broken file"), "bold $lost")
    if trial.parted:
        return style_text(_("! a choice is gone"), "bold $ceo")
    if trial.problems:
        count = len(trial.problems) + trial.more
        return style_text(ngettext("! {n} problem", "! {n} problems", count), "bold $ceo")
    return style_text(_("as on the disk ✓"), "$gained")


def render_stale_notice(trial: Trial) -> Iterator[Paragraph]:
    """Yield that the play is that of an earlier look, where it is."""
    if trial.stale:
        told = _("The files cannot be played as they are. You see the last that could.")
        yield Paragraph(style_text(told, "$lost"), lead=style_text("✕ ", "$lost"), close=True)


def render_replay_notes(trial: Trial) -> Iterator[Paragraph]:
    """Yield what an author must know of the play: what the last replay met."""
    for kind, name in trial.missing:
        told = _("What is assumed names {kind} {name}: there is none now.", kind=_(_KINDS[kind]), name=name)
        yield Paragraph(style_text(told, "$ink"), lead=style_text("! ", "bold $ceo"), close=True)
    if trial.parted:
        yield Paragraph(
            style_text(render_lost_choice(trial.parted), "$ink"), lead=style_text("! ", "bold $ceo"), close=True
        )
    if trial.passed:
        places = ", ".join(f"{place[0] or '–'} ({_(_ASKED[place[2]])})" for place in trial.passed)
        yield _render_replay_note(_("New since, and passed over: {places}.", places=places))
    if trial.anew:
        scenes = ", ".join(dict.fromkeys(one.here[0] for one in trial.anew))
        yield _render_replay_note(_("The partner decided anew in: {scenes}.", scenes=scenes))


def _render_replay_note(text: str) -> Paragraph:
    return Paragraph(style_text(text, "$quiet"), lead=style_text("· ", "$quiet"), close=True)


_KINDS: Final = {
    "scene": N_("the scene"),
    "number": N_("the figure"),
    "flag": N_("the flag"),
    "fact": N_("the fact"),
    "option": N_("the option"),
    "draw": N_("the draw"),
}


def render_lost_choice(found: ReplayStop) -> str:
    """Return which choice is gone, and where the play stops."""
    scene = found.taken.here[0]
    question = _(_ASKED[found.taken.move.kind])
    if found.what:
        return _("In {scene}, {what} is no longer on offer; play stops there.", scene=scene, what=found.what)
    return _("Play no longer comes to {question} in {scene}; it stops here.", question=question, scene=scene)


def render_premise(premise: Premise) -> Iterator[Paragraph]:
    """Yield what is assumed where a play begins in the middle."""
    told = _(
        "Begun at {scene}. What came before is assumed: no choice, no promise, nothing on its way.", scene=premise.scene
    )
    yield Paragraph(style_text(told, "$quiet"), close=True)
    parts = [f"{name} {value}" for name, value in premise.numbers.items()]
    parts += [f"flag.{flag}" for flag in sorted(premise.flags)]
    parts += [f"knows.{chair}.{fact}" for chair, fact in sorted(premise.knows)]
    parts += [f"chose.{scene}.{option}" for scene, option in premise.chose.items()]
    parts += [f"draw.{name}.{value}" for name, value in premise.draw.items()]
    if parts:
        yield Paragraph(style_text(", ".join(parts), "$ink"), lead=style_text(_("Set: "), "$quiet"), close=True)


def render_offer(offer: OfferStatus, lines: Mapping[str, int], label: Content, after: str = "") -> list[Paragraph]:
    """Return something that may be on offer: whether it is, its condition and line, what each clause is now."""
    mark = style_text("✓ " if offer.open else "✕ ", "$gained" if offer.open else "bold $lost")
    head = join_contents(style_text(offer.id, "bold $ink"), style_text(f"  {after}" if after else "", "$quiet"), label)
    told = [Paragraph(head, lead=mark)]
    if offer.condition:
        where = _("line {n}", n=lines[offer.path]) if offer.path in lines else ""
        condition = join_contents(style_text(f"when: {offer.condition}", "$soft"), style_text(f"  {where}", "$quiet"))
        told.append(Paragraph(condition, lead=style_text("  "), close=True))
    if offer.why is not None:
        told += _render_clauses(offer.why)
    if offer.behind:
        behind = _("It would hold, but {name} comes before it and holds.", name=offer.behind)
        told.append(Paragraph(style_text(behind, "$quiet"), lead=style_text("  "), close=True))
    return [*told, *_render_needs(offer)]


def _render_clauses(why: ConditionExplanation) -> list[Paragraph]:
    """Return a line a clause; those that make it fail are marked, and of an `or` it is said that one is enough."""
    decisive = set() if why.holds else {id(clause) for clause in why.list_decisive_clauses()}
    return [Paragraph(line, lead=lead, close=True) for lead, line in _render_clause_lines(why, decisive, "  ")]


def _render_clause_lines(
    why: ConditionExplanation, decisive: set[int], indent: str
) -> Iterator[tuple[Content, Content]]:
    if not why.parts:
        fails = id(why) in decisive
        line = join_contents(
            style_text(why.text, "$ink" if fails else "$quiet"), style_text(f": {_render_clause_value(why)}", "$quiet")
        )
        yield style_text(f"{indent}✕ ", "$lost") if fails else style_text(f"{indent}· ", "$quiet"), line
        return
    if why.word == "or" and any(id(clause) in decisive for clause in why.list_decisive_clauses()):
        yield style_text(indent), style_text(_("one of these:"), "$quiet")
        indent += "  "
    for part in why.parts:
        yield from _render_clause_lines(part, decisive, indent)


def _render_clause_value(clause: ConditionExplanation) -> str:
    """Return what a clause reads now."""
    if len(clause.values) == 1:
        value = clause.values[0][1]
        if isinstance(value, bool):
            return _("it is so") if value else _("it is not so")
        return _("it is {value}", value=value)
    return ", ".join(_("{name} is {value}", name=name, value=value) for name, value in clause.values)


def _render_needs(offer: OfferStatus) -> list[Paragraph]:
    """Return what a synthesis waits for: it is never in the list, it opens when the two sit down together."""
    if not offer.needs:
        return []
    told = [
        Paragraph(style_text(_("Never listed: it opens when the two sit down, if both then know"), "$soft"), close=True)
    ]
    told += [_render_need(need) for need in offer.needs]
    sits = _("They can still sit down: {n}.", n=offer.tokens) if offer.tokens else _("They can sit down no more.")
    told.append(Paragraph(style_text(sits, "$quiet" if offer.tokens else "$lost"), close=True))
    return [Paragraph(one.body, lead=one.lead or style_text("  "), close=True) for one in told]


def _render_need(need: SynthesisNeed) -> Paragraph:
    who = ", ".join(vocabulary.name_chair(chair) for chair in need.known_to) or _("nobody")
    mark = style_text("  · " if need.met else "  ✕ ", "$quiet" if need.met else "$lost")
    return Paragraph(
        join_contents(style_text(need.fact, "$ink"), style_text(": " + _("known to {who}", who=who), "$quiet")),
        lead=mark,
    )


def render_seat(chair: Chair) -> str:
    """Return the chair that the author sits in."""
    return _("in the chair of the {chair}", chair=vocabulary.name_chair(chair))
