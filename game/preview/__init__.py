"""A crisis tried out while it is being written: never saved, and played again after each edit."""
