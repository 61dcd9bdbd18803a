"""How the company stands, in words: the page of all figures line by line, and the words beside a row of one figure."""

from collections.abc import Iterator

from game.engine.events import Enacted
from game.engine.stocks import CHAIRS, Chair, other_chair
from game.locales import _, ngettext, vocabulary
from game.narration.voice import Voice
from game.playthrough.visibility import ChairView, Figure, SharedView


def render_view(view: ChairView, voice: Voice) -> Iterator[str]:
    """Yield all that a chair may see beside the question it is asked, one thing a line."""
    yield ""
    yield _("The company, week {week}", week=view.week)
    for figure in view.figures:
        yield render_figure(vocabulary.name_stock(figure.stock), figure)
    yield from _render_relationship(view, voice)
    yield from render_titled_list(
        _("Only you know"), [f.path + ".text" for f in view.facts if f.status == "unsaid"], voice
    )
    yield from render_titled_list(_("Both know"), [path + ".told" for path in _list_shared_paths(view)], voice)
    yield from render_titled_list(_("On its way"), list(view.cues), voice)
    yield from render_titled_list(_("Promised"), list(view.promises), voice)
    yield ""


def render_shared_view(view: SharedView, voice: Voice) -> Iterator[str]:
    """Yield how things stand, as far as both may see it."""
    yield ""
    yield _("The company, week {week}", week=view.week)
    for figure in view.figures:
        yield render_figure(vocabulary.name_stock(figure.stock), figure)
    said = [f"{path}.told" for chair in CHAIRS for holder, path in view.said if holder == chair]
    yield from render_titled_list(_("Both know"), said, voice)
    yield from render_titled_list(_("On its way"), list(view.cues), voice)
    yield from render_titled_list(_("Promised"), list(view.promises), voice)
    yield _("Times left to sit down together: {n} of {most}.", n=view.tokens, most=view.tokens_most)
    yield ""


def render_figure(name: str, figure: Figure) -> str:
    """Return a figure with its word and its change."""
    values = {"name": name, "value": figure.value, "word": vocabulary.describe_band(figure.stock, figure.band)}
    if figure.change > 0:
        return _("{name}: {value}, {word}, up {by}.", by=figure.change, **values)
    if figure.change < 0:
        return _("{name}: {value}, {word}, down {by}.", by=-figure.change, **values)
    return _("{name}: {value}, {word}.", **values)


def _render_relationship(view: ChairView, voice: Voice) -> Iterator[str]:
    name = voice.name_person(other_chair(view.chair))
    yield ""
    yield _("Between you")
    yield render_figure(name_trust(voice, view.chair), view.trust)
    yield _("{name} seems {word}.", name=name, word=vocabulary.describe_band("seems", view.seems))
    left = ngettext(
        "You can sit down together {n} more time.", "You can sit down together {n} more times.", view.tokens
    )
    yield left if view.tokens else _("There is no time left to sit down together.")
    if view.pledge:
        yield _("You will not sacrifice {pledge}.", pledge=vocabulary.name_pledge(view.pledge))


def _list_shared_paths(view: ChairView) -> list[str]:
    return [*(fact.path for fact in view.facts if fact.status != "unsaid"), *view.shared]


def render_titled_list(title: str, paths: list[str], voice: Voice) -> Iterator[str]:
    """Yield texts under a title; nothing where there are none."""
    if not paths:
        return
    yield ""
    yield title
    for path in paths:
        yield f"- {voice.render_text(path)}"


def name_own_figure(voice: Voice, stock: str) -> str:
    """Return a figure's name at the head of its row; one's own trust names whom it is in."""
    owner, dot, _what = stock.partition(".")
    if not dot:
        return vocabulary.name_stock_briefly(stock)
    return name_trust(voice, "ceo" if owner == "ceo" else "cto")


def name_trust(voice: Voice, chair: Chair) -> str:
    """Return what a chair's own trust is called."""
    return _("You trust {name}", name=voice.name_other(chair))


def title_changes() -> str:
    """Return the title above the figures that a decision moved."""
    return _("What moved")


def describe_cause_briefly(voice: Voice, cause: str, enacted: Enacted | None) -> str:
    """Return what moved a figure, beside its row; the option that was just `enacted` is called the decision."""
    if enacted is not None and cause == f"option:{enacted.scene}.{enacted.option}":
        return _("this decision")
    return voice.render_cause(cause)
