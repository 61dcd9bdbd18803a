"""The interface speaks every language in full: nothing untranslated, nothing lost in a translation."""

import ast
import re
import unicodedata

import polib
import pytest

from game import locales
from game.locales import messages, speech

PLACEHOLDER = re.compile(r"\{\w+\}|%\(\w+\)[rs]|%s")
CATALOGUES = {path.parent.parent.name: polib.pofile(str(path)) for path in messages.list_catalogues()}


def translations(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def live(catalogue: polib.POFile) -> list[polib.POEntry]:
    return [entry for entry in catalogue if not entry.obsolete]


@pytest.fixture(params=sorted(CATALOGUES))
def catalogue(request: pytest.FixtureRequest) -> polib.POFile:
    return CATALOGUES[request.param]


def calls_in_format_strings(tree: ast.AST):
    """The calls of gettext that stand inside an f-string, where Babel does not see them."""
    for text in ast.walk(tree):
        if isinstance(text, ast.JoinedStr):
            for call in ast.walk(text):
                if isinstance(call, ast.Call) and getattr(call.func, "id", None) in messages.KEYWORDS:
                    yield ast.unparse(call)


@pytest.mark.long
def test_no_message_is_hidden_in_a_format_string():
    assert [*calls_in_format_strings(ast.parse("f\"{_('seed')} {n}\""))] == ["_('seed')"]
    hidden = {
        file.name: [*calls_in_format_strings(ast.parse(file.read_text()))] for file in messages.CODE.rglob("*.py")
    }
    assert not {file: found for file, found in hidden.items() if found}


def test_every_language_of_the_menu_has_its_catalogue():
    assert {"en", *CATALOGUES} == set(locales.LANGUAGES)


@pytest.mark.long
def test_the_catalogue_holds_exactly_the_messages_of_the_code(catalogue):
    def keys(entries):
        return {(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in live(entries)}

    assert keys(catalogue) == keys(messages.gather_messages()), "run `make messages`"


def test_every_message_is_translated_and_none_is_a_guess(catalogue):
    missing = [entry.msgid for entry in live(catalogue) if not all(translations(entry))]
    assert not missing
    assert not catalogue.fuzzy_entries()


ADDRESS = frozenset(f"{{{word}}}" for word in speech.ADDRESS_WORDS)


def test_a_translation_keeps_the_names_to_fill(catalogue):
    spoken = {line for bank in speech.LINES.values() for line in bank}
    for entry in live(catalogue):
        wanted = set(PLACEHOLDER.findall(entry.msgid + entry.msgid_plural))
        extras = ADDRESS if any("speech.py" in file for file, _ in entry.occurrences) else frozenset()
        for text in translations(entry):
            assert set(PLACEHOLDER.findall(text)) - extras == wanted, entry.msgid
    assert spoken <= {entry.msgid for entry in live(catalogue)}


def test_translations_are_composed_and_clean(catalogue):
    for entry in live(catalogue):
        for text in translations(entry):
            assert unicodedata.is_normalized("NFC", text), entry.msgid
            assert text.startswith(" ") == entry.msgid.startswith(" "), entry.msgid
            assert text.endswith(" ") == entry.msgid.endswith(" "), entry.msgid
            assert not [c for c in text if unicodedata.category(c) in ("Cc", "Cf") and c != "\n"], entry.msgid
