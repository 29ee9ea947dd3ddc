"""Set up and start the project with nothing but Python 3.11+: `python tools/bootstrap.py setup|run|test|...`.

Creates `.venv` from the hash-pinned lock and, on Debian and Ubuntu, installs the system packages that are
missing (and only those). A stamp in `.venv` makes the second call quick. `make` calls this; on Windows and
macOS call it directly.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / "lock.sha256"
LOCKS = {"run": ROOT / "requirements" / "run.txt", "dev": ROOT / "requirements" / "dev.txt"}
OLDEST = (3, 11)

# What Qt's xcb platform, its offscreen drawing and Chinese text need on Debian and Ubuntu.
QT_PACKAGES = (
    "libegl1", "libgl1", "libfontconfig1", "libdbus-1-3", "libxkbcommon0", "libxkbcommon-x11-0",
    "libxcb-cursor0", "libxcb-icccm4", "libxcb-image0", "libxcb-keysyms1", "libxcb-randr0",
    "libxcb-render-util0", "libxcb-shape0", "libxcb-sync1", "libxcb-xfixes0", "libxcb-xinerama0",
    "libxcb-xkb1", "fonts-noto-cjk",
)  # fmt: skip
# What the tests need on top: a real browser and its driver's library, a virtual screen, a PDF reader.
TEST_PACKAGES = ("chromium", "libatomic1", "xvfb", "poppler-utils")


class SetupError(Exception):
    """Set-up cannot go on; one sentence says why and what helps."""


def installed(package: str) -> bool:
    """Tell whether Debian's package manager has the package installed."""
    query = ["dpkg-query", "-W", "-f=${db:Status-Status}", package]
    done = subprocess.run(query, capture_output=True, text=True, check=False)
    return done.returncode == 0 and done.stdout == "installed"


def install_system_packages(packages: Sequence[str]) -> None:
    """Install the missing ones of the packages; does nothing where there is no apt."""
    if not shutil.which("apt-get") or not shutil.which("dpkg-query"):
        return
    missing = [p for p in packages if not installed(p)]
    if not missing:
        return
    prefix: list[str] = []
    if os.geteuid() != 0:
        if not shutil.which("sudo"):
            raise SetupError(
                f"System packages are missing and there is no sudo; as root run: apt-get install {' '.join(missing)}"
            )
        prefix = ["sudo"]
    print(f"Installing system packages: {' '.join(missing)}", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing],
    ):
        done = subprocess.run([*prefix, *command], env=environment, check=False)
        if done.returncode != 0:
            raise SetupError(
                f"`{' '.join(command[:2])}` failed; install by hand: apt-get install {' '.join(missing)}"
            )


def fingerprint(lock: Path) -> str:
    """What the environment was made from: the lock and the interpreter."""
    version = ".".join(map(str, sys.version_info[:3]))
    return hashlib.sha256(lock.read_bytes() + version.encode()).hexdigest()


def make_environment(lock: Path) -> None:
    """Create or refresh `.venv` from the lock, unless it is already that."""
    stamp = STAMP.read_text(encoding="ascii").split() if STAMP.exists() else []
    # The test environment holds all that running needs, so either will do for running.
    enough = LOCKS.values() if lock == LOCKS["run"] else [lock]
    if any(stamp == [made.stem, fingerprint(made)] for made in enough):
        return
    if not PYTHON.exists():
        print("Creating .venv", flush=True)
        if importlib.util.find_spec("ensurepip") is None:
            # Debian keeps it in a package of its own.
            install_system_packages([f"python3.{sys.version_info.minor}-venv"])
        command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
        if subprocess.run(command, check=False).returncode != 0:
            raise SetupError("The virtual environment cannot be made; see the message above.")
    print(f"Installing from {lock.relative_to(ROOT)}", flush=True)
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    done = subprocess.run([*pip, "--require-hashes", "-r", str(lock)], check=False)
    if done.returncode != 0:
        raise SetupError("pip could not install the locked packages; look at its message above.")
    STAMP.write_text(f"{lock.stem} {fingerprint(lock)}", encoding="ascii")


def prepare(test: bool) -> None:
    """System packages and virtual environment, each only where missing."""
    if sys.version_info < OLDEST:
        raise SetupError("Python 3.11 or newer is needed.")
    install_system_packages((*QT_PACKAGES, *TEST_PACKAGES) if test else QT_PACKAGES)
    make_environment(LOCKS["dev" if test else "run"])


def call(arguments: Sequence[str], **environment: str) -> int:
    """Run the environment's Python at the project's root."""
    command = [str(PYTHON), *arguments]
    return subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environment}, check=False
    ).returncode


def has_display() -> bool:
    """Tell whether a window can be opened here."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def run(arguments: Sequence[str]) -> int:
    """Open the desktop app; without a display write the map and a picture instead."""
    if has_display() or os.environ.get("QT_QPA_PLATFORM"):
        return call(["main.py", *arguments])
    print("没有显示器，改为输出文件。", flush=True)
    out = ROOT / "out"
    out.mkdir(exist_ok=True)
    for kind in ("html", "png"):
        path = out / f"luoyang.{kind}"
        status = call(["main.py", "export", kind, "--out", str(path)], QT_QPA_PLATFORM="offscreen")
        if status != 0:
            return status
        print(path.relative_to(ROOT), flush=True)
    return 0


def test(arguments: Sequence[str]) -> int:
    """Run every test, on all cores."""
    jobs = [] if any(a.startswith("-n") for a in arguments) else ["-n", "auto"]
    return call(["-m", "pytest", *jobs, *arguments])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("setup", "run", "test", "python"))
    options, rest = parser.parse_known_args()
    try:
        prepare(test=options.what != "run")
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    if options.what == "run":
        return run(rest)
    if options.what == "test":
        return test(rest)
    return call(rest) if options.what == "python" else 0


if __name__ == "__main__":
    raise SystemExit(main())
