"""What can be read of a game at any moment: texts in the language of now, options, why a figure is where it is."""

from collections.abc import Mapping

from game.content.markup import TextSpan, parse_spans, render_plain
from game.engine.causes import Cause, trace_cause_chain
from game.engine.model import from_hundredths
from game.engine.scenario import Option, Scenario, Texts
from game.engine.state import LedgerEntry, State
from game.engine.stocks import INDEX


class ScenarioReader:
    """A crisis at a moment of a playthrough.

    Attributes:
        scenario: the crisis without its texts.
        texts: its texts.
        language: the language that texts are in; may be set at any moment.
        state: the state of now.
    """

    scenario: Scenario
    texts: Texts
    language: str
    state: State

    def look_up_option(self, scene: str, option: str) -> Option:
        """Return an option of a scene; KeyError where there is none."""
        decision = self.scenario.scenes[scene].decision
        if decision is None:
            raise KeyError(option)
        return decision.find_option(option)

    def find_objection_path(self, option: str) -> str:
        """Return the path of the best objection to an option of this scene; '' where the author wrote none."""
        found = self.look_up_option(self.state.scene, option)
        return f"{found.path}.objection" if found.objected else ""

    def trace_causes(self, stock: str) -> tuple[Cause, ...]:
        """Return the chain of causes behind a stock, against the company as the crisis found it, from the model."""
        now, start = from_hundredths(self.state.stocks), from_hundredths(self.scenario.start)
        direction = 1 if now[INDEX[stock]] >= start[INDEX[stock]] else -1
        return trace_cause_chain(now, stock, direction, base=start)

    def list_ledger_entries(self, stock: str) -> tuple[LedgerEntry, ...]:
        """Return every line of the ledger that moved a stock, in the order they were written."""
        return tuple(entry for entry in self.state.ledger if entry.stock == stock)

    @property
    def names(self) -> Mapping[str, str]:
        """The names of the cast in the language of now."""
        return {
            person.id: self.texts.get(f"{person.path}.name", self.language) for person in self.scenario.cast.values()
        }

    def render_spans(self, path: str) -> tuple[TextSpan, ...]:
        """Return a text in the language of now as spans, with the names in place."""
        return parse_spans(self.texts.get(path, self.language), self.names)

    def render_text(self, path: str) -> str:
        """Return a text in the language of now without its marks, with the names in place."""
        return render_plain(self.texts.get(path, self.language), self.names)
