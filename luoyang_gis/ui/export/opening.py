"""Hand a finished file to the system: open it, or show it in its folder."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QProcess, QUrl
from PySide6.QtGui import QDesktopServices


def open_file(path: Path) -> bool:
    """Open a file with the program the system has for it."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def show_in_folder(path: Path) -> bool:
    """Open the folder of a file, the file marked where the system can."""
    if sys.platform == "win32":
        return _started("explorer.exe", "/select,", str(path))
    if sys.platform == "darwin":
        return _started("open", "-R", str(path))
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))


def _started(program: str, *arguments: str) -> bool:
    found = QProcess.startDetached(program, list(arguments))
    return bool(found[0] if isinstance(found, tuple) else found)
