"""Who the story is told to, and the names and texts as that reader gets them.

There are three voices:

- `Voice.to_chair`: the reader sits in a chair. It is "you", its private parts are told, the other's are not.
- `Voice.by_name`: an outsider after the fact (`demo`, the debrief). Everybody has a name, and everything is told.
- `Voice.to_onlookers`: two people who read together. Everybody has a name, and nothing private is told.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from game.content.markup import TextSpan
from game.engine.scenario import Scenario
from game.engine.state import SIT, State
from game.engine.stocks import CHAIRS, Chair, other_chair
from game.locales import _, current_language, vocabulary
from game.locales.figures import DOLLARS, Money
from game.narration.lines import Spans, fill_spans, join_text, make_spans
from game.playthrough.epilogue import EpilogueReport
from game.playthrough.pair import list_player_names
from game.playthrough.setup import Setup
from game.playthrough.visibility import BETWEEN


class NarratedGame(Protocol):
    """A game as far as narration needs it: a `Session` is one."""

    @property
    def scenario(self) -> Scenario:
        """The crisis."""

    @property
    def state(self) -> State:
        """All that has happened."""

    @property
    def setup(self) -> Setup:
        """How the game was set up."""

    @property
    def names(self) -> Mapping[str, str]:
        """The names of the cast in the game's language."""

    @property
    def epilogue(self) -> EpilogueReport | None:
        """The year after, once play is over."""

    def render_text(self, path: str) -> str:
        """Return a text in the game's language without its marks, the names in place."""

    def render_spans(self, path: str) -> tuple[TextSpan, ...]:
        """Return a text in the game's language as spans, the names in place."""


