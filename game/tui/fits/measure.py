"""Every page of a crisis that a player may meet, and how many lines of the smallest screen it needs.

A page shows what its conditions let show. So each is laid out in every world that they can tell apart, in each
language, for each chair; of the worlds of one page the longest is told.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import product
from typing import Final, cast

from game.content.checks.fitting import LEAST, Overfull, Page
from game.engine import events as e
from game.engine.scenario import Decision, Option, Scenario, Scene, Texts
from game.engine.state import Confidence
from game.engine.stocks import CHAIRS, OUTCOMES, Chair, other
from game.locales import language, set_language, words
from game.playthrough.prompts import Reason
from game.playthrough.secrecy import MOST_FIGURES
from game.tui.content import ink
from game.tui.fits.layouts import Layout, Layouts, Told
from game.tui.fits.parts import parts, shortest
from game.tui.fits.still import Still
from game.tui.steps.consequence import Consequence, Interlude
from game.tui.steps.decide import Decide
from game.tui.steps.reveal import Reveal
from game.tui.steps.say import Say
from game.tui.steps.sheet import Sheet, Step
from game.tui.typeset import wrap
from game.tui.widgets.paper import Paper

WIDTH: Final = 76
HEIGHT: Final = 20
"""The cells that the page has for its lines on a screen of 80 by 24 (`screens.play`)."""
_COLUMN: Final = 68
"""The cells of a text within a page, roughly."""
_TRIED: Final = 2
"""Of the layouts of one page only the longest by a rough count are drawn."""


class Loose(Paper):
    """A paper that lies on no screen: it is shown sheets in the tightest manner, and measured."""

    def __init__(self) -> None:
        super().__init__()
        for part in (self.text, self.told, self.facts, self.choices):
            part.fold(folded=True)

    def lines(self, sheet: Sheet) -> tuple[int, int]:
        """Return the lines of the smallest page on which the whole sheet stands, and those that do not scroll."""
        self.show(sheet, "$ceo", "")
        fixed = self.below(WIDTH, folded=True, tight=True)
        told = self._wanted(WIDTH, tight=True, dense=True) if self.story.display else 0
        return told + fixed, fixed


class Measuring:
    """Measures crises, and remembers the pages of scenes that have not changed since: an author saves often."""

    def __init__(self) -> None:
        self._kept: dict[str, list[Overfull]] = {}

    def __call__(self, scenario: Scenario, texts: Texts) -> Iterator[Overfull]:
        """Yield the pages of a crisis that do not fit a screen of 80 by 24, in the order of the story."""
        return (page for page in self.every_page(scenario, texts) if page.lines > page.room)

    def every_page(self, scenario: Scenario, texts: Texts) -> Iterator[Overfull]:
        """Yield every page of a crisis with the lines that it needs where it is set as tightly as can be."""
        spoken, before, self._kept = language(), self._kept, {}
        layouts = Layouts(scenario)
        try:
            for told, chair in product(texts.languages, CHAIRS):
                set_language(told)
                pages = _Pages(scenario, texts, chair, told, layouts)
                shared = _shared(scenario, texts, told, chair)
                for scene in scenario.scenes.values():
                    key = f"{shared} {scene} {_under(scene.path, texts, told)}"
                    found = before.get(key)
                    self._kept[key] = list(pages.of(scene)) if found is None else found
                    yield from self._kept[key]
        finally:
            set_language(spoken)


def _shared(scenario: Scenario, texts: Texts, told: str, chair: Chair) -> str:
    """Everything beside a scene itself on which its pages rest."""
    said = [_under(path, texts, told) for path in ("cast", "facts")]
    return f"{told} {chair} {replace(scenario, scenes={}, logic='')} {_graph(scenario)} {said}"


def _under(path: str, texts: Texts, told: str) -> str:
    begin = f"{path}."
    return str([texts.get(name, told) for name in texts.tables[texts.source] if name.startswith(begin)])


def _graph(scenario: Scenario) -> str:
    """What pages know of other scenes: how they lead on, what they open, what their options raise."""
    scenes = scenario.scenes.values()
    options = [(one.id, one.flags, one.then) for s in scenes for one in (s.decision.options if s.decision else ())]
    return f"{[(scene.id, scene.say, scene.then) for scene in scenes]} {options}"


class _Pages:
    """The pages of one chair in one language."""

    def __init__(self, scenario: Scenario, texts: Texts, chair: Chair, told: str, layouts: Layouts) -> None:
        self.scenario = scenario
        self.chair = chair
        self.told = told
        self.layouts = layouts
        self.still = Still(scenario, texts, chair, told)
        self.paper = Loose()
        self.heights: dict[str, int] = {}
        self.first = next((scene.id for scene in scenario.scenes.values() if scene.decision), "")

    def of(self, scene: Scene) -> Iterator[Overfull]:
        """Yield the pages of a scene with their lines."""
        layouts = self._layouts(scene, self.chair)
        for page, sheets in self._of_scene(scene, layouts):
            yield from self._told(page, f"{scene.path}.text", sheets)
        for option in scene.decision.options if scene.decision else ():
            after = self._after(scene, option)
            yield from self._told("consequence", f"{option.path}.text", (step.sheet() for step in after))

    def _told(self, page: Page, path: str, sheets: Iterable[Sheet]) -> Iterator[Overfull]:
        measured = [(self.paper.lines(sheet), sheet) for sheet in sheets]
        for (lines, fixed), sheet in sorted(measured, key=lambda one: one[0], reverse=True)[:1]:
            found = Overfull(page, path, self.told, self.chair, lines, fixed, HEIGHT)
            yield self._of_what(found, sheet) if lines > HEIGHT else found

    def _of_what(self, page: Overfull, sheet: Sheet) -> Overfull:
        """Tell which texts a page is too long of, and which of them is soonest shorter."""
        near = (f"{page.path.rpartition('.options.')[0] or page.path.removesuffix('.text')}.", "facts.", "cast.")
        paths = [path for path in self.still.texts.tables[self.still.texts.source] if path.startswith(near)]
        texts = {path: self.still.text(path) for path in paths}
        whole, most = (1, HEIGHT - LEAST) if page.unfit else (0, HEIGHT)

        def lines(sheet: Sheet) -> int:
            return self.paper.lines(sheet)[whole]

        shorter = shortest(sheet, texts, lines, most)
        return replace(page, parts=parts(sheet, texts, lines), shorten=shorter.path, characters=shorter.characters)

    # -- a scene -------------------------------------------------------------------------------------------

    def _of_scene(self, scene: Scene, layouts: list[Layout]) -> Iterator[tuple[Page, Iterable[Sheet]]]:
        decision = scene.decision
        if decision is None or decision.by not in ("both", self.chair):
            yield "read", (self._read(scene, layout) for layout in layouts)
        if decision is None:
            return
        if not decision.joint and any(layout.facts for layout in layouts):
            yield "say", (self._say(scene, decision, layout) for layout in layouts)
        if decision.by in ("both", self.chair):
            longest, *others = layouts
            bare = [sheet for layout in others for sheet in self._decide(scene, decision, layout, (None,))]
            carets = (None, *range(len(longest.options)))
            yield "decide", [*bare, *self._decide(scene, decision, longest, carets)]
        if decision.joint:
            yield "reveal", self._reveal(scene, decision, layouts[0])

    def _opened(self, scene: Scene, layout: Layout) -> e.SceneOpened:
        return e.SceneOpened(scene.id, 1, layout.lines, {self.chair: layout.private})

    def _read(self, scene: Scene, layout: Layout) -> Sheet:
        opened = self._opened(scene, layout)
        return Interlude(self.still.stand(scene.id, layout.facts, opened), opened, ()).sheet()

    def _say(self, scene: Scene, decision: Decision, layout: Layout) -> Sheet:
        reader = self.still.stand(scene.id, layout.facts, self._opened(scene, layout))
        prompt = self.still.asks(scene.id, decision, layout.options, final=False)
        return Say(reader, prompt).sheet()

    def _decide(
        self, scene: Scene, decision: Decision, layout: Layout, carets: Iterable[int | None]
    ) -> Iterator[Sheet]:
        """Yield the page with the mark on no option or on one: a marked one shows its hints."""
        reader = self.still.stand(scene.id, layout.facts, self._opened(scene, layout))
        prompt = self.still.asks(scene.id, decision, layout.options, final=not decision.joint)
        step = Decide(reader, prompt, explain=scene.id == self.first)
        longer = len(words.confidence("sure")) > len(words.confidence("leaning"))
        for caret in carets:
            step.caret, step.sure = caret, decision.joint and longer
            yield step.sheet()

    def _reveal(self, scene: Scene, decision: Decision, layout: Layout) -> Iterator[Sheet]:
        """Yield the page after both first picks: the partner has said all it knows, and gives its longest reason.

        Whoever reads it has kept all there was to say, or said all of it; its own guess, seldom made, is not counted.
        """
        partner = other(self.chair)
        theirs = self._layouts(scene, partner)[0].facts
        heard = [e.Said(fact, partner) for fact in self.scenario.facts if fact in theirs]
        mine = [e.Said(fact, self.chair) for fact in self.scenario.facts if fact in layout.facts and fact in scene.say]
        for own, (pick, rival) in product(([], mine) if mine else ([],), list(self._pairs(decision, layout))):
            said = (*own, *heard)
            self.still.given = self._reason(decision, {pick, rival})
            sure = cast("dict[Chair, Confidence]", dict.fromkeys(CHAIRS, "leaning"))
            unsaid = {self.chair: len(layout.facts) - len(own)}
            told = tuple(event.fact for event in said)
            picks = {self.chair: pick, partner: rival}
            revealed = e.Revealed(scene.id, picks, sure, {partner: pick}, told, unsaid)
            reader = self.still.stand(scene.id, layout.facts, *said, revealed)
            yield Reveal(reader, self.still.asks(scene.id, decision, layout.options, final=True)).sheet()

    def _pairs(self, decision: Decision, layout: Layout) -> Iterator[tuple[str, str]]:
        """Yield the first picks that make the longest pages: one that both want, objected to, and the two longest."""
        options = [decision.option(option) for option in layout.options]
        if options:
            yield from ((one.id, one.id) for one in self._longest(options, "objection")[:1])
            longest = self._longest(options, "text")
            yield longest[0].id, longest[-1].id

    def _longest(self, options: list[Option], field: str) -> list[Option]:
        return sorted(options, key=lambda option: len(self.still.text(f"{option.path}.{field}")), reverse=True)

    def _reason(self, decision: Decision, picks: set[str]) -> Reason:
        """Return the longest that the partner may say: where they differ, it may be of any option."""
        told = [option for option in decision.options if len(picks) > 1 or option.id in picks]
        partner = self.scenario.cast[other(self.chair)]
        paths = [path for paths in partner.reasons.values() for path in paths]
        paths += [f"{option.path}.why.{partner.id}" for option in told if partner.id in option.whys]
        longest = max(paths, key=lambda path: len(self.still.text(path)), default="")
        return Reason(other(self.chair), "", "", (("goal", 1),), "goal", longest)

    # -- after a decision ----------------------------------------------------------------------------------

    def _after(self, scene: Scene, option: Option) -> Iterator[Step]:
        """Yield the page after a decision, as far as it is this option's; what lands of earlier ones comes on top."""
        decision = scene.decision
        assert decision is not None
        decider = decision.owner
        cues = tuple(f"{later.path}.cue" for later in option.later if later.cued)
        changes = [e.Changed(stock, 50, 40, f"option:{scene.id}.{option.id}") for stock in OUTCOMES[:MOST_FIGURES]]
        weeks = [e.WeekPassed(week, ()) for week in range(scene.weeks)]
        for lines, own in sorted(self.layouts.after(option, self.chair), key=self._told_size, reverse=True)[:1]:
            enacted = e.Enacted(scene.id, option.id, decider, decider, lines, {self.chair: own}, cues)
            reader = self.still.stand(
                scene.id, frozenset(), *self._reached(scene, decision, option), enacted, *weeks, *changes
            )
            yield Consequence(reader, self.still.moment)

    def _reached(self, scene: Scene, decision: Decision, option: Option) -> tuple[e.Event, ...]:
        """How it came to it, where the two differed and the owner was followed."""
        rivals = [one for one in decision.options if one is not option and not one.synthesis]
        if not decision.joint or option.synthesis or not rivals:
            return ()
        rival = max(rivals, key=lambda one: len(self.still.text(f"{one.path}.text")))
        picks = {decision.owner: option.id, other(decision.owner): rival.id}
        return (e.Finals(scene.id, picks), e.Resolved(other(decision.owner), "defer"))

    # -- layouts -------------------------------------------------------------------------------------------

    def _layouts(self, scene: Scene, chair: Chair) -> list[Layout]:
        """Return the longest layouts of a scene by a rough count."""
        found = self.layouts.of(scene, chair)
        return sorted(found, key=lambda layout: self._size(scene, layout), reverse=True)[:_TRIED]

    def _size(self, scene: Scene, layout: Layout) -> tuple[int, tuple[str, ...]]:
        """Count lines roughly, each text as if it were set alone; equal ones stand in an order of their own."""
        facts = [f"facts.{fact}.text" for fact in sorted(layout.facts)]
        options = [f"{scene.path}.options.{option}.text" for option in layout.options]
        paths = (*layout.lines, *layout.private, *facts, *options)
        return sum(self._height(path) for path in paths), paths

    def _told_size(self, told: Told) -> tuple[int, Told]:
        return sum(self._height(path) for path in (*told[0], *told[1])), told

    def _height(self, path: str) -> int:
        if path not in self.heights:
            self.heights[path] = len(wrap(ink(self.still.text(path)), _COLUMN))
        return self.heights[path]
