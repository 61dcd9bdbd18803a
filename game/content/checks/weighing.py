"""A, continued: options weighed against each other, as far as their points and moves tell without playing."""

import re
from collections.abc import Iterator
from itertools import permutations
from typing import Final

from game.content import schema
from game.content.checks.rule import Subject, found
from game.content.diagnostic import Diagnostic, Related
from game.content.source import Path
from game.engine.moves import MOVES
from game.engine.stocks import INDEX, WORSE_WHEN_HIGH

_CUSTOMERS: Final = frozenset({"csat_product", "csat_service", "customers"})
_PEOPLE: Final = frozenset({"culture", "structure", "strain"})
_STRENGTHS: Final = {"half": 0.5, "double": 2.0}
_CHOSEN: Final = re.compile(r"\b(?:chose|picked\.(?:ceo|cto))\.(\w+)\.(\w+)")
_SHOWN: Final = frozenset({"also", "private", "result", "echoes", "voices"})
"""Conditions here decide which text shows, and nothing else."""

Weights = dict[str, float]
"""What an option gives by stock, or by what a move does: good is positive. Later points have names of their own."""


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield options that another beats in everything, that cost nothing, or that hardly matter."""
    if subject.model is None:
        return
    read = {
        chosen
        for condition in subject.outline.conditions
        if not _SHOWN & set(condition.at)
        for chosen in _CHOSEN.findall(condition.text)
    }
    for number, scene in enumerate(subject.model.scenes):
        listed = [
            (place, one) for place, one in enumerate(scene.decide.options if scene.decide else []) if not one.needs
        ]
        at: Path = ("scenes", number, "decide", "options")
        plain = [(place, one) for place, one in listed if _by_itself(one) and (scene.id, one.id) not in read]
        yield from _beaten(subject, at, plain)
        for place, option in listed:
            yield from _one_sided(subject, (*at, place), option)
            yield from _slight(subject, (*at, place), option)
            yield from _pointless_blame(subject, (*at, place), option)


def _by_itself(option: schema.Option) -> bool:
    """Whether its points and moves are all that it does: no flag, promise or way of its own."""
    return not (option.set or option.promise or option.renegotiates or option.then or option.when)


def _beaten(subject: Subject, at: Path, options: list[tuple[int, schema.Option]]) -> Iterator[Diagnostic]:
    told: set[int] = set()
    for (better_at, better), (place, worse) in permutations(options, 2):
        if worse.trap or place in told or not _beats(better, worse):
            continue
        told.add(place)
        there = subject.document.place((*at, better_at, "id"))
        message = f"'{better.id}' is at least as good as '{worse.id}' in everything, at once and later"
        related = (Related(there, "the better one"),)
        hint = "give it something that the other lacks"
        yield found("A106", subject.document.place((*at, place, "id")), message, hint, related=related)


def _beats(better: schema.Option, worse: schema.Option) -> bool:
    """Compare stock by stock at both horizons; what may or may not land counts against the better one."""
    good = {**_now(better), **_moves(better), **_later(better, hopeful=False)}
    less = {**_now(worse), **_moves(worse), **_later(worse, hopeful=True)}
    for stock in {name.removesuffix(_LATER) for name in (*good, *less)}:
        at_once = good.get(stock, 0.0) - less.get(stock, 0.0)
        in_the_end = at_once + good.get(stock + _LATER, 0.0) - less.get(stock + _LATER, 0.0)
        if at_once < 0 or in_the_end < 0:
            return False
    return any(good.get(name, 0.0) > less.get(name, 0.0) for name in {*good, *less})


_LATER: Final = " later"


def _now(option: schema.Option) -> Weights:
    return _summed(option.effects)


def _later(option: schema.Option, *, hopeful: bool) -> Weights:
    """The points that land later; of those under a condition only the good ones, or only the bad."""
    total: Weights = {}
    for later in option.later:
        for stock, points in _summed(later.effects).items():
            if later.when is None or (points > 0) == hopeful:
                total[stock + _LATER] = total.get(stock + _LATER, 0.0) + points
    return total


def _summed(effects: schema.Effects) -> Weights:
    total: Weights = {}
    for stock, amount in effects.items():
        for portion in amount if isinstance(amount, list) else [amount]:
            points = portion.points if isinstance(portion, schema.Known) else portion
            total[stock] = total.get(stock, 0.0) + (-points if stock in WORSE_WHEN_HIGH else points)
    return total


def _moves(option: schema.Option) -> Weights:
    """What the moves do to the two chairs, by column of the table."""
    total: Weights = {}
    for name, strength in _made(option):
        row = MOVES[name]
        columns = {
            "trust": row.trust, "safety": row.safety, "freedom": row.freedom, "clarity": row.clarity,
            "bridge": row.bridge, "own trust": row.actor_trust, "own safety": row.actor_safety,
            "own freedom": row.actor_freedom, "order": row.structure, "gap": row.target_gap + row.actor_gap,
            "withheld": -row.withheld, "breach": -float(row.breach is not None),
            "repair": float(row.repairs is not None),
        }  # fmt: skip
        for column, points in columns.items():
            total[f"move {column}"] = total.get(f"move {column}", 0.0) + strength * points
    return total


def _made(option: schema.Option) -> Iterator[tuple[str, float]]:
    for move in option.moves:
        if isinstance(move, str):
            yield move, 1.0
            continue
        name, detail = next((name, getattr(move, name)) for name in move.model_fields_set)
        person = name == "blame" and isinstance(detail, schema.BlameOn)
        yield "blame_person" if person else name, _STRENGTHS.get(detail, 1.0) if isinstance(detail, str) else 1.0


def _one_sided(subject: Subject, at: Path, option: schema.Option) -> Iterator[Diagnostic]:
    """What only gives, or only takes, is no decision. A trap may."""
    weights = [*_now(option).values(), *_moves(option).values(), *_every_later(option)]
    felt = [weight for weight in weights if weight]
    if option.trap or not felt or min(felt) < 0 < max(felt):
        return
    word, hint = ("gives", "let it cost something") if felt[0] > 0 else ("takes", "let it be good for something")
    yield found("A125", subject.document.place((*at, "id")), f"'{option.id}' only {word}, at once and later", hint)


def _every_later(option: schema.Option) -> Iterator[float]:
    for later in option.later:
        yield from _summed(later.effects).values()


def _slight(subject: Subject, at: Path, option: schema.Option) -> Iterator[Diagnostic]:
    """An option touches two of customers, departments and people, or one of them and the two chairs."""
    stocks = {*_now(option), *(stock for later in option.later for stock in later.effects)}
    touched = {_outcome(stock) for stock in stocks}
    dyad = bool(option.moves) or "dyad" in touched
    if len(touched - {"dyad"}) + dyad < _LEAST_TOUCHED:
        place = subject.document.place((*at, "id"))
        message = f"'{option.id}' touches {' and '.join(sorted(touched)) or 'nothing'} alone"
        yield found("A107", place, message, "let it touch a second outcome, or what is between the chairs")


def _outcome(stock: str) -> str:
    if INDEX[stock] < INDEX["culture"]:
        return "dyad"
    return "customers" if stock in _CUSTOMERS else "people" if stock in _PEOPLE else "departments"


_LEAST_TOUCHED: Final = 2


def _pointless_blame(subject: Subject, at: Path, option: schema.Option) -> Iterator[Diagnostic]:
    """Blame is a temptation: it pays at once, or nobody would be tempted."""
    blames = any(name.startswith("blame") for name, _ in _made(option))
    if blames and not any(points > 0 for points in _now(option).values()):
        place = subject.document.place((*at, "id"))
        yield found("A116", place, f"'{option.id}' blames, and nothing is won by it", "let it pay something at once")
