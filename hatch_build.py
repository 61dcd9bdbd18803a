"""What the build adds: the interface's catalogues, compiled, so that an installed game speaks every language."""

import sys
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogueHook(BuildHookInterface[Any]):
    """Compile each `tandem.po` before its files are gathered, for a wheel and for an editable install alike."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the `.mo` files; they are named as artifacts in pyproject.toml."""
        del version, build_data
        sys.path.insert(0, self.root)
        from game.locales.messages import compile_catalogues

        compile_catalogues()
