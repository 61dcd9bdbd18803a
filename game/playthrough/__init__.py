"""A game in progress: the only door for front ends."""
