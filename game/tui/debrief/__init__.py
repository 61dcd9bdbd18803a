"""The ending and the debrief on the screen: layout only; the sentences come from `game.narration.debrief`."""
