"""A chair's pack as pages: Markdown, or HTML that needs nothing else and prints a sheet a scene."""

import re
from collections.abc import Iterator, Sequence
from html import escape
from string import ascii_uppercase
from typing import Final, get_args

from game.engine.scenario import Pledge as PledgeKind
from game.handouts.cards import FactCard, Handout, SceneCard
from game.locales import _, current_language, vocabulary

_MARKS: Final = re.compile(r"([\\`*_\[\]<>|~]|^[#+-]|^\d+(?=[.)]))")
"""What Markdown would take for a mark, anywhere or at the beginning of a line."""
BOX: Final = "☐"
PLEDGES: Final = get_args(PledgeKind)

STYLE: Final = """\
@page { margin: 18mm; }
body { font: 13pt/1.5 Georgia, serif; margin: 0 auto; max-width: 42em; color: #111; }
section { break-after: page; padding: 2em 0; }
section:last-child { break-after: auto; }
h1 { font-size: 1.5em; } h2 { font-size: 1.15em; } .quiet { color: #555; }
li { list-style: none; margin: .4em 0; } .line { margin-top: 2.2em; border-bottom: 1px solid #999; }
"""


def render_play_command(pack: Handout) -> str:
    """Return what starts the play that a pack is for."""
    playthrough = f" --playthrough {pack.playthrough}" if pack.playthrough else ""
    return f"tandem play {pack.scenario} --pair --seed {pack.seed}{playthrough}"


def _render_cover(pack: Handout) -> Iterator[str]:
    """Yield the lines of a cover, below its heading."""
    yield _("For {name} alone. Read a page when its scene opens, and not before.", name=pack.name)
    yield _("What you want: {text}", text=pack.goal)
    if pack.obstacle:
        yield _("In the way: {text}", text=pack.obstacle)
    if pack.stake:
        yield _("At stake: {text}", text=pack.stake)
    for objective in pack.objectives:
        yield _("To practise: {text}", text=objective)
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
    """Yield the facts under their headings: what may be said here, to be ticked, and what may not."""
    here = [f"{BOX} {_render_fact(fact)}" for fact in card.facts if fact.say]
    other = [_render_fact(fact) for fact in card.facts if not fact.say]
    if here:
        yield _("Only you know. Tick what you say"), here
    if other:
        yield _("Only you know, not to be said here") if here else _("Only you know"), other


def _render_fact(fact: FactCard) -> str:
    return f"{fact.text} ({vocabulary.describe_fact_cost(fact.cost)})"


def _render_options(card: SceneCard) -> list[str]:
    """Return what may be picked, each behind its letter."""
    return [
        f"{letter}  {option.text}" + (" " + _("(where the screen offers it)") if option.unsure else "")
        for letter, option in zip(ascii_uppercase, card.options, strict=False)
    ]


def _render_pledges(card: SceneCard) -> Iterator[str]:
    """Yield the pledges to be ticked after a scene."""
    if card.pledge:
        still = _("Before the next scene: what will you not sacrifice? Still the same?")
        yield still if card.pledge == "still" else _("Before the next scene: what will you not sacrifice?")
        yield "   ".join(f"{BOX} {vocabulary.describe_pledge(name)}" for name in PLEDGES)
        yield _("What will the other not sacrifice?")
        yield "   ".join(f"{BOX} {vocabulary.describe_pledge(name)}" for name in PLEDGES)


def _render_heading(card: SceneCard) -> str:
    return f"{card.at} · {card.opening}" if card.at else card.opening


def render_markdown(packs: Sequence[Handout]) -> str:
    """Return packs as Markdown, a rule between two pages."""
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
    """A mark with a backslash before it; of a number at the beginning, behind it, for the dot that follows."""
    return f"{mark[1]}\\" if mark[1].isdigit() else f"\\{mark[1]}"


def render_html(packs: Sequence[Handout]) -> str:
    """Return packs as one page of HTML that needs nothing else and prints a sheet a scene."""
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
