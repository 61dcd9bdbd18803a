"""The pages of the game; each is imported where it is opened, and each brings its own style sheet."""
