"""K, continued: `because`, by which a fact moves whoever hears it: whether it can, and whether it comes in time."""

from collections.abc import Iterator, Mapping

from game.content.checks.knowledge import Table
from game.content.checks.rule import Subject, found
from game.content.clean import excerpt
from game.content.diagnostic import Diagnostic
from game.content.outline import END, Named, Reference, fields
from game.content.source import Path
from game.engine.conduct import BASE_CARE
from game.engine.stocks import CHAIRS, Chair


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield reasons that persuade nobody, and those that everybody knows by then."""
    table = Table(subject)
    if not table.paths.scenes:
        return
    cares = {chair: _cares(subject, chair) for chair in CHAIRS}
    for reasons in _reasons(table).values():
        yield from _unmoving(subject, table, reasons, cares)
        yield from _stale(subject, table, reasons[0])


def _reasons(table: Table) -> dict[tuple[Path, str], list[Reference]]:
    """Return every `because` of a known fact, by option and fact."""
    found: dict[tuple[Path, str], list[Reference]] = {}
    for reference in table.subject.outline.references:
        option = table.option(reference.at) if reference.of == "because" else None
        if option is not None and reference.target in table.facts:
            found.setdefault((option.at, reference.target), []).append(reference)
    return found


def _cares(subject: Subject, chair: str) -> frozenset[str]:
    """Return what a chair cares for under some goal: what everybody does too, unless each goal says 0."""
    person = fields(fields(fields(subject.document.value).get("cast")).get(chair))
    goals = [fields(fields(goal).get("cares")) for goal in fields(person.get("goals")).values()]
    drawn = [{**BASE_CARE, **own} for own in goals or [fields(person.get("cares"))]]
    return frozenset(stock for care in drawn for stock, weight in care.items() if weight)


def _unmoving(
    subject: Subject, table: Table, reasons: list[Reference], cares: Mapping[Chair, frozenset[str]]
) -> Iterator[Diagnostic]:
    """What only the holder cares for, or nobody, moves no partner that hears of it."""
    fact = table.facts[reasons[0].target]
    hearer: Chair = "cto" if fact.raw.get("held") == "ceo" else "ceo"
    stocks = [_stock(reason.at) for reason in reasons]
    if fact.raw.get("held") not in CHAIRS or any(stock in cares[hearer] for stock in stocks):
        return
    named = " and ".join(f"'{excerpt(stock)}'" for stock in dict.fromkeys(stocks))
    message = f"'{excerpt(fact.id)}' persuades nobody here: the {hearer.upper()} does not care for {named}"
    hint = f"let it move a stock that the {hearer.upper()} cares for, or name it in its 'cares'"
    yield found("K110", subject.document.place(reasons[0].at), message, hint)


def _stock(at: Path) -> str:
    return str(at[at.index("effects") + 1])


def _stale(subject: Subject, table: Table, reason: Reference) -> Iterator[Diagnostic]:
    """A fact that has always come out by then moves nobody by being told."""
    option = table.option(reason.at)
    if option is None or option.scene not in table.learned(reason.target):
        return
    if option.scene not in _news(table, table.facts[reason.target]):
        message = f"'{excerpt(reason.target)}' has always surfaced by the time this is chosen"
        hint = "take 'because' out, or let the fact surface later"
        yield found("K111", subject.document.place(reason.at), message, hint)


def _news(table: Table, fact: Named) -> frozenset[str]:
    """Return the scenes in which it may be that not both know a fact: it is not learned, or kept and not out yet."""
    after = fields(fact.raw.get("surfaces")).get("after")
    if not isinstance(after, int):
        return frozenset(table.paths.scenes)
    since, chances = fact.raw.get("since"), table.chances(fact.id)
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
