"""The game line by line: for screen readers, pipes, dumb terminals and programs. One thing a line, no colour, no box.

`solo` and `pair` are the loops for one person and for two, `page` writes and reads lines, and `jsonl` is the same game
for programs (`docs/protocol.md`). What they say comes from `game.narration` and `game.questions`.
"""
