"""A crisis as a picture of scenes, options, conditions and endings, for Mermaid and for Graphviz.

Both are drawn from one list of nodes and edges. Texts from the file are quoted in each tool's own way, so that none
can end a label or begin a command.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from game.engine.guard import Guard
from game.engine.scenario import END, Branch, Option, Scenario, Scene

Kind = Literal["scene", "option", "synthesis", "end", "ending"]

_LONGEST: Final = 60


@dataclass(frozen=True, slots=True)
class Node:
    """A thing in the picture: `id` is unique and made of letters, digits and _; `lines` are what it says."""

    id: str
    kind: Kind
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Edge:
    """A way from one node to another; `label` tells on which condition, '' for one that needs none."""

    start: str
    to: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Graph:
    """All nodes and edges, in the order of the file."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def graph(scenario: Scenario, text: Callable[[str], str]) -> Graph:
    """Return the graph of a crisis; `text` gives a text by its path."""
    drawing = _Drawing(scenario, text)
    return Graph(tuple(drawing.nodes()), tuple(drawing.edges()))


class _Drawing:
    """Nodes and edges from a crisis: scene -> option -> where it leads, the end -> endings."""

    def __init__(self, scenario: Scenario, text: Callable[[str], str]) -> None:
        self.scenario = scenario
        self.text = text
        self.names: dict[str, str] = {END: "the_end"}
        for number, scene in enumerate(scenario.scenes.values()):
            self.names[scene.path] = f"s{number}"
            for position, option in enumerate(_options(scene)):
                self.names[option.path] = f"s{number}_o{position}"
        for number, ending in enumerate(scenario.endings):
            self.names[ending.path] = f"e{number}"

    def nodes(self) -> Iterator[Node]:
        """Every scene with its options, then the end and the endings."""
        for scene in self.scenario.scenes.values():
            yield Node(self.names[scene.path], "scene", (scene.id, *_decided(scene)))
            for option in _options(scene):
                kind: Kind = "synthesis" if option.synthesis else "option"
                yield Node(self.names[option.path], kind, (option.id, _short(self.text(f"{option.path}.text"))))
        yield Node("the_end", "end", ("end",))
        for ending in self.scenario.endings:
            lines = (f"{ending.id} ({ending.tier})", _short(self.text(f"{ending.path}.title")))
            yield Node(self.names[ending.path], "ending", lines)

    def edges(self) -> Iterator[Edge]:
        """Every way, with its condition."""
        order = list(self.scenario.scenes)
        for number, scene in enumerate(self.scenario.scenes.values()):
            following = order[number + 1] if number + 1 < len(order) else END
            for option in _options(scene):
                yield Edge(self.names[scene.path], self.names[option.path], _offer(option))
                yield from self._ways(option.path, (*option.then, *scene.then), following)
            if not _options(scene):
                yield from self._ways(scene.path, scene.then, following)
        for ending in self.scenario.endings:
            yield Edge("the_end", self.names[ending.path], _condition(ending.when))

    def _ways(self, path: str, branches: tuple[Branch, ...], following: str) -> Iterator[Edge]:
        """Branches up to the first that needs nothing; where none is without a condition, the next scene follows."""
        for branch in branches:
            yield Edge(self.names[path], self._target(branch.to), _condition(branch.when))
            if branch.when is None:
                return
        yield Edge(self.names[path], self._target(following))

    def _target(self, scene: str) -> str:
        return self.names[END] if scene == END else self.names[self.scenario.scenes[scene].path]


def _options(scene: Scene) -> tuple[Option, ...]:
    return scene.decision.options if scene.decision else ()


def _decided(scene: Scene) -> tuple[str, ...]:
    if scene.decision is None:
        return ()
    by, owner = scene.decision.by, scene.decision.owner
    return (f"{by}: {owner} decides" if by == "both" else by,)


def _offer(option: Option) -> str:
    needs = " and ".join(option.needs)
    return " and ".join(filter(None, (_condition(option.when), f"both know {needs}" if needs else "")))


def _condition(when: Guard | None) -> str:
    return "" if when is None else " ".join(when.text.split())


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


_SHAPES: Final[Mapping[Kind, tuple[str, str]]] = {
    "scene": ("[", "]"),
    "option": ("(", ")"),
    "synthesis": ("([", "])"),
    "end": ("((", "))"),
    "ending": ("{{", "}}"),
}


def mermaid(drawn: Graph) -> str:
    """Return a graph as a Mermaid flowchart."""
    lines = ["flowchart TD"]
    for node in drawn.nodes:
        left, right = _SHAPES[node.kind]
        label = "<br/>".join(_entity(line) for line in node.lines)
        lines.append(f'    {node.id}{left}"{label}"{right}')
    for edge in drawn.edges:
        label = f'|"{_entity(edge.label)}"|' if edge.label else ""
        lines.append(f"    {edge.start} -->{label} {edge.to}")
    return "\n".join(lines) + "\n"


def _entity(text: str) -> str:
    """Mermaid knows no escape in quotes but character codes: whatever could mean something to it is written so."""
    return "".join(one if one.isalnum() or one in " .,:_()…–’“”?!" else f"#{ord(one)};" for one in text)


_STYLES: Final[Mapping[Kind, str]] = {
    "scene": "shape=box, style=bold",
    "option": "shape=box, style=rounded",
    "synthesis": 'shape=box, style="rounded,dashed"',
    "end": "shape=circle",
    "ending": "shape=hexagon",
}


def dot(drawn: Graph) -> str:
    """Return a graph in Graphviz's language."""
    lines = ["digraph crisis {", "    rankdir=TB;"]
    for node in drawn.nodes:
        label = "\\n".join(_escaped(line) for line in node.lines)
        lines.append(f'    {node.id} [label="{label}", {_STYLES[node.kind]}];')
    for edge in drawn.edges:
        label = f' [label="{_escaped(edge.label)}"]' if edge.label else ""
        lines.append(f"    {edge.start} -> {edge.to}{label};")
    return "\n".join([*lines, "}"]) + "\n"


def _escaped(text: str) -> str:
    """In quotes, dot reads backslashes; and character entities, wherever an ampersand begins one."""
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;")


FORMS: Final[Mapping[str, Callable[[Graph], str]]] = {"mermaid": mermaid, "dot": dot}
