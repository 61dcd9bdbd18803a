"""Family A: what makes a good crisis, as far as the file alone can tell.

Counts and shares, delayed effects and their cues, what each chair knows alone, what telling it costs, and which
principles a pack of crises teaches. The limits and where they come from:
`docs/design/checks.md#what-makes-a-good-crisis`.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, get_args

from game.content import schema
from game.content.checks.logic import MOST_WORLDS, build_draw_space, list_worlds
from game.content.checks.rule import Subject, build_diagnostic
from game.content.checks.texts import list_localized_texts
from game.content.checks.word_choice import THINGS
from game.content.diagnostic import Diagnostic, Place, RelatedPlace
from game.content.markup import render_plain
from game.content.outline import as_fields, as_list
from game.content.yaml.positions import Path
from game.engine.stocks import CHAIRS, WORSE_WHEN_HIGH

_FULL_SHARE: Final = 0.7
_RATIO_WARNS, _RATIO_FAILS = 1.5, 2.0
_LATER_WARNS, _LATER_FAILS = 0.30, 0.15
_OWNED_LEAST: Final = 0.4
_FACTS_LEAST: Final = 2
_WEIGHT_MOST: Final = 32


def check_crisis_design(subject: Subject) -> Iterator[Diagnostic]:
    """Yield violations of the design rules; the file must fit the format."""
    model = subject.model
    if model is None:
        return
    yield from _check_option_counts(subject, model)
    yield from _check_option_lengths(subject)
    yield from _check_traps(subject)
    yield from _check_cues(subject, model)
    yield from _check_delayed_share(subject, model)
    yield from _check_chair_roles(subject, model)
    yield from _check_secrets(subject, model)
    yield from _check_debrief(subject, model)


def _list_ordinary_options(scene: schema.SceneSchema) -> list[schema.OptionSchema]:
    return [option for option in scene.decide.options if not option.needs] if scene.decide else []


def _check_option_counts(subject: Subject, model: schema.ScenarioSchema) -> Iterator[Diagnostic]:
    sizes = [len(_list_ordinary_options(scene)) for scene in model.scenes if scene.decide]
    for number, scene in enumerate(model.scenes):
        count = len(_list_ordinary_options(scene))
        if scene.decide and not 2 <= count <= 4:
            place = subject.document.locate_value(("scenes", number, "decide", "options"))
            yield build_diagnostic("A101", place, f"{count} listed options", "two to four; three is usually best")
    three = sum(size == 3 for size in sizes)
    if sizes and three < _FULL_SHARE * len(sizes):
        place = subject.document.locate_value(("scenes",))
        yield build_diagnostic(
            "A102", place, f"{three} of {len(sizes)} choices have three options", "aim for seven in ten"
        )


def _check_option_lengths(subject: Subject) -> Iterator[Diagnostic]:
    """Compare the lengths of each scene's options in every language, since the longest gives itself away."""
    source = {wording.path: wording.text for wording in subject.wordings}
    for scene in subject.outline.scenes:
        options = as_list(as_fields(scene.raw.get("decide")).get("options"))
        listed = [as_fields(option).get("id") for option in options if not as_fields(option).get("needs")]
        paths = [f"scenes.{scene.id}.options.{option}.text" for option in listed]
        places = {wording.path: wording.at for wording in subject.wordings if wording.path in paths}
        yield from _check_even_lengths(
            [(source[path], subject.document.locate_span(places[path], 0, 1)) for path in places]
        )
        for catalogue in subject.catalogues.values():
            entries = [catalogue.entries[path] for path in paths if path in catalogue.entries]
            yield from _check_even_lengths(
                [(entry.text, catalogue.locate_keyword(entry.path, "msgstr")) for entry in entries]
            )


def _check_even_lengths(texts: list[tuple[str, Place]]) -> Iterator[Diagnostic]:
    """Report the longest option, which is the one to shorten."""
    lengths = [(len(render_plain(text, {})), place) for text, place in texts if text]
    longest, place = max(lengths, key=lambda one: one[0], default=(1, Place("")))
    ratio = longest / min((length for length, _ in lengths), default=1)
    if ratio > _RATIO_WARNS:
        code = "A104" if ratio > _RATIO_FAILS else "A103"
        yield build_diagnostic(code, place, f"the longest option is {ratio:.1f} times as long as the shortest", _EVEN)


def _check_traps(subject: Subject) -> Iterator[Diagnostic]:
    traps = [option for option in subject.outline.options if option.raw.get("trap")]
    for trap in traps[1:]:
        first = subject.document.locate_value((*traps[0].at, "trap"))
        place = subject.document.locate_key((*trap.at, "trap"))
        yield build_diagnostic(
            "A105",
            place,
            "a second teaching trap",
            "at most one per scenario",
            related=(RelatedPlace(first, "the first"),),
        )


def _is_harmful(stock: str, points: int) -> bool:
    return points > 0 if stock in WORSE_WHEN_HIGH else points < 0


