"""The game line by line: for screen readers, pipes, dumb terminals and programs. One thing a line, no colour, no box.

`telling` turns events into sentences, `asking` turns a prompt into a question and a line into an answer, `game` is the
loop, `jsonl` is the same game for programs (`docs/protocol.md`).
"""
