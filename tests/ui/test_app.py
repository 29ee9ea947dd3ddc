"""The program as a process: it opens, paints and ends; without a display it says so in a sentence."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from luoyang_gis.ui.app import QUIT_WHEN_PAINTED


def start(root: Path, tmp_path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    drop = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    kept = {k: v for k, v in os.environ.items() if k not in drop}
    return subprocess.run(
        [sys.executable, str(root / "main.py")],
        env={**kept, "HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path), **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )


def test_the_window_opens_and_paints_its_map(root: Path, tmp_path: Path) -> None:
    platform = {"QT_QPA_PLATFORM": "offscreen", QUIT_WHEN_PAINTED: "1"}
    done = start(root, tmp_path, **platform)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    # A measured start leaves nothing behind.
    assert not list(tmp_path.rglob("*.ini"))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only X and Wayland may be absent")
@pytest.mark.parametrize("display", ["", ":987"])
def test_without_a_display_one_sentence(root: Path, tmp_path: Path, display: str) -> None:
    done = start(root, tmp_path, **({"DISPLAY": display} if display else {}))
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert "luoyang-gis export html" in done.stderr
