"""What can be reached at all: a way to it, the proof that there is none, or what was tried."""
