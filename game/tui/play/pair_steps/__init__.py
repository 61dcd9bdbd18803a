"""Two people at one terminal: the pages between them, and the lock before each page that is for one of them alone.

`table` is the page of the game: a `screens.play.Play` whose steps are those of two. `course` says which page follows
which. What both look at is read by an `onlooker`, who sits in no chair: names, never "you", and nothing private.

Where secrecy lies
- Only `alone.Alone` shows anything private. It is made in one place, `Together.unlock`, from what `Session.unlock`
  gives for that look, and dropped by `Together.cover`, which every way out of it calls: Esc, a resize, another page
  over it, the terminal losing the focus, a suspended program, a screenshot, 90 seconds without a key (`clock.Idle`).
- What a private page commits goes to the session whole, on Enter; until then it is in the step and nowhere else.
- Both chairs press the same keys: a pick, how sure, a guess, and a key for each of as many facts as the one with more
  of them could say. The panel of what is private takes the lines that the question leaves, whatever it holds.
- The final picks are held by `finals.Finals` and nothing is painted before both are in.
- Time comes from `TandemApp.clock`; `Together.tick` looks at it, a few times a second.
"""
