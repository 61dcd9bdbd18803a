"""Freezes a validated file into the engine's dataclasses: everything that play needs, without any texts.

The file must have no errors: every name that is used is declared. Texts are referred to by path (see `outline`).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from hashlib import sha256
from json import dumps
from typing import Any, Final

from game.content import schema
from game.engine import scenario as compiled
from game.engine.conditions import ParsedCondition
from game.engine.conditions.tree import render_condition
from game.engine.stocks import CHAIRS, NEUTRAL, STOCKS, Chair

Guards = Mapping[str, ParsedCondition]
"""Each condition of the file as written, and its parsed form."""

_STRENGTH: Final = {"half": 0.5, "double": 2.0}
_LONG: Final = 12
_NO_LOGIC: Final = frozenset(
    {
        "language",
        "solo_minutes",
        "pair_minutes",
        "principles",
        "questions",
        "objectives",
        "terms",
        "after",
        "currency",
        "address",
        "portrait",
        "heard",
        "reasons",
        "whys",
        "logic",
    }
)


def freeze_scenario(source: schema.ScenarioSchema, guards: Guards) -> compiled.Scenario:
    """Return the crisis as the engine plays it."""
    usual_tokens = 3 if len(source.scenes) >= _LONG else 2
    whole = compiled.Scenario(
        id=source.id,
        language=source.language,
        solo_minutes=source.minutes.solo,
        pair_minutes=source.minutes.pair,
        principles=tuple(source.principles),
        pace=float(source.pace),
        tokens=usual_tokens if source.tokens is None else source.tokens,
        draw={name: tuple(values) for name, values in source.draw.items()},
        cast={person_id: _freeze_person(person_id, person, source) for person_id, person in source.cast.list_people()},
        start=_build_start_values(source),
        facts={fact_id: _freeze_fact(fact_id, fact, guards) for fact_id, fact in source.facts.items()},
        scenes={scene.id: scene for scene in _freeze_scenes(source, guards)},
        echoes=tuple(
            compiled.Echo(f"echoes.{number}.text", echo.who, _find_guard(echo.when, guards), echo.scene)
            for number, echo in enumerate(source.echoes)
        ),
        voices=tuple(
            compiled.EpilogueVoice(f"voices.{number}.text", voice.quarter, voice.who, _find_guard(voice.when, guards))
            for number, voice in enumerate(source.voices)
        ),
        endings=tuple(_freeze_ending(ending, guards) for ending in source.endings),
        ends=tuple(compiled.EarlyEnd(end.ending, guards[end.when]) for end in source.ends),
        questions=tuple(_freeze_questions(source)),
        objectives=len(source.objectives),
        terms=tuple(source.glossary),
        after=tuple(source.after),
        currency=_freeze_currency(source.currency),
        address=freeze_address_tables(source),
        logic="",
    )
    return replace(whole, logic=compute_logic_hash(whole))


def compute_logic_hash(scenario: compiled.Scenario) -> str:
    """Return the hash (SHA-256, hex) of everything that affects play: no texts, no language, no metadata."""
    whole = dumps(_build_canonical_value(scenario), ensure_ascii=True, separators=(",", ":"), allow_nan=False)
    return sha256(whole.encode("ascii")).hexdigest()


def _build_canonical_value(value: Any) -> Any:
    """Return a compiled part as plain JSON, in file order, since the order affects play."""
    if isinstance(value, ParsedCondition):
        return render_condition(value.tree)
    if is_dataclass(value):
        kept = (part.name for part in fields(value) if part.name not in _NO_LOGIC)
        return {name: _build_canonical_value(getattr(value, name)) for name in kept}
    if isinstance(value, Mapping):
        return [[key, _build_canonical_value(item)] for key, item in value.items()]
    if isinstance(value, tuple):
        return [_build_canonical_value(item) for item in value]
    return value


def _find_guard(when: str | None, guards: Guards) -> ParsedCondition | None:
    return None if when is None or when.strip() == "otherwise" else guards[when]


def _build_start_values(source: schema.ScenarioSchema) -> tuple[int, ...]:
    changed = {name: points * 100 for name, points in [*source.company.items(), *source.dyad.items()]}
    return tuple(changed.get(name, NEUTRAL[name]) for name in STOCKS)


def _freeze_currency(currency: schema.CurrencySchema | None) -> compiled.Currency | None:
    return compiled.Currency(dict(currency.unit), currency.per_point, currency.decimals) if currency else None


def freeze_address_tables(source: schema.ScenarioSchema) -> dict[str, compiled.AddressTable]:
    """Return how people address each other by language, with everybody called by their id in the cast."""
    cast = {person.person: person_id for person_id, person in source.cast.list_people() if person.person}
    return {language: _freeze_address(table, cast) for language, table in source.address.items()}


def _freeze_address(table: schema.AddressSchema, cast: Mapping[str, str]) -> compiled.AddressTable:
    def name(person: str) -> str:
        return cast.get(person, person)

    return compiled.AddressTable(
        order=tuple(map(name, table.order)),
        kin={name(person): word for person, word in table.kin.items()},
        told={name(person): word for person, word in table.told.items()},
        title=tuple(map(name, table.title)),
        bare=tuple(map(name, table.bare)),
        pairs={(name(pair.split(">")[0]), name(pair.split(">")[1])): word for pair, word in table.pairs.items()},
    )


def _freeze_portrait(portrait: schema.PortraitSchema | None) -> compiled.Portrait | None:
    if portrait is None:
        return None
    moods: dict[str, dict[int, str]] = {
        mood: {int(number): row for number, row in rows.items()} for mood, rows in portrait.moods.items()
    }
    rows = tuple(portrait.face.strip().splitlines())
    return compiled.Portrait(tuple(portrait.cloth), tuple(portrait.skin), rows, moods)


def _freeze_person(person_id: str, person: schema.PersonSchema, source: schema.ScenarioSchema) -> compiled.Person:
    path = f"cast.{person_id}"
    profile = source.people.get(person.person or "")
    portrait = _freeze_portrait(profile.portrait if profile else None)
    if not isinstance(person, schema.ChairPersonSchema):
        return compiled.Person(person_id, path, portrait=portrait)
    reasons = person.reasons.model_dump(exclude_none=True) if person.reasons else {}
    return compiled.Person(
        id=person_id,
        path=path,
        goals=tuple(_freeze_goals(path, person)),
        personas=tuple(person.personas),
        reasons={
            term: tuple(f"{path}.reasons.{term}.{number}" for number in range(len(texts)))
            for term, texts in reasons.items()
        },
        strengths=tuple(person.strengths or (profile.strengths if profile else ())),
        portrait=portrait,
    )


def _freeze_goals(path: str, person: schema.ChairPersonSchema) -> Iterator[compiled.Goal]:
    if person.goal:
        yield compiled.Goal("goal", f"{path}.goal", _freeze_cares(person.cares))
    for goal_id, goal in person.goals.items():
        yield compiled.Goal(goal_id, f"{path}.goals.{goal_id}.text", _freeze_cares(goal.cares))


def _freeze_cares(cares: Mapping[schema.Stock, float]) -> dict[str, float]:
    return {stock: float(care) for stock, care in cares.items()}


def _freeze_fact(fact_id: str, fact: schema.FactSchema, guards: Guards) -> compiled.Fact:
    return compiled.Fact(
        id=fact_id,
        path=f"facts.{fact_id}",
        held=fact.held,
        weight=fact.weight,
        cost=fact.cost,
        price=tuple(compiled.Effect(stock, points) for stock, points in fact.price.items()),
        since=fact.since,
        when=_find_guard(fact.when, guards),
        surfaces=_freeze_surfaces(fact.surfaces, guards),
        heard=_freeze_lines(f"facts.{fact_id}.heard", fact.heard or None, guards),
    )


def _freeze_surfaces(surfaces: schema.SurfacesSchema | None, guards: Guards) -> compiled.Surfacing | None:
    if surfaces is None:
        return None
    return compiled.Surfacing(surfaces.after, surfaces.by, _freeze_effects(surfaces.effects, guards))


def _freeze_effects(effects: schema.Effects, guards: Guards) -> tuple[compiled.Effect, ...]:
    return tuple(effect for stock, amount in effects.items() for effect in _freeze_amount(stock, amount, guards))


def _freeze_amount(stock: str, amount: schema.Amount, guards: Guards) -> Iterator[compiled.Effect]:
    portions: list[Any] = amount if isinstance(amount, list) else [amount]
    for portion in portions:
        if isinstance(portion, schema.KnownSchema):
            yield compiled.Effect(stock, portion.points, portion.because, _find_guard(portion.when, guards))
        else:
            yield compiled.Effect(stock, portion)


def _freeze_scenes(source: schema.ScenarioSchema, guards: Guards) -> Iterator[compiled.Scene]:
    following = [*(scene.id for scene in source.scenes[1:]), compiled.END]
    for scene, default in zip(source.scenes, following, strict=True):
        path = f"scenes.{scene.id}"
        yield compiled.Scene(
            id=scene.id,
            path=path,
            weeks=scene.weeks,
            say=_list_sayable_facts(scene.say, source.facts),
            coffee=bool(scene.coffee),
            timed=scene.at is not None,
            also=tuple(
                compiled.Line(f"{path}.also.{number}.text", _find_guard(also.when, guards))
                for number, also in enumerate(scene.also)
            ),
            private=_freeze_private_lines(path, scene.private, guards),
            decision=_freeze_decision(path, scene.decide, guards),
            then=_freeze_branches(scene.then, guards) or (compiled.Branch(default),),
        )


def _list_sayable_facts(say: schema.Say | None, facts: Iterable[str]) -> tuple[str, ...]:
    if say is None:
        return ()
    return tuple(facts) if say is True else tuple(say)


def _freeze_private_lines(
    path: str, private: schema.PrivateLinesSchema | None, guards: Guards
) -> dict[Chair, tuple[compiled.Line, ...]]:
    lines = {} if private is None else {"ceo": private.ceo, "cto": private.cto}
    return {
        chair: _freeze_lines(f"{path}.private.{chair}", lines.get(chair), guards)
        for chair in CHAIRS
        if lines.get(chair)
    }


def _freeze_lines(path: str, variants: schema.Variants | None, guards: Guards) -> tuple[compiled.Line, ...]:
    if variants is None:
        return ()
    if isinstance(variants, str):
        return (compiled.Line(path),)
    return tuple(
        compiled.Line(f"{path}.{number}.text", _find_guard(variant.when, guards))
        for number, variant in enumerate(variants)
    )


def _freeze_branches(then: schema.Then | None, guards: Guards) -> tuple[compiled.Branch, ...]:
    if then is None:
        return ()
    if isinstance(then, str):
        return (compiled.Branch(then),)
    return tuple(compiled.Branch(branch.to, _find_guard(branch.when, guards)) for branch in then)


def _freeze_decision(path: str, decide: schema.DecisionSchema | None, guards: Guards) -> compiled.Decision | None:
    if decide is None:
        return None
    owner = decide.owner or ("cto" if decide.by == "cto" else "ceo")
    return compiled.Decision(
        by=decide.by,
        owner=owner,
        options=tuple(_freeze_option(f"{path}.options.{option.id}", option, guards) for option in decide.options),
        board=decide.board,
    )


def _freeze_option(path: str, option: schema.OptionSchema, guards: Guards) -> compiled.Option:
    return compiled.Option(
        id=option.id,
        path=path,
        tone=option.tone,
        moves=tuple(_freeze_move(move) for move in option.moves),
        actor=option.actor,
        when=_find_guard(option.when, guards),
        needs=tuple(option.needs),
        effects=_freeze_effects(option.effects, guards),
        later=tuple(
            _freeze_later(f"{path}.later.{number}", later, guards) for number, later in enumerate(option.later)
        ),
        flags=tuple(option.set),
        promise=_freeze_promise(option.promise, guards),
        relies_on=option.relies_on,
        renegotiates=option.renegotiates,
        results=_freeze_lines(f"{path}.result", option.result, guards),
        private=_freeze_private_lines(path, option.private, guards),
        then=_freeze_branches(option.then, guards),
        trap=option.trap,
        objected=option.objection is not None,
        whys=frozenset(chair for chair in CHAIRS if option.why and getattr(option.why, chair)),
    )


def _freeze_move(move: schema.Move) -> compiled.Move:
    if isinstance(move, str):
        return compiled.Move(move)
    name, detail = next((name, getattr(move, name)) for name in move.model_fields_set)
    if isinstance(detail, schema.BlameOnSchema):
        return compiled.Move(name, on=detail.on)
    if detail in _STRENGTH:
        return compiled.Move(name, strength=_STRENGTH[detail])
    return compiled.Move(name, fact=detail)


def _freeze_promise(promise: schema.PromiseSchema | None, guards: Guards) -> compiled.Promise | None:
    return None if promise is None else compiled.Promise(promise.id, promise.by, promise.due, guards[promise.kept])


def _freeze_later(path: str, later: schema.LaterSchema, guards: Guards) -> compiled.Later:
    return compiled.Later(
        path,
        later.after,
        _freeze_effects(later.effects, guards),
        _find_guard(later.when, guards),
        cued=later.cue is not None,
    )


def _freeze_ending(ending: schema.EndingSchema, guards: Guards) -> compiled.Ending:
    return compiled.Ending(
        ending.id, f"endings.{ending.id}", ending.tier, _find_guard(ending.when, guards), rare=ending.rare
    )


def _freeze_questions(source: schema.ScenarioSchema) -> Iterator[compiled.DebriefQuestion]:
    for number, question in enumerate(source.debrief.questions if source.debrief else []):
        yield compiled.DebriefQuestion(f"debrief.questions.{number}.text", question.kind)
