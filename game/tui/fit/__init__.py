"""Whether a crisis fits a small screen: its pages are laid out by the game's own widgets, without a screen."""
