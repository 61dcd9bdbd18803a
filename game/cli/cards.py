"""`tandem cards`: what each chair alone may read, on paper: Markdown, or a page of HTML that prints a sheet a scene."""

import argparse
import re
import sys
from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING, Final

from game.locales import LANGUAGES, _, language, words

if TYPE_CHECKING:
    from game.analysis.cards import FactCard, Pack, SceneCard
    from game.content.compiler import Loaded

_MARKS: Final = re.compile(r"([\\`*_\[\]<>|~]|^[#+-]|^\d+(?=[.)]))")
"""What Markdown would take for a mark, anywhere or at the beginning of a line."""
BOX: Final = "☐"

STYLE: Final = """\
@page { margin: 18mm; }
body { font: 13pt/1.5 Georgia, serif; margin: 0 auto; max-width: 42em; color: #111; }
section { break-after: page; padding: 2em 0; }
section:last-child { break-after: auto; }
h1 { font-size: 1.5em; } h2 { font-size: 1.15em; } .quiet { color: #555; }
li { list-style: none; margin: .4em 0; } .line { margin-top: 2.2em; border-bottom: 1px solid #999; }
"""


def declare_cards(cards: argparse.ArgumentParser) -> None:
    """Declare `tandem cards`."""
    cards.add_argument("scenario", nargs="?", default="", metavar="SCENARIO", help=_("an id on the shelf, or a path"))
    cards.add_argument("--as", dest="chair", choices=["ceo", "cto"], help=_("one chair's pack alone"))
    cards.add_argument("--shares", action="store_true", help=_("how much each chair decides and knows, and no pack"))
    cards.add_argument("--seed", type=int, default=1, metavar="N", help=_("the luck of the play that they are for"))
    cards.add_argument("--playthrough", type=int, default=0, metavar="K", help=_("which play with this seed it is"))
    cards.add_argument("--lang", choices=list(LANGUAGES), help=_("the language"))
    cards.add_argument("--format", choices=["md", "html"], default="md", help=_("how to print it"))
    cards.set_defaults(run=print_cards)


def print_cards(arguments: argparse.Namespace) -> int:
    """Print one chair's pack, or both one after the other."""
    from game.analysis.cards import packs
    from game.cli import crises

    loaded = crises.load(arguments.scenario)
    if arguments.shares:
        sys.stdout.writelines(line + "\n" for line in _shares(loaded))
        return 0
    both = packs(loaded, language(), arguments.seed, arguments.playthrough)
    wanted = [pack for pack in both if arguments.chair in (None, pack.chair)]
    sys.stdout.write(html(wanted) if arguments.format == "html" else markdown(wanted))
    return 0


def _shares(loaded: "Loaded") -> Iterator[str]:
    """Yield what each chair has the last word on, and what it alone knows: 40 to 60 in 100 is even."""
    from game.analysis.shares import shares

    for share in shares(loaded.scenario):
        yield _(
            "{chair}: {owns} of {decisions} decisions ({decides} %), {facts} of {all} facts ({knows} % by weight)",
            chair=words.chair(share.chair),
            owns=share.owns,
            decisions=share.of_decisions,
            decides=round(100 * share.decides),
            facts=share.facts,
            all=share.of_facts,
            knows=round(100 * share.knows),
        )


def command(pack: "Pack") -> str:
    """Return what starts the play that a pack is for."""
    playthrough = f" --playthrough {pack.playthrough}" if pack.playthrough else ""
    return f"tandem play {pack.scenario} --pair --seed {pack.seed}{playthrough}"


def _cover(pack: "Pack") -> Iterator[str]:
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


def _notes(card: "SceneCard") -> Iterator[str]:
    if not card.lines and not card.facts:
        yield _("Nothing new for you alone. Look at this page as long as the other looks at theirs.")
    if card.more:
        yield _("The screen may have one more line for you: look when it is your turn.")


def _blanks(card: "SceneCard") -> Iterator[str]:
    if card.picks == "joint":
        yield _("First pick, and how sure:")
        yield _("Guess of the other's pick:")
    elif card.picks == "alone":
        yield _("Your decision:")


def _fact(fact: "FactCard", say: bool) -> str:
    cost = words.cost(fact.cost)
    return f"{BOX} {fact.text} ({cost})" if say else f"{fact.text} ({cost})"


def _heading(card: "SceneCard") -> str:
    return f"{card.at} · {card.opening}" if card.at else card.opening


def _facts_title(card: "SceneCard") -> str:
    return _("Only you know. Tick what you say") if card.say else _("Only you know")


def markdown(packs: "list[Pack]") -> str:
    """Return packs as Markdown, a rule between two pages."""
    return "\n---\n\n".join(page for pack in packs for page in _markdown_pages(pack))


def _markdown_pages(pack: "Pack") -> Iterator[str]:
    yield _lines(f"# {_md(pack.title)} · {_md(pack.name)}, {words.chair(pack.chair)}", *map(_md, _cover(pack)))
    for card in pack.scenes:
        facts = "\n".join(f"- {_md(_fact(fact, card.say))}" for fact in card.facts)
        title = f"**{_md(_facts_title(card))}**" if facts else ""
        blanks = (f"{_md(blank)} \\_\\_\\_\\_\\_\\_" for blank in _blanks(card))
        rows = (*map(_md, card.lines), title, facts, *map(_md, _notes(card)), *blanks)
        yield _lines(f"## {words.chair(pack.chair)} · {_md(_heading(card))}", *rows)


def _lines(*rows: str) -> str:
    return "\n\n".join(row for row in rows if row) + "\n"


def _md(text: str) -> str:
    return _MARKS.sub(_escaped, " ".join(text.split()))


def _escaped(mark: re.Match[str]) -> str:
    """A mark with a backslash before it; of a number at the beginning, behind it, for the dot that follows."""
    return f"{mark[1]}\\" if mark[1].isdigit() else f"\\{mark[1]}"


def html(packs: "list[Pack]") -> str:
    """Return packs as one page of HTML that needs nothing else and prints a sheet a scene."""
    title = escape(packs[0].title)
    body = "".join(section for pack in packs for section in _sections(pack))
    head = f'<meta charset="utf-8"/><title>{title}</title><style>{STYLE}</style>'
    return f'<!DOCTYPE html>\n<html lang="{language()}"><head>{head}</head><body>\n{body}</body></html>\n'


def _sections(pack: "Pack") -> Iterator[str]:
    seat = words.chair(pack.chair)
    yield _section("cover", f"<h1>{escape(pack.title)} · {escape(pack.name)}, {seat}</h1>", *map(_p, _cover(pack)))
    for card in pack.scenes:
        facts = "".join(f"<li>{escape(_fact(fact, card.say))}</li>" for fact in card.facts)
        listed = f"<h3>{escape(_facts_title(card))}</h3><ul>{facts}</ul>" if facts else ""
        notes = (f'<p class="quiet">{escape(note)}</p>' for note in _notes(card))
        blanks = (f'<p class="line">{escape(blank)}</p>' for blank in _blanks(card))
        heading = f"<h2>{seat} · {escape(_heading(card))}</h2>"
        yield _section("scene", heading, *map(_p, card.lines), listed, *notes, *blanks)


def _section(kind: str, *parts: str) -> str:
    return f'<section class="{kind}">{"".join(parts)}</section>\n'


def _p(text: str) -> str:
    return f"<p>{escape(text)}</p>"


PARSERS = {"cards": declare_cards}
