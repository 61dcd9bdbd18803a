"""The guide for authors is true: its blocks make the crisis that it promises, its commands print what it shows."""

import json
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from game.cli.command_table import import_command
from game.cli.parser import CommandParser

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "authoring.md").read_text(encoding="utf-8")
FIRST_HOUR = (ROOT / "docs" / "authoring.vi.md").read_text(encoding="utf-8")
FINISHED = ROOT / "docs" / "authoring" / "forty-rooms"
TRANSLATED = "<!-- here the finished vi.po is copied -->"
WALK = GUIDE[: GUIDE.index("\n## 2. ")]


def steps(guide: str) -> Iterator[tuple[str, str]]:
    """Yield what an author does, in order: (yaml, a block), (console, commands and output), (copy, "")."""
    for found in re.finditer(rf"(?ms)^```(yaml|console|sh)\n(.*?)^```$|^{re.escape(TRANSLATED)}$", guide):
        yield (found[1], found[2]) if found[1] else ("copy", "")


def put(file: str, block: str) -> str:
    """Put a block into the file by the rule that the guide gives: a whole file, a part, one more scene or fact."""
    if block.startswith("# yaml-language-server"):
        return block
    if block.startswith("  "):
        within = "scenes" if block.startswith("  - id:") else "facts"
        return re.sub(rf"(?ms)^({within}:\n.*?)(?=^\w|\Z)", lambda part: part[1] + block, file)
    name = block.split(":", maxsplit=1)[0]
    part = re.compile(rf"(?ms)^{name}:.*?(?=^\w|\Z)")
    return part.sub(lambda _: block, file) if part.search(file) else file + block


def sessions(block: str) -> Iterator[tuple[list[str], str]]:
    """Yield (arguments, what is shown) for each command of a console block."""
    for command in re.split(r"(?m)^\$ ", block)[1:]:
        line, _, shown = command.partition("\n")
        yield shlex.split(line)[1:], shown


def as_shown(shown: str, printed: str) -> bool:
    """Whether the output is what the guide shows, where a line `...` stands for any lines."""
    lines = [".*" if line == "..." else re.escape(line) for line in tidy(shown)]
    return re.fullmatch("\n".join(lines).replace("\n.*", "(?:\n.*)?"), "\n".join(tidy(printed)), re.DOTALL) is not None


def tidy(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip("\n").splitlines()]


def walk(tandem, *, commands: set[str], guide: str = WALK, crisis: Path = Path("forty-rooms")) -> Path:
    """Do all that a guide tells, in the folder where one stands; of the commands run only these."""
    for kind, block in steps(guide):
        if kind == "yaml":
            text = (crisis / "scenario.yaml").read_text(encoding="utf-8")
            (crisis / "scenario.yaml").write_text(put(text, block), encoding="utf-8")
        elif kind == "copy":
            shutil.copy(FINISHED / "vi.po", crisis)
        else:
            for words, shown in sessions(block):
                if words[0] in commands:
                    done = tandem(*words)
                    assert as_shown(shown, done.out + done.err), f"{words}\n{done.out}{done.err}"
    return crisis


@pytest.mark.long
def test_the_walk_makes_the_crisis_that_lies_beside_the_guide(tandem, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    crisis = walk(tandem, commands={"new", "check", "i18n", "diff", "cards"})
    for name in ("scenario.yaml", "vi.po"):
        assert (crisis / name).read_bytes() == (FINISHED / name).read_bytes(), name
    assert tandem("check", "forty-rooms", "--for", "publish", "--strict").out == ""


def test_what_the_guide_tells_to_type_can_be_typed():
    typed = [line for kind, block in steps(WALK) if kind == "sh" for line in block.splitlines()]
    assert typed
    for line in typed:
        _, name, *rest = shlex.split(line)
        parser = CommandParser(prog=name)
        import_command(name).declare_arguments(parser)
        parser.parse_args(rest)


@pytest.mark.long
def test_every_command_of_the_walk_prints_what_the_guide_shows(tandem, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    walk(tandem, commands={"new", "check", "i18n", "diff", "cards", "play", "explore", "graph", "demo"})


@pytest.mark.long
def test_the_first_hour_in_vietnamese_prints_what_it_shows(tandem, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    crisis = walk(tandem, commands={"new", "check", "play", "explore"}, guide=FIRST_HOUR, crisis=Path("phieu-qua"))
    assert tandem("check", str(crisis)).out == ""


def test_a_crisis_can_be_named_by_its_folder(tandem, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    tandem("new", "my-crisis")
    assert tandem("cards", "my-crisis", "--shares").code == 0


def test_every_problem_that_the_guide_names_has_a_page():
    from game.content.checks.rulebook import RULES

    named = set(re.findall(r"\b[A-Z]\d{3}\b", GUIDE))
    assert named
    assert named <= set(RULES)


def test_every_heading_that_the_guide_links_to_is_there():
    headings = {
        re.sub(r"[^\w -]", "", title.lower()).strip().replace(" ", "-") for title in re.findall(r"(?m)^#+ (.+)$", GUIDE)
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", GUIDE)) <= headings


def test_every_example_of_the_guide_is_yaml_that_can_be_read():
    from game.content.yaml.reader import parse_document

    examples = re.findall(r"(?ms)^```yaml example\n(.*?)^```$", GUIDE)
    assert examples
    for example in examples:
        for one in re.split(r"(?m)^# .*\n", example):
            document = parse_document(one or "{}", "example")
            assert not document.problems, one
            assert "null" not in json.dumps(document.value), f"a comma or colon that needs quotes: {one}"
