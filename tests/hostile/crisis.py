"""The small crisis as the ground that hostile things are planted in."""

from pathlib import Path

SMALL = Path(__file__).parents[1] / "scenarios" / "small"
_SHORTER = {
    "It was the retry. A timeout starts the whole run again, and it will do so every month.": "It was the retry.",
    "You approved Lan's change from your phone, at night, without reading it.": "You approved Lan's change unread.",
}
"""The small crisis has a page that is too full for a small screen, on purpose; the ground must be sound."""
HEADER = 'msgid ""\nmsgstr ""\n"Language: vi\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def _shortened(text: str) -> str:
    for long, short in _SHORTER.items():
        text = text.replace(long, short, 1)
    return text


TEXT = _shortened((SMALL / "scenario.yaml").read_text(encoding="utf-8"))


def replaced(old: str, new: str) -> str:
    """The crisis with the first stretch of text of its kind replaced."""
    assert old in TEXT, old
    return TEXT.replace(old, new, 1)


def entitled(title: str) -> str:
    """The crisis under another title, as YAML."""
    return replaced("title: The invoices that went out twice", f"title: {title}")


def condition(text: str) -> str:
    """The crisis with another condition on a paragraph."""
    return replaced("- when: cto.safety >= 50", f"- when: {text}")


def po(entries: str) -> str:
    """A translation with such entries."""
    return HEADER + entries


def folder_of(folder: Path, text: str, translation: str | bytes = b"") -> Path:
    """Write a crisis, and a translation where one is given, into `folder/small`; return that."""
    home = folder / "small"
    home.mkdir()
    (home / "scenario.yaml").write_text(text, encoding="utf-8")
    if translation:
        content = translation.encode("utf-8", "surrogatepass") if isinstance(translation, str) else translation
        (home / "vi.po").write_bytes(content)
    return home
