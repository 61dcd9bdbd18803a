"""A save that is carried away: whole on the disk before anybody is told so, and refused where it is not whole."""

import os
from contextlib import contextmanager
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest

from game import atomic_files
from game.playthrough.saves import archive, journal, journal_format, saved_game
from game.playthrough.saves.archive import ArchiveError
from game.playthrough.saves.journal import NotSavedError
from game.playthrough.setup import Setup
from tests.hostile.saves import SOURCE, an_answer, digest, header, rows
from tests.playthrough.players import SEATS, play, small

needs_proc = pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="it is seen through /proc what is synced")


@pytest.fixture
def save(tmp_path):
    game = saved_game.start_game(small(), Setup(SEATS[1], 5), tmp_path / "saves")
    play(game.session, until="first")
    game.save()
    game.close()
    return game.path


@contextmanager
def watched(monkeypatch):
    """Note what is synced: each file by its bytes as they are then, each folder by the names in it."""
    synced = []
    real = os.fsync

    def look(descriptor):
        place = Path(f"/proc/self/fd/{descriptor}").readlink()
        what = {file.name for file in place.iterdir()} if place.is_dir() else os.pread(descriptor, 1 << 20, 0)
        synced.append((place, what))
        real(descriptor)

    with monkeypatch.context() as patch:
        patch.setattr(atomic_files.os, "fsync", look)
        yield synced


def is_on_disk(path, synced):
    """Whether a file's bytes were synced, and after that its name in its folder."""
    written = [number for number, (_place, what) in enumerate(synced) if what == path.read_bytes()]
    named = [n for n, (place, what) in enumerate(synced) if place == path.parent and path.name in what]
    return bool(written) and bool(named) and named[-1] > written[0]


def rewritable(monkeypatch):
    """Open what is written for reading as well, so that a test can see what is in it."""
    real = os.open
    monkeypatch.setattr(
        atomic_files.os,
        "open",
        lambda path, flags, *mode: real(
            path, (flags & ~os.O_WRONLY) | os.O_RDWR if flags & os.O_WRONLY else flags, *mode
        ),
    )


@needs_proc
def test_a_zip_is_on_the_disk_with_its_name_before_it_is_told(save, tmp_path, monkeypatch):
    rewritable(monkeypatch)
    with watched(monkeypatch) as synced:
        archive.pack_archive(save, tmp_path / "away.zip")
    assert is_on_disk(tmp_path / "away.zip", synced)


@needs_proc
def test_a_crisis_that_is_kept_is_on_the_disk_with_its_translations_and_its_folder(tmp_path, monkeypatch):
    rewritable(monkeypatch)
    with watched(monkeypatch) as synced:
        saved_game.keep_scenario_copy(small(), tmp_path / "saves")
    copy = saved_game.locate_scenario_copy(tmp_path / "saves", small().digest)
    files = sorted(copy.iterdir())
    assert {file.name for file in files} >= {"scenario.yaml", "vi.po"}
    assert all(is_on_disk(file, synced) for file in files)
    for folder in (copy, copy.parent, tmp_path / "saves"):
        assert any(place == folder.parent and folder.name in what for place, what in synced), folder


@needs_proc
def test_a_save_that_is_taken_in_and_one_that_is_rescued_are_on_the_disk(save, tmp_path, monkeypatch):
    archive.pack_archive(save, tmp_path / "away.zip")
    rewritable(monkeypatch)
    with watched(monkeypatch) as synced:
        taken = archive.unpack_archive(tmp_path / "away.zip", tmp_path / "other")
    assert is_on_disk(taken, synced)
    taken.write_bytes(taken.read_bytes() + b"{torn")
    with watched(monkeypatch) as synced:
        assert is_on_disk(journal.rescue_journal(taken), synced)


def test_what_is_carried_away_is_played_on_elsewhere(save, tmp_path):
    archive.pack_archive(save, tmp_path / "away.zip")
    taken = archive.unpack_archive(tmp_path / "away.zip", tmp_path / "other")
    assert (taken.name, taken.read_bytes()) == (save.name, save.read_bytes())
    again = saved_game.resume_game(taken)
    assert again.session.state == saved_game.load_session(save).state
    again.close()
    assert again.loaded.texts.languages == small().texts.languages
    assert archive.unpack_archive(tmp_path / "away.zip", tmp_path / "other") == taken
    assert len(list((tmp_path / "other").glob("*.tandem"))) == 1


