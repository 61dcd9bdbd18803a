"""A chair's pack as pages: Markdown, or HTML that needs nothing else and prints a sheet a scene."""

import re
from collections.abc import Iterator, Sequence
from html import escape
from string import ascii_uppercase
from typing import Final, get_args

from game.analysis.cards import FactCard, Pack, SceneCard
from game.engine.scenario import Pledge as PledgeKind
from game.locales import _, language, words

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


def command(pack: Pack) -> str:
    """Return what starts the play that a pack is for."""
    playthrough = f" --playthrough {pack.playthrough}" if pack.playthrough else ""
    return f"tandem play {pack.scenario} --pair --seed {pack.seed}{playthrough}"


def _cover(pack: Pack) -> Iterator[str]:
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
    yield _("Play with: {command}", command=command(pack))


def _notes(card: SceneCard) -> Iterator[str]:
    if not card.lines and not card.facts:
        yield _("Nothing new for you alone. Look at this page as long as the other looks at theirs.")
    if card.more:
        yield _("The screen may have one more line for you: look when it is your turn.")


def _blanks(card: SceneCard) -> Iterator[str]:
    if card.picks == "joint":
        yield _("First pick (its letter), and how sure:")
        yield _("Guess of the other's pick:")
    elif card.picks == "alone":
        yield _("Your decision (its letter):")


def _facts(card: SceneCard) -> Iterator[tuple[str, list[str]]]:
    """Yield the facts under their headings: what may be said here, to be ticked, and what may not."""
    here = [f"{BOX} {_costs(fact)}" for fact in card.facts if fact.say]
    other = [_costs(fact) for fact in card.facts if not fact.say]
    if here:
        yield _("Only you know. Tick what you say"), here
    if other:
        yield _("Only you know, not to be said here") if here else _("Only you know"), other


def _costs(fact: FactCard) -> str:
    return f"{fact.text} ({words.cost(fact.cost)})"


def _options(card: SceneCard) -> list[str]:
    """Return what may be picked, each behind its letter."""
    return [
        f"{letter}  {option.text}" + (" " + _("(where the screen offers it)") if option.unsure else "")
        for letter, option in zip(ascii_uppercase, card.options, strict=False)
    ]


def _pledge(card: SceneCard) -> Iterator[str]:
    """Yield the pledges to be ticked after a scene."""
    if card.pledge:
        still = _("Before the next scene: what will you not sacrifice? Still the same?")
        yield still if card.pledge == "still" else _("Before the next scene: what will you not sacrifice?")
        yield "   ".join(f"{BOX} {words.pledge(name)}" for name in PLEDGES)
        yield _("What will the other not sacrifice?")
        yield "   ".join(f"{BOX} {words.pledge(name)}" for name in PLEDGES)


def _heading(card: SceneCard) -> str:
    return f"{card.at} · {card.opening}" if card.at else card.opening


def markdown(packs: Sequence[Pack]) -> str:
    """Return packs as Markdown, a rule between two pages."""
    return "\n---\n\n".join(page for pack in packs for page in _markdown_pages(pack))


def _markdown_pages(pack: Pack) -> Iterator[str]:
    yield _lines(f"# {_md(pack.title)} · {_md(pack.name)}, {words.chair(pack.chair)}", *map(_md, _cover(pack)))
    for card in pack.scenes:
        facts = [row for title, held in _facts(card) for row in (f"**{_md(title)}**", _listed(held))]
        asked = [f"**{_md(card.ask)}**", _listed(_options(card))] if card.ask else []
        blanks = (f"{_md(blank)} \\_\\_\\_\\_\\_\\_" for blank in _blanks(card))
        rows = (*map(_md, card.lines), *facts, *map(_md, _notes(card)), *asked, *blanks, *map(_md, _pledge(card)))
        yield _lines(f"## {words.chair(pack.chair)} · {_md(_heading(card))}", *rows)


def _listed(rows: Sequence[str]) -> str:
    return "\n".join(f"- {_md(row)}" for row in rows)


def _lines(*rows: str) -> str:
    return "\n\n".join(row for row in rows if row) + "\n"


def _md(text: str) -> str:
    return _MARKS.sub(_escaped, " ".join(text.split()))


def _escaped(mark: re.Match[str]) -> str:
    """A mark with a backslash before it; of a number at the beginning, behind it, for the dot that follows."""
    return f"{mark[1]}\\" if mark[1].isdigit() else f"\\{mark[1]}"


def html(packs: Sequence[Pack]) -> str:
    """Return packs as one page of HTML that needs nothing else and prints a sheet a scene."""
    title = escape(packs[0].title)
    body = "".join(section for pack in packs for section in _sections(pack))
    head = f'<meta charset="utf-8"/><title>{title}</title><style>{STYLE}</style>'
    return f'<!DOCTYPE html>\n<html lang="{language()}"><head>{head}</head><body>\n{body}</body></html>\n'


def _sections(pack: Pack) -> Iterator[str]:
    seat = words.chair(pack.chair)
    yield _section("cover", f"<h1>{escape(pack.title)} · {escape(pack.name)}, {seat}</h1>", *map(_p, _cover(pack)))
    for card in pack.scenes:
        listed = "".join(f"<h3>{escape(title)}</h3>{_ul(held)}" for title, held in _facts(card))
        asked = f"<h3>{escape(card.ask)}</h3>{_ul(_options(card))}" if card.ask else ""
        notes = (f'<p class="quiet">{escape(note)}</p>' for note in _notes(card))
        blanks = (f'<p class="line">{escape(blank)}</p>' for blank in _blanks(card))
        heading = f"<h2>{seat} · {escape(_heading(card))}</h2>"
        yield _section("scene", heading, *map(_p, card.lines), listed, *notes, asked, *blanks, *map(_p, _pledge(card)))


def _ul(rows: Sequence[str]) -> str:
    items = "".join(f"<li>{escape(row)}</li>" for row in rows)
    return f"<ul>{items}</ul>"


def _section(kind: str, *parts: str) -> str:
    return f'<section class="{kind}">{"".join(parts)}</section>\n'


def _p(text: str) -> str:
    return f"<p>{escape(text)}</p>"
