"""The game as one chair reads it: names, texts as content, where one is in the crisis."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.content import Content

from game.engine.events import SceneOpened
from game.engine.scenario import END, Scene
from game.engine.state import SIT
from game.engine.stocks import Chair, other_chair
from game.locales import _, vocabulary
from game.tui.toolkit.content import render_spans, style_text, underlay_style
from game.tui.toolkit.story import Paragraph

if TYPE_CHECKING:
    from game.playthrough.session import Session


class ChairReader:
    """A session seen from one chair: the one named, else that of the person who sits there (the first, of two)."""

    def __init__(self, session: "Session", chair: Chair | None = None) -> None:
        self.session = session
        self.chair: Chair = chair or session.people[0]
        self.other: Chair = other_chair(self.chair)
        self._opened: tuple[int, SceneOpened | None] = (-1, None)
        self._told: dict[tuple[str, str, str], Content] = {}

    def render_name(self, person: str) -> str:
        """Return the name of a person of the cast."""
        return self.session.names.get(person, person)

    def render_speaker(self, chair: Chair) -> str:
        """Return `you`, or the other's name."""
        return _("You") if self.is_mine(chair) else self.render_name(chair)

    def is_mine(self, chair: str) -> bool:
        """Tell whether whoever reads sits in a chair."""
        return chair == self.chair

    def render_outcome(self, name: str) -> str:
        """Return what an option touches, as it stands in a line of hints."""
        return vocabulary.name_outcome(name)

    def render_text(self, path: str, style: str = "") -> Content:
        """Return a text of the scenario; each is set once a language."""
        key = (self.session.language, path, style)
        if key not in self._told:
            self._told[key] = render_spans(self.session.render_spans(path), style)
        return self._told[key]

    def render_option(self, scene: str, option: str, style: str = "") -> Content:
        """Return the text of an option; sitting together is one."""
        if option == SIT:
            return style_text(_("Sit down together first"), style)
        return self.render_text(f"scenes.{scene}.options.{option}.text", style)

    def render_cause(self, name: str) -> str:
        """Return what moved a figure, in words."""
        return vocabulary.describe_cause(name, self.session.render_text)

    def accent_for(self, chair: Chair) -> str:
        """Return a chair's accent."""
        return f"${chair}"

    def find_opening(self) -> SceneOpened | None:
        """Return how the scene of now opened, where it has; looked for once an answer."""
        answers = len(self.session.records)
        if self._opened[0] != answers:
            found = (event for event in self.session.page if isinstance(event, SceneOpened))
            self._opened = (answers, next(found, None))
        return self._opened[1]

    def cache_content(self, key: str, make: Callable[[], Content]) -> Content:
        """Return a content that stays the same while the language does, made once."""
        kept = (self.session.language, "", key)
        if kept not in self._told:
            self._told[kept] = make()
        return self._told[kept]

    @property
    def scene(self) -> Scene | None:
        """The scene that is being played; None before the first one opens."""
        opened = self.find_opening()
        return self.session.scenario.scenes[opened.scene] if opened else None

    def count_scenes(self) -> int:
        """Return how many scenes this path has at most: those played, and the longest way on from here."""
        opened = self.find_opening()
        if opened is None:
            return self._count_longest_path(self.session.scenario.first_scene.id, frozenset())
        return opened.count - 1 + self._count_longest_path(opened.scene, frozenset())

    def _count_longest_path(self, scene_id: str, seen: frozenset[str]) -> int:
        scenes = self.session.scenario.scenes
        if scene_id == END or scene_id in seen:
            return 0
        scene = scenes[scene_id]
        branches = [*scene.then, *(b for o in (scene.decision.options if scene.decision else ()) for b in o.then)]
        order = list(scenes)
        following = order.index(scene_id) + 1
        targets = {branch.to for branch in branches}
        if not scene.then and following < len(order):
            targets.add(order[following])
        return 1 + max((self._count_longest_path(target, seen | {scene_id}) for target in targets), default=0)


def render_speech(who: str, line: Content, colour: str) -> Paragraph:
    """Return a person's line: the name in its colour, then the words."""
    return Paragraph(underlay_style(line, "$ink"), lead=style_text(f"{who}  ", f"bold {colour}"))
