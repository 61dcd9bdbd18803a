"""Three themes with the same meanings: quiet surfaces, an accent a chair, red for what was lost, green for gains.

`ink` is text, `quiet` dim text, `soft` dim text on the highlighted row, `faint` ornament that carries no meaning.
Contrast is tested from painted cells: 4.5 at least, 7 in the high-contrast theme.
"""

from typing import Final

from textual.theme import Theme

from game.locales import N_

DARK: Final = {
    "paper": "#15171c",
    "slate": "#1b1f27",
    "caret": "#2a303c",
    "ink": "#d8d5cc",
    "quiet": "#8b8f99",
    "soft": "#a4a9b4",
    "faint": "#444a57",
    "ceo": "#e0a458",
    "cto": "#5fb3b3",
    "lost": "#e07a70",
    "gained": "#9bbf7a",
    "gauge": "#71809a",
}

LIGHT: Final = {
    "paper": "#faf8f3",
    "slate": "#f0ece2",
    "caret": "#e3ddcd",
    "ink": "#24262b",
    "quiet": "#5d616b",
    "soft": "#50545d",
    "faint": "#c4bfb2",
    "ceo": "#85500b",
    "cto": "#17605f",
    "lost": "#9f3024",
    "gained": "#3a611c",
    "gauge": "#77839c",
}

CONTRAST: Final = {
    "paper": "#000000",
    "slate": "#0b0b0b",
    "caret": "#333333",
    "ink": "#ffffff",
    "quiet": "#d6d6d6",
    "soft": "#e6e6e6",
    "faint": "#7a7a7a",
    "ceo": "#ffcb7d",
    "cto": "#8ceaea",
    "lost": "#ffb3ab",
    "gained": "#c2f29a",
    "gauge": "#b8c4dd",
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
