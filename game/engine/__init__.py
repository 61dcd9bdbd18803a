"""The rules of the crisis, pure: no file, no clock, no screen, no global randomness."""
