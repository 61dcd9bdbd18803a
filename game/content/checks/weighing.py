"""Family A, options weighed against each other, as far as their points and moves tell without playing."""

import re
from collections.abc import Iterator
from itertools import permutations
from typing import Final

from game.content import schema
from game.content.checks.rule import Subject, build_diagnostic
from game.content.diagnostic import Diagnostic, RelatedPlace
from game.content.yaml.positions import Path
from game.engine.moves import MOVES
from game.engine.stocks import INDEX, WORSE_WHEN_HIGH

_CUSTOMERS: Final = frozenset({"csat_product", "csat_service", "customers"})
_PEOPLE: Final = frozenset({"culture", "structure", "strain"})
_STRENGTHS: Final = {"half": 0.5, "double": 2.0}
_CHOSEN: Final = re.compile(r"\b(?:chose|picked\.(?:ceo|cto))\.(\w+)\.(\w+)")
_SHOWN: Final = frozenset({"also", "private", "result", "echoes", "voices"})
"""Conditions in these places only decide which text is shown."""

Weights = dict[str, float]
"""What an option gains, by stock or by effect of a move; positive is good. Later points have their own names."""


def check_option_tradeoffs(subject: Subject) -> Iterator[Diagnostic]:
    """Yield options that are dominated, one-sided, or hardly matter."""
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
        plain = [(place, one) for place, one in listed if _is_self_contained(one) and (scene.id, one.id) not in read]
        yield from _check_dominated_options(subject, at, plain)
        for place, option in listed:
            yield from _check_one_sided_option(subject, (*at, place), option)
            yield from _check_slight_option(subject, (*at, place), option)
            yield from _check_pointless_blame(subject, (*at, place), option)


def _is_self_contained(option: schema.OptionSchema) -> bool:
    """Whether points and moves are all that it does: no flags, promises, branches or conditions."""
    return not (option.set or option.promise or option.renegotiates or option.then or option.when)


def _check_dominated_options(
    subject: Subject, at: Path, options: list[tuple[int, schema.OptionSchema]]
) -> Iterator[Diagnostic]:
    told: set[int] = set()
    for (better_at, better), (place, worse) in permutations(options, 2):
        if worse.trap or place in told or not _dominates_option(better, worse):
            continue
        told.add(place)
        there = subject.document.locate_value((*at, better_at, "id"))
        message = f"'{better.id}' is at least as good as '{worse.id}' in every way, now and later"
        related = (RelatedPlace(there, "the better one"),)
        hint = "give it something that the other lacks"
        yield build_diagnostic(
            "A106", subject.document.locate_value((*at, place, "id")), message, hint, related=related
        )


def _dominates_option(better: schema.OptionSchema, worse: schema.OptionSchema) -> bool:
    """Compare stock by stock, now and in the end; uncertain effects count against the better option."""
    good = {**_sum_immediate_points(better), **_sum_moves(better), **_sum_later_points(better, hopeful=False)}
    less = {**_sum_immediate_points(worse), **_sum_moves(worse), **_sum_later_points(worse, hopeful=True)}
    for stock in {name.removesuffix(_LATER) for name in (*good, *less)}:
        at_once = good.get(stock, 0.0) - less.get(stock, 0.0)
        in_the_end = at_once + good.get(stock + _LATER, 0.0) - less.get(stock + _LATER, 0.0)
        if at_once < 0 or in_the_end < 0:
            return False
    return any(good.get(name, 0.0) > less.get(name, 0.0) for name in {*good, *less})


_LATER: Final = " later"


def _sum_immediate_points(option: schema.OptionSchema, hopeful: bool | None = None) -> Weights:
    return _sum_effects(option.effects, hopeful)


def _sum_later_points(option: schema.OptionSchema, *, hopeful: bool) -> Weights:
    """Sum the points that land later; of conditional ones only the good (`hopeful`) or only the bad."""
    total: Weights = {}
    for later in option.later:
        for stock, points in _sum_effects(later.effects, hopeful).items():
            if later.when is None or (points > 0) == hopeful:
                total[stock + _LATER] = total.get(stock + _LATER, 0.0) + points
    return total


