"""Two people line by line: a lock made of a cleared screen and a word, everything else read together and by name."""

from collections.abc import Iterator
from itertools import chain
from typing import TextIO

from game.engine.stocks import CHAIRS, Chair, other
from game.locales import _, words
from game.plain.asking import MisreadError, Question
from game.plain.game import LEAVE, LeftError, PlainGame, glossary, help_lines
from game.plain.page import Page
from game.plain.table import Finals, TableQuestion, standing, unseen
from game.plain.telling import Teller
from game.playthrough.library import Game
from game.playthrough.prompts import Prompt, RefusedError
from game.playthrough.secrecy import PrivateLine
from game.playthrough.together import THOUGHTS, Private


class PairGame(PlainGame):
    """Two people at one keyboard, a line at a time."""

    def __init__(self, game: Game, source: TextIO, page: Page) -> None:
        super().__init__(game, source, page)
        scene = self.session.prompt.scene if self.session.prompt else ""
        self.public = Teller(self.session, None, scene)
        self.tellers = {chair: Teller(self.session, chair, scene) for chair in CHAIRS}
        self.teller = self.public
        self.behind: Private | None = None
        self.met: set[Chair] = set()

    def play(self) -> bool:
        """Play on from where the session stands; whatever goes wrong behind a lock, it is locked again first."""
        try:
            return super().play()
        except BaseException:
            if self.behind is not None:
                self._lock()
            raise

    def _leave(self) -> None:
        if self.behind is not None:
            self._lock()
        super()._leave()

    def _introduce(self) -> None:
        self.page.say_all(introduction(self.public))

    def _go_on(self) -> None:
        steps = {"private": self._alone, "at_once": self._settle, "open": self._at_the_table}
        self.page.say_all(self.public.tell(self.session.happened))
        while (prompt := self.session.prompt) is not None:
            steps[prompt.setting](prompt)
            self.page.say_all(self.public.tell(self.session.happened))

    def _alone(self, prompt: Prompt) -> None:
        """Let one chair answer all that it is asked in private, behind its lock."""
        self._hand_over(prompt.chair)
        self.chair, self.teller = prompt.chair, self.tellers[prompt.chair]
        self.behind = self.session.unlock()
        self.page.say_all(self._what_waits(self.behind))
        while self.behind is not None:
            now = self.behind.prompt
            self._answered(now)
            following = self.session.prompt
            more = following is not None and (following.chair, following.setting) == (now.chair, "private")
            if more and not self.session.happened:
                self.behind = self.session.unlock()
            else:
                self._lock()
        self.page.say(_("{name} is done.", name=self.public.name(prompt.chair)))

    def _hand_over(self, chair: Chair) -> None:
        names = {"name": self.public.name(chair), "other": self.public.name(other(chair))}
        self.page.gap()
        self.page.say(_("{name}, please; {other} looks away.", **names))
        thought = len(self.session.records) % THOUGHTS
        question = words.thought(thought, names["other"], names["name"])
        self.page.say(_("Meanwhile, for {other}: {question}", question=question, **names))
        while (line := self._line(_("{name} presses Enter:", **names))) in (*LEAVE, "c"):
            if line != "c":
                raise LeftError
            self._change_seats()
        self.page.clear()

    def _lock(self) -> None:
        self.behind = None
        self.teller = self.public
        self.page.clear()

    def _what_waits(self, private: Private) -> Iterator[str]:
        """Yield what a chair reads when it is alone: who it is, what came up for it, what it alone knows."""
        chair, teller = private.prompt.chair, self.teller
        if chair not in self.met:
            self.met.add(chair)
            yield _("You are {name}, {chair}.", name=teller.name(chair), chair=words.chair(chair))
            yield _("What you want: {text}", text=teller.text(private.goal))
            if obstacle := teller.text(private.obstacle):
                yield _("In the way: {text}", text=obstacle)
            if stake := teller.text(private.stake):
                yield _("At stake: {text}", text=stake)
        for line in private.lines:
            if line.kind != "learned":
                yield self._line_alone(line)
        yield from self._new_knowledge()

    def _line_alone(self, line: PrivateLine) -> str:
        text = self.teller.text(line.path)
        if line.count == self.session.state.count:
            return _("To you alone: {text}", text=text)
        return _("To you alone, since scene {n}: {text}", n=line.count, text=text)

    def _new_knowledge(self) -> Iterator[str]:
        for fact in self.session.view(self.chair).facts:
            if fact.status == "unsaid":
                yield _("Only you know: {text}", text=self.teller.text(fact.path + ".text"))

    def _settle(self, prompt: Prompt) -> None:
        """Ask both for their final picks at once; nothing is taken before both are in."""
        self.page.say_all(self._talk())
        asked = Finals(Question(prompt, self.public), self.session.asked)
        self.page.say_all(asked.lines())
        while True:
            with unseen(self.source):
                line = self._line(asked.cue())
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
            self.page.say_all(self.public.tell(self.session.page))
            self.page.say_all(question.lines())
            return True
        if self.behind is None and line in ("?", "h", "help"):
            self.page.say_all(chain(help_lines(), help_for_two(), glossary(self.teller)))
            self.page.say_all(question.lines())
            return True
        return super()._command(line, question)


def introduction(teller: Teller) -> Iterator[str]:
    """Yield what two people read together before the first scene."""
    scenario = teller.game.scenario
    yield teller.text("title")
    yield teller.text("premise")
    yield ""
    for chair in CHAIRS:
        yield f"{teller.name(chair)}, {words.chair(chair)}"
    for number in range(scenario.objectives):
        yield _("To practise: {text}", text=teller.text(f"objectives.{number}"))
    yield _("Two who work together see most from the other's chair: the CEO in the CTO's, the CTO in the CEO's.")
    yield _("This is a story. Nobody is graded, failing is fine, and what is said here stays at this table.")
    cards = f"tandem cards {scenario.id} --seed {teller.game.setup.seed}"
    yield _("On paper or by ear: {command} prints what each chair alone may read.", command=cards)
    yield _("Answer with a number and Enter. ? helps, s tells the figures, p reads the page again, q leaves.")


def help_for_two() -> Iterator[str]:
    """Yield how two people share one keyboard."""
    yield _("p: what happened since the scene began, once more.")
    yield _("Before a private view the screen is cleared, and after it. Who waits looks away.")
    yield _("At the final picks both press a key before Enter; where the terminal can, keys are not shown.")
