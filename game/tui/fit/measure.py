"""Every page of a crisis that a player may meet, and how many lines of the smallest screen it needs.

A page shows what its conditions let show. So each is laid out in every world that they can tell apart, in each
language, for each chair; of the worlds of one page the longest is reported. Where a page is too long, it is laid out
again without some of its texts, which tells the author what takes up the room and which text is the shortest to cut.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product
from typing import Final, cast

from textual.content import Content

from game.content.checks.extra import LEAST, OverfullPage, Page, PagePart
from game.engine import events as e
from game.engine.preferences import CIRCUMSTANCES
from game.engine.scenario import Decision, Option, Scenario, Scene, Texts
from game.engine.state import Confidence
from game.engine.stocks import CHAIRS, OUTCOMES, Chair, other_chair
from game.locales import current_language, set_language, speech, vocabulary
from game.narration.events import narrate_event
from game.narration.lines import join_text
from game.narration.speech import render_utterance
from game.narration.voice import Voice
from game.playthrough.opponent import PickReason
from game.playthrough.visibility import MOST_FIGURES
from game.tui.fit.layouts import FrozenSession, SceneLayout, SceneLayouts, Told, list_dearest_prices
from game.tui.play.paper import HeldFacts, Paper, Sheet
from game.tui.play.question_steps import DecideStep, SayStep
from game.tui.play.reveal_steps import RevealStep
from game.tui.play.steps import ConsequenceStep, InterludeStep, PlayStep
from game.tui.toolkit.content import NOTHING, style_text, wrap_text
from game.tui.toolkit.lines import Paragraph

WIDTH: Final = 76
HEIGHT: Final = 20
"""The cells that the page has for its lines on a screen of 80 by 24 (`game.tui.play.page`)."""
_COLUMN: Final = 68
"""The width of a text on a page, roughly."""
_LAYOUTS_TRIED: Final = 2
"""How many layouts of a page are drawn: the longest by a rough count."""
_TEXTS_TRIED: Final = 2
"""How many texts are tried: those that seem to need the shortest cut."""
_OWN: Final = "the game's own"
_NAMES: Final = (
    (".also.", "also"),
    (".private.", "private"),
    (".ask", "question"),
    (".objection", "objection"),
    (".result", "result"),
    (".cue", "cues"),
    (".told", "facts said"),
    (".spoken", "facts said"),
    (".heard", "answers to facts"),
    (".reasons.", "reason"),
    (".circumstances.", "circumstances"),
    (".options.", "options"),
    ("facts.", "facts"),
    ("scenes.", "scene"),
)
"""An author's name for a kind of text, by a part of its path; the first match counts."""
Cuts = Mapping[str, int]
"""How many characters to cut off the end of each text."""
Lines = Callable[[Sheet], int]


@dataclass(frozen=True)
class ShorteningHint:
    """The text that needs the shortest cut: its path, and how many characters; 0 if cutting it alone is not enough."""

    path: str
    characters: int


class PageMeasurer:
    """Measures crises, and remembers the pages of scenes that have not changed since: an author saves often."""

    def __init__(self) -> None:
        self._kept: dict[str, list[OverfullPage]] = {}

    def __call__(self, scenario: Scenario, texts: Texts) -> Iterator[OverfullPage]:
        """Yield the pages of a crisis that do not fit a screen of 80 by 24, in the order of the story."""
        return (page for page in self.measure_pages(scenario, texts) if page.lines > page.room)

    def measure_pages(self, scenario: Scenario, texts: Texts) -> Iterator[OverfullPage]:
        """Yield every page of a crisis with the lines that it needs in the tightest layout."""
        spoken, before, self._kept = current_language(), self._kept, {}
        layouts = SceneLayouts(scenario)
        try:
            for language, chair in product(texts.languages, CHAIRS):
                set_language(language)
                pages = _ChairPages(scenario, texts, chair, language, layouts)
                shared = _build_shared_key(scenario, texts, language, chair)
                for scene in scenario.scenes.values():
                    key = f"{shared} {scene} {_build_text_key(scene.path, texts, language)}"
                    found = before.get(key)
                    self._kept[key] = list(pages.measure_scene(scene)) if found is None else found
                    yield from self._kept[key]
        finally:
            set_language(spoken)


