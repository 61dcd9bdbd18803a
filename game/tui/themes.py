"""Three themes with the same meanings: quiet surfaces, an accent a chair, red for what was lost, green for gains.

`ink` is text, `quiet` dim text, `faint` ornament that carries no meaning, `time` what nobody decided. Hues are members
of the 256-colour cube and greys of its ramp, so that a terminal of 256 colours shows the same page. Contrast is tested
from painted cells as they are in 24 bit, 256 and 16 colours: 4.5 at least, 7 in the high-contrast theme.
"""

from typing import Final

from textual.theme import Theme

from game.locales import N_

DARK: Final = {
    "paper": "#121212",
    "slate": "#1c1c1c",
    "caret": "#2a2a2a",
    "ink": "#dadada",
    "quiet": "#a8a8a8",
    "faint": "#585858",
    "ceo": "#ffaf5f",
    "cto": "#5fd7d7",
    "lost": "#ff8787",
    "gained": "#87d75f",
    "time": "#afafd7",
}

LIGHT: Final = {
    "paper": "#ffffff",
    "slate": "#f0f0f0",
    "caret": "#e4e4e4",
    "ink": "#262626",
    "quiet": "#585858",
    "faint": "#bcbcbc",
    "ceo": "#5f5f00",
    "cto": "#005f5f",
    "lost": "#af0000",
    "gained": "#005f00",
    "time": "#5f005f",
}

CONTRAST: Final = {
    "paper": "#000000",
    "slate": "#080808",
    "caret": "#1c1c1c",
    "ink": "#ffffff",
    "quiet": "#d0d0d0",
    "faint": "#767676",
    "ceo": "#ffd787",
    "cto": "#87ffff",
    "lost": "#ff8787",
    "gained": "#87ff87",
    "time": "#d7d7ff",
}


def _build_theme(name: str, colours: dict[str, str], dark: bool) -> Theme:
    return Theme(
        name=name,
        primary=colours["ceo"],
        secondary=colours["cto"],
        accent=colours["ceo"],
        warning=colours["ceo"],
        error=colours["lost"],
        success=colours["gained"],
        foreground=colours["ink"],
        background=colours["paper"],
        surface=colours["slate"],
        panel=colours["slate"],
        dark=dark,
        variables={
            **colours,
            "input-cursor-background": colours["ink"],
            "input-cursor-foreground": colours["paper"],
            "scrollbar": colours["faint"],
            "scrollbar-hover": colours["quiet"],
            "scrollbar-active": colours["quiet"],
            "scrollbar-background": colours["paper"],
            "scrollbar-background-hover": colours["paper"],
            "scrollbar-background-active": colours["paper"],
        },
    )


THEMES: Final = (
    _build_theme("dark", DARK, True),
    _build_theme("light", LIGHT, False),
    _build_theme("contrast", CONTRAST, True),
)
"""Offered in this order; the first is the default."""

THEME_NAMES: Final = {"dark": N_("Dark"), "light": N_("Light"), "contrast": N_("High contrast")}

FEW_COLOURS: Final = ("dark", "contrast")
"""The themes for a terminal of 16 colours: there the light one falls under the contrast that it needs."""


def has_few_colours(system: str | None) -> bool:
    """Tell whether a terminal, by the name that rich has for its colours, has 16 of them."""
    return system == "standard"


def list_theme_names(system: str | None) -> tuple[str, ...]:
    """Return the themes that a terminal of these colours can show, the default first."""
    return FEW_COLOURS if has_few_colours(system) else tuple(theme.name for theme in THEMES)


def choose_theme(wanted: str, system: str | None) -> str:
    """Return the theme that was wanted, or the default where the terminal cannot show it."""
    offered = list_theme_names(system)
    return wanted if wanted in offered else offered[0]
