"""K, continued: `because`, by which a fact moves whoever hears it: whether it can, and whether it comes in time."""

from collections.abc import Iterator, Mapping

from game.content.checks.knowledge import FactTable
from game.content.checks.rule import Subject, build_diagnostic
from game.content.diagnostic import Diagnostic
from game.content.outline import END, Declaration, Reference, as_fields
from game.content.safe_input import render_excerpt
from game.content.yaml.positions import Path
from game.engine.partner import BASE_CARE
from game.engine.stocks import CHAIRS, Chair


def check_reasons(subject: Subject) -> Iterator[Diagnostic]:
    """Yield reasons that persuade nobody, and those that everybody knows by then."""
    table = FactTable(subject)
    if not table.paths.scenes:
        return
    cares = {chair: _list_valued_stocks(subject, chair) for chair in CHAIRS}
    for reasons in _group_reasons(table).values():
        yield from _check_persuasive_reason(subject, table, reasons, cares)
        yield from _check_stale_reason(subject, table, reasons[0])


def _group_reasons(table: FactTable) -> dict[tuple[Path, str], list[Reference]]:
    """Return every `because` of a known fact, by option and fact."""
    found: dict[tuple[Path, str], list[Reference]] = {}
    for reference in table.subject.outline.references:
        option = table.find_option(reference.at) if reference.of == "because" else None
        if option is not None and reference.target in table.facts:
            found.setdefault((option.at, reference.target), []).append(reference)
    return found


def _list_valued_stocks(subject: Subject, chair: str) -> frozenset[str]:
    """Return what a chair cares for under some goal: what everybody does too, unless each goal says 0."""
    person = as_fields(as_fields(as_fields(subject.document.value).get("cast")).get(chair))
    goals = [as_fields(as_fields(goal).get("cares")) for goal in as_fields(person.get("goals")).values()]
    drawn = [{**BASE_CARE, **own} for own in goals or [as_fields(person.get("cares"))]]
    return frozenset(stock for care in drawn for stock, weight in care.items() if weight)


def _check_persuasive_reason(
    subject: Subject, table: FactTable, reasons: list[Reference], cares: Mapping[Chair, frozenset[str]]
) -> Iterator[Diagnostic]:
    """What only the holder cares for, or nobody, moves no partner that hears of it."""
    fact = table.facts[reasons[0].target]
    hearer: Chair = "cto" if fact.raw.get("held") == "ceo" else "ceo"
    stocks = [_extract_stock(reason.at) for reason in reasons]
    if fact.raw.get("held") not in CHAIRS or any(stock in cares[hearer] for stock in stocks):
        return
    named = " and ".join(f"'{render_excerpt(stock)}'" for stock in dict.fromkeys(stocks))
    message = f"'{render_excerpt(fact.id)}' persuades nobody here: the {hearer.upper()} does not care for {named}"
    hint = f"let it move a stock that the {hearer.upper()} cares for, or name it in its 'cares'"
    yield build_diagnostic("K110", subject.document.locate_value(reasons[0].at), message, hint)


def _extract_stock(at: Path) -> str:
    return str(at[at.index("effects") + 1])


def _check_stale_reason(subject: Subject, table: FactTable, reason: Reference) -> Iterator[Diagnostic]:
    """A fact that has always come out by then moves nobody by being told."""
    option = table.find_option(reason.at)
    if option is None or option.scene not in table.list_knowing_scenes(reason.target):
        return
    if option.scene not in _list_undisclosed_scenes(table, table.facts[reason.target]):
        message = f"'{render_excerpt(reason.target)}' has always surfaced by the time this is chosen"
        hint = "take 'because' out, or let the fact surface later"
        yield build_diagnostic("K111", subject.document.locate_value(reason.at), message, hint)


def _list_undisclosed_scenes(table: FactTable, fact: Declaration) -> frozenset[str]:
    """Return the scenes in which it may be that not both know a fact: it is not learned, or kept and not out yet."""
    after = as_fields(fact.raw.get("surfaces")).get("after")
    if not isinstance(after, int):
        return frozenset(table.paths.scenes)
    since, chances = fact.raw.get("since"), table.list_opening_scenes(fact.id)
    pending = [(next(iter(table.paths.scenes)), since not in table.paths.scenes, 0)]
    seen, news = set(pending), set()
    while pending:
        scene, learned, count = pending.pop()
        learned = learned or scene == since
        if count < after:
            news.add(scene)
        counted = min(count + 1, after) if count or (learned and scene in chances) else 0
        for target in table.paths.steps[scene] - {END}:
            step = (target, learned, counted)
            if step not in seen:
                seen.add(step)
                pending.append(step)
    return frozenset(news)
