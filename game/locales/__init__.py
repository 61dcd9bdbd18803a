"""The messages of the interface, in the player's language.

Message ids are the English sentences; `<language>/LC_MESSAGES/tandem.po` holds the translations, and the
build compiles it to `tandem.mo`. Scenario texts are not handled here: they live beside their scenario.
`{name}` is filled from the keywords and from nothing else, so a translation can never reach into an object.
"""

import gettext
import os
import re
import struct
from collections.abc import Mapping

LANGUAGES: Mapping[str, str] = {"en": "English", "vi": "Tiếng Việt"}
"""Languages of the interface by code, each under its own name."""

DOMAIN = "tandem"
FOLDER = os.path.dirname(__file__)  # noqa: PTH120 -- pathlib would cost a third of the start
_LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


class _ActiveLanguage:
    """The current catalogue, None for English. A process speaks one language at a time."""

    def __init__(self) -> None:
        self.language = "en"
        self.catalogue: gettext.NullTranslations | None = None
        self.damaged = False


_speaker = _ActiveLanguage()


def set_language(code: str) -> None:
    """Switch to a language; a code that is not in `LANGUAGES` means English."""
    _speaker.language = code if code in LANGUAGES else "en"
    _speaker.catalogue = None
    _speaker.damaged = False
    if _speaker.language != "en":
        try:
            _speaker.catalogue = gettext.translation(DOMAIN, FOLDER, [_speaker.language], fallback=True)
        except (OSError, ValueError, LookupError, struct.error):
            _speaker.damaged = True


def is_catalogue_damaged() -> bool:
    """Whether the catalogue of the language can't be read; messages are in English then."""
    return _speaker.damaged


def current_language() -> str:
    """Return the code of the current language."""
    return _speaker.language


def detect_system_language() -> str:
    """Return the language that the environment asks for, else `en`.

    As gettext does: the first of LC_ALL, LC_MESSAGES and LANG that is set names the locale, and LANGUAGE lists other
    languages by preference, unless the locale is `C`.
    """
    locale = next((os.environ[name] for name in _LOCALE_VARIABLES if os.environ.get(name)), "")
    listed = os.environ.get("LANGUAGE", "").split(":") if locale not in ("C", "POSIX") else []
    for wanted in (*listed, locale):
        if (code := _reduce_locale(wanted)) in LANGUAGES:
            return code
    return "en"


def _reduce_locale(name: str) -> str:
    """Return the language of a locale's name: `vi` of `vi_VN.UTF-8@latin`."""
    return re.split("[_.@-]", name.strip().lower(), maxsplit=1)[0]


def fill_placeholders(text: str, values: Mapping[str, object]) -> str:
    """Replace each `{name}` that has a value; everything else stays as it is."""
    if not values or "{" not in text:
        return text
    return re.sub(r"\{(\w+)\}", lambda found: str(values.get(found[1], found[0])), text)


def _(message: str, /, **values: object) -> str:
    """Return a message in the current language, with its `{name}`s filled in."""
    catalogue = _speaker.catalogue
    return fill_placeholders(catalogue.gettext(message) if catalogue and message else message, values)


def ngettext(one: str, many: str, n: int, /, **values: object) -> str:
    """Return the form for `n`, with `{n}` and the other names filled in."""
    catalogue = _speaker.catalogue
    form = catalogue.ngettext(one, many, n) if catalogue else one if n == 1 else many
    return fill_placeholders(form, {"n": n, **values})


def pgettext(context: str, message: str, /, **values: object) -> str:
    """Return a message whose English has several translations, distinguished by a context."""
    catalogue = _speaker.catalogue
    return fill_placeholders(catalogue.pgettext(context, message) if catalogue else message, values)


def N_(message: str) -> str:  # noqa: N802 -- the marker's name is gettext's own
    """Mark a message for translation where it is written; translate it later with `_`."""
    return message


def NP_(context: str, message: str) -> tuple[str, str]:  # noqa: N802
    """Mark a message with a context; translate it later with `pgettext(*pair)`."""
    return context, message
