"""Fuzzing everything that reads a stranger's file: `python -m tests.hostile.fuzz [--runs N] [--seed N] [TARGET ..]`.

Hypothesis draws edits of sound inputs (cuts, copies, flips, evil tokens at any place) and each target says what must
hold of whatever comes: problems are told at places that exist, in clean words, and never raised; what loads can be
played to its end by a bot. The counts at the end tell how often the input was still good, so that one sees that the
edits neither always break it nor never do.
"""

import argparse
import json
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from game.analysis.simulation.bots import BOTS
from game.content import safe_input
from game.content.checker import check_subject
from game.content.checks.rule import Subject
from game.content.compiler import compile_scenario
from game.content.diagnostic import Diagnostic, ScenarioError, list_errors
from game.content.render import render_text
from game.content.translations import parse_catalogue
from game.content.yaml.reader import parse_document
from game.playthrough.record import DivergedError
from game.playthrough.saves import archive, journal_format, saved_game
from game.playthrough.saves.archive import ArchiveError
from game.playthrough.saves.journal import JournalError, NotSavedError
from game.playthrough.session import Session
from game.playthrough.setup import Setup
from tests.hostile import parcels, saves

TINY = (Path(__file__).parent / "tiny.yaml").read_bytes()
NAME = "tiny/scenario.yaml"
LONGEST_PLAY = 200
TOKENS = [
    b"&a ", b"*a", b"<<: ", b"!!python/object/apply:os.system ", b"!", b"[", b"]", b"{", b"}", b"? ", b": ", b"- ",
    b"|\n", b">\n", b"'", b'"', b"#", b"---\n", b"...\n", b"%YAML 1.1\n", b"\t", b"\r", b"\n", b"\n  ", b"~",
    b"null", b"yes", b"012", b"1e999", b".nan", b"-1", b"99999999999999999999", b"2026-99-99", b"12:30:45",
    b"1_000", b"\x00", b"\x1b[2J", b"\x9b", b"\\e", b"\\x9b", b"\\ud800", b"\xed\xa0\x80", b"\xff", b"\xc3",
    "\u202e".encode(), "\u200b".encode(), "e\u0301".encode(), "\U000e0041".encode(), b"[@click=app.quit]x[/]",
    b"{ceo}", b"{nobody}", b"{ceo.__class__}", b"**", b"__import__('os')", b"not ", b" and ", b" or ", b"(", b")",
    b"9**9", b"lambda: 1", b"flag.", b"said.", b"knows.ceo.", b"cto.trust", b"otherwise", b"msgctxt ", b"msgid ",
    b"msgstr ", b"msgid_plural ", b"#, fuzzy\n", b"#~ ", b"when: ", b"then: ", b"after: ", b"weeks: ", b"id: ",
    b"../", b"con", b",", b"true", b'"chain":"', b'{"format":2}', b"PK\x03\x04", b"PK\x01\x02", b"A" * 300,
]  # fmt: skip
CONDITIONS = [
    b"cto.safety >= 50", b"flag.waited and said.skipped", b"knows.ceo.skipped or cash > 3",
    b"not (week < 2) == (tokens > 1)", b"max(cash, 3) - min(week, abs(debt)) // 2 != -4",
    b"chose.morning.call or picked.ceo.morning.wait", b"draw.cause.rust",
]  # fmt: skip

Edit = tuple[int, int, str, bytes]
EDITS = st.lists(
    st.tuples(
        st.integers(0, 1 << 20),
        st.integers(0, 60),
        st.sampled_from(["word", "word", "word", "digit", "digit", "copy", "put", "cut", "flip", "over"]),
        st.one_of(st.sampled_from(TOKENS), st.binary(max_size=4)),
    ),
    max_size=4,
)
WORD = re.compile(rb"\w+")


class BrokenPromiseError(AssertionError):
    """Something that must hold of every input did not."""


