"""Loading a large crisis: ours reads libyaml's events strictly and keeps every position, then validates.

Beside it `yaml.load` with libyaml's loader and the same pydantic types, which knows no position and refuses nothing.
`python benchmarks/loading.py [RUNS] [--quick]`; processor time.
"""

import sys
import time
from pathlib import Path

import yaml
from measure import ROOT, head, medians, parse_runs, row

from game.content.checker import build_subject
from game.content.checks import fields, texts
from game.content.schema import ScenarioSchema
from game.content.yaml.reader import parse_document

SIZE = 280_000


def large() -> str:
    """Return the launch day with its longest scene repeated under other ids, until it is large."""
    source = (ROOT / "scenarios" / "launch-day-red" / "scenario.yaml").read_text(encoding="utf-8")
    before, rest = source.split("\nscenes:\n")
    scenes, after = rest.split("\nechoes:", 1)
    longest = max(scenes.removeprefix("  - id: ").split("\n  - id: "), key=len)
    _id, body = longest.split("\n", 1)
    missing = SIZE - len(source)
    more = [f"  - id: more_{number}\n{body}" for number in range(missing // len(body))]
    whole = "\n".join([before, "scenes:", scenes, *more, "echoes:" + after])
    return whole.replace("{on: ", '{"on": ')  # yaml.load would read this key as `true`


def ours(source: str) -> float:
    """Return the seconds for reading, cleaning and validating with every position."""
    began = time.process_time()
    subject = build_subject(Path("large.yaml"), parse_document(source.encode(), "large.yaml"))
    problems = [*subject.document.problems, *texts.clean_texts(subject), *fields.check_schema(subject)]
    passed = time.process_time() - began
    assert not problems, problems[0]
    assert subject.model is not None
    return passed


def theirs(source: str) -> float:
    """Return the seconds for the usual way."""
    began = time.process_time()
    ScenarioSchema.model_validate(yaml.load(source, Loader=yaml.CSafeLoader))
    return time.process_time() - began


def main() -> int:
    """Print the table; 1 where the budget is broken."""
    runs = parse_runs(9)
    source = large()
    found = medians(runs, {"theirs": lambda: theirs(source), "ours": lambda: ours(source)})
    head()
    what = f"a crisis of {len(source) // 1000} KB with positions, beside yaml.load and pydantic"
    return 0 if row(what, found["ours"], found["theirs"], 0.75) else 1


if __name__ == "__main__":
    sys.exit(main())
