"""Screenshots of the real window: `python tools/shots.py [NAME ...]` writes them into out/shots.

Every size and scale needs a process of its own; without a display they run under Xvfb.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from luoyang_gis.ui.main_window import MainWindow

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "out" / "shots"
SETTLE_MS = 900


@dataclass(frozen=True)
class Shot:
    """One picture: the window's size in logical pixels, the scale of the screen, the theme."""

    name: str
    width: int = 1280
    height: int = 800
    scale: float = 1.0
    theme: str = "light"
    act: str = "start"


SHOTS = (
    Shot("1280-light"),
    Shot("1280-dark", theme="dark", act="feature"),
    Shot("1920-light", 1920, 1080, act="feature"),
    Shot("1920-dark", 1920, 1080, theme="dark", act="browse"),
    Shot("3840-light-200", 1920, 1080, 2.0, act="feature"),
    Shot("3840-dark-200", 1920, 1080, 2.0, "dark", "reader"),
    Shot("1280-palette", act="palette"),
    Shot("1280-browse", act="browse"),
    Shot("1280-reader", act="reader"),
    Shot("1024-125", 1024, 720, 1.25, act="feature"),
)


def feature(window: MainWindow) -> None:
    """Traffic, and what hangs on the railway to be."""
    window.session.show_only(window.session.sets[1].layers)
    window.session.select_feature("rail.hunan-hsr", reveal=False)


def browse(window: MainWindow) -> None:
    """What is due in 2021 in 伊滨."""
    from luoyang_gis.ui.browse import Browse
    from luoyang_gis.ui.browse_rows import Filters

    window.browse(Filters(year="2021"))
    panel = window.docks.content("browse")
    assert isinstance(panel, Browse)
    panel.search.setText("伊滨")


def palette(window: MainWindow) -> None:
    """Everything that is spelt elt."""
    from luoyang_gis.ui.palette import CommandPalette

    window.open_palette()
    palette = window.findChild(CommandPalette)
    assert palette is not None
    palette.field.setText("elt")


def reader(window: MainWindow) -> None:
    """A citation in its document, where the documents lie beside the project."""
    folder = ROOT.parent / "shared" / "documents"
    if folder.is_dir():
        window.desk.set_documents(folder)
    record = next(t for t in window.session.plan.targets if "小浪底" in t.summary)
    window.session.select_record(record.id, reveal=False)
    window.open_passage(record.id)


ACTS: dict[str, Callable[..., None]] = {
    "start": lambda _: None,
    "feature": feature,
    "browse": browse,
    "palette": palette,
    "reader": reader,
}


def take(shot: Shot) -> None:
    """Open the window and keep what is seen of it."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from luoyang_gis.plan.load import load
    from luoyang_gis.ui.desk import Desk
    from luoyang_gis.ui.settings import Settings

    app = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(Path(folder) / "settings.ini")
        settings.set("look/theme", shot.theme)
        desk = Desk(app, load(), settings)
        desk.open()
        window = desk.window
        window.resize(shot.width, shot.height)

        def keep() -> None:
            window.map.view.finish()
            # The screen's own picture holds pop-ups too; off screen there is only the window's.
            screen = window.screen()
            picture = window.grab()
            if app.platformName() == "xcb":
                at = window.frameGeometry()
                picture = screen.grabWindow(0, at.x(), at.y(), shot.width, shot.height)
            picture.save(str(OUT / f"{shot.name}.png"))
            app.quit()

        def act() -> None:
            window.map.show_whole()
            ACTS[shot.act](window)
            QTimer.singleShot(SETTLE_MS, keep)

        QTimer.singleShot(SETTLE_MS, act)
        app.exec()


def run(shot: Shot) -> int:
    """Take a shot in a process of its own."""
    environment = {**os.environ, "QT_SCALE_FACTOR": str(shot.scale), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, __file__, "--take", shot.name]
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        if shutil.which("xvfb-run"):
            size = f"{round(shot.width * shot.scale)}x{round(shot.height * shot.scale)}x24"
            command = ["xvfb-run", "-a", "-s", f"-screen 0 {size}", *command]
        else:
            environment["QT_QPA_PLATFORM"] = "offscreen"
    return subprocess.run(command, env=environment, check=False, timeout=120).returncode


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="only these")
    parser.add_argument("--take", help=argparse.SUPPRESS)
    options = parser.parse_args()
    OUT.mkdir(parents=True, exist_ok=True)
    if options.take:
        take(next(shot for shot in SHOTS if shot.name == options.take))
        return 0
    wanted = [shot for shot in SHOTS if not options.names or shot.name in options.names]
    failed = [shot.name for shot in wanted if run(shot) != 0]
    for shot in wanted:
        print(("missing " if shot.name in failed else "") + f"{OUT / shot.name}.png")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
