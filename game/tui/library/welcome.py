"""What a new player finds on the home page: how it goes, who the two are, and a crisis to begin with."""

from typing import Final

from textual.content import Content

from game.engine.stocks import CHAIRS, Chair
from game.locales import N_, _, vocabulary
from game.tui.app_services import AppServices
from game.tui.library.cast import list_powers
from game.tui.library.crises import LoadedCrisis, find_first_crisis
from game.tui.library.crisis_card import render_cast
from game.tui.toolkit.content import (
    NOTHING,
    add_edge,
    fill_up,
    join_columns,
    join_contents,
    render_spans,
    render_title,
    style_text,
    wrap_hanging,
    wrap_text,
)
from game.tui.toolkit.face import FACE_HEIGHT, FACE_WIDTH, render_face

HOW: Final = (
    N_("You run a company with somebody else: one is the CEO, the other the CTO, and each knows only half."),
    N_("A crisis takes about twenty minutes; each scene asks you both to decide."),
    N_("What only you know you can say or keep. Either may come back scenes later."),
    N_("Then a year goes by, and you see what moved it. Nobody is graded."),
)
"""How it goes, a paragraph each."""
_GAP: Final = 4
_PREMISE: Final = 2
"""The lines that are kept for the premise."""


class Welcome:
    """A crisis to begin with, and what to know before."""

    def __init__(self, crisis: LoadedCrisis) -> None:
        self.crisis = crisis

    def render_aside(self, width: int, height: int) -> list[Content]:
        """Return in at most `height` lines how it goes."""
        rows: list[Content] = []
        for number, says in enumerate(HOW):
            rows += [*([NOTHING] if number else []), *wrap_text(style_text(_(says), "$ink"), width - 2)]
        if len(rows) > height - 1:
            rows = [row for row in rows if row]
        return [render_title(_("How it goes"), width), *add_edge(rows[: height - 1], "$quiet", width, "$slate")]

    def render_two(self, width: int, *, few_colours: bool, days: bool) -> list[Content]:
        """Return what happens, and to whom: the two, and where `days` has room everybody else."""
        each = (width - _GAP) // 2
        blocks = [self._render_chair(chair, each, few_colours=few_colours) for chair in CHAIRS]
        tallest = max(map(len, blocks))
        blocks = [fill_up(block, each, tallest) for block in blocks]
        premise = wrap_text(render_spans(self.crisis.build_spans("premise"), "$ink"), width)
        title = "".join(span.text for span in self.crisis.build_spans("title"))
        rows = [
            render_title(title, width),
            *premise,
            *[NOTHING] * (len(premise) < _PREMISE),
            *join_columns(blocks, _GAP),
        ]
        return [*rows, NOTHING, *render_cast(self.crisis, width, few_colours=few_colours)] if days else rows

    def _render_chair(self, chair: Chair, width: int, *, few_colours: bool) -> list[Content]:
        """Return one of the two: the face, and beside it name, chair, what is at stake, what it decides and may do."""
        person = self.crisis.scenario.cast[chair]
        face = render_face(person.portrait, "calm", chair=chair, few_colours=few_colours) if person.portrait else []
        room = width - (FACE_WIDTH + 2 if face else 0)
        name = render_spans(self.crisis.build_spans(f"{person.path}.name"), f"bold ${chair}")
        words = [join_contents(name, style_text(f", {vocabulary.name_chair(chair)}", "$quiet"))]
        words += wrap_text(render_spans(self.crisis.build_spans(f"{person.path}.stake"), "$ink"), room)
        for label, power in list_powers(self.crisis, chair):  # what they are good at has to be found out in play
            words += wrap_hanging(style_text(f"{label}  ", "$quiet"), style_text(power, "$quiet"), room)
        tallest = max(FACE_HEIGHT, len(words)) if face else len(words)
        words = fill_up(words, room, tallest)
        return join_columns([fill_up(face, FACE_WIDTH, tallest), words], 2) if face else words


def prepare_welcome(services: AppServices) -> Welcome | None:
    """Return what greets a new player; None where there is no crisis that can be played."""
    crisis = find_first_crisis(services)
    return Welcome(crisis) if crisis else None
