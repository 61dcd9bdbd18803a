"""What happened, in words: every sentence that a player reads about an event is made here."""
