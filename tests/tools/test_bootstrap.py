"""Set-up installs what is missing, only that, and says clearly when it cannot."""

from __future__ import annotations

import importlib.util
import subprocess
from pathlib import Path
from types import ModuleType

import pytest

MISSING = {"libegl1", "chromium"}


@pytest.fixture
def bootstrap(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("bootstrap", root / "tools" / "bootstrap.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def commands(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What would have been run, on a Debian machine where two packages are missing."""
    ran: list[list[str]] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        if command[0] == "dpkg-query":
            state = "" if command[-1] in MISSING else "installed"
            return subprocess.CompletedProcess(command, 0, state, "")
        ran.append(command)
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(bootstrap.subprocess, "run", run)
    tools = {"apt-get", "dpkg-query"}
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: name if name in tools else None)
    monkeypatch.setattr(bootstrap.os, "geteuid", lambda: 0, raising=False)
    return ran


def test_only_missing_packages_are_installed(
    bootstrap: ModuleType, commands: list[list[str]]
) -> None:
    bootstrap.install_system_packages(["libegl1", "xvfb", "chromium"])
    update, install = commands
    assert update[:2] == ["apt-get", "update"]
    assert install[-2:] == ["libegl1", "chromium"]
    assert "xvfb" not in install


def test_nothing_missing_nothing_run(bootstrap: ModuleType, commands: list[list[str]]) -> None:
    bootstrap.install_system_packages(["xvfb"])
    assert commands == []


def test_without_root_and_sudo_the_command_is_told(
    bootstrap: ModuleType, commands: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap.os, "geteuid", lambda: 1000)
    with pytest.raises(bootstrap.SetupError, match="apt-get install libegl1"):
        bootstrap.install_system_packages(["libegl1"])
    assert commands == []


def test_with_sudo_it_is_used(
    bootstrap: ModuleType, commands: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: name)
    bootstrap.install_system_packages(["libegl1"])
    assert all(command[0] == "sudo" for command in commands)


def test_where_there_is_no_apt_nothing_is_touched(
    bootstrap: ModuleType, commands: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: None)
    bootstrap.install_system_packages(["libegl1"])
    assert commands == []


def test_locks_pin_by_hash_and_name_no_index(bootstrap: ModuleType) -> None:
    for lock in bootstrap.LOCKS.values():
        text = lock.read_text(encoding="utf-8")
        pins = [line for line in text.splitlines() if "==" in line and not line.startswith(" ")]
        assert pins
        assert text.count("--hash=sha256:") >= len(pins)
        assert "://" not in text
        assert "pyside6-essentials==6.12.0" not in text.lower()