@dataclass(frozen=True)
class Voice:
    """How a game is told to one kind of reader.

    Attributes:
        game: the game, in whatever language it is in at the moment.
        chair: the chair that the reader sits in; None where the reader sits in none.
        open_chairs: the chairs whose private parts the reader may see.
        figure_chairs: the chairs whose trust is told as a figure.
    """

    game: NarratedGame
    chair: Chair | None
    open_chairs: tuple[Chair, ...]
    figure_chairs: tuple[Chair, ...]

    @classmethod
    def to_chair(cls, game: NarratedGame, chair: Chair) -> "Voice":
        """Return the voice for whoever sits in `chair`."""
        return cls(game, chair, (chair,), (chair,))

    @classmethod
    def by_name(cls, game: NarratedGame) -> "Voice":
        """Return the voice that tells everything, by name."""
        return cls(game, None, CHAIRS, CHAIRS)

    @classmethod
    def by_name_in_play(cls, game: NarratedGame, chairs: tuple[Chair, ...]) -> "Voice":
        """Return the voice that tells by name what the people in these chairs see while play goes on."""
        return cls(game, None, chairs, chairs)

    @classmethod
    def to_onlookers(cls, game: NarratedGame) -> "Voice":
        """Return the voice for two people who read together."""
        return cls(game, None, (), ())

    @property
    def chair_names(self) -> Mapping[str, str]:
        """The names of the two by chair."""
        return {chair: self.name_person(chair) for chair in CHAIRS}

    @property
    def money(self) -> Money:
        """How this game shows money."""
        shown = self.game.scenario.currency
        return Money(shown.unit, shown.per_point, shown.decimals) if shown else DOLLARS

    def sits_in(self, chair: str) -> bool:
        """Tell whether a chair is the reader's own."""
        return chair == self.chair

    def can_see_chair(self, chair: Chair) -> bool:
        """Tell whether the private parts of a chair are for this reader."""
        return chair in self.open_chairs

    def name_person(self, person: str) -> str:
        """Return the name of a person of the cast, with a title where the language has one for whoever bears it.

        An id that names nobody stays as it is.
        """
        name, table = self.game.names.get(person, person), self.game.scenario.address.get(current_language())
        title = table.told.get(person) if table is not None and person in table.title else None
        return f"{title} {name}" if title else name

    def name_other(self, chair: Chair) -> str:
        """Return the name of the person opposite a chair."""
        return self.name_person(other_chair(chair))

    def name_player(self, chair: Chair) -> str:
        """Return what to call whoever plays a chair: to two people who read together, the player's own name."""
        together = self.chair is None and not self.open_chairs
        return (
            list_player_names(self.game.names, self.game.setup.players)[chair] if together else self.name_person(chair)
        )

    def name_seat(self, chair: Chair) -> str:
        """Return who sits in a chair: to two people who read together, its name and the player's own."""
        name, player = self.name_person(chair), self.name_player(chair)
        if player == name:
            return name
        return f"{name} · {player}" if player.endswith(")") else f"{name} ({player})"

    @property
    def player_names(self) -> Mapping[str, str]:
        """What to call whoever plays each chair."""
        return {chair: self.name_player(chair) for chair in CHAIRS}

    def name_speaker(self, speaker: str) -> str:
        """Return how a line's speaker is called as it begins: "You" for the reader, a name, both or the board."""
        if speaker == "both":
            return _("Both")
        if speaker == "board":
            return _("The board")
        name = self.name_person(speaker)
        return _("You") if self.sits_in(speaker) else capitalize_first(name)

    def name_both(self, players: Mapping[Chair, str] | None = None) -> str:
        """Return the two names in one phrase, each with its player's name in brackets where `players` has one."""
        one, two = (self._name_with_player(chair, (players or {}).get(chair, "")) for chair in CHAIRS)
        return _("{one} and {two}", one=one, two=two)

    def _name_with_player(self, chair: Chair, player: str) -> str:
        name = self.name_person(chair)
        return f"{name} ({player})" if player else name

    def name_outcome(self, outcome: str) -> str:
        """Return what an option touches, as a hint names it; what lies between the two may be "you" or two names."""
        if outcome == BETWEEN and self.chair is None:
            return self.name_both()
        return vocabulary.name_outcome(outcome)

    def name_figure(self, stock: str) -> str:
        """Return a figure's full name, with the name of the person whose trust it is."""
        return vocabulary.name_stock_of_person(stock, self.chair_names)

    def name_figure_briefly(self, stock: str) -> str:
        """Return a figure's name where room is scarce; the trust of a reader in a chair is "your trust"."""
        if "." not in stock:
            return vocabulary.name_stock_briefly(stock)
        return _("your trust") if self.chair else self.name_figure(stock)

    def render_figure_change(self, stock: str, points: int) -> str:
        """Return a figure's full name and by how many whole points it moved, with a sign."""
        return f"{self.name_figure(stock)} {self.money.format_change(stock, points)}"

    def name_fact(self, fact: str) -> str:
        """Return a fact's label."""
        return self.render_text(f"facts.{fact}.label")

    def name_facts(self, facts: Iterable[str]) -> str:
        """Return the labels of facts with commas between them."""
        return ", ".join(map(self.name_fact, facts))

    def name_scene(self, scene: str) -> str:
        """Return what a scene is about: its question, or where it asks nothing, the first sentence of its text."""
        here = self.game.scenario.scenes[scene]
        if here.decision:
            return self.render_text(f"{here.path}.ask")
        return extract_first_sentence(self.render_text(f"{here.path}.text"))

    def name_ending(self, ending: str) -> str:
        """Return an ending's title; the interface has its own for insolvency, which no author writes."""
        found = self.game.scenario.find_ending(ending)
        return self.render_text(f"{found.path}.title") if found else _("Insolvent")

    def render_ending_spans(self, ending: str) -> Spans:
        """Return the text of an ending; the interface has its own for insolvency."""
        found = self.game.scenario.find_ending(ending)
        if found is None:
            return make_spans(_("The cash is gone. What would have come of the rest, nobody will know."))
        return self.render_spans(f"{found.path}.text")

    def render_text(self, path: str) -> str:
        """Return a text of the scenario without its marks; "" where the author wrote none."""
        return self.game.render_text(path)

    def render_spans(self, path: str) -> Spans:
        """Return a text of the scenario as spans."""
        return self.game.render_spans(path)

    def render_option_spans(self, scene: str, option: str) -> Spans:
        """Return the text of an option; sitting down together is one wherever it may be picked."""
        if option == SIT:
            return make_spans(_("sit down together first"))
        return self.game.render_spans(f"scenes.{scene}.options.{option}.text")

    def render_option(self, scene: str, option: str) -> str:
        """Return the text of an option without its marks."""
        return join_text(self.render_option_spans(scene, option))

    def quote_option(self, scene: str, option: str) -> str:
        """Return the text of an option in quotation marks; sitting down together is nobody's words and has none."""
        text = self.render_option(scene, option)
        return text if option == SIT else quote_text(text)

    def render_coffee_choice(self, chair: Chair, choice: str) -> Spans:
        """Return what a chair may do with the time for a coffee; a strength to name is that of one of the two."""
        other = self.name_other(chair)
        what, _colon, strength = choice.partition(":")
        if not strength:
            return make_spans(vocabulary.describe_coffee_choice(what, other))
        cast = self.game.scenario.cast
        owner = next((there for there in CHAIRS if strength in cast[there].strengths and there != chair), chair)
        named = self.game.render_spans(f"cast.{owner}.strengths.{strength}")
        return fill_spans(_("Praise {other} for a strength: {text}"), other=other, text=named)

    def render_cause(self, cause: str) -> str:
        """Return what moved a figure, in words."""
        return vocabulary.describe_cause(cause, self.game.render_text)

    def render_promise(self, path: str) -> Spans:
        """Return a promise as it was spoken, where the author wrote that; `path` is that of its text."""
        return self.render_spans(f"{path.removesuffix('.text')}.spoken") or self.render_spans(path)

    def find_goal_path(self, chair: Chair) -> str:
        """Return the path of the goal that was drawn for a chair."""
        return self.game.scenario.cast[chair].find_drawn_goal(self.game.state.draw).path


_OPENING_MARKS: Final = ("“", "‘", "«", '"', "*")
_LONGEST_SENTENCE: Final = 90


def capitalize_first(text: str) -> str:
    """Return a text with a capital, as it begins a line."""
    return text[:1].upper() + text[1:]


def quote_text(text: str) -> str:
    """Return a text in quotation marks, unless it brings its own."""
    text = text.strip()
    return text if text.startswith(_OPENING_MARKS) else f"“{text}”"


def extract_first_sentence(text: str) -> str:
    """Return the first sentence of a text, cut with "…" where it is longer than 90 characters."""
    line = text.strip().split("\n")[0]
    ends = [at + 1 for mark in (". ", "? ", "! ") if (at := line.find(mark)) > 0]
    sentence = line[: min(ends)] if ends else line
    return sentence if len(sentence) <= _LONGEST_SENTENCE else sentence[: _LONGEST_SENTENCE - 1].rstrip() + "…"


def label_scene(count: int) -> str:
    """Return the label of a scene by its number, from 1."""
    return _("Scene {n}", n=count)
