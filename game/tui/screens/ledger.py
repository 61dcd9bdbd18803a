"""The company on one page, with what this chair knows: every figure can be asked for its causes."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widget import Widget

from game.locales import N_, _, words
from game.playthrough.prompts import Figure
from game.tui.actions import bind
from game.tui.content import ink, join
from game.tui.screens.listing import Listing
from game.tui.steps.reader import Reader
from game.tui.widgets.choices import NO_DIGIT, Choices, Row
from game.tui.widgets.company import between_you
from game.tui.widgets.figures import figure_row
from game.tui.widgets.header import Header
from game.tui.widgets.story import Paragraph, Story

_WIDTH = 44


class Ledger(Listing[None], inherit_bindings=False):
    """Figures at the left, what one knows at the right."""

    CSS_PATH = "ledger.tcss"
    SCROLLED = "#knowledge"
    BINDINGS: ClassVar[list[BindingType]] = bind("up", "down", "pick", "why", "scroll_up", "scroll_down", "back")
    ABOUT: ClassVar[tuple[str, ...]] = (
        N_("Enter on a figure shows what moved it and what pulls at it."),
        N_("At the right: what you hold, what you were told, what is on its way, what was promised."),
    )

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader
        self.view = reader.session.view(reader.chair)

    def body(self) -> Iterable[Widget]:
        """Yield figures beside knowledge."""
        yield Header()
        with Horizontal(id="ledger"):
            with VerticalScroll(id="figures"):
                yield Choices()
            with VerticalScroll(id="knowledge"):
                yield Story()

    def fill(self) -> None:
        """Show figures and knowledge."""
        title, weeks = self._head()
        self.query_one(Header).show(ink(title, "bold $ink"), ink(_("week {n}", n=weeks), "$quiet"))
        self.query_one(Story).show(self._knowledge())
        super().fill()

    def rows(self) -> Sequence[Row]:
        """Return a row a figure."""
        return [
            Row(figure_row(figure, _WIDTH, quiet="$soft"), digit=NO_DIGIT, gap=figure.stock == "csat_product")
            for figure in self._figures()
        ]

    def picked(self, index: int) -> None:
        """Open a figure's causes."""
        from game.tui.screens.causes import Causes

        self.open(Causes(self.reader, self._figures()[index].stock))

    def _head(self) -> tuple[str, int]:
        """Return the page's title, and the week."""
        return _("The company, and what you know"), self.view.week

    def _figures(self) -> Sequence[Figure]:
        return self.view.figures

    def _knowledge(self) -> list[Paragraph]:
        reader, view = self.reader, self.view
        mine = f"${reader.chair}"
        paragraphs = [
            Paragraph(line, close=number > 0)
            for number, line in enumerate(between_you(view, reader.name(reader.other), 0))
        ]
        for fact in view.facts:
            status = join(
                ink(words.fact_status(fact.status), "bold $quiet"), ink("  "), ink(words.cost(fact.cost), "$quiet")
            )
            paragraphs += [
                Paragraph(reader.tell(f"{fact.path}.text"), lead=ink("▪ ", mine)),
                Paragraph(status, lead=ink("  "), close=True),
            ]
        paragraphs += self._listed(_("You were told"), [f"{path}.told" for path in view.shared])
        paragraphs += self._listed(_("On its way"), view.cues)
        paragraphs += self._listed(_("Promised"), view.promises)
        return paragraphs

    def _listed(self, heading: str, paths: Sequence[str]) -> list[Paragraph]:
        if not paths:
            return []
        rows = [Paragraph(self.reader.tell(path), lead=ink("· ", "$quiet"), close=True) for path in paths]
        return [Paragraph(ink(heading, "bold $quiet")), *rows]
