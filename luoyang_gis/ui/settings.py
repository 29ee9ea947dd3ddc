"""What is remembered between starts; whatever cannot be read counts as never set."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths

RECENT_LIMIT = 8


class Settings:
    """Typed access to the remembered values."""

    def __init__(self, file: Path | None = None) -> None:
        scope = QSettings.Scope.UserScope
        ini = QSettings.Format.IniFormat
        self._store = (
            QSettings(str(file), ini)
            if file
            else QSettings(ini, scope, "luoyang-gis", "luoyang-gis")
        )
        self._file = file
        if self._store.status() is not QSettings.Status.NoError:
            # Half-read values of a damaged file are worse than the defaults.
            self._store.clear()

    @property
    def recovery(self) -> Path:
        """The folder of what a program that dies leaves behind; never one that roams."""
        if self._file:
            return self._file.parent / "recovery"
        place = QStandardPaths.StandardLocation.GenericDataLocation
        return Path(QStandardPaths.writableLocation(place)) / "luoyang-gis" / "recovery"

    def text(self, key: str, default: str = "") -> str:
        """A remembered text."""
        value = self._store.value(key)
        return value if isinstance(value, str) and value else default

    def choice(self, key: str, choices: Sequence[str]) -> str:
        """One of the choices; the first where none was made."""
        value = self.text(key)
        return value if value in choices else choices[0]

    def blob(self, key: str) -> QByteArray | None:
        """A remembered state of a window."""
        value = self._store.value(key)
        return value if isinstance(value, QByteArray) else None

    def flag(self, key: str, default: bool = False) -> bool:
        """A remembered yes or no."""
        value = self.text(key)
        return value == "yes" if value in ("yes", "no") else default

    def set(self, key: str, value: str | bool | QByteArray) -> None:
        """Remember a value."""
        self._store.setValue(key, ("yes" if value else "no") if isinstance(value, bool) else value)

    def forget(self, key: str) -> None:
        """Have it as if never set."""
        self._store.remove(key)

    def save(self) -> None:
        """Write at once, so that a crash later costs nothing."""
        self._store.sync()

    # -- recent files -----------------------------------------------------------------------

    def recent(self) -> tuple[Path, ...]:
        """Files opened lately that are still there, the newest first."""
        lines = self.text("files/recent").splitlines()
        return tuple(p for line in lines if line and (p := Path(line)).is_file())

    def add_recent(self, file: Path) -> None:
        """Put a file first."""
        files = [file.resolve(), *(p for p in self.recent() if p != file.resolve())]
        self.set("files/recent", "\n".join(str(p) for p in files[:RECENT_LIMIT]))
