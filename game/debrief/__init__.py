"""The data of the debrief: what happened, who knew what when, why, and what would have happened otherwise.

Everything is read from the log of a playthrough; nobody is judged or ranked, and nothing here is in words. Start at
`look_back.look_back`, which returns all of it as one `Insight`; `what_if` plays the same game with one answer changed.
The sentences are made in `game.narration.debrief`.
"""