class MeasuringPaper(Paper):
    """A paper without a screen: it lays out sheets as tightly as possible, to be measured."""

    def __init__(self) -> None:
        super().__init__()
        for part in (self.text, self.told, self.facts, self.choices):
            part.set_folded(folded=True)

    def measure_lines(self, sheet: Sheet) -> tuple[int, int]:
        """Return how many lines the whole sheet takes, and how many of them do not scroll.

        A reminder does not count: it is left out where there is no room for it.
        """
        self.show_sheet(replace(sheet, reminder=NOTHING), "$ceo", "")
        fixed = self.measure_below(WIDTH, folded=True, tight=True) - int(self.note.display)  # it stands close
        told = self._measure_story(WIDTH, tight=True, dense=True) if self.story.display else 0
        return told + fixed, fixed


def _build_shared_key(scenario: Scenario, texts: Texts, language: str, chair: Chair) -> str:
    """Return a key of everything but the scene itself that its pages depend on."""
    shared = [_build_text_key(path, texts, language) for path in ("cast", "facts")]
    return f"{language} {chair} {replace(scenario, scenes={}, logic='')} {_build_graph_key(scenario)} {shared}"


def _build_text_key(path: str, texts: Texts, language: str) -> str:
    begin = f"{path}."
    return str([texts.get(name, language) for name in texts.tables[texts.source] if name.startswith(begin)])


def _build_graph_key(scenario: Scenario) -> str:
    """Return a key of what pages depend on in other scenes: where they lead, and what their options set."""
    scenes = scenario.scenes.values()
    options = [(one.id, one.flags, one.then) for s in scenes for one in (s.decision.options if s.decision else ())]
    return f"{[(scene.id, scene.say, scene.then) for scene in scenes]} {options}"


