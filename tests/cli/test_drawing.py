"""`tandem graph`: a picture that its tools can read and in which nothing is missing."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from game.content.compiler import load_scenario
from game.content.graph import build_graph, render_dot, render_mermaid
from tests.cli.conftest import SMALL

SCENARIO = load_scenario(SMALL).scenario
OPTIONS = [option for scene in SCENARIO.scenes.values() if scene.decision for option in scene.decision.options]
NASTY = 'a "b" \\ <c> | & ]; }} -->|x| end %% `subgraph` #quot; \\n ```'

MERMAID = Path(__file__).parents[1] / "mermaid"
LABEL = r'"(?:[\w .,:()…–’“”?!<>/]|#\d+;)*"'
LINES = (
    re.compile(rf"    (?P<id>\w+)(?:\[{LABEL}\]|\({LABEL}\)|\(\[{LABEL}\]\)|\(\({LABEL}\)\)|\{{\{{{LABEL}\}}\}})"),
    re.compile(rf"    (?P<start>\w+) -->(?:\|{LABEL}\|)? (?P<to>\w+)"),
)


def read_mermaid(picture: str) -> tuple[set[str], set[tuple[str, str]]]:
    """A strict reader of the part of Mermaid's grammar that is used; whatever else stands there is an error."""
    head, *lines = picture.splitlines()
    assert head == "flowchart TD"
    nodes, edges = set(), set()
    for line in lines:
        assert set(re.findall(r"<[^>]*>", line)) <= {"<br/>"}
        found = next((match for rule in LINES if (match := rule.fullmatch(line))), None)
        assert found, line
        parts = found.groupdict()
        nodes.update([parts["id"]] if "id" in parts else [])
        edges.update([(parts["start"], parts["to"])] if "to" in parts else [])
    assert {end for edge in edges for end in edge} <= nodes
    return nodes, edges


def mermaids_own_reading(picture: str) -> tuple[set[str], set[tuple[str, str]]]:
    """What Mermaid's own parser sees in a picture: its nodes and its edges."""
    if shutil.which("node") is None or not (MERMAID / "node_modules").exists():
        assert not os.environ.get("CI"), "CI must have Mermaid: npm ci --prefix tests/mermaid"
        pytest.skip("Mermaid is not installed (npm ci --prefix tests/mermaid)")
    command = ["node", str(MERMAID / "read.mjs")]
    done = subprocess.run(command, input=picture, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    return set(seen["nodes"]), {(start, to) for start, to in seen["edges"]}


def read_dot(picture: str) -> tuple[int, int]:
    """Let Graphviz itself lay it out, and count what it drew."""
    if shutil.which("dot") is None:
        pytest.skip("Graphviz is not installed")
    done = subprocess.run(["dot", "-Tplain"], input=picture, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    kinds = [line.split(" ")[0] for line in done.stdout.splitlines()]
    return kinds.count("node"), kinds.count("edge")


def test_mermaid_reads_it_and_everything_is_there(tandem, small):
    picture = tandem("graph", small).out
    nodes, _edges = read_mermaid(picture)
    assert len(nodes) == len(SCENARIO.scenes) + len(OPTIONS) + 1 + len(SCENARIO.endings)
    for name in (*SCENARIO.scenes, *(option.id for option in OPTIONS), *(ending.id for ending in SCENARIO.endings)):
        assert f'"{name}' in picture


@pytest.mark.long
def test_mermaids_own_parser_sees_the_same(tandem, small):
    for picture in (tandem("graph", small).out, render_mermaid(build_graph(SCENARIO, lambda _path: NASTY))):
        assert mermaids_own_reading(picture) == read_mermaid(picture)


def test_graphviz_reads_the_same_graph(tandem, small):
    nodes, edges = read_mermaid(tandem("graph", small).out)
    assert read_dot(tandem("graph", small, "--to", "dot").out) == (len(nodes), len(edges))


def test_conditions_stand_on_the_ways(tandem, small):
    picture = tandem("graph", small, "--to", "dot").out
    assert '[label="ceo.trust >= 40 and tokens >= 1"]' in picture
    assert '[label="chose.afternoon.lan_did_it or broken.tests"]' in picture
    assert '[label="both know renewal and refund_path"]' in picture


def test_what_follows_a_way_without_a_condition_is_not_drawn(tandem, small):
    drawn = build_graph(SCENARIO, lambda _path: "")
    letter = next(node.id for node in drawn.nodes if node.lines[0] == "letter")
    fortnight = next(node.id for node in drawn.nodes if node.lines[0] == "fortnight")
    assert [(edge.to, edge.label) for edge in drawn.edges if edge.start == letter] == [(fortnight, "")]


def test_it_speaks_the_language_asked_for(tandem, small):
    assert tandem("graph", small, "--to", "dot", "--lang", "vi").out != tandem("graph", small, "--to", "dot").out


def test_no_text_ends_a_label_or_begins_a_command():
    drawn = build_graph(SCENARIO, lambda _path: NASTY)
    nodes, edges = read_mermaid(render_mermaid(drawn))
    assert read_dot(render_dot(drawn)) == (len(nodes), len(edges))
