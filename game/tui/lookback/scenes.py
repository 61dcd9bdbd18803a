"""Scene by scene: what each chair knew, picked and guessed, how they met, what was done and what came down."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.content import Content

from game.debrief.telling import scenes
from game.debrief.timeline import Scene
from game.debrief.weighing import Weighing, adding_up
from game.engine.stocks import CHAIRS, Chair
from game.locales import N_, _, words
from game.tui.content import NOTHING, ink, join
from game.tui.lookback.leaf import Leaf, figures
from game.tui.typeset import edged, hang, join_columns, pad, wrap
from game.tui.widgets.choices import Row

TERMS_BESIDE = 60
"""The cells from which the terms of a choice stand in two columns."""


class Scenes(Leaf):
    """The scenes in a list; the marked one in full."""

    name: ClassVar[str] = N_("Scenes")
    about: ClassVar[str] = N_(
        "Scenes: up and down choose one. = both agreed, ≠ they differed, ◇ they sat down; · a fact not asked for."
    )

    @property
    def scene(self) -> Scene:
        """The marked scene."""
        return self.insight.line.scenes[self.caret]

    def beside(self) -> Sequence[Row]:
        """Return the scenes."""
        return scene_rows(self)

    def draw(self, width: int, height: int) -> list[Content]:  # noqa: ARG002 -- every page is asked the same
        """Return the marked scene."""
        scene = self.scene
        rows = [*self._head(scene, width), NOTHING, *self._cards(scene, width)]
        if met := self._met(scene, width):
            rows += [NOTHING, *met]
        if weighed := next((w for w in map(scene.weighed, CHAIRS) if w is not None and w.over), None):
            rows += [NOTHING, *self._why(scene, weighed, width)]
        if came := list(self._came(scene, width)):
            rows += [NOTHING, *came]
        return rows

    def _head(self, scene: Scene, width: int) -> list[Content]:
        decision = self.session.scenario.scenes[scene.id].decision
        owner = f"bold ${decision.owner}" if decision else "bold $ink"
        about = ink(self.teller.scene(scene.id), owner)
        decides = scenes.decider(self.teller, scene)
        rows = wrap(join(about, ink("   " + decides, "$quiet")), width)
        if scene.enacted:
            rows += hang(ink("▸ ", "bold $ink"), ink(scenes.done(self.teller, scene), "bold $ink"), width)
        return rows

    def _cards(self, scene: Scene, width: int) -> list[Content]:
        each = (width - 2) // 2
        blocks = [self._card(scene, chair, each - 3) for chair in CHAIRS]
        tallest = max(len(block) for block in blocks)
        framed = [
            edged([*block, *[NOTHING] * (tallest - len(block))], f"${chair}", each, "$slate")
            for block, chair in zip(blocks, CHAIRS, strict=True)
        ]
        return join_columns(framed, 2)

    def _card(self, scene: Scene, chair: Chair, width: int) -> list[Content]:
        teller = self.teller
        rows = [ink(teller.name(chair), f"bold ${chair}")]
        alone = scene.knew.alone[chair]
        rows.append(ink(_("alone knew") if alone else _("knew nothing alone"), "$quiet"))
        for fact in alone:
            rows += hang(self._became(scene, fact), ink(teller.fact(fact), "$ink"), width)
        for label, pick in self._picks(scene, chair):
            rows += [ink(label, "$quiet"), *hang(ink("  "), pick, width)]
        return rows

    def _became(self, scene: Scene, fact: str) -> Content:
        """Whether a fact was said or kept in the scene, as words of one width."""
        width = max(ink(word).cell_length for word in (_("said"), _("kept"))) + 1
        what = scenes.said_or_kept(self.teller, scene, fact)
        return pad(ink(what or "·", "$gained" if fact in scene.played.said else "$quiet"), width)

    def _picks(self, scene: Scene, chair: Chair) -> Iterator[tuple[str, Content]]:
        teller, played = self.teller, scene.played
        first, final = played.first.get(chair), scenes.final(teller, scene, chair)
        if first:
            sure = played.confidence.get(chair)
            stayed = _("first, final") if played.final.get(chair) == first else _("first")
            option = ink(teller.option(scene.id, first), "$ink")
            yield stayed, join(option, ink(f"  {words.confidence(sure).lower()}" if sure else "", "$quiet"))
        if chair in played.guess:
            right = scene.right(chair)
            hit = ink(("  ✓ " if right else "  ✗ ") + scenes.hit(right), "$gained" if right else "$quiet")
            yield _("guess"), join(ink(teller.option(scene.id, played.guess[chair]), "$ink"), hit)
        if final and played.final.get(chair) != first:
            yield _("final"), ink(final, "$ink")

    def _met(self, scene: Scene, width: int) -> list[Content]:
        """How they met before and over it, and what changed most."""
        texts = [
            *(scenes.coffee(self.teller, event) for event in scene.before.coffees),
            *scenes.talk(self.teller, scene),
        ]
        rows = [row for text in texts for row in hang(ink("· ", "$quiet"), ink(text, "$quiet"), width)]
        return rows + figures(self.teller, scenes.changed(scene), width)

    def _why(self, scene: Scene, weighed: Weighing, width: int) -> list[Content]:
        option = self.teller.option(scene.id, weighed.over)
        name = self.teller.name(weighed.chair)
        head = join(
            ink(_("Why {name}", name=name), f"bold ${weighed.chair}"),
            ink("   " + _("against {option}", option=option), "$quiet"),
        )
        return [*wrap(head, width), *term_rows(name, weighed, width)]

    def _came(self, scene: Scene, width: int) -> Iterator[Content]:
        teller = self.teller
        texts = [scenes.landing(teller, landed) for landed in scene.landed]
        texts += [scenes.surfaced(teller, event) for event in scene.surfaced]
        texts += [scenes.promise(teller, event) for event in scene.settled]
        if scene is self.insight.line.scenes[-1]:
            closing = self.insight.line.closing
            texts += [scenes.landing(teller, landed) for landed in closing.landed]
            texts += [scenes.surfaced(teller, event) for event in closing.surfaced]
            texts += [scenes.promise(teller, event) for event in closing.settled]
        if texts:
            yield ink(_("Landed here"), "bold $quiet")
        for text in texts:
            yield from hang(ink("◌ ", "$quiet"), ink(text, "$ink"), width)


def term_rows(name: str, weighed: Weighing, width: int) -> list[Content]:
    """Return the terms of a choice against the runner-up, and their sum; what is shown adds up."""
    rounded = adding_up([size for _term, size in weighed.why])
    parts = [(words.term(term, name), size) for (term, _size), size in zip(weighed.why, rounded, strict=True) if size]
    cells = [_term(label, size) for label, size in parts]
    cells.append(_term(_("together"), sum(rounded), "bold $ink"))
    if width < TERMS_BESIDE:
        return [_spread(cell, width) for cell in cells]
    each, half = (width - 4) // 2, (len(cells) + 1) // 2
    left = [_spread(cell, each) for cell in cells[:half]]
    right = [_spread(cell, each) for cell in cells[half:]]
    right += [NOTHING] * (half - len(right))
    return [join(*pair, between="    ") for pair in zip(left, right, strict=True)]


def _term(label: str, hundredths: int, style: str = "$quiet") -> tuple[Content, Content]:
    mark = "−" if hundredths < 0 else "+"
    return ink(label, style), ink(f"{mark}{abs(hundredths) / 100:.2f}", "$ink" if style == "$quiet" else style)


def _spread(cell: tuple[Content, Content], width: int) -> Content:
    label, size = cell
    return join(pad(label, max(0, width - 7)), ink(" "), ink(" " * (6 - size.cell_length)), size)


def scene_rows(leaf: Leaf) -> list[Row]:
    """Return the scenes as rows of a list: when, and how they met."""
    return [_row(leaf, scene, number == leaf.caret) for number, scene in enumerate(leaf.insight.line.scenes)]


def _row(leaf: Leaf, scene: Scene, here: bool) -> Row:
    place = leaf.session.scenario.scenes[scene.id]
    at = leaf.teller.text(f"{place.path}.at") if place.timed else ""
    sign = ink(_sign(scene), "$ink" if here else "$quiet")
    return Row(ink(at or _("Scene {n}", n=scene.count)), note=sign, digit=str(scene.count))


def _sign(scene: Scene) -> str:
    """How they met: ◇ sat down, ≠ differed, = agreed; nothing where one decided alone."""
    if scene.sat is not None and scene.sat.accepted:
        return "◇"
    if len(scene.played.final) < 2:
        return ""
    return "≠" if scene.differed else "="