def test_the_same_save_gives_the_same_zip_and_an_old_one_is_never_overwritten(save, tmp_path):
    archive.pack_archive(save, tmp_path / "one.zip")
    archive.pack_archive(save, tmp_path / "two.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    (tmp_path / "one.zip").write_text("mine")
    with pytest.raises(ArchiveError, match="exists already"):
        archive.pack_archive(save, tmp_path / "one.zip")
    assert (tmp_path / "one.zip").read_text() == "mine"


def test_a_name_that_another_save_has_is_left_to_it(save, tmp_path):
    archive.pack_archive(save, tmp_path / "away.zip")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / save.name).write_text("another")
    taken = archive.unpack_archive(tmp_path / "away.zip", tmp_path / "other")
    assert taken.name != save.name
    assert taken.read_bytes() == save.read_bytes()
    assert (tmp_path / "other" / save.name).read_text() == "another"


def members(zipped):
    with ZipFile(zipped) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def repacked(folder, content):
    """A zip with this content."""
    target = folder / "repacked.zip"
    with ZipFile(target, "w") as opened:
        for name, data in content.items():
            opened.writestr(name, data)
    return target


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda found, save: found | {"readme.txt": b"x"}, "other things"),
        (lambda found, save: found | {"Xx.po": b""}, "other things"),
        (lambda found, save: found | {"two.tandem": found[save]}, "other things"),
        (lambda found, save: {name: data for name, data in found.items() if name != save}, "other things"),
        (lambda found, save: {name: data for name, data in found.items() if name != "scenario.yaml"}, "other things"),
        (lambda found, save: found | {"scenario.yaml": found["scenario.yaml"] + b"# mine\n"}, "do not belong together"),
        (lambda found, save: found | {save: found[save] + b"{torn"}, "do not belong together"),
        (lambda found, save: found | {save: found[save].replace(b"ceo", b"cto", 1)}, "line"),
    ],
)
def test_what_is_not_whole_is_refused_and_nothing_is_written(save, tmp_path, change, why):
    archive.pack_archive(save, tmp_path / "away.zip")
    other = repacked(tmp_path, change(members(tmp_path / "away.zip"), save.name))
    with pytest.raises(ArchiveError, match=why):
        archive.unpack_archive(other, tmp_path / "other")
    assert not (tmp_path / "other").exists()


def test_what_is_too_large_or_no_zip_is_refused(save, tmp_path, monkeypatch):
    archive.pack_archive(save, tmp_path / "away.zip")
    monkeypatch.setattr(archive.safe_input, "MOST_BYTES", len(members(tmp_path / "away.zip")["scenario.yaml"]) - 1)
    with pytest.raises(ArchiveError, match="too large"):
        archive.unpack_archive(tmp_path / "away.zip", tmp_path / "other")
    (tmp_path / "no.zip").write_bytes((tmp_path / "away.zip").read_bytes()[:300])
    with pytest.raises(ArchiveError, match="cannot be read"):
        archive.unpack_archive(tmp_path / "no.zip", tmp_path / "other")


def test_an_archive_holds_a_translation_for_each_language_and_not_one_more(save, tmp_path):
    archive.pack_archive(save, tmp_path / "away.zip")
    found = members(tmp_path / "away.zip")
    letters = "abcdefghijklmnopqrstuvwxyz"
    room = 20 - sum(name.endswith(".po") for name in found)
    many = {f"x{letter}.po": b"" for letter in letters[:room]}
    assert archive.unpack_archive(repacked(tmp_path, found | many), tmp_path / "most").name == save.name
    with pytest.raises(ArchiveError, match="other things"):
        archive.unpack_archive(repacked(tmp_path, found | many | {"xz.po": b""}), tmp_path / "other")


def test_a_zip_that_cannot_be_written_is_told(save, tmp_path):
    with pytest.raises(ArchiveError) as told:
        archive.pack_archive(save, tmp_path / "nowhere" / "away.zip")
    assert str(told.value) == "there is no such folder or file"


