"""What a page of the debrief is: what it draws, what it lists beside it, and where its mark stands."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from textual.content import Content

from game.debrief.look_back import Insight
from game.engine.stocks import CHAIRS
from game.locales import _, current_language, vocabulary
from game.narration.debrief.names import DebriefNarrator
from game.tui.toolkit.choices import ChoiceRow
from game.tui.toolkit.content import join_contents, style_text
from game.tui.toolkit.figures import render_difference

if TYPE_CHECKING:
    from game.playthrough.session import Session

TALL: Final = 32
"""The lines of a terminal from which a page may spread out."""


class DebriefTab:
    """A page of the debrief. `name` is a message; a page with a list beside it gives `beside`."""

    name: ClassVar[str] = ""
    about: ClassVar[str] = ""

    def __init__(self, session: "Session", insight: Insight) -> None:
        self.session = session
        self.insight = insight
        self.caret = 0

    @property
    def teller(self) -> DebriefNarrator:
        """The names and texts in the language of the moment."""
        return DebriefNarrator(self.session.scenario, self.session.texts, current_language())

    def build_side_rows(self) -> Sequence[ChoiceRow]:
        """Return the rows of the list at the left, if there is one."""
        return ()

    def count_rows(self) -> int:
        """Return on how many rows the mark can stand."""
        return len(self.build_side_rows())

    def move_mark(self, by: int) -> None:
        """Move the mark."""
        if self.count_rows():
            self.caret = (self.caret + by) % self.count_rows()

    def find_marked_line(self) -> int | None:
        """Return the drawn line on which the mark stands, for scrolling it into view; None where it is in the list."""
        return None

    def step_back(self) -> bool:
        """Go back a step within the page; tell whether there was one."""
        return False

    def render_tab(self, width: int, height: int) -> list[Content]:
        """Return the page as lines; `height` is the terminal's."""
        raise NotImplementedError


def render_pair_names(session: "Session", teller: DebriefNarrator) -> str:
    """Return the names of the two at the table, with those of the people in their chairs where they gave any."""
    names = [teller.name_person(chair) for chair in CHAIRS]
    players = [session.setup.players.get(chair, "") for chair in CHAIRS]
    told = [f"{name} ({player})" if player else name for name, player in zip(names, players, strict=True)]
    return _("{one} and {two}", one=told[0], two=told[1])


def render_moved_figures(teller: DebriefNarrator, moved: Sequence[tuple[str, int]], width: int) -> list[Content]:
    """Return figures that moved, each with its mark, in the colour of gain or loss; none is broken over two lines."""
    rows: list[Content] = []
    for stock, points in moved:
        part = join_contents(
            style_text(render_figure_name(teller, stock) + " ", "$quiet"), render_difference(stock, points)
        )
        if rows and rows[-1].cell_length + part.cell_length + 3 <= width:
            rows[-1] = join_contents(rows[-1], part, between="   ")
        else:
            rows.append(part)
    return rows


def render_figure_name(teller: DebriefNarrator, stock: str) -> str:
    """Return a figure's name where room is scarce, with the person it belongs to."""
    return teller.name_stock(stock) if "." in stock else vocabulary.name_stock_briefly(stock)
