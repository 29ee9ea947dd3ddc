"""How far each theme's targets have come: a bar a theme, a part a status."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractItemModel,
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
    Signal,
)
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from luoyang_gis.plan.model import Theme
from luoyang_gis.plan.progress import TargetStatus
from luoyang_gis.ui.theme import SMALL, TARGET_MARKS, Colors, target_color, ui_font

Index = QModelIndex | QPersistentModelIndex
# From kept to late, then what cannot be told.
ORDER = (
    TargetStatus.MET,
    TargetStatus.OPEN,
    TargetStatus.LATE,
    TargetStatus.UNRECORDED,
    TargetStatus.UNDATED,
)
ROW, BAR, PAD = 32, 20, 12
# A wash of the status's colour: calm to look at, and words stay legible on it.
WASH = 0.16
HOLLOW = (TargetStatus.UNDATED,)


class Roles(IntEnum):
    """What an index tells besides its text."""

    ROW = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True)
class ThemeRow:
    """A theme and how many of its targets have each status; None is all themes together."""

    theme: Theme | None
    counts: Counter[TargetStatus]

    @property
    def name(self) -> str:
        """What the row is called."""
        return self.theme.value if self.theme else QCoreApplication.translate("ThemeBars", "全部")

    @property
    def text(self) -> str:
        """The row for who cannot see it."""
        parts = (f"{status} {self.counts[status]}" for status in ORDER if self.counts[status])
        return QCoreApplication.translate("ThemeBars", "{theme} {count} 项：{parts}").format(
            theme=self.name,
            count=self.counts.total(),
            parts=QCoreApplication.translate("ThemeBars", "，").join(parts),
        )


class ThemeModel(QAbstractListModel):
    """All themes together, then each."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[ThemeRow, ...] = ()

    def set_counts(self, by_theme: Mapping[Theme, Counter[TargetStatus]]) -> None:
        """Show other counts."""
        total: Counter[TargetStatus] = Counter()
        for counts in by_theme.values():
            total.update(counts)
        rows = (ThemeRow(None, total), *(ThemeRow(t, n) for t, n in by_theme.items()))
        if [r.theme for r in rows] == [r.theme for r in self.rows]:
            self.rows = rows
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, 0))
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Roles.ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.text
        return None


def segments(row: ThemeRow, bar: QRect) -> Iterator[tuple[TargetStatus, QRect]]:
    """The parts of a row's bar; even one target among hundreds is wide enough to be hit."""
    shown = [s for s in ORDER if row.counts[s]]
    total = row.counts.total()
    least = 6
    spare = max(0, bar.width() - least * len(shown))
    x = float(bar.left())
    for status in shown:
        width = least + spare * row.counts[status] / total
        left = round(x)
        x += width
        yield status, QRect(left, bar.top(), max(1, round(x) - left - 1), bar.height())


def ink(colors: Colors, status: TargetStatus) -> str:
    """The colour of the words on a part of a bar."""
    return colors.soft if status in HOLLOW else colors.text


