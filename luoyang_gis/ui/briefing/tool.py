"""What the mouse does in a briefing: click for cards, point with light, draw with ink that leaves no trace."""

from __future__ import annotations

import enum

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QRadialGradient

from luoyang_gis.canvas.mapview import MapView
from luoyang_gis.canvas.pick import identify
from luoyang_gis.canvas.tools import MapEvent, Tool

LIGHT = QColor("#E5233D")
INK_PX = 5.0
TAIL = 10


class Mode(enum.Enum):
    """What is in hand."""

    HAND = enum.auto()
    LASER = enum.auto()
    INK = enum.auto()


class BriefingTool(Tool):
    """A hand, a laser pointer or a pen. Ink lies on the map, and nowhere in the workspace."""

    clicked = Signal(list)  # hits
    mode_changed = Signal()

    def __init__(self, view: MapView) -> None:
        super().__init__(view)
        self.mode = Mode.HAND
        # Each stroke in degrees, so that it stays where it was drawn.
        self.ink: list[list[tuple[float, float]]] = []
        self._drawing = False
        self._tail: list[QPointF] = []

    def set_mode(self, mode: Mode) -> None:
        """Take something in hand; the same once more lays it down."""
        self.mode = Mode.HAND if mode is self.mode else mode
        self._drawing, self._tail = False, []
        shape = Qt.CursorShape
        self.cursor = {
            Mode.HAND: shape.ArrowCursor, Mode.LASER: shape.BlankCursor, Mode.INK: shape.CrossCursor
        }[self.mode]  # fmt: skip
        self.view.setCursor(self.cursor)
        self.view.update()
        self.mode_changed.emit()

    def wipe(self) -> None:
        """Take all ink away."""
        self.ink, self._drawing = [], False
        self.view.update()

    def deactivate(self) -> None:
        self.mode, self._tail = Mode.HAND, []
        self.wipe()

    def press(self, event: MapEvent) -> bool:
        if self.mode is not Mode.INK or event.button != Qt.MouseButton.LeftButton:
            return False
        self._drawing = True
        self.ink.append([(event.lon, event.lat)])
        return True

    def move(self, event: MapEvent) -> bool:
        if self.mode is Mode.LASER:
            self._tail = [*self._tail[-TAIL:], QPointF(event.px, event.py)]
            self.view.update()
        elif self._drawing:
            self.ink[-1].append((event.lon, event.lat))
            self.view.update()
        return self._drawing

    def release(self, event: MapEvent) -> bool:
        self._drawing = False
        return True

    def click(self, event: MapEvent) -> bool:
        if self.mode is not Mode.HAND or event.button != Qt.MouseButton.LeftButton:
            return False
        view = self.view
        self.clicked.emit(identify(view.visible_layers, view.camera, event.px, event.py))
        return True

    def paint(self, painter: QPainter) -> None:
        self._paint_ink(painter)
        if self.mode is Mode.LASER and self._tail:
            self._paint_light(painter)

    def _paint_ink(self, painter: QPainter) -> None:
        pen = QPen(LIGHT, INK_PX)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        camera = self.view.camera
        for stroke in self.ink:
            points = [QPointF(*camera.pixel_of(*at)) for at in stroke]
            line = QPainterPath(points[0])
            for point in points[1:]:
                line.lineTo(point)
            painter.drawPath(line)

    def _paint_light(self, painter: QPainter) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        for age, point in enumerate(reversed(self._tail)):
            faded = QColor(LIGHT)
            faded.setAlphaF(0.35 * (1 - age / (TAIL + 1)))
            painter.setBrush(faded)
            painter.drawEllipse(point, 6.0 - age * 0.4, 6.0 - age * 0.4)
        at = self._tail[-1]
        glow = QRadialGradient(at, 18)
        glow.setColorAt(0, QColor(255, 255, 255, 235))
        glow.setColorAt(0.25, LIGHT)
        halo = QColor(LIGHT)
        halo.setAlpha(0)
        glow.setColorAt(1, halo)
        painter.setBrush(glow)
        painter.drawEllipse(at, 18, 18)
