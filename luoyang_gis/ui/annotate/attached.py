"""The annotations attached to the selected feature, below its targets."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from luoyang_gis.ui.annotate.board import Board
from luoyang_gis.ui.annotate.kinds import kind_name
from luoyang_gis.ui.icons import icon
from luoyang_gis.ui.theme import THEMES
from luoyang_gis.workspace.model import Annotation, Scene

ROWS, ROW_PX = 4, 30
LINE_LETTERS = 60


class AttachedNotes(QWidget):
    """One line an annotation; a click goes to its scene and its place."""

    def __init__(self, board: Board, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._board = board
        self._title = QLabel(self)
        self._title.setProperty("role", "soft")
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("附在这个要素上的标注"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setIconSize(QSize(16, 16))
        self.list.itemActivated.connect(self._go)
        self.list.itemClicked.connect(self._go)
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 4, 12, 8)
        box.setSpacing(4)
        box.addWidget(self._title)
        box.addWidget(self.list)
        board.session.selection_changed.connect(self._refresh)
        board.session.theme_changed.connect(self._refresh)
        board.store.changed.connect(self._refresh)
        self._refresh()

    def _refresh(self) -> None:
        board = self._board
        feature = board.attachable
        found = board.workspace.annotations_of(feature) if feature else ()
        self.setVisible(bool(found))
        self.list.clear()
        if not found:
            return
        self._title.setText(self.tr("标注 {count}").format(count=len(found)))
        for a in found:
            item = QListWidgetItem(self._icon(a), line(a, board.workspace.scene))
            item.setData(Qt.ItemDataRole.UserRole, a.id)
            item.setSizeHint(QSize(0, ROW_PX))
            item.setToolTip(a.text[:400])
            self.list.addItem(item)
        self.list.setFixedHeight(min(len(found), ROWS) * ROW_PX + 4)

    def _icon(self, a: Annotation) -> QIcon:
        return icon(a.kind.value, THEMES[self._board.session.theme])

    def _go(self, item: QListWidgetItem) -> None:
        board = self._board
        a = board.workspace.annotation.get(item.data(Qt.ItemDataRole.UserRole))
        if a is None:
            return
        if a.scene is not None and a.scene != board.session.scene:
            board.session.set_scene(a.scene)
        lon, lat = a.points[-1]
        board.view.fly_to(board.view.camera.moved_to(lon, lat))


def line(a: Annotation, scenes: Mapping[str, Scene]) -> str:
    """An annotation in one line: its text, else its kind, and the scene it is seen in."""
    text = " ".join(a.text.split())
    short = text if len(text) <= LINE_LETTERS else f"{text[:LINE_LETTERS]}…"
    name = short or kind_name(a.kind)
    scene = scenes.get(a.scene) if a.scene else None
    return f"{name} · {scene.title}" if scene else name
