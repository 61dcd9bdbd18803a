"""The loop of a game line by line: tell, ask, read a line, answer; until play is over or nobody answers any more."""

from collections.abc import Iterator
from typing import TextIO

from game.content.clean import safe
from game.debrief import coach
from game.engine.events import Enacted, Ended, Event, SceneOpened
from game.engine.stocks import Chair, other
from game.locales import LANGUAGES, _, language, set_language, words
from game.plain import chairs, figures, lookback
from game.plain.asking import MisreadError, Question
from game.plain.page import Page
from game.plain.teller import Teller
from game.plain.telling import goal, tell
from game.playthrough.journal import NotSavedError
from game.playthrough.library import Game
from game.playthrough.prompts import Prompt, RefusedError

LEAVE = ("q", "quit")


class LeftError(Exception):
    """The player leaves, or the input has ended."""


class PlainGame:
    """One person at one chair, a line at a time."""

    def __init__(self, game: Game, source: TextIO, page: Page) -> None:
        self.game = game
        self.session = game.session
        self.chair: Chair = game.session.people[0]
        self.source = source
        self.page = page
        self.teller = Teller(self.session, self.chair, self.session.prompt.scene if self.session.prompt else "")
        self.known: set[str] = set()

    def play(self) -> bool:
        """Play on from where the session stands; return whether play came to its end."""
        try:
            self._play()
        except (LeftError, KeyboardInterrupt):
            self._leave()
            return False
        return True

    def _leave(self) -> None:
        self.page.gap()
        self._save()
        if not self.session.records:
            self.page.say(_("Nothing was decided, and nothing is saved."))
        elif self.game.path is None or self.game.saved < len(self.session.records):
            self.page.say(_("Not saved: {why}", why=self.game.trouble))
        elif self.session.prompt is None:
            self.page.say(_("Saved. Look back with: tandem debrief {save}", save=self.game.path.stem))
        else:
            self.page.say(_("Saved. Go on with: tandem continue {save}", save=self.game.path.stem))

    def _play(self) -> None:
        if self.game.trouble:
            self.page.say(_("This game cannot be saved: {why}", why=self.game.trouble))
        if not self.session.records:
            self._introduce()
        if self.session.secret and not self.session.pair:
            self._left_alone()
        self._go_on()
        self._look_back()

    def _introduce(self) -> None:
        self.page.say_all(introduction(self.teller, self.chair))
        if self.session.setup.ghost is not None:
            name = self.teller.name(other(self.chair))
            self.page.say(
                _("{name} answers as somebody did in an earlier play, wherever the same is asked.", name=name)
            )
            self.page.say(_("Where it is not, the simulated partner answers. Looking back tells which was which."))

    def _left_alone(self) -> None:
        """Of two people one has got up: nothing of the other's is shown before that one is alone with the screen."""
        names = {"name": self.teller.name(self.chair), "other": self.teller.name(other(self.chair))}
        told = _("The simulated partner sits in {other}'s chair. From here on the pages are {name}'s alone.", **names)
        self.page.say(told, _("Whoever got up looks away now. c gives the chair back."))
        while (line := self._line(_("{name} presses Enter:", **names))) in (*LEAVE, "c"):
            if line != "c":
                raise LeftError
            self._change_seats()

    def _go_on(self) -> None:
        """Tell and ask until play is over."""
        happened = self.session.happened
        while True:
            self._tell(happened)
            prompt = self.session.prompt
            if prompt is None:
                return
            self.page.say_all(self._new_knowledge())
            if prompt.kind == "final":
                self.page.say_all(self._reasons(happened))
            happened = self._answered(prompt)

    def _tell(self, happened: tuple[Event, ...]) -> None:
        """Tell what happened; what a learner may take from a scene stands where that scene is over."""
        decided = any(isinstance(event, Enacted) for event in happened)
        over = next((n for n, event in enumerate(happened) if isinstance(event, SceneOpened | Ended)), len(happened))
        over = over if decided else 0
        self.page.say_all(tell(self.teller, happened[:over]))
        if decided and (note := coach.note(self.session, self.chair)):
            self.page.say(_("A thought: {text}", text=note))
        self.page.say_all(tell(self.teller, happened[over:]))

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
        if reason is not None:
            text = self.teller.text(reason.path) if reason.path else words.reason(reason.main)
            yield _("{name}: {text}", name=name, text=text)

    def _answered(self, prompt: Prompt) -> tuple[Event, ...]:
        """Ask until a line answers the prompt; return what happened then."""
        question = Question(prompt, self.teller, self.session.state.now.first.get(self.chair, ""))
        self.page.say_all(question.lines())
        return self._taken(question)

    def _taken(self, question: Question) -> tuple[Event, ...]:
        while True:
            line = self._line(question.cue())
            if self._command(line, question):
                continue
            try:
                happened = self.session.answer(question.prompt.token, question.read(line))
            except (MisreadError, RefusedError) as problem:
                self.page.say(str(problem))
                continue
            self._save()
            return happened

    def _line(self, cue: str) -> str:
        line = self.page.ask(cue, self.source, self._wait)
        if not line:
            raise LeftError
        return safe(line).strip().lower()

    def _wait(self) -> None:
        """Wait until somebody types; one person may take any time."""

    def _save(self) -> None:
        """Save, and say so only where something has changed about it."""
        before = self.game.trouble
        try:
            self.game.save()
        except NotSavedError as error:
            if str(error) != before:
                self.page.say(_("Not saved: {why}", why=error))
            return
        if before:
            self.page.say(_("Everything is saved again."))

    def _command(self, line: str, question: Question) -> bool:
        """Do what a line asks for beside answering; return whether it did."""
        if line in LEAVE:
            raise LeftError
        if line in ("?", "h", "help"):
            self.page.say_all(help_lines())
            self.page.say_all(glossary(self.teller))
            self.page.say_all(question.lines())
        elif line == "s":
            self.page.say_all(figures.lines(self.session.view(self.chair), self.teller))
            self.page.say_all(question.lines())
        elif line == "l":
            self._switch_language()
            self.page.say_all(question.lines())
        elif line == "c":
            self._change_seats()
            self.page.say_all(question.lines())
        else:
            return False
        return True

    def _change_seats(self) -> None:
        """Let somebody get up or sit down; who does leaves this table for one that is laid anew."""
        self.page.say_all(chairs.lines(self.session, self.teller))
        try:
            chairs.change(self.session, self._line(_("Number:")), self._save)
        except RefusedError as problem:
            self.page.say(str(problem))

    def _switch_language(self) -> None:
        codes = list(LANGUAGES)
        set_language(codes[(codes.index(language()) + 1) % len(codes)])
        self.session.language = language()

    def _look_back(self) -> None:
        """Tell what the log says of the play, then ask the questions; what is written to them stays with the save."""
        self.page.gap()
        if self._line(_("Enter to look back, q to leave:")) in LEAVE:
            raise LeftError
        self.page.say_all(lookback.told(self.session))
        for number, lines in lookback.asked(self.session):
            self.page.gap()
            self.page.say_all(lines)
            line = self.page.ask(_("Your words, or Enter to go on:"), self.source)
            if not line:
                raise LeftError
            if line.strip():
                self.session.reflect(number, safe(line).strip())
                self._save()


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
    yield _("c: somebody leaves a chair to the simulated partner, or takes one from it.")
    yield _("q: leave. Every decision is saved; tandem continue goes on at the same question.")
    yield _("A little, clearly, a great deal: how much an option touches something. Never whether for better or worse.")
    yield _("What you keep to yourself may come out later, through somebody else.")


def glossary(teller: Teller) -> Iterator[str]:
    """Yield the words that the crisis explains."""
    terms = teller.game.scenario.terms
    if terms:
        yield ""
        yield _("Words")
    for number in range(len(terms)):
        yield f"{teller.text(f'glossary.{number}.term')}: {teller.text(f'glossary.{number}.text')}"
