"""The seats of two: two names, who plays whom, which crisis, and how long a talk may be. Enter all the way begins."""

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar, Final

from textual import on
from textual.binding import ActiveBinding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Mount
from textual.widget import Widget
from textual.widgets import Input

from game.content.safe_input import clean_text
from game.engine.stocks import CHAIRS, Chair, other_chair
from game.locales import N_, _, vocabulary
from game.narration.introduction import describe_private_part
from game.playthrough.pair import UNLOCKING, list_player_names
from game.tui.actions import ACTIONS, bind
from game.tui.app_services import NotPossibleError
from game.tui.library.cast import (
    build_chair_card,
    read_text,
    render_aims,
    render_crisis,
    render_lookup,
    render_pair_scene,
)
from game.tui.library.crises import LoadedCrisis, load_crisis, open_game, start_pair_game
from game.tui.library.offers import CrisisOffer, list_offers
from game.tui.themes import has_few_colours
from game.tui.toolkit.cards import LEAST_FACES, ChairCard, RestOfPage, render_cards
from game.tui.toolkit.choices import ChoiceRow, Choices, ListPage
from game.tui.toolkit.content import NOTHING, join_contents, render_spans, style_text
from game.tui.toolkit.lines import DrawnLines, Paragraph, StoryWidget
from game.tui.toolkit.page import Header, PairSetupRequest
from game.tui.toolkit.text_fields import TextLine

TALKS: Final = (0, 3, 5)
"""Minutes that may be shown for a talk; 0 shows none."""
LONGEST_NAME: Final = 24
BEGIN: Final = 0
NO_REQUEST: Final = PairSetupRequest()


