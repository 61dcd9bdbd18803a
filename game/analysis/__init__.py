"""For authors: what a crisis does when it is played by many."""
