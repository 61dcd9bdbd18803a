"""The game on a full screen, in Textual.

How to add a page
1. Subclass `toolkit.page.Page` in a module of `library`, `play` or `debrief`; put its style sheet beside it and name it
   in `CSS_PATH`.
2. `BINDINGS = bind("back", ...)` takes ids of `actions.ACTIONS`. A new key is a new line there and nowhere else:
   footer, help and palette follow from it. `check_action` says which keys work now.
3. `compose_body` yields the widgets. `update_texts` puts every text on them in the current language: it runs on mount
   and after each F2, so no text is set anywhere else. `ABOUT` holds the paragraphs of the help page (`N_` messages).
4. Messages go through `game.locales._`; widgets get `toolkit.content.style_text` or `render_spans`, never a `str`.
5. Rows to pick from are `toolkit.choices.Choices`, running text is `toolkit.lines.StoryWidget`.
6. Open it with `self.open_page(page)`, close it with `self.close_page(result)`. A page of another package is built by
   `self.tandem.pages`; add yours to `game.tui.pages` if somebody else opens it.
7. Add it to `tests/tui/stage.py` (SCREENS): contrast, raw text, hostile text, languages and snapshots follow.
"""
