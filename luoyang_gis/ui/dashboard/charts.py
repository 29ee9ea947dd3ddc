"""Small multiples: one chart an indicator, painted only where they are seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    QSizeF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QPolygonF,
    QResizeEvent,
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

from luoyang_gis.plan.model import Plan
from luoyang_gis.plan.wording import figure
from luoyang_gis.ui.dashboard.chart import Chart, Mark, Plot, laid_out, mark_words
from luoyang_gis.ui.theme import BODY, SMALL, Colors, target_color, ui_font

Index = QModelIndex | QPersistentModelIndex
WRAP = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere
MARGIN, PAD, GAP = 4, 12, 4
PLOT_HEIGHT, TICKS_HEIGHT, LABEL_HEIGHT = 92, 18, 16
NARROWEST = 260


class Roles(IntEnum):
    """What an index tells besides its text."""

    CHART = Qt.ItemDataRole.UserRole + 1


class ChartModel(QAbstractListModel):
    """Charts in a row; the text of one is what a screen reader reads."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.charts: tuple[Chart, ...] = ()

    def set_charts(self, charts: Sequence[Chart]) -> None:
        """Show other charts; where they are of the same indicators, the view stays where it is."""
        new = tuple(charts)
        if [c.indicator.name for c in new] == [c.indicator.name for c in self.charts] and new:
            self.charts = new
            self.dataChanged.emit(self.index(0, 0), self.index(len(new) - 1, 0))
            return
        self.beginResetModel()
        self.charts = new
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.charts)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        chart = self.charts[index.row()]
        if role == Roles.CHART:
            return chart
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return chart.text
        return None


@dataclass(frozen=True, slots=True)
class Cell:
    """Where title, frame and words stand in a cell of one size, alike in all cells."""

    size: QSize
    title: QRect
    about: QRect
    frame: QRect
    words: QRect


