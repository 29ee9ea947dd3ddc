"""留痕: the log as a table one can search and export."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from luoyang_gis.plan.model import Plan
from luoyang_gis.workspace.commands import WorkspaceStore
from luoyang_gis.workspace.model import LogEntry

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class LogModel(QAbstractTableModel):
    """The entries, the newest first."""

    def __init__(self, store: WorkspaceStore, parent: QWidget) -> None:
        super().__init__(parent)
        self._store = store
        self._titles = (
            self.tr("时间"),
            self.tr("用户"),
            self.tr("类别"),
            self.tr("对象"),
            self.tr("动作"),
            self.tr("原值"),
            self.tr("新值"),
        )
        self._rows: tuple[LogEntry, ...] = ()
        self._plan = store.plan
        self.refresh()

    def refresh(self) -> None:
        """Read the log anew."""
        self.beginResetModel()
        self._rows = self._store.workspace.log[::-1]
        self._plan = self._store.effective_plan()
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._titles)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        entry = self._rows[index.row()]
        when = entry.at.astimezone().strftime("%Y-%m-%d %H:%M")
        subject = subject_words(self._plan, entry.subject)
        return (when, entry.who, entry.what, subject, entry.action, entry.before, entry.after)[
            index.column()
        ]

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        return None


def subject_words(plan: Plan, subject: str) -> str:
    """What an entry is about by name; the id where it has none any more."""

    def name(id_: str) -> str:
        if id_ in plan.feature:
            return plan.feature[id_].name
        return plan.record[id_].indicator if id_ in plan.record else id_

    return " → ".join(name(part) for part in subject.split(" → "))


class LogView(QDialog):
    """Who changed which actual, link or status, when, and from what to what."""

    def __init__(
        self, store: WorkspaceStore, export: Callable[[], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("留痕记录"))
        self.resize(880, 480)
        self.model = LogModel(store, self)
        self._shown = QSortFilterProxyModel(self)
        self._shown.setSourceModel(self.model)
        self._shown.setFilterKeyColumn(-1)
        self._shown.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(self.tr("查找用户、对象、内容"))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._shown.setFilterFixedString)
        self._export = QPushButton(self.tr("导出 CSV…"), self)
        self._export.clicked.connect(export)
        self.table = self._make_table()
        empty = QLabel(
            self.tr("还没有留痕。\n补录实绩、更正关联或状态之后，谁在什么时候改了什么会记在这里。"),
            self,
        )
        empty.setProperty("role", "hint")
        empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages = QStackedLayout()
        self._pages.addWidget(self.table)
        self._pages.addWidget(empty)
        bar = QHBoxLayout()
        bar.addWidget(self.field, 1)
        bar.addWidget(self._export)
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 12, 12, 12)
        box.setSpacing(8)
        box.addLayout(bar)
        box.addLayout(self._pages, 1)
        store.changed.connect(self._refresh)
        self._refresh()

    def _make_table(self) -> QTableView:
        table = QTableView(self)
        table.setModel(self._shown)
        table.setShowGrid(False)
        table.setWordWrap(True)
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.verticalHeader().hide()
        head = table.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        for stretched in (3, 5, 6):
            head.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)
        return table

    def _refresh(self) -> None:
        self.model.refresh()
        some = self.model.rowCount() > 0
        self._pages.setCurrentIndex(0 if some else 1)
        self._export.setEnabled(some)
        self.field.setEnabled(some)
