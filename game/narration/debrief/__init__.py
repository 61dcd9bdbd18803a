"""The debrief in words, in the language of the moment: one sentence for each thing that the log holds.

People are named and never called "you", because both chairs read the debrief; only the coach's note, which one player
reads during play, says "you". Most functions take a `Voice`, which knows the scenario's names and texts, and
a piece of the data of `game.debrief`. `report` lays all of it out as plain text; the screen's tabs lay out the same
sentences with colours and columns.
"""
