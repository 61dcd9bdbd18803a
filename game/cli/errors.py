"""The errors with which a command ends; `game.cli.main` prints their message and returns their exit code."""


class UsageError(Exception):
    """The command line asks for something that can't be done (exit code 2); the message says what to do instead."""


class ProblemsError(Exception):
    """What the command looked at is wrong (exit code 1); the message is the finding."""
