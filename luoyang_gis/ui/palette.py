"""The command palette: one field that finds places, targets, documents, layers and commands."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from luoyang_gis.plan.search import Hit
from luoyang_gis.ui.finder import Finder, subject_name
from luoyang_gis.ui.theme import BODY, SMALL, THEMES, Colors, ui_font

Index = QModelIndex | QPersistentModelIndex
WIDTH, ROW, MOST = 620, 48, 9
LIMIT = 40
NAVIGATION = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class HitRoles(IntEnum):
    """What a row tells besides its text."""

    HIT = Qt.ItemDataRole.UserRole + 1


class HitModel(QAbstractListModel):
    """The hits of a query."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.hits: tuple[Hit, ...] = ()

    def set_hits(self, hits: tuple[Hit, ...]) -> None:
        """Show other hits."""
        self.beginResetModel()
        self.hits = hits
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        hit = self.hits[index.row()]
        if role == HitRoles.HIT:
            return hit
        if role == Qt.ItemDataRole.DisplayRole:
            return hit.entry.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = QCoreApplication.translate("CommandPalette", "{subject}：{title}，{detail}")
            entry = hit.entry
            return words.format(
                subject=subject_name(entry.subject), title=entry.title, detail=entry.detail
            )
        return None


class HitDelegate(QStyledItemDelegate):
    """A hit in two lines, what it is on the right."""

    def __init__(self, colors: Colors, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._colors = colors

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(option.rect.width(), ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        hit = index.data(HitRoles.HIT)
        colors, box = self._colors, option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.tint))
            painter.drawRoundedRect(box.adjusted(4, 1, -4, -1), 4, 4)
        small = ui_font(SMALL)
        painter.setFont(small)
        kind = subject_name(hit.entry.subject)
        kind_width = painter.fontMetrics().horizontalAdvance(kind) + 8
        painter.setPen(QColor(colors.soft))
        align = Qt.AlignmentFlag
        painter.drawText(
            box.adjusted(0, 0, -16, 0), int(align.AlignRight | align.AlignVCenter), kind
        )
        room = box.adjusted(16, 0, -kind_width - 16, 0)
        detail = painter.fontMetrics().elidedText(
            hit.entry.detail, Qt.TextElideMode.ElideRight, room.width()
        )
        half = ROW // 2
        below = QRect(room.left(), room.top() + half - 1, room.width(), half - 4)
        painter.drawText(below, int(align.AlignLeft | align.AlignVCenter), detail)
        painter.setFont(ui_font(BODY))
        painter.setPen(QColor(colors.text))
        title = painter.fontMetrics().elidedText(
            hit.entry.title, Qt.TextElideMode.ElideRight, room.width()
        )
        above = QRect(room.left(), room.top() + 3, room.width(), half - 2)
        painter.drawText(above, int(align.AlignLeft | align.AlignVCenter), title)
        painter.restore()


class CommandPalette(QFrame):
    """Opens over the window, takes what is typed, and goes when something is chosen or Esc comes."""

    def __init__(self, finder: Finder, theme: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("palette")
        self._finder = finder
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(
            self.tr("地名、目标、文件、图层或命令；汉字、拼音、首字母都行")
        )
        self.field.setAccessibleName(self.tr("搜索"))
        self.field.installEventFilter(self)
        self.model = HitModel(self)
        self.list = QListView(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(HitDelegate(THEMES[theme], self))
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(self.tr("搜索结果"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._none = QLabel(self.tr("没有找到。换一个说法，或少打几个字试试。"), self)
        self._none.setProperty("role", "hint")
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        box = QVBoxLayout(self)
        box.setContentsMargins(8, 8, 8, 8)
        box.setSpacing(6)
        box.addWidget(self.field)
        box.addWidget(self.list, 1)
        box.addWidget(self._none)
        self.field.textChanged.connect(self._find)
        self.list.clicked.connect(self._choose)
        self._find("")

    def open_over(self, window: QWidget) -> None:
        """Show near the top of a window."""
        width = min(WIDTH, window.width() - 32)
        self.setFixedWidth(width)
        at = window.mapToGlobal(QPoint((window.width() - width) // 2, 64))
        self.move(at)
        self.show()
        self.field.setFocus()

    def _find(self, text: str) -> None:
        hits = self._finder.find(text, LIMIT)
        self.model.set_hits(hits)
        if hits:
            self.list.setCurrentIndex(self.model.index(0, 0))
        self.list.setVisible(bool(hits))
        self._none.setVisible(not hits)
        rows = min(MOST, len(hits))
        self.list.setFixedHeight(rows * ROW + 4)
        self.adjustSize()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in NAVIGATION:
                self.list.event(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose(self.list.currentIndex())
                return True
        return super().eventFilter(watched, event)

    def _choose(self, index: QModelIndex) -> None:
        hit = index.data(HitRoles.HIT)
        if isinstance(hit, Hit):
            # Close first: what is chosen may open a window of its own.
            self.close()
            self._finder.open(hit.entry)
