"""The debrief in words: one sentence for each thing that the log holds, in the language of the moment.

Names, never "you": both chairs read it. Each function takes a `Teller`, which knows the names and the texts.
"""
