"""What commands print: a document as JSON, a line that is safe for a terminal."""

import json
import sys

from game.content.safe_input import clean_text


def print_json(document: object) -> None:
    """Print a document as JSON, one space a level."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=1) + "\n")


def print_line(line: str) -> None:
    """Print a line that may quote a save, a file or a scenario."""
    sys.stdout.write(clean_text(line) + "\n")