def _sum_effects(effects: schema.Effects, hopeful: bool | None = None) -> Weights:
    """Sum points by stock; of those that may not come about all, or only the good (`hopeful`) or only the bad."""
    total: Weights = {}
    for stock, amount in effects.items():
        for portion in amount if isinstance(amount, list) else [amount]:
            asked = isinstance(portion, schema.KnownSchema)
            points = portion.points if isinstance(portion, schema.KnownSchema) else portion
            gain = -points if stock in WORSE_WHEN_HIGH else points
            if not asked or hopeful is None or (gain > 0) == hopeful:
                total[stock] = total.get(stock, 0.0) + gain
    return total


def _sum_moves(option: schema.OptionSchema) -> Weights:
    """Sum what the moves do to the two chairs, by column of the table of moves."""
    total: Weights = {}
    for name, strength in _list_moves(option):
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


def _list_moves(option: schema.OptionSchema) -> Iterator[tuple[str, float]]:
    for move in option.moves:
        if isinstance(move, str):
            yield move, 1.0
            continue
        name, detail = next((name, getattr(move, name)) for name in move.model_fields_set)
        person = name == "blame" and isinstance(detail, schema.BlameOnSchema)
        yield "blame_person" if person else name, _STRENGTHS.get(detail, 1.0) if isinstance(detail, str) else 1.0


def _check_one_sided_option(subject: Subject, at: Path, option: schema.OptionSchema) -> Iterator[Diagnostic]:
    """Report options that only gain or only cost; traps are exempt."""
    weights = [*_sum_immediate_points(option).values(), *_sum_moves(option).values(), *_list_later_weights(option)]
    felt = [weight for weight in weights if weight]
    if option.trap or not felt or min(felt) < 0 < max(felt):
        return
    word, hint = ("gains", "let it cost something") if felt[0] > 0 else ("costs", "let it gain something")
    yield build_diagnostic(
        "A125", subject.document.locate_value((*at, "id")), f"'{option.id}' has only {word}, now and later", hint
    )


def _list_later_weights(option: schema.OptionSchema) -> Iterator[float]:
    for later in option.later:
        yield from _sum_effects(later.effects).values()


def _check_slight_option(subject: Subject, at: Path, option: schema.OptionSchema) -> Iterator[Diagnostic]:
    """Report options that affect fewer than two outcomes, counting the relationship as one."""
    stocks = {*_sum_immediate_points(option), *(stock for later in option.later for stock in later.effects)}
    touched = {_classify_outcome(stock) for stock in stocks}
    dyad = bool(option.moves) or "dyad" in touched
    if len(touched - {"dyad"}) + dyad < _LEAST_TOUCHED:
        place = subject.document.locate_value((*at, "id"))
        message = f"'{option.id}' affects {'only ' + ' and '.join(sorted(touched)) if touched else 'nothing'}"
        yield build_diagnostic("A107", place, message, "let it affect a second outcome, or the relationship")


def _classify_outcome(stock: str) -> str:
    if INDEX[stock] < INDEX["culture"]:
        return "dyad"
    return "customers" if stock in _CUSTOMERS else "people" if stock in _PEOPLE else "departments"


_LEAST_TOUCHED: Final = 2


def _check_pointless_blame(subject: Subject, at: Path, option: schema.OptionSchema) -> Iterator[Diagnostic]:
    """Report blame that gains nothing immediately, since nobody would be tempted."""
    blames = any(name.startswith("blame") for name, _ in _list_moves(option))
    if blames and not any(points > 0 for points in _sum_immediate_points(option).values()):
        place = subject.document.locate_value((*at, "id"))
        yield build_diagnostic(
            "A116", place, f"'{option.id}' blames somebody but gains nothing", "let it gain something immediately"
        )
