"""One of two has got up: before the pages of the one who stays, one that shows nothing that is for one alone.

It stands there as somebody gets up, and whenever such a game is gone on with: the other may sit beside it again.

The coach's line on the page, in learner mode.

Before the first scene opposite a ghost: that it is one.

Play is over: how it ended.
"""

from collections.abc import Mapping

from textual.content import Content

from game.locales import N_, _, vocabulary
from game.narration.debrief import moments
from game.narration.introduction import narrate_empty_seat, narrate_ghost
from game.playthrough.prompts import Prompt
from game.tui.play.steps.reader import ChairReader
from game.tui.play.steps.sheet import PlayStep, Sheet
from game.tui.toolkit.content import NOTHING, join_contents, style_text
from game.tui.toolkit.lines import Paragraph


def render_coach_note(reader: ChairReader) -> Content:
    """Return the line for the scene that was just played; nothing where there is none."""
    line = moments.render_coach_note(reader.session, reader.chair)
    return join_contents(style_text("◇ ", "$gained"), style_text(line, "$quiet")) if line else NOTHING


class SeatChangeNoticeStep(PlayStep):
    """Who sits where from here on."""

    keys: tuple[str, ...] = ("go_on",)
    help = (N_("Somebody got up; the simulated partner sits in that chair. F6 gives it back."),)

    def build_sheet(self) -> Sheet:
        """Return the page."""
        told = narrate_empty_seat(self.reader.voice, self.reader.chair).text
        away = _("Whoever got up looks away now. F6 gives the chair back.")
        return Sheet(story=[Paragraph(style_text(told, "bold $ink")), Paragraph(style_text(away, "$ink"))])

    def build_answer(self, prompt: Prompt) -> Mapping[str, object] | None:  # noqa: ARG002
        """Nothing is asked."""
        return None


def build_seat_change_notice(reader: ChairReader) -> list[PlayStep]:
    """Return that page, where two have played and one is left."""
    session = reader.session
    return [SeatChangeNoticeStep(reader)] if session.secret and not session.pair else []


class GhostNoticeStep(PlayStep):
    """Whose answers sit across the table."""

    keys: tuple[str, ...] = ("go_on",)
    help = (N_("Across the table somebody's earlier answers are played back; looking back tells which they were."),)

    def build_sheet(self) -> Sheet:
        """Return the page."""
        told, otherwise = narrate_ghost(self.reader.voice, self.reader.chair)
        return Sheet(
            story=[Paragraph(style_text(told.text, "bold $ink")), Paragraph(style_text(otherwise.text, "$ink"))]
        )

    def build_answer(self, prompt: Prompt) -> Mapping[str, object] | None:  # noqa: ARG002
        """Nothing is asked."""
        return None


def build_ghost_notice(reader: ChairReader) -> list[PlayStep]:
    """Return that page, where a play opposite a ghost begins."""
    session = reader.session
    return [GhostNoticeStep(reader)] if session.setup.ghost is not None and not session.records else []


class GameOverStep(PlayStep):
    """The ending's title and text."""

    keys: tuple[str, ...] = ("go_on",)
    help = (N_("Play is over. Look back at it from the home page."),)

    def build_sheet(self) -> Sheet:
        """Return the page."""
        ending = self.reader.session.scenario.find_ending(self.reader.session.state.ending)
        if ending is None:
            broke = style_text(_("The cash is gone. What would have come of the rest, nobody will know."))
            return Sheet(story=[Paragraph(style_text(_("Insolvent"), "bold $lost")), Paragraph(broke)])
        title = self.reader.render_text(f"{ending.path}.title", "bold $ink")
        tier = Paragraph(style_text(vocabulary.describe_ending_tier(ending.tier), "$quiet"), close=True)
        return Sheet(story=[Paragraph(title), tier, Paragraph(self.reader.render_text(f"{ending.path}.text"))])

    def build_answer(self, prompt: Prompt) -> Mapping[str, object] | None:  # noqa: ARG002
        """Nothing is asked any more."""
        return None