class ChartDelegate(QStyledItemDelegate):
    """Measures all cells alike and paints one."""

    def __init__(self, plan: Plan, colors: Colors, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.plan = plan
        self.colors = colors
        self._cell: tuple[int, Cell] | None = None

    def forget(self) -> None:
        """Measure anew, after charts or width changed."""
        self._cell = None

    def cell(self, width: int, charts: Sequence[Chart]) -> Cell:
        """The layout of a cell of a width: as tall as the tallest chart needs."""
        if self._cell is None or self._cell[0] != width:
            self._cell = (width, self._measured(width, charts))
        return self._cell[1]

    @staticmethod
    def _measured(width: int, charts: Sequence[Chart]) -> Cell:
        inner = width - 2 * (MARGIN + PAD)

        def tallest(texts: Sequence[str], pixels: int, bold: bool = False) -> int:
            metrics = QFontMetrics(ui_font(pixels, bold))
            box = QRect(0, 0, max(60, inner), 10_000)
            heights = (metrics.boundingRect(box, int(WRAP), t).height() for t in texts)
            return max(heights, default=0) + 2

        left, y = MARGIN + PAD, MARGIN + PAD
        title = QRect(left, y, inner, tallest([c.indicator.name for c in charts], BODY, True))
        about = QRect(left, title.bottom() + 1, inner, tallest([_about(c) for c in charts], SMALL))
        top = about.bottom() + GAP + LABEL_HEIGHT
        frame = QRect(left + 10, top, inner - 30, PLOT_HEIGHT)
        below = frame.bottom() + TICKS_HEIGHT + GAP
        tall = tallest(["\n".join(c.words) for c in charts], SMALL)
        words = QRect(left, below, inner, tall)
        return Cell(QSize(width, words.bottom() + PAD + MARGIN), title, about, frame, words)

    def plot(self, index: Index, rect: QRect) -> Plot:
        """The index's chart laid out, relative to its cell."""
        chart = index.data(Roles.CHART)
        model = index.model()
        charts = model.charts if isinstance(model, ChartModel) else ()
        return laid_out(chart, QRectF(self.cell(rect.width(), charts).frame))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view, model = self.parent(), index.model()
        if isinstance(view, ChartList) and isinstance(model, ChartModel):
            return self.cell(view.cell_width, model.charts).size
        return super().sizeHint(option, index)

    # -- drawing ----------------------------------------------------------------------------

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        chart, model = index.data(Roles.CHART), index.model()
        if not isinstance(model, ChartModel):
            return
        c = self.colors
        cell = self.cell(option.rect.width(), model.charts)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(option.rect.topLeft())
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.setPen(QPen(QColor(c.accent if chosen or focused else c.line), 1))
        painter.setBrush(QColor(c.tint if chosen else c.hover if hovered else c.card))
        frame = QRect(QPoint(0, 0), cell.size).adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        painter.drawRoundedRect(frame, 6, 6)
        self._text(painter, cell.title, chart.indicator.name, BODY, c.text, bold=True)
        self._text(painter, cell.about, _about(chart), SMALL, c.soft)
        self._text(painter, cell.words, "\n".join(chart.words), SMALL, c.text)
        self._paint_plot(painter, laid_out(chart, QRectF(cell.frame)))
        painter.restore()

    @staticmethod
    def _text(
        painter: QPainter, rect: QRect, text: str, pixels: int, color: str, bold: bool = False
    ) -> None:
        painter.setFont(ui_font(pixels, bold))
        painter.setPen(QColor(color))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignLeft) | int(WRAP), text)

    def _paint_plot(self, painter: QPainter, plot: Plot) -> None:
        c = self.colors
        frame = plot.frame
        painter.setPen(QPen(QColor(c.line), 1))
        painter.drawLine(frame.bottomLeft(), frame.bottomRight())
        self._paint_ticks(painter, plot)
        if plot.as_of is not None:
            painter.setPen(QPen(QColor(c.soft), 1, Qt.PenStyle.DotLine))
            painter.drawLine(
                QPointF(plot.as_of, frame.top() - 4), QPointF(plot.as_of, frame.bottom())
            )
        if plot.path:
            painter.setPen(QPen(QColor(c.accent), 1.5, Qt.PenStyle.DashLine))
            painter.drawLine(*plot.path)
        painter.setPen(QPen(QColor(c.built), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(list(plot.line)))
        for mark in plot.marks:
            self._paint_mark(painter, mark)
        self._paint_labels(painter, plot)

    def _paint_ticks(self, painter: QPainter, plot: Plot) -> None:
        """Years below the axis, as many as there is room for, the last one always."""
        painter.setFont(ui_font(SMALL))
        room = QFontMetrics(ui_font(SMALL)).horizontalAdvance("2025") + 6
        free = float("inf")
        for x, year in reversed(plot.ticks):
            painter.setPen(QPen(QColor(self.colors.line), 1))
            painter.drawLine(QPointF(x, plot.frame.bottom()), QPointF(x, plot.frame.bottom() + 3))
            if x + room / 2 <= free:
                free = x - room / 2
                painter.setPen(QColor(self.colors.soft))
                spot = QRectF(x - room / 2, plot.frame.bottom() + 4, room, TICKS_HEIGHT - 4)
                painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, str(year))

    def _paint_mark(self, painter: QPainter, mark: Mark) -> None:
        """Filled is measured, hollow is promised; a diamond, so that colour need not tell."""
        c = self.colors
        color = QColor(target_color(c, mark.status) if mark.status else c.built)
        if not mark.known:
            color.setAlphaF(0.45)
        if mark.start is not None:
            painter.setPen(QPen(color, 2))
            painter.drawLine(QPointF(mark.start, mark.at.y()), mark.at)
        painter.setPen(QPen(color, 1.5))
        if mark.target:
            painter.setBrush(QColor(c.card))
            x, y = mark.at.x(), mark.at.y()
            painter.drawPolygon(
                [QPointF(x, y - 5), QPointF(x + 5, y), QPointF(x, y + 5), QPointF(x - 5, y)]
            )
        else:
            painter.setBrush(color)
            painter.drawEllipse(mark.at, 3, 3)

    def _paint_labels(self, painter: QPainter, plot: Plot) -> None:
        """Figures at their marks, the latest first; one that finds no room is left to the tip."""
        font = ui_font(SMALL)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        taken = [QRectF(m.at.x() - 4, m.at.y() - 4, 8, 8) for m in plot.marks]
        shown: set[tuple[float, float, str]] = set()
        left, right = plot.frame.left() - 10, plot.frame.right() + 20
        for mark in reversed(plot.marks):
            words = figure(mark.record)
            key = (mark.at.x(), mark.at.y(), words)
            if key in shown:
                continue
            width = metrics.horizontalAdvance(words) + 2
            x, y = mark.at.x(), mark.at.y()
            middle = min(max(x - width / 2, left), right - width)
            for corner in (
                QPointF(middle, y - LABEL_HEIGHT - 5),
                QPointF(middle, y + 6),
                QPointF(x + 7, y - LABEL_HEIGHT / 2),
                QPointF(x - width - 7, y - LABEL_HEIGHT - 1),
            ):
                spot = QRectF(corner, QSizeF(width, LABEL_HEIGHT))
                inside = (
                    spot.bottom() < plot.frame.bottom() + 1
                    and spot.left() >= left - 1
                    and spot.right() <= right + 1
                )
                if inside and not any(spot.intersects(other) for other in taken):
                    taken.append(spot)
                    shown.add(key)
                    color = self.colors.text if mark.known else self.colors.soft
                    painter.setPen(QColor(color))
                    painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, words)
                    break

    # -- pointing ---------------------------------------------------------------------------

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        point = QPointF(event.pos() - option.rect.topLeft())
        mark = self.plot(index, option.rect).mark_at(point)
        chart = index.data(Roles.CHART)
        words = mark_words(self.plan, chart, mark) if mark else chart.indicator.definition
        QToolTip.showText(event.globalPos(), words, view)
        return True

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        view = self.parent()
        if (
            isinstance(event, QMouseEvent)
            and event.type() == QEvent.Type.MouseButtonRelease
            and event.button() is Qt.MouseButton.LeftButton
            and isinstance(view, ChartList)
        ):
            point = event.position() - QPointF(option.rect.topLeft())
            mark = self.plot(index, option.rect).mark_at(point)
            record = mark.record if mark else index.data(Roles.CHART).main
            view.record_activated.emit(record.id)
            return True
        return False