def _list_points(effects: schema.Effects) -> Iterator[tuple[str, int]]:
    for stock, amount in effects.items():
        for portion in amount if isinstance(amount, list) else [amount]:
            yield stock, portion.points if isinstance(portion, schema.KnownSchema) else portion


def _check_cues(subject: Subject, model: schema.ScenarioSchema) -> Iterator[Diagnostic]:
    for at, option in _list_options_with_paths(model):
        for number, later in enumerate(option.later):
            if later.cue is None and any(_is_harmful(*change) for change in _list_points(later.effects)):
                place = subject.document.locate_value((*at, "later", number))
                yield build_diagnostic("A108", place, "this does harm later without any sign of it now", "add a 'cue'")


def _list_options_with_paths(model: schema.ScenarioSchema) -> Iterator[tuple[Path, schema.OptionSchema]]:
    for number, scene in enumerate(model.scenes):
        for position, option in enumerate(scene.decide.options if scene.decide else []):
            yield ("scenes", number, "decide", "options", position), option


def _check_delayed_share(subject: Subject, model: schema.ScenarioSchema) -> Iterator[Diagnostic]:
    options = [option for _, option in _list_options_with_paths(model)]
    now = sum(abs(points) for option in options for _, points in _list_points(option.effects))
    later = sum(abs(points) for option in options for one in option.later for _, points in _list_points(one.effects))
    kept = (fact.surfaces.effects for fact in model.facts.values() if fact.surfaces)
    later += sum(abs(points) for effects in kept for _, points in _list_points(effects))
    share = later / (now + later) if now + later else 1.0
    if share < _LATER_WARNS:
        code = "A110" if share < _LATER_FAILS else "A109"
        message = f"{share:.0%} of all points land in a later scene"
        yield build_diagnostic(code, subject.document.locate_value(("scenes",)), message, "at least 30 %")


