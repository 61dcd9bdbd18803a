"""What every test may count on: none of the developer's own settings, and catalogues that are up to date."""

import os

from game.locales.messages import compile_catalogues

for _name in ("NO_COLOR", "TEXTUAL_THEME", "TANDEM_DEBUG", "LC_ALL", "LC_MESSAGES", "LANGUAGE"):
    os.environ.pop(_name, None)
os.environ["LANG"] = "en_US.UTF-8"

compile_catalogues()
