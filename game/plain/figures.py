"""The page behind `s`: how the company stands, what lies between the two, what one knows, what is on its way."""

from collections.abc import Iterator

from game.engine.stocks import other
from game.locales import _, ngettext, words
from game.plain.teller import Teller
from game.playthrough.prompts import Figure, View


def lines(view: View, teller: Teller) -> Iterator[str]:
    """Yield all that a chair may see beside the question it is asked, one thing a line."""
    yield ""
    yield _("The company, week {week}", week=view.week)
    for figure in view.figures:
        yield line(words.stock(figure.stock), figure)
    yield from _between(view, teller)
    yield from listed(_("Only you know"), [f.path + ".text" for f in view.facts if f.status == "unsaid"], teller)
    yield from listed(_("Both know"), [path + ".told" for path in _common(view)], teller)
    yield from listed(_("On its way"), list(view.cues), teller)
    yield from listed(_("Promised"), list(view.promises), teller)
    yield ""


def line(name: str, figure: Figure) -> str:
    """Return a figure with its word and its change."""
    values = {"name": name, "value": figure.value, "word": words.band(figure.stock, figure.band)}
    if figure.change > 0:
        return _("{name}: {value}, {word}, up {by}.", by=figure.change, **values)
    if figure.change < 0:
        return _("{name}: {value}, {word}, down {by}.", by=-figure.change, **values)
    return _("{name}: {value}, {word}.", **values)


def _between(view: View, teller: Teller) -> Iterator[str]:
    name = teller.name(other(view.chair))
    yield ""
    yield _("Between you")
    yield line(_("You trust {name}", name=name), view.trust)
    yield _("{name} seems {word}.", name=name, word=words.band("seems", view.seems))
    left = ngettext(
        "You can sit down together {n} more time.", "You can sit down together {n} more times.", view.tokens
    )
    yield left if view.tokens else _("There is no time left to sit down together.")
    if view.pledge:
        yield _("You will not sacrifice {pledge}.", pledge=words.pledge_name(view.pledge))


def _common(view: View) -> list[str]:
    return [*(fact.path for fact in view.facts if fact.status != "unsaid"), *view.shared]


def listed(title: str, paths: list[str], teller: Teller) -> Iterator[str]:
    """Yield texts under a title; nothing where there are none."""
    if not paths:
        return
    yield ""
    yield title
    for path in paths:
        yield f"- {teller.text(path)}"
