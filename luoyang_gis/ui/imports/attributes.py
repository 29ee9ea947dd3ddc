"""The attributes of one imported feature: column and value, to read and to copy."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from luoyang_gis.workspace.model import Value

ROW_HEIGHT = 28


class AttributeTable(QTableWidget):
    """Two columns, one row for each column of the layer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 2, parent)
        self.setAccessibleName(self.tr("属性"))
        self.setHorizontalHeaderLabels([self.tr("列"), self.tr("值")])
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setMaximumSectionSize(400)
        copy = QShortcut(QKeySequence.StandardKey.Copy, self)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)
        copy.activated.connect(self.copy)

    def show_values(self, values: Mapping[str, Value]) -> None:
        """Show one feature's values; figures stand as they were stored."""
        self.setRowCount(len(values))
        for row, (name, value) in enumerate(values.items()):
            for column, text in enumerate((name, shown(value))):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.setItem(row, column, item)
        self.resizeRowsToContents()
        for row in range(self.rowCount()):
            self.setRowHeight(row, max(ROW_HEIGHT, self.rowHeight(row)))

    def copy(self) -> None:
        """Put the marked rows on the clipboard, or all where none is marked."""
        marked = sorted({index.row() for index in self.selectedIndexes()})
        rows = marked or range(self.rowCount())
        lines = ("\t".join(self._text(row, column) for column in (0, 1)) for row in rows)
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _text(self, row: int, column: int) -> str:
        item = self.item(row, column)
        return item.text() if item is not None else ""


def shown(value: Value) -> str:
    """A value as text; what is missing shows as a dash."""
    if value is None:
        return "—"
    if isinstance(value, bool):
        yes, no = (
            QCoreApplication.translate("AttributeTable", "是"),
            QCoreApplication.translate("AttributeTable", "否"),
        )
        return yes if value else no
    return f"{value:.10g}" if isinstance(value, float) else str(value)
