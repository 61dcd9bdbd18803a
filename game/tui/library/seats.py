"""Taking a chair in a solo game: from the shelf, where the mode is set too, or in the first run, without a menu."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Mount
from textual.widget import Widget

from game.engine.stocks import CHAIRS, Chair, other_chair
from game.locales import N_, _, vocabulary
from game.narration.introduction import describe_private_part
from game.playthrough.setup import Difficulty
from game.tui.actions import bind
from game.tui.library.cast import (
    build_chair_card,
    read_text,
    render_aims,
    render_chair_name,
    render_crisis,
    render_lookup,
    render_solo_scene,
)
from game.tui.library.crises import LoadedCrisis, find_first_crisis, open_game, start_solo_game
from game.tui.library.home import Wordmark
from game.tui.library.pair_seats import PairSetupPage
from game.tui.themes import has_few_colours
from game.tui.toolkit.cards import (
    GAP,
    LEAST_FACES,
    Item,
    RestOfPage,
    join_blocks,
    number_steps,
    render_cards,
    render_list,
)
from game.tui.toolkit.choices import ChoiceRow, Choices, ListPage
from game.tui.toolkit.content import NOTHING, join_contents, render_spans, style_text
from game.tui.toolkit.lines import DrawnLines, Paragraph, StoryWidget
from game.tui.toolkit.page import Header

MODES: tuple[Difficulty, ...] = ("learner", "standard", "expert")
MODE_SAYS = {
    "learner": N_("a short note after a scene, and the dots explained"),
    "standard": N_("no comment until you look back"),
    "expert": N_("no dots: nothing tells what an option affects"),
}
MODE_GIVES = {
    "learner": N_(
        "A short note after a scene, and the dots explained. When something you kept comes out, look back at once."
    ),
    "standard": N_("Dots say what an option affects, and how much. No comment until you look back."),
    "expert": N_("No dots: you have the figures, and what people say."),
}
"""The same in full, where all modes stand on the page."""


class SeatsPage(ListPage[None], inherit_bindings=True):
    """Two chairs; left and right change the mode."""

    CSS_PATH = "seats.tcss"
    BINDINGS = bind("less", "more")
    ABOUT: ClassVar[tuple[str, ...]] = (
        N_("Take a chair: what you know, and what you may decide, depends on it. The partner sits in the other."),
        N_("The mode can be changed here with the left and right arrows."),
    )

    def __init__(self, crisis: LoadedCrisis) -> None:
        super().__init__()
        self.crisis = crisis

    def compose_body(self) -> Iterable[Widget]:
        """Yield the question over the chairs; on a large page the modes beside them, and the two as cards below."""
        yield Header()
        with Vertical(id="seats"):
            with Horizontal(classes="asked"):
                with Vertical():
                    yield StoryWidget()
                    yield Choices()
                yield DrawnLines(id="modes")
            yield RestOfPage(id="cast")

    def update_texts(self) -> None:
        """Show both chairs and the mode."""
        title = self.crisis.build_spans("title")
        self.query_one(Header).show_titles(render_spans(title, "bold $ink"))
        asked = style_text(_("Which chair is yours?"), "bold $ink")
        says = style_text(_("The simulated partner takes the other one; it has aims and secrets too."), "$quiet")
        self.query_one(StoryWidget).show_paragraphs([Paragraph(asked), Paragraph(says, close=True)])
        self.set_class(self.is_large, "-large")
        self.query_one("#modes", DrawnLines).show_drawing(self._render_modes)
        super().update_texts()

    def on_resize(self) -> None:
        """Show the cards where there is room for them."""
        self.refresh_texts()

    def follow_caret(self) -> None:
        """Let the card of the marked chair stand out."""
        self.query_one(RestOfPage).show_drawing(self._render_cast)

    def _render_cast(self, width: int, height: int) -> list[Content]:
        """Return the two, the crisis beside how a scene goes, and who else is there."""
        few = has_few_colours(self.app.console.color_system)
        marked = CHAIRS[self.caret] if self.caret < len(CHAIRS) else None
        cards = render_solo_cards(self.crisis, width, marked, few_colours=few)
        half, minutes = (width - GAP) // 2, self.crisis.scenario.solo_minutes
        scene = render_solo_scene(half)
        for aims in (True, False):
            crisis = render_crisis(self.crisis, half, minutes, aims=aims)
            rows = [NOTHING, *cards, NOTHING, *join_blocks([(crisis, half), (scene, half)]), NOTHING]
            people = render_lookup(self.crisis, width, height - len(rows), few_colours=few)
            if len(people) >= LEAST_FACES:
                break
        return [*rows, *people]

    def _render_modes(self, width: int) -> list[Content]:
        """Return what each mode gives, that of now in full ink."""
        now = self.tandem.settings.difficulty
        items = [
            Item(
                style_text(vocabulary.name_difficulty(mode), "bold $ink" if mode == now else "$quiet"),
                style_text(_(MODE_GIVES[mode]), "$ink" if mode == now else "$quiet"),
            )
            for mode in MODES
        ]
        return render_list(_("Mode"), items, width)

    def build_rows(self) -> Sequence[ChoiceRow]:
        """Return the chairs, then the mode."""
        mode = self.tandem.settings.difficulty
        value = join_contents(
            style_text("◂ ", "$quiet"),
            style_text(vocabulary.name_difficulty(mode), "bold $ink"),
            style_text(" ▸", "$quiet"),
        )
        return [
            *build_chair_rows(self.crisis, brief=self.is_large),
            ChoiceRow(style_text(_("Mode")), style_text(_(MODE_SAYS[mode])), note=value, gap=True),
        ]

    def choose_row(self, index: int) -> None:
        """Start a game in the chair, or change the mode."""
        if index == len(CHAIRS):
            self.action_right()
            return
        mode = self.tandem.settings.difficulty
        open_game(self, lambda: start_solo_game(self.tandem.services, self.crisis, CHAIRS[index], mode))

    def action_left(self) -> None:
        """Change to the mode before."""
        self._change_mode(-1)

    def action_right(self) -> None:
        """Change to the next mode."""
        self._change_mode(1)

    def _change_mode(self, by: int) -> None:
        now = MODES.index(self.tandem.settings.difficulty)
        self.tandem.change_settings(difficulty=MODES[(now + by) % len(MODES)])
        self.update_texts()


def build_chair_rows(crisis: LoadedCrisis, *, brief: bool) -> list[ChoiceRow]:
    """Return a row for each chair: who sits there, and unless it is `brief`, what is at stake for them."""
    rows = []
    for chair in CHAIRS:
        stake = crisis.build_spans(f"cast.{chair}.stake") or crisis.build_spans(f"cast.{chair}.role")
        rows.append(ChoiceRow(render_chair_name(crisis, chair), NOTHING if brief else render_spans(stake)))
    return rows


def render_solo_cards(crisis: LoadedCrisis, width: int, marked: Chair | None, *, few_colours: bool) -> list[Content]:
    """Return the two on cards; under each, what it would be to sit there, or opposite."""
    names = {chair: read_text(crisis, f"cast.{chair}.name") for chair in CHAIRS}
    cards = []
    for chair in CHAIRS:
        name, other = names[chair], names[other_chair(chair)]
        if marked is None:
            foot = describe_private_part(name, other)
        elif chair == marked:
            foot = _(
                "Yours: you alone read what {name} wants, what's in the way, and what {other} doesn't know.",
                name=name,
                other=other,
            )
        else:
            foot = _(
                "{name} is played by the simulated partner: what it wants and knows, you have to find out.", name=name
            )
        cards.append(build_chair_card(crisis, chair, foot=foot))
    return render_cards(cards, width, marked=marked or "", few_colours=few_colours)


class FirstRunPage(ListPage[None], inherit_bindings=False):
    """The first run: a few sentences of the crisis, two chairs, and play begins."""

    CSS_PATH = "home.tcss"
    BINDINGS = bind("up", "down", "pick", "choose")
    ABOUT: ClassVar[tuple[str, ...]] = (
        N_("Press 1 or 2: the chair you take decides what you know and what you may decide."),
        N_("A simulated partner takes the other chair, with aims, troubles and secrets of its own."),
        N_("3 is for two people at this keyboard, one in each chair."),
    )

    def __init__(self) -> None:
        super().__init__()
        self._crisis: LoadedCrisis | None = None

    @on(Mount)
    def find_crisis(self) -> None:
        """Find the crisis of a first run beside the screen: the keys wait their turn."""
        self.call_later(self.work_beside_screen, lambda: find_first_crisis(self.tandem.services), self._seat_at_crisis)

    def _seat_at_crisis(self, crisis: LoadedCrisis | None) -> None:
        self._crisis = crisis
        self.refresh_texts()

    def compose_body(self) -> Iterable[Widget]:
        """Yield the wordmark, the story, the chairs; on a large page what comes next, and the people below."""
        with Vertical(id="home"):
            mark = Wordmark()
            mark.says = False
            with Horizontal(classes="asked"):
                with Vertical():
                    yield mark
                    yield StoryWidget()
                    yield Choices()
                yield DrawnLines(id="next")
            yield RestOfPage(id="cast")

    def update_texts(self) -> None:
        """Show the premise and the chairs."""
        self.set_class(self.is_large and self._crisis is not None, "-large")
        self.query_one(Wordmark).refresh_rows()
        self.query_one(StoryWidget).show_paragraphs(list(self._render_story()))
        self.query_one("#next", DrawnLines).show_drawing(self._render_next)
        super().update_texts()

    def on_resize(self) -> None:
        """Show the people where there is room for them."""
        self.refresh_texts()

    def follow_caret(self) -> None:
        """Let the card of the marked chair stand out."""
        self.query_one(RestOfPage).show_drawing(self._render_cast)

    def _render_next(self, width: int) -> list[Content]:
        """Return what the first scene asks of a player, and what is good to know before it."""
        if self._crisis is None:
            return []
        minutes = self._crisis.scenario.solo_minutes
        steps = (
            _("You read what happens, and what only you know."),
            _("A digit picks what you would do, a letter says or keeps what you know."),
            _("Enter commits it, and you see what came of it, and why."),
            _("All of it takes about {n} minutes. It's saved as you go: leave whenever you like.", n=minutes),
        )
        return [
            *render_list(_("Your first scene"), number_steps(steps), width),
            NOTHING,
            *render_aims(self._crisis, width),
        ]

    def _render_cast(self, width: int, height: int) -> list[Content]:
        """Return the two, and who else is there."""
        if self._crisis is None:
            return []
        few = has_few_colours(self.app.console.color_system)
        marked = CHAIRS[self.caret] if self.caret < len(CHAIRS) else None
        rows = [NOTHING, *render_solo_cards(self._crisis, width, marked, few_colours=few), NOTHING]
        return [*rows, *render_lookup(self._crisis, width, height - len(rows), few_colours=few)]

    def build_rows(self) -> Sequence[ChoiceRow]:
        """Return the chairs, and a row for two players."""
        if self._crisis is None:
            return []
        return [
            *build_chair_rows(self._crisis, brief=self.is_large),
            ChoiceRow(style_text(_("Two people at this keyboard"), "$ink"), gap=True),
        ]

    def choose_row(self, index: int) -> None:
        """Start a game in a chair, or open the seats of two; the first run is over."""
        if index == len(CHAIRS):
            self._open_pair_setup()
            return
        crisis = self._crisis
        if crisis is not None:
            self.tandem.change_settings(first_run_done=True)
            open_game(self, lambda: start_solo_game(self.tandem.services, crisis, CHAIRS[index], "learner"))

    def _open_pair_setup(self) -> None:
        self.tandem.change_settings(first_run_done=True)
        self.open_page(PairSetupPage())

    def _render_story(self) -> Iterable[Paragraph]:
        if self._crisis is None:
            yield Paragraph(style_text(_("There is no crisis on the shelf that can be played."), "$lost"))
            return
        yield Paragraph(render_spans(self._crisis.build_spans("premise")))
        yield Paragraph(
            style_text(_("Two people can still turn it round, and each of them knows only half.")), close=True
        )
        contract = _("It's fiction and nobody is graded: decide as you would on a day like this.")
        yield Paragraph(style_text(contract, "$quiet"))
        yield Paragraph(style_text(_("Who are you?"), "bold $ink"))
