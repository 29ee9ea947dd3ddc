"""Start the desktop app."""

from __future__ import annotations

import gc
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from luoyang_gis.errors import LuoyangError
from luoyang_gis.plan.load import load

if TYPE_CHECKING:
    from luoyang_gis.ui.desk import Desk

# With this set, the program ends as soon as the map is painted: how `bench` times a start.
QUIT_WHEN_PAINTED = "LUOYANG_GIS_QUIT_WHEN_PAINTED"


class NoDisplayError(LuoyangError):
    """No window can be opened here."""

    def __init__(self) -> None:
        super().__init__(
            "这里没有可用的图形界面，窗口打不开，",
            "请在桌面环境里运行，用 luoyang-gis doctor 查看缺什么，或用 luoyang-gis export html 直接输出地图。",
        )


def run(workspace: Path | None) -> int:
    """Open the window and stay until it is closed."""
    # Nothing that a start makes is garbage, and collectors that looked through the plan again and
    # again would make the map stutter.
    gc.disable()
    app = _application()
    from luoyang_gis.ui.desk import Desk
    from luoyang_gis.ui.icons import app_icon
    from luoyang_gis.ui.settings import Settings

    app.setWindowIcon(app_icon())
    if os.environ.get(QUIT_WHEN_PAINTED):
        # A measured start neither knows nor touches what the user's own starts remember.
        with tempfile.TemporaryDirectory() as folder:
            desk = Desk(app, load(), Settings(Path(folder) / "settings.ini"), workspace)
            _open(desk)
            desk.window.map.progress.connect(lambda share: share >= 1 and app.quit())
            return app.exec()
    desk = Desk(app, load(), Settings(), workspace)
    _open(desk)
    return app.exec()


def _open(desk: Desk) -> None:
    desk.open()
    gc.freeze()
    gc.enable()


def _application() -> QApplication:
    """Qt's application; without a display one sentence instead of Qt's abort."""
    if sys.platform.startswith("linux") and not any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    ):
        raise NoDisplayError
    earlier = qInstallMessageHandler(_while_starting)
    app = QApplication(sys.argv[:1])
    qInstallMessageHandler(earlier)
    app.setApplicationName("luoyang-gis")
    app.setApplicationDisplayName("洛阳规划地图")
    app.setDesktopFileName("luoyang-gis")
    return app


def _while_starting(kind: QtMsgType, _context: QMessageLogContext, _text: str) -> None:
    """Qt aborts the process when it finds no platform: say what helps before it does."""
    if kind is QtMsgType.QtFatalMsg:
        sys.stderr.write(f"{NoDisplayError()}\n")
        sys.stderr.flush()
        os._exit(1)
