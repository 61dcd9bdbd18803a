"""Help explains the words and the signs that stand on the page it was opened from."""

import random
import unicodedata

import pytest

from game.content.compiler import load_scenario
from game.engine.stocks import OUTCOMES
from game.locales import vocabulary
from game.narration.page_words import list_page_words
from game.tui.toolkit.help import HelpPage, read_painted_text
from tests.tui.stage import opened, painted, press, settled, table
from tests.tui.test_fits import ROOT, pages_of_a_play

ORNAMENT = set("“”‘’…–−─━│▀▄▌▖▗▐←→↑↓·▸■₫✓↩")
"""Lines, piers, faces, quotation marks, keys, and what a word stands beside on the page itself."""
BRAILLE = range(0x2800, 0x2900)


def list_signs(text):
    """The signs on a page that mean something."""
    found = {sign for sign in text if unicodedata.category(sign)[0] in "SP" and ord(sign) > 127}
    return {sign for sign in found if sign not in ORNAMENT and ord(sign) not in BRAILLE}


def list_figure_names(text):
    """The figures named on a page, by the longest of their names."""
    return {name for stock in OUTCOMES if (name := vocabulary.name_stock(stock)) in text}


@pytest.mark.long
@pytest.mark.parametrize("language", ["en", "vi"])
async def test_every_sign_and_figure_on_a_page_of_play_is_explained_in_its_help(tmp_path, language):
    loaded = load_scenario(ROOT / "scenarios" / "launch-day-red")
    game, seen = table(tmp_path, language=language, seed=3, mode="standard", loaded=loaded), set()
    async with opened(game, (120, 40)) as pilot:
        async for screen in pages_of_a_play(pilot, random.Random(3)):
            kind = type(screen.step).__name__
            if kind in seen:
                continue
            seen.add(kind)
            text = painted(game)
            await press(pilot, "f1")
            assert isinstance(game.screen, HelpPage)
            await pilot.resize_terminal(100, 40)  # in one column, for a sentence to be read in one piece
            await settled(pilot)
            told = " ".join(read_painted_text(game.screen).split())
            assert not [sign for sign in list_signs(text) if sign not in told], kind
            assert all(name in told for name in list_figure_names(text)), kind
            await pilot.resize_terminal(120, 40)
            await press(pilot, "escape")
    assert len(seen) >= 5


@pytest.mark.long
async def test_only_the_words_of_the_page_are_explained_and_departments_in_one_line(tmp_path):
    async with opened(table(tmp_path), (80, 24)) as pilot:
        await press(pilot, "enter f1")
        told = " ".join(read_painted_text(pilot.app.screen).split())
        assert told.count("how well the department delivers") == 1
        assert "over the other's head" not in told
        await press(pilot, "f2")
        assert "bộ phận làm được việc đến đâu" in " ".join(read_painted_text(pilot.app.screen).split())


@pytest.mark.parametrize("forms", ["▴▾", "◆◇"])
def test_a_sign_is_explained_in_whichever_of_its_forms_it_stands(forms):
    told = [[word.meaning for word in list_page_words(f"one {form} two")] for form in forms]
    assert told[0] == told[1] != []


def test_a_word_is_found_across_lines_and_never_within_another():
    assert [word.term for word in list_page_words("they carried\n  out what")] == ["carried out"]
    assert not list_page_words("an untrustworthy surety, a cashew")
