"""Where the bundled data lies: beside the package in a checkout, inside it in an installed wheel."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


def data_root() -> Path:
    """The folder that holds `layers/` and `resources/`."""
    installed = PACKAGE / "_data"
    return installed if installed.is_dir() else PACKAGE.parent


def layers_dir(root: Path | None = None) -> Path:
    """The folder of the bundled layers."""
    return (root or data_root()) / "layers"


def resources_dir(root: Path | None = None) -> Path:
    """The folder of the ledger, icons, translations and page templates."""
    return (root or data_root()) / "resources"
