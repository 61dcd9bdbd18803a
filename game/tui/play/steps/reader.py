"""The game as one chair reads it: names, texts as content, where one is in the crisis."""

from collections.abc import Callable

from textual.content import Content

from game.engine.events import SceneOpened
from game.engine.scenario import END, Scene
from game.engine.state import SIT
from game.engine.stocks import CHAIRS, Chair, other_chair
from game.narration.voice import Voice
from game.playthrough.session import Session
from game.tui.toolkit.content import render_spans, style_text, underlay_style
from game.tui.toolkit.lines import Paragraph


class ChairReader:
    """A session seen from one chair: the one named, else that of the person who sits there (the first, of two).

    `voice` has the words; the reader turns them into content, made once a language.
    """

    def __init__(self, session: Session, chair: Chair | None = None) -> None:
        self.session = session
        self.chair: Chair = chair or session.people[0]
        self.other: Chair = other_chair(self.chair)
        self.voice = self.choose_voice()
        self._opened: tuple[int, SceneOpened | None] = (-1, None)
        self._told: dict[tuple[str, str, str], Content] = {}

    def choose_voice(self) -> Voice:
        """Return the voice that tells the story here: to whoever sits in the chair."""
        return Voice.to_chair(self.session, self.chair)

    def render_name(self, person: str) -> str:
        """Return the name of a person of the cast."""
        return self.voice.name_person(person)

    def render_speaker(self, chair: str) -> str:
        """Return `you`, or the other's name."""
        return self.voice.name_speaker(chair)

    def is_mine(self, chair: str) -> bool:
        """Tell whether whoever reads sits in a chair."""
        return self.voice.sits_in(chair)

    def render_outcome(self, name: str) -> str:
        """Return what an option touches, as it stands in a line of hints."""
        return self.voice.name_outcome(name)

    def render_text(self, path: str, style: str = "") -> Content:
        """Return a text of the scenario; each is set once a language."""
        key = (self.session.language, path, style)
        if key not in self._told:
            self._told[key] = render_spans(self.session.render_spans(path), style)
        return self._told[key]

    def render_option(self, scene: str, option: str, style: str = "") -> Content:
        """Return the text of an option; sitting together is one."""
        if option == SIT:
            return style_text(capitalize_first(self.voice.render_option(scene, option)), style)
        return self.render_text(f"scenes.{scene}.options.{option}.text", style)

    def render_cause(self, name: str) -> str:
        """Return what moved a figure, in words."""
        return self.voice.render_cause(name)

    def accent_for(self, speaker: str) -> str:
        """Return a speaker's colour: a chair's accent, that of what both did, or a quiet one."""
        if speaker in CHAIRS:
            return f"${speaker}"
        return {"both": "$gained", "board": "$ink"}.get(speaker, "$quiet")

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


def capitalize_first(text: str) -> str:
    """Return words of the interface as they begin a line."""
    return text[:1].upper() + text[1:]


def render_speech(who: str, line: Content, colour: str) -> Paragraph:
    """Return a person's line: the name in its colour, then the words."""
    return Paragraph(underlay_style(line, "$ink"), lead=style_text(f"{who}  ", f"bold {colour}"))
