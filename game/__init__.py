"""Tandem: a terminal game for two chairs, CEO and CTO."""

__version__ = "0.1.0"
