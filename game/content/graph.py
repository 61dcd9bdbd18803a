"""A crisis as a picture of scenes, options, conditions and endings, for Mermaid and for Graphviz.

Both are drawn from one list of nodes and edges. Texts from the file are quoted in each tool's own way, so that none
can end a label or begin a command.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from game.engine.conditions import ParsedCondition
from game.engine.scenario import END, Branch, Option, Scenario, Scene

Kind = Literal["scene", "option", "synthesis", "end", "ending"]

_LONGEST: Final = 60


@dataclass(frozen=True, slots=True)
class GraphNode:
    """A node: `id` is unique and made of letters, digits and _; `lines` are its label."""

    id: str
    kind: Kind
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GraphEdge:
    """An edge from one node to another; `label` is its condition, '' for none."""

    start: str
    to: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class ScenarioGraph:
    """All nodes and edges, in the order of the file."""

    nodes: tuple[GraphNode, ...]
    edges: tuple[GraphEdge, ...]


def build_graph(scenario: Scenario, text: Callable[[str], str]) -> ScenarioGraph:
    """Return the graph of a crisis; `text` gives a text by its path."""
    drawing = _GraphBuilder(scenario, text)
    return ScenarioGraph(tuple(drawing.list_nodes()), tuple(drawing.list_edges()))


class _GraphBuilder:
    """Builds nodes and edges: scene -> option -> next scene, and the end -> endings."""

    def __init__(self, scenario: Scenario, text: Callable[[str], str]) -> None:
        self.scenario = scenario
        self.text = text
        self.names: dict[str, str] = {END: "the_end"}
        for number, scene in enumerate(scenario.scenes.values()):
            self.names[scene.path] = f"s{number}"
            for position, option in enumerate(_list_options(scene)):
                self.names[option.path] = f"s{number}_o{position}"
        for number, ending in enumerate(scenario.endings):
            self.names[ending.path] = f"e{number}"

    def list_nodes(self) -> Iterator[GraphNode]:
        """Every scene with its options, then the end and the endings."""
        for scene in self.scenario.scenes.values():
            yield GraphNode(self.names[scene.path], "scene", (scene.id, *_render_decider(scene)))
            for option in _list_options(scene):
                kind: Kind = "synthesis" if option.synthesis else "option"
                yield GraphNode(
                    self.names[option.path], kind, (option.id, _shorten_text(self.text(f"{option.path}.text")))
                )
        yield GraphNode("the_end", "end", ("end",))
        for ending in self.scenario.endings:
            lines = (f"{ending.id} ({ending.tier})", _shorten_text(self.text(f"{ending.path}.title")))
            yield GraphNode(self.names[ending.path], "ending", lines)

    def list_edges(self) -> Iterator[GraphEdge]:
        """Every edge, with its condition."""
        order = list(self.scenario.scenes)
        for number, scene in enumerate(self.scenario.scenes.values()):
            following = order[number + 1] if number + 1 < len(order) else END
            for option in _list_options(scene):
                yield GraphEdge(self.names[scene.path], self.names[option.path], _render_offer_condition(option))
                yield from self._list_branch_edges(option.path, (*option.then, *scene.then), following)
            if not _list_options(scene):
                yield from self._list_branch_edges(scene.path, scene.then, following)
        for ending in self.scenario.endings:
            yield GraphEdge("the_end", self.names[ending.path], _render_condition(ending.when))

    def _list_branch_edges(self, path: str, branches: tuple[Branch, ...], following: str) -> Iterator[GraphEdge]:
        """Yield branches up to the first without a condition; if all have one, the next scene follows."""
        for branch in branches:
            yield GraphEdge(self.names[path], self._resolve_target(branch.to), _render_condition(branch.when))
            if branch.when is None:
                return
        yield GraphEdge(self.names[path], self._resolve_target(following))

    def _resolve_target(self, scene: str) -> str:
        return self.names[END] if scene == END else self.names[self.scenario.scenes[scene].path]


def _list_options(scene: Scene) -> tuple[Option, ...]:
    return scene.decision.options if scene.decision else ()


def _render_decider(scene: Scene) -> tuple[str, ...]:
    if scene.decision is None:
        return ()
    by, owner = scene.decision.by, scene.decision.owner
    return (f"{by}: {owner} decides" if by == "both" else by,)


def _render_offer_condition(option: Option) -> str:
    needs = " and ".join(option.needs)
    return " and ".join(filter(None, (_render_condition(option.when), f"both know {needs}" if needs else "")))


def _render_condition(when: ParsedCondition | None) -> str:
    return "" if when is None else " ".join(when.text.split())


def _shorten_text(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


_SHAPES: Final[Mapping[Kind, tuple[str, str]]] = {
    "scene": ("[", "]"),
    "option": ("(", ")"),
    "synthesis": ("([", "])"),
    "end": ("((", "))"),
    "ending": ("{{", "}}"),
}


def render_mermaid(drawn: ScenarioGraph) -> str:
    """Return a graph as a Mermaid flowchart."""
    lines = ["flowchart TD"]
    for node in drawn.nodes:
        left, right = _SHAPES[node.kind]
        label = "<br/>".join(_escape_mermaid(line) for line in node.lines)
        lines.append(f'    {node.id}{left}"{label}"{right}')
    for edge in drawn.edges:
        label = f'|"{_escape_mermaid(edge.label)}"|' if edge.label else ""
        lines.append(f"    {edge.start} -->{label} {edge.to}")
    return "\n".join(lines) + "\n"


def _escape_mermaid(text: str) -> str:
    """Mermaid has no escapes within quotes except character codes, so special characters are written as codes."""
    return "".join(one if one.isalnum() or one in " .,:_()…–’“”?!" else f"#{ord(one)};" for one in text)


_STYLES: Final[Mapping[Kind, str]] = {
    "scene": "shape=box, style=bold",
    "option": "shape=box, style=rounded",
    "synthesis": 'shape=box, style="rounded,dashed"',
    "end": "shape=circle",
    "ending": "shape=hexagon",
}


def render_dot(drawn: ScenarioGraph) -> str:
    """Return a graph in Graphviz's language."""
    lines = ["digraph crisis {", "    rankdir=TB;"]
    for node in drawn.nodes:
        label = "\\n".join(_escape_dot(line) for line in node.lines)
        lines.append(f'    {node.id} [label="{label}", {_STYLES[node.kind]}];')
    for edge in drawn.edges:
        label = f' [label="{_escape_dot(edge.label)}"]' if edge.label else ""
        lines.append(f"    {edge.start} -> {edge.to}{label};")
    return "\n".join([*lines, "}"]) + "\n"


def _escape_dot(text: str) -> str:
    """In quotes, dot reads backslashes; and character entities, wherever an ampersand begins one."""
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;")


FORMS: Final[Mapping[str, Callable[[ScenarioGraph], str]]] = {"mermaid": render_mermaid, "dot": render_dot}
