"""A crisis on the screen while it is being written: `tandem preview`.

`trial` is what there is without a screen: the files at their last look, the last that could be played, the play in it.
`app` looks at the files and tells the pages; `play` is the page of play, `panel` what stands beside it, `why` what is
not on offer, `scenes` and `assume` where else to begin, `broken` what is shown while there is nothing to play yet.
"""
