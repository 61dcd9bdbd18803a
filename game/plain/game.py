"""The loop of a game line by line: tell, ask, read a line, answer; until play is over or nobody answers any more."""

from collections.abc import Iterator
from typing import TextIO

from game.content.clean import safe
from game.engine.events import Event
from game.engine.stocks import Chair, other
from game.locales import LANGUAGES, _, language, set_language, words
from game.plain import figures
from game.plain.asking import MisreadError, Question
from game.plain.page import Page
from game.plain.telling import Teller, goal
from game.playthrough.prompts import Prompt, RefusedError
from game.playthrough.session import Session

LEAVE = ("q", "quit")


class LeftError(Exception):
    """The player leaves, or the input has ended."""


class PlainGame:
    """One person at one chair, a line at a time."""

    def __init__(self, session: Session, chair: Chair, source: TextIO, page: Page) -> None:
        self.session = session
        self.chair = chair
        self.source = source
        self.page = page
        self.teller = Teller(session, chair, session.prompt.scene if session.prompt else "")
        self.known: set[str] = set()

    def play(self) -> bool:
        """Play on from where the session stands; return whether play came to its end."""
        try:
            self._play()
        except LeftError:
            return False
        return True

    def _play(self) -> None:
        if not self.session.answers():
            self.page.say_all(introduction(self.teller, self.chair))
        happened = self.session.happened
        while True:
            self.page.say_all(self.teller.tell(happened))
            prompt = self.session.prompt
            if prompt is None:
                break
            self.page.say_all(self._new_knowledge())
            if prompt.kind == "final":
                self.page.say_all(self._reasons(happened))
            happened = self._answered(prompt)
        self._look_back()

    def _new_knowledge(self) -> Iterator[str]:
        """Yield the facts that only this chair holds, each once."""
        for fact in self.session.view(self.chair).facts:
            if fact.status == "unsaid" and fact.id not in self.known:
                yield _("Only you know: {text}", text=self.teller.text(fact.path + ".text"))
            self.known.add(fact.id)

    def _reasons(self, happened: tuple[Event, ...]) -> Iterator[str]:
        """Yield the partner's reason after the reveal, or, where both agree, its best objection."""
        first = self.session.state.now.first
        if not first or not happened:
            return
        name = self.teller.name(other(self.chair))
        if len(set(first.values())) == 1:
            objection = self.session.objection(first[self.chair])
            if objection:
                yield _("You agree. {name} objects all the same: {text}", name=name, text=self.teller.text(objection))
            return
        reason = self.session.reason(other(self.chair))
        if reason is not None and reason.path:
            yield _("{name}: {text}", name=name, text=self.teller.text(reason.path))

    def _answered(self, prompt: Prompt) -> tuple[Event, ...]:
        """Ask until a line answers the prompt; return what happened then."""
        question = Question(prompt, self.teller, self.session.state.now.first.get(self.chair, ""))
        self.page.say_all(question.lines())
        while True:
            line = self._line(question.cue())
            if self._command(line, question):
                continue
            try:
                return self.session.answer(prompt.token, question.read(line))
            except (MisreadError, RefusedError) as problem:
                self.page.say(str(problem))

    def _line(self, cue: str) -> str:
        self.page.ask(cue)
        line = self.source.readline()
        if not line:
            self.page.say("")
            raise LeftError
        return safe(line).strip().lower()

    def _command(self, line: str, question: Question) -> bool:
        """Do what a line asks for beside answering; return whether it did."""
        if line in LEAVE:
            raise LeftError
        if line in ("?", "h", "help"):
            self.page.say_all(help_lines())
            self.page.say_all(question.lines())
        elif line == "s":
            self.page.say_all(figures.lines(self.session.view(self.chair), self.teller))
            self.page.say_all(question.lines())
        elif line == "l":
            self._switch_language()
            self.page.say_all(question.lines())
        else:
            return False
        return True

    def _switch_language(self) -> None:
        codes = list(LANGUAGES)
        set_language(codes[(codes.index(language()) + 1) % len(codes)])
        self.session.language = language()

    def _look_back(self) -> None:
        """Set the pledge beside the deeds, tell the scenes again with both chairs' knowledge, and ask the questions."""
        for position, question in enumerate(self.session.scenario.questions):
            self.page.gap()
            self.page.say(words.question(question.kind), self.teller.text(question.path))
            self.page.ask(_("Your words, or Enter to go on:"))
            line = self.source.readline()
            if not line:
                break
            if line.strip():
                self.session.reflect(position, safe(line).strip())


def introduction(teller: Teller, chair: Chair) -> Iterator[str]:
    """Yield what is read before the first scene: the crisis, the chair, the goal, and how to answer."""
    scenario = teller.game.scenario
    yield teller.text("title")
    yield teller.text("premise")
    yield ""
    yield _("You are {name}, {chair}.", name=teller.name(chair), chair=words.chair(chair))
    yield _("What you want: {text}", text=teller.text(goal(teller, chair)))
    if obstacle := teller.text(f"cast.{chair}.obstacle"):
        yield _("In the way: {text}", text=obstacle)
    if stake := teller.text(f"cast.{chair}.stake"):
        yield _("At stake: {text}", text=stake)
    for number in range(scenario.objectives):
        yield _("To practise: {text}", text=teller.text(f"objectives.{number}"))
    yield _("This is a story. Nobody is graded, and failing is fine.")
    yield _("Answer with a number and Enter. ? helps, s tells the figures, l changes the language, q leaves.")


def help_lines() -> Iterator[str]:
    """Yield how the game is answered."""
    yield ""
    yield _("Type the number of an answer and press Enter.")
    yield _("s: how the company stands, what you know, what is on its way.")
    yield _("l: the other language, from here on.")
    yield _("q: leave. Every decision is saved; tandem continue goes on at the same question.")
    yield _("A little, clearly, a great deal: how much an option touches something. Never whether for better or worse.")
    yield _("What you keep to yourself may come out later, through somebody else.")
