"""What libyaml says when it cannot read on, in words that help an author."""

from typing import Final

import yaml

from game.content.clean import excerpt

_QUOTE: Final = "put it in quotes"

_SYNTAX: Final = (
    ("found character that cannot start any token", "\t", "a tab is used to indent", "indent with spaces"),
    ("found character that cannot start any token", "@`%", "a text may not begin with this sign", _QUOTE),
    ("mapping values are not allowed", "", "a ': ' stands inside a text, or a line is indented wrongly", _QUOTE),
    ("found unexpected end of stream", "", "a quote is opened and not closed", "close it"),
    ("could not find expected ':'", "", "a ':' is missing after a key", "write 'key: value'"),
    ("did not find expected key", "", "a key was expected here", "check the indentation and the quotes above"),
    ("did not find expected '-' indicator", "", "a '- ' was expected here", "check the indentation of the list"),
    ("did not find expected ',' or", "", "a ',' or a closing bracket is missing", "check the brackets and quotes"),
    ("found unknown escape character", "", "this escape is unknown", "in double quotes write \\\\ for a backslash"),
    ("found a tab character", "", "a tab is used to indent", "indent with spaces"),
)


def explain(error: yaml.YAMLError, character: str) -> tuple[str, str]:
    """Return what is wrong and how to mend it; `character` stands where reading stopped."""
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "this cannot be read")
    for known, characters, message, hint in _SYNTAX:
        if problem.startswith(known) and (not characters or character in characters):
            return message, hint
    return excerpt(problem, 100), "this is not YAML"
