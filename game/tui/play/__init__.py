"""A game in progress on the screen: one page, whose steps turn the current question into a sheet and keys into answers.

- `page`: what solo play, play in two (and the preview) have in common: keys, layout, the save. `solo` and `pair` each
  add a reader, their steps, and which pages follow an answer.
- `steps`, `question_steps`, `reveal_steps`, `pair_steps`, `private_steps`: what the page shows at one moment, and what
  a key does then; `typed_keys`: keys as input methods rewrite them.
- `reader`: who reads, and the lines of the story as paragraphs.
- `paper`, `private_paper`: the column that shows a step; `outcome`: the figures that have moved.
- `company`, `board`, `recap`, `outlook`: what stands beside it, as much as there is room for.
- `company_page`, `log_page`, `pause`: the pages that open over it.
"""
