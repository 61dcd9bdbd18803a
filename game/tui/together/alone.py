"""What one chair answers alone, behind its lock: every answer is one key, and the mark goes on by itself.

The questions stand in a row: pick, how sure, guess, a key for each fact, then Enter. Both chairs have the same row:
as many facts are asked about as the chair with more of them could say.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from textual.content import Content

from game.locales import N_, _, words
from game.playthrough.prompts import FactChoice, Prompt
from game.playthrough.row import PLEDGES, SAYS, Asked, picked, row_of, said
from game.playthrough.secrecy import PrivateLine
from game.playthrough.together import Private
from game.tui.content import NOTHING, ink, join
from game.tui.steps.decide import question
from game.tui.steps.hints import hint_line
from game.tui.steps.reader import Reader
from game.tui.steps.sheet import Sheet, Step
from game.tui.widgets.behind import Secret, Slot
from game.tui.widgets.choices import Row
from game.tui.widgets.story import Paragraph

NARROWEST: Final = 56
"""The cells that a line has at least, where the company stands beside the page."""


class Alone(Step):
    """A private view; nothing of it is anywhere else until it is committed."""

    keys: tuple[str, ...] = ("private_digit", "private_back", "private_on", "private_commit", "private_lock")
    help: tuple[str, ...] = (
        N_("The foot of the page asks one thing after the other; each is one digit. Enter commits all of it at once."),
        N_("Up goes back to an answer. The options stand in another order each time the view is opened."),
        N_("What is kept may come out later, and worse. A guess costs nothing and touches no number."),
        N_("● to ●●●: how much it touches something, never whether for good or ill."),
    )

    def __init__(self, reader: Reader, private: Private, slots: int) -> None:
        super().__init__(reader)
        self.private, self.prompt = private, private.prompt
        self.row = row_of(self.prompt, slots)
        self.given: list[int | None] = [None] * len(self.row)
        self.at = 0
        self.slots = slots

    # -- keys ----------------------------------------------------------------------------------------------

    @property
    def now(self) -> Asked | None:
        """What is asked now; None where everything is answered."""
        return self.row[self.at] if self.at < len(self.row) else None

    def digit(self, number: int) -> None:
        """Answer what is asked now, and go on to the next."""
        asked = self.now
        if asked is not None and asked.takes(number):
            self.given[self.at] = number
            self.at += 1

    def point(self, row: int) -> None:
        """A click on an option is its digit, where one is asked for."""
        if self.now is not None and self.now.kind in ("pick", "guess"):
            self.digit(row + 1)

    def move(self, by: int) -> None:
        """Go back to an answer, or on, but not past what is not answered yet."""
        known = self.given.index(None) if None in self.given else len(self.given)
        self.at = min(max(0, self.at + by), known)

    def missing(self) -> str:
        """Something is not answered yet."""
        return _("First what is asked at the foot of the page.") if None in self.given else ""

    # -- what is answered ----------------------------------------------------------------------------------

    def said(self) -> list[str]:
        """Return the facts that are said."""
        return said(self._facts, self.row, self.given)

    def picked(self) -> Mapping[str, object]:
        """Return everything but the facts, as an answer to the prompt."""
        return picked(self.prompt, self.row, self.given)

    def answer(self, prompt: Prompt) -> Mapping[str, object] | None:
        """Return the answer to the prompt of this view."""
        if prompt.token != self.prompt.token or None in self.given:
            return None
        return {"facts": self.said()} if prompt.kind in SAYS else self.picked()

    @property
    def _facts(self) -> Sequence[FactChoice]:
        return self.private.facts

    # -- the page ------------------------------------------------------------------------------------------

    def sheet(self) -> Sheet:
        """Return the question, the options, and what is asked now; the rest is in the panel."""
        options = self.prompt.choices if self.prompt.kind not in SAYS else ()
        return Sheet(
            ask=self._question(),
            aside=ink(self._owner(), "$quiet"),
            rows=[self._option(number) for number in range(len(options))],
            caret=self._place("pick"),
            note=join(_one_line(self._cue()), ink("\n"), _one_line(self._so_far())),
        )

    def secret(self) -> Secret:
        """Return what only this chair reads."""
        caret = self.now.slot if self.now is not None and self.now.kind == "fact" else None
        return Secret(self._heading(), list(self._lines()), [self._slot(slot) for slot in range(self.slots)], caret)

    def _heading(self) -> Content:
        chair, name = self.reader.chair, self.reader.name(self.reader.chair)
        title = ink(f"{name}, {words.chair(chair)}", f"bold ${chair}")
        return join(title, ink("   " + _("for {name} alone", name=name), "$quiet"))

    def _lines(self) -> Iterable[Paragraph]:
        """Yield what is new, then what one wants: facts that are asked about have the foot of the panel."""
        if self.prompt.kind == "still" and self.private.view.pledge:
            before = words.pledge_name(self.private.view.pledge)
            yield Paragraph(ink(_("You had said: {pledge}.", pledge=before), "$ink"))
        held = list(self._others())
        yield from [] if self.slots else held
        yield from (self._line(line) for line in self.private.lines if line.kind != "learned")
        yield from self._wants()
        yield from held if self.slots else []

    def _wants(self) -> Iterable[Paragraph]:
        """Yield what one wants; what is in the way and at stake once."""
        private = self.private
        wants = [(_("You want"), private.goal)]
        if not private.met:
            wants += [(_("In the way"), private.obstacle), (_("At stake"), private.stake)]
        known = [(label, text) for label, path in wants if path and (text := self.reader.tell(path, "$ink"))]
        for number, (label, text) in enumerate(known):
            yield Paragraph(text, lead=ink(f"{label}  ", "$quiet"), close=number > 0)

    def _line(self, line: PrivateLine) -> Paragraph:
        text = self.reader.tell(line.path, "$ink")
        if line.count == self.reader.session.state.count:
            return Paragraph(text)
        return Paragraph(text, lead=ink(_("Scene {n}", n=line.count) + "  ", "$quiet"))

    def _others(self) -> Iterable[Paragraph]:
        """Yield what this chair alone knows and cannot say here."""
        asked = {fact.id for fact in self._facts} if self.slots else set()
        held = [fact for fact in self.private.view.facts if fact.status == "unsaid" and fact.id not in asked]
        if held:
            heading = _("Only you know, not to be said here") if self.slots else _("Only you know")
            yield Paragraph(ink(heading, f"bold ${self.reader.chair}"))
        for fact in held:
            yield Paragraph(self.reader.tell(f"{fact.path}.text", "$ink"), lead=ink("▪ ", "$quiet"), close=True)

    def _slot(self, number: int) -> Slot:
        given = next((g for a, g in zip(self.row, self.given, strict=True) if a.kind == "fact" and a.slot == number), 0)
        said = None if not given else given == 1
        if number >= len(self._facts):
            return Slot(ink(_("Nothing more to say here; a digit all the same."), "$quiet"), NOTHING, said)
        fact = self._facts[number]
        return Slot(self.reader.tell(f"{fact.path}.text", "$ink"), ink(words.cost(fact.cost), "$quiet"), said)

    def _question(self) -> Content:
        match self.prompt.kind:
            case "pledge":
                return ink(_("What will you not sacrifice?"), f"bold ${self.reader.chair}")
            case "still":
                return ink(_("What will you not sacrifice? Still the same?"), f"bold ${self.reader.chair}")
            case "sit_say":
                return ink(_("You sit at one table. What do you say now?"), "bold $ink")
        return question(self.reader, self.prompt)

    def _owner(self) -> str:
        if self.prompt.kind in (*PLEDGES, "sit_say"):
            return ""
        name = self.reader.name(self.prompt.owner)
        return _("{name} decides", name=name) if self.prompt.joint else _("{name} decides alone", name=name)

    def _option(self, number: int) -> Row:
        choice = self.prompt.choices[number]
        if self.prompt.kind in PLEDGES:
            return Row(ink(words.pledge(choice.id)), lead=self._lead(number))
        hints = hint_line(choice, self.reader) or (ink(" ") if any(c.hints for c in self.prompt.choices) else NOTHING)
        return Row(self.reader.tell(choice.path), hints, lead=self._lead(number))

    def _lead(self, number: int) -> Content:
        """Return caret, guess and digit of an option, in as many cells whatever is chosen."""
        mine, guessed = number == self._place("pick"), number == self._place("guess")
        accent = f"${self.reader.chair}"
        marks = [ink("▸" if mine else " ", f"bold {accent}"), ink("◇" if guessed else " ", f"${self.reader.other}")]
        return join(*marks, ink(f" {number + 1}  ", f"bold {accent}" if mine else "$quiet"))

    def _place(self, kind: str) -> int | None:
        """Return the row that was given to the pick or to the guess."""
        given = next((g for a, g in zip(self.row, self.given, strict=True) if a.kind == kind), None)
        return given - 1 if given else None

    def _cue(self) -> Content:
        """Return what is asked now."""
        asked, name = self.now, self.reader.name(self.reader.other)
        match asked.kind if asked else "":
            case "pick" if self.prompt.kind in PLEDGES:
                text = _("Press its digit.")
            case "pick":
                text = _("Your pick: press its digit.")
            case "sure":
                text = _("How sure?  1 leaning   2 sure")
            case "guess" if self.prompt.kind in PLEDGES:
                text = _("What will {name} not sacrifice? A digit, or 0.", name=name)
            case "guess":
                text = _("What will {name} pick? A digit, or 0 for no idea.", name=name)
            case "fact":
                text = _("The marked fact:  1 say it   2 keep it")
            case _:
                text = _("Enter commits and locks.")
        return ink(text, "bold $ink")

    def _so_far(self) -> Content:
        """Return what was answered so far, in as many words whatever it was."""
        told: list[tuple[str, bool, bool]] = []
        for asked, given in zip(self.row, self.given, strict=True):
            here = asked is self.now
            mark = "…" if given is None else str(given)
            if asked.kind != "fact" or not told or not told[-1][2]:
                told.append((f"{_(_SO_FAR[asked.kind])} {mark}", here, asked.kind == "fact"))
            else:
                text, was, _fact = told[-1]
                told[-1] = (f"{text} {mark}", was or here, True)
        return join(*(ink(text, "$ink" if here else "$quiet") for text, here, _fact in told), between="   ")


_SO_FAR: Final = {"pick": N_("pick"), "sure": N_("how sure"), "guess": N_("guess"), "fact": N_("facts")}


def _one_line(content: Content) -> Content:
    """Return a text that takes exactly one line, whatever the names in it."""
    return content.truncate(NARROWEST, ellipsis=True) if content.cell_length > NARROWEST else content
