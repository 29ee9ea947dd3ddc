"""The scale of the timeline: a slider over the years with what falls due in each of them."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import (
    QCoreApplication,
    QEasingCurve,
    QEvent,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    QVariantAnimation,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QSlider, QToolTip, QWidget

from luoyang_gis.canvas.motion import glides
from luoyang_gis.ui.theme import SMALL, Colors, ui_font

FIRST, LAST = 2016, 2035
MONTHS = (LAST - FIRST + 1) * 12
OWN_KEYS = frozenset(
    (
        Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down,
        Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Space,
    )
)  # fmt: skip
SIDE, BARS, AXIS = 12, 36, 22
GLIDE_MS = 200


def month_of(day: date) -> int:
    """The slider's value for a day, within its range."""
    return min(MONTHS - 1, max(0, (day.year - FIRST) * 12 + day.month - 1))


def last_day(month: int) -> date:
    """The last day of a month of the slider."""
    year, index = FIRST + month // 12, month % 12 + 1
    return date(year, index, monthrange(year, index)[1])


def day_words(day: date) -> str:
    """A day as one says it."""
    words = QCoreApplication.translate("Days", "{year}年{month}月{day}日")
    return words.format(year=day.year, month=day.month, day=day.day)


class TimeScale(QSlider):
    """A month a step, a year a page; bars tell how many targets fall due in a year."""

    picked = Signal(object)  # date
    play_asked = Signal()

    def __init__(self, colors: Colors, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._colors = colors
        self._day: date | None = None
        self._handle = 0.0
        self._counts: Mapping[int, int] = {}
        self._marks: Mapping[date, str] = {}
        self._glide = QVariantAnimation(self)
        self._glide.setDuration(GLIDE_MS)
        self._glide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._glide.valueChanged.connect(self._glided)
        self.setRange(0, MONTHS - 1)
        self.setSingleStep(1)
        self.setPageStep(12)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("时间轴"))
        self.valueChanged.connect(self._stepped)

    def sizeHint(self) -> QSize:
        return QSize(560, 14 + BARS + AXIS)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 14 + BARS + AXIS)

    # -- what is shown ----------------------------------------------------------------------

    def set_colors(self, colors: Colors) -> None:
        """Dress in another theme."""
        self._colors = colors
        self.update()

    def set_counts(self, counts: Mapping[int, int]) -> None:
        """Show how many targets fall due in each year."""
        self._counts = counts
        self.update()

    def set_marks(self, marks: Mapping[date, str]) -> None:
        """Mark days worth finding again, such as that of the newest document."""
        self._marks = marks
        self.update()

    def show_day(self, day: date | None) -> None:
        """Put the handle on a day; None takes it off: all of time."""
        before, self._day = self._day, day
        if day is None:
            self.setAccessibleDescription(self.tr("全部时间"))
            self.update()
            return
        self.blockSignals(True)
        self.setValue(month_of(day))
        self.blockSignals(False)
        self.setAccessibleDescription(day_words(day))
        place = self._fraction(day)
        if before is None or self.isSliderDown() or not self.isVisible() or not glides(self):
            self._glide.stop()
            self._handle = place
            self.update()
            return
        self._glide.stop()
        self._glide.setStartValue(self._handle)
        self._glide.setEndValue(place)
        self._glide.start()

    def _glided(self, value: object) -> None:
        if isinstance(value, float):
            self._handle = value
            self.update()

    def _stepped(self, month: int) -> None:
        self.picked.emit(last_day(month))

    # -- places -----------------------------------------------------------------------------

    @staticmethod
    def _fraction(day: date) -> float:
        first, end = date(FIRST, 1, 1), date(LAST + 1, 1, 1)
        return min(1.0, max(0.0, (day - first).days / (end - first).days))

    @property
    def _length(self) -> float:
        return max(1.0, self.width() - 2.0 * SIDE)

    def x_of(self, day: date) -> float:
        """Where a day stands."""
        return SIDE + self._fraction(day) * self._length

    def month_at(self, x: float) -> int:
        """The month under a point."""
        return min(MONTHS - 1, max(0, int((x - SIDE) / self._length * MONTHS)))

    def _year_rect(self, year: int) -> QRectF:
        step = self._length / (LAST - FIRST + 1)
        return QRectF(SIDE + (year - FIRST) * step, 0, step, self.height())

    # -- drawing ----------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_bars(painter)
        self._paint_axis(painter)
        if self._day is not None:
            self._paint_handle(painter)
        painter.end()

    def _paint_bars(self, painter: QPainter) -> None:
        """Square roots, so that years with a few targets are seen beside one with hundreds."""
        c = self._colors
        most = max((self._counts.get(y, 0) for y in range(FIRST, LAST + 1)), default=0)
        base = self.height() - AXIS
        font = ui_font(SMALL)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        for year in range(FIRST, LAST + 1):
            count = self._counts.get(year, 0)
            if not count:
                continue
            place = self._year_rect(year)
            height = max(2.0, BARS * (count / most) ** 0.5)
            width = min(24.0, max(3.0, place.width() * 0.6))
            bar = QRectF(place.center().x() - width / 2, base - height, width, height)
            passed = self._day is None or date(year, 12, 31) <= self._day
            painter.setPen(Qt.PenStyle.NoPen)
            color = QColor(c.accent if passed else c.soft)
            color.setAlphaF(0.55 if passed else 0.4)
            painter.setBrush(color)
            painter.drawRoundedRect(bar, 1.5, 1.5)
            words = str(count)
            if metrics.horizontalAdvance(words) <= place.width() - 2:
                painter.setPen(QColor(c.soft))
                spot = QRectF(place.left(), bar.top() - 15, place.width(), 15)
                painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_axis(self, painter: QPainter) -> None:
        c = self._colors
        base = self.height() - AXIS
        painter.setPen(QPen(QColor(c.soft), 1))
        painter.drawLine(QPointF(SIDE, base + 0.5), QPointF(SIDE + self._length, base + 0.5))
        font = ui_font(SMALL)
        painter.setFont(font)
        wide = QFontMetrics(font).horizontalAdvance("2020") + 6
        step = self._length / (LAST - FIRST + 1)
        every = next(n for n in (1, 2, 5, 10, 20) if n * step >= wide or n == 20)
        for year in range(FIRST, LAST + 2):
            x = SIDE + (year - FIRST) * step
            long = every == 1 or year % every == 0
            painter.setPen(QPen(QColor(c.soft if long else c.line), 1))
            painter.drawLine(QPointF(x, base), QPointF(x, base + (5 if long else 3)))
            if year <= LAST and (every == 1 or year % every == 0):
                middle = x + step / 2
                left = min(max(middle - wide / 2, 0.0), self.width() - wide)
                painter.setPen(QColor(c.soft))
                spot = QRectF(left, base + 5, wide, AXIS - 5)
                painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, str(year))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(c.text))
        for day in self._marks:
            if FIRST <= day.year <= LAST:
                x = self.x_of(day)
                painter.drawPolygon(
                    [QPointF(x, base - 1), QPointF(x - 4, base + 6), QPointF(x + 4, base + 6)]
                )

    def _paint_handle(self, painter: QPainter) -> None:
        c = self._colors
        x = SIDE + self._handle * self._length
        base = self.height() - AXIS
        painter.setPen(QPen(QColor(c.accent), 1.5))
        painter.drawLine(QPointF(x, 4), QPointF(x, base))
        painter.setBrush(QColor(c.accent))
        painter.setPen(QPen(QColor(c.surface), 2))
        painter.drawEllipse(QPointF(x, base), 7, 7)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(c.accent), 1.5))
            painter.drawEllipse(QPointF(x, base), 10, 10)

    # -- pointing ---------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.play_asked.emit()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self.setSliderDown(True)
        self._point(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self._point(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.setSliderDown(False)

    def _point(self, event: QMouseEvent) -> None:
        month = self.month_at(event.position().x())
        if month == self.value():
            # A click where the hidden or daily handle stands is a choice as well.
            self.picked.emit(last_day(month))
        self.setValue(month)

    def event(self, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.key() in OWN_KEYS
        ):
            # With the focus here these keys move the date, whatever they do in the window.
            event.accept()
            return True
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.tip_at(event.pos().x()), self, QRect())
            return True
        return super().event(event)

    def tip_at(self, x: int) -> str:
        """What a year of the scale has to say."""
        year = FIRST + self.month_at(x) // 12
        lines = [self.tr("%d 年到期 %d 项") % (year, self._counts.get(year, 0))]
        after = sum(n for y, n in self._counts.items() if y > LAST)
        if year == LAST and after:
            lines.append(self.tr("%d 年以后到期 %d 项") % (LAST, after))
        lines += [
            self.tr("▲ {what}：{day}").format(what=words, day=day_words(d))
            for d, words in self._marks.items()
            if d.year == year
        ]
        return "\n".join(lines)
