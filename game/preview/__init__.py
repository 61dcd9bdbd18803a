"""Trying a scenario out while it is being written: never saved, and replayed after each edit."""
