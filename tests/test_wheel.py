"""The wheel carries layers and ledger, and the program finds them there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def installed(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unpacked wheel, away from the checkout."""
    out = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)],
        cwd=root,
        check=True,
        capture_output=True,
    )
    (wheel,) = out.glob("*.whl")
    site = out / "site"
    zipfile.ZipFile(wheel).extractall(site)
    return site


def test_the_plan_is_found_in_an_installed_wheel(installed: Path, root: Path) -> None:
    def listed(where: Path) -> object:
        done = subprocess.run(
            [sys.executable, "-m", "luoyang_gis", "list", "layers", "--json"],
            cwd=where,
            env={**os.environ, "PYTHONPATH": str(where)},
            check=True,
            capture_output=True,
            text=True,
        )
        return json.loads(done.stdout)

    assert listed(installed) == listed(root)


def test_no_source_of_another_kind_slips_in(installed: Path) -> None:
    names = {p.relative_to(installed).parts[0] for p in installed.iterdir()}
    assert {n for n in names if not n.endswith(".dist-info")} == {"luoyang_gis"}
