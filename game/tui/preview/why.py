"""Why is this not offered? Every option, way on and ending, its condition, and what each clause of it is now."""

from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from game.locales import N_, _, current_language
from game.preview.offers import OfferStatus
from game.preview.rehearsal import Rehearsal
from game.preview.trial import Trial
from game.tui.actions import bind
from game.tui.preview import telling
from game.tui.toolkit.content import NOTHING, style_text
from game.tui.toolkit.help import ScrollingPage
from game.tui.toolkit.lines import Paragraph, StoryWidget
from game.tui.toolkit.page import Header


class WhyNotPage(ScrollingPage, inherit_bindings=False):
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

    def compose_body(self) -> Iterable[Widget]:
        """Yield the text."""
        yield Header()
        with VerticalScroll(id="why", can_focus=False):
            yield StoryWidget()

    def update_texts(self) -> None:
        """Judge everything as the play stands now."""
        session = self.trial.session
        if session is None:
            return
        session.language = current_language()
        title = _("Why not? As {scene} stands now", scene=session.state.scene)
        self.query_one(Header).show_titles(style_text(title, "bold $ink"), telling.render_standing(self.trial))
        self.query_one(StoryWidget).show_paragraphs(list(self._render_offers(session)))

    def action_why_not(self) -> None:
        """The key that opened it closes it."""
        self.close_page()

    def _render_offers(self, session: Rehearsal) -> Iterator[Paragraph]:
        found = self.trial.offers
        if found.options:
            yield from self._render_section(_("Options"), found.options, session)
        for owner, ways in found.ways:
            after = _("after {option}", option=owner) if owner else ""
            yield from self._render_section(
                _("Where it goes from here") + (f" · {after}" if after else ""), ways, session
            )
        about = _("Here a stock is its mean over the year that would follow.")
        yield from self._render_section(_("Endings, if play were over now"), found.endings, session, about)

    def _render_section(
        self, heading: str, listed: Iterable[OfferStatus], session: Rehearsal, about: str = ""
    ) -> Iterator[Paragraph]:
        yield Paragraph(style_text(heading.upper(), "bold $quiet"))
        if about:
            yield Paragraph(style_text(about, "$quiet"), close=True)
        for offer in sorted(listed, key=lambda offer: offer.open) if heading == _("Options") else listed:
            path = f"{offer.path}.text" if offer.kind == "option" else f"{offer.path}.title"
            words = session.render_text(path) if offer.kind != "way" else ""
            label = style_text(f"  {words}", "$quiet") if words else NOTHING
            yield from telling.render_offer(offer, self.trial.lines, label)