def edited(whole: bytes, edits: list[Edit]) -> bytes:
    """Apply edits one after the other."""
    for where, length, what, token in edits:
        at = where % (len(whole) + 1)
        end = at + length
        match what:
            case "put":
                whole = whole[:at] + token + whole[at:]
            case "cut":
                whole = whole[:at] + whole[end:]
            case "copy":
                whole = whole[:end] + whole[at:end] + whole[end:]
            case "word" if words := list(WORD.finditer(whole)):
                here, other = words[where % len(words)], words[(where // 7 + length) % len(words)]
                whole = whole[: here.start()] + other[0] + whole[here.end() :]
            case "digit" if digits := [found.start() for found in re.finditer(rb"\d", whole)]:
                at = digits[where % len(digits)]
                whole = whole[:at] + str(length).encode() + whole[at + 1 :]
            case "over":
                whole = whole[:at] + token + whole[at + len(token) :]
            case _ if at < len(whole):
                whole = whole[:at] + bytes([whole[at] ^ (1 << length % 8)]) + whole[at + 1 :]
    return whole


def told_well(found: list[Diagnostic], text: str) -> None:
    """Every problem stands at a place that exists, and in words that a terminal may be sent."""
    most = text.count("\n") + text.count("\r") + 2
    for one in found:
        said = f"{one}{one.hint}{one.reason}{one.nearest}"
        if safe_input.clean_text(said) != said or "\n" in said or not one.message:
            raise BrokenPromiseError(f"unclean words: {said!r}")
        if not (1 <= one.line <= most and one.column >= 1 and one.length >= 1):
            raise BrokenPromiseError(f"no such place: {one}")
    render_text(found, {NAME: text})


def crisis(edits: list[Edit]) -> str:
    """A scenario file: checked as for publishing; what loads is played to its end."""
    content = edited(TINY, edits)
    document = parse_document(content, NAME)
    found = check_subject(Subject(Path(NAME), document), "publish")
    told_well(found, document.source.text)
    try:
        loaded = compile_scenario(content, {}, Path(NAME))
    except ScenarioError as error:
        if not list_errors(error.diagnostics):
            raise BrokenPromiseError("refused without a reason") from error
        return "refused"
    session = Session(loaded.scenario, loaded.texts, Setup({"ceo": "human", "cto": "partner"}, len(edits)))
    for _ in range(LONGEST_PLAY):
        if session.prompt is None:
            break
        session.answer(session.prompt.token, BOTS["candid"](session))
    for path in list(loaded.texts.tables[loaded.texts.source])[:20]:
        shown = session.render_text(path)
        if safe_input.clean_text(shown) != shown:
            raise BrokenPromiseError(f"unclean text: {shown!r}")
    return "played" if session.prompt is None else "plays on"


def condition(edits: list[Edit]) -> str:
    """A condition in the place of one in the tiny crisis."""
    chosen = CONDITIONS[sum(edit[0] for edit in edits) % len(CONDITIONS)]
    written = edited(chosen, edits).decode("utf-8", "replace")
    content = TINY.replace(b"cto.safety >= 50", json.dumps(written, ensure_ascii=True).encode(), 1)
    document = parse_document(content, NAME)
    found = check_subject(Subject(Path(NAME), document), "play")
    told_well(found, document.source.text)
    return "refused" if list_errors(found) else "sound"


CATALOGUE = b"".join(
    f'#. {path}\nmsgctxt "{path}"\nmsgid "{source}"\nmsgstr "{text}"\n\n'.encode()
    for path, source, text in (
        ("title", "The pump", "Máy bơm"),
        ("premise", "The pump stopped.", "Máy bơm đứng."),
        ("scenes.morning.text", "The pump is dry, **again**.", "Bơm **lại** cạn."),
        ("facts.skipped.told", "{cto} skipped the test.", "{cto} bỏ qua bài thử."),
    )
)


def translation(edits: list[Edit]) -> str:
    """A translation file, alone and beside the tiny crisis."""
    content = edited(CATALOGUE, edits)
    catalogue = parse_catalogue(content, "vi", "tiny/vi.po")
    told_well(list(catalogue.problems), catalogue.text or content.decode("utf-8", "replace"))
    subject = Subject(Path(NAME), parse_document(TINY, NAME), catalogues={"vi": catalogue})
    told_well(check_subject(subject, "play"), TINY.decode() + "\n" * catalogue.text.count("\n"))
    loaded = compile_scenario(TINY, {"vi": content}, Path(NAME))
    texts = [loaded.texts.get(path, "vi") for path in loaded.texts.tables["en"]]
    if any(safe_input.clean_text(text) != text for text in texts):
        raise BrokenPromiseError("unclean translation")
    return "refused" if catalogue.problems else "sound"


def _a_journal() -> list[bytes]:
    """The rows of a real save of the tiny crisis, without their chains."""
    loaded = compile_scenario(TINY, {}, Path(NAME))
    with tempfile.TemporaryDirectory() as folder:
        game = saved_game.start_game(loaded, Setup({"ceo": "human", "cto": "partner"}, 4), Path(folder))
        while game.session.prompt:
            game.session.answer(game.session.prompt.token, BOTS["candid"](game.session))
        game.session.add_reflection(0, "Lan knew.")
        game.save()
        game.close()
        assert game.path is not None
        return [row.rpartition(b',"chain":')[0] for row in game.path.read_bytes().splitlines()]


JOURNAL = _a_journal()
WHOLE = compile_scenario(TINY, {}, Path(NAME))


def _refused(content: bytes) -> str:
    try:
        contents = journal_format.parse_journal(Path("x.tandem"), content).contents
        saved_game.replay_journal(contents, WHOLE)
    except JournalError as error:
        if safe_input.clean_text(str(error)) != str(error):
            raise BrokenPromiseError(f"unclean words: {error}") from error
        return "refused"
    except DivergedError:
        return "parted"
    return "torn" if contents.torn else "followed"


def journal(edits: list[Edit]) -> str:
    """A save whose bytes were edited: unless nothing changed, it is refused, or only its last line is unfinished."""
    sound = saves.rows(*JOURNAL)
    content = edited(sound, edits)
    outcome = _refused(content)
    if outcome in ("followed", "parted") and not sound.startswith(content):
        raise BrokenPromiseError("a changed save was taken")
    return outcome


def forgery(edits: list[Edit]) -> str:
    """A save whose lines were edited and chained anew, as a forger would."""
    number = sum(edit[0] for edit in edits) % len(JOURNAL)
    rows = [edited(row, edits) if at == number else row for at, row in enumerate(JOURNAL)]
    return _refused(saves.rows(*rows))


PARCEL = parcels.zipped([("20261123-090700-tiny-abc123.tandem", saves.rows(*JOURNAL)), ("scenario.yaml", TINY)])


def bundle(edits: list[Edit]) -> str:
    """A zip to import."""
    with tempfile.TemporaryDirectory(dir=_memory()) as folder:
        file = Path(folder) / "parcel.zip"
        file.write_bytes(edited(PARCEL, edits))
        try:
            place = archive.unpack_archive(file, Path(folder) / "saves")
        except (ArchiveError, NotSavedError) as error:
            if safe_input.clean_text(str(error)) != str(error) or (Path(folder) / "saves").exists():
                raise BrokenPromiseError(f"refused and not cleanly: {error}") from error
            return "refused"
        if place.read_bytes() != saves.rows(*JOURNAL):
            raise BrokenPromiseError("another save was taken in than the one that was packed")
        return "taken"


def _memory() -> str | None:
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


TARGETS: dict[str, Callable[[list[Edit]], str]] = {
    function.__name__: function for function in (crisis, condition, translation, journal, forgery, bundle)
}


def fuzz(name: str, runs: int, start: int = 0) -> Counter[str]:
    """Run a target so many times and return how often each outcome came; what must hold and does not is raised."""
    counts: Counter[str] = Counter()

    @seed(start)
    @settings(
        max_examples=runs,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink],
    )
    @given(EDITS)
    def run(edits: list[Edit]) -> None:
        counts[TARGETS[name](edits)] += 1

    run()
    return counts


def main() -> None:
    """Fuzz as the command line says, in batches, and print the counts."""
    parser = argparse.ArgumentParser(prog="python -m tests.hostile.fuzz")
    parser.add_argument("targets", nargs="*", default=[], metavar="TARGET", help=", ".join(TARGETS))
    parser.add_argument("--runs", type=int, default=6_000, help="how many in all, spread over the targets")
    parser.add_argument("--seed", type=int, default=0)
    chosen = parser.parse_args()
    names = chosen.targets or list(TARGETS)
    total = 0
    for name in names:
        began, counts, batch = time.process_time(), Counter[str](), 2_000
        for number in range(0, -(-chosen.runs // len(names)), batch):
            counts += fuzz(name, min(batch, -(-chosen.runs // len(names)) - number), chosen.seed * 10_000 + number)
        total += counts.total()
        took = time.process_time() - began
        sys.stdout.write(f"{name}: {counts.total()} runs, {took:.0f} s, {dict(counts.most_common())}\n")
        sys.stdout.flush()
    sys.stdout.write(f"{total} runs without a crash\n")


if __name__ == "__main__":
    main()
