"""What if: choose a scene, another answer, and see both lines of play beside each other.

The other line is played by `game.debrief.whatif` off the loop that paints; this page only asks for it and draws it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar, Final, Literal

from textual.content import Content

from game.debrief.compare import Comparison, compare
from game.debrief.insight import Insight
from game.debrief.telling import otherwise
from game.debrief.whatif import Alternative, Branch, alternatives, branch
from game.engine.state import Phase, Played
from game.engine.stocks import Chair
from game.locales import N_, _
from game.playthrough.record import Answer
from game.playthrough.session import Session
from game.tui.content import NOTHING, ink, join
from game.tui.lookback.leaf import Leaf, figure_name
from game.tui.lookback.scenes import scene_rows
from game.tui.typeset import band, hang, pad, wrap
from game.tui.widgets.choices import Row
from game.tui.widgets.figures import difference

FIGURES_SHOWN: Final = 6
SCENES_TOLD: Final = 3
Stage = Literal["scene", "answer", "playing", "compared"]


@dataclass(frozen=True)
class Result:
    """The other line, and what the two have come to."""

    asked: Alternative
    branch: Branch
    comparison: Comparison


def play(session: Session, asked: Alternative) -> Result:
    """Play the other line; it takes a moment, so it is called from a thread."""
    other = branch(session, asked.before, asked.answer)
    return Result(asked, other, compare(session, other))


class Otherwise(Leaf):
    """First a scene, then an answer, then the two lines."""

    name: ClassVar[str] = N_("What if")
    about: ClassVar[str] = N_(
        "What if: choose a scene, then another answer; later answers are kept while they can be given."
    )

    def __init__(self, session: Session, insight: Insight) -> None:
        super().__init__(session, insight)
        self.stage: Stage = "scene"
        self.answer = 0
        self.result: Result | None = None
        self._all: tuple[Alternative, ...] | None = None

    @property
    def asked(self) -> tuple[Alternative, ...]:
        """What could have been answered otherwise in the marked scene."""
        if self._all is None:
            self._all = alternatives(self.session)
        count = self.insight.line.scenes[self.caret].count
        return tuple(other for other in self._all if self._scene_of(other) == count)

    def at(self, fact: str) -> None:
        """Put the mark on saying a fact, at the first chance there was."""
        for number in range(len(self.insight.line.scenes)):
            self.caret = number
            said = [index for index, other in enumerate(self.asked) if (other.kind, other.what) == ("say", fact)]
            if said:
                self.stage, self.answer = "answer", said[0]
                return
        self.caret = 0

    def _scene_of(self, other: Alternative) -> int:
        """A coffee is taken before the scene that follows it."""
        return other.count + (other.kind == "coffee")

    def beside(self) -> Sequence[Row]:
        """Return the scenes."""
        return scene_rows(self)

    def move(self, by: int) -> None:
        """Move the mark in the list of scenes, or among the answers."""
        if self.stage == "answer":
            self.answer = (self.answer + by) % len(self.asked)
        elif self.stage != "playing":
            self.stage = "scene"
            super().move(by)

    def enter(self) -> Alternative | None:
        """Go a step on; return the answer to play on from, once one is chosen."""
        if self.stage == "scene" and self.asked:
            self.stage, self.answer = "answer", 0
        elif self.stage == "answer":
            self.stage = "playing"
            return self.asked[self.answer]
        return None

    def back(self) -> bool:
        """Go a step back."""
        before: dict[Stage, Stage] = {"answer": "scene", "compared": "answer"}
        if self.stage not in before:
            return self.stage == "playing"
        self.stage = before[self.stage]
        return True

    def marked(self) -> int | None:
        """Return the line of the marked answer."""
        return self._marked if self.stage == "answer" else None

    _marked = 0

    def draw(self, width: int, height: int) -> list[Content]:  # noqa: ARG002 -- every page is asked the same
        """Return what this step shows."""
        if self.stage == "compared" and self.result is not None:
            return list(self._compared(self.result, width))
        head = wrap(ink(self.teller.scene(self.insight.line.scenes[self.caret].id), "bold $ink"), width)
        if not self.asked:
            return [*head, NOTHING, *wrap(ink(_("Nobody in this game was asked anything here."), "$quiet"), width)]
        rows = [*head, NOTHING, *self._answers(len(head) + 1, width)]
        if self.stage == "playing":
            rows += [NOTHING, ink(_("playing the other line …"), "$quiet")]
        return rows

    def _answers(self, above: int, width: int) -> Iterator[Content]:
        line = above
        for number, (_before, group) in enumerate(groupby(enumerate(self.asked), key=lambda pair: pair[1].before)):
            pairs = list(group)
            given = otherwise.given(self.teller, *_question(pairs[0][1]))
            head = [
                *([NOTHING] if number else []),
                *hang(ink(_("as played") + "  ", "$quiet"), ink(given, "$quiet"), width),
            ]
            yield from head
            line += len(head)
            for index, other in pairs:
                here = self.stage in ("answer", "playing") and index == self.answer
                self._marked = line if here else self._marked
                rows = self._answer(other, here, width)
                yield from rows
                line += len(rows)

    def _answer(self, other: Alternative, here: bool, width: int) -> list[Content]:
        lead = ink(" ▸ " if here else "   ", f"bold ${other.chair}")
        text = ink(otherwise.instead(self.teller, other), "bold $ink" if here else "$ink")
        return [band(pad(row, width), width, "$caret") if here else row for row in hang(lead, text, width)]

    def _compared(self, result: Result, width: int) -> Iterator[Content]:
        comparison = result.comparison
        yield from wrap(ink(otherwise.instead(self.teller, result.asked), f"bold ${result.asked.chair}"), width)
        yield NOTHING
        yield from self._lines(result, width)
        if note := otherwise.stood_in(self.teller, result.branch):
            yield from wrap(ink(note, "$quiet"), width)
        yield NOTHING
        yield from self._figures(comparison, width)
        yield NOTHING
        yield from self._parting(comparison, width)

    def _lines(self, result: Result, width: int) -> Iterator[Content]:
        comparison = result.comparison
        column = max(ink(name).cell_length for name in (_("as played"), _("otherwise"))) + 2
        each = max(2, min(5, (width - column - 22) // max(1, len(comparison.scenes))))
        fork = comparison.branched
        played = [scenes[0] for scenes in comparison.scenes]
        other = [scenes[1] for scenes in comparison.scenes]
        names = [self._ending(comparison.played.ending), self._ending(comparison.otherwise.ending)]
        yield join(pad(ink(_("as played"), "$ink"), column), _track(played, each), ink("  " + names[0], "$ink"))
        branching = _branching(other, fork, result.branch.dashed_from, each)
        yield join(pad(ink(_("otherwise"), "$ceo"), column), branching, ink("  " + names[1], "$ceo"))

    def _ending(self, ending: str) -> str:
        return self.teller.ending(ending) if ending else _("so far")

    def _figures(self, comparison: Comparison, width: int) -> Iterator[Content]:
        heads = (ink(_("as played"), "$quiet"), ink(_("otherwise"), "$quiet"))
        first, second = (max(10, head.cell_length + 2) for head in heads)
        cells = (max(20, min(44, width - first - second - 8)), first, second)
        when = ink(_("mean over the year") if comparison.played.ending else _("as things stand"), "$quiet")
        yield join(pad(when, cells[0]), *(_right(head, room) for head, room in zip(heads, cells[1:], strict=True)))
        whole = f"{comparison.played.f:.1f}", f"{comparison.otherwise.f:.1f}"
        yield _row(_("The company as a whole"), whole, cells)
        for stock, played, other in comparison.changes[:FIGURES_SHOWN]:
            mark = difference(stock, other - played)
            yield _row(figure_name(self.teller, stock), (f"{played:,}", f"{other:,}"), cells, mark)

    def _unsaid(self) -> frozenset[str]:
        """While play goes on, what the partner keeps stays with the partner."""
        if self.session.prompt is None:
            return frozenset()
        facts, held = self.session.scenario.facts, self.session.setup.partners
        state = self.session.state.facts
        return frozenset(f for f, status in state.items() if status.status == "unsaid" and facts[f].held in held)

    def _parting(self, comparison: Comparison, width: int) -> Iterator[Content]:
        if not comparison.differences:
            yield from wrap(ink(_("All else would have gone the same way."), "$quiet"), width)
        for apart in comparison.differences[:SCENES_TOLD]:
            yield ink(_("Scene {n}", n=apart.count), "bold $ink")
            for played, other in otherwise.parted(self.teller, apart, self._unsaid()):
                if played:
                    yield from hang(ink("  " + _("as played") + "  ", "$quiet"), ink(played, "$quiet"), width)
                if other:
                    yield from hang(ink("  " + _("otherwise") + "  ", "$ceo"), ink(other, "$ink"), width)


def _question(other: Alternative) -> tuple[str, Chair, Phase, Answer]:
    return other.scene, other.chair, other.kind, other.given


def _row(name: str, values: tuple[str, str], cells: tuple[int, int, int], mark: Content = NOTHING) -> Content:
    """A figure on both lines: its name, and the values at the right of their columns."""
    played, other = (_right(ink(value, "$ink"), room) for value, room in zip(values, cells[1:], strict=True))
    return join(pad(ink(name, "$ink"), cells[0]), played, other, ink("  "), mark)


def _right(text: Content, cells: int) -> Content:
    return ink(" " * max(0, cells - text.cell_length)) + text


def _track(scenes: Sequence[Played | None], each: int) -> Content:
    """A line with a number for each scene."""
    numbers = (str(scene.count) for scene in scenes if scene is not None)
    return ink("".join(number + "─" * (each - len(number)) for number in numbers).rstrip("─"), "$ink")


def _branching(scenes: Sequence[Played | None], fork: int, dashed: int | None, each: int) -> Content:
    """The other line: it leaves the played one at the fork, and is dashed from where it is not the person's own."""
    row = ""
    for scene in scenes:
        if scene is not None and scene.count >= fork:
            own = dashed is None or scene.count < dashed
            number = str(scene.count)
            row += number + ("─" if own else "╌") * (each - len(number))
    lead = " " * (each * (fork - 1) - 1) + "╰" if fork > 1 else ""
    return ink(lead + row.rstrip("─╌"), "$ceo")