def _check_chair_roles(subject: Subject, model: schema.ScenarioSchema) -> Iterator[Diagnostic]:
    deciders = [
        scene.decide.owner if scene.decide.by == "both" else scene.decide.by for scene in model.scenes if scene.decide
    ]
    for chair in CHAIRS:
        owned = deciders.count(chair)
        if owned < min(_OWNED_LEAST * len(deciders), len(deciders) // 2):
            place = subject.document.locate_value(("scenes",))
            message = f"the {chair.upper()} decides {owned} of {len(deciders)} times"
            yield build_diagnostic(
                "A112", place, message, "each chair should own two in five decisions; one of three is enough"
            )
        held = sum(fact.held == chair for fact in model.facts.values())
        if held < _FACTS_LEAST:
            place = subject.document.locate_value(("facts",) if model.facts else ())
            yield build_diagnostic("A113", place, f"the {chair.upper()} holds {held} facts", "at least two per chair")


def _compute_heaviest_weight(subject: Subject, facts: list[schema.FactSchema]) -> int:
    """Return the largest total weight of facts that can exist in one play; draws may keep some apart."""
    guards = [subject.guards.get(fact.when) if fact.when else None for fact in facts]
    found = list(list_worlds(guards, build_draw_space(subject.outline)))
    if len(found) >= MOST_WORLDS:
        return sum(fact.weight for fact in facts)
    together = (
        [fact.weight for fact, guard in zip(facts, guards, strict=True) if one.satisfies(guard)] for one in found
    )
    return max(map(sum, together), default=0)


def _check_secrets(subject: Subject, model: schema.ScenarioSchema) -> Iterator[Diagnostic]:
    for chair in CHAIRS:
        weight = _compute_heaviest_weight(subject, [fact for fact in model.facts.values() if fact.held == chair])
        if weight > _WEIGHT_MOST:
            place = subject.document.locate_value(("facts",))
            message = f"the facts of the {chair.upper()} weigh {weight} together"
            yield build_diagnostic("A117", place, message, f"at most {_WEIGHT_MOST} per chair")
    for fact_id, fact in model.facts.items():
        if fact.cost == "confidential" and not fact.price:
            place = subject.document.locate_key(("facts", fact_id))
            yield build_diagnostic(
                "A118", place, f"breaking the confidence '{fact_id}' costs nothing", "give it a 'price'"
            )


def _check_debrief(subject: Subject, model: schema.ScenarioSchema) -> Iterator[Diagnostic]:
    asked = {question.kind for question in model.debrief.questions} if model.debrief else set()
    missing = [kind for kind in ("facts", "frame", "counterfactual", "transfer") if kind not in asked]
    if missing:
        place = subject.document.locate_value(("debrief", "questions"))
        yield build_diagnostic(
            "A120", place, f"the debrief has no question of kind {', '.join(missing)}", "ask one of each kind"
        )
    if not model.voices:
        yield build_diagnostic(
            "A122",
            subject.document.locate_value(()),
            "nobody speaks in the year after",
            "add 'voices' for each quarter",
        )
    if not 2 <= len(model.principles) <= 4:
        place = subject.document.locate_value(("principles",))
        yield build_diagnostic("A121", place, f"{len(model.principles)} principles", "a crisis teaches two to four")
    doubled = [name for name in dict.fromkeys(model.principles) if model.principles.count(name) > 1]
    for name in doubled:
        yield build_diagnostic(
            "A121", subject.document.locate_value(("principles",)), f"'{name}' is written twice", "list each once"
        )
    if not 2 <= len(model.objectives) <= 4:
        place = subject.document.locate_value(("objectives",))
        yield build_diagnostic("A121", place, f"{len(model.objectives)} objectives", "two to four")


_EVEN: Final = "a longer one looks more considered"


_KNOWN_LEAST: Final = 2
_SHOWN_LEAST: Final = 0.25
_SHOWS: Final = re.compile(r"[“”\"«»‘`*]|^\s*>", re.MULTILINE)
"""Speech or something to read, recognized by its punctuation; `THINGS` finds objects that are only mentioned."""


def check_information_sharing(subject: Subject) -> Iterator[Diagnostic]:
    """Yield scenes with too little private knowledge, and crises in which telling everything is free."""
    if subject.model is None:
        return
    yield from _check_private_knowledge(subject, subject.model)
    yield from _check_hidden_profile(subject, subject.model)
    yield from _check_telling_costs(subject, subject.model)
    yield from _check_shown_consequences(subject)


def _check_private_knowledge(subject: Subject, model: schema.ScenarioSchema) -> Iterator[Diagnostic]:
    """Check that in joint scenes with facts each chair has enough private knowledge: facts and private lines."""
    for number, scene in enumerate(model.scenes):
        if scene.decide is None or scene.decide.by != "both" or not scene.say:
            continue
        opened = list(model.facts) if scene.say is True else scene.say
        for chair in CHAIRS:
            lines = getattr(scene.private, chair) if scene.private else None
            held = sum(model.facts[fact].held == chair for fact in opened if fact in model.facts)
            if held + bool(lines) < _KNOWN_LEAST:
                place = subject.document.locate_value(("scenes", number, "say"))
                message = f"the {chair.upper()} alone knows {held + bool(lines)} things in scene '{scene.id}'"
                yield build_diagnostic(
                    "A114", place, message, "at least two: facts that can be said, or a private line"
                )


def _check_hidden_profile(subject: Subject, model: schema.ScenarioSchema) -> Iterator[Diagnostic]:
    """Check that in some scene the best choice needs facts from both chairs."""
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
    message = "in no scene does the best choice depend on what both chairs know"
    yield build_diagnostic(
        "A124", place, message, "let a synthesis, or effects with 'because', use facts from both chairs"
    )


def _find_holder(model: schema.ScenarioSchema, fact: str) -> str:
    return model.facts[fact].held if fact in model.facts else ""


def _list_persuasive_facts(option: schema.OptionSchema) -> Iterator[str]:
    for effects in (option.effects, *(later.effects for later in option.later)):
        for amount in effects.values():
            for portion in amount if isinstance(amount, list) else [amount]:
                if isinstance(portion, schema.KnownSchema) and portion.because is not None:
                    yield portion.because


def _check_telling_costs(subject: Subject, model: schema.ScenarioSchema) -> Iterator[Diagnostic]:
    costly = (fact.cost == "face" or fact.price for fact in model.facts.values())
    if model.facts and not any(costly):
        place = subject.document.locate_value(("facts",))
        message = "no fact costs anything to tell, so telling everything is always right"
        yield build_diagnostic("A115", place, message, "let one cost 'face', or be confidential with a 'price'")


def _check_shown_consequences(subject: Subject) -> Iterator[Diagnostic]:
    """Count consequences with speech or something to read, in the source language."""
    source = as_fields(subject.document.value).get("language")
    told = [text for text in list_localized_texts(subject) if text.kind == "consequence" and text.language == source]
    shown = sum(bool(_SHOWS.search(text.text) or THINGS.search(text.text)) for text in told)
    if told and shown < _SHOWN_LEAST * len(told):
        place = subject.document.locate_value(("scenes",))
        message = f"{shown} of {len(told)} consequences contain a line of speech or something to read"
        yield build_diagnostic("A123", place, message, "aim for six in ten: let people talk, show the note")


LEAST_CRISES: Final = 8
"""The number of crises that make a pack: ten principles, three times each, two to four per crisis."""
_TAUGHT_LEAST: Final = 3


def check_pack_principles(subjects: Sequence[Subject]) -> Iterator[Diagnostic]:
    """Yield principles that too few crises of a pack teach, reported at its first crisis."""
    sound = [(subject, subject.model) for subject in subjects if subject.model is not None]
    if len(sound) < LEAST_CRISES:
        return
    place = sound[0][0].document.locate_value(("principles",))
    for principle in get_args(schema.Principle):
        taught = sum(principle in model.principles for _, model in sound)
        if taught < _TAUGHT_LEAST:
            message = f"'{principle}' is taught in {taught} of {len(sound)} crises"
            yield build_diagnostic(
                "A127", place, message, f"teach it in at least {_TAUGHT_LEAST}: each story shows another side of it"
            )
