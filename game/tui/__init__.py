"""The game on a full screen, in Textual: screens for people, over the one door that `game.playthrough` is.

How to add a screen
1. `screens/<name>.py`: a subclass of `screens.page.Page`, with `<name>.tcss` beside it (name it in `CSS_PATH`).
2. `BINDINGS = bind("back", ...)`: ids of `actions.ACTIONS`; a new key is a new line there and nowhere else. Footer,
   help and palette follow from it. `check_action` says which keys work now.
3. `body()` yields the widgets; `fill()` puts every text on them in the language of the moment: it runs on mount and
   after each F2, so no text is set anywhere else. `ABOUT` holds the paragraphs of its help page (`N_` messages).
4. Words go through `game.locales._`; every text that is shown passes `content.ink` (or `content.prose`), no `str`.
5. Rows to pick from: `widgets.choices.Choices`; running text: `widgets.story.Story`; else a `widgets.lines.Lines`.
6. Open it with `self.open(Screen())`; leave by `self.leave(result)`. Import it in the function that opens it.
7. Add it to `tests/tui/stage.py` (SCREENS): contrast, raw text, poison, languages, import and snapshot follow.
"""
