"""From an author's files to a crisis that can be played: reading, checking, translating, compiling."""
