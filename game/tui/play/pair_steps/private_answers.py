"""What one chair answers alone, behind its lock: every answer is one key, and the mark goes on by itself.

The questions stand in a row: pick, how sure, guess, a key for each fact, then Enter. Both chairs have the same row:
as many facts are asked about as the chair with more of them could say.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from textual.content import Content

from game.locales import N_, _, vocabulary
from game.playthrough.pair import PrivateView
from game.playthrough.private_answers import (
    PLEDGES,
    SAYS,
    PrivateQuestion,
    build_pick_answer,
    build_private_questions,
    list_said_facts,
)
from game.playthrough.prompts import FactChoice, Prompt
from game.playthrough.visibility import PrivateLine
from game.tui.play.private_panel import FactSlot, Secret
from game.tui.play.steps.decide import render_scene_question
from game.tui.play.steps.hints import render_hint_line
from game.tui.play.steps.reader import ChairReader
from game.tui.play.steps.sheet import PlayStep, Sheet
from game.tui.toolkit.choices import ChoiceRow
from game.tui.toolkit.content import NOTHING, join_contents, style_text
from game.tui.toolkit.story import Paragraph

NARROWEST: Final = 56
"""The cells that a line has at least, where the company stands beside the page."""


class PrivateStep(PlayStep):
    """A private view; nothing of it is anywhere else until it is committed."""

    keys: tuple[str, ...] = ("private_digit", "private_back", "private_on", "private_commit", "private_lock")
    help: tuple[str, ...] = (
        N_("The foot of the page asks one thing after the other; each is one digit. Enter commits all of it at once."),
        N_("Up goes back to an answer. The options stand in another order each time the view is opened."),
        N_("What is kept may come out later, and worse. A guess costs nothing and touches no number."),
        N_("● to ●●●: how much it touches something, never whether for good or ill."),
    )

    def __init__(self, reader: ChairReader, private: PrivateView, slots: int) -> None:
        super().__init__(reader)
        self.private, self.prompt = private, private.prompt
        self.row = build_private_questions(self.prompt, slots)
        self.given: list[int | None] = [None] * len(self.row)
        self.at = 0
        self.slots = slots

    # -- keys ----------------------------------------------------------------------------------------------

    @property
    def now(self) -> PrivateQuestion | None:
        """What is asked now; None where everything is answered."""
        return self.row[self.at] if self.at < len(self.row) else None

    def press_digit(self, number: int) -> None:
        """Answer what is asked now, and go on to the next."""
        asked = self.now
        if asked is not None and asked.accepts_digit(number):
            self.given[self.at] = number
            self.at += 1

    def click_row(self, row: int) -> None:
        """A click on an option is its digit, where one is asked for."""
        if self.now is not None and self.now.kind in ("pick", "guess"):
            self.press_digit(row + 1)

    def move_mark(self, by: int) -> None:
        """Go back to an answer, or on, but not past what is not answered yet."""
        known = self.given.index(None) if None in self.given else len(self.given)
        self.at = min(max(0, self.at + by), known)

    def explain_missing(self) -> str:
        """Something is not answered yet."""
        return _("First what is asked at the foot of the page.") if None in self.given else ""

    # -- what is answered ----------------------------------------------------------------------------------

    def list_said_facts(self) -> list[str]:
        """Return the facts that are said."""
        return list_said_facts(self._facts, self.row, self.given)

    def build_pick_answer(self) -> Mapping[str, object]:
        """Return everything but the facts, as an answer to the prompt."""
        return build_pick_answer(self.prompt, self.row, self.given)

    def build_answer(self, prompt: Prompt) -> Mapping[str, object] | None:
        """Return the answer to the prompt of this view."""
        if prompt.token != self.prompt.token or None in self.given:
            return None
        return {"facts": self.list_said_facts()} if prompt.kind in SAYS else self.build_pick_answer()

    @property
    def _facts(self) -> Sequence[FactChoice]:
        return self.private.facts

    # -- the page ------------------------------------------------------------------------------------------

    def build_sheet(self) -> Sheet:
        """Return the question, the options, and what is asked now; the rest is in the panel."""
        options = self.prompt.choices if self.prompt.kind not in SAYS else ()
        return Sheet(
            ask=self._render_question(),
            aside=style_text(self._render_owner(), "$quiet"),
            rows=[self._build_option_row(number) for number in range(len(options))],
            caret=self._find_given_row("pick"),
            note=join_contents(
                _fit_one_line(self._render_cue()), style_text("\n"), _fit_one_line(self._render_progress())
            ),
        )

    def build_secret(self) -> Secret:
        """Return what only this chair reads."""
        caret = self.now.slot if self.now is not None and self.now.kind == "fact" else None
        return Secret(
            self._render_heading(),
            list(self._render_private_lines()),
            [self._build_slot(slot) for slot in range(self.slots)],
            caret,
        )

    def _render_heading(self) -> Content:
        chair, name = self.reader.chair, self.reader.render_name(self.reader.chair)
        title = style_text(f"{name}, {vocabulary.name_chair(chair)}", f"bold ${chair}")
        return join_contents(title, style_text("   " + _("for {name} alone", name=name), "$quiet"))

    def _render_private_lines(self) -> Iterable[Paragraph]:
        """Yield what is new, then what one wants: facts that are asked about have the foot of the panel."""
        if self.prompt.kind == "still" and self.private.view.pledge:
            before = vocabulary.name_pledge(self.private.view.pledge)
            yield Paragraph(style_text(_("You had said: {pledge}.", pledge=before), "$ink"))
        held = list(self._render_unsayable_facts())
        yield from [] if self.slots else held
        yield from (self._render_private_line(line) for line in self.private.lines if line.kind != "learned")
        yield from self._render_wants()
        yield from held if self.slots else []

    def _render_wants(self) -> Iterable[Paragraph]:
        """Yield what one wants; what is in the way and at stake once."""
        private = self.private
        wants = [(_("You want"), private.goal)]
        if not private.met:
            wants += [(_("In the way"), private.obstacle), (_("At stake"), private.stake)]
        known = [(label, text) for label, path in wants if path and (text := self.reader.render_text(path, "$ink"))]
        for number, (label, text) in enumerate(known):
            yield Paragraph(text, lead=style_text(f"{label}  ", "$quiet"), close=number > 0)

    def _render_private_line(self, line: PrivateLine) -> Paragraph:
        text = self.reader.render_text(line.path, "$ink")
        if line.count == self.reader.session.state.count:
            return Paragraph(text)
        return Paragraph(text, lead=style_text(_("Scene {n}", n=line.count) + "  ", "$quiet"))

    def _render_unsayable_facts(self) -> Iterable[Paragraph]:
        """Yield what this chair alone knows and cannot say here."""
        asked = {fact.id for fact in self._facts} if self.slots else set()
        held = [fact for fact in self.private.view.facts if fact.status == "unsaid" and fact.id not in asked]
        if held:
            heading = _("Only you know, not to be said here") if self.slots else _("Only you know")
            yield Paragraph(style_text(heading, f"bold ${self.reader.chair}"))
        for fact in held:
            yield Paragraph(
                self.reader.render_text(f"{fact.path}.text", "$ink"), lead=style_text("▪ ", "$quiet"), close=True
            )

    def _build_slot(self, number: int) -> FactSlot:
        given = next((g for a, g in zip(self.row, self.given, strict=True) if a.kind == "fact" and a.slot == number), 0)
        said = None if not given else given == 1
        if number >= len(self._facts):
            return FactSlot(style_text(_("Nothing more to say here; a digit all the same."), "$quiet"), NOTHING, said)
        fact = self._facts[number]
        return FactSlot(
            self.reader.render_text(f"{fact.path}.text", "$ink"),
            style_text(vocabulary.describe_fact_cost(fact.cost), "$quiet"),
            said,
        )

    def _render_question(self) -> Content:
        match self.prompt.kind:
            case "pledge":
                return style_text(_("What will you not sacrifice?"), f"bold ${self.reader.chair}")
            case "still":
                return style_text(_("What will you not sacrifice? Still the same?"), f"bold ${self.reader.chair}")
            case "sit_say":
                return style_text(_("You sit at one table. What do you say now?"), "bold $ink")
        return render_scene_question(self.reader, self.prompt)

    def _render_owner(self) -> str:
        if self.prompt.kind in (*PLEDGES, "sit_say"):
            return ""
        name = self.reader.render_name(self.prompt.owner)
        return _("{name} decides", name=name) if self.prompt.joint else _("{name} decides alone", name=name)

    def _build_option_row(self, number: int) -> ChoiceRow:
        choice = self.prompt.choices[number]
        if self.prompt.kind in PLEDGES:
            return ChoiceRow(style_text(vocabulary.describe_pledge(choice.id)), lead=self._render_lead(number))
        hints = render_hint_line(choice, self.reader) or (
            style_text(" ") if any(c.hints for c in self.prompt.choices) else NOTHING
        )
        return ChoiceRow(self.reader.render_text(choice.path), hints, lead=self._render_lead(number))

    def _render_lead(self, number: int) -> Content:
        """Return caret, guess and digit of an option, in as many cells whatever is chosen."""
        mine, guessed = number == self._find_given_row("pick"), number == self._find_given_row("guess")
        accent = f"${self.reader.chair}"
        marks = [
            style_text("▸" if mine else " ", f"bold {accent}"),
            style_text("◇" if guessed else " ", f"${self.reader.other}"),
        ]
        return join_contents(*marks, style_text(f" {number + 1}  ", f"bold {accent}" if mine else "$quiet"))

    def _find_given_row(self, kind: str) -> int | None:
        """Return the row that was given to the pick or to the guess."""
        given = next((g for a, g in zip(self.row, self.given, strict=True) if a.kind == kind), None)
        return given - 1 if given else None

    def _render_cue(self) -> Content:
        """Return what is asked now."""
        asked, name = self.now, self.reader.render_name(self.reader.other)
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
        return style_text(text, "bold $ink")

    def _render_progress(self) -> Content:
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
        return join_contents(
            *(style_text(text, "$ink" if here else "$quiet") for text, here, _fact in told), between="   "
        )


_SO_FAR: Final = {"pick": N_("pick"), "sure": N_("how sure"), "guess": N_("guess"), "fact": N_("facts")}


def _fit_one_line(content: Content) -> Content:
    """Return a text that takes exactly one line, whatever the names in it."""
    return content.truncate(NARROWEST, ellipsis=True) if content.cell_length > NARROWEST else content