class _ChairPages:
    """The pages of one chair in one language."""

    def __init__(self, scenario: Scenario, texts: Texts, chair: Chair, language: str, layouts: SceneLayouts) -> None:
        self.scenario = scenario
        self.chair = chair
        self.language = language
        self.layouts = layouts
        self.still = FrozenSession(scenario, texts, chair, language)
        self.paper = MeasuringPaper()
        self.heights: dict[str, int] = {}
        self.first = next((scene.id for scene in scenario.scenes.values() if scene.decision), "")

    def measure_scene(self, scene: Scene) -> Iterator[OverfullPage]:
        """Yield the pages of a scene with their lines."""
        layouts = self._list_longest_layouts(scene, self.chair)
        for page, sheets in self._build_scene_sheets(scene, layouts):
            yield from self._measure_longest(page, f"{scene.path}.text", sheets)
        for option in scene.decision.options if scene.decision else ():
            after = self._build_consequence_steps(scene, option)
            yield from self._measure_longest(
                "consequence", f"{option.path}.text", (step.build_sheet() for step in after)
            )

    def _measure_longest(self, page: Page, path: str, sheets: Iterable[Sheet]) -> Iterator[OverfullPage]:
        measured = [(self.paper.measure_lines(sheet), sheet) for sheet in sheets]
        for (lines, fixed), sheet in sorted(measured, key=lambda one: one[0], reverse=True)[:1]:
            found = OverfullPage(page, path, self.language, self.chair, lines, fixed, HEIGHT)
            yield self._explain_overfull(found, sheet) if lines > HEIGHT else found

    def _explain_overfull(self, page: OverfullPage, sheet: Sheet) -> OverfullPage:
        """Add which texts take up the page, and which one needs the shortest cut."""
        near = (f"{page.path.rpartition('.options.')[0] or page.path.removesuffix('.text')}.", "facts.", "cast.")
        paths = [path for path in self.still.texts.tables[self.still.texts.source] if path.startswith(near)]
        texts = {path: self.still.render_text(path) for path in paths}
        whole, most = (1, HEIGHT - LEAST) if page.unfit else (0, HEIGHT)

        def lines(sheet: Sheet) -> int:
            return self.paper.measure_lines(sheet)[whole]

        shorter = find_shortest_cut(sheet, texts, lines, most)
        return replace(
            page, parts=measure_parts(sheet, texts, lines), shorten=shorter.path, characters=shorter.characters
        )

    # -- a scene -------------------------------------------------------------------------------------------

    def _build_scene_sheets(self, scene: Scene, layouts: list[SceneLayout]) -> Iterator[tuple[Page, Iterable[Sheet]]]:
        decision = scene.decision
        if decision is None or decision.by not in ("both", self.chair):
            yield "read", (self._build_reading_sheet(scene, layout) for layout in layouts)
        if decision is None:
            return
        if not decision.joint and any(layout.facts for layout in layouts):
            yield "say", (self._build_say_sheet(scene, decision, layout) for layout in layouts)
        if decision.by in ("both", self.chair):
            longest, *others = layouts
            bare = [sheet for layout in others for sheet in self._build_decide_sheets(scene, decision, layout, (None,))]
            carets = (None, *range(len(longest.options)))
            yield "decide", [*bare, *self._build_decide_sheets(scene, decision, longest, carets)]
        if decision.joint:
            yield "reveal", self._build_reveal_sheets(scene, decision, layouts[0])

    def _build_opening(self, scene: Scene, layout: SceneLayout) -> e.SceneOpened:
        return e.SceneOpened(scene.id, 1, layout.lines, {self.chair: layout.private})

    def _build_opening_events(self, scene: Scene, layout: SceneLayout) -> tuple[e.Event, ...]:
        """Return what stands on the page as a scene opens: its text, and what weighs on the partner."""
        return self._build_opening(scene, layout), self.circumstance

    @cached_property
    def circumstance(self) -> e.CircumstanceShown:
        """What may weigh on the partner, in its longest words."""
        partner, voice = other_chair(self.chair), Voice.to_chair(self.still, self.chair)
        shown = [
            e.CircumstanceShown(partner, what, again=False, says=e.Utterance(f"circumstance.{what}", number, 0))
            for what in CIRCUMSTANCES
            for number in range(len(speech.LINES[f"circumstance.{what}"]))
        ]
        return max(shown, key=lambda one: sum(len(line.text) for line in narrate_event(voice, one)))

    def _build_reading_sheet(self, scene: Scene, layout: SceneLayout) -> Sheet:
        opened = self._build_opening(scene, layout)
        happened = self._build_opening_events(scene, layout)
        return InterludeStep(
            self.still.stand_in_scene(scene.id, layout.facts, *happened), opened, happened
        ).build_sheet()

    def _build_say_sheet(self, scene: Scene, decision: Decision, layout: SceneLayout) -> Sheet:
        reader = self.still.stand_in_scene(scene.id, layout.facts, *self._build_opening_events(scene, layout))
        return SayStep(reader, self.still.build_say_prompt(scene.id, decision, layout.facts)).build_sheet()

    def _build_decide_sheets(
        self, scene: Scene, decision: Decision, layout: SceneLayout, carets: Iterable[int | None]
    ) -> Iterator[Sheet]:
        """Yield the page with the caret on none or one of the options: a marked option shows its hints.

        Where one chair decides alone, what could be said was kept, or all of it was said and answered.
        """
        opening = self._build_opening_events(scene, layout)
        longer = len(vocabulary.describe_confidence("sure")) > len(vocabulary.describe_confidence("leaning"))
        spoken = [] if decision.joint else self._build_answered_facts(scene, layout)
        for kept, said in ((layout.facts, []), *(((frozenset(), spoken),) if spoken else ())):
            reader = self.still.stand_in_scene(scene.id, kept, *opening, *said)
            prompt = self.still.build_open_prompt(scene.id, decision, layout.options, final=not decision.joint)
            step = DecideStep(reader, prompt, explain=scene.id == self.first)
            for caret in carets:
                step.caret, step.sure = caret, decision.joint and longer
                yield step.build_sheet()

    def _build_answered_facts(self, scene: Scene, layout: SceneLayout) -> list[e.Event]:
        """Return all that this chair could say in a scene as said, each at its dearest, and the partner's answers."""
        own = [fact for fact in self.scenario.facts.values() if fact.id in layout.facts and fact.id in scene.say]
        said = [e.Said(fact.id, self.chair, list_dearest_prices(fact)) for fact in own]
        return [*said, *(self._build_longest_answer(event.fact) for event in said)]

    def _build_reveal_sheets(self, scene: Scene, decision: Decision, layout: SceneLayout) -> Iterator[Sheet]:
        """Yield the page after both first picks: the partner has said all it knows, and gives its longest reason.

        Whoever reads it has kept all there was to say, or said all of it; its own guess, seldom made, is not counted,
        nor the line that asks once more whether to sit down.
        """
        partner = other_chair(self.chair)
        theirs = self._list_longest_layouts(scene, partner)[0].facts
        theirs_said = [e.Said(fact, partner) for fact in self.scenario.facts if fact in theirs]
        answered = self._build_answered_facts(scene, layout)
        mine = [event.fact for event in answered if isinstance(event, e.Said)]
        pairs = list(self._list_pick_pairs(decision, layout))
        for more, (pick, rival) in product(([], answered) if mine else ([],), pairs):
            said = (*more, *theirs_said)
            self.still.given = self._build_longest_reason(decision, {pick, rival})
            sure = cast("dict[Chair, Confidence]", dict.fromkeys(CHAIRS, "leaning"))
            told = tuple(event.fact for event in said if isinstance(event, e.Said))
            unsaid = {self.chair: len(layout.facts) - (len(mine) if more else 0)}
            picks = {self.chair: pick, partner: rival}
            revealed = e.Revealed(scene.id, picks, sure, {partner: pick}, told, unsaid)
            reader = self.still.stand_in_scene(scene.id, layout.facts, *said, revealed)
            prompt = self.still.build_open_prompt(scene.id, decision, layout.options, final=True)
            yield RevealStep(reader, prompt).build_sheet()

    def _build_longest_answer(self, fact: str) -> e.FactAnswered:
        """Return the longest answer of the author to a fact, else the longest that the partner has of its own."""
        paths = [line.path for line in self.scenario.facts[fact].heard]
        longest = max(paths, key=lambda path: len(self.still.render_text(path)), default="")
        partner, voice = other_chair(self.chair), Voice.to_chair(self.still, self.chair)
        kept = f"heard.{self.scenario.facts[fact].cost}"
        banks = ((bank, len(lines)) for bank, lines in speech.LINES.items() if bank.startswith(kept))
        lines = (e.Utterance(bank, number, 0) for bank, count in banks for number in range(count))
        says = max(lines, key=lambda line: len(join_text(render_utterance(voice, partner, line))))
        return e.FactAnswered(partner, fact, 50.0, longest, None if longest else says)

    def _list_pick_pairs(self, decision: Decision, layout: SceneLayout) -> Iterator[tuple[str, str]]:
        """Yield the first picks that make the longest pages: one that both want, objected to, and the two longest."""
        options = [decision.find_option(option) for option in layout.options]
        if options:
            yield from ((one.id, one.id) for one in self._sort_longest_first(options, "objection")[:1])
            longest = self._sort_longest_first(options, "text")
            yield longest[0].id, longest[-1].id

    def _sort_longest_first(self, options: list[Option], field: str) -> list[Option]:
        return sorted(options, key=lambda option: len(self.still.render_text(f"{option.path}.{field}")), reverse=True)

    def _build_longest_reason(self, decision: Decision, picks: set[str]) -> PickReason:
        """Return the longest reason that the partner may give: if the two differ, it may be about any option."""
        told = [option for option in decision.options if len(picks) > 1 or option.id in picks]
        partner = self.scenario.cast[other_chair(self.chair)]
        paths = [path for paths in partner.reasons.values() for path in paths]
        paths += [f"{option.path}.why.{partner.id}" for option in told if partner.id in option.whys]
        longest = max(paths, key=lambda path: len(self.still.render_text(path)), default="")
        return PickReason(other_chair(self.chair), "", "", (("goal", 1),), "goal", longest)

    # -- after a decision ----------------------------------------------------------------------------------

    def _build_consequence_steps(self, scene: Scene, option: Option) -> Iterator[PlayStep]:
        """Yield the page after an option is decided, without what earlier decisions add to it."""
        decision = scene.decision
        assert decision is not None
        decider = decision.owner
        cues = tuple(f"{later.path}.cue" for later in option.later if later.cued)
        changes = [e.Changed(stock, 50, 40, {"decision": -10}) for stock in OUTCOMES[:MOST_FIGURES]]
        weeks = [e.WeekPassed(week, ()) for week in range(scene.weeks)]
        for lines, own in sorted(
            self.layouts.list_texts_after(option, self.chair), key=self._estimate_told_size, reverse=True
        )[:1]:
            enacted = e.Enacted(scene.id, option.id, decider, decider, lines, {self.chair: own}, cues)
            reader = self.still.stand_in_scene(
                scene.id,
                frozenset(),
                *self._build_deliberation_events(scene, decision, option),
                enacted,
                *weeks,
                *changes,
            )
            yield ConsequenceStep(reader, self.still.moment)

    def _build_deliberation_events(self, scene: Scene, decision: Decision, option: Option) -> tuple[e.Event, ...]:
        """Return the events before a decision in which the two differed and the owner prevailed."""
        rivals = [one for one in decision.options if one is not option and not one.synthesis]
        if not decision.joint or option.synthesis or not rivals:
            return ()
        rival = max(rivals, key=lambda one: len(self.still.render_text(f"{one.path}.text")))
        picks = {decision.owner: option.id, other_chair(decision.owner): rival.id}
        return (e.Finals(scene.id, picks), e.Resolved(other_chair(decision.owner), "defer"))

    # -- layouts -------------------------------------------------------------------------------------------

    def _list_longest_layouts(self, scene: Scene, chair: Chair) -> list[SceneLayout]:
        """Return the longest layouts of a scene by a rough count."""
        found = self.layouts.list_layouts(scene, chair)
        return sorted(found, key=lambda layout: self._estimate_size(scene, layout), reverse=True)[:_LAYOUTS_TRIED]

    def _estimate_size(self, scene: Scene, layout: SceneLayout) -> tuple[int, tuple[str, ...]]:
        """Estimate the lines, each text laid out alone; the paths break ties, so that the order is stable."""
        facts = [f"facts.{fact}.text" for fact in sorted(layout.facts)]
        options = [f"{scene.path}.options.{option}.text" for option in layout.options]
        paths = (*layout.lines, *layout.private, *facts, *options)
        return sum(self._measure_height(path) for path in paths), paths

    def _estimate_told_size(self, told: Told) -> tuple[int, Told]:
        return sum(self._measure_height(path) for path in (*told[0], *told[1])), told

    def _measure_height(self, path: str) -> int:
        if path not in self.heights:
            self.heights[path] = len(wrap_text(style_text(self.still.render_text(path)), _COLUMN))
        return self.heights[path]


