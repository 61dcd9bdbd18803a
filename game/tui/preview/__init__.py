"""A crisis on the screen while it is being written: `tandem preview`.

`game.preview` is what there is without a screen: the files at their last look, the last that could be played, the play
in it. `app` looks at the files and tells the pages; `play` is the page of play, `author_panel` what stands beside it
and what is not on offer, `beginning` where else to begin.
"""
