"""`tandem schema`: the JSON Schema of the scenario format, for editors."""

import argparse
import json
import sys

from game.content.schema import build_json_schema


def declare_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare that there are no arguments."""
    parser.set_defaults(run=print_schema)


def print_schema(_arguments: argparse.Namespace) -> int:
    """Print the schema, two spaces a level: scenarios/scenario.schema.json is this, to the byte."""
    sys.stdout.write(json.dumps(build_json_schema(), indent=2, ensure_ascii=False) + "\n")
    return 0
