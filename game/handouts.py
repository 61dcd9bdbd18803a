"""Each chair's private pack on paper: what only it may read, a page for each scene, as Markdown or HTML.

What is drawn by luck is drawn as in a play with the same seed. What depends on how people play cannot be printed
beforehand; a page says where the screen may have more. Options bear letters, for a pick on paper, since on the screen
they stand in another order at each look. A synthesis, which only two who sit down together can find, is on no page.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from string import ascii_uppercase
from typing import Final

from game.content.compiler import LoadedScenario
from game.content.markup import render_plain
from game.engine import rules
from game.engine.conditions import ParsedCondition, list_names
from game.engine.rng import Rng
from game.engine.scenario import PLEDGES, Cost, Fact, Line, Scenario, Scene
from game.engine.scene_flow import PLEDGE_AFTER, count_scenes_before_still
from game.engine.state import State, condition_holds
from game.engine.stocks import CHAIRS, Chair
from game.locales import _, current_language, vocabulary
from game.narration.voice import extract_first_sentence

_MARKS: Final = re.compile(r"([\\`*_\[\]<>|~]|^[#+-]|^\d+(?=[.)]))")
"""What Markdown would read as markup, anywhere or at the beginning of a line."""
BOX: Final = "☐"

STYLE: Final = """\
@page { margin: 18mm; }
body { font: 13pt/1.5 Georgia, serif; margin: 0 auto; max-width: 42em; color: #111; }
section { break-after: page; padding: 2em 0; }
section:last-child { break-after: auto; }
h1 { font-size: 1.5em; } h2 { font-size: 1.15em; } .quiet { color: #555; }
li { list-style: none; margin: .4em 0; } .line { margin-top: 2.2em; border-bottom: 1px solid #999; }
"""


@dataclass(frozen=True, slots=True)
class FactCard:
    """A fact that only this chair holds: its text, what it costs to say, and whether this scene lets it be said."""

    text: str
    cost: Cost
    say: bool


@dataclass(frozen=True, slots=True)
class OptionCard:
    """An option; `unsure` means that it depends on how people play whether it is on offer."""

    text: str
    unsure: bool


@dataclass(frozen=True, slots=True)
class SceneCard:
    """What one chair may read as a scene opens.

    Attributes:
        opening: the first sentence of the scene, to recognise the page by; everybody may read it.
        at: its time; '' where it has none.
        lines: what only this chair reads.
        facts: what this chair learns here, and what it may say here.
        ask: the question of the scene, '' where there is none.
        options: what may be picked, in the author's order.
        picks: whether this chair picks here: `joint`, `alone` or ''.
        pledge: what is asked when the scene is over: `pledge`, `still` or ''.
        more: whether the screen may have a line that depends on how people play.
    """

    opening: str
    at: str
    lines: tuple[str, ...]
    facts: tuple[FactCard, ...]
    ask: str
    options: tuple[OptionCard, ...]
    picks: str
    pledge: str
    more: bool


@dataclass(frozen=True, slots=True)
class Handout:
    """Everything on paper for one chair, in one language, with names filled in."""

    title: str
    chair: Chair
    name: str
    goal: str
    obstacle: str
    stake: str
    objectives: tuple[str, ...]
    scenes: tuple[SceneCard, ...]
    scenario: str
    seed: int
    playthrough: int


def build_handouts(loaded: LoadedScenario, language: str, seed: int, playthrough: int = 0) -> tuple[Handout, Handout]:
    """Return the packs of both chairs, CEO first, for a playthrough with a seed."""
    scenario = loaded.scenario
    state, _events = rules.begin_play(scenario, Rng(seed, scenario.id, playthrough))
    ceo, cto = (_HandoutBuilder(loaded, language, state, chair).build_handout(seed, playthrough) for chair in CHAIRS)
    return ceo, cto


class _HandoutBuilder:
    def __init__(self, loaded: LoadedScenario, language: str, state: State, chair: Chair) -> None:
        self.scenario: Scenario = loaded.scenario
        self.texts = loaded.texts
        self.language = language
        self.state = state
        self.chair = chair
        cast = loaded.scenario.cast.values()
        self.people = {person.id: loaded.texts.get(f"{person.path}.name", language) for person in cast}

    def render_text(self, path: str) -> str:
        return render_plain(self.texts.get(path, self.language), self.people)

    def build_handout(self, seed: int, playthrough: int) -> Handout:
        person = self.scenario.cast[self.chair]
        return Handout(
            title=self.render_text("title"),
            chair=self.chair,
            name=self.people[self.chair],
            goal=self.render_text(person.find_drawn_goal(self.state.draw).path),
            obstacle=self.render_text(f"{person.path}.obstacle"),
            stake=self.render_text(f"{person.path}.stake"),
            objectives=tuple(self.render_text(f"objectives.{number}") for number in range(self.scenario.objectives)),
            scenes=tuple(self._build_scene_cards()),
            scenario=self.scenario.id,
            seed=seed,
            playthrough=playthrough,
        )

    def _build_scene_cards(self) -> Iterator[SceneCard]:
        consequences = False
        for played, scene in enumerate(self.scenario.scenes.values(), start=1):
            yield self._build_scene_card(scene, played, consequences)
            options = scene.decision.options if scene.decision else ()
            consequences = consequences or any(option.private.get(self.chair) for option in options)

    def _build_scene_card(self, scene: Scene, played: int, consequences: bool) -> SceneCard:
        private = scene.private.get(self.chair, ())
        mine = [fact for fact in self.scenario.facts.values() if fact.held == self.chair]
        here = [fact for fact in mine if self._find_learning_scene(fact) == scene.id or fact.id in scene.say]
        conditions = [*(line.when for line in private), *(fact.when for fact in here)]
        return SceneCard(
            opening=extract_first_sentence(self.render_text(f"{scene.path}.text")),
            at=self.render_text(f"{scene.path}.at") if scene.timed else "",
            lines=tuple(self.render_text(line.path) for line in private if self._is_shown(line)),
            facts=tuple(self._build_fact_card(fact, scene) for fact in here if self._is_shown(fact)),
            ask=self.render_text(f"{scene.path}.ask") if scene.decision else "",
            options=tuple(self._build_option_cards(scene)),
            picks=self._find_pick_kind(scene),
            pledge=self._find_pledge_prompt(played),
            more=consequences or not all(map(self._is_settled_by_draw, conditions)),
        )

    def _find_learning_scene(self, fact: Fact) -> str:
        return fact.since or self.scenario.first_scene.id

    def _build_fact_card(self, fact: Fact, scene: Scene) -> FactCard:
        return FactCard(self.render_text(f"{fact.path}.text"), fact.cost, fact.id in scene.say)

    def _build_option_cards(self, scene: Scene) -> Iterator[OptionCard]:
        """Yield the options to list: no synthesis, and nothing that the draw rules out."""
        for option in scene.decision.options if scene.decision else ():
            sure = self._is_settled_by_draw(option.when)
            if not option.synthesis and not (sure and not condition_holds(option.when, self.scenario, self.state)):
                yield OptionCard(self.render_text(f"{option.path}.text"), not sure)

    def _find_pledge_prompt(self, played: int) -> str:
        """Return the pledge that is asked for after so many scenes; where the path forks, the page may be another's."""
        return (
            "pledge"
            if played == PLEDGE_AFTER
            else "still"
            if played == count_scenes_before_still(self.scenario)
            else ""
        )

    def _find_pick_kind(self, scene: Scene) -> str:
        if scene.decision is None or self.chair not in scene.decision.deciders:
            return ""
        return "joint" if scene.decision.joint else "alone"

    def _is_settled_by_draw(self, when: ParsedCondition | None) -> bool:
        """Return whether the draw alone decides a condition."""
        return when is None or all(name.startswith("draw.") for name in list_names(when))

    def _is_shown(self, part: Line | Fact) -> bool:
        return self._is_settled_by_draw(part.when) and condition_holds(part.when, self.scenario, self.state)


def render_play_command(pack: Handout) -> str:
    """Return the command that starts the playthrough of a pack."""
    playthrough = f" --playthrough {pack.playthrough}" if pack.playthrough else ""
    return f"tandem play {pack.scenario} --pair --seed {pack.seed}{playthrough}"


def _render_cover(pack: Handout) -> Iterator[str]:
    """Yield the lines of a cover, below its heading."""
    yield _("For {name} alone. Read a page when its scene opens, and not before.", name=pack.name)
    labels = (_("What you want"), pack.goal), (_("In the way"), pack.obstacle), (_("At stake"), pack.stake)
    yield from (f"{label}: {text}" for label, text in labels if text)
    practise = _("To practise")
    yield from (f"{practise}: {objective}" for objective in pack.objectives)
    yield _("This is a story. Nobody is graded, and failing is fine.")
    yield _("Play with: {command}", command=render_play_command(pack))


def _render_notes(card: SceneCard) -> Iterator[str]:
    if not card.lines and not card.facts:
        yield _("Nothing new for you alone. Look at this page as long as the other looks at theirs.")
    if card.more:
        yield _("The screen may have one more line for you: look when it is your turn.")


def _render_blanks(card: SceneCard) -> Iterator[str]:
    if card.picks == "joint":
        yield _("First pick (its letter), and how sure:")
        yield _("Guess of the other's pick:")
    elif card.picks == "alone":
        yield _("Your decision (its letter):")


def _render_fact_lists(card: SceneCard) -> Iterator[tuple[str, list[str]]]:
    """Yield facts under headings: those that may be said here, with a box to tick, and the others."""
    here = [f"{BOX} {_render_fact(fact)}" for fact in card.facts if fact.say]
    other = [_render_fact(fact) for fact in card.facts if not fact.say]
    if here:
        yield _("Only you know. Tick what you say"), here
    if other:
        yield _("Only you know, not to be said here") if here else _("Only you know"), other


def _render_fact(fact: FactCard) -> str:
    return f"{fact.text} ({vocabulary.describe_fact_cost(fact.cost)})"


def _render_options(card: SceneCard) -> list[str]:
    """Return the options, each after its letter."""
    return [
        f"{letter}  {option.text}" + (" " + _("(where the screen offers it)") if option.unsure else "")
        for letter, option in zip(ascii_uppercase, card.options, strict=False)
    ]


def _render_pledges(card: SceneCard) -> Iterator[str]:
    """Yield the pledges to tick after a scene."""
    if card.pledge:
        still = _("Before the next scene: what will you not sacrifice? Still the same?")
        yield still if card.pledge == "still" else _("Before the next scene: what will you not sacrifice?")
        yield "   ".join(f"{BOX} {vocabulary.describe_pledge(name)}" for name in PLEDGES)
        yield _("What will the other not sacrifice?")
        yield "   ".join(f"{BOX} {vocabulary.describe_pledge(name)}" for name in PLEDGES)


def _render_heading(card: SceneCard) -> str:
    return f"{card.at} · {card.opening}" if card.at else card.opening


def render_markdown(packs: Sequence[Handout]) -> str:
    """Return packs as Markdown, with a rule between pages."""
    return "\n---\n\n".join(page for pack in packs for page in _render_markdown_pages(pack))


def _render_markdown_pages(pack: Handout) -> Iterator[str]:
    yield _join_paragraphs(
        f"# {_escape_markdown(pack.title)} · {_escape_markdown(pack.name)}, {vocabulary.name_chair(pack.chair)}",
        *map(_escape_markdown, _render_cover(pack)),
    )
    for card in pack.scenes:
        facts = [
            row
            for title, held in _render_fact_lists(card)
            for row in (f"**{_escape_markdown(title)}**", _render_markdown_list(held))
        ]
        asked = [f"**{_escape_markdown(card.ask)}**", _render_markdown_list(_render_options(card))] if card.ask else []
        blanks = (f"{_escape_markdown(blank)} \\_\\_\\_\\_\\_\\_" for blank in _render_blanks(card))
        rows = (
            *map(_escape_markdown, card.lines),
            *facts,
            *map(_escape_markdown, _render_notes(card)),
            *asked,
            *blanks,
            *map(_escape_markdown, _render_pledges(card)),
        )
        yield _join_paragraphs(
            f"## {vocabulary.name_chair(pack.chair)} · {_escape_markdown(_render_heading(card))}", *rows
        )


def _render_markdown_list(rows: Sequence[str]) -> str:
    return "\n".join(f"- {_escape_markdown(row)}" for row in rows)


def _join_paragraphs(*rows: str) -> str:
    return "\n\n".join(row for row in rows if row) + "\n"


def _escape_markdown(text: str) -> str:
    return _MARKS.sub(_escape_mark, " ".join(text.split()))


def _escape_mark(mark: re.Match[str]) -> str:
    """Return a mark with a backslash before it, or after it where it is a number with a dot behind."""
    return f"{mark[1]}\\" if mark[1].isdigit() else f"\\{mark[1]}"


def render_html(packs: Sequence[Handout]) -> str:
    """Return packs as one HTML page that needs no other file and prints a sheet for each scene."""
    title = escape(packs[0].title)
    body = "".join(section for pack in packs for section in _render_html_pages(pack))
    head = f'<meta charset="utf-8"/><title>{title}</title><style>{STYLE}</style>'
    return f'<!DOCTYPE html>\n<html lang="{current_language()}"><head>{head}</head><body>\n{body}</body></html>\n'


def _render_html_pages(pack: Handout) -> Iterator[str]:
    seat = vocabulary.name_chair(pack.chair)
    yield _render_html_section(
        "cover",
        f"<h1>{escape(pack.title)} · {escape(pack.name)}, {seat}</h1>",
        *map(_render_html_paragraph, _render_cover(pack)),
    )
    for card in pack.scenes:
        listed = "".join(
            f"<h3>{escape(title)}</h3>{_render_html_list(held)}" for title, held in _render_fact_lists(card)
        )
        asked = f"<h3>{escape(card.ask)}</h3>{_render_html_list(_render_options(card))}" if card.ask else ""
        notes = (f'<p class="quiet">{escape(note)}</p>' for note in _render_notes(card))
        blanks = (f'<p class="line">{escape(blank)}</p>' for blank in _render_blanks(card))
        heading = f"<h2>{seat} · {escape(_render_heading(card))}</h2>"
        yield _render_html_section(
            "scene",
            heading,
            *map(_render_html_paragraph, card.lines),
            listed,
            *notes,
            asked,
            *blanks,
            *map(_render_html_paragraph, _render_pledges(card)),
        )


def _render_html_list(rows: Sequence[str]) -> str:
    items = "".join(f"<li>{escape(row)}</li>" for row in rows)
    return f"<ul>{items}</ul>"


def _render_html_section(kind: str, *parts: str) -> str:
    return f'<section class="{kind}">{"".join(parts)}</section>\n'


def _render_html_paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"
