"""Every key of the game, once. Footer, help and palette are generated from here, and so is every binding.

No commit hangs on a letter: Vietnamese input methods hold r, s, f, x and j back. A letter says or keeps a fact, which
Space does too; others are shortcuts.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from textual.binding import ActiveBinding, Binding, BindingType

from game.locales import N_, _


@dataclass(frozen=True, slots=True)
class Action:
    """A thing a key does: `keys` as Textual names them, the method `action_<does>`, and its words as messages.

    `label` stands for the keys in footer and help; `each` passes the key itself to the method.
    """

    id: str
    keys: str
    does: str
    description: str
    tooltip: str
    label: str
    show: bool = True
    each: bool = False
    priority: bool = False

    def build_bindings(self) -> Iterator[Binding]:
        """Yield what Textual wants to have."""
        for key in self.keys.split(","):
            yield Binding(
                key,
                f"{self.does}('{key}')" if self.each else self.does,
                self.description,
                show=self.show,
                tooltip=self.tooltip,
                id=self.id,
                priority=self.priority,
            )


DIGITS: Final = "1,2,3,4,5,6,7,8,9"
DIGITS_AND_ZERO: Final = f"{DIGITS},0"
_FACT_LETTERS: Final = "aăâáàảãạắằẳẵặấầẩẫậbcdđeêéèẻẽẹếềểễệ"
FACT_KEYS: Final = ",".join((*_FACT_LETTERS, *_FACT_LETTERS.upper()))
"""The letters of facts, also as an input method may mark them."""

# fmt: off -- one action a line reads as the table that it is
_ALL: Final = (
    Action("up", "up,shift+tab", "up", N_("up"), N_("The row above."), "↑", show=False),
    Action("down", "down,tab", "down", N_("down"), N_("The row below."), "↓", show=False),
    Action("pick", DIGITS, "digit", N_("pick"), N_("Pick the row with this number."), "1-9", show=False, each=True),
    Action("choose", "enter", "enter", N_("choose"), N_("Open the row that is marked."), "enter"),
    Action("why", "enter", "enter", N_("why"), N_("What moved the marked figure, and what pulls at it."), "enter"),
    Action("close", "enter", "enter", N_("back"), N_("Go back to where you came from."), "enter"),
    Action("less", "left", "left", N_("change"), N_("The value before."), "←→"),
    Action("more", "right", "right", N_("more"), N_("The value after."), "→", show=False),
    Action("delete", "delete", "delete", N_("delete"), N_("Delete the marked save; you are asked once more."), "del"),
    Action("about", "f4", "about", N_("more"), N_("Verify, export or repair the marked save."), "F4"),
    Action("take_in", "f5", "take_in", N_("import"), N_("Import a save that was exported."), "F5"),
    Action(
        "lean",
        DIGITS,
        "digit",
        N_("lean"),
        N_("Pick an option; press the same digit again if you're sure, once more to take it back."),
        "1-9",
        each=True,
    ),
    Action(
        "answer",
        DIGITS,
        "digit",
        N_("answer"),
        N_("Pick an answer; the same digit again takes it back."),
        "1-9",
        each=True,
    ),
    Action("change", DIGITS, "digit", N_("change"), N_("Change your pick to another option."), "1-9", each=True),
    Action(
        "guess",
        "7,8,9,0,6",
        "digit",
        N_("guess"),
        N_("What the other chair will pick: 7 is the first row, 8 the second. The same digit takes it back."),
        "7-0",
        each=True,
    ),
    Action(
        "fact",
        FACT_KEYS,
        "letter",
        N_("say or keep"),
        N_("Say the fact of this letter, or keep it."),
        "a-e",
        each=True,
    ),
    Action(
        "say",
        "space",
        "say_or_keep",
        N_("say or keep"),
        N_("Say the fact you are looking at, or keep it."),
        "space",
        show=False,
    ),
    Action("commit", "enter", "enter", N_("commit"), N_("Commit your pick and what you say."), "enter"),
    Action("keep", "enter", "enter", N_("keep yours"), N_("Stay with your pick."), "enter"),
    Action("confirm", "enter", "enter", N_("confirm"), N_("Confirm the marked answer."), "enter"),
    Action("go_on", "enter", "enter", N_("go on"), N_("Go on."), "enter"),
    Action("turn", "enter,space", "turn", N_("go on"), N_("On to the next page."), "enter"),
    Action(
        "scroll_up", "pageup", "scroll_page(-1)", N_("earlier text"), N_("Scroll the text back."), "PgUp", show=False
    ),
    Action("scroll_down", "pagedown", "scroll_page(1)", N_("more text"), N_("Scroll the text on."), "PgDn"),
    Action("page_back", "left", "page_back", N_("page back"), N_("Read the page before once more."), "←"),
    Action(
        "log", "l,L,f9", "log", N_("log"), N_("What has happened so far, from the beginning. F9 opens it too."), "l"
    ),
    Action("close_log", "l,L,f9", "close_log", N_("back"), N_("Go back to where you came from."), "l", show=False),
    Action("take_back", "backspace", "take_back", N_("take back"), N_("Take your pick back."), "bksp"),
    Action("read_on", "space,enter", "space", N_("go on"), N_("Both have read it: go on."), "space"),
    Action(
        "unlock",
        "1,0",
        "unlock",
        N_("open the view"),
        N_("Open the view of whoever is named; the other looks away."),
        "1",
        each=True,
    ),
    Action(
        "locked",
        "enter,space,2,3,4,5,6,7,8,9",
        "refuse",
        N_("locked"),
        N_("Any other key opens nothing, and says so."),
        "enter …",
        show=False,
    ),
    Action(
        "private_digit",
        DIGITS_AND_ZERO,
        "digit",
        N_("answer"),
        N_("Answer what is asked at the foot of the page; the mark goes on by itself."),
        "1-9",
        each=True,
    ),
    Action("private_back", "up,shift+tab", "up", N_("back"), N_("Back to the answer before."), "↑"),
    Action("private_on", "down,tab", "down", N_("down"), N_("On to the answer after."), "↓", show=False),
    Action("private_commit", "enter", "enter", N_("commit"), N_("Commit all of it, and lock."), "enter"),
    Action("private_lock", "escape", "lock", N_("lock"), N_("Back to the lock; nothing is kept."), "esc"),
    Action("cards", "f4", "cards", N_("cards"), N_("Write what each chair alone may read on cards, for paper."), "F4"),
    Action("count_down", "space", "space", N_("final picks"), N_("Three, two, one, then both pick at once."), "space"),
    Action(
        "at_once",
        DIGITS_AND_ZERO,
        "digit",
        N_("final picks"),
        N_("The CEO's keys lie at the left, the CTO's at the right; nothing is shown before both are in."),
        "1-9",
        each=True,
    ),
    Action("talk_again", "escape", "lock", N_("talk again"), N_("Back to the talk; nothing was taken."), "esc"),
    Action(
        "tell",
        DIGITS,
        "digit",
        N_("say now"),
        N_("Say a fact now, alone with the screen; it counts and costs as when you were asked."),
        "3-4",
        each=True,
    ),
    Action("more_time", "f5", "more_time", N_("one more minute"), N_("One more minute to talk."), "F5"),
    Action(
        "look_back",
        "enter,space",
        "look_back",
        N_("look back"),
        N_("Look back at the game: who knew what, and what if."),
        "enter",
    ),
    Action(
        "again",
        "f7",
        "again",
        N_("play again"),
        N_("The same crisis from another chair, with the same luck or opposite earlier answers."),
        "F7",
    ),
    Action("figure_before", "left", "left", N_("figure"), N_("Another figure over the year."), "←→"),
    Action("figure_after", "right", "right", N_("figure"), N_("Another figure over the year."), "→", show=False),
    Action("page_before", "left", "left", N_("page"), N_("The page before."), "←→"),
    Action("page_after", "right", "right", N_("page"), N_("The page after."), "→", show=False),
    Action("page", DIGITS, "digit", N_("page"), N_("The page with this number."), "1-6", show=False, each=True),
    Action("row_up", "up", "scroll_row(-1)", N_("up"), N_("A line back."), "↑", show=False),
    Action("row_down", "down", "scroll_row(1)", N_("down"), N_("A line on."), "↓", show=False),
    Action("what_if", "enter", "what_if", N_("what if"), N_("Play on from here with another answer."), "enter"),
    Action(
        "retry",
        "f8",
        "retry",
        N_("decide again"),
        N_("Play on from the marked scene: a new game with the same luck up to there. This save stays."),
        "F8",
    ),
    Action("keep_words", "escape", "keep_words", N_("done writing"), N_("Keep what was written."), "esc"),
    Action("write", "enter", "write", N_("write"), N_("Write an answer; Esc keeps it."), "enter"),
    Action(
        "seats",
        "f6",
        "seats",
        N_("seats"),
        N_("Somebody leaves a chair to the simulated partner, or takes one from it."),
        "F6",
        show=False,
    ),
    Action("panel", "f4", "panel", N_("panel"), N_("Flags, facts, stocks and problems."), "F4"),
    Action("why_not", "f5", "why_not", N_("why not"), N_("Why an option, a scene, an ending is not on offer."), "F5"),
    Action("begin_at", "f7", "begin_at", N_("scenes"), N_("Begin at another scene, with chosen figures."), "F7"),
    Action("other_chair", "f8", "other_chair", N_("chair"), N_("See this question from the other chair."), "F8"),
    Action("choice_back", "f9", "choice_back", N_("back"), N_("Take the last choice back."), "F9"),
    Action("type_figure", f"0,{DIGITS}", "type", N_("figure"), N_("Type the marked figure."), "0-9", each=True),
    Action("no_figure", "backspace,delete", "no_figure", N_("reset"), N_("Leave this figure alone."), "del"),
    Action(
        "interrupt",
        "ctrl+c",
        "interrupt",
        N_("how to leave"),
        N_("Tells which key leaves the game."),
        "ctrl+c",
        show=False,
    ),
    Action(
        "suspend",
        "ctrl+z",
        "suspend",
        N_("shell"),
        N_("Back to the shell; fg brings you here again, to the same place."),
        "ctrl+z",
        show=False,
    ),
    Action(
        "lines",
        "enter",
        "lines",
        N_("line by line"),
        N_("Go on line by line where the window is too small."),
        "enter",
        show=False,
        priority=True,
    ),
    Action("back", "escape", "back", N_("back"), N_("Go back to where you came from."), "esc"),
    Action("menu", "escape", "menu", N_("menu"), N_("Pause: settings, help, leave. Nothing is lost."), "esc"),
    Action("help", "f1,question_mark", "help", N_("help"), N_("What the keys of this page do."), "F1"),
    Action("company", "f3", "company", N_("company"), N_("All figures with their causes, and what you know."), "F3"),
    Action(
        "language",
        "f2",
        "language",
        N_("Tiếng Việt"),
        N_("Switch between English and Vietnamese."),
        "F2",
        priority=True,
    ),
    Action(
        "palette",
        "ctrl+p",
        "palette",
        N_("commands"),
        N_("Find anything by typing a part of its name."),
        "ctrl+p",
        show=False,
    ),
    Action(
        "quit",
        "ctrl+q",
        "quit",
        N_("quit"),
        N_("Leave the game; every decision is saved."),
        "ctrl+q",
        priority=True,
    ),
)
# fmt: on

ACTIONS: Final = {action.id: action for action in _ALL}


def bind(*ids: str) -> list[BindingType]:
    """Return the bindings of actions, for a screen's `BINDINGS`; KeyError for an id that is not in the registry."""
    return [binding for name in ids for binding in ACTIONS[name].build_bindings()]


def translate_bindings(active: dict[str, ActiveBinding]) -> dict[str, ActiveBinding]:
    """Return active bindings with their words in the language of the moment."""
    return {
        key: found._replace(binding=_translate_binding(found.binding), tooltip=_(found.tooltip))
        for key, found in active.items()
    }


def list_working_actions(active: dict[str, ActiveBinding]) -> list[tuple[Action, ActiveBinding]]:
    """Return the actions among active bindings, once each, in the order of the registry."""
    found: dict[str, ActiveBinding] = {}
    for binding in active.values():
        if binding.binding.id in ACTIONS and binding.enabled:
            found.setdefault(binding.binding.id, binding)
    return [(action, found[action.id]) for action in _ALL if action.id in found]


def _translate_binding(binding: Binding) -> Binding:
    return replace(binding, description=_(binding.description), tooltip=_(binding.tooltip))
