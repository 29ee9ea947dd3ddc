"""A row of colours to choose one from, all of one palette."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from luoyang_gis.ui.annotate.board import SWATCHES
from luoyang_gis.ui.flow import FlowLayout

SIDE = 22
NAMES = (
    QT_TRANSLATE_NOOP("Swatches", "牡丹红"),
    QT_TRANSLATE_NOOP("Swatches", "琥珀"),
    QT_TRANSLATE_NOOP("Swatches", "金黄"),
    QT_TRANSLATE_NOOP("Swatches", "叶绿"),
    QT_TRANSLATE_NOOP("Swatches", "湖青"),
    QT_TRANSLATE_NOOP("Swatches", "水蓝"),
    QT_TRANSLATE_NOOP("Swatches", "鸢尾紫"),
    QT_TRANSLATE_NOOP("Swatches", "墨"),
    QT_TRANSLATE_NOOP("Swatches", "灰"),
    QT_TRANSLATE_NOOP("Swatches", "白"),
)


class Chip(QAbstractButton):
    """One colour; without one a stroke through an empty square."""

    def __init__(self, color: str, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.color = color
        self.setCheckable(True)
        self.setAutoExclusive(False)
        self.setToolTip(name)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def sizeHint(self) -> QSize:
        return QSize(SIDE, SIDE)

    def minimumSizeHint(self) -> QSize:
        return QSize(SIDE, SIDE)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = self.palette().highlight().color()
        edge = self.palette().mid().color()
        box = QRectF(self.rect()).adjusted(3, 3, -3, -3)
        painter.setPen(QPen(edge, 1))
        painter.setBrush(QColor(self.color) if self.color else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 3, 3)
        if not self.color:
            painter.setPen(QPen(ring, 1.5))
            painter.drawLine(box.bottomLeft(), box.topRight())
        if self.isChecked() or self.hasFocus():
            painter.setPen(QPen(ring, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(-2, -2, 2, 2), 4, 4)
        painter.end()


class Swatches(QWidget):
    """The palette's colours; the one in use is ringed."""

    picked = Signal(str)

    def __init__(self, none: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        flow = FlowLayout(self, spacing=2)
        flow.setContentsMargins(0, 0, 0, 0)
        names = (self.tr(str(name)) for name in NAMES)
        named = [*((("", none),) if none else ()), *zip(SWATCHES, names, strict=True)]
        self.chips = [Chip(color, name, self) for color, name in named]
        for chip in self.chips:
            flow.addWidget(chip)
            chip.clicked.connect(lambda _=False, c=chip.color: self._pick(c))

    def _pick(self, color: str) -> None:
        self.show_color(color)
        self.picked.emit(color)

    def show_color(self, color: str) -> None:
        """Ring the colour in use."""
        for chip in self.chips:
            chip.setChecked(chip.color[:7].upper() == color[:7].upper())
