"""落图率: how much of the plan is on the map, as a table whose rows list what is missing."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from luoyang_gis.plan.coverage import Coverage
from luoyang_gis.ui.theme import Colors

Index = QModelIndex | QPersistentModelIndex
ROW = 34


class Roles(IntEnum):
    """What an index tells besides its text."""

    COVERAGE = Qt.ItemDataRole.UserRole + 1


def percent(row: Coverage) -> str:
    """A share in words; what has nothing to link has none."""
    return "—" if row.share is None else f"{row.share:.0%}"


def _side(column: int) -> Qt.AlignmentFlag:
    """Names to the left, figures to the right."""
    side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


class CoverageModel(QAbstractTableModel):
    """Name, how many, how many are missing, and the share that is linked."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[Coverage, ...] = ()
        self.headings = (
            self.tr("名称"),
            self.tr("总数"),
            self.tr("未关联"),
            self.tr("落图率"),
        )

    def set_rows(self, rows: tuple[Coverage, ...]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.headings)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.headings[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(section)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Roles.COVERAGE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return (row.name, str(row.total), str(len(row.missing)), percent(row))[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(index.column())
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            missing = len(row.missing)
            words = self.tr("{name}：{total} 个中 {missing} 个未关联，落图率 {share}").format(
                name=row.name, total=row.total, missing=missing, share=percent(row)
            )
            more = self.tr("；另有 {count} 个背景要素").format(count=len(row.excused))
            return words + (more if row.excused else "")
        return None


class ShareDelegate(QStyledItemDelegate):
    """A thin bar below the percentage."""

    def __init__(self, colors: Colors, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.colors = colors

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        share = index.data(Roles.COVERAGE).share
        if share is None:
            return
        rect = option.rect
        bar = QRect(rect.left() + 6, rect.bottom() - 5, max(8, rect.width() - 12), 3)
        painter.fillRect(bar, QColor(self.colors.line))
        bar.setWidth(round(bar.width() * share))
        painter.fillRect(bar, QColor(self.colors.met))


class CoverageTable(QTableView):
    """The table; choosing a row tells what it stands for."""

    chosen = Signal(object)  # Coverage

    def __init__(self, colors: Colors, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.coverage = CoverageModel(self)
        self.shares = ShareDelegate(colors, self)
        self.setModel(self.coverage)
        self.setItemDelegateForColumn(3, self.shares)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setMinimumWidth(240)
        self.setAccessibleName(self.tr("落图率"))
        rows = self.verticalHeader()
        rows.hide()
        rows.setDefaultSectionSize(ROW)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        rows.setMinimumSectionSize(ROW)
        columns = self.horizontalHeader()
        columns.setMinimumSectionSize(40)
        columns.setHighlightSections(False)
        columns.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        columns.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.selectionModel().currentRowChanged.connect(self._changed)

    def set_colors(self, colors: Colors) -> None:
        """Dress in another theme."""
        self.shares.colors = colors
        self.viewport().update()

    def _changed(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(index.data(Roles.COVERAGE))