class PairSetupPage(ListPage[None], inherit_bindings=True):
    """Two lines to write names in, over a few rows of which the first one begins."""

    CSS_PATH = "pair_seats.tcss"
    BINDINGS = bind("less", "more")
    ABOUT: ClassVar[tuple[str, ...]] = (
        N_("Write both names, or leave them empty; Enter goes on. Left and right change the marked row."),
        N_("Whoever leads in real life takes the CTO's chair, whoever builds the CEO's: each sees more that way."),
        N_("The time for a talk is only shown. It cuts nobody off, and F5 adds a minute."),
    )

    def __init__(self, request: PairSetupRequest = NO_REQUEST) -> None:
        super().__init__()
        self.request = request
        self.own = False
        self.offers: Sequence[CrisisOffer] = ()
        self.chosen = 0
        self._crisis: LoadedCrisis | None = None
        self._problem = ""
        self._written: Widget | None = None

    def compose_body(self) -> Iterable[Widget]:
        """Yield the question, both names, and the rows; on a large page how turns are taken, and the people below."""
        yield Header()
        with Vertical(id="seats"):
            with Horizontal(classes="asked"):
                with Vertical(id="written"):
                    yield StoryWidget(id="asked")
                    for chair in CHAIRS:
                        with Horizontal(classes="named"):
                            yield StoryWidget(id=f"who-{chair}")
                            yield self._build_name_input(chair)
                    yield StoryWidget(id="proposed")
                    yield Choices()
                yield DrawnLines(id="turns")
            yield RestOfPage(id="cast")

    def _build_name_input(self, chair: Chair) -> Input:
        """Return the line for a name, with the one that was given."""
        number = CHAIRS.index(chair)
        name = clean_text(self.request.names[number]).strip()[:LONGEST_NAME] if number < len(self.request.names) else ""
        return TextLine(name, id=f"name-{chair}", compact=True, max_length=LONGEST_NAME, select_on_focus=False)

    @on(Mount)
    def read_shelf(self) -> None:
        """Read the shelf, and open the first crisis, or the one that was asked for; with names it waits for Enter.

        A disk may take its time: meanwhile the screen goes on, and names can be written.
        """
        if not self.request.names:
            self.set_focus(self._find_name_input(CHAIRS[0]))
        self.call_later(self.work_beside_screen, self._open_first_crisis, lambda _opened: self.refresh_texts())

    def _open_first_crisis(self) -> None:
        self.offers = list_offers(self.tandem.services, self.request.crisis)
        self._open_chosen_crisis()

    def update_texts(self) -> None:
        """Show everything in the language of the moment."""
        self.query_one(Header).show_titles(
            style_text(_("Play together"), "bold $ink"), style_text(_("two people, one keyboard"), "$quiet")
        )
        says = _("A story for two. Nobody is graded, failing is fine, and what is said here stays here.")
        self.query_one("#asked", StoryWidget).show_paragraphs([Paragraph(style_text(says, "$ink"))])
        for chair, asked in zip(CHAIRS, (_("Who leads in real life?"), _("Who builds in real life?")), strict=True):
            self.query_one(f"#who-{chair}", StoryWidget).show_paragraphs([Paragraph(style_text(asked, "$ink"))])
            self._find_name_input(chair).placeholder = _("a name, or nothing")
        self.set_class(self.is_large and self._crisis is not None, "-large")
        self._show_proposal()
        super().update_texts()
        self._update_mark()

    def _show_proposal(self) -> None:
        """Show who plays whom: in words, and on a large page on the cards."""
        self.query_one("#proposed", StoryWidget).show_paragraphs(list(self._render_proposal()))
        self.query_one("#turns", DrawnLines).show_drawing(self._render_turns)
        self.query_one(RestOfPage).show_drawing(self._render_cast)

    def on_descendant_focus(self) -> None:
        """A name is being written: no row is marked."""
        self._written = self.focused
        self._update_mark()

    def on_resize(self) -> None:
        """Show the cards where there is room; where there was none for a while, a name is gone on with."""
        self.refresh_texts()
        if self._written is not None and not self._writing and super().check_action("enter", ()):
            self.call_after_refresh(self.set_focus, self._written)

    def on_descendant_blur(self) -> None:
        """The rows have the mark again."""
        self._update_mark()

    def _update_mark(self) -> None:
        choices = self.query_one(Choices)
        choices.show_rows(choices.options, None if self._writing else self.caret)
        self.refresh_bindings()

    def build_rows(self) -> Sequence[ChoiceRow]:
        """Return the rows."""
        title = self._render_crisis_title()
        talk = self.tandem.settings.talk
        minutes = _("{n} min", n=talk) if talk else _("no clock")
        sits = _("each in their own") if self.own else _("each in the other's")
        return [
            ChoiceRow(
                style_text(_("Begin")),
                style_text(self._problem) if self._problem else NOTHING,
                greyed=bool(self._problem),
            ),
            ChoiceRow(style_text(_("Chairs")), note=_render_value(style_text(sits, "bold $ink")), gap=True),
            ChoiceRow(style_text(_("Crisis")), note=_render_value(title)),
            ChoiceRow(style_text(_("Time for a talk")), note=_render_value(style_text(minutes, "bold $ink"))),
        ]

    def collect_players(self) -> Mapping[Chair, str]:
        """Return the names by the chair they sit in; empty where one is missing."""
        named = {chair: clean_text(self._find_name_input(chair).value).strip() for chair in CHAIRS}
        if not all(named.values()):
            return {}
        return named if self.own else {other_chair(chair): name for chair, name in named.items()}

    def choose_row(self, index: int) -> None:
        """Begin, or change the row."""
        if index != BEGIN:
            self.action_right()
        elif self._crisis is not None:
            self._start_game(self._crisis)

    def _start_game(self, crisis: LoadedCrisis) -> None:
        seed, playthrough = self.request.seed, self.request.playthrough
        mode = self.request.mode or self.tandem.settings.difficulty
        services, players = self.tandem.services, self.collect_players()
        open_game(
            self,
            lambda: start_pair_game(services, crisis, players, mode, seed=seed, playthrough=playthrough),
        )

    def action_left(self) -> None:
        """The value before."""
        self._change_row_value(-1)

    def action_right(self) -> None:
        """The next value."""
        self._change_row_value(1)

    def action_up(self) -> None:
        """The row above; over the first one, the names."""
        if self.caret == BEGIN and not self._writing:
            self._find_name_input(CHAIRS[-1]).focus()
        elif self._writing:
            self._find_name_input(CHAIRS[0]).focus()
        else:
            super().action_up()

    def action_down(self) -> None:
        """The row below; from a name, the next one or the rows."""
        if self._writing:
            self._focus_after_name()
        else:
            super().action_down()

    def action_enter(self) -> None:
        """Choose; in a name, go on to the next."""
        if self._writing:
            self._focus_after_name()
        else:
            super().action_enter()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While a name is written its digits and arrows are its own."""
        if self._writing and action in {"digit", "left", "right"}:
            return False
        return super().check_action(action, parameters)

    def list_active_keys(self) -> dict[str, ActiveBinding]:
        """The keys that work now; in a name, Enter goes on."""
        mine = ACTIONS["go_on"].build_bindings() if self._writing else ()
        return super().list_active_keys() | {
            binding.key: ActiveBinding(self, binding, enabled=True) for binding in mine
        }

    @on(Input.Submitted)
    def submit_name(self) -> None:
        """Enter in a name goes on."""
        self._focus_after_name()

    @on(Input.Changed)
    def update_proposal(self) -> None:
        """Show who plays whom."""
        self._show_proposal()

    @property
    def _writing(self) -> bool:
        return isinstance(self.focused, Input)

    def _focus_after_name(self) -> None:
        if self.focused is self._find_name_input(CHAIRS[0]):
            self._find_name_input(CHAIRS[1]).focus()
        else:
            self._written = None
            self.set_focus(None)
            self.move_caret(BEGIN)

    def _find_name_input(self, chair: Chair) -> Input:
        return self.query_one(f"#name-{chair}", Input)

    def _change_row_value(self, by: int) -> None:
        match self.caret:
            case 1:
                self.own = not self.own
            case 2 if self.offers:
                self.chosen = (self.chosen + by) % len(self.offers)
                self.work_beside_screen(self._open_chosen_crisis, lambda _opened: self.refresh_texts())
            case 3:
                now = TALKS.index(self.tandem.settings.talk)
                self.tandem.change_settings(talk=TALKS[(now + by) % len(TALKS)])
        self.update_texts()

    def _open_chosen_crisis(self) -> None:
        """Load the chosen crisis: its people are named on the page."""
        self._crisis, self._problem = None, _("There is no crisis on the shelf that can be played.")
        if self.offers:
            try:
                self._crisis, self._problem = load_crisis(self.offers[self.chosen]), ""
            except NotPossibleError:
                self._problem = _("cannot be played")

    def _render_crisis_title(self) -> Content:
        if not self.offers:
            return style_text("")
        offer = self.offers[self.chosen]
        return render_spans(offer.build_spans(offer.head.title), "bold $ink")

    def _render_proposal(self) -> Iterable[Paragraph]:
        """Yield who plays whom, and why in the other's chair."""
        players = self.collect_players()
        for number, chair in enumerate(CHAIRS if not self.has_class("-large") else ()):
            person = (
                render_spans(self._crisis.build_spans(f"cast.{chair}.name"), f"bold ${chair}")
                if self._crisis
                else style_text("")
            )
            whom = join_contents(person, style_text(f", {vocabulary.name_chair(chair)}", "$ink"))
            lead = style_text(players[chair] + "  →  ", "$ink") if players else NOTHING
            yield Paragraph(whom, lead=lead, close=number > 0)
        why = _("Each sits in the other's chair: you see more from there, and speak more freely.")
        own = _("Each sits in their own chair. You see more from the other's.")
        yield Paragraph(style_text(own if self.own else why, "$quiet"), close=True)

    def _name_players(self, crisis: LoadedCrisis) -> Mapping[Chair, str]:
        """Return what to call whoever sits in each chair."""
        cast = {who: read_text(crisis, f"cast.{who}.name") for who in crisis.scenario.cast}
        return list_player_names(cast, self.collect_players())

    def _render_turns(self, width: int) -> list[Content]:
        """Return how the two take turns, under their names, and the crisis."""
        crisis = self._crisis
        if crisis is None:
            return []
        told = render_crisis(crisis, width, crisis.scenario.pair_minutes, aims=False)
        return [*render_pair_scene(self._name_players(crisis), width), NOTHING, *told]

    def _render_cast(self, width: int, height: int) -> list[Content]:
        """Return the two with who plays them, what one practises if there is room, and who else is there."""
        crisis = self._crisis
        if crisis is None:
            return []
        few = has_few_colours(self.app.console.color_system)
        cards = [self._build_card(crisis, chair) for chair in CHAIRS]
        rows = [NOTHING, *render_cards(cards, width, few_colours=few), NOTHING]
        aims = [*render_aims(crisis, width), NOTHING]
        for above in ([*rows, *aims], rows):
            people = render_lookup(crisis, width, height - len(above), few_colours=few)
            if len(people) >= LEAST_FACES:
                break
        return [*above, *people]

    def _build_card(self, crisis: LoadedCrisis, chair: Chair) -> ChairCard:
        """Return the card of a chair: who plays it, who looks away meanwhile, and what waits behind the lock."""
        cast = {place: read_text(crisis, f"cast.{place}.name") for place in CHAIRS}
        return build_chair_card(
            crisis,
            chair,
            player=self.collect_players().get(chair, ""),
            says=_describe_lock(self._name_players(crisis), chair),
            foot=describe_private_part(cast[chair], cast[other_chair(chair)]),
        )


def _describe_lock(names: Mapping[Chair, str], chair: Chair) -> str:
    """Return who opens what a chair alone may read, and who looks away meanwhile."""
    return _(
        "Only {key} opens what {name} alone may read; {other} looks away.",
        key=UNLOCKING[chair],
        name=names[chair],
        other=names[other_chair(chair)],
    )


def _render_value(content: Content) -> Content:
    return join_contents(style_text("◂ ", "$quiet"), content, style_text(" ▸", "$quiet"))
