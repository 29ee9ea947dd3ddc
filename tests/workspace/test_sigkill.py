"""Killed at random moments during edits and saves, nothing is lost but the unfinished action."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROUNDS = 220


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has neither fork nor SIGKILL")
def test_sigkill_loses_nothing_but_the_unfinished_action(tmp_path: Path, root: Path) -> None:
    script = Path(__file__).with_name("sigkill_rounds.py")
    run = subprocess.run(
        [sys.executable, str(script), str(tmp_path), str(ROUNDS), "1"],
        capture_output=True,
        encoding="utf-8",
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
        timeout=110,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout)
    assert found["findings"] == []
    assert found["kills"] == ROUNDS
    # The kills did fall into what they are to try.
    assert found["actions"] > ROUNDS
    assert found["killed_in_save"] > 10
    assert found["saved"] > 0
