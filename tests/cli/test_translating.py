"""`tandem i18n`: translations of a crisis, from the first empty file to a whole one."""

import shutil
from pathlib import Path

import pytest


@pytest.fixture
def crisis(small, tmp_path) -> Path:
    return Path(shutil.copytree(small, tmp_path / "crisis"))


def test_a_translation_is_brought_up_to_date_without_loss(tandem, crisis):
    before = (crisis / "vi.po").read_text(encoding="utf-8")
    done = tandem("i18n", "update", str(crisis))
    assert done.code == 0
    assert "0 new, 0 changed" in done.out
    after = (crisis / "vi.po").read_text(encoding="utf-8")
    assert after.count("msgstr") == before.count("msgstr")
    tandem("i18n", "update", str(crisis))
    assert (crisis / "vi.po").read_text(encoding="utf-8") == after


def test_a_new_language_starts_empty(tandem, crisis):
    assert tandem("i18n", "update", str(crisis), "--to", "de").code == 0
    assert 'msgctxt "title"' in (crisis / "de.po").read_text(encoding="utf-8")
    assert tandem("i18n", "update", str(crisis), "--to", "../x").code == 2
