"""Where files come in: the menu, and files dropped on the map; where imported layers go again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog

from luoyang_gis.sources.files import SUFFIXES
from luoyang_gis.ui.actions import Command
from luoyang_gis.workspace.edits import layers as edits
from luoyang_gis.workspace.gpkg import is_workspace
from luoyang_gis.workspace.model import ImportedLayer

if TYPE_CHECKING:
    from luoyang_gis.ui.imports.dialog import ImportDialog
    from luoyang_gis.ui.imports.reading import Found, Reading
    from luoyang_gis.ui.main_window import MainWindow


class ImportLink(QObject):
    """Opens the dialog, one file after the other, and brings what it accepts into the workspace."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._session = window, window.session
        self._store = window.desk.store
        self._reading: Reading | None = None
        self._waiting: list[Path] = []
        self.dialog: ImportDialog | None = None
        view = window.map.view
        view.setAcceptDrops(True)
        view.installEventFilter(self)
        self._session.removal_requested.connect(self.remove)
        self._session.rename_requested.connect(self.rename)
        self._store.file_changed.connect(self._forget)

    def commands(self) -> Iterator[Command]:
        """What the file menu offers."""
        yield Command("import", self.tr("导入图层…"), self.choose, "file", "layers", "Ctrl+I",
                      self.tr("把 GeoPackage、GeoJSON、Shapefile、KML、DXF、CSV 带到图上"),
                      section=True)  # fmt: skip

    # -- files ------------------------------------------------------------------------------

    def choose(self) -> None:
        """Ask for files."""
        patterns = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        settings = self._window.desk.settings
        found, _ = QFileDialog.getOpenFileNames(
            self.dialog or self._window,
            self.tr("导入图层"),
            settings.text("import/folder"),
            self.tr("地图文件 ({patterns});;所有文件 (*)").format(patterns=patterns),
        )
        if found:
            settings.set("import/folder", str(Path(found[0]).parent))
            self.open_files([Path(name) for name in found])

    def open_files(self, paths: Sequence[Path]) -> None:
        """Open the dialog on the first, and on the next when it closes."""
        first, *self._waiting = paths
        if self.dialog is None:
            self.dialog = self._make_dialog()
            self.dialog.show()
        self.dialog.open_file(first)

    def _make_dialog(self) -> ImportDialog:
        from luoyang_gis.ui.imports.dialog import ImportDialog
        from luoyang_gis.ui.imports.reading import Reading

        if self._reading is None:
            self._reading = Reading(self)
        dialog = ImportDialog(self._session, self._window.map, self._reading, self._window)
        dialog.choose_requested.connect(self.choose)
        dialog.accepted_layers.connect(self.bring)
        dialog.finished.connect(self._finished)
        return dialog

    def _finished(self) -> None:
        self.dialog = None
        if self._waiting:
            self.open_files(self._waiting)

    # -- dropping ---------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent) and event.type() in (
            QEvent.Type.DragEnter,
            QEvent.Type.DragMove,
            QEvent.Type.Drop,
        ):
            files = dropped(event.mimeData())
            if not files:
                return False
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            if event.type() == QEvent.Type.Drop:
                self.take(files)
            return True
        return False

    def take(self, files: Sequence[Path]) -> None:
        """A workspace is opened, any other file imported."""
        if len(files) == 1 and is_workspace(files[0]):
            self._window.files.open_file(files[0])
        else:
            self.open_files(files)

    def _forget(self) -> None:
        """Another workspace: what was ready to draw belongs to the one before."""
        self._window.map.imports.forget()

    # -- layers -----------------------------------------------------------------------------

    def bring(self, layers: Sequence[ImportedLayer], found: Found) -> None:
        """Put layers into the workspace and show where they are."""
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            imports = self._window.map.imports
            workspace = self._store.workspace
            for read, layer, drawn in zip(found.layers, layers, found.drawn, strict=True):
                imports.adopt(read, drawn)
                # Under another name it is the same drawing.
                imports.of(layer)
                workspace = edits.add(workspace, layer)
            self._store.do(self.tr("导入图层"), workspace)
        finally:
            QGuiApplication.restoreOverrideCursor()
        self._session.set_visible([layer.id for layer in layers], True)
        self._session.extent_requested.emit(tuple(layer.id for layer in layers))
        text = self.tr("已导入“{name}”：{count} 个要素，可以撤销")
        self._session.message.emit(text.format(name=layers[0].name, count=f"{found.count:,}"))

    def remove(self, layer: str) -> None:
        """Take an imported layer out of the workspace."""
        self._store.do(self.tr("移除导入图层"), edits.delete(self._store.workspace, layer))

    def rename(self, layer: str, name: str) -> None:
        """Call an imported layer otherwise."""
        after = edits.change(self._store.workspace, layer, lambda x: replace(x, name=name))
        self._store.do(self.tr("改图层名"), after)


def dropped(data: QMimeData) -> list[Path]:
    """The files among what is dropped that may hold layers."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in SUFFIXES]
