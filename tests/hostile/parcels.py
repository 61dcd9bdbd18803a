"""Hostile zips for `tandem saves import`."""

import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile, ZipInfo

from tests.hostile.crisis import SMALL
from tests.hostile.saves import an_answer, digest, header, rows

SOURCE = (SMALL / "scenario.yaml").read_bytes()
NAME = "20261123-090700-small-abc123.tandem"
GOOD = rows(header())


def zipped(members: list[tuple[str, bytes]], method: int = ZIP_DEFLATED, **fields: int) -> bytes:
    whole = BytesIO()
    with ZipFile(whole, "w", method) as parcel:
        for name, content in members:
            info = ZipInfo(name)
            for field, value in fields.items():
                setattr(info, field, value)
            parcel.writestr(info, content, method)
    return whole.getvalue()


def parcel(**others: bytes) -> list[tuple[str, bytes]]:
    return [(NAME, GOOD), ("scenario.yaml", SOURCE), *others.items()]


def named(name: str, content: bytes = b"x") -> bytes:
    return zipped([*parcel(), (name, content)])


def bomb() -> bytes:
    """A gigabyte of spaces in the place of the crisis."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = b" " * (1 << 20)
    packed = b"".join(packer.compress(block) for _ in range(1024)) + packer.flush()
    whole = bytearray(zipped([(NAME, GOOD), ("scenario.yaml", b"")], ZIP_STORED))
    return _with_member(bytes(whole), packed, 1 << 30)


def _with_member(whole: bytes, packed: bytes, size: int) -> bytes:
    """Put packed data in the place of the empty second member of a zip, sizes as claimed."""
    with ZipFile(BytesIO(whole)) as read:
        first, second = read.infolist()
    name = second.filename.encode()
    sizes = struct.pack("<LLL", 0, len(packed), size)
    local = struct.pack("<4s5H", b"PK\3\4", 20, 0, 8, 0, 33) + sizes + struct.pack("<HH", len(name), 0) + name + packed
    start = second.header_offset
    central = _central(first.filename.encode(), 0, first, ZIP_STORED)
    central += struct.pack("<4s6H", b"PK\1\2", 20, 20, 0, 8, 0, 33) + sizes
    central += struct.pack("<HHHHHLL", len(name), 0, 0, 0, 0, 0, start) + name
    at = start + len(local)
    return whole[:start] + local + central + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 2, 2, len(central), at, 0)


def _central(name: bytes, offset: int, info: ZipInfo, method: int) -> bytes:
    sizes = struct.pack("<LLL", info.CRC, info.compress_size, info.file_size)
    start = struct.pack("<4s6H", b"PK\1\2", 20, 20, 0, method, 0, 33)
    return start + sizes + struct.pack("<HHHHHLL", len(name), 0, 0, 0, 0, 0, offset) + name


def encrypted() -> bytes:
    whole = bytearray(zipped(parcel()))
    whole[whole.index(b"PK\1\2") + 8] |= 1
    return bytes(whole)


def smaller_than_it_is() -> bytes:
    whole = bytearray(zipped(parcel(), ZIP_STORED))
    at = whole.index(b"PK\1\2")
    whole[at + 24 : at + 28] = struct.pack("<L", 5)
    return bytes(whole)


def wrong_checksum() -> bytes:
    return zipped(parcel(), ZIP_STORED).replace(b"The invoices", b"Our invoices", 1)


def doubled() -> bytes:
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return zipped([*parcel(), ("scenario.yaml", SOURCE)])


PARCELS: dict[str, Callable[[], bytes]] = {
    "zip-is-none": lambda: b"PK but not really",
    "zip-empty-file": lambda: b"",
    "zip-empty": lambda: zipped([]),
    "zip-bomb": bomb,
    "zip-cut-off": lambda: zipped(parcel())[:-40],
    "zip-head-cut-off": lambda: zipped(parcel())[30:],
    "zip-member-climbs": lambda: named("../../../../tmp/owned.tandem"),
    "zip-member-absolute": lambda: named("/etc/cron.d/owned"),
    "zip-member-backslashes": lambda: named("..\\..\\owned.tandem"),
    "zip-member-clears-the-screen": lambda: named("\x1b[2J\x1b]0;owned\x07"),
    "zip-member-device": lambda: zipped([("con.tandem", b"x"), ("scenario.yaml", SOURCE)]),
    "zip-member-more": lambda: named("install.sh"),
    "zip-folder": lambda: named("crises/"),
    "zip-symlink": lambda: zipped(
        [("scenario.yaml", b"/etc/passwd"), (NAME, GOOD)], ZIP_STORED, external_attr=0o120777 << 16
    ),
    "zip-no-save": lambda: zipped([("scenario.yaml", SOURCE)]),
    "zip-no-crisis": lambda: zipped([(NAME, GOOD)]),
    "zip-two-saves": lambda: named("20261123-090701-small-abc124.tandem", GOOD),
    "zip-twice-the-same": doubled,
    "zip-of-thousands": lambda: zipped([(f"{n}.po", b"") for n in range(20_000)], ZIP_STORED),
    "zip-encrypted": encrypted,
    "zip-bzip2": lambda: zipped(parcel(), ZIP_BZIP2),
    "zip-lzma": lambda: zipped(parcel(), ZIP_LZMA),
    "zip-wrong-checksum": wrong_checksum,
    "zip-smaller-than-it-is": smaller_than_it_is,
    "zip-too-large": lambda: zipped(parcel()) + b"\0" * 5_000_000,
    "zip-crisis-not-its-own": lambda: zipped([(NAME, GOOD), ("scenario.yaml", SOURCE + b"# other\n")]),
    "zip-crisis-hostile": lambda: zipped(
        [(NAME, rows(header(digest=digest(b"a: &a [*a]\n")))), ("scenario.yaml", b"a: &a [*a]\n")]
    ),
    "zip-save-damaged": lambda: zipped([(NAME, GOOD[:-9] + b"0" * 7 + b'"}\n'), ("scenario.yaml", SOURCE)]),
    "zip-save-is-fiction": lambda: zipped([(NAME, rows(header(), an_answer(state="0"))), ("scenario.yaml", SOURCE)]),
    "zip-translation-hostile-name": lambda: named("../vi.po"),
}


def _write(content: Callable[[], bytes]) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        file = folder / "parcel.zip"
        file.write_bytes(content())
        return file

    return write


CASES: dict[str, Callable[[Path], Path]] = {name: _write(content) for name, content in PARCELS.items()}
