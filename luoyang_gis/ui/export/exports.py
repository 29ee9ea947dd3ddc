"""The window's commands for what leaves it: the dialog, the view as a picture, the clipboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog

from luoyang_gis.errors import LuoyangError
from luoyang_gis.ui.actions import Command
from luoyang_gis.ui.export import opening

if TYPE_CHECKING:
    from luoyang_gis.ui.export.dialog import ExportDialog
    from luoyang_gis.ui.main_window import MainWindow


class Exports(QObject):
    """One dialog, made when first asked for."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._desk = window, window.desk
        self.dialog: ExportDialog | None = None

    def commands(self) -> Iterator[Command]:
        """What the file menu offers."""
        # fmt: off
        yield Command("export", self.tr("导出…"), self.open, "file", "export", "Ctrl+E",
                      self.tr("网页、图纸、表格、地理数据和汇报文稿"), section=True)
        yield Command("export-view", self.tr("导出当前视图为 PNG…"), self.save_view, "file", "",
                      "Ctrl+Shift+E", self.tr("把地图上看到的存成一张图片"))
        yield Command("copy-map", self.tr("复制地图图片"), self.copy_map, "file", "copy", "Ctrl+Alt+C",
                      self.tr("把地图上看到的放进剪贴板，可贴进文稿"))
        # fmt: on

    @property
    def folder(self) -> Path:
        """Where exports go: where the last one went, else beside the workspace."""
        last = self._desk.settings.text("export/folder")
        if last and Path(last).is_dir():
            return Path(last)
        if self._desk.store.path:
            return self._desk.store.path.parent
        place = QStandardPaths.StandardLocation.DocumentsLocation
        return Path(QStandardPaths.writableLocation(place) or Path.home())

    # -- the dialog -------------------------------------------------------------------------

    def open(self) -> None:
        """Show the dialog, or bring it to the front."""
        if self.dialog is None:
            self.dialog = self._make()
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()

    def _make(self) -> ExportDialog:
        from luoyang_gis.ui.export.dialog import ExportDialog
        from luoyang_gis.ui.export.situation import Situation

        window, session = self._window, self._window.session
        dialog = ExportDialog(
            lambda: Situation.of(window), self._desk.settings, self.folder, session.theme, window
        )
        for signal in (
            session.selection_changed,
            session.layers_changed,
            session.plan_changed,
            session.scene_changed,
            self._desk.store.changed,
            self._desk.store.file_changed,
        ):
            signal.connect(dialog.follow)
        session.theme_changed.connect(dialog.dress)
        return dialog

    # -- quick ones -------------------------------------------------------------------------

    def picture(self) -> QImage:
        """The map as it is seen, what is drawn upon it included."""
        return self._window.map.view.to_image()

    def copy_map(self) -> None:
        """Put the map into the clipboard."""
        image = self.picture()
        QGuiApplication.clipboard().setImage(image)
        self._say(
            self.tr("地图图片已复制（{w}×{h} 像素）").format(w=image.width(), h=image.height())
        )

    def save_view(self) -> None:
        """Ask for a file and write the map as it is seen."""
        from luoyang_gis.ui.export.situation import UNTITLED, file_name

        title = self._desk.store.workspace.title or UNTITLED
        first = self.folder / f"{file_name(title)}-{self.tr('当前视图')}.png"
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("导出当前视图"), str(first), self.tr("图片 (*.png)")
        )
        if chosen:
            path = Path(chosen)
            self.write_view(path if path.suffix.lower() == ".png" else Path(f"{chosen}.png"))

    def write_view(self, path: Path) -> bool:
        """Write the map as it is seen; what is in the way is told."""
        from luoyang_gis.export.qt import png
        from luoyang_gis.export.writing import write_bytes

        banner = self._window.banner
        try:
            write_bytes(path, png(self.picture()))
        except LuoyangError as error:
            banner.tell(str(error), ((self.tr("换个位置…"), self.save_view),), warning=True)
            return False
        self._desk.settings.set("export/folder", str(path.parent))
        banner.tell(
            self.tr("当前视图已存为“{name}”。").format(name=path.name),
            (
                (self.tr("打开"), lambda: opening.open_file(path)),
                (self.tr("在文件夹中显示"), lambda: opening.show_in_folder(path)),
            ),
        )
        return True

    def _say(self, sentence: str) -> None:
        self._window.session.message.emit(sentence)
