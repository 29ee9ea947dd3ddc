"""What every test may lean on."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# A window system is asked for only by the tests that need one; the rest draw off screen.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A slow machine is no finding; speed is measured by the bench command.
settings.register_profile("project", deadline=None)
settings.load_profile("project")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's root folder."""
    return ROOT


@pytest.fixture(scope="session")
def documents_dir() -> Path:
    """The planning documents, where they lie beside the project."""
    folder = ROOT.parent / "shared" / "documents"
    if not folder.is_dir():
        pytest.skip("../shared/documents is not here")
    return folder


@pytest.fixture(scope="session")
def reference_dir() -> Path:
    """Independent geodata, where it lies beside the project."""
    folder = ROOT.parent / "shared" / "reference"
    if not folder.is_dir():
        pytest.skip("../shared/reference is not here")
    return folder
