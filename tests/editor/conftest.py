"""The command line, run as its own tests run it."""

from tests.cli.conftest import home, tandem

__all__ = ["home", "tandem"]
