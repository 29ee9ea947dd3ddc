"""The formats as cards: a name, its suffix and one line of what it is good for."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from luoyang_gis.export.registry import FORMATS, Format
from luoyang_gis.ui.export.names import summary_of, title_of
from luoyang_gis.ui.theme import BODY, SMALL, THEMES, ui_font

NAME = Qt.ItemDataRole.UserRole
PADDING = 10
GAP = 3
LINE = 1.4


class FormatCards(QListWidget):
    """One format is always chosen."""

    chosen = Signal(str)

    def __init__(self, theme: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setAccessibleName(self.tr("格式"))
        self.setObjectName("formats")
        self.setItemDelegate(_Card(self))
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setFixedWidth(216)
        # The chosen card shows where one is; a frame around all of them would be a second mark.
        self.setStyleSheet(
            "QListWidget#formats, QListWidget#formats:focus { background: transparent; border: 0; }"
        )
        for format_ in FORMATS.values():
            item = QListWidgetItem(title_of(format_), self)
            item.setData(NAME, format_.name)
            # What a screen reader says.
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole, f"{title_of(format_)} · {summary_of(format_)}"
            )
        self.currentItemChanged.connect(lambda: self.chosen.emit(self.format.name))

    @property
    def format(self) -> Format:
        """What is chosen."""
        item = self.currentItem()
        return FORMATS[item.data(NAME)] if item else next(iter(FORMATS.values()))

    def choose(self, name: str) -> None:
        """Choose a format by its name."""
        rows = range(self.count())
        self.setCurrentRow(next(r for r in rows if self.item(r).data(NAME) == name))

    def dress(self, theme: str) -> None:
        """Draw in another theme."""
        self.theme = theme
        self.viewport().update()


class _Card(QStyledItemDelegate):
    def __init__(self, cards: FormatCards) -> None:
        super().__init__(cards)
        self._cards = cards

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        format_ = FORMATS[index.data(NAME)]
        width = self._cards.viewport().width()
        return QSize(0, round(self._summary_top() + self._summary(format_, width) + PADDING) + GAP)

    def _summary_top(self) -> float:
        return PADDING + BODY * LINE + 2

    def _summary(self, format_: Format, width: float) -> float:
        """How high the description is, set in so many pixels."""
        metrics = QFontMetricsF(ui_font(SMALL))
        room = QRectF(0, 0, width - 2 * PADDING - GAP, 1000)
        return metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, summary_of(format_)).height()

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        format_ = FORMATS[index.data(NAME)]
        colors = THEMES[self._cards.theme]
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        box = QRectF(option.rect).adjusted(0.5, 0.5, -GAP - 0.5, -GAP - 0.5)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = colors.tint if chosen else colors.hover if hovered else colors.card
        painter.setBrush(QColor(ground))
        painter.setPen(QPen(QColor(colors.accent if chosen else colors.line), 1))
        painter.drawRoundedRect(box, 4, 4)
        room = box.adjusted(PADDING, PADDING, -PADDING, -PADDING)
        head = QRectF(room.left(), room.top(), room.width(), BODY * LINE)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(ui_font(SMALL))
        painter.setPen(QColor(colors.soft))
        painter.drawText(head, Qt.AlignmentFlag.AlignRight | middle, format_.suffix)
        below = QRectF(room.left(), box.top() + self._summary_top(), room.width(), 1000)
        painter.drawText(below, Qt.TextFlag.TextWordWrap, summary_of(format_))
        painter.setFont(ui_font(BODY, bold=True))
        painter.setPen(QColor(colors.text))
        painter.drawText(head, Qt.AlignmentFlag.AlignLeft | middle, title_of(format_))
        painter.restore()
