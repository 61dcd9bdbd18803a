"""`tandem schema`: the JSON Schemas of the scenario format and of a pack's people, for editors."""

import argparse
import json
import sys

from game.content.schema import build_json_schema, build_people_json_schema
from game.locales import _


def declare_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `tandem schema`."""
    parser.add_argument("--people", action="store_true", help=_("that of people.yaml, the people of a pack"))
    parser.set_defaults(run=print_schema)


def print_schema(arguments: argparse.Namespace) -> int:
    """Print a schema, two spaces a level: `scenarios/*.schema.json` are these, to the byte."""
    schema = build_people_json_schema() if arguments.people else build_json_schema()
    sys.stdout.write(json.dumps(schema, indent=2, ensure_ascii=False) + "\n")
    return 0
