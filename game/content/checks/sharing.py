"""A, continued: what each chair knows alone, what telling costs, and what comes of it in people's own words."""

import re
from collections.abc import Iterator
from typing import Final

from game.content import schema
from game.content.checks.lexicon import THINGS
from game.content.checks.rule import Subject, build_diagnostic
from game.content.checks.spoken import list_localized_texts
from game.content.diagnostic import Diagnostic
from game.content.outline import as_fields
from game.engine.stocks import CHAIRS

_KNOWN_LEAST: Final = 2
_SHOWN_LEAST: Final = 0.25
_SHOWS: Final = re.compile(r"[“”\"«»‘`*]|^\s*>", re.MULTILINE)
"""Speech, or something to read, set apart by its marks; `THINGS` finds some of what is only told of."""


def check_information_sharing(subject: Subject) -> Iterator[Diagnostic]:
    """Yield scenes in which a chair knows too little alone, and crises in which telling all is free."""
    if subject.model is None:
        return
    yield from _check_private_knowledge(subject, subject.model)
    yield from _check_hidden_profile(subject, subject.model)
    yield from _check_telling_costs(subject, subject.model)
    yield from _check_shown_consequences(subject)


def _check_private_knowledge(subject: Subject, model: schema.ScenarioSchema) -> Iterator[Diagnostic]:
    """Where both decide and facts can be said, each chair has something to weigh: facts, and lines of its own."""
    for number, scene in enumerate(model.scenes):
        if scene.decide is None or scene.decide.by != "both" or not scene.say:
            continue
        opened = list(model.facts) if scene.say is True else scene.say
        for chair in CHAIRS:
            lines = getattr(scene.private, chair) if scene.private else None
            held = sum(model.facts[fact].held == chair for fact in opened if fact in model.facts)
            if held + bool(lines) < _KNOWN_LEAST:
                place = subject.document.locate_value(("scenes", number, "say"))
                message = f"the {chair.upper()} alone knows {held + bool(lines)} things in '{scene.id}'"
                yield build_diagnostic(
                    "A114", place, message, "two at least: facts that can be said, or a private line"
                )


def _check_hidden_profile(subject: Subject, model: schema.ScenarioSchema) -> Iterator[Diagnostic]:
    """Somewhere the best is seen only by two who put together what they know."""
    for scene in model.scenes:
        if scene.decide is None or scene.decide.by != "both" or not scene.say:
            continue
        needed = [{_find_holder(model, fact) for fact in option.needs} for option in scene.decide.options]
        reasons = {
            _find_holder(model, fact) for option in scene.decide.options for fact in _list_persuasive_facts(option)
        }
        if any(set(CHAIRS) <= holders for holders in (*needed, reasons)):
            return
    place = subject.document.locate_value(("scenes",))
    message = "in no scene does the best choice rest on what both know"
    yield build_diagnostic(
        "A124", place, message, "let a synthesis, or effects with 'because', need facts of both chairs"
    )


def _find_holder(model: schema.ScenarioSchema, fact: str) -> str:
    return model.facts[fact].held if fact in model.facts else ""


def _list_persuasive_facts(option: schema.OptionSchema) -> Iterator[str]:
    for effects in (option.effects, *(later.effects for later in option.later)):
        for amount in effects.values():
            for portion in amount if isinstance(amount, list) else [amount]:
                if isinstance(portion, schema.KnownSchema):
                    yield portion.because


def _check_telling_costs(subject: Subject, model: schema.ScenarioSchema) -> Iterator[Diagnostic]:
    costly = (fact.cost == "face" or fact.price for fact in model.facts.values())
    if model.facts and not any(costly):
        place = subject.document.locate_value(("facts",))
        message = "no fact costs anything to tell, so telling everything is always right"
        yield build_diagnostic("A115", place, message, "let one cost 'face', or be confidential with a 'price'")


def _check_shown_consequences(subject: Subject) -> Iterator[Diagnostic]:
    """Count consequences in which somebody speaks, or something can be read; in every language of their own."""
    source = as_fields(subject.document.value).get("language")
    told = [text for text in list_localized_texts(subject) if text.kind == "consequence" and text.language == source]
    shown = sum(bool(_SHOWS.search(text.text) or THINGS.search(text.text)) for text in told)
    if told and shown < _SHOWN_LEAST * len(told):
        place = subject.document.locate_value(("scenes",))
        message = f"{shown} of {len(told)} consequences hold a line of speech or something to read"
        yield build_diagnostic("A123", place, message, "six of ten is a good share: let people talk, show the note")