def test_a_folder_that_cannot_take_a_save_in_is_told(save, tmp_path):
    archive.pack_archive(save, tmp_path / "away.zip")
    (tmp_path / "other").write_text("a file")
    with pytest.raises(NotSavedError) as told:
        archive.unpack_archive(tmp_path / "away.zip", tmp_path / "other")
    assert str(told.value) == "something else of that name lies there"
    assert (tmp_path / "other").read_text() == "a file"


def test_what_is_packed_in_another_way_is_refused(save, tmp_path):
    archive.pack_archive(save, tmp_path / "away.zip")
    with ZipFile(tmp_path / "other.zip", "w", ZIP_BZIP2) as zipped:
        for name, content in members(tmp_path / "away.zip").items():
            zipped.writestr(name, content)
    locked = bytearray((tmp_path / "away.zip").read_bytes())
    at = locked.index(b"PK\x01\x02")
    locked[at + 8] |= 1
    (tmp_path / "locked.zip").write_bytes(locked)
    for name in ("other.zip", "locked.zip"):
        with pytest.raises(ArchiveError) as told:
            archive.unpack_archive(tmp_path / name, tmp_path / "other")
        assert str(told.value) == "this is not an exported save: it is packed in another way"
    assert not (tmp_path / "other").exists()


def parcel(folder, source, *bodies):
    """A zip with a save of these lines and a crisis of these bytes."""
    made = rows(header(digest=digest(source)), *bodies)
    return repacked(folder, {"20261123-090700-small-abcdef.tandem": made, "scenario.yaml": source})


def test_a_save_that_no_longer_leads_where_it_led_is_not_taken_in(tmp_path):
    with pytest.raises(ArchiveError) as told:
        archive.unpack_archive(parcel(tmp_path, SOURCE, an_answer()), tmp_path / "other")
    assert str(told.value) == "its save is refused: the same answer has other consequences now"
    assert not (tmp_path / "other").exists()


def test_a_save_of_a_crisis_that_cannot_be_played_is_not_taken_in(tmp_path):
    with pytest.raises(ArchiveError) as told:
        archive.unpack_archive(parcel(tmp_path, b"{"), tmp_path / "other")
    assert str(told.value).startswith("its crisis can't be played: scenario.yaml:")
    assert not (tmp_path / "other").exists()


def test_a_save_of_other_rules_is_not_taken_in(tmp_path):
    made = rows(header(rules=journal_format.RULES + 1))
    zipped = repacked(tmp_path, {"20261123-090700-small-abcdef.tandem": made, "scenario.yaml": SOURCE})
    with pytest.raises(ArchiveError) as told:
        archive.unpack_archive(zipped, tmp_path / "other")
    assert str(told.value) == "its save is refused: played under newer rules; update Tandem to play it on"


def test_a_damaged_save_is_refused_by_its_line_and_not_by_its_file(tmp_path):
    with pytest.raises(ArchiveError) as told:
        archive.unpack_archive(parcel(tmp_path, SOURCE, {"evil": 1}), tmp_path / "other")
    assert str(told.value) == "its save is refused: line 2: damaged: this is not a line of a save"


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("20261123-090700-small-abcdef.tandem", True),
        ("20261123-090700-s.tandem", True),
        ("20261123-090700-" + "s" * 81 + ".tandem", True),
        ("20261123-090700-" + "s" * 82 + ".tandem", False),
        ("mine.tandem", False),
        ("20261123-090700-Small.tandem", False),
        ("../20261123-090700-small.tandem", True),
        ("x20261123-090700-small.tandem", False),
    ],
)
def test_a_save_keeps_its_name_where_it_is_one_that_the_game_gives(tmp_path, name, kept):
    made = rows(header())
    zipped = repacked(tmp_path, {name: made, "scenario.yaml": SOURCE})
    taken = archive.unpack_archive(zipped, tmp_path / "other")
    assert taken.parent == tmp_path / "other"
    assert taken.read_bytes() == made
    assert (taken.name == Path(name).name) is kept
    assert {file.name for file in (tmp_path / "other").iterdir()} == {"crises", taken.name}


def test_a_torn_line_stays_at_home(save, tmp_path):
    whole = save.read_bytes()
    save.write_bytes(whole + b'{"half')
    archive.pack_archive(save, tmp_path / "away.zip")
    assert members(tmp_path / "away.zip")[save.name] == whole
    assert save.read_bytes() == whole + b'{"half'


