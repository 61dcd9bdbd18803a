"""What one of two people answers alone, line by line: as many digits for either chair, whatever it holds."""

import re
from collections.abc import Iterator, Sequence

from game.engine.stocks import other
from game.locales import _, ngettext, words
from game.plain.asking import ASKED, MisreadError, Question
from game.plain.teller import Teller
from game.playthrough.row import PLEDGES, SAYS, Asked
from game.playthrough.together import Private


class DigitsQuestion(Question):
    """A part of a private view that one line of digits answers, one for each thing that is asked."""

    def __init__(self, private: Private, teller: Teller, row: Sequence[Asked]) -> None:
        super().__init__(private.prompt, teller)
        self.private, self.row = private, row

    def cue(self) -> str:
        """Return the short line that the digits are typed behind."""
        return ngettext("{n} digit:", "{n} digits:", len(self.row))

    def digits(self, line: str) -> list[int]:
        """Return the digits of a line. MisreadError where there are more or fewer, or one answers nothing."""
        typed = [int(digit) for digit in re.sub(r"[\s,;.]", "", line) if digit.isascii() and digit.isdigit()]
        if len(typed) != len(self.row) or re.search(r"[^\d\s,;.]", line):
            raise MisreadError(ngettext("{n} digit, please.", "{n} digits, please.", len(self.row)))
        for place, (asked, digit) in enumerate(zip(self.row, typed, strict=True), start=1):
            if not asked.takes(digit):
                least = 0 if asked.none else 1
                raise MisreadError(_("Digit {n} is {least} to {most}.", n=place, least=least, most=asked.most))
        return typed


class PickQuestion(DigitsQuestion):
    """The pick, with how sure it is and a guess, where they are asked."""

    def lines(self) -> Iterator[str]:
        """Yield the question, the answers, and what each digit is."""
        yield ""
        asked = list(ASKED[self.prompt.kind](self))
        options = len(self.prompt.choices)
        head = 1 if self.prompt.kind in PLEDGES else 2
        yield from asked[: head + options]
        yield self._how()

    def _how(self) -> str:
        name = self.teller.name(other(self.prompt.chair))
        match [asked.kind for asked in self.row]:
            case ["pick", "sure", "guess"]:
                text = _("Three digits: your pick; 1 leaning or 2 sure; what {name} picks, 0 for no idea.", name=name)
                return text + " " + _("120 picks 1, is sure, and guesses nothing.")
            case ["pick", "guess"]:
                return _("Two digits: your answer; what {name} will not sacrifice, 0 for no idea.", name=name)
        return _("One digit: your pick.")


class FactsQuestion(DigitsQuestion):
    """A digit for each of as many facts as the chair with more of them could say."""

    def lines(self) -> Iterator[str]:
        """Yield the facts, and lines for those that there are not."""
        yield ""
        sit = self.prompt.kind == "sit_say"
        yield _("You sit together. What do you say now?") if sit else _("What do you say here?")
        facts = self.private.facts
        told = [f"{self.teller.text(fact.path + '.label')} ({words.cost(fact.cost)})" for fact in facts]
        missing = len(self.row) - len(facts)
        yield from self.numbered([*told, *[_("Nothing more to say here; a digit all the same.")] * missing])
        yield _("A digit for each of them: 1 says it, 2 keeps it.")


def parts(private: Private, teller: Teller, row: Sequence[Asked]) -> Iterator[DigitsQuestion]:
    """Yield the questions of a private view, each answered by one line."""
    picks = [asked for asked in row if asked.kind != "fact"]
    facts = [asked for asked in row if asked.kind == "fact"]
    if picks and private.prompt.kind not in SAYS:
        yield PickQuestion(private, teller, picks)
    if facts:
        yield FactsQuestion(private, teller, facts)
