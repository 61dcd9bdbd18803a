"""Whether a crisis fits a small screen: its pages are laid out by the game's own steps and widgets, on no screen."""
