"""What the mouse does on the map: one object a tool, told of events in map coordinates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from luoyang_gis.canvas.highlight import accent
from luoyang_gis.canvas.pick import Hit, identify, select
from luoyang_gis.geo.crs import to_mercator
from luoyang_gis.geo.measure import (
    AreaUnit,
    LengthUnit,
    area_m2,
    format_area,
    format_length,
    length_m,
    perimeter_m,
)

if TYPE_CHECKING:
    from luoyang_gis.canvas.mapview import MapView


@dataclass(frozen=True, slots=True)
class MapEvent:
    """A mouse event on the map: the pixel, the place in degrees, button and keys."""

    px: float
    py: float
    lon: float
    lat: float
    button: Qt.MouseButton = Qt.MouseButton.NoButton
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier


class Tool(QObject):
    """A tool of the map. An event handler returns True where it took the event for itself.

    What no tool takes drags the map, so that panning works with any tool.
    """

    cursor = Qt.CursorShape.ArrowCursor

    def __init__(self, view: MapView) -> None:
        super().__init__(view)
        self.view = view

    def activate(self) -> None:
        """The tool was taken up."""

    def deactivate(self) -> None:
        """The tool was laid down."""

    def press(self, event: MapEvent) -> bool:
        """A button went down."""
        return False

    def move(self, event: MapEvent) -> bool:
        """The mouse moved, with or without a button."""
        return False

    def release(self, event: MapEvent) -> bool:
        """A button came up."""
        return False

    def click(self, event: MapEvent) -> bool:
        """A button went down and up at one place."""
        return False

    def double_click(self, event: MapEvent) -> bool:
        """Two clicks in short order."""
        return False

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        """A key went down."""
        return False

    def paint(self, painter: QPainter) -> None:
        """What the tool shows above the map, in pixels."""


class PanTool(Tool):
    """Drags the map and nothing else."""

    cursor = Qt.CursorShape.OpenHandCursor


class IdentifyTool(Tool):
    """A click tells what lies there, hovering too."""

    def click(self, event: MapEvent) -> bool:
        if event.button != Qt.MouseButton.LeftButton:
            return False
        view = self.view
        view.clicked.emit(identify(view.visible_layers, view.camera, event.px, event.py))
        return True

    def move(self, event: MapEvent) -> bool:
        if event.button == Qt.MouseButton.NoButton:
            hits = identify(self.view.visible_layers, self.view.camera, event.px, event.py)
            self.view.hover(hits[0] if hits else None)
        return False

    def deactivate(self) -> None:
        self.view.hover(None)


class SelectTool(Tool):
    """A dragged rectangle selects what it touches."""

    cursor = Qt.CursorShape.CrossCursor
    selected = Signal(list)

    def __init__(self, view: MapView) -> None:
        super().__init__(view)
        self._start: QPointF | None = None
        self._end = QPointF()

    def press(self, event: MapEvent) -> bool:
        if event.button != Qt.MouseButton.LeftButton:
            return False
        self._start = self._end = QPointF(event.px, event.py)
        return True

    def move(self, event: MapEvent) -> bool:
        if self._start is None:
            return False
        self._end = QPointF(event.px, event.py)
        self.view.update()
        return True

    def release(self, event: MapEvent) -> bool:
        if self._start is None:
            return False
        box = QRectF(self._start, QPointF(event.px, event.py)).normalized()
        self._start = None
        layers, camera = self.view.visible_layers, self.view.camera
        hits: list[Hit]
        if box.width() < 3 and box.height() < 3:
            hits = identify(layers, camera, event.px, event.py)[:1]
        else:
            hits = select(layers, camera, (box.left(), box.top(), box.right(), box.bottom()))
        self.view.set_selection(hits)
        self.selected.emit(hits)
        return True

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        if key != Qt.Key.Key_Escape or self._start is None:
            return False
        self._start = None
        self.view.update()
        return True

    def paint(self, painter: QPainter) -> None:
        if self._start is not None:
            draw_band(
                painter, QRectF(self._start, self._end).normalized(), accent(self.view.palette_)
            )


def draw_band(painter: QPainter, box: QRectF, color: QColor) -> None:
    """A rubber band."""
    tint = QColor(color)
    tint.setAlphaF(0.12)
    painter.setPen(QPen(color, 1.2, Qt.PenStyle.DashLine))
    painter.setBrush(tint)
    painter.drawRect(box)


class MeasureTool(Tool):
    """Clicks set vertices; the figure is read out while the mouse moves; Enter or a double click ends."""

    cursor = Qt.CursorShape.CrossCursor
    # The figure as text and in metres or square metres.
    measured = Signal(str, float)
    closed = False

    def __init__(self, view: MapView) -> None:
        super().__init__(view)
        self.vertices: list[tuple[float, float]] = []
        self.finished = False
        self.length_unit: LengthUnit = "auto"
        self.area_unit: AreaUnit = "auto"

    def deactivate(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Start anew."""
        self.vertices = []
        self.finished = False
        self.view.update()

    def click(self, event: MapEvent) -> bool:
        if event.button == Qt.MouseButton.RightButton:
            self.finish()
            return True
        if event.button != Qt.MouseButton.LeftButton:
            return False
        if self.finished:
            self.reset()
        if self.vertices:
            # The last vertex has been running along with the mouse.
            self.vertices[-1] = (event.lon, event.lat)
        else:
            self.vertices.append((event.lon, event.lat))
        self.vertices.append((event.lon, event.lat))
        self._tell()
        return True

    def move(self, event: MapEvent) -> bool:
        if self.vertices and not self.finished and event.button == Qt.MouseButton.NoButton:
            self.vertices[-1] = (event.lon, event.lat)
            self._tell()
        return False

    def double_click(self, event: MapEvent) -> bool:
        self.finish()
        return True

    def finish(self) -> None:
        """Keep the measured line and its figure on the map."""
        if self.vertices and not self.finished:
            self.vertices = list(dict.fromkeys(self.vertices))
            self.finished = True
            self._tell()

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        if not self.vertices:
            return False
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finish()
        elif key == Qt.Key.Key_Escape:
            self.reset()
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete) and len(self.vertices) > 2:
            del self.vertices[-2]
            self._tell()
        else:
            return False
        return True

    @property
    def value(self) -> float:
        """The length in metres or the area in square metres."""
        ring = np.array(self.vertices)
        return area_m2(ring) if self.closed else length_m(ring)

    @property
    def text(self) -> str:
        """The figure in words."""
        if not self.closed:
            return format_length(self.value, self.length_unit)
        around = format_length(perimeter_m(np.array(self.vertices)), self.length_unit)
        words = self.tr("{area} · 周长 {around}")
        return words.format(area=format_area(self.value, self.area_unit), around=around)

    def _tell(self) -> None:
        self.measured.emit(self.text, self.value)
        self.view.update()

    def paint(self, painter: QPainter) -> None:
        if not self.vertices:
            return
        camera = self.view.camera
        pixels = camera.to_pixels(to_mercator(np.array(self.vertices)))
        line = QPainterPath(QPointF(*pixels[0]))
        for x, y in pixels[1:].tolist():
            line.lineTo(x, y)
        color, paper = accent(self.view.palette_), QColor(self.view.palette_.hex("paper"))
        if self.closed:
            line.closeSubpath()
            tint = QColor(color)
            tint.setAlphaF(0.15)
            painter.fillPath(line, tint)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for shade, width in ((paper, 4.5), (color, 2.0)):
            painter.setPen(QPen(shade, width))
            painter.drawPath(line)
        painter.setPen(QPen(color, 1.5))
        painter.setBrush(paper)
        for x, y in pixels.tolist():
            painter.drawEllipse(QPointF(x, y), 3.2, 3.2)
        if len(self.vertices) > 1:
            draw_tag(painter, self.text, QPointF(*pixels[-1]) + QPointF(12, -12), color, paper)


class MeasureLengthTool(MeasureTool):
    """Measures along a line."""


class MeasureAreaTool(MeasureTool):
    """Measures an area and its perimeter."""

    closed = True


def draw_tag(painter: QPainter, text: str, at: QPointF, ink: QColor, paper: QColor) -> None:
    """A line of text on a plate of paper, its lower left corner at a place."""
    font = QFont(painter.font())
    font.setPixelSize(13)
    font.setBold(True)
    painter.setFont(font)
    box = QFontMetricsF(font).boundingRect(text).adjusted(-6, -3, 6, 3)
    box.moveBottomLeft(at)
    ground = QColor(paper)
    ground.setAlphaF(0.92)
    painter.setPen(QPen(ink, 1))
    painter.setBrush(ground)
    painter.drawRoundedRect(box, 4, 4)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
