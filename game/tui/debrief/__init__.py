"""The pages of ending and debrief, each drawn from what `game.debrief` reads in the log. Names, never "you"."""
