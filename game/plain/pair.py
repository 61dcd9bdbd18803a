"""Two people line by line: a lock made of a cleared screen and a word, everything else read together and by name."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import chain
from typing import TextIO

from game.engine.stocks import CHAIRS, Chair, other
from game.locales import _, words
from game.plain.alone import DigitsQuestion, parts
from game.plain.asking import MisreadError, Question
from game.plain.game import LEAVE, LeftError, PlainGame, glossary, help_lines
from game.plain.keeper import ClosedError, Keeper
from game.plain.page import Page
from game.plain.table import Finals, TableQuestion, standing, unseen
from game.plain.teller import Teller
from game.plain.telling import tell
from game.playthrough.library import Game
from game.playthrough.prompts import Prompt, RefusedError
from game.playthrough.row import SAYS, Asked, Given, picked, row_of, said, slots_of
from game.playthrough.secrecy import PrivateLine
from game.playthrough.session import Session
from game.playthrough.together import IDLE, THOUGHTS, WARNED, Private, players


class PairGame(PlainGame):
    """Two people at one keyboard, a line at a time."""

    def __init__(self, game: Game, source: TextIO, page: Page, keeper: Keeper | None = None) -> None:
        super().__init__(game, source, page)
        scene = self.session.prompt.scene if self.session.prompt else ""
        self.public = Teller(self.session, None, scene)
        self.tellers = {chair: Teller(self.session, chair, scene) for chair in CHAIRS}
        self.teller = self.public
        self.keeper = keeper or Keeper()
        self.behind: Private | None = None
        self._warned = False

    def play(self) -> bool:
        """Play on from where the session stands; what is open is covered whatever ends the program."""
        with self.keeper.keeping(self.cover):
            return super().play()

    def cover(self) -> bool:
        """Leave nothing of a private view on the screen, at any moment; tell whether one was open."""
        if self.behind is None:
            return False
        self.behind = None
        self.teller = self.public
        with suppress(OSError):  # a terminal that hangs up takes nothing any more
            self.page.clear()
        return True

    def _introduce(self) -> None:
        self.page.say_all(introduction(self.public, self.session))

    def _go_on(self) -> None:
        steps = {"private": self._alone, "at_once": self._settle, "open": self._at_the_table}
        self.page.say_all(tell(self.public, self.session.happened))
        while (prompt := self.session.prompt) is not None:
            steps[prompt.setting](prompt)
            self.page.say_all(tell(self.public, self.session.happened))

    def _alone(self, prompt: Prompt) -> None:
        """Let one chair answer all that it is asked alone; a view that was closed before that begins anew."""
        while not self._viewed(prompt):
            self.page.say(_("The view was closed; what was not committed is not kept."))
        self.page.say(_("{name} is done.", name=self.public.name(prompt.chair)))

    def _viewed(self, prompt: Prompt) -> bool:
        """Hand over, show what waits, and take all the answers at once; False where the view was closed before."""
        self._hand_over(prompt.chair)
        try:
            private, slots = self.session.unlock(), slots_of(self.session, prompt)
            row = row_of(prompt, slots)
            self.chair, self.teller, self.behind = prompt.chair, self.tellers[prompt.chair], private
            self.page.say_all(self._what_waits(private))
            given = [digit for part in parts(private, self.teller, row) for digit in self._digits(part)]
        except ClosedError:
            return False
        finally:
            self.cover()
        self._commit(private, row, given)
        return True

    def _digits(self, question: DigitsQuestion) -> list[int]:
        """Ask until a line has the digits that are asked for."""
        self.page.say_all(question.lines())
        while True:
            line = self._line(question.cue())
            if self._command(line, question) or (self._warned and not line):
                continue
            try:
                return question.digits(line)
            except MisreadError as problem:
                self.page.say(str(problem))

    def _wait(self) -> None:
        """Behind the lock, wait for a line no longer than a view stays open; ClosedError where none comes."""
        if self.behind is None:
            return
        self._warned = not self.keeper.line_within(IDLE - WARNED)
        if self._warned:
            self.page.say("", _("It closes in {n} seconds; Enter keeps it open.", n=WARNED))
            if not self.keeper.line_within(WARNED):
                raise ClosedError

    def _commit(self, private: Private, row: Sequence[Asked], given: Given) -> None:
        facts = said(private.facts, row, given)
        if private.says:
            self.session.commit(picked(private.prompt, row, given), facts)
        else:
            own = private.prompt.kind in SAYS
            answer = {"facts": facts} if own else picked(private.prompt, row, given)
            self.session.answer(private.prompt.token, answer)
        self._save()

    def _hand_over(self, chair: Chair) -> None:
        name, across = self.public.name(chair), self.public.name(other(chair))
        player, waits = self.players[chair], self.players[other(chair)]
        self.page.gap()
        asked = _("{name}, please; {other} looks away.", name=player, other=waits)
        if player != name:
            asked = _("{player}, please, for {name}; {other} looks away.", player=player, name=name, other=waits)
        self.page.say(asked)
        question = words.thought(len(self.session.records) % THOUGHTS, across, name)
        self.page.say(_("Meanwhile, for {other}: {question}", question=question, other=waits))
        while (line := self._line(_("{name} presses Enter:", name=player))) in (*LEAVE, "c"):
            if line != "c":
                raise LeftError
            self._change_seats()
        self.page.clear()

    @property
    def players(self) -> Mapping[Chair, str]:
        """What the two people are called."""
        return players(self.session)

    def _what_waits(self, private: Private) -> Iterator[str]:
        """Yield what a chair reads when it is alone: who it is, what came up for it, what it alone knows."""
        chair, teller = private.prompt.chair, self.teller
        if not private.met:
            yield _("You are {name}, {chair}.", name=teller.name(chair), chair=words.chair(chair))
            yield _("What you want: {text}", text=teller.text(private.goal))
            if obstacle := teller.text(private.obstacle):
                yield _("In the way: {text}", text=obstacle)
            if stake := teller.text(private.stake):
                yield _("At stake: {text}", text=stake)
        for line in private.lines:
            if line.kind != "learned":
                yield self._line_alone(line)
        for fact in private.view.facts:
            if fact.status == "unsaid":
                yield _("Only you know: {text}", text=teller.text(fact.path + ".text"))

    def _line_alone(self, line: PrivateLine) -> str:
        text = self.teller.text(line.path)
        if line.count == self.session.state.count:
            return _("To you alone: {text}", text=text)
        return _("To you alone, since scene {n}: {text}", n=line.count, text=text)

    def _settle(self, prompt: Prompt) -> None:
        """Ask both for their final picks at once; nothing is taken before both are in."""
        self.page.say_all(self._talk())
        asked = Finals(Question(prompt, self.public), self.session.asked)
        self.page.say_all(asked.lines())
        while True:
            with unseen(self.source) as hidden:
                line = self._line(asked.cue())
            if hidden:
                self.page.end_line()
            if self._command(line, asked):
                continue
            try:
                self.session.settle(asked.picks(line))
            except (MisreadError, RefusedError) as problem:
                self.page.say(str(problem))
                continue
            self._save()
            return

    def _talk(self) -> Iterator[str]:
        """Yield what there is to talk about before the final picks."""
        talk = self.session.talk
        if talk is None:
            return
        names = {"speaker": self.public.name(talk.speaker), "listener": self.public.name(talk.listener)}
        yield ""
        yield from self._stood_in("first")
        if not talk.agreed:
            yield _("They differ. {speaker} tells why {listener} picks otherwise, until {listener} says yes.", **names)
            yield _("Then both talk, for as long as it is worth it.")
        elif talk.objection:
            text = self.public.text(talk.objection)
            yield _("They agree. {speaker} voices the best objection: {text}", text=text, **names)
        else:
            yield _("They agree. {speaker} looks for the best objection and voices it.", **names)

    def _stood_in(self, kind: str) -> Iterator[str]:
        """Yield which picks on the table were the simulated partner's, where somebody has sat down since."""
        for chair in CHAIRS:
            if self.session.stood_in(chair, kind):
                name = self.public.name(chair)
                yield _("{name}'s pick was the simulated partner's; somebody else sits there now.", name=name)

    def _at_the_table(self, prompt: Prompt) -> None:
        if prompt.kind == "resolve":
            self.page.say_all(self._stood_in("final"))
        asked = TableQuestion(prompt, self.public)
        self.page.say_all(asked.lines())
        self._taken(asked)

    def _command(self, line: str, question: Question) -> bool:
        if self.behind is None and line == "s":
            self.page.say_all(standing(self.session.table, self.public))
            self.page.say_all(question.lines())
            return True
        if self.behind is not None and line == "c":
            return False
        if line == "p":
            self.page.say_all(tell(self.public, self.session.page))
            self.page.say_all(question.lines())
            return True
        if self.behind is None and line in ("?", "h", "help"):
            self.page.say_all(chain(help_lines(), help_for_two(), glossary(self.teller)))
            self.page.say_all(question.lines())
            return True
        return super()._command(line, question)