def test_a_zip_holds_the_save_its_crisis_and_the_translations_packed_and_without_a_date(save, tmp_path):
    archive.pack_archive(save, tmp_path / "away.zip")
    found = members(tmp_path / "away.zip")
    assert found == {
        save.name: save.read_bytes(),
        "scenario.yaml": small().source,
        **{f"{name}.po": text for name, text in small().translations.items()},
    }
    with ZipFile(tmp_path / "away.zip") as zipped:
        assert {(info.compress_type, info.date_time[0]) for info in zipped.infolist()} == {(ZIP_DEFLATED, 1980)}


def test_translations_come_along_and_are_kept_beside_the_save(save, tmp_path):
    archive.pack_archive(save, tmp_path / "away.zip")
    archive.unpack_archive(tmp_path / "away.zip", tmp_path / "other")
    copy = saved_game.locate_scenario_copy(tmp_path / "other", small().digest)
    assert {file.stem: file.read_bytes() for file in copy.glob("*.po")} == dict(small().translations)


@pytest.mark.parametrize("name", ["x.po", "vi.md", "abcd.po", "VI.po", "vi_vn.po", "vi_VNM.po", "vi", "sub/vi.po"])
def test_what_is_no_language_is_no_translation(save, tmp_path, name):
    archive.pack_archive(save, tmp_path / "away.zip")
    with pytest.raises(ArchiveError) as told:
        archive.unpack_archive(repacked(tmp_path, members(tmp_path / "away.zip") | {name: b""}), tmp_path / "other")
    assert str(told.value) == "this is not an exported save: it has other things in it"


def test_a_save_may_be_as_large_as_one_may_be_and_no_larger(save, tmp_path, monkeypatch):
    archive.pack_archive(save, tmp_path / "away.zip")
    monkeypatch.setattr(archive.journal_format, "MOST_BYTES", save.stat().st_size)
    assert archive.unpack_archive(tmp_path / "away.zip", tmp_path / "other").name == save.name
    monkeypatch.setattr(archive.journal_format, "MOST_BYTES", save.stat().st_size - 1)
    with pytest.raises(ArchiveError) as told:
        archive.unpack_archive(tmp_path / "away.zip", tmp_path / "more")
    assert str(told.value) == "this is not an exported save: something in it is too large"


def test_a_zip_that_is_not_there_or_too_large_is_told(tmp_path, monkeypatch):
    with pytest.raises(ArchiveError, match=r"^there is no none\.zip in this folder$"):
        archive.unpack_archive(tmp_path / "none.zip", tmp_path / "other")
    for size, why in ((4_000_000, "cannot be read"), (4_000_001, "larger than")):
        (tmp_path / "large.zip").write_bytes(b"x" * size)
        with pytest.raises(ArchiveError, match=why):
            archive.unpack_archive(tmp_path / "large.zip", tmp_path / "other")
    zipped = parcel(tmp_path, SOURCE)
    monkeypatch.setattr(archive, "MOST_BYTES", zipped.stat().st_size - 1)
    with pytest.raises(ArchiveError, match="larger than"):
        archive.unpack_archive(zipped, tmp_path / "other")


@pytest.mark.parametrize("harm", ["a version that is not known", "what is packed", "what was packed", "cut off"])
def test_a_zip_that_was_damaged_is_refused_in_one_sentence(save, tmp_path, harm):
    archive.pack_archive(save, tmp_path / "away.zip")
    whole = bytearray((tmp_path / "away.zip").read_bytes())
    listed = whole.index(b"PK\x01\x02")
    if harm == "a version that is not known":
        whole[listed + 6] = 99
    elif harm == "what is packed":
        whole[30 + len(save.name) : 80 + len(save.name)] = b"\xff" * 50
    elif harm == "what was packed":
        whole[listed + 16] ^= 1
    else:
        del whole[100:200]
    (tmp_path / "away.zip").write_bytes(whole)
    with pytest.raises(ArchiveError) as told:
        archive.unpack_archive(tmp_path / "away.zip", tmp_path / "other")
    assert str(told.value) == "this is not an exported save: the zip cannot be read"
    assert not (tmp_path / "other").exists()