class ThemeDelegate(QStyledItemDelegate):
    """Paints a theme's name, its bar and its number of targets."""

    def __init__(self, colors: Colors, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.colors = colors

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, ROW)

    @staticmethod
    def bar(rect: QRect) -> QRect:
        """Where the bar of a row is."""
        metrics = QFontMetrics(ui_font(SMALL))
        left = rect.left() + PAD + metrics.horizontalAdvance("都市圈") + 8
        right = rect.right() - PAD - metrics.horizontalAdvance("0000")
        return QRect(left, rect.top() + (ROW - BAR) // 2, max(40, right - left), BAR)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(Roles.ROW)
        c, rect, state = self.colors, option.rect, option.state
        painter.save()
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(c.tint if chosen else c.hover))
        bar = self.bar(rect)
        font = ui_font(SMALL, bold=row.theme is None)
        painter.setFont(font)
        painter.setPen(QColor(c.text))
        middle = Qt.AlignmentFlag.AlignVCenter
        name = QRect(rect.left() + PAD, rect.top(), bar.left() - rect.left() - PAD, ROW)
        painter.drawText(name, middle | Qt.AlignmentFlag.AlignLeft, row.name)
        number = QRect(bar.right(), rect.top(), rect.right() - bar.right() - PAD, ROW)
        painter.drawText(number, middle | Qt.AlignmentFlag.AlignRight, str(row.counts.total()))
        view = self.parent()
        current = view.segment if isinstance(view, ThemeBars) and chosen else None
        for status, part in segments(row, bar):
            self._paint_part(painter, part, status, row.counts[status])
            if status is current:
                painter.setPen(QPen(QColor(c.text), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(part.adjusted(0, 0, -1, -1))
        painter.restore()

    def _paint_part(self, painter: QPainter, part: QRect, status: TargetStatus, count: int) -> None:
        c = self.colors
        color = QColor(target_color(c, status))
        if status in HOLLOW:
            painter.setPen(QPen(QColor(c.line), 1))
            painter.setBrush(QBrush(QColor(c.card)))
            painter.drawRect(part.adjusted(0, 0, -1, -1))
        else:
            wash = QColor(color)
            wash.setAlphaF(WASH)
            painter.fillRect(part, QColor(c.card))
            painter.fillRect(part, wash)
            painter.fillRect(QRect(part.left(), part.top(), 3, part.height()), color)
        painter.setPen(QColor(ink(c, status)))
        words = f"{TARGET_MARKS[status]} {count}"
        metrics = QFontMetrics(painter.font())
        for text in (words, str(count)):
            if metrics.horizontalAdvance(text) + 6 <= part.width():
                painter.drawText(part, Qt.AlignmentFlag.AlignCenter, text)
                break

    def part_at(self, index: Index, rect: QRect, point: QPoint) -> TargetStatus | None:
        """The status under a point of a row; None is the whole row."""
        parts = segments(index.data(Roles.ROW), self.bar(rect))
        return next((status for status, part in parts if part.contains(point)), None)

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        view = self.parent()
        pressed = isinstance(event, QMouseEvent) and event.type() in (
            QEvent.Type.MouseButtonPress,
            QEvent.Type.MouseButtonDblClick,
        )
        if pressed and isinstance(event, QMouseEvent) and isinstance(view, ThemeBars):
            point = event.position().toPoint()
            view.choose(index, self.part_at(index, option.rect, point))
        return False

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        row = index.data(Roles.ROW)
        status = self.part_at(index, option.rect, event.pos())
        part = QCoreApplication.translate("ThemeBars", "{theme} · {status} {count} 项")
        count = row.counts[status] if status else 0
        words = part.format(theme=row.name, status=status, count=count) if status else row.text
        QToolTip.showText(event.globalPos(), words, view)
        return True


class ThemeBars(QListView):
    """Themes to choose from; left and right choose a status within one."""

    chosen = Signal(object, object)  # Theme | None, TargetStatus | None

    def __init__(self, colors: Colors, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.themes = ThemeModel(self)
        self.bars = ThemeDelegate(colors, self)
        self.segment: TargetStatus | None = None
        self.setModel(self.themes)
        self.setItemDelegate(self.bars)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setMinimumWidth(240)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("各主题的进度"))
        self.activated.connect(lambda index: self.choose(index, self.segment))

    def set_colors(self, colors: Colors) -> None:
        """Dress in another theme."""
        self.bars.colors = colors
        self.viewport().update()

    def choose(self, index: Index, status: TargetStatus | None) -> None:
        """Choose a theme, or one status within it."""
        self.segment = status
        self.setCurrentIndex(index)
        self.viewport().update()
        self.chosen.emit(index.data(Roles.ROW).theme, status)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
        if step is not None and index.isValid():
            counts = index.data(Roles.ROW).counts
            choices: list[TargetStatus | None] = [None, *(s for s in ORDER if counts[s])]
            at = choices.index(self.segment) if self.segment in choices else 0
            self.choose(index, choices[(at + step) % len(choices)])
            return
        super().keyPressEvent(event)
        if self.currentIndex() != index and self.currentIndex().isValid():
            self.choose(self.currentIndex(), None)
