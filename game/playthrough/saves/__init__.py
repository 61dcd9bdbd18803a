"""A game on the disk: the journal, the games that are kept, and what can be done with them."""
