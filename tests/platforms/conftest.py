"""Running a command in this process, as the tests of the command line do."""

from tests.cli.conftest import tandem

__all__ = ["tandem"]
