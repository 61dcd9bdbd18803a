"""What a debrief tells is what the log holds."""