def introduction(teller: Teller, session: Session) -> Iterator[str]:
    """Yield what two people read together before the first scene."""
    scenario = session.scenario
    called = players(session)
    yield teller.text("title")
    yield teller.text("premise")
    yield ""
    for chair in CHAIRS:
        seat = f"{teller.name(chair)}, {words.chair(chair)}"
        yield f"{seat}: {called[chair]}" if called[chair] != teller.name(chair) else seat
    for number in range(scenario.objectives):
        yield _("To practise: {text}", text=teller.text(f"objectives.{number}"))
    yield _("Two who work together see most from the other's chair: the CEO in the CTO's, the CTO in the CEO's.")
    yield _("This is a story. Nobody is graded, failing is fine, and what is said here stays at this table.")
    cards = f"tandem cards {scenario.id} --seed {session.setup.seed}"
    yield _("On paper or by ear: {command} prints what each chair alone may read.", command=cards)
    yield _("Answer with a number and Enter. ? helps, s tells the figures, p reads the page again, q leaves.")


def help_for_two() -> Iterator[str]:
    """Yield how two people share one keyboard."""
    yield _("p: what happened since the scene began, once more.")
    yield _("Before a private view the screen is cleared, and after it. Who waits looks away.")
    yield _("At the final picks both press a key before Enter; where the terminal can, keys are not shown.")
