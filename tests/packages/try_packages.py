"""Build the sdist and the wheel, and try the wheel where nothing else is: `make packages`.

The wheel is built from the unpacked sdist, so that nothing can be missing there. For each Python that can be found, it
is installed into an empty virtual environment with the pins of requirements.lock; there a demo is played, the screen is
opened in a real terminal and left again, and what was added to the environment is weighed. A version that is not on
this machine is said and passed over. Versions can be named: `make packages ARGS=3.12`. Prints
a line for each step; exits with 1 if one fails.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tarfile
import tempfile
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pexpect
import pyte

ROOT: Final = Path(__file__).parents[2]
PROJECT: Final = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
WANTED: Final = ("3.11", "3.12", "3.13", "3.14")
"""Versions that are said to be missing; newer ones are tried where they are allowed and found."""
NEWER: Final = ("3.15", "3.16")
MOST_MEGABYTES: Final = 50
"""What Tandem and all that it needs may add to an empty virtual environment."""
PATIENCE: Final = 60


class PackageError(Exception):
    """A step failed; the message says how."""


def run_quietly(*command: str | Path, folder: Path, **more: str) -> str:
    """Run a command without the variables of this environment, and return its output; PackageError if it fails."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "PIP_CACHE_DIR", "PIP_INDEX_URL") if name in os.environ}
    environment = {**kept, "LANG": "en_US.UTF-8", "PIP_DISABLE_PIP_VERSION_CHECK": "1", **more}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise PackageError(f"{' '.join(map(str, command))}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def build_packages(folder: Path) -> Path:
    """Build the sdist, and from it the wheel; return the wheel."""
    builder = folder / "builder"
    run_quietly(sys.executable, "-m", "venv", builder, folder=folder)
    python = builder / "bin" / "python"
    run_quietly(python, "-m", "pip", "install", "-q", *PROJECT["build-system"]["requires"], folder=folder)
    run_quietly(python, "-m", "hatchling", "build", "-t", "sdist", "-d", folder / "dist", folder=ROOT)
    (sdist,) = (folder / "dist").glob("*.tar.gz")
    with tarfile.open(sdist) as packed:
        packed.extractall(folder / "unpacked", filter="data")
    (source,) = (folder / "unpacked").iterdir()
    run_quietly(python, "-m", "hatchling", "build", "-t", "wheel", "-d", folder / "dist", folder=source)
    (wheel,) = (folder / "dist").glob("*.whl")
    return wheel


def find_python(version: str) -> str | None:
    """Return the path of a Python that can make virtual environments: from PATH, or as pyenv keeps them."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    candidates = [shutil.which(f"python{version}"), *sorted(map(str, pyenv.glob(f"{version}.*/bin/python{version}")))]
    told = "import ensurepip, venv, sys; print('%d.%d' % sys.version_info[:2])"
    for path in filter(None, candidates):
        done = subprocess.run([path, "-c", told], capture_output=True, text=True, check=False)
        if done.stdout.strip() == version:
            return path
    return None


def is_allowed(version: str) -> bool:
    """Whether `requires-python` of pyproject.toml, a lower bound and an upper one, allows a version."""
    low, high = PROJECT["project"]["requires-python"].removeprefix(">=").split(",<")
    return _parse_version(low) <= _parse_version(version) < _parse_version(high)


def _parse_version(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def weigh_megabytes(folder: Path) -> float:
    """Return the size of all files in a folder, in MB of a million bytes."""
    return sum(file.lstat().st_size for file in folder.rglob("*") if not file.is_dir()) / 1e6


def try_wheel(wheel: Path, python: str, folder: Path) -> str:
    """Install the wheel into an empty environment and try it there; return what it added."""
    environment = folder / "environment"
    run_quietly(python, "-m", "venv", environment, folder=folder)
    empty = weigh_megabytes(environment)
    pip = (environment / "bin" / "python", "-m", "pip", "install", "-q", "--only-binary", ":all:")
    run_quietly(*pip, "--constraint", ROOT / "requirements.lock", wheel, folder=folder)
    added = weigh_megabytes(environment) - empty
    tandem = environment / "bin" / "tandem"
    home = str(folder / "home")
    story = run_quietly(tandem, "demo", "launch-day-red", folder=folder, TANDEM_HOME=home)
    if "CEO" not in story or len(story) < 5_000:
        raise PackageError(f"the demo told too little:\n{story}")
    if "bắt đầu" not in run_quietly(tandem, "--lang", "vi", "--help", folder=folder):
        raise PackageError("the Vietnamese catalogue is missing")
    if "complete -o" not in run_quietly(tandem, "completion", "bash", folder=folder):
        raise PackageError("there is no completion for bash")
    open_screen(tandem, folder)
    if added > MOST_MEGABYTES:
        raise PackageError(f"it adds {added:.1f} MB to an empty environment, more than {MOST_MEGABYTES}")
    return f"{added:.1f} MB added"


def open_screen(tandem: Path, folder: Path) -> None:
    """Open the home page in a terminal of 80 by 24, leave it by its key, and see that the terminal is left clean."""
    home = folder / "settled"
    home.mkdir()
    (home / "settings.json").write_text('{"first_run_done": true, "language": "en", "animation": false}')
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "TANDEM_HOME": str(home)}
    environment |= {"TERM": "xterm-256color", "LANG": "en_US.UTF-8"}
    child = pexpect.spawn(
        str(tandem), cwd=str(folder), env=environment, dimensions=(24, 80), timeout=PATIENCE, preexec_fn=_heed_hangup
    )
    screen = pyte.Screen(80, 24)
    stream = pyte.ByteStream(screen)
    raw = b""
    try:
        for painted in _read_paints(child):
            raw += painted
            stream.feed(painted)
            if "one company" in "\n".join(screen.display) and "quit" in screen.display[-1]:
                break
        child.send("\x11")
        raw += b"".join(_read_paints(child))
        child.wait()
    finally:
        child.close(force=True)
    if child.exitstatus != 0 or raw.rfind(b"\x1b[?1049l") < raw.rfind(b"\x1b[?1049h") or b"\x1b[?1049h" not in raw:
        raise PackageError(f"the screen ended with {child.exitstatus}:\n" + "\n".join(screen.display))


def _read_paints(child: "pexpect.spawn[bytes]") -> Iterator[bytes]:
    with contextlib.suppress(pexpect.EOF):
        while True:
            yield child.read_nonblocking(65536, PATIENCE)


def _heed_hangup() -> None:
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


def main() -> int:
    """Build, try every Python, and print what came of it."""
    versions = sys.argv[1:] or [*WANTED, *(version for version in NEWER if is_allowed(version))]
    failed = False
    with tempfile.TemporaryDirectory(prefix="tandem-packages-") as name:
        wheel = build_packages(Path(name))
        print(f"built {wheel.name}: {wheel.stat().st_size / 1e6:.1f} MB, from the sdist")
        for version in versions:
            python = find_python(version)
            if python is None:
                print(f"Python {version}: not on this machine, not tried")
                continue
            began = time.monotonic()
            folder = Path(name) / version
            folder.mkdir()
            try:
                told = try_wheel(wheel, python, folder)
            except (PackageError, pexpect.TIMEOUT) as error:
                failed, told = True, f"FAILED: {error}"
            print(f"Python {version}: {told}, {time.monotonic() - began:.0f}s")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