def measure_parts(sheet: Sheet, texts: Mapping[str, str], lines: Lines) -> tuple[PagePart, ...]:
    """Return how many lines each kind of text takes, the most first; the game's own lines come last.

    `texts` are all that may stand on the page, by path.
    """
    whole = lines(sheet)
    kinds: dict[str, dict[str, int]] = {}
    for path, text in _list_texts_on(sheet, texts):
        kinds.setdefault(_name_text_kind(path), {})[text] = len(text)
    taken = {name: whole - lines(_cut_sheet(sheet, cuts)) for name, cuts in kinds.items()}
    ordered = sorted(taken.items(), key=lambda one: -one[1])
    own = whole - sum(taken.values())
    return tuple(PagePart(name, count) for name, count in (*ordered, (_OWN, own)) if count > 0)


def find_shortest_cut(sheet: Sheet, texts: Mapping[str, str], lines: Lines, most: int) -> ShorteningHint:
    """Return the text that needs the shortest cut for the page to fit into `most` lines."""
    over = lines(sheet) - most
    there = {
        path: text
        for path, text in _list_texts_on(sheet, texts)
        if lines(_cut_sheet(sheet, {text: len(text)})) < over + most
    }
    found = [
        ShorteningHint(path, cut)
        for path, text in sorted(there.items(), key=lambda one: _estimate_tail(one[1], over))[:_TEXTS_TRIED]
        if (cut := _count_excess_characters(sheet, text, lines, most))
    ]
    longest = max(there, key=lambda path: len(there[path]), default="")
    return min(found, key=lambda one: one.characters, default=ShorteningHint(longest, 0))


