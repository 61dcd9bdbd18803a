"""Why is this not offered? Every option, way on and ending, its condition, and what each clause of it is now."""

from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from game.analysis.offers import Offer
from game.locales import N_, _, language
from game.playthrough.rehearsal import Rehearsal
from game.tui.actions import bind
from game.tui.content import NOTHING, ink
from game.tui.preview import telling
from game.tui.preview.trial import Trial
from game.tui.screens.help import Scrolling
from game.tui.widgets.header import Header
from game.tui.widgets.story import Paragraph, Story


class WhyNot(Scrolling, inherit_bindings=False):
    """What is not on offer comes first in each part."""

    CSS_PATH = "preview.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bind("back", "why_not", "go_on", "up", "down", "scroll_up", "scroll_down")
    ABOUT: ClassVar[tuple[str, ...]] = (
        N_("✕ stands at what is not on offer now, and at each clause of its condition that fails."),
        N_("Endings read the year after play; here it is the year that would follow if play were over now."),
    )

    def __init__(self, trial: Trial) -> None:
        super().__init__()
        self.trial = trial

    def body(self) -> Iterable[Widget]:
        """Yield the text."""
        yield Header()
        with VerticalScroll(id="why", can_focus=False):
            yield Story()

    def fill(self) -> None:
        """Judge everything as the play stands now."""
        session = self.trial.session
        if session is None:
            return
        session.language = language()
        title = _("Why not? As {scene} stands now", scene=session.state.scene)
        self.query_one(Header).show(ink(title, "bold $ink"), telling.standing(self.trial))
        self.query_one(Story).show(list(self._told(session)))

    def action_why_not(self) -> None:
        """The key that opened it closes it."""
        self.leave()

    def _told(self, session: Rehearsal) -> Iterator[Paragraph]:
        found = self.trial.offers
        if found.options:
            yield from self._part(_("Options"), found.options, session)
        for owner, ways in found.ways:
            after = _("after {option}", option=owner) if owner else ""
            yield from self._part(_("Where it goes from here") + (f" · {after}" if after else ""), ways, session)
        about = _("Here a stock is its mean over the year that would follow.")
        yield from self._part(_("Endings, if play were over now"), found.endings, session, about)

    def _part(self, heading: str, listed: Iterable[Offer], session: Rehearsal, about: str = "") -> Iterator[Paragraph]:
        yield Paragraph(ink(heading.upper(), "bold $quiet"))
        if about:
            yield Paragraph(ink(about, "$quiet"), close=True)
        for offer in sorted(listed, key=lambda offer: offer.open) if heading == _("Options") else listed:
            path = f"{offer.path}.text" if offer.kind == "option" else f"{offer.path}.title"
            words = session.text(path) if offer.kind != "way" else ""
            label = ink(f"  {words}", "$quiet") if words else NOTHING
            yield from telling.offered(offer, self.trial.lines, label)