def _about(chart: Chart) -> str:
    return f"{chart.indicator.theme} · {chart.indicator.unit}"


class ChartList(QListView):
    """A grid of charts that tells which figure was clicked."""

    record_activated = Signal(str)
    hovered = Signal(object)  # Chart | None

    def __init__(self, plan: Plan, colors: Colors, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.charts = ChartModel(self)
        self.cells = ChartDelegate(plan, colors, self)
        self.setModel(self.charts)
        self.setItemDelegate(self.cells)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # The bar always has its room: cells must not change their width as it comes and goes.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setMouseTracking(True)
        self.setMinimumWidth(240)
        self.activated.connect(self._opened)
        self.entered.connect(lambda index: self.hovered.emit(index.data(Roles.CHART)))

    @property
    def cell_width(self) -> int:
        """As many columns as fit, and all the width shared among them."""
        width = self.viewport().width() - 2
        return max(180, width // max(1, width // NARROWEST))

    def set_charts(self, plan: Plan, charts: Sequence[Chart]) -> None:
        """Show other charts."""
        self.cells.plan = plan
        self.cells.forget()
        self.charts.set_charts(charts)
        self.scheduleDelayedItemsLayout()

    def set_colors(self, colors: Colors) -> None:
        """Dress in another theme."""
        self.cells.colors = colors
        self.viewport().update()

    def current_chart(self) -> Chart | None:
        """The chart with the focus."""
        found = self.currentIndex().data(Roles.CHART)
        return found if isinstance(found, Chart) else None

    def mark_place(self, row: int, record: str) -> QPoint:
        """Where a record's mark is in the viewport."""
        index = self.charts.index(row, 0)
        rect = self.visualRect(index)
        mark = next(m for m in self.cells.plot(index, rect).marks if m.record.id == record)
        return rect.topLeft() + mark.at.toPoint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self.cells.forget()
            self.scheduleDelayedItemsLayout()
        super().resizeEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.hovered.emit(None)
        super().leaveEvent(event)

    def _opened(self, index: QModelIndex) -> None:
        self.record_activated.emit(index.data(Roles.CHART).main.id)