def _count_excess_characters(sheet: Sheet, text: str, lines: Lines, most: int) -> int:
    """Return how many characters, in whole words, must be cut off the end; 0 if cutting all is not enough."""
    words = text.split(" ")
    cuts = [len(" ".join(words[number:])) + 1 for number in range(len(words) - 1, 0, -1)]
    low, high = 0, len(cuts)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if lines(_cut_sheet(sheet, {text: cuts[middle]})) <= most else (middle + 1, high)
    return cuts[low] if low < len(cuts) else 0


def _estimate_tail(text: str, over: int) -> int:
    rows = wrap_text(style_text(text), _COLUMN)
    return sum(row.cell_length for row in rows[-over:]) if len(rows) > over else len(text) + _COLUMN


def _name_text_kind(path: str) -> str:
    return next(name for mark, name in _NAMES if mark in path)


def _list_texts_on(sheet: Sheet, texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the texts that are on a page, each once."""
    there = [content.plain for content in _list_contents(sheet)]
    held = sheet.held is not None
    seen: set[str] = set()
    for path, text in texts.items():
        other = path.startswith("facts.") and path.endswith(".told" if held else ".text")
        if text and not other and text not in seen and any(plain.endswith(text) for plain in there):
            seen.add(text)
            yield path, text


def _list_contents(sheet: Sheet) -> Iterator[Content]:
    yield from (paragraph.body for paragraph in (*sheet.story, *sheet.told))
    yield from (card.pick for card in sheet.cards)
    if sheet.held is not None:
        yield from (*sheet.held.private, *(fact.text for fact in sheet.held.facts))
    yield sheet.ask
    yield from (row.label for row in sheet.rows)


def _cut_sheet(sheet: Sheet, cuts: Cuts) -> Sheet:
    """Return a page with its texts cut; a text of which nothing is left is removed."""
    rows = [replace(row, label=label) for row in sheet.rows if (label := _cut_content(row.label, cuts))]
    return replace(
        sheet,
        story=_cut_paragraphs(sheet.story, cuts),
        told=_cut_paragraphs(sheet.told, cuts),
        cards=[replace(card, pick=_cut_content(card.pick, cuts)) for card in sheet.cards],
        held=_cut_private_facts(sheet.held, cuts),
        ask=_cut_content(sheet.ask, cuts),
        rows=rows,
        caret=sheet.caret if len(rows) == len(sheet.rows) else None,
    )


def _cut_paragraphs(paragraphs: Sequence[Paragraph], cuts: Cuts) -> list[Paragraph]:
    """Return paragraphs with their texts cut; empty lines between them stay, since only texts can be shortened."""
    cut = [(paragraph, _cut_content(paragraph.body, cuts)) for paragraph in paragraphs]
    return [replace(paragraph, body=body) for paragraph, body in cut if body or not paragraph.body]


def _cut_private_facts(held: HeldFacts | None, cuts: Cuts) -> HeldFacts | None:
    if held is None:
        return None
    private = [line for whole in held.private if (line := _cut_content(whole, cuts))]
    facts = [replace(fact, text=text) for fact in held.facts if (text := _cut_content(fact.text, cuts))]
    return replace(held, private=private, facts=facts) if private or facts else None


def _cut_content(content: Content, cuts: Cuts) -> Content:
    for text, characters in cuts.items():
        if content.plain.endswith(text):
            return content[: len(content.plain) - characters] if characters < len(text) else NOTHING
    return content
